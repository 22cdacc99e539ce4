"""Files on their way into the library: one visitor's batch after another's, each in a job of its own."""

from collections.abc import Iterator, Sequence
from threading import Lock

from rag.intake.unpacking import Given
from rag.intake.uploads import Kept, Taken, take_in
from rag.pipeline import Desk
from ui.jobs import Job, Stopped
from ui.plain import file_name

_TURN = Lock()
_LOOK_S = 0.2
_MOST = 200
_LAST: dict[str, "Adding"] = {}


class Adding:
    """One batch of files; `waiting` while another visitor's goes first."""

    def __init__(self, given: Sequence[Given], desk: Desk) -> None:
        self.waiting = True
        self.job: Job[tuple[Taken, ...]] = Job(lambda job: self._work(job, given, desk))

    def _work(self, job: Job[tuple[Taken, ...]], given: Sequence[Given], desk: Desk) -> tuple[Taken, ...]:
        def watch(files: Sequence[Kept]) -> Iterator[Kept]:
            try:
                yield from job.watch(files, lambda kept: file_name(kept.name))
            except Stopped:
                return

        while not _TURN.acquire(timeout=_LOOK_S):
            if job.stopping:
                return ()
        try:
            self.waiting = False
            return take_in(given, desk, watch)
        finally:
            _TURN.release()


def last_of(visitor: str) -> Adding | None:
    """Return what a visitor gave last, until it was dismissed; a reload of the page loses nothing."""
    return _LAST.get(visitor)


def add(visitor: str, given: Sequence[Given], desk: Desk) -> None:
    """Begin to add files, and go on whatever the visitor does meanwhile."""
    while len(_LAST) >= _MOST:
        _LAST.pop(next(iter(_LAST)))
    _LAST[visitor] = Adding(given, desk)


def dismiss(visitor: str) -> None:
    """Forget what became of the files that a visitor gave last."""
    _LAST.pop(visitor, None)
