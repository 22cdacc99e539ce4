"""How well what was learned tells answers from the rest, on what it may or may not have been fitted on."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from eval.training.fitting import Scenes, fit_head
from eval.training.recorded import Judged
from rag.answering.learned import Head
from rag.answering.towers import Towers

_BINS = 10


def first_and_area(scenes: Scenes, towers: Towers) -> dict[str, float]:
    """Return the share of scenes whose answer is ranked first, and the area under the ROC curve over all pairs."""
    asks = towers.asks(scenes.texts[[scenes.rows[pair.ask] for pair in scenes.pairs]])
    contexts = towers.contexts(scenes.texts[[scenes.rows[pair.context] for pair in scenes.pairs]])
    scores = (asks * contexts).sum(axis=1)
    owed = np.array([pair.answers for pair in scenes.pairs])
    groups: dict[int, list[int]] = defaultdict(list)
    for row, pair in enumerate(scenes.pairs):
        groups[pair.scene].append(row)
    first = [bool(owed[max(rows, key=lambda row: scores[row])]) for rows in groups.values() if owed[rows].any()]
    ranks = np.empty(len(scores))
    ranks[np.argsort(scores, kind="stable")] = np.arange(1, len(scores) + 1)
    many = int(owed.sum())
    area = (ranks[owed].sum() - many * (many + 1) / 2) / (many * (len(scores) - many))
    return {"pairs": len(scores), "first": round(float(np.mean(first)), 4), "area": round(float(area), 4)}


def left_out(sets: Mapping[str, Sequence[Judged]], name: str, seed: int) -> dict[str, float]:
    """Return how a head that was fitted on all other sets does on the set `name`; nothing where there is no other."""
    others = [one for other, some in sets.items() if other != name for one in some]
    return _judgements(sets[name], fit_head(others, seed)) if others else {}


def _judgements(judged: Sequence[Judged], head: Head) -> dict[str, float]:
    """Return, of judgements that hold an answer, how many are given it; of the others, how many are given something."""
    right = wrong = false = held = 0
    chances: list[float] = []
    answers: list[float] = []
    for one in judged:
        told = head.chances(one.features)
        best = int(np.argmax(told))
        given, owed = bool(told[best] >= 0.5), bool(one.answers.any())
        held += owed
        right += owed and given and bool(one.answers[best])
        wrong += owed and given and not one.answers[best]
        false += given and not owed
        chances.append(float(told[best]))
        answers.append(float(one.answers[best]))
    return {
        "judgements": len(judged),
        "right": round(right / max(held, 1), 4),
        "wrong": round(wrong / max(held, 1), 4),
        "false": round(false / max(len(judged) - held, 1), 4),
        "calibration_error": round(_calibration_error(np.array(chances), np.array(answers)), 4),
    }


def _calibration_error(chances: NDArray[np.float64], answers: NDArray[np.float64]) -> float:
    """Return the expected calibration error over ten bins of equal width (Naeini, Cooper and Hauskrecht, AAAI 2015)."""
    bins = np.minimum((chances * _BINS).astype(int), _BINS - 1)
    gaps = [abs(chances[bins == i].mean() - answers[bins == i].mean()) * (bins == i).mean() for i in set(bins.tolist())]
    return float(sum(gaps))
