"""One report, opened: what it is, its text, and the figures that were read from it."""

import streamlit as st

from rag.pipeline import Desk
from rag.types import ReportCard
from rag.views import report_status
from ui.labels import kind_name, year_name
from ui.plain import as_html, file_name, title_of
from ui.shelf.identity import draw_identity
from ui.shelf.listing import close_report
from ui.shelf.numbers import draw_numbers
from ui.shelf.reading import draw_reading
from ui.shelf.removing import confirm_removal
from ui.words import _

_BYTES = "application/octet-stream"  # a browser only ever saves it, and never runs what a report holds


def draw_report(card: ReportCard, desk: Desk, *, change: bool) -> None:
    """Draw a report in three leaves, with its original to download and, for who may, a way to take it out."""
    st.button(_("全部报告"), icon=":material/arrow_back:", on_click=close_report, type="tertiary")
    _draw_head(card)
    with st.container(horizontal=True):
        st.download_button(
            _("下载原件"),
            lambda: desk.library.original(card.id),
            file_name=file_name(card.file),
            mime=_BYTES,
            icon=":material/download:",
            on_click="ignore",
        )
        if change and st.button(_("移除"), icon=":material/delete:"):
            confirm_removal([card], desk)
    what, text, numbers = st.tabs([_("基本信息"), _("正文"), _("数据")], key=f"leaf-{card.id}", on_change="rerun")
    if what.open:
        with what:
            draw_identity(card, desk, change=change)
    if text.open:
        with text:
            draw_reading(card, desk)
    if numbers.open:
        with numbers:
            draw_numbers(card, desk)


def _draw_head(card: ReportCard) -> None:
    identity = card.identity
    parts = (
        " › ".join(identity.place_path),
        year_name(identity.year) if identity.year else "",
        kind_name(identity.kind),
    )
    line = " · ".join(filter(None, parts))
    st.html(f"<div class='fz-report'><h1>{as_html(title_of(card))}</h1><p>{as_html(line)}</p></div>")
    lacking = [name for name, value in ((_("地方"), identity.place), (_("年份"), identity.year)) if not value]
    if report_status(card) != "ok":
        st.warning(
            _("没有读出{what}，提问和指标表用不上这份报告；请在“基本信息”里补上。").format(what=_("和").join(lacking)),
            icon=":material/edit:",
        )
