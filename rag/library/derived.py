"""The indexes derived from the truth: written whole under a new name, synced, renamed, and never believed unchecked."""

import os
import shutil
import uuid
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

from rag.library.catalogue import sync
from vectorstore.base import VectorStore
from vectorstore.sealed import about, seal

T = TypeVar("T")
_FOLDER = "derived"
_NEW = "new-"
_KEPT = 2  # the newest, and the one before it, which a reader may be about to open


class DerivedFolder:
    """The derived indexes of one library, a folder a generation."""

    def __init__(self, library: Path) -> None:
        self._folder = library / _FOLDER

    def prepare(self) -> None:
        """Make the folder, where it is not there."""
        self._folder.mkdir(exist_ok=True)

    def generations(self, library: str) -> list[int]:
        """Return the generations that there are indexes of for the library of that name, newest first."""
        found = [path for path in self._paths() if path.name.isdigit()]
        return sorted((int(path.name) for path in found if _stamped(path, library)), reverse=True)

    def write(self, generation: int, library: str, store: VectorStore, words: Callable[[Path], object]) -> None:
        """Write the indexes of one generation: the vectors of `store`, and what `words` writes into a folder."""
        self.prepare()
        new = self._unused()
        try:
            for part in ("vectors", "words"):
                (new / part).mkdir(parents=True)
            store.save(new / "vectors")
            words(new / "words")
            seal(new, {"library": library, "generation": generation})
            _sync_tree(new)
            self._put_in_place(new, self._folder / str(generation))
        finally:
            shutil.rmtree(new, ignore_errors=True)

    def load(self, generation: int, part: str, read: Callable[[Path], T]) -> T | None:
        """Return what `read` makes of one part (vectors, words) of a generation, None where it is torn or gone."""
        try:
            return read(self._folder / str(generation) / part)
        except (ValueError, OSError):
            return None

    def tidy(self) -> None:
        """Delete what a killed writer left and all but the newest indexes."""
        numbered = sorted((path for path in self._paths() if path.name.isdigit()), key=lambda path: int(path.name))
        left = [path for path in self._paths() if path.name.startswith(_NEW)]
        for path in [*left, *numbered[:-_KEPT]]:
            shutil.rmtree(path, ignore_errors=True)

    def _paths(self) -> Iterable[Path]:
        try:
            return list(self._folder.iterdir())
        except OSError:
            return []

    def _unused(self) -> Path:
        return self._folder / f"{_NEW}{uuid.uuid4().hex}"  # not mkdtemp, whose folders are closed to other readers

    def _put_in_place(self, new: Path, final: Path) -> None:
        if final.exists():  # torn, else no one would write it again
            final.replace(self._unused())
        new.replace(final)
        sync(self._folder)


def _stamped(folder: Path, library: str) -> bool:
    try:
        return about(folder) == {"library": library, "generation": int(folder.name)}
    except ValueError:
        return False


def _sync_tree(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_dir():
            sync(path)
        else:
            with path.open("rb") as file:
                os.fsync(file.fileno())
    sync(folder)
