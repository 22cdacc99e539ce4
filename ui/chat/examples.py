"""Questions to begin with, made of the places and years that the library really holds, and known to be answered."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import streamlit as st

from rag.answering.scope import is_department
from rag.errors import FazhiError
from rag.pipeline import Desk, ask
from rag.types import Kind, ReportCard, State
from ui.chat.talk import put
from ui.plain import as_label

_TOPICS = {
    Kind.LAW_BASED_GOVERNMENT: (
        "行政机关负责人出庭应诉率是多少？",
        "存在哪些问题？",
        "行政复议案件多少件？",
        "主动公开信息多少件？",
        "下一步有什么打算？",
    ),
    Kind.DISCLOSURE: ("主动公开政府信息多少条？", "受理依申请公开多少件？", "存在哪些问题？"),
    Kind.GOVERNMENT_WORK: ("主要目标有哪些？", "一般公共预算收入是多少？"),
    Kind.OTHER: ("存在哪些问题？", "主要措施有哪些？"),
}
_WANTED = 4
_TRIED = 16


@dataclass(frozen=True, slots=True)
class Candidate:
    """A question that might be offered: the report that it is about, its topic and its words."""

    report_id: str
    topic: str
    question: str


def draw_examples(desk: Desk) -> None:
    """Offer a few questions as buttons."""
    questions = _answered(desk.library.generation, str(desk.library.folder), desk)
    if not questions:
        return
    st.caption("可以这样问 You could ask")
    for at, question in enumerate(questions):
        st.button(as_label(question), key=f"example-{at}", on_click=put, args=(question,), width="stretch")


@st.cache_data(max_entries=8, show_spinner=False)
def _answered(generation: int, folder: str, _desk: Desk) -> list[str]:
    """Return questions that the library answers, of as many reports as it has and each on another topic."""
    chosen: list[Candidate] = []
    spread = _newest(_desk.library.cards())[:_WANTED]
    for candidate in islice(candidates(spread), _TRIED):
        of_report = sum(one.report_id == candidate.report_id for one in chosen)
        new = of_report * len(spread) < _WANTED and all(one.topic != candidate.topic for one in chosen)
        if new and _is_answered(candidate.question, _desk):
            chosen.append(candidate)
        if len(chosen) == _WANTED:
            break
    return [candidate.question for candidate in chosen]


def candidates(cards: Sequence[ReportCard]) -> Iterator[Candidate]:
    """Yield questions about reports whose place and year are known, in turns, with another topic each turn."""
    for turn in range(max(map(len, _TOPICS.values()))):
        for at, card in enumerate(cards):
            topics = _TOPICS[card.identity.kind]
            topic = topics[(at + turn) % len(topics)]
            yield Candidate(card.id, topic, f"{card.identity.place}{card.identity.year}年{topic}")


def _newest(cards: Sequence[ReportCard]) -> list[ReportCard]:
    """Return the newest report of each place, the newest first."""
    known = [card for card in cards if card.identity.place and card.identity.year and not is_department(card)]
    known.sort(key=lambda card: (-(card.identity.year or 0), card.id))
    return list({card.identity.place_path: card for card in reversed(known)}.values())[::-1]


def _is_answered(question: str, desk: Desk) -> bool:
    try:
        return ask(question, desk).state is State.ANSWERED
    except FazhiError:
        return False
