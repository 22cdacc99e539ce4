"""Word documents, checked before they are parsed; the door to python-docx."""

import re
from collections.abc import Iterator
from importlib.metadata import version
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from docx import Document
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from rag.errors import ReadError
from rag.types import Extract

_EXTRACTOR = f"docx 1, python-docx {version('python-docx')}"
_PARTS = 5_000
_UNPACKED = 300 * 1024**2
_RATIO = 200
_SMALL = 5 * 1024**2
_MARKUP = re.compile(rb"<\0?!\0?D\0?O\0?C\0?T\0?Y\0?P\0?E|<\0?!\0?E\0?N\0?T\0?I\0?T\0?Y")
_UNSEEN = frozenset(qn(name) for name in ("w:del", "w:moveFrom", "w:instrText", "w:rPr", "w:pPr", "w:txbxContent"))
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SAID = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}


def extract(data: bytes) -> Extract:
    """Return a document's paragraphs and tables in order: a line for each paragraph and for each row, cells by tabs.

    Headers, footers, footnotes, comments and deleted text are left out: headers and footers repeat on every page and
    would be furniture. Raises ReadError for what is no document, is damaged, or unpacks to more than it should.
    """
    _check(data)
    try:
        document = Document(BytesIO(data))
        text = "\n".join(_lines(document.element.body))
        title = document.core_properties.title or ""
    except (OpcError, BadZipFile, KeyError, ValueError, AttributeError) as error:
        raise ReadError("it is damaged and cannot be opened as a .docx; save it again") from error
    return Extract(text=text, format="docx", extractor=_EXTRACTOR, title=" ".join(title.split()))


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
    except (BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError) as error:
        raise ReadError("it is damaged and cannot be unpacked; save it again") from error


def _lines(parent: BaseOxmlElement) -> Iterator[str]:
    """Yield the lines of a body, a cell or a content control, in document order."""
    for child in parent.iterchildren():
        if child.tag == qn("w:p"):
            yield from _paragraph(child)
        elif child.tag == qn("w:tbl"):
            for row in child.iter(qn("w:tr")):
                cells = (" ".join(" ".join(_lines(cell)).split()) for cell in row.iter(qn("w:tc")))
                yield "\t".join(cells)
        elif child.tag in {qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:customXml"), qn("w:smartTag")}:
            yield from _lines(child)


def _paragraph(paragraph: BaseOxmlElement) -> Iterator[str]:
    """Yield a paragraph's line, and after it those of the text boxes anchored in it."""
    yield "".join(_words(paragraph)).strip("\n")
    for box in paragraph.iter(qn("w:txbxContent")):
        if not any(outer.tag == _FALLBACK for outer in box.iterancestors()):
            yield from _lines(box)


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
