"""What people do on the page 评测: run a set, watch and stop it, read what failed and why, compare two runs."""

import re
import shutil
from zipfile import ZipFile

import pytest
from evals import WRONG, Evals, small_set, spoil, write_set
from playwright.sync_api import expect
from visiting import PATIENCE_MS, served

from eval.command import Call, evaluate
from eval.dataset import dump
from eval.labels import percent
from eval.runs_kept import kept_runs
from rag.config import Settings


@pytest.fixture(scope="module")
def library(sample_library, tmp_path_factory):
    """A library that these journeys keep runs beside: the samples, copied, without a run."""
    without_runs = shutil.ignore_patterns("runs")  # which other tests have kept beside the samples
    return shutil.copytree(sample_library, tmp_path_factory.mktemp("evals") / "library", ignore=without_runs)


@pytest.fixture(scope="module")
def own_address(library):
    with served(library) as address:
        yield address


@pytest.fixture
def evals(visit, own_address) -> Evals:
    return Evals.of(visit(own_address))


@pytest.fixture(scope="module")
def earlier(library, tmp_path_factory):
    """Two runs of the small set that the command made, the one of an hour before with an answer that was worse."""
    folder = tmp_path_factory.mktemp("set")
    dataset, runs, settings = write_set(folder / "few.jsonl"), library / "runs", Settings(library=library)
    done = evaluate(Call(dataset=dataset, out=runs / "2026-06-01T11-00-00"), settings)
    spoilt = spoil(runs / "2026-06-01T11-00-00" / "answers.jsonl", folder / "spoilt.jsonl")
    evaluate(Call(dataset=dataset, answers=spoilt, out=runs / "2026-06-01T10-00-00"), settings)
    return done


def test_a_set_that_is_given_comes_to_what_the_command_makes_of_it(evals, library, tmp_path):
    expect(evals.main).to_contain_text("用有标准答案的题目考一考")
    expect(evals.main).to_contain_text("已有题集")
    evals.give(write_set(tmp_path / "few.jsonl"))
    evals.done()
    done = evaluate(Call(dataset=tmp_path / "few.jsonl"), Settings(library=library))
    expect(evals.main.locator(".fz-report")).to_contain_text("4 题 · 3 题通过")
    for name in ("passed", "slots", "cited", "unsupported", "abstention_recall"):
        shown = evals.marks.locator("section").filter(has=evals.visitor.page.get_by_text(name, exact=True))
        expect(shown.locator("b")).to_have_text(percent(done.card["measures"][name]["value"]))
    expect(evals.main.locator("[data-testid=stVegaLiteChart]").first).to_be_visible()
    with evals.visitor.page.expect_download() as saved:
        evals.press("下载全部文件")
    with ZipFile(saved.value.path()) as archive:
        names = {name.split("/")[-1]: name for name in archive.namelist()}
        assert archive.read(names["questions.jsonl"]).decode() == dump(small_set())
        assert set(names) == {"questions.jsonl", "answers.jsonl", "scorecard.json", "scorecard.html", "junit.xml"}


def test_a_failure_is_opened_with_what_was_owed_what_came_and_both_sources_and_asked_in_the_chat(evals, earlier):
    evals.visitor.go("问答")
    evals = Evals.of(evals.visitor)
    evals.open("2026-06-01T11-00-00")
    evals.leaf("失败 1 题")
    evals.main.get_by_label("查找").fill("没有这样的词")
    evals.visitor.page.keyboard.press("Enter")
    expect(evals.main).to_contain_text("没有符合的题")
    evals.main.get_by_label("查找").fill("存在 问题")
    evals.visitor.page.keyboard.press("Enter")
    evals.pick("打开一题", "苏州2021年存在哪些问题")
    expect(evals.main.locator(".fz-failure").first).to_contain_text(WRONG)
    expect(evals.main).to_contain_text("该答的没有全答出")
    expect(evals.main).to_contain_text(re.compile(r"96\.6%（没有答出）.*苏州市 · 2021年"))
    expect(evals.main.locator(".fz-came")).to_contain_text("[1]")
    evals.main.get_by_role("button", name="出庭应诉率为96.6%").click()
    expect(evals.visitor.source.locator("mark")).to_have_text("全市行政机关负责人的出庭应诉率为96.6%")
    evals.main.get_by_role("button", name=re.compile(r"\[1\]")).click()
    expect(evals.visitor.source.locator("mark").filter(has_text="96.6%")).to_have_count(0)
    expect(evals.visitor.source.locator("mark").first).to_contain_text("基层法治政府建设还不均衡")
    evals.press("在问答里问这一题")
    expect(evals.visitor.messages.first).to_contain_text("苏州2021年存在哪些问题", timeout=PATIENCE_MS)
    evals.visitor.replied(0)


def test_two_runs_are_compared_and_what_turned_is_named(evals, earlier):
    evals.visitor.go("问答")
    evals = Evals.of(evals.visitor)
    expect(evals.main).to_contain_text("同一题集的变化")
    evals.open("2026-06-01T11-00-00")
    evals.leaf("对比")
    expect(evals.main).to_contain_text("4 道相同的题 · 0 题由对转错 · 1 题由错转对 · 通过率 50.0% → 75.0%")
    expect(evals.main).to_contain_text("由错转对的题")
    turned = evals.main.get_by_test_id("stDataFrame").last.locator("canvas td")
    expect(turned.get_by_text("苏州2021年出庭应诉率", exact=True)).to_have_count(1)
    verdicts = evals.main.get_by_test_id("stDataFrame").first.locator("canvas td")
    expect(verdicts.get_by_text("可能只是偶然", exact=True).first).to_be_attached()


def test_a_run_is_watched_found_again_after_a_reload_told_to_others_and_stopped(visit, evals, own_address, library):
    before = len(kept_runs(library))
    evals.generate(300, seed=3)
    expect(evals.running).to_contain_text(re.compile(r"第 \d+ 题，共 \d+ 题"), timeout=PATIENCE_MS)
    other = Evals.of(visit(own_address))
    expect(other.running).to_contain_text("另一位访问者正在运行评测")
    expect(other.main.get_by_role("button", name="停止")).to_have_count(0)
    evals.visitor.go("问答")
    expect(evals.visitor.ask("苏州2021年出庭应诉率")).to_contain_text("96.6%")
    evals = Evals.of(evals.visitor)
    expect(evals.running).to_contain_text("约还需", timeout=PATIENCE_MS)
    evals.visitor.page.reload()
    expect(evals.running).to_contain_text(re.compile(r"第 \d+ 题"), timeout=PATIENCE_MS)
    evals.press("停止")
    expect(evals.main).to_contain_text("评测已停止", timeout=PATIENCE_MS)
    evals.press("知道了")
    expect(evals.main).not_to_contain_text("评测已停止")
    expect(other.running).to_have_count(0, timeout=PATIENCE_MS)
    assert len(kept_runs(library)) == before


def test_questions_are_made_run_and_the_run_deleted_on_second_thought(evals, library):
    evals.generate(20, seed=1)
    evals.done()
    expect(evals.main.locator(".fz-report")).to_contain_text("20 题")
    run = next(one for one in kept_runs(library) if one.name == "自动出题 20（种子 1）")
    evals.press("删除")
    dialog = evals.visitor.page.get_by_role("dialog")
    expect(dialog).to_contain_text("不能恢复")
    dialog.get_by_role("button", name="不删除").click()
    expect(dialog).to_have_count(0)
    evals.press("删除")
    dialog.get_by_role("button", name="删除", exact=True).click()
    expect(evals.main.get_by_role("heading", name="评测", exact=True)).to_be_visible(timeout=PATIENCE_MS)
    assert run.id not in {one.id for one in kept_runs(library)}


def test_a_set_of_another_library_and_a_line_that_is_no_question_are_told_in_a_sentence(evals, tmp_path):
    lines = dump(small_set()).splitlines(keepends=True)
    (tmp_path / "torn.jsonl").write_text(lines[0] + "{\n", encoding="utf-8")
    evals.give(tmp_path / "torn.jsonl")
    alert = evals.main.get_by_test_id("stAlertContentError")
    expect(alert).to_contain_text("torn.jsonl 第 2 行 不是题目")
    report = small_set()[0].evidence[0][0].report
    (tmp_path / "strange.jsonl").write_text(lines[0].replace(report, "0" * 64), encoding="utf-8")
    evals.give(tmp_path / "strange.jsonl")
    expect(alert).to_contain_text("000000000000", timeout=PATIENCE_MS)
    evals.press("知道了")
    expect(alert).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_shows_the_runs_and_one_of_them_without_scrolling_sideways(visit, own_address, earlier, scheme):
    evals = Evals.of(visit(own_address, width=390, height=844, color_scheme=scheme))
    assert evals.visitor.overflow() == 0
    evals.open("2026-06-01T11-00-00")
    assert evals.visitor.overflow() == 0
    for leaf in ("失败 1 题", "对比"):
        evals.leaf(leaf)
        assert evals.visitor.overflow() == 0
