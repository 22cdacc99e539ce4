"""Spoiling right answers in every way that matters, to see that the scorer notices: of a right answer, wrong ones.

Each is wrong by construction: a change that happens to leave an answer right, the digits of 11 exchanged, is left out
without asking the scorer. Nothing is drawn by chance, so that a run is the same again.
"""

from collections.abc import Iterator

from eval.mutations.citations import citations
from eval.mutations.clauses import clauses, elsewhere
from eval.mutations.evading import hedges, poured_out, rivals
from eval.mutations.posing import poses
from eval.mutations.spoiling import Mutation, Setting, Spoiler
from eval.mutations.states import abstentions, answers, forbidden, reasons
from eval.mutations.values import comparisons, figures, lists, neighbours, owners, parts, signs

SPOILERS: tuple[Spoiler, ...] = (
    figures,
    signs,
    neighbours,
    hedges,
    rivals,
    owners,
    comparisons,
    parts,
    lists,
    citations,
    clauses,
    elsewhere,
    poses,
    poured_out,
    answers,
    abstentions,
    reasons,
    forbidden,
)


def mutations(setting: Setting) -> Iterator[Mutation]:
    """Yield a right answer spoilt in every way that its question allows."""
    for spoiler in SPOILERS:
        yield from spoiler(setting)
