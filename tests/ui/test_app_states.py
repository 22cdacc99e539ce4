"""What the page says when there is no library to speak of, and that it keeps up with one that changes."""

import shutil
import sqlite3
from contextlib import closing

import pytest
from streamlit.testing.v1 import AppTest
from visiting import ROOT

from rag.config import Settings
from rag.pipeline import Desk, index


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


def test_no_library_is_said_with_what_to_do(page, tmp_path):
    app = page(tmp_path / "none")
    assert "“none”处还没有报告库" in said(app)
    assert "fazhi index" in said(app)
    assert [upload.label for upload in app.file_uploader]
    assert not (tmp_path / "none").exists()
    assert not app.chat_input


def test_an_empty_library_is_said_with_what_to_do(page, tmp_path):
    Desk.open(Settings(library=tmp_path / "empty"), create=True).library.close()
    app = page(tmp_path / "empty")
    assert "报告库里还没有报告" in said(app)
    assert app.file_uploader
    assert not app.chat_input


def test_a_damaged_library_is_said_in_a_line(page, copied):
    for rest in copied.glob("library.sqlite-*"):
        rest.unlink()
    (copied / "library.sqlite").write_bytes(b"no database at all" * 400)
    assert "is damaged" in said(page(copied))


def test_a_library_of_another_model_is_said_in_a_line(page, copied):
    with closing(sqlite3.connect(copied / "library.sqlite")) as connection, connection:
        connection.execute("UPDATE meta SET value = 'another-model' WHERE key = 'embedder'")
    app = page(copied)
    assert "was made with the model another-model" in said(app)
    assert not app.chat_input


def test_settings_that_cannot_be_read_are_said_in_a_line(page, tmp_path, monkeypatch):
    monkeypatch.setenv("FAZHI_ANSWERING__TEXT", "many")
    assert "the settings cannot be read" in said(page(tmp_path))


def test_a_report_that_is_removed_is_gone_with_the_next_run_and_its_citation_says_so(page, copied):
    app = page(copied)
    app.chat_input[0].set_value("苏州2021年出庭应诉率").run()
    with Desk.open(Settings(library=copied)) as desk:
        suzhou = next(card for card in desk.library.cards() if card.identity.place == "苏州市")
        desk.library.remove([suzhou.id])
    app.pills[0].set_value(1).run()
    assert not app.exception
    assert "no report has the id" in said(app)
    assert "报告库 4 份" in app.subheader[0].value
    app.chat_input[0].set_value("苏州2021年出庭应诉率").run()
    assert any("没有苏州市的报告" in html.proto.body for html in app.html)


def test_a_library_put_in_anothers_place_is_opened_without_a_restart(page, copied, tmp_path):
    assert "报告库 5 份" in page(copied).subheader[0].value
    shutil.rmtree(copied)
    (tmp_path / "r.txt").write_text("某市2020年法治政府建设情况报告\n\n一、工作\n全年培训3次。\n", encoding="utf-8")
    with Desk.open(Settings(library=copied), create=True) as desk:
        index([tmp_path / "r.txt"], desk)
    assert "报告库 1 份" in page(copied).subheader[0].value


def test_many_reports_can_be_searched(page, copied, tmp_path):
    for year in range(2010, 2016):
        text = f"苏州市{year}年法治政府建设情况报告\n\n一、工作\n全年培训{year - 2000}次。\n"
        (tmp_path / f"{year}.txt").write_text(text, encoding="utf-8")
    with Desk.open(Settings(library=copied)) as desk:
        index(sorted(tmp_path.glob("*.txt")), desk)
    app = page(copied)
    app.text_input(key="find").set_value("苏州 2012").run()
    listed = next(html.proto.body for html in app.html if "fz-reports" in html.proto.body)
    assert listed.count("<details>") == 1
    assert "2012年" in listed
