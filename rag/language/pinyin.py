"""How characters and places are read, without tones: for homophones, slips in typing and names in Latin letters."""

import gzip
import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

_DATA = Path(__file__).parent / "data"
_BLURRED = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ng", "n"))
_INITIALS = {"l": "n", "r": "n"}


@dataclass(frozen=True, slots=True)
class _Readings:
    """Each character's readings, the commonest first, and the usual of them where others are rare.

    `names` are read in a way of their own, `english` those that English has for places.
    """

    characters: dict[str, tuple[str, ...]]
    usual: dict[str, tuple[str, ...]]
    names: dict[str, tuple[str, ...]]
    english: dict[str, tuple[str, ...]]


def sound_alike(one: str, other: str) -> bool:
    """Tell whether two words of one length are read alike, tones and what keyboards blur (z and zh, n and ng) aside."""
    return len(one) == len(other) and all(a == b or _sounds(a) & _sounds(b) for a, b in zip(one, other, strict=True))


def typed_alike(char: str, other: str) -> bool:
    """Tell whether two characters are typed with the same letters, in readings that are usual in words."""
    return not _usual(char).isdisjoint(_usual(other))


def heard_alike(char: str, other: str) -> bool:
    """Tell whether two characters are read alike but for what ears blur: z and zh, n and ng, l and n and r."""
    return not _heard(char).isdisjoint(_heard(other))


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


@lru_cache(maxsize=8192)
def _usual(char: str) -> frozenset[str]:
    known = _readings()
    return frozenset(known.usual.get(char) or known.characters.get(char, ()))


@lru_cache(maxsize=8192)
def _heard(char: str) -> frozenset[str]:
    loose = (_blurred(said) for said in _usual(char))
    return frozenset(_INITIALS.get(said[0], said[0]) + said[1:] for said in loose)


def _blurred(said: str) -> str:
    for exact, loose in _BLURRED:
        said = said.replace(exact, loose)
    return said


@lru_cache(maxsize=1)
def _readings() -> _Readings:
    data = json.loads(gzip.decompress((_DATA / "pinyin.json.gz").read_bytes()))
    names = _split(data["names"])
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
    return _Readings(_split(data["readings"]), _split(data["usual"]), names, english)


def _split(told: dict[str, str]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(said.split()) for name, said in told.items()}
