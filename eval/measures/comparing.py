"""Whether what an answer says of more and less is so: which place or year has more, and which way it went."""

import re
from collections.abc import Hashable, Iterator, Mapping
from decimal import Decimal
from itertools import combinations, pairwise

from eval.gold import NUMERIC, Slot
from eval.marks import Case
from eval.questions import Item
from eval.tokens import plain, short_name

_MORE, _LESS = "[多高大快长]", "[少低小慢短]"
_ABOVE, _BELOW = "高于|多于|大于|超过|领先于?|超出", "低于|少于|小于|不及|落后于?"
_RISEN, _FALLEN = "上升 提高 增长 增加 提升 增 升", "下降 减少 降低 回落 降 减"
_RANK = re.compile(
    rf"[更最较](?:为)?(?:{_MORE}|{_LESS})|{_ABOVE}|{_BELOW}|比[^,。;]{{1,16}}(?:{_MORE}|{_LESS})|居首|第一|首位|末位|领先|垫底|排名|反超"
)
_STEADILY = "逐年 持续 连续 稳步 不断"

Values = Mapping[str, tuple[Hashable, Decimal]]
"""Whose name in the text it is, and the value that is theirs."""


def false_comparison(case: Case) -> str:
    """Return what the answer's own words say of more and less that the gold denies, or ""."""
    for values in (_by_name(case.item, "place"), _by_name(case.item, "year")):
        if values:
            found = next((claim for claim in _claims(plain(case.own), values) if claim), "")
            if found:
                return f"it says {found}, which is not so"
    return ""


def says_rank(case: Case) -> bool:
    """Tell whether the answer's own words say which has more or less; to name every place says nothing of it."""
    return _RANK.search(plain(case.own)) is not None


def risen_or_fallen(item: Item) -> str:
    """Return the words for the way in which the values of a question went over the years, "" where they went none."""
    values = [value for _, value in sorted(_by_key(item, "year").items())]
    steps = {(after > before) - (after < before) for before, after in pairwise(values)}
    words = _RISEN if steps == {1} else _FALLEN if steps == {-1} else ""
    return f"{words} {_STEADILY}" if words and len(values) > 2 else words


def reckoned(item: Item) -> Iterator[str]:
    """Yield what the values of a question come to that are of one unit: their sum, and each two's difference."""
    units = {slot.unit for slot in item.slots if slot.kind in NUMERIC}
    for unit in units:
        values = [
            slot.number for slot in item.slots if slot.unit == unit and slot.kind in NUMERIC and not slot.derivation
        ]
        if len(values) > 1:
            yield f"{sum(values)}{unit}"
            apart = "个百分点" if unit == "%" else unit
            yield from (f"{abs(one - other)}{apart}" for one, other in combinations(values, 2))


def _by_key(item: Item, axis: str) -> dict[str, Decimal]:
    """Return the value of each place or year of a question that has one of one unit each, else nothing."""
    slots = [slot for slot in item.slots if slot.kind in NUMERIC and slot.derivation is None]
    values = {_key(slot, axis): slot.number for slot in slots}
    alike = len({slot.unit for slot in slots}) == 1 and len(values) == len(slots)
    return values if alike and len(values) > 1 and "" not in values else {}


def _key(slot: Slot, axis: str) -> str:
    return slot.place or "" if axis == "place" else f"{slot.year}年" if slot.year else ""


def _by_name(item: Item, axis: str) -> Values:
    values = _by_key(item, axis)
    return {plain(name): (key, value) for key, value in values.items() for name in {key, short_name(key)}}


def _claims(text: str, values: Values) -> Iterator[str]:
    """Yield each comparison of a text that is false."""
    name = "|".join(map(re.escape, sorted(values, key=len, reverse=True)))
    between = rf"(?:(?!{name})[^,。;:\n]){{0,14}}?"
    numbers = [value for _, value in values.values()]
    for match in re.finditer(rf"({name}){between}[更最较](?:为)?(?:({_MORE})|{_LESS})(?!的)", text):
        if values[match[1]][1] != (max if match[2] else min)(numbers):
            yield match[0]
    for match in re.finditer(rf"[更最较](?:({_MORE})|{_LESS})的?{between}[是为]({name})", text):
        if values[match[2]][1] != (max if match[1] else min)(numbers):
            yield match[0]
    for match in re.finditer(rf"(?:({_ABOVE})|{_BELOW}){between}({name})", text):
        said = re.findall(name, text[: match.start()].rpartition("。")[2])
        if said and not _holds(values[said[-1]][1], values[match[2]][1], bool(match[1])):
            yield f"{said[-1]}{match[0]}"
    for match in re.finditer(rf"({name})比({name}){between}(?:({_MORE})|{_LESS})", text):
        if not _holds(values[match[1]][1], values[match[2]][1], bool(match[3])):
            yield match[0]


def _holds(one: Decimal, other: Decimal, more: bool) -> bool:
    return one > other if more else one < other
