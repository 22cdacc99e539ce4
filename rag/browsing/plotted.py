"""What of a table can stand in one plot: one value a row, all of one unit, each with its citation."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from rag.answering.table import Cell, Row, Table
from rag.export import place_names
from rag.language.figures import whole_scope
from rag.types import Citation, CitedFigure, Role


@dataclass(frozen=True, slots=True)
class Point:
    """A row's value: whose it is, of which year, the figure, and the citation that holds it."""

    name: str
    year: int
    figure: CitedFigure
    citation: Citation


@dataclass(frozen=True, slots=True)
class Plotted:
    """The points of one indicator in one `unit`, and how many rows were left out: another unit's, unclear ones.

    A row is unclear where it has several values and none that is the whole place's own of the row's year.
    """

    unit: str
    points: tuple[Point, ...]
    other_units: int = 0
    unclear: int = 0


def plotted(table: Table, indicator: str) -> Plotted:
    """Return an indicator's values, of the unit that most rows give it in."""
    column = table.indicators.index(indicator)
    names = _names(table)
    rows = [(name, row) for name, row in zip(names, table.rows, strict=True) if row.year and row.cells[column].figures]
    found = [(name, row, clear_figure(row, row.cells[column])) for name, row in rows]
    points = [_point(name, row, row.cells[column], figure) for name, row, figure in found if figure]
    units = Counter(one.figure.figure.unit for one in points)
    unit = units.most_common(1)[0][0] if units else ""
    kept = tuple(one for one in points if one.figure.figure.unit == unit)
    return Plotted(unit, kept, len(points) - len(kept), len(found) - len(points))


def clear_figure(row: Row, cell: Cell) -> CitedFigure | None:
    """Return the one value that a cell has for its row: the only one, else the whole place's own of the row's year."""
    if len(cell.figures) == 1:
        return cell.figures[0]
    own = [
        cited
        for cited in cell.figures
        if cited.figure.role is Role.ACTUAL and whole_scope(cited.figure.scope) and cited.year in (None, row.year)
    ]
    values = {(cited.figure.value, cited.figure.unit) for cited in own}
    return own[0] if len(values) == 1 else None


def trends(points: Sequence[Point], most: int) -> tuple[tuple[Point, ...], int]:
    """Return the points of the `most` names that have most years, by name and year, and how many names are left out."""
    years = Counter(one.name for one in points)
    order = {name: at for at, (name, _) in enumerate(years.most_common(most))}
    kept = sorted((one for one in points if one.name in order), key=lambda one: (order[one.name], one.year))
    return tuple(kept), len(years) - len(order)


def ranked(points: Sequence[Point], year: int) -> tuple[Point, ...]:
    """Return the points of a year, the highest first."""
    return tuple(sorted((one for one in points if one.year == year), key=lambda one: -one.figure.figure.value))


def _names(table: Table) -> list[str]:
    """Return how each row is named in a plot: its place, of a bureau the bureau."""
    issuers = Counter((row.path, row.year) for row in table.rows)
    return [
        row.issuer if row.issuer and issuers[(row.path, row.year)] > 1 else place
        for row, place in zip(table.rows, place_names(table), strict=True)
    ]


def _point(name: str, row: Row, cell: Cell, cited: CitedFigure) -> Point:
    citation = next(one for one in cell.citations if one.n == cited.citation)
    return Point(name, row.year or 0, cited, citation)
