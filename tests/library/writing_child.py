"""What the tests of durability run in processes of their own, to be killed there."""

import os
import random
import signal
import sqlite3
import sys
import time
from pathlib import Path

from made_reports import EMBEDDER, SETTINGS, report_of, text_of

from rag.errors import LibraryError
from rag.library.library import Library
from rag.types import Identity

FILES = 12


def change(library: Library, number: int) -> None:
    """Make the change of that number, add, replace, remove or refresh; made twice it is as made once."""
    choose = random.Random(number)
    kind = choose.choice(("add", "add", "add", "add", "remove", "forget", "refresh"))
    if kind == "add":
        library.add(*report_of(text_of(choose.randrange(30), 3), f"{choose.randrange(FILES)}.txt"))
    elif kind == "remove":
        library.remove([card.id for card in library.cards() if int(card.id, 16) % 5 == number % 5])
    elif kind == "forget":
        library.forget_files([f"{choose.randrange(FILES)}.txt"])
    else:
        library.refresh(force=True)


def change_on(folder: Path, first: int, last: int, acknowledged: Path) -> None:
    """Make the changes from `first` to `last`, writing down each once it is done."""
    with Library.open(folder, SETTINGS) as library, acknowledged.open("a") as done:
        for number in range(first, last + 1):
            change(library, number)
            done.write(f"{number}\n")
            done.flush()


def change_until_step(folder: Path, name: str, step: int) -> None:
    """Make one change and die, as by kill -9, at its `step`: before an SQL statement or something done to a file."""
    _die_at(step)
    with Library.open(folder, SETTINGS, create=True) as library:
        CHANGES[name](library)


def hold_lock(folder: Path, held: Path) -> None:
    """Be the library's writer, and say so, until killed."""
    with Library.open(folder, SETTINGS) as library, library.writing():
        held.touch()
        time.sleep(60)


CHANGES = {
    "create": lambda library: library.prepare(EMBEDDER),
    "add": lambda library: library.add(*report_of(text_of(100, 2), "new.txt")),
    "replace": lambda library: library.add(*report_of(text_of(100, 2), "3.txt")),
    "remove": lambda library: library.remove([card.id for card in library.cards()[:3]]),
    "forget": lambda library: library.forget_files(["1.txt", "2.txt"]),
    "correct": lambda library: library.set_identity(library.cards()[0].id, Identity(year=1999)),
    "refresh": lambda library: library.refresh(force=True),
}

_WRITING = {"os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.truncate", "shutil.rmtree"}


def search_as_nobody(folder: Path, found: Path) -> None:
    """Write down what a search finds for someone who may not write the library, and what happens when he tries."""
    if os.getuid() == 0:
        os.setuid(65534)
    with Library.open(folder, SETTINGS) as library:
        hits = library.search_words("行政复议", 5), library.search_vectors(EMBEDDER.embed_question("行政复议"), 5)
        try:
            library.remove([])
        except LibraryError as error:
            found.write_text(repr((hits, str(error))))


def _die_at(step: int) -> None:
    left = step

    def count(*_: object) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def connect(*args: object, **options: object) -> sqlite3.Connection:
        connection = connect_untraced(*args, **options)
        connection.set_trace_callback(count)
        return connection

    def watch(event: str, details: tuple) -> None:
        if event in _WRITING or (event == "open" and isinstance(details[2], int) and details[2] & os.O_ACCMODE):
            count()

    connect_untraced, sqlite3.connect = sqlite3.connect, connect
    sys.addaudithook(watch)
