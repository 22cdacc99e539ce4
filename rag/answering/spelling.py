"""Mistyped words of a question are read as the words of the genre that they were meant for.

A stretch of Chinese is cut into words in the cheapest way, where a word that is known costs less than characters that
make none, and a word with a slip in it a little more than the word.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rag.answering.genre import edges, genre, is_word, light_letters, particles, token
from rag.answering.slips import meant_for, rate_meant

_STRETCH = re.compile(r"[\u4e00-\u9fff]{2,}")
_QUOTED = re.compile(r'"[^"]*"|《[^》]*》')
_LONGEST = 8
_WORD, _ORDINARY, _LETTER = 1.0, 1.5, 2.0
_DOUBT = 0.3
_AROUND = 12
_LOOKED_AT = 50


@dataclass(frozen=True, slots=True)
class Respelt:
    """A mistyped word of a question at `[start, end)`, normalised as it was `typed` and as it was `meant`."""

    start: int
    end: int
    typed: str
    meant: str


@dataclass(frozen=True, slots=True)
class _Cut:
    """The cheapest words up to a place: the last of them is of `size` characters, `meant` where it has a slip."""

    cost: float = 0.0
    size: int = 0
    meant: str = ""
    before: "_Cut | None" = None


def respell(words: str, taken: Sequence[tuple[int, int]], kept: Collection[str] = ()) -> tuple[Respelt, ...]:
    """Return the mistyped words of a normalised question, in order.

    What stands in the ranges `taken` or in quotes is left alone, and so are the words `kept`.
    """
    closed = [*taken, *(match.span() for match in _QUOTED.finditer(words))]
    free = "".join(" " if any(a <= i < b for a, b in closed) else char for i, char in enumerate(words))
    found = [one for match in _STRETCH.finditer(free) for one in _respelt(match.group(), match.start())]
    return tuple(one for one in found if one.typed not in kept)


def stands_in(text: str, words: str) -> bool:
    """Tell whether `words` stand in a normalised text as words, not as pieces of others (案建 in 提案建议)."""
    at = text.find(words)
    for _ in range(_LOOKED_AT):
        if at < 0:
            return False
        start = max(0, at - _AROUND)
        around = text[start : at + len(words) + _AROUND]
        if {at - start, at - start + len(words)} <= edges(around):
            return True
        at = text.find(words, at + 1)
    return False


def _respelt(run: str, offset: int) -> Iterator[Respelt]:
    """Yield the mistyped words of a stretch of Chinese that begins at `offset`."""
    cut: _Cut | None = _cheapest(run)
    at = len(run)
    found = []
    while cut and cut.size:
        at -= cut.size
        if cut.meant:
            found.append(_least(offset + at, run[at : at + cut.size], cut.meant))
        cut = cut.before
    yield from reversed(found)


def _cheapest(run: str) -> _Cut:
    """Return the cheapest words of a whole stretch."""
    best: list[_Cut | None] = [_Cut(), *[None] * len(run)]
    for start in range(len(run)):
        before = best[start]
        assert before is not None  # a single character always goes on
        for step in _steps(run, start, before):
            known = best[start + step.size]
            if known is None or step.cost < known.cost - 1e-9:
                best[start + step.size] = step
    last = best[-1]
    assert last is not None
    return last


def _steps(run: str, start: int, before: _Cut) -> Iterator[_Cut]:
    """Yield what the word at `start` may be, and what the words up to its end cost then."""
    letter = _WORD if run[start] in light_letters() else _LETTER
    yield _Cut(before.cost + letter, 1, "", before)
    for size in range(2, min(_LONGEST, len(run) - start) + 1):
        word = run[start : start + size]
        if word in genre().known:
            yield _Cut(before.cost + _WORD, size, "", before)
            continue
        if is_word(word):
            yield _Cut(before.cost + _ORDINARY, size, "", before)
        meant, cost = meant_for(word, before.size == 1)
        if not meant and run[start + size : start + size + 1] in _ends():
            meant, cost = rate_meant(word)
        if meant:
            yield _Cut(before.cost + _WORD + cost + _DOUBT, size, meant, before)


def _least(at: int, typed: str, meant: str) -> Respelt:
    """Return a slip without the words around it that were typed as they are meant (复意 of 行政复意案件)."""
    if len(typed) != len(meant):
        return Respelt(at, at + len(typed), typed, meant)
    amiss = [i for i, (a, b) in enumerate(zip(typed, meant, strict=True)) if a != b]
    start, end = token(meant, amiss[0])[0], token(meant, amiss[-1])[1]
    if end - start < 2:
        start, end = 0, len(meant)
    return Respelt(at + start, at + end, typed[start:end], meant[start:end])


@lru_cache(maxsize=1)
def _ends() -> frozenset[str]:
    """Return what may stand behind the last word of what is asked for."""
    return particles() | {""}
