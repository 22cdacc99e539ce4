"""Rows of tables and what heads them: the lines over a table, the groups that its rows are in, units."""

import re
from dataclasses import dataclass

from rag.language.text import normalise
from rag.types import Heads, Span

UNITS = r"元|件次|件|人次|人|名|个|家次|家|户|项|份|次|条|宗|起|部|场|吨|亩|公里|平方米|%|‰"
"""The units that a heading may give to the numbers under it."""

POWERED = rf"[十百千]?[万亿]?(?:{UNITS})"
"""The same, in tens of thousands or whatever else."""

BARE = r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?%?"
ROW = re.compile(
    rf"(?P<label>(?:.*[^\d.,%\s-])?)[ \t\u3000]*(?P<numbers>(?<![\d.,%-]){BARE}(?:[ \t\u3000]+{BARE})*)[ \t\u3000]*"
)
ORDER = re.compile(r"序号|编号|排名|名次|页码|电话|邮编")
YEAR = re.compile(r"(?:19|20)\d\d年?(?:度)?")
LEVELS = tuple(map(re.compile, (r"[一二三四五六七八九十]+、", r"\([一二三四五六七八九十]+\)", r"\d{1,2}[.、]")))
WORD = re.compile(r"[^\W\d_]")
LONGEST_ROW = 300
_ABOVE, LONGEST_NAME = 2, 40
_UNIT_OF_ALL = re.compile(r"单位:|^附?表[一二三四五六七八九十\d]*:")
SENTENCE = re.compile(r"[。;!?:,]")


@dataclass(frozen=True, slots=True)
class Entry:
    """A number's cell: its span and what heads it."""

    span: Span
    heads: Heads


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table, the whole of its line or lines, and the numbers in it."""

    span: Span
    entries: tuple[Entry, ...]


def lines_over(text: str, at: int) -> str:
    """Return the lines right above a table that name it or its unit (表2 处罚情况, 单位:件), no sentences."""
    lines: list[str] = []
    for line in reversed(text[max(0, at - LONGEST_ROW) : at].split("\n")):
        said = normalise(line).strip()
        if not WORD.search(said):
            continue
        told = len(said) > LONGEST_NAME or SENTENCE.search(_UNIT_OF_ALL.sub("", said)) or ROW.fullmatch(line)
        if told or len(lines) == _ABOVE:
            break
        lines.insert(0, said)
    return " ".join(lines)


def in_group(group: str, row: str) -> str:
    """Return a row's head with that of its group, where its mark is of a lower level than the group's ((三), 1.)."""
    return f"{group} {row}" if group and level_of(row) > level_of(group) else row


def level_of(heading: str) -> int:
    """Return the level of a heading's mark, from 1 (一、) on; that of one without comes after all."""
    return next((level for level, mark in enumerate(LEVELS, 1) if mark.match(heading)), len(LEVELS) + 1)
