"""Passages found by words, figure, document number, place and year; exports checked."""

import io
import json
import zipfile

import pytest

from rag.cited import Standing
from rag.errors import InputError
from rag.finding.checking import check_text, read_upload
from rag.finding.find import Order, Rank, find
from rag.finding.patterns import document_patterns, word_pattern
from rag.finding.quotes import quoted
from rag.finding.texts import Texts
from rag.finding.wanted import Filters, read_line
from rag.pipeline import ask
from rag.talks.export import note_text
from rag.views import answer_view


@pytest.fixture(scope="module")
def texts(sample_desk):
    return Texts(sample_desk.library)


@pytest.fixture
def found(sample_desk, texts):
    def found(line, filters=None, order=Order.BEST):
        wanted = read_line(line, filters or Filters(), sample_desk.library.cards())
        return [quoted(hit, sample_desk.library) for hit in find(wanted, sample_desk, texts, order).hits]

    return found


@pytest.fixture(scope="module")
def answer(sample_desk):
    return ask("苏州2021年出庭应诉率", sample_desk)


def whose(one):
    return one.citation.card.identity.place, one.citation.card.identity.year


def test_words_are_found_as_they_stand_and_marked_though_a_page_breaks_them(found):
    first, second, *others = found("出庭应诉率")
    assert [whose(first), whose(second)] == [("苏州市", 2021), ("建德市", 2020)]
    assert [mark.of(second.citation.quote) for mark in second.marks] == ["出庭应诉率", "出庭应诉率"]
    assert "案\n件开庭64件" in second.citation.quote and second.citation.page == 2
    assert others and all(one.near for one in others)


@pytest.mark.parametrize(
    "line", ["96.6%", "96.6", "９６.６％", "出庭应诉率96.6%", "出庭应诉率 96.6%", "百分之九十六点六"]
)
def test_a_figure_is_found_in_any_form(found, line):
    (only,) = found(line)
    assert whose(only) == ("苏州市", 2021)
    assert [mark.of(only.citation.quote) for mark in only.marks][-1:] == ["96.6%"]


@pytest.mark.parametrize("line", ["6.6%", "96.6件", "96%", "建德 96.6%"])
def test_a_figure_is_a_whole_number_with_its_unit(found, line):
    assert found(line) == []


def test_places_and_years_in_the_words_narrow_as_filters_do(found, sample_desk):
    assert {whose(one) for one in found("建德2020年应诉")} == {("建德市", 2020)}
    filters = Filters(places=(("浙江省",),))
    assert {whose(one) for one in found("应诉", filters)} == {("建德市", 2020), ("白沙路街道", 2020)}
    assert {one.citation.card.identity.year for one in found("应诉", Filters(years=(2015,)))} == {2015}
    headings = [one.citation.quote for one in found("苏州 2021")]
    assert headings and all(not one.startswith("苏州市") for one in headings)


def test_the_newest_stand_first_where_that_is_asked_for(found):
    years = [one.citation.card.identity.year for one in found("行政复议", order=Order.NEWEST)]
    assert years == sorted(years, reverse=True) and len(set(years)) > 1


@pytest.mark.parametrize(
    "line", ["苏府〔2021〕12号", "苏府[2021]12号", "苏府（2021）12 号", "苏府2021〕012号", "苏府【2021】12号"]
)
def test_a_document_number_is_read_in_any_brackets(line):
    document = read_line(line, Filters(), []).document
    assert (document.issuer, document.year, document.number) == ("苏府", "2021", "12")


@pytest.mark.parametrize(
    ("text", "there"),
    [("苏府〔2021〕12号", True), ("苏府(2021)\n12号", True), ("苏府〔2021〕112号", False), ("苏府〔2021〕1号", False)],
)
def test_a_document_number_is_found_whole(text, there):
    (document,) = (read_line("苏府〔2021〕12号", Filters(), []).document,)
    assert bool(document_patterns(document)[0].search(text)) == there


def test_a_number_at_a_words_edge_is_whole():
    assert word_pattern("6.6%").search("达96.6%") is None
    assert word_pattern("受理12").search("受理12件") and not word_pattern("受理12").search("受理123件")


def test_every_quote_is_its_slice(found, sample_desk):
    for one in found("法治政府建设")[:20]:
        text = sample_desk.library.text(one.citation.card.id)
        assert one.citation.span.of(text) == one.citation.quote and len(one.citation.quote) <= 300


def test_pasted_json_tells_which_citation_was_altered(answer, sample_desk):
    view = answer_view(answer)
    altered = {**view["citations"][0], "quote": view["citations"][0]["quote"].replace("96.6%", "99.6%")}
    pasted = json.dumps(view | {"citations": [*view["citations"], altered]}, ensure_ascii=False)
    states = [one.standing for one in check_text(pasted, sample_desk.library)]
    assert states == [Standing.SAME] * len(view["citations"]) + [Standing.GONE]


def test_pasted_text_tells_a_changed_quote_and_a_wrong_id(answer, sample_desk):
    note = note_text(answer.citations[0])
    (same,) = check_text(note, sample_desk.library)
    assert (same.standing, same.reworded) == (Standing.SAME, False)
    (reworded,) = check_text(note.replace("96.6%", "99.6%"), sample_desk.library)
    assert (reworded.standing, reworded.reworded) == (Standing.SAME, True)
    (gone,) = check_text("0123456789ab-1-9-0a1b2c", sample_desk.library)
    assert gone.standing is Standing.GONE
    assert check_text("没有编号的文字", sample_desk.library) == ()


def test_a_word_file_is_read_with_its_notes_and_what_is_none_is_refused(answer, sample_desk):
    data, name = io.BytesIO(), answer.citations[0].id
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("word/document.xml", "<w:p><w:t>正文</w:t></w:p>")
        archive.writestr("word/footnotes.xml", f"<w:p><w:t>{name[:9]}</w:t><w:t>{name[9:]}</w:t></w:p>")
    (one,) = check_text(read_upload("a.docx", data.getvalue()), sample_desk.library)
    assert one.standing is Standing.SAME
    for name, bad in (("b.docx", b"PK"), ("c.md", b"\xff\xfe\x00")):
        with pytest.raises(InputError, match=name):
            read_upload(name, bad)


def test_what_only_comes_near_is_told_apart(sample_desk, texts):
    hits = find(read_line("行政首长出庭", Filters(), sample_desk.library.cards()), sample_desk, texts).hits
    assert hits and {hit.rank for hit in hits} == {Rank.NEAR}
