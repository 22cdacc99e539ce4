"""A figure as the learned decision reads it: the words around its number, every digit 0.

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
_CLOSE, _BEHIND, _CHAIN, _SENTENCE, _ASK = 40, 14, 70, 110, 60


def ask_text(topic: str) -> str:
    """Return an ask as it is judged: on one line, at most 60 characters."""
    return " ".join(topic.split())[:_ASK]


def figure_context(text: str, numbers: Sequence[Span], index: int) -> str:
    """Return the words around one of the numbers of a normalised sentence.

    That is what stands between the number before and the next mark, and what comes before that where it says nothing.
    """
    number = numbers[index]
    start = next((a for a, b in clauses(text) if a <= number.start < b), 0)
    previous = max((one.end for one in numbers[:index]), default=0)
    following = min((one.start for one in numbers[index + 1 :]), default=len(text))
    left = text[max(start, previous, number.start - _CLOSE) : number.start].lstrip(_LINKS)
    if index and len(_BODIES.sub("", _MOVED.sub("", left))) < _SAYS:  # 同比增长 and 市政府部门 say nothing of it
        left = text[max(0, number.start - _CHAIN) : number.start].lstrip(_LINKS)
    after = _STOP.split(text[number.end : min(following, number.end + _BEHIND)], maxsplit=1)[0]
    return _unread(left + _figure(text[number.start : number.end]) + after)


def sentence_context(text: str) -> str:
    """Return a normalised sentence as it is judged whole."""
    return _unread(text[:_SENTENCE])


def _figure(raw: str) -> str:
    """Return a number with its unit, the number itself made 0."""
    return _NUMERAL.sub("0", raw, count=1)


def _unread(text: str) -> str:
    return _DIGITS.sub("0", text)
