"""Rows of tables in the lines of a PDF or a plain text, which have only a row's words and its numbers, in their order.

Their columns are known where a line above heads as many, and in the forms that every report of the country has.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from rag.language.text import normalise
from rag.reading.table_heads import (
    BARE,
    LEVELS,
    LONGEST_NAME,
    LONGEST_ROW,
    ORDER,
    POWERED,
    ROW,
    SENTENCE,
    WORD,
    YEAR,
    Entry,
    TableRow,
    in_group,
    level_of,
    lines_over,
)
from rag.types import Heads, Span

_IN_UNITS = re.compile(rf"\((?:单位:)?{POWERED}\)$")
_UNIT_BEFORE = re.compile(rf"\S[ \t\u3000]+(?P<unit>{POWERED})[ \t\u3000]*")
_HEADS_ONE = re.compile(r"\S[ \t\u3000]+\S*(?:数|数量|金额|件数)(?:[(（]\S+[)）])?\s*$")
_HEAD = re.compile(rf"[^\d,;。!?]{{1,20}}|{YEAR.pattern}")
_LABEL_LINES = 4
_APPLICANTS = (
    "自然人",
    *(f"法人或其他组织 {one}" for one in ("商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")),
    "总计",
)
_OUTCOMES = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
_DISPUTES = tuple(
    f"{way} {one}" for way in ("行政复议", "行政诉讼 未经复议直接起诉", "行政诉讼 复议后起诉") for one in _OUTCOMES
)
_FORMS = (
    (_APPLICANTS, re.compile(r"政府信息公开申请|自然人")),
    (_DISPUTES, re.compile(r"行政复议.*行政诉讼", re.DOTALL)),
)
"""The columns of two tables that every 政府信息公开年度报告 has had since 2019 (国办公开办函〔2019〕60号)."""
_FAR = 4_000


def rows_of_lines(text: str, lines: Sequence[Span]) -> Iterator[TableRow]:
    """Yield the rows that are a label and bare numbers on a line, or the numbers alone below their label."""
    before: list[Span] = []
    group, since = "", 0
    for line in lines:
        match = ROW.fullmatch(line.of(text)) if line.end - line.start <= LONGEST_ROW else None
        numbers = list(re.finditer(BARE, match["numbers"])) if match else []
        label = _label(match["label"]) if match else ""
        headed = _IN_UNITS.search(label) or (before and _HEADS_ONE.search(before[-1].of(text)))
        lone = len(numbers) < 2 and not (label and headed)
        heads = all(YEAR.fullmatch(number.group()) for number in numbers)
        if match is None or lone or heads or SENTENCE.search(label) or ORDER.search(label):
            if WORD.search(line.of(text)):
                before = [*before[-_LABEL_LINES:], line]
                group = _group(normalise(line.of(text)), group)
            continue
        columns, caption = _columns(text, line.start, before, [number.group() for number in numbers])
        start, label = (
            (line.start, label)
            if label
            else _label_above(text, [one for one in before if one.start >= since], line.start)
        )
        if not (label or any(columns)):
            continue
        row = in_group(group, label) if level_of(label) <= len(LEVELS) else label
        group = group if level_of(label) == len(LEVELS) else ""
        spans = [Span(*one.span()).shifted(line.start + match.start("numbers")) for one in numbers]
        entries = [Entry(span, Heads(row, column, caption)) for span, column in zip(spans, columns, strict=True)]
        since = line.end
        yield TableRow(Span(start, line.end), tuple(entries))


def _label(words: str) -> str:
    """Return a row's label on a page; a unit behind a gap at its end is put in brackets."""
    unit = _UNIT_BEFORE.search(words)
    if unit and unit.end() == len(words):
        return f"{normalise(words[: unit.start('unit')])}({unit['unit']})"
    return normalise(words)


def _group(line: str, known: str) -> str:
    """Return the head of the group that the rows below a line are of ((三)不予公开), that known before but for one."""
    if level_of(line) >= len(LEVELS):
        return known
    return re.sub(r"\W+$", "", line) if len(line) <= LONGEST_NAME and not SENTENCE.search(line) else ""


def _label_above(text: str, before: Sequence[Span], at: int) -> tuple[int, str]:
    """Return where the label of numbers that stand alone begins and the label: the lines above from its mark on.

    Without a mark ((二)…, 5.…) it is where the numbers stand, and "".
    """
    words = ""
    for line in reversed(before[-_LABEL_LINES:]):
        words = normalise(line.of(text)) + words
        if level_of(words) <= len(LEVELS):
            return line.start, words
    return at, ""


def _columns(text: str, at: int, before: Sequence[Span], numbers: Sequence[str]) -> tuple[Sequence[str], str]:
    """Return the headings of a row's numbers: of a line above, of a form that all reports have, or none; the caption.

    A form's are taken only where its sums hold, since a PDF may give the numbers in another order than it shows them.
    """
    count = len(numbers)
    for line in reversed(before):
        words = [normalise(word) for word in line.of(text).split()]
        if (
            len(words) in (count, count + 1)
            and len(words) > 1
            and all(_HEAD.fullmatch(word) and re.search(r"\w", word) for word in words)
        ):
            return words[-count:], lines_over(text, line.start)
    above = normalise(text[max(0, at - _FAR) : at])
    for columns, sign in _FORMS:
        if len(columns) == count and sign.search(above) and _adds_up(columns, numbers):
            return columns, ""
    return [""] * count, ""


def _adds_up(columns: Sequence[str], numbers: Sequence[str]) -> bool:
    """Tell whether each 总计 is the sum of what stands before it."""
    total = Decimal(0)
    for column, number in zip(columns, numbers, strict=True):
        value = Decimal(number.replace(",", "").rstrip("%"))
        if column.endswith("总计"):
            if value != total:
                return False
            total = Decimal(0)
        else:
            total += value
    return True
