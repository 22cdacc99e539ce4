"""Words that stand where a place's name would and are none: misspelt (苏洲, 建得市), or of no place that is known."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import rag.language.words_around as around
from rag.language.pinyin import sound_alike, spelt
from rag.language.places import resolve, short_names
from rag.language.text import normalise
from rag.language.vocabulary import vocabulary
from rag.library.words import tagged
from rag.types import Place

_STRETCH = re.compile(r"[\u4e00-\u9fff]+")
_LEAD = re.compile(
    r"^(?:那么|那|请问一下|请问|想问|问一下|我想知道|想知道|帮我查一下|帮我查|查一下|查询|看看|说说|介绍一下)+"
)
_OF = re.compile(r"(?<![a-z])(?:of|in|for)$")
_JOINER = re.compile(r"(?:[、,/]|和|与|跟|及)$")
_DIVISION = frozenset("省市县区旗盟州镇乡")
_GOVERNMENT = "政府"
_STREETS = frozenset(("街道", "街道办", "新区", "开发区", "自治县", "自治州"))
_LONGEST = 5
_NO_NAME = frozenset("全我本各该贵一二两三四五六七八九十百每某几这那此")
_NEVER = frozenset("的和与在了是年及或对被由把从向于为")
_ZONES = frozenset(("经开", "高新", "综保", "保税", "自贸"))


@dataclass(frozen=True, slots=True)
class Slip:
    """A misspelt or unknown name at `[start, end)`; `place` where only what it is called after its name is misspelt."""

    start: int
    end: int
    word: str
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Around:
    """What is known of a question's words: the ranges that name its scope, and where years begin and places end.

    `weak` are those of the ranges that are short names of places without reports, which a misspelt name of one with
    them may hold (额眉山).
    """

    named: Sequence[tuple[int, int]]
    weak: Collection[tuple[int, int]] = ()
    years: Collection[int] = ()
    places: Collection[int] = ()


def slips(words: str, told: Around, known: Collection[Place] = ()) -> tuple[Slip, ...]:
    """Return the words of a normalised question that look like places' names and are none, in order.

    One that is read like the name of a `known` place (建得市) counts wherever it is no word. Others hold no word of the
    dictionary or the genre, and either end like a division's name, at the head of a stretch of words, or are all that
    stands before the question's first year or, in English, behind `of`. Where a place is recognised, only what follows
    right behind one or is listed with one is looked at.
    """
    found = [*_homophones(words, told, frozenset(known))]
    taken = [*told.named, *((slip.start, slip.end) for slip in found)]
    found += _unknown(words, taken, set(told.years), set(told.places))
    return tuple(sorted(found, key=lambda slip: slip.start))


def alike(word: str, places: Iterable[Place]) -> tuple[Place, ...]:
    """Return those places whose name, in full or in short, differs from `word` in one character or is read like it.

    A word in Latin letters is held against their pinyin.
    """
    if word.isascii():
        return tuple(place for place in places if any(_one_off(word.lower(), spelt(name)) for name in _names(place)))
    return tuple(place for place in places if any(_near(word, name) for name in _names(place)))


def _names(place: Place) -> set[str]:
    return {normalise(place.name), *short_names(place)}


def _near(word: str, name: str) -> bool:
    if not len(word) == len(name) > 1:
        return False
    return sum(a != b for a, b in zip(word, name, strict=True)) == 1 or sound_alike(word, name)


def _one_off(word: str, name: str) -> bool:
    """Tell whether a letter left out, added or changed makes one word of the other."""
    if len(word) > len(name):
        word, name = name, word
    at = next((i for i, (a, b) in enumerate(zip(word, name, strict=False)) if a != b), len(word))
    return len(name) - len(word) <= 1 and word[at + (len(word) == len(name)) :] == name[at + 1 :]


@lru_cache(maxsize=64)
def _index(known: frozenset[Place]) -> dict[tuple[int, int, str], list[tuple[str, Place]]]:
    """Return the names of places by their length and each of their characters' positions."""
    index: dict[tuple[int, int, str], list[tuple[str, Place]]] = defaultdict(list)
    for place in known:
        for name in _names(place):
            for i, char in enumerate(name):
                index[len(name), i, char].append((name, place))
    return index


def _homophones(words: str, told: Around, known: frozenset[Place]) -> Iterable[Slip]:
    """Yield what is read like the name of a known place, shares a character with it, and is no word itself."""
    index = _index(known)
    lengths = sorted({size for size, _, _ in index}, reverse=True)
    at = 0
    while at < len(words):
        free = [size for size in lengths if at + size <= len(words) and _is_free(at, at + size, told)]
        slip = next((one for size in free if (one := _homophone(words, at, size, index, told.named))), None)
        if slip:
            yield slip
        at = slip.end if slip else at + 1


def _is_free(start: int, end: int, told: Around) -> bool:
    """Tell whether nothing that names the scope stands in `[start, end)`, but for a weak name that begins inside."""
    over = [(a, b) for a, b in told.named if start < b and a < end]
    return all(span in told.weak and start < span[0] for span in over)


def _homophone(
    words: str,
    start: int,
    size: int,
    index: dict[tuple[int, int, str], list[tuple[str, Place]]],
    named: Sequence[tuple[int, int]],
) -> Slip | None:
    word = words[start : start + size]
    for i, char in enumerate(word):
        for name, place in index.get((size, i, char), ()):
            if name == word or not sound_alike(word, name) or resolve(word):
                continue
            if _stands(words, start, start + size, named):
                whole = any(word.startswith(short) for short in short_names(place))
                return Slip(start, start + size, word, place if whole else None)
    return None


def _stands(words: str, start: int, end: int, named: Sequence[tuple[int, int]]) -> bool:
    """Tell whether `[start, end)` stands like a place's name.

    That is beside another, where a question names its place, or, if it is no word of the dictionary nor cut out of
    words, where a name may begin or end.
    """
    if any(around.listed(words, end, a) or around.listed(words, b, start) for a, b in named):
        return True
    if words[start:end] in _genre():
        return False
    if around.in_scope_position(words, start, end):
        return True
    edge = around.begins(words, start) or around.ends(words, end) or around.asked_about(words, start)
    return edge and not _is_cut_from(words, start, end)


def _is_cut_from(words: str, start: int, end: int) -> bool:
    """Tell whether `[start, end)` is a word of the dictionary, or has a part of one."""
    before = "" if around.asked_about(words, start) else re.findall(r"[\u4e00-\u9fff]*$", words[:start])[0]
    after = _STRETCH.match(words, end)
    at = start - len(before)
    for word, _ in tagged(before + words[start:end] + (after.group() if after else "")):
        crosses = at < end and start < at + len(word) and not start <= at < at + len(word) <= end
        if len(word) > 1 and (crosses or (at == start and at + len(word) == end)):
            return True
        at += len(word)
    return False


@lru_cache(maxsize=1)
def _genre() -> frozenset[str]:
    """Return the words of the genre, which no place is taken for."""
    known = vocabulary()
    return known.stop | known.generic | known.light | known.telling | frozenset(known.names)


def _unknown(words: str, named: Sequence[tuple[int, int]], before: set[int], behind: set[int]) -> Iterable[Slip]:
    """Yield what looks like a name by where it stands and how it ends."""
    plain = _without(words, named)
    for match in _STRETCH.finditer(plain):
        head = _LEAD.match(match.group()) if match.start() == 0 else None
        start = match.start() + (head.end() if head else 0)
        joined = _JOINER.match(plain[start : start + 1])
        start += 1 if joined and behind else 0
        if behind and match.start() not in behind:
            continue
        stretch = plain[start : match.end()]
        letters = _letters(stretch)
        end = next((i for i, letter in enumerate(letters) if letter in _DIVISION), 0)
        if 2 <= end <= _LONGEST and letters[:end] not in _ZONES:
            yield Slip(start, start + end + 1, letters[: end + 1])
            continue
        named_so = (match.start() == 0 and match.end() in before) or _OF.search(words[: match.start()])
        if named_so and letters == stretch and not behind and 2 <= len(letters) < _LONGEST and not _of_genre(letters):
            yield Slip(start, start + len(letters), letters)


def _letters(words: str) -> str:
    """Return the characters that `words` begin with and that make no word with one another; 县政府 gives its 县.

    街道 behind two of them is a division's ending too.
    """
    letters = ""
    for word, _ in tagged(words):
        if word[0] in _DIVISION and word[1:] == _GOVERNMENT:
            return letters + word[0]
        if len(letters) > 1 and word in _STREETS:
            return letters + word
        if len(word) > 1 or word in _NO_NAME or word in _NEVER or (not letters and word in vocabulary().stop):
            break
        letters += word
    return letters


def _of_genre(letters: str) -> bool:
    """Tell whether a word of the genre is in what the dictionary does not know (新收, 参训)."""
    return any(len(name) > 1 and name in letters for name in vocabulary().names)


def _without(words: str, named: Sequence[tuple[int, int]]) -> str:
    return "".join(" " if any(a <= i < b for a, b in named) else char for i, char in enumerate(words))
