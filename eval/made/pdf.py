"""A draft as a PDF with a text layer, page numbers and a running head; the door to reportlab."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from eval.made.layout import Block, Draft

_FONT, _SIZE, _LEADING = "STSong-Light", 12, 20
_LINE = 36
_TOP, _BOTTOM, _LEFT = 760, 70, 70
_NEVER_FIRST = "，。、；：！？）》”,.;:!?)%％"


def pdf(draft: Draft) -> bytes:
    """Return the PDF of a draft; not deflated and not dated, so that every machine makes the same bytes.

    A page ends with a paragraph, so that no running head stands within a sentence.
    """
    pdfmetrics.registerFont(UnicodeCIDFont(_FONT))  # type: ignore[no-untyped-call]
    data = BytesIO()
    canvas: Any = Canvas(data, pagesize=A4, pageCompression=0, invariant=1)  # type: ignore[no-untyped-call]
    canvas.setTitle(draft.title)
    pages = list(_pages(draft))
    for number, lines in enumerate(pages, 1):
        canvas.setFont(_FONT, 9)
        canvas.drawString(_LEFT, _TOP + 40, draft.title)
        canvas.setFont(_FONT, _SIZE)
        for at, line in enumerate(lines):
            canvas.drawString(_LEFT, _TOP - at * _LEADING, line)
        canvas.setFont(_FONT, 9)
        canvas.drawCentredString(A4[0] / 2, 40, f"- {number} -")
        canvas.showPage()
    canvas.save()
    return data.getvalue()


def _pages(draft: Draft) -> Iterator[list[str]]:
    """Yield the lines of each page."""
    room = (_TOP - _BOTTOM) // _LEADING
    page: list[str] = []
    for block in draft.blocks:
        lines = list(_lines(block))
        if page and len(page) + len(lines) > room:
            yield page
            page = []
        page += lines
    yield page


def _lines(block: Block) -> Iterator[str]:
    """Yield the lines that a block takes, indented as a paragraph is."""
    left = f"　　{block.text}" if block.kind in {"text", "part", "topic"} else block.text
    while len(left) > _LINE:
        cut = _LINE
        while left[cut] in _NEVER_FIRST or (left[cut].isascii() and left[cut - 1].isascii()):
            cut -= 1
        yield left[:cut]
        left = left[cut:]
    yield left
