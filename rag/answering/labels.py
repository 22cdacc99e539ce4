"""What a figure is labelled with in its sentence, and which figures hold an ask's own words in theirs."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rag.answering.evidence import Ask, Evidence, same_unit
from rag.answering.terms import Term, find_terms, match_strength
from rag.answering.wording import names_body
from rag.language.figures import find_figures

HELD = 0.5
"""The share of an ask's own words from which a label holds them."""

_SURELY, _AT_ALL = 0.9, 0.05
_START = re.compile(r"[,;。:(、]")
_END = re.compile(r"[、,;。:()]|其中")
_LEAD_IN = re.compile(r"^(?:[、,和及与]|其中|分别|包括|含|共|全年|今年|以|由|对)+")
_YEAR_ONLY = re.compile(r"[,、;和及]*(?:到|至)?\d{4}年(?:度)?(?:则|已|又)?(?:为|是|达到?|有|升至|降至)?")
_AMONG = re.compile(r"其中|包括|分别|[(][^)]*$")
_RIVAL, _OTHER_UNIT, _IN_PASSING, _GAIN = 0.4, 0.9, 0.85, 1.05
_BY_TERMS, _IN_SCOPE, _IN_CLAUSE = 0.97, 0.95, 0.9


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
    start = max([previous, *_starts(text, figure.span.start)])
    for one in reversed(others):
        if text[start : figure.span.start].strip("、和及,"):
            break
        earlier = max((other.span.end for other in others if other.span < one.span), default=0)
        start = max([earlier, *(at for at in _starts(text, one.span.start) if at <= start)])
    end = _END.search(text, figure.span.end)
    following = min((one.span.start for one in find_figures(text) if one.span > figure.span), default=len(text))
    behind = text[figure.span.end : min(end.start() if end else len(text), following)]
    clause = max(text.rfind(mark, 0, figure.span.start) for mark in ",;。:") + 1
    before = _LEAD_IN.sub("", text[start : figure.span.start])
    return Label(before + behind, text[clause : figure.span.end] + behind, figure.scope or "")


def _starts(text: str, end: int) -> list[int]:
    """Return where labels may begin before `end`: behind the marks, but not inside a bracket that is closed again."""
    marks = list(_START.finditer(text, 0, end))
    return [mark.end() for mark in marks if mark.group() != "(" or ")" not in text[mark.end() : end]]


def holds(label: Label, words: str) -> float:
    """Return how surely a figure's label holds an ask's own words: 1 for all of them right about it."""
    if not words or words in label.words:
        return 1.0
    terms = [term for term in find_terms(words) if not term.generic and len(term.word) > 1]
    total = sum(term.weight for term in terms)
    if not total:
        return _IN_SCOPE if words in label.scope else _IN_CLAUSE if words in label.clause else 0.0
    return _BY_TERMS * sum(term.weight * _strength(label, term) for term in terms) / total


def _strength(label: Label, term: Term) -> float:
    return max(
        match_strength(term, label.words),
        _IN_SCOPE * match_strength(term, label.scope),
        _IN_CLAUSE * match_strength(term, label.clause),
    )


@dataclass(frozen=True, slots=True)
class Beside:
    """An ask beside others: its own words, whether it is of a part, what its neighbours ask with its unit, and took."""

    own: str = ""
    part: bool = False
    rivals: tuple[str, ...] = ()
    taken: tuple[Evidence, ...] = ()
    several: bool = False


def tell_apart(ask: Ask, ranked: Sequence[Evidence], beside: Beside, enough: float) -> list[Evidence]:
    """Return the figures that answer an ask beside others, best first: those whose own labels hold its own words.

    An ask that leaves out what it is about is no wording to be judged: where a label surely holds its own words, the
    share of all its words decides as well. A figure that a neighbour's words fit as well comes later, one beside what a
    neighbour took sooner, what was taken last.
    """
    found: list[tuple[bool, float, Evidence]] = []
    for evidence in ranked:
        label = label_of(evidence)
        held = holds(label, beside.own)
        by_words = beside.own != "" and held >= _SURELY and evidence.held >= enough and _may(evidence)
        if held < HELD or not (by_words or evidence.score >= enough):
            continue
        share = held * _place_share(evidence, label, beside) * _unit_share(ask, evidence, beside)
        share *= _scope_share(ask, label, beside)
        found.append(
            (
                any(same_figure(evidence, one) for one in beside.taken),
                -max(evidence.score, evidence.held if by_words else 0.0) * share,
                evidence,
            )
        )
    return [evidence for _, _, evidence in sorted(found, key=lambda one: one[:2])]


def _may(evidence: Evidence) -> bool:
    """Tell whether a figure was judged as one that may answer at all, or not judged."""
    return evidence.chance is None or evidence.chance >= _AT_ALL


def of_own_year(ask: Ask, ranked: Sequence[Evidence], lost: float) -> list[Evidence]:
    """Return figures with one of the report's year weighed as that of another year before it in its sentence.

    Of 2020年出庭应诉率为93.4%，2021年为96.6% the words of the first are said of the second as well. `lost` is the share
    that the first was left for its year.
    """
    led = {at: other for at, one in enumerate(ranked) for other in ranked if _goes_before(other, one)}
    if ask.part is not None or not led:
        return list(ranked)
    weighed = [_led_by(one, led[at], lost, ask.words) if at in led else one for at, one in enumerate(ranked)]
    return sorted(weighed, key=lambda one: -one.score)


def _led_by(one: Evidence, before: Evidence, lost: float, words: str) -> Evidence:
    """Weigh a figure as the one before it whose name it goes by; what goes by the very words asked for, by them."""
    score, held = min(before.score / lost, 1.0), min(before.held / lost, 1.0)
    named = held if holds(label_of(before), words) >= _SURELY else 0.0
    return replace(one, score=max(one.score, score, named), held=max(one.held, held))


def _goes_before(other: Evidence, one: Evidence) -> bool:
    """Tell whether a figure of another year stands before one of the report's year that says but its year and value."""
    first, second = other.figure, one.figure
    if first is None or second is None or other.statement is not one.statement or first.span >= second.span:
        return False
    own = one.reading.card.identity.year
    years = own is not None and first.year not in (None, own) and second.year == own
    between = one.statement.text[first.span.end : second.span.start]
    return years and first.unit == second.unit and _YEAR_ONLY.fullmatch(between) is not None


def _place_share(evidence: Evidence, label: Label, beside: Beside) -> float:
    """Return what a figure keeps or gains by where it stands: among the parts, beside what was taken, at a rival's."""
    assert evidence.figure is not None
    near = replace(label, clause="")
    plain = _says_nothing(beside.own)
    rivals = [other for other in beside.rivals if other not in beside.own and (plain or not _says_nothing(other))]
    share = 1 - _RIVAL * max((holds(near, other) for other in rivals), default=0.0)
    if any(one.statement is evidence.statement for one in beside.taken):
        share *= _GAIN
    if beside.part and _AMONG.search(evidence.statement.text[: evidence.figure.span.start]):
        share *= _GAIN
    return share


def _says_nothing(words: str) -> bool:
    return all(term.generic for term in find_terms(words))


def _unit_share(ask: Ask, evidence: Evidence, beside: Beside) -> float:
    """Return what a figure keeps beside those of the very unit asked for; 多少 by itself asks for a count."""
    assert evidence.figure is not None
    if ask.units:
        exact = same_unit(evidence.figure, ask.units) or not (beside.several or beside.own)
        return 1.0 if exact else _OTHER_UNIT
    counted = evidence.figure.unit != "%" or ask.change or any(term.rate for term in ask.terms)
    return 1.0 if counted else _OTHER_UNIT


def _scope_share(ask: Ask, label: Label, beside: Beside) -> float:
    """Return what a figure gains by being said of the very body that an ask names, or loses by naming it in passing."""
    if beside.own:
        return 1.0 if not names_body(beside.own) or holds(Label("", "", label.scope), beside.own) else _IN_PASSING
    named = [term for term in ask.terms if not term.generic and names_body(term.word)]
    return _GAIN if any(match_strength(term, label.scope) for term in named) else 1.0


def same_figure(one: Evidence, other: Evidence) -> bool:
    """Tell whether two pieces of evidence are of the same figure."""
    assert one.figure is not None and other.figure is not None
    return one.statement is other.statement and one.figure.span == other.figure.span
