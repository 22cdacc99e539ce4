"""Numbers in the rows of tables, with what their row and column are headed, in every format's layout.

HTML and Word tell the columns. A PDF and plain text have only the words of a row and its numbers, in their order: their
columns are known where a line above heads as many, and in the forms that every report of the country has.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from rag.language.text import normalise
from rag.types import Cell, Extract, Span

_NUMBER = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:余|多)?\s*(?:[万亿]?[\u4e00-\u9fff%‰]{0,4})?")
_BARE = r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?%?"
_ROW = re.compile(
    rf"(?P<label>(?:.*[^\d.,%\s-])?)[ \t\u3000]*(?P<numbers>(?<![\d.,%-]){_BARE}(?:[ \t\u3000]+{_BARE})*)[ \t\u3000]*"
)
_ORDER = re.compile(r"序号|编号|排名|名次|页码|电话|邮编")
_HEADS_ONE = re.compile(r"\S[ \t\u3000]+\S*(?:数|数量|金额|件数)(?:[(（]\S+[)）])?\s*$")
_YEAR = re.compile(r"(?:19|20)\d\d年?(?:度)?")
_HEAD = re.compile(rf"[^\d,;。!?]{{1,20}}|{_YEAR.pattern}")
_MARKED = re.compile(r"\([一二三四五六七八九十]+\)|[一二三四五六七八九十]+、|\d{1,2}[.、]")
_WORD = re.compile(r"[^\W\d_]")
_LABEL_LINES = 4
_LONGEST_ROW = 300
_RULE = re.compile(r"[|\s:-]+")
_SENTENCE = re.compile(r"[。;!?:,]")
_APPLICANTS = (
    "自然人",
    *(f"法人或其他组织 {one}" for one in ("商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")),
    "总计",
)
_OUTCOMES = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
_DISPUTES = tuple(
    f"{way} {one}" for way in ("行政复议", "行政诉讼 未经复议直接起诉", "行政诉讼 复议后起诉") for one in _OUTCOMES
)
_FORMS = (
    (_APPLICANTS, re.compile(r"政府信息公开申请|自然人")),
    (_DISPUTES, re.compile(r"行政复议.*行政诉讼", re.DOTALL)),
)
"""The columns of two tables that every 政府信息公开年度报告 has had since 2019 (国办公开办函〔2019〕60号)."""
_FAR = 4_000


@dataclass(frozen=True, slots=True)
class Entry:
    """A number's cell: its span, the headings of its row and of its column, and what stands over the table."""

    span: Span
    row: str
    column: str
    caption: str


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table, the whole of its line or lines, and the numbers in it."""

    span: Span
    entries: tuple[Entry, ...]


def find_rows(extract: Extract) -> tuple[TableRow, ...]:
    """Return the rows that hold numbers, in the order of the text."""
    text = extract.text
    rows = [row for cells in extract.tables for row in _of_cells(text, cells)]
    told = [Span(min(c.span.start for c in cells), max(c.span.end for c in cells)) for cells in extract.tables if cells]
    lines = [line for line in _lines(text) if not any(span.start <= line.start < span.end for span in told)]
    parted = [cells for cells in _parted(text, lines) if len(cells) > 1]
    rows += [row for cells in parted for row in _of_cells(text, cells)]
    taken = {cell.span.start for cells in parted for cell in cells if not cell.column}
    rows += _of_lines(text, [line for line in lines if line.start not in taken])
    return tuple(sorted(rows, key=lambda row: row.span))


def _lines(text: str) -> Iterator[Span]:
    for match in re.finditer(r"[^\n]*\S[^\n]*", text):
        yield Span(*match.span())


# where the cells are known


def _of_cells(text: str, cells: Sequence[Cell]) -> Iterator[TableRow]:
    """Yield the rows of a table whose cells are known; a row without a number heads those below it."""
    heads: list[Cell] = []
    caption, headed = "", False
    for number in range(max((cell.row for cell in cells), default=-1) + 1):
        row = [cell for cell in cells if cell.row <= number < cell.row + cell.rows and _said(text, cell)]
        own = [cell for cell in row if cell.row == number]
        values = [cell for cell in own if _NUMBER.fullmatch(_said(text, cell))]
        if all(_YEAR.fullmatch(_said(text, cell)) for cell in values):
            values = []
        if not values:
            heads = [*heads, *own] if headed else list(own)
            headed = True
            if len(own) == 1 and len(row) == 1:
                caption, heads = _said(text, own[0]), []
            continue
        headed = False
        yield _table_row(text, [cell for cell in row if cell not in values], values, (heads, caption))


def _table_row(text: str, labels: Sequence[Cell], values: Sequence[Cell], over: tuple[Sequence[Cell], str]) -> TableRow:
    heads, caption = over
    entries = []
    for cell in values:
        column = " ".join(dict.fromkeys(_said(text, head) for head in heads if _overlap(head, cell)))
        row = " ".join(dict.fromkeys(_said(text, label) for label in labels if label.column < cell.column))
        numbering = not row and any(label.column > cell.column for label in labels)
        if not (numbering or _ORDER.search(column)):
            entries.append(Entry(cell.span, row, column, caption))
    edges = [cell.span for cell in (*labels, *values) if cell.row == values[0].row]
    return TableRow(Span(min(one.start for one in edges), max(one.end for one in edges)), tuple(entries))


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


# where there are only lines


def _of_lines(text: str, lines: Sequence[Span]) -> Iterator[TableRow]:
    """Yield the rows that are a label and bare numbers on a line, or the numbers alone below their label."""
    before: list[Span] = []
    for line in lines:
        match = _ROW.fullmatch(line.of(text)) if line.end - line.start <= _LONGEST_ROW else None
        numbers = list(re.finditer(_BARE, match["numbers"])) if match else []
        label = normalise(match["label"]) if match else ""
        lone = len(numbers) < 2 and not (label and before and _HEADS_ONE.search(before[-1].of(text)))
        heads = all(_YEAR.fullmatch(number.group()) for number in numbers)
        if match is None or lone or heads or _SENTENCE.search(label) or _ORDER.search(label):
            if _WORD.search(line.of(text)):
                before = [*before[-_LABEL_LINES:], line]
            continue
        columns = _columns(text, line.start, before, [number.group() for number in numbers])
        label = label or _label_above(text, before)
        if not (label or any(columns)):
            continue
        start = line.start + match.start("numbers")
        spans = [Span(*one.span()).shifted(start) for one in numbers]
        entries = [Entry(span, label, column, "") for span, column in zip(spans, columns, strict=True)]
        yield TableRow(line, tuple(entries))


def _label_above(text: str, before: Sequence[Span]) -> str:
    """Return the label of numbers that stand alone: the lines above from its mark on ((二)…, 5.…), "" without one."""
    words = ""
    for line in reversed(before[-_LABEL_LINES:]):
        words = normalise(line.of(text)) + words
        if _MARKED.match(words):
            return words
    return ""


def _columns(text: str, at: int, before: Sequence[Span], numbers: Sequence[str]) -> Sequence[str]:
    """Return the headings of a row's numbers: of a line above, of a form that all reports have, or none.

    A form's are taken only where its sums hold, since a PDF may give the numbers in another order than it shows them.
    """
    count = len(numbers)
    for line in reversed(before):
        words = [normalise(word) for word in line.of(text).split()]
        if len(words) in (count, count + 1) and len(words) > 1 and all(map(_HEAD.fullmatch, words)):
            return words[-count:]
    above = normalise(text[max(0, at - _FAR) : at])
    for columns, sign in _FORMS:
        if len(columns) == count and sign.search(above) and _adds_up(columns, numbers):
            return columns
    return [""] * count


def _adds_up(columns: Sequence[str], numbers: Sequence[str]) -> bool:
    """Tell whether each 总计 is the sum of what stands before it."""
    total = Decimal(0)
    for column, number in zip(columns, numbers, strict=True):
        value = Decimal(number.replace(",", "").rstrip("%"))
        if column.endswith("总计"):
            if value != total:
                return False
            total = Decimal(0)
        else:
            total += value
    return True
