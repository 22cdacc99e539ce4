"""Something long that runs beside the page: started by one visitor, watched while it goes on, its end told."""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from threading import Event, Thread
from typing import Generic, TypeVar

import streamlit as st

from rag.errors import FazhiError
from ui.plain import as_label, shortened
from ui.words import _

_LOOK_S = 0.5
_LONGEST_NAME = 40

T = TypeVar("T")
Item = TypeVar("Item")


class Stopped(FazhiError):
    """A job was told to stop."""


@dataclass(slots=True)
class Progress:
    """How far a job is: `done` of `total` things, and the name of the one in hand; `total` is 0 until it is known."""

    done: int = 0
    total: int = 0
    name: str = ""


class Job(Generic[T]):
    """Work in a thread of its own; `result` is what it came to, `error` the line that says why it came to nothing."""

    def __init__(self, work: Callable[["Job[T]"], T]) -> None:
        self.progress = Progress()
        self.result: T | None = None
        self.error = ""
        self._ended, self._stop = Event(), Event()
        Thread(target=self._run, args=(work,), daemon=True).start()

    @property
    def running(self) -> bool:
        """Whether it goes on."""
        return not self._ended.is_set()

    @property
    def stopping(self) -> bool:
        """Whether it was told to stop."""
        return self._stop.is_set()

    def stop(self) -> None:
        """End it before the next thing it takes in hand."""
        self._stop.set()

    def watch(self, things: Sequence[Item], name: Callable[[Item], str] = str) -> Iterator[Item]:
        """Yield things one by one and keep the progress; raises Stopped where the job was told to stop."""
        self.progress = Progress(total=len(things))
        for done, thing in enumerate(things):
            if self._stop.is_set():
                raise Stopped(_("已停止。"))
            self.progress = Progress(done, len(things), name(thing))
            yield thing
        self.progress = Progress(len(things), len(things))

    def _run(self, work: Callable[["Job[T]"], T]) -> None:
        try:
            self.result = work(self)
        except FazhiError as error:
            self.error = str(error)
        except OSError as error:
            self.error = f"nothing can be kept beside the library ({error.strerror}): see to space and permissions"
        except Exception:
            logging.getLogger(__name__).exception("a job of the page failed")
            self.error = "something went wrong: the server's log says what; try again"
        finally:
            self._ended.set()


def watched(job: Job[T], words: Callable[[Progress], str]) -> None:
    """Draw a running job's progress again and again, and the whole page once it has ended."""

    @st.fragment(run_every=_LOOK_S)
    def draw() -> None:
        if not job.running:
            st.rerun()
        now = job.progress
        st.progress(now.done / now.total if now.total else 0.0, as_label(shortened(words(now), 2 * _LONGEST_NAME)))

    draw()


Watch = Callable[[Sequence[Item]], Iterable[Item]]
