"""What a made report may state and how it is asked about, read from eval/made/data; one split's wording at a time."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"
SPLITS = ("tune", "report")
HUNDRED = "%"


@dataclass(frozen=True, slots=True)
class Wording:
    """How one split states an indicator and asks about it; `{v}` is the value, `{w}` that of the second scope."""

    say: tuple[str, ...]
    ask: tuple[str, ...]
    noun: str
    talk: str
    key: str
    one: tuple[str, ...] = ()
    other: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Indicator:
    """A figure that reports state.

    Its values lie between `low` and `high`, or are that share of the indicator `of`. `two` are the scopes of a figure
    that is given for two: G the government and D its departments, A the whole place and B its own level. `near` are
    the indicators that it is mistaken for, `gives` those that may be worked out from it. `small` ones stand in the
    reports of towns and bureaus as well.
    """

    id: str
    name: str
    topic: str
    unit: str
    low: float
    high: float
    wording: Wording
    of: str = ""
    two: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    gives: tuple[str, ...] = ()
    small: bool = False

    @property
    def bare(self) -> str:
        """The unit without the 万 that is worked into values."""
        return self.unit.removeprefix("万")


@dataclass(frozen=True, slots=True)
class Statement:
    """Something that is no figure: a list, a name, a document with its date and number, or a measure.

    `pool` is what lists and names are drawn from; `said` is the part of a measure that an answer has to say.
    """

    id: str
    kind: str
    topic: str
    say: tuple[str, ...]
    ask: tuple[str, ...]
    name: str = ""
    small: bool = False
    pool: tuple[str, ...] = ()
    said: str = ""
    talk: str = ""
    date: tuple[str, ...] = ()
    number: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Book:
    """All that one split writes and asks with."""

    split: str
    indicators: Mapping[str, Indicator]
    statements: Mapping[str, Statement]
    words: Mapping[str, Mapping[str, Any]] = field(repr=False)

    def frames(self, name: str) -> tuple[str, ...]:
        """Return the frames of questions of that name."""
        return tuple(self.words["frames"][name])


@lru_cache(maxsize=2)
def book(split: str) -> Book:
    """Return the wording of one split, with the indicators that it has."""
    words = load("wordings")
    figures = {**load("disputes"), **load("governing")}
    lone = {kind: _of_split(words[kind], split) for kind in ("problem", "plan", "target", "previous")}
    shared = {kind: _of_split(words[kind], split) for kind in ("sections", "frames")}
    return Book(
        split,
        {name: _indicator(name, raw, split) for name, raw in figures.items() if split in raw},
        {
            name: _statement(name, kind, raw, split)
            for kind in ("list", "name", "document", "measure")
            for name, raw in words[kind].items()
        },
        lone | shared,
    )


def load(name: str) -> dict[str, Any]:
    """Return one data file as it is."""
    return tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))


def _of_split(table: Mapping[str, Any], split: str) -> Mapping[str, Any]:
    worded: Mapping[str, Any] = table[split]
    return worded


def _indicator(name: str, raw: Mapping[str, Any], split: str) -> Indicator:
    worded = _tuples(raw[split])
    rest = {key: value for key, value in raw.items() if key not in (*SPLITS, "split")}
    return Indicator(id=name, wording=Wording(**worded), **_tuples(rest))


def _statement(name: str, kind: str, raw: Mapping[str, Any], split: str) -> Statement:
    rest = {key: value for key, value in raw.items() if key not in SPLITS}
    worded = _tuples(raw[split])
    worded["say"] = (worded["say"],) if isinstance(worded["say"], str) else worded["say"]
    return Statement(**{"id": name, "kind": kind, "ask": (), **_tuples(rest), **worded})


def _tuples(raw: Mapping[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in raw.items()}
