"""The cells of a report's tables said as sentences, so that they are looked for and weighed as all that it states."""

import re
from array import array
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from rag.answering.terms import find_terms, match_strength
from rag.language.text import Shadow, normalise, shadow
from rag.types import Figure, Heads, Span, StatedFigure

_ENUMERATOR = re.compile(
    r"^(?:\([一二三四五六七八九十\d]+\)|[一二三四五六七八九十]{1,3}[、.]|\d{1,2}[、.](?!\d)|其中:?)+"
)
_ASIDE = re.compile(r"\((?:(?P<kept>(?![十百千]?[万亿]?[元吨亩件人]|公里)[\u4e00-\u9fff]{2,4})\)|[^()]*\)?)")
_MARKS = re.compile(r"[,;:。!?)]")
_SUM = re.compile(r"[总合小]\s*计|总数量?|共计|全(?:市|区|县|省|州|旗)")
_POWERS = {1: "", 10: "十", 100: "百", 1000: "千", 10_000: "万", 100_000_000: "亿"}
_OTHERS = ("其他", "其它", "其余")
_LONGEST_QUOTE = 300


@dataclass(frozen=True, slots=True)
class Told:
    """What tells a cell from those beside it: its row's own words, and those of its column; "" for a sum or for none.

    Where a row has several numbers and no heads over them nothing does, and `lost` is true. `sums` is true of the
    number of a sum's row.
    """

    row: str
    column: str
    lost: bool = False
    sums: bool = False

    def share(self, words: str, over: str) -> float:
        """Return the share of its own words that an ask holds, its row's or its column's, whichever is less.

        What stands `over` the whole table tells no cell of it from others.
        """
        if self.lost or (self.row in _OTHERS and self.row not in words):
            return 0.0
        return min(_held(self.row, words, over), _held(self.column, words, over))


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as a sentence, at `at` in the shadow of all cells, with its figure in it."""

    text: str
    at: int
    figure: Figure
    stated: StatedFigure
    heads: Heads
    told: Told


def spoken(figures: Sequence[StatedFigure], text: str) -> tuple[Shadow, tuple[Cell, ...]]:
    """Return the cells among the figures of a canonical text as sentences, and the shadow that these make up.

    In the shadow a number leads back to itself, and what is said about it to the row that it stands in.
    """
    headed = [(one, one.heads) for one in figures if one.heads is not None]
    told = _told_apart([(one.statement, heads) for one, heads in headed])
    cells: list[Cell] = []
    offsets = array("L")
    for (stated, heads), apart in zip(headed, told, strict=True):
        number = shadow(stated.figure.raw)
        lead, unit = _plain(heads.row) + _plain(heads.column), _unit(stated.figure, number.text)
        inside = Span(len(lead), len(lead) + len(number.text))
        figure = replace(stated.figure, span=inside, raw=number.text)
        cells.append(Cell(f"{lead}{number.text}{unit}。", len(offsets), figure, stated, heads, apart))
        quote, start = _quote(stated), stated.figure.span.start
        offsets.extend([quote.start] * len(lead))
        offsets.extend(start + offset for offset in number.offsets)
        offsets.extend([stated.figure.span.end - 1] * len(unit) + [quote.end - 1])
    return Shadow("".join(cell.text for cell in cells), offsets), tuple(cells)


def _told_apart(cells: Sequence[tuple[Span, Heads]]) -> list[Told]:
    """Return what tells each of some cells, given with their rows, from those beside it."""
    rows = Counter(_last(row) for row in {heads.row for _, heads in cells})
    beside: dict[Span, list[str]] = {}
    for row, heads in cells:
        beside.setdefault(row, []).append(heads.column)
    return [
        Told(
            _own(heads.row, rows[_last(heads.row)]),
            _own(heads.column, Counter(map(_last, beside[row]))[_last(heads.column)]) if len(beside[row]) > 1 else "",
            lost=len(beside[row]) > 1 and not any(beside[row]),
            sums=_SUM.search(_last(heads.row)) is not None,
        )
        for row, heads in cells
    ]


def _own(heads: str, alike: int) -> str:
    """Return heads' own words: the last of them, or all where `alike` of them end in it; of a sum none."""
    own = heads.split(" ") if alike > 1 else [_last(heads)]
    return "".join(_plain(one) for one in own if not _SUM.search(one))


def _last(heads: str) -> str:
    return heads.rpartition(" ")[2]


def _plain(heads: str) -> str:
    """Return heads as they are said: without their numbers, longer words in brackets, marks, and blanks."""
    levels = (_ENUMERATOR.sub("", one) for one in heads.split(" "))
    return _MARKS.sub("", _ASIDE.sub(lambda aside: aside["kept"] or "", "".join(levels)))


def _unit(figure: Figure, number: str) -> str:
    """Return the unit to be said behind a number that its heads give it (万元), "" where it stands there."""
    if not figure.unit or number.endswith(figure.unit):
        return ""
    printed = Decimal(re.sub(r"[^\d.]", "", number) or 1)
    times = int(abs(figure.value) / printed) if printed else 1
    return _POWERS.get(times, "") + figure.unit


def _quote(stated: StatedFigure) -> Span:
    """Return the row that states a number; of a very long one what leads to the number."""
    row, number = stated.statement, stated.figure.span
    if row.end - row.start <= _LONGEST_QUOTE:
        return row
    return Span(max(row.start, number.end - _LONGEST_QUOTE), number.end)


def _held(own: str, words: str, over: str) -> float:
    terms = [term for term in find_terms(normalise(own)) if not term.generic and len(term.word) > 1]
    terms = [term for term in terms if term.word not in over] or terms
    total = sum(term.weight for term in terms)
    return sum(term.weight * match_strength(term, words) for term in terms) / total if total else 1.0
