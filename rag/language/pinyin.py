"""How characters and the names of places are read, without tones: for homophones, and for names in Latin letters."""

import gzip
import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

_DATA = Path(__file__).parent / "data"
_BLURRED = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ng", "n"))


@dataclass(frozen=True, slots=True)
class _Readings:
    """Each character's readings, the commonest first; names read in a way of their own; English names of places."""

    characters: dict[str, tuple[str, ...]]
    names: dict[str, tuple[str, ...]]
    english: dict[str, tuple[str, ...]]


def sound_alike(one: str, other: str) -> bool:
    """Tell whether two words of one length are read alike, tones and what keyboards blur (z and zh, n and ng) aside."""
    return len(one) == len(other) and all(a == b or _sounds(a) & _sounds(b) for a, b in zip(one, other, strict=True))


def spelt(name: str) -> str:
    """Return a place's name in pinyin, in one and without tones (苏州: suzhou), "" where a character is unknown."""
    known = _readings()
    said = known.names.get(name)
    if said is None:
        said = tuple(known.names.get(char, known.characters.get(char, ("",)))[0] for char in name)
    return "".join(said).replace("v", "u") if all(said) else ""


def english_names(name: str) -> tuple[str, ...]:
    """Return what English calls a place besides its pinyin (西藏: tibet), in lower case; mostly nothing."""
    return _readings().english.get(name, ())


@lru_cache(maxsize=8192)
def _sounds(char: str) -> frozenset[str]:
    """Return a character's readings with what keyboards and ears blur made one."""
    return frozenset(_blurred(said) for said in _readings().characters.get(char, ()))


def _blurred(said: str) -> str:
    for exact, loose in _BLURRED:
        said = said.replace(exact, loose)
    return said


@lru_cache(maxsize=1)
def _readings() -> _Readings:
    data = json.loads(gzip.decompress((_DATA / "pinyin.json.gz").read_bytes()))
    names = {name: tuple(said.split()) for name, said in data["names"].items()}
    english: dict[str, tuple[str, ...]] = {}
    part = ""
    for line in (_DATA / "place_readings.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith(("#", "[")):
            part = line
            continue
        name, _, said = line.partition(" ")
        if part == "[english]":
            english[name] = tuple(said.split("/"))
        else:
            names[name] = tuple(said.split())
    return _Readings({char: tuple(said.split()) for char, said in data["readings"].items()}, names, english)
