"""Questions a line, answers a line: JSON Lines in and out, in order, a bad line costing only itself."""

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

from rag.config import Settings
from rag.errors import InputError
from rag.explained import explain as explain_answer
from rag.explained import explained_view
from rag.pipeline import Desk, ask
from rag.views import View, answer_view


@dataclass(frozen=True, slots=True)
class Line:
    """A question as a batch gives it, under the id that its answer is to have (None: the answer's own)."""

    id: str | int | None
    question: str
    history: tuple[str, ...]


def opened(batch: str) -> AbstractContextManager[BinaryIO]:
    """Open the file of a batch, or standard input for `-`; raises InputError where it cannot be read."""
    if batch == "-":
        return nullcontext(sys.stdin.buffer)
    try:
        return Path(batch).open("rb")
    except OSError as error:
        raise InputError(f"{batch} cannot be read ({error.strerror}); give a file of questions, or -") from error


def answer_lines(
    lines: Iterable[bytes], desk: Desk, today: date | None = None, *, explain: bool = False
) -> Iterator[View]:
    """Yield an *answer* for each line under its id, or `{"id", "error"}` for one that is no question.

    Each has what decided it where that is to be explained. Blank lines are passed over. Raises LibraryError or
    ModelError where no line can be answered at all.
    """
    desk.embedder  # noqa: B018 a library made with another model is told once, before the first line
    for number, raw in enumerate(lines, 1):
        if raw.strip():
            yield _answered(number, raw, desk, today, explain)


def _answered(number: int, raw: bytes, desk: Desk, today: date | None, explain: bool) -> View:
    line_id = None
    try:
        values = _object(raw)
        line_id = _line_id(values)
        line = _line(values, line_id, desk.settings)
        view = _view(line, desk, today, explain)
    except InputError as error:
        return {"id": line_id, "error": f"line {number}: {error}"}
    return view if line.id is None else {**view, "id": line.id}


def _view(line: Line, desk: Desk, today: date | None, explain: bool) -> View:
    if explain:
        return explained_view(explain_answer(line.question, desk, history=line.history, today=today))
    return answer_view(ask(line.question, desk, history=line.history, today=today))


def _object(raw: bytes) -> dict[str, Any]:
    try:
        values = json.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise InputError('it is no JSON in UTF-8; write {"id": "1", "question": "…"} on a line') from error
    if not isinstance(values, dict):
        raise InputError('it is no JSON object; write {"id": "1", "question": "…"} on a line')
    return values


def _line_id(values: dict[str, Any]) -> str | int | None:
    line_id = values.get("id")
    if isinstance(line_id, bool) or not isinstance(line_id, str | int | None):
        raise InputError("its id is neither a string nor a whole number; give it as one of them")
    return line_id


def _line(values: dict[str, Any], line_id: str | int | None, settings: Settings) -> Line:
    question, history = values.get("question"), values.get("history") or []
    if not isinstance(question, str):
        raise InputError('it has no question; give one as a string: {"id": "1", "question": "…"}')
    if not isinstance(history, list) or not all(isinstance(earlier, str) for earlier in history):
        raise InputError("its history is no list of strings; give the person's earlier questions, oldest first")
    longest = settings.answering.question
    if any(len(earlier) > longest for earlier in history):
        raise InputError(f"its history holds a question of over {longest} characters; shorten it")
    return Line(line_id, question, tuple(history))
