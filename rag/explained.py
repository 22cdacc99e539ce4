"""Why a question was answered as it was: its scope, its asks, what was chosen for them, what was refused and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rag.answering.asked import Question, Wanted
from rag.answering.closeness import Closeness
from rag.answering.decision import Decision, context_of
from rag.answering.evidence import Evidence
from rag.answering.points import Point, canonical_figure
from rag.answering.scope import Resolved
from rag.answering.trace import Looked, Refusal, Search, Trace, refusal
from rag.config import Answering
from rag.language.contexts import ask_text
from rag.pipeline import Desk, ask
from rag.types import Answer, Figure, Finding, Span
from rag.views import View, answer_view, decimal_string, missing_view, passage_view

_SURELY = 0.3
_PASSAGES = 10


@dataclass(frozen=True, slots=True)
class Weighed:
    """A candidate, with what spoke for it and against it.

    `span` is its sentence and `figure` its figure over the canonical text, None where sentences are looked for.
    `closeness` is the learned likeness of the ask and its words, a cosine; `indicator` the known one that its words are
    most likely of, with its `share`. `refused` is None where it was chosen, and `given` is true where it then stands in
    the answer.
    """

    evidence: Evidence
    span: Span
    figure: Figure | None
    closeness: float | None
    indicator: str
    share: float
    refused: Refusal | None
    given: bool


@dataclass(frozen=True, slots=True)
class Sought:
    """An ask put to a report, the known indicator that the ask is most likely of, and its candidates, best first."""

    search: Search
    indicator: str
    share: float
    candidates: tuple[Weighed, ...]


@dataclass(frozen=True, slots=True)
class Explained:
    """An answer and what decided it; `findings` are what the gate refused of it."""

    answer: Answer
    question: Question
    resolved: Resolved
    looked: tuple[Looked, ...]
    sought: tuple[Sought, ...]
    findings: tuple[Finding, ...]

    @property
    def asks(self) -> tuple[Wanted, ...]:
        """The several asks of the question, or the one that it is."""
        return self.question.asks or (self.question.wanted,)

    def read_off(self, looked: Looked) -> tuple[Point, ...]:
        """Return what a target's answer says without having been weighed: a report's number, date or list of items."""
        chosen = [(one.search.card.id, w.span) for one in self.sought for w in one.candidates if not w.refused]
        return tuple(
            point
            for point in looked.outcome.told
            if not any(id_ == point.reading.card.id and _meet(span, point.spans[0]) for id_, span in chosen)
        )


def explain(text: str, desk: Desk, *, history: Sequence[str] = (), today: date | None = None) -> Explained:
    """Answer a question as `ask` does, and return what decided the answer with it; raises what `ask` raises."""
    trace = Trace()
    answer = ask(text, desk, history=history, today=today, trace=trace)
    assert trace.question is not None
    assert trace.resolved is not None
    judge = desk.shelf.judge
    closeness = judge.closeness if isinstance(judge, Decision) else None
    sought = tuple(_sought(one, answer, closeness, desk.settings.answering) for one in trace.searches)
    return Explained(answer, trace.question, trace.resolved, trace.looked, sought, tuple(trace.findings))


def _sought(search: Search, answer: Answer, closeness: Closeness | None, settings: Answering) -> Sought:
    every = (*search.found, *search.others)
    near, named = _read(search.ask.words, every, closeness)
    asked = named[0]
    candidates = []
    for one, close, (name, share) in zip(every, near, named[1:], strict=True):
        likely = (asked[0] if asked[1] >= _SURELY else "", name if share >= _SURELY else "")
        span = one.reading.quote_span(one.statement.start, one.statement.end)
        figure = canonical_figure(search.chose(one) or one) if one.figure else None
        refused = refusal(one, search, settings.enough, likely)
        given = refused is None and _stands(search.card.id, span, figure, answer)
        candidates.append(Weighed(one, span, figure, close, name, share, refused, given))
    return Sought(search, *asked, tuple(candidates))


def _read(
    words: str, every: Sequence[Evidence], closeness: Closeness | None
) -> tuple[list[float | None], list[tuple[str, float]]]:
    """Return how near an ask is to each candidate, and the indicators that it and each of them are most likely of."""
    if closeness is None or not every or every[0].figure is None:
        return [None] * len(every), [("", 0.0)] * (len(every) + 1)
    text, contexts = ask_text(words), [context_of(one) for one in every]
    near = [round(float(one), 3) for one in closeness.near(text, contexts)]
    return list(near), closeness.named(text, contexts)


def _stands(report: str, span: Span, figure: Figure | None, answer: Answer) -> bool:
    """Tell whether a candidate that was chosen stands in the answer after all."""
    cited = {citation.n: citation for citation in answer.citations if citation.card.id == report}
    if figure is None:
        return any(_meet(span, citation.span) for citation in cited.values())
    return any(one.figure.span == figure.span for one in answer.figures if one.citation in cited)


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def explained_view(one: Explained) -> View:
    """Return *answer* with `explain` added: what decided it, as docs/explain.md lists it."""
    explain = {
        "scope": _scope_view(one),
        "asks": [_ask_view(wanted) for wanted in one.asks],
        "targets": [_target_view(one, looked) for looked in one.looked],
        "searches": [_sought_view(sought) for sought in one.sought],
        "checks": [{"rule": found.rule, "words": found.words, "why": found.why} for found in one.findings],
    }
    return answer_view(one.answer) | {"explain": explain}


def _scope_view(one: Explained) -> View:
    scope, resolved = one.question.scope, one.resolved
    return {
        "places": [list(place.path) for place in scope.places],
        "years": list(scope.years),
        "readings": list(scope.readings),
        "respelt": [{"typed": typed, "meant": meant} for typed, meant in one.question.respelt],
        "kind": scope.kind.value if scope.kind else None,
        "issuer": scope.issuer,
        "below": scope.below,
        "plans": scope.plans,
        "namesakes": [list(place.path) for place in resolved.namesakes],
        "unknown": resolved.unknown or None,
        "missing": [missing_view(missing) for missing in resolved.missing],
    }


def _ask_view(wanted: Wanted) -> View:
    return {
        "topic": wanted.topic,
        "context": wanted.context,
        "kinds": [kind.value for kind in wanted.kinds],
        "units": list(wanted.units),
        "part": wanted.part,
        "stated": wanted.stated,
        "sure": wanted.sure,
    }


def _target_view(one: Explained, looked: Looked) -> View:
    target = looked.outcome.target
    return {
        "place": target.place,
        "year": target.year,
        "part": target.part or None,
        "issuer": target.issuer,
        "reports": [card.id for card in target.cards],
        "passages": [passage_view(passage) for passage in looked.passages[:_PASSAGES]],
        "read_off": [
            {"report_id": point.reading.card.id, "start": span.start, "end": span.end}
            for point in one.read_off(looked)
            for span in point.spans
        ],
    }


def _sought_view(sought: Sought) -> View:
    search, identity = sought.search, sought.search.card.identity
    return {
        "ask": search.ask.words,
        "own": search.own or None,
        "units": list(search.ask.units),
        "indicator": sought.indicator or None,
        "share": sought.share,
        "report_id": search.card.id,
        "place": identity.place,
        "year": identity.year,
        "weighed": search.weighed,
        "candidates": [_weighed_view(one) for one in sought.candidates],
    }


def _weighed_view(one: Weighed) -> View:
    evidence, figure = one.evidence, one.figure
    return {
        "raw": figure.raw if figure else None,
        "value": decimal_string(figure.value) if figure else None,
        "unit": figure.unit if figure else None,
        "role": figure.role.value if figure else None,
        "scope": figure.scope if figure else None,
        "year": figure.year if figure else None,
        "chance": evidence.chance,
        "held": round(evidence.held, 3),
        "score": round(evidence.score, 3),
        "closeness": one.closeness,
        "indicator": one.indicator or None,
        "share": one.share,
        "start": one.span.start,
        "end": one.span.end,
        "sentence": evidence.reading.words(one.span),
        "refused": one.refused.value if one.refused else None,
        "given": one.given,
    }
