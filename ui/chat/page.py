"""The page 问答: the conversation so far, the question put last with its answer, and the source that is open."""

import streamlit as st

from rag.pipeline import Desk
from ui.chat.bounds import draw_bounds
from ui.chat.examples import draw_examples, draw_next
from ui.chat.feedback import draw_feedback
from ui.chat.phrasing import begin_phrasing
from ui.chat.sidebar import draw_sidebar
from ui.chat.talk import Turn, asked, opened, resume, take_turn, turns
from ui.chat.turn import draw_question, draw_turn
from ui.source.beside import close_source, draw_beside
from ui.words import _


def draw_chat(desk: Desk) -> None:
    """Draw the conversation so far, then the question put last and its answer; beside it the source that is open."""
    resume(desk)
    with st.bottom:
        over_input = st.container()
        question = st.chat_input(_("问一个问题，例如：苏州2021年出庭应诉率")) or asked()
    if question:
        close_source()
    talk, beside, ahead = st.container(key="fz-talk"), st.container(), st.container()
    with beside:
        draw_beside(opened().id, desk)
    with talk:
        _draw_talk(question, desk)
    put_so_far = [turn.question for turn in turns() if turn.answer]
    if put_so_far:
        with over_input:
            draw_bounds(put_so_far, desk)
        with ahead:
            _draw_ahead(put_so_far, desk)
    draw_sidebar(desk)


def _draw_talk(question: str | None, desk: Desk) -> None:
    """Draw the turns so far, and answer the question that was put last, if any."""
    earlier = turns()
    if not earlier and not question:
        _draw_head()
        draw_examples(desk)
        return
    st.html(f"<h1 class='fz-unseen'>{_('问答')}</h1>")
    for number, turn in enumerate(earlier):
        draw_question(turn.question)
        _draw_reply(turn, number, desk)
    if question:
        draw_question(question)
        with st.spinner(_("正在查找…")):
            turn = take_turn(question, desk, earlier)
        begin_phrasing(turn.answer, desk)
        _draw_reply(turn, len(earlier) - 1, desk)


def _draw_reply(turn: Turn, at: int, desk: Desk) -> None:
    """Draw a turn's reply; what is kept is told by its number from those of all conversations, else by its place."""
    draw_turn(turn, turn.number or -at)
    draw_feedback(turn, desk)


def _draw_ahead(put_so_far: list[str], desk: Desk) -> None:
    """Offer questions to go on with, once the answer stands there."""
    last = turns()[-1]
    if last.answer:
        draw_next(last.answer, put_so_far, desk)


def _draw_head() -> None:
    st.html(
        f"<div class='fz-head'><h1>{_('向政府报告提问')}</h1>"
        f"<p>{_('每句回答都有出处，点开即见原文。没有的，就说没有。')}</p></div>"
    )
