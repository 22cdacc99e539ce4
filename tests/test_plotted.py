"""What of a table is plotted: values of one unit, one a row, with citations; and what a table can be made of."""

from dataclasses import replace

import pytest

from rag.answering.table_rows import RowsAsked
from rag.browsing.choosing import table_choices
from rag.browsing.plotted import plotted, ranked, trends
from rag.tables import make_table
from rag.types import Kind

RATE, REVIEWS = "负责人出庭应诉率", "行政复议受理件数"


@pytest.fixture(scope="module")
def table(sample_desk):
    return make_table((RATE, REVIEWS), RowsAsked(), sample_desk)


@pytest.fixture(scope="module")
def reviews(table):
    """The points of one year of 建德 moved to 2021 beside those that there are, so that one place has two years."""
    points = plotted(table, REVIEWS).points
    again = next(replace(one, year=2021) for one in points if one.name == "建德市")
    return (*points, again)


def said(points):
    return [(one.name, one.year, one.figure.figure.raw) for one in points]


def test_a_row_with_two_values_and_no_whole_is_left_out_and_counted(table):
    found = plotted(table, RATE)
    assert (found.unit, said(found.points), found.other_units, found.unclear) == (
        "%",
        [("苏州市", 2021, "96.6%")],
        0,
        1,
    )


def test_each_point_has_the_citation_that_holds_its_value(table):
    for point in plotted(table, REVIEWS).points:
        assert point.figure.figure.raw in point.citation.quote
        assert point.citation.card.identity.place == point.name


def test_another_unit_is_left_out_and_counted(table):
    row = next(row for row in table.rows if row.place == "清镇市")
    rate = table.rows[-1].cells[0]
    assert rate.figures[0].figure.unit == "%"
    spoilt = replace(row, cells=(row.cells[0], replace(rate, indicator=REVIEWS)))
    rows = tuple(spoilt if one is row else one for one in table.rows)
    found = plotted(replace(table, rows=rows), REVIEWS)
    assert (found.unit, found.other_units, [one.name for one in found.points]) == ("件", 1, ["武清区", "建德市"])


def test_a_ranking_is_of_one_year_the_highest_first(reviews):
    assert said(ranked(reviews, 2020)) == [("武清区", 2020, "129件"), ("建德市", 2020, "54件")]


def test_trends_keep_the_places_that_have_most_years_and_count_the_rest(reviews):
    kept, left = trends(reviews, 1)
    assert (said(kept), left) == ([("建德市", 2020, "54件"), ("建德市", 2021, "54件")], 2)


def test_what_a_table_can_be_made_of_is_what_the_library_holds(sample_desk):
    found = table_choices(sample_desk.library)
    assert (found.indicators[0], found.mentioned) == (RATE, 5)
    assert (found.years, found.kinds) == ((2015, 2020, 2021), (Kind.LAW_BASED_GOVERNMENT,))
    assert found.places[:2] == (("天津市", "武清区"), ("江苏省", "苏州市"))
