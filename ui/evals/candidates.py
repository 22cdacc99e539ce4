"""What the visitor thought of answers in the chat, as questions for an eval to take away."""

import streamlit as st

from eval.candidates_kept import as_dataset, as_worklist, candidates
from rag.errors import FazhiError
from rag.pipeline import Desk
from ui.chat.talk import own
from ui.telling import told
from ui.words import _, counted


def draw_candidates(desk: Desk) -> None:
    """Offer the visitor's judged answers: those found good with their gold, the others to be written."""
    try:
        judged = own(desk).judged()
    except FazhiError as error:
        st.warning(told(error))
        return
    if not judged:
        return
    found = candidates(judged)
    st.subheader(_("问答里评过的回答"), anchor=False)
    st.caption(_("认为有用的带有标准答案，下载后可以作题集上传；认为有误的要有人写出应当怎样回答。"))
    with st.container(horizontal=True):
        if found.items:
            label = counted("下载有用的 {count} 题", len(found.items))
            _offer(label, as_dataset(found), "fazhi-liked.jsonl")
        if found.to_write:
            label = counted("下载待写答案的 {count} 题", len(found.to_write))
            _offer(label, as_worklist(found), "fazhi-to-write.jsonl")


def _offer(label: str, lines: str, name: str) -> None:
    st.download_button(
        label, lines, name, "application/x-ndjson", icon=":material/download:", on_click="ignore", key=name
    )
