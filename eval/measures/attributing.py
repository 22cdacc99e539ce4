"""Whether the values that an answer gives stand with whose they are: their own place, year and scope."""

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from itertools import pairwise

from eval.answers import StoredFigure
from eval.gold import NUMERIC, Slot, SlotKind
from eval.marks import Case, Mark
from eval.measures.citing import is_of_right_report
from eval.measures.comparing import false_comparison
from eval.measures.matching import mislabelled
from eval.measures.values import given, is_listed, is_of, named
from eval.statements import statements
from eval.tokens import holds, places_of, plain, short_name

_REPORT = re.compile(r"(?:19|20)\d\d年?度?[^,。;:\n]{0,20}报告")
_IN_ORDER = re.compile(r"分别|依次")
_APART = re.compile(r"前者|后者|上年|去年|上一年|前一年")
_IN_BRACKETS = re.compile(r"[^,。;:、()\s]{1,12}\(([^()]*)\)")

Key = Hashable
Labels = Sequence[tuple[int, Key]]
"""Where in a line, and whose, the names stand in it that tell the slots apart."""


def attributed(case: Case) -> Mark | None:
    """Mark the share of the values given that stand with their own place, year and scope; none if wrongly compared."""
    slots = [slot for slot in case.item.slots if slot.required and slot.kind is not SlotKind.LIST and given(case, slot)]
    if not case.owed or not slots:
        return None
    faults = [fault for slot in slots if (fault := _misattributed(case, slot))]
    compared = false_comparison(case)
    share = 0.0 if compared else (len(slots) - len(faults)) / len(slots)
    return Mark(share, 1.0, "; ".join(filter(None, (*faults, compared))))


def _misattributed(case: Case, slot: Slot) -> str:
    if is_listed(case, slot):
        figures = [figure for figure in case.answer.figures if is_of(figure, slot)]
        if not any(_same_owner(figure, slot, case) for figure in figures):
            return f"{named(slot)} is given as another place's or year's"
        if not any(_same_scope(figure, slot, case) for figure in figures):
            return f"{named(slot)} does not say that it is {slot.scope[0]}'s"
    if slot.derivation is not None:
        return ""
    for axis, key in _AXES.items():
        if _is_elsewhere(case, slot, axis, key):
            return f"{named(slot)} stands with another {axis}"
    words = mislabelled(case, slot) if slot.kind in NUMERIC else ""
    return f"{named(slot)} stands under {words}, which is another value's" if words else ""


def _same_owner(figure: StoredFigure, slot: Slot, case: Case) -> bool:
    """Tell whether a figure is said to be of a slot's place and year; what it does not say, its citation's report does.

    Where the gold names none, any is right.
    """
    silent = (slot.place is not None and figure.place is None) or (slot.year is not None and figure.year is None)
    owned = figure.place in (None, slot.place) or slot.place is None
    dated = figure.year in (None, slot.year) or slot.year is None
    return owned and dated and (not silent or _is_from_right_report(figure, slot, case))


def _is_from_right_report(figure: StoredFigure, slot: Slot, case: Case) -> bool:
    cited = (one for one in case.sound if one.n == figure.citation)
    return slot.derivation is not None or any(is_of_right_report(one, case, slot) for one in cited)


def _same_scope(figure: StoredFigure, slot: Slot, case: Case) -> bool:
    """Tell whether the scope that a slot needs is the figure's, or stands right before its value in the text."""
    if not slot.scope:
        return True
    if figure.scope:
        return any(holds(figure.scope, word) for word in slot.scope)
    return any(
        any(word in plain(one.text)[:at] for word in map(plain, slot.scope))
        for one in statements(case.answer.text)
        for at in places_of(one.text, slot)
    )


def _is_elsewhere(case: Case, slot: Slot, axis: str, key: Callable[[Slot], Key]) -> bool:
    """Tell whether the answer's own words give a slot's value as that of another slot on one axis.

    Whose a value is, is told by the name in brackets behind it, by its rank where the names and values of a sentence
    stand in order, by the last name before it, or, of places, by the only one behind it in its line.
    """
    slots = [one for one in case.item.slots if one.derivation is None and key(one)]
    if not key(slot) or len({key(one) for one in slots}) < 2:
        return False
    names = _names(slots, axis, key)
    allowed = {key(one) for one in slots if (one.value, one.unit) == (slot.value, slot.unit)}
    owners = {owner for line in _lines(case, axis) for owner in _owners(line, slot, names, slots, axis)}
    return bool(owners - allowed - {None})


_AXES: dict[str, Callable[[Slot], Key]] = {
    "place": lambda slot: slot.place,
    "year": lambda slot: slot.year,
    "scope": lambda slot: slot.scope,
}


def _names(slots: Iterable[Slot], axis: str, key: Callable[[Slot], Key]) -> dict[str, Key]:
    """Return the names that tell slots apart, with whose they are; one that several share tells nothing."""
    owners: dict[str, set[Key]] = {}
    for slot in slots:
        for name in _called(slot, axis):
            owners.setdefault(plain(name), set()).add(key(slot))
    return {name: keys.pop() for name, keys in owners.items() if len(keys) == 1}


def _called(slot: Slot, axis: str) -> tuple[str, ...]:
    if axis == "place":
        return (slot.place or "", short_name(slot.place or ""))
    return (f"{slot.year}年",) if axis == "year" else slot.scope


def _lines(case: Case, axis: str) -> Iterator[str]:
    """Yield the lines of the answer's own words; the year of a report is not the year that its figures are of."""
    for line in case.own.splitlines():
        text = plain(line)
        if text and not _APART.search(text):
            yield _REPORT.sub("", text) if axis == "year" else text


def _owners(line: str, slot: Slot, names: dict[str, Key], slots: Sequence[Slot], axis: str) -> Iterator[Key]:
    found = sorted(set(places_of(line, slot)))
    if not found:
        return
    pattern = re.compile("|".join(map(re.escape, sorted(names, key=len, reverse=True))))
    labels = [(match.start(), names[match.group()]) for match in pattern.finditer(line)]
    for at in found:
        yield _in_brackets(line, at, pattern, names) or _in_order(line, at, labels, slots) or _nearest(at, labels, axis)


def _in_brackets(line: str, at: int, pattern: re.Pattern[str], names: dict[str, Key]) -> Key:
    inside = _IN_BRACKETS.match(line, at)
    label = pattern.search(inside[1]) if inside else None
    return names[label.group()] if label else None


def _in_order(line: str, at: int, labels: Labels, slots: Sequence[Slot]) -> Key:
    """Return the name of a value's rank in a sentence that says 分别 and has as many names as values."""
    begin = max(line.rfind("。", 0, at), line.rfind(";", 0, at)) + 1
    end = min((found for found in (line.find("。", at), line.find(";", at)) if found >= 0), default=len(line))
    if not _IN_ORDER.search(line, begin, end):
        return None
    within = [key for start, key in labels if begin <= start < end]
    values = sorted({start for slot in slots for start in places_of(line[begin:end], slot)})
    ranked = [key for before, key in pairwise([None, *within]) if before != key]
    return ranked[values.index(at - begin)] if len(ranked) == len(values) and at - begin in values else None


def _nearest(at: int, labels: Labels, axis: str) -> Key:
    before = [key for start, key in labels if start < at]
    behind = {key for start, key in labels if start > at}
    return before[-1] if before else behind.pop() if axis == "place" and len(behind) == 1 else None
