"""What the page says where a conversation cannot be kept, found or read."""

import shutil
import sqlite3
from contextlib import closing
from hashlib import sha256

import pytest
from streamlit.testing.v1 import AppTest
from visiting import ROOT

from rag.talks.conversations import DATABASE, Conversations
from rag.talks.turn import Turn

PERSON = "a person who was here before"
SUZHOU = "苏州2021年出庭应诉率"


@pytest.fixture
def library(sample_library, tmp_path):
    return shutil.copytree(sample_library, tmp_path / "library", ignore=shutil.ignore_patterns(DATABASE))


@pytest.fixture
def page(library, monkeypatch):
    """Run the page once as the person, over a library of its own."""

    def page(talk="") -> AppTest:
        monkeypatch.setenv("FAZHI_LIBRARY", str(library))
        app = AppTest.from_file(str(ROOT / "ui" / "app.py"), default_timeout=30)
        app.session_state["visitor"] = PERSON
        if talk:
            app.query_params["talk"] = talk
        app.run()
        assert not app.exception
        return app

    return page


def said(app: AppTest) -> str:
    return "\n".join(one.value for one in (*app.error, *app.info, *app.warning, *app.caption)).replace("\\", "")


def kept(library, turn: Turn) -> str:
    return Conversations(library).of(sha256(PERSON.encode()).hexdigest()).keep(turn)[0]


def test_a_folder_that_cannot_be_written_to_keeps_conversations_for_a_while_and_says_so(page, library):
    (library / DATABASE).mkdir()
    app = page()
    assert said(app).count("对话只保留到服务重启") == 1
    app.chat_input[0].set_value(SUZHOU).run()
    talk = "".join(app.query_params["talk"])
    next(button for button in app.sidebar.button if button.label == "新对话").click().run()
    assert not app.chat_message
    app.sidebar.button(key=f"talk-{talk}").click().run()
    assert len(app.chat_message) == 2


def test_an_answer_of_an_earlier_version_is_said_and_the_next_question_is_answered(page, library):
    talk = kept(library, Turn("较早的问题"))
    app = page(talk)
    assert "较早的版本" in said(app)
    app.chat_input[0].set_value(SUZHOU).run()
    assert not app.exception
    assert len(app.chat_message) == 4


def test_a_turn_that_cannot_be_kept_is_answered_all_the_same_and_that_is_said(page, library):
    app = page()
    with closing(sqlite3.connect(library / DATABASE)) as connection, connection:
        connection.execute("CREATE TRIGGER full BEFORE INSERT ON turn BEGIN SELECT RAISE(ABORT, 'disk full'); END")
    app.chat_input[0].set_value(SUZHOU).run()
    assert not app.exception
    assert "disk full" in said(app)
    assert len(app.chat_message) == 2
    app.chat_input[0].set_value("那2020年呢？").run()
    assert len(app.chat_message) == 4


def test_a_conversation_that_is_not_there_is_an_empty_page_with_a_line(page):
    app = page("no-such-talk")
    assert "没有找到这段对话" in said(app)
    assert "talk" not in app.query_params
    assert not app.chat_message


def test_a_list_that_cannot_be_read_leaves_the_page_be(page, library):
    page()
    (library / DATABASE).write_bytes(b"no database" * 99)
    app = page()
    assert app.chat_input
    assert "文件不是数据库" in said(app)
