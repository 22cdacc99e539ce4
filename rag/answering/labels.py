"""What a figure is labelled with in its sentence, and which figures hold an ask's own words in theirs."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rag.answering.evidence import Ask, Evidence, same_unit
from rag.answering.terms import Term, find_terms, match_strength
from rag.language.figures import find_figures

HELD = 0.5
"""The share of an ask's own words from which a label holds them."""

_START = re.compile(r"[,;。:(、]")
_END = re.compile(r"[、,;。:()]|其中")
_LEAD_IN = re.compile(r"^(?:[、,和及与]|其中|分别|包括|含|共|全年|今年|以|由|对)+")
_RIVAL, _BESIDE, _OTHER_UNIT = 0.4, 1.05, 0.9
_IN_SCOPE, _IN_CLAUSE = 0.95, 0.9


@dataclass(frozen=True, slots=True)
class Label:
    """The words right about a figure that say what it counts: those before it and, for a count, those behind."""

    words: str
    clause: str
    scope: str


def label_of(evidence: Evidence) -> Label:
    """Return what a figure is labelled with; of two side by side (733批2333人次) both have the label of the first."""
    assert evidence.figure is not None
    text, figure = evidence.statement.text, evidence.figure
    others = [one for one in find_figures(text) if one.span < figure.span]
    previous = max((one.span.end for one in others), default=0)
    start = max([previous, *(match.end() for match in _START.finditer(text, 0, figure.span.start))])
    for one in reversed(others):
        if text[start : figure.span.start].strip("、和及,"):
            break
        earlier = max((other.span.end for other in others if other.span < one.span), default=0)
        start = max([earlier, *(m.end() for m in _START.finditer(text, 0, one.span.start) if m.end() <= start)])
    end = _END.search(text, figure.span.end)
    following = min((one.span.start for one in find_figures(text) if one.span > figure.span), default=len(text))
    behind = text[figure.span.end : min(end.start() if end else len(text), following)]
    clause = max(text.rfind(mark, 0, figure.span.start) for mark in ",;。:") + 1
    before = _LEAD_IN.sub("", text[start : figure.span.start])
    return Label(before + behind, text[clause : figure.span.end] + behind, figure.scope or "")


def holds(label: Label, words: str) -> float:
    """Return how surely a figure's label holds an ask's own words: 1 for all of them right about it."""
    if not words or words in label.words:
        return 1.0
    terms = [term for term in find_terms(words) if not term.generic and len(term.word) > 1]
    total = sum(term.weight for term in terms)
    if not total:
        return _IN_SCOPE if words in label.scope else _IN_CLAUSE if words in label.clause else 0.0
    return sum(term.weight * _strength(label, term) for term in terms) / total


def _strength(label: Label, term: Term) -> float:
    return max(
        match_strength(term, label.words),
        _IN_SCOPE * match_strength(term, label.scope),
        _IN_CLAUSE * match_strength(term, label.clause),
    )


def tell_apart(
    ask: Ask, ranked: Sequence[Evidence], own: str, others: tuple[Sequence[str], Sequence[Evidence]], enough: float
) -> list[Evidence]:
    """Return the figures that answer an ask beside others, best first: those whose own labels hold its own words.

    `others` are the words of its neighbours and what they took: a figure that a neighbour's words fit as well comes
    later, one beside what a neighbour took sooner, what was taken last.
    """
    rivals, taken = others
    found: list[tuple[bool, float, Evidence]] = []
    for evidence in ranked:
        label = label_of(evidence)
        held = holds(label, own)
        if evidence.score < enough or held < HELD:
            continue
        rival = max((holds(replace(label, clause=""), other) for other in rivals if other not in own), default=0.0)
        beside = any(one.statement is evidence.statement for one in taken)
        share = held * (1 - _RIVAL * rival) * (_BESIDE if beside else 1)
        share *= _unit_share(ask, evidence, bool(rivals))
        found.append((any(same_figure(evidence, one) for one in taken), -evidence.score * share, evidence))
    return [evidence for _, _, evidence in sorted(found, key=lambda one: one[:2])]


def _unit_share(ask: Ask, evidence: Evidence, beside: bool) -> float:
    """Return what a figure keeps beside those of the very unit asked for; 多少 by itself asks for a count."""
    assert evidence.figure is not None
    if ask.units:
        return 1.0 if not beside or same_unit(evidence.figure, ask.units) else _OTHER_UNIT
    counted = evidence.figure.unit != "%" or ask.change or any(term.rate for term in ask.terms)
    return 1.0 if counted else _OTHER_UNIT


def same_figure(one: Evidence, other: Evidence) -> bool:
    """Tell whether two pieces of evidence are of the same figure."""
    assert one.figure is not None and other.figure is not None
    return one.statement is other.statement and one.figure.span == other.figure.span
