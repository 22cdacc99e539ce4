"""The indicator files keep to docs/indicators.md: enough wordings, one number a clause, nobody's wording twice."""

import re
from collections import Counter

import pytest

from rag.language.figures import find_figures
from rag.language.indicators import FIGURE, indicators
from rag.language.text import normalise

KNOWN = indicators()
FIGURES = [one for one in KNOWN.values() if one.kind == FIGURE]
TOPICS = [one for one in KNOWN.values() if one.kind != FIGURE]


def test_there_are_hundreds_in_every_field_of_the_genre():
    assert len(FIGURES) > 500
    assert len(TOPICS) > 50
    assert {one.field for one in KNOWN.values()} >= {
        "litigation",
        "governing",
        "enforcement",
        "service",
        "publicity",
        "economy",
    }


def test_each_is_named_asked_about_and_told_in_many_ways():
    for one in KNOWN.values():
        assert len(one.names) >= 2, one.key
        assert len(set(one.asks)) >= 10, one.key
        assert len(set(one.says)) >= 4, one.key


def test_a_clause_states_one_number_in_the_indicators_unit():
    for one in FIGURES:
        assert one.units, one.key
        for clause in one.says:
            assert clause.count("{v}") == 1, (one.key, clause)


def test_no_wording_asks_for_two_indicators():
    asked = Counter(normalise(words) for one in KNOWN.values() for words in set(one.asks))
    assert [words for words, count in asked.items() if count > 1] == []


def test_no_ask_names_a_year():
    named = [words for one in KNOWN.values() for words in one.asks if re.search(r"20\d\d年", words)]
    assert named == []


@pytest.mark.parametrize("value", ["1234", "56.7"])
def test_the_program_reads_the_number_of_nearly_every_clause(value):
    """What it does not read cannot be answered: at least 97 of 100 clauses give back their value."""
    plain = [one for one in FIGURES if not one.units[0].startswith(("万", "亿", "千", "百"))]
    told = [normalise(clause.replace("{v}", value + one.units[0])) for one in plain for clause in one.says]
    read = sum(any(str(figure.value) == value for figure in find_figures(clause)) for clause in told)
    assert read / len(told) > 0.97
