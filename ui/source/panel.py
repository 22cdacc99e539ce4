"""A citation opened: its sentence highlighted inside its section, and all that says where it stands."""

import re
from collections.abc import Sequence
from itertools import pairwise

import streamlit as st

from rag.answering.phrases import place_of
from rag.errors import FazhiError
from rag.language.text import shadow
from rag.pipeline import Desk
from rag.types import Citation, Report, Section, Span
from ui.plain import as_html, as_label, details, file_name, title_of

_ENOUGH = 60
_NEAR = 100
_SENTENCE_END = re.compile(r"[。；！？]|\n\s*\n")


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
    place = " · ".join(filter(None, (identity.place and place_of(card), year, page)))
    known = (
        ("章节", path),
        ("发布机关", identity.issuer or ""),
        ("文件", file_name(card.file)),
        ("引文编号", citation.id),
    )
    return f"<div class='fz-origin'><b>{as_html(title_of(card))}</b><span>{as_html(place)}</span></div>{details(known)}"


def _section(report: Report, around: Span, quote: Span) -> str:
    """Return the section as text; what lies far from the quote is folded, so that the quote is in sight."""
    unseen = _unseen(report)
    far_before, near_before = _parted(report.text, Span(around.start, quote.start), quote.start - _NEAR)
    near_after, far_after = _parted(report.text, Span(quote.end, around.end), quote.end + _NEAR)
    before, near, words, after, rest = (
        _without(report.text, span, unseen) for span in (far_before, near_before, quote, near_after, far_after)
    )
    return (
        f"<div class='fz-section'>{_folded(before, '前文')}{as_html(near.lstrip())}"
        f"<mark>{as_html(words)}</mark>{as_html(after.rstrip())}{_folded(rest, '后文')}</div>"
    )


def _parted(text: str, span: Span, at: int) -> tuple[Span, Span]:
    """Cut a span in two at the first sentence end after a position."""
    if at <= span.start:
        return Span(span.start, span.start), span
    end = _SENTENCE_END.search(text, at, span.end) if at < span.end else None
    cut = end.end() if end else span.end
    return Span(span.start, cut), Span(cut, span.end)


def _unseen(report: Report) -> list[Span]:
    """Return what is not drawn: the page's furniture, and the line ends that only a page's width made."""
    if not report.extract.wrapped:
        return list(report.furniture)
    gaps = (Span(before + 1, after) for before, after in pairwise(shadow(report.text, wrapped=True).offsets))
    return sorted([*report.furniture, *(gap for gap in gaps if "\n" in gap.of(report.text))])


def _without(text: str, span: Span, unseen: Sequence[Span]) -> str:
    """Return what a span holds besides what is not drawn."""
    kept, at = [], span.start
    for gap in unseen:
        kept.append(text[at : max(at, min(gap.start, span.end))])
        at = max(at, min(gap.end, span.end))
    return "".join([*kept, text[at : span.end]])


def _folded(text: str, name: str) -> str:
    words = text.strip()
    if not words:
        return ""
    return f"<details><summary>{name} {len(words)} 字</summary>{as_html(words)}</details>"
