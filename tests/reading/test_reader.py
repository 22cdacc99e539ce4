"""The reader keeps its limits, outlives its workers, and says in a line what went wrong."""

import hashlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from made_files import REPORT, docx, pages_of, pdf, png

from rag.config import Reading
from rag.errors import InputError, ReadError, SkippedFile
from rag.reading.read import Reader, file_id, find_files, read_report


@pytest.fixture(scope="module")
def reader():
    with Reader(Reading()) as one:
        yield one


@pytest.mark.parametrize(
    ("name", "data", "form"),
    [
        ("a.txt", REPORT.encode(), "text"),
        ("a.md", REPORT.encode("gbk"), "markdown"),
        ("a.html", f"<html><body><pre>{REPORT}</pre></body></html>".encode(), "html"),
        ("a.pdf", pdf(pages_of(REPORT)), "pdf"),
        ("a.docx", docx(REPORT), "docx"),
    ],
)
def test_a_file_of_any_format_becomes_a_report_with_the_hash_of_its_bytes(reader, tmp_path, name, data, form):
    path = tmp_path / name
    path.write_bytes(data)
    report = reader.read(path)
    assert report.id == hashlib.sha256(data).hexdigest() == file_id(path)
    assert report.files == (str(path),)
    assert report.extract.format == form
    assert "".join(report.text.split()) == "".join(REPORT.split())
    assert all(page.span.end <= len(report.text) for page in report.extract.pages)
    assert report.identity.year == 2021


def test_a_file_that_cannot_be_read_costs_nothing_but_itself(reader, tmp_path):
    bad, good = tmp_path / "a.pdf", tmp_path / "b.txt"
    bad.write_bytes(png())
    good.write_text(REPORT)
    with pytest.raises(ReadError, match="not a PDF"):
        reader.read(bad)
    assert reader.read(good).text == REPORT


def test_a_name_outside_unicode_is_read(reader, tmp_path):
    path = tmp_path / os.fsdecode(b"\xb1\xa8\xb8\xe6.txt")
    path.write_text(REPORT)
    assert reader.read(path).text == REPORT


@pytest.mark.parametrize(("name", "words"), [("a.doc", "save it as .docx"), ("~$a.docx", "word processor")])
def test_what_is_no_report_is_skipped_without_starting_a_worker(tmp_path, name, words):
    (tmp_path / name).write_bytes(b"x")
    one = Reader(Reading())
    with pytest.raises(SkippedFile, match=words):
        one.read(tmp_path / name)
    assert one._worker is None


def test_a_pipe_is_skipped_and_not_waited_for(reader, tmp_path):
    os.mkfifo(tmp_path / "a.txt")
    with pytest.raises(SkippedFile, match="ordinary file"):
        reader.read(tmp_path / "a.txt")


def test_a_file_over_the_limit_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "a.pdf"
    with path.open("wb") as file:
        file.truncate(200 * 1024**2)
    one = Reader(Reading())
    with pytest.raises(ReadError, match="200 MiB, over the limit of 100 MiB"):
        one.read(path)
    assert one._worker is None


def test_a_text_over_the_limit_is_refused(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(REPORT)
    with pytest.raises(ReadError, match="over the limit of 100"):
        read_report(path, Reading(text_size=100))


def test_a_worker_that_hangs_is_replaced(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(REPORT)
    with Reader(Reading(seconds=3)) as one:
        one.read(path)
        os.kill(one._worker.pid, signal.SIGSTOP)
        with pytest.raises(ReadError, match="longer than 3 s"):
            one.read(path)
        assert one.read(path).text == REPORT


def test_a_worker_that_dies_is_replaced(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(REPORT)
    with Reader(Reading()) as one:
        one.read(path)
        one._worker.kill()
        with pytest.raises(ReadError, match="SIGKILL"):
            one.read(path)
        assert one.read(path).text == REPORT


def test_a_file_that_needs_too_much_memory_is_refused_and_the_next_one_read(tmp_path):
    large, small = tmp_path / "a.txt", tmp_path / "b.txt"
    large.write_text(REPORT * 100_000)
    small.write_text(REPORT)
    with Reader(Reading(memory=320 * 1024**2)) as one:
        with pytest.raises(ReadError, match=r"more than 0\.3125 GiB"):
            one.read(large)
        assert one.read(small).text == REPORT


def test_a_worker_is_recycled_after_so_many_files(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(REPORT)
    with Reader(Reading(files_per_worker=2)) as one:
        workers = [(one.read(path), one._worker.pid)[1] for _ in range(4)]
    assert workers[0] == workers[1] != workers[2] == workers[3]


def test_closing_leaves_no_process_behind(tmp_path):
    (tmp_path / "a.txt").write_text(REPORT)
    with Reader(Reading()) as one:
        one.read(tmp_path / "a.txt")
        worker = one._worker
    assert worker.returncode is not None


def test_a_worker_ends_with_the_process_that_started_it(tmp_path):
    (tmp_path / "a.txt").write_text(REPORT)
    script = (
        "import os, pathlib, sys; from rag.config import Reading; from rag.reading.read import Reader\n"
        "one = Reader(Reading()); one.read(pathlib.Path(sys.argv[1])); print(one._worker.pid, flush=True); os._exit(9)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "a.txt")], capture_output=True, text=True, check=False
    )
    deadline = time.monotonic() + 10
    while _lives(int(done.stdout)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not _lives(int(done.stdout))


def _lives(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().split()[2] != "Z"
    except FileNotFoundError:
        return False


def test_modules_in_a_folder_of_reports_are_not_run(tmp_path, monkeypatch):
    (tmp_path / "json.py").write_text("open('ran', 'w')")
    (tmp_path / "a.txt").write_text(REPORT)
    monkeypatch.chdir(tmp_path)
    read_report(tmp_path / "a.txt", Reading())
    assert not (tmp_path / "ran").exists()


def test_the_worker_loads_no_model_and_no_index():
    script = (
        "import sys, rag.reading.worker; print(sorted({'torch', 'faiss', 'tantivy', 'streamlit'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_files_are_found_recursively_in_order_and_once(tmp_path):
    for name in ("b/2.txt", "a/1.pdf", "a/.git/x.txt", "c.doc", "__MACOSX/d.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    found = find_files([tmp_path, tmp_path / "b", tmp_path / "c.doc"])
    assert [path.relative_to(tmp_path).as_posix() for path in found] == ["a/1.pdf", "b/2.txt", "c.doc"]


def test_a_missing_path_is_named(tmp_path):
    with pytest.raises(InputError, match="nowhere does not exist; give"):
        find_files([tmp_path / "nowhere"])
