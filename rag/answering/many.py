"""Answers out of many reports: the first of a ranking, and which or how many reports say something."""

from collections.abc import Sequence
from dataclasses import replace

from rag.answering.asked import Question
from rag.answering.comparing import Comparison
from rag.answering.conclude import Value, leading
from rag.answering.counting import Mention
from rag.answering.points import Point
from rag.answering.scope import is_department
from rag.types import ReportCard

_LISTED = 300


def open_ended(question: Question) -> bool:
    """Tell whether a question names none of the places that may answer it: the whole library's, or all below one."""
    return not question.scope.places or question.scope.below or question.scope.reports


def foremost(compared: Comparison, points: Sequence[Point], count: int) -> list[Point]:
    """Return the points that hold the first so many values of a ranking, those first, with these values alone."""
    values = [[Value(figure, point.reading.card, at) for figure in point.figures] for at, point in enumerate(points)]
    ranked = [value for one in leading(compared, _by_report(values), count) for value in one.ordered]
    chosen: dict[int, Point] = {}
    for value in ranked:
        point = chosen.get(value.mark, replace(points[value.mark], figures=()))
        chosen[value.mark] = replace(point, figures=(*point.figures, value.figure))
    return list(chosen.values())


def one_each(points: Sequence[Point], *, reports: bool) -> list[Point]:
    """Return the first point of each report, as many as may be listed; a bureau's is no place's own report."""
    firsts: dict[str, Point] = {}
    for point in points:
        if reports or not is_department(point.reading.card):
            firsts.setdefault(point.reading.card.id, point)
    return list(firsts.values())[:_LISTED]


def counted(asked: Mention, points: Sequence[Point]) -> int:
    """Return how many reports, or places, say what is asked, 0 where that is not asked or they are too many to list."""
    cards = [point.reading.card for point in points]
    if not asked.many or len({card.id for card in cards}) >= _LISTED:
        return 0
    return len({card.id for card in cards} if asked.reports else {_place(card) for card in cards})


def _place(card: ReportCard) -> object:
    return card.identity.place_path or card.id


def _by_report(values: Sequence[Sequence[Value]]) -> list[list[Value]]:
    reports: dict[str, list[Value]] = {}
    for own in values:
        for one in own:
            reports.setdefault(one.card.id, []).append(one)
    return list(reports.values())
