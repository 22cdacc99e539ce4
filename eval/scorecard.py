"""From single answers to a scorecard: every question counts, and an answer that never came scores zero."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np

from eval.answers import StoredAnswer, StoredFigure
from eval.dataset import Texts, texts_asked
from eval.failures import Details, Owed, details, told
from eval.gold import NUMERIC
from eval.intervals import clustered
from eval.marks import Case, Mark
from eval.measures import MEASURES
from eval.measures.values import is_of
from eval.questions import Item

PASSED = "passed"
"""The measure of a question as a whole: nothing that is demanded of its answer is at fault."""
PAIRED = "paired"
"""The measure of a seed as a whole: its question and its unanswerable twin, so that neither habit pays."""
NO_ANSWER = "no_answer"
"""The cause of a failure that no measure is: there was nothing to be measured."""
_OF_FIGURES = {"raw", "indicator", "place", "year", "scope", "role"}
LOWER = frozenset(name for name, measure in MEASURES.items() if measure.lower)
NAMES = (PASSED, PAIRED, *MEASURES)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one question came to: the mark by each measure that says something of it, and its text and state.

    A question that failed has `details` of what was owed and given.
    """

    item: Item
    marks: Mapping[str, Mark]
    got: str
    details: Details | None = None

    @property
    def passed(self) -> bool:
        """Whether nothing that is demanded was at fault."""
        return not self.faults

    @property
    def faults(self) -> tuple[str, ...]:
        """What was at fault by the measures that demand."""
        return tuple(dict.fromkeys(self.causes.values()))

    @property
    def causes(self) -> dict[str, str]:
        """What was at fault by the measure that demands it; for an answer that never came, that alone."""
        faults = {name: mark.fault for name, mark in self.marks.items() if MEASURES[name].hard and mark.fault}
        return faults if self.got or not faults else {NO_ANSWER: next(iter(faults.values()))}


def score(item: Item, answer: StoredAnswer | None, texts: Texts, error: str = "") -> Outcome:
    """Return the outcome of a question; without an answer every measure gets its worst mark, `error` saying why."""
    known = texts_asked(item, texts)
    asked = {name: measure for name, measure in MEASURES.items() if measure.asked(item)}
    if answer is None:
        why = error or "there is no answer"
        outcome = Outcome(item, {name: measure.worst(why) for name, measure in asked.items()}, "")
    else:
        case = Case(item, answer, known)
        marks = {name: mark for name, measure in asked.items() if (mark := measure.mark(case)) is not None}
        outcome = Outcome(item, marks, f"{answer.state}: {answer.text}")
    return outcome if outcome.passed else replace(outcome, details=details(item, answer, texts, known))


def scorecard(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """Return *scorecard*: shares with 95 % intervals, by type and measure, and each failed question with its fault."""
    types = list(dict.fromkeys(one.item.type.value for one in outcomes))
    by_type = {name: _shares([one for one in outcomes if one.item.type == name]) for name in types}
    return {
        "questions": len(outcomes),
        "measures": _shares(outcomes),
        "by_type": {name: shares[PASSED] for name, shares in by_type.items()},
        "by_type_measures": {name: _brief(shares) for name, shares in by_type.items()},
        "twins": _twins(outcomes),
        "causes": causes(outcomes),
        "failures": [failure(one) for one in outcomes if not one.passed],
        PASSED: sum(one.passed for one in outcomes),
    }


def marked(outcomes: Sequence[Outcome]) -> list[dict[str, Mark]]:
    """Return each question's marks, whether it passed and whether its pair did among them."""
    pairs = _pairs(outcomes)
    return [
        {PASSED: Mark(float(one.passed), 1.0), **({PAIRED: pairs[one.item.id]} if one.item.id in pairs else {})}
        | dict(one.marks)
        for one in outcomes
    ]


def _pairs(outcomes: Sequence[Outcome]) -> dict[str, Mark]:
    """Return, for each question that is a twin, whether both it and the question it mirrors passed."""
    passed = {one.item.id: one.passed for one in outcomes}
    twins = [one.item for one in outcomes if one.item.twin_of in passed]
    return {item.id: Mark(float(passed[item.id] and passed[item.twin_of or ""]), 1.0) for item in twins}


def _shares(outcomes: Sequence[Outcome]) -> dict[str, dict[str, Any]]:
    marks = marked(outcomes)
    clusters = {name: at for at, name in enumerate(dict.fromkeys(one.item.cluster for one in outcomes))}
    got, of = np.zeros((len(clusters), len(NAMES))), np.zeros((len(clusters), len(NAMES)))
    counts = dict.fromkeys(NAMES, 0)
    for outcome, each in zip(outcomes, marks, strict=True):
        for name, mark in each.items():
            row, column = clusters[outcome.item.cluster], NAMES.index(name)
            got[row, column] += mark.got
            of[row, column] += mark.of
            counts[name] += int(mark.of) if mark.of > 1 else 1
    intervals = clustered(got, of) if clusters else [None] * len(NAMES)
    totals = zip(got.sum(axis=0), of.sum(axis=0), intervals, strict=True)
    return {name: _share(*total, counts[name]) for name, total in zip(NAMES, totals, strict=True)}


def _share(got: float, of: float, interval: tuple[float, float] | None, n: int) -> dict[str, Any]:
    if interval is None:
        return {"value": None, "low": None, "high": None, "n": 0}
    return {"value": _rounded(got / of), "low": _rounded(interval[0]), "high": _rounded(interval[1]), "n": n}


def _rounded(share: float) -> float:
    """Return a share to four decimals; only what is none or all is printed, and held against a bar, as 0 or 1."""
    return float(share) if share in (0.0, 1.0) else min(max(round(float(share), 4), 0.0001), 0.9999)


def _brief(shares: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    return {name: {"value": share["value"], "n": share["n"]} for name, share in shares.items() if share["n"]}


def _twins(outcomes: Sequence[Outcome]) -> dict[str, dict[str, Any]]:
    """Return, for each type that rewords plain questions, its share passed beside that of those plain questions."""
    passed = {one.item.id: one.passed for one in outcomes}
    pairs: dict[str, list[tuple[bool, bool]]] = {}
    for one in outcomes:
        if one.item.variant_of in passed:
            pairs.setdefault(one.item.type.value, []).append((one.passed, passed[one.item.variant_of or ""]))
    return {
        name: {
            "value": round(sum(own for own, _ in each) / len(each), 4),
            "plain": round(sum(plain for _, plain in each) / len(each), 4),
            "n": len(each),
        }
        for name, each in pairs.items()
    }


def causes(outcomes: Iterable[Outcome]) -> dict[str, int]:
    """Return how many questions each measure was at fault in, the most first; one may have several causes."""
    counts = Counter(name for one in outcomes for name in one.causes)
    return dict(sorted(counts.items(), key=lambda count: (-count[1], count[0])))


def failure(outcome: Outcome) -> dict[str, Any]:
    """Return a failed question as a scorecard lists it: what was expected, what was given, and why that is wrong."""
    item, shown = outcome.item, outcome.details or Details()
    return {
        "id": item.id,
        "type": item.type.value,
        "question": item.question,
        "history": list(item.history),
        "expected": {
            "state": [state.value for state in item.state],
            "values": [told(slot) for slot in item.slots if slot.required],
            "missing": [reason.value for lack in item.missing for reason in lack.reason],
        },
        "got": outcome.got,
        "why": "; ".join(outcome.faults),
        "causes": outcome.causes,
        "slots": [_slot(one) for one in shown.owed],
        "lacks": [lack.model_dump(mode="json") for lack in item.missing],
        "figures": [_figure(one, item) for one in shown.figures],
        "forbidden": [{"value": one.value, "origin": one.origin.value} for one in item.forbidden],
        "overlay": [asdict(one) for one in shown.overlay],
        "source": list(dict.fromkeys(one.text for one in shown.sources)),
        "sources": [asdict(one) for one in shown.sources],
    }


def _figure(figure: StoredFigure, item: Item) -> dict[str, Any]:
    owed = any(slot.kind in NUMERIC and is_of(figure, slot) for slot in item.slots)
    return {**figure.model_dump(include=_OF_FIGURES), "owed": owed}


def _slot(owed: Owed) -> dict[str, Any]:
    slot = owed.slot
    return {
        "value": told(slot),
        "label": slot.label,
        "place": slot.place,
        "year": slot.year,
        "scope": list(slot.scope),
        "derived": slot.derivation.model_dump(mode="json") if slot.derivation else None,
        "stands": owed.stands.value,
        "items": [{"value": value, "stands": stands.value} for value, stands in owed.items],
    }
