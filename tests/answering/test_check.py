"""The gate: what is right passes, and whatever is changed in it is caught."""

from dataclasses import replace
from decimal import Decimal

import pytest
from made_answers import JIANDE, SUZHOU, card_of, reading_of

from rag.answering.check import check_answer, numbers_in
from rag.answering.cite import cite
from rag.answering.compose import remove_lines
from rag.types import Answer, CitedFigure, Figure, Missing, Reason, Role, Span, State

TEXT = (
    "苏州市2021年法治政府建设报告\n一、行政应诉\n全市出庭应诉率达96.6%，同比提高3.2个百分点。\n"
    "二、行政复议\n全年收到复议申请1,234件，受理1,024件。\n三、普法\n发放宣传资料３２万余份。\n"
)
CARD = card_of(SUZHOU, 2021, text=TEXT)
READING = reading_of(TEXT, CARD)
TEXTS = {CARD.id: TEXT}


def cited(n, quote, *raws):
    """A citation of a quote, with figures that it holds."""
    at = TEXT.index(quote)
    citation = cite(n, READING, Span(at, at + len(quote)))
    figures = []
    for raw in raws:
        start = TEXT.index(raw, at)
        value = Decimal(raw.rstrip("%件份余万个百分点").replace(",", ""))
        figure = Figure(Span(start, start + len(raw)), raw, value, raw[-1], "余" in raw, Role.ACTUAL)
        figures.append(CitedFigure(figure, "苏州市", 2021, n))
    return citation, figures


def right():
    """An answer whose every word is in order."""
    first, figures = cited(1, "全市出庭应诉率达96.6%，同比提高3.2个百分点。", "96.6%")
    second, more = cited(2, "全年收到复议申请1,234件，受理1,024件。", "1,234件", "1,024件")
    third, last = cited(3, "发放宣传资料３２万余份。", "３２万余份")
    lines = [
        "96.6%。苏州市2021年法治政府建设报告：“全市出庭应诉率达96.6%，同比提高3.2个百分点。”[1]",
        "1,234件，1,024件。“全年收到复议申请1,234件，受理1,024件。”[2]",
        "1. 32万余份[3]",
    ]
    every = (*figures, *more, *last)
    return Answer("a", "问", State.ANSWERED, "\n".join(lines), every, (first, second, third))


ANSWER = right()


def rules(answer):
    return {finding.rule for finding in check_answer(answer, TEXTS)}


def with_text(old, new, answer=ANSWER):
    assert old in answer.text
    return replace(answer, text=answer.text.replace(old, new, 1))


def with_figure(number, **changes):
    figures = list(ANSWER.figures)
    figures[number] = replace(figures[number], figure=replace(figures[number].figure, **changes))
    return replace(ANSWER, figures=tuple(figures))


def with_citation(number, **changes):
    citations = list(ANSWER.citations)
    citations[number] = replace(citations[number], **changes)
    return replace(ANSWER, citations=tuple(citations))


MUTATIONS = {
    "a piece of a number": (with_text("96.6%。", "6.6%。"), "number"),
    "a number without its fraction": (with_text("96.6%。", "96%。"), "number"),
    "digits in another order": (with_text("96.6%。", "69.6%。"), "number"),
    "a number of another citation": (with_text("96.6%。", "1024。"), "number"),
    "a number with another comma": (with_text("1,234件，", "12,34件，"), "number"),
    "a year that nobody named": (with_text("苏州市2021年", "苏州市2019年"), "number"),
    "a value with another unit": (with_text("1,234件，", "1,234人，"), "unit"),
    "a value of another power": (with_text("32万余份", "32亿余份"), "unit"),
    "other words in quotation marks": (with_text("“全年收到", "“全年受理"), "words"),
    "another numeral in quotation marks": (with_text("同比提高", "同比两次提高"), "words"),
    "a mark of no citation": (with_text("[2]", "[9]"), "marker"),
    "no mark at all": (with_text("[2]", ""), "number"),
    "the mark of another citation": (with_text("[2]", "[1]"), "number"),
    "a number more in the words": (with_text("32万余份", "32万余份、共57场"), "number"),
    "a strange number in a list": (with_text("1. 32万", "1. 23万"), "number"),
    "a figure that is a piece of one": (with_figure(0, raw="6.6%"), "figure"),
    "a figure with digits in another order": (with_figure(1, raw="1,324件"), "figure"),
    "a figure with another unit": (with_figure(1, raw="1,234人"), "figure"),
    "a figure of another citation": (
        replace(ANSWER, figures=(replace(ANSWER.figures[0], citation=2),)),
        "figure",
    ),
    "a figure of no citation": (replace(ANSWER, figures=(replace(ANSWER.figures[0], citation=7),)), "figure"),
    "a quote that is not at its offsets": (with_citation(0, span=ANSWER.citations[0].span.shifted(1)), "quote"),
    "a quote with a digit changed": (with_citation(0, quote="全市出庭应诉率达99.6%，同比提高3.2个百分点。"), "quote"),
    "a quote of another report": (with_citation(0, card=card_of(JIANDE, 2020)), "quote"),
    "an empty quote": (with_citation(0, span=Span(0, 0), quote=""), "quote"),
    "an abstention that cites": (replace(ANSWER, state=State.NOT_FOUND, figures=(), text="没有找到。"), "abstention"),
    "an abstention with a figure": (replace(ANSWER, state=State.UNCLEAR, citations=()), "abstention"),
}


def test_an_answer_in_order_passes():
    assert check_answer(ANSWER, TEXTS) == ()
    assert check_answer(replace(ANSWER, state=State.PARTIAL), TEXTS) == ()


@pytest.mark.parametrize("name", MUTATIONS)
def test_whatever_is_changed_in_it_is_caught(name):
    answer, rule = MUTATIONS[name]
    assert rule in rules(answer)


@pytest.mark.parametrize("digit", "0123456789")
def test_no_digit_of_an_answer_can_be_another(digit):
    for at, char in enumerate(ANSWER.text):
        marker = ANSWER.text[at - 1 : at] == "[" or ANSWER.text[at : at + 2] == "1."
        if char.isdigit() and char != digit and not marker:
            changed = replace(ANSWER, text=ANSWER.text[:at] + digit + ANSWER.text[at + 1 :])
            assert rules(changed), changed.text[max(0, at - 5) : at + 6]


@pytest.mark.parametrize("name", MUTATIONS)
def test_what_a_finding_names_can_be_removed(name):
    answer, _ = MUTATIONS[name]
    left = remove_lines(answer, frozenset(finding.words for finding in check_answer(answer, TEXTS)))
    assert check_answer(left, TEXTS) == ()


def test_an_abstention_may_say_which_years_there_are():
    gap = Missing("苏州市", 2019, Reason.NO_REPORT_OF_YEAR, (2020, 2021))
    words = "没有找到。库中没有苏州市2019年的报告，有2020、2021年的。"
    assert check_answer(Answer("a", "问", State.NOT_FOUND, words, missing=(gap,)), {}) == ()
    both = replace(ANSWER, state=State.PARTIAL, text=f"{ANSWER.text}\n{words}", missing=(gap,))
    assert check_answer(both, TEXTS) == ()


def test_arithmetic_may_stand_in_the_text_as_derived():
    figure = Figure(Span(0, 0), "210件", Decimal(210), "件", False, Role.DERIVED)
    derived = CitedFigure(figure, "苏州市", 2021, 2)
    answer = with_text("1,234件，1,024件。", "相差210件。")
    assert "number" in rules(answer)
    assert rules(replace(answer, figures=(*answer.figures, derived))) == set()


@pytest.mark.parametrize(
    ("raw", "value", "unit"),
    [
        ("211件", 211, "件"),
        ("210人", 210, "人"),
        ("210件", 211, "件"),
        ("2,258件", 2258, "件"),
        ("210万件", 2_100_000, "件"),
    ],
)
def test_arithmetic_that_no_two_cited_figures_come_to_is_refused(raw, value, unit):
    figure = Figure(Span(0, 0), raw, Decimal(value), unit, False, Role.DERIVED)
    answer = with_text("1,234件，1,024件。", f"相差{raw}。")
    answer = replace(answer, figures=(*answer.figures, CitedFigure(figure, "苏州市", 2021, 2)))
    assert "derived" in rules(answer)
    left = remove_lines(answer, frozenset(finding.words for finding in check_answer(answer, TEXTS)))
    assert raw not in left.text
    assert all(one.figure.role is not Role.DERIVED for one in left.figures)


def test_a_difference_stands_where_both_ends_are_cited():
    figure = Figure(Span(0, 0), "210件", Decimal(210), "件", False, Role.DERIVED)
    answer = with_text("96.6%。苏州市", "96.6%，相差210件。苏州市")
    assert "number" in rules(replace(answer, figures=(*answer.figures, CitedFigure(figure, "苏州市", 2021, 2))))


def test_a_count_is_of_the_reports_or_places_that_are_cited():
    def counted(raw, value, unit):
        figure = CitedFigure(Figure(Span(0, 0), raw, Decimal(value), unit, False, Role.DERIVED), None, None, 1)
        text = f"共有{raw}报告提到：苏州市2021年[1]。"
        return replace(ANSWER, text=text, figures=(figure,), citations=ANSWER.citations[:1])

    assert rules(counted("1份", 1, "份")) == rules(counted("1个", 1, "个")) == set()
    assert "derived" in rules(counted("2份", 2, "份"))


def test_numbers_are_whole_and_without_commas():
    assert numbers_in("96.6%，1,234件，３２万，第15号，12,34") == {"96.6", "1234", "32", "15", "12", "34"}
    assert "6.6" not in numbers_in("96.6%")
    assert numbers_in("没有") == set()


def test_what_is_refused_is_removed_and_the_rest_stays():
    answer = with_text("1,234件，1,024件。", "1,244件。")
    words = frozenset(finding.words for finding in check_answer(answer, TEXTS))
    left = remove_lines(answer, words)
    assert left.state is State.PARTIAL
    assert [citation.n for citation in left.citations] == [1, 3]
    assert {cited.citation for cited in left.figures} == {1, 3}
    assert check_answer(left, TEXTS) == ()


def test_nothing_left_is_an_abstention():
    answer = replace(ANSWER, text="99件。[1]", citations=ANSWER.citations[:1], figures=())
    left = remove_lines(answer, frozenset(finding.words for finding in check_answer(answer, TEXTS)))
    assert (left.state, left.figures, left.citations) == (State.NOT_FOUND, (), ())
    assert "99" not in left.text
    assert [gap.reason for gap in left.missing] == [Reason.NOT_MENTIONED]
    assert check_answer(left, TEXTS) == ()
