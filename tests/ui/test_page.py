"""What people do on the page, in a real browser against a real server."""

import pytest
from playwright.sync_api import expect
from visiting import served

from rag.config import Settings
from rag.pipeline import Desk, index

HOSTILE = """# 昆山市2022年法治政府建设情况报告

一、主要工作<script>alert('run')</script>

2022年，全市行政机关负责人出庭应诉率达到97.5%<img src="https://tracker.example/a.png" onerror="alert('run')">，\
![图](https://tracker.example/b.png) [链接](https://tracker.example/c) `code` $x^2$ :red[警告] <b>粗</b>。

二、存在的问题

一是<iframe src="https://tracker.example/d"></iframe>执法力量不足。

昆山市人民政府
2023年1月10日
"""


def test_an_example_is_of_the_library_and_answered_and_a_new_chat_is_empty(visitor):
    buttons = visitor.page.get_by_role("button").filter(has_text="？")
    expect(buttons).to_have_count(4)
    examples = buttons.all_inner_texts()
    assert all(
        any(place in text for place in ("苏州市", "建德市", "武清区", "白沙路街道", "清镇市")) for text in examples
    )
    reply = visitor.press(examples[0])
    expect(reply.locator(".fz-chip").first).to_be_visible()
    visitor.page.get_by_role("button", name="新对话").click()
    expect(visitor.messages).to_have_count(0)
    expect(visitor.page.get_by_role("button", name=examples[0], exact=True).first).to_be_visible()


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
    assert visitor.overflow() == 0
    mark = visitor.open_source().locator("mark")
    assert visitor.overflow() == 0
    expect(mark).to_be_in_viewport()
    background = visitor.page.get_by_test_id("stApp").evaluate("e => getComputedStyle(e).backgroundColor")
    assert (sum(map(int, background[4:-1].split(",")[:3])) < 200) is (scheme == "dark")


def test_nothing_asked_and_too_much_asked_get_a_line(visitor):
    expect(visitor.ask("   ")).to_contain_text("问题是空的")
    reply = visitor.ask("很长" * 50_000)
    expect(reply).to_contain_text("问题有 100000 字")
    assert len(visitor.messages.nth(2).inner_text()) < 400
    expect(visitor.ask("苏州2021年出庭应诉率")).to_contain_text("96.6%")


def test_a_hostile_report_is_shown_as_text(visit, tmp_path):
    (tmp_path / "昆山.txt").write_text(HOSTILE, encoding="utf-8")
    with Desk.open(Settings(library=tmp_path / "library"), create=True) as desk:
        assert index([tmp_path / "昆山.txt"], desk).added == 1
    with served(tmp_path / "library") as address:
        visitor = visit(address)
        reply = visitor.ask("昆山2022年出庭应诉率")
        expect(reply).to_contain_text("97.5%")
        expect(reply).to_contain_text("<img src=")
        reply.locator(".fz-chip").first.hover()
        expect(visitor.page.locator(".fz-tip:popover-open")).to_contain_text("<img src=")
        expect(visitor.open_source()).to_contain_text("![图](https://tracker.example/b.png)")
        expect(visitor.page.locator(".st-key-fz-source")).to_contain_text("一、主要工作<script>alert('run')</script>")
        expect(visitor.ask("昆山2022年存在哪些问题")).to_contain_text("<iframe src=")
        visitor.ask("昆山2022年种了多少棵树")
        visitor.reply.get_by_text("不作为答案").click()
        expect(visitor.reply.get_by_role("button").filter(has_text="昆山市").first).to_be_visible()
        tags = "main script, main iframe, main img, main a[href*=tracker], main b, main strong strong".replace(
            "main", "[data-testid=stMainBlockContainer]"
        )
        expect(visitor.page.locator(tags)).to_have_count(0)
