"""Chunks are slices of the text, in order, inside their sections, and together all of it but the furniture."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading_laws import check_laws, report_of

from rag.config import Chunking
from rag.reading.chunk import cut_chunks, embed_text
from rag.reading.sections import find_sections
from rag.types import Chunk, Extract, Page, Span

SIZES = Chunking()


def chunks_of(text, **how):
    report = report_of(text, **how)
    return cut_chunks(report, find_sections(report), SIZES)


def test_a_short_section_is_one_chunk_with_its_headings():
    chunks = chunks_of("标题\n\n一、成效\n\n总的情况。\n\n（一）机制。一是统筹。开会6次。二是督察。")
    assert [(chunk.text, chunk.headings) for chunk in chunks] == [
        ("标题", ()),
        ("一、成效\n\n总的情况。", ("一、成效",)),
        ("（一）机制。一是统筹。开会6次。", ("一、成效", "（一）机制", "一是统筹")),
        ("二是督察。", ("一、成效", "（一）机制", "二是督察")),
    ]


def test_headings_alone_go_with_the_first_text_under_them():
    chunks = chunks_of("一、成效\n\n（一）机制\n\n1.统筹\n开会6次。\n2.督察\n2次。\n二、问题\n没有。")
    assert [chunk.text for chunk in chunks] == [
        "一、成效\n\n（一）机制\n\n1.统筹\n开会6次。",
        "2.督察\n2次。",
        "二、问题\n没有。",
    ]


def test_a_long_paragraph_is_cut_at_sentences_and_within_the_size():
    sentence = "全市各级行政机关认真履行职责,共办理案件{}件,及时化解了矛盾。"
    chunks = chunks_of("一、成效\n" + "".join(sentence.format(n) for n in range(100)))
    assert len(chunks) > 8
    assert all(len(chunk.text) <= SIZES.chunk for chunk in chunks)
    assert all(chunk.text.endswith("。") for chunk in chunks)


def test_a_number_with_a_comma_of_thousands_is_not_cut():
    chunks = chunks_of("共办理" + "1,234件" * 200)
    assert all(chunk.text.endswith("件") or len(chunk.text) == SIZES.chunk for chunk in chunks)


def test_equal_paragraphs_have_their_own_places():
    chunks = chunks_of("一、成效\n同样的话。\n二、问题\n同样的话。\n")
    assert [chunk.span.start for chunk in chunks] == [0, 11]


def test_furniture_divides_chunks_and_is_in_none():
    text = "标题\n打印\n省人民政府:\n一、成效\n正文。"
    assert [chunk.text for chunk in chunks_of(text, furniture=(Span(3, 5),))] == [
        "标题",
        "省人民政府:",
        "一、成效\n正文。",
    ]


def test_a_chunk_is_on_the_page_of_its_first_character():
    extract = Extract("甲。\n乙。\n", "pdf", "test", (Page(1, Span(0, 3)), Page(2, Span(3, 6))), wrapped=True)
    assert [chunk.page for chunk in chunks_of("", extract=extract)] == [1]
    text = "一、甲方面。\n二、乙方面。\n"
    extract = Extract(text, "pdf", "test", (Page(1, Span(0, 7)), Page(2, Span(7, 14))), wrapped=True)
    assert [chunk.page for chunk in chunks_of("", extract=extract)] == [1, 2]


def test_a_blank_text_has_no_chunks():
    assert chunks_of(" \n\u3000\n") == ()


def test_what_is_embedded_names_the_report_and_the_path_once():
    chunk = Chunk("0" * 64, Span(0, 9), "一是统筹。开会6次。", ("一、成效", "（一）机制", "一是统筹"), None)
    assert embed_text(chunk, "北江市2021年报告", SIZES) == "北江市2021年报告\n一、成效\n（一）机制\n一是统筹。开会6次。"
    assert embed_text(chunk, "", SIZES) == "一、成效\n（一）机制\n一是统筹。开会6次。"


def test_title_and_headings_keep_to_their_limit():
    chunk = Chunk(
        "0" * 64, Span(0, 4), "正文。", tuple(mark + "很长的标题" * 12 for mark in ("一、", "（一）", "1.")), None
    )
    for title in ("", "报告", "很长的报告名称" * 20):
        context = embed_text(chunk, title, SIZES).removesuffix("正文。")
        assert len(context) <= SIZES.context
        assert context.startswith(title[:100])


MARKS = [
    "一、",
    "二、",
    "（一）",
    "(二)",
    "1.",
    "2、",
    "一是",
    "二是",
    "①",
    "第一章",
    "\n",
    "\n\n",
    "。",
    "，",
    "；",
    " ",
    "\u3000",
    "\t",
]
WORDS = st.lists(st.one_of(st.sampled_from(MARKS), st.text(max_size=12)), max_size=60).map("".join)


@settings(max_examples=150, deadline=None)
@given(WORDS, st.booleans(), st.integers(8, 60))
def test_the_laws_hold_for_any_text(text, wrapped, size):
    text = text.replace("\r", "")
    check_laws(report_of(text, extract=Extract(text, "text", "test", wrapped=wrapped)), Chunking(chunk=size))


@settings(max_examples=80, deadline=None)
@given(WORDS, st.lists(st.integers(0, 200), max_size=8))
def test_the_laws_hold_for_any_furniture(text, cuts):
    edges = sorted({min(cut, len(text)) for cut in cuts})
    furniture = tuple(Span(a, b) for a, b in zip(edges[::2], edges[1::2], strict=False) if a < b)
    check_laws(report_of(text, furniture=furniture), Chunking(chunk=20))


@pytest.mark.parametrize("text", ["", "\n", "一、", "1.", "一是", "\u2028", "\U0002fa1d", "一、\n" * 300])
def test_the_laws_hold_at_the_edges(text):
    check_laws(report_of(text), SIZES)
