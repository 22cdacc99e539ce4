"""The run that goes on over a library: one at a time, found again by everyone, whatever its starter does meanwhile."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

from eval.questions import Item
from eval.runs_kept import carry_out
from rag.errors import InputError
from rag.pipeline import Desk
from ui.jobs import Job, Progress

_GUARD = Lock()
_RUNNING: dict[str, "Running"] = {}
_FEW = 3


@dataclass
class Running:
    """A run of an eval as a job that comes to the run's id; `name` is what is asked, `visitor` who began it."""

    name: str
    visitor: str
    job: Job[str]
    began: list[float] = field(default_factory=list)

    def left(self, now: Progress) -> float | None:
        """Return how many seconds the rest will take at the pace so far, None while that is not known."""
        if not self.began or now.done < _FEW or not now.total:
            return None
        return (time.monotonic() - self.began[0]) / now.done * (now.total - now.done)


def start(name: str, questions: Callable[[], Sequence[Item]], desk: Desk, visitor: str) -> None:
    """Begin a run over the desk's library; raises InputError while another goes on there."""
    began: list[float] = []

    def work(job: Job[str]) -> str:
        def watch(items: Sequence[Item]) -> Iterator[Item]:
            began.append(time.monotonic())
            yield from job.watch(items, lambda item: item.question)

        return carry_out(name, questions(), desk, watch)

    with _GUARD:
        other = _RUNNING.get(_key(desk.library.folder))
        if other and other.job.running:
            raise InputError("another run goes on over this library; wait until it has ended")
        _RUNNING[_key(desk.library.folder)] = Running(name, visitor, Job(work), began)


def running(library: Path) -> Running | None:
    """Return the run over a library that goes on or ended last, until it was put away."""
    return _RUNNING.get(_key(library))


def put_away(library: Path, run: Running) -> None:
    """Forget a run that has ended; what it came to is kept beside the library."""
    with _GUARD:
        if _RUNNING.get(_key(library)) is run:
            del _RUNNING[_key(library)]


def _key(library: Path) -> str:
    return str(library.absolute())
