"""What one search line asks for: citation ids, a document number, figures, words, and the places and years in it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from rag.cited import citations_in
from rag.language.figure_numbers import find_numbers
from rag.language.places import find_places
from rag.language.text import normalise, shadow
from rag.language.years import find_years
from rag.types import Kind, Place, ReportCard

_DOCUMENT = re.compile(
    r"(?P<issuer>[\u4e00-\u9fff]{0,14})(?P<open>[〔(<《]?)(?P<year>(?:19|20)\d\d)(?P<close>[〕)>》]?)第?0*(?P<number>\d{1,4})(?P<end>号?)"
)
_QUOTED = re.compile('[“"「『](?P<words>[^”"」』]{2,})[”"」』]')
_BETWEEN = re.compile(r"[\s,，、;；。:：!！?？“”\"「」『』]+")
_LONGEST = 500


@dataclass(frozen=True, slots=True)
class Filters:
    """Which reports may be found: those in one of the places, by path, of one of the years and kinds; none is all."""

    places: tuple[tuple[str, ...], ...] = ()
    years: tuple[int, ...] = ()
    kinds: tuple[Kind, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.places or self.years or self.kinds)

    def lets(self, card: ReportCard) -> bool:
        """Tell whether a report may be found."""
        identity = card.identity
        return (
            (not self.places or any(identity.place_path[: len(path)] == path for path in self.places))
            and (not self.years or identity.year in self.years)
            and (not self.kinds or identity.kind in self.kinds)
        )


@dataclass(frozen=True, slots=True)
class Document:
    """A document number: the words before its year, normalised and maybe none, its year and its number."""

    issuer: str
    year: str
    number: str


@dataclass(frozen=True, slots=True)
class Value:
    """A figure as it was typed, normalised, its value, and its bare unit, "" for any."""

    typed: str
    value: Decimal
    unit: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a search line asks for; `filters` are those beside the line together with those in its words.

    `whole` are its words as one, normalised, "" where they are but one word or a figure.
    """

    filters: Filters
    ids: tuple[str, ...] = ()
    document: Document | None = None
    values: tuple[Value, ...] = ()
    words: tuple[str, ...] = ()
    whole: str = ""

    @property
    def empty(self) -> bool:
        """Whether nothing is asked for, and no filter set."""
        return not (self.ids or self.document or self.values or self.words or self.filters)


def read_line(line: str, filters: Filters, cards: Sequence[ReportCard], today: date | None = None) -> Wanted:
    """Return what a line asks for; its places and years count as filters where the library has reports of them."""
    line = line.strip()[:_LONGEST]
    ids = citations_in(line)
    if ids:
        return Wanted(filters, ids=tuple(ids))
    document = _document(line)
    if document:
        return Wanted(filters, document=document)
    quoted = [match["words"] for match in _QUOTED.finditer(line)]
    bare, filters = _without_scope(_QUOTED.sub(" ", line), filters, cards, today or date.today())
    parts = [part for word in _BETWEEN.split(bare) if word for part in _parts(normalise(word))]
    values = tuple(part for part in parts if isinstance(part, Value))
    words = tuple(dict.fromkeys([*map(normalise, quoted), *(part for part in parts if isinstance(part, str))]))
    whole = normalise(_BETWEEN.sub("", bare)) if len(words) > 1 and not values and not quoted else ""
    return Wanted(filters, values=values, words=words, whole=whole)


def _document(line: str) -> Document | None:
    """Return the document number that a line holds, in any form of brackets or none."""
    for found in _DOCUMENT.finditer(normalise(line).replace(" ", "")):
        bracketed = found["open"] and found["close"]
        if bracketed or (found["issuer"] and found["end"]):
            return Document(found["issuer"], found["year"], found["number"])
    return None


def _without_scope(line: str, filters: Filters, cards: Sequence[ReportCard], today: date) -> tuple[str, Filters]:
    """Return a line without the places and years that the library has reports of, and the filters with them."""
    dark = shadow(line)
    known = {Place(card.identity.place_path) for card in cards if card.identity.place_path}
    held = {place.path[:depth] for place in known for depth in range(1, len(place.path) + 1)}
    years_held = {card.identity.year for card in cards}
    cuts, paths, years = [], [], []
    for mention in find_places(dark.text, known):
        own = [place.path for place in mention.candidates if place.path in held]
        if own:
            paths += own
            cuts.append((mention.start, mention.end))
    for spoken in find_years(dark.text, today):
        own_years = [year for year in spoken.years if year in years_held]
        if own_years:
            years += own_years
            cuts.append((spoken.start, spoken.end))
    for start, end in sorted(cuts, reverse=True):
        span = dark.span(start, end)
        line = f"{line[: span.start]} {line[span.end :]}"
    return line, _narrowed(filters, tuple(dict.fromkeys(paths)), tuple(sorted(set(years))))


def _narrowed(filters: Filters, places: tuple[tuple[str, ...], ...], years: tuple[int, ...]) -> Filters:
    """Return filters with places and years of the words, which count where none were chosen beside the line."""
    return replace(filters, places=filters.places or places, years=filters.years or years)


def _parts(word: str) -> list[Value | str]:
    """Cut a normalised word into the figures in it and the words between them."""
    parts: list[Value | str] = []
    at = 0
    for number in find_numbers(word, row=True):
        parts.append(word[at : number.span.start])
        parts.append(Value(number.span.of(word), number.value, number.unit))
        at = number.span.end
    return [part for part in (*parts, word[at:]) if part]
