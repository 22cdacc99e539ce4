"""One writer at a time: a lock on the library's folder that says who holds it; the door to filelock."""

import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from rag.errors import LibraryBusyError, LibraryError

_LOCK = "library.lock"
_HOLDER = "library.holder"


@contextmanager
def only_writer(folder: Path) -> Iterator[None]:
    """Hold the library's lock for the block; raises LibraryBusyError naming the holder where someone else has it.

    The operating system frees the lock of a process that died, so that none is ever left behind.
    """
    lock = FileLock(folder / _LOCK, timeout=0, thread_local=False)
    try:
        lock.acquire()
    except Timeout as error:
        raise LibraryBusyError(
            f"the library at {folder} is being written by {_holder(folder)}: wait until it is done and run it again"
        ) from error
    except OSError as error:
        raise LibraryError(
            f"the library at {folder} cannot be written ({error.strerror or error}): "
            "make the folder writable, or name another with --library"
        ) from error
    try:
        _sign(folder)
        yield
    finally:
        (folder / _HOLDER).unlink(missing_ok=True)
        lock.release()


@contextmanager
def in_turn(file: Path) -> Iterator[None]:
    """Hold the lock that `file` stands for during the block, waiting for whoever has it."""
    with FileLock(file):
        yield


def _sign(folder: Path) -> None:
    since = datetime.now().astimezone().isoformat(timespec="seconds")
    holder = {"pid": os.getpid(), "host": socket.gethostname(), "since": since}
    (folder / _HOLDER).write_text(json.dumps(holder), encoding="utf-8")


def _holder(folder: Path) -> str:
    try:
        holder = json.loads((folder / _HOLDER).read_text(encoding="utf-8"))
        return f"process {holder['pid']} on {holder['host']} since {holder['since']}"
    except (OSError, ValueError, KeyError, TypeError):
        return "another process"
