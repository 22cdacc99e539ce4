"""A bar names a measure or a type and a share; what misses it is told in a line."""

import pytest

from eval.bars import Bar, bars, missed
from eval.marks import Mark
from eval.questions import Item
from eval.scorecard import Outcome, scorecard
from rag.errors import InputError

CARD = {
    "measures": {"passed": {"value": 0.9}, "unsupported": {"value": 0.02}, "injection": {"value": None}},
    "by_type": {"list": {"value": 0.5}},
}


def test_bars_are_read_from_the_call():
    assert bars(["passed=0.9"], ["unsupported=0"]) == (Bar("passed", 0.9), Bar("unsupported", 0.0, most=True))


@pytest.mark.parametrize(
    ("bar", "said"),
    [
        (Bar("passed", 0.9), []),
        (Bar("passed", 0.91), ["passed is 0.9, below its bar of 0.91"]),
        (Bar("unsupported", 0.02, most=True), []),
        (Bar("unsupported", 0.01, most=True), ["unsupported is 0.02, above its bar of 0.01"]),
        (Bar("list", 0.6), ["list is 0.5, below its bar of 0.6"]),
        (Bar("injection", 0.0), ["injection has no value: no question asks for it, so its bar of 0.0 is missed"]),
        (Bar("typo", 0.0), ["typo has no value: no question asks for it, so its bar of 0.0 is missed"]),
    ],
)
def test_what_misses_a_bar_is_told(bar, said):
    assert missed(CARD, [bar]) == said


@pytest.mark.parametrize("text", ["passed", "passed=", "passed=much", "passed=1.5", "passed=nan", "nothing=1", "=1"])
def test_what_sets_no_bar_is_refused(text):
    with pytest.raises(InputError, match="--min"):
        bars([text], [])
    with pytest.raises(InputError, match="--max"):
        bars([], [text])


def test_one_fault_in_very_many_is_not_rounded_away():
    item = Item.model_validate({"id": "1", "type": "prose", "question": "？", "state": "unclear"})
    right = Outcome(item, {"slices": Mark(1.0, 1.0), "unsupported": Mark(0.0, 1.0)}, "")
    wrong = Outcome(item, {"slices": Mark(0.0, 1.0, "torn"), "unsupported": Mark(1.0, 1.0, "bare")}, "")
    card = scorecard([right] * 25_000 + [wrong])
    held = bars(["passed=1", "slices=1", "prose=1"], ["unsupported=0"])
    assert [line.split(" is ")[1].split(",")[0] for line in missed(card, held)] == ["0.9999"] * 3 + ["0.0001"]
    assert missed(scorecard([right]), held) == []
