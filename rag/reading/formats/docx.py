"""Word documents, checked before they are parsed; the door to python-docx."""

import re
import zlib
from collections.abc import Iterator
from importlib.metadata import version
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from docx import Document
from docx.document import Document as DocxDocument
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from rag.errors import ReadError
from rag.reading.formats.grid import Grid, cells_of
from rag.types import Cell, Extract

_EXTRACTOR = f"docx 1, python-docx {version('python-docx')}"
_PARTS = 5_000
_UNPACKED = 300 * 1024**2
_RATIO = 200
_SMALL = 5 * 1024**2
_MARKUP = re.compile(rb"<\0?!\0?D\0?O\0?C\0?T\0?Y\0?P\0?E|<\0?!\0?E\0?N\0?T\0?I\0?T\0?Y")
_UNSEEN = frozenset(qn(name) for name in ("w:del", "w:moveFrom", "w:instrText", "w:rPr", "w:pPr", "w:txbxContent"))
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_WRAPPERS = frozenset(qn(name) for name in ("w:sdt", "w:sdtContent", "w:ins", "w:customXml", "w:smartTag"))
_VALUE = 200
_WIDEST = 100
_HAN = "一二三四五六七八九"
_HAN_FORMATS = ("chinese", "japaneseCounting", "ideographDigital", "taiwanese")
_DEEPEST = 9
_SAID = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}


def extract(data: bytes) -> Extract:
    """Return a document's paragraphs and tables in order: a line for each paragraph and for each row, cells by tabs.

    The numbers that Word itself puts before headings and lists are written out, since a reader sees them.
    Headers, footers, footnotes, comments and deleted text are left out: headers and footers repeat on every page and
    would be furniture. Raises ReadError for what is no document, is damaged, or unpacks to more than it should.
    """
    _check(data)
    try:
        document = Document(BytesIO(data))
        lines = list(_lines(document.element.body, _Numbers(document)))
        title = document.core_properties.title or ""
    except (OpcError, BadZipFile, KeyError, ValueError, AttributeError, SyntaxError, zlib.error) as error:
        raise ReadError("it is damaged and cannot be opened as a .docx; save it again") from error
    text = "\n".join(lines)
    return Extract(text, "docx", _EXTRACTOR, title=" ".join(title.split()), tables=_tables(lines))


def _check(data: bytes) -> None:
    """Look at an archive before anything parses it: how much it holds, and no document type definitions."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
            size = sum(part.file_size for part in parts)
            steep = any(p.file_size > _SMALL and p.file_size > _RATIO * max(p.compress_size, 1) for p in parts)
            if len(parts) > _PARTS or size > _UNPACKED or steep:
                raise ReadError(
                    "it unpacks to far more than its size (a zip bomb); save it again from a word processor"
                )
            for part in parts:
                if part.filename.endswith((".xml", ".rels")) and _MARKUP.search(archive.read(part)):
                    raise ReadError("it holds a document type definition, as no real .docx does; save it again")
    except (BadZipFile, RuntimeError, ValueError, EOFError, OSError, zlib.error) as error:  # all that zipfile raises
        raise ReadError("it is damaged and cannot be unpacked; save it again") from error


class _Numbers:
    """What Word puts before numbered paragraphs, counted on as they come."""

    def __init__(self, document: DocxDocument) -> None:
        related = document.part.rels.values()
        found = [one.target_part for one in related if one.reltype.endswith("/numbering")]
        root = getattr(found[0], "element", None) if found else None
        self._lists = {} if root is None else {one.get(qn("w:numId")): one for one in root.findall(qn("w:num"))}
        self._abstract = {} if root is None else _by(root.findall(qn("w:abstractNum")), "w:abstractNumId")
        self._styles = _by(document.styles.element.findall(qn("w:style")), "w:styleId")
        self._counts: dict[str, list[int]] = {}

    def of(self, paragraph: BaseOxmlElement) -> str:
        """Return the paragraph's number as it is shown, "" where it has none or only a bullet."""
        number, depth = self._place(paragraph.find(qn("w:pPr")), 0)
        listed = self._lists.get(number)
        if listed is None or depth >= _DEEPEST:
            return ""
        kind = _value(listed.find(qn("w:abstractNumId")))
        levels = _by(self._abstract[kind].findall(qn("w:lvl")), "w:ilvl") if kind in self._abstract else {}
        if str(depth) not in levels:
            return ""
        counts = self._counts.setdefault(kind, [0] * _DEEPEST)
        start = _value(levels[str(depth)].find(qn("w:start")))
        counts[depth] = counts[depth] + 1 if counts[depth] else int(start or 1)
        counts[depth + 1 :] = [0] * (_DEEPEST - depth - 1)
        label = _value(levels[str(depth)].find(qn("w:lvlText")))
        forms = [_value(levels[str(i)].find(qn("w:numFmt"))) if str(i) in levels else "" for i in range(depth + 1)]
        if forms[depth] in {"bullet", "none"}:
            return ""
        return re.sub(r"%([1-9])", lambda one: _shown(int(one[1]) - 1, counts, forms), label)

    def _place(self, properties: BaseOxmlElement | None, steps: int) -> tuple[str, int]:
        """Return the list and the depth that a paragraph's properties give it, by themselves or by their style."""
        if properties is None or steps > _DEEPEST:
            return "", 0
        given = properties.find(qn("w:numPr"))
        if given is not None and given.find(qn("w:numId")) is not None:
            return _value(given.find(qn("w:numId"))), int(_value(given.find(qn("w:ilvl"))) or 0)
        style = self._styles.get(_value(properties.find(qn("w:pStyle"))))
        while style is not None and style.find(qn("w:pPr")) is None and steps < _DEEPEST:
            steps += 1
            style = self._styles.get(_value(style.find(qn("w:basedOn"))))
        return self._place(None if style is None else style.find(qn("w:pPr")), steps + 1)


def _by(elements: list[BaseOxmlElement], name: str) -> dict[str, BaseOxmlElement]:
    return {one.get(qn(name)): one for one in elements}


def _value(element: BaseOxmlElement | None) -> str:
    return "" if element is None else element.get(qn("w:val")) or ""


def _shown(level: int, counts: list[int], forms: list[str]) -> str:
    """Return a level's count in its form: 一二三, ①②③ or digits."""
    if level >= len(forms):
        return ""
    count, form = max(counts[level], 1), forms[level]
    if form.startswith(_HAN_FORMATS) and count < 100:
        tens, ones = divmod(count, 10)
        return (_HAN[tens - 1] if tens > 1 else "") + ("十" if tens else "") + (_HAN[ones - 1] if ones else "")
    if form.startswith("decimalEnclosedCircle") and count <= 20:
        return chr(ord("①") + count - 1)
    return str(count)


class _Row(str):
    """The line of a table's row, which knows its table and how many rows and columns each of its cells takes."""

    grid: Grid
    taken: list[tuple[int, int]]


def _tables(lines: list[str]) -> tuple[tuple[Cell, ...], ...]:
    """Return the cells of every table that has a row among the lines."""
    grids: dict[int, Grid] = {}
    starts = []
    at = 0
    for i, line in enumerate(lines):
        starts.append((at, line))
        at += len(line) + 1
        if isinstance(line, _Row):
            grids.setdefault(id(line.grid), line.grid).add(i, line.taken)
    return tuple(cells_of(grid, starts) for grid in grids.values())


def _lines(parent: BaseOxmlElement, numbers: _Numbers) -> Iterator[str]:
    """Yield the lines of a body, a cell or a content control, in document order."""
    for child in parent.iterchildren():
        if child.tag == qn("w:p"):
            yield from _paragraph(child, numbers)
        elif child.tag == qn("w:tbl"):
            grid = Grid()
            for row in _inner(child, qn("w:tr")):
                yield from _row(list(_inner(row, qn("w:tc"))), numbers, grid)
        elif child.tag in _WRAPPERS:
            yield from _lines(child, numbers)


def _inner(parent: BaseOxmlElement, tag: str) -> Iterator[BaseOxmlElement]:
    """Yield a table's own rows or a row's own cells, not those of a table inside it."""
    for child in parent.iterchildren():
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _inner(child, tag)


def _row(cells: list[BaseOxmlElement], numbers: _Numbers, grid: Grid) -> Iterator[str]:
    """Yield a row as one line, unless a cell holds a part of the report and no value; then each cell by its lines."""
    said = [list(_lines(cell, numbers)) for cell in cells]
    values = [" ".join(" ".join(lines).split()) for lines in said]
    if max(map(len, values), default=0) > _VALUE:
        for lines in said:
            yield from lines
        return
    row = _Row("\t".join(values))
    row.grid, row.taken = grid, [_taken(cell) for cell in cells]
    yield row


def _taken(cell: BaseOxmlElement) -> tuple[int, int]:
    """Return the rows and columns that a cell takes; no row of its own where it goes on with the cell above."""
    properties = cell.find(qn("w:tcPr"))
    if properties is None:
        return 1, 1
    span, merged = _value(properties.find(qn("w:gridSpan"))), properties.find(qn("w:vMerge"))
    goes_on = merged is not None and _value(merged) != "restart"
    return 0 if goes_on else 1, min(int(span), _WIDEST) if span.isdigit() else 1


def _paragraph(paragraph: BaseOxmlElement, numbers: _Numbers) -> Iterator[str]:
    """Yield a paragraph's line, and after it those of the text boxes anchored in it."""
    words = "".join(_words(paragraph)).strip("\n")
    yield numbers.of(paragraph) + words if words.strip() else words
    for box in paragraph.iter(qn("w:txbxContent")):
        if not any(outer.tag == _FALLBACK for outer in box.iterancestors()):
            yield from _lines(box, numbers)


def _words(element: BaseOxmlElement) -> Iterator[str]:
    for child in element.iterchildren():
        if child.tag in _UNSEEN or child.tag == _FALLBACK:
            continue
        if child.tag == qn("w:t"):
            yield child.text or ""
        elif child.tag in _SAID:
            yield _SAID[child.tag]
        else:
            yield from _words(child)
