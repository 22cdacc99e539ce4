"""The word of the genre that a mistyped one was surely meant for, and how sure that is.

A slip is a character typed with the same letters (复意), heard alike (网名), looking alike (建没), left out (主公开),
typed twice or before its neighbour.
"""

from collections.abc import Iterator
from functools import lru_cache

from rag.answering.genre import NUMERALS, PARTICLES, genre, is_word, light_letters, masked, particles, token, weak
from rag.language.indicators import indicators
from rag.language.pinyin import heard_alike, typed_alike
from rag.language.shapes import looks_like
from rag.language.vocabulary import vocabulary

_RATE = "率"
_TYPED, _HEARD, _SEEN, _OTHER, _LOST, _TWICE, _SWAPPED = 1.0, 1.2, 1.3, 1.8, 1.6, 1.0, 1.2
_PAIR, _SAID_SO = 0.5, 0.1
_LEAD = 0.15
_SURE, _ANYHOW = 4, 5


@lru_cache(maxsize=16384)
def meant_for(word: str, behind_letter: bool) -> tuple[str, float]:
    """Return the one word that `word` is surely a slip for, and what it costs; "" for none."""
    costs: dict[str, float] = {}
    for meant, slip in (*_substituted(word), *_shortened(word, behind_letter), *_moved(word)):
        apart = 0.0 if meant in genre().known else _PAIR if slip > _TYPED else _SAID_SO
        cost = slip + apart
        costs[meant] = min(cost, costs.get(meant, cost))
    ranked = sorted((cost, meant) for meant, cost in costs.items())
    if not ranked or (len(ranked) > 1 and ranked[1][0] - ranked[0][0] < _LEAD):
        return "", 0.0
    return ranked[0][1], ranked[0][0]


def rate_meant(word: str) -> tuple[str, float]:
    """Return the rate that `word` is meant for, whatever known word it is of (执法绿), and what it costs."""
    stem = word[:-1]
    slip = stem in genre().known and not is_word(word[-2:]) and word[-1] != _RATE and typed_alike(word[-1], _RATE)
    return (stem + _RATE, _TYPED + _SAID_SO) if slip else ("", 0.0)


def _substituted(word: str) -> Iterator[tuple[str, float]]:
    """Yield what `word` may be meant for if one of its characters is wrong."""
    for i, char in enumerate(word):
        if char in NUMERALS:
            continue
        for meant in genre().masked.get(masked(word, i), ()):
            start, end = token(meant, i)
            if meant[i] in NUMERALS or (end - start > 1 and _well_spelt(word[start:end], meant[start:end])):
                continue
            if meant not in genre().known and light_letters().issuperset(word[start:end]):
                continue  # two words by themselves beside a third: 案件里案前, not 案件立案
            slip = _slip(char, meant[i])
            if slip is None and _spelt_anyhow(word, meant, i):
                yield meant, _OTHER
            if slip is None or (slip > _TYPED and char in genre().letters and _may_stand(word, meant, i)):
                continue
            if len(word) > 2 or _likely(word, meant, i, slip):
                yield meant, slip


def _slip(typed: str, meant: str) -> float | None:
    """Return what it costs to take one character for another, None where they have nothing in common."""
    if typed_alike(typed, meant):
        return _TYPED
    if heard_alike(typed, meant):
        return _HEARD
    return _SEEN if looks_like(typed, meant) else None


def _well_spelt(typed: str, meant: str) -> bool:
    """Tell whether what was typed is a word that may stand there: one of the genre, or beside one that is no name."""
    return typed in genre().known or (is_word(typed) and meant not in genre().named)


def _spelt_anyhow(word: str, meant: str, at: int) -> bool:
    """Tell whether a long name says what is meant whatever stands for one of its characters (出庭应讼率)."""
    start, end = token(meant, at)
    spoilt = word[start:end]
    empty = meant[start:end] in weak() or is_word(spoilt) or word[at] in particles()
    return len(word) >= _ANYHOW and meant in genre().named and end - start > 1 and not empty


def _may_stand(word: str, meant: str, at: int) -> bool:
    """Tell whether a character may be meant as it stands, what is around it being a word (执法真, not 执法证)."""
    start, end = token(meant, at)
    known = genre().known
    rest = (at == start and meant[at + 1 : end] in known) or (at == end - 1 and meant[start:at] in known)
    particle = word[at] in PARTICLES and len(word) < _SURE
    return end - start < 2 or particle or (end - start > 2 and rest)


def _likely(word: str, meant: str, at: int, slip: float) -> bool:
    """Tell whether two characters that make no word may be meant for one, particles and verbs being words alone."""
    typed, other = word[at], word[1 - at]
    if typed in genre().letters and (slip > _TYPED or meant not in genre().often or genre().loose.issuperset(word)):
        return False
    if meant in vocabulary().stop or {typed, other} & PARTICLES:
        return False
    if typed not in vocabulary().stop:
        return True
    return slip == _TYPED and other not in light_letters() and len(genre().masked[masked(word, at)]) == 1


def _shortened(word: str, behind_letter: bool) -> Iterator[tuple[str, float]]:
    """Yield what `word` may be meant for if a character was left out, which is not its last one."""
    found = genre().shortened.get(word, ())
    if len(found) != 1 or word[0] in light_letters():
        return
    meant = found[0]
    if len(word) < _SURE and meant not in genre().named:
        return
    at = next((i for i, char in enumerate(word) if char != meant[i]), len(word))
    if at == len(word) or (at == 0 and behind_letter):
        return
    start, end = token(meant, at)
    left = word[start : end - 1]
    if left and left not in genre().known | genre().loose:
        yield meant, _LOST


def _moved(word: str) -> Iterator[tuple[str, float]]:
    """Yield what `word` may be meant for if a character was typed twice, or two in the wrong order."""
    for i in range(1, len(word)):
        once = word[:i] + word[i + 1 :]
        twice = word[i] == word[i - 1] and word[i] not in _counted()
        if twice and _whole(once) and (len(word) > 3 or (i > 1 and word[i] not in genre().loose)):  # not 哪些组组成
            yield once, _TWICE
        swapped = word[: i - 1] + word[i] + word[i - 1] + word[i + 1 :]
        if swapped != word and _whole(swapped) and len(word) != 3:
            yield swapped, _SWAPPED


def _whole(word: str) -> bool:
    """Tell whether characters make a word that is surely meant where they stand in the wrong order or twice."""
    known = genre()
    plain = len(word) == 2 and word in known.often and word not in vocabulary().stop
    return (len(word) > 2 and word in known.meant) or (plain and not set(word) & (_counted() | known.loose))


@lru_cache(maxsize=1)
def _counted() -> frozenset[str]:
    """Return the characters that stand twice in well-spelt words: what things are counted in, and words of asking."""
    units = {unit for one in indicators().values() for unit in one.units if len(unit) == 1}
    return light_letters() | units
