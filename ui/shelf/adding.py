"""Files that a visitor gives become reports of the library, in a thread of their own; each failure is told."""

import logging
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from threading import Lock, Thread
from uuid import uuid4

from rag.errors import FazhiError
from rag.pipeline import Desk, Watch, index
from rag.types import Indexed
from ui.plain import file_name

_FOLDER = "uploads"
_UNSAFE = re.compile(r"[\x00-\x1f\x7f<>:\"|?*\u200b-\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_LONGEST = 120
_TURN = Lock()  # a library has one writer, and visitors wait for one another


@dataclass(frozen=True, slots=True)
class Given:
    """A file as a visitor gave it."""

    name: str
    data: bytes


@dataclass(slots=True)
class Adding:
    """Files on their way into the library; `result` is what became of them, or the line that says why none could be."""

    total: int
    done: int = 0
    name: str = ""
    result: Indexed | str | None = None

    def start(self, files: Sequence[Given], desk: Desk) -> None:
        """Begin, and go on whatever the visitor does meanwhile."""
        Thread(target=self._run, args=(files, desk), daemon=True).start()

    def _run(self, files: Sequence[Given], desk: Desk) -> None:
        try:
            with _TURN:
                self.result = add_files(files, desk, self._watched)
        except FazhiError as error:
            self.result = str(error)
        except OSError as error:
            self.result = (
                f"the files cannot be kept beside the library ({error.strerror}): see to space and permissions"
            )
        except Exception:
            logging.getLogger(__name__).exception("files could not be added")
            self.result = "the files could not be added: the server's log says why; try them one by one"

    def _watched(self, files: Sequence[Path]) -> Iterator[Path]:
        for self.done, file in enumerate(files):
            self.name = file.name
            yield file


def add_files(files: Sequence[Given], desk: Desk, watch: Watch = iter) -> Indexed:
    """Keep the files in the library's folder and index them; those that are no reports are not kept."""
    kept = [keep(file.name, file.data, desk.library.folder / _FOLDER) for file in files]
    done = index(kept, desk, watch=watch)
    for name, _ in (*done.failed, *done.skipped):
        Path(name).unlink(missing_ok=True)
        if not any(Path(name).parent.iterdir()):
            Path(name).parent.rmdir()
    return done


def keep(name: str, data: bytes, folder: Path) -> Path:
    """Write a file into a folder named for its bytes, so that equal names do not meet, and return where it is."""
    path = folder / sha256(data).hexdigest()[:16] / safe_name(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        part = path.with_name(f".{uuid4().hex}.part")
        part.write_bytes(data)
        part.replace(path)
    return path


def safe_name(name: str) -> str:
    """Return a file name that is a name and no more on any system: no folders, no unseen characters, not too long."""
    bare = _UNSAFE.sub("_", file_name(name)).strip(" .") or "report"
    stem, suffix = Path(bare).stem, Path(bare).suffix
    return stem.encode()[:_LONGEST].decode(errors="ignore") + suffix[:10]
