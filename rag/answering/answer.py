"""One target's reports become points, and a composed answer passes the gate."""

from collections.abc import Iterator, Sequence

from rag.answering.check import check_answer
from rag.answering.compose import Outcome, remove_lines
from rag.answering.extract import Extracted, extract
from rag.answering.scope import Target
from rag.answering.shelf import Shelf
from rag.answering.statements import Reading, Statement
from rag.config import Settings
from rag.types import Answer, Passage, Question, ReportCard

_READ_WHOLE = 3
_REPORTS = 20


def answer_target(
    question: Question, target: Target, passages: Sequence[Passage], shelf: Shelf, settings: Settings
) -> Outcome:
    """Return the points that a target's reports hold on the question, and the passages that come near."""
    found: list[Extracted] = []
    for cards in _in_turn(target, passages):
        for card in cards:
            reading, statements = _candidates(shelf.reading(card), passages, len(target.cards))
            said = [one for one in statements if _says_of(one, target.bureau)]
            found.append(extract(question, [(reading, said)], settings.answering))
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


def _candidates(reading: Reading, passages: Sequence[Passage], reports: int) -> tuple[Reading, Sequence[Statement]]:
    """Return a report's statements: all where few reports are asked, else those that the passages hold."""
    if reports <= _READ_WHOLE:
        return reading, reading.statements
    spans = [passage.chunk.span for passage in passages if passage.chunk.report_id == reading.card.id]
    near = []
    for statement in reading.statements:
        at = reading.shadow.offsets[statement.start]
        if any(span.start <= at < span.end for span in spans):
            near.append(statement)
    return reading, near
