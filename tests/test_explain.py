"""`fazhi ask --explain`: the answer stays what it is, and beside it stands what decided it, refused candidates too."""

import json
import os
import pty
import subprocess
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from command import FAZHI, environment, run, value

from rag.answering.answer import checked
from rag.answering.evidence import Ask, Candidate, Evidence, weigh_figures
from rag.answering.statements import read_statements
from rag.answering.terms import find_terms
from rag.answering.trace import Refusal, Trace, refusal
from rag.config import Weighing
from rag.explained import explain, explained_view
from rag.pipeline import ask
from rag.reading.figures import find_report_figures
from rag.show_explained import show_explained
from rag.types import Extract, Identity, Report, ReportCard
from rag.views import answer_view

DAY = date(2022, 5, 1)
TEXT = """2021年,全市办结行政复议案件265件,比上年增长12件,上年为240件。
2019年办结行政复议案件198件。
市政府部门办结行政复议案件31件。
办结行政复议案件占比72%。
种植树木8432件。
"""


@pytest.fixture(scope="module")
def two_scopes(sample_desk):
    return explain("建德2020年出庭应诉率", sample_desk, today=DAY)


@pytest.mark.parametrize(
    "question",
    ["苏州2021年出庭应诉率", "建德2020年存在哪些问题", "苏州2020年出庭应诉率", "你好", "建德2020年森林覆盖率"],
)
def test_an_explained_answer_is_the_answer(sample_desk, question):
    explained = explain(question, sample_desk, today=DAY)
    assert sample_desk.shelf.trace is None
    assert replace(explained.answer, elapsed_ms=0) == replace(ask(question, sample_desk, today=DAY), elapsed_ms=0)
    view = explained_view(explained)
    assert view | {"explain": None} == answer_view(explained.answer) | {"explain": None}
    assert json.loads(json.dumps(view)) == view


def test_what_was_chosen_stands_before_what_was_refused(two_scopes):
    found = explained_view(two_scopes)["explain"]["searches"][0]
    chosen = [one for one in found["candidates"] if one["refused"] is None]
    assert {(one["raw"], one["scope"], one["given"]) for one in chosen} == {
        ("100%", "市政府各部门、乡镇（街道）为被告", True),
        ("77.27%", "市政府为被告", True),
    }
    assert (found["ask"], found["units"], found["place"], found["year"]) == ("出庭应诉率", ["%"], "建德市", 2020)
    judged = [one["chance"] for one in found["candidates"] if one["chance"] is not None]
    assert judged == sorted(judged, reverse=True)
    assert min(one["chance"] for one in chosen) > 0.5 > max(judged[len(chosen) :])
    assert all("出庭应诉率" in one["indicator"] and one["closeness"] > 0.3 for one in chosen)


def test_a_candidate_is_its_reports_own_sentence(two_scopes, sample_desk):
    sought = two_scopes.sought[0]
    text = sample_desk.library.text(sought.search.card.id)
    for one in sought.candidates:
        assert one.figure.span.of(text) == one.figure.raw
        assert one.span.holds(one.figure.span)
    assert len(sought.candidates) <= sought.search.weighed + len(sought.search.others)


def test_a_figure_in_no_unit_that_fits_is_shown_as_refused_for_it(two_scopes):
    other = [one for one in two_scopes.sought[0].candidates if one.refused is Refusal.OTHER_UNIT]
    assert "64件" in [one.figure.raw for one in other]
    assert all(one.evidence.chance is None for one in other)


def test_the_scope_says_how_it_was_read(sample_desk):
    view = explained_view(explain("建德去年出庭应诉率", sample_desk, today=DAY))["explain"]
    assert view["scope"]["places"] == [["浙江省", "杭州市", "建德市"]]
    assert view["scope"]["years"] == [2021]
    assert view["scope"]["readings"] == ["去年=2021年"]
    assert [(one["reason"], one["have"]) for one in view["scope"]["missing"]] == [("no_report_of_year", [2020])]
    assert (view["targets"], view["searches"]) == ([], [])


def test_what_is_read_off_a_report_is_no_candidate(sample_desk):
    target = explained_view(explain("建德2020年存在哪些问题", sample_desk))["explain"]["targets"][0]
    text = sample_desk.library.text(target["read_off"][0]["report_id"])
    assert text[target["read_off"][0]["start"] :].startswith("一是法治人才短缺。")
    assert target["passages"][0]["place"] == "建德市"


def test_what_the_gate_refuses_is_kept(sample_desk):
    answer = ask("苏州2021年出庭应诉率", sample_desk)
    trace = Trace()
    figure = replace(answer.figures[0].figure, raw="97.7%", value=Decimal("97.7"))
    wrong = replace(answer, figures=(replace(answer.figures[0], figure=figure),))
    checked(wrong, sample_desk.shelf.traced(trace))
    assert [(found.rule, found.words) for found in trace.findings] == [("figure", "97.7%")]


def refused(raw, **asked):
    """Return why a figure of TEXT is refused for an ask after the processed cases, judged by its words alone."""
    report = Report("0" * 64, ("a.txt",), Extract(TEXT, "text", "test"), Identity(place="甲市", year=2021))
    card = ReportCard(report.id, report.files, report.identity, "text", False, 0, len(TEXT), 1, 1, 1.0, (), "")
    reading = read_statements(card, report, (), find_report_figures(report, ()))
    words = "办结行政复议案件"
    ask_of = Ask(find_terms(words), ("件",), words=words)
    trace, candidate = Trace(), Candidate(reading, reading.statements, {}, Weighing())
    ranked: list[Evidence] = weigh_figures(ask_of, candidate)
    best = [one for one in ranked if one.figure.raw == "265件"]
    trace.searched(ask_of, candidate, ranked, best, asked.pop("own", ""))
    (search,) = trace.searches
    one = next(one for one in (*search.found, *search.others) if one.figure.raw == raw)
    return refusal(replace(one, **asked), search, 0.5)


@pytest.mark.parametrize(
    ("raw", "asked", "reason"),
    [
        ("265件", {}, None),
        ("12件", {}, Refusal.OTHER_ROLE),
        ("240件", {}, Refusal.OTHER_ROLE),
        ("198件", {}, Refusal.OTHER_YEAR),
        ("31件", {"score": 0.9}, Refusal.OTHER_SCOPE),
        ("72%", {}, Refusal.OTHER_UNIT),
        ("8432件", {"held": 0.1, "score": 0.1}, Refusal.TOO_FEW_WORDS),
        ("8432件", {"held": 0.8, "score": 0.4}, Refusal.BELOW_EVEN),
        ("8432件", {"held": 0.8, "score": 0.4, "signs": (0.5,)}, Refusal.STRANGE_WORD),
        ("8432件", {"score": 0.9}, Refusal.NOT_BEST),
        ("8432件", {"score": 0.9, "own": "撤销"}, Refusal.OTHER_LABEL),
    ],
)
def test_a_candidate_is_refused_for_its_main_reason(raw, asked, reason):
    assert refused(raw, **asked) == reason


def test_an_answer_is_explained_for_a_person(two_scopes):
    lines = show_explained(two_scopes).splitlines()
    assert "范围 scope：浙江省杭州市建德市、2020年" in lines
    assert "所问 ask：出庭应诉率；数值；单位 units %" in lines
    chosen = [line for line in lines if line.startswith("  ✓")]
    assert [line[5:14] for line in chosen] == ["100%（市政府各", "77.27%（市政"]
    assert ["【100%】" in chosen[0], "【77.27%】" in chosen[1]] == [True, True]
    assert lines[-1] == "核对 checks：1条引文、2个数值都通过 all passed"


def test_what_was_chosen_and_then_not_given_is_marked(two_scopes):
    (sought,) = two_scopes.sought
    dropped = replace(sought, candidates=(replace(sought.candidates[0], given=False), *sought.candidates[1:]))
    lines = show_explained(replace(two_scopes, sought=(dropped,))).splitlines()
    assert ["选中而未写入" in line for line in lines if line.startswith("  ?")] == [True]


def test_a_batch_is_explained_line_by_line(small_library):
    lines = [{"id": 1, "question": "那武清呢", "history": ["建德2020年出庭应诉率"]}, {"id": 2, "question": ""}]
    given = "".join(json.dumps(line) + "\n" for line in lines).encode()
    done = run("ask", "--batch", "-", "--explain", library=small_library, given=given)
    first, second = map(json.loads, done.stdout.splitlines())
    assert first["explain"]["asks"][0]["topic"] == "出庭应诉率"
    assert first["explain"]["scope"]["places"] == [["天津市", "武清区"]]
    assert set(second) == {"id", "error"}


def test_json_holds_the_answer_and_why(small_library):
    view = value("ask", "建德2020年出庭应诉率", "--explain", library=small_library)
    assert set(view["explain"]) == {"scope", "asks", "targets", "searches", "checks"}
    assert view["explain"]["checks"] == []
    assert set(value("ask", "建德2020年出庭应诉率", library=small_library)) == set(view) - {"explain"}


def test_a_terminal_is_given_no_commands(small_library):
    ours, theirs = pty.openpty()
    command = [str(FAZHI), "ask", "建德2020年出庭应诉率", "--explain"]
    with subprocess.Popen(command, stdout=theirs, env=environment(small_library, COLUMNS="80")) as process:
        os.close(theirs)
        shown = b""
        while part := _read(ours):
            shown += part
    assert process.returncode == 0
    assert b"\x1b" not in shown
    assert "\ufffd" not in shown.decode()
    assert "  ✓  100%（市政" in shown.decode()


def _read(terminal):
    try:
        return os.read(terminal, 4096)
    except OSError:  # Linux ends a terminal so
        return b""
