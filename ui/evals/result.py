"""One run opened: its scorecard, its failures and what changed, each on a leaf of its own."""

from collections.abc import Sequence

import streamlit as st

from eval.runs_kept import Run, Whole, packed, read_kept, take_away
from rag.errors import FazhiError
from rag.pipeline import Desk
from ui.evals.changes import draw_changes
from ui.evals.failures import draw_failures
from ui.evals.kept import close_run, when
from ui.evals.marks import draw_marks
from ui.plain import as_html, as_label
from ui.telling import told
from ui.words import _, counted


def draw_result(run: Run, runs: Sequence[Run], desk: Desk, *, change: bool) -> None:
    """Draw a run with all that can be done with it."""
    st.button(_("全部评测"), icon=":material/arrow_back:", type="tertiary", on_click=close_run)
    _draw_head(run)
    with st.container(horizontal=True):
        _offer(run, desk)
        if change and st.button(_("删除"), icon=":material/delete:"):
            _confirm(run, desk)
    try:
        whole = read_kept(desk.library.folder, run.id)
    except FazhiError as error:
        st.error(told(error))
        return
    _draw_leaves(run, runs, whole, desk)


def _draw_leaves(run: Run, runs: Sequence[Run], whole: Whole, desk: Desk) -> None:
    names = [_("成绩"), counted("失败 {count} 题", len(whole.card["failures"])), _("对比")]
    marks, failures, changes = st.tabs(names, key=f"eval-leaves-{run.id}", on_change="rerun")
    with marks:
        if marks.open:
            draw_marks(whole.card)
    with failures:
        if failures.open:
            draw_failures(run, whole, desk)
    with changes:
        if changes.open:
            draw_changes(run, runs, desk)


def _draw_head(run: Run) -> None:
    parts = (when(run.at), counted("{count} 题", run.questions), counted("{count} 题通过", run.passed))
    st.html(f"<div class='fz-report'><h1>{as_html(run.name)}</h1><p>{as_html(' · '.join(parts))}</p></div>")


def _offer(run: Run, desk: Desk) -> None:
    st.download_button(
        _("下载全部文件"),
        lambda: packed(desk.library.folder, run.id),
        f"fazhi-eval-{run.id}.zip",
        "application/zip",
        icon=":material/download:",
        on_click="ignore",
    )


def _confirm(run: Run, desk: Desk) -> None:
    """Ask in a dialog whether a run is to go; then it goes."""

    @st.dialog(_("删除这次评测？"), icon=":material/delete:")
    def ask() -> None:
        st.markdown(as_label(f"{run.name} · {when(run.at)}"))
        st.markdown(_("题目、回答和成绩都会删除，不能恢复。"))
        with st.container(horizontal=True):
            if st.button(_("删除"), type="primary", key="eval-delete-yes"):
                _delete(run, desk)
            if st.button(_("不删除"), key="eval-delete-no"):
                st.rerun()

    ask()


def _delete(run: Run, desk: Desk) -> None:
    try:
        take_away(desk.library.folder, run.id)
    except FazhiError as error:
        st.error(told(error))
        return
    close_run()
    st.toast(_("已删除这次评测"), icon=":material/check:")
    st.rerun()
