"""Questions over several reports asked of a real library: versions that disagree, rankings, counts, changes."""

from datetime import date

import pytest
from hash_embedder import HashEmbedder

from rag.config import Settings
from rag.library.library import Library
from rag.pipeline import Desk, ask, index
from rag.types import Role, State

TODAY = date(2022, 6, 1)
REPORT = """{place}{year}年法治政府建设情况报告

一、主要工作情况
（一）行政应诉。全市行政机关负责人出庭应诉率达{rate}%。
（二）行政复议。全年收到行政复议申请{asked}件{since}。
{more}
{place}人民政府
{next}年1月15日
"""
MADE = [
    ("苏州市", 2021, "96.6", "234", "", "第二版"),
    ("苏州市", 2021, "97.3", "234", "", ""),
    ("无锡市", 2020, "90.1", "301", "", ""),
    ("无锡市", 2021, "91.4", "310", "，上年为305件", ""),
    ("常州市", 2020, "88.5", "150", "", ""),
    ("常州市", 2021, "89.5", "120", "，同比下降20%", "行政机关负责人出庭应诉率为98.5%。"),
    ("南通市", 2021, "94.2", "410", "，同比增长12.5%", "（三）行政调解。掌上执法率为92%。"),
    ("扬州市", 2021, "93.3", "520", "", "推进滨江新区执法改革。"),
    ("镇江市", 2021, "92.2", "620", "", "推进新区执法改革。"),
    ("泰州市", 2021, "95.5", "720", "", ""),
    ("徐州市", 2021, "85.5", "820", "", ""),
]


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    folder = tmp_path_factory.mktemp("many")
    (folder / "reports").mkdir()
    for number, (place, year, rate, asked, since, more) in enumerate(MADE):
        text = REPORT.format(place=place, year=year, rate=rate, asked=asked, since=since, more=more, next=year + 1)
        (folder / "reports" / f"{number}.txt").write_text(text, encoding="utf-8")
    settings = Settings(library=folder / "library")
    library = Library.open(settings.library, settings, create=True)
    with Desk(library, settings, embedder=HashEmbedder()) as desk:
        assert index([folder / "reports"], desk).added == len(MADE)
        yield desk


def answer(desk, words):
    return ask(words, desk, today=TODAY)


def raws(found, role=Role.ACTUAL):
    return [one.figure.raw for one in found.figures if one.figure.role is role]


def test_versions_that_disagree_are_both_given_and_said_to_disagree(desk):
    found = answer(desk, "苏州2021年出庭应诉率")
    assert found.state is State.ANSWERED
    assert set(raws(found)) == {"96.6%", "97.3%"}
    assert found.text.startswith("同年有多份报告，数据不相同，分别如下：")
    assert len({citation.card.id for citation in found.citations}) == 2


def test_versions_that_agree_are_told_once(desk):
    found = answer(desk, "苏州2021年收到行政复议申请多少件")
    assert raws(found) == ["234件"]
    assert "多份" not in found.text


def test_a_report_that_contradicts_itself_is_shown_to(desk):
    found = answer(desk, "常州2021年出庭应诉率")
    assert set(raws(found)) == {"89.5%", "98.5%"}
    assert found.text.startswith("报告的数据前后不相同，分别如下：")


def test_what_the_next_report_says_of_the_year_is_shown_where_it_differs(desk):
    found = answer(desk, "无锡2020年收到行政复议申请多少件")
    assert raws(found) == ["301件"]
    assert [(one.figure.raw, one.year) for one in found.figures if one.figure.role is Role.PREVIOUS] == [
        ("305件", 2020)
    ]
    assert "前后不相同" in found.text
    assert {citation.card.identity.year for citation in found.citations} == {2020, 2021}


def test_no_contradiction_is_made_up(desk):
    for words in ("常州2020年收到行政复议申请多少件", "南通2021年出庭应诉率", "无锡2021年出庭应诉率"):
        assert "不相同" not in answer(desk, words).text


def test_a_place_that_contradicts_itself_is_not_ranked(desk):
    found = answer(desk, "苏州和南通2021年出庭应诉率哪个高")
    assert raws(found, Role.DERIVED) == []
    assert "更高" not in found.text


def test_the_highest_of_the_whole_library_are_listed(desk):
    found = answer(desk, "2021年哪里收到的行政复议申请最多")
    assert found.text.split("\n")[0] == (
        "由多到少依次为徐州市、泰州市、镇江市、扬州市、南通市；徐州市最多。[1][2][3][4][5]"
    )
    assert raws(found) == ["820件", "720件", "620件", "520件", "410件"]
    assert found.state is State.ANSWERED


def test_so_many_of_a_ranking_are_listed_as_are_asked_for(desk):
    found = answer(desk, "2021年收到行政复议申请件数最少的前三名")
    assert found.text.startswith("由少到多依次为常州市、苏州市、无锡市；常州市最少。")
    assert raws(found) == ["120件", "234件", "310件"]


def test_how_many_places_mention_something_is_counted_and_they_are_named(desk):
    found = answer(desk, "2021年有几个地方公布了出庭应诉率")
    assert found.text.startswith("共有8个地方提到：")
    assert all(place in found.text for place, year, *_ in MADE if year == 2021)
    assert raws(found, Role.DERIVED) == ["8个"]
    assert answer(desk, "有几份报告提到了掌上执法率").text == "共有1份报告提到：南通市2021年[1]。"


def test_which_reports_mention_something_are_told_with_what_they_say(desk):
    found = answer(desk, "哪些报告提到了掌上执法率")
    assert raws(found) == ["92%"]
    assert found.text.startswith("92%。南通市2021年法治政府建设报告：")
    assert answer(desk, "which reports mention 出庭应诉率").text.startswith("Mentioned by: ")


def test_a_change_is_worked_out_where_both_years_are_there(desk):
    found = answer(desk, "无锡2021年的出庭应诉率比2020年提高了多少个百分点")
    assert found.text.startswith("2021年比2020年上升1.3个百分点。")
    assert sorted(raws(found)) == ["90.1%", "91.4%"]


def test_a_change_from_the_year_before_is_worked_out_where_the_report_does_not_tell_it(desk):
    found = answer(desk, "无锡2021年出庭应诉率比上年提高了多少")
    assert found.text.startswith("2021年比2020年上升1.3个百分点。")
    assert raws(found) == ["91.4%", "90.1%"]
    assert raws(answer(desk, "常州2021年收到的行政复议申请比上年下降了多少"), Role.CHANGE) == ["20%"]


def test_the_reports_own_change_answers_where_the_year_before_has_no_report(desk):
    found = answer(desk, "南通2021年收到的行政复议申请比2020年增长了多少")
    assert found.state is State.ANSWERED
    assert "增长12.5%" in found.text
    found = answer(desk, "南通2020年和2021年收到的行政复议申请件数变化")
    assert found.state is State.PARTIAL
    assert "410件" in raws(found)


def test_each_of_two_places_is_asked_its_own_ask(desk):
    found = answer(desk, "无锡2021年的出庭应诉率和南通2021年的掌上执法率分别是多少")
    assert raws(found) == ["91.4%", "92%"]


def test_the_reports_that_mention_something_name_it(desk):
    found = answer(desk, "2021年哪些报告提到滨江新区")
    assert {citation.card.identity.place for citation in found.citations} == {"扬州市"}


def test_the_parts_of_a_whole_library_are_each_asked(desk):
    found = answer(desk, "2021年各市出庭应诉率")
    assert {"91.4%", "89.5%", "94.2%", "93.3%", "92.2%", "95.5%", "85.5%"} <= set(raws(found))
