"""Where a visitor drops files in, how far they are, and what became of them."""

from collections.abc import Iterable

import streamlit as st

from rag.errors import FazhiError
from rag.types import Indexed
from ui.opening import make_library
from ui.plain import as_label, file_name, shortened
from ui.shelf.adding import Adding, Given

_ADDING = "adding"
_LOOK_S = 0.5


def draw_upload(*, expanded: bool = False) -> None:
    """Draw the place to drop files into, and what is becoming or became of the last ones."""
    with st.expander("添加报告 Add reports", expanded=expanded, icon=":material/upload_file:"):
        adding: Adding | None = st.session_state.get(_ADDING)
        if adding and adding.result is None:
            _draw_progress(adding)
            return
        with st.form("upload", clear_on_submit=True, border=False):
            files = st.file_uploader("txt、md、html、pdf、docx", accept_multiple_files=True)
            pressed = st.form_submit_button("加入报告库 Add", width="stretch")
        if pressed and files:
            _start([Given(file.name, file.getvalue()) for file in files])
        if adding and adding.result is not None:
            _draw_result(adding.result)


def _start(files: list[Given]) -> None:
    """Begin to add files, and draw the page anew with their progress."""
    adding = Adding(len(files))
    try:
        adding.start(files, make_library())
    except FazhiError as error:
        adding.result = str(error)
    st.session_state[_ADDING] = adding
    st.rerun()


@st.fragment(run_every=_LOOK_S)
def _draw_progress(adding: Adding) -> None:
    """Draw how far the files are, again and again, and the whole page once they are done."""
    if adding.result is not None:
        st.rerun()
    name = as_label(shortened(adding.name, 40))
    st.progress(adding.done / adding.total, f"正在读取 Reading {adding.done + 1}/{adding.total} {name}")


def _draw_result(result: Indexed | str) -> None:
    if isinstance(result, str):
        st.error(as_label(result))
        return
    if result.added or result.updated:
        st.success(f"新增 {result.added + result.updated} 份 added")
    if result.unchanged:
        st.info(f"{result.unchanged} 份已在库中 already there")
    _draw_lines("没有读成 Not read", result.failed)
    _draw_lines("已略过 Skipped", result.skipped)


def _draw_lines(title: str, lines: Iterable[tuple[str, str]]) -> None:
    told = [f"{as_label(file_name(file))}：{as_label(why)}" for file, why in lines]
    if told:
        st.warning("\n\n".join([f"**{title}**", *told]))
