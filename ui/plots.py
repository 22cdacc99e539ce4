"""The plots of the page; the door to altair.

All are drawn in colours that stand out on light and on dark ground alike, and on a ground that is the page's own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TypeVar

import altair as alt

COLOURS = (
    "#2f7ec2",
    "#c8691c",
    "#2e9467",
    "#c24e55",
    "#8766c4",
    "#96783f",
    "#c15d9b",
    "#6c7f8f",
    "#8b9429",
    "#1f94a6",
)
"""Told apart by colour-blind readers in this order, each at least 3 : 1 against white and against near-black."""

Chart = alt.Chart | alt.LayerChart
Plot = TypeVar("Plot", alt.Chart, alt.LayerChart)

FONT = "'Noto Sans CJK SC', 'Source Han Sans SC', 'PingFang SC', 'Microsoft YaHei', sans-serif"
_BAR, _STEP, _ROW = 18, 30, 24
_HEIGHT = 320
_ROOM = 1.18
_LONGEST_NAME_PX, _NAME_PX = 150, 125


@dataclass(frozen=True, slots=True)
class Mark:
    """One value of a plot: whose it is, of which year, its number, how it was printed, and where it stands."""

    name: str
    year: int
    value: float
    printed: str
    source: str


@dataclass(frozen=True, slots=True)
class Labels:
    """What a plot calls its parts, in the reader's language; `value` names the measure with its unit."""

    name: str
    year: str
    value: str
    printed: str
    source: str


@dataclass(frozen=True, slots=True)
class Share:
    """A share, or a difference of two, with its interval; `told` is its tooltip, `verdict` what has a colour."""

    name: str
    value: float
    low: float
    high: float
    told: str
    verdict: str = ""


@dataclass(frozen=True, slots=True)
class Moment:
    """A share from 0 to 1 with its interval as it stood at one time."""

    at: datetime
    value: float
    low: float
    high: float
    told: str


def trend(marks: Sequence[Mark], labels: Labels) -> alt.Chart:
    """Return a line for each name over the years; each point tells its value and its source."""
    lines: alt.Chart = (
        alt.Chart(_data(marks))
        .mark_line(strokeWidth=2.5, point=alt.OverlayMarkDef(size=70, filled=True))
        .encode(
            x=alt.X("year:O", title=None, axis=alt.Axis(labelAngle=0, labelOverlap=True)),
            y=alt.Y("value:Q", title=None, scale=alt.Scale(zero=False, nice=True)),
            color=alt.Color("name:N", title=None, scale=alt.Scale(range=list(COLOURS)), sort=_names(marks)),
            tooltip=_told(labels),
        )
        .properties(height=_HEIGHT)
    )
    return styled(lines)


def ranking(marks: Sequence[Mark], labels: Labels) -> alt.LayerChart:
    """Return a bar for each name, in the order of the marks; each bar tells its value and its source."""
    data = _data(marks)
    bars = alt.Chart(data).encode(
        y=alt.Y("name:N", title=None, sort=_names(marks), axis=alt.Axis(labelLimit=_LONGEST_NAME_PX)),
        x=alt.X("value:Q", axis=None, scale=alt.Scale(domain=_roomy(marks))),
        tooltip=_told(labels),
    )
    figures = bars.mark_text(align="left", dx=5, color="#7d8590").encode(text="printed:N")
    drawn: alt.LayerChart = bars.mark_bar(size=_BAR, color=COLOURS[0], cornerRadiusEnd=3) + figures
    sized: alt.LayerChart = drawn.properties(height=alt.Step(_STEP))
    return styled(sized)


def dots(rows: Sequence[Share], axis: str) -> alt.LayerChart:
    """Return shares below one another, each a dot on the line of its interval."""
    base = _listed(rows).encode(tooltip=alt.Tooltip("told:N", title=" "))
    line = base.mark_rule(strokeWidth=2.5, opacity=0.5, color=COLOURS[0]).encode(x=_share(axis, "low:Q"), x2="high:Q")
    dot = base.mark_circle(size=80, opacity=1, color=COLOURS[0]).encode(x=_share(axis))
    return styled(alt.LayerChart(layer=[line, dot]))


def bars(rows: Sequence[Share], axis: str) -> alt.LayerChart:
    """Return shares as bars below one another, each with the line of its interval."""
    base = _listed(rows).encode(tooltip=alt.Tooltip("told:N", title=" "))
    bar = base.mark_bar(height=14, opacity=0.8, color=COLOURS[0], cornerRadiusEnd=3).encode(x=_share(axis))
    line = base.mark_rule(strokeWidth=2, color=COLOURS[1]).encode(x=_share(axis, "low:Q"), x2="high:Q")
    return styled(alt.LayerChart(layer=[bar, line]))


def differences(rows: Sequence[Share], axis: str, colours: Mapping[str, str]) -> alt.LayerChart:
    """Return differences below one another around none; `colours` has one for each verdict, in the legend's order."""
    colour = alt.Color("verdict:N", title=None, scale=alt.Scale(domain=list(colours), range=list(colours.values())))
    base = _listed(rows).encode(color=colour, tooltip=alt.Tooltip("told:N", title=" "))
    ends = alt.X("low:Q", title=axis, axis=alt.Axis(format="+.0%", tickCount=5))
    line = base.mark_rule(strokeWidth=2.5, opacity=0.6).encode(x=ends, x2="high:Q")
    dot = base.mark_circle(size=80, opacity=1).encode(x="value:Q")
    none = alt.Chart(alt.InlineData(values=[{"none": 0}])).mark_rule(strokeDash=[4, 3], color="#7d8590")
    return styled(alt.LayerChart(layer=[none.encode(x="none:Q"), line, dot]))


def moments(rows: Sequence[Moment], axis: str) -> alt.LayerChart:
    """Return a share through time: a line, and an upright one for each interval."""
    values = [asdict(row) | {"at": row.at.isoformat()} for row in rows]
    base = alt.Chart(alt.InlineData(values=values), height=240).encode(
        x=alt.X("at:T", title=None, axis=alt.Axis(labelOverlap=True, format="%m-%d %H:%M")),
        tooltip=alt.Tooltip("told:N", title=" "),
    )
    scale = alt.Scale(zero=False, nice=True, domainMax=1)
    ends = alt.Y("low:Q", title=axis, scale=scale, axis=alt.Axis(format=".0%"))
    upright = base.mark_rule(strokeWidth=2.5, opacity=0.5, color=COLOURS[0]).encode(y=ends, y2="high:Q")
    line = base.mark_line(strokeWidth=2, color=COLOURS[0], point=alt.OverlayMarkDef(size=70, color=COLOURS[0]))
    return styled(alt.LayerChart(layer=[upright, line.encode(y=alt.Y("value:Q", scale=scale))]))


def styled(chart: Plot) -> Plot:
    """Return a chart in the style of the page: its fonts, quiet lines, names under the plot and none cut off."""
    made: Plot = (
        chart.configure(font=FONT, background="transparent")
        .configure_axis(gridOpacity=0.35, domainOpacity=0.5, labelFontSize=12)
        .configure_legend(orient="bottom", columns=4, labelLimit=_LONGEST_NAME_PX, labelFontSize=12)
        .configure_view(strokeWidth=0)
    )
    return made


def _data(marks: Sequence[Mark]) -> alt.InlineData:
    rows = [
        {"name": one.name, "year": one.year, "value": one.value, "printed": one.printed, "source": one.source}
        for one in marks
    ]
    return alt.InlineData(values=rows)


def _roomy(marks: Sequence[Mark]) -> list[float]:
    """Return a range from nought that leaves room for a figure beside the longest bar."""
    values = [one.value for one in marks]
    return [min(0.0, *values) * _ROOM, max(0.0, *values) * _ROOM]


def _names(marks: Sequence[Mark]) -> list[str]:
    return list(dict.fromkeys(one.name for one in marks))


def _told(labels: Labels) -> list[alt.Tooltip]:
    return [
        alt.Tooltip("name:N", title=labels.name),
        alt.Tooltip("year:O", title=labels.year),
        alt.Tooltip("printed:N", title=labels.printed),
        alt.Tooltip("source:N", title=labels.source),
    ]


def _listed(rows: Sequence[Share]) -> alt.Chart:
    """Return a plot with a line of its own for each row, in their order."""
    names = alt.Axis(title=None, labelLimit=_LONGEST_NAME_PX, labelPadding=6, minExtent=_NAME_PX)
    data = alt.InlineData(values=[asdict(row) for row in rows])
    return alt.Chart(data, height=alt.Step(_ROW)).encode(y=alt.Y("name:N", sort=None, axis=names))


def _share(axis: str, field: str = "value:Q") -> alt.X:
    return alt.X(field, title=axis, scale=alt.Scale(domain=[0, 1]), axis=alt.Axis(format=".0%", tickCount=5))
