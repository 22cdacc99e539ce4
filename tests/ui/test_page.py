"""What people do on the page, in a real browser against a real server."""

import pytest
from playwright.sync_api import expect
from visiting import PATIENCE_MS, served

HOSTILE = """# 昆山市2022年法治政府建设情况报告

一、主要工作<script>alert('run')</script>

2022年，全市行政机关负责人出庭应诉率达到97.5%<img src="https://tracker.example/a.png" onerror="alert('run')">，\
![图](https://tracker.example/b.png) [链接](https://tracker.example/c) `code` $x^2$ :red[警告] <b>粗</b>。

二、存在的问题

一是<iframe src="https://tracker.example/d"></iframe>执法力量不足。

昆山市人民政府
2023年1月10日
"""


def test_a_figure_is_answered_and_its_source_opens_with_the_quote_highlighted(visitor):
    reply = visitor.ask("苏州2021年出庭应诉率")
    expect(reply).to_contain_text("96.6%")
    assert "96.6%" in reply.locator("sup[title]").first.get_attribute("title")
    source = visitor.open_source()
    expect(source.locator("mark")).to_contain_text("出庭应诉率为96.6%")
    expect(source).to_contain_text("（八）完善行政监督")
    where = reply.locator(".fz-origin, .fz-details").all_inner_texts()
    for words in (
        "苏州市 · 2021年",
        "一、主要举措和成效 › （八）",
        "苏州市2021年法治政府建设报告.html",
        "苏州市人民政府",
    ):
        assert any(words in text for text in where), words


def test_several_figures_stand_in_a_table_and_a_page_is_named(visitor):
    reply = visitor.ask("建德2020年出庭应诉率")
    table = reply.locator("table")
    expect(table).to_contain_text("77.27%")
    expect(table).to_contain_text("市政府为被告")
    visitor.open_source()
    expect(reply.locator(".fz-origin")).to_contain_text("第 2 页")
    assert "\n" not in visitor.source.locator("mark").inner_text()


def test_a_year_that_is_missing_is_said_and_the_button_of_the_year_there_is_answers(visitor):
    reply = visitor.ask("苏州2020年出庭应诉率")
    expect(reply).to_contain_text("没有苏州市2020年的报告")
    assert reply.get_by_role("radio").count() == 0
    reply = visitor.press("苏州市 2021年")
    expect(reply).to_contain_text("96.6%")


def test_a_follow_up_takes_what_it_leaves_out_from_the_question_before(visitor):
    visitor.ask("武清区2020年出庭应诉率")
    expect(visitor.reply).to_contain_text("没有提到")
    expect(visitor.ask("那苏州2021年呢？")).to_contain_text("96.6%")


def test_an_example_is_of_the_library_and_answered_and_a_new_chat_is_empty(visitor):
    buttons = visitor.page.get_by_role("button").filter(has_text="？")
    expect(buttons).to_have_count(4)
    examples = buttons.all_inner_texts()
    assert all(
        any(place in text for place in ("苏州市", "建德市", "武清区", "白沙路街道", "清镇市")) for text in examples
    )
    reply = visitor.press(examples[0])
    expect(reply.get_by_role("radio").first).to_be_visible()
    visitor.page.get_by_role("button", name="新对话 New chat").click()
    expect(visitor.messages).to_have_count(0)
    expect(visitor.page.get_by_role("button", name=examples[0], exact=True)).to_be_visible()


def test_two_visitors_never_see_each_other(visit, address):
    one, other = visit(address), visit(address)
    one.ask("苏州2021年出庭应诉率")
    expect(other.messages).to_have_count(0)
    other.ask("清镇市向两个乡镇下放了多少项行政职权")
    expect(other.reply).to_contain_text("161项")
    one.ask("那2020年呢？")
    assert "清镇" not in one.page.get_by_test_id("stMainBlockContainer").inner_text()
    assert "苏州" not in other.page.get_by_test_id("stMainBlockContainer").inner_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_shows_all_without_scrolling_sideways(visit, address, scheme):
    visitor = visit(address, width=390, height=844, color_scheme=scheme)
    assert visitor.overflow() == 0
    visitor.ask("建德2020年出庭应诉率")
    mark = visitor.open_source().locator("mark")
    assert visitor.overflow() == 0
    expect(mark).to_be_in_viewport()
    background = visitor.page.get_by_test_id("stApp").evaluate("e => getComputedStyle(e).backgroundColor")
    assert (sum(map(int, background[4:-1].split(",")[:3])) < 200) is (scheme == "dark")


def test_nothing_asked_and_too_much_asked_get_a_line(visitor):
    expect(visitor.ask("   ")).to_contain_text("the question is empty")
    reply = visitor.ask("很长" * 50_000)
    expect(reply).to_contain_text("100000 characters")
    assert len(visitor.messages.nth(2).inner_text()) < 400
    expect(visitor.ask("苏州2021年出庭应诉率")).to_contain_text("96.6%")


def test_the_reports_stand_at_the_side_and_open_to_say_more(visitor):
    reports = visitor.page.locator(".fz-reports details")
    expect(reports).to_have_count(5)
    jiande = reports.filter(has_text="建德市")
    jiande.locator("summary").click()
    expect(jiande.locator("dl")).to_contain_text("浙江省 › 杭州市 › 建德市")


def test_an_empty_page_takes_reports_and_shows_a_hostile_one_as_text(visit, tmp_path):
    (tmp_path / "昆山.txt").write_text(HOSTILE, encoding="utf-8")
    (tmp_path / "empty.pdf").write_bytes(b"")
    with served(tmp_path / "library") as address:
        visitor = visit(address)
        expect(visitor.page.get_by_test_id("stAlert")).to_contain_text("还没有报告库")
        visitor.page.locator("input[type=file]").set_input_files([tmp_path / "昆山.txt", tmp_path / "empty.pdf"])
        expect(visitor.page.get_by_text("empty.pdf")).to_be_visible()
        visitor.page.get_by_role("button", name="加入报告库 Add").click()
        side = visitor.page.get_by_test_id("stSidebar")
        expect(side.locator(".fz-reports details")).to_have_count(1, timeout=PATIENCE_MS)
        expect(side).to_contain_text("empty.pdf：")
        assert [path.name for path in (tmp_path / "library" / "uploads").glob("*/*")] == ["昆山.txt"]
        reply = visitor.ask("昆山2022年出庭应诉率")
        expect(reply).to_contain_text("97.5%")
        expect(reply).to_contain_text("<img src=")
        expect(visitor.open_source()).to_contain_text("![图](https://tracker.example/b.png)")
        expect(reply.get_by_role("radio").first).to_contain_text("<script>a")
        visitor.ask("昆山2022年存在哪些问题")
        visitor.ask("昆山2022年种了多少棵树")
        tags = "main script, main iframe, main img, main a[href*=tracker]".replace(
            "main", "[data-testid=stMainBlockContainer]"
        )
        assert visitor.page.locator(tags).count() == 0
