"""Sentences that answer what no figure does: who, which, how; by the words they share with the ask and by closeness."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.answering.asked import AskKind, Question
from rag.answering.evidence import Ask, Candidate, Evidence, weigh_statements
from rag.answering.points import Point, quote_range
from rag.answering.statements import Reading, Statement
from rag.answering.terms import find_terms, say_something
from rag.config import Answering
from rag.language.contexts import ask_text, sentence_context
from rag.types import Span

_RESULTS = re.compile(r"情况|怎么样|怎样|如何|成效|结果")
_DOCUMENTS = re.compile(
    r"(?:法律|法规|文件|办法|条例|规定|意见|方案)(?:名称)?(?:有|是|包括|分别)?(?:哪些|哪几\w?|什么)?$|(?:啥|什么|哪些|哪几部)法"
    r"|(?:哪些|哪几\w|什么|啥)[^,。]{0,4}(?:法律|法规|文件|办法|条例|规定|意见|方案)"
)
_TITLES, _SIDE_BY_SIDE = re.compile("《"), re.compile('[、;》]|""')
_SEVERAL = re.compile(r"《[^》]+》.*《|、[^、]+、|;.*;|\"[^\"]+\"、?\"|[^,。、]、[^,。、]+[和与及]")
_SEVERAL_TITLES = re.compile(r"《[^》]+》.*《")
_COUNTED_OFF = re.compile(r"一是|首先|第一[,是]|[(]一[)]|1[.、]|①")
_IN_ORDER = [f"{number}是" for number in "一二三四五六七八九"]
_NAMED, _NAME = re.compile(r"名|叫|称"), re.compile(r"\"[^\"]+\"|《[^》]+》|[为叫称名]")
_NUMBER, _DATE = re.compile(r"〔\d{4}〕\d*号?"), re.compile(r"\d月|\d日|\d年|月[上中下]旬")
_MOST_SENTENCES = 4
_BY_WORDS, _BY_PASSAGE = 8, 4


@dataclass(frozen=True, slots=True)
class _Weighed:
    """A sentence that may answer: what it holds of the ask's words and how near it comes, in one sum.

    `listing` is what it gains over others for listing several things, `formed` whether it is of the sort asked for.
    """

    evidence: Evidence
    sum: float
    listing: float
    formed: bool


def sentence_points(question: Question, candidate: Candidate, settings: Answering) -> tuple[Point, ...]:
    """Return the sentences that answer best: one, or for prose and lists those beside it that answer nearly as well."""
    results = _RESULTS.search(question.topic) is not None
    ask = Ask(
        find_terms(question.topic),
        results=results,
        listing=_form(question) if AskKind.LIST in question.kinds else None,
        words=question.topic,
    )
    ranked = weigh_statements(ask, candidate) if say_something(ask.terms) else []
    chosen = _chosen(question, _weighed(question, ranked, candidate, settings), settings)
    if candidate.trace:
        candidate.trace.searched(ask, candidate, ranked, chosen)
    follow = AskKind.PROSE in question.kinds and AskKind.LIST not in question.kinds
    listing = AskKind.LIST in question.kinds
    points = [_sentence_point(evidence, settings.quote, follow, listing) for evidence in chosen]
    return _apart(sorted(points, key=lambda point: point.position))


def _weighed(
    question: Question, ranked: Sequence[Evidence], candidate: Candidate, settings: Answering
) -> list[_Weighed]:
    """Return the sentences worth a closer look, best first: those first by words, and those of the passages found."""
    telling = [one for one in ranked if _tells(one.reading, one.statement)]
    passages = sorted(telling[_BY_WORDS:], key=lambda one: -candidate.nearness.get(one.statement.start, 0.0))
    found = [one for one in passages[:_BY_PASSAGE] if one.statement.start in candidate.nearness]
    looked_at = telling[:_BY_WORDS] + found
    if not looked_at:
        return []
    near = [settings.near - settings.enough] * len(looked_at)  # so that words decide alone where nobody judges
    if candidate.judge:
        texts = [sentence_context(one.statement.text) for one in looked_at]
        near = list(candidate.judge.nearness(ask_text(question.topic), texts))
    weighed = [
        _Weighed(one, one.score + by, _several(question, one.statement, settings), _formed(question, one))
        for one, by in zip(looked_at, near, strict=True)
    ]
    return sorted(weighed, key=lambda one: (-one.sum - one.listing, one.evidence.statement.start))


def _several(question: Question, statement: Statement, settings: Answering) -> float:
    """Return what a sentence gains for listing several things where a list is asked for."""
    if AskKind.LIST not in question.kinds:
        return 0.0
    several = _SEVERAL_TITLES if _DOCUMENTS.search(question.topic) else _SEVERAL
    return settings.several if several.search(statement.text) else 0.0


def _formed(question: Question, one: Evidence) -> bool:
    """Tell whether a sentence is of the sort that is asked for: a list, or what counts one off, a date, a number."""
    form = _form(question)
    if form is None or form.search(one.statement.text):
        return True
    return AskKind.LIST in question.kinds and bool(_counted_off(one))


def _tells(reading: Reading, statement: Statement) -> bool:
    """Tell whether a sentence says something: a heading, or a line that leads to others, only where they follow it."""
    return not statement.opens or bool(_after(reading, statement))


def _chosen(question: Question, weighed: Sequence[_Weighed], settings: Answering) -> list[Evidence]:
    """Return the best sentence where it answers, and for prose and lists those beside it that hold nearly as much."""
    if not weighed or not _answers(question, weighed[0], settings):
        return []
    best = weighed[0].evidence
    chosen = [best]
    if AskKind.PROSE in question.kinds or AskKind.LIST in question.kinds:
        alike = [one.evidence for one in weighed[1:] if one.formed and not one.evidence.statement.opens]
        rest = sorted(alike, key=lambda one: (-one.score, one.statement.start))
        near = [one for one in rest if one.statement.headings == best.statement.headings]
        chosen += [one for one in near if one.score >= best.score * settings.follows][: _MOST_SENTENCES - 1]
    return chosen


def _answers(question: Question, best: _Weighed, settings: Answering) -> bool:
    """Tell whether the best sentence answers; one of the sort that is asked for needs fewer words for it."""
    if AskKind.PROSE in question.kinds or _form(question) is None or best.evidence.statement.opens:
        return best.sum >= settings.near
    if best.formed:
        return best.sum >= settings.near_formed
    return AskKind.LIST in question.kinds and best.sum >= settings.near_unformed


def _apart(points: Sequence[Point]) -> tuple[Point, ...]:
    """Return points in their order without those that one before them holds."""
    kept: list[Point] = []
    for point in points:
        if not kept or not kept[-1].spans[0].holds(point.spans[0]):
            kept.append(point)
    return tuple(kept)


def _form(question: Question) -> re.Pattern[str] | None:
    """Return what a sentence has to hold to be of the sort that is asked for, None where any may do."""
    if AskKind.DOCUMENT_NUMBER in question.kinds:
        return _NUMBER
    if AskKind.DATE in question.kinds:
        return _DATE
    if AskKind.NAME in question.kinds and _NAMED.search(question.topic):
        return _NAME
    if AskKind.LIST not in question.kinds:
        return None
    return _TITLES if _DOCUMENTS.search(question.topic) else _SIDE_BY_SIDE


def _counted_off(one: Evidence) -> list[Statement]:
    """Return the statements after one that counts off what it only names (严把三关。一是 …), none where it does not."""
    after = _after(one.reading, one.statement)
    return after if after and _COUNTED_OFF.match(after[0].text) else _counted_beneath(one)


def _counted_beneath(one: Evidence) -> list[Statement]:
    """Return what counts off beneath a heading that is itself counted so (三是严把三关。一是…;二是…;三是…。)."""
    behind = [s for s in one.reading.statements if s.start >= one.statement.end]
    counted: list[Statement] = []
    for statement, mark in zip(behind, _IN_ORDER, strict=False):
        if not statement.text.startswith(mark) or len(statement.headings) != len(one.statement.headings):
            break
        counted.append(statement)
    return counted if len(counted) > 1 else []


def _after(reading: Reading, statement: Statement) -> list[Statement]:
    """Return the statements that follow one under its headings, up to one that was left out of the report's."""
    depth, after, end = len(statement.headings), [], statement.end
    for one in reading.statements:
        if one.start < end:
            continue
        if one.headings[:depth] != statement.headings or one.start > end + 1:
            break
        after.append(one)
        end = one.end
    return after


def _sentence_point(evidence: Evidence, longest: int, follow: bool, listing: bool) -> Point:
    """Return a sentence as a point; where prose is asked for, or it only opens, with those that follow it."""
    reading, statement = evidence.reading, evidence.statement
    if len(statement.text) > longest:
        start, end = quote_range(statement.text, Span(0, 1), longest)
        return Point(reading, (reading.quote_span(statement.start + start, statement.start + end),))
    end = statement.end
    counts = not _SEVERAL.search(statement.text) and bool(_counted_off(evidence))
    if follow or statement.opens or statement.heads or (listing and counts):
        level = [s for s in _after(reading, statement) if statement.opens or s.headings == statement.headings]
        level = level or _counted_beneath(evidence)
        end = max((s.end for s in level if s.end - statement.start <= longest), default=end)
    return Point(reading, (reading.quote_span(statement.start, end),))
