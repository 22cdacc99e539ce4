"""A table of indicators: its rows and cells, and what an answer says in one of them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from rag.answering.asked import AskKind, Question
from rag.answering.statements import Reading
from rag.answering.terms import find_terms
from rag.answering.wording import ask_kinds
from rag.language.indicators import FIGURE, Indicator, indicators
from rag.language.text import normalise
from rag.types import Answer, Citation, CitedFigure, ReportCard, Role, State

_SUGGESTED = 3
_ALIKE = 0.34


class CellState(StrEnum):
    """What a cell holds, or why it holds nothing."""

    VALUE = "value"
    SEVERAL = "several"
    NOT_MENTIONED = "not_mentioned"
    NO_REPORT = "no_report"
    UNREAD = "unread"


@dataclass(frozen=True, slots=True)
class Cell:
    """What one report says of one indicator; the figures' `citation` is the `n` of one of its own citations."""

    indicator: str
    state: CellState
    figures: tuple[CitedFigure, ...] = ()
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A place's or a bureau's year, or one report, with a cell for each indicator.

    `path` is the place's, from the province down, which tells namesakes apart. `card` is the report that answers, else
    the one that was read, None where there is none; `issuer` is the report's, or the bureau's that was asked for.
    """

    path: tuple[str, ...]
    place: str | None
    year: int | None
    issuer: str | None
    card: ReportCard | None
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Indicators over rows; `notes` are lines for a person, on what was found nowhere."""

    indicators: tuple[str, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()


def cell_of(indicator: str, answer: Answer, readings: Sequence[Reading]) -> Cell:
    """Return the cell of an answer that was looked for in `readings`; of none there is no report."""
    if not readings:
        return Cell(indicator, CellState.NO_REPORT)
    if answer.state not in (State.ANSWERED, State.PARTIAL):
        unread = any(not readable(reading) for reading in readings)
        return Cell(indicator, CellState.UNREAD if unread else CellState.NOT_MENTIONED)
    several = len({_said(cited) for cited in answer.figures}) > 1
    return Cell(indicator, CellState.SEVERAL if several else CellState.VALUE, answer.figures, answer.citations)


def readable(reading: Reading) -> bool:
    """Tell whether there is text to look in: any at all, and some on each page between the first and the last with it.

    A page without text in the midst of others is a picture of one; what stands there cannot be said to be missing.
    """
    text = reading.report.text
    filled = [bool(page.span.of(text).strip()) for page in reading.report.extract.pages]
    while filled and not filled[-1]:
        filled.pop()
    return bool(reading.statements) and False not in filled[filled.index(True) if True in filled else 0 :]


def figures_wanted(question: Question) -> Question:
    """Return an indicator's question so that figures answer it, unless its words ask for something else."""
    known = known_indicator(question.text)
    if question.kinds or (known is not None and known.kind != FIGURE):
        return question
    return replace(question, kinds=(AskKind.FIGURE,))


def names_something(question: Question) -> bool:
    """Tell whether an indicator's words name anything to look for."""
    kinds = ask_kinds(question.topic, question.topic)
    return AskKind.SMALL_TALK not in kinds and bool(find_terms(question.topic) or question.kinds)


def known_indicator(words: str) -> Indicator | None:
    """Return the indicator or topic of which `words` are a name or an ask."""
    plain = normalise(words).strip()
    found = (one for one in indicators().values() if plain in one.names or plain in one.asks)
    return next(found, None)


def close_names(words: str) -> tuple[str, ...]:
    """Return the known figures' names whose own wordings share most pairs of characters with `words`, best first."""
    pairs = _pairs(normalise(words))
    known = known_indicator(words)
    scores = {
        one.key: max(_overlap(pairs, _pairs(name)) for name in (*one.names, *one.asks))
        for one in indicators().values()
        if one.kind == FIGURE and one is not known
    }
    best = sorted((key for key, score in scores.items() if score >= _ALIKE), key=lambda key: -scores[key])
    return tuple(best[:_SUGGESTED])


def _said(cited: CitedFigure) -> tuple[Decimal, str, str | None, int | None, Role]:
    figure = cited.figure
    return figure.value, figure.unit, figure.scope, cited.year, figure.role


def _pairs(words: str) -> frozenset[str]:
    return frozenset(words[i : i + 2] for i in range(len(words) - 1))


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0
