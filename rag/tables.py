"""A table of indicators over reports, each cell answered as a question is, its scope given by its row."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date

from rag.answering.asked import Question
from rag.answering.question import understand
from rag.answering.table import (
    Cell,
    CellState,
    Row,
    Table,
    cell_of,
    close_names,
    figures_wanted,
    names_something,
)
from rag.answering.table_rows import Line, RowsAsked, lines_of, scope_among
from rag.errors import InputError
from rag.library.embed import Embedder
from rag.pipeline import Desk, answer_within
from rag.types import Answer, Kind, ReportCard
from vectorstore.base import Vectors

_ANY_YEAR = 1990
"""Put before an indicator's words, so that 上年 and 今年 in them are read as the row's and not as scope from today."""

Watch = Callable[[Sequence[Line]], Iterable[Line]]


def make_table(indicators: Sequence[str], asked: RowsAsked, desk: Desk, watch: Watch = iter) -> Table:
    """Return the indicators over the rows asked for.

    Raises InputError for an indicator without words to look for, one that names a place or a year, and for a place that
    is not known or may be one of several.
    """
    with desk.library.reading():
        cards = desk.library.cards()
        names, asked = scope_among(list(dict.fromkeys(map(str.strip, indicators))), asked, cards)
        if not names:
            raise InputError("there is no indicator among the places and years; give one, such as 出庭应诉率")
        questions = [_question(name, cards, desk) for name in names]
        lines = lines_of(asked, cards)
        quick = Desk(desk.library, desk.settings, _Remembering(desk.embedder))
        rows = tuple(_row(line, questions, asked.kind, quick) for line in watch(lines))
    return Table(tuple(names), rows, (*_readings(questions), *_notes(names, rows)))


def _question(indicator: str, cards: Sequence[ReportCard], desk: Desk) -> Question:
    longest = desk.settings.answering.question
    if len(indicator) > longest:
        raise InputError(f"an indicator has {len(indicator)} characters, over the limit of {longest}; shorten it")
    question = understand(f"{_ANY_YEAR}年 {indicator}", (), date.today(), cards)
    if not indicator or not names_something(question):
        raise InputError(f"{indicator!r} names no indicator; give for instance 出庭应诉率 or 行政复议受理件数")
    scope = question.scope
    years = [year for year in scope.years if year != _ANY_YEAR]
    named = [*(place.name for place in (*scope.places, *scope.ambiguous)), *(f"{year}年" for year in years)]
    if named:
        raise InputError(f"the indicator {indicator!r} names {'、'.join(named)}; rows are given by --place and --year")
    return figures_wanted(replace(question, text=indicator))


def _row(line: Line, questions: Sequence[Question], kind: Kind | None, desk: Desk) -> Row:
    cells: list[Cell] = []
    answered: list[ReportCard] = []
    looked_in: list[ReportCard] = []
    for question in questions:
        resolved = line.resolved(question, kind)
        cards = [card for target in resolved.targets for card in target.cards]
        answer = answer_within(question, resolved, desk)
        cells.append(cell_of(question.text, answer, [desk.shelf.reading(card) for card in cards]))
        answered += _cited(answer)
        looked_in += cards
    card = next(iter((*answered, *looked_in)), None)
    issuer = card.identity.issuer if card else line.issuer
    return Row(line.path, line.place, line.year, issuer, card, tuple(cells))


def _cited(answer: Answer) -> list[ReportCard]:
    return [citation.card for citation in answer.citations]


def _readings(questions: Sequence[Question]) -> Iterable[str]:
    """Yield a line for each mistyped word of an indicator, with what it was read as."""
    for question in questions:
        for typed, meant in question.respelt:
            yield f"{typed} in {question.text} is read as {meant}"


def _notes(names: Sequence[str], rows: Sequence[Row]) -> Iterable[str]:
    """Yield a line for each indicator that no report mentions, with the known ones that are worded like it."""
    for column, name in enumerate(names):
        states = {row.cells[column].state for row in rows} - {CellState.NO_REPORT}
        if states and not states & {CellState.VALUE, CellState.SEVERAL}:
            near = "、".join(close_names(name))
            yield f"no report mentions {name}" + (f"; what is known and worded like it: {near}" if near else "")


class _Remembering:
    """An embedder that embeds a question once, however many reports it is asked of."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._known: dict[str, Vectors] = {}
        self.name = embedder.name
        self.dimension = embedder.dimension
        self.window = embedder.window

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Return one unit vector a text."""
        return self._embedder.embed_passages(texts)

    def embed_question(self, text: str) -> Vectors:
        """Return the question's unit vector."""
        if text not in self._known:
            self._known[text] = self._embedder.embed_question(text)
        return self._known[text]

    def count_tokens(self, text: str) -> int:
        """Count the tokens that `text` takes as a passage."""
        return self._embedder.count_tokens(text)
