"""The words of the genre as they are listed: normalised, in groups that hold themselves, none to no effect."""

import pytest

from rag.language.text import normalise
from rag.language.vocabulary import vocabulary

NEIGHBOURS = [
    ("受理", "不予受理"),
    ("受理", "申请"),
    ("受理", "审结"),
    ("败诉", "胜诉"),
    ("增长", "下降"),
    ("主动公开", "依申请公开"),
    ("行政复议", "行政诉讼"),
]


def test_the_lists_are_normalised():
    known = vocabulary()
    for word in (*known.stop, *known.generic, *known.light, *known.names):
        assert word == normalise(word) != ""


def test_each_word_is_among_its_own_names():
    for word, names in vocabulary().names.items():
        assert word in names
        assert len(set(names)) == len(names) > 1


def test_no_word_of_asking_names_a_thing():
    known = vocabulary()
    assert not known.stop & set(known.names)


@pytest.mark.parametrize(("one", "other"), NEIGHBOURS)
def test_neighbours_that_are_mistaken_for_one_another_are_not_one(one, other):
    names = vocabulary().names
    assert other not in names[one]
    assert one not in names[other]


def test_it_is_read_once():
    assert vocabulary() is vocabulary()
