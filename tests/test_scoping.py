"""The scope of a conversation: what it is, what may be chosen instead, and that the chosen one holds from then on."""

import pytest

from rag.browsing.scoping import Bound, Held, choices, held_scope, moved_to
from rag.pipeline import ask
from rag.types import Kind, State

ASKED = "苏州2021年出庭应诉率"


@pytest.mark.parametrize(
    ("asked", "held"),
    [
        ([ASKED], Held(("苏州市",), (2021,))),
        ([ASKED, "存在哪些问题"], Held(("苏州市",), (2021,))),
        ([ASKED, moved_to(Bound.YEAR, None)], Held(("苏州市",), ())),
        ([ASKED, moved_to(Bound.YEAR, None), "存在哪些问题"], Held(("苏州市",), ())),
        ([ASKED, moved_to(Bound.PLACE, None)], Held((), (2021,))),
        ([ASKED, moved_to(Bound.PLACE, "建德市"), moved_to(Bound.YEAR, 2020)], Held(("建德市",), (2020,))),
        ([ASKED, moved_to(Bound.KIND, Kind.DISCLOSURE)], Held(("苏州市",), (2021,), Kind.DISCLOSURE)),
        ([ASKED, moved_to(Bound.KIND, Kind.DISCLOSURE), moved_to(Bound.KIND, None)], Held(("苏州市",), (2021,))),
        (["建德市和武清区2020年出庭应诉率"], Held(("建德市", "武清区"), (2020,))),
    ],
)
def test_the_scope_is_the_last_questions_and_what_it_takes_from_those_before(asked, held, sample_desk):
    assert held_scope(asked, sample_desk) == held


def test_what_may_be_chosen_is_what_the_library_holds(sample_desk):
    every = choices(Held(), sample_desk)
    assert every.places == ("建德市", "武清区", "清镇市", "白沙路街道", "苏州市")
    assert every.years == (2021, 2020, 2015)
    assert every.kinds == (Kind.LAW_BASED_GOVERNMENT,)
    assert choices(Held(("苏州市",)), sample_desk).years == (2021,)
    assert choices(Held(("成都市",)), sample_desk).years == (2021, 2020, 2015)


def test_another_scope_asks_the_last_question_again_within_it(sample_desk):
    missing = ask("苏州2020年出庭应诉率", sample_desk)
    assert missing.state is State.NOT_FOUND
    lifted = ask(moved_to(Bound.YEAR, None), sample_desk, history=["苏州2020年出庭应诉率"])
    assert (lifted.state, lifted.figures[0].figure.raw) == (State.ANSWERED, "96.6%")
    moved = ask(moved_to(Bound.PLACE, "建德市"), sample_desk, history=["苏州2020年出庭应诉率"])
    assert "77.27%" in moved.text


def test_a_question_that_names_its_own_scope_is_asked_in_that(sample_desk):
    history = [ASKED, moved_to(Bound.YEAR, None)]
    assert "77.27%" in ask("建德2020年出庭应诉率", sample_desk, history=history).text
