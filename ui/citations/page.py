"""The page 引文: passages found, citations opened, exports checked."""

import streamlit as st

from rag.pipeline import Desk
from ui.citations.checking import draw_checking
from ui.citations.opened import draw_opened
from ui.citations.search import draw_search
from ui.words import _


def draw_citations(desk: Desk) -> None:
    """Draw the page: what the address opens, a passage to be found, an export to be checked."""
    st.title(_("引文"), anchor=False)
    draw_opened(desk)
    search, check = st.tabs([_("查找"), _("核对导出的回答")], key="cite-faces", on_change="rerun")
    with search:
        if search.open:
            draw_search(desk)
    with check:
        if check.open:
            draw_checking(desk)
