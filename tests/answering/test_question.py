"""What a question is about and what it asks, alone and after others."""

from datetime import date

import pytest
from made_answers import JIANDE, SUZHOU, asked, card_of

from rag.answering.asked import AskKind
from rag.types import Kind, Place

CARDS = [card_of(SUZHOU, 2021), card_of(JIANDE, 2020)]
FIGURE, DATE, NUMBER, NAME = AskKind.FIGURE, AskKind.DATE, AskKind.DOCUMENT_NUMBER, AskKind.NAME
LIST, PROSE, TALK = AskKind.LIST, AskKind.PROSE, AskKind.SMALL_TALK

SCOPES = {
    "苏州2021年出庭应诉率": (["苏州市"], (2021,)),
    "苏州市二〇二一年行政复议受理了多少件？": (["苏州市"], (2021,)),
    "21年苏州出庭应诉率": (["苏州市"], (2021,)),
    "苏州去年出庭应诉率": (["苏州市"], (2021,)),
    "苏州近三年出庭应诉率": (["苏州市"], (2019, 2020, 2021)),
    "苏州2019—2021年出庭应诉率": (["苏州市"], (2019, 2020, 2021)),
    "苏州、建德2020年出庭应诉率": (["苏州市", "建德市"], (2020,)),
    "出庭应诉率": ([], ()),
    "2021年哪些地方提到出庭应诉率": ([], (2021,)),
    "苏州2021年出庭应诉率比上年提高多少": (["苏州市"], (2021,)),
    "苏州出庭应诉率比去年提高多少": (["苏州市"], ()),
    "苏州明年有什么打算": (["苏州市"], ()),
    "苏州市2020年起草了多少件法规议案": (["苏州市"], (2020,)),
    "苏州2020年起诉到法院的有多少件": (["苏州市"], (2020,)),
    "苏州2020年起出庭应诉率": (["苏州市"], ()),
    "苏州2019年以来受理多少件": (["苏州市"], ()),
    "苏州2018 人民调解 件数": (["苏州市"], (2018,)),
    "人民调解 苏州 2018": (["苏州市"], (2018,)),
}
TOPICS = {
    "听说苏州2021年出庭应诉率有95.2%，对吗？": "出庭应诉率",
    "苏州2021年办复建议不是22件吗": "办复建议",
    "苏州2021年收到申请31件，受理了几件？": "收到申请31件,受理了",
    "苏州2021年出庭应诉率": "出庭应诉率",
    "苏州2021年出庭应诉率是多少？": "出庭应诉率",
    "请问建德2020年接待信访多少批多少人次": "接待信访",
    "苏州2021年法治政府建设报告的出庭应诉率": "出庭应诉率",
}
KINDS = {
    "苏州2021年出庭应诉率": (FIGURE,),
    "苏州2021年受理多少件": (FIGURE,),
    "苏州2021年一般公共预算收入": (FIGURE,),
    "苏州2021年煤炭产量": (FIGURE,),
    "苏州2021年存在哪些问题": (LIST, PROSE),
    "苏州2021年怎么推进普法": (PROSE,),
    "苏州2021年报告的文号": (NUMBER,),
    "苏州2021年报告什么时候发布": (DATE,),
    "苏州2021年报告是哪个单位发布的": (NAME,),
    "苏州和建德出庭应诉谁高": (FIGURE, NAME),
    "苏州2021年政府信息公开": (),
    "你好": (TALK,),
    "谢谢！": (TALK,),
}
UNITS = {
    "苏州2021年办复建议不是22件吗": ("件",),
    "苏州2021年出庭应诉率": ("%",),
    "苏州2021年接待信访多少批多少人次": ("批", "人次"),
    "苏州2021年罚没款多少钱": ("元",),
    "苏州2021年涉案金额多少万元": ("元",),
    "苏州2021年收到案件多少": ("案",),
    "苏州2021年有几成案件调解结案": ("%",),
    "苏州2021年公职律师多少": (),
}
REPORT_KINDS = {
    "苏州2021年法治政府建设报告": Kind.LAW_BASED_GOVERNMENT,
    "苏州2021年依法行政报告": Kind.LAW_BASED_GOVERNMENT,
    "苏州2021年政府信息公开年度报告收到申请多少件": Kind.DISCLOSURE,
    "苏州2021年政府工作报告": Kind.GOVERNMENT_WORK,
    "苏州2021年主动公开多少件": None,
}


@pytest.mark.parametrize(("words", "scope"), SCOPES.items())
def test_a_question_names_its_places_and_years(words, scope):
    found = asked(words, CARDS).scope
    assert ([place.name for place in found.places], found.years) == scope


@pytest.mark.parametrize(("words", "topic"), TOPICS.items())
def test_what_is_left_of_a_question_is_its_topic(words, topic):
    assert asked(words, CARDS).topic.removeprefix("请问").strip() == topic


@pytest.mark.parametrize(("words", "kinds"), KINDS.items())
def test_a_question_calls_for_its_kind_of_answer(words, kinds):
    assert asked(words, CARDS).kinds == kinds


@pytest.mark.parametrize(("words", "units"), UNITS.items())
def test_a_question_names_the_units_that_answer_it(words, units):
    assert asked(words, CARDS).units == units


@pytest.mark.parametrize(("words", "kind"), REPORT_KINDS.items())
def test_a_question_names_a_kind_of_report(words, kind):
    assert asked(words, CARDS).scope.kind is kind


def test_last_year_is_counted_from_the_day_that_is_given():
    assert asked("苏州去年出庭应诉率", CARDS, today=date(2024, 1, 1)).scope.years == (2023,)


def test_places_with_years_of_their_own_are_pairs():
    words = "苏州2021年和建德2020年的出庭应诉率哪个高"
    found = asked(words, CARDS)
    assert found.scope.pairs == ((Place(SUZHOU), 2021), (Place(JIANDE), 2020))
    assert found.compare
    assert asked("苏州和建德2020年的出庭应诉率", CARDS).scope.pairs == ()


def test_a_name_of_several_places_is_ambiguous():
    found = asked("朝阳区2021年复议多少件", CARDS).scope
    assert found.places == ()
    assert {place.path[0] for place in found.ambiguous} == {"北京市", "吉林省"}
    assert {place.name for place in asked("吉林2021年复议多少件", CARDS).scope.ambiguous} == {"吉林省", "吉林市"}
    assert asked("吉林市2021年复议多少件", CARDS).scope.ambiguous == ()


def test_reports_below_a_place_and_a_bureaus_are_asked_for_in_words():
    assert asked("浙江省各市2020年出庭应诉率", CARDS).scope.below
    assert asked("2026年各省GDP增长目标").scope.below
    assert asked("2026年各省GDP增长目标").units == ("%",)
    assert not asked("浙江省2020年出庭应诉率", CARDS).scope.below
    assert asked("苏州市司法局2021年公职律师多少名", CARDS).scope.issuer == "司法局"
    assert asked("苏州市2021年公职律师多少名", CARDS).scope.issuer is None


def test_plans_are_marked_as_such():
    assert asked("苏州2022年有哪些打算", CARDS).scope.plans
    assert not asked("苏州2022年有哪些问题", CARDS).scope.plans


def test_a_question_in_english_is_answered_in_english():
    assert asked("What is the 出庭应诉率 of 苏州 in 2021?", CARDS).language == "en"
    assert asked("how many?").language == "en"
    assert asked("What is the 出庭应诉率 of 苏州 in 2021?", CARDS).topic == "出庭应诉率"
    assert asked("苏州APP多少个", CARDS).language == "zh"
    assert asked("苏州2021年G20", CARDS).language == "zh"


FOLLOW_UPS = [
    (("苏州2021年出庭应诉率",), "那2020年呢？", (["苏州市"], (2020,), "出庭应诉率")),
    (("苏州2021年出庭应诉率",), "建德呢？", (["建德市"], (2021,), "出庭应诉率")),
    (("苏州2021年出庭应诉率", "审结了多少件"), "那建德呢", (["建德市"], (2021,), "审结了")),
    (("苏州2021年行政复议收到多少件",), "审结了多少？", (["苏州市"], (2021,), "审结了")),
    (("苏州2021年出庭应诉率",), "该市存在哪些问题", (["苏州市"], (2021,), "存在哪些问题")),
    (("苏州2021年出庭应诉率",), "下一步有什么打算", (["苏州市"], (2021,), "下一步有什么打算")),
    (("苏州2021年出庭应诉率", "那2020年呢"), "2019年呢", (["苏州市"], (2019,), "出庭应诉率")),
]


@pytest.mark.parametrize(("history", "words", "told"), FOLLOW_UPS)
def test_a_follow_up_inherits_what_it_leaves_out(history, words, told):
    found = asked(words, CARDS, history)
    assert ([place.name for place in found.scope.places], found.scope.years, found.topic) == told


def test_a_part_of_what_was_asked_keeps_the_earlier_topic_beside_it():
    found = asked("其中受理的几件？", CARDS, ("苏州2021年行政复议收到多少件",))
    assert found.context == "行政复议收到"
    assert "受理" in found.topic
    assert asked("受理了几件？", CARDS, ()).context == ""


def test_a_follow_up_keeps_the_kind_of_report():
    found = asked("那2020年呢", CARDS, ("苏州2021年政府工作报告提到多少个项目",))
    assert found.scope.kind is Kind.GOVERNMENT_WORK
