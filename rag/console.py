"""Where output goes: values to standard output; progress, warnings and failures, a line each, to standard error."""

import json
import os
import sys
import tempfile
import traceback
import warnings
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from rag.errors import FazhiError

INTERRUPTED = 130
_BROKEN_PIPE = 141


def put(value: object) -> None:
    """Write a text for a person, or anything else as one JSON document, to standard output."""
    if isinstance(value, str):
        print(value)  # noqa: T201 the one place that prints
    else:
        _write_json(json.dumps(value, ensure_ascii=False, indent=2))


def put_line(value: object) -> None:
    """Write one line of JSON Lines to standard output, at once, so that a reader of the stream need not wait."""
    _write_json(json.dumps(value, ensure_ascii=False))


def put_exactly(text: str) -> None:
    """Write a text to standard output as it is, in UTF-8 and without a line end of our own: its offsets still count."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8", "surrogatepass"))


def say(message: str) -> None:
    """Write one line to standard error, what would break the line made into blanks."""
    print("fazhi:", " ".join(message.split()), file=sys.stderr)  # noqa: T201


def guarded(run: Callable[[], int]) -> int:
    """Return the exit status of `run`; whatever ends it is one line on standard error and never a traceback."""
    _prepare_streams()
    try:
        status = run()
        sys.stdout.flush()
        return status
    except FazhiError as error:
        say(str(error))
        return 2
    except KeyboardInterrupt:
        return interrupted()
    except BrokenPipeError:  # the reader has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _BROKEN_PIPE
    except Exception as error:
        say(_unforeseen(error))
        return 1


def interrupted() -> int:
    """Say that the person stopped the command, and return its exit status."""
    say("interrupted; what was reported as done is kept, and the same command goes on from there")
    return INTERRUPTED


def watch_files(files: Sequence[Path]) -> Iterable[Path]:
    """Yield the files with a progress bar on standard error, where that is a terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), TextColumn("{task.description}", markup=False))
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("", total=len(files))
        for file in files:
            progress.update(task, description=file.name)
            yield file
            progress.advance(task)


def _write_json(text: str) -> None:
    """Write JSON in UTF-8, whatever the terminal's encoding is."""
    sys.stdout.flush()
    # A lone surrogate (a file name that is no UTF-8) becomes its \udc80, which JSON reads as just that.
    sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace") + b"\n")
    sys.stdout.buffer.flush()


def _prepare_streams() -> None:
    """Make both streams able to take any text, and keep other people's warnings out of them."""
    if not sys.warnoptions:
        warnings.simplefilter("ignore")
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by whoever started us
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115, PTH123 open until the end
        getattr(sys, name).reconfigure(errors="backslashreplace")


def _unforeseen(error: Exception) -> str:
    what = f"{type(error).__name__}: {str(error)[:200]}".rstrip(": ")
    try:
        handle, path = tempfile.mkstemp(prefix="fazhi-", suffix=".log", text=True)
        with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as log:
            log.write(traceback.format_exc())
    except OSError:
        return f"unexpected {what}; no log of it could be written"
    return f"unexpected {what}; the details are in {path}, please report it with them"
