"""The figures of several asks put to one report: each decided beside the others, none given for two of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import prod

from rag.answering.asked import Wanted
from rag.answering.companions import adjacent
from rag.answering.evidence import Evidence
from rag.answering.labels import Beside, holds, label_of, same_figure

_APART, _NAMED = 0.2, 0.8


@dataclass(frozen=True, slots=True)
class Found:
    """The figures that answer one ask, the best first; none where nothing does."""

    chosen: tuple[Evidence, ...] = ()

    @property
    def score(self) -> float:
        """How surely the best of them answers, 0 where there is none."""
        return self.chosen[0].score if self.chosen else 0.0

    @property
    def chance(self) -> float:
        """The chance that the best of them answers; its score where it was not judged."""
        return (self.chosen[0].chance or self.score) if self.chosen else 0.0


Find = Callable[[Wanted, Beside], Found]
"""Finds what answers one ask beside others."""


def find_each(asks: Sequence[Wanted], find: Find) -> list[Found]:
    """Return what answers each of several asks, in their order; parts of one matter rather out of one sentence."""
    found = _one_by_one(asks, find)
    if _is_list(asks) and all(one.chosen for one in found):
        found = _together(asks, found, find)
    found = [known if known.chosen else _in_order(at, asks, found, find) for at, known in enumerate(found)]
    return [known if known.chosen else _side_by_side(at, asks, found) for at, known in enumerate(found)]


def named_apart(asks: Sequence[Wanted], found: Sequence[Found], enough: float) -> bool:
    """Tell whether each of some asks has a figure whose label holds the ask's own words, one of them a likely one."""
    best = [one.chosen[0] for one in found if one.chosen]
    if len(best) < len(asks) or _repeat(best) or max(one.score for one in found) < enough:
        return False
    return all(holds(label_of(one), ask.topic) >= _NAMED for ask, one in zip(asks, best, strict=True))


def stand_together(found: Sequence[Found]) -> bool:
    """Tell whether the best figures of several asks stand in one sentence, or in the rows of one column of a table."""
    if not all(one.chosen for one in found):
        return False
    stated = [one.chosen[0].statement for one in found]
    columns = {(one.told.column, one.headings, one.before) if one.told else None for one in stated}
    return len({one.start for one in stated}) == 1 or (len(columns) == 1 and None not in columns)


def _repeat(figures: Sequence[Evidence]) -> bool:
    return any(same_figure(one, other) for at, one in enumerate(figures) for other in figures[:at])


def _one_by_one(asks: Sequence[Wanted], find: Find, within: int | None = None) -> list[Found]:
    found: list[Found] = []
    for one in asks:
        taken = tuple(evidence for other in found for evidence in other.chosen)
        beside = [other for other in asks if other is not one and _alike(one, other)]
        rivals = tuple(other.topic for other in beside if other.topic and other.topic not in one.context)
        found.append(find(one, Beside(one.topic if one.context else "", one.part, rivals, taken, True, within)))
    return found


def _is_list(asks: Sequence[Wanted]) -> bool:
    """Tell whether asks are parts of one matter, all counted in the same unit."""
    return all(one.part and (one.context, one.units) == (asks[0].context, asks[0].units) for one in asks)


def _together(asks: Sequence[Wanted], apart: list[Found], find: Find) -> list[Found]:
    """Return the figures that one sentence gives of all the parts, where that is as likely as that several do."""
    starts = dict.fromkeys(one.chosen[0].statement.start for one in apart)
    best, most = apart, prod(one.chance for one in apart) * (_APART if len(starts) > 1 else 1.0)
    for start in starts if len(starts) > 1 else ():
        found = _one_by_one(asks, find, start)
        figures = [one.chosen[0] for one in found if one.chosen]
        if len(figures) == len(asks) and not _repeat(figures) and prod(one.chance for one in found) > most:
            best, most = found, prod(one.chance for one in found)
    return best


def _in_order(at: int, asks: Sequence[Wanted], found: Sequence[Found], find: Find) -> Found:
    """Return a part's figure out of the sentence that gives another part, where they stand in the order asked for."""
    one = asks[at]
    for place, (other, known) in enumerate(zip(asks, found, strict=True)):
        if not (one.part and other.part and one.context == other.context != "" and known.chosen):
            continue
        beside = known.chosen[0]
        again = find(one, Beside(one.topic, True, (other.topic,), known.chosen, True, beside.statement.start))
        for mine in again.chosen[:1]:
            assert mine.figure is not None and beside.figure is not None
            if (mine.figure.span < beside.figure.span) == (at < place) and not same_figure(mine, beside):
                return again
    return Found()


def _side_by_side(at: int, asks: Sequence[Wanted], found: Sequence[Found]) -> Found:
    """Return the figure of an ask's unit that stands right beside what a neighbour found (6方面26项), if any does."""
    one = asks[at]
    for other, known in zip(asks, found, strict=True):
        shared = other.context == one.context != "" or bool(one.topic and one.topic in other.context)
        for evidence in known.chosen if shared else ():
            beside = [replace(evidence, figure=figure) for figure in evidence.statement.figures]
            fitting = [e for e in beside if e.figure and e.figure.unit in one.units and e.figure != evidence.figure]
            near = [each for each in fitting if adjacent(evidence, each)]
            if near:
                return Found((near[0],))
    return Found()


def _alike(one: Wanted, other: Wanted) -> bool:
    """Tell whether two asks may be answered by figures of one unit."""
    units = [{"件" if unit == "案" else unit for unit in wanted.units} for wanted in (one, other)]
    return not all(units) or bool(units[0] & units[1])
