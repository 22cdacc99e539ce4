"""The page 报告: what the library holds, one report opened, and adding to them."""

import streamlit as st

from rag.errors import InputError
from ui.access import may_change
from ui.opening import open_desk, read_settings
from ui.shelf.listing import draw_list, opened
from ui.shelf.report import draw_report
from ui.shelf.upload import draw_last, draw_upload
from ui.words import _


def draw_shelf() -> None:
    """Draw the library's reports, or the one that is open, and the place to add more; there need be no library yet."""
    settings = read_settings()
    change = may_change(settings)
    try:
        desk = open_desk()
    except InputError:
        desk = None
    card = opened(desk) if desk else None
    if desk and card:
        draw_last(settings)
        draw_report(card, desk, change=change)
        return
    st.title(_("报告"), anchor=False)
    if change:
        draw_upload(settings, empty=not (desk and desk.library.cards()))
    elif not (desk and desk.library.cards()):
        st.info(_("报告库里还没有报告，请管理报告库的人加入。"), icon=":material/library_books:")
    if desk and desk.library.cards():
        draw_list(desk, change=change)
