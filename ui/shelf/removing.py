"""Taking reports out of the library, with a second thought."""

from collections.abc import Sequence

import streamlit as st

from rag.errors import FazhiError
from rag.intake.uploads import take_out, uploaded_files
from rag.pipeline import Desk
from rag.types import ReportCard
from ui.plain import as_html, place_and_year, title_of
from ui.telling import told
from ui.words import _, counted

_NAMED = 12


def confirm_removal(cards: Sequence[ReportCard], desk: Desk) -> None:
    """Ask in a dialog that names the reports whether they are to go; then they go."""

    @st.dialog(counted("移除 {count} 份报告？", len(cards)), icon=":material/delete:")
    def ask() -> None:
        _draw_names(cards)
        _draw_consequences(cards, desk)
        with st.container(horizontal=True):
            if st.button(_("移除"), type="primary", key="remove-yes"):
                _remove(cards, desk)
            if st.button(_("不移除"), key="remove-no"):
                st.rerun()

    ask()


def _draw_names(cards: Sequence[ReportCard]) -> None:
    names = [
        f"<li><b>{as_html(title_of(card))}</b> <span>{as_html(place_and_year(card))}</span></li>"
        for card in cards[:_NAMED]
    ]
    if len(cards) > _NAMED:
        names.append(f"<li>{as_html(counted('另有 {count} 份', len(cards) - _NAMED))}</li>")
    st.html(f"<ul class='fz-names'>{''.join(names)}</ul>")


def _draw_consequences(cards: Sequence[ReportCard], desk: Desk) -> None:
    st.markdown(_("移除后不再回答这些报告里的内容，已有的引文也不再能打开。"))
    uploaded = [uploaded_files(card, desk) for card in cards]
    if any(uploaded):
        st.markdown(_("从本页加入的文件会一并删除。"))
    if any(len(own) < len(card.files) for own, card in zip(uploaded, cards, strict=True)):
        st.markdown(_("由管理员从文件夹加入的，原文件不动；再次索引那个文件夹时会重新加入。"))


def _remove(cards: Sequence[ReportCard], desk: Desk) -> None:
    try:
        removed = take_out([card.id for card in cards], desk)
    except FazhiError as error:
        st.error(told(error))
        return
    st.query_params.pop("report", None)
    st.toast(counted("已移除 {count} 份报告", removed), icon=":material/check:")
    st.rerun()
