"""The words of the genre as `data/words.toml` has them: words of asking, generic words, and names of one thing."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from rag.language.text import normalise


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """`stop` words carry nothing, `generic` ones little, `light` ones do not decide; `telling` ones may not be wanting.

    `names` maps a word to all the names of what it names, `fields` the name of a field of work to all that name it,
    `weights` a sort of word to what it weighs in an ask.
    """

    stop: frozenset[str]
    generic: frozenset[str]
    light: frozenset[str]
    telling: frozenset[str]
    names: Mapping[str, tuple[str, ...]]
    fields: Mapping[str, tuple[str, ...]]
    weights: Mapping[str, float]


@cache
def vocabulary() -> Vocabulary:
    """Return the vocabulary, read once."""
    data = tomllib.loads((files("rag.language") / "data" / "words.toml").read_text(encoding="utf-8"))
    names: dict[str, dict[str, None]] = {}
    for group in data["same"]:
        words = [normalise(word) for word in group]
        for word in words:
            names.setdefault(word, {}).update(dict.fromkeys(words))
    fields = [tuple(map(normalise, group)) for group in data["fields"]]
    telling = {word for first in map(normalise, data["telling"]) for word in names.get(first, {first: None})}
    light = frozenset(map(normalise, data["light"]))
    return Vocabulary(
        stop=frozenset(map(normalise, data["stop"])),
        generic=frozenset(map(normalise, data["generic"])),
        light=light,
        telling=frozenset(telling) - light,
        names={word: tuple(others) for word, others in names.items()},
        fields={word: group for group in fields for word in group},
        weights=data["weights"],
    )
