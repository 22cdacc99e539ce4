"""The page 指标: indicators by place and year, as a table and a plot."""

import streamlit as st

from rag.pipeline import Desk
from ui.figures.choice import draw_choice
from ui.figures.making import made
from ui.figures.plot import draw_plot
from ui.figures.table import draw_cell, draw_table
from ui.words import _

_BESIDE = 3  # a wider table takes the page's whole width, and its plot stands below


def draw_figures(desk: Desk) -> None:
    """Draw the page: what is chosen, and its table and plot."""
    st.title(_("指标"), anchor=False)
    choice = draw_choice(desk)
    if not choice.indicators:
        st.info(_("选一个或几个指标，就有一张各地各年的表；每格都有出处。"), icon=":material/table_chart:")
        return
    table = made(choice, desk)
    if table is None:
        return
    if not table.rows:
        st.info(_("没有符合的报告，请放宽地方、年份或类型。"), icon=":material/search_off:")
        return
    with st.container(horizontal=len(table.indicators) <= _BESIDE, gap="large", key="fz-figures"):
        with st.container(key="fz-figures-table"):
            opened = draw_table(table)
        with st.container(key="fz-figures-plot"):
            draw_plot(table)
    if opened:
        draw_cell(table, opened, desk)
