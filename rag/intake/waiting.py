"""Waiting for one's turn to write a library, instead of being refused because someone else does for a moment."""

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from rag.errors import LibraryBusyError
from rag.library.library import Library

_LOOK_S = 0.05


@contextmanager
def in_turn(library: Library, patience_s: float = 10.0) -> Iterator[None]:
    """Be the library's only writer for the block, having waited for whoever was.

    Raises LibraryBusyError naming the holder once `patience_s` seconds have passed.
    """
    deadline = time.monotonic() + patience_s
    with ExitStack() as held:
        while True:
            try:
                held.enter_context(library.writing())
                break
            except LibraryBusyError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(_LOOK_S)
        yield
