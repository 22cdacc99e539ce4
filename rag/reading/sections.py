"""Headings in Chinese reports, alone on a line or running into their body, and the nested sections that they open."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rag.language.text import Shadow, blanked, normalise, shadow
from rag.types import Report, Section, Span

_NUMERAL = "一二三四五六七八九十"
_HAN = f"[{_NUMERAL}百]{{1,4}}"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_IN_BRACKETS = "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩"
_DIGIT_BRACKETS = "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"
_COUNTED = "年月日号个件名人项次万亿多余家批条起户处所级时分类天周岁届省市区县镇乡村种本部"

# From the widest to the narrowest by habit; how they nest in one report is read from the report.
_FAMILIES = {
    "chapter": rf"第(?P<chapter>{_HAN}|\d{{1,2}})(?:章|编|部分)",
    "section": rf"第(?P<section>{_HAN}|\d{{1,2}})节",
    "han": rf"(?P<han>{_HAN})[、.](?![{_NUMERAL}]+、)",
    "han_brackets": rf"(?:\((?P<han_brackets>{_HAN})\)、?|(?P<han_sign>[{_IN_BRACKETS}]))",
    "digit": r"(?<!\d)(?P<digit>\d{1,2})[、.](?:(?!\d)|(?=\d{4}年))",
    "digit_brackets": rf"(?:\(?(?<!\d)(?P<digit_brackets>\d{{1,2}})\)、?|(?P<digit_sign>[{_DIGIT_BRACKETS}]))",
    "circled": rf"(?P<circled>[{_CIRCLED}])、?",
    "first_is": rf"(?<![第统唯万之同专单十一二三四五六七八九])(?P<first_is>{_HAN})[是要](?!否|因|由)",
    "bare_digit": rf"(?<!\d)(?P<bare_digit>\d{{1,2}})(?=[\u4e00-\u9fff])(?![{_COUNTED}])",
}
_RANK = {family: rank for rank, family in enumerate(_FAMILIES)} | {"bare_digit": 4}
_SAME = {"han_sign": "han_brackets", "digit_sign": "digit_brackets", "bare_digit": "digit"}
_MARK = re.compile("|".join(_FAMILIES.values()))
_ORNAMENT = re.compile(r"(?:(?<=\n)|^)[#*>_•·\-]{1,8}$")
_AFTER_SENTENCE = frozenset("。;:!?")
_ROW = re.compile(r".*?[^\d.,](?:\d[\d.,]*%?)(?: \d[\d.,]*%?){2,}$")
_LEADERS = re.compile(r".*?(?:\.{4,}|…{2,}|·{4,})\d*$")
_HEADING = 60
_PHRASE = 40
_RUNS_IN = 25
_GAP = 3
_ROW_LENGTH = 400
_DATED = re.compile(
    r"[^。;:,]{0,30}[(]?[〇零○Oo0-9一二三四五六七八九]{4}年[0-9一二三四五六七八九十]{1,2}月[0-9一二三四五六七八九十]{1,3}日[)]?"
)
_OFFICE = re.compile(r"^[^。;:,!?]{1,32}(?:政府|委员会|委|办公室|办|办事处|局|厅|院|会|部|中心|街道|镇|乡)$")
_VALUES = {char: value for value, char in enumerate(_NUMERAL, 1)}


@dataclass(frozen=True, slots=True)
class _Mark:
    """A possible heading: its place in the shadow, family and number, and how it stands in its line.

    `at` is where its section begins, `words` where the heading's own words do: after the # or ** of Markdown.
    """

    at: int
    words: int
    end: int
    family: str
    number: int
    opens_line: bool
    after_stop: bool
    bare: bool


@dataclass(frozen=True, slots=True)
class _Opened:
    mark: _Mark
    level: int


def find_sections(report: Report) -> tuple[Section, ...]:
    """Return the report's sections in document order, an outer one before those inside it.

    A section runs to the next heading of its level or above, or, as the last of a series whose items fill a paragraph
    each, to the end of its own. Every character lies in a section; what precedes the first heading is one of level 0
    without headings, and a report without headings is one such section.
    """
    text = report.text
    body = blanked(text, report.furniture)
    dark = shadow(body, report.extract.wrapped)
    opened = _opened(tuple(_marks(dark, text)), report.extract.wrapped)
    starts = [dark.offsets[one.mark.at] for one in opened]
    names = [_heading(dark, one.mark, body) for one in opened]
    ends = _ends(opened, starts, len(text))
    if not report.extract.wrapped:  # a page's lines do not tell where a paragraph ends
        ends = _shortened(opened, ends, dark, text)
    closing = _closing(body, starts[-1] if starts else 0)
    ends = [end if one.level == 1 else min(end, closing) for one, end in zip(opened, ends, strict=True)]
    sections = []
    if text and (not starts or starts[0] > 0):
        sections.append(Section(Span(0, starts[0] if starts else len(text)), 0, ()))
    trail: list[str] = []
    for one, name, start, end in zip(opened, names, starts, ends, strict=True):
        trail[one.level - 1 :] = [name]
        sections.append(Section(Span(start, end), one.level, tuple(trail)))
    return tuple(sections)


def _ends(opened: Sequence[_Opened], starts: Sequence[int], length: int) -> list[int]:
    """Return where each section ends: at the next one of its level or above."""
    ends = [length] * len(opened)
    waiting: list[int] = []
    for i, one in enumerate(opened):
        while waiting and opened[waiting[-1]].level >= one.level:
            ends[waiting.pop()] = starts[i]
        waiting.append(i)
    return ends


def _marks(dark: Shadow, text: str) -> Iterator[_Mark]:
    """Yield all that could be a heading by its shape and its place."""
    for match in _MARK.finditer(dark.text):
        group = match.lastgroup or ""
        ornament = _ORNAMENT.search(dark.text, max(match.start() - 8, 0), match.start())
        at = ornament.start() if ornament else match.start()
        before = dark.text[at - 1 : at]
        mark = _Mark(
            at=at,
            words=match.start(),
            end=match.end(),
            family=_SAME.get(group, group),
            number=_number(match[group]),
            opens_line=before in {"", "\n"},
            after_stop=before in _AFTER_SENTENCE,
            bare=group == "bare_digit",
        )
        offset = dark.offsets[at]
        if mark.number and _fits(mark, dark.text, before, text[offset : offset + _ROW_LENGTH]):
            yield mark


def _fits(mark: _Mark, plain: str, before: str, raw: str) -> bool:
    """Tell whether a mark stands where its family may stand, and is no row of a table or of contents."""
    if mark.opens_line:
        line = plain[mark.at : _line_end(plain, mark.at)]
        return not ("\t" in raw.partition("\n")[0].strip() or _ROW.fullmatch(line) or _LEADERS.fullmatch(line))
    if mark.bare or mark.family in {"chapter", "section"}:
        return False
    if mark.family == "first_is":
        return plain[mark.end - 1] == "是" or mark.after_stop or before == ","
    return mark.after_stop


def _shortened(opened: Sequence[_Opened], ends: list[int], dark: Shadow, text: str) -> list[int]:
    """End the last of a series with its paragraph, where the series runs inside one or its others fill one each.

    What follows such a series (各位代表！…, a signature) speaks for the section around it, not for its last item.
    """
    single: dict[tuple[int, str], int] = {}
    for i, one in enumerate(opened):
        mark = one.mark
        line_end = _line_end(dark.text, mark.at)
        stop = dark.offsets[line_end] if line_end < len(dark.offsets) else len(text)
        outer = i + 1 < len(opened) and opened[i + 1].level > one.level
        runs_in = line_end - mark.end > _RUNS_IN and not outer
        inside = mark.family == "first_is" and not mark.opens_line and line_end > mark.end and not outer
        listed = runs_in and single.get((one.level, mark.family)) == mark.number - 1
        if one.level > 1 and (inside or listed):
            ends[i] = min(ends[i], stop)
        single = {key: number for key, number in single.items() if key[0] < one.level}
        if runs_in and not text[stop : ends[i]].strip():
            single[one.level, mark.family] = mark.number
    return ends


def _closing(body: str, last: int) -> int:
    """Return where the signature and date begin that close a report after its last heading, else the text's end.

    They are the whole report's, so no item of a list takes them for its own.
    """
    lines = list(re.finditer(r"[^\n]*\S[^\n]*", body[last:]))[1:]
    words = ["".join(normalise(line.group()).split()) for line in lines]
    signed = [
        i for i, line in enumerate(words) if _DATED.fullmatch(line) or (i == len(words) - 1 and _OFFICE.search(line))
    ]
    if not signed or any("。" in line for line in words[signed[-1] :]):
        return len(body)
    first = signed[-1]
    while first > max(signed[-1] - 3, 0) and _OFFICE.search(words[first - 1]):
        first -= 1
    return last + lines[first].start()


class _Ahead:
    """What number each family has next, after any place in the text."""

    def __init__(self, marks: Sequence[_Mark]) -> None:
        self._places: dict[str, list[int]] = {}
        self._numbers: dict[str, list[int]] = {}
        for mark in marks:
            self._places.setdefault(mark.family, []).append(mark.at)
            self._numbers.setdefault(mark.family, []).append(mark.number)

    def number(self, family: str, at: int) -> int:
        """Return the number of the family's first mark after `at`, 0 where there is none."""
        spot = bisect_right(self._places[family], at)
        return self._numbers[family][spot] if spot < len(self._numbers[family]) else 0


def _opened(marks: Sequence[_Mark], wrapped: bool) -> list[_Opened]:
    """Keep the marks that count on from one another, and give each its level."""
    ahead = _Ahead(marks)
    stack: list[_Mark] = []
    opened = []
    for mark in marks:
        depth = next((d for d, one in enumerate(stack) if one.family == mark.family), None)
        if depth is None:
            if not (_begins(mark, ahead) or (_begins_late(mark) and not wrapped)):
                continue
            depth = _depth_for(mark, stack, ahead)
        elif not _continues(mark, stack[depth], ahead):
            continue
        stack[depth:] = [mark]
        opened.append(_Opened(mark, depth + 1))
    return opened


def _begins(mark: _Mark, ahead: _Ahead) -> bool:
    """Tell whether a numbering begins here: at one, with a second to follow unless the mark is unmistakable."""
    if mark.number != 1:
        return False
    if mark.opens_line and mark.family in {"chapter", "section", "han", "han_brackets"}:
        return True
    return 1 < ahead.number(mark.family, mark.at) <= _GAP


def _begins_late(mark: _Mark) -> bool:
    """Tell whether a numbering that lost its first heading begins here."""
    return mark.opens_line and mark.family in {"han", "han_brackets"} and 1 < mark.number <= _GAP


def _continues(mark: _Mark, last: _Mark, ahead: _Ahead) -> bool:
    """Tell whether `mark` is the next after `last`, or begins its numbering anew."""
    if mark.number == 1:
        return (mark.opens_line or mark.family == "first_is") and _begins(mark, ahead)
    step = mark.number - last.number
    return step == 1 or (mark.opens_line and not mark.bare and 1 < step <= _GAP)


def _depth_for(mark: _Mark, stack: Sequence[_Mark], ahead: _Ahead) -> int:
    """Return how deep a numbering lies that begins at `mark`: inside the last one, unless that ends here.

    One that is wider by habit lies inside a narrower one only where the narrower goes on counting after it.
    """
    depth = len(stack)
    while depth and _RANK[mark.family] < _RANK[stack[depth - 1].family]:
        last = stack[depth - 1]
        if ahead.number(last.family, mark.at) == last.number + 1:
            break
        depth -= 1
    return depth


def _heading(dark: Shadow, mark: _Mark, text: str) -> str:
    """Return the heading's own words, mark included, on one line."""
    line = dark.text[mark.words : mark.words + 3 * _HEADING].partition("\n")[0]
    narrow = mark.family == "first_is"
    most = _PHRASE if narrow else _HEADING
    end = _first(line, "。,;:!?" if narrow else "。;!?", mark.end - mark.words)
    if end > most:
        end = min(_first(line, "。,;:!?", mark.end - mark.words), most)
    words = dark.span(mark.words, mark.words + end).of(text).strip(" *_#\t\n\u3000")
    return re.sub(r"(?<![A-Za-z])\s+|\s+(?![A-Za-z])", "", words)


def _first(line: str, stops: str, after: int) -> int:
    return next((i for i in range(after, len(line)) if line[i] in stops), len(line))


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return end if end >= 0 else len(text)


def _number(numeral: str) -> int:
    """Return a mark's number: digits, ideographs up to 九十九, or one sign; 0 where it is none."""
    if numeral.isascii():
        return int(numeral)
    for signs in (_CIRCLED, _IN_BRACKETS, _DIGIT_BRACKETS):
        if numeral in signs:
            return signs.index(numeral) + 1
    tens, ten, ones = numeral.rpartition("十")
    if not ten:
        return _VALUES.get(numeral, 0)
    return _VALUES.get(tens or "一", 0) * 10 + (_VALUES.get(ones, 0) if ones else 0)
