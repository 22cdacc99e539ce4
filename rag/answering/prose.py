"""Sentences that answer what no figure does: who, which, how; by the words of the ask that they hold."""

import re
from collections.abc import Sequence

from rag.answering.asked import AskKind, Question
from rag.answering.evidence import Ask, Candidate, Evidence, weigh_statements
from rag.answering.points import Point, quote_range
from rag.answering.terms import find_terms, say_something
from rag.config import Answering
from rag.types import Span

_RESULTS = re.compile(r"情况|怎么样|怎样|如何|成效|结果")
_DOCUMENTS = re.compile(r"法律|法规|文件|办法|条例|规定|意见|方案")
_TITLES, _SIDE_BY_SIDE = re.compile("《"), re.compile("[、;》]")
_MOST_SENTENCES = 4


def sentence_points(question: Question, candidate: Candidate, settings: Answering) -> tuple[Point, ...]:
    """Return the sentences that answer best: one, or for prose and lists those beside it that answer nearly as well."""
    results = _RESULTS.search(question.topic) is not None
    ask = Ask(find_terms(question.topic), results=results, listing=_listing(question), words=question.topic)
    ranked = weigh_statements(ask, candidate) if say_something(ask.terms) else []
    chosen = _chosen(question, ranked, settings)
    if candidate.trace:
        candidate.trace.searched(ask, candidate, ranked, chosen)
    follow = AskKind.PROSE in question.kinds and AskKind.LIST not in question.kinds
    points = [_sentence_point(evidence, settings.quote, follow) for evidence in chosen]
    return _apart(sorted(points, key=lambda point: point.position))


def _chosen(question: Question, ranked: Sequence[Evidence], settings: Answering) -> list[Evidence]:
    if not ranked or ranked[0].score < settings.enough:
        return []
    best = ranked[0]
    chosen = [best]
    if AskKind.PROSE in question.kinds or AskKind.LIST in question.kinds:
        near = [e for e in ranked[1:] if e.statement.headings == best.statement.headings]
        chosen += [e for e in near if e.score >= best.score * settings.follows][: _MOST_SENTENCES - 1]
    return chosen


def _apart(points: Sequence[Point]) -> tuple[Point, ...]:
    """Return points in their order without those that one before them holds."""
    kept: list[Point] = []
    for point in points:
        if not kept or not kept[-1].spans[0].holds(point.spans[0]):
            kept.append(point)
    return tuple(kept)


def _listing(question: Question) -> re.Pattern[str] | None:
    """Return what marks a sentence that lists what is asked for: titles of documents, or things side by side."""
    if AskKind.LIST not in question.kinds:
        return None
    return _TITLES if _DOCUMENTS.search(question.topic) else _SIDE_BY_SIDE


def _sentence_point(evidence: Evidence, longest: int, follow: bool) -> Point:
    """Return a sentence as a point; where prose is asked for, with those that follow it under its headings."""
    reading, statement = evidence.reading, evidence.statement
    if len(statement.text) > longest:
        start, end = quote_range(statement.text, Span(0, 1), longest)
        return Point(reading, (reading.quote_span(statement.start + start, statement.start + end),))
    end = statement.end
    if follow:
        after = [s for s in reading.statements if s.start >= end and s.headings == statement.headings]
        ends = [s.end for s in after if s.end - statement.start <= longest]
        end = max(ends, default=end)
    return Point(reading, (reading.quote_span(statement.start, end),))
