"""One target's reports become points, and a composed answer passes the gate."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from rag.answering.asked import Question
from rag.answering.check import check_answer
from rag.answering.comparing import asks_year_before, comparison, of_both_years, of_each
from rag.answering.compose import Outcome, remove_lines
from rag.answering.conflicts import looked_back_on, versions, within, without_echoes
from rag.answering.counting import mention, of_one
from rag.answering.evidence import Candidate
from rag.answering.extract import Extracted, extract
from rag.answering.moved import own_change
from rag.answering.parts import Part
from rag.answering.phrases import phrases
from rag.answering.points import Point
from rag.answering.scope import Target, is_department
from rag.answering.shares import asked_share, share_points
from rag.answering.shelf import Shelf
from rag.answering.statements import Reading, Statement
from rag.config import Settings
from rag.language.figures import whole_scope
from rag.types import Answer, Kind, Passage, ReportCard, Role, State

_READ_WHOLE = 3
_READ_EVERY = 500
_REPORTS = 20
_NEAR = 5
_LONGEST_NAME = 14


def answer_target(
    question: Question, target: Target, passages: Sequence[Passage], shelf: Shelf, settings: Settings
) -> Outcome:
    """Return the points that a target's reports hold on the question, and the passages that come near."""
    if target.part:
        question = question.of_part(target.part)
    many = mention(question) is not None
    plain = of_one(question) if many else of_each(question, target.place)
    if many:
        target = replace(target, every=True)
    nearest = tuple(passages[: settings.answering.nearest])
    read, found = read_target(plain, target, passages, shelf, settings)
    if target.place is not None:
        found = without_echoes(found)
    points = tuple(_of_part(point, target.part) for one in found for point in one.points)
    both = _with_year_before(question, points, target, shelf, settings)
    if both is not None:
        return both
    asked = None if points else asked_share(plain)
    parts = [share_points(asked, one, settings.answering) for one in read] if asked else []
    if any(parts):
        return Outcome(target, next(one for one in parts if one), nearest, share=True)
    partly = any(one.points and not one.whole for one in found)
    lacking = _sayable([words for one in found if one.points for words in one.lacking])
    changes = own_change(plain, read, points, settings.answering) if _looks_back(question, target) else ()
    against = _against(points, shelf, settings) if target.place is not None and not many else ()
    return Outcome(target, points, nearest, partly, lacking, changes, against)


def read_target(
    plain: Question, target: Target, passages: Sequence[Passage], shelf: Shelf, settings: Settings
) -> tuple[list[Candidate], list[Extracted]]:
    """Return the reports of a target that were asked, and what each holds: the first that answer, else the last."""
    found: list[Extracted] = []
    read: list[Candidate] = []
    for cards in _in_turn(target, passages, shelf, many=mention(plain) is not None):
        read = [_candidate(shelf, card, target, passages, settings) for card in cards]
        found = [extract(plain, candidate, settings.answering) for candidate in read]
        if any(one.points for one in found):
            break
    return read, found


def _sayable(lacking: Sequence[str]) -> tuple[str, ...]:
    """Return the words of what is lacking, none where some are too long to name it or hold numbers of nobody's."""
    named = tuple(dict.fromkeys(lacking))
    return named if all(len(one) <= _LONGEST_NAME and not re.search(r"\d", one) for one in named) else ()


def _with_year_before(
    question: Question, points: Sequence[Point], target: Target, shelf: Shelf, settings: Settings
) -> Outcome | None:
    """Return the values of a year and of the one before, where a report tells the value and not how it moved."""
    moved = any(figure.role is Role.CHANGE for point in points for figure in point.figures)
    if moved or target.place is None or not asks_year_before(question):
        return None
    card = next(iter(target.cards), None)
    earlier = shelf.beside(card, -1) if card else None
    if card is None or earlier is None:
        return None
    plain = of_each(of_both_years(question, card.identity.year or 0), target.place)
    asked = [replace(target, cards=(one,), year=one.identity.year) for one in (card, earlier)]
    read = [_candidate(shelf, one.cards[0], one, (), settings) for one in asked]
    found = [extract(plain, one, settings.answering) for one in read]
    told = own_change(plain, read[:1], found[0].points, settings.answering)
    if told:
        return Outcome(target, told)
    if not all(one.points for one in found):
        return None
    return Outcome(target, found[0].points, before=found[1].points)


def _against(points: Sequence[Point], shelf: Shelf, settings: Settings) -> tuple[Point, ...]:
    """Return where the same report, or that of the year after, says otherwise than some points."""
    longest = settings.answering.quote
    later = shelf.beside(points[0].reading.card, 1) if points else None
    looked_back = looked_back_on(points, shelf.reading(later), longest) if later else ()
    return (*within(points, longest), *looked_back)


def _looks_back(question: Question, target: Target) -> bool:
    """Tell whether a target is the later of two years that a question compares."""
    years = sorted(question.scope.years)
    return len(years) == 2 and years[0] + 1 == years[1] == target.year and bool(comparison(question))


def _of_part(point: Point, part: str) -> Point:
    """Say of a part's figures whose they are, where the report names nothing narrower."""
    if not part:
        return point
    figures = [replace(f, scope=part) if whole_scope(f.scope) else f for f in point.figures]
    return replace(point, figures=tuple(figures))


def _answers_for(statement: Statement, reading: Reading, target: Target) -> bool:
    """Tell whether a statement may answer for a target: it names the part that is meant, and is of the target's year.

    A report of the year before, which is asked for plans, answers with its plans alone, a work report of the year after
    with what it looks back on.
    """
    named = not target.part or target.part in statement.text or target.part in statement.before
    identity = reading.card.identity
    speech, apart = identity.kind is Kind.GOVERNMENT_WORK, (identity.year or 0) - (target.year or 0)
    if target.year is None or apart != (1 if speech else -1):
        return named
    return named and (statement.part is Part.PLANS) is not speech


def with_readings(answer: Answer, question: Question, longest: int) -> Answer:
    """Return the answer with how it read mistyped words and years that count from today, where there is room for it.

    The words are the question's own and no report's, so they are said of no citation.
    """
    say = phrases(question.language)
    told = [say.respelt(question.respelt)] if question.respelt else []
    told += [say.read_as(question.scope.readings)] if question.scope.readings else []
    if not told or answer.state is State.UNCLEAR:
        return answer
    text = "\n".join((answer.text, *told))
    return replace(answer, text=text) if len(text) <= longest or len(answer.text) > longest else answer


def checked(answer: Answer, shelf: Shelf) -> Answer:
    """Return the answer without what its own citations do not bear out."""
    texts = {citation.card.id: shelf.reading(citation.card).report.text for citation in answer.citations}
    findings = check_answer(answer, texts)
    if shelf.trace:
        shelf.trace.findings += findings
    return remove_lines(answer, frozenset(finding.words for finding in findings)) if findings else answer


def _in_turn(
    target: Target, passages: Sequence[Passage], shelf: Shelf, *, many: bool = False
) -> Iterator[list[ReportCard]]:
    """Yield the reports to ask: a place's newest first, one by one; without a place those that were found, at once.

    Where it is asked which reports say something (`many`) those of every year are. Versions of one report are asked
    together. Of reports that hold plans for a year, one that heads them with it (2022年工作安排) comes first.
    """
    if target.place is not None:
        cards = list(target.cards)
        if target.planned:
            cards.sort(key=lambda card: not _plans_for(target.year, shelf.reading(card)))
        yield from versions(cards)
        return
    found = list(dict.fromkeys(passage.chunk.report_id for passage in passages))[:_REPORTS]
    if target.every and len(target.cards) <= _READ_EVERY:
        found = [card.id for card in target.cards]
    if many:
        yield sorted((card for card in target.cards if card.id in found), key=lambda card: found.index(card.id))
        return
    yield sorted(_newest(target, frozenset(found)), key=lambda card: found.index(card.id))


def _newest(target: Target, found: Collection[str]) -> list[ReportCard]:
    """Return the newest of the reports found of each government and bureau; of places ranked, of their governments."""
    newest: dict[tuple[tuple[str, ...], bool], ReportCard] = {}
    for card in target.cards:
        key = (card.identity.place_path or (card.id,), is_department(card))
        if card.id in found and (key not in newest or (card.identity.year or 0) > (newest[key].identity.year or 0)):
            newest[key] = card
    return [
        card for (path, bureau), card in newest.items() if not (bureau and target.every and (path, False) in newest)
    ]


def _plans_for(year: int | None, reading: Reading) -> bool:
    """Tell whether a report heads its plans with a year."""
    headed = [s for s in reading.statements if s.part is Part.PLANS and f"{year}年" in "".join(s.headings[:2])]
    return bool(headed)


def _candidate(
    shelf: Shelf, card: ReportCard, target: Target, passages: Sequence[Passage], settings: Settings
) -> Candidate:
    """Return a report's statements: all where few reports are asked, else those that the passages hold."""
    reading = shelf.reading(card)
    whole = len(target.cards) <= (_READ_EVERY if target.every else _READ_WHOLE)
    ranks = _ranks(reading, passages)
    statements = [
        one for one in reading.statements if (whole or one.start in ranks) and _answers_for(one, reading, target)
    ]
    cells = [one for one in reading.cells if (whole or one.start in ranks) and _answers_for(one, reading, target)]
    gains = {start: settings.retrieval.nearness / rank for start, rank in ranks.items() if rank <= _NEAR}
    weighing = settings.answering.weighing
    return Candidate(reading, tuple(statements), gains, weighing, shelf.judge, shelf.trace, tuple(cells), target.span)


def _ranks(reading: Reading, passages: Sequence[Passage]) -> dict[int, int]:
    """Return the rank of the passage, from 1, that each statement of a report begins in."""
    spans = [(rank, p.chunk.span) for rank, p in enumerate(passages, 1) if p.chunk.report_id == reading.card.id]
    ranks = {}
    for statement in (*reading.statements, *reading.cells):
        at = reading.quote_span(statement.start, statement.start + 1).start
        rank = next((rank for rank, span in spans if span.start <= at < span.end), None)
        if rank is not None:
            ranks[statement.start] = rank
    return ranks
