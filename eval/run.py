"""Asking the questions of a dataset, one after the other, and scoring what comes back."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread

from eval.answers import StoredAnswer
from eval.dataset import Texts, check_pins
from eval.overlay import overlaid, overlay_files
from eval.questions import Item
from eval.scorecard import Outcome, score
from rag.errors import FazhiError
from rag.pipeline import Desk, ask
from rag.views import View, answer_view, passage_view

SECONDS = 30.0
"""How long a question may take before it counts as one that was never answered."""

Watch = Callable[[Sequence[Item]], Iterable[Item]]


@dataclass(frozen=True, slots=True)
class Result:
    """The answer to a question as it is stored, `{"id", "error"}` where none came, and what it came to."""

    view: View
    outcome: Outcome


def run(items: Sequence[Item], desk: Desk, watch: Watch = iter) -> list[Result]:
    """Ask each question and score what came back, in order; raises InputError for a dataset of another library."""
    texts = texts_of(desk)
    check_pins(items, texts)
    views = ask_all(items, desk, watch)
    return [_result(item, view, texts) for item, view in zip(items, views, strict=True)]


def ask_all(items: Sequence[Item], desk: Desk, watch: Watch = iter) -> list[View]:
    """Return the answer to each question, in order, as it is stored; an error is an answer that never came.

    Questions of one overlay are asked together, of one copy of the library; where there can be none, that is the error
    of each. Raises LibraryError where the library was made with another model, which is no fault of the answers.
    """
    desk.embedder  # noqa: B018 opened, and told of, before the first question
    views = {item.id: view for item, view in _asked(items, desk, texts_of(desk), watch)}
    return [views[item.id] for item in items]


def texts_of(desk: Desk) -> dict[str, str]:
    """Return the canonical text of each report of a library by its id."""
    return {card.id: desk.library.text(card.id) for card in desk.library.cards()}


def _asked(items: Sequence[Item], desk: Desk, texts: Texts, watch: Watch) -> Iterator[tuple[Item, View]]:
    grouped: dict[str, list[Item]] = {}
    for item in items:
        grouped.setdefault(item.overlay.model_dump_json() if item.overlay else "", []).append(item)
    rest = iter(watch([item for group in grouped.values() for item in group]))
    for group in grouped.values():
        with ExitStack() as opened:
            try:
                laid: Desk | str = opened.enter_context(overlaid(desk, group[0].overlay, texts))
            except FazhiError as error:
                laid = str(error)
            for _ in group:
                item = next(rest)
                yield item, {"id": item.id, "error": laid} if isinstance(laid, str) else _ask(item, laid)
    next(rest, None)  # lets the watcher see that the last one is done


def _ask(item: Item, desk: Desk) -> View:
    """Return *answer* with its passages, or `{"id", "error"}`.

    A question has a thread of its own, which is left behind where it hangs and keeps nothing from ending.
    """
    came: SimpleQueue[View] = SimpleQueue()
    Thread(target=lambda: came.put(_answered(item, desk)), daemon=True).start()
    try:
        return came.get(timeout=SECONDS)
    except Empty:
        return {"id": item.id, "error": f"no answer within {SECONDS:g} seconds"}


def _answered(item: Item, desk: Desk) -> View:
    try:
        answer = ask(item.question, desk, history=item.history, today=item.today)
        view = answer_view(answer) | {"id": item.id, "passages": [passage_view(one) for one in answer.retrieved]}
        return _placeless(view, desk) if item.overlay else view
    except Exception as error:  # whatever it is, it is this question's failure and no reason to lose the others
        return {"id": item.id, "error": f"{type(error).__name__}: {error}"}


def _placeless(view: View, desk: Desk) -> View:
    """Return an answer whose files of an overlay go by their names: where they lay is gone, and never the same."""
    folder = overlay_files(desk)
    citations = [
        one | {"file": Path(one["file"]).name if folder in Path(one["file"]).parents else one["file"]}
        for one in view["citations"]
    ]
    return view | {"citations": citations}


def _result(item: Item, view: View, texts: Texts) -> Result:
    answer = None if view.get("error") is not None else StoredAnswer.model_validate(view)
    return Result(view, score(item, answer, texts, view.get("error") or ""))
