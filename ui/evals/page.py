"""The page 评测: an eval begun, the runs that are kept, and one of them opened."""

import streamlit as st

from rag.pipeline import Desk
from ui.access import may_change
from ui.evals.candidates import draw_candidates
from ui.evals.kept import RUN, all_runs, opened
from ui.evals.listing import draw_list
from ui.evals.result import draw_result
from ui.evals.starting import draw_running, draw_start, take_up
from ui.evals.through_time import draw_through_time
from ui.words import _


def draw_evals(desk: Desk) -> None:
    """Draw the run that is open, or what can be run and what was."""
    change = may_change(desk.settings)
    take_up(desk)
    runs = all_runs(desk)
    run = opened(runs)
    if run:
        draw_running(desk)
        draw_result(run, runs, desk, change=change)
        return
    st.title(_("评测"), anchor=False)
    if st.query_params.get(RUN):
        st.warning(_("要打开的评测已不在了，可能已被删除。"))
    busy = draw_running(desk)
    if not runs and not busy:
        st.html(
            f"<p class='fz-welcome'>{_('用有标准答案的题目考一考：答得对不对，引文靠不靠得住，没有的会不会硬答。')}</p>"
        )
    if change and not busy:
        draw_start(desk, first=not runs)
    if runs:
        draw_list(runs)
        draw_through_time(runs)
    elif not change:
        st.info(_("还没有评测结果，请管理报告库的人运行。"), icon=":material/fact_check:")
    draw_candidates(desk)
