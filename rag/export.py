"""A table as a file for a spreadsheet: CSV with a byte order mark, or XLSX with its citations; the door to openpyxl."""

import csv
import os
import re
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, TextIO

from rag.answering.table import Cell, CellState, Row, Table
from rag.errors import InputError
from rag.types import Citation, CitedFigure, Role
from rag.views import decimal_string

if TYPE_CHECKING:
    from openpyxl.cell import Cell as SheetCell
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

STATES = {
    CellState.VALUE: "有",
    CellState.SEVERAL: "有多个",
    CellState.NOT_MENTIONED: "报告未提到",
    CellState.NO_REPORT: "库中无此报告",
    CellState.UNREAD: "报告有未能读出的部分",
}
_ROLES = {Role.TARGET: "目标", Role.CHANGE: "增减", Role.PREVIOUS: "上年", Role.DERIVED: "推算"}
_BETWEEN = "；"
_NONE = "—"
_FORMULA = re.compile(r"[\s\x00-\x1f]*[=+\-@＝＋－＠]")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LONGEST = 32_000  # a cell of a sheet takes 32,767 characters
_COMMENT = 600
_OWN = ("地方", "年份", "报告")
_OF_CELL = ("", "单位", "口径", "状态", "原文", "引文编号")
_OF_SHEET = ("", "口径", "引文编号")
_CITATIONS = {"引文编号": 34, "地方": 14, "年份": 8, "报告": 40, "小节": 40, "页": 6, "原文": 90, "文件": 50}
_DIGITS = re.compile(r"\.(\d+)")


def check_out(out: Path) -> None:
    """Refuse a file that a table cannot be written to, before the work is done; raises InputError."""
    if out.suffix.lower() not in _WRITERS:
        raise InputError(f"{out.name!r} is neither .csv nor .xlsx: name the file so (--json prints the table as JSON)")
    if out.is_dir() or not out.parent.is_dir():
        raise InputError(f"{out} is a folder or stands in none; give the name of a file in a folder that there is")


def write_table(table: Table, out: Path) -> None:
    """Write a table whole or not at all, in the form that the file's name ends with; raises InputError."""
    handle = None
    try:
        handle, name = tempfile.mkstemp(prefix=".fazhi-", suffix=out.suffix, dir=out.parent)
        os.close(handle)
        try:
            _WRITERS[out.suffix.lower()](table, Path(name))
            Path(name).chmod(0o644)
            Path(name).replace(out)
        finally:
            Path(name).unlink(missing_ok=True)
    except OSError as error:
        raise InputError(f"{out} cannot be written ({error.strerror}); close it elsewhere, or write another") from error


def table_bytes(table: Table, form: str) -> bytes:
    """Return what `write_table` writes for a name that ends in `form` (.csv, .xlsx), files without their folders."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / f"table{form}"
        write_table(replace(table, rows=tuple(map(_without_folders, table.rows))), out)
        return out.read_bytes()


def _without_folders(row: Row) -> Row:
    cells = (replace(cell, citations=tuple(map(_named, cell.citations))) for cell in row.cells)
    return replace(row, cells=tuple(cells))


def _named(citation: Citation) -> Citation:
    return replace(citation, card=replace(citation.card, files=(PurePath(citation.card.file).name,)))


def place_names(table: Table) -> list[str]:
    """Return each row's place as a person tells it: its name, or of namesakes the whole path."""
    paths = {row.path for row in table.rows}
    shared = {name for name, count in Counter(path[-1] for path in paths if path).items() if count > 1}
    return ["".join(row.path) if row.place in shared and row.path else row.place or "" for row in table.rows]


def label_of(cited: CitedFigure, year: int | None) -> str:
    """Return what tells a figure from others in its cell: whom it is of, its role, and its year if not the row's."""
    figure = cited.figure
    other_year = f"{cited.year}年" if cited.year and year and cited.year != year else ""
    role = _ROLES.get(figure.role, "")
    return "，".join(part for part in (figure.scope or "", other_year, role) if part)


def _write_csv(table: Table, out: Path) -> None:
    with out.open("w", encoding="utf-8-sig", newline="", errors="backslashreplace") as stream:
        _fill_csv(table, stream)


def _fill_csv(table: Table, stream: TextIO) -> None:
    writer = csv.writer(stream)
    writer.writerow([_inert(heading) for heading in (*_OWN, *_headings(table, _OF_CELL))])
    for row, place in zip(table.rows, place_names(table), strict=True):
        told = [place, str(row.year or ""), row.card.label if row.card else ""]
        for cell in row.cells:
            told += _in_columns(cell, row.year)
        writer.writerow([_inert(text) for text in told])


def _in_columns(cell: Cell, year: int | None) -> list[str]:
    """Return a cell as value, unit, scope, state, quote and citation id; of several figures each is told in turn."""
    units = [cited.figure.unit for cited in cell.figures]
    labels = [label_of(cited, year) for cited in cell.figures]
    about = any(cited.figure.approximate for cited in cell.figures)
    return [
        _BETWEEN.join(decimal_string(cited.figure.value) for cited in cell.figures),
        _BETWEEN.join(units if len(set(units)) > 1 else units[:1]),
        _BETWEEN.join(label or _NONE for label in labels) if any(labels) else "",
        STATES[cell.state] + ("（约数）" if about else ""),
        "\n".join(citation.quote for citation in cell.citations),
        _BETWEEN.join(citation.id for citation in cell.citations),
    ]


def _headings(table: Table, parts: Sequence[str]) -> list[str]:
    return [f"{name}·{part}" if part else name for name in table.indicators for part in parts]


def _inert(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula; a plain number stays one."""
    clean = _printable(text)
    return f"'{clean}" if _FORMULA.match(clean) and not _is_number(clean) else clean


def _is_number(text: str) -> bool:
    return re.fullmatch(r"-?\d+(?:\.\d+)?", text) is not None


def _printable(text: str) -> str:
    """Return a text without characters that a sheet cannot hold."""
    whole = text.encode("utf-8", "backslashreplace").decode()
    return _UNPRINTABLE.sub("\ufffd", whole)[:_LONGEST]


def _write_xlsx(table: Table, out: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    cited = list({c.id: c for row in table.rows for cell in row.cells for c in cell.citations}.values())
    at = {citation.id: row for row, citation in enumerate(cited, 2)}
    _fill_values(book, table, at)
    _fill_citations(book, cited)
    book.save(out)
    book.close()


def _fill_values(book: "Workbook", table: Table, at: dict[str, int]) -> None:
    sheet = book.active
    sheet.title = "指标"
    headings = [*_OWN, *_headings(table, _OF_SHEET)]
    _head(sheet, headings, [14, 8, 40, *([22, 22, 34] * len(table.indicators))], len(_OWN))
    for number, (row, place) in enumerate(zip(table.rows, place_names(table), strict=True), 2):
        _put(sheet.cell(number, 1), place)
        sheet.cell(number, 2).value = row.year
        _put(sheet.cell(number, 3), row.card.label if row.card else "")
        for index, cell in enumerate(row.cells):
            first = len(_OWN) + index * len(_OF_SHEET) + 1
            _fill_cell(sheet, (number, first), cell, row)
            _link(sheet.cell(number, first + 2), cell, at)


def _fill_cell(sheet: "Worksheet", where: tuple[int, int], cell: Cell, row: Row) -> None:
    """Fill value and scope: one figure is a real number, several are a line each, and none is the reason."""
    from openpyxl.comments import Comment
    from openpyxl.styles import Font

    value, scope = sheet.cell(*where), sheet.cell(where[0], where[1] + 1)
    labels = [label_of(cited, row.year) for cited in cell.figures]
    if len(cell.figures) == 1:
        figure = cell.figures[0].figure
        value.value = figure.value
        value.number_format = _number_format(cell.figures[0])
    elif cell.figures:
        raws = ["".join(cited.figure.raw.split()) for cited in cell.figures]
        told = zip(raws, labels, strict=True)
        _put(value, "\n".join(f"{label}：{raw}" if label else raw for raw, label in told))
    else:
        _put(value, cell.citations[0].quote if cell.citations else STATES[cell.state])
        value.font = Font(color=None if cell.citations else "808080", italic=not cell.citations)
    _put(scope, _BETWEEN.join(label for label in labels if label))
    if cell.citations:
        value.comment = Comment(_printable(_told(cell.citations))[:_COMMENT], "Fazhi", width=420, height=160)


def _number_format(cited: CitedFigure) -> str:
    """Return a format that shows a number with its unit and as many decimals as its value has."""
    decimals = _DIGITS.search(decimal_string(cited.figure.value))
    unit = re.sub(r'["\\\s]', "", cited.figure.unit)
    about = '"约"' if cited.figure.approximate else ""
    digits = "#,##0" + (f".{'0' * len(decimals[1])}" if decimals else "")
    return f'{about}{digits}"{unit}"' if unit else about + digits


def _told(citations: Sequence[Citation]) -> str:
    """Return where each citation stands, and what it says."""
    return "\n".join(f"{' > '.join(c.headings)}{f' 第{c.page}页' if c.page else ''}：{c.quote}" for c in citations)


def _link(linked: "SheetCell", cell: Cell, at: dict[str, int]) -> None:
    """Put a cell's citation ids, leading to the first of them on the sheet of citations."""
    from openpyxl.worksheet.hyperlink import Hyperlink

    _put(linked, "\n".join(citation.id for citation in cell.citations))
    if cell.citations:
        linked.hyperlink = Hyperlink(linked.coordinate, location=f"'引文'!A{at[cell.citations[0].id]}")


def _fill_citations(book: "Workbook", cited: Sequence[Citation]) -> None:
    sheet = book.create_sheet("引文")
    _head(sheet, list(_CITATIONS), list(_CITATIONS.values()), 1)
    for number, citation in enumerate(cited, 2):
        identity = citation.card.identity
        section = " > ".join(citation.headings)
        texts = {1: citation.id, 2: identity.place or "", 4: citation.card.label, 5: section}
        for column, text in (texts | {7: citation.quote, 8: citation.card.file}).items():
            _put(sheet.cell(number, column), text)
        sheet.cell(number, 3).value = identity.year
        sheet.cell(number, 6).value = citation.page


def _head(sheet: "Worksheet", headings: Sequence[str], widths: Sequence[int], fixed: int) -> None:
    """Write a sheet's heading row, which stays in sight with the `fixed` first columns, and can filter."""
    from openpyxl.styles import Font, PatternFill
    from openpyxl.utils import get_column_letter

    for column, (heading, width) in enumerate(zip(headings, widths, strict=True), 1):
        cell = sheet.cell(1, column)
        _put(cell, heading)
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="E8EEF4")
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = sheet.cell(2, fixed + 1)
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(headings))}1"


def _put(cell: "SheetCell", text: str) -> None:
    """Put a text into a sheet's cell as a text, whatever it begins with."""
    from openpyxl.styles import Alignment

    if text:
        cell.value = _printable(text)
        cell.data_type = "s"
        cell.quotePrefix = True
    cell.alignment = Alignment(vertical="top", wrap_text=True)


_WRITERS: dict[str, Callable[[Table, Path], None]] = {".csv": _write_csv, ".xlsx": _write_xlsx}
