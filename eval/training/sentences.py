"""Sentences as reports print them, made of the indicators' clauses, with what each number in them says."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from importlib.resources import files
from random import Random
from typing import Any

from rag.language.indicators import Indicator
from rag.language.text import normalise
from rag.types import Span

_ELLIPSIS, _SAME, _LEFT = 0.5, 4, 2
_SLOT = re.compile(r"\{[vpd]\}")


@dataclass(frozen=True, slots=True)
class Number:
    """A number of a made sentence: where it stands with its unit, of which indicator it is, and in which role.

    `role` is "level", "change", "past" or "aim".
    """

    span: Span
    key: str
    role: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A made sentence with its numbers in order, and its heading."""

    text: str
    numbers: tuple[Number, ...]
    heading: str


@cache
def frames() -> dict[str, Any]:
    """Return the frames of sentences and questions, read once."""
    return tomllib.loads((files("eval.training") / "data" / "frames.toml").read_text(encoding="utf-8"))


def make_sentence(told: Sequence[tuple[Indicator, str]], dice: Random) -> Sentence:
    """Return one sentence that tells the indicators in turn, each by its clause."""
    known = frames()
    text = dice.choice(known["leads"])
    numbers: list[Number] = []
    for place, (indicator, clause) in enumerate(told):
        joint = dice.choice(known["joints"]) if place else ""
        short = _shortened(clause, told[place - 1][1]) if place and dice.random() < _ELLIPSIS else clause
        text, more = _add(text, joint + short, indicator, dice)
        numbers += more
    heading = dice.choice(known["headings"])
    return Sentence(text + "。", tuple(numbers), heading)


def _shortened(clause: str, before: str) -> str:
    """Leave out of a clause what the one before it says already: 受理行政复议案件{v}、审结{v}."""
    lead, slot, rest = clause.partition("{v}")
    same = SequenceMatcher(None, before, lead, autojunk=False).find_longest_match()
    left = lead[: same.b] + lead[same.b + same.size :]
    return left + slot + rest if same.size >= _SAME and len(left) >= _LEFT else clause


def _add(text: str, clause: str, indicator: Indicator, dice: Random) -> tuple[str, list[Number]]:
    """Append a clause and at times how its value moved, what it was or is meant to be."""
    parts = [(clause, "level")]
    turn = dice.random()
    if turn < 0.16:
        parts.append((dice.choice(frames()["rises"]), "change"))
    elif turn < 0.2:
        parts.append((dice.choice(frames()["past"]), "past"))
    elif turn < 0.23:
        parts.append((f",{dice.choice(frames()['aims'])}", "aim"))
    numbers = []
    for words, role in ((normalise(words), role) for words, role in parts):
        slot = _SLOT.search(words)
        if slot is None:
            text += words
            continue
        text += words[: slot.start()]
        raw = _raw(indicator, slot.group(), dice)
        numbers.append(Number(Span(len(text), len(text) + len(raw)), indicator.key, role))
        text += raw + words[slot.end() :]
    return text, numbers


def _raw(indicator: Indicator, slot: str, dice: Random) -> str:
    """Return a number with its unit; which number it is matters to nobody, since none is read."""
    if slot == "{p}":
        return f"{dice.randint(1, 60)}.{dice.randint(1, 9)}%"
    if slot == "{d}":
        return f"{dice.randint(1, 9)}.{dice.randint(1, 9)}"
    unit = indicator.units[0] if dice.random() < 0.85 or not indicator.units else dice.choice(indicator.units)
    about = dice.choice(["", "", "", "", "", "余", "多"]) if unit != "%" else ""
    return f"{dice.randint(2, 9999)}{about}{unit}"
