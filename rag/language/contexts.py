"""A figure as the learned decision reads it: the words around its number, close by and further off, every digit 0.

Numbers are not read, so that a decision rests on words alone, and near-identical reports give the same contexts.
"""

import re
from collections.abc import Sequence

from rag.language.text import clauses
from rag.types import Span

_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_NUMERAL = re.compile(r"(?:百分之)?[\d.,]+|[一二两三四五六七八九十百千万亿零〇]+")
_LINKS = "、,;:。和及与 其中"
_MOVED = re.compile(
    r"同比|环比|[比较与](?:上年|去年|上一年)(?:同期)?(?:相比)?|增长|下降|上升|提高|减少|增加|降低|了|为|达到?|共计?|分别|上年|去年|同期|其中|[约近超,、;(]"
)
_BODIES = re.compile(
    r"[省市区县州镇乡]?级?(?:人民)?政府(?:及其?)?(?:组成|工作|职能)?(?:部门|办公室)?|[省市区县镇乡村]级|县级市|[()区]"
    r"|部门|乡镇|街道|本级|作?为被告|全[省市区县州]"
)
_SAYS = 2
_STOP = re.compile(r"[、,;:。()]")
_CLOSE, _BEHIND, _CHAIN, _SENTENCE, _ASK, _HEADING = 40, 14, 70, 110, 60, 16


def ask_text(topic: str) -> str:
    """Return an ask as it is judged: on one line, at most 60 characters."""
    return " ".join(topic.split())[:_ASK]


def figure_contexts(text: str, numbers: Sequence[Span], index: int, above: str = "") -> tuple[str, str]:
    """Return the words around one of the numbers of a normalised sentence: close by, and with what leads to it.

    Close by is what stands between the number before and the next mark. What leads to it begins with `above`, the
    heading or the sentence before, and holds the clauses that come before as far as there is room.
    """
    number = numbers[index]
    start = next((a for a, b in clauses(text) if a <= number.start < b), 0)
    previous = max((one.end for one in numbers[:index]), default=0)
    following = min((one.start for one in numbers[index + 1 :]), default=len(text))
    left = text[max(start, previous, number.start - _CLOSE) : number.start].lstrip(_LINKS)
    if index and len(_BODIES.sub("", _MOVED.sub("", left))) < _SAYS:  # 同比增长 and 市政府部门 say nothing of it
        left = text[max(0, number.start - _CHAIN) : number.start].lstrip(_LINKS)
    after = _STOP.split(text[number.end : min(following, number.end + _BEHIND)], maxsplit=1)[0]
    shown = _figure(text[number.start : number.end]) + after
    lead = text[_chain_start(text, number.start) : number.start]
    chain = f"{above[-_HEADING:]},{lead}" if above else lead
    return _unread(left + shown), _unread(chain + shown)


def sentence_context(text: str) -> str:
    """Return a normalised sentence as it is judged whole."""
    return _unread(text[:_SENTENCE])


def _figure(raw: str) -> str:
    """Return a number with its unit, the number itself made 0."""
    return _NUMERAL.sub("0", raw, count=1)


def _chain_start(text: str, at: int) -> int:
    """Return where the first clause begins that leaves at most the room there is before `at`."""
    return next((a for a, _ in clauses(text) if at - a <= _CHAIN), max(0, at - _CHAIN))


def _unread(text: str) -> str:
    return _DIGITS.sub("0", text)
