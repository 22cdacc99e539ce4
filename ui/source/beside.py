"""The source beside a conversation: which citation is open, and the panel that it stands in."""

import streamlit as st

from rag.pipeline import Desk
from rag.types import Citation
from ui.source.panel import draw_source
from ui.words import _

_OPEN = "source"


def open_source(citation: Citation, talk: str | None) -> None:
    """Open a citation beside the conversation `talk` with the next run."""
    st.session_state[_OPEN] = (talk, citation)


def close_source() -> None:
    """Close what is open."""
    st.session_state.pop(_OPEN, None)


def source_open(talk: str | None) -> Citation | None:
    """Return the citation that is open beside a conversation, None where none is."""
    of, citation = st.session_state.get(_OPEN, (None, None))
    return citation if of == talk else None


def draw_beside(talk: str | None, desk: Desk) -> None:
    """Draw the citation that is open: in a column beside the talk, on a phone in a sheet over its lower part."""
    place = st.empty()
    citation = source_open(talk)
    if citation is None:
        return
    with place.container(key="fz-source"):
        st.button(_("关闭"), icon=":material/close:", key="fz-close", on_click=close_source, type="tertiary")
        draw_source(citation, desk, key="beside")
