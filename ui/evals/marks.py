"""The scorecard of a run: what matters first in large figures, then every measure with its interval, then the types."""

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from eval.labels import hits, interval, percent
from ui.evals.kept import share_told
from ui.evals.names import HEADLINES, measure_groups, measure_label, measure_meaning, type_name
from ui.plain import as_html
from ui.plots import Share, bars, dots
from ui.words import _, counted

_Row = Mapping[str, Any]


def draw_marks(card: _Row) -> None:
    """Draw a scorecard."""
    measures = card["measures"]
    _draw_headlines(measures)
    if not card["questions"]:
        return
    st.subheader(_("各类题的通过率"), anchor=False)
    shares = [_share(type_name(name), share) for name, share in card["by_type"].items()]
    st.altair_chart(bars(shares, _("通过率")), alt=_("各类题的通过率"))
    _draw_table(_("各类题的数值"), card["by_type"], type_name)
    st.subheader(_("全部指标"), anchor=False)
    st.caption(_("点是比例，线是 95% 区间；带 ↓ 的越低越好。"))
    for title, names in measure_groups().items():
        rows = [_share(measure_label(name), measures[name]) for name in names if measures.get(name, {}).get("n")]
        if rows:
            st.markdown(f"**{title}**")
            st.altair_chart(dots(rows, _("比例")), alt=title)
    _draw_table(_("全部指标的数值"), {name: one for name, one in measures.items() if one["n"]}, measure_label)


def _draw_headlines(measures: _Row) -> None:
    cards = "".join(_headline(name, measures[name]) for name in HEADLINES)
    st.html(f"<div class='fz-marks'>{cards}</div>")


def _headline(name: str, share: _Row) -> str:
    """Return one of the measures that matter most: its value, its interval and n, and what it is."""
    if share["n"]:
        words = _("95% 区间 {interval} · {hits}/{n}")
        known = words.format(interval=interval(share), hits=hits(share), n=f"{share['n']:,}")
    else:
        known = _("这组题没有用到")
    return (
        f"<section><h2>{as_html(measure_label(name))} <code>{as_html(name)}</code></h2>"
        f"<b>{as_html(percent(share['value']))}</b><span>{as_html(known)}</span>"
        f"<p>{as_html(measure_meaning(name))}</p></section>"
    )


def _share(name: str, share: _Row) -> Share:
    return Share(name, share["value"], share["low"], share["high"], f"{name} {share_told(share)}")


def _draw_table(title: str, shares: _Row, called: Callable[[str], str]) -> None:
    with st.expander(title):
        st.dataframe(
            {
                "name": [called(name) for name in shares],
                "code": list(shares),
                "value": [percent(one["value"]) for one in shares.values()],
                "interval": [interval(one) for one in shares.values()],
                "n": [one["n"] for one in shares.values()],
            },
            hide_index=True,
            column_config=_looks(),
            alt=counted("{count} 行数值", len(shares)),
        )


def _looks() -> dict[str, Any]:
    column = st.column_config
    return {
        "name": column.TextColumn(_("名称"), width=170),
        "code": column.TextColumn(_("代码名"), width=160),
        "value": column.TextColumn(_("比例"), width=80),
        "interval": column.TextColumn(_("95% 区间"), width=120),
        "n": column.NumberColumn("n", width=60),
    }
