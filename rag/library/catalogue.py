"""The truth about a library: one SQLite database, read in whole generations and written one transaction at a time."""

import os
import sqlite3
import threading
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from rag.errors import InputError, LibraryError
from rag.library.lock import only_writer
from rag.library.schema import FORMAT, TABLES
from rag.library.snapshot import Snapshot
from rag.library.writer import Writer

DATABASE = "library.sqlite"
_PATIENCE_S = 10.0


class Catalogue:
    """The database of one library folder; any number of threads and processes may read while one writes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._path = folder / DATABASE
        self._idle: list[sqlite3.Connection] = []
        self._guard = threading.Lock()
        self._mine = threading.local()

    @classmethod
    def open(cls, folder: Path, *, create: bool = False) -> "Catalogue":
        """Open the library in `folder`, making one there if `create` and there is none.

        Raises InputError where there is none, LibraryError where it is damaged or of another format.
        """
        catalogue = cls(folder)
        if not catalogue._begun():
            if not create:
                raise InputError(f"there is no library at {folder}: run `fazhi index FOLDER` first")
            catalogue._create()
        catalogue._check()
        return catalogue

    def close(self) -> None:
        """Close every connection that no one reads from."""
        with self._guard:
            while self._idle:
                self._idle.pop().close()

    @contextmanager
    def reading(self) -> Iterator[Snapshot]:
        """Give this thread one generation, whole and unchanging until the block ends; blocks may be nested."""
        current = getattr(self._mine, "snapshot", None)
        if current is not None:
            yield current
            return
        with explained(self.folder):
            connection = self._borrow()
            try:
                connection.execute("BEGIN")
                self._mine.snapshot = Snapshot(connection)
                yield self._mine.snapshot
            finally:
                self._mine.snapshot = None
                self._give_back(connection)

    @contextmanager
    def writing(self) -> Iterator[Writer]:
        """Give one transaction: durable once the block ends, and as if it had never begun where the block fails."""
        with explained(self.folder), closing(self._connect("rw")) as connection:
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("BEGIN IMMEDIATE")
            try:
                writer = Writer(connection)
                yield writer
                writer.finish()
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    def settle(self) -> None:
        """Move what was written into the database file itself, as far as readers allow; nothing depends on it."""
        with explained(self.folder), closing(self._connect("rw")) as connection:
            connection.execute("PRAGMA busy_timeout = 0")  # wait for no reader
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def _begun(self) -> bool:
        """Tell whether there is a library; one whose making was cut short is none."""
        try:
            if not self._path.stat().st_size:
                return (self.folder / "derived").exists()
        except FileNotFoundError:
            return False
        except OSError as error:
            raise _impossible(self.folder, error) from error
        with self.reading() as snapshot:
            return snapshot.format > 0 or (self.folder / "derived").exists()

    def _create(self) -> None:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise _impossible(self.folder, error) from error
        with only_writer(self.folder), explained(self.folder), closing(self._connect("rwc")) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("BEGIN IMMEDIATE")
            if not Snapshot(connection).format:  # else another process was faster
                for table in TABLES.split(";"):
                    connection.execute(table)
                connection.execute("INSERT INTO meta VALUES ('library', ?)", (uuid.uuid4().hex,))
                connection.execute(f"PRAGMA user_version = {FORMAT}")
            connection.execute("COMMIT")
        sync(self.folder)

    def _check(self) -> None:
        with self.reading() as snapshot:
            if not snapshot.format:
                raise sqlite3.DatabaseError("it holds no tables")
            if snapshot.format != FORMAT:
                raise LibraryError(
                    f"the library at {self.folder} has format {snapshot.format} and this version reads {FORMAT}: "
                    "index the reports again into a new folder"
                )
            wal = self.folder / f"{DATABASE}-wal"
            unmerged = wal.exists() and wal.stat().st_size > 0
            if not unmerged and self._path.stat().st_size < snapshot.size:
                raise sqlite3.DatabaseError("the file is shorter than it says")

    def _connect(self, mode: str) -> sqlite3.Connection:
        uri = f"{self._path.resolve().as_uri()}?mode={mode}"
        return sqlite3.connect(uri, uri=True, timeout=_PATIENCE_S, isolation_level=None, check_same_thread=False)

    def _borrow(self) -> sqlite3.Connection:
        with self._guard:
            if self._idle:
                return self._idle.pop()
        return self._connect("ro&immutable=1" if self._on_read_only_ground() else "ro")

    def _give_back(self, connection: sqlite3.Connection) -> None:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        if self._on_read_only_ground():
            connection.close()  # it would not notice if the folder's owner wrote
            return
        with self._guard:
            self._idle.append(connection)

    def _on_read_only_ground(self) -> bool:
        """Tell whether SQLite cannot make the files that readers share with a writer, and no writer has made them."""
        wal = self.folder / f"{DATABASE}-wal"
        return not os.access(self.folder, os.W_OK) and not wal.exists()


@contextmanager
def explained(folder: Path) -> Iterator[None]:
    """Turn what SQLite raises about the library in `folder` into one line for a person."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise LibraryError(f"the library at {folder} cannot be used now ({error}): {_remedy(str(error))}") from error
    except sqlite3.DatabaseError as error:
        raise LibraryError(
            f"the library at {folder} is damaged ({error}): move the folder away and run `fazhi index FOLDER` again"
        ) from error


def sync(folder: Path) -> None:
    """Make the names in `folder` durable."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _impossible(folder: Path, error: OSError) -> LibraryError:
    return LibraryError(f"there can be no library at {folder}: {error.strerror}; name another folder with --library")


def _remedy(message: str) -> str:
    if "full" in message:
        return "free space on the disk and run it again; nothing was lost"
    if "locked" in message:
        return "another process is using it; wait and run it again"
    return "check that the folder may be read and written"
