"""Points: what an extraction found to say, each resting on slices of one report."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rag.answering.evidence import Evidence
from rag.answering.parts import Part
from rag.answering.statements import Reading
from rag.language.text import clauses
from rag.types import CitedFigure, Figure, Identity, Kind, Role, Span

_YEAR = re.compile(r"20\d\d(?=年)")


@dataclass(frozen=True, slots=True)
class Point:
    """One thing said of one report: the slices that say it, and the figures in them that answer.

    `spans` and the figures' spans count in the canonical text; `lead` is what a list shows instead of the whole slice.
    """

    reading: Reading
    spans: tuple[Span, ...]
    figures: tuple[Figure, ...] = ()
    lead: Span | None = None

    @property
    def position(self) -> int:
        """Where in its report the point stands."""
        return self.spans[0].start


def figure_point(evidence: Evidence, longest: int) -> Point:
    """Return the figure of an evidence with the sentence, or as much of it as `longest` allows, that says it."""
    assert evidence.figure is not None
    reading, statement = evidence.reading, evidence.statement
    start, end = quote_range(statement.text, evidence.figure.span, longest)
    span = reading.quote_span(statement.start + start, statement.start + end)
    return Point(reading, (span,), (canonical_figure(evidence),))


def canonical_figure(evidence: Evidence) -> Figure:
    """Return the figure with offsets over the canonical text and its value as printed there."""
    assert evidence.figure is not None
    figure = evidence.figure
    at = evidence.statement.start
    span = evidence.reading.quote_span(at + figure.span.start, at + figure.span.end)
    told = replace(figure, role=_role(evidence, figure), year=_year(evidence, figure))
    return replace(told, span=span, raw=span.of(evidence.reading.report.text), scope=_printed_scope(evidence))


def _role(evidence: Evidence, figure: Figure) -> Role:
    """Return what a figure says of its year: among plans what is aimed at, though its sentence does not say so."""
    done = figure.role in (Role.ACTUAL, Role.CHANGE)
    return Role.TARGET if done and evidence.statement.part is Part.PLANS else figure.role


def _year(evidence: Evidence, figure: Figure) -> int | None:
    """Return the year that a figure is of where its report's is another.

    A work report tells of the year before; what another report aims at among its plans is for the year that their
    heading names, else for the year after.
    """
    identity, role = evidence.reading.card.identity, _role(evidence, figure)
    if figure.year is not None or not identity.year:
        return figure.year
    if identity.kind is Kind.GOVERNMENT_WORK:
        return identity.year - 1 if role in (Role.ACTUAL, Role.CHANGE) else None
    if role is not Role.TARGET or evidence.statement.part is not Part.PLANS:
        return None
    headed = (int(year) for heading in evidence.statement.headings for year in _YEAR.findall(heading))
    return next((year for year in headed if year > identity.year), identity.year + 1)


def _printed_scope(evidence: Evidence) -> str | None:
    """Return whom a figure is said of in the report's own characters, on one line."""
    assert evidence.figure is not None
    scope, statement = evidence.figure.scope, evidence.statement
    at = statement.text.rfind(scope, 0, evidence.figure.span.start) if scope else -1
    if scope is None or at < 0 or statement.told:
        return scope
    span = evidence.reading.quote_span(statement.start + at, statement.start + at + len(scope))
    return "".join(span.of(evidence.reading.report.text).split())


def cited_figure(point: Point, figure: Figure, mark: int) -> CitedFigure:
    """Return a figure of a point with whose it is, the year that it is of and the number of its citation."""
    identity = point.reading.card.identity
    return CitedFigure(figure, identity.place, year_of(figure, identity), mark)


def year_of(figure: Figure, identity: Identity) -> int | None:
    """Return the year that a report's figure is of: the one its sentence names, else the report's or the one before."""
    if figure.year or figure.role is not Role.PREVIOUS or not identity.year:
        return figure.year or identity.year
    # a work report sets a value against years ago
    return None if identity.kind is Kind.GOVERNMENT_WORK else identity.year - 1


def merged(points: Sequence[Point]) -> tuple[Point, ...]:
    """Join the figures that one slice says."""
    by_slice: dict[tuple[str, tuple[Span, ...]], Point] = {}
    for point in points:
        key = (point.reading.card.id, point.spans)
        known = by_slice.get(key)
        new = tuple(figure for figure in point.figures if not known or figure not in known.figures)
        by_slice[key] = replace(known, figures=(*known.figures, *new)) if known else point
    return tuple(by_slice.values())


def quote_range(text: str, around: Span, longest: int) -> tuple[int, int]:
    """Return the range of a sentence to quote: all of it, or whole clauses about `around`, those before it first."""
    if len(text) <= longest:
        return 0, len(text)
    parts = list(clauses(text))
    first = next(i for i, (_, end) in enumerate(parts) if end > around.start)
    last = max(first, next((i for i, (_, end) in enumerate(parts) if end >= around.end), len(parts) - 1))
    while last + 1 < len(parts) and _open(text[parts[first][0] : parts[last][1]]):
        last += 1
    if parts[last][1] - parts[first][0] > longest:
        last = max(first, next((i for i, (_, end) in enumerate(parts) if end >= around.end), len(parts) - 1))
    while first > 0 and parts[last][1] - parts[first - 1][0] <= longest:
        first -= 1
    while last + 1 < len(parts) and parts[last + 1][1] - parts[first][0] <= longest:
        last += 1
    start, end = parts[first][0], parts[last][1]
    return (start, end) if end - start <= longest else (max(start, around.end - longest), around.end)


def _open(text: str) -> bool:
    """Tell whether a text leaves a bracket open."""
    return any(text.count(left) > text.count(right) for left, right in ("()", "（）", "《》"))
