"""Where the cells of a table lie, merged ones too, for the formats that know it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from rag.types import Cell, Span


@dataclass(slots=True)
class Grid:
    """One table as it is read: each row's line in the text, and the columns that its cells take.

    `add` is told every cell of a row in order as (rows, columns) that it takes, (0, columns) where it goes on with the
    one above it.
    """

    rows: list[tuple[int, tuple[tuple[int, int, int], ...]]] = field(default_factory=list)
    _taken: dict[int, int] = field(default_factory=dict)

    def add(self, line: int, cells: Sequence[tuple[int, int]]) -> None:
        """Add a row whose words stand on `line`."""
        column, placed = 0, []
        for rows, columns in cells:
            while rows and self._taken.get(column, 0):
                column += 1
            placed.append((column, rows, columns))
            for one in range(column, column + columns if rows > 1 else column):
                self._taken[one] = rows
            column += columns
        self._taken = {one: left - 1 for one, left in self._taken.items() if left > 1}
        self.rows.append((line, tuple(placed)))


def cells_of(grid: Grid, lines: Sequence[tuple[int, str]]) -> tuple[Cell, ...]:
    """Return a table's cells with their spans; `lines` are where each line of the text begins and what it says.

    Cells stand apart by tabs in the line of their row, empty ones at its end left out.
    """
    cells: list[Cell] = []
    for row, (line, placed) in enumerate(grid.rows):
        at, words = lines[line]
        for (column, rows, columns), piece in zip(placed, words.split("\t"), strict=False):
            span = Span(at, at + len(piece))
            at += len(piece) + 1
            if rows:
                cells.append(Cell(span, row, column, rows, columns))
            else:
                cells = [_longer(cell, row) if cell.column == column else cell for cell in cells]
    return tuple(cells)


def _longer(cell: Cell, row: int) -> Cell:
    """Return a cell that goes on into `row`, where it ends right above it."""
    ends = cell.row + cell.rows == row
    return Cell(cell.span, cell.row, cell.column, cell.rows + 1, cell.columns) if ends else cell
