"""What changed from one run to another: each measure with its difference, and the questions that turned."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from eval.labels import SURE, chance, percent, points, points_interval, state_and_text
from eval.runs_kept import Run
from eval.scorecard import LOWER
from rag.errors import FazhiError
from rag.pipeline import Desk
from ui.evals.kept import comparison, named
from ui.evals.names import measure_label, type_name
from ui.plain import as_label, shortened
from ui.plots import COLOURS, Share, differences
from ui.telling import told
from ui.words import _, counted

_HEAD, _ROW, _ROWS = 38, 35, 14
_LONGEST = 160

_Row = Mapping[str, Any]


def draw_changes(run: Run, runs: Sequence[Run], desk: Desk) -> None:
    """Draw the choice of an earlier run and what has changed since."""
    others = {one.id: one for one in runs if one.id != run.id}
    if not others:
        st.info(_("只有这一次评测。再运行一次同样的题，就可以在这里对比。"), icon=":material/compare_arrows:")
        return
    alike = [one.id for one in others.values() if one.asked == run.asked and one.at <= run.at]
    chosen = st.selectbox(
        _("与哪一次对比"),
        list(others),
        index=list(others).index(alike[0]) if alike else 0,
        format_func=lambda name: named(others[name]),
        key=f"eval-other-{run.id}",
    )
    try:
        with st.spinner(_("正在对比…")):
            compared = comparison(desk, desk.library.generation, chosen, run.id)
    except FazhiError as error:
        st.error(told(error), icon=":material/error:")
        return
    _draw_compared(compared)


def _draw_compared(compared: _Row) -> None:
    if not compared["questions"]:
        st.info(_("这两次评测没有相同的题，不能对比。"), icon=":material/compare_arrows:")
        return
    _draw_sum(compared)
    measures = {name: one for name, one in compared["measures"].items() if one["difference"] is not None}
    moved = {name: one for name, one in measures.items() if one["difference"]}
    if moved:
        _draw_plot(moved)
    else:
        st.success(_("各项指标都没有变化。"), icon=":material/drag_handle:")
    with st.expander(_("全部指标"), expanded=bool(moved)):
        _draw_measures(measures)
    _draw_turned(compared)


def _draw_sum(compared: _Row) -> None:
    parts = [counted("{count} 道相同的题", compared["questions"])]
    parts += [counted("{count} 题由对转错", compared["lost"]), counted("{count} 题由错转对", compared["gained"])]
    passed = compared["measures"]["passed"]
    parts.append(_("通过率 {before} → {after}").format(**{at: percent(passed[at]) for at in ("before", "after")}))
    st.markdown(f"**{as_label(' · '.join(parts))}**")
    left_out = compared["only_before"] + compared["only_after"] + compared["rewritten"]
    if left_out:
        st.caption(counted("另有 {count} 题只在一次评测里，或题目改过，没有计入。", left_out))


def _verdict(name: str, one: _Row) -> str:
    """Return whether a measure got better or worse beyond chance, in a word."""
    if not one["difference"]:
        return _("没有变化")
    if one["p"] >= SURE:
        return _("可能只是偶然")
    return _("变好") if (one["difference"] < 0) == (name in LOWER) else _("变差")


def _draw_plot(moved: _Row) -> None:
    rows = [
        Share(
            measure_label(name),
            one["difference"],
            one["low"],
            one["high"],
            f"{measure_label(name)} {points(one['difference'])}",
            _verdict(name, one),
        )
        for name, one in moved.items()
    ]
    colours = {_("变好"): COLOURS[2], _("变差"): COLOURS[3], _("可能只是偶然"): COLOURS[7]}
    used = {name: colour for name, colour in colours.items() if any(row.verdict == name for row in rows)}
    st.altair_chart(differences(rows, _("差（百分点）"), used), alt=_("各项指标的差"))


def _draw_measures(measures: _Row) -> None:
    rows = list(measures.items())
    st.dataframe(
        {
            "name": [measure_label(name) for name, _one in rows],
            "before": [percent(one["before"]) for _name, one in rows],
            "after": [percent(one["after"]) for _name, one in rows],
            "difference": [points(one["difference"]) for _name, one in rows],
            "interval": [points_interval(one).replace(" to ", " ~ ") for _name, one in rows],
            "p": [chance(one["p"]) for _name, one in rows],
            "verdict": [_verdict(name, one) for name, one in rows],
            "code": [name for name, _one in rows],
        },
        hide_index=True,
        column_config=_looks(),
        alt=_("各项指标的差"),
    )
    st.caption(_("p 小于 0.05 才算超出偶然；没有按指标的个数校正。"))


def _looks() -> dict[str, Any]:
    column = st.column_config
    return {
        "name": column.TextColumn(_("名称"), width=150, pinned=True),
        "before": column.TextColumn(_("前"), width=70),
        "after": column.TextColumn(_("后"), width=70),
        "difference": column.TextColumn(_("差（百分点）"), width=90),
        "interval": column.TextColumn(_("95% 区间"), width=110),
        "p": column.TextColumn("p", width=70),
        "verdict": column.TextColumn(_("判断"), width=100),
        "code": column.TextColumn(_("代码名"), width=150),
    }


def _draw_turned(compared: _Row) -> None:
    for title, after in ((_("由对转错的题"), False), (_("由错转对的题"), True)):
        turned = [one for one in compared["changed"] if one["after"] is after]
        if turned:
            st.subheader(title, anchor=False)
            st.dataframe(
                {
                    "question": [one["question"] for one in turned],
                    "type": [type_name(one["type"]) for one in turned],
                    "was": [_answer(one["was"]) for one in turned],
                    "now": [_answer(one["now"]) for one in turned],
                },
                hide_index=True,
                height=_HEAD + _ROW * min(_ROWS, len(turned)),
                column_config={
                    "question": st.column_config.TextColumn(_("问题"), width=260, pinned=True),
                    "type": st.column_config.TextColumn(_("题型"), width=100),
                    "was": st.column_config.TextColumn(_("前一次答"), width=320),
                    "now": st.column_config.TextColumn(_("这一次答"), width=320),
                },
                alt=title,
            )


def _answer(got: str) -> str:
    return shortened(" ".join(state_and_text(got)[1].split()), _LONGEST)
