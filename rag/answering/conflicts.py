"""Reports that contradict each other, or themselves: all that they say is shown and nothing chosen silently."""

import re
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from rag.answering.extract import Extracted
from rag.answering.parts import Part
from rag.answering.points import Point, quote_range
from rag.answering.statements import Reading, Statement
from rag.answering.stretches import of_several_years
from rag.language.figures import whole_scope
from rag.types import Figure, Kind, ReportCard, Role

_LONGEST_FACT = 60
_FARTHEST = 12
_SHORTEST_NAME = 4
_FILLING = re.compile(
    r"全[省市区县州]|我[省市区县]|本[省市区县]|共计?|累计|全年|今年|以来|年度|总计?|达到?|了|的|各级|各类|已经?|当年|合计"
    r"|数量|件数|总数|其中|为|是|有|[、,:;()\s]"
)


def versions(cards: Iterable[ReportCard]) -> list[list[ReportCard]]:
    """Return reports put together that are versions of one: of one place, year and kind; in the order of the first."""
    groups: dict[Hashable, list[ReportCard]] = {}
    for card in cards:
        groups.setdefault(version_of(card), []).append(card)
    return list(groups.values())


def version_of(card: ReportCard) -> Hashable:
    """Return what two versions of one report have in common; a report of no known place or year has no versions."""
    identity = card.identity
    known = identity.place_path and identity.year
    return (identity.place_path, identity.year, identity.kind) if known else card.id


def without_echoes(found: Sequence[Extracted]) -> list[Extracted]:
    """Return what versions of a report say, without those that say what an earlier one says; prose is of the first."""
    kept: list[Extracted] = []
    for one in found:
        if one.points and (not any(other.points for other in kept) or _differs(one, kept)):
            kept.append(one)
    return kept or list(found[:1])


def disagree(points: Sequence[Point]) -> bool:
    """Tell whether two versions of one report are among what is said."""
    groups: dict[Hashable, set[str]] = {}
    for point in points:
        card = point.reading.card
        groups.setdefault(version_of(card), set()).add(card.id)
    return any(len(reports) > 1 for reports in groups.values())


def within(points: Sequence[Point], longest: int) -> tuple[Point, ...]:
    """Return where the reports of some points give another value for what these do, by the very same name."""
    found: list[Point] = []
    for point in points:
        for figure in point.figures:
            if figure.role is Role.ACTUAL and not figure.approximate:
                found += _otherwise(figure, point, longest)
    known = {(point.spans, point.reading.card.id) for point in points}
    return tuple(one for one in found if (one.spans, one.reading.card.id) not in known)


def looked_back_on(points: Sequence[Point], later: Reading, longest: int) -> tuple[Point, ...]:
    """Return where the report of the year after gives another value for this year than this year's own does.

    That is a figure of the same name, with what it was the year before right behind it (26件，上年为49件).
    """
    own = [figure for point in points for figure in point.figures if figure.role is Role.ACTUAL]
    if len(own) != 1 or own[0].approximate or len(_name(own[0])) < _SHORTEST_NAME:
        return ()
    found = []
    for statement in _of_one_year(later):
        for one, before in pairwise(statement.figures):
            looks_back = before.role is Role.PREVIOUS and before.span.start - one.span.end <= _FARTHEST
            if looks_back and _is_same(own[0], one) and _differ(own[0], before) and not before.approximate:
                found.append(_point(later, statement, before, longest))
    return tuple(found)


def _is_same(figure: Figure, other: Figure) -> bool:
    """Tell whether two figures are of one thing: actual values of one unit, name and part of the place."""
    alike = other.role is Role.ACTUAL and other.unit == figure.unit
    return alike and _same_part(figure, other) and _same_name(_name(figure), other)


def _otherwise(figure: Figure, point: Point, longest: int) -> Iterator[Point]:
    """Yield where a point's report gives another value under the name of one of its figures.

    What is aimed at contradicts nothing that was done, and what one year brought nothing that five did.
    """
    reading, year = point.reading, point.reading.card.identity.year
    beside = _of_one_year(reading) if len(_name(figure)) >= _SHORTEST_NAME else ()
    for statement in beside if any(_holds(reading, one, figure) for one in beside) else ():
        for other in statement.figures if statement.part is not Part.PLANS else ():
            differs = _is_same(figure, other) and _differ(figure, other) and not other.approximate
            if differs and other.year in (None, figure.year, year):
                yield _point(reading, statement, other, longest)


def _of_one_year(reading: Reading) -> Sequence[Statement]:
    """Return a report's statements; of a 政府工作报告 those that tell of one year and not of several at once."""
    if reading.card.identity.kind is not Kind.GOVERNMENT_WORK:
        return reading.statements
    several = of_several_years(reading)
    return [statement for statement in reading.statements if statement.start not in several]


def _holds(reading: Reading, statement: Statement, figure: Figure) -> bool:
    """Tell whether a figure, placed in the canonical text, stands in a statement."""
    span = reading.quote_span(statement.start, statement.end)
    return span.start <= figure.span.start < span.end


def _point(reading: Reading, statement: Statement, figure: Figure, longest: int) -> Point:
    start, end = quote_range(statement.text, figure.span, longest)
    quote = reading.quote_span(statement.start + start, statement.start + end)
    span = reading.quote_span(statement.start + figure.span.start, statement.start + figure.span.end)
    return Point(reading, (quote,), (replace(figure, span=span, raw=span.of(reading.report.text)),))


def _name(figure: Figure) -> str:
    return _FILLING.sub("", figure.indicator)


def _same_name(name: str, other: Figure) -> bool:
    """Tell whether a figure goes by a name; a rate's may have more words before it (行政机关负责人出庭应诉率)."""
    beside = _name(other)
    if other.unit != "%":
        return beside == name
    return len(beside) >= _SHORTEST_NAME and (beside.endswith(name) or name.endswith(beside))


def _same_part(one: Figure, other: Figure) -> bool:
    if whole_scope(one.scope) or whole_scope(other.scope):
        return whole_scope(one.scope) and whole_scope(other.scope)
    return one.scope == other.scope


def _differ(one: Figure, other: Figure) -> bool:
    return one.unit == other.unit and one.value != other.value


def _differs(one: Extracted, kept: Iterable[Extracted]) -> bool:
    said = _said(one.points)
    return bool(said) and all(_said(other.points) != said for other in kept if other.points)


def _said(points: Sequence[Point]) -> frozenset[Hashable]:
    """Return the values that points give, or the words of a short fact (a date, a number of a document)."""
    figures = {(figure.value, figure.unit) for point in points for figure in point.figures}
    if figures:
        return frozenset(figures)
    short = len(points) == 1 and points[0].spans[0].end - points[0].spans[0].start <= _LONGEST_FACT
    return frozenset(point.reading.words(point.spans[0]) for point in points) if short else frozenset()
