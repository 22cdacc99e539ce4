"""What several values come to: which is the highest, how far they are apart, which way they went over the years."""

import re
from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from rag.answering.comparing import Comparison
from rag.answering.reckon import alike, difference, growth, mean, share, times, total
from rag.language.figures import whole_scope
from rag.types import CitedFigure, Figure, ReportCard, Role

_RATES = ("%", "百分点", "‰")
_LEVEL = re.compile(r"^(?:[省市区县州盟旗镇乡](?=政府|级|直|本级)|街道(?=办事处))")
_FALLS = re.compile(r"下降|减少|降低|回落|下滑|压减|压缩|缩短|缩减|精简|降幅|[减降](?:了|约|近|超|为)?$")
_PARTS = 2


@dataclass(frozen=True, slots=True)
class Value:
    """A figure that answers for one report, and the number of the citation that holds it."""

    figure: Figure
    card: ReportCard
    mark: int

    @property
    def year(self) -> int | None:
        """The year that it is of."""
        return self.figure.year or self.card.identity.year


@dataclass(frozen=True, slots=True)
class Series:
    """Values of one thing, one for each report; `scoped` is true where they are not of the same part of a place.

    `scope` is the part that all of them are of where the reports have several, else "".
    """

    values: tuple[Value, ...]
    scope: str = ""
    scoped: bool = False

    @property
    def over_years(self) -> bool:
        """Whether they are those of one place over the years."""
        return len({_place(one) for one in self.values}) == 1


@dataclass(frozen=True, slots=True)
class Step:
    """A later, or higher, value against another: their difference, that as a share of the other, and how many times it.

    All are derived figures, None where they are not asked for or cannot be.
    """

    one: Value
    other: Value
    apart: Figure | None
    share: Figure | None = None
    times: Figure | None = None


@dataclass(frozen=True, slots=True)
class Ranking:
    """Values from the one asked for first (the highest, or the least), with the difference of the two ends.

    `cut` is true where there are more behind them, so that the last of them is not the last of all, `partial` where
    reports whose values are of other parts of a place are left out.
    """

    series: Series
    ordered: tuple[Value, ...]
    ends: Step
    least: bool
    cut: bool = False
    partial: bool = False


@dataclass(frozen=True, slots=True)
class Course:
    """How a value went over the years: the last against the first, and each against the one before where asked.

    `way` is 1 where it rose from each year to the next, -1 where it fell, 0 where it did neither.
    """

    series: Series
    ends: Step
    steps: tuple[Step, ...]
    way: int


@dataclass(frozen=True, slots=True)
class Sum:
    """What values come to together: their total and their mean as derived figures, None where not asked for."""

    series: Series
    total: Figure | None
    mean: Figure | None


@dataclass(frozen=True, slots=True)
class Share:
    """What share a part is of a whole, of one report, as a derived figure."""

    part: Value
    whole: Value
    share: Figure

    @property
    def series(self) -> Series:
        """The two values."""
        return Series((self.part, self.whole))


Conclusion = Ranking | Course | Sum | Share


def conclusions(compared: Comparison, values: Sequence[Sequence[Value]]) -> list[Conclusion]:
    """Return what the values of several reports come to, as far as it is asked; none where they are not comparable."""
    found: list[Conclusion] = []
    for series in all_series(values) if compared else ():
        found += _sums(series, compared)
        if _only_together(compared):
            continue
        if series.over_years and not compared.ranks:
            found.append(_course(series, compared))
        elif series.over_years:
            found += [_ranking(series, compared), *([_course(series, compared)] if compared.course else [])]
        elif len({(_place(one), one.year) for one in series.values}) == len(series.values):
            found.append(_ranking(series, compared))
    return found


def shares(values: Sequence[Sequence[Value]]) -> list[Share]:
    """Return the share of the first in the second value of each report that gives just two."""
    pairs = [own for own in values if len(own) == 2]
    made = [(part, whole, share(part.figure, whole.figure)) for part, whole in pairs]
    return [Share(part, whole, figure) for part, whole, figure in made if figure]


def _only_together(compared: Comparison) -> bool:
    """Tell whether nothing is asked but what the values come to together."""
    return (compared.total or compared.mean) and not replace(compared, total=False, mean=False)


def _sums(series: Series, compared: Comparison) -> list[Sum]:
    figures = [one.figure for one in series.values]
    whole, average = total(figures) if compared.total else None, mean(figures) if compared.mean else None
    return [Sum(series, whole, average)] if whole or average else []


def leading(
    compared: Comparison, values: Sequence[Sequence[Value]], count: int, *, more: bool = False
) -> list[Ranking]:
    """Return the first so many of the values of many reports: those of the whole place, else those of each part.

    Reports that give several values, or one of another unit or part, take no part in it. `more` says that there are
    others behind the values that are given.
    """
    units = Counter(one.figure.unit for own in values for one in own if one.figure.role is Role.ACTUAL)
    if not units:
        return []
    unit = units.most_common(1)[0][0]
    parts: dict[str, list[Value]] = {}
    for own in values:
        for part, found in _by_part([one for one in own if one.figure.unit == unit]).items():
            parts.setdefault(part, []).extend(found if len(found) == 1 else [])
    most = max(map(len, parts.values()), default=0)
    chosen = [part for part, found in parts.items() if len(found) * 2 > most and (more or len(found) > 1)]
    chosen = [""] if "" in chosen else chosen[:_PARTS]
    rankings = [_ranking(Series(tuple(parts[part]), part), compared) for part in chosen]
    partial = not more and any(len(one.ordered) < len(values) for one in rankings)
    return [
        replace(one, ordered=one.ordered[:count], cut=more or len(one.ordered) > count, partial=partial)
        for one in rankings
    ]


def _by_part(own: Sequence[Value]) -> dict[str, list[Value]]:
    """Return the distinct actual values of one report by the part of the place that they are of."""
    parts: dict[str, list[Value]] = {}
    for one in own:
        known = parts.setdefault(_part(one), [])
        if one.figure.role is Role.ACTUAL and all(one.figure.value != other.figure.value for other in known):
            known.append(one)
    return parts


def all_series(values: Sequence[Sequence[Value]]) -> list[Series]:
    """Return the series that the reports' values form; a place with several years has one of its own."""
    places = _grouped(values, lambda own: _place(own[0]))
    if 1 < len(places) < len(values):
        return [series for group in places if len(group) > 1 for series in _of_units(group)]
    return _of_units(values)


def derived(conclusion: Conclusion) -> list[CitedFigure]:
    """Return the figures that a conclusion worked out, each with the citation of the value that it starts from."""
    if isinstance(conclusion, Ranking) and conclusion.cut:
        return []
    if isinstance(conclusion, Share):
        one = conclusion.part
        return [CitedFigure(conclusion.share, one.card.identity.place, one.year, one.mark)]
    if isinstance(conclusion, Sum):
        mark = conclusion.series.values[0].mark
        return [CitedFigure(figure, None, None, mark) for figure in (conclusion.total, conclusion.mean) if figure]
    steps = (conclusion.ends, *(conclusion.steps if isinstance(conclusion, Course) else ()))
    place = conclusion.series.values[0].card.identity.place if conclusion.series.over_years else None
    years = {one.year for one in conclusion.series.values}
    year = next(iter(years)) if len(years) == 1 else None
    figures = dict.fromkeys(
        (one, step.one.mark) for step in steps for one in (step.apart, step.share, step.times) if one
    )
    return [CitedFigure(figure, place, year, mark) for figure, mark in figures]


def _grouped(
    values: Sequence[Sequence[Value]], key: Callable[[Sequence[Value]], Hashable]
) -> list[list[Sequence[Value]]]:
    groups: dict[Hashable, list[Sequence[Value]]] = {}
    for own in values:
        if own:
            groups.setdefault(key(own), []).append(own)
    return list(groups.values())


def _of_units(values: Sequence[Sequence[Value]]) -> list[Series]:
    """Return a series for each unit of which every report has one value, or one for each part that all name."""
    plain = [[one for one in own if one.figure.role is Role.ACTUAL] for own in values]
    if not any(plain):
        plain = [[one for one in own if one.figure.role is Role.TARGET] for own in values]
    if not any(plain) and len({_falls(one) for own in values for one in own}) == 1:
        plain = [[one for one in own if one.figure.role is Role.CHANGE] for own in values]
    if len(plain) < 2 or not all(plain):
        return []
    units: list[str] = []
    for one in plain[0]:
        if not any(alike(one.figure.unit, unit) for unit in units):
            units.append(one.figure.unit)
    found: list[Series] = []
    for unit in units:
        found += _of_scopes([[one for one in own if alike(one.figure.unit, unit)] for own in plain])
    return found


def _falls(value: Value) -> bool:
    """Tell whether a change is one to less: it is ranked with none to more."""
    return _FALLS.search(value.figure.indicator) is not None


def _of_scopes(values: Sequence[Sequence[Value]]) -> list[Series]:
    distinct = [list({(one.figure.value, one.figure.scope): one for one in reversed(own)}.values()) for own in values]
    if all(len(own) == 1 for own in distinct):
        chosen = tuple(own[0] for own in distinct)
        return [Series(chosen, scoped=len({_part(one) for one in chosen}) > 1)]
    found = []
    for part in dict.fromkeys(_part(one) for one in distinct[0]):
        chosen_of = [[one for one in own if _part(one) == part] for own in distinct]
        if all(len(own) == 1 for own in chosen_of):
            found.append(Series(tuple(own[0] for own in chosen_of), scope=part))
    return found


def _part(value: Value) -> str:
    scope = value.figure.scope
    if scope is None or whole_scope(scope):
        return ""
    return _LEVEL.sub("", scope.removeprefix(value.card.identity.place or "\0"))


def _place(value: Value) -> Hashable:
    return value.card.identity.place_path or value.card.id


def _step(one: Value, other: Value, *, as_share: bool = False, many: bool = False) -> Step:
    first, second = one.figure, other.figure
    grown = growth(first, second) if as_share else None
    return Step(one, other, difference(first, second), grown, times(first, second) if many else None)


def _ranking(series: Series, compared: Comparison) -> Ranking:
    ordered = tuple(sorted(series.values, key=lambda one: one.figure.value, reverse=not compared.least))
    return Ranking(series, ordered, _step(ordered[0], ordered[-1], many=compared.times), compared.least)


def _course(series: Series, compared: Comparison) -> Course:
    ordered = tuple(sorted(series.values, key=lambda one: one.year or 0))
    moves = {(b.figure.value > a.figure.value) - (b.figure.value < a.figure.value) for a, b in pairwise(ordered)}
    steps = tuple(_step(after, before) for before, after in pairwise(ordered))
    wanted = steps if compared.steps and len(ordered) > 2 else ()
    way = moves.pop() if len(moves) == 1 else 0
    as_share = compared.share and ordered[0].figure.unit not in _RATES
    ends = _step(ordered[-1], ordered[0], as_share=as_share, many=compared.times)
    return Course(Series(ordered, series.scope, series.scoped), ends, wanted, way)
