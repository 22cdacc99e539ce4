"""The page 评测."""

import streamlit as st

from rag.pipeline import Desk
from ui.words import _


def draw_evals(desk: Desk) -> None:
    """Draw the page."""
    st.title(_("评测"), anchor=False)
