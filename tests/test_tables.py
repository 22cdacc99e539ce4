"""Tables of indicators through a real library: whose reports make the rows, what a cell holds or why it is empty."""

from datetime import date

import pytest
from hash_embedder import HashEmbedder
from reportlab.pdfgen.canvas import Canvas

from rag.answering.table_rows import RowsAsked, years_in
from rag.config import Settings
from rag.errors import InputError
from rag.library.library import Library
from rag.pipeline import Desk, ask, index
from rag.tables import make_table
from rag.types import Kind

RATE, TAKEN = "出庭应诉率", "行政复议受理件数"
REPORT = """{whose}{year}年法治政府建设情况报告

一、主要工作情况
（一）行政应诉。{litigation}
（二）行政复议。全年收到行政复议申请{asked}件，其中受理{taken}件。

二、存在的问题
（一）应诉能力有待加强。部分单位应诉经验不足。

{issuer}
{next}年1月15日
"""
OPEN = """苏州市2021年政府信息公开工作年度报告

一、总体情况
上年结转政府信息公开申请7件，结转下年度继续办理9件。
全年收到政府信息公开申请4321件。因政府信息公开受理行政复议12件。

苏州市人民政府
2022年1月20日
"""
ALL = "全市行政机关负责人出庭应诉率达{}%。"
TWO = "市政府作为被告的案件负责人出庭应诉率为77.27%，市政府部门作为被告的案件负责人出庭应诉率为100%。"
REPORTS = [
    ("江苏省", "江苏省人民政府", 2021, "全省行政机关负责人出庭应诉率达98.1%。", 8000, 7000),
    ("苏州市", "苏州市人民政府", 2020, ALL.format(93.4), 1102, 1002),
    ("苏州市", "苏州市人民政府", 2021, ALL.format(96.6), 1234, 1024),
    ("苏州市司法局", "苏州市司法局", 2021, ALL.format(55.5), 34, 24),
    ("无锡市", "无锡市人民政府", 2021, TWO, 1243, 1042),
    ("南京市鼓楼区", "南京市鼓楼区人民政府", 2021, "全区依法做好应诉工作。", 56, 52),
    ("福州市鼓楼区", "福州市鼓楼区人民政府", 2021, "全区行政机关负责人出庭应诉率达88.1%。", 66, 62),
]


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """A desk over eight reports: governments, a bureau, namesakes and another kind. Not to be written to."""
    folder = tmp_path_factory.mktemp("tables")
    (folder / "reports").mkdir()
    for number, (whose, issuer, year, litigation, asked, taken) in enumerate(REPORTS):
        words = {"whose": whose, "issuer": issuer, "year": year, "next": year + 1, "litigation": litigation}
        text = REPORT.format(**words, asked=asked, taken=taken)
        (folder / "reports" / f"{number}.txt").write_text(text, encoding="utf-8")
    (folder / "reports" / "open.txt").write_text(OPEN, encoding="utf-8")
    with open_desk(folder / "library") as made:
        assert index([folder / "reports"], made).added == 8
        yield made


def open_desk(folder):
    settings = Settings(library=folder)
    return Desk(Library.open(folder, settings, create=True), settings, HashEmbedder())


def told(table):
    """The rows in short: place, year, and of each cell its state and figures as printed."""
    return [
        (row.place, row.year, *((cell.state.value, [one.figure.raw for one in cell.figures]) for cell in row.cells))
        for row in table.rows
    ]


def test_without_places_and_years_each_report_is_a_row(desk):
    table = make_table([RATE], RowsAsked(), desk)
    assert [(row.place, row.year, row.issuer, row.card.identity.kind.value[:2]) for row in table.rows] == [
        ("江苏省", 2021, "江苏省人民政府", "法治"),
        ("苏州市", 2020, "苏州市人民政府", "法治"),
        ("苏州市", 2021, "苏州市人民政府", "法治"),
        ("苏州市", 2021, "苏州市人民政府", "政府"),
        ("苏州市", 2021, "苏州市司法局", "法治"),
        ("无锡市", 2021, "无锡市人民政府", "法治"),
        ("鼓楼区", 2021, "鼓楼区人民政府", "法治"),
        ("鼓楼区", 2021, "鼓楼区人民政府", "法治"),
    ]
    states = [row.cells[0].state.value for row in table.rows]
    assert states == ["value", "value", "value", "not_mentioned", "value", "several", "not_mentioned", "value"]


def test_a_row_is_a_place_and_a_year_and_its_cells_say_why_they_are_empty(desk):
    table = make_table([RATE, TAKEN], RowsAsked(("苏州", "无锡市", "南京"), (2020, 2021)), desk)
    assert told(table) == [
        ("苏州市", 2020, ("value", ["93.4%"]), ("value", ["1002件"])),
        ("苏州市", 2021, ("value", ["96.6%"]), ("value", ["1024件"])),
        ("无锡市", 2020, ("no_report", []), ("no_report", [])),
        ("无锡市", 2021, ("several", ["77.27%", "100%"]), ("value", ["1042件"])),
        ("南京市", 2020, ("no_report", []), ("no_report", [])),
        ("南京市", 2021, ("no_report", []), ("no_report", [])),
    ]
    assert [row.card is None for row in table.rows] == [False, False, True, False, True, True]


def test_a_cell_says_what_the_question_would_be_answered_with(desk):
    cell = make_table([RATE], RowsAsked(("无锡",), (2021,)), desk).rows[0].cells[0]
    answer = ask(f"无锡2021年{RATE}", desk)
    assert (cell.figures, cell.citations) == (answer.figures, answer.citations)
    assert [one.figure.scope for one in cell.figures] == ["市政府作为被告", "市政府部门作为被告"]
    for citation in cell.citations:
        assert citation.span.of(desk.library.text(citation.card.id)) == citation.quote


@pytest.mark.parametrize(
    ("name", "path", "issuer"),
    [
        ("苏州", ("江苏省", "苏州市"), "苏州市人民政府"),
        ("江苏苏州市", ("江苏省", "苏州市"), "苏州市人民政府"),
        ("江苏省/苏州市", ("江苏省", "苏州市"), "苏州市人民政府"),
        ("蘇州市人民政府", ("江苏省", "苏州市"), "苏州市人民政府"),
        ("江苏", ("江苏省",), "江苏省人民政府"),
        ("苏州市司法局", ("江苏省", "苏州市"), "苏州市司法局"),
        ("无锡市司法局", ("江苏省", "无锡市"), "无锡市司法局"),
        ("福州鼓楼区", ("福建省", "福州市", "鼓楼区"), "鼓楼区人民政府"),
    ],
)
def test_a_place_is_named_as_a_person_writes_it(name, path, issuer, desk):
    (row,) = make_table([RATE], RowsAsked((name,), (2021,)), desk).rows
    assert (row.path, row.issuer) == (path, issuer)


def test_a_bureau_without_a_report_is_not_answered_from_its_government(desk):
    assert told(make_table([RATE], RowsAsked(("无锡市司法局",), (2021,)), desk)) == [
        ("无锡市", 2021, ("no_report", []))
    ]


def test_below_a_province_are_the_governments_under_it_and_not_itself(desk):
    table = make_table([TAKEN], RowsAsked(("江苏",), (2021,), below=True), desk)
    assert [(row.place, row.cells[0].figures[0].figure.raw) for row in table.rows] == [
        ("苏州市", "1024件"),
        ("无锡市", "1042件"),
        ("鼓楼区", "52件"),
    ]


def test_a_year_alone_asks_everybody_for_it(desk):
    table = make_table([RATE], RowsAsked(years=(2020,)), desk)
    assert [row.cells[0].state.value for row in table.rows] == ["no_report", "value", *["no_report"] * 4]
    assert [row.issuer for row in table.rows][1:4] == ["苏州市人民政府", "苏州市司法局", None]


def test_a_kind_keeps_the_others_out(desk):
    table = make_table([TAKEN], RowsAsked(kind=Kind.DISCLOSURE), desk)
    assert told(table) == [("苏州市", 2021, ("value", ["12件"]))]
    of_year = make_table([TAKEN], RowsAsked(("苏州",), (2020, 2021), kind=Kind.DISCLOSURE), desk)
    assert told(of_year) == [("苏州市", 2020, ("no_report", [])), ("苏州市", 2021, ("value", ["12件"]))]


def test_last_year_in_an_indicator_is_counted_from_the_row(desk):
    table = make_table(["上年结转政府信息公开申请件数"], RowsAsked(("苏州",), (2021,)), desk)
    assert told(table) == [("苏州市", 2021, ("value", ["7件"]))]


def test_places_and_years_may_follow_one_option(desk):
    table = make_table([RATE, "无锡", "2021"], RowsAsked(("苏州",), (2020,)), desk)
    assert table.indicators == (RATE,)
    assert [(row.place, row.year) for row in table.rows] == [(p, y) for p in ("苏州市", "无锡市") for y in (2020, 2021)]


def test_what_is_nowhere_is_told_with_known_names_like_it(desk):
    table = make_table([RATE], RowsAsked(("南京鼓楼区",), (2021,)), desk)
    assert told(table) == [("鼓楼区", 2021, ("not_mentioned", []))]
    (note,) = table.notes
    assert note.startswith(f"no report mentions {RATE}; what is known and worded like it: ")
    near = note.partition(": ")[2].split("、")
    assert len(near) == 3
    assert all("出庭" in name for name in near)


def test_a_mistyped_indicator_is_told_with_what_it_was_read_as(desk):
    table = make_table(["出庭应素率"], RowsAsked(("苏州",), (2021,)), desk)
    assert told(table) == [("苏州市", 2021, ("value", ["96.6%"]))]
    assert table.notes == ("应素 in 出庭应素率 is read as 应诉",)


@pytest.mark.parametrize(
    ("indicators", "asked", "complaint"),
    [
        ([RATE], RowsAsked(("鼓楼区",)), "may mean 江苏省南京市鼓楼区、福建省福州市鼓楼区: write one of them in full"),
        ([RATE], RowsAsked(("朝阳区",)), "may mean 北京市朝阳区、吉林省长春市朝阳区"),
        ([RATE], RowsAsked(("苏洲",)), "no place is known as '苏洲': is 江苏省苏州市 meant"),
        ([RATE], RowsAsked(("苏州2021",)), "no place is known as '苏州2021'"),
        (["苏州2021年出庭应诉率"], RowsAsked(), "names 苏州市、2021年; rows are given by --place and --year"),
        (["你好"], RowsAsked(), "names no indicator"),
        ([" "], RowsAsked(), "names no indicator"),
        (["率" * 2001], RowsAsked(), "over the limit of 2000"),
        (["苏州"], RowsAsked(("无锡",)), "there is no indicator among the places"),
    ],
)
def test_what_cannot_be_laid_out_is_refused_in_a_line(indicators, asked, complaint, desk):
    with pytest.raises(InputError) as refused:
        make_table(indicators, asked, desk)
    assert complaint in str(refused.value)


@pytest.mark.parametrize(
    ("texts", "years"),
    [
        (["2021"], (2021,)),
        (["2019-2021"], (2019, 2020, 2021)),
        (["2019—2020年", "2015"], (2015, 2019, 2020)),
        (["2018,2020"], (2018, 2020)),
        (["二〇二一年"], (2021,)),
        (["去年"], (2025,)),
        (["近三年"], (2023, 2024, 2025)),
    ],
)
def test_years_are_written_in_any_form(texts, years):
    assert years_in(texts, date(2026, 3, 1)) == years


@pytest.mark.parametrize("text", ["", "abc", "2021-2019", "苏州2021", "20211", "2021件"])
def test_what_is_no_year_is_refused(text):
    with pytest.raises(InputError, match="is no year; write it as 2021"):
        years_in([text], date(2026, 3, 1))


def test_a_picture_of_a_page_amid_a_report_leaves_what_is_missing_unread(tmp_path):
    for name, pages in {"whole": (1, 2), "holed": (1, 0, 2)}.items():
        draw(tmp_path / f"{name}.pdf", pages)
    with open_desk(tmp_path / "library") as made:
        assert index([tmp_path / "whole.pdf", tmp_path / "holed.pdf"], made).added == 2
        table = make_table([RATE, TAKEN], RowsAsked(), made)
    states = {row.card.pages: [cell.state.value for cell in row.cells] for row in table.rows}
    assert states == {2: ["not_mentioned", "value"], 3: ["unread", "value"]}


def draw(file, pages):
    """Draw a report in PDF: page 1 with its title, page 2 with its figures, page 0 with nothing to read."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    canvas = Canvas(str(file))
    texts = {
        1: ["苏州市人民政府2021年法治政府建设情况报告", "一、主要工作情况", "全市依法行政工作扎实推进。"],
        2: ["二、行政复议", "全年收到行政复议申请1234件，其中受理1024件。", "苏州市人民政府", "2022年1月15日"],
        0: [],
    }
    for page in pages:
        canvas.setFont("STSong-Light", 14)
        for line, text in enumerate(texts[page]):
            canvas.drawString(60, 760 - 30 * line, text)
        canvas.rect(100, 100, 200, 200)
        canvas.showPage()
    canvas.save()
