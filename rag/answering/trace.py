"""What an answer was decided by, kept while it is decided, for a person who asks why."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from rag.answering.asked import Question
from rag.answering.compose import Outcome
from rag.answering.evidence import Ask, Candidate, Evidence, weigh_figures
from rag.answering.labels import HELD, holds, label_of, same_figure
from rag.answering.parts import Part
from rag.answering.scope import Resolved
from rag.answering.units import may_count, same_unit
from rag.language.figures import whole_scope
from rag.types import Finding, Passage, ReportCard, Role

SHOWN = 10
"""How many candidates of an ask are kept, and those chosen besides."""

_OTHERS = 3


class Refusal(StrEnum):
    """The main reason why a candidate was not chosen."""

    OTHER_UNIT = "other_unit"
    OTHER_ROLE = "other_role"
    OTHER_YEAR = "other_year"
    OTHER_SCOPE = "other_scope"
    OTHER_LABEL = "other_label"
    OTHER_INDICATOR = "other_indicator"
    STRANGE_WORD = "strange_word"
    BELOW_EVEN = "below_even"
    TOO_FEW_WORDS = "too_few_words"
    NOT_BEST = "not_best"


@dataclass(frozen=True, slots=True)
class Search:
    """One ask put to one report: its candidates, best first, and which were chosen.

    `own` are the ask's own words where it leaves out others, which a figure's label has to hold. `weighed` counts all
    candidates, of which `found` are the first and all chosen; `others` are figures whose words fit and whose units do
    not.
    """

    ask: Ask
    own: str
    card: ReportCard
    weighed: int
    found: tuple[Evidence, ...]
    chosen: tuple[Evidence, ...]
    others: tuple[Evidence, ...] = ()

    def chose(self, one: Evidence) -> Evidence | None:
        """Return a candidate as it was chosen, None where it was not."""
        return next((other for other in self.chosen if _same(one, other)), None)


@dataclass(frozen=True, slots=True)
class Looked:
    """The passages that were retrieved for a target, best first, and what came of it."""

    passages: tuple[Passage, ...]
    outcome: Outcome


@dataclass
class Trace:
    """Takes note of how one question is answered; changes nothing.

    Not for several questions, nor for several threads.
    """

    question: Question | None = None
    resolved: Resolved | None = None
    looked: tuple[Looked, ...] = ()
    searches: list[Search] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def answered(
        self,
        question: Question,
        resolved: Resolved,
        passages: Sequence[tuple[Passage, ...]],
        outcomes: Sequence[Outcome],
    ) -> None:
        """Keep the question as understood, its scope, and what came of each target."""
        self.question, self.resolved = question, resolved
        self.looked = tuple(Looked(found, one) for found, one in zip(passages, outcomes, strict=True))

    def searched(
        self, ask: Ask, candidate: Candidate, ranked: Sequence[Evidence], chosen: Sequence[Evidence], own: str = ""
    ) -> None:
        """Keep what an ask came to in a report, unless that is known."""
        behind = [one for one in ranked[SHOWN:] if any(_same(one, other) for other in chosen)]
        found = (*ranked[:SHOWN], *behind)
        others = _of_other_units(ask, candidate)
        search = Search(ask, own, candidate.reading.card, len(ranked), found, tuple(chosen), others)
        if search not in self.searches:
            self.searches.append(search)


def refusal(one: Evidence, search: Search, enough: float, likely: tuple[str, str] = ("", "")) -> Refusal | None:
    """Return the main reason why a candidate of a search was not chosen, None where it was.

    `likely` are the known indicators that the ask and the candidate's words are surely of, "" for none.
    """
    if search.chose(one):
        return None
    fits = one.score >= enough
    if one.figure is None:
        return Refusal.NOT_BEST if fits else Refusal.TOO_FEW_WORDS
    other = _of_another_sort(one, search)
    if other is None and not fits:
        other = _of_other_words(one, likely, enough)
    other = other or _of_others(one, search)
    if other or fits:
        return other or Refusal.NOT_BEST
    strange = one.signs and one.signs[-1] > 0
    return Refusal.STRANGE_WORD if strange else Refusal.BELOW_EVEN


def _of_another_sort(one: Evidence, search: Search) -> Refusal | None:
    """Return what keeps a figure from answering whatever its words are: its unit, its role or its year."""
    ask, figure = search.ask, one.figure
    assert figure is not None
    if ask.units and "个" not in ask.units and figure.unit and not same_unit(figure, ask.units):
        return Refusal.OTHER_UNIT
    planned = ask.part is Part.PLANS
    fits = {Role.CHANGE: ask.change, Role.TARGET: planned, Role.PREVIOUS: False}.get(figure.role, not ask.change)
    if not fits:
        return Refusal.OTHER_ROLE
    told = search.card.identity.year
    other_year = figure.year is not None and told is not None and figure.year != told
    return Refusal.OTHER_YEAR if other_year and not planned else None


def _of_other_words(one: Evidence, likely: tuple[str, str], enough: float) -> Refusal | None:
    """Return what its words alone say against a figure: another indicator, or hardly a word of the ask."""
    if all(likely) and likely[0] != likely[1]:
        return Refusal.OTHER_INDICATOR
    return Refusal.TOO_FEW_WORDS if one.held < enough else None


def _of_others(one: Evidence, search: Search) -> Refusal | None:
    """Return whether a figure is of others than those asked for or chosen, or its label lacks the ask's own words."""
    assert one.figure is not None
    scopes = {(other.figure.scope if other.figure else None) or "" for other in search.chosen}
    wanted = {search.ask.scope} if search.ask.scope else scopes
    if wanted and not any(_of_scope(one.figure.scope or "", scope) for scope in wanted):
        return Refusal.OTHER_SCOPE
    return Refusal.OTHER_LABEL if search.own and holds(label_of(one), search.own) < HELD else None


def _of_scope(scope: str, wanted: str) -> bool:
    return wanted in scope or (whole_scope(scope or None) and whole_scope(wanted or None))


def _of_other_units(ask: Ask, candidate: Candidate) -> tuple[Evidence, ...]:
    """Return the figures that hold most of an ask's words and are in no unit that it accepts."""
    if not ask.units:
        return ()
    every = weigh_figures(replace(ask, units=()), replace(candidate, judge=None, trace=None))
    return tuple(one for one in every if one.figure and not may_count(one.statement, one.figure, ask.units))[:_OTHERS]


def _same(one: Evidence, other: Evidence) -> bool:
    if one.figure is None or other.figure is None:
        return one.statement is other.statement and one.figure is other.figure
    return same_figure(one, other)
