"""Questions that are offered: of the library, answered by it, and each something new."""

import pytest

from rag.browsing.suggesting import candidates, first_questions, next_questions
from rag.config import Settings
from rag.pipeline import Desk, ask, index
from rag.types import State

REPORT = """{place}人民政府关于{year}年法治政府建设情况的报告

一、主要工作

（一）行政应诉。全年办理行政应诉案件{cases}件，行政机关负责人出庭应诉率为{rate}%。

（二）行政复议。全年受理行政复议案件{taken}件。

二、存在的问题

一是基层执法力量不足。二是制度落实不够到位。

{place}人民政府
{next}年1月20日
"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    folder = tmp_path_factory.mktemp("suggesting")
    for at, (place, year) in enumerate([("苏州市", 2021), ("苏州市", 2020), ("无锡市", 2021)]):
        numbers = {"cases": 200 + at, "rate": 96.5 + at / 10, "taken": 310 + at}
        text = REPORT.format(place=place, year=year, next=year + 1, **numbers)
        (folder / f"{place}{year}.txt").write_text(text, encoding="utf-8")
    with Desk.open(Settings(library=folder / "library"), create=True) as desk:
        assert index(sorted(folder.glob("*.txt")), desk).added == 3
        yield desk


def test_the_first_questions_are_of_different_reports_and_topics_and_are_answered(sample_desk):
    questions = first_questions(sample_desk)
    assert len(questions) == 4
    assert len({question[:3] for question in questions}) == 4
    assert len({question.split("年", 1)[1] for question in questions}) == 4
    assert all(ask(question, sample_desk).state is State.ANSWERED for question in questions)
    first = [one.question for one, _ in zip(candidates(sample_desk.library.cards()), range(5), strict=False)]
    assert all(str(card.identity.year) in words for card, words in zip(sample_desk.library.cards(), first, strict=True))


def test_what_comes_next_is_another_year_another_topic_and_another_place(desk):
    asked = ["苏州2021年出庭应诉率"]
    answer = ask(asked[0], desk)
    questions = next_questions(answer, asked, desk)
    assert questions == ("苏州市2020年呢？", "苏州市2021年存在哪些问题？", "无锡市2021年呢？")
    answered = [ask(question, desk, history=asked) for question in questions]
    assert [one.state for one in answered] == [State.ANSWERED] * 3
    assert "96.6%" in answered[0].text
    assert "96.7%" in answered[2].text


def test_two_places_of_a_year_are_compared_and_what_was_asked_is_not_offered_again(desk):
    asked = ["苏州2021年出庭应诉率", "苏州市2020年呢？", "苏州市2021年存在哪些问题？", "无锡市2021年呢？"]
    answer = ask("苏州2021年出庭应诉率", desk)
    questions = next_questions(answer, asked, desk)
    assert not set(questions) & set(asked)
    assert any(question.startswith("苏州市和无锡市2021年的") for question in questions)


def test_after_no_answer_nothing_is_offered(desk):
    asked = ["苏州2019年出庭应诉率"]
    assert next_questions(ask(asked[0], desk), asked, desk) == ()
