"""How long an eval takes over a made library: a thousand questions asked and judged, their answers judged again."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.dataset import load
from eval.made.command import made
from eval.questions import Item
from eval.run import ask_all, texts_of
from eval.scorecard import scorecard
from eval.stored import score_stored
from rag import pipeline
from rag.config import Settings
from rag.views import View

_REPORTS, _QUESTIONS, _SEED, _SPLIT = 150, 1_000, 1, "tune"


@dataclass(frozen=True, slots=True)
class Timing:
    """What was timed, how long it took in seconds, what is wanted, and what was seen beside it."""

    name: str
    seconds: float
    goal: str
    beside: str = ""


def eval_timings(work: Path) -> Iterator[Timing]:
    """Make the library in `work`; time its indexing and an eval end to end on the wall, and scoring in CPU time."""
    made(work / "made", _REPORTS, _QUESTIONS, (_SEED, _SPLIT))
    items = load(work / "made" / "questions.jsonl")[:_QUESTIONS]
    with pipeline.Desk.open(Settings(library=work / "made-library"), create=True) as desk:
        done = pipeline.index([work / "made" / "reports"], desk)
        yield Timing(f"{done.added} made reports indexed", done.seconds, "", f"{done.chunks} passages")
        started = time.perf_counter()
        views = ask_all(items, desk)
        _scored(items, views, texts_of(desk))
        wall = time.perf_counter() - started
        median = sorted(view.get("elapsed_ms", 0.0) for view in views)[len(views) // 2]
        yield Timing(f"{len(items)} questions, end to end", wall, "≤ 60 s", f"{median:.0f} ms, the median question")
        texts = texts_of(desk)
    started = time.process_time()
    passed = _scored(items, views, texts)
    yield Timing(f"{len(items)} stored answers scored, CPU", time.process_time() - started, "≤ 2 s", f"{passed} passed")


def _scored(items: Sequence[Item], views: Sequence[View], texts: dict[str, str]) -> int:
    card = scorecard(score_stored(items, {view["id"]: view for view in views}, texts))
    return int(card["passed"])
