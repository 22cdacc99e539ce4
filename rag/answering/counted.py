"""What an ask counts (企业 in 查了几家企业): of figures beside each other, that which counts it is the answer."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from rag.answering.units import same_unit
from rag.library.words import tagged

if TYPE_CHECKING:
    from rag.answering.evidence import Evidence

_LEAST = 2  # characters that tell one noun from another
_EVEN, _SURE = 0.5, 0.99
_TELLING, _HELD, _DOUBTED = 4, 0.75, 0.2  # characters of a noun, share of an ask's words, chance
_NOT_IT = 0.3  # under even, so that it is shown beside and not given
_MARKS = re.compile(r"[、,;。:()\"]")
_LINKING = frozenset("的 之".split())


def of_counted(counted: str, units: Sequence[str], judged: "Sequence[Evidence]") -> "list[Evidence]":
    """Return figures, judged, with those that count what is asked for put before those that count something else.

    What speaks for one figure of a sentence speaks for the sentence, so that such a figure is as likely as it was
    together with those beside it that count another noun. Other sentences are left as they are, but that the only
    figure which counts a noun of several words (执法人员), in a unit that is asked for and a sentence that holds the
    ask's words, is not doubted.
    """
    asked = _parts(counted)
    if not asked:
        return list(judged)
    nouns = [_nouns(one) for one in judged]
    counts = [any(_alike(noun, part) for noun in own for part in asked) for own in nouns]
    others = [bool(own) and not fits for own, fits in zip(nouns, counts, strict=True)]
    found = []
    for one, fits, other in zip(judged, counts, others, strict=True):
        beside = [at for at, each in enumerate(judged) if each.statement is one.statement and each is not one]
        if fits:
            likely = _as_likely(one, [judged[at] for at in beside if others[at]])
            if one.figure and same_unit(one.figure, units):
                likely = _even(_undoubted(likely) if sum(counts) == 1 and _tells(nouns, counts, asked) else likely)
            found.append(likely)
        elif other and any(counts[at] for at in beside):
            found.append(replace(one, chance=min(one.chance or 0, _NOT_IT), score=min(one.score, _NOT_IT)))
        else:
            found.append(one)
    return sorted(found, key=lambda one: -(one.chance or 0))


def _as_likely(one: "Evidence", others: "Sequence[Evidence]") -> "Evidence":
    chance = min(sum(each.chance or 0 for each in (one, *others)), _SURE)
    score = max(each.score for each in (one, *others)) if chance >= _EVEN else one.score
    return replace(one, chance=chance, score=score)


def _undoubted(one: "Evidence") -> "Evidence":
    doubted = one.held >= _HELD and _DOUBTED <= (one.chance or 0) < _EVEN
    return replace(one, chance=_EVEN) if doubted else one


def _even(one: "Evidence") -> "Evidence":
    """Return a figure with a score that is no less than even where its chance is."""
    return replace(one, score=max(one.score, _EVEN)) if (one.chance or 0) >= _EVEN else one


def _tells(nouns: Sequence[Sequence[str]], counts: Sequence[bool], asked: Sequence[str]) -> bool:
    """Tell whether the noun that the one fitting figure counts is asked for in so many words."""
    own = next(noun for noun, fits in zip(nouns, counts, strict=True) if fits)
    return any(len(noun) >= _TELLING and noun in part for noun in own for part in asked)


def _parts(counted: str) -> list[str]:
    """Return the nouns that an ask may count: each noun phrase up to its first verb (地区 in 地区的应诉率达到100%)."""
    parts, words = [], ""
    for word, tag in tagged(counted):
        if word in _LINKING:
            parts.append(words)
            words = ""
        elif _acts(tag) and words:
            break
        else:
            words += word
    return [part for part in (*parts, words) if len(part) >= _LEAST]


def _nouns(one: "Evidence") -> list[str]:
    """Return the nouns that a figure counts: the one right behind it, and the one right before it."""
    assert one.figure is not None
    text, span, figures = one.statement.text, one.figure.span, one.statement.figures
    until = min((other.span.start for other in figures if other.span.start >= span.end), default=len(text))
    since = max((other.span.end for other in figures if other.span.end <= span.start), default=0)
    behind = _first_noun(_MARKS.split(text[span.end : until])[0])
    before = _last_noun(_MARKS.split(text[since : span.start])[-1])
    return [noun for noun in (behind or before,) if len(noun) >= _LEAST]


def _first_noun(words: str) -> str:
    found = ""
    for word, tag in tagged(words):
        if tag[:1] not in "nlbjagsvi" or (_acts(tag) and found):
            break
        found += word
    return found


def _last_noun(words: str) -> str:
    found = ""
    for word, tag in reversed(tagged(words)):
        if tag[:1] not in "nlbjagsi" and tag != "vn":
            break
        found = word + found
    return found


def _alike(noun: str, asked: str) -> bool:
    """Tell whether two nouns may name one thing: one ends or begins with the other (执法人员, 行政执法人员)."""
    return noun.endswith(asked) or asked.endswith(noun) or noun.startswith(asked) or asked.startswith(noun)


def _acts(tag: str) -> bool:
    return tag.startswith("v") and tag != "vn"
