"""What several values come to: ranks, differences and courses, each with its citations, and none where none is true."""

import pytest
from made_answers import GUSU, HANGZHOU, JIANDE, SUZHOU
from made_points import answer_of, derived, outcome, point

from rag.answering.check import check_answer
from rag.types import Missing, Reason, State

RATE = "出庭应诉率达{}。"
CASES = "行政复议案件{}。"
WUXI = ("江苏省", "无锡市")


def of(path, year, value, sentence=CASES):
    return outcome(point(path, year, sentence.format(value)))


def first(answer):
    return answer.text.split("\n")[0]


def passes_the_gate(answer, *outcomes):
    points = [one for found in outcomes for one in (*found.points, *found.against)]
    return check_answer(answer, {one.reading.card.id: one.reading.report.text for one in points}) == ()


def test_of_two_places_the_higher_is_named_with_the_difference():
    found = of(SUZHOU, 2021, "57件"), of(WUXI, 2021, "129件")
    answer = answer_of("苏州和无锡2021年的行政复议案件哪个多", *found)
    assert first(answer) == "无锡市更多，比苏州市多72件。[2][1]"
    assert derived(answer) == [("72件", "72", "件", None, 2021, 2)]
    assert answer.state is State.ANSWERED
    assert passes_the_gate(answer, *found)


def test_rates_are_apart_by_points():
    answer = answer_of(
        "比较苏州2021年和建德2020年的出庭应诉率", of(SUZHOU, 2021, "96.6%", RATE), of(JIANDE, 2020, "77.27%", RATE)
    )
    assert first(answer) == "苏州市2021年更高，比建德市2020年高19.33个百分点。[1][2]"
    assert derived(answer) == [("19.33个百分点", "19.33", "百分点", None, None, 1)]


def test_the_least_comes_first_where_it_is_asked_for():
    found = [of(SUZHOU, 2021, "57件"), of(WUXI, 2021, "129件"), of(HANGZHOU, 2021, "13件")]
    answer = answer_of("苏州、无锡、杭州2021年行政复议案件最少的是哪里", *found)
    assert first(answer) == "由少到多：杭州市、苏州市、无锡市；杭州市最少，无锡市最多，相差116件。[3][1][2]"
    assert passes_the_gate(answer, *found)


def test_equal_values_are_said_to_be_equal():
    answer = answer_of("苏州和无锡2021年行政复议案件哪个多", of(SUZHOU, 2021, "57件"), of(WUXI, 2021, "57件"))
    assert first(answer) == "苏州市、无锡市相同。[1][2]"
    found = of(SUZHOU, 2021, "57件"), of(WUXI, 2021, "57件"), of(HANGZHOU, 2021, "13件")
    assert (
        "苏州市和无锡市最多，杭州市最少，相差44件" in answer_of("苏州、无锡、杭州2021年行政复议案件谁最多", *found).text
    )


def test_units_that_count_alike_are_ranked_and_not_subtracted():
    answer = answer_of("苏州和无锡2021年行政复议案件哪个多", of(SUZHOU, 2021, "57件"), of(WUXI, 2021, "129起"))
    assert first(answer) == "无锡市更多。[2][1]"
    assert derived(answer) == []


@pytest.mark.parametrize(("one", "other"), [("57件", "129人"), ("57件", "96.6%")])
def test_values_of_different_things_are_not_compared(one, other):
    answer = answer_of("苏州和无锡2021年行政复议案件哪个多", of(SUZHOU, 2021, one), of(WUXI, 2021, other))
    assert derived(answer) == []
    assert "更" not in answer.text


def test_a_place_with_two_scopes_is_compared_with_none():
    both = outcome(point(JIANDE, 2020, "市政府为被告的案件出庭应诉率77.27%，部门为被告的案件出庭应诉率100%。", 2))
    answer = answer_of("苏州和建德的出庭应诉率哪个高", of(SUZHOU, 2021, "96.6%", RATE), both)
    assert derived(answer) == []
    assert "更高" not in answer.text


def test_values_of_different_parts_are_compared_with_that_said():
    part = of(JIANDE, 2020, "77.27%", "市政府为被告的案件出庭应诉率{}。")
    answer = answer_of("苏州和建德的出庭应诉率哪个高", of(SUZHOU, 2020, "96.6%", RATE), part)
    assert first(answer) == "苏州市更高，比建德市高19.33个百分点（口径不同：建德市为市政府为被告）。[1][2]"


def test_values_that_are_only_asked_for_are_not_compared():
    answer = answer_of("苏州和无锡2021年行政复议案件各多少件", of(SUZHOU, 2021, "57件"), of(WUXI, 2021, "129件"))
    assert answer.text.startswith("57件。苏州市")
    assert derived(answer) == []


def test_a_place_without_a_report_is_told_beside_the_others():
    gap = Missing("南京市", 2021, Reason.NO_REPORT_OF_PLACE)
    found = of(SUZHOU, 2021, "57件"), of(WUXI, 2021, "129件")
    answer = answer_of("苏州、无锡和南京2021年行政复议案件谁最多", *found, missing=[gap])
    assert answer.state is State.PARTIAL
    assert answer.missing == (gap,)
    assert first(answer) == "无锡市更多，比苏州市多72件。[2][1]"
    assert answer.text.endswith("库中没有南京市的报告。")


def test_over_the_years_the_ends_are_set_against_each_other():
    found = [of(SUZHOU, year, value) for year, value in ((2019, "26件"), (2020, "32件"), (2021, "23件"))]
    answer = answer_of("苏州2019年至2021年行政复议案件的变化情况，首尾相差多少", *found)
    assert first(answer) == "2021年比2019年少3件。[1][2][3]"
    assert derived(answer) == [("3件", "3", "件", "苏州市", None, 3)]
    assert passes_the_gate(answer, *found)


def test_a_course_that_never_turns_is_called_by_its_way():
    rising = [of(SUZHOU, year, value, RATE) for year, value in ((2019, "93.1%"), (2020, "95.4%"), (2021, "96.6%"))]
    assert first(answer_of("苏州2019年到2021年出庭应诉率的走势", *rising)).startswith(
        "逐年上升，2021年比2019年高3.5个百分点。"
    )
    assert (
        first(answer_of("苏州2020年和2021年出庭应诉率的变化", *rising[1:])) == "2021年比2020年上升1.2个百分点。[2][1]"
    )
    falling = [of(SUZHOU, 2020, "68件"), of(SUZHOU, 2021, "57件")]
    assert first(answer_of("苏州2021年行政复议案件比2020年少了多少件", *falling)) == "2021年比2020年减少11件。[2][1]"
    level = [of(SUZHOU, 2020, "57件"), of(SUZHOU, 2021, "57件")]
    assert first(answer_of("苏州2020年和2021年行政复议案件的变化", *level)) == "2021年与2020年相同。[2][1]"


def test_each_year_is_set_against_the_one_before_where_that_is_asked():
    found = [of(SUZHOU, year, value) for year, value in ((2019, "26件"), (2020, "32件"), (2021, "23件"))]
    answer = answer_of("苏州2019年至2021年行政复议案件逐年增减多少", *found)
    assert first(answer).startswith("2020年比2019年多6件，2021年比2020年少9件，2021年比2019年少3件。")
    assert {raw for raw, *_ in derived(answer)} == {"6件", "9件", "3件"}
    assert passes_the_gate(answer, *found)


def test_a_change_as_a_share_is_worked_out():
    found = [of(SUZHOU, 2020, "50件"), of(SUZHOU, 2021, "57件")]
    answer = answer_of("苏州2021年行政复议案件比2020年增长了百分之几", *found)
    assert first(answer) == "2021年比2020年增加7件（14%）。[2][1]"
    assert passes_the_gate(answer, *found)


def test_money_keeps_its_ten_thousands_and_rounded_values_are_marked():
    found = [of(SUZHOU, 2020, "近8,900万元", "罚没款{}。"), of(SUZHOU, 2021, "8,962万元", "罚没款{}。")]
    answer = answer_of("苏州2020年和2021年罚没款的变化", *found)
    assert first(answer) == "2021年比2020年增加62万元（约数）。[2][1]"
    assert derived(answer)[0][:3] == ("62万元", "620000", "元")


def test_each_of_two_places_has_its_own_course():
    found = [of(path, year, value) for path, year, value in TWO_PLACES]
    answer = answer_of("苏州和无锡2020年、2021年行政复议案件的变化", *found)
    assert {(raw, place) for raw, _, _, place, *_ in derived(answer)} == {("6件", "苏州市"), ("9件", "无锡市")}


TWO_PLACES = [(SUZHOU, 2020, "26件"), (SUZHOU, 2021, "32件"), (WUXI, 2020, "40件"), (WUXI, 2021, "31件")]


def test_a_level_of_government_is_no_difference_of_parts():
    district = ("江苏省", "苏州市", "姑苏区")
    assert district == GUSU
    found = (
        of(SUZHOU, 2021, "90%", "市政府为被告的案件出庭应诉率{}。"),
        of(GUSU, 2021, "80%", "区政府为被告的案件出庭应诉率{}。"),
    )
    answer = answer_of("苏州和姑苏区2021年的出庭应诉率哪个高", *found)
    assert first(answer) == "苏州市更高，比姑苏区高10个百分点。[1][2]"


def test_of_many_places_those_of_another_part_are_left_out_and_that_is_said():
    found = [of(SUZHOU, 2021, "57件"), of(WUXI, 2021, "129件")]
    parts = point(GUSU, 2021, "以区政府为被申请人的复议案件181件，以区政府部门为被申请人的复议案件98件。", 2)
    answer = answer_of("江苏省各市2021年谁的行政复议案件最多", *found, outcome(parts))
    assert first(answer) == "无锡市更多，比苏州市多72件（口径不同的没有列入）。[2][1]"


def test_english_says_the_same():
    found = of(SUZHOU, 2021, "57件"), of(WUXI, 2021, "129件")
    answer = answer_of("which had more 行政复议案件 in 2021, 苏州 or 无锡?", *found)
    assert first(answer) == "无锡市 highest, 苏州市 lowest, apart by 72件.[2][1]"
    trend = [of(SUZHOU, 2020, "68件"), of(SUZHOU, 2021, "57件")]
    answer = answer_of("how did the 行政复议案件 of 苏州 change from 2020 to 2021?", *trend)
    assert first(answer) == "2021 against 2020: down 11件.[2][1]"
