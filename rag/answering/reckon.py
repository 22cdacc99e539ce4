"""Arithmetic on cited figures: the one place where a derived figure is made, and where it is worked out again."""

import re
from collections.abc import Iterable
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from itertools import permutations

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
_ROUNDED = Decimal("0.1")


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


def follows(derived: Figure, figures: Iterable[Figure]) -> bool:
    """Tell whether a derived figure is what two of some figures come to, in its words and in its value."""
    made = (
        found
        for one, other in permutations(figures, 2)
        for found in (difference(one, other), growth(one, other))
        if found
    )
    own = (derived.raw, derived.value, derived.unit)
    return any((found.raw, found.value, found.unit) == own for found in made)


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
