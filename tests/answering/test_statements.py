"""A report as statements, each with its headings, its part and what stands before it."""

from dataclasses import replace

import pytest
from made_answers import SUZHOU, card_of, reading_of

from rag.answering.asked import AskKind
from rag.answering.items import item_points, part_asked
from rag.answering.parts import Part, part_of
from rag.answering.points import quote_range
from rag.answering.statements import read_statements
from rag.config import Answering
from rag.language.text import normalise
from rag.reading.figures import find_report_figures
from rag.reading.sections import find_sections
from rag.types import Extract, Report, Span

TEXT = """苏州市2021年法治政府建设报告
一、主要工作情况
（一）行政應訴。全市出庭应诉率达９６.6%。全年受理82件；不予受理13件。
（二）普法。发放资料3万份。
二、存在的问题
（一）应诉能力不足。部分单位应诉经验不足。有的材料不齐。
（二）普法形式单一。宣传方式不新。
三、2022年工作安排
1.加强应诉能力建设。开展培训。
2.创新普法形式。
"""
READING = reading_of(TEXT)
PARTS = {
    (): Part.HEAD,
    ("一、主要工作情况",): Part.RESULTS,
    ("一、上年度问题整改情况",): Part.RESULTS,
    ("二、存在的主要问题",): Part.PROBLEMS,
    ("三、困难和不足", "(一)执法力量不足"): Part.PROBLEMS,
    ("三、存在的问题和下一步打算",): Part.PROBLEMS,
    ("三、存在的问题和下一步打算", "(一)存在的问题"): Part.PROBLEMS,
    ("三、存在的问题和下一步打算", "(二)下一步打算"): Part.PLANS,
    ("三、存在的问题和下一步打算", "(二)加强普法"): Part.PROBLEMS,
    ("四、下一步工作打算",): Part.PLANS,
    ("四、2022年工作安排", "(一)解决执法问题"): Part.PLANS,
    ("一、2021年工作任务落实情况",): Part.RESULTS,
    ("二、化解矛盾纠纷", "(一)解决信访突出问题"): Part.RESULTS,
}


def items(topic, part, reading=READING, **settings):
    """The slices of a part's items, each with what is shown of it."""
    points = item_points(topic, part, reading, Answering(**settings))
    text = reading.report.text
    return [(point.spans[0].of(text), point.lead.of(text) if point.lead else None) for point in points]


def test_a_report_is_cut_into_its_sentences_under_their_headings():
    told = [(one.text, one.headings, one.part, one.before) for one in READING.statements]
    assert told[0] == ("苏州市2021年法治政府建设报告", (), Part.HEAD, "")
    under = ("一、主要工作情况", "(一)行政应诉")
    assert told[2:5] == [
        ("(一)行政应诉。", under, Part.RESULTS, ""),
        ("全市出庭应诉率达96.6%。", under, Part.RESULTS, "(一)行政应诉。"),
        ("全年受理82件;不予受理13件。", under, Part.RESULTS, "全市出庭应诉率达96.6%。"),
    ]
    assert [part for _, _, part, _ in told].count(Part.PROBLEMS) == 6
    assert told[-1] == ("2.创新普法形式。", ("三、2022年工作安排", "2.创新普法形式"), Part.PLANS, "")


def test_every_statement_leads_back_to_the_words_that_it_is():
    ends = 0
    for one in READING.statements:
        assert READING.shadow.text[one.start : one.end] == one.text
        span = READING.quote_span(one.start, one.end)
        assert ends <= span.start
        ends = span.end
    rate = next(one for one in READING.statements if "96.6%" in one.text)
    assert READING.quote_span(rate.start, rate.end).of(TEXT) == "全市出庭应诉率达９６.6%。"


def test_a_very_long_sentence_is_cut_at_its_semicolons():
    clause = "推进法治政府建设各项工作落地见效" * 3
    reading = reading_of(f"一、工作\n{clause}8件；{clause}9件；{clause}10件。\n")
    assert [one.text[-3:] for one in reading.statements][1:] == ["8件;", "9件;", "0件。"]


def test_what_is_furniture_is_no_statement():
    assert all("打印" not in one.text for one in READING.statements)
    report = READING.report
    at = TEXT.index("2.创新")
    card = card_of(SUZHOU, 2021)
    dark = read_statements(card, replace(report, furniture=(Span(at, len(TEXT)),)), READING.sections, ())
    assert dark.statements[-1].text == "开展培训。"


@pytest.mark.parametrize(("headings", "part"), PARTS.items())
def test_a_part_is_told_by_its_outermost_headings(headings, part):
    assert part_of(headings) is part


def test_problems_and_plans_under_one_heading_are_told_apart():
    text = (
        "二、存在的问题和下一步打算\n（一）应诉能力不足。经验不够。\n（二）普法形式单一。\n"
        "下一步，我市将补齐短板：\n（一）加强应诉。\n（二）创新普法。\n"
    )
    told = {one.text: one.part for one in reading_of(text).statements}
    assert told["(一)应诉能力不足。"] is told["(二)普法形式单一。"] is Part.PROBLEMS
    assert told["(一)加强应诉。"] is told["(二)创新普法。"] is Part.PLANS
    assert [part for sentence, part in told.items() if sentence.startswith("下一步")] == [Part.PLANS]


def test_a_page_wrapped_text_is_read_across_its_lines():
    text = "一、工作\n" + "全市法治政府建设工作扎实推进各项任务全面落实到位共计\n- 2 -\n办结案件" + "82件。\n"
    assert "共计办结案件82件。" in reading_of(text, wrapped=True).statements[-1].text


def test_the_part_that_an_ask_is_about():
    assert part_asked("存在哪些问题", (AskKind.LIST,)) is Part.PROBLEMS
    assert part_asked("有哪些短板", ()) is Part.PROBLEMS
    assert part_asked("问题多少个", (AskKind.FIGURE,)) is None
    assert part_asked("下一步有什么打算", ()) is Part.PLANS
    assert part_asked("主要举措有哪些", ()) is Part.RESULTS
    assert part_asked("普法有哪些举措", ()) is None
    for whole in ("概括一下", "报告讲了什么", "主要内容", "做了些什么", "法治建设亮点", "依法行政工作情况", "重点工作"):
        assert part_asked(whole, ()) is Part.RESULTS
    for matter in ("培训的主要内容", "会议讲了什么", "依法行政考核情况", "法治政府建设示范创建"):
        assert part_asked(matter, ()) is None
    assert part_asked("出庭应诉率", ()) is None


def test_problems_are_all_given_each_with_its_leading_sentence():
    assert items("存在哪些问题", Part.PROBLEMS) == [
        ("（一）应诉能力不足。部分单位应诉经验不足。有的材料不齐。", "（一）应诉能力不足。"),
        ("（二）普法形式单一。宣传方式不新。", "（二）普法形式单一。"),
    ]


def test_plans_are_the_items_of_their_own_part():
    assert items("下一步有什么安排", Part.PLANS) == [
        ("1.加强应诉能力建设。开展培训。", "1.加强应诉能力建设。"),
        ("2.创新普法形式。", "2.创新普法形式。"),
    ]


def test_a_matter_keeps_the_items_that_are_on_it():
    assert items("普法存在哪些问题", Part.PROBLEMS) == [("（二）普法形式单一。宣传方式不新。", None)]
    assert items("核酸检测存在哪些问题", Part.PROBLEMS) == []


def test_a_part_without_items_is_given_sentence_by_sentence():
    reading = reading_of("一、工作\n做了8件。\n二、存在的问题\n力量不足。经验不够。\n")
    assert items("存在哪些问题", Part.PROBLEMS, reading) == [("力量不足。", "力量不足。"), ("经验不够。", "经验不够。")]
    assert items("下一步有什么安排", Part.PLANS, reading) == []


def test_an_item_is_quoted_up_to_its_length_in_whole_sentences():
    quotes = items("存在哪些问题", Part.PROBLEMS, quote=20)
    assert quotes[0] == ("（一）应诉能力不足。", "（一）应诉能力不足。")
    assert all(len(quote) <= 20 for quote, _ in quotes)


SENTENCE = "甲类案件8件，乙类案件9件（含丙类3件，丁类6件），戊类案件10件。"


@pytest.mark.parametrize(
    ("word", "longest", "quote"),
    [
        ("9件", 99, SENTENCE),
        ("10件", 9, "戊类案件10件。"),
        ("8件", 7, "甲类案件8件，"),
        ("9件", 24, "乙类案件9件（含丙类3件，丁类6件），"),
        ("9件", 26, "甲类案件8件，乙类案件9件（含丙类3件，丁类6件），"),
        ("10件", 5, "案件10件"),
    ],
)
def test_a_quote_is_whole_clauses_about_what_it_is_of(word, longest, quote):
    text = normalise(SENTENCE)
    at = text.index(word)
    start, end = quote_range(text, Span(at, at + len(word)), longest)
    assert text[start:end] == normalise(quote)
    assert start <= at
    assert at + len(word) <= end
    assert end - start <= longest


def test_a_page_number_inside_a_sentence_costs_neither_the_sentence_nor_the_figure():
    text = "一、应诉\n二〇二一年全市行政机关负责人依照规定按时出庭应诉的共有\n- 2 -\n82件，出庭应诉率达到96.6%。\n"
    card = card_of(SUZHOU, 2021, text=text)
    number = Span(text.index("- 2 -"), text.index("- 2 -") + 5)
    report = Report(card.id, card.files, Extract(text, "pdf", "test 1", wrapped=True), card.identity, (number,))
    sections = find_sections(report)
    reading = read_statements(card, report, sections, find_report_figures(report, sections))
    (said,) = [one for one in reading.statements if "96.6%" in one.text]
    assert "共有82件" in said.text
    assert [one.raw for one in said.figures] == ["82件", "96.6%"]
    span = reading.quote_span(said.start, said.end)
    assert "- 2 -" in span.of(text)
    assert reading.words(span) == text[5:].replace("\n- 2 -\n", "").strip()


def test_a_statement_that_is_furniture_is_none():
    text = "一、应诉\n全市出庭应诉率达96.6%。\n版权所有：苏州市人民政府办公室\n"
    card = card_of(SUZHOU, 2021, text=text)
    footer = Span(text.index("版权"), len(text) - 1)
    report = Report(card.id, card.files, Extract(text, "html", "test 1"), card.identity, (footer,))
    read = read_statements(card, report, find_sections(report), ())
    assert not any("版权" in one.text for one in read.statements)
