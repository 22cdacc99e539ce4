"""A measure through the runs of one set, as a plot over time."""

from collections.abc import Sequence

import streamlit as st

from eval.runs_kept import Run
from eval.scorecard import NAMES
from ui.evals.kept import share_told, when
from ui.evals.names import measure_label
from ui.plots import Moment, moments
from ui.words import _, counted


def draw_through_time(runs: Sequence[Run]) -> None:
    """Draw how a measure went over the runs of a set that was run more than once; nothing where none was."""
    sets: dict[str, list[Run]] = {}
    for run in runs:
        sets.setdefault(run.asked, []).append(run)
    several = {asked: each for asked, each in sets.items() if len(each) > 1}
    if not several:
        return
    st.subheader(_("同一题集的变化"), anchor=False)
    left, right = st.columns(2)
    asked = left.selectbox(
        _("题集"),
        list(several),
        format_func=lambda asked: f"{several[asked][0].name} · {counted('{count} 次', len(several[asked]))}",
        key="eval-time-set",
    )
    measured = [name for name in NAMES if any(run.measures.get(name, {}).get("n") for run in several[asked])]
    name = right.selectbox(_("指标"), measured, format_func=measure_label, key="eval-time-measure")
    _draw(several[asked], name)


def _draw(runs: Sequence[Run], name: str) -> None:
    shares = [(run, dict(run.measures.get(name, {}))) for run in runs]
    rows = [
        Moment(run.at, share["value"], share["low"], share["high"], f"{when(run.at)} {share_told(share)}")
        for run, share in shares
        if share.get("n")
    ]
    title = measure_label(name)
    st.altair_chart(moments(rows, title), alt=_("{measure}在历次评测中的变化").format(measure=title))
