"""A file becomes a Report, read in a process of its own with limits on time, memory and size."""

import hashlib
import json
import os
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Event, Timer
from types import TracebackType
from typing import Any, Self

from rag.config import Reading
from rag.errors import InputError, ReadError, SkippedFile
from rag.reading.formats.choose import skip_reason
from rag.types import Cell, Extract, Identity, Kind, Page, Report, Span

_ROOT = Path(__file__).resolve().parents[2]
_MIB = 1024**2


class Reader:
    """Reads files one after another in a worker process, which is replaced when it dies, hangs or has read enough.

    A reader belongs to one thread.
    """

    def __init__(self, limits: Reading) -> None:
        """Keep the limits; the worker starts with the first file."""
        self._limits = limits
        self._worker: subprocess.Popen[bytes] | None = None
        self._files = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """End the worker; the reader may be used again and then starts another."""
        worker, self._worker, self._files = self._worker, None, 0
        if worker is None:
            return
        worker.kill()
        worker.communicate()

    def read(self, path: Path) -> Report:
        """Return the report in `path`.

        Raises SkippedFile where the file is no report by its name, ReadError where it could not be read; both say
        why in a line that does not name the file.
        """
        _check(path, self._limits.file_size)
        if self._files >= self._limits.files_per_worker:
            self.close()
        worker = self._worker or self._start()
        self._files += 1
        request = {"file": str(path.absolute()), "text_size": self._limits.text_size}
        reply = self._asked(worker, json.dumps(request).encode("ascii") + b"\n")
        if "report" in reply:
            return _report(reply["report"], str(path))
        raise self._error(reply)

    def _start(self) -> subprocess.Popen[bytes]:
        paths = [str(_ROOT), os.environ.get("PYTHONPATH", "")]
        self._worker = subprocess.Popen(
            # -P: a folder of reports may hold a json.py, and must not be searched for modules.
            [sys.executable, "-P", "-m", "rag.reading.worker", str(self._limits.memory)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, paths)), "OMP_NUM_THREADS": "1"},
        )
        return self._worker

    def _asked(self, worker: subprocess.Popen[bytes], request: bytes) -> dict[str, Any]:
        """Return the worker's reply, or one that says how it ended; a worker that ended is let go."""
        assert worker.stdin is not None
        assert worker.stdout is not None
        expired = Event()
        late = Timer(self._limits.seconds, _stop, (worker, expired))
        late.start()
        try:
            worker.stdin.write(request)
            worker.stdin.flush()
            line = worker.stdout.readline()
        except BrokenPipeError:
            line = b""
        late.cancel()
        if line.endswith(b"\n"):
            reply: dict[str, Any] = json.loads(line)
            if reply.get("kind") == "memory" or expired.is_set():
                self.close()
            return reply
        code = worker.wait()
        self.close()
        return {"kind": "late" if expired.is_set() else "died", "error": str(code)}

    def _error(self, reply: dict[str, Any]) -> ReadError | SkippedFile:
        why, memory = reply["error"], f"{self._limits.memory / _MIB / 1024:g} GiB"
        match reply["kind"]:
            case "skipped":
                return SkippedFile(why)
            case "late":
                return ReadError(f"it took longer than {self._limits.seconds:g} s to read; split it, or save it anew")
            case "memory":
                return ReadError(f"it needed more than {memory} of memory to read; split it, or save it anew")
            case "died":
                return ReadError(
                    f"reading it ended with {_ending(int(why))}: it is damaged or needed more than {memory} of memory; "
                    "save it anew"
                )
        return ReadError(why)


def read_report(path: Path, limits: Reading) -> Report:
    """Return the report in `path`, read by a worker of its own; for many files keep a Reader."""
    with Reader(limits) as reader:
        return reader.read(path)


def file_id(path: Path) -> str:
    """Return the sha256 of a file's bytes in hexadecimal, which is the id of the report in it."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def find_files(paths: Sequence[Path], aside: Path | None = None) -> list[Path]:
    """Return the files that `paths` name or hold, folders searched recursively, sorted, each once, as full paths.

    Folders whose names begin with a dot are passed over, and so is the folder `aside` inside one of them, which is the
    library's own. Raises InputError where a path does not exist.
    """
    left_out = full_path(aside) if aside else None
    return sorted({file for path in paths for file in _files(path, left_out)})


def full_path(path: Path) -> Path:
    """Return a path from the root, `..` worked out and links left as they are, so that one file has one name."""
    return Path(os.path.abspath(path))  # noqa: PTH100 Path.resolve would follow the links


def _files(path: Path, aside: Path | None) -> Iterator[Path]:
    if not path.exists():
        raise InputError(f"{path} does not exist; give a file or a folder of reports that does")
    path = full_path(path)
    if not path.is_dir():
        yield path
        return
    for folder, folders, names in os.walk(path, onerror=_unreadable):
        folders[:] = [name for name in folders if not name.startswith(".") and name != "__MACOSX"]
        folders[:] = [name for name in folders if Path(folder, name) != aside]
        yield from (Path(folder, name) for name in names)


def _unreadable(error: OSError) -> None:
    raise InputError(f"{error.filename} cannot be listed ({error.strerror}); see to its permissions")


def _report(value: dict[str, Any], file: str) -> Report:
    """Build the report again from what the worker's reply holds."""
    extract, identity = value["extract"], value["identity"]
    pages = tuple(Page(page["number"], Span(**page["span"])) for page in extract["pages"])
    tables = tuple(
        tuple(Cell(**(cell | {"span": Span(**cell["span"])})) for cell in cells) for cells in extract["tables"]
    )
    told = {
        "kind": Kind(identity["kind"]),
        "place_path": tuple(identity["place_path"]),
        "notes": tuple(identity["notes"]),
    }
    return Report(
        id=value["id"],
        files=(file,),
        extract=Extract(**(extract | {"pages": pages, "tables": tables, "aside": (), "headlines": ()})),
        identity=Identity(**(identity | told)),
        furniture=tuple(Span(**span) for span in value["furniture"]),
    )


def _check(path: Path, most: int) -> None:
    """Refuse what is no file to read or is too large, before a byte of it is read."""
    reason = skip_reason(path.name)
    if reason:
        raise SkippedFile(reason)
    try:
        status = path.stat()
    except OSError as error:
        raise ReadError(f"it cannot be opened ({error.strerror}); see whether it is still there") from error
    if not stat.S_ISREG(status.st_mode):
        raise SkippedFile("it is not an ordinary file")
    if status.st_size > most:
        raise ReadError(f"it is {status.st_size / _MIB:.0f} MiB, over the limit of {most / _MIB:.0f} MiB; split it")
    if status.st_size == 0:
        raise ReadError("it is empty; save it again, with its text")


def _stop(worker: subprocess.Popen[bytes], expired: Event) -> None:
    expired.set()
    worker.kill()


def _ending(code: int) -> str:
    return f"signal {signal.Signals(-code).name}" if code < 0 else f"status {code}"
