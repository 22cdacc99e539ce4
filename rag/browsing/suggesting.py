"""Questions to begin with and to go on with: made of what the library holds, and known to be answered."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, zip_longest

from rag.answering.phrases import place_of
from rag.answering.scope import is_department
from rag.errors import FazhiError
from rag.pipeline import Desk, ask
from rag.types import Answer, Kind, ReportCard, State

_TOPICS = {
    Kind.LAW_BASED_GOVERNMENT: (
        "行政机关负责人出庭应诉率是多少？",
        "存在哪些问题？",
        "行政复议案件多少件？",
        "主动公开信息多少件？",
        "下一步有什么打算？",
    ),
    Kind.DISCLOSURE: ("主动公开政府信息多少条？", "受理依申请公开多少件？", "存在哪些问题？"),
    Kind.GOVERNMENT_WORK: ("主要目标有哪些？", "一般公共预算收入是多少？"),
    Kind.OTHER: ("存在哪些问题？", "主要措施有哪些？"),
}
_FIRST, _FIRST_TRIED = 4, 16
_NEXT, _NEXT_TRIED = 3, 5
_ALIKE = 4


@dataclass(frozen=True, slots=True)
class Candidate:
    """A question that might be offered: the report that it is about, its topic and its words."""

    report_id: str
    topic: str
    question: str


def first_questions(desk: Desk) -> tuple[str, ...]:
    """Return up to 4 questions that the library answers, of as many reports as it has and each on another topic."""
    chosen: list[Candidate] = []
    spread = _newest(desk.library.cards())[:_FIRST]
    for candidate in islice(candidates(spread), _FIRST_TRIED):
        of_report = sum(one.report_id == candidate.report_id for one in chosen)
        new = of_report * len(spread) < _FIRST and all(one.topic != candidate.topic for one in chosen)
        if new and _cited(candidate.question, (), desk):
            chosen.append(candidate)
        if len(chosen) == _FIRST:
            break
    return tuple(candidate.question for candidate in chosen)


def next_questions(answer: Answer, asked: Sequence[str], desk: Desk) -> tuple[str, ...]:
    """Return up to 3 questions to go on with that the library answers; none after an answer that cites nothing.

    `asked` are the questions of the conversation, the answered one last. At most 5 are tried.
    """
    if not answer.citations:
        return ()
    fresh = (question for question in _onward(answer, desk) if question not in asked)
    tried = islice(dict.fromkeys(fresh), _NEXT_TRIED)
    known = {citation.id for citation in answer.citations}
    return tuple(islice((question for question in tried if _cited(question, asked, desk) - known), _NEXT))


def candidates(cards: Sequence[ReportCard]) -> Iterator[Candidate]:
    """Yield questions about reports whose place and year are known, in turns, with another topic each turn."""
    for turn in range(max(map(len, _TOPICS.values()))):
        for at, card in enumerate(cards):
            topics = _TOPICS[card.identity.kind]
            topic = topics[(at + turn) % len(topics)]
            yield Candidate(card.id, topic, f"{place_of(card)}{card.identity.year}年{topic}")


def _onward(answer: Answer, desk: Desk) -> Iterator[str]:
    """Yield what may be asked next: of another year, of another place, on another topic, in comparison."""
    card = answer.citations[0].card
    if not card.identity.place or not card.identity.year:
        return
    single = len({citation.card.id for citation in answer.citations}) == 1
    cards = [one for one in desk.library.cards() if one.identity.kind is card.identity.kind]
    others = _beside(card, cards) if single else []
    ways = (
        [f"{place_of(card)}{year}年呢？" for year in _other_years(card, cards)] if single else [],
        _topics(answer, card),
        [f"{place_of(other)}{other.identity.year}年呢？" for other in others],
        _comparisons(answer, card, others),
    )
    for turn in zip_longest(*ways):
        yield from filter(None, turn)


def _topics(answer: Answer, card: ReportCard) -> list[str]:
    """Return questions about a report on the topics of its kind, without the one that was just asked."""
    named = {cited.figure.indicator for cited in answer.figures if cited.figure.indicator}
    topics = [
        topic
        for topic in _TOPICS[card.identity.kind]
        if topic[:-1] not in answer.question and not any(name in topic for name in named)
    ]
    return [f"{place_of(card)}{card.identity.year}年{topic}" for topic in topics]


def _comparisons(answer: Answer, card: ReportCard, others: Sequence[ReportCard]) -> list[str]:
    """Return questions that compare the figure that was given with that of another place in the same year."""
    indicators = {cited.figure.indicator for cited in answer.figures}
    if len(indicators) != 1 or not all(indicators):
        return []
    (indicator,) = indicators
    year = card.identity.year
    alike = [other for other in others if other.identity.year == year]
    return [f"{place_of(card)}和{place_of(other)}{year}年的{indicator}哪个高？" for other in alike]


def _other_years(card: ReportCard, cards: Sequence[ReportCard]) -> list[int]:
    """Return the other years that there is a report of the same place and issuer for, the nearest first."""
    own = card.identity
    alike = [one.identity for one in cards if one.identity.place_path == own.place_path]
    years = {one.year or 0 for one in alike if one.issuer == own.issuer} - {own.year, 0}
    return sorted(years, key=lambda year: (abs(year - (own.year or 0)), -year))[:_ALIKE]


def _beside(card: ReportCard, cards: Sequence[ReportCard]) -> list[ReportCard]:
    """Return reports of other places: those of the same year first, then those that share most of the path above."""
    own = card.identity
    newest = [one for one in _newest(cards) if one.identity.year != own.year]
    alike = [one for one in cards if one.identity.year == own.year and one.identity.place and not is_department(one)]
    others = {one.identity.place_path: one for one in (*newest, *alike) if one.identity.place_path != own.place_path}
    return sorted(others.values(), key=lambda one: _distance(card, one))[:_ALIKE]


def _distance(card: ReportCard, other: ReportCard) -> tuple[bool, int, str]:
    path, own = other.identity.place_path, card.identity.place_path
    shared = sum(a == b for a, b in zip(path, own, strict=False))
    return other.identity.year != card.identity.year, abs(len(path) - len(own)) - shared, other.id


def _newest(cards: Sequence[ReportCard]) -> list[ReportCard]:
    """Return the newest report of each place, the newest first."""
    known = [card for card in cards if card.identity.place and card.identity.year and not is_department(card)]
    known.sort(key=lambda card: (-(card.identity.year or 0), card.id))
    return list({card.identity.place_path: card for card in reversed(known)}.values())[::-1]


def _cited(question: str, history: Sequence[str], desk: Desk) -> set[str]:
    """Return the ids of what a question is answered with, none where it is not answered."""
    try:
        answer = ask(question, desk, history=history)
    except FazhiError:
        return set()
    return {citation.id for citation in answer.citations} if answer.state is State.ANSWERED else set()
