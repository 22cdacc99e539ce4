"""What a person thinks of an answer: a thumb and a word, kept as a candidate for the eval's questions."""

from dataclasses import replace

import streamlit as st

from rag.errors import FazhiError
from rag.pipeline import Desk
from rag.talks.turn import Turn
from ui.chat.talk import change, own, say
from ui.words import _

_LONGEST = 1_000


def draw_feedback(turn: Turn, desk: Desk) -> None:
    """Draw the thumbs of an answer that is kept, and once one is chosen a line for a word about it."""
    if turn.answer is None or not turn.number:
        return
    with st.container(key=f"fz-thumb-{turn.number}", gap="xsmall"):
        _draw_thumbs(turn, desk)


def _draw_thumbs(turn: Turn, desk: Desk) -> None:
    thumb, note = f"thumb-{turn.number}", f"note-{turn.number}"
    names = {True: f":material/thumb_up: {_('有用')}", False: f":material/thumb_down: {_('有误')}"}
    chosen = st.pills(
        _("这个回答怎么样"),
        list(names),
        format_func=names.__getitem__,
        key=thumb,
        default=turn.good,
        on_change=_judge,
        args=(turn, desk, thumb, note),
        label_visibility="collapsed",
    )
    if chosen is None:
        return
    st.text_input(
        _("好在哪里") if chosen else _("哪里不对，应当怎样回答"),
        value=turn.note,
        max_chars=_LONGEST,
        key=note,
        on_change=_judge,
        args=(turn, desk, thumb, note),
    )
    st.caption(_("已记下。这一问会列入评测题的候选。"))


def _judge(turn: Turn, desk: Desk, thumb: str, note: str) -> None:
    """Keep what was chosen and written."""
    good: bool | None = st.session_state.get(thumb)
    words = "" if good is None else st.session_state.get(note, turn.note)
    try:
        own(desk).judge(turn.number, good, words)
    except FazhiError as error:
        say(str(error))
        return
    change(replace(turn, good=good, note=words))
