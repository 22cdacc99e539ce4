"""A question that asks several things, and what each of them leaves out."""

import pytest
from made_answers import JIANDE, SUZHOU, asked, card_of

from rag.answering.asked import AskKind
from rag.answering.asks import leaves_out, split_asks

CARDS = [card_of(SUZHOU, 2021), card_of(JIANDE, 2020)]

SEVERAL = {
    "行政复议收到、受理、不予受理各多少件": [("收到", "行政复议"), ("受理", "行政复议"), ("不予受理", "行政复议")],
    "申请和受理各多少件": [("申请", ""), ("受理", "")],
    "劳动争议受理数和结案数": [("受理数", "劳动争议"), ("结案数", "劳动争议")],
    "劳动争议 受理 结案": [("受理", "劳动争议"), ("结案", "劳动争议")],
    "出庭应诉率和败诉率": [("出庭应诉率", ""), ("败诉率", "")],
    "办理市、区两级人大建议分别几件": [("市", "办理 人大建议"), ("区", "办理 人大建议")],
    "人民调解多少件？成功率呢": [("人民调解", ""), ("成功率", "人民调解")],
    "摸排了多少项证明？保留和直接取消的各多少": [
        ("摸排了 证明", ""),
        ("保留", "摸排了 证明"),
        ("直接取消", "摸排了 证明"),
    ],
    "双随机分几期查了几家企业": [("双随机分", ""), ("查了 企业", "双随机分")],
    "调解案件里案前案中各几件": [("案前", "调解案件里"), ("案中", "调解案件里")],
    "行政复议办理和审结多少件，行政应诉呢": [
        ("办理", "行政复议"),
        ("审结", "行政复议"),
        ("办理", "行政应诉"),
        ("审结", "行政应诉"),
    ],
    "办理和审结行政复议各多少件": [("办理", "行政复议"), ("审结", "行政复议")],
    "市级和县级市区政府规范性文件各制定了几件": [("市级", "规范性文件 制定了"), ("县级市区政府", "规范性文件 制定了")],
    "市里的和区里的人大建议各几件": [("市里", "人大建议"), ("区里", "人大建议")],
    "市本级和全市的出庭应诉率各是多少": [("市本级", "出庭应诉率"), ("全市", "出庭应诉率")],
    "规章和规范性文件公开各多少份": [("规章", "公开"), ("规范性文件", "公开")],
    "请问政府和部门为被申请人的案件各几件": [("政府", "为被申请人 案件"), ("部门", "为被申请人 案件")],
    "维持、撤销、责令履行各几件": [("维持", ""), ("撤销", ""), ("责令履行", "")],
    "主动公开信息条数和依申请公开件数": [("主动公开信息条数", ""), ("依申请公开件数", "")],
    "收到多少件，存在哪些问题": [("收到", ""), ("存在哪些问题", "收到")],
}
ONE = (
    "出庭应诉率",
    "规划和自然资源局办理多少件",
    "按被申请人区分，复议案件各几件",
    "调解和解的案件有多少",
    "“双随机、一公开”抽查多少次",
    "复议案件，一共多少件",
    "出庭应诉率是多少，是哪一年的",
    "行政案件发案量和上年相比变化多大",
)


@pytest.mark.parametrize(("words", "told"), SEVERAL.items())
def test_each_of_several_asks_has_its_own_words_and_those_that_it_leaves_out(words, told):
    assert [(one.topic, one.context) for one in asked(words).asks] == told


@pytest.mark.parametrize("words", ONE)
def test_a_question_for_one_thing_has_no_asks(words):
    assert all(not one.sure for one in asked(words).asks)


def test_each_ask_has_its_own_kind_and_unit():
    found = asked("接待信访多少批多少人次，由谁负责").asks
    assert [one.units for one in found] == [("批",), ("人次",), ()]
    assert [one.kinds for one in found] == [(AskKind.FIGURE,), (AskKind.FIGURE,), (AskKind.NAME,)]
    assert [one.units for one in asked("信访接待 批次 人次").asks] == [("批",), ("人次",)]
    assert [one.units for one in asked("受理和解决的件数、受益人数").asks] == [("件",), ("件",), ("人",)]
    assert [one.units for one in asked("复议受理、审结、调解率").asks] == [(), (), ("%",)]
    assert [one.units for one in asked("规章和规范性文件公开多少份").asks] == [("份",), ("份",)]


def test_what_a_question_states_is_not_asked():
    stated, wanted = asked("收到行政复议申请31件，受理了几件").asks
    assert (stated.stated, stated.topic, stated.units) == (True, "收到行政复议申请", ("件",))
    assert (wanted.stated, wanted.topic) == (False, "受理了")


def test_a_conjunction_alone_is_not_sure_to_part_a_question():
    assert [one.sure for one in split_asks("部门和乡镇的出庭应诉率")] == [False, False]
    assert all(one.sure for one in split_asks("部门和乡镇各多少件"))
    assert split_asks("市政府部门 规范性文件 制定数") == ()


@pytest.mark.parametrize(
    "words", ["审结多少件", "撤销的有几件", "其中行政处罚几项", "部门的呢", "规范性文件呢", "比上年增长多少"]
)
def test_an_ask_leaves_out_what_it_is_about(words):
    assert leaves_out(words)


@pytest.mark.parametrize(
    "words", ["人民调解案件多少件", "出庭应诉率呢", "行政复议受理多少件", "应诉案件里败诉的有几件"]
)
def test_an_ask_names_what_it_is_about(words):
    assert not leaves_out(words)


TURNS = [
    (("苏州2021年行政复议收到多少件",), "审结了多少", ("审结了", "行政复议收到")),
    (("苏州2021年行政复议收到多少件", "审结了多少"), "其中撤销的呢", ("撤销", "行政复议收到 审结了")),
    (("苏州2021年规章公开多少份",), "规范性文件呢", ("规范性文件", "规章公开")),
    (("苏州2021年出庭应诉率",), "换成建德呢", ("出庭应诉率", "")),
    (("苏州2021年出庭应诉率",), "它的败诉率呢", ("败诉率", "出庭应诉率")),
    (("苏州2021年出庭应诉率",), "其中市本级呢", ("市本级", "出庭应诉率")),
    (("苏州2021年出庭应诉率",), "和上一年比呢", ("出庭应诉率", "")),
    (("苏州2021年人民调解多少件",), "比上一年增长多少", ("比上一年增长", "人民调解")),
]


@pytest.mark.parametrize(("history", "words", "told"), TURNS)
def test_a_turn_takes_what_it_leaves_out_from_those_before(history, words, told):
    found = asked(words, CARDS, history)
    assert (found.topic, found.context) == told


def test_a_turn_keeps_the_kind_and_unit_of_the_one_before():
    found = asked("规范性文件呢", CARDS, ("苏州2021年规章公开多少份",))
    assert (found.kinds, found.units) == ((AskKind.FIGURE,), ("份",))
    assert asked("多少人次", CARDS, ("苏州2021年接待信访多少批",)).units == ("人次",)


def test_a_comparison_with_the_year_before_asks_for_both_years():
    assert asked("和上一年比呢", CARDS, ("苏州2021年出庭应诉率",)).scope.years == (2020, 2021)
    assert asked("比上一年增长多少", CARDS, ("苏州2021年人民调解多少件",)).scope.years == (2021,)
    assert asked("那上一年呢", CARDS, ("苏州2021年出庭应诉率",)).scope.years == (2020,)


def test_a_turn_repeats_all_the_asks_before_it():
    found = asked("那2019年呢", CARDS, ("苏州2021年复议申请和受理各多少件",))
    assert [one.topic for one in found.asks] == ["申请", "受理"]
    assert found.scope.years == (2019,)
