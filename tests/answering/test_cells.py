"""Answers out of tables: the cell of the row and the column that are asked for, and of no other."""

import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from rag.answering.cells import spoken
from rag.config import Settings
from rag.pipeline import Desk, ask, index
from rag.types import Figure, Heads, Role, Span, State, StatedFigure

sys.path.append(str(Path(__file__).parents[1] / "reading"))
from made_tables import reports

TODAY = date(2024, 6, 1)


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    folder = tmp_path_factory.mktemp("cells")
    for name, data in reports().items():
        (folder / name).write_bytes(data)
    settings = Settings(library=folder / "library")
    with Desk.open(settings, create=True) as made:
        assert index([folder], made).added == 3
        yield made


@pytest.mark.parametrize(
    ("question", "raw", "row"),
    [
        ("泰州市2023年依申请公开 部分公开 多少件", "7", "（二）部分公开"),
        ("泰州市2023年新收政府信息公开申请多少件", "36", "一、本年新收"),
        ("泰州市2023年自然人新收政府信息公开申请多少件", "31", "一、本年新收"),
        ("泰州市2023年上年结转政府信息公开申请多少件", "2", "二、上年结转"),
        ("泰州市2023年因属于国家秘密不予公开的申请多少件", "1", "（三）不予公开\t1.属于国家秘密"),
        ("泰州市2023年政府信息公开申请办理结果总计多少件", "30", "（七）总计"),
        ("无锡市2022年市场监管行政处罚立案多少件", "120", "市场监管"),
        ("无锡市2022年市场监管行政复议受理多少件", "33", "市场监管"),
        ("无锡市2022年生态环境行政处罚结案多少件", "40", "生态环境"),
        ("无锡市2022年行政复议案件审结合计多少件", "41", "合计"),
        ("建德市2021年行政处罚案件数量", "2345", "行政处罚"),
        ("建德市2021年行政处罚罚没金额多少万元", "678.9", "行政处罚"),
        ("建德市2021年行政强制案件多少件", "56", "行政强制"),
    ],
)
def test_the_cell_that_is_asked_for_is_given_with_its_row(question, raw, row, desk):
    answer = ask(question, desk, today=TODAY)
    assert answer.state is State.ANSWERED
    assert [cited.figure.raw for cited in answer.figures] == [raw]
    (citation,) = answer.citations
    text = desk.library.text(citation.card.id)
    assert citation.span.of(text) == citation.quote
    assert citation.quote.startswith(row)
    (figure,) = (cited.figure for cited in answer.figures)
    assert figure.span.of(text) == raw
    assert citation.span.holds(figure.span)


@pytest.mark.parametrize(
    "question",
    [
        "泰州市2023年不予处理多少件",
        "泰州市2023年重复申请多少件",
        "泰州市2023年法律服务机构申请多少件",
        "泰州市2023年不予公开多少件",
        "无锡市2022年文化旅游行政处罚立案多少件",
        "无锡市2022年城市管理行政处罚结案多少件",
        "无锡市2022年生态环境行政诉讼多少件",
        "建德市2021年行政裁决多少件",
        "建德市2021年行政许可多少件",
    ],
)
def test_a_row_that_is_not_there_is_not_another_one(question, desk):
    assert ask(question, desk, today=TODAY).state is State.NOT_FOUND


def test_a_number_takes_its_unit_from_the_heads_and_says_which_column_it_is_of(desk):
    answer = ask("建德市2021年行政处罚罚没金额", desk, today=TODAY)
    (figure,) = (cited.figure for cited in answer.figures)
    assert (figure.value, figure.unit, figure.indicator) == (Decimal(6789000), "元", "行政处罚 · 罚没金额(万元)")
    answer = ask("泰州市2023年自然人新收政府信息公开申请多少件", desk, today=TODAY)
    assert answer.text.startswith("申请人情况自然人：31。")


def told(row, column, number="12", unit="", value=12, at=0):
    figure = Figure(Span(at, at + len(number)), number, Decimal(value), unit, False, Role.ACTUAL)
    return StatedFigure(figure, Span(0, 30), Heads(row, column))


def test_a_cell_is_said_with_its_heads_and_its_number_leads_back_to_itself():
    text = "1.罚款  12 35.5" + " " * 20
    dark, (first, second) = spoken(
        [
            told("(三)处罚 1.罚款(区分处理的,只计一次)", "办理(受理)数", at=6),
            told("1.罚款", "金额(万元)", "35.5", "元", 355000, 9),
        ],
        text,
    )
    assert (first.text, second.text) == ("处罚罚款办理受理数12。", "罚款金额35.5万元。")
    for cell, raw in ((first, "12"), (second, "35.5")):
        assert cell.figure.span.of(cell.text) == raw
        at = cell.at + cell.figure.span.start
        assert dark.span(at, at + len(raw)).of(text) == raw
        assert dark.span(cell.at, cell.at + len(cell.text)) == Span(0, 30)


@pytest.mark.parametrize(
    ("heads", "asked", "least", "most"),
    [
        (("部分公开", "总计"), "部分公开多少件", 1.0, 1.0),
        (("予以公开", "总计"), "部分公开多少件", 0.0, 0.4),
        (("部分公开", "自然人"), "部分公开多少件", 0.0, 0.0),
        (("部分公开", "自然人"), "自然人部分公开多少件", 1.0, 1.0),
        (("不掌握信息", "总计"), "掌握信息多少件", 0.0, 0.5),
        (("不予公开 其他", "总计"), "不予公开多少件", 0.0, 0.0),
    ],
)
def test_how_much_of_its_own_heads_an_ask_names(heads, asked, least, most):
    _, (cell, *_) = spoken([told(*heads), told(heads[0], "科研机构", at=9)], " " * 40)
    assert least <= cell.told.share(asked, "") <= most


def test_numbers_without_heads_over_them_are_told_apart_by_nothing():
    _, cells = spoken([told("部分公开", ""), told("部分公开", "", at=9)], " " * 40)
    assert [cell.told.share("部分公开", "") for cell in cells] == [0.0, 0.0]
