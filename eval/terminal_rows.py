"""Rows of names and numbers in a terminal: a line each where they fit, else on several lines; no number is cut."""

from collections.abc import Sequence

from rich.cells import cell_len
from rich.console import Console
from rich.measure import Measurement
from rich.table import Table
from rich.text import Text

Cell = str | Text

_ENDLESS = 1000
_A_LINE = 2
_GAP = "  "


class Rows:
    """A table whose columns of names, on the left, may be broken, and whose columns of numbers may not."""

    def __init__(self, names: Sequence[str], numbers: Sequence[str]) -> None:
        self._head = tuple(names), tuple(numbers)
        self._rows: list[tuple[tuple[Cell, ...], tuple[str, ...], str]] = []

    def add(self, names: Sequence[Cell], numbers: Sequence[str] = (), style: str = "") -> None:
        """Add a row: a name for each column of names, and for each of numbers one, or none at all."""
        self._rows.append((tuple(names), tuple(numbers), style))

    def print(self, console: Console) -> None:
        """Print the rows, a line each where all of them are as narrow as the console."""
        wide = self._wide()
        needed = Measurement.get(console, console.options.update(max_width=_ENDLESS), wide).maximum
        console.print(wide if needed <= console.width else self._narrow())

    def _wide(self) -> Table:
        table = Table(box=None, pad_edge=False)
        for name in self._head[0]:
            table.add_column(name, no_wrap=True)
        for name in self._head[1]:
            table.add_column(name, justify="right", no_wrap=True)
        for names, numbers, style in self._rows:
            table.add_row(*names, *numbers, style=style)
        return table

    def _narrow(self) -> Table:
        """Return a table of two columns: names below one another, and numbers two to a line."""
        names, numbers = self._head
        lines = [line for _, each, _ in self._rows for line in _lines(each)]
        widest = max(map(cell_len, lines), default=0)
        head = [line if cell_len(line) <= widest else line.replace(_GAP, "\n") for line in _lines(numbers)]
        table = Table(box=None, pad_edge=False)
        table.add_column("\n".join(names), overflow="fold")
        table.add_column("\n".join(head), justify="right", no_wrap=True)
        for cells, each, style in self._rows:
            table.add_row(Text("\n").join(map(_text, cells)), "\n".join(_lines(each)), style=style)
        return table


def _lines(numbers: Sequence[str]) -> list[str]:
    return [_GAP.join(numbers[at : at + _A_LINE]) for at in range(0, len(numbers), _A_LINE)]


def _text(cell: Cell) -> Text:
    return cell if isinstance(cell, Text) else Text(cell)
