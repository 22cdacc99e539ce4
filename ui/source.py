"""A citation opened: its sentence highlighted inside its section, and all that says where it stands."""

from collections.abc import Sequence

import streamlit as st

from rag.errors import FazhiError
from rag.pipeline import Desk
from rag.types import Citation, Report, Section, Span
from ui.plain import as_html, as_label, details, file_name

_ENOUGH = 240
_NEAR = 400


def draw_source(citation: Citation, desk: Desk) -> None:
    """Draw the section around a citation with the quote highlighted, and the report's place, year, page and file."""
    try:
        report = desk.library.report(citation.card.id)
        sections = desk.library.sections(citation.card.id)
    except FazhiError as error:
        st.warning(as_label(str(error)))
        return
    around = section_around(sections, citation.span, len(report.text))
    with st.container(border=True):
        st.html(_origin(citation) + _section(report, around, citation.span))


def section_around(sections: Sequence[Section], span: Span, length: int) -> Span:
    """Return the innermost section that holds a quote and some text around it, the whole report where none does."""
    holding = sorted((s.span for s in sections if s.span.holds(span)), key=lambda s: s.end - s.start)
    ample = [s for s in holding if s.end - s.start >= span.end - span.start + _ENOUGH]
    return (ample or holding[-1:] or [Span(0, length)])[0]


def _origin(citation: Citation) -> str:
    """Return where a quote stands, from the report down to the heading and the page."""
    card, identity = citation.card, citation.card.identity
    year = f"{identity.year}年" if identity.year else ""
    path = " › ".join(citation.headings)
    page = f"第 {citation.page} 页" if citation.page else ""
    place = " · ".join(filter(None, (identity.place, year, page)))
    known = (
        ("标题", path),
        ("发布机关", identity.issuer or ""),
        ("文件", file_name(card.file)),
        ("引文编号", citation.id),
    )
    return f"<div class='fz-origin'><b>{as_html(card.label)}</b><span>{as_html(place)}</span></div>{details(known)}"


def _section(report: Report, around: Span, quote: Span) -> str:
    """Return the section as text; what lies far from the quote is folded, so that the quote is in sight."""
    far_before, near_before = _parted(report.text, Span(around.start, quote.start), quote.start - _NEAR)
    near_after, far_after = _parted(report.text, Span(quote.end, around.end), quote.end + _NEAR)
    parts = (
        _folded(_visible(report, far_before), "前文"),
        as_html(_visible(report, near_before).lstrip()),
        f"<mark>{as_html(quote.of(report.text))}</mark>",
        as_html(_visible(report, near_after).rstrip()),
        _folded(_visible(report, far_after), "后文"),
    )
    return f"<div class='fz-section'>{''.join(parts)}</div>"


def _parted(text: str, span: Span, at: int) -> tuple[Span, Span]:
    """Cut a span in two at the first line end after a position."""
    at = min(max(at, span.start), span.end)
    line_end = text.find("\n", at, span.end)
    cut = at if line_end < 0 or at == span.start else line_end
    return Span(span.start, cut), Span(cut, span.end)


def _visible(report: Report, span: Span) -> str:
    """Return what a span holds besides the page's furniture."""
    kept, at = [], span.start
    for furniture in report.furniture:
        kept.append(report.text[at : max(at, min(furniture.start, span.end))])
        at = min(max(at, furniture.end), span.end)
    return "".join([*kept, report.text[at : span.end]])


def _folded(text: str, name: str) -> str:
    words = text.strip()
    if not words:
        return ""
    return f"<details><summary>{name} {len(words)} 字</summary>{as_html(words)}</details>"
