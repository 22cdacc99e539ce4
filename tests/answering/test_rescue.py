"""What one report was asked in vain, asked again in the words of another that answered."""

import pytest
from made_answers import JIANDE, SUZHOU, card_of, reading_of

from rag.answering.evidence import Ask, Evidence
from rag.answering.rescue import Twice, surest
from rag.answering.terms import find_terms
from rag.language.figures import find_figures

TOLD = "一、复议\n办理行政复议案件129件。\n"
OTHER = (
    "一、复议\n共收到行政复议申请13件，依法受理10件。作出行政处罚20件。\n全市收到复议申请90件，受理率90%。\n"
    "市级政府部门收到复议申请7件。\n"
)


def figure_of(text, raw, path=SUZHOU):
    """A figure of a report of this text, as evidence."""
    reading = reading_of(text, card_of(path, 2021, text=text))
    return next(
        Evidence(reading, statement, figure, 0.3)
        for statement in reading.statements
        for figure in find_figures(statement.text)
        if figure.raw == raw
    )


def answer(*chances, words="行政复议案件数", told=None):
    """The figure that answers, of some with their chances by the question and by the other report's words."""
    found = [Twice(figure_of(OTHER, raw, JIANDE), by_ask, by_words) for raw, by_ask, by_words in chances]
    best = surest(found, Ask(find_terms(words), ("件",), words=words), told or figure_of(TOLD, "129件"))
    return best.figure.raw if best else None


def test_a_figure_that_both_ways_of_asking_point_to_answers():
    assert answer(("13件", 0.24, 0.69), ("10件", 0.06, 0.05)) == "13件"


@pytest.mark.parametrize(
    "chances",
    [
        [("13件", 0.3, 0.5), ("10件", 0.3, 0.4)],
        [("13件", 0.001, 0.95)],
        [("13件", 0.05, 0.1)],
        [],
    ],
)
def test_what_does_not_lead_or_is_hardly_likely_does_not(chances):
    assert answer(*chances) is None


def test_the_very_words_of_the_other_report_need_little_of_the_question():
    assert answer(("13件", 0.02, 0.96)) == "13件"


def test_another_unit_or_matter_or_part_of_a_place_is_no_answer():
    assert answer(("90%", 0.4, 0.9)) is None
    assert answer(("20件", 0.4, 0.9)) is None
    assert answer(("7件", 0.4, 0.9)) is None
