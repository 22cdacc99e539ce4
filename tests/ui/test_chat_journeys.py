"""What people do with an answer: read its quotes, open its sources, take what there is instead, and ask on."""

import pytest
from playwright.sync_api import Locator, expect
from visiting import PATIENCE_MS, Visitor

SUZHOU = "苏州2021年出庭应诉率"
JIANDE = "建德2020年出庭应诉率"


def tip(visitor: Visitor) -> Locator:
    return visitor.page.locator(".fz-tip:popover-open")


def panel(visitor: Visitor) -> Locator:
    return visitor.page.locator(".st-key-fz-source")


def choose(visitor: Visitor, name: str, value: str) -> Locator:
    """Choose another value of one of the bounds over the input."""
    before = visitor.messages.count()
    visitor.page.get_by_role("combobox", name=name).click()
    visitor.page.get_by_role("option", name=value, exact=True).click()
    return visitor.replied(before)


def test_a_figure_is_answered_and_its_source_opens_beside_it_at_the_quote(visitor):
    reply = visitor.ask(SUZHOU)
    expect(reply.locator(".fz-value").first).to_have_text("96.6%")
    source = visitor.open_source()
    mark = source.locator("mark")
    expect(mark).to_contain_text("出庭应诉率为96.6%")
    expect(mark).to_be_in_viewport()
    expect(source).to_contain_text("（八）完善行政监督")
    for words in (
        "苏州市人民政府关于2021年法治政府建设工作的报告",
        "苏州市 · 2021年",
        "一、主要举措和成效 › （八）",
        "苏州市人民政府",
        "苏州市2021年法治政府建设报告.html",
    ):
        expect(panel(visitor)).to_contain_text(words)
    answer, opened = reply.bounding_box(), panel(visitor).bounding_box()
    assert answer["x"] + answer["width"] <= opened["x"]
    assert visitor.page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop") == 0


def test_pointing_at_a_citation_shows_its_quote_and_escape_takes_it_away(visitor):
    chip = visitor.ask(SUZHOU).locator(".fz-chip").first
    expect(chip).to_have_accessible_name("出处 1：苏州市 2021年")
    chip.hover()
    expect(tip(visitor)).to_contain_text("全市行政机关负责人的出庭应诉率为96.6%")
    expect(tip(visitor)).to_contain_text("苏州市 2021年")
    visitor.page.mouse.move(5, 5)
    expect(tip(visitor)).to_have_count(0)
    visitor.page.get_by_test_id("stChatMessage").first.click()
    chip.focus()
    visitor.page.keyboard.press("Shift+Tab")
    visitor.page.keyboard.press("Tab")
    expect(chip).to_be_focused()
    expect(tip(visitor)).to_contain_text("96.6%")
    visitor.page.keyboard.press("Escape")
    expect(tip(visitor)).to_have_count(0)


def test_the_keyboard_opens_a_source_and_escape_closes_it_and_goes_back(visitor):
    chip = visitor.ask(SUZHOU).locator(".fz-chip").first
    chip.focus()
    visitor.page.keyboard.press("Enter")
    expect(visitor.source).to_be_focused()
    expect(chip).to_have_attribute("aria-pressed", "true")
    visitor.page.keyboard.press("Escape")
    expect(panel(visitor)).to_have_count(0)
    expect(chip).to_have_attribute("aria-pressed", "false")
    expect(chip).to_be_focused()


def test_a_pdf_opens_at_its_page_with_the_words_marked(visitor):
    visitor.ask(JIANDE)
    mark = visitor.open_source().locator("mark")
    assert "\n" not in mark.inner_text()
    expect(panel(visitor)).to_contain_text("第 2 页")
    visitor.page.get_by_role("tab", name="页面").click()
    page = visitor.page.frame_locator("iframe[title*=pdf_viewer]")
    expect(page.locator("canvas")).to_have_count(1, timeout=PATIENCE_MS)
    expect(page.locator("[id^=annotation-]")).to_have_count(3)
    expect(page.locator("#annotation-0")).to_be_in_viewport()
    top, middle = (page.locator(f"#annotation-{at}").bounding_box() for at in (0, 1))
    assert top["y"] + top["height"] < middle["y"]
    assert middle["x"] < top["x"]


@pytest.mark.parametrize(
    ("question", "words", "file"),
    [
        ("武清区2020年行政复议案件多少件？", "行政复议", "天津市武清区2020年法治政府建设情况报告.docx"),
        ("白沙路街道2020年主动公开信息多少件？", "公开", "慈溪市白沙路街道2020年度法治政府建设工作报告.txt"),
        ("清镇市向两个乡镇下放了多少项行政职权", "161项", "清镇市2015年依法行政工作情况报告.md"),
    ],
)
def test_each_kind_of_file_opens_as_clean_text(visitor, question, words, file):
    visitor.ask(question)
    source = visitor.open_source()
    expect(source.locator("mark")).to_contain_text(words)
    expect(source.locator("mark")).to_be_in_viewport()
    expect(panel(visitor)).to_contain_text(file)
    expect(visitor.page.get_by_role("tab", name="页面")).to_have_count(0)


def test_several_figures_stand_in_a_table_whose_rows_open_their_source(visitor):
    table = visitor.ask(JIANDE).get_by_role("table", name="答案中的数值")
    expect(table.get_by_role("columnheader")).to_have_text(["数值", "范围", "出处"])
    row = table.get_by_role("row").filter(has_text="77.27%")
    expect(row).to_contain_text("市政府为被告")
    row.get_by_role("button").click()
    expect(visitor.source.locator("mark")).to_contain_text("出庭应诉率77.27%")


def test_another_citation_takes_the_place_of_the_one_that_is_open_and_close_closes_it(visitor):
    visitor.ask("苏州2021年存在哪些问题")
    visitor.open_source(1)
    expect(visitor.source.locator("mark")).to_contain_text("基层法治人才短缺")
    visitor.reply.locator(".fz-chip").nth(2).click()
    expect(visitor.source.locator("mark")).to_contain_text("综合执法改革还需深入")
    expect(visitor.source).to_have_count(1)
    panel(visitor).get_by_role("button", name="关闭").click()
    expect(panel(visitor)).to_have_count(0)


def test_a_citation_has_a_link_of_its_own(visitor):
    visitor.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visitor.ask(SUZHOU)
    visitor.open_source()
    link = panel(visitor).get_by_role("link")
    address = link.evaluate("link => link.href")
    assert address == f"{visitor.address}/?cite={link.inner_text()}"
    panel(visitor).get_by_role("button", name="复制链接").click()
    expect(panel(visitor).get_by_role("button", name="已复制")).to_be_visible()
    assert visitor.page.evaluate("navigator.clipboard.readText()") == address


def test_a_year_that_is_missing_is_said_and_the_button_of_the_year_there_is_answers(visitor):
    reply = visitor.ask("苏州2020年出庭应诉率")
    expect(reply).to_contain_text("没有苏州市2020年的报告")
    expect(reply.locator(".fz-chip")).to_have_count(0)
    expect(visitor.press("苏州市 2021年")).to_contain_text("96.6%")


def test_what_comes_near_is_offered_as_such_and_opens(visitor):
    reply = visitor.ask("苏州2021年种了多少棵树")
    expect(reply).to_contain_text("没有提到")
    expect(reply.locator(".fz-chip")).to_have_count(0)
    reply.get_by_text("不作为答案").click()
    reply.get_by_role("button").filter(has_text="苏州市 2021年").first.click()
    expect(visitor.source.locator("mark")).to_be_visible()
    expect(panel(visitor)).to_contain_text("苏州市2021年法治政府建设报告.html")


def test_a_follow_up_takes_what_it_leaves_out_from_the_question_before(visitor):
    visitor.ask("武清区2020年出庭应诉率")
    expect(visitor.reply).to_contain_text("没有提到")
    expect(visitor.ask("那苏州2021年呢？")).to_contain_text("96.6%")


def test_a_suggested_question_is_answered(visitor):
    visitor.ask(SUZHOU)
    reply = visitor.press("苏州市2021年存在哪些问题？")
    expect(reply.locator(".fz-chip")).to_have_count(4)
    expect(visitor.page.get_by_role("button", name="苏州市2021年存在哪些问题？", exact=True)).to_have_count(0)


def test_the_scope_is_shown_and_moved_and_lifted_and_holds_for_what_is_asked_next(visitor):
    visitor.ask("苏州2020年出庭应诉率")
    expect(visitor.page.get_by_role("combobox", name="地方")).to_have_value("苏州市")
    expect(visitor.page.get_by_role("combobox", name="年份")).to_have_value("2020年")
    expect(choose(visitor, "年份", "不限年份")).to_contain_text("96.6%")
    expect(visitor.page.get_by_role("combobox", name="年份")).to_have_value("不限年份")
    expect(visitor.ask("存在哪些问题？")).to_contain_text("行政复议力量不足")
    expect(visitor.page.get_by_role("combobox", name="年份")).to_have_value("不限年份")
    expect(choose(visitor, "地方", "建德市")).to_contain_text("建德市2020年")


def test_a_question_closes_the_source_of_the_answer_before(visitor):
    visitor.ask(SUZHOU)
    visitor.open_source()
    visitor.ask("存在哪些问题？")
    expect(panel(visitor)).to_have_count(0)


def test_a_phone_shows_the_source_in_a_sheet_over_the_lower_part(visit, address):
    visitor = visit(address, width=390, height=844, has_touch=True, is_mobile=True)
    visitor.ask(JIANDE)
    visitor.reply.locator(".fz-chip").first.tap()
    expect(visitor.source.locator("mark")).to_be_in_viewport()
    expect(tip(visitor)).to_have_count(0)
    box = panel(visitor).bounding_box()
    assert (box["x"], box["width"]) == (0, 390)
    assert 200 < box["y"] < 500
    assert box["y"] + box["height"] == pytest.approx(844, abs=1)
    assert visitor.overflow() == 0
    panel(visitor).get_by_role("button", name="关闭").tap()
    expect(panel(visitor)).to_have_count(0)
    expect(visitor.input).to_be_in_viewport()
