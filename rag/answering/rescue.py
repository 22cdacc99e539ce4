"""What one report was asked in vain is asked again in the words of another report that answered beside it.

Reports of two places, or of two years, say the same thing in words of their own, some of which the question does not
hold. Where the question's words and the other report's point to one figure, and hardly to any other, it answers.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rag.answering.answer import read_target
from rag.answering.asked import AskKind, Question
from rag.answering.comparing import of_each
from rag.answering.compose import Outcome
from rag.answering.contrasts import levels_differ
from rag.answering.evidence import Ask, Candidate, Evidence, weigh_figures
from rag.answering.labels import label_of, same_figure
from rag.answering.points import canonical_figure, figure_point
from rag.answering.reckon import alike
from rag.answering.shelf import Shelf
from rag.answering.strangers import is_stranger
from rag.answering.terms import DECIDING, Term, find_terms, match_strength
from rag.config import Settings
from rag.language.figures import whole_scope

_SAME_WORDS = 0.9
_LIKELY = ((0.04, 4.0), (0.01, 20.0))
"""What both chances come to, and by how many times they lead those of the next figure, for one to answer."""

_EVEN, _WELL, _TWICE = 0.5, 0.05, 2.0
_UNJUDGED, _LEAST = 0.05, 0.01


@dataclass(frozen=True, slots=True)
class Twice:
    """A figure with its chances to answer the question and to be of what another report's words are of."""

    evidence: Evidence
    by_ask: float
    by_words: float

    @property
    def both(self) -> float:
        """The chance that both ways of asking are of it."""
        return self.by_ask * self.by_words


def rescued(question: Question, outcomes: Sequence[Outcome], shelf: Shelf, settings: Settings) -> list[Outcome]:
    """Return what was found for each target, those in which no figure was found asked again where another has one."""
    told = [one for outcome in outcomes for one in _told(outcome)]
    if not told or shelf.judge is None or question.asks:
        return list(outcomes)
    return [one if _has_figures(one) else _again(question, one, told, shelf, settings) for one in outcomes]


def _has_figures(outcome: Outcome) -> bool:
    return any(point.figures for point in outcome.points)


def _told(outcome: Outcome) -> list[Evidence]:
    """Return the one figure that answers for a target, where it stands in its sentence, none where several do."""
    figures = [(point, figure) for point in outcome.points for figure in point.figures]
    if len(figures) != 1 or outcome.target.place is None or outcome.target.part:
        return []
    point, wanted = figures[0]
    reading = point.reading
    found = (Evidence(reading, s, f, 0.0) for s in (*reading.statements, *reading.cells) for f in s.figures)
    return [one for one in found if canonical_figure(one).span == wanted.span]


def _again(question: Question, vain: Outcome, told: Sequence[Evidence], shelf: Shelf, settings: Settings) -> Outcome:
    """Return what another report's words find for a target, what was found where they find nothing."""
    plain = of_each(question, vain.target.place)
    figures_asked = AskKind.FIGURE in plain.kinds or not plain.kinds
    if vain.target.place is None or vain.target.part or not vain.target.cards or not figures_asked:
        return vain
    read, _ = read_target(plain, vain.target, vain.nearest, shelf, settings)
    ask = Ask(find_terms(plain.sought), plain.units, words=plain.sought)
    for one in {label_of(one).words: one for one in told}.values():
        found = [twice for candidate in read for twice in _weighed_twice(ask, one, candidate)]
        best = surest(found, ask, one)
        if best is not None:
            return replace(vain, points=(figure_point(best, settings.answering.quote),))
    return vain


def _weighed_twice(ask: Ask, told: Evidence, candidate: Candidate) -> list[Twice]:
    """Return a report's figures with both chances; one that words leave unjudged has a small chance by the question."""
    assert told.figure is not None
    words = label_of(told).words
    ranked = weigh_figures(ask, candidate)
    found = weigh_figures(Ask(find_terms(words), (told.figure.unit,), words=words), candidate)
    twice = []
    for one in found:
        known = next((other for other in ranked if same_figure(one, other)), None)
        if known is not None and one.chance is not None:
            by_ask = _UNJUDGED if known.chance is None else known.chance
            twice.append(Twice(replace(one, figure=known.figure, score=known.score), by_ask, one.chance))
    return sorted(twice, key=lambda one: -one.both)


def surest(found: Sequence[Twice], ask: Ask, told: Evidence) -> Evidence | None:
    """Return the figure that both ways of asking point to, None where they point to several or to none."""
    if not found or not _fits(found[0].evidence, ask, told):
        return None
    first, second = found[0], found[1].both if len(found) > 1 else 0.0
    leads = any(first.both >= max(least, second * lead) for least, lead in _LIKELY)
    leads = leads or (first.by_words >= _EVEN and first.both >= max(_WELL, second * _TWICE))
    named = first.by_words >= _SAME_WORDS and first.both >= second * _LIKELY[0][1]
    return first.evidence if first.by_ask >= _LEAST and (leads or named) else None


def _fits(one: Evidence, ask: Ask, told: Evidence) -> bool:
    """Tell whether a figure is of the unit, role and scope of the other's, and no telling word speaks against it."""
    first, second = told.figure, one.figure
    assert first is not None and second is not None
    label, other = label_of(one), label_of(told)
    same = alike(first.unit, second.unit) and first.role is second.role
    if not same or whole_scope(first.scope) != whole_scope(second.scope):
        return False
    if levels_differ(f"{ask.words} {other.words}", label.words) or is_stranger(ask, one):
        return False
    asked = f"{ask.words} {other.words}"
    strange = [term for term in find_terms(label.words) if _decides(term) and not match_strength(term, asked)]
    left = [term for term in ask.terms if _decides(term) and match_strength(term, told.statement.text)]
    lost = [term for term in left if not match_strength(term, one.statement.text)]
    return not (strange and lost) and not any(term.telling for term in (*strange, *lost))


def _decides(term: Term) -> bool:
    """Tell whether a word names something of the genre (行政许可), so that another in its place is another matter."""
    return term.telling or (bool(term.names) and term.weight >= DECIDING)
