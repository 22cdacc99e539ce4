"""Points and gaps become an Answer: numbered citations, and the words a person reads, in the question's language."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from rag.answering.asked import AskKind, Question
from rag.answering.cite import cite
from rag.answering.comparing import Comparison, comparison
from rag.answering.conclude import Conclusion, Value, conclusions, derived, leading, shares
from rag.answering.conflicts import disagree
from rag.answering.counting import Mention, mention, number_of
from rag.answering.items import part_asked
from rag.answering.many import counted, foremost, one_each, open_ended
from rag.answering.moved import gained, way_of
from rag.answering.phrases import Phrases, phrases
from rag.answering.points import Point, cited_figure, quote_range
from rag.answering.scope import Resolved, Target, spoken_name
from rag.answering.tell import tell
from rag.answering.terms import find_terms
from rag.answering.wording import asks_change
from rag.config import Answering
from rag.language.text import normalise
from rag.types import Answer, Citation, CitedFigure, Figure, Missing, Passage, Reason, Role, Span, State

_SHORT_QUOTE = 80
_SAYS_SOMETHING = 0.3


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was found for one target: points, or none, with the passages that come near.

    `unmentioned` is true where one of several things asked for was not found, `lacking` its words. `changes` are where
    a report itself says how a value moved from the year before, which is also asked about. `against` are where the same
    report, or that of the year after, says otherwise. `before` are the values of the year before, where the question
    leaves that unnamed and asks how far a value has moved from it. `share` is true where the points are a part and the
    whole whose share it is asked for.
    """

    target: Target
    points: tuple[Point, ...]
    nearest: tuple[Passage, ...] = ()
    unmentioned: bool = False
    lacking: tuple[str, ...] = ()
    changes: tuple[Point, ...] = ()
    against: tuple[Point, ...] = ()
    before: tuple[Point, ...] = ()
    share: bool = False

    @property
    def told(self) -> tuple[Point, ...]:
        """All the points that are given, in their order."""
        return (*self.points, *self.before, *self.against)


def compose(question: Question, resolved: Resolved, outcomes: Sequence[Outcome], settings: Answering) -> Answer:
    """Return the answer that says what was found, by target, and what was not, and why."""
    say = phrases(question.language)
    names = [spoken_name(place) for place in resolved.namesakes]
    if resolved.unknown:
        return _answer(question, State.UNCLEAR, say.no_such_place(resolved.unknown, names))
    if names:
        return _answer(question, State.UNCLEAR, say.which_place(names))
    of_part = any(o.target.part and o.points for o in outcomes)  # 河北雄安新区 asks what Hebei's report says of it
    if _asks_nothing(question) and not resolved.missing and not of_part:
        return _answer(
            question, State.UNCLEAR, say.what_about([card.label for o in outcomes for card in o.target.cards])
        )
    outcomes, lacking = _with_changes(outcomes, resolved.missing, comparison(question))
    found = [outcome for outcome in outcomes if outcome.points]
    missing = (*lacking, *(_not_mentioned(o.target) for o in outcomes if o.unmentioned or not o.points))
    if _asks_back(question, found, settings):
        places = [point.reading.card.identity.place or point.reading.card.label for o in found for point in o.points]
        return _answer(question, State.UNCLEAR, say.narrow(list(dict.fromkeys(places))))
    asked = mention(question)
    if found and asked:
        return _mentioned(question, asked, found, settings)
    if found:
        return _with_points(question, found, missing, settings)
    gaps = missing or (Missing(None, None, Reason.OUT_OF_SCOPE),)
    nearest = [passage for outcome in outcomes for passage in outcome.nearest]
    answer = _answer(question, State.NOT_FOUND, say.nothing([say.gap(gap) for gap in gaps]))
    return replace(answer, missing=gaps, nearest=tuple(nearest[: settings.nearest]))


def remove_lines(answer: Answer, words: frozenset[str]) -> Answer:
    """Return the answer without what a check refused; nothing left is an abstention."""
    refused = [f"[{citation.n}]" for citation in answer.citations if citation.quote in words]
    lines = [line for line in answer.text.split("\n") if line not in words and not any(m in line for m in refused)]
    citations = tuple(c for c in answer.citations if any(f"[{c.n}]" in line for line in lines))
    left = {citation.n for citation in citations}
    told = [f for f in answer.figures if f.figure.role is not Role.DERIVED or f.figure.raw in "\n".join(lines)]
    figures = tuple(f for f in told if f.figure.raw not in words and f.citation in left)
    say = phrases("zh")
    if citations:
        return replace(answer, state=State.PARTIAL, text="\n".join(lines), figures=figures, citations=citations)
    gaps = answer.missing or (Missing(None, None, Reason.NOT_MENTIONED),)
    return replace(
        answer, state=State.NOT_FOUND, text=say.nothing([say.refused]), figures=(), citations=(), missing=gaps
    )


def _answer(question: Question, state: State, text: str) -> Answer:
    """Return an answer of words alone; its id is made of question and words, so that the same answer keeps it."""
    digest = sha256(f"{question.text}\n{text}".encode("utf-8", "surrogatepass")).hexdigest()
    return Answer(digest[:16], question.text, state, text)


def _not_mentioned(target: Target) -> Missing:
    if target.part:
        have = tuple(card.label for card in target.cards)
        return Missing(target.part_name, target.year, Reason.NO_REPORT_OF_PLACE, have)
    years: tuple[str | int, ...] = () if target.year is None else (target.year,)
    return Missing(target.place, target.year, Reason.NOT_MENTIONED, years, target.issuer)


def _asks_nothing(question: Question) -> bool:
    """Tell whether a question names no matter: 多少件 and 那个比例 are of anything where no place is named either."""
    terms, scope = find_terms(question.topic), question.scope
    of_whole = part_asked(question.topic, question.kinds) is not None
    if not terms and not question.kinds:
        return not of_whole
    if scope.places or scope.issuer or question.context or mention(question) is not None:
        return False
    of_anything = all(kind in (AskKind.FIGURE, AskKind.PROSE) for kind in question.kinds)
    vague = not any(term.weight >= _SAYS_SOMETHING for term in terms)
    return of_anything and vague and not of_whole


def _asks_back(question: Question, found: Sequence[Outcome], settings: Answering) -> bool:
    """Tell whether a question without a place is answered by more reports than may be listed, or their problems are."""
    open_ended = [outcome for outcome in found if outcome.target.place is None]
    reports = {point.reading.card.id for outcome in open_ended for point in outcome.points}
    listed = question.compare or question.scope.below or mention(question) is not None
    most = 1 if any(point.lead for outcome in open_ended for point in outcome.points) else settings.places_listed
    return len(reports) > most and not listed


def _with_changes(
    outcomes: Sequence[Outcome], missing: tuple[Missing, ...], compared: Comparison
) -> tuple[list[Outcome], tuple[Missing, ...]]:
    """Answer with what a report says of the change itself where the year before has no report or does not tell.

    Where only the change is asked for (增长了多少) the year before is then not missed.
    """
    settled = list(outcomes)
    for outcome in outcomes:
        place, year = outcome.target.place, outcome.target.year
        beside = [one for one in outcomes if one.target.place == place and one is not outcome]
        if not outcome.changes or year is None or any(one.points for one in beside):
            continue
        if compared.amount:
            settled = [one for one in settled if one not in beside]
            missing = tuple(one for one in missing if (one.place, one.year) != (place, year - 1))
        settled[settled.index(outcome)] = replace(outcome, points=outcome.changes, unmentioned=False)
    return settled, missing


def _with_points(
    question: Question, found: Sequence[Outcome], missing: tuple[Missing, ...], settings: Answering
) -> Answer:
    compared = comparison(question)
    points = [point for outcome in found for point in outcome.points]
    reports = len({point.reading.card.id for point in points})
    if compared.ranks and open_ended(question) and reports > settings.places_listed:
        best = foremost(compared, points, compared.first or settings.places_listed)
        if best:
            return _told(question, [replace(found[0], points=tuple(best))], (), settings, cut=True)
    return _told(question, found, missing, settings)


def _told(
    question: Question,
    found: Sequence[Outcome],
    missing: tuple[Missing, ...],
    settings: Answering,
    *,
    cut: bool = False,
) -> Answer:
    """Return the answer that gives every point, and what they come to."""
    say = phrases(question.language)
    points = [point for outcome in found for point in outcome.told]
    citations: list[Citation] = []
    marks = [_cite(point, citations) for point in points]
    figures = [cited_figure(p, figure, mark[0]) for p, mark in zip(points, marks, strict=True) for figure in p.figures]
    values = _values(found, marks, by_report=cut)
    compared = comparison(question)
    if any(outcome.before for outcome in found):
        compared = replace(compared, change=True)
    concluded: Sequence[Conclusion] = shares(values) if found[0].share else conclusions(compared, values)
    if cut:
        concluded = leading(compared, values, len(values), more=True)
    if compared.ranks and not concluded and open_ended(question):
        concluded = leading(compared, values, len(values))
    first = [tell(one, question.language) for one in concluded]
    if disagree([point for outcome in found for point in outcome.points]):
        first.append(say.disagree)
    if any(outcome.against for outcome in found):
        first.append(say.contradicted)
    facts = list(zip(points, marks, strict=True))
    if asks_change(normalise(question.text)):
        moves = [(move, point, mark) for point, mark in facts for move in (gained(point),) if move]
        first += [say.gained(move, mark) for move, _, mark in moves]
        figures += [cited_figure(point, move[2], mark[0]) for move, point, mark in moves]
    lacks = {_not_mentioned(outcome.target): outcome.lacking for outcome in found}
    text = _worded(first, facts, [say.gap(gap, lacks.get(gap, ())) for gap in missing], say, settings.text)
    answer = _answer(question, State.PARTIAL if missing else State.ANSWERED, text)
    figures += [one for conclusion in concluded for one in derived(conclusion)]
    return replace(answer, figures=tuple(figures), citations=tuple(citations), missing=missing)


def _mentioned(question: Question, asked: Mention, found: Sequence[Outcome], settings: Answering) -> Answer:
    """Return which reports say what is asked, and how many where that is asked; with few, what they say."""
    every = [point for outcome in found for point in outcome.points]
    points = one_each(every, reports=asked.reports) or one_each(every, reports=True)
    if len(points) <= settings.places_listed and not asked.many:
        return _told(question, found, (), settings)
    citations: list[Citation] = []
    marks = [_cite(point, citations) for point in points]
    say = phrases(question.language)
    count = counted(asked, points)
    number = number_of(count, asked.reports) if count else None
    names = [say.mentions(point.reading.card, mark) for point, mark in zip(points, marks, strict=True)]
    answer = _answer(question, State.ANSWERED, say.mentioned(number, names, asked.reports))
    figures = (CitedFigure(number, None, None, 1),) if number else ()
    return replace(answer, figures=figures, citations=tuple(citations))


def _values(found: Sequence[Outcome], marks: Sequence[list[int]], *, by_report: bool) -> list[list[Value]]:
    """Return the figures of each target; where no place is named, of each report."""
    groups: dict[tuple[int, str], list[Value]] = {}
    mark = iter(marks)
    for number, outcome in enumerate(found):
        for point in outcome.told:
            n, card = next(mark)[0], point.reading.card
            alone = by_report or outcome.target.place is None or point in outcome.before
            own = groups.setdefault((number, card.id if alone else ""), [])
            own += [Value(figure, card, n) for figure in point.figures if point not in outcome.against]
    return list(groups.values())


def _worded(
    first: Sequence[str],
    facts: Sequence[tuple[Point, list[int]]],
    gaps: Sequence[str],
    say: Phrases,
    longest: int,
) -> str:
    """Return the lines of an answer; a fact's quotes are shortened, and left out at last, to keep it to its length."""
    text = ""
    for room in (longest, _SHORT_QUOTE, 0):
        lines: list[str] = []
        for i, (point, marks) in enumerate(facts):
            card = point.reading.card
            new = i == 0 or facts[i - 1][0].reading.card != card
            if point.lead:
                lines += [say.whose(card)] if new else []
                lines.append(say.item(i + 1, _shown(point, room or _SHORT_QUOTE), marks))
            else:
                lines.append(say.fact(_printed(point), _shown(point, room), marks, card if new else None))
        text = "\n".join([*first, *lines, *gaps])
        if len(text) <= longest or not all(point.figures for point, _ in facts):
            break
    return text


def _printed(point: Point) -> list[Figure]:
    """Return the figures of a point as they are shown: a change with the word that says which way it went."""
    return [replace(one, raw=way_of(one, point.reading) + one.raw) for one in point.figures]


def _shown(point: Point, room: int) -> str:
    """Return the words of a point that are shown, on one line, at most `room` long: whole clauses about its figure."""
    if not room:
        return ""
    dark = point.reading.shadow
    span = point.lead or point.spans[0]
    start, end = bisect_left(dark.offsets, span.start), bisect_left(dark.offsets, span.end)
    if end - start > room:
        about = point.figures[0].span if point.figures else Span(span.start, span.start + 1)
        around = Span(bisect_left(dark.offsets, about.start) - start, bisect_left(dark.offsets, about.end) - start)
        first, last = quote_range(dark.text[start:end], around, room)
        span = dark.span(start + first, start + last)
    return point.reading.words(span)


def _cite(point: Point, citations: list[Citation]) -> list[int]:
    """Give numbers to the slices of a point, to one cited before its first number."""
    numbers = []
    for span in point.spans:
        new = cite(len(citations) + 1, point.reading, span)
        known = next((citation.n for citation in citations if citation.id == new.id), None)
        if known is None:
            citations.append(new)
        numbers.append(known or new.n)
    return numbers
