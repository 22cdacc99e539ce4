"""The runs that are kept beside a library: begun, listed, read, packed and taken away; each as `--out` writes it."""

import json
import re
import shutil
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from eval.command import Evaluation, files_of
from eval.compare import compare
from eval.dataset import Texts, check_pins
from eval.questions import Item
from eval.run import Watch, ask_all, texts_of
from eval.scorecard import PASSED, scorecard
from eval.stored import ANSWERS, QUESTIONS, SCORECARD, open_run, read_run, score_stored, write_run
from rag.errors import InputError
from rag.language.text import normalise
from rag.pipeline import Desk
from rag.views import View

FOLDER = "runs"
FILES = (QUESTIONS, ANSWERS, SCORECARD, "scorecard.html", "junit.xml")
ABOUT = "run.json"
_TIME = "%Y-%m-%dT%H-%M-%S"
_STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class Run:
    """An earlier run in short: the name of its folder, what was asked and when, and what came of it.

    `asked` is the same for two runs just where their questions and gold are. `measures` are those of its scorecard.
    """

    id: str
    name: str
    at: datetime
    asked: str
    questions: int
    passed: int
    measures: Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Whole:
    """A run with all that stands behind it, questions and answers by the questions' ids."""

    items: Mapping[str, Item]
    views: Mapping[str, View]
    card: dict[str, Any]


def carry_out(name: str, items: Sequence[Item], desk: Desk, watch: Watch = iter) -> str:
    """Ask the questions of a library, score the answers, and keep the run beside it; returns the run's id.

    Raises InputError for questions of another library, before any is asked; what `watch` raises leaves nothing behind.
    """
    texts = texts_of(desk)
    check_pins(items, texts)
    folder = _new_folder(desk.library.folder)
    try:
        views = ask_all(items, desk, watch)
        outcomes = score_stored(items, {str(view["id"]): view for view in views}, texts)
        done = Evaluation(name, scorecard(outcomes), tuple(outcomes), (), ())
        about = json.dumps({"name": name}, ensure_ascii=False) + "\n"
        write_run(folder, items, views, files_of(done) | {ABOUT: about})
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return folder.name


def kept_runs(library: Path) -> tuple[Run, ...]:
    """Return the runs that are kept beside a library, the latest first; a folder that holds none is passed over."""
    try:
        folders = [folder for folder in (library / FOLDER).iterdir() if (folder / SCORECARD).is_file()]
    except OSError:
        return ()
    runs = [_told(folder, _changed(folder)) for folder in folders]
    return tuple(sorted((run for run in runs if run), key=lambda run: (run.at, run.id), reverse=True))


def read_kept(library: Path, run: str) -> Whole:
    """Return a run with its questions and answers; raises InputError where there is none, or it is broken."""
    folder = _folder(library, run)
    return _read(folder, _changed(folder))


def compared(earlier: Whole, later: Whole, texts: Texts) -> dict[str, Any]:
    """Return what changed from one run to another, both scored as today, as `compare` has it.

    Raises InputError where either was of another library than that of the texts.
    """
    outcomes = []
    for whole in (earlier, later):
        items = tuple(whole.items.values())
        check_pins(items, texts)
        outcomes.append(score_stored(items, dict(whole.views), texts))
    return compare(*outcomes)


def failing(
    failures: Sequence[Mapping[str, Any]], types: Sequence[str] = (), causes: Sequence[str] = (), words: str = ""
) -> list[Mapping[str, Any]]:
    """Return the failures of a scorecard of these types, with any of these causes, that hold every word.

    A word may stand in the question or in what came; no types, causes or words are all.
    """
    wanted = [normalise(word).casefold() for word in words.split()]
    return [
        one
        for one in failures
        if (not types or one["type"] in types)
        and (not causes or set(causes) & set(one["causes"]))
        and all(word in normalise(f"{one['question']}\n{one['got']}").casefold() for word in wanted)
    ]


def packed(library: Path, run: str) -> bytes:
    """Return a run's files as a zip archive; raises InputError where there is none of that id."""
    folder = _folder(library, run)
    archive = BytesIO()
    with ZipFile(archive, "w", ZIP_DEFLATED) as file:
        for name in FILES:
            if (folder / name).is_file():
                file.write(folder / name, f"{folder.name}/{name}")
    return archive.getvalue()


def take_away(library: Path, run: str) -> None:
    """Delete a run's files, and its folder where nothing else is in it; raises InputError where there is none."""
    folder = _folder(library, run)
    try:
        for name in (SCORECARD, *FILES, ABOUT):
            (folder / name).unlink(missing_ok=True)
    except OSError as error:
        raise InputError(f"the run cannot be deleted ({error.strerror}); see to the folder's permissions") from error
    with suppress(OSError):  # something else lies there, and stays
        folder.rmdir()


def _new_folder(library: Path) -> Path:
    """Make a folder that no other run has; raises InputError where none can be."""
    stamp = datetime.now().strftime(_TIME)
    taken = sum(folder.name.startswith(stamp) for folder in (library / FOLDER).glob(f"{stamp}*"))
    folder = library / FOLDER / (f"{stamp}-{taken + 1}" if taken else stamp)
    open_run(folder)
    return folder


def _folder(library: Path, run: str) -> Path:
    """Return the folder of a run, which is one of those beside the library and no other."""
    folder = library / FOLDER / run
    if folder.parent.resolve() != (library / FOLDER).resolve() or not (folder / SCORECARD).is_file():
        raise InputError(f"no run {run[:40]} is kept beside this library; it may have been deleted")
    return folder


def _changed(folder: Path) -> float:
    try:
        return (folder / SCORECARD).stat().st_mtime
    except OSError:
        return 0.0


@lru_cache(maxsize=512)
def _told(folder: Path, changed: float) -> Run | None:
    """Return a run in short, None where its files are not those of a run."""
    try:
        card = json.loads((folder / SCORECARD).read_text(encoding="utf-8"))
        asked = sha256((folder / QUESTIONS).read_bytes()).hexdigest()
        at = _when(folder, changed)
        return Run(folder.name, _name(folder), at, asked, card["questions"], card[PASSED], card["measures"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _when(folder: Path, changed: float) -> datetime:
    stamp = _STAMP.match(folder.name)
    return datetime.strptime(stamp[0], _TIME) if stamp else datetime.fromtimestamp(changed)


def _name(folder: Path) -> str:
    """Return what a run was called when it was begun, or its folder's name for one that the command wrote."""
    try:
        return str(json.loads((folder / ABOUT).read_text(encoding="utf-8"))["name"])
    except (OSError, ValueError, KeyError, TypeError):
        return folder.name


@lru_cache(maxsize=8)
def _read(folder: Path, changed: float) -> Whole:
    items, views = read_run(folder)
    try:
        card = json.loads((folder / SCORECARD).read_text(encoding="utf-8"))
        return Whole({item.id: item for item in items}, views, {**card, "failures": list(card["failures"])})
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(f"the scorecard of run {folder.name} cannot be read; run the questions again") from error
