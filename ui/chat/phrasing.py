"""A model's phrasing of an answer, under the answer that was found: it grows with each sentence that has passed."""

import re
from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from rag.answering.generate import Phrased, can_be_phrased, phrase
from rag.chat_model import ChatModel
from rag.config import Phrasing
from rag.pipeline import Desk
from rag.types import Answer, Citation
from ui.chat.answer import draw_answer
from ui.jobs import Job
from ui.plain import as_html
from ui.telling import in_words
from ui.words import _, counted

_WRITINGS = "writings"
_LOOK_S = 0.3
_ADDRESS = re.compile(r"https?://[^\s;)]+")


class Writing:
    """A model at work on an answer beside the page: what has passed of it so far, and how it ended."""

    def __init__(self, answer: Answer, settings: Phrasing) -> None:
        self.so_far = Phrased("", settings.model)
        self.job: Job[None] = Job(lambda job: self._write(answer, settings))

    def _write(self, answer: Answer, settings: Phrasing) -> None:
        with ChatModel(settings) as model:
            for self.so_far in phrase(answer, model, settings):
                pass


def begin_phrasing(answer: Answer | None, desk: Desk) -> None:
    """Have the configured model phrase an answer, if there is a model and the answer is one to phrase."""
    if answer and can_be_phrased(answer, desk.settings.phrasing):
        _writings()[answer.id] = Writing(answer, desk.settings.phrasing)


def draw_phrased(answer: Answer, key: str, opened: str, open_source: Callable[[Citation], None]) -> None:
    """Draw what a model makes of an answer, if one was asked to, while it writes and afterwards; as `draw_answer`."""
    writing = _writings().get(answer.id)
    if writing is None:
        return
    with st.container(key=f"fz-phrased-{key}"):
        if writing.job.running:
            _draw_growing(writing)
        elif writing.job.error or not writing.so_far.text:
            _draw_line(_why_none(writing))
        else:
            _draw_line(_by_whom(writing.so_far))
            # A figure that stands alone is bold in the text; several have their table above already.
            said = replace(answer, text=writing.so_far.text, figures=answer.figures[:1])
            draw_answer(said, f"phrased-{key}", opened, open_source)


def _writings() -> dict[str, Writing]:
    """Return what models wrote in this visitor's session, by the ids of the answers."""
    found: dict[str, Writing] = st.session_state.setdefault(_WRITINGS, {})
    return found


@st.fragment(run_every=_LOOK_S)
def _draw_growing(writing: Writing) -> None:
    """Draw what has passed so far, again and again, and the whole page once that is all."""
    if not writing.job.running:
        st.rerun()
    _draw_line(_("模型 {model} 正在改写…").format(model=writing.so_far.model))
    st.html(f"<div class='fz-text' aria-live='polite'>{as_html(writing.so_far.text)}</div>")


def _draw_line(line: str) -> None:
    st.html(f"<div class='fz-by'>{as_html(line)}</div>")


def _by_whom(phrased: Phrased) -> str:
    line = _("由模型 {model} 改写，每句都与引文核对过。").format(model=phrased.model)
    if phrased.refused:
        line += counted("另有 {count} 句核对不上，已略去。", phrased.refused)
    return line


def _why_none(writing: Writing) -> str:
    """Return why the found answer stands alone; a server's address is no visitor's business."""
    model = writing.so_far.model
    if writing.job.error:
        why = in_words(_ADDRESS.sub(model, writing.job.error))
        return _("没有改写，以上是找到的回答。{why}").format(why=why)
    return _("模型 {model} 的改写与引文核对不上，没有采用；以上是找到的回答。").format(model=model)
