"""Places named in a normalised text: which words they are and which divisions they may mean; the door to pyahocorasick.

A short name counts only where it stands as a word of its own: 同安 is not found in 共同安排, 和平 (和平区) only behind
its parent. Names that follow one another from the top down (江苏苏州, 浙江省杭州市建德市) are one mention, and a name's
namesakes are those inside the parents named before it.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

import ahocorasick

from rag.language.gazetteer import NATION, Gazetteer, Level, gazetteer, level, renamed, resolve, short_names, successor
from rag.language.issuers import Issuer, issuers_in
from rag.language.words_around import alone, begins, ends, goes_on, is_riverside, word_lists
from rag.types import Place

__all__ = [
    "NATION",
    "Issuer",
    "Mention",
    "find_issuers",
    "find_places",
    "level",
    "renamed",
    "resolve",
    "short_names",
    "successor",
]

_TOWNSHIP_END = re.compile(r"街道|苏木|[镇乡]")
_TOWNSHIP_ENDINGS = ("街道", "镇", "乡", "苏木")
_LONGEST_TOWNSHIP = 16
_JOIN = re.compile(r"[ ·的-]?|(?:人民)?政府")
_NATION_BEFORE = re.compile(r"(?:全国|国家|中国|中央)(?=(?:(?:19|20)\d\d年度?)?的?政府工作报告)")


@dataclass(frozen=True, slots=True)
class Mention:
    """A place named at `[start, end)` of a normalised text; `candidates` are its namesakes, the highest first.

    `name` is the words of the text. A State Council report's place is 国务院, which 全国政府工作报告 means too.
    """

    start: int
    end: int
    name: str
    candidates: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class _Hit:
    """A name of the gazetteer found in a text, before it is known whether it is a word there."""

    start: int
    end: int
    name: str
    ids: tuple[int, ...]
    short: bool


def find_places(text: str, known: Collection[Place] = ()) -> tuple[Mention, ...]:
    """Return the places that a normalised `text` names, in order, none overlapping.

    The short names of `known` places, such as those that the library has reports of, need less around them to count,
    and those of its townships (白沙路) count at all.
    """
    paths = frozenset(place.path for place in known)
    hits = sorted(_hits(text, paths), key=lambda hit: (hit.start, -hit.end, hit.short))
    found: list[Mention] = []
    at = 0
    for hit in hits:
        if hit.start < at:
            continue
        last = found[-1] if found else None
        inside = _inside(text, hit, last)
        if not hit.ids:
            at = hit.end
        elif _is_word(text, hit, bool(inside), paths) or _leads(text, hit, hits):
            if inside and last:
                found.pop()
            start = last.start if inside and last else hit.start
            ids = inside or (_meant(hit.ids, paths) if hit.short else hit.ids)
            mention = Mention(start, hit.end, text[start : hit.end], _places(ids))
            found.append(_with_short_township(text, mention))
            at = found[-1].end
    return tuple(_narrowed(mention, found) for mention in found)


def _narrowed(mention: Mention, found: list[Mention]) -> Mention:
    """Return `mention` with only the namesakes inside, or else beside, a place that the text names without doubt."""
    sure = [other.candidates[0].path for other in found if len(other.candidates) == 1]
    if len(mention.candidates) < 2 or not sure:
        return mention
    for above in (sure, [path[:-1] for path in sure if len(path) > 2]):
        near = tuple(place for place in mention.candidates if any(place.path[: len(path)] == path for path in above))
        if near:
            return replace(mention, candidates=near)
    return mention


def _meant(ids: tuple[int, ...], known: frozenset[tuple[str, ...]]) -> tuple[int, ...]:
    """Return the divisions that a short name is used for: none former, no county inside its prefecture (淮安)."""
    names = gazetteer()
    now = [at for at in ids if names.paths[at] not in names.former or names.paths[at] in known] or list(ids)
    cities = {names.paths[at] for at in now if names.levels[at] is Level.PREFECTURE}
    return tuple(at for at in now if names.paths[at][:2] not in cities or names.paths[at] in cities)


def _places(ids: tuple[int, ...]) -> tuple[Place, ...]:
    known = gazetteer()
    return tuple(Place(known.paths[at]) for at in sorted(ids, key=lambda at: (known.levels[at], at)))


def _hits(text: str, known: frozenset[tuple[str, ...]]) -> Iterator[_Hit]:
    """Yield every name of the gazetteer in `text`, wherever it stands, and the words that hide names."""
    names = gazetteer()
    for last, word in _automaton().iter(text):
        start, end = last + 1 - len(word), last + 1
        if word in word_lists()["hidden"]:
            yield _Hit(start, end, word, (), short=False)
        if word in names.full:
            yield _Hit(start, end, word, tuple(names.full[word]), short=False)
        if word in names.short:
            yield _Hit(start, end, word, tuple(names.short[word]), short=True)
    for match in _NATION_BEFORE.finditer(text):
        yield _Hit(match.start(), match.end(), match.group(), tuple(names.full[NATION.name]), short=False)
    yield from _townships(text, names)
    yield from _known_townships(text, known, names)


def _townships(text: str, names: Gazetteer) -> Iterator[_Hit]:
    """Yield the longest township name that ends at each 镇, 乡, 街道 or 苏木."""
    for match in _TOWNSHIP_END.finditer(text):
        for start in range(max(0, match.end() - _LONGEST_TOWNSHIP), match.start()):
            ids = names.full.get(text[start : match.end()])
            if ids:
                yield _Hit(start, match.end(), text[start : match.end()], tuple(ids), short=False)
                break


def _known_townships(text: str, known: frozenset[tuple[str, ...]], names: Gazetteer) -> Iterator[_Hit]:
    """Yield the short names of the townships that are known to be asked about."""
    for path in known:
        at = names.at(path)
        if at is None or names.levels[at] is not Level.TOWNSHIP:
            continue
        for short in short_names(Place(path)):
            for match in re.finditer(re.escape(short), text):
                yield _Hit(match.start(), match.end(), short, (at,), short=True)


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


def _inside(text: str, hit: _Hit, last: Mention | None) -> tuple[int, ...]:
    """Return those of the hit's namesakes that lie in the place named right before it."""
    if last is None or not _JOIN.fullmatch(text, last.end, hit.start):
        return ()
    paths = gazetteer().paths
    above = [place.path for place in last.candidates]
    return tuple(at for at in hit.ids if any(paths[at] != path and paths[at][: len(path)] == path for path in above))


def _is_word(text: str, hit: _Hit, behind_parent: bool, known: frozenset[tuple[str, ...]]) -> bool:
    """Tell whether a name found is a place there, and not a piece of other words."""
    if hit.name[-1] + text[hit.end : hit.end + 1] in word_lists()["spilled"] and not hit.short:
        return False
    if not hit.short:
        return behind_parent or _is_full_word(text, hit)
    if goes_on(text, hit.end):
        return False
    if hit.name in word_lists()["ordinary"]:
        return ends(text, hit.end) and (behind_parent or (_is_known(hit, known) and begins(text, hit.start)))
    if behind_parent or _is_free(hit):
        return not is_riverside(text, hit.start, hit.name)
    if _is_known(hit, known):
        return begins(text, hit.start) or ends(text, hit.end)
    return alone(text, hit.start, hit.end)


def _is_full_word(text: str, hit: _Hit) -> bool:
    """Tell whether a full name is no accident of the words around it (模|范县, 提|高城镇) and no word itself (城区)."""
    if hit.name in word_lists()["ordinary full"]:
        return begins(text, hit.start) and ends(text, hit.end)
    if len(hit.name) < 3 or hit.name[-2:] in word_lists()["town cut"]:
        return begins(text, hit.start)
    return True


def _leads(text: str, hit: _Hit, hits: list[_Hit]) -> bool:
    """Tell whether what follows lies in one of the divisions that the name may mean (慈溪白沙路街道)."""
    parent = Mention(hit.start, hit.end, hit.name, _places(hit.ids))
    if _with_short_township(text, parent) is not parent:
        return True
    return any(later.start == hit.end and not later.short and _inside(text, later, parent) for later in hits)


def _is_free(hit: _Hit) -> bool:
    """Tell whether a short name is that of a province or a prefecture and in no common word."""
    levels = gazetteer().levels
    return hit.name not in word_lists()["risky"] and min(levels[at] for at in hit.ids) <= Level.PREFECTURE


def _is_known(hit: _Hit, known: frozenset[tuple[str, ...]]) -> bool:
    paths = gazetteer().paths
    return any(paths[at] in known for at in hit.ids)


def _with_short_township(text: str, mention: Mention) -> Mention:
    """Return `mention` with the short name of one of its townships taken in, where that stands right behind it."""
    names = gazetteer()
    above = {place.path for place in mention.candidates if len(place.path) > 1}
    for size in (4, 3, 2):
        word = text[mention.end : mention.end + size]
        end = mention.end + len(word)
        if (
            _TOWNSHIP_END.match(text, end)
            or len(word) < size
            or word in names.short
            or word in word_lists()["ordinary"]
        ):
            continue
        if not ends(text, end):
            continue
        ids = [at for ending in _TOWNSHIP_ENDINGS for at in names.full.get(word + ending, ())]
        below = tuple(at for at in ids if any(names.paths[at][: len(path)] == path for path in above))
        if below:
            return replace(mention, end=end, name=text[mention.start : end], candidates=_places(below))
    return mention


def find_issuers(text: str, known: Collection[Place] = ()) -> tuple[Issuer, ...]:
    """Return the governments and departments that a normalised `text` names, in order, with their places' namesakes."""
    return tuple(issuers_in(text, find_places(text, known)))
