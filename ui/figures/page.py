"""The page 指标."""

import streamlit as st

from rag.pipeline import Desk
from ui.words import _


def draw_figures(desk: Desk) -> None:
    """Draw the page."""
    st.title(_("指标"), anchor=False)
