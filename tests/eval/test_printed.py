"""The scorecard in a terminal: shares with intervals and denominators, at 80 columns, and nothing taken for code."""

import io

import pytest
from rich.cells import cell_len
from rich.console import Console
from scored import ABSENT, RATE, item, judge_report, outcome, right

from eval.compare import compare
from eval.labels import chance, hits, interval, percent, points
from eval.printed import show, show_compared, shown
from eval.scorecard import scorecard

PLAIN = [outcome(item(f"q{at}"), right() if at else right("69.6%")) for at in range(10)]
TYPO = item("typo", type="typo", question="苏洲2021年出庭应诉律", variant_of="q0", history=["苏州的报告"])
NEVER = outcome(item("absent", ABSENT), error="no answer within 30 seconds")


def printed(card, title="samples", width=80):
    console = Console(file=io.StringIO(), width=width)
    show(card, title, console)
    return console.file.getvalue()


@pytest.fixture(scope="module")
def text():
    return printed(scorecard([*PLAIN, outcome(TYPO, right()), NEVER]))


def line(text, beginning):
    return " ".join(next(one for one in text.splitlines() if one.startswith(beginning)).split())


def test_a_measure_has_its_name_share_interval_and_denominator(text):
    low, high = (percent(scorecard(PLAIN)["measures"]["passed"][end])[:-1] for end in ("low", "high"))
    assert line(printed(scorecard(PLAIN)), "passed ") == f"passed 通过率 90.0% {low}–{high} 9 of 10"
    assert line(text, "unsupported ↓").startswith("unsupported ↓ 无据陈述 ")
    assert line(text, "abstention_recall ").startswith("abstention_recall 拒答召回率 0% ")


def test_groups_stand_in_order_and_what_was_not_asked_is_named(text):
    heads = [one.split()[1] for one in text.splitlines() if one.startswith("— ")]
    assert heads == ["passing", "values", "citations", "abstaining", "retrieval"][: len(heads)]
    assert "injection" in line(text, "nothing was asked for")


def test_types_and_twins_have_their_shares(text):
    assert line(text, "single_fact ").startswith("single_fact 单一事实 90.0%")
    assert line(text, "single_fact ").endswith("9 of 10")
    twins = text[text.index("reworded") :]
    assert line(twins, "typo ") == "typo 错别字 100% 0% +100.0 1"


def test_a_failure_shows_question_expected_given_and_why(text):
    told = [" ".join(one.split()) for one in text.splitlines()]
    at = told.index("q0 single_fact 单一事实")
    assert told[at + 1 : at + 4] == [
        "问题 question 苏州2021年出庭应诉率",
        "应答 expected answered · 96.6%",
        "所答 given answered · 苏州市2021年出庭应诉率为69.6%。[1]",
    ]
    assert "it does not give 96.6%" in told[at + 4]
    at = told.index("absent wrong_year 无此年份")
    assert told[at + 2 : at + 4] == ["应答 expected not_found · no_report_of_year", "所答 given nothing"]


def test_it_comes_to_a_line_at_the_end(text):
    assert text.splitlines()[-1].startswith("samples: 10 of 12 questions passed, 83.3% (95 % interval ")


def test_a_long_answer_is_cut_and_nothing_is_wider_than_the_terminal():
    long = right("69.6%") | {"text": "很长的回答" * 100}
    for width in (80, 60, 40):
        lines = printed(scorecard([*PLAIN, outcome(item("long"), long)]), width=width).splitlines()
        assert max(cell_len(one) for one in lines) <= width
    assert "很长的回答…" in printed(scorecard([outcome(item("long"), long)]))


@pytest.mark.parametrize("width", [80, 60, 40])
def test_no_share_interval_or_denominator_is_lost_however_narrow(width):
    card = scorecard([*PLAIN, outcome(TYPO, right()), NEVER])
    card["compared"] = compare([outcome(one.item, right()) for one in PLAIN], PLAIN)
    told = printed(card, width=width)
    assert max(cell_len(one) for one in told.splitlines()) <= width
    words = told.split()
    for share in (*card["measures"].values(), *card["by_type"].values()):
        if share["n"]:
            assert {percent(share["value"]), interval(share)} <= set(words)
            assert f"{hits(share)} of {share['n']}" in told
    assert {"passed", "通过率", "abstention_precision", "拒答精确率", "single_fact", "单一事实", "错别字"} <= set(words)
    assert {"-10.0", "+100.0"} <= set(words)
    assert "…" not in told[told.index("measure") :]


def test_numbers_stand_beside_their_names_where_it_is_narrow(text):
    lines = [one.split() for one in printed(scorecard(PLAIN), width=40).splitlines()]
    low_high = interval(scorecard(PLAIN)["measures"]["passed"])
    at = lines.index(["passed", "90.0%", low_high])
    assert lines[at + 1] == ["通过率", "9", "of", "10"]


def test_what_only_stands_in_a_quotation_is_told_so_and_whose_it_is():
    record = {"slots": [RATE, RATE | {"value": "5", "unit": "个", "scope": ["地区"]}]}
    told = right() | {"text": "96.6%。苏州市的报告：“全市出庭应诉率为96.6%，5个地区达到100%。”[1]"}
    text = printed(scorecard([outcome(item("q", **record), told)]), width=120)
    assert line(text, "  应答") == "应答 expected answered · 96.6%、地区：5个 (only quoted)"


def test_the_causes_are_counted_in_a_line(text):
    counts = scorecard([*PLAIN, NEVER])["causes"]
    told = ", ".join(f"{name} {count}" for name, count in counts.items())
    assert f"failed questions by what was at fault: {told}" in " ".join(text.split())
    assert "at fault" not in printed(scorecard(PLAIN[1:]))


def test_neither_markup_nor_control_codes_reach_the_terminal():
    hostile = "[bold red]x[/] \x1b[31m\u202e [link=file:///x]y[/link]"
    told = printed(scorecard([outcome(item("q", question=hostile), right("69.6%") | {"text": hostile})]), hostile)
    assert "\x1b" not in told
    assert "\u202e" not in told
    assert " ".join(told.split()).count("[bold red]x[/] [31m [link=file:///x]y[/link]") == 3


def test_many_failures_are_cut_and_counted():
    told = printed(scorecard([outcome(item(f"q{at}"), right("69.6%")) for at in range(50)]))
    assert told.count("所答 given") == 40
    assert "10 more of 50 failures; --out DIR writes them all" in " ".join(told.split())


def test_a_comparison_shows_what_changed_and_by_how_much():
    before = [outcome(item(f"q{at}"), right()) for at in range(10)]
    console = Console(file=io.StringIO(), width=80)
    show_compared(compare(before, PLAIN), console)
    told = console.file.getvalue()
    assert line(told, "newly failing") == "newly failing q0 苏州2021年出庭应诉率"
    assert line(told, "passed ").startswith("passed 100% 90.0% -10.0 -30.0 to 0 ")
    assert "10 questions in both, 1 newly failing, 0 newly passing (exact McNemar p 1.0000)" in " ".join(told.split())
    assert max(cell_len(one) for one in told.splitlines()) <= 80


def test_a_card_shows_its_comparison_and_as_a_text_too():
    card = scorecard(PLAIN)
    card["compared"] = compare(PLAIN, PLAIN)
    assert "against the earlier run: 10 questions in both, 0 newly failing" in " ".join(shown(card, "x").split())
    assert "\x1b" not in shown(card, "x")


def test_a_judge_is_told_beside_the_measures():
    told = " ".join(printed(scorecard(PLAIN) | {"judge": judge_report("the server went away")}).split())
    assert (
        "judge model-8b (3 votes each): agrees with passed on 50.0% of 2; accepts 33.3% of 3 answers in prose; "
        "1 without an answer; it stopped: the server went away"
    ) in told


def test_no_question_is_no_share():
    assert printed(scorecard([])).splitlines()[-1] == "samples: 0 of 0 questions passed"


@pytest.mark.parametrize(
    ("value", "told"),
    [(None, "—"), (0, "0%"), (1.0, "100%"), (0.5, "50.0%"), (0.9996, "99.96%"), (0.0004, "0.04%"), (0.999, "99.9%")],
)
def test_a_share_is_never_rounded_to_none_or_all(value, told):
    assert percent(value) == told


def test_hits_are_counts_where_marks_are_whole():
    assert hits({"value": 0.8451, "n": 581}) == "491"
    assert hits({"value": 0.9314, "n": 458}) == "426.6"
    assert hits({"value": 0.2857, "n": 7}) == "2"
    assert hits({"value": None, "n": 0}) == "—"


def test_differences_are_points_with_a_sign():
    assert [points(one) for one in (None, 0.0, 0.1, -0.0333, 0.0002)] == ["—", "0", "+10.0", "-3.3", "+0.02"]
    assert [chance(one) for one in (None, 0.00001, 0.0312, 1.0)] == ["—", "<0.0001", "0.0312", "1.0000"]
