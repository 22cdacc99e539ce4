"""One target's reports become points, and a composed answer passes the gate."""

from collections.abc import Iterator, Sequence

from rag.answering.asked import Question
from rag.answering.check import check_answer
from rag.answering.compose import Outcome, remove_lines
from rag.answering.evidence import Candidate
from rag.answering.extract import Extracted, extract
from rag.answering.scope import Target
from rag.answering.shelf import Shelf
from rag.answering.statements import Reading, Statement
from rag.config import Settings
from rag.types import Answer, Passage, ReportCard

_READ_WHOLE = 3
_REPORTS = 20
_NEAR = 5


def answer_target(
    question: Question, target: Target, passages: Sequence[Passage], shelf: Shelf, settings: Settings
) -> Outcome:
    """Return the points that a target's reports hold on the question, and the passages that come near."""
    found: list[Extracted] = []
    for cards in _in_turn(target, passages):
        for card in cards:
            candidate = _candidate(shelf.reading(card), target, passages, settings)
            found.append(extract(question, candidate, settings.answering))
        if any(one.points for one in found):
            break
    points = tuple(point for one in found for point in one.points)
    partly = any(one.points and not one.whole for one in found)
    return Outcome(target, points, tuple(passages[: settings.answering.nearest]), unmentioned=partly)


def _says_of(statement: Statement, bureau: str) -> bool:
    """Tell whether a statement, or what stands right before it, names a bureau; any does where none is asked for."""
    return not bureau or bureau in statement.text or bureau in statement.before


def checked(answer: Answer, shelf: Shelf) -> Answer:
    """Return the answer without what its own citations do not bear out."""
    texts = {citation.card.id: shelf.reading(citation.card).report.text for citation in answer.citations}
    findings = check_answer(answer, texts)
    return remove_lines(answer, frozenset(finding.words for finding in findings)) if findings else answer


def _in_turn(target: Target, passages: Sequence[Passage]) -> Iterator[list[ReportCard]]:
    """Yield the reports to ask: a place's newest first, one by one; without a place those that were found, at once."""
    if target.place is not None:
        yield from ([card] for card in target.cards)
        return
    found = list(dict.fromkeys(passage.chunk.report_id for passage in passages))[:_REPORTS]
    newest: dict[tuple[str, ...], ReportCard] = {}
    for card in target.cards:
        path = card.identity.place_path or (card.id,)
        if card.id in found and (path not in newest or (card.identity.year or 0) > (newest[path].identity.year or 0)):
            newest[path] = card
    yield sorted(newest.values(), key=lambda card: found.index(card.id))


def _candidate(reading: Reading, target: Target, passages: Sequence[Passage], settings: Settings) -> Candidate:
    """Return a report's statements: all where few reports are asked, else those that the passages hold."""
    whole = len(target.cards) <= _READ_WHOLE
    ranks = _ranks(reading, passages)
    statements = [one for one in reading.statements if (whole or one.start in ranks) and _says_of(one, target.bureau)]
    gains = {start: settings.retrieval.nearness / rank for start, rank in ranks.items() if rank <= _NEAR}
    return Candidate(reading, tuple(statements), gains, settings.answering.weighing)


def _ranks(reading: Reading, passages: Sequence[Passage]) -> dict[int, int]:
    """Return the rank of the passage, from 1, that each statement of a report begins in."""
    spans = [(rank, p.chunk.span) for rank, p in enumerate(passages, 1) if p.chunk.report_id == reading.card.id]
    ranks = {}
    for statement in reading.statements:
        at = reading.shadow.offsets[statement.start]
        rank = next((rank for rank, span in spans if span.start <= at < span.end), None)
        if rank is not None:
            ranks[statement.start] = rank
    return ranks
