"""The page 问答: the conversation so far, and the question put last with its answer."""

import streamlit as st

from rag.pipeline import Desk
from ui.chat.examples import draw_examples
from ui.chat.talk import asked, start_again, take_turn, turns
from ui.chat.turn import draw_question, draw_turn
from ui.words import _


def draw_chat(desk: Desk) -> None:
    """Draw the conversation so far, then the question put last and its answer."""
    with st.sidebar:
        st.button(_("新对话"), icon=":material/edit_square:", on_click=start_again, width="stretch")
    question = st.chat_input(_("问一个问题，例如：苏州2021年出庭应诉率")) or asked()
    earlier = turns()
    if not earlier and not question:
        _draw_head()
        draw_examples(desk)
    for number, turn in enumerate(earlier):
        draw_question(turn.question)
        draw_turn(turn, number, desk)
    if question:
        draw_question(question)
        with st.spinner(_("正在查找…")):
            turn = take_turn(question, desk, earlier)
            earlier.append(turn)
        draw_turn(turn, len(earlier) - 1, desk)


def _draw_head() -> None:
    st.html(
        f"<div class='fz-head'><h1>{_('向政府报告提问')}</h1>"
        f"<p>{_('每句回答都有出处，点开即见原文。没有的，就说没有。')}</p></div>"
    )
