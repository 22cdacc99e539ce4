"""The words that reports are written and asked about in, and what they look like with one character gone or unread."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from rag.language.indicators import indicators
from rag.language.text import normalise
from rag.language.vocabulary import vocabulary
from rag.library.words import tagged

NUMERALS = frozenset("一二三四五六七八九十百千万亿两零〇几")
PARTICLES = frozenset("的和与在了是年及或对被由把从向于为不未没无非第多某每") | NUMERALS
"""Characters that are words by themselves, numbers among them."""

UNREAD = "?"
"""Stands for a character that is not read, in the keys of `Genre.masked`."""

_CHINESE = re.compile(r"[\u4e00-\u9fff]+")
_NAME, _SAID, _ASKED = 3, 2, 1
_OFTEN, _HERE_AND_THERE = 6, 12
_LONGEST, _LONGEST_PAIR = 8, 6


@dataclass(frozen=True, slots=True)
class Genre:
    """The words of the genre.

    `named` are those of words.toml and the indicators' names as they stand, `known` those and the words that
    indicators are said and asked in. `meant` are what a mistyped word may be meant for, the named ones, the words of
    what is said and pairs of words said together; `often` are those of them that are said often. `letters` are the
    characters of all, `loose` those that people use as words by themselves. `masked` has what may be meant by what is
    left where one character is UNREAD, `shortened`, from four characters on, where one is gone.
    """

    known: frozenset[str]
    named: frozenset[str]
    often: frozenset[str]
    meant: frozenset[str]
    letters: frozenset[str]
    loose: frozenset[str]
    masked: Mapping[str, tuple[str, ...]]
    shortened: Mapping[str, tuple[str, ...]]


@cache
def genre() -> Genre:
    """Return the words of the genre, read once."""
    vocab = vocabulary()
    named = {*vocab.stop, *vocab.generic, *vocab.light, *vocab.telling, *vocab.names}
    known: set[str] = set()
    told: Counter[str] = Counter()
    loose: Counter[str] = Counter()
    pairs: set[str] = set()
    for run, weight in _runs():
        words = [word for word, _ in tagged(run)]
        known.update(word for word in words if len(word) > 1)
        loose.update(word for word in words if len(word) == 1 and weight == _ASKED)
        if weight == _NAME and len(run) <= _LONGEST:
            named.add(run)
        if weight > _ASKED:
            told.update({word: weight * words.count(word) for word in words if len(word) > 1})
            pairs.update(a + b for a, b in pairwise(words) if min(len(a), len(b)) > 1 and len(a + b) <= _LONGEST_PAIR)
    named = {word for word in named if len(word) > 1 and _CHINESE.fullmatch(word)}
    meant = named | told.keys() | pairs
    return Genre(
        known=frozenset(named | known),
        named=frozenset(named),
        often=frozenset(named | {word for word, count in told.items() if count >= _OFTEN}),
        meant=frozenset(meant),
        letters=frozenset("".join((*named, *known))),
        loose=frozenset(word for word, count in loose.items() if count >= _HERE_AND_THERE),
        masked=_by_key((masked(word, i), word) for word in meant for i in range(len(word))),
        shortened=_by_key(
            (word[:i] + word[i + 1 :], word) for word in meant if len(word) > 3 for i in range(len(word))
        ),
    )


def masked(word: str, at: int) -> str:
    """Return a word with one of its characters unread."""
    return f"{word[:at]}{UNREAD}{word[at + 1 :]}"


def _runs() -> Iterable[tuple[str, int]]:
    """Yield the stretches of Chinese in what is known of the indicators, with what each weighs."""
    for one in indicators().values():
        for texts, weight in ((one.names, _NAME), (one.says, _SAID), (one.asks, _ASKED)):
            for text in texts:
                yield from ((run, weight) for run in _CHINESE.findall(normalise(text)))


def _by_key(entries: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    words: dict[str, dict[str, None]] = defaultdict(dict)
    for key, word in entries:
        words[key][word] = None
    return {key: tuple(sorted(found)) for key, found in words.items()}


@lru_cache(maxsize=1)
def particles() -> frozenset[str]:
    """Return the particles, and the characters that are words of asking by themselves."""
    return PARTICLES | {word for word in vocabulary().stop if len(word) == 1}


@lru_cache(maxsize=1)
def light_letters() -> frozenset[str]:
    """Return the characters that are words of questions by themselves."""
    return particles() | {word for word in weak() if len(word) == 1}


@lru_cache(maxsize=1)
def weak() -> frozenset[str]:
    """Return the words that say little by themselves."""
    known = vocabulary()
    return known.stop | known.generic | known.light


@lru_cache(maxsize=16384)
def is_word(word: str) -> bool:
    """Tell whether the dictionary has a word that is more usual than its characters by themselves."""
    return len(word) <= 4 and len(tagged(word)) == 1


@lru_cache(maxsize=4096)
def _tokens(word: str) -> tuple[tuple[int, int], ...]:
    return tuple(pairwise(sorted(edges(word))))


def token(word: str, at: int) -> tuple[int, int]:
    """Return the range of that word of a word which holds the character `at`."""
    return next((start, end) for start, end in _tokens(word) if start <= at < end)


def edges(text: str) -> set[int]:
    """Return where words begin and end in a text."""
    found, at = {0, len(text)}, 0
    for word, _ in tagged(text):
        at = text.index(word, at)
        found |= {at, at + len(word)}
        at += len(word)
    return found
