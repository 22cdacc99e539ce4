"""Whatever is wrong with a call or its files is one line that says what, why and what next; nothing is lost by it."""

import shutil
import socket
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest
from command import FAZHI, complaint, environment, run, value
from reading.made_files import docx, locked, pages_of, pdf, png, scan

REPORT = "扬州市2021年法治政府建设情况报告\n\n一、成效\n\n出庭应诉率为96.6%。\n"


@pytest.fixture
def library(small_library, tmp_path):
    """A copy of the small library that may be written to."""
    return shutil.copytree(small_library, tmp_path / "library")


def test_what_cannot_be_read_is_told_a_line_a_file_and_the_rest_goes_on(library, tmp_path):
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "report.txt").write_text(REPORT, encoding="utf-8")
    (folder / "empty.txt").touch()
    (folder / "picture.pdf").write_bytes(png())
    (folder / "locked.pdf").write_bytes(locked(pdf(pages_of(REPORT))))
    (folder / "scan.pdf").write_bytes(scan())
    (folder / "torn.docx").write_bytes(docx(REPORT)[:900])
    with (folder / "large.txt").open("wb") as large:
        large.truncate(200 * 1024**2)
    (folder / "old.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    (folder / ".DS_Store").write_bytes(b"\0")
    (folder / "~$report.docx").write_bytes(b"\0")
    done = run("index", folder, library=library)
    said = dict(line.removeprefix(f"fazhi: {folder}/").split(": ", 1) for line in done.stderr.decode().splitlines())
    assert done.returncode == 1
    assert set(said) == {path.name for path in folder.iterdir()} - {"report.txt"}
    assert "it is empty" in said["empty.txt"]
    assert "a picture" in said["picture.pdf"]
    assert "password" in said["locked.pdf"]
    assert "this is a scan" in said["scan.pdf"]
    assert "200 MiB, over the limit of 100 MiB" in said["large.txt"]
    assert "save it as .docx" in said["old.doc"]
    assert done.stdout.decode().startswith("1 added, 3 skipped, 6 failed")
    again = value("index", folder, library=library, status=1)
    assert (again["unchanged"], len(again["skipped"]), len(again["failed"])) == (1, 3, 6)
    assert set(again["failed"][0]) == {"file", "error"}
    assert len(value("reports", library=library)) == 4


def test_a_missing_path_indexes_nothing_and_makes_no_library(tmp_path):
    (tmp_path / "report.txt").write_text(REPORT, encoding="utf-8")
    said = complaint("index", tmp_path / "report.txt", tmp_path / "none", library=tmp_path / "library")
    assert said == f"{tmp_path / 'none'} does not exist; give a file or a folder of reports that does"
    assert not (tmp_path / "library").exists()


def test_an_empty_folder_is_refused_and_one_without_reports_is_told(tmp_path):
    folder = tmp_path / "folder"
    folder.mkdir()
    said = complaint("index", folder, library=tmp_path / "library")
    assert said == f"there is no file in {folder}; give a file or a folder of reports"
    assert not (tmp_path / "library").exists()
    (folder / "data.xlsx").write_bytes(b"\0")
    done = run("index", folder, library=tmp_path / "library")
    assert done.returncode == 0
    lines = done.stderr.decode().splitlines()
    assert lines[-1] == "fazhi: no report among 1 files; what is read is .txt, .md, .html, .pdf and .docx"
    assert len(lines) == 2


def test_a_question_has_to_be_one(small_library):
    assert complaint("ask", " \n", library=small_library).startswith("the question is empty; ask for instance")
    said = complaint("ask", "a" * 100_000, "--json", library=small_library)
    assert said == "the question has 100000 characters, over the limit of 2000; shorten it"
    assert "give one question" in complaint("ask", library=small_library)
    assert "give one question" in complaint("ask", "问", "--batch", "-", library=small_library)


def test_a_batch_that_cannot_be_opened_is_told(small_library, tmp_path):
    said = complaint("ask", "--batch", tmp_path / "none.jsonl", library=small_library)
    assert (
        said == f"{tmp_path / 'none.jsonl'} cannot be read (No such file or directory); give a file of questions, or -"
    )


@pytest.mark.parametrize("command", [("ask", "问"), ("reports",), ("remove", "1"), ("chat",)])
def test_no_library_is_told_with_how_to_make_one(command, tmp_path):
    library = tmp_path / "library"
    said = complaint(*command, library=library)
    assert said == f"there is no library at {library}: run `fazhi index FOLDER` first"
    assert not library.exists()


def test_a_library_made_with_another_model_is_refused_and_kept(small_library, tmp_path):
    (tmp_path / "report.txt").write_text(REPORT, encoding="utf-8")
    library = shutil.copytree(small_library, tmp_path / "library")
    _rename_model(library)
    for call in (("ask", "--batch", "-"), ("index", tmp_path / "report.txt")):
        said = complaint(*call, library=library, given=b'no json\n{"id": 1, "question": "a"}')
        assert f"the library at {library} was made with the model another/float32/384 and the settings now say" in said
        assert "--library" in said
    assert len(value("reports", library=library)) == 3


@pytest.mark.parametrize("harm, call", [("cut", ("reports",)), ("overwritten", ("ask", "问")), ("text", ("chat",))])
def test_a_damaged_library_is_told_and_left_as_it_is(harm, call, library):
    database = library / "library.sqlite"
    data = database.read_bytes()
    harmed = {"cut": data[: len(data) // 2], "overwritten": b"\0" * 4096 + data[4096:], "text": b"no database" * 99}
    database.write_bytes(harmed[harm])
    said = complaint(*call, library=library)
    assert said.startswith(f"the library at {library} is damaged (")
    assert "move the folder away" in said
    assert database.read_bytes() == harmed[harm]


def test_a_library_that_is_a_file_is_told(tmp_path):
    (tmp_path / "report.txt").write_text(REPORT, encoding="utf-8")
    said = complaint("index", tmp_path / "report.txt", library=tmp_path / "report.txt")
    assert said.startswith(f"there can be no library at {tmp_path / 'report.txt'}: ")


def test_a_port_in_use_is_told(small_library):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        said = complaint("chat", "--port", port, library=small_library)
    assert said.startswith(f"port {port} is taken by another program: ")


def test_ids_have_to_name_one_report(small_library):
    alike = [one["id"] for one in value("reports", library=small_library)]
    shared = next(one[0] for one in alike if sum(other[0] == one[0] for other in alike) > 1)
    assert complaint("reports", "zz", library=small_library) == "no report has the id 'zz': `fazhi reports` lists them"
    said = complaint("reports", shared, library=small_library)
    assert said == f"more than one report's id begins with {shared!r}: give more of it"
    assert "more than one" in complaint("remove", shared, library=small_library)
    assert "no report" in complaint("remove", alike[0], "zz", library=small_library)
    assert len(value("reports", library=small_library)) == len(alike)
    assert "need a report" in complaint("reports", "--text", library=small_library)


def test_citation_ids_have_to_be_some(small_library):
    report = value("reports", library=small_library)[0]
    assert "is no citation id" in complaint("cite", "[1]", library=small_library)
    assert "has no report 000000000000" in complaint("cite", "000000000000-1-2-abcdef", library=small_library)
    beyond = f"{report['id'][:12]}-5-9999999-abcdef"
    assert f"has {report['characters']}; copy it again" in complaint("cite", beyond, library=small_library)


def test_a_bad_correction_changes_nothing(small_library):
    before = value("reports", library=small_library)
    said = complaint("reports", before[0]["id"], "--set", "year=1999", "--set", "place=鼓楼区", library=small_library)
    assert said.startswith("place=鼓楼区 may mean 江苏省南京市鼓楼区、江苏省徐州市鼓楼区、")
    assert value("reports", library=small_library) == before


@pytest.mark.parametrize(
    "call",
    [
        ("frob",),
        ("index",),
        ("ask", "问", "--frob"),
        ("search", "问", "-k", "0"),
        ("chat", "--port", "99999"),
        ("cite",),
    ],
)
def test_a_wrong_call_is_a_line_that_names_the_help(call, tmp_path):
    assert complaint(*call, library=tmp_path).endswith(
        "; `fazhi --help` and `fazhi COMMAND --help` show how to call it"
    )


def test_wrong_settings_are_told(tmp_path):
    assert "FAZHI_*" in complaint("reports", library=tmp_path, FAZHI_EMBEDDING__BATCH="many")
    (tmp_path / "fazhi.toml").write_text("library = [", encoding="utf-8")
    assert "fazhi.toml" in complaint("reports", cwd=tmp_path)
    assert "is no day" in complaint("ask", "问", "--today", "yesterday", library=tmp_path)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_disk_is_told(small_library):
    call = {"stderr": subprocess.PIPE, "env": environment(small_library), "text": True}
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run([FAZHI, "reports", "--json"], stdout=full, **call)
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
    assert done.stderr.startswith("fazhi: there is no space left to write to; free some")


def _rename_model(library):
    """Make the library one of another model, as its own record has it."""
    with closing(sqlite3.connect(library / "library.sqlite")) as database:
        database.execute("UPDATE meta SET value = 'another/float32/384' WHERE key = 'embedder'")
        database.commit()
