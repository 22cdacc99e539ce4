"""Two runs beside one another: what each measure gained or lost, and which questions changed."""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from eval.intervals import Floats, exchanged, mcnemar, paired
from eval.marks import Mark
from eval.scorecard import NAMES, PASSED, Outcome, marked

Pair = tuple[Outcome, Outcome]


def compare(before: Sequence[Outcome], after: Sequence[Outcome]) -> dict[str, Any]:
    """Return what changed between two runs over the questions that both were asked in the same words and gold.

    `measures` has for each measure the share before and after, their difference with its 95 % interval by paired
    bootstrap over seeds, and `p` by exchanging the runs seed by seed; `passed` has its exact McNemar `mcnemar` too,
    which takes questions one by one and so is the bolder. No p is corrected for how many there are. Null where nothing
    was asked.
    `changed` lists the questions that passed in one run alone, the newly failing first.
    """
    earlier = {one.item.id: one for one in before}
    known = [(earlier[one.item.id], one) for one in after if one.item.id in earlier]
    pairs = [(was, now) for was, now in known if was.item == now.item]
    both = [(was, now) for was, now in pairs if was.passed and now.passed]
    return {
        "questions": len(pairs),
        "only_before": len(before) - len(known),
        "only_after": len(after) - len(known),
        "rewritten": len(known) - len(pairs),
        "measures": _measures(pairs),
        "by_type": _by_type(pairs),
        "lost": sum(was.passed and not now.passed for was, now in pairs),
        "gained": sum(now.passed and not was.passed for was, now in pairs),
        "both_passed": len(both),
        "worded_anew": sum(was.got != now.got for was, now in both),
        "changed": [*_changed(pairs, passed=False), *_changed(pairs, passed=True)],
    }


def _changed(pairs: Iterable[Pair], passed: bool) -> Iterable[dict[str, Any]]:
    """Yield the questions that pass now and did not, or the other way; `why` says what was at fault when it failed."""
    for was, now in pairs:
        if was.passed != now.passed and now.passed is passed:
            yield {
                "id": now.item.id,
                "type": now.item.type.value,
                "question": now.item.question,
                "before": was.passed,
                "after": now.passed,
                "why": "; ".join((was if passed else now).faults),
                "was": was.got,
                "now": now.got,
            }


def _by_type(pairs: Sequence[Pair]) -> dict[str, dict[str, Any]]:
    types: dict[str, list[Pair]] = {}
    for pair in pairs:
        types.setdefault(pair[1].item.type.value, []).append(pair)
    return {
        name: {
            "before": round(sum(was.passed for was, _ in each) / len(each), 4),
            "after": round(sum(now.passed for _, now in each) / len(each), 4),
            "n": len(each),
        }
        for name, each in types.items()
    }


def _measures(pairs: Sequence[Pair]) -> dict[str, dict[str, Any]]:
    rows = {name: row for row, name in enumerate(dict.fromkeys(now.item.cluster for _, now in pairs))}
    at = [rows[now.item.cluster] for _, now in pairs]
    was = _summed(marked([one for one, _ in pairs]), at, len(rows))
    now = _summed(marked([one for _, one in pairs]), at, len(rows))
    intervals, chances = (paired(was, now), exchanged(was, now)) if rows else ([None] * len(NAMES),) * 2
    shares = zip(NAMES, _shares(*was), _shares(*now), intervals, chances, strict=True)
    measures = {name: _told(before, after, low_high, p) for name, before, after, low_high, p in shares}
    lost, gained = (sum(a.passed and not b.passed for a, b in each) for each in (pairs, [(b, a) for a, b in pairs]))
    measures[PASSED]["mcnemar"] = _brief(mcnemar(gained, lost))
    return measures


def _summed(marks: Sequence[dict[str, Mark]], at: Sequence[int], rows: int) -> tuple[Floats, Floats]:
    """Return what was got and of how much, each of shape (seeds, measures)."""
    got, of = np.zeros((rows, len(NAMES))), np.zeros((rows, len(NAMES)))
    for row, each in zip(at, marks, strict=True):
        for name, mark in each.items():
            got[row, NAMES.index(name)] += mark.got
            of[row, NAMES.index(name)] += mark.of
    return got, of


def _told(
    before: float | None, after: float | None, interval: tuple[float, float] | None, p: float | None
) -> dict[str, Any]:
    told = {"before": _rounded(before), "after": _rounded(after)}
    if before is None or after is None or interval is None or p is None:
        return told | {"difference": None, "low": None, "high": None, "p": None}
    low, high = map(_rounded, interval)
    return told | {"difference": _rounded(after - before), "low": low, "high": high, "p": _brief(p)}


def _shares(got: Floats, of: Floats) -> list[float | None]:
    totals = zip(got.sum(axis=0), of.sum(axis=0), strict=True)
    return [float(hits / asked) if asked else None for hits, asked in totals]


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4) + 0.0


def _brief(p: float) -> float:
    return float(f"{p:.3g}")
