"""The figures of a subject over its years, drawn before a word is written: they are the truth that questions go by."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from eval.made.catalogue import HUNDRED, Book, Indicator
from eval.made.printing import Drawn, formed
from eval.made.subjects import Subject
from rag.errors import InputError
from rag.types import Role

_TRIES, _WIDER, _YEARS_APART = 600, 40, 2
_STATED, _STATED_IN_A_YEAR = 0.8, 0.9

_Taken = tuple[set[Decimal], set[Decimal]]
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


@dataclass(frozen=True, slots=True)
class _Chance:
    """How large a subject's counts are beside a city's, and its stream of random numbers."""

    size: float
    rng: Random


def history(subject: Subject, years: Sequence[int], book: Book, seed: int) -> History:
    """Return the figures of one subject, from a stream of random numbers of its own."""
    rng = Random(f"{seed}/{book.split}/{subject.key}/figures")
    span = (years[0] - 1, *years)
    figures: dict[Key, Drawn] = {}
    fit = [one for one in _parents_first(book) if one.small or not subject.small]
    for indicator in fit:
        for part in range(len(indicator.two) or 1):
            _draw(figures, (indicator, part), span, _Chance(subject.size, rng))
    known = [one.id for one in book.indicators.values() if one in fit and rng.random() < _STATED]
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


def _draw(figures: dict[Key, Drawn], what: tuple[Indicator, int], span: Sequence[int], how: _Chance) -> None:
    """Draw one series: each year near the one before, no value twice among its years or in its report."""
    indicator, part = what
    base = how.rng.uniform(indicator.low, indicator.high)
    for year in span:
        total = figures.get((indicator.of, year, 0))
        if part and total:
            continue  # the second scope is what the first left of their total
        near = {indicator.id, indicator.of, *indicator.near, *indicator.gives}
        beside = {drawn.value for (name, when, _), drawn in figures.items() if when == year and name in near}
        beside |= {
            drawn.value
            for (name, when, _), drawn in figures.items()
            if name == indicator.id and abs(when - year) <= _YEARS_APART
        }
        others = {drawn.value for (_, when, _), drawn in figures.items() if when == year}
        drawn = _apart(indicator, base, total, (beside, others), how)
        figures[indicator.id, year, part] = drawn
        if indicator.two and total:
            figures[indicator.id, year, 1] = Drawn(total.value - drawn.value)


def _apart(indicator: Indicator, base: float, total: Drawn | None, taken: _Taken, how: _Chance) -> Drawn:
    """Return a value near `base` that is not taken, the farther from it the longer none is found.

    Where all are taken, as happens to small counts, one that its neighbours have not is good enough.
    """
    halved = bool(indicator.two and total)
    beside, others = taken
    for attempt in range(_TRIES):
        value = _near(indicator, base, total, attempt, how)
        drawn = Drawn(value) if halved else formed(value, indicator.unit, how.rng)
        rest = total.value - drawn.value if halved and total else Decimal(2)
        both = {drawn.value, rest} if halved else {drawn.value}
        barred = beside if attempt > _TRIES / 2 else beside | others
        if min(drawn.value, rest) > 1 and len(both) == 1 + halved and not barred & both:
            return drawn
    raise InputError(f"no value is left for {indicator.name}; widen its range in eval/made/data")


def _near(indicator: Indicator, base: float, total: Drawn | None, attempt: int, how: _Chance) -> Decimal:
    low, high, rng = indicator.low, indicator.high, how.rng
    if total:
        share = base * rng.uniform(0.9, 1.1) if attempt < _WIDER else rng.uniform(low / 2, min(high * 3, 0.98))
        return Decimal(int(total.value * Decimal(f"{min(share, 1):.4f}")))
    if indicator.unit == HUNDRED:
        value = base + rng.uniform(-3, 3)
        value = value if low <= value <= high else rng.uniform(low, high)
        return Decimal(f"{value:.2f}" if rng.random() < 0.4 else f"{value:.1f}")
    size = how.size * (1 + attempt / _WIDER)
    return Decimal(int(base * size * rng.uniform(0.78, 1.3)) + rng.randrange(3 + attempt // 20))
