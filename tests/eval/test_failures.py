"""What a scorecard keeps of a failure: values owed and where they stand, figures, sources, changes and causes."""

from hashlib import sha256

import pytest
from scored import ABSENT, RATE, REPORT, TEXT, item, outcome, right

from eval.scorecard import causes, failure, score, scorecard

WRONG = right("69.6%")
QUOTED = WRONG | {"text": f"69.6%。苏州市2021年的报告：“{TEXT}”[1]"}


def failed(answer=WRONG, error="", **fields):
    return failure(outcome(item("q", **fields), answer, error))


def test_the_fields_of_the_contract_stay():
    told = failed()
    assert {key: told[key] for key in ("id", "expected", "got", "source")} == {
        "id": "q",
        "expected": {"state": ["answered"], "values": ["96.6%"], "missing": []},
        "got": f"answered: {WRONG['text']}",
        "source": [TEXT],
    }
    assert told["why"] == "; ".join(dict.fromkeys(told["causes"].values()))


@pytest.mark.parametrize(
    ("answer", "stands"),
    [
        (WRONG, "absent"),
        (QUOTED, "quoted"),
        (WRONG | {"text": "苏州市2021年为96.6%。[1]"}, "unlisted"),
        (right() | {"state": "partial"}, "told"),
        (None, "absent"),
    ],
)
def test_where_a_value_stands(answer, stands):
    (slot,) = failed(answer)["slots"]
    assert slot == {
        "value": "96.6%",
        "label": "",
        "place": "苏州市",
        "year": 2021,
        "scope": [],
        "derived": None,
        "stands": stands,
        "items": [],
    }


def test_a_list_is_told_item_by_item():
    owed = {"kind": "list", "items": [["甲办法"], ["乙办法", "乙"], ["丙办法"]]}
    given = {"state": "answered", "text": "甲办法、乙。"}
    (slot,) = failed(given, type="list", slots=[owed])["slots"]
    assert slot["value"] == "甲办法、乙办法、丙办法"
    assert [(one["value"], one["stands"]) for one in slot["items"]] == [
        ("甲办法", "told"),
        ("乙办法", "told"),
        ("丙办法", "absent"),
    ]


def test_labels_scopes_and_derivations_are_kept():
    other = RATE | {"value": "77.27", "scope": ["市政府"], "label": "乙"}
    less = {"kind": "delta", "value": "19.33", "unit": "百分点"}
    slots = [RATE | {"label": "甲"}, other, less | {"derivation": {"operation": "difference", "of": ["甲", "乙"]}}]
    told = failed(slots=slots, evidence=[])["slots"]
    assert [(one["label"], one["scope"], one["derived"]) for one in told] == [
        ("甲", [], None),
        ("乙", ["市政府"], None),
        ("", [], {"operation": "difference", "of": ["甲", "乙"]}),
    ]


def test_what_is_missing_is_kept_with_its_place_and_year():
    lack = {"reason": ["no_report_of_year"], "place": "苏州市", "year": 2020}
    assert failure(outcome(item("n", ABSENT, missing=[lack]), WRONG))["lacks"] == [lack]


def test_figures_and_forbidden_values_are_kept():
    told = failed(forbidden=[{"value": "69.6%", "origin": "neighbour_place"}])
    assert told["figures"] == [
        {
            "raw": "69.6%",
            "indicator": "",
            "scope": None,
            "place": "苏州市",
            "year": 2021,
            "role": "actual",
            "owed": False,
        }
    ]
    assert failed(right() | {"state": "partial"})["figures"][0]["owed"]
    assert told["forbidden"] == [{"value": "69.6%", "origin": "neighbour_place"}]


def test_a_source_says_whose_report_it_is():
    assert failed()["sources"] == [{"report": "苏州市2021年", "text": TEXT}]
    assert failed(None)["sources"] == [{"report": REPORT[:12], "text": TEXT}]


def test_what_an_overlay_changed_is_kept():
    second = "苏州市2021年度法治政府建设情况报告\n出庭应诉率为94.1%。\n"
    at = second.index("出庭")
    quote = second[at:-1]
    pinned = {"report": sha256(second.encode()).hexdigest(), "start": at, "end": at + len(quote), "quote": quote}
    overlay = {"add": [{"name": "第二稿.txt", "text": second}], "remove": [REPORT]}
    told = failed(slots=[RATE | {"value": "94.1"}], evidence=[[pinned]], overlay=overlay)
    assert [(one["change"], one["report"]) for one in told["overlay"]] == [
        ("added", "第二稿"),
        ("removed", "苏州市2021年"),
    ]
    assert told["overlay"][0]["now"] == second
    assert told["sources"] == [{"report": "第二稿", "text": quote}]
    (change,) = failed(None, evidence=[], overlay={"remove": [REPORT]})["overlay"]
    assert change["report"] == "苏州市2021年"  # as the question is about it
    edit = {"report": REPORT, "find": "96.6%", "replace": "90%"}
    (change,) = failed(evidence=[], overlay={"edit": [edit]})["overlay"]
    assert (change["change"], change["was"], change["now"]) == ("edited", "96.6%", "90%")


def test_a_report_is_called_by_its_title_where_nothing_else_is_known():
    text = f"当前位置:首页>政务公开>工作报告\n# 苏州市关于2021年法治政府建设工作的报告\n{TEXT}"
    at = text.index(TEXT)
    pinned = {"report": REPORT, "start": at, "end": len(text), "quote": TEXT}
    (source,) = failure(score(item("q", evidence=[[pinned]]), None, {REPORT: text}))["sources"]
    assert source == {"report": "苏州市关于2021年法治政府建设工作的报告", "text": TEXT}


def test_causes_are_the_measures_at_fault_the_most_first():
    twice = [outcome(item("a"), QUOTED), outcome(item("b"), WRONG)]
    silent = outcome(item("n", ABSENT), error="no answer within 30 seconds")
    card = scorecard([*twice, silent, outcome(item("r"), right())])
    assert card["causes"] == causes([*twice, silent])
    assert card["causes"]["slots"] == 2
    assert card["causes"]["no_answer"] == 1
    assert list(card["causes"].values()) == sorted(card["causes"].values(), reverse=True)
    assert failure(silent)["causes"] == {"no_answer": "no answer within 30 seconds"}
    assert "slots" in failure(twice[0])["causes"]
    assert scorecard([outcome(item("r"), right())])["causes"] == {}
