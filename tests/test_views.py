"""The JSON forms and the forms for people of values made by hand."""

import json
from dataclasses import replace
from decimal import Decimal

import pytest

from rag.show import passed_over, show_answer, show_indexed, show_passages, show_report, show_reports
from rag.types import (
    Answer,
    Chunk,
    Citation,
    CitedFigure,
    Figure,
    Identity,
    Indexed,
    Kind,
    Missing,
    Passage,
    Reason,
    ReportCard,
    Role,
    Span,
    State,
)
from rag.views import answer_view, decimal_string, indexed_view, report_view

IDENTITY = Identity(
    "报告", "某市人民政府", "苏州市", ("江苏省", "苏州市"), 2021, Kind.LAW_BASED_GOVERNMENT, None, "2022-01-20"
)
CARD = ReportCard(
    "a" * 64, ("/old.pdf", "/报告.pdf"), IDENTITY, "pdf", True, 3, 99, 2, 1, 1.0, (Span(0, 4),), "2026-01-01"
)
QUOTE = "新建绿地\n32.36万平方米"
CITATION = Citation(1, "aaaaaaaaaaaa-10-26-0a1b2c", Span(10, 26), QUOTE, ("一、成效", "（二）生态"), 2, CARD)
FIGURE = Figure(Span(15, 24), "32.36万平方米", Decimal("323600.00"), "平方米", False, Role.ACTUAL, "新建绿地")
PASSAGE = Passage(0.032786885, Chunk(CARD.id, Span(10, 26), QUOTE, ("一、成效",), 2), CARD)
ANSWER = Answer(
    "0" * 16,
    "绿地",
    State.PARTIAL,
    "32.36万平方米。[1]",
    (CitedFigure(FIGURE, "苏州市", 2021, 1),),
    (CITATION,),
    (Missing("苏州市", 2020, Reason.NO_REPORT_OF_YEAR, (2021,)),),
    (PASSAGE,),
    1.5,
)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("96.60", "96.6"),
        ("3.236E+5", "323600"),
        ("0.00", "0"),
        ("1E+8", "100000000"),
        ("-1.50", "-1.5"),
        ("100", "100"),
    ],
)
def test_a_value_is_plain_digits(value, shown):
    assert decimal_string(Decimal(value)) == shown


def test_an_answer_keeps_all_that_stands_behind_it():
    view = json.loads(json.dumps(answer_view(ANSWER)))
    assert view["figures"] == [
        {
            "raw": "32.36万平方米",
            "value": "323600",
            "unit": "平方米",
            "approximate": False,
            "indicator": "新建绿地",
            "scope": None,
            "place": "苏州市",
            "year": 2021,
            "role": "actual",
            "citation": 1,
        }
    ]
    assert view["citations"] == [
        {
            "n": 1,
            "id": CITATION.id,
            "report_id": CARD.id,
            "report": "报告",
            "file": "/报告.pdf",
            "issuer": "某市人民政府",
            "place": "苏州市",
            "year": 2021,
            "section": ["一、成效", "（二）生态"],
            "page": 2,
            "start": 10,
            "end": 26,
            "quote": QUOTE,
        }
    ]
    assert view["missing"] == [{"place": "苏州市", "year": 2020, "reason": "no_report_of_year", "have": [2021]}]
    assert (view["nearest"][0]["score"], view["nearest"][0]["text"]) == (0.032787, QUOTE)
    assert (view["state"], view["elapsed_ms"]) == ("partial", 1.5)


def test_what_could_not_be_told_of_a_report_is_null():
    view = report_view(replace(CARD, identity=Identity()))
    unknown = ("title", "issuer", "place", "year", "document_number", "published")
    assert [view[name] for name in unknown] == [None] * 6
    assert (view["place_path"], view["kind"], view["status"]) == ([], "其他", "incomplete")
    assert report_view(CARD)["furniture"] == [[0, 4]]


def test_what_indexing_did_is_counts_and_reasons():
    done = Indexed(1, 2, 3, 4, (("/a.doc", "why"),), (("/b.pdf", "how"),), 5, 1.23456)
    assert indexed_view(done) == {
        "added": 1,
        "updated": 2,
        "unchanged": 3,
        "removed": 4,
        "skipped": [{"file": "/a.doc", "error": "why"}],
        "failed": [{"file": "/b.pdf", "error": "how"}],
        "chunks": 5,
        "seconds": 1.235,
    }
    assert show_indexed(done) == "1 added, 2 updated, 3 unchanged, 4 removed, 1 skipped, 1 failed (5 passages, 1.2 s)"
    assert passed_over(done) == ["/a.doc: why", "/b.pdf: how"]


def test_many_skipped_files_are_summed_up():
    skipped = tuple((f"/{n}.doc", "why") for n in range(25))
    lines = passed_over(Indexed(skipped=skipped))
    assert len(lines) == 22
    assert lines[-2:] == [
        "5 more files are no reports; --json lists them all",
        "no report among 25 files; what is read is .txt, .md, .html, .pdf and .docx",
    ]


def test_a_person_sees_where_each_citation_stands():
    shown = show_answer(ANSWER).split("\n")
    assert shown[:3] == ["32.36万平方米。[1]", "", "[1] 苏州市 2021年 《报告》 一、成效 > （二）生态 第2页"]
    assert "    “新建绿地32.36万平方米”" in shown
    assert shown[-1] == "  · 苏州市 2021年 《报告》 一、成效 第2页：新建绿地32.36万平方米"
    assert show_passages([PASSAGE]) == "1. 苏州市 2021年 《报告》 一、成效 第2页\n   新建绿地32.36万平方米"


def test_a_report_is_shown_in_a_line_or_in_full():
    assert show_reports([CARD]).split("\n")[1].split() == ["a" * 12, "苏州市", "2021", "法治政府建设", "报告"]
    full = show_report(CARD)
    assert "江苏省 / 苏州市" in full
    assert "/old.pdf\n                /报告.pdf" in full
    assert "document number" not in full
