"""Does this evidence answer this ask: the chance that it does, from its words and from a learned reading of them.

`python -m eval.training` fits what is learned; docs/decision.md says how, and how well it does on what it never saw.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from rag.answering.closeness import Closeness
from rag.answering.evidence import Ask, Evidence
from rag.answering.learned import head
from rag.answering.towers import Array
from rag.language.contexts import ask_text, figure_context

_JUDGED, _JUDGED_WEAK, _WEAK = 10, 24, 0.6

_EVEN, _STEP, _LOWEST, _HIGHEST = 0.5, 0.1, 0.0, 1.1
_UNJUDGED = 0.3
_GAP = 0.5
_COSINE, _SPREAD = 0.9, 10.0


@dataclass(frozen=True, slots=True)
class Decision:
    """Judges evidence by the words it holds, by how the learned towers read it, and by what else there is beside it."""

    closeness: Closeness

    def judge(self, ask: Ask, found: Sequence[Evidence]) -> list[Evidence]:
        """Return figures with their chances and scores, best first; those that `to_judge` leaves out come behind."""
        first = to_judge(found)
        rest = found[len(first) :]
        chances = head().chances(features(ask, first, self.closeness))
        judged = [replace(one, chance=chance, score=_score(chance)) for one, chance in zip(first, chances, strict=True)]
        judged.sort(key=lambda one: (-(one.chance or 0), -one.held, one.statement.start))
        return [*judged, *(replace(one, score=min(one.score, _UNJUDGED)) for one in rest)]

    def nearness(self, ask: str, sentences: Sequence[str]) -> Sequence[float]:
        """Return how near an ask comes to each of some sentences, as fitted, rounded so that a batch is not seen."""
        return [round(float(one), 2) for one in self.closeness.near(ask, sentences)]


def to_judge(found: Sequence[Evidence]) -> Sequence[Evidence]:
    """Return the evidence that is judged: the first ten by their words, or more where words do not find much.

    Of what stands behind them hardly anything has been what answers, and each costs an embedding.
    """
    return found[: _JUDGED_WEAK if found[0].held < _WEAK else _JUDGED]


def features(ask: Ask, found: Sequence[Evidence], closeness: Closeness) -> Array:
    """Return what the head sees of each evidence, a row each: its signs, its closeness, its lead over the others."""
    words, contexts = ask_text(ask.words), [context_of(one) for one in found]
    read = closeness.signs(words, contexts)
    held = np.array([one.held for one in found], np.float32)
    fitted, embedded = read[:, 0], (read[:, 1] - _COSINE) * _SPREAD
    signs = np.array([one.signs for one in found], np.float32)
    made = [held, np.minimum(held, _EVEN), fitted, embedded, fitted * held, _lead(held), _lead(fitted)]
    ones = np.full(len(found), float("%" in ask.units), np.float32)
    return np.column_stack([*made, read[:, 2:], signs, ones]).astype(np.float32)


def _lead(values: Array) -> Array:
    """Return by how much each value leads the best of the others, at most a half either way."""
    best = np.sort(values)[::-1]
    second = best[1] if len(best) > 1 else best[0] - _GAP
    others = np.where(values == best[0], second, best[0])
    lead: Array = np.clip(values - others, -_GAP, _GAP)
    return lead


def context_of(one: Evidence) -> str:
    """Return the words around an evidence's figure, as they are judged."""
    text, figure = one.statement.text, one.figure
    assert figure is not None
    spans = [other.span for other in one.statement.figures]
    index = next((place for place, span in enumerate(spans) if span == figure.span), None)
    return figure_context(text, spans if index is not None else [figure.span], index or 0)


def _score(chance: float) -> float:
    """Return a chance on the scale that words are weighed on: 0.5 is even, and a step is one unit of log odds."""
    odds = np.log(max(chance, 1e-4) / max(1 - chance, 1e-4))
    return float(np.clip(_EVEN + _STEP * odds, _LOWEST, _HIGHEST))
