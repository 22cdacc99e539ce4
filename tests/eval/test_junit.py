"""JUnit XML that a build server reads: counts that hold, an answer that never came an error, all characters legal."""

import re
from xml.etree import ElementTree as Xml

from scored import ABSENT, item, outcome, right

from eval.junit import junit

PASSING = outcome(item("a1"), right())
FAILING = outcome(item("a2", history=["苏州2021年的报告"]), right("69.6%"))
NEVER = outcome(item("a3", ABSENT), error="no answer within 30 seconds")


def cases(outcomes):
    return Xml.fromstring(junit(outcomes)).findall("./testsuite/testcase")


def test_a_case_a_question_under_its_type():
    assert [(case.get("classname"), case.get("name")) for case in cases([PASSING, FAILING, NEVER])] == [
        ("single_fact", "a1 苏州2021年出庭应诉率"),
        ("single_fact", "a2 苏州2021年出庭应诉率"),
        ("wrong_year", "a3 苏州2020年出庭应诉率"),
    ]


def test_the_counts_are_those_of_the_cases():
    root = Xml.fromstring(junit([PASSING, FAILING, NEVER, PASSING]))
    (suite,) = root.findall("testsuite")
    for counted in (root, suite):
        assert (counted.get("tests"), counted.get("failures"), counted.get("errors")) == ("4", "1", "1")
    assert suite.get("name") == "fazhi eval"
    assert suite.get("skipped") == "0"
    assert [len(suite.findall(f"testcase/{kind}")) for kind in ("failure", "error")] == [1, 1]
    assert len(suite) == 4


def test_a_failure_says_what_was_expected_given_and_wrong():
    (case,) = cases([FAILING])
    (failure,) = case
    assert failure.tag == "failure"
    assert "it does not give 96.6%" in failure.get("message")
    lines = failure.text.splitlines()
    assert lines[:4] == [
        "earlier: 苏州2021年的报告",
        "question: 苏州2021年出庭应诉率",
        "expected: answered",
        "value: 96.6%",
    ]
    assert "given: answered: 苏州市2021年出庭应诉率为69.6%。[1]" in lines
    assert lines[-1].startswith("source: 2021年，全市行政机关负责人")


def test_an_answer_that_never_came_is_an_error():
    (case,) = cases([NEVER])
    (error,) = case
    assert (error.tag, error.get("message")) == ("error", "no answer within 30 seconds")
    assert {"given: nothing", "missing: no_report_of_year"} <= set(error.text.splitlines())


def test_what_xml_may_not_hold_is_replaced():
    hostile = "a\x00b\x1b[31m\ufffe\ud800</testcase>&\"'"
    strange = right("69.6%") | {"text": hostile}
    told = junit([outcome(item("a\x07", question=hostile), strange)])
    told.encode("utf-8")
    (case,) = Xml.fromstring(told).findall("./testsuite/testcase")
    assert case.get("name") == "a\ufffd a\ufffdb\ufffd[31m\ufffd\ufffd</testcase>&\"'"
    assert f"given: answered: {case.get('name')[3:]}" in case[0].text


def test_it_is_the_same_every_time_and_tells_no_time():
    outcomes = [PASSING, FAILING, NEVER]
    assert junit(outcomes) == junit(list(outcomes))
    assert not re.search(r"time(stamp)?=", junit(outcomes))
    assert junit([]).startswith('<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="fazhi eval" tests="0"')
