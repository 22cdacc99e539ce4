"""The failed questions of a run in a table, narrowed by type, fault and words; one of them is opened."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from eval.labels import state_and_text
from eval.runs_kept import Run, Whole, failing
from rag.pipeline import Desk
from ui.evals.failure import draw_failure
from ui.evals.names import cause_name, type_name
from ui.plain import shortened
from ui.words import _, counted

_HEAD, _ROW, _ROWS = 38, 35, 14
_FAILURE, _OPENED = "failure", "eval-failures-opened"
_LONGEST = 160

_Row = Mapping[str, Any]


def draw_failures(run: Run, whole: Whole, desk: Desk) -> None:
    """Draw the failures of a run, or the one that is open (?failure=ID)."""
    failures: Sequence[_Row] = whole.card["failures"]
    if not failures:
        st.success(_("没有失败的题。"), icon=":material/check_circle:")
        return
    at = next((at for at, one in enumerate(failures) if one["id"] == st.query_params.get(_FAILURE)), None)
    if at is None:
        _draw_list(run, failures)
    else:
        _draw_steps(failures, at)
        draw_failure(run, failures[at], whole, desk)


def _draw_steps(failures: Sequence[_Row], at: int) -> None:
    """Draw the ways back to the list and on to the failures beside this one."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(_("全部失败的题"), icon=":material/arrow_back:", type="tertiary", on_click=_close)
        for word, icon, to in ((_("上一题"), "chevron_left", at - 1), (_("下一题"), "chevron_right", at + 1)):
            there = 0 <= to < len(failures)
            name = failures[to]["id"] if there else ""
            st.button(word, icon=f":material/{icon}:", disabled=not there, on_click=_open, args=(name,))
        st.caption(_("第 {at} 题，共 {total} 题").format(at=at + 1, total=len(failures)))


def _draw_list(run: Run, failures: Sequence[_Row]) -> None:
    found = _ask(run, failures)
    if not found:
        st.info(_("没有符合的题，请放宽条件。"), icon=":material/search_off:")
        return
    st.caption(counted("{count} 题，点一行看详情", len(found)))
    key = f"eval-failures-{run.id}-{len(found)}-{st.session_state.get(_OPENED, 0)}"
    chosen = st.dataframe(
        _columns(found),
        hide_index=True,
        height=_HEAD + _ROW * min(_ROWS, len(found)),
        column_config=_looks(),
        on_select="rerun",
        selection_mode="single-cell",
        placeholder="",
        key=key,
        alt=_("失败的题"),
    )
    if chosen.selection.cells:
        _open(found[chosen.selection.cells[0][0]]["id"])
        st.rerun()
    questions = {one["id"]: one["question"] for one in found}
    picked = st.selectbox(
        _("打开一题"),
        list(questions),
        index=None,
        format_func=lambda name: shortened(questions[name], _LONGEST),
        placeholder=_("也可以在这里选一题打开"),
        key=f"{key}-choice",
        label_visibility="collapsed",
    )
    if picked:
        _open(picked)
        st.rerun()


def _ask(run: Run, failures: Sequence[_Row]) -> list[_Row]:
    """Draw what the table is narrowed by, and return what is left."""
    left, middle, right = st.columns(3)
    types = left.multiselect(
        _("题型"),
        list(dict.fromkeys(one["type"] for one in failures)),
        format_func=type_name,
        placeholder=_("全部"),
        key=f"eval-types-{run.id}",
        persist_state="session",
    )
    causes = middle.multiselect(
        _("失败原因"),
        list(dict.fromkeys(cause for one in failures for cause in one["causes"])),
        format_func=cause_name,
        placeholder=_("全部"),
        key=f"eval-causes-{run.id}",
        persist_state="session",
    )
    words = right.text_input(
        _("查找"),
        placeholder=_("问题或回答中的词"),
        key=f"eval-words-{run.id}",
        type="search",
        persist_state="session",
    )
    return failing(failures, types, causes, words or "")


def _open(name: str) -> None:
    st.query_params[_FAILURE] = name
    st.session_state[_OPENED] = st.session_state.get(_OPENED, 0) + 1


def _close() -> None:
    st.query_params.pop(_FAILURE, None)


def _columns(found: Sequence[_Row]) -> dict[str, list[Any]]:
    return {
        "question": [one["question"] for one in found],
        "type": [type_name(one["type"]) for one in found],
        "why": [_("；").join(map(cause_name, one["causes"])) for one in found],
        "expected": [_("、").join(one["expected"]["values"]) for one in found],
        "got": [shortened(" ".join(state_and_text(one["got"])[1].split()), _LONGEST) for one in found],
    }


def _looks() -> dict[str, Any]:
    column = st.column_config
    return {
        "question": column.TextColumn(_("问题"), width=260, pinned=True),
        "type": column.TextColumn(_("题型"), width=100),
        "why": column.TextColumn(_("失败原因"), width=220),
        "expected": column.TextColumn(_("应答"), width=140),
        "got": column.TextColumn(_("实答"), width=320),
    }
