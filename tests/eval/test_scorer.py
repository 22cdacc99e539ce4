"""The scorer passes a right answer and catches each way of spoiling it."""

import pytest

from eval.answers import StoredAnswer
from eval.measures import MEASURES, holds
from eval.questions import Item
from eval.scorecard import judge, scorecard, wilson

SUZHOU = "一、成效\n2021年，全市行政机关负责人出庭应诉率为96.6%，五个地区达到100%。\n"
JIANDE = "一、成效\n2020年，以市政府为被告的案件开庭22件，出庭应诉率77.27%。\n"
TEXTS = {"s": SUZHOU, "j": JIANDE}
ITEM = Item(
    id="1",
    question="苏州2021年出庭应诉率",
    type="single_fact",
    place="苏州市",
    year=2021,
    state="answered",
    expect=("96.6%",),
    forbid=("77.27%",),
)
ABSENT = Item(
    id="2",
    question="苏州2020年出庭应诉率",
    type="wrong_year",
    place="苏州市",
    year=2020,
    state="not_found",
    forbid=("96.6%",),
    reason="no_report_of_year",
)


def citation(report="s", place="苏州市", year=2021, start=5, end=None, quote=None):
    text = TEXTS[report]
    end = text.index("，五") if end is None and report == "s" else end or text.index("。")
    return {
        "n": 1,
        "report_id": report,
        "report": f"{place}{year}年法治政府建设报告",
        "place": place,
        "year": year,
        "start": start,
        "end": end,
        "quote": text[start:end] if quote is None else quote,
    }


def figure(raw="96.6%", place="苏州市", year=2021):
    value, unit = raw.rstrip("%"), "%"
    return {"raw": raw, "value": value, "unit": unit, "place": place, "year": year, "role": "actual", "citation": 1}


RIGHT = {
    "state": "answered",
    "text": "苏州市2021年出庭应诉率为96.6%。[1]",
    "figures": [figure()],
    "citations": [citation()],
    "missing": [],
}
ABSTAINS = {
    "state": "not_found",
    "text": "没有苏州市2020年的报告，有2021年的。",
    "missing": [{"place": "苏州市", "year": 2020, "reason": "no_report_of_year", "have": [2021]}],
}


def faults(item, answer):
    outcome = judge(item, StoredAnswer.model_validate(answer), TEXTS)
    return {name for name, fault in outcome.faults.items() if fault}


def test_a_right_answer_and_a_right_abstention_pass():
    assert (faults(ITEM, RIGHT), faults(ABSENT, ABSTAINS)) == (set(), set())


MUTATIONS = {
    "digits turned": ({"text": "苏州市2021年出庭应诉率为69.6%。[1]"}, {"values", "numbers"}),
    "a digit lost": ({"text": "苏州市2021年出庭应诉率为6.6%。[1]"}, {"values", "numbers"}),
    "a digit more": ({"text": "苏州市2021年出庭应诉率为96.65%。[1]"}, {"values", "numbers"}),
    "the unit lost": ({"text": "苏州市2021年出庭应诉率为96.6。[1]"}, {"values"}),
    "a clause made up": ({"text": RIGHT["text"] + "另有53件。"}, {"numbers"}),
    "another city's figure": (
        {
            "text": "苏州市2021年出庭应诉率为77.27%。[1]",
            "figures": [figure("77.27%")],
            "citations": [citation("j", "建德市", 2020)],
        },
        {"values", "cited", "forbidden"},
    ),
    "another city's figure beside the right one": (
        {"figures": [figure(), figure("77.27%", "建德市", 2020)]},
        {"forbidden"},
    ),
    "another city's report cited": ({"citations": [citation(place="建德市")]}, {"cited"}),
    "another year's report cited": ({"citations": [citation(year=2020)]}, {"cited"}),
    "no citation": ({"citations": []}, {"cited", "slices", "numbers"}),
    "a citation of something else": ({"citations": [citation(end=9)]}, {"cited", "numbers"}),
    "a quote reworded": ({"citations": [citation(quote="出庭应诉率96.6%")]}, {"cited", "slices", "numbers"}),
    "a span shifted": ({"citations": [citation(start=4, quote=SUZHOU[5:30])]}, {"cited", "slices", "numbers"}),
    "a report that is not there": ({"citations": [citation() | {"report_id": "x"}]}, {"cited", "slices", "numbers"}),
    "a mark without a citation": ({"text": RIGHT["text"] + "[2]"}, {"slices"}),
    "the state turned": ({"state": "not_found"}, {"state", "silence"}),
    "asked back": (
        {"state": "unclear", "text": "哪个市？", "figures": [], "citations": []},
        {"state", "values", "cited"},
    ),
    "part said to be missing": ({"state": "partial"}, {"state"}),
}


@pytest.mark.parametrize("name", MUTATIONS)
def test_each_way_of_spoiling_an_answer_is_caught(name):
    change, expected = MUTATIONS[name]
    assert faults(ITEM, RIGHT | change) == expected


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"state": "answered"}, {"state"}),
        ({"missing": []}, {"reason", "numbers"}),
        ({"missing": [ABSTAINS["missing"][0] | {"reason": "not_mentioned"}]}, {"reason"}),
        ({"citations": [citation()]}, {"silence"}),
        ({"text": ABSTAINS["text"] + "2021年为96.6%。"}, {"forbidden", "numbers"}),
        ({"figures": [figure()]}, {"silence", "forbidden"}),
        (RIGHT | {"missing": []}, {"state", "forbidden", "reason"}),
    ],
)
def test_each_way_of_spoiling_an_abstention_is_caught(change, expected):
    assert faults(ABSENT, ABSTAINS | change) == expected


@pytest.mark.parametrize(
    ("text", "value", "found"),
    [
        ("共96.6%。", "96.6%", True),
        ("共96.6%。", "6.6%", False),
        ("收到13件", "3件", False),
        ("0.3件", "3件", False),
        ("1,500 项", "1500项", True),
        ("１６１项", "161项", True),
        ("第161", "16", False),
        ("2.05", "2", False),
        ("见2。", "2", True),
        ("見《行政訴訟法》", "行政诉讼法", True),
        ("任何", "", False),
    ],
)
def test_values_are_found_as_whole_tokens(text, value, found):
    assert holds(text, value) is found


def test_an_answer_that_never_came_scores_zero():
    outcome = judge(ITEM, None, TEXTS, "ReadError: torn")
    card = scorecard([outcome, judge(ITEM, StoredAnswer.model_validate(RIGHT), TEXTS)])
    assert (card["questions"], card["passed"]) == (2, 1)
    assert card["measures"]["cited"] == {"value": 0.5, "low": 0.0945, "high": 0.9055, "n": 2}
    assert card["measures"]["reason"] == {"value": None, "low": None, "high": None, "n": 0}
    assert [failure["why"] for failure in card["failures"]] == ["ReadError: torn"]


def test_every_measure_is_needed():
    """No measure is carried by another: each has a mutation that it catches."""
    caught = set().union(*(expected for _, expected in MUTATIONS.values())) | {"reason"}
    assert caught == set(MEASURES)


@pytest.mark.parametrize(
    ("hits", "n", "interval"), [(0, 10, (0.0, 0.2775)), (10, 10, (0.7225, 1.0)), (81, 263, (0.2553, 0.3662))]
)
def test_intervals_are_wilsons(hits, n, interval):
    """The last is the example of R. G. Newcombe, Statistics in Medicine 1998."""
    assert wilson(hits, n) == interval
