"""What several values come to together, and how many times one is of another."""

import pytest
from made_answers import JIANDE, SUZHOU, asked
from made_points import answer_of, derived
from test_conclude import RATE, first, of, passes_the_gate

from rag.answering.comparing import comparison, of_each

TWO = of(SUZHOU, 2021, "57件"), of(JIANDE, 2021, "129件")


def test_counts_of_several_places_are_added_up():
    answer = answer_of("苏州和建德2021年的行政复议案件合计多少件", *TWO)
    assert first(answer) == "苏州市、建德市合计186件。[1][2]"
    assert derived(answer) == [("186件", "186", "件", None, None, 1)]
    assert passes_the_gate(answer, *TWO)


def test_their_mean_is_given_to_a_tenth():
    found = of(SUZHOU, 2019, "50件"), of(SUZHOU, 2020, "60件"), of(SUZHOU, 2021, "65余件")
    answer = answer_of("苏州2019到2021年行政复议案件一共多少，平均每年多少", *found)
    assert "2019年、2020年、2021年合计175件，平均58.3件（约数）。[1][2][3]" in answer.text
    assert passes_the_gate(answer, *found)


def test_rates_are_not_added_up():
    found = of(SUZHOU, 2021, "96.6%", RATE), of(JIANDE, 2021, "77.27%", RATE)
    assert derived(answer_of("苏州和建德2021年出庭应诉率合计多少", *found)) == []


def test_how_many_times_one_is_of_another_is_worked_out():
    answer = answer_of("建德2021年行政复议案件是苏州的几倍", *TWO)
    assert first(answer) == "建德市更多，比苏州市多72件，是苏州市的2.3倍。[2][1]"
    assert passes_the_gate(answer, *TWO)
    years = of(SUZHOU, 2019, "50件"), of(SUZHOU, 2021, "75件")
    told = first(answer_of("苏州2021年行政复议案件是2019年的几倍", *years))
    assert told == "2021年比2019年增加25件，是2019年的1.5倍。[2][1]"


@pytest.mark.parametrize(
    "words",
    [
        "苏州和建德2021年复议案件合计多少件",
        "苏州和建德2021年复议案件加起来多少",
        "苏州2021年复议案件是建德的几倍",
        "苏州和建德2021年复议案件平均多少件",
    ],
)
def test_the_words_that_ask_so_are_no_words_of_the_value(words):
    plain = of_each(asked(words), "苏州市")
    assert (plain.topic, plain.units) in (("复议案件", ("案",)), ("复议案件", ()))


def test_what_each_of_them_is_is_no_total():
    assert not comparison(asked("苏州和建德2021年分别一共办理复议案件多少件")).total
    assert not comparison(asked("苏州2021年一共办理复议案件多少件")).total
