"""The plot of an indicator: by year or by place, of values of one unit, with where each stands."""

from collections.abc import Callable, Sequence
from enum import StrEnum

import streamlit as st

from rag.answering.table import Table
from rag.browsing.plotted import Plotted, Point, plotted, ranked, trends
from rag.types import Citation
from ui.labels import year_name
from ui.plain import as_html, as_label, plain, title_of
from ui.plots import Chart, Labels, Mark, ranking, trend
from ui.words import _, counted

_LINES, _BARS = 10, 40
_NAMED = 3


class Shape(StrEnum):
    """What a plot shows."""

    TREND = "trend"
    RANKING = "ranking"


def draw_plot(table: Table) -> None:
    """Draw the plot of one of a table's indicators, what it leaves out, and the sources of what it shows."""
    st.subheader(_("图"), anchor=False)
    indicator = _indicator(table)
    found = plotted(table, indicator)
    if not found.points:
        st.caption(_("没有可以画成图的数值。"))
        return
    shown, left = _draw(found, indicator)
    for words in _left_out(found, left):
        st.caption(words)
    _draw_sources([one.citation for one in shown])


def _indicator(table: Table) -> str:
    if len(table.indicators) == 1:
        return table.indicators[0]
    chosen = st.selectbox(_("画哪个指标"), table.indicators, key="plot-indicator", label_visibility="collapsed")
    return chosen or table.indicators[0]


def _draw(found: Plotted, indicator: str) -> tuple[Sequence[Point], int]:
    """Draw the plot; return the points in it, and how many places there was no room for."""
    years = sorted({one.year for one in found.points}, reverse=True)
    shape = _shape(found)
    if shape is Shape.TREND:
        shown, left = trends(found.points, _LINES)
    else:
        every = ranked(found.points, _year(years))
        shown, left = every[:_BARS], len(every[_BARS:])
    draw: Callable[[Sequence[Mark], Labels], Chart] = trend if shape is Shape.TREND else ranking
    labels = _labels(indicator, found.unit)
    name = _("{indicator}（{unit}）") if found.unit else "{indicator}"
    st.caption(as_label(name.format(indicator=indicator, unit=found.unit)))
    st.altair_chart(draw(_marks(shown), labels), key=f"plot-{shape}", alt=indicator)
    return shown, left


def _year(years: Sequence[int]) -> int:
    """Draw the choice of a year, where there are several."""
    if len(years) == 1:
        return years[0]
    return st.selectbox(_("哪一年"), years, format_func=year_name, key="plot-year", label_visibility="collapsed")


def _shape(found: Plotted) -> Shape:
    """Draw the choice between years and places, where there are several of both."""
    several = len({one.year for one in found.points}) > 1
    if not several:
        return Shape.RANKING
    names = {Shape.TREND: _("逐年变化"), Shape.RANKING: _("各地比较")}
    chosen = st.segmented_control(
        _("图形"),
        list(Shape),
        format_func=names.__getitem__,
        default=Shape.TREND,
        required=True,
        key="plot-shape",
        label_visibility="collapsed",
    )
    return chosen or Shape.TREND


def _marks(points: Sequence[Point]) -> list[Mark]:
    return [
        Mark(
            plain(one.name),
            one.year,
            float(one.figure.figure.value),
            plain("".join(one.figure.figure.raw.split())),
            plain(f"{title_of(one.citation.card)} {one.citation.id}"),
        )
        for one in points
    ]


def _labels(indicator: str, unit: str) -> Labels:
    return Labels(
        _("地方"),
        _("年份"),
        _("{indicator}（{unit}）").format(indicator=indicator, unit=unit) if unit else indicator,
        _("数值"),
        _("出处"),
    )


def _left_out(found: Plotted, left: int) -> list[str]:
    """Return what the plot leaves out, a sentence each."""
    parts = []
    if found.other_units:
        parts.append(counted("另有 {count} 个数值的单位不同，没有画进来。", found.other_units))
    if found.unclear:
        parts.append(counted("另有 {count} 格有多个数值，分不出哪个是全部，没有画进来。", found.unclear))
    if left:
        parts.append(counted("还有 {count} 个地方没有画，可在上面选地方。", left))
    return parts


def _draw_sources(citations: Sequence[Citation]) -> None:
    """Draw the reports that the plot's values stand in, and each citation with a link that opens it."""
    titles = list(dict.fromkeys(title_of(citation.card) for citation in citations))
    named = _("、").join(_("《{title}》").format(title=as_label(title)) for title in titles[:_NAMED])
    rest = counted("等 {count} 份报告", len(titles)) if len(titles) > _NAMED else ""
    st.caption(_("数据来源：{reports}").format(reports=named + rest))
    with st.expander(
        counted("图中数值的 {count} 条引文", len(citations)), on_change="rerun", key="plot-sources"
    ) as folded:
        if folded.open:
            st.html(f"<ol class='fz-checked'>{''.join(map(_source, citations))}</ol>")


def _source(citation: Citation) -> str:
    name = as_html(citation.id)
    quote = as_html("".join(citation.quote.split("\n")))
    link = f"<a href='./?cite={name}' target='_blank' rel='noopener'>{name}</a>"
    return f"<li><p><b>{as_html(title_of(citation.card))}</b></p><q>{quote}</q><small>{link}</small></li>"
