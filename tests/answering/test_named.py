"""What a question names of its scope, and the words left when that is cut out of it."""

from datetime import date

import pytest
from made_answers import JIANDE, SUZHOU

from rag.answering.asked import Scope
from rag.answering.named import inherit, named_scope
from rag.language.text import normalise
from rag.types import Kind, Place

TODAY = date(2026, 11, 22)
KNOWN = {Place(SUZHOU), Place(JIANDE)}
GULOU = tuple(Place((province, city, "鼓楼区")) for province, city in (("江苏省", "南京市"), ("福建省", "福州市")))


def read(text, known=KNOWN):
    words = normalise(text)
    named = named_scope(text, words, TODAY, known)
    left = "".join(" " if any(a <= i < b for a, b in named.cuts) else char for i, char in enumerate(words))
    return named.scope, " ".join(left.split())


LEFT = {
    "苏州2021年收到多少件行政复议申请": "收到多少件行政复议申请",
    "2021 万州区 行政处罚 件数": "行政处罚件数",
    "二七区2021起草规范性文件几件": "起草规范性文件几件",
    "请问政和去年的信访件办结率": "请问 的信访件办结率",
    "2018、2019两年苏州复议多少件": "复议多少件",
    "白沙路街道办事处2020年公开多少条": "公开多少条",
    "武清县2021年复议多少件": "复议多少件",
    "大庆示2017年复议多少件": "示 复议多少件",
    "苏州市司法局2021年公职律师多少名": "公职律师多少名",
    "2021年莱山新收复议案件里杭州复议局的有几件": "新收复议案件里 复议局的有几件",
    "苏州2021年新收案件含杭州复议局几件": "新收案件含杭州复议局几件",
    "苏州2020年有没有提到杭州？": "有没有提到杭州?",
    "2020年提到苏州的出庭应诉率": "提到 的出庭应诉率",
    "苏州2020年由市司法局审查的合同几份": "由市司法局审查的合同几份",
    "苏州市政府2021年被告几次": "政府 被告几次",
    "苏州2021年政务公开年报里收到申请多少件": "里收到申请多少件",
    "What was Suzhou's court appearance rate in 2021?": "what was court appearance rate ?",
}


@pytest.mark.parametrize(("text", "left"), LEFT.items())
def test_what_names_the_scope_is_cut_and_nothing_else(text, left):
    assert read(text)[1] == left


def test_years_that_count_from_today_say_how_they_were_read():
    assert read("苏州去年复议多少件")[0].readings == ("去年=2025年",)
    assert read("苏州近三年复议多少件")[0].readings == ("近三年=2023—2025年",)
    assert read("苏州上半年复议多少件")[0].readings == ("上半年=2026年",)
    assert read("苏州十四五期间新增就业多少人")[0].readings == ("十四五期间=2021—2025年",)
    assert read("苏州2021年比去年多几件")[0].readings == ()
    assert read("Suzhou last year")[0].readings == ("last year=2025年",)


def test_a_five_year_plan_is_meant_as_a_whole_unless_its_years_are_asked_for_one_by_one():
    assert read("苏州十四五期间新增就业多少人")[0].span
    assert not read("苏州十四五期间每年新增就业多少人")[0].span
    assert not read("苏州2021年新增就业多少人")[0].span


def test_a_bureau_inside_another_report_names_no_scope():
    scope = read("建德2020年新收复议案件里杭州复议局几件")[0]
    assert (scope.places, scope.issuer) == ((Place(JIANDE),), None)
    assert read("建德和杭州市司法局2020年复议几件")[0].places == (Place(JIANDE), Place(JIANDE[:2]))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("苏州2021年法治报告的问题", Kind.LAW_BASED_GOVERNMENT),
        ("依法行政工作报告", Kind.LAW_BASED_GOVERNMENT),
        ("政务公开年报", Kind.DISCLOSURE),
        ("政府信息公开工作年度报告", Kind.DISCLOSURE),
        ("2022年工作报告", Kind.GOVERNMENT_WORK),
        ("information disclosure annual report", Kind.DISCLOSURE),
        ("执法工作报告", None),
        ("苏州信息公开申请", None),
    ],
)
def test_kinds_are_told_apart(text, kind):
    assert read(text)[0].kind is kind


def test_of_namesakes_those_with_reports_are_meant():
    assert read("鼓楼区2021年", {GULOU[0]})[0].places == (GULOU[0],)
    assert read("鼓楼区2021年", set(GULOU))[0].ambiguous == read("鼓楼2021年", set(GULOU))[0].ambiguous
    assert set(read("鼓楼区2021年", set(GULOU))[0].ambiguous) == set(GULOU)
    assert len(read("鼓楼区2021年", ())[0].ambiguous) == 4
    wujiang = Place((*SUZHOU, "吴江市"))
    assert read("吴江区2010年", {wujiang})[0].places == (wujiang,)


def test_a_place_named_later_tells_namesakes_apart():
    past, now = Scope(ambiguous=GULOU, years=(2021,)), Scope(places=(Place(("福建省", "福州市")),))
    assert inherit(now, past) == Scope(places=(GULOU[1],), years=(2021,))
    assert inherit(Scope(ambiguous=GULOU), Scope(places=(Place(("江苏省", "南京市")),))).places == (GULOU[0],)


def test_an_unknown_name_stays_unknown_in_the_next_question():
    assert inherit(Scope(years=(2020,)), Scope(unknown="苏洲", years=(2021,))) == Scope(unknown="苏洲", years=(2020,))
    assert inherit(Scope(places=(Place(SUZHOU),)), Scope(unknown="苏洲")).unknown == ""


def test_a_place_of_ones_own_is_told_by_its_kind():
    assert [read(text)[0].own for text in ("我市2021年", "本区2021年", "苏州我市", "本级2021年", "全市2021年")] == [
        "市",
        "区",
        "",
        "",
        "",
    ]


def test_two_unknown_names_are_both_told():
    assert read("苏洲和建得2021年谁高")[0].unknown == "苏洲、建得"
    assert read("Shuzhou's rate in 2021")[0].unknown == "Shuzhou"


@pytest.mark.parametrize("words", ["苏州2021年和清镇2015年的出庭应诉率", "2021年苏州和2015年清镇的出庭应诉率"])
def test_places_and_years_that_take_turns_are_pairs_whichever_comes_first(words):
    found = named_scope(words, words, date(2026, 11, 23)).scope
    assert [(place.name, year) for place, year in found.pairs] == [("苏州市", 2021), ("清镇市", 2015)]
