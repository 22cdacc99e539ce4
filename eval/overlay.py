"""Asking of a library that differs from the one given: reports added, edited or taken out, in a passing copy."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from eval.dataset import Texts, edited
from eval.gold import Overlay
from rag.library.library import Library
from rag.pipeline import Desk, index


@contextmanager
def overlaid(desk: Desk, overlay: Overlay | None, texts: Texts) -> Iterator[Desk]:
    """Open a copy of the desk's library with the overlay's changes made; the desk itself where there are none.

    An edited report is a text file under the name of the original, which is taken out.
    """
    if overlay is None:
        yield desk
        return
    with TemporaryDirectory(prefix="fazhi-overlay-") as folder:
        work = Path(folder)
        with desk.library.writing():
            shutil.copytree(desk.library.folder, work / "library")
        settings = desk.settings.model_copy(update={"library": work / "library"})
        with Desk(Library.open(settings.library, settings), settings, desk.embedder) as copy:
            _change(copy, overlay, texts, work / "files")
            yield copy


def _change(copy: Desk, overlay: Overlay, texts: Texts, folder: Path) -> None:
    folder.mkdir()
    written = [_written(folder / added.name, added.text) for added in overlay.add]
    for report in {edit.report: None for edit in overlay.edit}:
        name = Path(copy.library.card(report).file).with_suffix(".txt").name
        written.append(_written(folder / f"{report[:12]}" / name, edited(overlay, report, texts)))
    copy.library.remove([*overlay.remove, *(edit.report for edit in overlay.edit)])
    if written:
        index(written, copy)


def _written(path: Path, text: str) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text.encode())
    return path
