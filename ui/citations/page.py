"""The page 引文."""

import streamlit as st

from rag.pipeline import Desk
from ui.words import _


def draw_citations(desk: Desk) -> None:
    """Draw the page."""
    st.title(_("引文"), anchor=False)
