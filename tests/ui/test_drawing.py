"""The parts of the page that can be wrong without a browser seeing it: escaping, names, offers, values, boxes."""

from decimal import Decimal

import pytest

from rag.browsing.opened import Leaves
from rag.pipeline import ask
from rag.reading.formats.pdf import Box
from rag.types import Answer, CitedFigure, Figure, Missing, Reason, Role, Span, State
from ui.chat.answer import parts
from ui.chat.turn import offered
from ui.plain import as_html, as_label, file_name, plain, shortened
from ui.source.pdf import marks


def test_html_is_escaped_and_what_cannot_be_drawn_is_dropped():
    assert as_html("<b title='a'>\u202e甲\ud800\x00&</b>") == "&lt;b title=&#x27;a&#x27;&gt;甲&amp;&lt;/b&gt;"


def test_a_component_is_given_text_as_it_is_without_what_cannot_be_drawn():
    assert plain("<b>\u202e甲\ud800\x00&</b>\n") == "<b>甲&</b>\n"


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("一\n二  三", "一 二 三"),
        ("[a](b)", "\\[a\\]\\(b\\)"),
        ("![x](y)", "\\!\\[x\\]\\(y\\)"),
        ("2021年 96.6%", "2021年 96\\.6\\%"),
        ("www.a.cn", "www\u2060\\.a\\.cn"),
        ("https://a", "https\\:\u2060\\/\\/a"),
    ],
)
def test_a_label_holds_no_markup(text, label):
    assert as_label(text) == label


def test_what_there_is_instead_becomes_questions_newest_first():
    years = Missing("苏州市", 2020, Reason.NO_REPORT_OF_YEAR, (2019, 2021))
    assert offered(years) == [("苏州市 2021年", "苏州市2021年呢？"), ("苏州市 2019年", "苏州市2019年呢？")]
    kind = Missing("苏州市", None, Reason.NO_REPORT_OF_KIND, ("政府信息公开",))
    assert offered(kind) == [("苏州市 政府信息公开报告", "苏州市政府信息公开报告呢？")]
    assert offered(Missing("苏州市", 2021, Reason.NOT_MENTIONED, (2021,))) == []


def figure(raw: str) -> CitedFigure:
    return CitedFigure(Figure(Span(0, 1), raw, Decimal(1), "%", False, Role.ACTUAL), "甲市", 2021, 1)


def test_an_answers_values_stand_out_as_whole_numbers_and_its_marks_are_apart(sample_desk):
    shown = list(parts(ask("建德2020年出庭应诉率", sample_desk)))
    assert [part["text"] for part in shown if part["kind"] == "value"] == ["100%", "77.27%", "100%", "77.27%"]
    assert shown[-1] == {"kind": "mark", "n": 1}
    assert "[1]" not in "".join(part.get("text", "") for part in shown)


@pytest.mark.parametrize(
    ("text", "raws", "values"),
    [
        ("96.6%，比196.6%少", ["96.6%"], ["96.6%"]),
        ("6%和6%以及16%", ["6%"], ["6%", "6%"]),
        ("1.5亿元，又1.5亿", ["1.5亿元", "1.5亿"], ["1.5亿元", "1.5亿"]),
        ("受理3件、13件和3件3", ["3件"], ["3件"]),
        ("3 件", ["3\n件"], []),
        ("没有数", [], []),
    ],
)
def test_a_value_stands_out_only_where_it_is_the_whole_number(text, raws, values):
    answer = Answer("", "", State.ANSWERED, text, tuple(figure(raw) for raw in raws))
    shown = list(parts(answer))
    assert [part["text"] for part in shown if part["kind"] == "value"] == values
    assert "".join(part["text"] for part in shown) == text


def test_a_mark_without_a_citation_is_text():
    answer = Answer("", "", State.NOT_FOUND, "没有[7]号文件")
    assert list(parts(answer)) == [{"kind": "text", "text": "没有[7]号文件"}]


def test_the_boxes_of_a_page_become_points_of_the_viewers_pages():
    leaves = Leaves(b"", (4, 5), ((600, 800), (400, 200)), (Box(0, 0.1, 0.5, 0.25, 0.01), Box(1, 0.5, 0.25, 0.5, 0.1)))
    first, second = marks(leaves)
    assert [first[name] for name in ("page", "x", "y", "width", "height")] == [1, 60, 400, 150, 8]
    assert [second[name] for name in ("page", "x", "y", "width", "height")] == [2, 200, 50, 200, 20]


def test_names_are_shortened_and_folders_left_out():
    assert shortened("一二三四", 3) == "一二…"
    assert file_name("/a/b\\c.txt") == "c.txt"
