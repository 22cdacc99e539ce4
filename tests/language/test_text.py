"""The shadow of a text and the way back from it; sentences and clauses."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.language.text import clauses, normalise, sentences, shadow
from rag.types import Span

ALIKE = {
    "９６．６％": "96.6%",
    "ＡＢＣ": "abc",
    "（一）": "(一)",
    "苏府［2021］15号": "苏府〔2021〕15号",
    "苏府【2021】15号": "苏府〔2021〕15号",
    "2019—2021": "2019-2021",
    "2019－2021": "2019-2021",
    "「三項制度」": '"三项制度"',
    "“三项制度”": '"三项制度"',
    "行政復議機關": "行政复议机关",
    "蘇州市法治政府建設報告": "苏州市法治政府建设报告",
    "法治\u3000政府": "法治政府",
    "法\u200b治\ufeff政\u00ad府": "法治政府",
    "共 96 件": "共96件",
    "New  York": "new york",
    "G20 2021": "g20 2021",
    "①完善": "①完善",
    "": "",
    " \u3000": "",
}
PIECES = [*"九十六 96.6% \u200b 。 ， “ ” 復議 Ａ ① 𠮷 ﬁ ㎡".split(" "), " ", "\u3000", "\n", "- 3 -"]
TEXTS = st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=60).map("".join))


def parts(cut, text):
    return [text[start:end] for start, end in cut(text)]


@pytest.mark.parametrize(("written", "plain"), ALIKE.items())
def test_what_means_the_same_reads_the_same(written, plain):
    assert normalise(written) == plain


@given(TEXTS, st.booleans())
def test_every_character_of_a_shadow_stands_at_its_offset(text, wrapped):
    dark = shadow(text, wrapped)
    assert len(dark.text) == len(dark.offsets)
    assert list(dark.offsets) == sorted(set(dark.offsets))
    for char, at in zip(dark.text, dark.offsets, strict=True):
        if char == " ":
            assert text[at].isspace()
        elif char == "\n":
            assert unicodedata.normalize("NFKC", text[at]) == "\n"
        else:
            assert char == normalise(text[at])


@given(TEXTS)
def test_a_shadow_is_its_own_shadow_and_drops_blanks_alone(text):
    dark = shadow(text)
    assert normalise(dark.text) == dark.text
    kept = set(dark.offsets)
    lost = [char for at, char in enumerate(text) if at not in kept]
    assert all(char.isspace() or char in "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff" for char in lost)


@given(TEXTS, st.data())
def test_a_range_of_a_shadow_leads_back_to_the_text_that_it_came_from(text, data):
    dark = shadow(text)
    start = data.draw(st.integers(0, len(dark.text)))
    end = data.draw(st.integers(start, len(dark.text)))
    span = dark.span(start, end)
    assert 0 <= span.start <= span.end <= len(text)
    assert (start == end) == (span.start == span.end)
    assert normalise(span.of(text)).strip() == dark.text[start:end].strip()


def test_a_range_leads_back_over_full_width_and_blanks():
    text = "率 达 ９６．６％ 。"
    dark = shadow(text)
    assert dark.text == "率达96.6%。"
    at = dark.text.index("96.6%")
    assert dark.span(at, at + 5).of(text) == "９６．６％"
    assert dark.span(0, 2) == Span(0, 3)
    assert dark.span(len(dark.text), len(dark.text)) == Span(len(text), len(text))
    assert shadow("").span(0, 0) == Span(0, 0)


LONG = "全市行政机关负责人出庭应诉工作扎实推进全年开庭审理的行政案"
PAGED = (
    f"一、工作情况\n{LONG}\n件中,负责人出庭应诉率达96.6%。\n{LONG}\n- 3 -\n件数第二段。\n"
    "第 4 页 共 9 页\n二、存在问题\n"
)


def test_a_pages_line_ends_and_numbers_inside_a_sentence_are_dropped():
    dark = shadow(PAGED, wrapped=True)
    lines = dark.text.splitlines()
    assert lines[:3] == ["一、工作情况", f"{LONG}件中,负责人出庭应诉率达96.6%。", f"{LONG}件数第二段。"]
    assert lines[-1] == "二、存在问题"
    at = dark.text.index("行政案件中")
    assert dark.span(at, at + 5).of(PAGED) == "行政案\n件中"


def test_line_ends_of_paragraphs_stay_where_the_text_is_not_wrapped():
    assert shadow(PAGED).text.splitlines()[1] == LONG
    assert "-3-" in shadow(PAGED).text


def test_a_full_line_before_a_heading_ends_there():
    heads = ("二、问题", "(二)问题", "2.问题", "一是问题", "第三章问题")
    for head in heads:
        text = f"{LONG}\n{head}\n{LONG}\n"
        assert f"{LONG}\n{head}" in shadow(text, wrapped=True).text


def test_sentences_end_at_their_marks_with_the_quotes_that_close_there():
    text = normalise("他说：“要公开。”会后落实！效果如何？\n　二、问题\n\n没有句号")
    assert parts(sentences, text) == ['他说:"要公开。"', "会后落实!", "效果如何?", "二、问题", "没有句号"]


def test_a_quote_that_opens_after_a_sentence_belongs_to_the_next():
    text = normalise("改革深入推进。“三项制度”全面落实。“一网通办！”持续优化。")
    assert parts(sentences, text) == ["改革深入推进。", '"三项制度"全面落实。', '"一网通办!"', "持续优化。"]


def test_clauses_end_at_commas_but_not_inside_numbers_and_times():
    text = normalise("收到12,345件，其中：9:30前办结1,000件；余下1,23件。完")
    assert parts(clauses, text) == ["收到12,345件,", "其中:", "9:30前办结1,000件;", "余下1,", "23件。", "完"]


def test_pieces_are_cut_inside_the_range_that_is_asked_for():
    text = "甲。乙，丙。丁。"
    assert [text[a:b] for a, b in sentences(text, 2, 6)] == ["乙，丙。"]
    assert list(sentences(text, 3, 3)) == []


@given(TEXTS)
def test_pieces_stand_in_order_and_lose_nothing_but_blanks(text):
    plain = normalise(text)
    for cut in (sentences, clauses):
        spans = list(cut(plain))
        assert all(a < b for a, b in spans)
        assert all(first[1] <= second[0] for first, second in pairwise(spans))
        assert "".join("".join(parts(cut, plain)).split()) == "".join(plain.split())
