"""What people ask of near-identical reports, the whole way: whose number it is, of which year and which part."""

from datetime import date

import pytest
from hash_embedder import HashEmbedder

from rag.config import Settings
from rag.library.library import Library
from rag.pipeline import Desk, ask, index
from rag.types import Reason, Role, State

TODAY = date(2026, 11, 22)
REPORT = """泰州市人民政府关于{year}年法治政府建设情况的报告
一、主要工作
（一）行政复议和应诉。全年收到行政复议申请{filed}件，受理{taken}件，不予受理{refused}件。\
全市行政机关负责人出庭应诉率{rate}%，比上年提高{rise}个百分点；其中市本级应出庭40件，实际出庭38件，出庭应诉率{own}%。\
海陵区出庭应诉率{below}%。
（二）政务服务。网上办理率达91.5%。市公安局受理网上申请{police}件。
二、存在的问题
一是基层力量不足。二是程序意识不强。
三、{next}年工作安排
一是力争出庭应诉率保持在{aim}%以上。二是计划培训执法人员{trained}人次。
泰州市人民政府
{next}年1月20日
"""
NUMBERS = {
    2021: {"filed": 312, "taken": 290, "refused": 22, "rate": "95.5", "rise": "2.3", "own": "95.0", "below": "93.4"},
    2022: {"filed": 341, "taken": 320, "refused": 21, "rate": "97.6", "rise": "2.1", "own": "96.2", "below": "94.1"},
}
MORE = {2021: {"police": 4567, "aim": "98", "trained": 2000}, 2022: {"police": 5012, "aim": "99", "trained": 3000}}


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    folder = tmp_path_factory.mktemp("taizhou")
    settings = Settings(library=folder / "library")
    for year, numbers in NUMBERS.items():
        text = REPORT.format(year=year, next=year + 1, **numbers, **MORE[year])
        (folder / f"{year}.txt").write_text(text, encoding="utf-8")
    with Desk(Library.open(settings.library, settings, create=True), settings, HashEmbedder()) as made:
        assert index([folder], made).added == 2
        yield made


def told(words, desk, *history):
    answer = ask(words, desk, history=history, today=TODAY)
    return [(cited.figure.raw, cited.figure.scope) for cited in answer.figures]


def test_a_whole_and_its_own_level_are_both_given_and_labelled(desk):
    assert told("泰州2021年出庭应诉率", desk) == [("95.5%", "全市"), ("95.0%", "市本级")]
    assert told("泰州2021年全市出庭应诉率", desk) == [("95.5%", "全市")]
    assert told("泰州2021年市本级出庭应诉率", desk) == [("95.0%", "市本级")]


@pytest.mark.parametrize("rate", ["撤销率", "办结率", "满意率", "纠错率", "败诉率", "调解率"])
def test_a_rate_that_is_absent_is_not_another_one(rate, desk):
    answer = ask(f"泰州2021年{rate}是多少", desk, today=TODAY)
    assert (answer.state, answer.missing[0].reason) == (State.NOT_FOUND, Reason.NOT_MENTIONED)


def test_a_change_is_not_the_rate_and_the_rate_no_change(desk):
    assert told("泰州2022年出庭应诉率比上年提升多少", desk) == [("2.1个百分点", "全市")]


@pytest.mark.parametrize(("words", "raw"), [("出庭应诉率目标", "98%以上"), ("计划培训多少执法人员", "2000人次")])
def test_plans_of_a_year_come_from_the_report_that_heads_them_with_it(words, raw, desk):
    answer = ask(f"泰州2022年{words}", desk, today=TODAY)
    assert [cited.figure.raw for cited in answer.figures] == [raw]
    assert answer.citations[0].card.identity.year == 2021


def test_the_next_step_is_that_of_the_years_own_report(desk):
    answer = ask("泰州2022年报告的下一步安排", desk, today=TODAY)
    assert {citation.card.identity.year for citation in answer.citations} == {2022}
    assert "99%" in answer.text


def test_problems_do_not_hold_the_signature(desk):
    answer = ask("泰州2021年存在哪些问题", desk, today=TODAY)
    assert [citation.quote for citation in answer.citations] == ["一是基层力量不足。", "二是程序意识不强。"]


def test_a_place_below_is_answered_from_what_is_said_of_it(desk):
    assert told("泰州2021年海陵区出庭应诉率", desk) == [("93.4%", "海陵区")]
    answer = ask("海陵区2021年出庭应诉率", desk, today=TODAY)
    assert (answer.state, answer.missing[0].reason) == (State.NOT_FOUND, Reason.NO_REPORT_OF_PLACE)


def test_a_bureau_is_answered_from_what_is_said_of_it(desk):
    assert told("泰州市公安局2021年受理网上申请多少件", desk) == [("4567件", "市公安局")]
    answer = ask("泰州市公安局2021年出庭应诉率", desk, today=TODAY)
    assert (answer.missing[0].place, answer.missing[0].reason) == ("泰州市公安局", Reason.NO_REPORT_OF_PLACE)


def test_follow_ups_keep_what_they_leave_out(desk):
    assert told("上一年呢", desk, "泰州2022年收到多少件行政复议申请") == [("312件", None)]
    assert told("2021年呢", desk, "泰州2022年收到多少件行政复议申请", "asdf") == [("312件", None)]
    assert told("复议受理呢", desk, "泰州2022年出庭应诉率") == [("320件", None)]
    assert ask("种了多少棵树", desk, history=["泰州2022年出庭应诉率"], today=TODAY).state is State.NOT_FOUND


def test_targets_are_told_from_what_was_reached(desk):
    (aim,) = ask("泰州2023年出庭应诉率目标", desk, today=TODAY).figures
    assert (aim.figure.raw, aim.figure.role) == ("99%以上", Role.TARGET)
