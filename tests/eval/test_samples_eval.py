"""The eval over the samples reaches the bars that stand in eval/bars.toml."""

import tomllib
from pathlib import Path

import pytest

from eval.bars import Bar, missed
from eval.dataset import load
from eval.run import run
from eval.scorecard import scorecard

ROOT = Path(__file__).resolve().parents[2]
DATASET = ROOT / "eval" / "datasets" / "samples.jsonl"
BARS = tomllib.loads((ROOT / "eval" / "bars.toml").read_text(encoding="utf-8"))["samples"]


@pytest.fixture(scope="module")
def card(sample_desk):
    return scorecard([one.outcome for one in run(load(DATASET), sample_desk)])


@pytest.mark.parametrize("most", [False, True])
def test_the_bars_are_reached(most, card):
    bars = [Bar(name, value, most) for name, value in BARS["max" if most else "min"].items()]
    assert bars
    assert missed(card, bars) == [], [(one["id"], one["why"]) for one in card["failures"]]


def test_every_question_counts(card):
    assert card["questions"] == card["measures"]["passed"]["n"] == len(load(DATASET)) >= 150
    assert sum(share["n"] for share in card["by_type"].values()) == card["questions"]
    assert card["questions"] - card["passed"] == len(card["failures"])
