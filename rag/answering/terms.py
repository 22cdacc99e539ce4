"""The words of an ask, each under all its names, and how surely a stretch of text holds them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from rag.language.vocabulary import vocabulary
from rag.library.words import tagged

DECIDING = 0.8
_NAME_SHARE, _SAME_STEM = 0.92, 0.97
_PART_SHARE, _STEM_SHARE = 0.7, 0.6
_RATE = "率"
_NEGATIONS = ("不予", "未予", "不", "未", "没", "非", "无")
_DENYING = ("不", "未")
_QUOTED = "quoted"
_QUOTES = re.compile(r"\"(?P<words>[^\"]{2,20})\"")
_CONTENT = re.compile(r"[\w%]")


@dataclass(frozen=True, slots=True)
class Term:
    """One word of an ask with its other names; `weight` is 1 for a word of the genre, less for a generic one.

    `telling` is true for a word without which a clause is of something else (败诉, 出庭应诉, any rate by its name).
    """

    word: str
    names: tuple[str, ...]
    weight: float
    telling: bool = False

    @property
    def rate(self) -> bool:
        """Whether it names a rate (满意率)."""
        return self.word.endswith(_RATE) and len(self.word) > len(_RATE) + 1

    @property
    def generic(self) -> bool:
        """Whether nearly every clause holds it."""
        return self.word in vocabulary().generic


@lru_cache(maxsize=2048)
def find_terms(topic: str) -> tuple[Term, ...]:
    """Return the words of a normalised topic that carry meaning, words of asking dropped, each once."""
    terms = {match["words"]: _term(match["words"], _QUOTED) for match in _QUOTES.finditer(topic)}
    topic = _QUOTES.sub(" ", topic)
    at = 0
    for match in _known_words().finditer(topic):
        for word, tag in _segments(topic[at : match.start()]):
            terms.setdefault(word, _term(word, tag))
        if match.group() not in vocabulary().stop:
            terms.setdefault(match.group(), _term(match.group(), ""))
        at = match.end()
    for word, tag in _segments(topic[at:]):
        terms.setdefault(word, _term(word, tag))
    return tuple(terms.values())


def say_something(terms: Sequence[Term]) -> bool:
    """Tell whether there is more than single characters to look for."""
    return any(len(term.word) > 1 for term in terms)


def match_strength(term: Term, text: str) -> float:
    """Return how surely `text` holds `term`: 1 for the word itself, less for another name or most of its letters."""
    if _holds(text, term.word):
        return 1.0
    held = [name for name in term.names if _holds(text, name)]
    if held:
        return _SAME_STEM if any(name in term.word or term.word in name for name in held) else _NAME_SHARE
    if term.word.endswith(_RATE) and not term.names:
        return _STEM_SHARE if _holds(text, term.word.removesuffix(_RATE)) else 0.0
    if len(term.word) >= 3 and not term.names:
        pairs = {term.word[i : i + 2] for i in range(len(term.word) - 1)}
        share = sum(pair in text for pair in pairs) / len(pairs)
        return _PART_SHARE * share if share >= 0.5 else 0.0
    return 0.0


def _term(word: str, tag: str) -> Term:
    known = vocabulary()
    weights = known.weights
    if word in known.generic:
        weight = weights["generic"]
    elif word in known.light:
        weight = weights["light"]
    elif word in known.names or tag == _QUOTED:
        weight = weights["known"]
    elif len(word) == 1:
        weight = weights["letter"]
    else:
        weight = weights.get(tag, weights.get(tag[:1], weights["other"]))
    term = Term(word, known.names.get(word, ()), weight, word in known.telling or tag == _QUOTED)
    return replace(term, telling=True) if term.rate else term


def _segments(text: str) -> list[tuple[str, str]]:
    """Return the words of a stretch with their parts of speech, words of asking dropped, 纠错率 and 不掌握 whole."""
    words: list[tuple[str, str]] = []
    for word, tag in tagged(text):
        if word == _RATE and words and len(words[-1][0]) > 1 and words[-1][0] not in vocabulary().generic:
            words[-1] = (words[-1][0] + _RATE, "n")
        elif words and words[-1][0] in _DENYING and tag.startswith("v") and len(word) > 1:
            words[-1] = (words[-1][0] + word, tag)
        elif word not in vocabulary().stop and _CONTENT.search(word):
            words.append((word, tag))
    return words


def _holds(text: str, name: str) -> bool:
    """Tell whether `text` holds `name` and does not deny it (受理 does not stand in 不予受理)."""
    at = text.find(name)
    while at >= 0:
        if name.startswith(_NEGATIONS) or not text[max(0, at - 2) : at].endswith(_NEGATIONS):
            return True
        at = text.find(name, at + 1)
    return False


@cache
def _known_words() -> re.Pattern[str]:
    known = vocabulary()
    words = {word for word in known.names if len(word) >= 2}
    words |= {word for word in known.stop | known.generic if len(word) >= 3}
    return re.compile(f"(?:{'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))})(?:{_RATE})?")
