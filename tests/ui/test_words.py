"""The page speaks Chinese and English with no text left out of either: nothing of it stands outside the catalogue."""

from string import Formatter

import pytest
import streamlit as st
from visiting import ROOT

from ui.gather.catalogues import compiled, read_words, texts, untranslated, update
from ui.gather.messages import is_chinese, loose, messages_in, page_messages, unwrapped
from ui.words import LOCALE, Language, _, counted

ENGLISH = LOCALE / "en" / "LC_MESSAGES" / "fazhi.po"
FILES = sorted((ROOT / "ui").rglob("*.py"))
OUTSIDE = {
    "ui/app.py": {"法治 Fazhi"},  # the name of the whole, in both languages
    "ui/opening.py": {"法治 Fazhi …"},  # said before anyone's language is known
    "ui/chat/turn.py": {"年呢？", "呢？", "报告呢？"},  # questions, which go to the pipeline
    "ui/words.py": {"中文"},  # a language is named in itself
}
"""The Chinese that the page draws or sends in every language, with the reason."""


def fields(text):
    return sorted({field for _, field, _, _ in Formatter().parse(text) if field is not None})


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_every_text_that_is_drawn_goes_through_the_catalogue(file):
    source = file.read_text(encoding="utf-8")
    assert set(unwrapped(source)) - OUTSIDE.get(str(file.relative_to(ROOT)), set()) == set()
    assert loose(source) == []


def test_every_message_is_in_the_catalogue_and_no_other():
    known = {message.id for message in read_words(ENGLISH, "en") if message.id}
    assert set(page_messages(ROOT / "ui")) ^ known == set(), "run `make words` and translate"


def test_every_message_has_its_english_with_the_same_values():
    english = read_words(ENGLISH, "en")
    assert untranslated(english) == []
    for message in filter(lambda message: message.id, english):
        chinese = message.id if isinstance(message.id, str) else message.id[0]
        for text in texts(message):
            assert fields(text) == fields(chinese), chinese
        assert isinstance(message.id, str) or len(texts(message)) == 2, chinese


def test_what_is_compiled_is_what_is_written():
    assert ENGLISH.with_suffix(".mo").read_bytes() == compiled(read_words(ENGLISH, "en"))


def test_an_english_reader_reads_english(monkeypatch):
    monkeypatch.setitem(st.session_state, "language", Language.ENGLISH)
    assert _("新对话") == "New conversation"
    assert _("这句话没有人翻译") == "这句话没有人翻译"
    assert [counted("{count} 份报告", n) for n in (1, 2, 1_500)] == ["1 report", "2 reports", "1,500 reports"]
    monkeypatch.setitem(st.session_state, "language", Language.CHINESE)
    assert _("新对话") == "新对话"
    assert counted("{count} 份报告", 1_500) == "1,500 份报告"


def test_messages_are_found_wherever_they_stand():
    source = """a = f'<b>{_("甲")}</b>' + _("乙" "丙").format(x=1)\ndef f():\n  return counted("{count} 个", n)\n"""
    assert sorted(messages_in(source), key=str) == [("{count} 个", "{count} 个"), "乙丙", "甲"]
    assert unwrapped(source) == []


def test_chinese_outside_the_catalogue_is_found_and_comments_are_not():
    source = (
        '"""说明。"""\n# 注释\nx = "甲"\ny = f"第{n}页"\n_("乙")\ndef f():\n  """说明。"""\n  return ["plain", "。"]\n'
    )
    assert unwrapped(source) == ["甲", "第", "页", "。"]
    assert loose('_(x)\ncounted("甲", n)\n_(f"甲{n}")') == ["x", "f'甲{n}'"]
    assert (is_chinese("—“”·…é"), is_chinese("，")) == (False, True)


def test_gathering_keeps_what_is_translated_and_drops_what_is_gone(tmp_path):
    file = tmp_path / "new" / "fazhi.po"
    many = ("{count} 个", "{count} 个")
    assert untranslated(update(file, "en", [many, "甲"])) == [str(many), "甲"]
    written = file.read_text(encoding="utf-8")
    assert "POT-Creation-Date" not in written
    file.write_text(written.replace('"甲"\nmsgstr ""', '"甲"\nmsgstr "First"'), encoding="utf-8")
    assert untranslated(update(file, "en", ["乙", "甲"])) == ["乙"]
    words = read_words(file, "en")
    assert {message.id: message.string for message in words if message.id} == {"乙": "", "甲": "First"}
    assert file.with_suffix(".mo").read_bytes() == compiled(words)
    assert b"First" in compiled(words)
    assert "乙".encode() not in compiled(words)
