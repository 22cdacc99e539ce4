"""Whether the passages that an answer was retrieved from hold what is owed, and come from the right reports.

The one door to ir-measures. What is relevant is told by the evidence, an AND of ORs: a passage is relevant where it
holds a group that no better one holds, so that two passages of one sentence count once and every group is asked for.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from functools import lru_cache

import ir_measures
from ir_measures import RR, Measure, R, nDCG

from eval.answers import StoredPassage
from eval.gold import Span
from eval.marks import Case, Mark, told

CUT = 10
_HELD = 0.5
"""The share of a span that a passage has to hold: chunks end within a sentence now and then."""

_Gains = tuple[int, ...]
"""How many groups each rank is the first to hold, and last how many are held by none."""


def passage_measure(name: str) -> Callable[[Case], Mark | None]:
    """Return the measure of ir-measures of that name (R@5, RR@10, nDCG@10) over passages."""
    return lambda case: _measured(name, case, lambda passage, span: _holds(passage, span))


def document_measure(name: str) -> Callable[[Case], Mark | None]:
    """Return the measure of ir-measures of that name over reports, each at the rank of its first passage."""

    def measure(case: Case) -> Mark | None:
        return _measured(name, case, lambda passage, span: passage.report_id == span.report, by_report=True)

    return measure


def set_recall(case: Case) -> Mark | None:
    """Mark whether the first ten passages hold every group of the evidence."""
    if case.answer.passages is None:
        return None
    first = case.answer.passages[:CUT]
    held = all(any(_holds(passage, span) for passage in first for span in group) for group in case.item.evidence)
    return Mark(float(held), 1.0)


def wrong_document(case: Case) -> Mark | None:
    """Mark the share of the first five passages from reports without evidence (arXiv 2510.06999)."""
    if not case.answer.passages:
        return None if case.answer.passages is None else told(False, "")
    first = case.answer.passages[:5]
    return Mark(sum(one.report_id not in case.item.reports for one in first) / len(first), 1.0)


def _measured(
    name: str, case: Case, holds: Callable[[StoredPassage, Span], bool], by_report: bool = False
) -> Mark | None:
    passages = case.answer.passages
    if passages is None:
        return None
    ranked = list(_first_of_each(passages)) if by_report else passages
    groups = [tuple({_key(span, by_report): span for span in group}.values()) for group in case.item.evidence]
    if by_report:
        groups = list({tuple(span.report for span in group): group for group in groups}.values())
    return Mark(_value(name, _gains(ranked, groups, holds)), 1.0)


def _key(span: Span, by_report: bool) -> Hashable:
    return span.report if by_report else span


def _first_of_each(passages: Iterable[StoredPassage]) -> Iterator[StoredPassage]:
    seen: set[str] = set()
    for passage in passages:
        if passage.report_id not in seen:
            seen.add(passage.report_id)
            yield passage


def _gains(
    ranked: Sequence[StoredPassage], groups: Iterable[Sequence[Span]], holds: Callable[[StoredPassage, Span], bool]
) -> _Gains:
    gains = [0] * (len(ranked) + 1)
    for group in groups:
        at = next((n for n, passage in enumerate(ranked) if any(holds(passage, span) for span in group)), len(ranked))
        gains[at] += 1
    return tuple(gains)


def _holds(passage: StoredPassage, span: Span) -> bool:
    shared = min(passage.end, span.end) - max(passage.start, span.start)
    return passage.report_id == span.report and shared >= _HELD * (span.end - span.start)


@lru_cache(maxsize=4096)
def _value(name: str, gains: _Gains) -> float:
    """Return the measure of one ranking, of which few are different: most evidence is one sentence.

    Recall is of groups, of which a passage may hold two: they are what is relevant to it, in a run that ends where the
    first k passages do. The other measures rank passages.
    """
    cut = _RECALL_AT.get(name)
    if cut is not None:
        qrels = [ir_measures.Qrel("q", f"group{n}", 1) for n in range(sum(gains))]
        run = [ir_measures.ScoredDoc("q", f"group{n}", -float(n)) for n in range(sum(gains[:-1][:cut]))]
        return _computed(R @ _ALL, qrels, run)
    relevant = [f"p{rank}" for rank, gain in enumerate(gains[:-1]) if gain] + [f"none{n}" for n in range(gains[-1])]
    qrels = [ir_measures.Qrel("q", name, 1) for name in relevant]
    run = [ir_measures.ScoredDoc("q", f"p{rank}", -float(rank)) for rank in range(len(gains) - 1)]
    return _computed(_OF_PASSAGES[name], qrels, run)


def _computed(measure: Measure, qrels: list[ir_measures.Qrel], run: list[ir_measures.ScoredDoc]) -> float:
    return float(ir_measures.calc_aggregate([measure], qrels, run)[measure])


_ALL = 1000
"""More groups than any question has."""
_RECALL_AT = {"R@1": 1, "R@5": 5, "R@10": 10}
_OF_PASSAGES = {"RR@10": RR @ 10, "nDCG@10": nDCG @ 10}
