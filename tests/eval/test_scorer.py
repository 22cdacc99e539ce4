"""The scorer passes right answers and fails each way of spoiling them by the measures that are there for it."""

import pytest
from cases import (
    ABSENT,
    ABSTAINS,
    COMPARED,
    COMPARED_RIGHT,
    JIANDE,
    PARTLY,
    PARTLY_RIGHT,
    RIGHT,
    SCOPED,
    SCOPED_RIGHT,
    SENTENCE,
    SINGLE,
    SUZHOU,
    TEXTS,
    citation,
    faults,
    figure,
    item,
)

from eval.answers import StoredAnswer
from eval.measures import MEASURES
from eval.scorecard import score, scorecard
from eval.tokens import holds

QUOTED = f"苏州市2021年法治政府建设报告：“{SENTENCE}”[1]"


@pytest.mark.parametrize(
    ("record", "answer"),
    [(SINGLE, RIGHT), (SCOPED, SCOPED_RIGHT), (COMPARED, COMPARED_RIGHT), (ABSENT, ABSTAINS), (PARTLY, PARTLY_RIGHT)],
    ids=["single", "scoped", "compared", "absent", "partly"],
)
def test_right_answers_pass(record, answer):
    assert faults(record, answer) == set()


@pytest.mark.parametrize(
    ("path", "expected"),
    [("江苏省苏州市", set()), ("浙江省苏州市", {"unsupported"}), ("江苏省南京市苏州市", {"unsupported"})],
)
def test_a_place_may_be_named_with_what_it_lies_in_and_with_nothing_else(path, expected):
    asked = SINGLE | {"question": "江苏苏州2021年出庭应诉率"}
    text = RIGHT["text"].replace("苏州市2021年", f"{path}2021年")
    assert text != RIGHT["text"]
    assert faults(asked, RIGHT | {"text": text}) == expected


SPOILT = {
    "digits turned where it is told": ({"text": f"69.6%。{QUOTED}"}, {"slots", "unsupported"}),
    "a digit lost": ({"text": f"6.6%。{QUOTED}"}, {"slots", "unsupported"}),
    "the unit lost": ({"text": f"96.6。{QUOTED}"}, {"slots"}),
    "another figure of the sentence told": ({"text": f"100%。{QUOTED}"}, {"slots"}),
    "the sentence misquoted": ({"text": RIGHT["text"].replace("五个", "多个")}, {"unsupported"}),
    "another value among the figures": ({"figures": [figure(value="69.6")]}, {"slots"}),
    "no unit among the figures": ({"figures": [figure(unit="")]}, {"slots"}),
    "a figure of another citation": ({"figures": [figure(citation=2)]}, {"unsupported"}),
    "another place's figure beside": ({"figures": [figure(), figure("77.27%", JIANDE)]}, {"forbidden", "unsupported"}),
    "the place turned": ({"figures": [figure(place="建德市")]}, {"attributed"}),
    "the year turned": ({"figures": [figure(year=2020)]}, {"attributed"}),
    "praise added": ({"text": RIGHT["text"] + "\n得到上级充分肯定。"}, {"unsupported"}),
    "a number added": ({"text": RIGHT["text"] + "另有53件。"}, {"unsupported"}),
    "another place named": ({"text": f"南京市2021年为96.6%[1]。\n{QUOTED}"}, {"unsupported"}),
    "no citation": ({"citations": []}, {"cited", "slices", "unsupported"}),
    "no mark": ({"text": RIGHT["text"].replace("[1]", "")}, {"cited", "slices"}),
    "a mark without a citation": ({"text": RIGHT["text"] + "[2]"}, {"slices"}),
    "a span shifted": ({"citations": [citation(SENTENCE) | {"start": 6}]}, {"cited", "slices", "unsupported"}),
    "a quote too long": (
        {"citations": [citation(SENTENCE), citation(SENTENCE, n=2) | {"quote": "长" * 301}]},
        {"slices"},
    ),
    "another report cited": (
        {"citations": [citation("以市政府为被告的案件出庭应诉率77.27%", JIANDE)]},
        {"cited", "right_document", "unsupported"},
    ),
    "said not to be there": ({"state": "not_found"}, {"state", "silence"}),
    "asked back": (
        {"state": "unclear", "text": "哪个市？", "figures": [], "citations": []},
        {"state", "slots", "cited"},
    ),
    "part said to be missing": ({"state": "partial"}, {"state"}),
}


@pytest.mark.parametrize("name", SPOILT)
def test_each_way_of_spoiling_an_answer_is_caught(name):
    changes, expected = SPOILT[name]
    assert faults(SINGLE, RIGHT, **changes) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"text": "建德市2020年，市政府为被告的案件为100%，部门为被告的为77.27%[1]。"}, {"attributed"}),
        ({"text": "建德市2020年，100%（市政府），77.27%（部门）[1]。"}, {"attributed"}),
        ({"text": "建德市2020年，77.27%（市政府），100%（部门）[1]。"}, set()),
        ({"text": "市政府和部门为被告的分别为77.27%和100%[1]。"}, set()),
        ({"text": "市政府和部门为被告的分别为100%和77.27%[1]。"}, {"attributed"}),
        (
            {"figures": [figure("77.27%", JIANDE, scope="部门"), figure("100%", JIANDE, scope="市政府")]},
            {"attributed"},
        ),
        ({"text": "建德市2020年市政府为被告的案件为77.27%[1]。"}, {"slots", "cited"}),
    ],
)
def test_scopes_stay_with_their_values(changes, expected):
    assert faults(SCOPED, SCOPED_RIGHT, **changes) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "苏州市2021年为77.27%[1]，高于建德市2020年的96.6%[2]，相差19.33个百分点。",
            {"attributed", "cited", "unsupported"},
        ),
        ("苏州市为96.6%[1]，低于建德市的77.27%[2]，相差19.33个百分点。", {"attributed"}),
        ("苏州市为96.6%[1]，建德市为77.27%[2]，建德市更高，相差19.33个百分点。", {"attributed"}),
        ("建德市比苏州市高19.33个百分点：苏州市为96.6%[1]，建德市为77.27%[2]。", {"attributed"}),
        ("苏州市比建德市高19.33个百分点：苏州市为96.6%[1]，建德市为77.27%[2]。", set()),
        ("苏州市为96.6%[1]，建德市为77.27%[2]，相差13.93个百分点。", {"slots", "unsupported"}),
    ],
)
def test_places_stay_with_their_values(text, expected):
    assert faults(COMPARED, COMPARED_RIGHT, text=text) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"state": "answered"}, {"state", "reason"}),
        ({"missing": []}, {"reason", "unsupported"}),
        ({"missing": [ABSTAINS["missing"][0] | {"reason": "not_mentioned"}]}, {"reason"}),
        ({"missing": [ABSTAINS["missing"][0] | {"place": "建德市"}]}, {"reason"}),
        ({"text": "请看2021年的报告。"}, {"reason", "unsupported"}),
        ({"text": ABSTAINS["text"] + "[1]", "citations": [citation(SENTENCE)]}, {"silence", "unsupported"}),
        ({"text": ABSTAINS["text"] + "2021年为96.6%。"}, {"forbidden", "unsupported"}),
        ({"figures": [figure()]}, {"silence", "forbidden", "unsupported"}),
        (RIGHT | {"missing": []}, {"state", "forbidden", "reason"}),
    ],
)
def test_each_way_of_spoiling_an_abstention_is_caught(changes, expected):
    assert faults(ABSENT, ABSTAINS, **changes) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"missing": []}, {"reason", "unsupported"}),
        ({"text": RIGHT["text"]}, {"reason"}),
        ({"state": "answered", "missing": []}, {"state", "reason", "unsupported"}),
    ],
)
def test_what_is_missing_in_part_has_to_be_said(changes, expected):
    assert faults(PARTLY, PARTLY_RIGHT, **changes) == expected


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


@pytest.mark.parametrize("record", [SINGLE, SCOPED, COMPARED, ABSENT, PARTLY], ids=lambda record: record["id"])
def test_an_answer_that_never_came_gets_the_worst_of_every_measure_asked(record):
    question = item(record)
    outcome = score(question, None, TEXTS, "ReadError: torn")
    assert set(outcome.marks) == {name for name, measure in MEASURES.items() if measure.asked(question)}
    worst = {name: float(MEASURES[name].lower) for name in outcome.marks}
    assert {name: found.got for name, found in outcome.marks.items()} == worst
    assert (outcome.passed, outcome.faults) == (False, ("ReadError: torn",))


def test_every_question_counts_in_the_scorecard():
    answers = [None, StoredAnswer.model_validate(RIGHT)]
    outcomes = [score(item(SINGLE, id=str(n)), answer, TEXTS, "torn") for n, answer in enumerate(answers)]
    card = scorecard(outcomes)
    assert (card["questions"], card["passed"]) == (2, 1)
    assert card["measures"]["cited"]["value"] == 0.5
    assert card["measures"]["reason"] == {"value": None, "low": None, "high": None, "n": 0}
    assert [failure["why"] for failure in card["failures"]] == ["torn"]
    assert card["failures"][0]["source"] == [SENTENCE]


def test_a_pair_counts_where_both_are_right():
    right, abstains = StoredAnswer.model_validate(RIGHT), StoredAnswer.model_validate(ABSTAINS)
    twin = item(ABSENT, twin_of="single")
    both = scorecard([score(item(SINGLE), right, TEXTS), score(twin, abstains, TEXTS)])
    eager = scorecard([score(item(SINGLE), right, TEXTS), score(twin, right, TEXTS)])
    timid = scorecard([score(item(SINGLE), abstains, TEXTS), score(twin, abstains, TEXTS)])
    assert [card["measures"]["paired"]["value"] for card in (both, eager, timid)] == [1.0, 0.0, 0.0]
    assert both["measures"]["paired"]["n"] == 1


def test_rewordings_stand_beside_their_plain_questions():
    typo = item(SINGLE, id="typo", type="typo", variant_of="single")
    card = scorecard([score(item(SINGLE), StoredAnswer.model_validate(RIGHT), TEXTS), score(typo, None, TEXTS)])
    assert card["twins"] == {"typo": {"value": 0.0, "plain": 1.0, "n": 1}}


def test_an_overlays_reports_are_among_the_texts():
    added = "三、苏州市2021年出庭应诉率为88.8%。"
    record = SINGLE | {"overlay": {"add": [{"name": "另.txt", "text": added}]}}
    assert score(item(record), StoredAnswer.model_validate(RIGHT), {SUZHOU: TEXTS[SUZHOU]}).passed
