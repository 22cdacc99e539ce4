"""Where the names of the gazetteer stand in a text, whether or not they are places there; the door to pyahocorasick."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import ahocorasick

from rag.language.gazetteer import NATION, Gazetteer, Level, gazetteer, short_names
from rag.language.words_around import word_lists
from rag.types import Place

TOWNSHIP_END = re.compile(r"街道|苏木|[镇乡]")
_LONGEST_TOWNSHIP = 16
_NATION_BEFORE = re.compile(r"(?:全国|国家|中国|中央)(?=(?:(?:19|20)\d\d年度?)?的?政府工作报告)")


@dataclass(frozen=True, slots=True)
class Hit:
    """A name of the gazetteer found in a text, before it is known whether it is a word there."""

    start: int
    end: int
    name: str
    ids: tuple[int, ...]
    short: bool


def name_hits(text: str, known: frozenset[tuple[str, ...]]) -> Iterator[Hit]:
    """Yield every name of the gazetteer in `text`, wherever it stands, and the words that hide names."""
    names = gazetteer()
    for last, word in _automaton().iter(text):
        start, end = last + 1 - len(word), last + 1
        if word in word_lists()["hidden"]:
            yield Hit(start, end, word, (), short=False)
        if word in names.full:
            yield Hit(start, end, word, tuple(names.full[word]), short=False)
        if word in names.short:
            yield Hit(start, end, word, tuple(names.short[word]), short=True)
    for match in _NATION_BEFORE.finditer(text):
        yield Hit(match.start(), match.end(), match.group(), tuple(names.full[NATION.name]), short=False)
    yield from _townships(text, names)
    yield from _known_townships(text, known)


def _townships(text: str, names: Gazetteer) -> Iterator[Hit]:
    """Yield the longest township name that ends at each 镇, 乡, 街道 or 苏木."""
    for match in TOWNSHIP_END.finditer(text):
        for start in range(max(0, match.end() - _LONGEST_TOWNSHIP), match.start()):
            ids = names.full.get(text[start : match.end()])
            if ids:
                yield Hit(start, match.end(), text[start : match.end()], tuple(ids), short=False)
                break


def _known_townships(text: str, known: frozenset[tuple[str, ...]]) -> Iterator[Hit]:
    """Yield the short names of the townships that are known to be asked about."""
    for short, at in _township_names(known):
        for match in re.finditer(re.escape(short), text):
            yield Hit(match.start(), match.end(), short, (at,), short=True)


@lru_cache(maxsize=16)
def _township_names(known: frozenset[tuple[str, ...]]) -> tuple[tuple[str, int], ...]:
    """Return the short names of the townships among known paths, with where the gazetteer has them."""
    names = gazetteer()
    found = [(path, names.at(path)) for path in sorted(known)]
    townships = [(path, at) for path, at in found if at is not None and names.levels[at] is Level.TOWNSHIP]
    return tuple((short, at) for path, at in townships for short in short_names(Place(path)))


@lru_cache(maxsize=1)
def _automaton() -> ahocorasick.Automaton:
    """Return the automaton of all names but the townships', and of the words that hide names."""
    names = gazetteer()
    automaton = ahocorasick.Automaton()
    for name, ids in names.full.items():
        if any(names.levels[at] is not Level.TOWNSHIP for at in ids):
            automaton.add_word(name, name)
    for name in (*names.short, *word_lists()["hidden"]):
        automaton.add_word(name, name)
    automaton.make_automaton()
    return automaton
