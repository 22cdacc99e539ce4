"""The runs beside a library as the page reads them: which one is open, and what is costly read once."""

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any

import streamlit as st

from eval.labels import interval, percent
from eval.run import texts_of
from eval.runs_kept import Run, compared, kept_runs, read_kept
from rag.pipeline import Desk
from ui.words import _

RUN = "run"


def opened(runs: tuple[Run, ...]) -> Run | None:
    """Return the run that the address names (?run=ID), None where it names none that is kept."""
    named = st.query_params.get(RUN)
    return next((run for run in runs if run.id == named), None)


def open_run(run: str) -> None:
    """Open a run with the next drawing of the page."""
    st.query_params[RUN] = run


def close_run() -> None:
    """Go back to the list."""
    st.query_params.pop(RUN, None)


def all_runs(desk: Desk) -> tuple[Run, ...]:
    """Return the runs beside the desk's library, the latest first."""
    return kept_runs(desk.library.folder)


@lru_cache(maxsize=8)
def comparison(desk: Desk, generation: int, earlier: str, later: str) -> dict[str, Any]:
    """Return what changed from one run to another; raises InputError where the library is no longer theirs."""
    folder = desk.library.folder
    return compared(read_kept(folder, earlier), read_kept(folder, later), texts_of(desk))


def when(at: datetime) -> str:
    """Return a day and time as the list has it."""
    return f"{at:%Y-%m-%d %H:%M}"


def named(run: Run) -> str:
    """Return a run's name and time, as it is chosen from a list."""
    return f"{run.name} · {when(run.at)}"


def share_told(share: Mapping[str, Any]) -> str:
    """Return a share with its interval and the number of things it is a share of, in a line."""
    return _("{value}（{interval}，n={n}）").format(
        value=percent(share["value"]), interval=interval(share), n=share["n"]
    )
