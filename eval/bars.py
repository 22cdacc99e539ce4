"""Bars: what a scorecard may not fall below or rise above, and which of them it misses."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from eval.questions import Type
from eval.scorecard import LOWER, NAMES
from rag.errors import InputError


@dataclass(frozen=True, slots=True)
class Bar:
    """The least a measure or a type's share may be, or with `most` the most."""

    name: str
    value: float
    most: bool = False


def bars(least: Iterable[str], most: Iterable[str]) -> tuple[Bar, ...]:
    """Return the bars that NAME=VALUE set; raises InputError for one that sets none."""
    return (*(_bar(text, False) for text in least), *(_bar(text, True) for text in most))


def _bar(text: str, most: bool) -> Bar:
    option = "--max" if most else "--min"
    name, _, value = text.partition("=")
    if name not in (*NAMES, *Type):
        known = ", ".join(one for one in NAMES if not most or one in LOWER)
        raise InputError(f"{option} {text}: {name or 'nothing'} is no measure; take one of {known}, or a question type")
    try:
        number = float(value)
    except ValueError:
        number = -1.0
    if not 0 <= number <= 1:
        raise InputError(f"{option} {text} sets no bar; write a share between 0 and 1, as in {option} {name}=0.9")
    return Bar(name, number, most)


def missed(card: Mapping[str, Any], bars: Sequence[Bar]) -> list[str]:
    """Return a line for each bar that was missed; a measure of which nothing was asked misses every one."""
    lines = []
    for bar in bars:
        value = (card["measures"].get(bar.name) or card["by_type"].get(bar.name) or {"value": None})["value"]
        if value is None:
            lines.append(f"{bar.name} has no value: no question asks for it, so its bar of {bar.value} is missed")
        elif value > bar.value if bar.most else value < bar.value:
            lines.append(f"{bar.name} is {value}, {'above' if bar.most else 'below'} its bar of {bar.value}")
    return lines
