"""What went wrong is said in the reader's language: every error of every floor has its Chinese, with its values."""

import ast
import errno
import os
from string import Formatter

import pytest
import streamlit as st
from visiting import ROOT

from rag.errors import InputError, LibraryError
from ui.gather.catalogues import compiled, read_words, untranslated
from ui.gather.errors import error_templates, templates_in
from ui.telling import Templates, in_words, told
from ui.words import LOCALE

CHINESE = LOCALE / "zh" / "LC_MESSAGES" / "errors.po"
KNOWN = Templates.read()
EVERY = sorted({*KNOWN.lines, *KNOWN.values})


@pytest.fixture
def english(monkeypatch):
    monkeypatch.setitem(st.session_state, "language", "en")


def holes(text):
    """How many values a text takes, and that it names them all and no others."""
    fields = [field for _, field, _, _ in Formatter().parse(text) if field is not None]
    return sorted(field or str(at) for at, field in enumerate(fields))


def gathered(code):
    found = templates_in([ast.parse(code)])
    return set(found.lines), set(found.values)


def test_every_error_of_the_source_is_among_the_templates():
    now = error_templates(ROOT)
    assert set(now.lines) ^ set(KNOWN.lines) == set(), "run `make words` and translate"
    assert set(now.values) ^ set(KNOWN.values) == set(), "run `make words` and translate"
    assert {"it is empty; save it again, with its text", "{} are not read; {}"} <= set(now.lines)
    assert {"a PDF", "Permission denied", "the model server at {}"} <= set(now.values)


def test_every_template_has_its_chinese_with_the_same_values():
    chinese = read_words(CHINESE, "zh")
    assert untranslated(chinese) == []
    assert sorted(message.id for message in chinese if message.id) == EVERY
    for message in filter(lambda message: message.id, chinese):
        assert holes(message.string) == holes(message.id), message.id
        assert "\n" not in message.string, message.id
    assert CHINESE.with_suffix(".mo").read_bytes() == compiled(chinese)


@pytest.mark.parametrize("line", KNOWN.lines)
def test_a_line_is_told_in_chinese_with_its_values(line):
    values = [f"甲{at}" for at in range(len(holes(line)))]
    said = in_words(line.format(*values))
    assert said != line.format(*values)
    assert all(value in said for value in values)


def test_what_a_line_carries_is_told_too():
    said = told(LibraryError("the library at /srv/a b/lib cannot be written (Permission denied): make the folder "
                             "writable, or name another with --library"))  # fmt: skip
    assert said == "报告库 lib 写不进去（没有权限）：请放开文件夹的写入权限，或换一个报告库"
    said = in_words("files of the kind .xlsx are not read; save it as .pdf or .docx")
    assert said == ".xlsx 文件不能读取：请另存为 .pdf 或 .docx"


def test_a_line_is_safe_as_a_label_and_names_no_folder():
    assert told("**bold** [a](b)") == r"\*\*bold\*\* \[a\]\(b\)"
    assert in_words("it is 5 of /srv/secret/报告.txt and /srv/lib") == "it is 5 of 报告.txt and lib"
    assert in_words("what http://127.0.0.1:1/v1 answered") == "what http://127.0.0.1:1/v1 answered"
    assert len(in_words("x" * 9_000)) == 2_000


def test_what_nobody_knows_and_what_is_chinese_stand_as_they_are(english):
    for line in ("no such words anywhere", "已停止。"):
        assert in_words(line) == line


def test_an_english_reader_is_told_in_english(english):
    assert in_words("the question is empty; ask for instance 苏州2021年出庭应诉率").startswith("the question is empty")
    assert in_words("{} is no day; write it as 2026-01-31".format("'x'")) == "'x' is no day; write it as 2026-01-31"
    assert in_words("there is no library at /srv/lib: run `fazhi index FOLDER` first").startswith(
        "there is no library at lib: run"
    )


def test_what_the_system_says_is_what_this_one_says():
    for code in (errno.EACCES, errno.ENOENT, errno.ENOSPC, errno.EROFS, errno.EISDIR, errno.EEXIST):
        assert os.strerror(code) in KNOWN.values


@pytest.mark.parametrize(
    ("code", "lines", "values"),
    [
        ("raise InputError(f'{a} is' f' {b!r}')", {"{} is {}"}, set()),
        ("raise InputError('one ' + two + ' three')", {"one {} three"}, set()),
        ("raise InputError('{} of it')", {"{{}} of it"}, set()),
        ("raise InputError('yes' if x else f'no {x}')", {"yes", "no {}"}, set()),
        ("def f():\n  why = 'a' if x else 'b'\n  raise InputError(why)", {"a", "b"}, set()),
        ("def f(x):\n  return f'{x} ends'\ndef g():\n  raise ReadError(f(1))", {"{} ends"}, set()),
        ("def f():\n  raise ReadError(f'it is {g()}')\ndef g():\n  return 'late'", {"it is {}"}, {"late"}),
        ("N = {'a': 'an a'}\ndef f():\n  raise ReadError(f'no {N[x]}')", {"no {}"}, {"an a"}),
        ("def f(why):\n  raise ReadError(why)\ndef g():\n  f('torn')", {"torn"}, set()),
        ("W = 'give it'\ndef f():\n  raise ReadError(f'no; {W}')", {"no; give it"}, set()),
        ("R = ((1, 'a b'),)\ndef f():\n  for n, w in R:\n    raise ReadError(f'{n}: x {w}')", {"{}: x {}"}, {"a b"}),
        ("class MineError(ReadError): ...\ndef f():\n  return errors.MineError('mine')", {"mine"}, set()),
        ("notes.append(f'taken from {x}')\nself.error = 'failed'", {"taken from {}", "failed"}, set()),
        ("raise ValueError('not told')\nlog('nor this')", set(), set()),
    ],
)
def test_a_message_is_found_however_it_is_put_together(code, lines, values):
    classes = "class FazhiError(Exception): ...\nclass InputError(FazhiError): ...\nclass ReadError(FazhiError): ...\n"
    assert gathered(classes + code) == (lines, values)


def test_an_error_is_what_it_says():
    assert told(InputError("the question is empty; ask for instance 苏州2021年出庭应诉率")).startswith("问题是空的")
