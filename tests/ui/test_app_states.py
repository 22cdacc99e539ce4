"""What the page says when there is no library to speak of, and that it keeps up with one that changes."""

import shutil
import sqlite3
from contextlib import closing

import pytest
from streamlit.testing.v1 import AppTest
from visiting import ROOT

from rag.config import Settings
from rag.pipeline import Desk, ask, index


@pytest.fixture
def page(monkeypatch):
    """Run the page once over a library."""

    def page(library) -> AppTest:
        monkeypatch.setenv("FAZHI_LIBRARY", str(library))
        app = AppTest.from_file(str(ROOT / "ui" / "app.py"), default_timeout=30).run()
        assert not app.exception
        return app

    return page


@pytest.fixture
def copied(sample_library, tmp_path):
    return shutil.copytree(sample_library, tmp_path / "copied")


def said(app: AppTest) -> str:
    return "\n".join(message.value for message in (*app.error, *app.info, *app.warning)).replace("\\", "")


def answered(app: AppTest) -> str:
    """What the conversation of the page's address was told last."""
    return app.session_state["open_talk"].turns[-1].answer.text


def offered(app: AppTest) -> str:
    return "\n".join(button.label for button in app.button).replace("\\", "")


def test_no_library_is_said_with_what_to_do(page, tmp_path):
    app = page(tmp_path / "none")
    assert "“none”处还没有报告库" in said(app)
    assert "fazhi index" in said(app)
    assert not (tmp_path / "none").exists()
    assert not app.chat_input


def test_an_empty_library_is_said_with_what_to_do(page, tmp_path):
    Desk.open(Settings(library=tmp_path / "empty"), create=True).library.close()
    app = page(tmp_path / "empty")
    assert "报告库里还没有报告" in said(app)
    assert not app.chat_input


def test_a_damaged_library_is_said_in_a_line(page, copied):
    for rest in copied.glob("library.sqlite-*"):
        rest.unlink()
    (copied / "library.sqlite").write_bytes(b"no database at all" * 400)
    assert "已损坏" in said(page(copied))


def test_a_library_of_another_model_is_said_in_a_line(page, copied):
    with closing(sqlite3.connect(copied / "library.sqlite")) as connection, connection:
        connection.execute("UPDATE meta SET value = 'another-model' WHERE key = 'embedder'")
    app = page(copied)
    assert "建立时用的模型是 another-model" in said(app)
    assert not app.chat_input


def test_settings_that_cannot_be_read_are_said_in_a_line(page, tmp_path, monkeypatch):
    monkeypatch.setenv("FAZHI_ANSWERING__TEXT", "many")
    assert "设置读不出来" in said(page(tmp_path))


def test_a_report_that_is_removed_is_gone_with_the_next_run_and_its_citation_says_so(page, copied):
    app = page(copied)
    app.chat_input[0].set_value("苏州2021年出庭应诉率").run()
    with Desk.open(Settings(library=copied)) as desk:
        citation = ask("苏州2021年出庭应诉率", desk).citations[0]
        desk.library.remove([citation.card.id])
    app.session_state["source"] = (app.session_state["open_talk"].id, citation)
    app.run()
    assert not app.exception
    assert "没有编号" in said(app)
    app.chat_input[0].set_value("苏州2021年出庭应诉率").run()
    assert not app.exception
    assert "没有苏州市的报告" in answered(app)


def test_a_library_put_in_anothers_place_is_opened_without_a_restart(page, copied, tmp_path):
    assert "苏州市" in offered(page(copied))
    shutil.rmtree(copied)
    text = "昆山市2020年法治政府建设情况报告\n\n一、存在的问题\n一是全年培训太少。二是基层力量不足。\n"
    (tmp_path / "r.txt").write_text(text, encoding="utf-8")
    with Desk.open(Settings(library=copied), create=True) as desk:
        index([tmp_path / "r.txt"], desk)
    assert "昆山市2020年存在哪些问题" in offered(page(copied))
    assert "苏州市" not in offered(page(copied))
