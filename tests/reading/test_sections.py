"""Headings are found in every numbering, alone or run into their body, and nest as the report nests them."""

import pytest

from rag.reading.sections import find_sections
from rag.types import Extract, Identity, Report, Span


def outline(text, wrapped=False, furniture=()):
    report = Report("0" * 64, ("a.txt",), Extract(text, "text", "test", wrapped=wrapped), Identity(), furniture)
    return [(section.level, section.headings[-1]) for section in find_sections(report) if section.level]


def levels(text):
    return [level for level, _ in outline(text)]


def test_headings_alone_on_their_lines():
    assert outline("报告\n\n一、成效\n\n（一）机制\n\n正文。\n\n（二）执法\n\n正文。\n\n二、问题\n\n正文。") == [
        (1, "一、成效"),
        (2, "（一）机制"),
        (2, "（二）执法"),
        (1, "二、问题"),
    ]


def test_headings_that_run_into_their_body_end_at_the_first_stop():
    text = "一、成效\n(一)强化责任。一是加强统筹。印发文件12件。二是压实责任,开展督察。\n(二)规范执法。办案30件。"
    assert outline(text) == [
        (1, "一、成效"),
        (2, "(一)强化责任"),
        (3, "一是加强统筹"),
        (3, "二是压实责任"),
        (2, "(二)规范执法"),
    ]


def test_a_heading_that_is_a_whole_long_sentence_is_cut_at_its_first_comma():
    text = "一、" + "推进改革," + "把各项要求落到实处并且" * 8 + "。\n二、" + "没有停顿" * 40 + "。"
    assert outline(text)[0][1] == "一、推进改革"
    assert len(outline(text)[1][1]) == 60


@pytest.mark.parametrize(
    "text",
    [
        "第一章 总则\n第一节 目标\n一、方向\n（一）甲\n1．乙\n（1）丙\n①丁\n②戊\n（2）己\n2．庚\n（二）辛",
        "第一部分 总则\n第一节 目标\n一、方向\n(一)甲\n1.乙\n(1)丙\n①丁\n②戊\n(2)己\n2.庚\n(二)辛",
        "第一章总则\n第一节目标\n一.方向\n㈠甲\n1、乙\n⑴丙\n①丁\n②戊\n⑵己\n2、庚\n㈡辛",
    ],
)
def test_all_families_in_full_and_half_width(text):
    assert levels(text) == [1, 2, 3, 4, 5, 6, 7, 7, 6, 5, 4]


def test_the_level_comes_from_the_report_and_not_from_the_family():
    text = "1.甲方面\n正文。\n（一）子\n正文。\n（二）丑\n正文。\n2.乙方面\n（一）寅\n（二）卯\n3.丙方面"
    assert levels(text) == [1, 2, 2, 1, 2, 2, 1]
    text = "一、甲\n1.子\n2.丑\n二、乙\n（一）寅\n（二）卯\n三、丙"
    assert levels(text) == [1, 2, 2, 1, 2, 2, 1]


def test_a_series_in_the_opening_does_not_swallow_the_headings_after_it():
    text = "一年来,一是抓学习。二是抓落实。\n一、成效\n（一）甲\n二、打算\n一是乙。二是丙。"
    assert outline(text) == [
        (1, "一是抓学习"),
        (1, "二是抓落实"),
        (1, "一、成效"),
        (2, "（一）甲"),
        (1, "二、打算"),
        (2, "一是乙"),
        (2, "二是丙"),
    ]


def test_a_mark_that_lost_its_dot_counts_where_the_numbering_goes_on():
    text = (
        "（一）依法行政\n1、健全决策。正文。\n2.评估风险。正文。\n3建立制度。正文。\n4充分发挥作用。正文。\n"
        "（二）应诉\n1强化化解。正文。\n2、加强沟通。正文。"
    )
    assert [name for _, name in outline(text)] == [
        "（一）依法行政",
        "1、健全决策",
        "2.评估风险",
        "3建立制度",
        "4充分发挥作用",
        "（二）应诉",
        "1强化化解",
        "2、加强沟通",
    ]


def test_a_series_goes_on_where_the_stop_before_it_was_lost():
    text = "二、改革\n（一）放权。一是清理事项;二是统一调整。三是减少环节,服务水平明显提高四是拓展职能,降低成本。"
    assert [name for _, name in outline(text)][-1] == "四是拓展职能"


def test_a_heading_may_begin_with_a_year():
    assert [name for _, name in outline("一、成效\n二、问题\n三、2021年主要工作安排\n1.2021年目标\n2.保障")] == [
        "一、成效",
        "二、问题",
        "三、2021年主要工作安排",
        "1.2021年目标",
        "2.保障",
    ]


def test_a_numbering_may_skip_one():
    assert [name[:2] for _, name in outline("一是甲。\n正文。\n二是乙。\n四是丁。")] == ["一是", "二是", "四是"]


@pytest.mark.parametrize(
    "prose",
    [
        "根据第二十条第（一）项的规定,公开信息12件。",
        "这是全市统一是非标准的结果,也是第一是要求。",
        "比上年增长1.5个百分点。12.4国家宪法日活动3场。",
        "3月召开会议。2名干部参加。5个方面的工作。",
        "1.只有一点。",
        "同一是非,唯一是法。",
        "经济平稳增长。一、二、三产业增加值分别增长4%、5%、6%。",
        "其中一是因为资金不足。",
        "自2020年1月1日起至12月31日止。",
    ],
)
def test_a_stray_mark_in_prose_is_no_heading(prose):
    assert outline(f"一、总体情况\n{prose}\n二、下一步\n正文。") == [(1, "一、总体情况"), (1, "二、下一步")]


def test_rows_of_tables_and_of_contents_are_no_headings():
    text = (
        "目录\n一、总体情况……………1\n二、问题............3\n"
        "一、总体情况\n一、新收申请\t21\t0\n（一）公开 3 0 0 21\n二、问题\n正文。"
    )
    assert outline(text) == [(1, "一、总体情况"), (1, "二、问题")]


def test_furniture_holds_no_headings():
    text = "一、甲\n正文。\n二、导航栏\n正文。"
    at = text.index("二、")
    assert outline(text, furniture=(Span(at, at + 5),)) == [(1, "一、甲")]


def test_markdown_marks_are_no_part_of_a_heading():
    text = "# 报告\n\n## 一、成效\n\n### （一）**机制**\n\n正文。\n\n**（二）执法**\n\n## 二、问题\n"
    assert outline(text) == [(1, "一、成效"), (2, "（一）**机制"), (2, "（二）执法"), (1, "二、问题")]


def test_a_page_of_a_pdf_breaks_headings_without_losing_them():
    lines = [
        "一、总体情况",
        "全年各项工作扎实推进，主要是以下几个方面：一",
        "是加强学习，提高认识水平，全年共组织学习多次，二",
        "是狠抓落实。",
        "二、问题",
    ]
    assert outline("\n".join(lines), wrapped=True) == [
        (1, "一、总体情况"),
        (2, "一是加强学习"),
        (2, "二是狠抓落实"),
        (1, "二、问题"),
    ]


def test_running_heads_between_the_lines_of_a_heading_are_passed_over():
    text = (
        "一、总体情况\n全年各项工作扎实推进，取得新成效，主要是以下几个方面：一\n北江市年报第2页\n"
        "是加强学习，提高认识水平，全年共组织学习多次，二是狠抓落实。"
    )
    at = text.index("北江")
    found = outline(text, wrapped=True, furniture=(Span(at, at + 8),))
    assert found == [(1, "一、总体情况"), (2, "一是加强学习"), (2, "二是狠抓落实")]


def test_what_follows_a_series_belongs_to_the_section_around_it():
    text = (
        "三、打算\n一是强化学习,全面提升各级干部的法治素养和依法办事的能力水平。\n"
        "二是强化监督,全面规范各类行政执法行为、执法程序和执法文书。\n\n北江市人民政府\n2021年1月5日\n"
    )
    report = Report("0" * 64, ("a",), Extract(text, "text", "test"), Identity())
    sections = find_sections(report)
    signature = text.index("北江市")
    holding = [section for section in sections if section.span.start <= signature < section.span.end]
    assert [section.headings for section in holding] == [("三、打算",)]


def test_sections_nest_and_cover_the_text():
    text = "标题\n\n一、甲\n（一）子。\n1.丑。\n2.寅。\n（二）卯。\n二、乙\n"
    sections = find_sections(Report("0" * 64, ("a",), Extract(text, "text", "test"), Identity()))
    assert sections[0].headings == ()
    assert sections[0].span == Span(0, 4)
    assert sections[1].span.of(text) == text[4 : text.index("二、")]
    assert sections[3].headings == ("一、甲", "（一）子", "1.丑")
    assert sections[3].span.of(text) == "1.丑。\n"


def test_a_text_without_headings_is_one_section():
    sections = find_sections(Report("0" * 64, ("a",), Extract("只有一段。", "text", "test"), Identity()))
    assert [(one.span, one.level, one.headings) for one in sections] == [(Span(0, 5), 0, ())]


def test_twenty_thousand_marks_take_no_quadratic_time():
    text = "一是甲。二是乙。" * 10_000
    assert len(outline(text)) == 20_000
