"""Asking of a library that differs from the one given: reports added, edited or taken out, in a passing copy."""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from eval.dataset import Texts, edited
from eval.gold import Overlay
from eval.recalling import recalling
from eval.replies import REPLIES
from rag.errors import InputError
from rag.library.library import Library
from rag.pipeline import Desk, index


@contextmanager
def overlaid(desk: Desk, overlay: Overlay | None, texts: Texts) -> Iterator[Desk]:
    """Open a copy of the desk's library with the overlay's changes made; the desk itself where there are none.

    An edited report is a text file under the name of the original, which is taken out; what the original is, its place
    and year, it is too. Raises InputError where a report cannot be read, LibraryError where there can be no copy.
    """
    if overlay is None:
        yield desk
        return
    with TemporaryDirectory(prefix="fazhi-overlay-", ignore_cleanup_errors=True) as folder:
        work = Path(folder)
        with desk.library.writing():
            shutil.copytree(desk.library.folder, work / "library", ignore=shutil.ignore_patterns(REPLIES))
        settings = desk.settings.model_copy(update={"library": work / "library"})
        with Desk(Library.open(settings.library, settings), settings, recalling(desk)) as copy:
            _change(copy, overlay, texts, overlay_files(copy))
            yield copy


def overlay_files(copy: Desk) -> Path:
    """Return the folder that holds the files which an overlay brought into a copy."""
    return copy.library.folder.resolve().parent / "files"


def _change(copy: Desk, overlay: Overlay, texts: Texts, folder: Path) -> None:
    folder.mkdir()
    files = [_written(folder / added.name, added.text) for added in overlay.add]
    identities = {}
    for original in map(copy.library.card, dict.fromkeys(edit.report for edit in overlay.edit)):
        text = edited(overlay, original.id, texts)
        files.append(_written(folder / original.id / Path(original.file).with_suffix(".txt").name, text))
        identities[sha256(text.encode()).hexdigest()] = original.identity
    copy.library.remove([*overlay.remove, *(edit.report for edit in overlay.edit)])
    if files:
        _add(files, copy)
    for report, identity in identities.items():
        copy.library.set_identity(report, identity)


def _add(files: Sequence[Path], copy: Desk) -> None:
    done = index(files, copy)
    for file, why in (*done.skipped, *done.failed):
        raise InputError(f"{Path(file).name} of an overlay cannot be added ({why}); correct the dataset")


def _written(path: Path, text: str) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text.encode())
    return path
