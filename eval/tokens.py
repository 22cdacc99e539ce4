"""Finding a value in a text as a whole token: 6.6% is not in 96.6%, and 3.2万件 is 32000件."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from eval.gold import NUMERIC, Slot, SlotKind
from rag.language.text import normalise

_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_BLANKS = re.compile(r"[\r\n]+|(?<![\d.])[^\S\r\n]+|[^\S\r\n]+(?!\d)")
_DIGITS = re.compile(r"\d+(?:\.\d+)?")
_NUMBER = re.compile(r"(?<![\d.])(\d+(?:\.\d+)?)[余多几]?(万亿|亿|万|千|百(?!分))?[余多几]?")
_TENS = {"万亿": 10**12, "亿": 10**8, "万": 10**4, "千": 1000, "百": 100}
_FALLING = re.compile(r"下降|减少|降低|回落|下滑|少|低|降|-")
_KIND_OF_PLACE = re.compile(r"(?:[\u4e00-\u9fff]{1,3}族)*(?:自治[州县区旗]|街道|地区|新区|[省市区县州盟旗镇乡])$")
_BRACKETS = str.maketrans("[]【】()（）", "〔〕〔〕〔〕〔〕")


@lru_cache(maxsize=16384)
def plain(text: str) -> str:
    """Return a text as values are compared in it: normalised, without blanks and thousands separators.

    A blank between two numbers stays (2021-03-22 10:30); the end of a line does not, it may fall within one in a PDF.
    """
    return _THOUSANDS.sub("", _BLANKS.sub("", normalise(text)))


def holds(text: str, value: str) -> bool:
    """Tell whether `value` stands in `text` as a whole token: 6.6% is not in 96.6%, 3件 not in 13件."""
    return _holds(plain(text), plain(value))


@lru_cache(maxsize=16384)
def _token(value: str) -> re.Pattern[str]:
    before = r"(?<![\d.])" if value[:1].isdigit() else ""
    after = r"(?!\.?\d)" if value[-1:].isdigit() else ""
    return re.compile(before + re.escape(value) + after)


def _holds(text: str, value: str) -> bool:
    return bool(value) and value in text and _token(value).search(text) is not None


def numbers(text: str) -> set[str]:
    """Return the numbers of a text, as digits alone, thousands separators taken out."""
    return set(_DIGITS.findall(_THOUSANDS.sub("", normalise(text))))


def amounts(text: str) -> dict[str, Decimal]:
    """Return the numbers of a text by their digits, with 万 and 亿 worked in."""
    return {match[1]: Decimal(match[1]) * _TENS.get(match[2] or "", 1) for match in _NUMBER.finditer(plain(text))}


def states(text: str, slot: Slot) -> bool:
    """Tell whether a text gives the value of a slot, in any of its wordings; for a list, all of its items."""
    if slot.kind is SlotKind.LIST:
        return not lacking(text, slot)
    return next(places_of(text, slot), None) is not None


def lacking(text: str, slot: Slot) -> list[str]:
    """Return the items of a list that a text does not hold in any of their wordings, by their first."""
    return [item[0] for item in slot.items if not any(holds(text, wording) for wording in item)]


def places_of(text: str, slot: Slot) -> Iterator[int]:
    """Yield where in `plain(text)` the value of a slot that is no list begins."""
    return (start for start, _ in stretches_of(text, slot))


def stretches_of(text: str, slot: Slot) -> Iterator[tuple[int, int]]:
    """Yield where in `plain(text)` the value of a slot that is no list begins and ends."""
    within = plain(text)
    for wording in _wordings(slot):
        if plain(wording) in within:
            for match in _token(plain(wording)).finditer(within):
                yield match.span()
    if slot.kind in NUMERIC:
        yield from _equal(within, slot)
    if slot.kind is SlotKind.DOCUMENT_NUMBER:
        found = within.translate(_BRACKETS).find(plain(slot.value).translate(_BRACKETS))
        if found >= 0:
            yield found, found + len(plain(slot.value))


def counted(text: str, unit: str) -> Iterator[tuple[int, int, Decimal]]:
    """Yield where in `plain(text)` a number begins that a unit follows, where the unit ends, and the number."""
    text, unit = plain(text), _bare_unit(unit)
    for match in _NUMBER.finditer(text):
        for follows in (unit, f"个{unit}"):
            if text.startswith(follows, match.end()):
                yield match.start(), match.end() + len(follows), Decimal(match[1]) * _TENS.get(match[2] or "", 1)
                break


def _wordings(slot: Slot) -> tuple[str, ...]:
    if slot.kind is SlotKind.DATE:
        year, month, day = (int(part) for part in slot.value.split("-"))
        written = (f"{year}年{month}月{day}日", f"{year}年{month:02}月{day:02}日")
        return (*slot.wordings, *written, f"{year}/{month}/{day}", f"{year}.{month}.{day}")
    return slot.surfaces if slot.kind in NUMERIC else slot.wordings


def _equal(text: str, slot: Slot) -> Iterator[tuple[int, int]]:
    """Yield where a number of the slot's value stands that its unit follows; a change has to move the right way."""
    for start, end, value in counted(text, slot.unit):
        if value != abs(slot.number):
            continue
        falls = _FALLING.search(text[max(start - 8, 0) : start]) is not None
        if slot.kind is not SlotKind.DELTA or slot.derivation or not slot.number or falls == (slot.number < 0):
            yield start, end


def same_unit(given: str, owed: str) -> bool:
    """Tell whether a unit is the one that is owed; where none is owed, any is."""
    return not owed or _bare_unit(given) == _bare_unit(owed)


def _bare_unit(unit: str) -> str:
    """Return a unit without the 个 that may stand before it: 百分点 for 个百分点, yet 个 for 个."""
    return plain(unit).removeprefix("个") or plain(unit)


def short_name(place: str) -> str:
    """Return a place's name as it is mostly said, without its kind: 苏州 for 苏州市, 临夏 for 临夏回族自治州."""
    short = _KIND_OF_PLACE.sub("", place)
    return short if len(short) > 1 else place
