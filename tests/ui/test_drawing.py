"""The parts of the page that can be wrong without a browser seeing it: escaping, names, offers, sections."""

import pytest

from rag.config import Settings
from rag.pipeline import Desk, ask
from rag.types import Missing, Reason, Section, Span
from ui.chat.examples import candidates
from ui.chat.turn import marked, offered
from ui.plain import as_html, as_label, file_name, shortened
from ui.source.panel import section_around


def test_html_is_escaped_and_what_cannot_be_drawn_is_dropped():
    assert as_html("<b title='a'>\u202e甲\ud800\x00&</b>") == "&lt;b title=&#x27;a&#x27;&gt;甲&amp;&lt;/b&gt;"


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("一\n二  三", "一 二 三"),
        ("[a](b)", "\\[a\\]\\(b\\)"),
        ("![x](y)", "\\!\\[x\\]\\(y\\)"),
        ("2021年 96.6%", "2021年 96\\.6\\%"),
        ("www.a.cn", "www\u2060\\.a\\.cn"),
        ("https://a", "https\\:\u2060\\/\\/a"),
    ],
)
def test_a_label_holds_no_markup(text, label):
    assert as_label(text) == label


def test_the_section_around_a_quote_is_the_innermost_with_more_than_the_quote():
    sections = [Section(Span(0, 900), 1, ("一",)), Section(Span(100, 400), 2, ("一", "（一）"))]
    sections.append(Section(Span(100, 160), 3, ("一", "（一）", "一是")))
    assert section_around(sections, Span(110, 150), 900) == Span(100, 400)
    assert section_around(sections, Span(110, 390), 900) == Span(0, 900)
    assert section_around(sections, Span(950, 960), 1000) == Span(0, 1000)


def test_what_there_is_instead_becomes_questions_newest_first():
    years = Missing("苏州市", 2020, Reason.NO_REPORT_OF_YEAR, (2019, 2021))
    assert offered(years) == [("苏州市 2021年", "苏州市2021年呢？"), ("苏州市 2019年", "苏州市2019年呢？")]
    kind = Missing("苏州市", None, Reason.NO_REPORT_OF_KIND, ("政府信息公开",))
    assert offered(kind) == [("苏州市 政府信息公开报告", "苏州市政府信息公开报告呢？")]
    assert offered(Missing("苏州市", 2021, Reason.NOT_MENTIONED, (2021,))) == []


def test_an_answers_values_stand_out_as_whole_numbers_and_its_marks_hold_the_quote(sample_library):
    with Desk.open(Settings(library=sample_library)) as desk:
        shown = marked(ask("建德2020年出庭应诉率", desk))
        cards = desk.library.cards()
    assert "<b>77.27%</b>" in shown
    assert ">[1]</sup>" in shown
    assert "<b>" not in shown.split("title='")[1].split("'")[0]
    first = [candidate.question for candidate, _ in zip(candidates(cards), cards, strict=False)]
    assert all(str(card.identity.year) in question for card, question in zip(cards, first, strict=True))


def test_names_are_shortened_and_folders_left_out():
    assert shortened("一二三四", 3) == "一二…"
    assert file_name("/a/b\\c.txt") == "c.txt"
