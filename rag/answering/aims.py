"""What was done, where an ask that wants no aim comes as near to an aim: work reports say both in the same words."""

from dataclasses import replace

from rag.answering.evidence import Ask, Candidate, weigh_figures
from rag.answering.labels import Beside, told_of
from rag.answering.several import Found
from rag.answering.strangers import without_strangers
from rag.answering.stretches import is_ahead

_AS_MANY, _DONE_TOO = 0.1, 0.2


def as_done(ask: Ask, aimed: Found, candidate: Candidate, beside: Beside) -> Found | None:
    """Return what was done where an ask does not want an aim and its words are as much of the one as of the other."""
    best = aimed.chosen[0]
    done = replace(candidate, statements=tuple(one for one in candidate.statements if not is_ahead(one)))
    for one in without_strangers(ask, weigh_figures(ask, done))[:1]:
        assert one.figure is not None and best.figure is not None
        alike = one.figure.unit == best.figure.unit and (one.chance or 0) >= _DONE_TOO
        if alike and one.held >= best.held - _AS_MANY and told_of(one, beside):
            return Found((replace(one, score=max(one.score, best.score)),))
    return None
