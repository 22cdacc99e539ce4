"""axe-core finds nothing serious on any page, in the states that people see it in."""

from pathlib import Path

import pytest
from evals import Evals, write_set
from playwright.sync_api import expect
from visiting import PATIENCE_MS, served

AXE = Path(__file__).with_name("node_modules") / "axe-core" / "axe.min.js"
SERIOUS = {"serious", "critical"}
PAGES = ("引文", "指标", "报告", "评测")
STREAMLITS_OWN: dict[str, str] = {}
"""Selectors of what Streamlit draws and we cannot mend, each with the reason."""


def violations(visitor):
    """What axe finds that hinders people: rule, element, and what is wrong with it."""
    page = visitor.page
    expect(page.get_by_test_id("stStatusWidget")).to_have_count(0, timeout=PATIENCE_MS)
    visitor.settled()
    page.add_script_tag(path=str(AXE)) if not page.evaluate("'axe' in window") else None
    page.evaluate("Promise.all(document.getAnimations().map(one => one.finished.catch(() => 0)))")
    run = "away => axe.run({ exclude: away.map(one => [one]) }, { resultTypes: ['violations'] })"
    found = page.evaluate(run, list(STREAMLITS_OWN))["violations"]
    return [
        f"{one['id']}: {node['html'][:200]} {node['failureSummary'][-200:]}"
        for one in found
        if one["impact"] in SERIOUS
        for node in one["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1400, 390])
def test_a_chat_with_its_source_open(visit, address, scheme, width):
    visitor = visit(address, width=width, height=850, color_scheme=scheme)
    assert violations(visitor) == []
    visitor.ask("建德2020年出庭应诉率")
    visitor.open_source()
    assert violations(visitor) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1400, 390])
def test_every_other_page(visit, address, scheme, width):
    visitor = visit(address, width=width, height=850, color_scheme=scheme)
    found = {}
    for name in PAGES:
        visitor.go(name)
        expect(visitor.page.get_by_test_id("stMainBlockContainer").get_by_role("heading").first).to_be_visible()
        found[name] = violations(visitor)
    assert found == {name: [] for name in PAGES}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_table_with_its_plot(visit, address, scheme):
    visitor = visit(address, color_scheme=scheme)
    visitor.page.goto(f"{address}/figures?indicator=出庭应诉率")
    expect(visitor.page.get_by_test_id("stVegaLiteChart").first).to_be_visible(timeout=PATIENCE_MS)
    assert violations(visitor) == []


def test_the_pages_in_english(visit, address):
    visitor = visit(address)
    visitor.page.get_by_role("radio", name="English").click()
    expect(visitor.page.get_by_test_id("stSidebarNavLink").first).not_to_contain_text("问答")
    expect(visitor.page.get_by_placeholder("Ask a question")).to_be_visible()
    expect(visitor.input).to_have_count(1)
    visitor.ask("苏州2021年出庭应诉率")
    visitor.open_source()
    found = {"Chat": violations(visitor)}
    for name in ("Citations", "Indicators", "Reports", "Evals"):
        visitor.go(name)
        expect(visitor.page.get_by_test_id("stMainBlockContainer").get_by_role("heading").first).to_be_visible()
        found[name] = violations(visitor)
    assert not any(found.values()), found


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_scorecard_and_a_failure(visit, address, tmp_path, scheme):
    evals = Evals.of(visit(address, color_scheme=scheme))
    evals.give(write_set(tmp_path / "small.jsonl"))
    evals.done()
    found = {}
    for name in ("成绩", "对比", "失败"):
        evals.leaf(name)
        found[name] = violations(evals.visitor)
    evals.pick("打开一题", "苏州2021年存在哪些问题")
    expect(evals.main.locator(".fz-failure").first).to_be_visible()
    found["一题"] = violations(evals.visitor)
    assert not any(found.values()), found


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_menu_and_a_dialog(visit, address, scheme):
    visitor = visit(address, color_scheme=scheme)
    visitor.ask("苏州2021年出庭应诉率")
    visitor.settled()
    visitor.page.get_by_role("button", name="这段对话").click()
    menu = visitor.page.get_by_test_id("stPopoverBody")
    expect(menu).to_be_visible()
    found = {"menu": violations(visitor)}
    menu.get_by_role("button", name="删除").click()
    expect(visitor.page.get_by_role("dialog", name="删除这段对话")).to_be_visible()
    found["dialog"] = violations(visitor)
    assert found == {"menu": [], "dialog": []}


def test_a_report_that_is_open(visit, address):
    visitor = visit(address)
    visitor.go("报告")
    table = visitor.page.get_by_test_id("stDataFrame")
    expect(table.locator("canvas td").first).to_be_attached(timeout=PATIENCE_MS)
    table.click(position={"x": 180, "y": 55})
    expect(visitor.page.locator(".fz-report")).to_be_visible(timeout=PATIENCE_MS)
    assert violations(visitor) == []


def test_the_page_without_a_library(visit, tmp_path):
    with served(tmp_path / "none") as address:
        visitor = visit(address)
        assert violations(visitor) == []
        visitor.go("报告")
        assert violations(visitor) == []
