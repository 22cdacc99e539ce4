"""What a report says itself of how a value moved from the year before (较上年增长14.2%)."""

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.answering.asked import AskKind, Question
from rag.answering.evidence import Candidate
from rag.answering.extract import extract
from rag.answering.points import Point
from rag.answering.reckon import difference
from rag.answering.statements import Reading
from rag.config import Answering
from rag.language.figures import find_figures
from rag.language.text import normalise
from rag.types import Figure, Role, Span

_CHANGE_UNITS = ("%", "百分点")
_FARTHEST = 24
_STOP = re.compile(r"[。;]")
_WAY = re.compile(
    r"(?:增长|增加|上升|提高|提升|增幅|下降|减少|降低|回落|下滑|压缩|压减|缩短|降幅|增|降|减|升)(?=(?:了|达到?|为|约|近)*$)"
)
_BEFORE = 8


def own_change(
    plain: Question, read: Sequence[Candidate], points: Sequence[Point], settings: Answering
) -> tuple[Point, ...]:
    """Return where a report says how the value of `points` moved: right behind it, else as a change asked for.

    `plain` asks for the value itself; `read` are the reports that were asked.
    """
    beside = [_beside(point) for point in points]
    if points:
        return tuple(one for one in beside if one is not None)
    asked = replace(plain, topic=f"{plain.topic} 同比", units=_CHANGE_UNITS, kinds=(AskKind.FIGURE,), asks=())
    moves = [point for candidate in read for point in extract(asked, candidate, settings).points]
    return tuple(point for point in moves if all(figure.role is Role.CHANGE for figure in point.figures))


def way_of(figure: Figure, reading: Reading) -> str:
    """Return the word that says which way a change went (减少), right before it, "" where there is none."""
    start = figure.span.start
    before = _WAY.search(normalise(reading.report.text[max(start - _BEFORE, 0) : start]))
    return before.group() if before and figure.role is Role.CHANGE else ""


def gained(point: Point) -> tuple[Figure, Figure, Figure] | None:
    """Return the two values of a point (从35件增加到48件) and how far they are apart, None where it has no two."""
    earlier = [one for one in point.figures if one.role is Role.PREVIOUS]
    later = [one for one in point.figures if one.role in (Role.ACTUAL, Role.TARGET)]
    if len(earlier) != 1 or len(later) != 1 or len(point.figures) != len(earlier) + len(later):
        return None
    apart = difference(later[0], earlier[0])
    return (earlier[0], later[0], apart) if apart else None


def _beside(point: Point) -> Point | None:
    """Return a point with the change that stands right behind its figure, in its sentence, None where none does."""
    quote = point.spans[0].of(point.reading.report.text)
    dark = normalise(quote)
    if len(dark) != len(quote) or len(point.figures) != 1:
        return None
    at = point.figures[0].span.end - point.spans[0].start
    following = next((one for one in find_figures(dark) if one.span.start >= at), None)
    if following is None or following.role is not Role.CHANGE or following.span.start - at > _FARTHEST:
        return None
    if _STOP.search(dark, at, following.span.start):
        return None
    return replace(point, figures=(*point.figures, _placed(following, point)))


def _placed(figure: Figure, point: Point) -> Figure:
    """Return a figure of a point's slice with its place in the whole text."""
    span = Span(figure.span.start, figure.span.end).shifted(point.spans[0].start)
    return replace(figure, span=span, raw=span.of(point.reading.report.text))
