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
_LITTLE = 4
_BRACKETED = re.compile(r"[(][^()]*[)]")
_STOP = re.compile(r"[、,;:。()]")
_CLOSE, _BEHIND, _CHAIN, _SENTENCE, _ASK = 40, 14, 70, 110, 60


def ask_text(topic: str) -> str:
    """Return an ask as it is judged: on one line, at most 60 characters."""
    return " ".join(topic.split())[:_ASK]


def figure_context(text: str, numbers: Sequence[Span], index: int) -> str:
    """Return the words around one of the numbers of a normalised sentence.

    That is what stands between the number before and the next mark; where that says little (审结42件), it begins at the
    number before that says what all are of (办理行政复议案件129件、审结42件), what stands in brackets between left out.
    """
    number, first = numbers[index], index
    while first and _says_little(text[_begin(text, numbers, first) : numbers[first].start]):
        first = next(
            (one for one in reversed(range(first)) if not _in_brackets(text[numbers[one].end : number.start])), 0
        )
    begun = _begin(text, numbers, first)
    if _says_little(text[begun : numbers[first].start]):
        begun = 0
    left = text[max(begun, number.start - _CHAIN) : number.start]
    following = min((one.start for one in numbers[index + 1 :]), default=len(text))
    after = _STOP.split(text[number.end : min(following, number.end + _BEHIND)], maxsplit=1)[0]
    return _unread(_BRACKETED.sub("", left).lstrip(_LINKS) + _figure(text[number.start : number.end]) + after)


def _begin(text: str, numbers: Sequence[Span], index: int) -> int:
    """Return where the words of a number begin: at its clause, behind the number before, or as far as there is room."""
    number = numbers[index]
    start = next((a for a, b in clauses(text) if a <= number.start < b), 0)
    return max(start, *(one.end for one in numbers[:index]), number.start - _CLOSE)


def _says_little(words: str) -> bool:
    """Tell whether words do not say what is counted: 审结, 同比增长 and 市政府部门 do not."""
    return len(_BODIES.sub("", _MOVED.sub("", words))) <= _LITTLE


def _in_brackets(between: str) -> bool:
    """Tell whether what stands before some words is in brackets that close among them."""
    return between.count(")") > between.count("(")


def sentence_context(text: str) -> str:
    """Return a normalised sentence as it is judged whole."""
    return _unread(text[:_SENTENCE])


def _figure(raw: str) -> str:
    """Return a number with its unit, the number itself made 0."""
    return _NUMERAL.sub("0", raw, count=1)


def _unread(text: str) -> str:
    return _DIGITS.sub("0", text)
