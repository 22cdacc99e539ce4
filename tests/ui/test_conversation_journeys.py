"""Conversations in a real browser: they come back, are named, found, taken along, judged, deleted, and never shared."""

import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import docx
from playwright.sync_api import Download, Locator, expect
from visiting import PATIENCE_MS, Visitor

from rag.cited import citations_in
from rag.talks.conversations import DATABASE

SUZHOU, JIANDE, QINGZHEN = "苏州2021年出庭应诉率", "建德2020年出庭应诉率", "清镇市向两个乡镇下放了多少项行政职权"


def side(visitor: Visitor) -> Locator:
    return visitor.page.get_by_test_id("stSidebar")


def listed(visitor: Visitor) -> Locator:
    """The conversations in the list, the newest first."""
    return side(visitor).locator("[class*=st-key-talk-] button")


def turn_to(visitor: Visitor, name: str) -> None:
    visitor.settled()
    listed(visitor).filter(has_text=name).click()


def ask_anew(visitor: Visitor, question: str) -> Locator:
    visitor.settled()
    side(visitor).get_by_role("button", name="新对话").click()
    expect(visitor.messages).to_have_count(0)
    visitor.settled()
    return visitor.ask(question)


def open_menu(visitor: Visitor) -> Locator:
    visitor.settled()
    side(visitor).get_by_role("button", name="这段对话").click()
    visitor.settled()
    menu = visitor.page.get_by_test_id("stPopoverBody")
    expect(menu).to_be_visible()
    return menu


def dialog_of(visitor: Visitor) -> Locator:
    return visitor.page.get_by_role("dialog", name="删除这段对话")


def search(visitor: Visitor, words: str) -> None:
    visitor.page.get_by_label("搜索对话").fill(words)


def arrive(visitor: Visitor, address: str) -> None:
    visitor.page.goto(address)
    expect(visitor.input).to_be_visible(timeout=PATIENCE_MS)


def test_a_reload_in_mid_conversation_brings_it_back_and_it_goes_on(visitor):
    visitor.ask(SUZHOU)
    visitor.ask("那2020年呢？")
    address = visitor.page.url
    assert re.search(r"\?talk=[\w-]{12}$", address)
    visitor.settled()
    before = visitor.messages.all_inner_texts()
    visitor.page.reload()
    expect(visitor.messages).to_have_count(4, timeout=PATIENCE_MS)
    visitor.settled()
    assert visitor.messages.all_inner_texts() == before
    expect(visitor.ask("2021年呢？")).to_contain_text("96.6%")
    assert visitor.page.url == address
    expect(listed(visitor)).to_have_text([SUZHOU])


def test_a_conversation_is_there_again_after_another_page_and_in_another_window(visitor):
    visitor.ask(SUZHOU)
    address = visitor.page.url
    side(visitor).get_by_role("link", name="引文").click()
    expect(visitor.messages).to_have_count(0, timeout=PATIENCE_MS)
    side(visitor).get_by_role("link", name="问答").click()
    expect(visitor.messages).to_have_count(2, timeout=PATIENCE_MS)
    expect(visitor.page).to_have_url(address)
    window = Visitor.of(visitor.page.context, visitor.address)
    expect(window.messages).to_have_count(0)
    listed(window).click()
    expect(window.reply).to_contain_text("96.6%", timeout=PATIENCE_MS)
    assert (window.page.url, window.noticed) == (address, [])


def test_conversations_are_switched_and_a_new_one_leaves_the_others_be(visitor):
    visitor.ask(SUZHOU)
    first = visitor.page.url
    ask_anew(visitor, JIANDE)
    assert visitor.page.url != first
    expect(listed(visitor)).to_have_text([JIANDE, SUZHOU])
    turn_to(visitor, SUZHOU)
    expect(visitor.reply).to_contain_text("96.6%")
    expect(visitor.page).to_have_url(first)
    visitor.ask("那2020年呢？")
    expect(listed(visitor)).to_have_text([SUZHOU, JIANDE])
    turn_to(visitor, JIANDE)
    expect(visitor.reply).to_contain_text("77.27%")
    expect(visitor.messages).to_have_count(2)


def test_two_people_never_see_each_others_words_nor_lists_even_by_address(visit, address):
    one, other = visit(address), visit(address)
    one.ask(SUZHOU)
    other.ask(QINGZHEN)
    for visitor, own, foreign in ((one, other.page.url, "清镇"), (other, one.page.url, "苏州2021年出庭")):
        arrive(visitor, own)
        expect(side(visitor)).to_contain_text("没有找到这段对话", timeout=PATIENCE_MS)
        expect(visitor.messages).to_have_count(0)
        expect(listed(visitor)).to_have_count(1)
        assert foreign not in side(visitor).inner_text()
        assert "talk=" not in visitor.page.url
        search(visitor, foreign)
        expect(side(visitor)).to_contain_text("没有对话含有这些词")


def test_a_conversation_is_renamed_and_found_by_name_question_and_answer(visitor):
    visitor.ask(SUZHOU)
    ask_anew(visitor, JIANDE)
    menu = open_menu(visitor)
    menu.get_by_label("名称").fill("建德 <b>*应诉*</b>")
    menu.get_by_role("button", name="改名").press("Enter")
    expect(listed(visitor)).to_have_text(["建德 <b>*应诉*</b>", SUZHOU])
    for words, found in (("<b>*", "建德"), ("历年最高", SUZHOU), ("2021年 苏州", SUZHOU), ("77.27", "建德")):
        search(visitor, words)
        expect(listed(visitor)).to_have_text([re.compile(re.escape(found))])
    search(visitor, "")
    expect(listed(visitor)).to_have_count(2)
    visitor.page.reload()
    expect(listed(visitor).first).to_have_text("建德 <b>*应诉*</b>", timeout=PATIENCE_MS)


def test_a_conversation_is_deleted_after_a_second_thought_and_is_gone(visitor):
    visitor.ask(SUZHOU)
    address = visitor.page.url
    dialog = dialog_of(visitor)
    open_menu(visitor).get_by_role("button", name="删除").click()
    expect(dialog).to_contain_text(SUZHOU)
    dialog.get_by_role("button", name="保留").click()
    expect(dialog).to_have_count(0)
    expect(visitor.messages).to_have_count(2)
    visitor.page.reload()
    expect(visitor.messages).to_have_count(2, timeout=PATIENCE_MS)
    open_menu(visitor).get_by_role("button", name="删除").click()
    dialog.get_by_role("button", name="删除").click()
    expect(visitor.messages).to_have_count(0)
    expect(listed(visitor)).to_have_count(0)
    arrive(visitor, address)
    expect(side(visitor)).to_contain_text("没有找到这段对话")
    expect(visitor.messages).to_have_count(0)


def test_a_conversation_is_taken_along_in_three_forms_that_hold_its_citations(visitor, tmp_path):
    visitor.ask(SUZHOU)
    visitor.ask("那建德2020年呢？")
    menu = open_menu(visitor)
    taken = {name: take(menu, name, tmp_path) for name in ("Word", "Markdown", "JSON Lines")}
    assert {file.name for file in taken.values()} == {f"{SUZHOU}.docx", f"{SUZHOU}.md", f"{SUZHOU}.jsonl"}
    lines = [json.loads(line) for line in taken["JSON Lines"].read_text(encoding="utf-8").splitlines()]
    ids = [citation["id"] for line in lines for citation in line["citations"]]
    assert len(ids) == 2
    markdown = taken["Markdown"].read_text(encoding="utf-8")
    assert citations_in(markdown) == ids
    assert "[^2]: 《建德市人民政府2020年度法治政府建设情况报告》，建德市，2020年" in markdown.replace(
        "，浙江省杭州市建德市", "，建德市"
    )
    document = docx.Document(str(taken["Word"]))
    assert citations_in("\n".join(paragraph.text for paragraph in document.paragraphs)) == ids
    references = [one for one in document.element.iter() if one.tag.endswith("}footnoteReference")]
    assert len(references) == 2


def take(menu: Locator, name: str, folder: Path) -> Path:
    with menu.page.expect_download() as waiting:
        menu.get_by_role("button", name=name).click()
    download: Download = waiting.value
    download.save_as(folder / download.suggested_filename)
    return folder / download.suggested_filename


def test_a_thumb_down_with_a_word_is_kept_and_shown_again(visitor, sample_library):
    visitor.ask(SUZHOU)
    wrong = visitor.page.get_by_role("radiogroup", name="这个回答怎么样").get_by_text("有误")
    wrong.click()
    note = visitor.page.get_by_label("哪里不对，应当怎样回答")
    note.fill("应当写明是全市口径")
    note.press("Enter")
    expect(note).to_have_value("应当写明是全市口径")
    expect(visitor.page.get_by_text("已记下")).to_be_visible()
    visitor.page.reload()
    expect(visitor.page.get_by_label("哪里不对，应当怎样回答")).to_have_value("应当写明是全市口径", timeout=PATIENCE_MS)
    with closing(sqlite3.connect(sample_library / DATABASE)) as connection:
        kept = connection.execute("SELECT question, good FROM turn WHERE note = '应当写明是全市口径'").fetchall()
    assert kept == [(SUZHOU, 0)]
    wrong.click()
    expect(note).to_have_count(0)


def test_everything_is_done_with_the_keyboard(visitor):
    visitor.ask(SUZHOU)
    ask_anew(visitor, JIANDE)
    expect(listed(visitor)).to_have_count(2)
    older = listed(visitor).filter(has_text=SUZHOU)
    older.focus()
    older.press("Enter")
    expect(visitor.reply).to_contain_text("96.6%")
    menu = side(visitor).get_by_role("button", name="这段对话")
    menu.focus()
    menu.press("Enter")
    remove = visitor.page.get_by_test_id("stPopoverBody").get_by_role("button", name="删除")
    remove.focus()
    remove.press("Enter")
    expect(dialog_of(visitor)).to_be_visible()
    visitor.page.keyboard.press("Escape")
    expect(dialog_of(visitor)).to_have_count(0)
    expect(listed(visitor)).to_have_count(2)


def test_many_conversations_are_shown_some_dozens_at_a_time(visitor, sample_library):
    many = 70
    visitor.ask(SUZHOU)
    talk = visitor.page.url.rpartition("=")[2]
    with closing(sqlite3.connect(sample_library / DATABASE)) as connection, connection:
        connection.executemany(
            "INSERT INTO talk SELECT visitor, ?, ?, ?, changed - ? FROM talk WHERE id = ?",
            [(f"made-{talk}-{n}", f"第{n}段", f"第{n}段", 7200.0 * n, talk) for n in range(1, many)],
        )
    visitor.page.reload()
    expect(listed(visitor)).to_have_count(24, timeout=PATIENCE_MS)
    for shown in (48, many):
        side(visitor).get_by_role("button", name="更多").click()
        expect(listed(visitor)).to_have_count(shown)
    expect(side(visitor).get_by_role("button", name="更多")).to_have_count(0)
    expect(side(visitor)).to_contain_text("更早")
    search(visitor, "第67段")
    expect(listed(visitor)).to_have_text(["第67段"])
    listed(visitor).click()
    expect(visitor.messages).to_have_count(0)
