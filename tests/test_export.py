"""A table of indicators as CSV, as XLSX and in the terminal: values, reasons, citations, and nothing that runs."""

import csv
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from rag.answering.table import Cell, CellState, Row, Table
from rag.errors import InputError
from rag.export import check_out, write_table
from rag.show import show_table, show_written
from rag.types import Citation, CitedFigure, Figure, Identity, Kind, ReportCard, Role, Span
from rag.views import table_view

RATE, COUNT = "出庭应诉率", "=HYPERLINK(件数)"
QUOTE = "+市政府为被告的77.27%，部门为被告的100%；受理复议申请1250余件。"


def card_of(place, path, year):
    identity = Identity(f"{place}报告", f"{place}人民政府", place, path, year, Kind.LAW_BASED_GOVERNMENT)
    return ReportCard("a" * 64, (f"/{place}.pdf",), identity, "pdf", True, 3, 99, 2, 1, 1.0, (), "2026-01-01")


def cited(raw, value, unit, scope=None, **more):
    figure = Figure(Span(0, len(raw)), raw, Decimal(value), unit, "余" in raw, more.pop("role", Role.ACTUAL), "", scope)
    return CitedFigure(figure, "白云区", more.pop("year", 2021), 1)


CARD = card_of("白云区", ("广东省", "广州市", "白云区"), 2021)
CITATION = Citation(1, "aaaaaaaaaaaa-10-40-0a1b2c", Span(10, 40), QUOTE, ("一、成效",), 2, CARD)
TWO = (cited("77.27%", "77.27", "%", "市政府为被告"), cited("100%", "100", "%", "部门为被告"))
ABOUT = (cited("1250余件", "1250", "件", role=Role.PREVIOUS, year=2020),)
TABLE = Table(
    (RATE, COUNT),
    (
        Row(
            CARD.identity.place_path,
            "白云区",
            2021,
            "白云区人民政府",
            CARD,
            (
                Cell(RATE, CellState.SEVERAL, TWO, (CITATION,)),
                Cell(COUNT, CellState.VALUE, ABOUT, (CITATION,)),
            ),
        ),
        Row(
            ("贵州省", "贵阳市", "白云区"),
            "白云区",
            2021,
            None,
            None,
            (Cell(RATE, CellState.NO_REPORT), Cell(COUNT, CellState.NOT_MENTIONED)),
        ),
    ),
)


def lines_of(file):
    with file.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream))


def test_a_csv_has_a_line_a_row_and_six_columns_an_indicator(tmp_path):
    write_table(TABLE, tmp_path / "表.csv")
    assert (tmp_path / "表.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    heading, first, second = lines_of(tmp_path / "表.csv")
    assert heading[:5] == ["地方", "年份", "报告", RATE, f"{RATE}·单位"]
    assert heading[9].startswith("'=HYPERLINK")
    assert first[:3] == ["广东省广州市白云区", "2021", "白云区报告"]
    assert first[3:9] == ["77.27；100", "%", "市政府为被告；部门为被告", "有多个", f"'{QUOTE}", CITATION.id]
    assert first[9:13] == ["1250", "件", "2020年，上年", "有（约数）"]
    assert second == [
        "贵州省贵阳市白云区",
        "2021",
        "",
        *["", "", "", "库中无此报告", "", ""],
        *["", "", "", "报告未提到", "", ""],
    ]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-cmd", "@sum", "\t=1", "＝1+1", " =1"])
def test_what_begins_like_a_formula_is_text(text, tmp_path):
    quoted = replace(CITATION, quote=text)
    row = replace(TABLE.rows[0], cells=(Cell(RATE, CellState.VALUE, (), (quoted,)),))
    write_table(Table((RATE,), (row,)), tmp_path / "a.csv")
    assert lines_of(tmp_path / "a.csv")[1][7] == f"'{text}"
    write_table(Table((RATE,), (row,)), tmp_path / "a.xlsx")
    book = load_workbook(tmp_path / "a.xlsx")
    assert {cell.data_type for line in book["引文"].iter_rows() for cell in line} <= {"s", "n"}
    assert (book["引文"]["G2"].value, book["引文"]["G2"].quotePrefix) == (text, True)
    assert book["指标"]["D2"].data_type == "s"


def test_a_negative_value_stays_a_number(tmp_path):
    row = replace(TABLE.rows[0], cells=(Cell(RATE, CellState.VALUE, (cited("-1.5%", "-1.50", "%"),), (CITATION,)),))
    write_table(Table((RATE,), (row,)), tmp_path / "a.csv")
    assert lines_of(tmp_path / "a.csv")[1][3] == "-1.5"


def test_a_workbook_has_numbers_reasons_and_a_sheet_of_citations(tmp_path):
    write_table(TABLE, tmp_path / "表.XLSX")
    book = load_workbook(tmp_path / "表.XLSX")
    assert book.sheetnames == ["指标", "引文"]
    values, citations = book["指标"], book["引文"]
    assert (values.freeze_panes, citations.freeze_panes) == ("D2", "B2")
    assert values["D1"].value == RATE
    assert values["D2"].value == "市政府为被告：77.27%\n部门为被告：100%"
    assert (values["G2"].value, values["G2"].number_format) == (1250, '"约"#,##0"件"')
    assert QUOTE in values["G2"].comment.text
    assert (values["B2"].value, values["D3"].value, values["G3"].value) == (2021, "库中无此报告", "报告未提到")
    assert (values["F2"].value, values["F2"].hyperlink.location) == (CITATION.id, "'引文'!A2")
    assert [cell.value for cell in citations[1]] == ["引文编号", "地方", "年份", "报告", "小节", "页", "原文", "文件"]
    told = [CITATION.id, "白云区", 2021, "白云区报告", "一、成效", 2, QUOTE, "/白云区.pdf"]
    assert [[cell.value for cell in line] for line in citations.iter_rows(min_row=2)] == [told]


def test_a_workbook_shows_a_share_with_its_own_decimals(tmp_path):
    cells = (Cell(RATE, CellState.VALUE, (TWO[0],), (CITATION,)),)
    write_table(Table((RATE,), (replace(TABLE.rows[0], cells=cells),)), tmp_path / "a.xlsx")
    cell = load_workbook(tmp_path / "a.xlsx")["指标"]["D2"]
    assert (cell.value, cell.number_format, cell.data_type) == (77.27, '#,##0.00"%"', "n")


def test_characters_that_a_sheet_cannot_hold_are_marked(tmp_path):
    quoted = replace(CITATION, quote="甲\x01乙\udc80")
    row = replace(TABLE.rows[0], cells=(Cell(RATE, CellState.VALUE, (), (quoted,)),))
    write_table(Table((RATE,), (row,)), tmp_path / "a.xlsx")
    assert load_workbook(tmp_path / "a.xlsx")["引文"]["G2"].value == "甲\ufffd乙\\udc80"


def test_a_file_that_cannot_be_written_is_told_and_left_as_it_was(tmp_path):
    with pytest.raises(InputError, match=r"neither \.csv nor \.xlsx"):
        check_out(Path("表.xls"))
    with pytest.raises(InputError, match="stands in none"):
        check_out(tmp_path / "nowhere" / "a.csv")
    (tmp_path / "a.csv").mkdir()
    with pytest.raises(InputError, match="is a folder"):
        check_out(tmp_path / "a.csv")
    with pytest.raises(InputError, match="cannot be written"):
        write_table(TABLE, tmp_path / "a.csv")
    assert [file.name for file in tmp_path.iterdir()] == ["a.csv"]


def test_the_terminal_shows_each_value_with_its_mark():
    heading, first, second, _, *cited_lines = show_table(TABLE).split("\n")
    assert heading.split() == ["place", "year", "issuer", "kind", RATE, COUNT]
    assert "77.27%（市政府为被告）；100%（部门为被告）[1]" in first
    assert "1250余件（2020年，上年）[1]" in first
    assert second.split() == ["贵州省贵阳市白云区", "2021", "—", "—", "库中无此报告", "报告未提到"]
    assert cited_lines == ["[1] 白云区 2021年 《白云区报告》 一、成效 第2页", f"    {CITATION.id}", f"    “{QUOTE}”"]
    written = show_written(TABLE, Path("a.csv"))
    assert written == "2 rows, 2 indicators in a.csv (1 no_report, 1 not_mentioned, 1 several, 1 value)"


def test_the_json_of_a_row_without_a_report_is_null():
    view = table_view(TABLE)["rows"][1]
    assert (view["place"], view["report_id"], view["issuer"], view["kind"]) == ("白云区", None, None, None)
    assert view["cells"][0] == {"indicator": RATE, "state": "no_report", "figures": [], "citations": []}
