"""Questions that are offered as buttons: to begin a conversation with, and to go on with after an answer."""

from collections.abc import Sequence

import streamlit as st

from rag.browsing.suggesting import first_questions, next_questions
from rag.pipeline import Desk
from rag.types import Answer
from ui.chat.talk import put
from ui.plain import as_label
from ui.words import _


def draw_examples(desk: Desk) -> None:
    """Offer a few questions to begin with."""
    questions = _first(desk.library.generation, str(desk.library.folder), desk)
    if not questions:
        return
    st.caption(_("可以这样问"))
    for at, question in enumerate(questions):
        st.button(as_label(question), key=f"example-{at}", on_click=put, args=(question,), width="stretch")


def draw_next(answer: Answer, asked: Sequence[str], desk: Desk) -> None:
    """Offer a few questions to go on with; `asked` are those of the conversation, the answered one last."""
    questions = _next(tuple(asked), desk.library.generation, str(desk.library.folder), answer, desk)
    if not questions:
        return
    with st.container(horizontal=True, gap="small", key="fz-next"):
        for at, question in enumerate(questions):
            st.button(as_label(question), key=f"next-{len(asked)}-{at}", on_click=put, args=(question,))


@st.cache_data(max_entries=8, show_spinner=False)
def _first(generation: int, folder: str, _desk: Desk) -> tuple[str, ...]:
    return first_questions(_desk)


@st.cache_data(max_entries=256, show_spinner=False)
def _next(asked: tuple[str, ...], generation: int, folder: str, _answer: Answer, _desk: Desk) -> tuple[str, ...]:
    return next_questions(_answer, asked, _desk)
