"""Whether a report mentions something is answered with the sentences that do, or with a no, never with a number."""

from datetime import date

import pytest

from rag.answering.mentioned import mention_asked, mention_points
from rag.answering.question import understand
from rag.answering.statements import read_statements
from rag.config import Answering
from rag.types import Extract, Identity, Report, ReportCard

TEXT = "甲市深化“放管服”改革。\n深入推进数字化建设，提升政府效能。\n开展生态岛立法调研3次。\n全市推行政务数字改革。\n"


def matter(words):
    return mention_asked(understand(words, (), date(2026, 6, 1), ()).wanted)


def told(words):
    report = Report("0" * 64, ("a.txt",), Extract(TEXT, "text", "test"), Identity(place="甲市", year=2021))
    card = ReportCard(report.id, report.files, report.identity, "text", False, 0, len(TEXT), 1, 1, 1.0, (), "")
    points = mention_points(words, read_statements(card, report, (), ()), Answering())
    return [span.of(TEXT).strip() for point in points for span in point.spans]


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("苏州2021年有没有提到太湖", "太湖"),
        ("苏州2021年提到数字政府了吗", "数字政府"),
        ("苏州2021年的报告是否提及“放管服”改革", "放管服改革"),
        ("太湖在苏州2021年的报告里有没有提到", "太湖"),
        ("苏州2021年有没有提到出庭应诉率？", "出庭应诉率"),
        ("苏州2021年提到的出庭应诉率是多少", ""),
        ("苏州2021年有没有提到培训了多少人", ""),
        ("苏州2021年提到了哪些问题", ""),
        ("苏州2021年涉及市政府的行政诉讼是几件", ""),
        ("苏州2021年出庭应诉率", ""),
    ],
)
def test_what_only_wants_to_know_whether_is_told_from_what_asks_for_more(words, asked):
    assert matter(words).replace('"', "") == asked


@pytest.mark.parametrize(
    ("words", "sentences"),
    [
        ("生态岛", ["开展生态岛立法调研3次。"]),
        ("放管服改革", ["甲市深化“放管服”改革。"]),
        ("数字政府", []),
        ("太湖", []),
    ],
)
def test_a_sentence_that_names_it_answers_and_nothing_else(words, sentences):
    assert told(words) == sentences
