"""A word that stands where a place's name would and that no gazetteer knows (苏洲, 蓝考县): misspelt, or no place."""

import re
from collections.abc import Iterable, Sequence

from rag.language.places import short_names
from rag.language.text import normalise
from rag.language.vocabulary import vocabulary
from rag.library.words import tagged
from rag.types import Place

_STRETCH = re.compile(r"[\u4e00-\u9fff]+")
_LEAD = re.compile(r"^(?:那么|那|请问一下|请问|想问)+")
_OF = re.compile(r"(?<![a-z])(?:of|in|for)$")
_DIVISION = frozenset("省市县区旗盟州镇乡")
_GOVERNMENT = "政府"
_LONGEST = 5
_NO_NAME = frozenset("全我本各该贵一二两三四五六七八九十百")
_ZONES = frozenset(("经开", "高新", "综保", "保税", "自贸"))


def unknown_name(words: str, named: Sequence[tuple[int, int]], years: Iterable[int], places: Iterable[int]) -> str:
    """Return a word of a normalised question that looks like a place's name, though none is recognised there, else "".

    It holds no word of the dictionary or the genre, and either ends like a division's name, at the head of a stretch of
    words, or is all that stands before the question's first year or, in English, behind `of`. `named` are the ranges
    that name the scope, `years` where years begin and `places` where recognised places end; with any of those only what
    follows right behind one is looked at.
    """
    behind, before = set(places), set(years)
    for match in _STRETCH.finditer(_without(words, named)):
        if behind and match.start() not in behind:
            continue
        stretch = _LEAD.sub("", match.group()) if match.start() == 0 else match.group()
        letters = _letters(stretch)
        end = next((i for i, letter in enumerate(letters) if letter in _DIVISION), 0)
        if 2 <= end <= _LONGEST and letters[:end] not in _ZONES:
            return letters[: end + 1]
        named_so = (match.start() == 0 and match.end() in before) or _OF.search(words[: match.start()])
        if named_so and letters == stretch and not behind and 2 <= len(letters) < _LONGEST and not _of_genre(letters):
            return letters
    return ""


def alike(word: str, places: Iterable[Place]) -> tuple[Place, ...]:
    """Return those places whose name, in full or in short, differs from `word` in one character."""
    return tuple(place for place in places if any(_near(word, name) for name in _names(place)))


def _names(place: Place) -> set[str]:
    return {normalise(place.name), *short_names(place)}


def _near(word: str, name: str) -> bool:
    return len(word) == len(name) > 1 and sum(a != b for a, b in zip(word, name, strict=True)) == 1


def _letters(words: str) -> str:
    """Return the characters that `words` begin with and that make no word with one another; 县政府 gives its 县."""
    letters = ""
    for word, _ in tagged(words):
        if word[0] in _DIVISION and word[1:] == _GOVERNMENT:
            return letters + word[0]
        if len(word) > 1 or word in vocabulary().stop or word in _NO_NAME:
            break
        letters += word
    return letters


def _of_genre(letters: str) -> bool:
    """Tell whether a word of the genre is in what the dictionary does not know (新收, 参训)."""
    return any(len(name) > 1 and name in letters for name in vocabulary().names)


def _without(words: str, named: Sequence[tuple[int, int]]) -> str:
    return "".join(" " if any(a <= i < b for a, b in named) else char for i, char in enumerate(words))
