"""Arithmetic on cited figures: the one place where a derived figure is made, and where it is worked out again."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from itertools import combinations, permutations

from rag.types import Figure, Role

_SCALES = {"亿": Decimal(100_000_000), "万": Decimal(10_000)}
_SCALED = re.compile(r"[\d.,](?:余|多|几)?([亿万])")
_ALIKE = (
    frozenset("件 起 宗 例 桩 份 条 项 个 类 部 篇 件次 本 单 案 批".split()),
    frozenset("人 名 位".split()),
    frozenset("次 场 场次 期 轮 回".split()),
    frozenset("家 户 所 处".split()),
    frozenset("天 日".split()),
)
_RATE, _POINTS = "%", "百分点"
_TIMES = "倍"
_ROUNDED = Decimal("0.1")
_MOST = 10


def difference(one: Figure, other: Figure) -> Figure | None:
    """Return how far a figure is above or below another, without a sign, None where their units are not the same.

    Two rates are apart by 百分点. It stands where `one` stands and is printed with the 万 or 亿 that both have.
    """
    if one.unit != other.unit:
        return None
    value = abs(one.value - other.value)
    unit = _POINTS if one.unit == _RATE else one.unit
    scales = {_scale(one.raw), _scale(other.raw)}
    scale = scales.pop() if len(scales) == 1 else ""
    return _derived(one, other, value, unit, f"{_digits(value / _SCALES.get(scale, Decimal(1)))}{scale}{_said(unit)}")


def growth(later: Figure, earlier: Figure) -> Figure | None:
    """Return by what share of the earlier a figure is above or below it, to a tenth of a percent, without a sign."""
    if later.unit != earlier.unit or later.unit in (_RATE, _POINTS) or not earlier.value:
        return None
    value = abs((later.value - earlier.value) / earlier.value * 100).quantize(_ROUNDED, ROUND_HALF_UP)
    return _derived(later, earlier, value, _RATE, f"{_digits(value)}%")


def share(part: Figure, whole: Figure) -> Figure | None:
    """Return what share a part is of its whole, to a tenth of a percent, None where it can be none of it."""
    if not alike(part.unit, whole.unit) or part.unit in (_RATE, _POINTS) or not 0 < part.value <= whole.value:
        return None
    value = (part.value / whole.value * 100).quantize(_ROUNDED, ROUND_HALF_UP)
    return _derived(part, whole, value, _RATE, f"{_digits(value)}%")


def times(one: Figure, other: Figure) -> Figure | None:
    """Return how many times another a figure is, to a tenth, None where their units differ or it is a rate."""
    if one.unit != other.unit or one.unit in (_RATE, _POINTS) or not other.value or not one.value:
        return None
    value = (one.value / other.value).quantize(_ROUNDED, ROUND_HALF_UP)
    return _derived(one, other, value, _TIMES, f"{_digits(value)}{_TIMES}") if value else None


def total(figures: Sequence[Figure]) -> Figure | None:
    """Return what counts of one unit come to together, None of rates and of others."""
    return _together(figures, sum((one.value for one in figures), Decimal(0)))


def mean(figures: Sequence[Figure]) -> Figure | None:
    """Return the mean of counts of one unit, to a tenth, None of rates and of others."""
    value = sum((one.value for one in figures), Decimal(0)) / (len(figures) or 1)
    return _together(figures, value.quantize(_ROUNDED, ROUND_HALF_UP))


def _together(figures: Sequence[Figure], value: Decimal) -> Figure | None:
    units = {one.unit for one in figures}
    if len(figures) < 2 or len(units) > 1 or units & {_RATE, _POINTS}:
        return None
    scales = {_scale(one.raw) for one in figures}
    scale = scales.pop() if len(scales) == 1 else ""
    unit = units.pop()
    printed = f"{_digits(value / _SCALES.get(scale, Decimal(1)))}{scale}{unit}"
    made = _derived(figures[0], figures[1], value, unit, printed)
    alone = made.scope if len({one.scope for one in figures}) == 1 else None
    return replace(made, scope=alone, approximate=any(one.approximate for one in figures))


def follows(derived: Figure, figures: Iterable[Figure]) -> bool:
    """Tell whether a derived figure is what two of some figures, or several together, come to, in words and value."""
    known = list(figures)
    pairs = permutations(known, 2)
    of_two = (difference, growth, times, share)
    made = [work_out(one, other) for one, other in pairs for work_out in of_two]
    alike = [one for one in known if one.unit == derived.unit]
    counts = range(2, len(alike) + 1) if len(alike) <= _MOST else (len(alike),)
    groups = (group for count in counts for group in combinations(alike, count))
    made += [found for group in groups for found in (total(group), mean(group))]
    own = (derived.raw, derived.value, derived.unit)
    return any((found.raw, found.value, found.unit) == own for found in made if found)


def alike(one: str, other: str) -> bool:
    """Tell whether what two units count can be ranked together: 件 and 条, 名 and 人."""
    return one == other or any({one, other} <= units for units in _ALIKE)


def _derived(one: Figure, other: Figure, value: Decimal, unit: str, raw: str) -> Figure:
    approximate = one.approximate or other.approximate
    plain = replace(one, value=value, unit=unit, raw=raw, approximate=approximate, role=Role.DERIVED, year=None)
    return plain if one.scope == other.scope else replace(plain, scope=None)


def _scale(raw: str) -> str:
    found = _SCALED.search(raw)
    return found[1] if found else ""


def _digits(value: Decimal) -> str:
    """Return a value in digits, without an exponent and without zeros that say nothing."""
    digits = format(value, "f")
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def _said(unit: str) -> str:
    return f"个{unit}" if unit == _POINTS else unit
