"""A question, with the questions before it, becomes a scope and what is asked inside that scope."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from rag.answering.asked import Question, Scope
from rag.answering.items import part_asked
from rag.answering.parts import asks_next_step, asks_plans, asks_targets
from rag.answering.terms import find_terms
from rag.answering.unknown import unknown_name
from rag.answering.wording import (
    ask_kinds,
    asks_below,
    asks_reports_of,
    compares,
    goes_on,
    units_asked,
    without_quantity,
)
from rag.language.issuers import issuers_in
from rag.language.places import find_places
from rag.language.text import normalise
from rag.language.years import SINCE, YearMention, find_years
from rag.types import Kind, Place, ReportCard

_KINDS = (
    (Kind.DISCLOSURE, re.compile(r"政府信息公开(?:工作)?(?:年度)?(?:工作)?(?:报告|年报)|信息公开(?:年报|年度报告)")),
    (Kind.GOVERNMENT_WORK, re.compile(r"政府工作报告")),
    (
        Kind.LAW_BASED_GOVERNMENT,
        re.compile(r"(?:法治政府(?:建设)?|依法行政)(?:工作)?(?:情况)?(?:年度)?(?:工作)?(?:的)?(?:报告|年报)"),
    ),
)
_REFERENCES = re.compile(
    r"^(?:那么|那|然后|还有|另外|再|又|它的|他们的|这个|那个)+|[我本该](?:[省市区县镇乡州旗]|街道)|呢$|同期|同年|当年"
)
_STEPS = ((re.compile(r"[上前]一年"), -1), (re.compile(r"(?:次|后一)年"), 1))
_OF_PARTS = re.compile(r"被告|部门|乡镇|街道|机关|单位|本级|全[市区县省州]|[省市县区]直")
_COUNTED = "多少"
_SINCE = re.compile(SINCE)
_AHEAD = re.compile(r"下|明|来")
_COMPARED_WITH = re.compile(r"(?:比|较|同比|与|跟|和|相比于?)$")
_CHINESE = re.compile(r"[\u3400-\u9fff]")
_ENGLISH_WORD = re.compile(r"[A-Za-z]{2,}")
_ENGLISH = 3
_WORDS_AROUND = re.compile(r"^[的里中内在,、。:;?!\s]+|[的呢吗啊吧,、。:;?!\s]+$")


@dataclass(frozen=True, slots=True)
class Found:
    """What one question names by itself: its scope, the stretches of it that name it, and the words left."""

    scope: Scope
    topic: str
    text: str


def understand(text: str, history: Sequence[str], today: date, cards: Sequence[ReportCard]) -> Question:
    """Return the question with what it leaves out taken from the earlier questions, the latest first.

    The places of the `cards` are recognised by shorter names than others need.
    """
    known = {Place(card.identity.place_path) for card in cards if card.identity.place_path}
    found = _read(text, today, known)
    topic, words, scope, context = found.topic, found.text, found.scope, ""
    for earlier in reversed(history):
        past = _read(earlier, today, known)
        if not _CHINESE.search(past.text):
            continue
        scope = _stepped(found, scope, past.scope)
        if not _names_anything(topic, words):
            topic, words = past.topic, f"{past.text} {words}"
        elif goes_on(words):
            words, context = f"{words} {past.text}", context or past.topic
        elif found.scope == Scope() and not ask_kinds(words, topic):
            words = f"{words} {past.text if _OF_PARTS.search(topic) else _COUNTED}"
        scope = _inherit(scope, past.scope)
    return _question(text, words, (topic, context), scope)


def _read(text: str, today: date, known: Collection[Place]) -> Found:
    """Find the scope that a question names and cut it out of the question's words."""
    words = normalise(text)
    cuts: list[tuple[int, int]] = []
    years = _scoping(words, find_years(words, today))
    cuts += [(mention.start, mention.end) for mention in years]
    mentions = [m for m in find_places(words, known) if not any(m.start < b and a < m.end for a, b in cuts)]
    cuts += [(mention.start, mention.end) for mention in mentions]
    kind = None
    for candidate, pattern in _KINDS:
        for match in pattern.finditer(words):
            kind = kind or candidate
            cuts.append(match.span())
    pairs = _pairs([(m.start, m.candidates) for m in mentions], [(y.start, y.years) for y in years])
    issuers = [issuer for issuer in issuers_in(words, mentions) if not issuer.government]
    scope = Scope(
        places=tuple(dict.fromkeys(mention.candidates[0] for mention in mentions if len(mention.candidates) == 1)),
        years=tuple(dict.fromkeys(year for mention in years for year in mention.years)),
        kind=kind,
        issuer=issuers[0].body if issuers else None,
        below=asks_below(words),
        reports=asks_reports_of(words),
        ambiguous=tuple(place for mention in mentions if len(mention.candidates) > 1 for place in mention.candidates),
        pairs=pairs,
        plans=asks_plans(words) or asks_targets(words),
        next_step=asks_next_step(words),
        unknown=unknown_name(words, cuts, [year.start for year in years], [place.end for place in mentions]),
    )
    return Found(scope, _without(words, cuts), words)


def _scoping(words: str, mentions: Sequence[YearMention]) -> list[YearMention]:
    """Return the years that say which report is meant: not those compared with, planned for or counted from."""
    mentions = [mention for mention in mentions if not _SINCE.match(words, mention.end)]
    named = [mention for mention in mentions if not mention.relative]
    if named:
        return named
    return [
        mention
        for mention in mentions
        if not _AHEAD.match(mention.words) and not _COMPARED_WITH.search(words[: mention.start])
    ]


def _pairs(
    places: Sequence[tuple[int, tuple[Place, ...]]], years: Sequence[tuple[int, tuple[int, ...]]]
) -> tuple[tuple[Place, int], ...]:
    """Pair places and years where they take turns, each place followed by a year of its own."""
    if len(places) < 2 or len(places) != len(years):
        return ()
    turns = sorted([*places, *years], key=lambda named: named[0])
    kinds = [isinstance(named[0], Place) for _, named in turns]
    single = all(len(named) == 1 for _, named in turns)
    if not single or kinds != [True, False] * len(places):
        return ()
    return tuple((place[0], year[0]) for (_, place), (_, year) in zip(places, years, strict=True))


def _without(words: str, cuts: list[tuple[int, int]]) -> str:
    kept = "".join(" " if any(a <= i < b for a, b in cuts) else char for i, char in enumerate(words))
    kept = _REFERENCES.sub(" ", without_quantity(kept).strip())
    return _WORDS_AROUND.sub("", re.sub(r"\s+", " ", kept))


def _names_anything(topic: str, words: str) -> bool:
    """Tell whether a topic asks for something by itself; 那2020年呢 leaves nothing."""
    kinds = ask_kinds(words, topic)
    return any(not term.generic for term in find_terms(topic)) or part_asked(topic, kinds) is not None


def _stepped(found: Found, scope: Scope, past: Scope) -> Scope:
    """Count 上一年 and 下一年 from the year that was asked about before, not from today."""
    step = next((by for pattern, by in _STEPS if pattern.search(found.text)), 0)
    if not step or len(past.years) != 1 or len(scope.years) > 1:
        return scope
    return replace(scope, years=(past.years[0] + step,))


def _inherit(scope: Scope, past: Scope) -> Scope:
    """Fill what a scope leaves open from an earlier one; a place or year of its own stands instead of the earlier."""
    if not scope.places and not scope.ambiguous and not scope.unknown:
        scope = replace(
            scope,
            places=past.places,
            ambiguous=past.ambiguous,
            below=scope.below or past.below,
            issuer=scope.issuer or past.issuer,
        )
    if not scope.years:
        scope = replace(scope, years=past.years)
    return scope if scope.kind else replace(scope, kind=past.kind)


def _question(text: str, words: str, topics: tuple[str, str], scope: Scope) -> Question:
    topic, context = topics
    language = _language(text)
    if language == "en" and _CHINESE.search(topic):  # the reports are Chinese, so its Chinese words are what is asked
        topic = re.sub(r"[a-z']+|\s+", " ", topic).strip()
    return Question(
        text=text,
        scope=scope,
        topic=topic,
        context=context,
        kinds=ask_kinds(words, topic),
        units=units_asked(words),
        compare=compares(words),
        language=language,
    )


def _language(text: str) -> str:
    """Return "en" for an English question, the Chinese names in it notwithstanding, else "zh"."""
    words, chinese = _ENGLISH_WORD.findall(text), _CHINESE.findall(text)
    return "en" if not chinese or (len(words) >= _ENGLISH and len("".join(words)) > len(chinese)) else "zh"
