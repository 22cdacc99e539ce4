"""Spoiling what an answer says: its figures, whose they are, and its lists."""

import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from eval.answers import StoredFigure
from eval.gold import NUMERIC, Slot, SlotKind
from eval.mutations.right import right_answers
from eval.mutations.spoiling import Mutation, Setting, outside, own, replaced, token
from eval.tokens import plain

_DIGITS = re.compile(r"\d+(?:\.\d+)?")
_UNITS = ("件", "人", "项", "次", "家", "万元", "个", "部")


def _transposed(words: str) -> str:
    """Exchange the first two neighbouring digits that differ, 96.6 to 69.6."""
    for at in range(len(words) - 1):
        pair = words[at : at + 2]
        if pair.isdigit() and pair[0] != pair[1] and not (pair[1] == "0" and not words[at - 1 : at].isdigit()):
            return words[:at] + pair[::-1] + words[at + 2 :]
    return words


def _shortened(words: str) -> str:
    """Leave out the last digit of the last number that has two."""
    found = list(re.finditer(r"\d{2,}", words))
    return words[: found[-1].end() - 1] + words[found[-1].end() :] if found else words


def _scaled(words: str) -> str:
    """Move the decimal point a place to the left."""
    match = _DIGITS.search(words)
    if match is None:
        return words
    return words[: match.start()] + f"{Decimal(match[0]).scaleb(-1).normalize():f}" + words[match.end() :]


def _without_unit(words: str) -> str:
    match = _DIGITS.match(words)
    return match[0] if match else words


def _other_unit(words: str) -> str:
    match = _DIGITS.match(words)
    if match is None or match.end() == len(words):
        return words
    rest = words[match.end() :]
    unit = "个百分点" if "%" in rest else next(unit for unit in _UNITS if unit not in rest and rest not in unit)
    return match[0] + unit


_WAYS: dict[str, Callable[[str], str]] = {
    "digits transposed": _transposed,
    "digit dropped": _shortened,
    "decimal point moved": _scaled,
    "unit dropped": _without_unit,
    "unit changed": _other_unit,
}


def figures(setting: Setting) -> Iterator[Mutation]:
    """Yield answers in which one value is written wrongly."""
    for slot, words in setting.told:
        for kind, way in _WAYS.items():
            if kind.startswith("unit") and (slot.kind not in NUMERIC or not slot.unit):
                continue
            if slot.kind is SlotKind.NAME and not kind.startswith("digit"):
                continue
            yield from _written(setting, slot, words, way(words), kind)


def signs(setting: Setting) -> Iterator[Mutation]:
    """Yield answers among whose figures a value that is no change has a minus sign."""
    for slot, _ in setting.told:
        found = setting.figures_of(slot)
        if found and slot.kind is not SlotKind.DELTA and slot.number:
            rest = (one for one in setting.answer.figures if one not in found)
            turned = (one.model_copy(update={"value": f"-{one.value}"}) for one in found)
            yield setting.spoilt("sign turned", figures=(*turned, *rest))


def neighbours(setting: Setting) -> Iterator[Mutation]:
    """Yield answers that give another place's or year's figure of the same unit, from the questions that lie near."""
    for slot, words in setting.told:
        others = [
            other
            for item, _ in setting.near
            for other in item.slots
            if other.kind is slot.kind and other.unit == slot.unit and other.derivation is None
        ]
        for kind, differs in (("another place's value", "place"), ("another year's value", "year")):
            found = [one for one in others if getattr(one, differs) not in (None, getattr(slot, differs))]
            for other in found[:2]:
                yield from _written(setting, slot, words, other.wordings[0], kind)


def _written(setting: Setting, slot: Slot, words: str, new: str, kind: str) -> Iterator[Mutation]:
    if new == words or _is_right(new, setting):
        return
    text = setting.answer.text
    first = replaced(text, words, new, 1)
    if not (kind.startswith("unit") and words in own(first)):  # it may be said again, and in full
        yield setting.spoilt(f"{kind}, where it is first said", text=first)
    figures = setting.figures_of(slot)
    changed = tuple(_refigured(one, new) if one in figures else one for one in setting.answer.figures)
    yield setting.spoilt(f"{kind}, throughout", text=replaced(text, words, new), figures=changed)
    if figures:
        yield setting.spoilt(f"{kind}, among the figures", figures=changed)
        apart = "".join(replaced(part, words, new) if is_own else part for part, is_own in outside(text))
        if apart != text:
            yield setting.spoilt(f"{kind}, in its own words", text=apart, figures=changed)


def _is_right(new: str, setting: Setting) -> bool:
    """Tell whether words are some right value after all, 1 and 1 exchanged in 11, or a wording that counts."""
    known = {plain(word) for slot in setting.item.slots for word in slot.wordings}
    return plain(new) in known


def _refigured(figure: StoredFigure, new: str) -> StoredFigure:
    match = _DIGITS.match(new)
    if match is None:
        return figure.model_copy(update={"raw": new})
    return figure.model_copy(update={"raw": new, "value": match[0], "unit": new[match.end() :]})


_AXES: dict[str, Callable[[Slot], object]] = {
    "scopes swapped": lambda slot: slot.scope or None,
    "places swapped": lambda slot: slot.place,
    "years swapped": lambda slot: slot.year,
}


def owners(setting: Setting) -> Iterator[Mutation]:
    """Yield answers in which two values have changed places: scopes, places of a comparison, years of a trend."""
    told = [(slot, words) for slot, words in setting.told if slot.kind in NUMERIC and slot.derivation is None]
    for (one, first), (other, second) in combinations(told, 2):
        for kind, axis in _AXES.items():
            apart = {name for name, key in _AXES.items() if key(one) != key(other)}
            if None in (axis(one), axis(other)) or kind not in apart or first == second:
                continue
            yield from _swapped(setting, (one, first), (other, second), kind)


def _swapped(setting: Setting, one: tuple[Slot, str], other: tuple[Slot, str], kind: str) -> Iterator[Mutation]:
    text, said = setting.answer.text, own(setting.answer.text)
    figures = setting.figures_of(one[0]), setting.figures_of(other[0])
    changed = _exchanged(setting, figures[0], figures[1])
    if _labelled(setting, said, kind) and all(re.search(token(words), said) for words in (one[1], other[1])):
        pattern = re.compile(f"({token(one[1])})|{token(other[1])}")
        swapped = "".join(
            pattern.sub(lambda match: other[1] if match[1] else one[1], part) if is_own else part
            for part, is_own in outside(text)
        )
        yield setting.spoilt(f"{kind}, in the text", text=swapped)
        yield setting.spoilt(f"{kind}, in text and figures", text=swapped, figures=changed)
    if figures[0] and figures[1]:
        yield setting.spoilt(f"{kind}, among the figures", figures=changed)


def _labelled(setting: Setting, said: str, kind: str) -> bool:
    """Tell whether a text names whose its values are, so that exchanging them makes it wrong."""
    scopes = {word for slot in setting.item.slots for word in slot.scope}
    return kind != "scopes swapped" or any(word in said for word in scopes)


def _exchanged(
    setting: Setting, ones: Sequence[StoredFigure], others: Sequence[StoredFigure]
) -> tuple[StoredFigure, ...]:
    if not ones or not others:
        return setting.answer.figures
    given = {"place", "year", "scope"}
    new = {id(ones[0]): others[0].model_dump(include=given), id(others[0]): ones[0].model_dump(include=given)}
    return tuple(
        figure.model_copy(update=new[id(figure)]) if id(figure) in new else figure for figure in setting.answer.figures
    )


def comparisons(setting: Setting) -> Iterator[Mutation]:
    """Yield answers that say of the lower of two values that it is the higher, and of a rise that it is a fall."""
    told = [slot for slot in setting.item.slots if slot.kind in NUMERIC and slot.derivation is None]
    for one, other in combinations(told, 2):
        if one.unit != other.unit or one.number == other.number or len(told) > 2:
            continue
        low, high = sorted((one, other), key=lambda slot: slot.number)
        text = re.sub(r"\n[^\n]*(?:更高|更低)。", "", setting.answer.text)
        if None not in (low.place, high.place) and low.place != high.place:
            for words in (f"{low.place}更高", f"{high.place}少于{low.place}", f"{low.place}比{high.place}高"):
                yield setting.spoilt("comparison turned", text=f"{text}\n{words}。")
        elif None not in (low.year, high.year) and low.year != high.year:
            turned = "下降" if (low.year or 0) < (high.year or 0) else "上升"
            yield setting.spoilt("trend turned", text=f"{text}\n总体呈{turned}趋势。")


def parts(setting: Setting) -> Iterator[Mutation]:
    """Yield, where several values are owed, answers that give one alone: one scope, one of two reports."""
    slots = [slot for slot in setting.item.slots if slot.required and slot.derivation is None]
    if len(slots) < 2 or not setting.answer.citations:
        return
    for slot in slots:
        alone = setting.item.model_copy(update={"slots": (slot,)})
        answer = dict(right_answers(alone, setting.texts)).get("composed")
        values = [plain(one.wordings[0]) for one in slots if one.value]
        if answer and values.count(plain(slot.wordings[0]) if slot.value else "") < len(values):
            yield Mutation("one of several values alone", answer)


def lists(setting: Setting) -> Iterator[Mutation]:
    """Yield answers from whose text an item of a list, or a phrase that is owed, is gone."""
    for slot in setting.item.slots:
        wordings = slot.items if slot.kind is SlotKind.LIST else (slot.wordings,) if slot.kind is SlotKind.PROSE else ()
        for wording in wordings if slot.required else ():
            left = setting.answer.text
            for words in sorted(wording, key=len, reverse=True):
                left = left.replace(words, "")
            if left != setting.answer.text and not any(plain(words) in plain(left) for words in wording):
                yield setting.spoilt("item dropped" if slot.kind is SlotKind.LIST else "phrase dropped", text=left)
