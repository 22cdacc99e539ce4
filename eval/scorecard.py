"""From single answers to a scorecard: every question counts, and an answer that never came scores zero."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist
from typing import Any

from eval.answers import StoredAnswer
from eval.measures import MEASURES, Texts
from eval.questions import Item

_Z = NormalDist().inv_cdf(0.975)
PASSED = "passed"
"""The measure of a question as a whole: nothing that is asked of its answer is at fault."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one question came to: the fault by each measure that applies to it, "" where there is none."""

    item: Item
    faults: Mapping[str, str]
    got: str

    @property
    def passed(self) -> bool:
        """Whether nothing was at fault."""
        return not any(self.faults.values())


def judge(item: Item, answer: StoredAnswer | None, texts: Texts, error: str = "") -> Outcome:
    """Return the outcome of a question; without an answer every measure is at fault, `error` saying why."""
    asked = {name: measure for name, measure in MEASURES.items() if measure.applies(item)}
    if answer is None:
        return Outcome(item, dict.fromkeys(asked, error or "there is no answer"), "")
    faults = {name: measure.fault(item, answer, texts) for name, measure in asked.items()}
    return Outcome(item, faults, f"{answer.state}: {answer.text}")


def scorecard(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """Return *scorecard*: shares with 95 % intervals, counts by type, and each failed question with what was wrong."""
    return {
        "questions": len(outcomes),
        "measures": {PASSED: _share(one.passed for one in outcomes)} | dict(_measures(outcomes)),
        "by_type": {name: _share(one.passed for one in outcomes if one.item.type == name) for name in _types(outcomes)},
        "failures": [_failure(one) for one in outcomes if not one.passed],
        PASSED: sum(one.passed for one in outcomes),
    }


def _measures(outcomes: Sequence[Outcome]) -> Iterator[tuple[str, dict[str, Any]]]:
    for name in MEASURES:
        yield name, _share(not one.faults[name] for one in outcomes if name in one.faults)


def _types(outcomes: Sequence[Outcome]) -> list[str]:
    return list(dict.fromkeys(one.item.type.value for one in outcomes))


def _share(results: Iterable[bool]) -> dict[str, Any]:
    each = list(results)
    if not each:
        return {"value": None, "low": None, "high": None, "n": 0}
    low, high = wilson(sum(each), len(each))
    return {"value": round(sum(each) / len(each), 4), "low": low, "high": high, "n": len(each)}


def wilson(hits: int, n: int) -> tuple[float, float]:
    """Return the 95 % interval of a share of `hits` in `n` (E. B. Wilson, JASA 1927), to 4 decimals."""
    share, spread = hits / n, _Z**2 / n
    middle = (share + spread / 2) / (1 + spread)
    reach = _Z * sqrt(share * (1 - share) / n + spread / n / 4) / (1 + spread)
    return round(max(middle - reach, 0.0), 4), round(min(middle + reach, 1.0), 4)


def _failure(outcome: Outcome) -> dict[str, Any]:
    item = outcome.item
    expected = {"state": item.state, "values": list(item.expect), "reason": item.reason}
    why = "; ".join(dict.fromkeys(fault for fault in outcome.faults.values() if fault))
    return {"id": item.id, "question": item.question, "expected": expected, "got": outcome.got, "why": why}
