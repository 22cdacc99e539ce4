"""Whether a figure's unit is one that is asked for, or one that people put in its place."""

from collections.abc import Sequence

from rag.answering.statements import Statement
from rag.config import Weighing
from rag.types import Figure, Role

_ALIKE = [
    frozenset(group.split())
    for group in (
        "人 名 位 个 户次",
        "案 件 起 宗 例 桩 件次",
        "件 起 宗 例 个 份 件次 桩 单 批",
        "次 场 场次 期 轮 回 批次 人次 趟 遍",
        "家 个 户 所 处 座",
        "项 个 件 条 类 方面 种",
        "份 件 册 本 套 张",
        "条 件 个 份",
        "个 家 所 处 座 支 名 人 类 项 件 块 只",
        "天 日 工作日",
        "部 件 个 项",
        "万元 元",
    )
]
_FAR = [frozenset("人 名 位 人次".split()), frozenset("件 项 条".split())]
_MEASURED = frozenset(("%", "‰", "百分点", "元", "万元", "亿元", "平方米", "亩", "公里", "吨"))


def unit_fits(figure: Figure, units: Sequence[str]) -> bool:
    """Tell whether a figure's unit is one of those asked for or alike; with none asked for, a plain count fits."""
    if not units:
        return bool(figure.unit) and figure.role is not Role.DERIVED
    if not figure.unit:
        return "" in units
    own = figure.unit.partition("/")[0]
    return any(unit in (own, figure.unit) or any({unit, own} <= group for group in (*_ALIKE, *_FAR)) for unit in units)


def same_unit(figure: Figure, units: Sequence[str]) -> bool:
    """Tell whether a figure's unit is exactly one of those asked for; cases (案) are in 件, 元/月 are 元 as well."""
    return bool({figure.unit, figure.unit.partition("/")[0]} & {*units}) or ("案" in units and figure.unit == "件")


def may_count(statement: Statement, figure: Figure, units: Sequence[str]) -> bool:
    """Tell whether a figure is in one of some units, or a number in a table that gives none, where a count is asked."""
    return unit_fits(figure, units) or bool(statement.told and not figure.unit and not set(units) & _MEASURED)


def unit_sign(figure: Figure | None, units: Sequence[str]) -> float:
    """Return how well a figure's unit is the one asked for: 1 the same, 0 none asked for, less for others."""
    if figure is None or not units or not figure.unit:
        return 0.0
    if same_unit(figure, units):
        return 1.0
    return 0.4 if any({unit, figure.unit} <= group for unit in units for group in _ALIKE) else -0.5


def unit_fitness(figure: Figure, units: Sequence[str], weighing: Weighing) -> float:
    """Return what a figure keeps of its score for its unit: all where it is the one asked for."""
    if not units or "个" in units or not figure.unit or same_unit(figure, units):
        return 1.0
    near = any({unit, figure.unit} <= group for unit in units for group in _ALIKE)
    return weighing.alike_unit if near else weighing.far_unit
