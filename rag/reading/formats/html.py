"""Saved web pages: everything visible, in document order; the door to lxml."""

import re
from importlib.metadata import version

import lxml.etree as etree
import lxml.html as lxml_html

from rag.errors import ReadError
from rag.reading.formats.text import decode
from rag.types import Extract

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


def extract(data: bytes) -> Extract:
    """Return a page's visible text: a line for each block and each row of a table, cells apart by tabs.

    What is hidden by an attribute or an inline style is left out, as are scripts, styles and the controls of forms;
    an `<iframe>` is another page and is not followed. `<title>` goes to `Extract.title`.
    """
    tree = _parse(data)
    title = " ".join("".join(tree.xpath("string(//title)")).split())
    return Extract(text=_visible(tree), format="html", extractor=_EXTRACTOR, title=title)


def _parse(data: bytes) -> etree._Element:
    found = _CHARSET.search(data[:4096])
    page = _XML.sub("", decode(data, found[1].decode("ascii") if found else None)).replace("\0", "")
    parser = lxml_html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)  # type: ignore[no-untyped-call]
    try:
        tree = lxml_html.document_fromstring(page.encode("utf-8", errors="replace"), parser=parser)  # type: ignore[no-untyped-call]
    except (etree.LxmlError, ValueError) as error:
        raise ReadError("there is no page in it that can be read; save it again from the browser") from error
    return tree


def _visible(tree: etree._Element) -> str:
    """Walk the page without recursion, since hostile pages nest deeper than Python does."""
    parts: list[str] = []
    hidden = pre = 0
    cell = None
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        name = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            hidden += hidden > 0 or _is_hidden(element, name)
            pre += name == "pre"
            if cell is None and name in _CELL and _is_value(element):
                cell = element
            if not hidden:
                parts += (_break(name, cell is not None), _words(element.text, pre > 0))
            continue
        if cell is element:
            cell = None
            parts.append("" if hidden else "\t")
        elif not hidden and name != "br":
            parts.append(_break(name, cell is not None))
        hidden -= hidden > 0
        pre -= name == "pre"
        if not hidden and element is not tree:
            parts.append(_words(element.tail, pre > 0))
    return _lines("".join(parts))


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


def _words(words: str | None, pre: bool) -> str:
    if not words:
        return ""
    return words if pre else re.sub(r"[ \t\n\r\f]+", " ", words)


def _lines(text: str) -> str:
    """Return the lines without outer blanks, at most one empty line between two of them."""
    lines = (re.sub(r" ?\t ?", "\t", _BLANK.sub(" ", line)).strip(" ").rstrip("\t") for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")
