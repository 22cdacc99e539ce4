"""What people do on the page 指标: choose, read, open a cell, plot, take along, send."""

import csv
import re
from urllib.parse import urlencode
from zipfile import ZipFile

import pytest
from playwright.sync_api import expect
from visiting import PATIENCE_MS

RATE, COUNT = "负责人出庭应诉率", "行政复议受理件数"
_HEAD, _ROW = 38, 35
SLOW_MS = 2 * PATIENCE_MS


def open_table(visitor, **chosen):
    chosen = chosen or {"indicator": [RATE, COUNT]}
    visitor.page.goto(f"{visitor.address}/figures?{urlencode(chosen, doseq=True)}")
    expect(cells(visitor, "96.6%")).to_have_count(1, timeout=SLOW_MS)


def cells(visitor, text):
    return visitor.page.locator("canvas td").get_by_text(text, exact=True)


def choose_cell(visitor, words):
    box = visitor.page.get_by_role("combobox", name="看一格的出处")
    box.click()
    visitor.page.get_by_role("option", name=words).click()


@pytest.fixture
def figures(visitor):
    open_table(visitor)
    return visitor


def test_an_indicator_is_chosen_and_the_table_survives_a_reload(visitor):
    visitor.go("指标")
    expect(visitor.page.get_by_text("选一个或几个指标")).to_be_visible(timeout=PATIENCE_MS)
    box = visitor.page.get_by_role("combobox", name="指标", exact=True)
    box.click()
    box.fill("出庭应诉率")
    visitor.page.get_by_role("option", name=RATE, exact=True).click()
    expect(cells(visitor, "96.6%")).to_have_count(1, timeout=SLOW_MS)
    expect(visitor.page).to_have_url(re.compile(r"indicator="))
    visitor.page.reload()
    expect(cells(visitor, "96.6%")).to_have_count(1, timeout=SLOW_MS)


def test_an_empty_cell_says_why_and_a_value_opens_its_citation(figures):
    assert cells(figures, "未提及").count() >= 2
    choose_cell(figures, f"苏州市 2021 {RATE}")
    expect(figures.source.locator("mark")).to_contain_text("96.6%", timeout=PATIENCE_MS)
    figures.page.get_by_role("button", name="关闭").click()
    expect(figures.source).to_have_count(0)
    choose_cell(figures, f"武清区 2020 {RATE}")
    expect(figures.page.get_by_text("这份报告没有提到这个指标。")).to_be_visible(timeout=PATIENCE_MS)


def test_a_cell_that_is_clicked_opens_its_citation(figures):
    row = next(at for at in range(5) if figures.page.locator("canvas tr").nth(at + 1).get_by_text("96.6%").count())
    grid = figures.page.get_by_test_id("stDataFrame")
    grid.click(position={"x": 230, "y": _HEAD + _ROW * row + _ROW // 2})
    expect(figures.source.locator("mark")).to_contain_text("96.6%", timeout=PATIENCE_MS)


def test_a_place_without_that_years_report_says_so(visitor):
    open_table(visitor, indicator=[RATE], place=["江苏省苏州市"], year=["2020", "2021"])
    assert cells(visitor, "没有报告").count() == 1


def test_a_plot_is_drawn_and_names_its_sources(figures):
    figures.page.get_by_role("combobox", name="画哪个指标").click()
    figures.page.get_by_role("option", name=COUNT).click()
    plot = figures.page.get_by_test_id("stVegaLiteChart")
    expect(plot.locator("canvas, svg").first).to_be_visible(timeout=SLOW_MS)
    expect(figures.page.get_by_text("数据来源：")).to_contain_text("《")
    figures.settled()
    figures.page.get_by_text("条引文").click()
    link = figures.page.locator(".fz-checked a").first
    assert link.get_attribute("href").startswith("./?cite=")


def test_files_are_taken_along_with_their_citations(figures, tmp_path):
    with figures.page.expect_download() as given:
        figures.page.get_by_role("button", name="下载 CSV").click()
    given.value.save_as(tmp_path / "t.csv")
    rows = list(csv.DictReader((tmp_path / "t.csv").read_text(encoding="utf-8-sig").splitlines()))
    suzhou = next(row for row in rows if row["地方"] == "苏州市")
    assert (suzhou[RATE], suzhou[f"{RATE}·单位"]) == ("96.6", "%")
    assert re.fullmatch(r"[0-9a-f]{12}-\d+-\d+-[0-9a-f]{6}", suzhou[f"{RATE}·引文编号"])
    with figures.page.expect_download() as given:
        figures.page.get_by_role("button", name="下载 XLSX").click()
    given.value.save_as(tmp_path / "t.xlsx")
    with ZipFile(tmp_path / "t.xlsx") as book:
        words = "".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xml"))
    assert suzhou[f"{RATE}·引文编号"] in words and "96.6" in words
    assert "samples/" not in words


def test_an_unknown_indicator_is_met_with_known_ones(visitor):
    visitor.page.goto(f"{visitor.address}/figures?{urlencode({'indicator': '行政复议受理率'})}")
    expect(visitor.page.get_by_test_id("stAlert")).to_contain_text("行政复议受理", timeout=SLOW_MS)


def test_a_phone_reads_a_table_without_sideways_scrolling(visit, address):
    visitor = visit(address, width=390, height=844)
    open_table(visitor)
    assert visitor.overflow() == 0
