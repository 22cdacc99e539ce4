"""What one visitor has asked and been told; kept in that visitor's own session and nowhere else."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from rag.errors import FazhiError
from rag.pipeline import Desk, ask
from rag.types import Answer
from ui.plain import shortened

_TURNS = "turns"
_ASKED = "asked"
_SHOWN = 300


@dataclass(frozen=True, slots=True)
class Turn:
    """A question and what came of it: an answer, or the line that says why there is none."""

    question: str
    answer: Answer | None = None
    error: str = ""


def turns() -> list[Turn]:
    """Return this visitor's turns, oldest first."""
    found: list[Turn] = st.session_state.setdefault(_TURNS, [])
    return found


def put(question: str) -> None:
    """Ask a question with the next run, as a button does."""
    st.session_state[_ASKED] = question


def asked() -> str | None:
    """Take the question that was put last, None where none was."""
    question: str | None = st.session_state.pop(_ASKED, None)
    return question


def start_again() -> None:
    """Forget this visitor's conversation."""
    st.session_state[_TURNS] = []


def take_turn(question: str, desk: Desk, earlier: Sequence[Turn]) -> Turn:
    """Ask a question, the answered ones before it as its history, and return what came of it."""
    history = [turn.question for turn in earlier if turn.answer]
    try:
        return Turn(question, ask(question, desk, history=history))
    except FazhiError as error:
        return Turn(shortened(question, _SHOWN), error=str(error))
