"""An ask for a portion of a whole is answered with the portion or not at all, never with the whole."""

import pytest
from made_answers import judged

from rag.answering.evidence import Ask, weigh_figures
from rag.answering.portion import portion_of
from rag.answering.terms import find_terms

TEXT = "向乡镇下放行政职权216项(其中:行政许可14项、行政检查22项、行政处罚180项)。全年受理复议案件88件,其中撤销5件。\n"


@pytest.fixture(scope="module")
def candidate():
    return judged(TEXT)


@pytest.mark.parametrize(
    ("words", "portion"),
    [
        ("下放的职权中行政许可", "行政许可"),
        ("下放的职权里面行政许可的有", "行政许可"),
        ("新收案件里含撤诉的", "撤诉"),
        ("集中学习", ""),
        ("法治培训中心", ""),
        ("中小企业贷款", ""),
        ("事中事后监管", ""),
        ("高速公路里程", ""),
    ],
)
def test_what_stands_behind_among_is_the_portion(words, portion):
    assert portion_of(words) == portion


def test_the_portion_answers_and_the_whole_does_not(candidate):
    words = "向乡镇下放的行政职权中行政许可"
    first, *rest = weigh_figures(Ask(find_terms(words), ("项",), words=words), candidate)
    assert (first.figure.value, first.score >= 0.5) == (14, True)
    assert all(one.score < 0.5 for one in rest)


def test_a_portion_that_nothing_states_is_not_answered_with_the_whole(candidate):
    words = "下放的职权中行政强制"
    assert all(one.score < 0.5 for one in weigh_figures(Ask(find_terms(words), ("项",), words=words), candidate))
