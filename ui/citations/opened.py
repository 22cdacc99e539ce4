"""The citation that the address names (?cite=ID): whether it stands, and its source beside the page."""

import streamlit as st

from rag.cited import find_cited
from rag.errors import FazhiError
from rag.pipeline import Desk
from rag.types import Citation
from ui.source.panel import draw_source
from ui.telling import told
from ui.words import _

_CITE = "cite"


def open_citation(citation_id: str) -> None:
    """Open a citation with the next run, under an address that can be sent to someone."""
    st.query_params[_CITE] = citation_id


def open_id() -> str:
    """Return the id of the citation that the address names, "" where it names none."""
    return str(st.query_params.get(_CITE, "")).strip()


def close_citation() -> None:
    """Close the citation that is open."""
    st.query_params.pop(_CITE, None)


def draw_opened(desk: Desk) -> None:
    """Say what has become of the citation that the address names, and draw its source where it stands."""
    wanted = open_id()
    if not wanted:
        return
    try:
        cited = find_cited(wanted, desk.library)
    except FazhiError as error:
        _draw_problem(_("这条引文打不开"), told(error))
        return
    if not cited.verified:
        why = _("编号所指的位置现在不是当初引用的那句话：编号可能抄错了，也可能被改动过。")
        _draw_problem(_("这条引文已不成立"), why)
        return
    _draw_source(cited.citation, desk)


def _draw_problem(title: str, why: str) -> None:
    st.warning(f"**{title}**\n\n{why}", icon=":material/link_off:")
    st.button(_("知道了"), on_click=close_citation, key="cite-known")


def _draw_source(citation: Citation, desk: Desk) -> None:
    with st.container(key="fz-source"):
        st.button(_("关闭"), icon=":material/close:", key="fz-close", on_click=close_citation, type="tertiary")
        draw_source(citation, desk, key="cited")
