"""What questions are made from: each report's text as its library holds it, and whose report it is."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from eval.gold import Span
from rag.language.text import Shadow, blanked, sentences, shadow
from rag.types import Kind, ReportCard


class Shelf(Protocol):
    """What of a library is needed: its cards, and the canonical text of a report."""

    def cards(self) -> tuple[ReportCard, ...]:
        """Return every report's card."""
        ...

    def text(self, report_id: str, /) -> str:
        """Return a report's canonical text."""
        ...


@dataclass(frozen=True)
class Source:
    """A report to make questions from.

    `name` is whom it is asked for by: its place, or its bureau. `alone` says that no other report of the library has
    the same place and year, so that a question need not name the kind of report.
    """

    card: ReportCard
    text: str
    name: str
    alone: bool

    @property
    def id(self) -> str:
        """The report's id."""
        return self.card.id

    @property
    def place(self) -> str:
        """The full name of its place."""
        return self.card.identity.place or ""

    @property
    def whose(self) -> tuple[str, tuple[str, ...]]:
        """By whom it is: name and place."""
        return self.name, self.card.identity.place_path

    @property
    def year(self) -> int:
        """The year by which it is asked for."""
        return self.card.identity.year or 0

    @property
    def kind(self) -> Kind:
        """Its kind."""
        return self.card.identity.kind

    @property
    def told_year(self) -> int:
        """The year that its figures speak of: a 政府工作报告 tells of the year before its delivery."""
        return self.year - 1 if self.kind is Kind.GOVERNMENT_WORK else self.year

    @cached_property
    def shadow(self) -> Shadow:
        """Its normalised text, page furniture left out, with the way back to offsets of the canonical text."""
        return shadow(blanked(self.text, self.card.furniture), self.card.wrapped)

    @cached_property
    def sentences(self) -> tuple[tuple[int, int], ...]:
        """The ranges of the sentences of its normalised text."""
        return tuple(sentences(self.shadow.text))

    def printed(self, start: int, end: int) -> str:
        """Return what the report prints at a range of the normalised text, a page's line ends dropped."""
        return "".join(self.shadow.span(start, end).of(self.text).split())

    def span(self, start: int, end: int, widest: tuple[int, int]) -> Span:
        """Return the evidence at a range of the normalised text, pinned in the canonical one."""
        quote, wide = self.shadow.span(start, end), self.shadow.span(*widest)
        return Span(
            report=self.id,
            start=quote.start,
            end=quote.end,
            quote=quote.of(self.text),
            widest=(min(wide.start, quote.start), max(wide.end, quote.end)),
        )


def sources(library: Shelf) -> tuple[Source, ...]:
    """Return the reports that place, year and kind name without doubt: no two are alike in them."""
    cards = [card for card in library.cards() if card.identity.place and card.identity.year]
    alike = Counter((*_whose(card), card.identity.kind) for card in cards)
    beside = Counter(_whose(card) for card in cards)
    made = (
        Source(card, library.text(card.id), _name(card), beside[_whose(card)] == 1)
        for card in cards
        if alike[*_whose(card), card.identity.kind] == 1
    )
    return tuple(sorted(made, key=lambda source: (source.card.identity.place_path, source.year, source.id)))


def years_of(source: Source, among: Iterable[Source]) -> set[int]:
    """Return the years of which there are reports by whom `source` is."""
    return {other.year for other in among if other.whose == source.whose}


def places(among: Sequence[Source]) -> set[tuple[str, ...]]:
    """Return the places of the reports, as paths."""
    return {source.card.identity.place_path for source in among}


def _whose(card: ReportCard) -> tuple[str, tuple[str, ...], int | None]:
    return _name(card), card.identity.place_path, card.identity.year


def _name(card: ReportCard) -> str:
    """Return the bureau that a report is of, else its place."""
    issuer, place = card.identity.issuer or "", card.identity.place or ""
    bureau = issuer.endswith(("局", "厅", "委", "委员会", "支队", "总队"))
    return issuer if bureau else place
