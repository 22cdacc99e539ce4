"""A table in the making: beside the page, with progress; one that was made is kept for all who choose the same."""

import time

import streamlit as st

from rag.answering.table import Table
from rag.pipeline import Desk
from rag.tables import make_table
from ui.figures.choice import Choice
from ui.jobs import Job, Progress, watched
from ui.telling import told
from ui.words import _

_AT_ONCE_S = 0.8
_LOOK_S = 0.02


def made(choice: Choice, desk: Desk) -> Table | None:
    """Return the table, None while it is made or where it cannot be; draws which of them."""
    job = _job(choice, desk.library.generation, str(desk.library.folder), desk)
    until = time.monotonic() + _AT_ONCE_S
    while job.running and time.monotonic() < until:
        time.sleep(_LOOK_S)
    if job.running:
        watched(job, _progress)
        st.button(_("停止"), icon=":material/stop_circle:", on_click=job.stop)
        return None
    if job.error:
        _job.clear(choice, desk.library.generation, str(desk.library.folder), desk)
        _draw_error(job)
        return None
    return job.result


def _draw_error(job: Job[Table]) -> None:
    if not job.stopping:
        st.warning(told(job.error), icon=":material/error:")
        return
    st.info(_("已停止。可以少选一些地方、年份或指标。"), icon=":material/stop_circle:")
    st.button(_("重新制表"), icon=":material/refresh:")


def _progress(progress: Progress) -> str:
    if not progress.total:
        return _("正在准备…")
    return _("正在制表：第 {at} 行，共 {total} 行：{name}").format(
        at=progress.done + 1, total=progress.total, name=progress.name
    )


@st.cache_resource(max_entries=32, show_spinner=False)
def _job(choice: Choice, generation: int, folder: str, _desk: Desk) -> Job[Table]:
    def work(job: Job[Table]) -> Table:
        return make_table(
            choice.indicators,
            choice.rows,
            _desk,
            lambda lines: job.watch(lines, lambda line: f"{line.place or ''} {line.year or ''}"),
        )

    return Job(work)
