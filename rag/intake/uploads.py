"""Files that people give through the page: kept beside the library, indexed, and taken out with their reports."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

from rag.errors import FazhiError, LibraryBusyError, SkippedFile
from rag.indexing import Done, Indexer
from rag.intake.unpacking import Given, Refused, safe_path, unpacked
from rag.intake.waiting import in_turn
from rag.pipeline import Desk
from rag.reading.read import Reader, full_path
from rag.types import ReportCard

FOLDER = "uploads"
_PATIENCE_S = 120.0


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that was given, by its name, and where it is kept."""

    name: str
    path: Path


Watch = Callable[[Sequence[Kept]], Iterable[Kept]]


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one file that was given, why where it was not taken, and the report that it now is."""

    name: str
    done: Done
    why: str = ""
    report_id: str | None = None


def take_in(given: Sequence[Given], desk: Desk, watch: Watch = iter) -> tuple[Taken, ...]:
    """Keep the files in the library's folder, archives unpacked, and index them; tells what became of each.

    Where `watch` ends early, the files that it did not yield are told as skipped. Files that became no report are not
    kept.
    """
    refused, kept = _kept(given, desk)
    told: list[Taken] = []
    with Reader(desk.settings.reading) as reader:
        indexer = Indexer(desk.library, reader, desk.settings, lambda: desk.embedder)
        for one in watch(kept):
            told.append(_indexed(one, indexer, desk))
        with suppress(LibraryBusyError), in_turn(desk.library):
            desk.library.refresh()
    stopped = SkippedFile("adding was stopped before it; give it again")
    told += [Taken(one.name, Done.SKIPPED, str(stopped)) for one in kept[len(told) :]]
    known = desk.library.known_files()
    reports = [known[str(one.path)][2] if str(one.path) in known else None for one in kept]
    for one, report in zip(kept, reports, strict=True):
        if report is None:
            _unlink(one.path, desk)
    return (*refused, *(replace(one, report_id=report) for one, report in zip(told, reports, strict=True)))


def take_out(ids: Collection[str], desk: Desk) -> int:
    """Remove reports, and what was uploaded of them, which would come back with the next indexing of its folder.

    Returns how many reports there were. Raises LibraryError where the library cannot be written.
    """
    cards = [card for card in desk.library.cards() if card.id in set(ids)]
    with in_turn(desk.library):
        removed = desk.library.remove([card.id for card in cards])
    for card in cards:
        for file in uploaded_files(card, desk):
            _unlink(file, desk)
    return removed


def uploaded_files(card: ReportCard, desk: Desk) -> tuple[Path, ...]:
    """Return those of a report's files that were given through the page."""
    folder = _folder(desk)
    return tuple(path for path in map(Path, card.files) if folder in path.parents)


def keep(given: Given, folder: Path) -> Path:
    """Write a file into a folder named for its bytes, so that equal names do not meet, and return where it is."""
    path = folder / sha256(given.data).hexdigest()[:16] / safe_path(given.name)
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        part = path.with_name(f".{uuid4().hex}.part")
        part.write_bytes(given.data)
        part.replace(path)
    return path


def _kept(given: Sequence[Given], desk: Desk) -> tuple[list[Taken], list[Kept]]:
    """Return the files that are no use by their names or sizes, and those that are kept to be read."""
    refused: list[Taken] = []
    kept: list[Kept] = []
    for one in _files(given, desk):
        if isinstance(one, Refused):
            refused.append(Taken(one.name, Done.FAILED if one.failed else Done.SKIPPED, one.why))
        else:
            kept.append(Kept(one.name, keep(one, _folder(desk))))
    return refused, kept


def _files(given: Sequence[Given], desk: Desk) -> Iterator[Given | Refused]:
    for one in given:
        yield from unpacked(one, desk.settings)


def _indexed(kept: Kept, indexer: Indexer, desk: Desk) -> Taken:
    """Index one file, waiting where another process writes; what is wrong with the library is told of the file."""
    try:
        try:
            outcome = indexer.index(kept.path)
        except LibraryBusyError:
            with in_turn(desk.library, _PATIENCE_S):
                outcome = indexer.index(kept.path)
    except FazhiError as error:
        return Taken(kept.name, Done.FAILED, str(error))
    return Taken(kept.name, outcome.done, outcome.why)


def _folder(desk: Desk) -> Path:
    return full_path(desk.library.folder) / FOLDER


def _unlink(file: Path, desk: Desk) -> None:
    """Delete a file below the library's uploads, and the folders that are empty without it."""
    uploads = _folder(desk)
    with suppress(OSError):
        file.unlink(missing_ok=True)
        for folder in file.parents:
            if uploads not in folder.parents or any(folder.iterdir()):
                break
            folder.rmdir()
