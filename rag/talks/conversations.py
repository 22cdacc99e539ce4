"""Conversations that last: what each visitor asked and was told, on disk, and never another visitor's."""

import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import replace
from pathlib import Path
from secrets import token_urlsafe
from threading import RLock
from typing import Any

from rag.errors import LibraryError
from rag.language.text import normalise
from rag.talks.turn import Judged, Kept, Talk, Turn, dumped, read

DATABASE = "conversations.sqlite"
_FORMAT = 1
_PATIENCE_S = 5.0
_LONGEST_NAME = 80
_LONGEST_NOTE = 2_000
_TABLES = (
    "CREATE TABLE talk (visitor TEXT, id TEXT, name TEXT, words TEXT, changed REAL, PRIMARY KEY (visitor, id))",
    "CREATE TABLE turn (number INTEGER PRIMARY KEY AUTOINCREMENT, visitor TEXT, talk TEXT, at REAL, question TEXT, "
    "answer TEXT, error TEXT, words TEXT, good INTEGER, note TEXT DEFAULT '', "
    "FOREIGN KEY (visitor, talk) REFERENCES talk (visitor, id) ON DELETE CASCADE)",
    "CREATE INDEX by_talk ON turn (visitor, talk)",
    "CREATE INDEX by_change ON talk (visitor, changed)",
)
_TURNS = "SELECT number, question, answer, error, good, note, at, talk FROM turn WHERE visitor = :visitor"
_READ, _WRITE = "BEGIN", "BEGIN IMMEDIATE"

_Row = Sequence[Any]
_Transaction = Callable[[str], AbstractContextManager[sqlite3.Connection]]


class Conversations:
    """The conversations kept in a folder; for any number of threads and processes.

    Where the folder cannot be written to, or its file is none of ours, they live as long as this object; `kept` tells.
    """

    def __init__(self, folder: Path, clock: Callable[[], float] = time.time) -> None:
        self._path = folder / DATABASE
        self._clock = clock
        self._guard = RLock()
        self._passing: sqlite3.Connection | None = None
        self.kept = self._tried()
        if self.kept is not Kept.FOR_GOOD:
            self._passing = sqlite3.connect("", isolation_level=None, check_same_thread=False)
            _prepare(self._passing)

    def of(self, visitor: str) -> "Visitors":
        """Return one visitor's conversations; there is no other way to any."""
        return Visitors(visitor, self._transaction, self._clock)

    def _tried(self) -> Kept:
        """Tell whether conversations can be kept in the folder, by writing there."""
        try:
            with closing(self._connect()) as connection:
                connection.execute("BEGIN IMMEDIATE")
                connection.execute("CREATE TABLE tried (it)")
                connection.execute("ROLLBACK")
        except sqlite3.OperationalError:
            return Kept.UNWRITABLE
        except sqlite3.DatabaseError:
            return Kept.DAMAGED
        return Kept.FOR_GOOD

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path, timeout=_PATIENCE_S, isolation_level=None)
        try:
            _prepare(connection)
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[sqlite3.Connection]:
        """Give one transaction, whole or not at all; raises LibraryError where it cannot be had."""
        try:
            if self._passing is not None:
                with self._guard, _transaction(self._passing, begin):
                    yield self._passing
            else:
                with closing(self._connect()) as connection, _transaction(connection, begin):
                    yield connection
        except sqlite3.Error as error:
            raise LibraryError(
                f"the conversation cannot be kept now ({error}): see to space and permissions of the library's folder"
            ) from error


class Visitors:
    """One visitor's conversations; every statement is bound to the visitor, whatever id it is given."""

    def __init__(self, visitor: str, transaction: _Transaction, clock: Callable[[], float]) -> None:
        self._visitor = visitor
        self._transaction = transaction
        self._clock = clock

    def keep(self, turn: Turn, talk: str | None = None) -> tuple[str, Turn]:
        """Add a turn to a conversation, a new one named by the question where none is given or it is gone.

        Returns the conversation's id and the turn as it is kept.
        """
        words = normalise(f"{turn.question}\n{turn.answer.text if turn.answer else ''}")
        with self._transaction(_WRITE) as connection:
            talk = self._going_on(connection, talk, turn.question)
            kept = connection.execute(
                "INSERT INTO turn (visitor, talk, at, question, answer, error, words) "
                "VALUES (:visitor, :talk, :at, :question, :answer, :error, :words)",
                self._with(talk=talk, at=self._clock(), question=turn.question, error=turn.error)
                | self._with(answer=dumped(turn.answer), words=words),
            )
        return talk, replace(turn, number=kept.lastrowid or 0)

    def talks(self, limit: int, matching: str = "") -> list[Talk]:
        """Return at most `limit` conversations, the last gone on with first, that hold every word of `matching`.

        A word may stand in the name, in a question or in an answer.
        """
        words = [normalise(word) for word in matching.split()]
        holds = "".join(
            f" AND (instr(words, :w{at}) OR id IN "
            f"(SELECT talk FROM turn WHERE visitor = :visitor AND instr(words, :w{at})))"
            for at in range(len(words))
        )
        statement = f"SELECT id, name, changed FROM talk WHERE visitor = :visitor{holds} ORDER BY changed DESC LIMIT :n"
        values = self._with(n=limit, **{f"w{at}": word for at, word in enumerate(words)})
        with self._transaction(_READ) as connection:
            return [Talk(*row) for row in connection.execute(statement, values)]

    def find(self, talk: str) -> Talk | None:
        """Return one conversation, None where this visitor has none of that id."""
        statement = "SELECT id, name, changed FROM talk WHERE visitor = :visitor AND id = :talk"
        with self._transaction(_READ) as connection:
            row = connection.execute(statement, self._with(talk=talk)).fetchone()
        return Talk(*row) if row else None

    def turns(self, talk: str) -> list[Turn]:
        """Return the turns of a conversation, oldest first; none where this visitor has none of that id."""
        with self._transaction(_READ) as connection:
            rows = connection.execute(f"{_TURNS} AND talk = :talk ORDER BY number", self._with(talk=talk))
            return [_turn(row) for row in rows]

    def rename(self, talk: str, name: str) -> None:
        """Give a conversation another name; a blank one leaves it as it is."""
        named = _name(name)
        if not named:
            return
        statement = "UPDATE talk SET name = :name, words = :words WHERE visitor = :visitor AND id = :talk"
        with self._transaction(_WRITE) as connection:
            connection.execute(statement, self._with(talk=talk, name=named, words=normalise(named)))

    def delete(self, talk: str) -> None:
        """Take a conversation away for good, and what was thought of its answers."""
        with self._transaction(_WRITE) as connection:
            connection.execute("DELETE FROM talk WHERE visitor = :visitor AND id = :talk", self._with(talk=talk))

    def judge(self, turn: int, good: bool | None, note: str = "") -> None:
        """Keep what the person thought of an answer, None to take it back, and a word about it."""
        statement = "UPDATE turn SET good = :good, note = :note WHERE visitor = :visitor AND number = :turn"
        with self._transaction(_WRITE) as connection:
            connection.execute(statement, self._with(turn=turn, good=good, note=note.strip()[:_LONGEST_NOTE]))

    def judged(self) -> list[Judged]:
        """Return every answer that the person thought good or bad, oldest first, with the questions before it."""
        with self._transaction(_READ) as connection:
            rows = connection.execute(f"{_TURNS} ORDER BY number", self._with()).fetchall()
        found, before = [], dict[str, list[str]]()
        for row in rows:
            earlier = before.setdefault(row[7], [])
            if row[4] is not None:
                found.append(Judged(_turn(row), tuple(earlier), row[6]))
            if row[2] is not None:
                earlier.append(row[1])
        return [judged for judged in found if judged.turn.answer]

    def _with(self, **values: object) -> dict[str, object]:
        """Return a statement's values with the visitor's own, as SQLite takes them: without halves of characters."""
        bound = {"visitor": self._visitor} | values
        return {name: _sound(value) if isinstance(value, str) else value for name, value in bound.items()}

    def _going_on(self, connection: sqlite3.Connection, talk: str | None, question: str) -> str:
        """Return the conversation that goes on, begun where it has to be."""
        values = self._with(talk=talk or token_urlsafe(9), changed=self._clock(), name=_name(question))
        statement = "UPDATE talk SET changed = :changed WHERE visitor = :visitor AND id = :talk"
        if not talk or not connection.execute(statement, values).rowcount:
            values |= self._with(words=normalise(_name(question)), talk=token_urlsafe(9))
            connection.execute("INSERT INTO talk VALUES (:visitor, :talk, :name, :words, :changed)", values)
        return str(values["talk"])


def _prepare(connection: sqlite3.Connection) -> None:
    """Set a connection up, and make the tables where there are none; raises sqlite3.Error for a file of others."""
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA secure_delete = ON")
    if _format(connection):
        return
    connection.execute("BEGIN IMMEDIATE")
    if not _format(connection):  # else another process was faster
        for table in _TABLES:
            connection.execute(table)
        connection.execute(f"PRAGMA user_version = {_FORMAT}")
    connection.execute("COMMIT")


def _format(connection: sqlite3.Connection) -> bool:
    found = connection.execute("PRAGMA user_version").fetchone()[0]
    if found not in (0, _FORMAT):
        raise sqlite3.DatabaseError(f"it has format {found}, and this version reads {_FORMAT}")
    return bool(found)


@contextmanager
def _transaction(connection: sqlite3.Connection, begin: str) -> Iterator[None]:
    connection.execute(begin)
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _turn(row: _Row) -> Turn:
    number, question, answer, error, good, note = row[:6]
    return Turn(question, read(answer), error, number, None if good is None else bool(good), note)


def _name(text: str) -> str:
    return " ".join(text.split())[:_LONGEST_NAME]


def _sound(text: str) -> str:
    return text.encode("utf-8", "replace").decode()
