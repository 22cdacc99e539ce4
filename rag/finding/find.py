"""What one search line finds in a library: where it stands, the best or the newest first."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum, StrEnum

from rag.answering.retrieve import search
from rag.finding.patterns import document_patterns, word_pattern
from rag.finding.texts import Sheet, Texts
from rag.finding.wanted import Wanted
from rag.library.words import segment
from rag.pipeline import Desk
from rag.types import Passage, ReportCard, Span

MOST = 2_000
"""So many places are told; a word that stands at more is too common to look through."""

_ENOUGH = 5
_OUTLINE = 2


class Order(StrEnum):
    """What stands first among what was found."""

    BEST = "best"
    NEWEST = "newest"


class Rank(IntEnum):
    """How near a place comes to what was asked for."""

    WHOLE = 0
    ALL = 1
    NEAR = 2


@dataclass(frozen=True, slots=True)
class Hit:
    """A sentence, roughly, in which `marks` were found; `statement` is true where `span` is the quote exactly."""

    card: ReportCard
    span: Span
    marks: tuple[Span, ...]
    rank: Rank
    statement: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """What a line asks for and the places of it; `more` is true where there are more than are told."""

    wanted: Wanted
    hits: tuple[Hit, ...]
    more: bool = False


def find(wanted: Wanted, desk: Desk, texts: Texts, order: Order = Order.BEST) -> Found:
    """Return where what is wanted stands in the library; citation ids are for `find_cited`, and found nowhere here."""
    with desk.library.reading():
        cards = [card for card in desk.library.cards() if wanted.filters.lets(card)]
        hits = list(_hits(wanted, cards, desk, texts))
    by_place = sorted(hits, key=lambda hit: (-(hit.card.identity.year or 0), hit.card.identity.place_path))
    if order is Order.BEST:
        by_place = sorted(hits, key=lambda hit: hit.rank) if _is_outline(wanted) else _best(hits, by_place)
    return Found(wanted, tuple(by_place[:MOST]), len(by_place) > MOST)


def _best(hits: Sequence[Hit], newest: Sequence[Hit]) -> list[Hit]:
    """Return what holds all that was asked for by rank and from the newest down, then what comes near, best first."""
    exact = sorted((hit for hit in newest if hit.rank is not Rank.NEAR), key=lambda hit: hit.rank)
    return [*exact, *(hit for hit in hits if hit.rank is Rank.NEAR)]


def _is_outline(wanted: Wanted) -> bool:
    return not (wanted.document or wanted.values or wanted.words)


def _hits(wanted: Wanted, cards: Sequence[ReportCard], desk: Desk, texts: Texts) -> Iterable[Hit]:
    if wanted.ids or wanted.empty:
        return []
    if wanted.document:
        return _of_patterns(document_patterns(wanted.document), cards, texts)
    if wanted.values:
        return _of_values(wanted, cards, desk, texts)
    if wanted.words:
        return _of_words(wanted, cards, desk, texts)
    return (hit for card in cards for hit in _outline(card, desk))


def _of_patterns(patterns: Sequence[re.Pattern[str]], cards: Sequence[ReportCard], texts: Texts) -> list[Hit]:
    """Return where the first of the patterns that stands anywhere does."""
    for pattern in patterns:
        found = [hit for card in cards for hit in _holding([pattern], card, texts.sheet(card), Rank.ALL)]
        if found:
            return found
    return []


def _of_words(wanted: Wanted, cards: Sequence[ReportCard], desk: Desk, texts: Texts) -> list[Hit]:
    """Return the sentences with all of the words, those with the words in one first; where these are few, near ones."""
    patterns = [word_pattern(word) for word in sorted(wanted.words, key=len, reverse=True)]
    whole = word_pattern(wanted.whole) if wanted.whole else None
    found: list[Hit] = []
    for card in cards:
        sheet = texts.sheet(card)
        for hit in _holding(patterns, card, sheet, Rank.ALL):
            in_one = whole.search(sheet.text, hit.span.start, hit.span.end) if whole else None
            found.append(replace(hit, rank=Rank.WHOLE, marks=(Span(*in_one.span()),)) if in_one else hit)
    if len(found) >= _ENOUGH:
        return found
    return found + _near(" ".join(wanted.words), cards, found, desk, texts)


def _of_values(wanted: Wanted, cards: Sequence[ReportCard], desk: Desk, texts: Texts) -> list[Hit]:
    """Return where the figure stands in any form, and where its very characters stand as no other figure."""
    within = {card.id: card for card in cards}
    first = wanted.values[0]
    own = word_pattern(first.typed)
    others = [word_pattern(word) for word in (*(one.typed for one in wanted.values[1:]), *wanted.words)]
    statements: dict[tuple[str, Span], list[Span]] = {}
    for report, one in desk.library.figures_of(first.value, first.unit):
        if report in within:
            statements.setdefault((report, one.statement), []).append(one.figure.span)
    stated = [
        Hit(within[report], span, tuple(marks), Rank.WHOLE, statement=True)
        for (report, span), marks in statements.items()
    ]
    found = [hit for hit in stated if _has(others, texts.sheet(hit.card), hit.span)]
    for card in cards:
        held = list(_holding([own, *others], card, texts.sheet(card), Rank.ALL))
        found += _unread(held, own, texts.sheet(card), desk) if held else []
    return found


def _unread(hits: Sequence[Hit], own: re.Pattern[str], sheet: Sheet, desk: Desk) -> Iterator[Hit]:
    """Yield those of one report's hits whose number stands where no figure was read."""
    figures = [one.figure.span for one in desk.library.figures(hits[0].card.id)]
    for hit in hits:
        numbers = [mark for mark in hit.marks if own.fullmatch(sheet.text, mark.start, mark.end)]
        if any(not any(_overlap(mark, figure) for figure in figures) for mark in numbers):
            yield hit


def _holding(patterns: Sequence[re.Pattern[str]], card: ReportCard, sheet: Sheet, rank: Rank) -> Iterator[Hit]:
    """Yield the sentences of a report in which every pattern stands, what a page put around the text left out."""
    behind = -1
    for match in patterns[0].finditer(sheet.text):
        mark = Span(*match.span())
        if mark.start < behind or any(_overlap(one, mark) for one in card.furniture):
            continue
        sentence = sheet.sentence(*match.span())
        behind = sentence.end
        if _has(patterns[1:], sheet, sentence):
            marks = (Span(*m.span()) for one in patterns for m in one.finditer(sheet.text, sentence.start, behind))
            yield Hit(card, sentence, tuple(sorted(set(marks))), rank)


def _has(patterns: Sequence[re.Pattern[str]], sheet: Sheet, span: Span) -> bool:
    return all(pattern.search(sheet.text, span.start, span.end) for pattern in patterns)


def _near(words: str, cards: Sequence[ReportCard], found: Sequence[Hit], desk: Desk, texts: Texts) -> list[Hit]:
    """Return of each passage that comes near in meaning the sentence that shares most with the words."""
    by_id = {card.id: card for card in cards}
    settings = desk.settings.retrieval
    passages = search(words, by_id, desk.library, desk.embedder, settings)[: settings.passages] if cards else ()
    patterns = [word_pattern(word) for word in dict.fromkeys(segment(words)) if len(word) > 1]
    hits = (_nearest(passage, patterns, texts) for passage in passages)
    known = {(hit.card.id, hit.span.end) for hit in found}
    return [hit for hit in hits if (hit.card.id, hit.span.end) not in known]


def _nearest(passage: Passage, patterns: Sequence[re.Pattern[str]], texts: Texts) -> Hit:
    sheet, chunk = texts.sheet(passage.card), passage.chunk.span
    best: tuple[int, int, Span, tuple[Span, ...]] = (-1, 0, chunk, ())
    at = chunk.start
    while at < chunk.end:
        sentence = Span(at, max(sheet.sentence(at, at + 1).end, at + 1))
        marks = {Span(*m.span()) for one in patterns for m in one.finditer(sheet.text, at, sentence.end)}
        best = max(best, (len(marks), sentence.end - at, sentence, tuple(sorted(marks))))
        at = sentence.end
    return Hit(passage.card, best[2], best[3], Rank.NEAR)


def _outline(card: ReportCard, desk: Desk) -> Iterator[Hit]:
    """Yield the upper headings of a report, each where it stands."""
    for section in desk.library.sections(card.id):
        if 0 < section.level <= _OUTLINE:
            yield Hit(card, Span(section.span.start, section.span.start + 1), (), Rank.ALL)


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
