"""The runs that are kept, in a table: what was asked, when, and what came of it; one is opened from here."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from eval.runs_kept import Run
from ui.evals.kept import named, open_run
from ui.evals.names import HEADLINES, measure_label
from ui.words import _, counted

_HEAD, _ROW, _ROWS = 38, 35, 12
_OPENED = "evals-opened"


def draw_list(runs: Sequence[Run]) -> None:
    """Draw the runs; a line that is clicked opens its run."""
    st.subheader(_("历次评测"), anchor=False)
    key = f"eval-runs-{len(runs)}-{st.session_state.get(_OPENED, 0)}"
    chosen = st.dataframe(
        _columns(runs),
        hide_index=True,
        height=_HEAD + _ROW * min(_ROWS, len(runs)),
        column_config=_looks(),
        on_select="rerun",
        selection_mode="single-cell",
        placeholder="—",
        key=key,
        alt=_("历次评测"),
    )
    if chosen.selection.cells:
        _open(runs[chosen.selection.cells[0][0]].id)
    by_id = {run.id: run for run in runs}
    picked = st.selectbox(
        _("打开一次评测"),
        list(by_id),
        index=None,
        format_func=lambda run: named(by_id[run]),
        placeholder=_("点表中一行，或在这里选一次评测打开"),
        key=f"{key}-choice",
        label_visibility="collapsed",
    )
    if picked:
        _open(picked)


def _open(run: str) -> None:
    st.session_state[_OPENED] = st.session_state.get(_OPENED, 0) + 1
    open_run(run)
    st.rerun()


def _columns(runs: Sequence[Run]) -> dict[str, list[Any]]:
    told: dict[str, list[Any]] = {
        "name": [run.name for run in runs],
        "at": [run.at for run in runs],
        "questions": [run.questions for run in runs],
        "right": [counted("{count} 题通过", run.passed) for run in runs],
    }
    return told | {name: [run.measures.get(name, {}).get("value") for run in runs] for name in HEADLINES}


def _looks() -> dict[str, Any]:
    column = st.column_config
    shares = {name: column.NumberColumn(measure_label(name), format="percent", width=95) for name in HEADLINES}
    return {
        "name": column.TextColumn(_("题集"), width=210, pinned=True),
        "at": column.DatetimeColumn(_("时间"), format="YYYY-MM-DD HH:mm", width=130),
        "questions": column.NumberColumn(_("题数"), width=60),
        "right": column.TextColumn(_("结果"), width=100),
    } | shares
