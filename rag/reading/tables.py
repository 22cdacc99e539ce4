"""Numbers in the rows of tables, with what their row and column are headed, in every format's layout.

HTML and Word tell the columns, tabs or bars of a plain text too; for the rest see table_lines.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rag.language.text import normalise
from rag.reading.table_heads import ORDER, POWERED, WORD, YEAR, Entry, TableRow, in_group, lines_over
from rag.reading.table_lines import rows_of_lines
from rag.types import Cell, Extract, Heads, Span

_NUMBER = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:余|多)?\s*(?:[万亿]?[\u4e00-\u9fff%‰]{0,4})?")
_OF_UNITS = re.compile(POWERED)
_RULE = re.compile(r"[|\s:-]+")


@dataclass(frozen=True, slots=True)
class _Over:
    """What stands over a row: the heads of the columns, the table's own, that of the group of rows that it is in."""

    heads: tuple[Cell, ...]
    caption: str
    group: str


def find_rows(extract: Extract) -> tuple[TableRow, ...]:
    """Return the rows that hold numbers, in the order of the text."""
    text = extract.text
    rows = [row for cells in extract.tables for row in _of_cells(text, cells)]
    told = [Span(min(c.span.start for c in cells), max(c.span.end for c in cells)) for cells in extract.tables if cells]
    lines = [line for line in _lines(text) if not any(span.start <= line.start < span.end for span in told)]
    parted = [cells for cells in _parted(text, lines) if len(cells) > 1]
    rows += [row for cells in parted for row in _of_cells(text, cells)]
    taken = {cell.span.start for cells in parted for cell in cells if not cell.column}
    rows += rows_of_lines(text, [line for line in lines if line.start not in taken])
    return tuple(sorted(rows, key=lambda row: row.span))


def _lines(text: str) -> Iterator[Span]:
    for match in re.finditer(r"[^\n]*\S[^\n]*", text):
        yield Span(*match.span())


def _of_cells(text: str, cells: Sequence[Cell]) -> Iterator[TableRow]:
    """Yield the rows of a table whose cells are known; a row without a number heads those below it."""
    heads: list[Cell] = []
    over = lines_over(text, min((cell.span.start for cell in cells), default=0))
    caption, group, headed = over, "", False
    for number in range(max((cell.row for cell in cells), default=-1) + 1):
        row = [cell for cell in cells if cell.row <= number < cell.row + cell.rows and _said(text, cell)]
        own = [cell for cell in row if cell.row == number]
        values = [cell for cell in own if _NUMBER.fullmatch(_said(text, cell))]
        if all(YEAR.fullmatch(_said(text, cell)) for cell in values):
            values = []
        said = [cell for cell in own if WORD.search(_said(text, cell))]
        alone = not values and len(said) == 1 and len(row) == len(own)
        if alone and len(own) == 1:
            caption, group, headed = f"{over} {_said(text, own[0])}".strip(), "", False
        elif alone and heads:
            group, headed = _said(text, said[0]), False
        elif not values:
            heads, group, headed = [*heads, *own] if headed else list(own), "", True
        else:
            headed = False
            labels = [cell for cell in row if cell not in values]
            yield _table_row(text, labels, values, _Over(tuple(heads), caption, group))


def _table_row(text: str, labels: Sequence[Cell], values: Sequence[Cell], over: _Over) -> TableRow:
    entries = []
    for cell in values:
        column = " ".join(dict.fromkeys(_said(text, head) for head in over.heads if _overlap(head, cell)))
        row = _row_head([_said(text, label) for label in labels if label.column < cell.column])
        row = in_group(over.group, row) if row else ""
        numbering = not row and any(label.column > cell.column for label in labels)
        if not (numbering or ORDER.search(column)):
            entries.append(Entry(cell.span, Heads(row, column, over.caption)))
    edges = [cell.span for cell in (*labels, *values) if cell.row == values[0].row]
    return TableRow(Span(min(one.start for one in edges), max(one.end for one in edges)), tuple(entries))


def _row_head(labels: Sequence[str]) -> str:
    """Return what heads a row; a unit in a column of its own is put in brackets (主动公开信息数(条))."""
    words = list(dict.fromkeys(labels))
    if len(words) > 1 and _OF_UNITS.fullmatch(words[-1]):
        words[-2:] = [f"{words[-2]}({words[-1]})"]
    return " ".join(words)


def _overlap(head: Cell, cell: Cell) -> bool:
    return head.column < cell.column + cell.columns and cell.column < head.column + head.columns


def _said(text: str, cell: Cell) -> str:
    return "".join(normalise(cell.span.of(text)).split())


def _parted(text: str, lines: Sequence[Span]) -> Iterator[list[Cell]]:
    """Yield tables that plain text parts by tabs or bars, from lines that follow one another."""
    table: list[Cell] = []
    count = 0
    for line in lines:
        words = line.of(text)
        mark = "|" if words.strip().startswith("|") else "\t"
        if mark == "|" and _RULE.fullmatch(words):
            continue
        pieces = list(_pieces(line, words, mark))
        if len(pieces) < 2:
            if table:
                yield table
            table, count = [], 0
            continue
        table += [Cell(span, count, column) for column, span in enumerate(pieces)]
        count += 1
    if table:
        yield table


def _pieces(line: Span, words: str, mark: str) -> Iterator[Span]:
    bars = [i for i, char in enumerate(words) if char == mark]
    edges = bars if mark == "|" else [-1, *bars, len(words)]
    for before, after in pairwise(edges):
        piece = words[before + 1 : after]
        start = line.start + before + 1 + len(piece) - len(piece.lstrip())
        yield Span(start, start + len(piece.strip()))
