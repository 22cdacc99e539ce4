"""The page 报告: what the library holds, and adding to it."""

import streamlit as st

from rag.errors import InputError
from ui.opening import open_desk
from ui.shelf.listing import draw_reports
from ui.shelf.upload import draw_upload
from ui.words import _


def draw_shelf() -> None:
    """Draw the library's reports and the place to add more; there need be no library yet."""
    st.title(_("报告"), anchor=False)
    draw_upload(expanded=True)
    try:
        desk = open_desk()
    except InputError:
        return
    draw_reports(desk.library.cards())
