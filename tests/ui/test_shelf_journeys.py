"""What people do on the page 报告: give files, see what became of them, open, correct and take out reports."""

import re
import shutil
from zipfile import ZipFile

import pytest
from many import make_library
from playwright.sync_api import expect
from shelf import REPORT, Shelf
from visiting import PATIENCE_MS, ROOT, served

HOSTILE = """# 昆山市2022年法治政府建设情况报告

一、主要工作<script>alert('run')</script>

2022年，全市行政机关负责人出庭应诉率达到97.5%<img src="https://tracker.example/a.png" onerror="alert('run')">，\
![图](https://tracker.example/b.png) [链接](https://tracker.example/c) `code` $x^2$ :red[警告] <b>粗</b>。

二、存在的问题

一是<iframe src="https://tracker.example/d"></iframe>执法力量不足。

昆山市人民政府
2023年1月10日
"""
LIMIT = 400_000  # bytes; the browser itself only counts whole MiB


@pytest.fixture(scope="module")
def library(sample_library, tmp_path_factory):
    """A library that these journeys change: the samples, copied."""
    return shutil.copytree(sample_library, tmp_path_factory.mktemp("shelf") / "library")


@pytest.fixture(scope="module")
def own_address(library):
    with served(library, FAZHI_READING__FILE_SIZE=str(LIMIT)) as address:
        yield address


@pytest.fixture
def shelf(visit, own_address) -> Shelf:
    return Shelf.of(visit(own_address))


def test_an_empty_page_takes_reports_tells_of_each_and_shows_a_hostile_one_as_text(visit, tmp_path):
    (tmp_path / "昆山.txt").write_text(HOSTILE, encoding="utf-8")
    (tmp_path / "empty.pdf").write_bytes(b"")
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 and no more")
    with served(tmp_path / "library") as address:
        visitor = visit(address)
        expect(visitor.page.get_by_test_id("stAlert")).to_be_visible()
        shelf = Shelf.of(visitor)
        expect(shelf.main).to_contain_text("报告库里还没有报告")
        shelf.give(tmp_path / "昆山.txt", tmp_path / "empty.pdf", tmp_path / "broken.pdf")
        expect(shelf.outcome).to_contain_text("没有读成 2，新增 1", timeout=PATIENCE_MS)
        expect(shelf.outcome).to_contain_text(re.compile(r"empty\.pdf\s+.{4}"))
        expect(shelf.outcome).to_contain_text(re.compile(r"broken\.pdf\s+.{4}"))
        expect(shelf.outcome).to_contain_text("昆山市 2022年")
        assert [path.name for path in (tmp_path / "library" / "uploads").glob("*/*")] == ["昆山.txt"]
        visitor.go("问答")
        expect(visitor.ask("昆山2022年出庭应诉率")).to_contain_text("97.5%")
        visitor.go("报告")
        expect(shelf.outcome).to_be_visible()
        shelf.press("知道了")
        expect(shelf.outcome).to_have_count(0)
        shelf.open_row(0)
        shelf.leaf("正文")
        expect(shelf.text).to_contain_text("<script>alert('run')</script>")
        expect(shelf.text).to_contain_text("![图](https://tracker.example/b.png)")
        shelf.leaf("数据")
        shelf.click_cell(0, beside=300)
        expect(shelf.main).to_contain_text("<img src=")
        assert shelf.main.locator("script, iframe, img, a[href*=tracker]").count() == 0


def test_a_file_that_is_too_large_is_refused_by_the_browser_and_by_us_in_a_sentence(shelf, tmp_path):
    (tmp_path / "ours.txt").write_bytes(b"x" * (LIMIT + 1))
    (tmp_path / "huge.txt").write_bytes(b"x" * 2 * 1024**2)
    shelf.give(tmp_path / "ours.txt", tmp_path / "huge.txt")
    expect(shelf.outcome).to_contain_text(re.compile(r"ours\.txt\s+.*0\.4 MiB.*0\.381 MiB"), timeout=PATIENCE_MS)
    expect(shelf.outcome).not_to_contain_text("huge.txt")
    shelf.press("知道了")
    shelf.unfold()
    shelf.choose(tmp_path / "huge.txt")
    expect(shelf.main.get_by_test_id("stFileChip")).to_have_attribute("aria-invalid", "true")
    said = shelf.main.get_by_test_id("stFileUploader").evaluate("e => getComputedStyle(e, '::after').content")
    assert said == '"标红的文件超过 0.381 MB，不会加入。"'


def test_an_archive_and_a_folder_are_taken_with_their_chinese_names_and_what_is_bad_in_them_told(shelf, tmp_path):
    with ZipFile(tmp_path / "各地.zip", "w") as archive:
        archive.writestr("江阴市/江阴2021.txt", REPORT.format(place="江阴市", year=2021, rate="91.2"))
        archive.writestr("坏的.docx", b"no docx")
        archive.writestr("里层.zip", b"PK")
        archive.writestr("__MACOSX/._江阴2021.txt", b"x")
    shelf.give(tmp_path / "各地.zip")
    expect(shelf.outcome).to_contain_text("没有读成 1，略过 2，新增 1", timeout=PATIENCE_MS)
    for words in ("各地.zip/江阴市/江阴2021.txt", "江阴市 2021年", "各地.zip/坏的.docx", "各地.zip/里层.zip"):
        expect(shelf.outcome).to_contain_text(words)
    folder = tmp_path / "宜兴市"
    (folder / "下层").mkdir(parents=True)
    (folder / "2020.txt").write_text(REPORT.format(place="宜兴市", year=2020, rate="92.3"), encoding="utf-8")
    (folder / "下层" / "2021.txt").write_text(REPORT.format(place="宜兴市", year=2021, rate="93.4"), encoding="utf-8")
    shelf.unfold()
    shelf.main.get_by_role("radio", name="文件夹").click()
    shelf.give(folder)
    expect(shelf.outcome).to_contain_text("新增 2", timeout=PATIENCE_MS)
    expect(shelf.outcome).to_contain_text("宜兴市/下层/2021.txt")
    shelf.press("知道了")
    shelf.find("宜兴")
    expect(shelf.cells("宜兴市")).to_have_count(2)


def test_progress_is_seen_the_page_used_meanwhile_another_waits_and_a_stop_stops(visit, own_address, shelf, tmp_path):
    body = "全年办理行政复议案件{}件，依法公开信息{}条，培训执法人员{}人次。\n"
    for year in range(2001, 2021):
        more = "".join(body.format(year + at, at + 7, at * 3 + 1) for at in range(120))
        text = REPORT.format(place="溧阳市", year=year, rate="90.1") + more
        (tmp_path / f"{year}.txt").write_text(text, encoding="utf-8")
    (tmp_path / "other.txt").write_text(REPORT.format(place="金坛区", year=2019, rate="88.8"), encoding="utf-8")
    other = Shelf.of(visit(own_address))
    shelf.give(*sorted(tmp_path.glob("2*.txt")))
    expect(shelf.main).to_contain_text(re.compile(r"正在读第 \d+ 个，共 20 个：20\d\d.txt"), timeout=PATIENCE_MS)
    other.give(tmp_path / "other.txt")
    expect(other.main).to_contain_text("另一位访问者正在加入报告")
    shelf.visitor.go("问答")
    expect(shelf.visitor.ask("苏州2021年出庭应诉率")).to_contain_text("96.6%")
    shelf.visitor.go("报告")
    shelf.press("停止")
    expect(shelf.outcome).to_contain_text("略过", timeout=PATIENCE_MS)
    expect(shelf.outcome).to_contain_text("新增")
    expect(other.outcome).to_contain_text("新增 1", timeout=PATIENCE_MS)


def test_a_place_is_corrected_namesakes_are_chosen_from_and_a_wrong_one_is_refused(shelf, tmp_path):
    (tmp_path / "a.txt").write_text(REPORT.format(place="丹阳市", year=2018, rate="81.8"), encoding="utf-8")
    shelf.give(tmp_path / "a.txt")
    expect(shelf.outcome).to_contain_text("新增 1", timeout=PATIENCE_MS)
    shelf.press("知道了")
    shelf.find("丹阳")
    shelf.open_row(0)
    shelf.correct("地方", "不存在的地方")
    expect(shelf.main.get_by_test_id("stAlertContentError")).to_contain_text("不存在的地方")
    shelf.correct("地方", "鼓楼区")
    expect(shelf.main).to_contain_text("不止一处")
    shelf.pick("是哪一处", "江苏省南京市鼓楼区")
    shelf.press("保存更正")
    expect(shelf.main.locator(".fz-report")).to_contain_text("江苏省 › 南京市 › 鼓楼区 · 2018年")
    expect(shelf.main).to_contain_text("从文件里读出的是")
    shelf.correct("年份", "两千年")
    expect(shelf.main.get_by_test_id("stAlertContentError")).to_contain_text("两千年")
    shelf.visitor.go("问答")
    expect(shelf.visitor.ask("南京鼓楼区2018年出庭应诉率")).to_contain_text("81.8%")
    shelf.visitor.go("报告")
    shelf.find("鼓楼区")
    shelf.open_row(0)
    shelf.press("恢复为读出的")
    expect(shelf.main.locator(".fz-report")).to_contain_text("丹阳市")


def test_a_report_is_removed_on_second_thought_and_no_longer_answers(shelf, library, tmp_path):
    (tmp_path / "gone.txt").write_text(REPORT.format(place="句容市", year=2017, rate="77.7"), encoding="utf-8")
    shelf.give(tmp_path / "gone.txt")
    expect(shelf.outcome).to_contain_text("新增 1", timeout=PATIENCE_MS)
    shelf.press("知道了")
    shelf.find("句容")
    shelf.tick(0)
    shelf.press("移除选中的 1 份")
    dialog = shelf.visitor.page.get_by_role("dialog")
    expect(dialog).to_contain_text("句容市2017年法治政府建设情况报告")
    expect(dialog).to_contain_text("一并删除")
    dialog.get_by_role("button", name="不移除").click()
    expect(dialog).to_have_count(0)
    expect(shelf.cells("句容市")).to_have_count(1)
    shelf.press("移除选中的 1 份")
    dialog.get_by_role("button", name="移除", exact=True).click()
    expect(shelf.main).to_contain_text("没有符合的报告")
    assert not list((library / "uploads").rglob("gone.txt"))
    shelf.visitor.go("问答")
    expect(shelf.visitor.ask("句容2017年出庭应诉率")).to_contain_text("没有句容市")


def test_a_report_is_read_by_its_outline_its_figures_searched_and_its_original_saved(visitor):
    shelf = Shelf.of(visitor)
    shelf.find("苏州")
    shelf.open_row(0)
    expect(shelf.main.locator("h1")).to_contain_text("苏州市")
    with visitor.page.expect_download() as saved:
        shelf.press("下载原件")
    original = next((ROOT / "samples").glob("苏州*.html"))
    assert saved.value.path().read_bytes() == original.read_bytes()
    shelf.leaf("正文")
    expect(shelf.main).to_contain_text("93.6%")
    heading = shelf.main.get_by_role("button", name=re.compile("（八）"))
    heading.click()
    expect(shelf.text.locator(".here")).to_contain_text("（八）")
    expect(shelf.text.locator(".here")).to_be_in_viewport()
    shelf.main.get_by_text("看看略去了什么").click()
    expect(shelf.main.locator(".fz-left-out")).to_contain_text("走进苏州")
    shelf.leaf("数据")
    visitor.page.get_by_placeholder("指标、数值").fill("应诉率")
    visitor.page.keyboard.press("Enter")
    expect(shelf.cells("96.6%")).to_have_count(1)
    visitor.page.reload()
    expect(shelf.main.locator("h1")).to_contain_text("苏州市")
    shelf.press("全部报告")
    expect(shelf.main).to_contain_text("5 份报告")


def test_a_thousand_reports_are_counted_searched_narrowed_and_sorted(visit, tmp_path):
    make_library(tmp_path / "library", 1_000)
    with served(tmp_path / "library") as address:
        shelf = Shelf.of(visit(address))
        for words in ("1,000 份报告", "10 个地方", "1950—2049年"):
            expect(shelf.main).to_contain_text(words)
        shelf.main.get_by_text("只看需补充的（10 份）").click()
        expect(shelf.main).to_contain_text("符合的有 10 份")
        expect(shelf.cells("需补充").first).to_be_attached()
        shelf.main.get_by_text("只看需补充的（10 份）").click()
        shelf.main.get_by_role("button", name="政府信息公开").click()
        expect(shelf.main).to_contain_text("符合的有 250 份")
        shelf.find("常州 2042年")
        expect(shelf.main).to_contain_text("没有符合的报告")
        shelf.main.get_by_role("button", name="政府信息公开").click()
        expect(shelf.main).to_contain_text("符合的有 1 份")
        shelf.open_row(0)
        expect(shelf.main.locator("h1")).to_have_text("常州市2042年法治政府建设情况报告（第922号）")
        shelf.press("全部报告")
        expect(shelf.main).to_contain_text("符合的有 1 份")
        shelf.find("无锡")
        expect(shelf.main).to_contain_text("符合的有 100 份")
        first = shelf.main.locator("canvas tbody tr").first
        expect(first).to_contain_text("2049")
        shelf.click_cell(-1, beside=150)
        expect(first).to_contain_text("1950")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_shows_the_list_and_a_report_without_scrolling_sideways(visit, address, scheme):
    visitor = visit(address, width=390, height=844, color_scheme=scheme)
    shelf = Shelf.of(visitor)
    expect(shelf.main).to_contain_text("5 份报告")
    assert visitor.overflow() == 0
    shelf.open_row(0)
    assert visitor.overflow() == 0
    for leaf in ("正文", "数据"):
        shelf.leaf(leaf)
        assert visitor.overflow() == 0
