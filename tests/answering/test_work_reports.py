"""A 政府工作报告 tells of the year before and of the aims for its own: which of the two answers, and of which year."""

import pytest
from made_answers import SUZHOU, asked, card_of, reading_of

from rag.answering.check import check_answer
from rag.answering.compose import Outcome, compose
from rag.answering.conflicts import within
from rag.answering.course import Course
from rag.answering.evidence import Candidate
from rag.answering.extract import extract
from rag.answering.parts import Part, asks_targets, part_of
from rag.answering.scope import Resolved, Target, resolve
from rag.answering.stretches import of_several_years
from rag.config import Answering
from rag.types import Identity, Kind, Reason, Role

SETTINGS = Answering()
TEXT = """苏州市2026年政府工作报告
各位代表：
现在，我代表市人民政府，向大会报告工作，并对今年工作提出建议。
一、“十四五”时期和2025年工作回顾
过去五年，综合实力迈上新台阶。城镇新增就业85万人，一般公共预算收入从1800亿元增加到2500亿元。
2025年，经济稳中有进。地区生产总值达到2.7万亿元、增长5.6%。城镇新增就业18.2万人，PM2.5浓度27微克/立方米。
我们也看到，发展中还存在不少困难。
二、“十五五”时期的主要考虑
到2030年，城镇新增就业累计80万人。
三、2026年主要工作
今年经济社会发展主要预期目标是：地区生产总值增长5%左右，城镇新增就业16万人。
（一）扩大内需。新建充电桩3000个。
四、全面加强政府自身建设
坚持依法行政。
"""
CARD = card_of(SUZHOU, 2026, Kind.GOVERNMENT_WORK, text=TEXT)
READING = reading_of(TEXT, CARD)
LAW_2025 = card_of(SUZHOU, 2025)
BEFORE, AFTER = card_of(SUZHOU, 2025, Kind.GOVERNMENT_WORK), card_of(SUZHOU, 2027, Kind.GOVERNMENT_WORK)


def points(words):
    """The points of the made report that answer a question."""
    return extract(asked(words), Candidate(READING, READING.statements, {}, SETTINGS.weighing), SETTINGS).points


def told(words):
    """The figures that answer: as printed, role and year."""
    return [(one.raw, one.role, one.year) for point in points(words) for one in point.figures]


def test_all_behind_the_first_plans_is_ahead_whatever_its_headings_say():
    parts = {one.text: one.part for one in READING.statements}
    assert parts["现在,我代表市人民政府,向大会报告工作,并对今年工作提出建议。"] is Part.HEAD
    assert parts["过去五年,综合实力迈上新台阶。"] is Part.RESULTS
    ahead = ["到2030年,城镇新增就业累计80万人。", "新建充电桩3000个。", "坚持依法行政。"]
    assert [parts[text] for text in ahead] == [Part.PLANS] * 3


@pytest.mark.parametrize(
    "turn",
    [
        "今年经济社会发展的主要预期目标是:地区生产总值增长5%。",
        "2026年是关键之年。",
        "根据市委关于制定第十五个五年规划的建议,市政府编制了规划纲要。",
        "对2026年政府工作提出如下建议:",
    ],
)
def test_a_report_without_headings_turns_at_the_sentence_that_looks_ahead(turn):
    course = Course(Identity(year=2026, kind=Kind.GOVERNMENT_WORK))
    said = ["2025年完成主要预期目标。", "去年新建学校3所。", turn, "新建学校5所。"]
    assert [course.part(text, ()) for text in said] == [Part.HEAD, Part.HEAD, Part.PLANS, Part.PLANS]
    other = Course(Identity(year=2026, kind=Kind.LAW_BASED_GOVERNMENT))
    assert [other.part(text, ()) for text in said] == [Part.HEAD] * 4


def test_a_heading_is_of_plans_where_it_names_the_year_ahead():
    assert part_of(("三、2026年主要工作",), 2026) is Part.PLANS
    assert part_of(("三、2026年主要工作",), 2027) is Part.RESULTS
    assert part_of(("一、2026年工作回顾",), 2026) is Part.RESULTS
    assert part_of(("(二)着力加强薄弱环节",)) is Part.RESULTS


ANSWERS = {
    "2025年城镇新增就业多少人": ("18.2万人", Role.ACTUAL, 2025),
    "城镇新增就业目标是多少": ("16万人", Role.TARGET, None),
    "今年计划新增就业多少人": ("16万人", Role.TARGET, None),
    "地区生产总值增速": ("5.6%", Role.CHANGE, 2025),
    "地区生产总值增长目标": ("5%左右", Role.TARGET, None),
    "城镇新增就业五年共多少人": ("85万人", Role.ACTUAL, 2025),
    "PM2.5浓度": ("27微克/立方米", Role.ACTUAL, 2025),
    "新建充电桩多少个": ("3000个", Role.TARGET, None),
}


@pytest.mark.parametrize("words", ANSWERS)
def test_aims_answer_what_is_asked_of_aims_and_one_year_what_is_asked_of_one(words):
    assert told(words)[:1] == [ANSWERS[words]]


def test_an_aim_that_the_report_has_not_is_not_answered_with_what_was_done():
    assert told("PM2.5浓度目标是多少") == []


def test_five_years_and_one_and_what_is_aimed_at_contradict_nothing():
    done = points("2025年城镇新增就业多少人")
    assert within(done, SETTINGS.quote) == ()
    assert within(points("城镇新增就业目标是多少"), SETTINGS.quote) == ()
    of_years = [one.text for one in READING.statements if one.start in of_several_years(READING)]
    assert of_years[0] == "过去五年,综合实力迈上新台阶。"
    assert "到2030年,城镇新增就业累计80万人。" in of_years
    assert not [text for text in of_years if "18.2万人" in text or "16万人" in text]


def test_from_one_value_to_another_is_given_with_what_lies_between():
    question = asked("苏州市一般公共预算收入五年增加了多少", [CARD])
    target = Target("苏州市", 2026, (CARD,))
    outcome = Outcome(target, points(question.text))
    answer = compose(question, Resolved((target,)), [outcome], SETTINGS)
    assert answer.text.splitlines()[0] == "2500亿元比1800亿元增加700亿元。[1]"
    assert [one.figure.raw for one in answer.figures] == ["1800亿元", "2500亿元", "700亿元"]
    assert check_answer(answer, {CARD.id: TEXT}) == ()


def cards(words, held):
    """The reports that a question is put to, and the years of which none is held."""
    found = resolve(asked(words, held), held)
    return [one.cards for one in found.targets], [(one.year, one.reason) for one in found.missing]


def test_a_year_is_told_of_by_the_report_of_the_next_unless_the_year_names_a_report():
    work = [BEFORE, CARD, AFTER]
    assert cards("苏州2025年新增就业多少", work) == ([(CARD,)], [])
    assert cards("政府工作报告里苏州2025年的新增就业", work) == ([(CARD,)], [])
    assert cards("苏州2025年政府工作报告新增就业多少", work) == ([(BEFORE,)], [])
    assert cards("2025年苏州的报告新增就业多少", work) == ([(BEFORE,)], [])
    assert cards("苏州2025年新增就业目标", work) == ([(BEFORE,)], [])
    assert cards("苏州2026年政府工作报告中2025年新增就业", work) == ([(CARD,)], [])
    assert cards("苏州2025年新增就业多少", [LAW_2025, CARD]) == ([(LAW_2025, CARD)], [])
    assert cards("苏州2025年政府工作报告新增就业多少", [CARD]) == ([], [(2025, Reason.NO_REPORT_OF_YEAR)])


def test_what_asks_for_an_aim_is_told_from_what_only_sounds_so():
    aims = ["今年的预期目标", "2026年要新增多少", "计划新建学校几所", "力争达到多少"]
    assert [asks_targets(one) for one in aims] == [True] * 4
    others = ["人均预期寿命", "目标责任考核", "工作计划有哪些"]
    assert [asks_targets(one) for one in others] == [False] * 3


def test_what_is_admitted_goes_on_behind_the_sentence_that_admits_it_up_to_what_is_to_be_done():
    course = Course(Identity(kind=Kind.GOVERNMENT_WORK, year=2026))
    headings = ("一、2025年工作回顾",)
    told = [
        ("全年财政收入增长3%。", Part.RESULTS),
        ("我们也清醒认识到,发展中还存在不少困难和挑战。", Part.PROBLEMS),
        ("消费增长动力不强。", Part.PROBLEMS),
        ("对此,我们将认真解决。", Part.RESULTS),
    ]
    assert [course.part(text, headings) for text, _ in told] == [part for _, part in told]


def test_the_whole_of_a_five_year_plan_is_told_by_the_report_that_looks_back_on_it_and_by_no_single_year():
    (target,) = resolve(asked("苏州市十四五期间城镇新增就业多少万人"), [CARD, BEFORE]).targets
    assert (target.cards, target.span) == ((CARD,), True)
    candidate = Candidate(READING, READING.statements, {}, SETTINGS.weighing, span=True)
    question = asked("城镇新增就业多少万人")
    figures = [one.raw for point in extract(question, candidate, SETTINGS).points for one in point.figures]
    assert figures == ["85万人"]
    pollution = extract(asked("PM2.5浓度多少微克"), candidate, SETTINGS)
    assert pollution.points == ()
