"""Citations are slices at their offsets, and their ids say which."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_answers import reading_of

from rag.answering.cite import citation_id, cite, headings_at, is_quote_of, page_at, parse_citation_id
from rag.errors import InputError
from rag.types import Page, Section, Span

TEXT = "苏州市报告\n\n一、工作成效\n（一）应诉\n 全市出庭应诉率达９６.6%。 \n二、存在问题\n力量不足。\n"


def test_an_id_is_made_of_report_range_and_quote():
    quote = "出庭应诉率达96.6%"
    digest = sha256(quote.encode()).hexdigest()[:6]
    assert citation_id("ab" * 32, Span(120, 131), quote) == f"{'ab' * 6}-120-131-{digest}"
    assert is_quote_of(quote, digest)
    assert not is_quote_of("出庭应诉率达69.6%", digest)


@given(st.integers(0, 10**7), st.integers(0, 500), st.text(max_size=40))
def test_an_id_reads_back(start, length, quote):
    one = citation_id("0f" * 32, Span(start, start + length), quote)
    report, span, digest = parse_citation_id(f" {one}\n")
    assert (report, span) == ("0f" * 6, Span(start, start + length))
    assert is_quote_of(quote, digest)


@pytest.mark.parametrize("words", ["", "1", "0123456789ab-1-2", "0123456789AB-1-2-abcdef", "0123456789ab-1-2-abcdefg"])
def test_what_is_no_id_is_refused_in_a_line(words):
    with pytest.raises(InputError, match="is no citation id: it should look like") as caught:
        parse_citation_id(words)
    assert "\n" not in str(caught.value)


def test_a_citation_is_the_slice_without_the_blanks_at_its_ends():
    reading = reading_of(TEXT)
    start = TEXT.index(" 全市")
    made = cite(3, reading, Span(start, TEXT.index("\n二、")))
    assert made.quote == "全市出庭应诉率达９６.6%。"
    assert made.span.of(TEXT) == made.quote
    assert (made.n, made.card, made.page) == (3, reading.card, None)
    assert made.headings == ("一、工作成效", "（一）应诉")
    assert made.id == citation_id(reading.card.id, made.span, made.quote)


def test_headings_are_those_of_the_innermost_section():
    sections = (
        Section(Span(0, 30), 1, ("一",)),
        Section(Span(10, 20), 2, ("一", "（一）")),
    )
    assert headings_at(sections, 9) == ("一",)
    assert headings_at(sections, 10) == ("一", "（一）")
    assert headings_at(sections, 20) == ("一",)
    assert headings_at(sections, 30) == ()


def test_a_page_is_the_one_that_a_position_stands_on():
    pages = (Page(1, Span(0, 10)), Page(2, Span(10, 20)))
    assert [page_at(pages, at) for at in (0, 9, 10, 20)] == [1, 1, 2, None]
