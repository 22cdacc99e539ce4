"""Where output goes: values to standard output; progress, warnings and failures, a line each, to standard error."""

import errno
import json
import os
import re
import sys
import tempfile
import traceback
import warnings
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NoReturn, TypeVar

from rag.errors import FazhiError

T = TypeVar("T")

INTERRUPTED = 130
_BROKEN_PIPE = 141
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_ANY = "backslashreplace"
"""A lone surrogate (a file name that is no UTF-8) is written as its \\udc80, which JSON reads as just that."""


class _ReaderGone(Exception):
    """Whoever read standard output has seen enough."""


def put(value: object) -> None:
    """Write a text for a person, or anything else as one JSON document, to standard output."""
    if isinstance(value, str):
        _write(f"{_harmless(value)}\n".encode(sys.stdout.encoding, _ANY))
    else:
        _write(json.dumps(value, ensure_ascii=False, indent=2).encode("utf-8", _ANY) + b"\n")


def put_line(value: object) -> None:
    """Write one line of JSON Lines to standard output, at once, so that a reader of the stream need not wait."""
    _write(json.dumps(value, ensure_ascii=False).encode("utf-8", _ANY) + b"\n")


def put_exactly(text: str) -> None:
    """Write a text to standard output as it is, in UTF-8 and without a line end of our own: its offsets still count."""
    _write(text.encode("utf-8", "surrogatepass"))


def say(message: str) -> None:
    """Write one line to standard error, what would break the line made into blanks."""
    print("fazhi:", _harmless(" ".join(message.split())), file=sys.stderr)  # noqa: T201


def guarded(run: Callable[[], int]) -> int:
    """Return the exit status of `run`; whatever ends it is one line on standard error and never a traceback."""
    _prepare_streams()
    try:
        return run()
    except FazhiError as error:
        say(str(error))
        return 2
    except KeyboardInterrupt:
        return interrupted()
    except _ReaderGone:
        _drop_output()
        return _BROKEN_PIPE
    except Exception as error:
        say(_unforeseen(error))
        _drop_output()
        return 1


def interrupted() -> int:
    """Say that the person stopped the command, and return its exit status."""
    say("interrupted; what was reported as done is kept, and the same command can be run again")
    return INTERRUPTED


def leave(status: int) -> NoReturn:
    """End the process at once: all is closed, and native libraries take long to unload, or crash at it."""
    sys.stderr.flush()
    os._exit(status)


def watch_files(files: Sequence[Path]) -> Iterable[Path]:
    """Yield the files with a progress bar that names each, on standard error, where that is a terminal."""
    return watch(files, lambda file: file.name)


def watch(things: Sequence[T], name: Callable[[T], str] = lambda thing: "") -> Iterable[T]:
    """Yield things with a progress bar on standard error, where that is a terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), TextColumn("{task.description}", markup=False))
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("", total=len(things))
        for thing in things:
            progress.update(task, description=_harmless(name(thing)))
            yield thing
            progress.advance(task)


def _harmless(text: str) -> str:
    """Return a text without characters that command a terminal, which a report's title or a file's name may hold."""
    return _CONTROLS.sub("\ufffd", text)


def _write(data: bytes) -> None:
    try:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError as error:
        raise _ReaderGone from error


def _prepare_streams() -> None:
    """Make both streams able to take any text, and keep other people's warnings out of them."""
    if not sys.warnoptions:
        warnings.simplefilter("ignore")
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by whoever started us
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115, PTH123 open until the end
        getattr(sys, name).reconfigure(errors="backslashreplace")


def _drop_output() -> None:
    """Send what is still to be written nowhere, lest Python complains of it once more at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _unforeseen(error: Exception) -> str:
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "there is no space left to write to; free some and run it again, nothing in the library was lost"
    what = f"{type(error).__name__}: {str(error)[:200]}".rstrip(": ")
    try:
        handle, path = tempfile.mkstemp(prefix="fazhi-", suffix=".log", text=True)
        with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as log:
            log.write(traceback.format_exc())
    except OSError:
        return f"unexpected {what}; no log of it could be written"
    return f"unexpected {what}; the details are in {path}, please report it with them"
