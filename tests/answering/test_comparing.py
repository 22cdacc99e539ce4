"""What a question compares, and how it is asked of each report: whatever compares is left out, and nothing else."""

import pytest
from made_answers import asked

from rag.answering.asked import AskKind
from rag.answering.comparing import comparison, of_each
from rag.answering.counting import mention, of_one

EACH = {
    "建德和武清2020年的复议案件哪个多": "复议案件",
    "苏州、无锡、常州2021年出庭应诉率谁最高": "出庭应诉率",
    "2020年苏州市、无锡市的法律顾问人数分别是多少，哪里最低？": "法律顾问人数",
    "比较苏州和无锡2021年的罚没金额": "罚没金额",
    "建德2020、清镇2015两地复议案件数从高到低，第一名是谁": "复议案件数",
    "苏州2019年至2021年行政调解办结件数的变化趋势": "行政调解办结件数",
    "苏州2019年到2021年的普法活动场次分别是多少，2021年比2019年变化了多少？": "普法活动场次",
    "无锡2019年至2021年败诉案件数的变化情况，首尾相差多少": "败诉案件数",
    "苏州历年出庭应诉率，从2018年到2021年": "出庭应诉率",
    "苏州2021年和2020年相比，行政复议申请是升是降，幅度多少": "行政复议申请",
}


@pytest.mark.parametrize("words", EACH)
def test_each_report_is_asked_for_a_plain_value(words):
    question = of_each(asked(words))
    assert question.topic == EACH[words]
    assert question.kinds == (AskKind.FIGURE,)
    assert question.asks == ()


@pytest.mark.parametrize("tail", ["头尾差多少", "最后一年跟第一年差几件", "总共涨了还是跌了"])
def test_words_that_only_say_how_values_differ_are_no_ask_of_their_own(tail):
    question = asked(f"苏州2018年到2020年行政复议受理件数是多少，{tail}")
    each = of_each(question)
    assert each.asks == ()
    assert "行政复议受理件数" in each.topic
    assert comparison(question)


def test_what_is_asked_beside_a_trend_is_not_dropped():
    each = of_each(asked("苏州2018年到2020年行政复议受理件数是多少，罚没金额增减多少"))
    assert len(each.asks) == 2


def test_several_years_are_compared_whatever_the_words():
    assert comparison(asked("苏州2018年到2020年的罚没金额")).course
    assert not comparison(asked("苏州2020年的罚没金额")).course


def test_a_difference_in_points_is_one_of_rates():
    assert of_each(asked("苏州2021年的出庭应诉率比2020年提高了多少个百分点")).units == ("%",)


@pytest.mark.parametrize(
    "words", ["苏州2021年出庭应诉率比上年提高了多少", "苏州2021年最低生活保障人数", "苏州2021年应对气候变化"]
)
def test_a_question_of_one_report_stays_as_it_is(words):
    question = asked(words)
    assert of_each(question) == question


def test_words_that_only_look_like_a_comparison_stay():
    assert "最低生活保障" in of_each(asked("苏州和无锡2021年最低生活保障人数哪个多")).topic
    assert "气候变化" in of_each(asked("苏州2020年和2021年应对气候变化的举措对比")).topic
    assert "三年行动" in of_each(asked("苏州和无锡2021年三年行动计划项目数对比")).topic


def test_parts_of_a_report_are_still_asked_for_as_such():
    question = of_each(asked("比较武清区和建德市2020年法治政府建设存在的问题"))
    assert AskKind.PROSE in question.kinds
    assert question.topic == "法治政府建设存在的问题"


def test_a_place_is_asked_what_is_said_of_it():
    question = asked("清镇市2015年的行政应诉案件和白沙路街道2020年的行政诉讼案件分别有多少？")
    assert of_each(question, "清镇市").topic == "行政应诉案件"
    assert of_each(question, "白沙路街道").topic == "行政诉讼案件"
    question = asked("苏州2021年全市出庭应诉率比建德市政府2020年的高多少个百分点？")
    assert of_each(question, "苏州市").topic == "全市出庭应诉率"
    assert "全市" not in of_each(question, "建德市").topic


COMPARED = {
    "苏州和无锡谁的复议案件最多": {"ranks"},
    "苏州和无锡谁的复议案件最少": {"ranks", "least"},
    "苏州复议案件比无锡多多少件": {"apart", "amount"},
    "苏州2019年到2021年复议案件的走势": {"course"},
    "苏州2019年到2021年复议案件逐年增减多少": {"course", "steps", "amount"},
    "苏州2021年复议案件比2020年增长百分之几": {"share", "change", "amount"},
    "复议案件前五名是哪里": {"ranks", "first"},
    "苏州2021年复议案件多少件": {"amount"},
}


@pytest.mark.parametrize("words", COMPARED)
def test_what_is_to_be_said_of_the_values(words):
    compared = comparison(asked(words))
    assert {name for name in compared.__slots__ if getattr(compared, name)} == COMPARED[words]
    assert bool(compared) == (COMPARED[words] != {"amount"})


MENTIONS = {
    "哪些报告提到了出庭应诉率": ("出庭应诉率", False, True),
    "有几个地方公布了掌上执法率": ("掌上执法率", True, False),
    "2021年有多少份报告提到法律明白人": ("提到法律明白人", True, True),
    "哪些报告谈及雄安": ("提到雄安", False, True),
    "how many reports mention 出庭应诉率": ("出庭应诉率", True, True),
}


@pytest.mark.parametrize("words", MENTIONS)
def test_which_or_how_many_reports_say_something(words):
    topic, many, reports = MENTIONS[words]
    question = asked(words)
    found = mention(question)
    assert (of_one(question).topic, found.many, found.reports) == (topic, many, reports)


@pytest.mark.parametrize(
    "words", ["建德2020年自己承认哪些地方没做好", "苏州2021年公布了几件规章", "2021年公布了多少件规章"]
)
def test_what_one_report_holds_is_no_question_about_many(words):
    assert mention(asked(words)) is None
