"""The plots of the page; the door to altair.

All are drawn in colours that stand out on light and on dark ground alike, and on a ground that is the page's own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
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

Plot = TypeVar("Plot", alt.Chart, alt.LayerChart)

FONT = "'Noto Sans CJK SC', 'Source Han Sans SC', 'PingFang SC', 'Microsoft YaHei', sans-serif"
_BAR, _STEP = 18, 30
_HEIGHT = 320
_LONGEST_NAME_PX = 150


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


def trend(marks: Sequence[Mark], labels: Labels) -> alt.Chart:
    """Return a line for each name over the years; each point tells its value and its source."""
    return styled(
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


def ranking(marks: Sequence[Mark], labels: Labels) -> alt.LayerChart:
    """Return a bar for each name, in the order of the marks; each bar tells its value and its source."""
    data = _data(marks)
    bars = alt.Chart(data).encode(
        y=alt.Y("name:N", title=None, sort=_names(marks), axis=alt.Axis(labelLimit=_LONGEST_NAME_PX)),
        x=alt.X("value:Q", title=None, scale=alt.Scale(zero=True)),
        tooltip=_told(labels),
    )
    figures = bars.mark_text(align="left", dx=5, color="#7d8590").encode(text="printed:N")
    drawn = bars.mark_bar(size=_BAR, color=COLOURS[0], cornerRadiusEnd=3) + figures
    return styled(drawn.properties(height=alt.Step(_STEP)))


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


def _names(marks: Sequence[Mark]) -> list[str]:
    return list(dict.fromkeys(one.name for one in marks))


def _told(labels: Labels) -> list[alt.Tooltip]:
    return [
        alt.Tooltip("name:N", title=labels.name),
        alt.Tooltip("year:O", title=labels.year),
        alt.Tooltip("printed:N", title=labels.printed),
        alt.Tooltip("source:N", title=labels.source),
    ]
