"""The portion of a whole that an ask is for (职权中行政许可有几项): the figure of the whole does not answer."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from rag.answering.terms import DECIDING, find_terms, match_strength

if TYPE_CHECKING:
    from rag.answering.evidence import Evidence

_AMONG = r"(?:(?<![集其期年高初之过事])中(?![国小心央层标介医药学级期等间外华午])|当中|里面?(?!程)|其中)"
_PORTION = re.compile(
    rf"{_AMONG}的?,?(?:含有?|包括|属于|有)?(?P<among>[^\s,。?!]{{2,12}}?)(?:的|又|各|有|占)*$"
    r"|(?<!包)(?:里含|中含|含)(?P<held>[^\s,。?!]{2,12}?)(?:的|有)*$"
)
_HELD = 0.5
_EVEN, _SURE = 0.5, 0.99
_NOT_IT = 0.3  # under even, so that it is shown beside and not given


def portion_of(words: str) -> str:
    """Return what an ask names as the portion of a whole that it is for, "" where it names none."""
    found = _PORTION.search(words.strip())
    return (found["among"] or found["held"]) if found else ""


def of_portion(words: str, judged: "Sequence[Evidence]") -> "list[Evidence]":
    """Return figures, judged, with those of the whole put behind those of the portion that an ask is for.

    A figure whose own words hold the portion is as likely as it was together with that of the whole in its sentence:
    what speaks for the whole speaks for the sentence. Where none holds it, nothing is changed unless the portion is
    told by words of the genre, which a report that states it would use.
    """
    portion = portion_of(words)
    if not portion:
        return list(judged)
    fits = [_holds(portion, one) for one in judged]
    if not any(fits) and not _known(portion):
        return list(judged)
    likely: dict[int, Evidence] = {}
    for one in judged:
        if (one.chance or 0) > (likely[one.statement.start].chance or 0 if one.statement.start in likely else 0):
            likely[one.statement.start] = one
    found = []
    for one, fit in zip(judged, fits, strict=True):
        whole = likely.get(one.statement.start, one)
        if fit and one.chance is not None:
            chance = min(one.chance + (whole.chance or 0) * (whole is not one), _SURE)
            found.append(replace(one, chance=chance, score=max(one.score, whole.score, _EVEN * (chance >= _EVEN))))
        else:
            found.append(replace(one, chance=min(one.chance or 0, _NOT_IT), score=min(one.score, _NOT_IT)))
    return sorted(found, key=lambda one: -(one.chance or 0))


def _holds(portion: str, one: "Evidence") -> bool:
    """Tell whether the words right before a figure, or whose it is, hold the portion."""
    assert one.figure is not None
    said = f"{_own_words(one)} {one.figure.scope or ''}"
    terms = [term for term in find_terms(portion) if term.weight >= DECIDING]
    return portion in said or (bool(terms) and all(match_strength(term, said) >= _HELD for term in terms))


def _own_words(one: "Evidence") -> str:
    """Return what stands between the number before a figure and the next mark behind it."""
    assert one.figure is not None
    text, span = one.statement.text, one.figure.span
    since = max((other.span.end for other in one.statement.figures if other.span.end <= span.start), default=0)
    before = re.split(r"[;。:(,]", text[since : span.start])[-1]
    return before + re.split(r"[、,;。:(]", text[span.end :])[0]


def _known(portion: str) -> bool:
    return any(term.names and term.weight >= DECIDING for term in find_terms(portion))
