"""The nine questions that the first version was asked for, over the samples and, where there are any, real reports."""

from datetime import date

import pytest

from rag.pipeline import ask
from rag.types import Reason, State
from rag.views import answer_view

TODAY = date(2026, 6, 1)
FIGURES = {
    "苏州2021年出庭应诉率": [("96.6%", "96.6", "%", "苏州市", 2021, "(八)")],
    "建德2020年出庭应诉率": [
        ("77.27%", "77.27", "%", "建德市", 2020, "(五)"),
        ("100%", "100", "%", "建德市", 2020, "(五)"),
    ],
    "武清区2020年接待信访多少批多少人次": [
        ("733批", "733", "批", "武清区", 2020, "(六)"),
        ("2333人次", "2333", "人次", "武清区", 2020, "(六)"),
    ],
    "白沙路街道2020年主动公开信息多少件": [("977件", "977", "件", "白沙路街道", 2020, "(二)")],
    "清镇市向两个乡镇下放了多少项行政职权": [("161项", "161", "项", "清镇市", 2015, "6、")],
}
MISSING = {
    "苏州2020年出庭应诉率": ("苏州市", 2020, Reason.NO_REPORT_OF_YEAR, [2021]),
    "武清区2020年出庭应诉率": ("武清区", 2020, Reason.NOT_MENTIONED, []),
    "南京2021年出庭应诉率": ("南京市", 2021, Reason.NO_REPORT_OF_PLACE, []),
}


@pytest.fixture(params=["sample_desk", "real_desk"])
def asked(request):
    desk = request.getfixturevalue(request.param)
    return lambda question: answer_view(ask(question, desk, today=TODAY))


def plain(heading):
    return heading.replace("（", "(").replace("）", ")").lstrip("# ")


@pytest.mark.parametrize("question", FIGURES)
def test_figures(question, asked):
    answer, gold = asked(question), FIGURES[question]
    assert (answer["state"], answer["missing"]) == (State.ANSWERED, [])
    citations = {citation["n"]: citation for citation in answer["citations"]}
    given = []
    for figure in answer["figures"]:
        citation = citations[figure["citation"]]
        assert (citation["place"], citation["year"]) == (figure["place"], figure["year"])
        assert figure["raw"] in "".join(citation["quote"].split())
        assert (figure["approximate"], figure["role"]) == (False, "actual")
        given.append([figure[name] for name in ("raw", "value", "unit", "place", "year")])
    assert sorted(given) == sorted(list(one[:-1]) for one in gold)
    for raw, *_ in gold:
        assert raw in answer["text"]
    for citation in answer["citations"]:
        assert any(plain(heading).startswith(gold[0][-1]) for heading in citation["section"])
    assert len(answer["text"]) <= 300


def test_both_scopes_are_labelled(asked):
    answer = asked("建德2020年出庭应诉率")
    scopes = {figure["raw"]: figure["scope"] for figure in answer["figures"]}
    assert "市政府" in scopes["77.27%"]
    assert "部门" in scopes["100%"]
    assert "乡镇" in scopes["100%"]
    for raw, scope in scopes.items():
        line = next(line for line in answer["text"].splitlines() if raw in line)
        assert "".join(scope.split()) in "".join(line.split()) or scope[:3] in line


def test_problems_are_listed_each_cited(asked):
    answer = asked("建德2020年存在哪些问题")
    assert (answer["state"], answer["figures"], answer["missing"]) == (State.ANSWERED, [], [])
    lines = [line for line in answer["text"].splitlines() if "[" in line]
    problems = ("人才", "观念", "规范")
    assert len(lines) == len(answer["citations"]) == 3
    for line, citation, problem in zip(lines, answer["citations"], problems, strict=True):
        assert problem in line
        assert f"[{citation['n']}]" in line
        assert problem in citation["quote"]
        assert (citation["place"], citation["year"]) == ("建德市", 2020)
        assert any(word in citation["section"][0] for word in ("问题", "不足"))


@pytest.mark.parametrize("question", MISSING)
def test_what_is_not_there(question, asked):
    answer, (place, year, reason, have) = asked(question), MISSING[question]
    assert answer["state"] == State.NOT_FOUND
    assert (answer["figures"], answer["citations"]) == ([], [])
    (missing,) = answer["missing"]
    assert (missing["place"], missing["year"], missing["reason"]) == (place, year, reason)
    assert have == [] or missing["have"] == have
    assert "%" not in answer["text"]
    assert place[:2] in answer["text"]
