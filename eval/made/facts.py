"""The figures of a subject over its years, drawn before a word is written: they are the truth that questions go by."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from eval.made.catalogue import HUNDRED, Book, Indicator
from eval.made.printing import Drawn, formed
from eval.made.subjects import Subject
from rag.types import Role

_TRIES = 400
_STATED, _STATED_IN_A_YEAR = 0.8, 0.9

Key = tuple[str, int, int]
"""An indicator's id, a year, and 0 or 1 for the first or second of its scopes."""


@dataclass(frozen=True, slots=True)
class History:
    """A subject's figures from the year before its first report to its last, and which of them each report states."""

    subject: Subject
    years: tuple[int, ...]
    figures: Mapping[Key, Drawn]
    stated: Mapping[int, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that a report states, in the words that it was planted in.

    `value` is canonical (see eval.gold.Slot) with its bare `unit`, or the words themselves; `raw` as printed; `items`
    the members of a list. `clause` states it, `sentence` is the sentence or table row around. `year` is the year that
    it speaks of. `kind` is number, percent, delta, list, name, date, document_number or prose.
    """

    indicator: str
    kind: str
    year: int
    clause: str
    sentence: str
    value: str = ""
    unit: str = ""
    raw: str = ""
    scope: tuple[str, ...] = ()
    role: Role = Role.ACTUAL
    approximate: bool = False
    items: tuple[str, ...] = ()


def history(subject: Subject, years: Sequence[int], book: Book, seed: int) -> History:
    """Return the figures of one subject, from a stream of random numbers of its own."""
    rng = Random(f"{seed}/{book.split}/{subject.key}/figures")
    span = (years[0] - 1, *years)
    figures: dict[Key, Drawn] = {}
    for indicator in _parents_first(book):
        for part in range(len(indicator.two) or 1):
            _draw(figures, (indicator, part), span, (subject.size, rng))
    small = [one for one in book.indicators.values() if one.small or not subject.small]
    known = [one.id for one in small if rng.random() < _STATED]
    stated = {year: tuple(one for one in known if rng.random() < _STATED_IN_A_YEAR) for year in years}
    return History(subject, tuple(years), figures, stated)


def _parents_first(book: Book) -> list[Indicator]:
    """Return the indicators so that a part comes after its total."""
    depth: dict[str, int] = {}

    def deep(one: Indicator) -> int:
        if one.id not in depth:
            depth[one.id] = deep(book.indicators[one.of]) + 1 if one.of in book.indicators else 0
        return depth[one.id]

    return sorted(book.indicators.values(), key=deep)


def _draw(
    figures: dict[Key, Drawn], what: tuple[Indicator, int], span: Sequence[int], how: tuple[float, Random]
) -> None:
    """Draw one series: each year near the one before, no value twice among its years or in its report."""
    (indicator, part), (size, rng) = what, how
    base = rng.uniform(indicator.low, indicator.high)
    for year in span:
        others = {drawn.value for (_, when, _), drawn in figures.items() if when == year}
        series = {drawn.value for (name, _, _), drawn in figures.items() if name == indicator.id}
        for attempt in range(_TRIES):
            total = figures.get((indicator.of, year, 0))
            if part and total:  # the second scope is what the first leaves of their total
                drawn = Drawn(total.value - figures[indicator.id, year, 0].value)
                break
            value = _near(indicator, base, size * (1 + attempt / 40), (total, rng))
            drawn = Drawn(value) if indicator.of and indicator.two else formed(value, indicator.unit, rng)
            rest = total.value - drawn.value if total and indicator.two else None
            if drawn.value > 1 and not {drawn.value, rest} & (others | series) and rest != drawn.value:
                break
        figures[indicator.id, year, part] = drawn


def _near(indicator: Indicator, base: float, size: float, how: tuple[Drawn | None, Random]) -> Decimal:
    total, rng = how
    if indicator.of and total:
        share = min(max(base * rng.uniform(0.9, 1.1), indicator.low), indicator.high)
        return max(Decimal(int(total.value * Decimal(f"{share * min(size * 9, 1):.4f}"))), Decimal(2))
    if indicator.unit == HUNDRED:
        value = min(max(base + rng.uniform(-3, 3), indicator.low), indicator.high)
        return Decimal(f"{value:.2f}" if rng.random() < 0.4 else f"{value:.1f}")
    return Decimal(int(base * size * rng.uniform(0.78, 1.3)) + rng.randrange(3))
