"""Points and gaps become an Answer: numbered citations, and the words that a person reads, in the question's language."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256

from rag.answering.cite import cite
from rag.answering.phrases import Phrases, phrases
from rag.answering.points import Point
from rag.answering.scope import Resolved, Target, spoken_name
from rag.config import Answering
from rag.language.figures import whole_scope
from rag.language.text import normalise
from rag.types import Answer, Citation, CitedFigure, Figure, Missing, Passage, Question, Reason, Role, State


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was found for one target: points, or none, with the passages that come near."""

    target: Target
    points: tuple[Point, ...]
    nearest: tuple[Passage, ...] = ()


def compose(question: Question, resolved: Resolved, outcomes: Sequence[Outcome], settings: Answering) -> Answer:
    """Return the answer that says what was found, by target, and what was not, and why."""
    say = phrases(question.language)
    if resolved.namesakes:
        names = [spoken_name(place) for place in resolved.namesakes]
        return _answer(question, State.UNCLEAR, say.which_place(names))
    found = [outcome for outcome in outcomes if outcome.points]
    missing = (*resolved.missing, *(_not_mentioned(o.target) for o in outcomes if not o.points))
    if _asks_back(question, found, settings):
        places = [point.reading.card.identity.place or point.reading.card.label for o in found for point in o.points]
        return _answer(question, State.UNCLEAR, say.narrow(list(dict.fromkeys(places))))
    nearest = tuple(passage for outcome in outcomes if not outcome.points for passage in outcome.nearest)
    if not found:
        text = say.nothing([say.gap(gap) for gap in missing] or [say.gap(_out_of_scope())])
        return _answer(
            question, State.NOT_FOUND, text, missing=missing or (_out_of_scope(),), nearest=nearest[: settings.nearest]
        )
    return _with_points(question, found, missing, say, settings)


def remove_lines(answer: Answer, words: frozenset[str]) -> Answer:
    """Return the answer without the lines, figures and citations that a check refused; nothing left is an abstention."""
    lines = [line for line in answer.text.split("\n") if line not in words]
    figures = tuple(f for f in answer.figures if f.figure.raw not in words)
    citations = tuple(c for c in answer.citations if c.quote not in words and any(f"[{c.n}]" in line for line in lines))
    say = phrases("zh")
    kept = Answer(answer.id, answer.question, State.PARTIAL, "\n".join(lines), figures, citations, answer.missing)
    return kept if citations else _bare(answer, say.nothing([say.refused]))


def _bare(answer: Answer, text: str) -> Answer:
    return Answer(answer.id, answer.question, State.NOT_FOUND, text, missing=answer.missing or (_out_of_scope(),))


def _answer(question: Question, state: State, text: str, **parts: tuple) -> Answer:  # type: ignore[type-arg]
    return Answer(_answer_id(question, text), question.text, state, text, **parts)


def _answer_id(question: Question, text: str) -> str:
    return sha256(f"{question.text}\n{text}".encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _not_mentioned(target: Target) -> Missing:
    years = () if target.year is None else (target.year,)
    return Missing(target.place, target.year, Reason.NOT_MENTIONED, years)


def _out_of_scope() -> Missing:
    return Missing(None, None, Reason.OUT_OF_SCOPE)


def _asks_back(question: Question, found: Sequence[Outcome], settings: Answering) -> bool:
    """Tell whether a question without a place is answered by more reports than may be listed."""
    open_ended = [outcome for outcome in found if outcome.target.place is None]
    reports = {point.reading.card.id for outcome in open_ended for point in outcome.points}
    return len(reports) > settings.places_listed and not question.compare and not question.scope.below


def _with_points(
    question: Question, found: Sequence[Outcome], missing: tuple[Missing, ...], say: Phrases, settings: Answering
) -> Answer:
    citations: list[Citation] = []
    figures: list[CitedFigure] = []
    lines: list[str] = []
    points = [point for outcome in found for point in outcome.points]
    several = len(points) > 1
    listed = any(point.lead for point in points)
    card = None
    for number, point in enumerate(points, 1):
        marks = _cite(point, citations)
        figures += [_cited(point, figure, marks[0]) for figure in point.figures]
        if point.reading.card is not card and listed:
            lines.append(say.heading(point.reading.card))
        quote = _shown(point, settings.text)
        named = several and not listed and point.reading.card is not card
        card = point.reading.card
        lines.append(
            say.point(point.figures, quote, marks, number if listed else None, card if named or not listed else None)
        )
    lines += [say.gap(gap) for gap in missing]
    state = State.PARTIAL if missing else State.ANSWERED
    text = "\n".join(lines)
    return _answer(question, state, text, figures=tuple(figures), citations=tuple(citations), missing=missing)


def _shown(point: Point, longest: int) -> str:
    """Return the words of a point that are shown, on one line."""
    span = point.lead or point.spans[0]
    return "".join(span.of(point.reading.report.text).split("\n"))[:longest]


def _cite(point: Point, citations: list[Citation]) -> list[int]:
    """Number the slices of a point, a slice cited before under its first number."""
    numbers = []
    for span in point.spans:
        new = cite(len(citations) + 1, point.reading, span)
        known = next((citation.n for citation in citations if citation.id == new.id), None)
        if known is None:
            citations.append(new)
        numbers.append(known or new.n)
    return numbers


def _cited(point: Point, figure: Figure, mark: int) -> CitedFigure:
    identity = point.reading.card.identity
    year = figure.year or identity.year
    if figure.role is Role.PREVIOUS and figure.year is None and identity.year:
        year = identity.year - 1
    return CitedFigure(figure, identity.place, year, mark)


def figure_label(figure: Figure) -> str:
    """Return a figure as the lead of an answer shows it: its scope where it is a part's, and its value as printed."""
    return figure.raw if whole_scope(figure.scope) else f"{figure.scope}{figure.raw}"


def plain(value: Decimal) -> str:
    """Return a decimal in plain digits, without an exponent."""
    return format(value, "f")


__all__ = ["Outcome", "compose", "figure_label", "normalise", "plain", "remove_lines"]
