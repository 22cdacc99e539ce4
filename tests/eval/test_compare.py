"""Two runs compared: a known difference is found, none where there is none, and what changed is listed."""

import json
from itertools import product

import numpy as np
import pytest
from scored import ABSENT, item, outcome, right

from eval.compare import compare
from eval.intervals import exchanged, paired
from eval.scorecard import NAMES

WRONG = right("69.6%")


def runs(before, after, **fields):
    """Two runs over as many questions as there are letters, a seed each, R right and W wrong."""
    items = [item(f"q{at}", seed=f"s{at}", **fields) for at in range(len(before))]
    return tuple(
        [outcome(one, right() if letter == "R" else WRONG) for one, letter in zip(items, run, strict=True)]
        for run in (before, after)
    )


def test_identical_runs_do_not_differ():
    run, again = runs("RRWRWR", "RRWRWR")
    told = compare(run, again)
    asked = [one for one in told["measures"].values() if one["before"] is not None]
    assert len(asked) > 10
    assert {(one["difference"], one["low"], one["high"], one["p"]) for one in asked} == {(0.0, 0.0, 0.0, 1.0)}
    assert told["measures"]["passed"]["mcnemar"] == 1.0
    assert (told["changed"], told["lost"], told["gained"], told["worded_anew"]) == ([], 0, 0, 0)
    assert (told["questions"], told["both_passed"]) == (6, 4)


def test_a_known_difference_is_found():
    """Ten of forty questions gained, none lost: 0.25, its interval near ±1.96·√(0.25·0.75/40), McNemar 2·½¹⁰."""
    told = compare(*runs("R" * 20 + "W" * 20, "R" * 30 + "W" * 10))["measures"]["passed"]
    assert (told["before"], told["after"], told["difference"]) == (0.5, 0.75, 0.25)
    assert told["low"] == pytest.approx(0.25 - 0.134, abs=0.02)
    assert told["high"] == pytest.approx(0.25 + 0.134, abs=0.02)
    assert told["mcnemar"] == pytest.approx(2 / 1024, rel=0.01)
    assert told["p"] == pytest.approx(2 / 1024, abs=0.002)


def test_as_many_gained_as_lost_are_no_difference():
    told = compare(*runs("RRRRWWWWRR", "WWWWRRRRRR"))
    assert told["measures"]["passed"]["difference"] == 0.0
    assert told["measures"]["passed"]["p"] == told["measures"]["passed"]["mcnemar"] == 1.0
    assert told["measures"]["passed"]["low"] < 0 < told["measures"]["passed"]["high"]
    assert (told["lost"], told["gained"]) == (4, 4)


def test_a_seed_counts_once_however_often_it_is_reworded():
    """Ten gained rewordings of one fact are one flip of a coin; McNemar, which looks at questions, is far bolder."""
    items = [item(f"q{at}", seed="one") for at in range(10)]
    told = compare([outcome(one, WRONG) for one in items], [outcome(one, right()) for one in items])
    assert told["measures"]["passed"]["p"] == 1.0
    assert told["measures"]["passed"]["mcnemar"] < 0.01


def test_what_changed_is_listed_newly_failing_first():
    told = compare(*runs("WRR", "RWR"))
    assert [(one["id"], one["before"], one["after"]) for one in told["changed"]] == [
        ("q1", True, False),
        ("q0", False, True),
    ]
    failing = told["changed"][0]
    assert failing["question"] == "苏州2021年出庭应诉率"
    assert "it does not give 96.6%" in failing["why"]
    assert (failing["was"], failing["now"]) == (f"answered: {right()['text']}", f"answered: {WRONG['text']}")
    assert told["by_type"] == {"single_fact": {"before": 0.6667, "after": 0.6667, "n": 3}}


def test_answers_in_other_words_are_counted_where_both_pass():
    one = item("q")
    other = right() | {"text": "2021年全市行政机关负责人出庭应诉率为96.6%。[1]"}
    told = compare([outcome(one, right())], [outcome(one, other)])
    assert (told["both_passed"], told["worded_anew"], told["changed"]) == (1, 1, [])


def test_only_questions_that_are_the_same_record_are_paired():
    kept, gone, new = item("kept"), item("gone"), item("new")
    was, now = item("rewritten"), item("rewritten", question="苏州市2021年的出庭应诉率是多少")
    before = [outcome(one, right()) for one in (kept, gone, was)]
    told = compare(before, [outcome(one, WRONG) for one in (now, new, kept)])
    assert (told["questions"], told["only_before"], told["only_after"], told["rewritten"]) == (1, 1, 1, 1)
    assert [one["id"] for one in told["changed"]] == ["kept"]


def test_a_measure_that_one_run_alone_was_asked_has_no_difference():
    """Who never abstains has no precision at it; who does has one."""
    absent = item("q", ABSENT)
    abstains = {"state": "not_found", "text": "没有苏州市2020年的报告。", "missing": []}
    abstains["missing"] = [{"place": "苏州市", "year": 2020, "reason": "no_report_of_year"}]
    told = compare([outcome(absent, right())], [outcome(absent, abstains)])["measures"]
    bare = {"before": None, "after": 1.0, "difference": None, "low": None, "high": None, "p": None}
    assert told["abstention_precision"] == bare
    assert told["abstention_recall"]["difference"] == 1.0


def test_nothing_in_common_is_told_and_no_error():
    told = compare([outcome(item("a"), right())], [outcome(item("b"), right())])
    assert (told["questions"], told["only_before"], told["only_after"]) == (0, 1, 1)
    assert told["measures"].keys() == set(NAMES)
    assert told["measures"]["passed"]["difference"] is None


def test_it_is_json_and_the_same_every_time():
    before, after = runs("RRRWWWRRWR", "RWRWRWRRRR")
    told = compare(before, after)
    assert json.loads(json.dumps(told, allow_nan=False)) == told
    assert json.dumps(told) == json.dumps(compare(before, after))
    assert {type(value) for one in told["measures"].values() for value in one.values()} <= {float, type(None)}


def column(*values):
    return np.array(values, dtype=float).reshape(-1, 1)


def test_pairing_narrows_the_interval_of_a_difference():
    """Forty clusters that vary widely, each a tenth better: the difference is certain though either share is not."""
    shares = np.linspace(0.1, 0.8, 40)
    of = column(*[1] * 40)
    ((low, high),) = paired((column(*shares), of), (column(*(shares + 0.1)), of))
    assert (low, high) == (pytest.approx(0.1), pytest.approx(0.1))


def test_a_measure_that_turned_wholly_still_has_an_interval():
    """Newcombe's: 1 less √2 times the upper end of Wilson's interval of none in ten, 0.2775."""
    none, every, of = column(*[0] * 10), column(*[1] * 10), column(*[1] * 10)
    least = pytest.approx(1 - 2**0.5 * 0.2775, abs=1e-4)
    assert paired((none, of), (every, of)) == [(least, 1.0)]
    assert paired((every, of), (none, of)) == [(-1.0, pytest.approx(-(1 - 2**0.5 * 0.2775), abs=1e-4))]
    assert paired((none, of), (none, column(*[0] * 10))) == [None]


def by_hand(was, now):
    """The share of all ways to exchange the sides of clusters that set the two shares as far apart."""
    actual, every, beyond = abs(sum(now[0]) / sum(now[1]) - sum(was[0]) / sum(was[1])), 0, 0
    for swaps in product((False, True), repeat=len(was[0])):
        got, of = (
            [b if swap else a for swap, a, b in zip(swaps, *side, strict=True)] for side in zip(was, now, strict=True)
        )
        got, of = sum(got), sum(of)
        got_now, of_now = (sum(a) + sum(b) - one for a, b, one in zip(was, now, (got, of), strict=True))
        if of and of_now:
            every += 1
            beyond += abs(got_now / of_now - got / of) >= actual - 1e-9
    return beyond / every


@pytest.mark.parametrize(
    ("was", "now"),
    [
        (([0] * 8, [1] * 8), ([1] * 5 + [0] * 3, [1] * 8)),
        (([1] * 5 + [0] * 5, [1] * 5 + [0] * 5), ([1] * 5 + [0] * 5, [1] * 10)),  # five more asked, all of them wrong
        (([1, 0, 1, 2, 0, 1, 1], [1, 1, 2, 2, 1, 1, 1]), ([1, 0, 2, 3, 0, 0, 1], [1, 2, 4, 3, 1, 1, 1])),
        (([1, 0, 0], [1, 0, 0]), ([0, 0, 1], [0, 1, 1])),
    ],
)
def test_the_chance_is_that_of_all_exchanges(was, now):
    (p,) = exchanged(*(tuple(column(*values) for values in side) for side in (was, now)))
    assert p == pytest.approx(by_hand(was, now), abs=0.02)
