"""The conversation that a visitor is in: in the page's address, kept after every turn, and never another visitor's."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import streamlit as st

from rag.errors import FazhiError
from rag.pipeline import Desk, ask
from rag.talks.conversations import Conversations, Visitors
from rag.talks.turn import Kept
from rag.talks.turn import Turn as Turn
from ui.plain import shortened
from ui.visitor import visitor
from ui.words import _

TALK = "talk"
_OPEN = "open_talk"
_ASKED = "asked"
_SAID = "talk_said"
_SHOWN = 300


@dataclass(slots=True)
class OpenTalk:
    """A conversation as one window has it; without an id until its first turn is kept."""

    visitor: str
    id: str | None = None
    turns: list[Turn] = field(default_factory=list)


def resume(desk: Desk) -> None:
    """Open the conversation that the page's address names; one that is open already comes into the address."""
    now, named = opened(), st.query_params.get(TALK)
    if named and named != now.id:
        now = _resumed(named, desk)
    if now.id:
        st.query_params[TALK] = now.id


def turns() -> list[Turn]:
    """Return the turns of the conversation that is open, oldest first."""
    return opened().turns


def opened() -> OpenTalk:
    """Return the conversation that this window is in, an empty one where it is in none."""
    now: OpenTalk | None = st.session_state.get(_OPEN)
    if now is None or now.visitor != visitor():
        now = st.session_state[_OPEN] = OpenTalk(visitor())
    return now


def own(desk: Desk) -> Visitors:
    """Return this visitor's conversations over a library, and no one else's."""
    return _conversations(str(desk.library.folder.absolute())).of(visitor())


def kept_for_good(desk: Desk) -> bool:
    """Tell whether conversations outlast the server."""
    return _conversations(str(desk.library.folder.absolute())).kept is Kept.FOR_GOOD


def put(question: str) -> None:
    """Ask a question with the next run, as a button does."""
    st.session_state[_ASKED] = question


def asked() -> str | None:
    """Take the question that was put last, None where none was."""
    question: str | None = st.session_state.pop(_ASKED, None)
    return question


def start_again() -> None:
    """Leave the conversation for a new one; it stays in the list."""
    st.session_state.pop(_OPEN, None)
    st.query_params.pop(TALK, None)


def go_to(talk: str) -> None:
    """Go on with another conversation in the next run."""
    st.session_state.pop(_OPEN, None)
    st.query_params[TALK] = talk


def take_turn(question: str, desk: Desk, earlier: Sequence[Turn]) -> Turn:
    """Ask a question, the answered ones before it as its history, and return what came of it, kept."""
    history = [turn.question for turn in earlier if turn.answer]
    try:
        return keep(Turn(question, ask(question, desk, history=history)), desk)
    except FazhiError as error:
        return keep(Turn(shortened(question, _SHOWN), error=str(error)), desk)


def keep(turn: Turn, desk: Desk) -> Turn:
    """Add a turn to the conversation that is open, and return it as it is kept; where it cannot be, that is said."""
    now = opened()
    try:
        now.id, turn = own(desk).keep(turn, now.id)
    except FazhiError as error:
        say(str(error))
    now.turns.append(turn)
    if now.id:  # last, since a person who goes elsewhere ends the run here
        st.query_params[TALK] = now.id
    return turn


def change(turn: Turn) -> None:
    """Put a turn in the place of its earlier self."""
    now = opened()
    now.turns = [turn if one.number == turn.number else one for one in now.turns]


def say(line: str) -> None:
    """Have a line said beside the conversations with this run or the next."""
    st.session_state[_SAID] = line


def said() -> str:
    """Take the line that is to be said, "" where there is none."""
    line: str = st.session_state.pop(_SAID, "")
    return line


def _resumed(talk: str, desk: Desk) -> OpenTalk:
    """Return a conversation as it was kept; where the visitor has none of that id, an empty one."""
    now = st.session_state[_OPEN] = OpenTalk(visitor())
    try:
        if own(desk).find(talk):
            now.id, now.turns = talk, [_readable(turn) for turn in own(desk).turns(talk)]
            return now
        say(_("没有找到这段对话：它已被删除，或者是在别的浏览器里进行的。"))
    except FazhiError as error:
        say(str(error))
    st.query_params.pop(TALK, None)
    return now


def _readable(turn: Turn) -> Turn:
    """Return a turn with a line for an answer of an older form."""
    if turn.answer or turn.error:
        return turn
    return replace(turn, error=_("这个回答是较早的版本存下的，现在读不出来了，请再问一次。"))


@st.cache_resource(max_entries=3, show_spinner=False)
def _conversations(folder: str) -> Conversations:
    return Conversations(Path(folder))
