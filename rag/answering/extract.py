"""Evidence becomes points: the figures, the sentences or the items of a section that answer an ask."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rag.answering.asked import AskKind, Question
from rag.answering.evidence import Ask, Candidate, Evidence, same_unit, weigh_figures
from rag.answering.facts import fact_points
from rag.answering.items import item_points, part_asked
from rag.answering.parts import Part, asks_targets
from rag.answering.points import Point, figure_point
from rag.answering.prose import sentence_points
from rag.answering.terms import find_terms, say_something
from rag.answering.wording import units_asked
from rag.config import Answering
from rag.language.figures import whole_scope
from rag.types import Span

_CHANGE = re.compile(r"增长|上升|提高|提升|下降|减少|降低|增加|同比|增幅|降幅|压缩|缩短|变化")
_SCOPE_ASKED = re.compile(r"全[市区县省州盟旗]|[省市县区州]本级|[省市县区州]直(?:部门|机关|单位)?")
_OWN_LEVEL = re.compile(r"本级|[省市县区州]直")
_AND = re.compile(r"[、,;]|以及|(?<!人)和(?!谐|解)|与(?!会)|及(?!时)")


@dataclass(frozen=True, slots=True)
class Extracted:
    """What was found in a report; `whole` is false where one of several things asked for was not."""

    points: tuple[Point, ...] = ()
    whole: bool = True


def extract(question: Question, candidate: Candidate, settings: Answering) -> Extracted:
    """Return the points that answer a question from a report's statements, none where nothing does."""
    points = fact_points(question, candidate.reading)
    if points:
        return Extracted(points)
    if AskKind.FIGURE in question.kinds:
        return _figures(question, candidate, settings)
    part = part_asked(question.topic, question.kinds)
    if part is not None:
        return Extracted(item_points(question.topic, part, candidate.reading, settings))
    figures = Extracted() if question.kinds else _figures(question, candidate, settings)
    return figures if figures.points else Extracted(sentence_points(question, candidate, settings))


def _figures(question: Question, candidate: Candidate, settings: Answering) -> Extracted:
    """Return the figures asked for: of the whole ask, else of each of the several things that it names."""
    whole = _figures_of(_ask(question, question.topic, question.units), candidate, settings)
    parts = [_figures_of(ask, candidate, settings) for ask in _asks_in(question)]
    if parts and (all(parts) or (any(parts) and not whole)):
        return Extracted(_merged([point for points in parts for point in points]), all(parts))
    if whole or not question.context:
        return Extracted(whole)
    return Extracted(
        _figures_of(_ask(question, f"{question.context} {question.topic}", question.units), candidate, settings)
    )


def _ask(question: Question, topic: str, units: tuple[str, ...]) -> Ask:
    planned = part_asked(topic, question.kinds) is Part.PLANS or asks_targets(topic)
    scope = _SCOPE_ASKED.search(question.topic)
    part = Part.PLANS if planned else None
    return Ask(find_terms(topic), units, part, bool(_CHANGE.search(topic)), scope=scope.group() if scope else "")


def _asks_in(question: Question) -> list[Ask]:
    """Split several asks in one (复议收到、受理各多少件), each with what the first says before its own last word.

    Each has the unit at its place where there are as many units as asks.
    """
    parts = [part for part in _AND.split(question.topic) if find_terms(part)]
    if len(parts) < 2:
        return []
    shared = "".join(f"{term.word} " for term in find_terms(parts[0])[:-1])
    topics = [parts[0], *(shared + part for part in parts[1:])]
    if len(question.units) == len(parts):
        return [_ask(question, topic, (unit,)) for topic, unit in zip(topics, question.units, strict=True)]
    return [_ask(question, topic, units_asked(topic) or question.units) for topic in topics]


def _figures_of(ask: Ask, candidate: Candidate, settings: Answering) -> tuple[Point, ...]:
    ranked = weigh_figures(ask, candidate)
    if not ranked or not say_something(ask.terms) or ranked[0].score < settings.enough:
        return ()
    best = ranked[0]
    chosen = [best, *_companions(ask, best, ranked[1:], settings.companion)]
    points = [figure_point(evidence, settings.quote) for evidence in chosen]
    return _merged(sorted(points, key=lambda point: point.figures[0].span))


def _companions(ask: Ask, best: Evidence, others: Sequence[Evidence], nearly: float) -> list[Evidence]:
    """Return the figures that answer beside the best: other units asked for, other scopes of the same indicator."""
    chosen: list[Evidence] = []
    for other in others:
        taken = [best, *chosen]
        if _answers_other_unit(ask, other, taken) or (
            not ask.scope and other.score >= best.score * nearly and all(_other_scope(other, one) for one in taken)
        ):
            chosen.append(other)
    return chosen


def _answers_other_unit(ask: Ask, other: Evidence, taken: Sequence[Evidence]) -> bool:
    assert other.figure is not None
    beside = [one for one in taken if one.statement is other.statement and one.figure is not None]
    if not beside or any(one.figure.unit == other.figure.unit for one in beside if one.figure):
        return False
    near = any(_adjacent(one, other) for one in beside)
    return near and (not ask.units or (len(ask.units) > 1 and same_unit(other.figure, ask.units)))


def _adjacent(one: Evidence, other: Evidence) -> bool:
    """Tell whether two figures of one sentence stand side by side (733批2333人次), with nothing said between them."""
    assert one.figure is not None and other.figure is not None
    first, second = sorted((one.figure.span, other.figure.span))
    return first.end <= second.start and not re.search(r"[\w]", one.statement.text[first.end : second.start])


def _other_scope(one: Evidence, other: Evidence) -> bool:
    """Tell whether two figures say the same of two parts of a place (市政府为被告, 部门为被告)."""
    first, second = one.figure, other.figure
    assert first is not None and second is not None
    if first.unit != second.unit or first.scope == second.scope:
        return False
    wholes = whole_scope(first.scope) + whole_scope(second.scope)
    own_level = any(_OWN_LEVEL.search(figure.scope or "") for figure in (first, second))
    return wholes == 0 or (wholes == 1 and own_level)


def _merged(points: Sequence[Point]) -> tuple[Point, ...]:
    """Join the figures that one slice says."""
    merged: dict[tuple[str, tuple[Span, ...]], Point] = {}
    for point in points:
        key = (point.reading.card.id, point.spans)
        known = merged.get(key)
        new = tuple(figure for figure in point.figures if not known or figure not in known.figures)
        merged[key] = replace(known, figures=(*known.figures, *new)) if known else point
    return tuple(merged.values())
