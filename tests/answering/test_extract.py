"""Which figures of a report answer an ask: by the words right about them, of the scopes that are named."""

from dataclasses import replace

import pytest
from made_answers import asked, reading_of

from rag.answering.companions import held_alone
from rag.answering.evidence import Ask, Candidate, weigh_figures
from rag.answering.extract import extract
from rag.answering.terms import find_terms
from rag.config import Answering

SETTINGS = Answering()
COURT = (
    "一、应诉\n以市政府为被告的案件开庭22件，负责人出庭17件，出庭应诉率77.27%；"
    "以市政府部门为被告的案件开庭64件，负责人出庭64件，出庭应诉率100%。\n"
)
REVIEW = (
    "二、复议\n全年新收行政复议申请57件，受理54件，不予受理3件；审结50件，其中维持17件、撤销1件、驳回7件。\n"
    "办理行政应诉案件35件，其中审结31件。\n"
)
DELEGATES = (
    "三、监督\n办理市人大建议7件、区人大建议57件，市政协提案1件、区政协提案78件。\n"
    "接待信访733批2333人次，挽回损失3499.8万元。\n公开现行有效的规章67份、规范性文件258份。梳理规范性文件1397件。\n"
    "答复居民议事会建议案28件、政协联络会建议案16件。排查次密接1595人、密接797人。\n"
)
READING = reading_of(COURT + REVIEW + DELEGATES)


def told(words, history=()):
    """The figures that answer, as printed, and the words of the asks that nothing answers."""
    question = asked(words, history=history)
    candidate = Candidate(READING, READING.statements, {}, SETTINGS.weighing)
    found = extract(question, candidate, SETTINGS)
    return [figure.raw for point in found.points for figure in point.figures], found.lacking


SCOPES = {
    "出庭应诉率": ["77.27%", "100%"],
    "市政府作为被告的出庭应诉率": ["77.27%"],
    "部门的出庭应诉率": ["100%"],
    "办理人大建议多少件": ["7件", "57件"],
    "办理区人大建议多少件": ["57件"],
    "答复建议案多少件": ["28件", "16件"],
    "市、区两级政协提案分别多少件": ["1件", "78件"],
}
SEVERAL = {
    "排查密接和次密接各多少人": ["797人", "1595人"],
    "行政复议申请和受理各多少件": ["57件", "54件"],
    "复议案件里维持、撤销和驳回的各几件": ["17件", "1件", "7件"],
    "行政复议审结结果的构成": ["17件", "1件", "7件"],
    "接待信访多少批多少人次": ["733批", "2333人次"],
    "接待信访多少批，挽回损失多少钱": ["733批", "3499.8万元"],
    "办理市里和区里的人大建议各几件": ["7件", "57件"],
    "人大建议和政协提案各几件": ["7件", "57件", "1件", "78件"],
    "受理和审结行政复议多少件": ["54件", "50件"],
    "规章和规范性文件公开多少份": ["67份", "258份"],
    "行政复议受理多少件？行政应诉审结多少件": ["54件", "31件"],
}
TURNS = [
    (("行政复议收到申请多少件",), "审结了多少", ["50件"]),
    (("行政复议收到申请多少件", "审结了多少"), "其中撤销的呢", ["1件"]),
    (("行政应诉案件办理多少件",), "审结几件", ["31件"]),
    (("市政府作为被告的出庭应诉率",), "部门的呢", ["100%"]),
    (("公开现行有效的规章多少份",), "规范性文件呢", ["258份"]),
    (("办理市人大建议多少件",), "区人大的呢", ["57件"]),
    (("办理人大建议多少件",), "其中区里的呢", ["57件"]),
]


@pytest.mark.parametrize(("words", "figures"), SCOPES.items())
def test_every_scope_is_given_but_where_one_is_named(words, figures):
    assert told(words) == (figures, ())


@pytest.mark.parametrize(("words", "figures"), SEVERAL.items())
def test_each_of_several_asks_is_answered_by_itself(words, figures):
    assert told(words) == (figures, ())


@pytest.mark.parametrize(("history", "words", "figures"), TURNS)
def test_a_turn_is_answered_beside_what_was_asked_before(history, words, figures):
    assert told(words, history)[0] == figures


def test_an_ask_that_nothing_answers_is_told():
    assert told("行政复议受理多少件，国家赔偿多少万元") == (["54件"], ("国家赔偿",))
    assert told("行政复议维持、变更各几件") == (["17件"], ("变更",))


def test_a_part_is_not_answered_by_its_whole():
    assert told("其中变更的几件", ("行政复议新收多少件",)) == ([], ())


def test_what_a_question_states_has_to_stand_in_the_report():
    assert told("行政复议新收31件，受理几件")[0] == ["57件", "54件"]
    assert told("国家赔偿31件，受理几件")[0] == []


def test_a_figure_whose_words_are_all_asked_for_answers_where_no_other_comes_near():
    reading = reading_of("全市88个睦邻书屋全面开展延时服务。\n全市整治小餐饮店31个，延时服务。\n")
    candidate = Candidate(reading, reading.statements, {}, SETTINGS.weighing)

    def alone(words, chance, count):
        ask = Ask(find_terms(words), ("个",), words=words)
        ranked = [replace(one, chance=chance) for one in weigh_figures(ask, candidate)]
        return [one.figure.raw for one in held_alone(ask, ranked[:count])]

    assert alone("睦邻书屋开展延时服务", 0.35, 1) == ["88个"]
    assert alone("睦邻书屋开展延时服务", 0.25, 1) == []
    assert alone("睦邻书屋开展代办服务", 0.35, 1) == []
    assert alone("延时服务", 0.35, 2) == []
