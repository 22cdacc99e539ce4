"""A field of work asked for by its name alone is answered with what the report tells of it, not with one figure."""

from datetime import date

import pytest

from rag.answering.field import field_asked, field_points
from rag.answering.question import understand
from rag.answering.statements import read_statements
from rag.config import Answering
from rag.reading.figures import find_report_figures
from rag.reading.sections import find_sections
from rag.types import Extract, Identity, Report, ReportCard

TEXT = """甲市2021年法治政府建设报告
一、主要成效
（一）依法决策
市政府法律顾问配备5名，参与合同审查和复议案件办理。
（二）化解行政争议
畅通行政复议渠道。
全年收到复议申请57件，受理54件，审结50件。
开展人民调解员培训3期。
行政机关负责人出庭应诉率100%。
二、下一步打算
继续做好行政复议工作，力争审结率达到100%。
力争合法性审查全覆盖。
"""


def asked(words, history=()):
    question = understand(words, history, date(2026, 6, 1), ())
    return field_asked(question.wanted)


def told(words):
    report = Report("0" * 64, ("a.txt",), Extract(TEXT, "text", "test"), Identity(place="甲市", year=2021))
    card = ReportCard(report.id, report.files, report.identity, "text", False, 0, len(TEXT), 1, 1, 1.0, (), "")
    sections = find_sections(report)
    reading = read_statements(card, report, sections, find_report_figures(report, sections))
    points = field_points(asked(words), reading, Answering())
    return [span.of(TEXT).strip() for point in points for span in point.spans]


@pytest.mark.parametrize(
    "words",
    [
        "建德2020年行政复议",
        "建德2020年行政复议情况",
        "建德市2020年的行政复议工作怎么样？",
        "2020年建德行政复议案件办理情况",
    ],
)
def test_a_field_is_asked_for_by_its_name(words):
    assert "行政复议" in asked(words)


@pytest.mark.parametrize(
    "words",
    [
        "建德2020年行政复议案件",
        "建德2020年行政复议多少件",
        "建德2020年行政复议受理情况",
        "建德2020年出庭应诉率",
        "建德2020年行政复议存在哪些问题",
        "建德2020年规范性文件件数",
        "建德2020年谁负责行政复议",
    ],
)
def test_what_asks_for_something_in_a_field_does_not_ask_for_the_field(words):
    assert asked(words) == ()


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("建德2020年最多跑一次改革", "最多跑一次"),
        ("建德2020年雪亮工程建设情况", "雪亮工程"),
        ("建德2020年网格员队伍", "网格员"),
    ],
)
def test_what_is_named_as_fields_are_is_one(words, name):
    assert name in asked(words)


@pytest.mark.parametrize("words", ["建德2020年主要工作", "建德2020年出庭工作机制件数", "建德2020年哪些改革"])
def test_what_names_nothing_by_itself_is_none(words):
    assert asked(words) == ()


def test_a_follow_up_that_counts_goes_on_counting():
    assert asked("那行政复议呢", ["建德2020年行政诉讼案件多少件"]) == ()


def test_what_was_done_is_told_with_its_figures_and_what_is_planned_is_not():
    assert told("甲市2021年行政复议") == ["畅通行政复议渠道。", "全年收到复议申请57件，受理54件，审结50件。"]
    assert told("甲市2021年人民调解工作情况") == ["开展人民调解员培训3期。"]


def test_a_field_that_is_only_planned_is_told_as_planned():
    text = told("甲市2021年合法性审查")
    assert text == ["力争合法性审查全覆盖。"]


def test_a_field_that_no_sentence_names_has_nothing():
    assert told("甲市2021年行政裁决") == []
