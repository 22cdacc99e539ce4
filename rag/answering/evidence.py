"""How well each statement, and each figure in it, answers an ask: the share of the ask's words that it holds."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from rag.answering.contrasts import levels_differ
from rag.answering.counted import of_counted
from rag.answering.named_cells import named_cells, named_share
from rag.answering.parts import Part
from rag.answering.portion import of_portion
from rag.answering.statements import Reading, Statement
from rag.answering.terms import DECIDING, Term, find_terms, match_strength
from rag.answering.units import may_count, unit_fitness, unit_sign
from rag.answering.units import same_unit as same_unit
from rag.config import Weighing
from rag.language.figures import whole_scope
from rag.language.places import find_places
from rag.language.text import clauses
from rag.types import Figure, Kind, Place, Role

if TYPE_CHECKING:
    from rag.answering.trace import Trace

_SENTENCE_WINDOWS = 4  # those of the figure's own clause and the ones before it, in which a rate has to be named
_MOVES = re.compile(r"(?:增长|增加|增速|上升|提高|提升|下降|减少|降低|[增降涨跌]幅)(?:率|了|约|达到?|为|在|保持)*$")
_IN_BRACKETS = re.compile(r"[(][^)]*$")


@dataclass(frozen=True, slots=True)
class Ask:
    """What is looked for: words, units that fit (none: any count), and what of a report may answer.

    `part` is the part of the report asked about, `change` whether a change is (增长), `results` whether a sentence
    should report results in figures, `listing` what a sentence that lists what is asked for holds,
    `scope` whom the figure is to be of (全市, 市本级), "" for any; `words` are the ask as it was put, `counted` what of
    them follows those that ask how many (企业 in 查了几家企业), "" where nothing does.
    """

    terms: tuple[Term, ...]
    units: tuple[str, ...] = ()
    part: Part | None = None
    change: bool = False
    results: bool = False
    listing: re.Pattern[str] | None = None
    scope: str = ""
    words: str = ""
    counted: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A statement that may answer, with the figure in it that would.

    `held` is the share of the ask's words that it holds, less what its sort takes off, and `score` the same until it is
    judged; from then on 0.5 is an even chance that it answers and `chance` that chance. `signs` are what it is judged
    by beside its words.
    """

    reading: Reading
    statement: Statement
    figure: Figure | None
    score: float
    held: float = 0.0
    chance: float | None = None
    signs: tuple[float, ...] = ()


class Judge(Protocol):
    """What tells how likely each of some figures is to answer; `rag.answering.decision.Decision` is the learned one."""

    def judge(self, ask: "Ask", found: Sequence[Evidence]) -> list[Evidence]:
        """Return the evidence with its chances and scores, best first."""

    def nearness(self, ask: str, sentences: Sequence[str]) -> Sequence[float]:
        """Return how near an ask comes to each of some sentences, as fitted; about 0 for strangers, 1 at most."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A report that may answer: its statements and cells to look at, and what retrieval adds to some, by start.

    `span` is true where it is asked for the whole of five years that it looks back on.
    """

    reading: Reading
    statements: tuple[Statement, ...]
    nearness: Mapping[int, float]
    weighing: Weighing
    judge: Judge | None = None
    trace: "Trace | None" = None
    cells: tuple[Statement, ...] = ()
    span: bool = False


def weigh_figures(ask: Ask, candidate: Candidate) -> list[Evidence]:
    """Return the figures of the statements that fit the ask's units, best first."""
    found = []
    title = candidate.reading.card.label
    cells = named_cells(candidate.cells, ask.terms, ask.words, title, candidate.weighing)
    ask = _with_rarity(ask, candidate)
    for statement in (*candidate.statements, *cells):
        for index, figure in enumerate(statement.figures):
            if may_count(statement, figure, ask.units):
                windows = _figure_windows(statement, index, candidate.weighing)
                found.append(_evidence(ask, candidate, statement, figure, windows))
    found.sort(key=lambda evidence: -evidence.score)
    closely = candidate.weighing.closely
    found[:closely] = [_looked_at_closely(ask, evidence, candidate.weighing) for evidence in found[:closely]]
    ranked = _ranked(found)
    if not candidate.judge or not ranked:
        return ranked
    return of_counted(ask.counted, ask.units, of_portion(ask.words, candidate.judge.judge(ask, ranked)))


def weigh_statements(ask: Ask, candidate: Candidate) -> list[Evidence]:
    """Return the statements by how many of the ask's words they and their headings hold, best first."""
    found, weighing = [], candidate.weighing
    ask = _with_rarity(ask, candidate)
    for statement in candidate.statements:
        said = weighing.alone if statement.text in statement.headings else weighing.near
        headings = " ".join(statement.headings)
        windows = [(statement.text, said), (statement.before, weighing.later), (headings, weighing.before)]
        found.append(_evidence(ask, candidate, statement, None, windows))
    return _ranked(found)


def _ranked(found: Sequence[Evidence]) -> list[Evidence]:
    return sorted(found, key=lambda evidence: (-evidence.score, evidence.statement.start))


def aims_at_change(text: str, figure: Figure) -> bool:
    """Tell whether a figure that is aimed at is a growth (目标是地区生产总值增长5%)."""
    return figure.role is Role.TARGET and _MOVES.search(text, 0, figure.span.start) is not None


def _looked_at_closely(ask: Ask, evidence: Evidence, weighing: Weighing) -> Evidence:
    """Lower a figure for each word of the genre said of it that was not asked (复议 in 协助办理复议、应诉案件27件).

    One said of a place below the report's is of that place (海陵区出庭应诉率93.4%).
    """
    assert evidence.figure is not None
    figure = evidence.figure
    windows = _figure_windows(evidence.statement, evidence.statement.figures.index(figure), weighing)
    asked = {name for term in ask.terms for name in (term.word, *term.names)}
    said = find_terms(windows[0][0]) + find_terms(windows[1][0])
    strange = [term for term in said if term.weight >= DECIDING and term.names and not asked & {term.word, *term.names}]
    signs = (*evidence.signs[:-1], min(len(strange), 3) / 3)
    score = evidence.score * weighing.strange_word ** min(len(strange), 3)
    below = _place_below(evidence.reading, windows[0][0]) if whole_scope(figure.scope) else None
    if below is None:
        return replace(evidence, score=score, held=score, signs=signs)
    score *= weighing.part_of_place
    return replace(evidence, figure=replace(figure, scope=below), score=score, held=score, signs=signs)


def _place_below(reading: Reading, words: str) -> str | None:
    """Return the name of the last place in some words that lies below the report's own."""
    own = Place(reading.card.identity.place_path)
    for mention in reversed(find_places(words) if own.path else ()):
        if any(place != own and place.within(own) for place in mention.candidates):
            return mention.name
    return None


def _with_rarity(ask: Ask, candidate: Candidate) -> Ask:
    """Weigh words by how few statements hold them, so that modifiers decide; an unknown one that none holds, less."""
    statements, weighing = candidate.statements, candidate.weighing
    most = math.log(len(statements) + 1.5)
    weighed = []
    for term in ask.terms:
        holding = sum(match_strength(term, statement.text) > 0 for statement in statements)
        rare = (most - math.log(holding + 0.5)) / (most - math.log(0.5))
        filler = holding == 0 and not term.names
        share = weighing.filler if filler else 1 - weighing.rarity + weighing.rarity * rare
        weighed.append(replace(term, weight=term.weight * share))
    return replace(ask, terms=tuple(weighed))


def _figure_windows(statement: Statement, index: int, weighing: Weighing) -> list[tuple[str, float]]:
    """Return the stretches around a figure with the trust that a word found there is said of it."""
    text, figures, figure = statement.text, statement.figures, statement.figures[index]
    start, end = next((a, b) for a, b in clauses(text) if a <= figure.span.start < b or b >= figure.span.end)
    previous = max((other.span.end for other in figures[:index]), default=0)
    following = min((other.span.start for other in figures[index + 1 :]), default=len(text))
    after = re.split(r"[、,;。:(]", text[figure.span.end : min(following, end)])[0]
    return [
        (text[max(start, previous) : figure.span.start], weighing.near),
        (after, weighing.behind),
        (text[start:end], weighing.clause),
        (text[:start], weighing.earlier),
        (text[end:], weighing.later),
        (statement.before, weighing.before),
        (" ".join(statement.headings), weighing.heading),
    ]


def _evidence(
    ask: Ask, candidate: Candidate, statement: Statement, figure: Figure | None, windows: list[tuple[str, float]]
) -> Evidence:
    strengths = [
        _strength(term, windows[:_SENTENCE_WINDOWS] if figure and term.rate else windows) for term in ask.terms
    ]
    total = sum(term.weight for term in ask.terms)
    weighing = candidate.weighing
    held = sum(term.weight * strength for term, strength in zip(ask.terms, strengths, strict=True)) / (total or 1)
    wanting = any(term.telling and s < weighing.wanting for term, s in zip(ask.terms, strengths, strict=True))
    fitness = _fitness(ask, statement, figure, weighing) * (weighing.without_telling if wanting else 1)
    fitness *= 1 - weighing.less_named * (1 - named_share(statement, ask.words))
    if figure and _of_other_year(ask, candidate.reading, figure):
        fitness *= weighing.other_role
    near = candidate.nearness.get(statement.start, 0.0)
    close = sum(term.weight * _strength(term, windows[:2]) for term in ask.terms) / (total or 1)
    signs = (
        *(held, close, float(wanting), fitness, near * 10, unit_sign(figure, ask.units)),
        min((_strength(term, windows[:_SENTENCE_WINDOWS]) for term in ask.terms if term.telling), default=1.0),
        float(levels_differ(ask.words, windows[0][0] + windows[1][0])),
        0.0,
    )
    score = held * fitness + near
    return Evidence(candidate.reading, statement, figure, score, score, signs=signs)


def _strength(term: Term, windows: Sequence[tuple[str, float]]) -> float:
    return max(trust * match_strength(term, text) for text, trust in windows)


def _of_other_year(ask: Ask, reading: Reading, figure: Figure) -> bool:
    """Tell whether a figure's own clause gives it another year than its report's (2020年为93.4% in one of 2021)."""
    told = reading.card.identity.year
    if figure.year is None or told is None or ask.part is Part.PLANS:
        return False
    return figure.year not in ((told - 1, told) if reading.card.identity.kind is Kind.GOVERNMENT_WORK else (told,))


def _fitness(ask: Ask, statement: Statement, figure: Figure | None, weighing: Weighing) -> float:
    """Return what a statement loses for standing in another part of the report, or a figure for its role."""
    fitness = 1.0
    stray = statement.part is Part.PLANS if ask.part is None else statement.part is not ask.part
    if stray and (figure is None or figure.role is not Role.TARGET):
        fitness *= weighing.other_part
    if figure is None:
        told = not ask.results or any(one.role is Role.ACTUAL for one in statement.figures)
        told = told and (ask.listing is None or ask.listing.search(statement.text) is not None)
        return fitness if told else fitness * weighing.other_role
    if (figure.role is Role.CHANGE) != ask.change and not (ask.change and aims_at_change(statement.text, figure)):
        fitness *= weighing.other_role if ask.change or figure.unit != "%" else weighing.change_for_rate
    if _IN_BRACKETS.search(statement.text, 0, figure.span.start):
        fitness *= weighing.in_brackets
    aimed_at = figure.role is Role.TARGET or statement.part is Part.PLANS
    if figure.role is Role.PREVIOUS or (aimed_at != (ask.part is Part.PLANS)):
        fitness *= weighing.other_role
    if ask.scope:
        fitness *= 1.0 if _is_of(figure, ask.scope) else weighing.other_part
    elif not whole_scope(figure.scope):
        fitness *= weighing.part_of_place
    return fitness * unit_fitness(figure, ask.units, weighing)


def _is_of(figure: Figure, scope: str) -> bool:
    """Tell whether a figure is of the scope asked for."""
    return whole_scope(figure.scope) if whole_scope(scope) else scope in (figure.scope or "")
