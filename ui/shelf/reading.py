"""A report's text as it was read, page by page, beside an outline that leads to its sections."""

from functools import lru_cache
from typing import Any

import streamlit as st

from rag.browsing.text_pages import Piece, page_of, pieces, text_pages
from rag.pipeline import Desk
from rag.types import Report, ReportCard, Section
from ui.plain import as_html, plain
from ui.shelf.text_view import draw_text
from ui.words import _, counted

_SHOWN = 200


def draw_reading(card: ReportCard, desk: Desk) -> None:
    """Draw how much of a report was read, its text with its outline, and what was left out of it."""
    report, sections = _report(desk, card.id)
    _draw_coverage(card, report)
    pages = text_pages(report.text)
    page = st.session_state.setdefault(_page_key(card), 1)
    jump = st.session_state.get(_jump_key(card))
    chosen = draw_text(_data(card.id, desk, page - 1) | {"jump": jump, "words": _words()}, key=f"text-{card.id}")
    if chosen is not None and 0 <= chosen < len(sections):
        st.session_state[_jump_key(card)] = {"section": chosen, "count": jump["count"] + 1 if jump else 1}
        st.session_state[_page_key(card)] = page_of(pages, sections[chosen].span.start) + 1
        st.rerun()
    if len(pages) > 1:
        st.pagination(len(pages), key=_page_key(card))


def _page_key(card: ReportCard) -> str:
    return f"text-page-{card.id}"


def _jump_key(card: ReportCard) -> str:
    return f"text-jump-{card.id}"


def _words() -> dict[str, str]:
    return {"outline": _("章节"), "text": _("报告正文"), "aside": _("页面上的杂项，不计入报告")}


@lru_cache(maxsize=16)
def _report(desk: Desk, report_id: str) -> tuple[Report, tuple[Section, ...]]:
    return desk.library.report(report_id), desk.library.sections(report_id)


@lru_cache(maxsize=16)
def _data(report_id: str, desk: Desk, page: int) -> dict[str, Any]:
    """Return a page of a report as the view wants it: pieces of text, and all headings with their numbers."""
    report, sections = _report(desk, report_id)
    shown = pieces(report, sections, text_pages(report.text)[page])
    return {
        "made": f"{report_id}-{page}",
        "pieces": [_piece(one) for one in shown],
        "outline": [
            {"section": number, "level": one.level, "title": plain(one.headings[-1])}
            for number, one in enumerate(sections)
            if one.headings
        ],
    }


def _piece(piece: Piece) -> dict[str, Any]:
    return {"text": plain(piece.text), "tone": piece.tone.value, "section": piece.section}


def _draw_coverage(card: ReportCard, report: Report) -> None:
    """Say how much of the text answers are taken from, and show on demand what was left out."""
    share = _("全文的 {share} 可供提问和引用。").format(share=f"{card.coverage:.1%}")
    left_out = [words for span in card.furniture if (words := span.of(report.text).strip())]
    if not left_out:
        st.caption(share)
        return
    st.caption(share + counted("其余 {count} 处是网页导航、页码一类的杂项，正文里以浅色标出。", len(left_out)))
    with st.expander(_("看看略去了什么"), on_change="rerun", key=f"left-out-{card.id}") as folded:
        if folded.open:
            lines = "".join(f"<li>{as_html(words)}</li>" for words in left_out[:_SHOWN])
            st.html(f"<ol class='fz-left-out'>{lines}</ol>")
