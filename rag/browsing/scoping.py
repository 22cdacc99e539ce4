"""The scope that a conversation has come to, what of it can be chosen otherwise, and the question that does so."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rag.answering.asked import Bound as Bound
from rag.answering.phrases import place_of
from rag.answering.question import understand
from rag.answering.scope import is_department
from rag.pipeline import Desk
from rag.types import Kind, Place, ReportCard

_LIFTING = {Bound.PLACE: "不限地方呢？", Bound.YEAR: "不限年份呢？", Bound.KIND: "不限类别呢？"}


@dataclass(frozen=True, slots=True)
class Held:
    """What a conversation is bounded by: names of places, years and the kind of report; none of them is no bound."""

    places: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    kind: Kind | None = None


@dataclass(frozen=True, slots=True)
class Choices:
    """What the library has to choose from: places by name, years from the newest down, kinds of report."""

    places: tuple[str, ...]
    years: tuple[int, ...]
    kinds: tuple[Kind, ...]


def held_scope(questions: Sequence[str], desk: Desk, today: date | None = None) -> Held:
    """Return the scope that the last of a conversation's questions was asked in."""
    cards = desk.library.cards()
    scope = understand(questions[-1], questions[:-1], today or date.today(), cards).scope
    places = tuple(_spoken(place, cards) + (scope.issuer or "") for place in scope.places)
    return Held(places, scope.years, scope.kind)


def choices(held: Held, desk: Desk) -> Choices:
    """Return what may be chosen instead; the years are those of the places that are held, if the library has any."""
    cards = desk.library.cards()
    places = sorted({place_of(card) for card in cards if card.identity.place})
    of_places = [card for card in cards if card.identity.place and place_of(card) in held.places]
    kinds = {card.identity.kind for card in cards if card.identity.kind is not Kind.OTHER}
    return Choices(tuple(places), _years(of_places) or _years(cards), tuple(sorted(kinds)))


def moved_to(bound: Bound, value: str | int | None) -> str:
    """Return the question that asks the last one again with one bound set to a value, lifted where that is None."""
    if value is None:
        return _LIFTING[bound]
    return {Bound.PLACE: f"{value}呢？", Bound.YEAR: f"{value}年呢？", Bound.KIND: f"{value}报告呢？"}[bound]


def _spoken(place: Place, cards: Sequence[ReportCard]) -> str:
    """Return how a place is named among those to choose from."""
    own = (card for card in cards if card.identity.place_path == place.path and not is_department(card))
    return next(map(place_of, own), place.name)


def _years(cards: Sequence[ReportCard]) -> tuple[int, ...]:
    return tuple(sorted({card.identity.year for card in cards if card.identity.year}, reverse=True))
