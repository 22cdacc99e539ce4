"""What people do on the page 引文: find a passage, open a citation by its link, check an exported answer."""

import json
import re

import pytest
from playwright.sync_api import expect
from visiting import PATIENCE_MS

from rag.config import Settings
from rag.pipeline import Desk, ask
from rag.views import answer_view


@pytest.fixture(scope="module")
def answer(sample_library):
    with Desk.open(Settings(library=sample_library)) as desk:
        return ask("苏州2021年出庭应诉率", desk)


@pytest.fixture
def citations(visitor):
    visitor.go("引文")
    expect(visitor.page.get_by_role("heading", name="引文", exact=True)).to_be_visible(timeout=PATIENCE_MS)
    return visitor


def find(visitor, line):
    box = visitor.page.get_by_label("查找", exact=True).and_(visitor.page.locator("input"))
    box.fill(line)
    box.press("Enter")
    return visitor.page.locator(".fz-result")


def test_a_passage_is_found_by_words_opened_beside_the_list_and_closed(citations):
    results = find(citations, "出庭应诉率")
    expect(results.first).to_contain_text("苏州市 2021年", timeout=PATIENCE_MS)
    expect(results.first.locator("mark")).to_have_text("出庭应诉率")
    expect(results.nth(1)).to_contain_text("第 2 页")
    results.first.click()
    expect(citations.source.locator("mark")).to_contain_text("出庭应诉率为96.6%", timeout=PATIENCE_MS)
    expect(citations.page).to_have_url(re.compile(r"cite="))
    citations.page.get_by_role("button", name="关闭").click()
    expect(citations.source).to_have_count(0)


def test_a_passage_is_found_by_figure_by_place_and_year_and_by_a_pasted_id(citations, answer):
    results = find(citations, "96.6%")
    expect(results).to_have_count(1, timeout=PATIENCE_MS)
    expect(results.locator("mark")).to_have_text("96.6%")
    results = find(citations, "建德2020年应诉")
    expect(results.first).to_contain_text("建德市 2020年", timeout=PATIENCE_MS)
    expect(citations.page.get_by_text("只在建德市、2020年的报告里找")).to_be_visible()
    results = find(citations, f"见引文编号 {answer.citations[0].id}。")
    expect(results).to_have_count(1, timeout=PATIENCE_MS)
    expect(results).to_contain_text("苏州市 2021年")
    find(citations, "苏府〔1999〕7号")
    expect(citations.page.get_by_text("没有找到。可以换个说法")).to_be_visible(timeout=PATIENCE_MS)


def test_a_link_opens_its_citation_on_a_cold_visit_and_a_wrong_one_says_so(visitor, answer):
    visitor.page.goto(f"{visitor.address}/?cite={answer.citations[0].id}")
    expect(visitor.source.locator("mark")).to_contain_text("96.6%", timeout=PATIENCE_MS)
    expect(visitor.page.get_by_role("heading", name="引文", exact=True)).to_be_visible()
    altered = answer.citations[0].id[:-6] + "000000"
    visitor.page.goto(f"{visitor.address}/?cite={altered}")
    expect(visitor.page.get_by_text("这条引文已不成立")).to_be_visible(timeout=PATIENCE_MS)
    visitor.page.goto(f"{visitor.address}/?cite=%3Cb%3Ex")
    expect(visitor.page.get_by_text("这条引文打不开")).to_be_visible(timeout=PATIENCE_MS)
    expect(visitor.source).to_have_count(0)


def test_a_pasted_answer_with_one_citation_altered_is_told_apart(citations, answer, tmp_path):
    view = answer_view(answer)
    altered = {**view["citations"][0], "quote": view["citations"][0]["quote"].replace("96.6%", "99.6%")}
    pasted = json.dumps(view | {"citations": [view["citations"][0], altered]}, ensure_ascii=False)
    citations.page.get_by_role("tab", name="核对导出的回答").click()
    box = citations.page.get_by_label("粘贴导出的回答")
    box.fill(pasted)
    box.press("Control+Enter")
    rows = citations.page.locator(".fz-checked li")
    expect(rows).to_have_count(2, timeout=PATIENCE_MS)
    expect(rows.nth(0).locator(".fz-state")).to_have_text("同")
    expect(rows.nth(1).locator(".fz-state")).to_have_text("已无")
    assert rows.nth(0).get_by_role("link").get_attribute("href") == f"./?cite={answer.citations[0].id}"


def test_a_phone_finds_and_opens_without_sideways_scrolling(visit, address):
    visitor = visit(address, width=390, height=844)
    visitor.page.goto(f"{address}/citations")
    results = find(visitor, "苏州 96.6%")
    expect(results).to_have_count(1, timeout=PATIENCE_MS)
    results.click()
    expect(visitor.source.locator("mark")).to_be_visible(timeout=PATIENCE_MS)
    assert visitor.overflow() == 0
