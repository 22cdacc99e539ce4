"""A citation opened in its section: as clean text, all of it, with what is absurdly far kept apart."""

from dataclasses import replace

import pytest

from rag.browsing.opened import as_citation, open_citation, original_pages, section_around
from rag.config import Settings
from rag.errors import InputError
from rag.pipeline import Desk, ask, find_passages, index
from rag.types import Section, Span


def test_the_section_around_a_quote_is_the_innermost_with_more_than_the_quote():
    sections = [Section(Span(0, 900), 1, ("一",)), Section(Span(100, 400), 2, ("一", "（一）"))]
    sections.append(Section(Span(100, 160), 3, ("一", "（一）", "一是")))
    assert section_around(sections, Span(110, 150), 900) == Span(100, 400)
    assert section_around(sections, Span(110, 390), 900) == Span(0, 900)
    assert section_around(sections, Span(950, 960), 1000) == Span(0, 1000)


def test_a_pdfs_section_is_whole_and_without_the_ends_of_its_lines(sample_desk):
    (citation,) = ask("建德2020年出庭应诉率", sample_desk).citations
    opened = open_citation(citation, sample_desk.library)
    assert opened.paged
    assert opened.before.startswith("（五）强化矛盾化解，推动依法治理\n一是畅通复议渠道。")
    assert opened.quote == "".join(citation.quote.split("\n"))
    assert opened.behind.endswith("调撤率17.54%。")
    assert (opened.far_before, opened.far_behind) == ("", "")
    assert original_pages(citation, sample_desk.library).numbers == (2,)


def test_a_page_of_the_web_opens_without_its_navigation(sample_desk):
    citation = ask("苏州2021年出庭应诉率", sample_desk).citations[0]
    opened = open_citation(citation, sample_desk.library)
    assert not opened.paged
    assert opened.quote == citation.quote
    assert opened.before.startswith("（八）完善行政监督")
    report = sample_desk.library.report(citation.card.id)
    aside = {gap.of(report.text).strip() for gap in report.furniture} - {""}
    assert aside
    assert not any(words in opened.before + opened.behind for words in aside)


def test_a_passage_opens_as_the_whole_of_it(sample_desk):
    passage = find_passages("苏州2021年出庭应诉率", sample_desk, 1)[0]
    citation = as_citation(passage)
    opened = open_citation(citation, sample_desk.library)
    assert opened.quote == passage.chunk.text == citation.quote
    assert citation.id.startswith(passage.card.id[:12])


def test_of_an_absurdly_long_section_what_is_far_is_kept_apart(tmp_path):
    lines = [f"{at}月培训执法人员{at + 100}人次，开展检查{at}次，印发通知{at + 7}份。" for at in range(1, 520)]
    lines[260] = "全市行政机关负责人出庭应诉率为93.5%。"
    text = "丙市2021年法治政府建设情况报告\n\n一、工作\n" + "\n".join(lines) + "\n"
    (tmp_path / "long.txt").write_text(text, encoding="utf-8")
    with Desk.open(Settings(library=tmp_path / "library"), create=True) as desk:
        index([tmp_path / "long.txt"], desk)
        (passage, *_) = find_passages("行政机关负责人出庭应诉率", desk, 1)
        whole = as_citation(passage)
        at = text.index(lines[260])
        citation = replace(whole, span=Span(at, at + len(lines[260])))
        opened = open_citation(citation, desk.library)
    assert opened.quote == lines[260]
    assert 2_900 < len(opened.before) < 3_200
    assert 2_900 < len(opened.behind) < 3_200
    assert opened.before.startswith(f"{lines.index(opened.before.splitlines()[0]) + 1}月")
    parts = (opened.far_before, opened.before, opened.quote, opened.behind, opened.far_behind)
    assert "".join("".join(parts).split()) == "".join(text[text.index("一、工作") :].split())


def test_what_has_been_taken_out_is_said(sample_desk, tmp_path):
    citation = ask("苏州2021年出庭应诉率", sample_desk).citations[0]
    with (
        Desk.open(Settings(library=tmp_path / "other"), create=True) as empty,
        pytest.raises(InputError, match="no report has the id"),
    ):
        open_citation(citation, empty.library)
