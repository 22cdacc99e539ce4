"""The words of an ask, how much each weighs, and where a text holds them."""

import pytest

from rag.answering.terms import DECIDING, Term, find_terms, match_strength
from rag.language.text import normalise
from rag.language.vocabulary import vocabulary

HELD = [
    ("受理", "全年受理复议申请82件", 1.0),
    ("受理", "决定不予受理13件", 0.0),
    ("受理", "不予受理13件,受理82件", 1.0),
    ("不予受理", "决定不予受理13件", 1.0),
    ("不予受理", "全年受理82件", 0.0),
    ("败诉", "败诉案件3件", 1.0),
    ("败诉", "胜诉案件3件", 0.0),
    ("公开", "未公开的文件2件", 0.0),
]


def words_of(topic):
    return {term.word: term.weight for term in find_terms(normalise(topic))}


@pytest.mark.parametrize(("word", "text", "strength"), HELD)
def test_a_text_holds_a_word_unless_it_denies_it(word, text, strength):
    (term,) = find_terms(word)
    assert match_strength(term, text) == strength


def test_another_name_is_held_less_surely_than_the_word_itself():
    (term,) = find_terms("法律顾问")
    own, near, none = (match_strength(term, text) for text in ("法律顾问12名", "政府请的律师12名", "公证员12名"))
    assert own == 1.0
    assert own > near > 0.9
    assert none == 0.0


def test_an_unknown_word_is_held_by_most_of_its_letters():
    term = Term("低空经济区", (), 0.8)
    assert match_strength(term, "发展低空经济") == pytest.approx(0.7 * 3 / 4)
    assert match_strength(term, "发展县域经济") == 0.0


def test_words_of_asking_are_dropped():
    assert words_of("是多少") == {}
    assert words_of("请问一共有多少") == {}
    assert "多少" not in words_of("行政复议多少件")


def test_the_words_of_the_genre_weigh_most_and_generic_ones_little():
    weights = words_of("全市行政复议工作情况")
    assert weights["行政复议"] == 1.0 >= DECIDING
    assert weights["工作"] == weights["情况"] == 0.2
    assert words_of("接待")["接待"] == 0.7 < DECIDING


def test_a_quoted_name_is_one_word():
    weights = words_of("“石榴籽”调解室多少个")
    assert weights["石榴籽"] == 1.0


def test_a_word_comes_once_with_all_its_names():
    (term,) = find_terms("应诉率应诉率")
    assert "出庭应诉率" in term.names


def test_every_listed_word_is_listed_to_some_effect():
    known = vocabulary()
    assert known.light - known.generic <= set(known.names)
