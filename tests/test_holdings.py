"""The list of what a library holds, and a report's text in pages."""

import pytest

from rag.browsing.holdings import Counts, counts, holdings, narrowed, stating
from rag.browsing.text_pages import Piece, Tone, page_of, pieces, text_pages
from rag.types import Extract, Identity, Kind, Report, ReportCard, Section, Span


def card(name, place=(), year=None, kind=Kind.LAW_BASED_GOVERNMENT, **known):
    identity = Identity(title=name, place=place[-1] if place else None, place_path=place, year=year, kind=kind, **known)
    return ReportCard(name * 8, (f"/srv/reports/{name}.txt",), identity, "text", False, 1, 9, 1, 1, 1.0, (), "2026")


SUZHOU, WUXI = ("江苏省", "苏州市"), ("江苏省", "无锡市")
HELD = holdings(
    [
        card("甲", WUXI, 2020, document_number="锡政发〔2021〕3号"),
        card("乙", SUZHOU, 2019),
        card("丙", SUZHOU, 2021, Kind.DISCLOSURE, issuer="苏州市司法局"),
        card("丁", (), 2021),
    ]
)


def names(held):
    return "".join(one.card.label for one in held)


def test_the_list_is_by_place_and_newest_first_with_what_lacks_a_place_before_all():
    assert names(HELD) == "丁甲丙乙"
    assert counts(HELD) == Counts(4, 2, (2019, 2020, 2021), 1)
    assert counts(()) == Counts(0, 0, (), 0)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("苏州", "丙乙"),
        ("江苏 2021年", "丙"),
        ("司法局", "丙"),
        ("锡政发〔2021〕3号", "甲"),
        ("锡政发[2021]3", "甲"),
        ("２０１９年", "乙"),
        ("甲.TXT", "甲"),
        ("信息公开", "丙"),
        ("南京", ""),
        ("  ", "丁甲丙乙"),
    ],
)
def test_words_narrow_the_list_in_whatever_form_they_are_typed(words, found):
    assert names(narrowed(HELD, words)) == found


def test_kinds_and_what_is_lacking_narrow_it_too():
    assert names(narrowed(HELD, kinds=[Kind.DISCLOSURE])) == "丙"
    assert names(narrowed(HELD, incomplete=True)) == "丁"
    assert names(narrowed(HELD, "苏州", [Kind.LAW_BASED_GOVERNMENT])) == "乙"


def test_a_folder_of_the_server_finds_nothing():
    assert narrowed(HELD, "srv") == ()


def test_figures_are_found_by_any_of_their_words(sample_desk):
    suzhou = next(card for card in sample_desk.library.cards() if card.identity.place == "苏州市")
    figures, text = sample_desk.library.figures(suzhou.id), sample_desk.library.text(suzhou.id)
    found = stating(figures, text, "出庭应诉率 96.6")
    assert "96.6%" in [one.figure.raw for one in found]
    assert all("出庭应诉率" in one.statement.of(text) for one in found)
    assert stating(figures, text, "") == figures
    assert stating(figures, text, "渔业") == ()


def test_pages_cover_the_text_and_end_at_lines():
    text = "".join(f"第{at}行\n" for at in range(100))
    pages = text_pages(text, 50)
    assert "".join(page.of(text) for page in pages) == text
    assert all(page.end - page.start <= 50 and page.of(text).endswith("\n") for page in pages)
    assert [page_of(pages, page.start) for page in pages] == list(range(len(pages)))
    assert page_of(pages, len(text) + 5) == len(pages) - 1
    assert text_pages("") == (Span(0, 0),)
    assert [page.end - page.start for page in text_pages("字" * 120, 50)] == [50, 50, 20]


def test_pieces_follow_one_another_and_tell_headings_and_furniture_apart():
    text = "首页\n\n\n登录\n某市报告\n## 一、工作\n做了事。\n\n\n\n完。"
    report = Report("id", ("a.txt",), Extract(text, "text", "t"), Identity(), (Span(0, 8),))
    at = text.index("## 一")
    sections = [Section(Span(0, at), 0, ()), Section(Span(at, len(text)), 1, ("一、工作",))]
    found = pieces(report, sections, Span(0, len(text)))
    assert "".join(piece.span.of(text) for piece in found) == text
    assert [(one.tone, one.text) for one in found] == [
        (Tone.FURNITURE, "首页\n登录\n"),
        (Tone.BODY, "某市报告\n"),
        (Tone.HEADING, "## 一、工作"),
        (Tone.BODY, "\n做了事。\n\n完。"),
    ]
    assert [one.section for one in found] == [None, None, 1, None]
    assert pieces(report, sections, Span(8, 10)) == (Piece(Span(8, 10), "某市", Tone.BODY),)


def test_the_pieces_of_every_sample_are_its_text_without_a_gap(sample_desk):
    library = sample_desk.library
    for card in library.cards():
        report, sections = library.report(card.id), library.sections(card.id)
        found = [one for page in text_pages(report.text, 500) for one in pieces(report, sections, page)]
        assert "".join(one.span.of(report.text) for one in found) == report.text
        assert {one.section for one in found} >= {n for n, section in enumerate(sections) if section.headings}


def test_a_pages_line_ends_inside_sentences_are_not_shown(sample_desk):
    library = sample_desk.library
    jiande = next(card for card in library.cards() if card.wrapped)
    report = library.report(jiande.id)
    shown = "".join(one.text for one in pieces(report, library.sections(jiande.id), Span(0, len(report.text))))
    assert "寻找各方都能\n接受的办法" in report.text
    assert "寻找各方都能接受的办法" in shown
    assert "2020年度法治政府建设情况报告\n" in shown
