"""Saved web pages: everything visible, in document order; the door to lxml."""

import re
from collections.abc import Iterable
from importlib.metadata import version

import lxml.etree as etree
import lxml.html as lxml_html

from rag.errors import ReadError
from rag.reading.formats.grid import Grid, cells_of
from rag.reading.formats.regions import Regions
from rag.reading.formats.text import decode
from rag.types import Extract, Span

_EXTRACTOR = f"html 1, lxml {version('lxml')}"
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{2,20})""", re.I)
_XML = re.compile(r"^\s*<\?xml[^>]*\?>")
_DROPPED = frozenset(
    {"head", "script", "style", "template", "noscript", "iframe", "object", "embed", "svg", "canvas", "video", "audio"}
    | {"map", "select", "button", "input", "textarea", "datalist", "dialog"}
)
_BLOCK = frozenset(
    {
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "dir",
        "div",
        "dl",
        "dt",
    }
    | {"fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html"}
    | {
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "tfoot",
        "thead",
    }
    | {"tr", "ul", "title"}
)
_CELL = frozenset({"td", "th"})
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_BLANK = re.compile(r"[^\S\t\n]+")
_VALUE = 200
_WIDEST = 100


def extract(data: bytes) -> Extract:
    """Return a page's visible text: a line for each block and each row of a table, cells apart by tabs.

    What is hidden by an attribute or an inline style is left out, as are scripts, styles and the controls of forms;
    an `<iframe>` is another page and is not followed. `<title>` goes to `Extract.title`, what the page marks as
    standing beside its content to `aside`, in whole lines, and its `<h1>` to `headlines`.
    """
    tree = _parse(data)
    title = " ".join("".join(tree.xpath("string(//title)")).split())
    regions = Regions()
    grids: list[Grid] = []
    text, lines = _lines(_visible(tree, regions, grids))
    starts = [at for at, _ in lines]
    aside, headlines = (_spans(ranges, starts, text) for ranges in (regions.aside(), regions.headlines))
    tables = tuple(cells_of(grid, lines) for grid in grids if grid.rows)
    return Extract(text, "html", _EXTRACTOR, title=title, aside=aside, headlines=headlines, tables=tables)


def _parse(data: bytes) -> etree._Element:
    found = _CHARSET.search(data[:4096])
    page = _XML.sub("", decode(data, found[1].decode("ascii") if found else None)).replace("\0", "")
    parser = lxml_html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)  # type: ignore[no-untyped-call]
    try:
        tree = lxml_html.document_fromstring(page.encode("utf-8", errors="replace"), parser=parser)  # type: ignore[no-untyped-call]
    except (etree.LxmlError, ValueError) as error:
        raise ReadError("there is no page in it that can be read; save it again from the browser") from error
    return tree


def _visible(tree: etree._Element, regions: Regions, grids: list[Grid]) -> str:
    """Walk the page without recursion, since hostile pages nest deeper than Python does."""
    page = _Walk(regions, grids)
    pre = 0
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        name = element.tag if isinstance(element.tag, str) else ""
        pre += name == "pre" and event == "start"
        if event == "start":
            page.start(element, name)
            page.say(element.text, pre > 0)
            continue
        page.end(element, name)
        pre -= name == "pre"
        if element is not tree:
            page.say(element.tail, pre > 0)
    return "".join(page.parts)


class _Walk:
    """The visible words so far, and whether the walk is inside something hidden or a cell that holds a value."""

    def __init__(self, regions: Regions, grids: list[Grid]) -> None:
        self.parts: list[str] = []
        self._grids, self._open = grids, list[Grid]()
        self._regions = regions
        self._line = self._hidden = 0
        self._cell: etree._Element | None = None

    def start(self, element: etree._Element, name: str) -> None:
        self._hidden += self._hidden > 0 or _is_hidden(element, name)
        if self._cell is None and name in _CELL and _is_value(element):
            self._cell = element
        if not self._hidden:
            self._add(_break(name, self._cell is not None))
            self._lay_out(element, name)
            fills = self._cell is None or name not in _BLOCK | _CELL
            self._regions.start(name if fills else "", dict(element.attrib), self._line)

    def _lay_out(self, element: etree._Element, name: str) -> None:
        if name == "table":
            self._grids.append(Grid())
            self._open.append(self._grids[-1])
        elif name == "tr" and self._open and (cells := _row_cells(element)):
            self._open[-1].add(self._line, cells)

    def end(self, element: etree._Element, name: str) -> None:
        if self._cell is element:
            self._cell = None
            self._add("" if self._hidden else "\t")
        elif not self._hidden and name != "br":
            self._add(_break(name, self._cell is not None))
        if not self._hidden:
            self._regions.end(self._line)
            if name == "table" and self._open:
                self._open.pop()
        self._hidden -= self._hidden > 0

    def say(self, words: str | None, pre: bool) -> None:
        if words and not self._hidden:
            said = words if pre else re.sub(r"[ \t\n\r\f]+", " ", words)
            self._regions.words(said, self._line)
            self._add(said)

    def _add(self, part: str) -> None:
        self.parts.append(part)
        self._line += part.count("\n")


def _row_cells(row: etree._Element) -> list[tuple[int, int]]:
    """Return how many rows and columns each cell of a row takes; none where one of them lays out a part of the page."""
    cells = [cell for cell in row if cell.tag in _CELL]
    shown = [cell for cell in cells if not _is_hidden(cell, str(cell.tag))]
    if not all(_is_value(cell) for cell in shown):
        return []
    return [(_taken(cell, "rowspan"), _taken(cell, "colspan")) for cell in shown]


def _taken(cell: etree._Element, name: str) -> int:
    value = cell.get(name, "1").strip()
    return min(max(int(value), 1), _WIDEST) if value.isascii() and value.isdigit() else 1


def _is_value(cell: etree._Element) -> bool:
    """Tell a cell that holds a value, kept on its row's line, from one that lays out a part of the page."""
    return cell.find(".//table") is None and len("".join(cell.itertext())) <= _VALUE


def _is_hidden(element: etree._Element, name: str) -> bool:
    if name in _DROPPED or not name or "hidden" in element.attrib:
        return True
    return bool(_HIDDEN.search(element.get("style", "")))


def _break(name: str, in_cell: bool) -> str:
    """Return what stands before and after an element: a line end where it is a block, a blank inside a cell."""
    if name == "br" or name in _BLOCK or (name in _CELL and not in_cell):
        return " " if in_cell and name not in _CELL else "\n"
    return ""


def _lines(text: str) -> tuple[str, list[tuple[int, str]]]:
    """Return the lines without outer blanks, at most one empty one between two, and where each of `text` now begins."""
    kept: list[str] = []
    lines: list[tuple[int, str]] = []
    at = 0
    for line in text.split("\n"):
        words = re.sub(r" ?\t ?", "\t", _BLANK.sub(" ", line)).strip(" ").rstrip("\t")
        lines.append((at, words))
        if words or (kept and kept[-1]):
            kept.append(words)
            at += len(words) + 1
    return "\n".join(kept).rstrip("\n"), lines


def _spans(ranges: Iterable[tuple[int, int]], starts: list[int], text: str) -> tuple[Span, ...]:
    """Return ranges of lines as those of the text, without the blank lines around them."""
    spans = []
    for first, end in ranges:
        start, stop = starts[first], starts[end] if end < len(starts) else len(text)
        words = text[start:stop]
        lead = len(words) - len(words.lstrip("\n"))
        spans.append(Span(start + lead, start + max(len(words.rstrip("\n")), lead)))
    return tuple(sorted({span for span in spans if span.start < span.end}))
