"""Nothing that was acknowledged is lost, whatever is killed, torn or done at the same time."""

import ast
import itertools
import multiprocessing
import os
import pathlib
import random
import re
import shutil
import signal
import sqlite3
import sys
import tempfile
import threading
import time

import pytest
import writing_child
from made_reports import EMBEDDER, SETTINGS, new_library, report_of, text_of

from rag.errors import FazhiError, LibraryError
from rag.library.library import Library

CONTEXT = multiprocessing.get_context("forkserver")
CONTEXT.set_forkserver_preload(["writing_child", "rag.library.words", "vectorstore.faiss_store"])
QUESTION = EMBEDDER.embed_question("全年行政复议办理多少件")
WORDS = "行政复议办理 出庭应诉率"


@pytest.fixture(autouse=True, scope="module")
def children_find_the_tests():
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", os.pathsep.join(sys.path))
        yield


def wait_until(happened) -> None:
    until = time.monotonic() + 30
    while not happened() and time.monotonic() < until:
        time.sleep(0.002)


def run_child(work, *args):
    child = CONTEXT.Process(target=work, args=args)
    child.start()
    return child


def state(library: Library) -> dict[str, tuple[str, ...]]:
    """What readers see, checked for being one whole."""
    with library.reading():
        cards = library.cards()
        rows = [row for row, _ in library.chunks([card.id for card in cards])]
        assert len(rows) == sum(card.chunks for card in cards)
        assert sorted(row for row, _ in library.search_vectors(QUESTION, 10**6)) == sorted(rows)
        for row, _ in library.search_words(WORDS, 10**6):
            assert row in rows
        assert {one for _, _, one in library.known_files().values()} == {card.id for card in cards}
    return {card.id: tuple(sorted(card.files)) for card in cards}


def results(library: Library) -> tuple[dict[str, float], dict[str, float]]:
    """What searches find, by text, since rows may differ from one library to another."""
    text = {row: chunk.text for row, chunk in library.chunks([card.id for card in library.cards()])}
    vectors, words = library.search_vectors(QUESTION, 10**6), library.search_words(WORDS, 10**6)
    return {text[row]: score for row, score in vectors}, {text[row]: score for row, score in words}


def test_killed_at_any_moment_it_is_as_before_or_after_and_loses_nothing_acknowledged(tmp_path):
    model = new_library(tmp_path / "model")
    new_library(tmp_path / "library").close()
    acknowledged = tmp_path / "acknowledged"
    acknowledged.touch()
    states, done, kills, choose = [state(model)], 0, 0, random.Random(17)
    while kills < 40:
        child = run_child(writing_child.change_on, tmp_path / "library", done, done + 400, acknowledged)
        wait_until(lambda known=done: len(acknowledged.read_text().split()) > known)
        time.sleep(choose.uniform(0, 0.06))
        child.kill()
        child.join()
        assert child.exitcode == -signal.SIGKILL
        kills += 1
        lines = acknowledged.read_text().split()
        done = int(lines[-1]) + 1 if lines else 0
        while len(states) <= done + 1:
            writing_child.change(model, len(states) - 1)
            states.append(state(model))
        with Library.open(tmp_path / "library", SETTINGS) as library:
            assert state(library) in (states[done], states[done + 1])
    assert done > 40
    model.close()


@pytest.mark.parametrize("name", writing_child.CHANGES)
def test_killed_at_each_step_of_a_change_it_is_as_before_or_after(tmp_path, name):
    start = tmp_path / "start"
    if name == "create":
        before, after = {}, {}
    else:
        filled(start, 6).close()
        before = seen(start)
        shutil.copytree(start, tmp_path / "after")
        with Library.open(tmp_path / "after", SETTINGS) as library:
            writing_child.CHANGES[name](library)
        after = seen(tmp_path / "after")
    for step in itertools.count(1):
        folder = tmp_path / f"killed {step}"
        if start.exists():
            shutil.copytree(start, folder)
        child = run_child(writing_child.change_until_step, folder, name, step)
        child.join()
        if child.exitcode == 0:
            break
        assert child.exitcode == -signal.SIGKILL
        with Library.open(folder, SETTINGS, create=name == "create") as library:
            assert (state(library), [card.identity for card in library.cards()]) in (before, after) or name == "create"
            if step % 4 == 1:
                assert_goes_on(library)
        shutil.rmtree(folder)
    assert step > 5


def assert_goes_on(library: Library) -> None:
    """What was cut short needs no repair, and leaves nothing behind."""
    library.prepare(EMBEDDER)
    library.add(*report_of(text_of(999), "newer.txt"))
    library.refresh()
    assert "newer.txt" in library.known_files()
    assert not list((library.folder / "derived").glob("new-*"))


def filled(folder, reports: int) -> Library:
    """A library of a few reports and its indexes, one report newer than they are."""
    library = new_library(folder)
    for seed in range(reports):
        library.add(*report_of(text_of(seed), f"{seed}.txt"))
    library.refresh(force=True)
    library.add(*report_of(text_of(reports), f"{reports}.txt"))
    return library


def seen(folder):
    with Library.open(folder, SETTINGS) as library:
        return state(library), [card.identity for card in library.cards()]


HARM = {
    "half": lambda data: data[: len(data) // 2],
    "empty": lambda data: b"",
    "zeroed": lambda data: bytes(len(data)),
    "zeroed tail": lambda data: data[: len(data) // 2] + bytes(len(data) - len(data) // 2),
    "flipped": lambda data: data[: len(data) // 3] + bytes([data[len(data) // 3] ^ 4]) + data[len(data) // 3 + 1 :],
}


@pytest.mark.parametrize("harm", [*HARM, "gone", "folder gone", "another library's"])
def test_torn_or_lost_indexes_cost_no_right_answer_and_are_made_again(tmp_path, harm):
    filled(tmp_path / "library", 12).close()
    other = filled(tmp_path / "other", 3)
    other.close()
    with Library.open(tmp_path / "library", SETTINGS) as library:
        wanted = results(library)
        assert len(wanted[0]) == 91
    derived = tmp_path / "library" / "derived"
    (newest,) = list(derived.iterdir())
    for path in [path for path in sorted(newest.rglob("*")) if path.is_file() and path.suffix != ".lock"]:
        data = path.read_bytes()
        if not data:
            continue
        spoil(path, harm, tmp_path / "other" / "derived")
        with Library.open(tmp_path / "library", SETTINGS) as library:
            found = results(library)
            assert found[0] == pytest.approx(wanted[0], abs=2e-5)
            assert found[1].keys() == wanted[1].keys()
        if harm in ("folder gone", "another library's"):
            break
        path.write_bytes(data)
    spoil(newest / "vectors" / "vectors.faiss", harm, tmp_path / "other" / "derived")
    with Library.open(tmp_path / "library", SETTINGS) as library:
        assert library.refresh() is True
        assert results(library)[0] == pytest.approx(wanted[0], abs=2e-5)
        assert library.refresh() is False


def spoil(path, harm, other):
    derived = next(parent for parent in path.parents if parent.name == "derived")
    if harm in HARM:
        path.write_bytes(HARM[harm](path.read_bytes()))
    elif harm == "gone":
        path.unlink(missing_ok=True)
    else:
        shutil.rmtree(derived, ignore_errors=True)
    if harm == "another library's":
        shutil.copytree(other, derived)
        (generation,) = derived.iterdir()
        generation.rename(derived / "12")


@pytest.mark.parametrize("size", [0, 1, 99, 4_096, 40_000, -4_096, -1])
def test_a_truncated_database_is_one_line_and_no_traceback(tmp_path, size):
    filled(tmp_path / "library", 12).close()
    database = tmp_path / "library" / "library.sqlite"
    for suffix in ("-wal", "-shm"):
        database.with_name(database.name + suffix).unlink(missing_ok=True)
    database.write_bytes(database.read_bytes()[:size])
    with pytest.raises(
        LibraryError, match=r"^the library at [^\n]* is damaged \([^\n]*\): [^\n]*`fazhi index FOLDER` again$"
    ):
        Library.open(tmp_path / "library", SETTINGS)


def test_no_flipped_byte_of_the_database_is_a_traceback(tmp_path):
    filled(tmp_path / "library", 8).close()
    database = tmp_path / "library" / "library.sqlite"
    sound, choose, refused = database.read_bytes(), random.Random(5), 0
    for _ in range(150):
        data = bytearray(sound)
        for _ in range(choose.choice((1, 1, 50))):
            data[choose.randrange(choose.choice((200, len(data))))] = choose.randrange(256)
        database.write_bytes(data)
        try:
            with Library.open(tmp_path / "library", SETTINGS) as library:
                for card in library.cards():
                    library.report(card.id), library.sections(card.id), library.original(card.id)
                results(library)
                library.add(*report_of(text_of(999), "new.txt"))
        except FazhiError as error:
            refused += 1
            assert "\n" not in str(error)
        for suffix in ("-wal", "-shm"):
            database.with_name(database.name + suffix).unlink(missing_ok=True)
    assert refused > 10


def test_a_second_writer_is_told_who_holds_the_library_and_a_dead_holder_frees_it(tmp_path):
    library = filled(tmp_path / "library", 2)
    child = run_child(writing_child.hold_lock, library.folder, tmp_path / "held")
    wait_until((tmp_path / "held").exists)
    with pytest.raises(LibraryError, match=f"is being written by process {child.pid} on .* since 20"):
        library.add(*report_of(text_of(9), "9.txt"))
    assert len(state(library)) == 3
    child.kill()
    child.join()
    library.add(*report_of(text_of(9), "9.txt"))
    assert len(state(library)) == 4
    library.close()


def test_two_threads_of_one_process_do_not_write_at_once(tmp_path):
    library = filled(tmp_path / "library", 2)
    refused = []

    def write():
        try:
            library.remove([])
        except LibraryError as error:
            refused.append(str(error))

    with library.writing():
        thread = threading.Thread(target=write)
        thread.start()
        thread.join()
        library.add(*report_of(text_of(9), "9.txt"))
    assert len(refused) == 1
    library.close()


def test_readers_see_whole_generations_while_another_process_writes(tmp_path):
    library = filled(tmp_path / "library", 4)
    child = run_child(writing_child.change_on, library.folder, 0, 10**6, tmp_path / "acknowledged")
    generations: list[set[int]] = [set(), set(), set()]
    failures: list[BaseException] = []

    def read(mine: set[int], reader: Library) -> None:
        until = time.monotonic() + 2.0
        while time.monotonic() < until and not failures:
            try:
                with reader.reading():
                    mine.add(reader.generation)
                    assert state(reader) == state(reader)
            except BaseException as error:
                failures.append(error)

    own = Library.open(library.folder, SETTINGS)
    threads = [
        threading.Thread(target=read, args=(mine, reader))
        for mine, reader in zip(generations, (library, library, own), strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    child.kill()
    child.join()
    assert not failures, failures[0]
    assert min(len(one) for one in generations) > 5
    library.close()
    own.close()


def test_a_library_that_may_not_be_written_is_searched_all_the_same():
    with tempfile.TemporaryDirectory() as name:
        folder, notes = pathlib.Path(name) / "library", pathlib.Path(name) / "notes"
        with filled(folder, 4) as library:
            wanted = library.search_words("行政复议", 5), library.search_vectors(EMBEDDER.embed_question("行政复议"), 5)
        sqlite3.connect(folder / "library.sqlite").execute("PRAGMA wal_checkpoint").connection.close()
        notes.mkdir(mode=0o777)
        for path in (pathlib.Path(name), notes):
            path.chmod(0o777)
        folder.chmod(0o555)
        child = run_child(writing_child.search_as_nobody, folder, notes / "found")
        child.join()
        folder.chmod(0o755)
        assert not (folder / "library.sqlite-wal").exists()
        hits, refusal = ast.literal_eval((notes / "found").read_text())
        assert hits == wanted
        assert re.match(
            r"the library at [^\n]* cannot be written \(Permission denied\): make the folder writable", refusal
        )
