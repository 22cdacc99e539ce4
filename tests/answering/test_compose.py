"""Points and gaps become the words that a person reads."""

from dataclasses import replace

import pytest
from made_answers import GUSU, JIANDE, SUZHOU, asked, card_of, reading_of

from rag.answering.compose import Outcome, compose
from rag.answering.phrases import phrases
from rag.answering.points import Point
from rag.answering.scope import Resolved, Target
from rag.config import Answering
from rag.language.figures import find_figures
from rag.language.text import normalise
from rag.types import Kind, Missing, Place, Reason, Role, Span, State

SETTINGS = Answering()
LONG = "，".join(f"{n}类事项依照规定由承办的同志会同大家抓紧办理" for n in "甲乙丙丁戊己庚辛壬癸")
TEXT = f"一、应诉\n全市出庭应诉率达96.6%。上年为93.4%。\n市政府为被告的应诉率77.27%。\n{LONG}，共8件。\n"
READING = reading_of(TEXT)


def point_of(quote, count=1, reading=READING, lead=False):
    """A point of one slice and the last `count` figures in it."""
    text = reading.report.text
    at = text.index(quote)
    figures = []
    for figure in find_figures(normalise(quote))[-count:] if count else ():
        start = at + quote.index(figure.raw)
        figures.append(replace(figure, span=Span(start, start + len(figure.raw))))
    span = Span(at, at + len(quote))
    return Point(reading, (span,), tuple(figures), span if lead else None)


RATE = "全市出庭应诉率达96.6%。"


def composed(points, words="苏州2021年出庭应诉率", missing=(), place="苏州市", **settings):
    target = Target(place, 2021, tuple(dict.fromkeys(point.reading.card for point in points)))
    outcomes = [Outcome(target, tuple(points))]
    return compose(asked(words), Resolved((target,), tuple(missing)), outcomes, SETTINGS.model_copy(update=settings))


def test_a_fact_is_its_value_whose_it_is_and_the_words_that_say_so():
    answer = composed([point_of(RATE)])
    assert answer.state is State.ANSWERED
    assert answer.text == f"96.6%。苏州市2021年法治政府建设报告：“{RATE}”[1]"
    (cited,) = answer.figures
    assert (cited.figure.raw, cited.place, cited.year, cited.citation) == ("96.6%", "苏州市", 2021, 1)
    assert answer.citations[0].quote == RATE


def test_a_figure_of_a_part_is_labelled_with_it():
    answer = composed([point_of(RATE), point_of("市政府为被告的应诉率77.27%。")])
    second = answer.text.split("\n")[1]
    assert second == "市政府为被告：77.27%。“市政府为被告的应诉率77.27%。”[2]"


def test_last_years_value_is_of_the_year_before():
    (cited,) = composed([point_of("上年为93.4%。")]).figures
    assert (cited.figure.role, cited.year) == (Role.PREVIOUS, 2020)


def test_a_fact_in_a_long_sentence_is_kept_to_its_length():
    answer = composed([point_of(f"{LONG}，共8件。")], text=150)
    assert len(answer.text) <= 150
    assert answer.text.startswith("8件。苏州市2021年法治政府建设报告：“")
    assert answer.text.endswith("癸类事项依照规定由承办的同志会同大家抓紧办理，共8件。”[1]")
    assert answer.text.split("“")[1].startswith("辛类事项")


def test_facts_of_many_reports_leave_out_the_quotes_before_they_leave_out_a_fact():
    places = [("江苏省", "苏州市", f"{char}{word}区") for word in ("城", "江", "河") for char in "甲乙丙丁"]
    readings = [reading_of(TEXT, card_of(path, 2021, text=TEXT)) for path in places[:5]]
    answer = composed([point_of(RATE, reading=one) for one in readings], place=None, text=190)
    assert len(answer.text) <= 190
    assert answer.text.count("96.6%") == len(answer.text.split("\n")) == 5
    assert "“" not in answer.text


def test_a_list_names_its_report_once_and_numbers_its_items():
    answer = composed([point_of(RATE, 0, lead=True), point_of("上年为93.4%。", 0, lead=True)])
    assert answer.text.split("\n") == ["苏州市2021年法治政府建设报告：", f"1. {RATE}[1]", "2. 上年为93.4%。[2]"]
    assert answer.figures == ()


def test_one_slice_is_cited_once():
    answer = composed([point_of(RATE), point_of(RATE)])
    assert [citation.n for citation in answer.citations] == [1]
    assert answer.text.count("[1]") == 2


def test_what_is_missing_beside_an_answer_is_said_after_it():
    gap = Missing("建德市", 2021, Reason.NO_REPORT_OF_YEAR, (2020,))
    answer = composed([point_of(RATE)], missing=[gap])
    assert answer.state is State.PARTIAL
    assert answer.text.split("\n")[1] == "库中没有建德市2021年的报告，有2020年的。"
    assert answer.missing == (gap,)


def test_several_asks_answered_in_part_are_partial():
    target = Target("苏州市", 2021, (READING.card,))
    outcome = Outcome(target, (point_of(RATE),), unmentioned=True)
    answer = compose(asked("苏州2021年出庭应诉率"), Resolved((target,)), [outcome], SETTINGS)
    assert answer.state is State.PARTIAL
    assert [gap.reason for gap in answer.missing] == [Reason.NOT_MENTIONED]


NOTHING = {
    Missing("建德市", 2019, Reason.NO_REPORT_OF_PLACE): (
        "没有找到。库中没有建德市的报告。",
        "Not found. The library holds no report of 建德市.",
    ),
    Missing("杭州市", None, Reason.NO_REPORT_OF_PLACE, ("建德报告",)): (
        "没有找到。库中没有杭州市的报告，有：建德报告。",
        "Not found. The library holds no report of 杭州市; below it there is 建德报告.",
    ),
    Missing("建德市", 2019, Reason.NO_REPORT_OF_YEAR, (2020,)): (
        "没有找到。库中没有建德市2019年的报告，有2020年的。",
        "Not found. The library holds no report of 建德市 2019; there is 2020.",
    ),
    Missing("建德市", None, Reason.NO_REPORT_OF_KIND, ("政府工作",)): (
        "没有找到。库中没有建德市这一类报告，有政府工作报告。",
        "Not found. The library holds no report of that kind of 建德市; there is 政府工作.",
    ),
}


@pytest.mark.parametrize(("gap", "words"), NOTHING.items())
def test_an_abstention_says_why_in_the_questions_language(gap, words):
    for question, text in zip(("建德2019年出庭应诉率", "what is the 出庭应诉率 of 建德 in 2019"), words, strict=True):
        answer = compose(asked(question), Resolved((), (gap,)), [], SETTINGS)
        assert (answer.state, answer.text, answer.missing) == (State.NOT_FOUND, text, (gap,))
        assert (answer.figures, answer.citations) == ((), ())


def test_a_name_that_nobody_knows_is_asked_about_with_those_that_are_alike():
    unknown = Resolved((), namesakes=(Place(SUZHOU),), unknown="苏洲")
    answer = compose(asked("苏洲2021年出庭应诉率"), unknown, [], SETTINGS)
    assert answer.text == "没有认出苏洲是哪个地方，是不是江苏省苏州市？"
    answer = compose(asked("what is the 出庭应诉率 of 苏洲 in 2021"), replace(unknown, namesakes=()), [], SETTINGS)
    assert answer.text == "No place is known as 苏洲; which one is meant?"
    assert (answer.state, answer.citations, answer.missing) == (State.UNCLEAR, (), ())


def test_a_report_that_does_not_mention_it_is_named():
    target = Target("苏州市", 2021, (READING.card,))
    answer = compose(asked("苏州2021年核酸检测"), Resolved((target,)), [Outcome(target, ())], SETTINGS)
    assert answer.text == "没有找到。苏州市2021年的报告没有提到。"
    bureau = replace(target, part="司法局", part_name="苏州市司法局")
    answer = compose(asked("苏州司法局2021年律师"), Resolved((bureau,)), [Outcome(bureau, ())], SETTINGS)
    (gap,) = answer.missing
    assert (gap.place, gap.reason) == ("苏州市司法局", Reason.NO_REPORT_OF_PLACE)


def test_small_talk_is_told_what_is_answered_here():
    answer = compose(asked("你好"), Resolved(()), [], SETTINGS)
    assert (answer.state, answer.missing) == (State.NOT_FOUND, (Missing(None, None, Reason.OUT_OF_SCOPE),))
    assert "只回答政府报告里写了的内容" in answer.text


def test_namesakes_are_asked_about_with_the_names_above_them():
    places = (Place(("北京市", "朝阳区")), Place(("吉林省", "长春市", "朝阳区")))
    answer = compose(asked("朝阳区复议多少件"), Resolved((), (), places), [], SETTINGS)
    assert answer.state is State.UNCLEAR
    assert answer.text == "同名的地方不止一个，请说明是哪一个：北京市朝阳区、吉林省长春市朝阳区？"


def test_more_reports_than_may_be_listed_are_asked_back_about_unless_compared():
    readings = [reading_of(TEXT, card_of(path, 2021)) for path in (SUZHOU, JIANDE, GUSU)]
    points = [point_of(RATE, reading=one) for one in readings]
    answer = composed(points, "2021年出庭应诉率", place=None, places_listed=2)
    assert (answer.state, answer.citations) == (State.UNCLEAR, ())
    assert answer.text == "提到的报告不止一份，请说明地方和年份（苏州市、建德市、姑苏区）。"
    assert composed(points, "2021年出庭应诉率", place=None, places_listed=3).state is State.ANSWERED
    assert composed(points, "2021年哪里出庭应诉率最高", place=None, places_listed=2).state is State.ANSWERED


def test_an_answers_id_is_of_its_question_and_its_words():
    first, again, other = (composed([point_of(RATE)], words) for words in ("苏州率", "苏州率", "率"))
    assert first.id == again.id != other.id
    assert len(first.id) == 16


def test_a_work_report_is_named_as_one_where_values_stand_alone():
    say = phrases("zh")
    assert say.named(card_of(SUZHOU, 2021)) == "苏州市2021年："
    assert say.named(card_of(SUZHOU, 2021, Kind.GOVERNMENT_WORK)) == "苏州市2021年政府工作报告："


def test_a_part_of_a_place_by_itself_asks_what_the_report_says_of_it():
    part = Outcome(Target("苏州市", 2021, (READING.card,), part="太湖新城"), (point_of(RATE),))
    question = asked("苏州2021年太湖新城")
    assert compose(replace(question, topic="", kinds=()), Resolved((part.target,), (), ()), [part], SETTINGS).citations
    whole = Outcome(replace(part.target, part=""), part.points)
    assert compose(
        replace(question, topic="", kinds=()), Resolved((whole.target,), (), ()), [whole], SETTINGS
    ).state is (State.UNCLEAR)
