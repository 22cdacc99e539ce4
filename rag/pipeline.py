"""The story: files are indexed, and questions are asked."""

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Self

from rag.answering.answer import answer_target, checked, with_readings
from rag.answering.asked import Question
from rag.answering.closeness import Closeness
from rag.answering.compose import compose
from rag.answering.decision import Decision
from rag.answering.question import understand
from rag.answering.rescue import rescued
from rag.answering.retrieve import cited_first, in_turn, search
from rag.answering.scope import Resolved, resolve
from rag.answering.shelf import Shelf
from rag.answering.spelling import stands_in
from rag.answering.trace import Trace
from rag.config import Settings
from rag.errors import InputError
from rag.indexing import Indexer, tally
from rag.language.text import normalise
from rag.library.embed import Embedder, default_embedder, open_embedder
from rag.library.library import Library
from rag.reading.read import Reader, find_files
from rag.types import Answer, Indexed, Passage, ReportCard
from vectorstore.base import Vectors

_LOOKED_INTO = 20

Watch = Callable[[Sequence[Path]], Iterable[Path]]


class Desk:
    """A library, its settings and its model, open for work; for any number of threads."""

    def __init__(self, library: Library, settings: Settings, embedder: Embedder | None = None) -> None:
        self.library = library
        self.settings = settings
        self.shelf = Shelf(library, Decision(Closeness(self._embed)))
        self._given = embedder

    @classmethod
    def open(cls, settings: Settings, *, create: bool = False) -> Self:
        """Open the settings' library; raises InputError where there is none, LibraryError where it is damaged."""
        return cls(Library.open(settings.library, settings, create=create), settings)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.library.close()

    def _embed(self, texts: Sequence[str]) -> Vectors:
        """Return the default model's vectors, which the decision reads, whatever model the library was made with."""
        return default_embedder(self.settings.embedding.threads, self.settings.embedding.batch).embed_passages(texts)

    @cached_property
    def embedder(self) -> Embedder:
        """The model, opened when it is first needed; raises LibraryError where the library was made with another."""
        embedder = self._given or open_embedder(self.settings.embedding)
        self.library.check_embedder(embedder)
        return embedder


def index(paths: Sequence[Path], desk: Desk, *, prune: bool = False, watch: Watch = iter) -> Indexed:
    """Add or update the reports in files and folders; each counts as done only once it is on disk.

    `prune` drops reports whose files are gone. Raises InputError where a path does not exist.
    """
    started = time.perf_counter()
    files = find_files(paths, aside=desk.library.folder)
    with desk.library.writing(), Reader(desk.settings.reading) as reader:
        indexer = Indexer(desk.library, reader, desk.settings, lambda: desk.embedder)
        outcomes = [indexer.index(file) for file in watch(files)]
        removed = indexer.forget_missing(paths) if prune else 0
        desk.library.refresh()
    return replace(tally(outcomes), removed=removed, seconds=time.perf_counter() - started)


def ask(
    text: str, desk: Desk, *, history: Sequence[str] = (), today: date | None = None, trace: Trace | None = None
) -> Answer:
    """Answer a question, with the person's earlier ones for what it leaves out; raises InputError for an empty one.

    What decides it is kept in `trace`, where one is given.
    """
    started = time.perf_counter()
    with desk.library.reading():
        cards = desk.library.cards()
        question = understand(_sound(text, desk.settings), history, today or date.today(), cards)
        resolved = resolve(question, cards)
        kept = _printed(question, resolved, desk.shelf)
        if kept:
            question = understand(question.text, history, today or date.today(), cards, kept)
            resolved = resolve(question, cards)
        answer = answer_within(question, resolved, desk, trace)
    return replace(answer, elapsed_ms=round((time.perf_counter() - started) * 1000, 1))


def answer_within(question: Question, resolved: Resolved, desk: Desk, trace: Trace | None = None) -> Answer:
    """Answer a question, understood, from the reports that it was resolved to: the one road of `ask` and of tables."""
    settings, shelf = desk.settings, desk.shelf.traced(trace)
    found = [_passages(question.sought or question.text, target.cards, desk) for target in resolved.targets]
    outcomes = [
        answer_target(question, target, passages, shelf, settings)
        for target, passages in zip(resolved.targets, found, strict=True)
    ]
    outcomes = rescued(question, outcomes, shelf, settings)
    if trace:
        trace.answered(question, resolved, found, outcomes)
    answer = checked(compose(question, resolved, outcomes, settings.answering), shelf)
    answer = with_readings(answer, question, settings.answering.text)
    cited = [(citation.card.id, citation.span) for citation in answer.citations]
    ranked = [cited_first(passages, cited) for passages in found]
    return replace(answer, retrieved=in_turn(ranked, settings.retrieval.passages))


def find_passages(query: str, desk: Desk, count: int | None = None, today: date | None = None) -> tuple[Passage, ...]:
    """Return the passages nearest to a query, inside the place, year and kind that it names; best first."""
    with desk.library.reading():
        cards = desk.library.cards()
        question = understand(_sound(query, desk.settings), (), today or date.today(), cards)
        within = [card for target in resolve(question, cards).targets for card in target.cards]
        return _passages(question.topic or query, within, desk)[: count or desk.settings.retrieval.passages]


def _printed(question: Question, resolved: Resolved, shelf: Shelf) -> tuple[str, ...]:
    """Return the words that were taken for mistyped and that a report asked about prints all the same."""
    cards = [card for target in resolved.targets for card in target.cards][:_LOOKED_INTO] if question.respelt else []
    texts = [shelf.reading(card).shadow.text for card in cards]
    return tuple(typed for typed, _ in question.respelt if any(stands_in(text, normalise(typed)) for text in texts))


def _passages(query: str, cards: Sequence[ReportCard], desk: Desk) -> tuple[Passage, ...]:
    return search(query, {card.id: card for card in cards}, desk.library, desk.embedder, desk.settings.retrieval)


def _sound(text: str, settings: Settings) -> str:
    """Return a question fit to be read, without blanks at its ends."""
    longest = settings.answering.question
    if not text.strip():
        raise InputError("the question is empty; ask for instance 苏州2021年出庭应诉率")
    if len(text) > longest:
        raise InputError(f"the question has {len(text)} characters, over the limit of {longest}; shorten it")
    return text.strip()
