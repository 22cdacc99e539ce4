"""Answers that were stored, and where a run is stored: JSON Lines, an answer a line."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import Any

from pydantic import ValidationError

from eval.answers import StoredAnswer
from eval.dataset import Texts, dump, load
from eval.questions import Item
from eval.scorecard import Outcome, score
from rag.errors import InputError
from rag.views import View

QUESTIONS, ANSWERS, SCORECARD = "questions.jsonl", "answers.jsonl", "scorecard.json"


def read_answers(path: Path) -> dict[str, View]:
    """Return stored answers by their questions' ids, `{"id", "error"}` for one that never came.

    Raises InputError naming the line that is no answer, or that answers a question for the second time.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, ValueError) as error:
        raise InputError(f"{path} cannot be read ({error}); give answers as `fazhi ask --batch` prints them") from error
    views: dict[str, View] = {}
    for number, line in enumerate(lines, 1):
        if line.strip():
            view = _view(line, f"{path}, line {number}")
            if str(view["id"]) in views:
                raise InputError(f"{path}, line {number} answers question {view['id']} again; keep one answer of them")
            views[str(view["id"])] = view
    return views


def score_stored(items: Sequence[Item], views: dict[str, View], texts: Texts) -> list[Outcome]:
    """Return what stored answers come to; a question without one scores zero.

    Where any answer has passages one without has retrieved none: leaving them out where they were bad is no gain.
    """
    bare: View = {"passages": []} if any(view.get("passages") is not None for view in views.values()) else {}
    return [_scored(item, views.get(item.id), texts, bare) for item in items]


def _scored(item: Item, view: View | None, texts: Texts, bare: View) -> Outcome:
    if view is None or view.get("error") is not None:
        return score(item, None, texts, str(view["error"]) if view else "")
    lacking = bare if view.get("passages") is None else {}
    return score(item, StoredAnswer.model_validate(view | lacking), texts)


def read_run(folder: Path) -> tuple[tuple[Item, ...], dict[str, View]]:
    """Return the questions and answers of an earlier run; raises InputError where `folder` holds none."""
    if not (folder / QUESTIONS).is_file():
        raise InputError(f"{folder} holds no earlier run; give the folder that `fazhi eval --out` wrote")
    return load(folder / QUESTIONS), read_answers(folder / ANSWERS)


def open_run(folder: Path) -> None:
    """Make the folder that a run goes to; raises InputError where none can be, or nothing can be written there."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise _unwritable(folder, error) from error


def _unwritable(folder: Path, error: OSError) -> InputError:
    return InputError(f"{folder} cannot be written to ({error.strerror}); give another --out")


def write_run(folder: Path, items: Iterable[Item], views: Iterable[View], files: dict[str, str]) -> None:
    """Write questions, answers, and files by their names into a folder that is there; raises InputError.

    Each file is there whole, and none before all could be written.
    """
    lines = (json.dumps(view, ensure_ascii=False) + "\n" for view in views)
    contents = {QUESTIONS: dump(items), ANSWERS: "".join(lines), **files}
    try:
        with TemporaryDirectory(dir=folder, prefix=".new-") as new:
            for name, content in contents.items():
                (Path(new) / name).write_text(content, encoding="utf-8", errors="backslashreplace", newline="\n")
            _refuse_folders(folder, contents)
            for name in contents:
                (Path(new) / name).replace(folder / name)
    except OSError as error:
        raise _unwritable(folder, error) from error


def _refuse_folders(folder: Path, names: Iterable[str]) -> None:
    for name in names:
        if (folder / name).is_dir():
            raise InputError(f"{folder / name} is a folder, where a file of the run belongs; give another --out")


def dumped(card: dict[str, Any]) -> str:
    """Return a scorecard as the text of its file."""
    return json.dumps(card, ensure_ascii=False, indent=2) + "\n"


def _view(line: str, where: str) -> View:
    try:
        view = json.loads(line)
        if not isinstance(view, dict):
            raise InputError(f"{where} is no JSON object; give an answer a line")
        if not isinstance(view.get("id"), str | int) or isinstance(view["id"], bool):
            raise InputError(f"{where} has no id of a question; give each answer the id of its question")
        if view.get("error") is None:
            StoredAnswer.model_validate(view)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(map(str, first["loc"])) or "the whole"
        raise InputError(
            f"{where} is no answer ({field}: {first['msg']}); see docs/evals.md for what an answer is"
        ) from error
    except (ValueError, RecursionError) as error:
        raise InputError(f"{where} is no JSON ({error}); give an answer a line") from error
    return view
