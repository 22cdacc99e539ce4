"""Every figure that a report states, in sentences and in tables, with where it stands in the canonical text."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from rag.language.figure_numbers import find_numbers
from rag.language.figures import find_figures, whole_scope
from rag.language.places import find_places
from rag.language.text import Shadow, blanked, normalise, sentences, shadow
from rag.reading.table_heads import UNITS, TableRow
from rag.reading.tables import find_rows
from rag.types import Figure, Heads, Place, Report, Role, Section, StatedFigure

_LONG = 140
_PART = re.compile(r"[^;]*(?:;|$)")
_PLANS = re.compile(
    r"下一步|努力方向|工作打算|工作安排"
    r"|(?:明年|来年|今后|下一?年度?|20\d\d年)[^回顾,;]{0,14}(?:安排|打算|计划|思路|重点|任务|举措)"
)
_UNIT = re.compile(
    r"(?:[(/](?:单位:?)?|单位:)(?P<power>[十百千]?[万亿])?"
    rf"(?P<unit>{UNITS})(?=[) ]|$)"
)
_COUNT = re.compile(r"(件|人次|人|次|家|户|项|份|宗|起|条)数(?:量)?$")
_POWERS = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_CHANGE = re.compile(r"同比|环比|增幅|降幅|增长|增减|变化")
_PREVIOUS = re.compile(r"上年(?!结转)|去年|上一年|上年同期")
_AIM = re.compile(r"目标|计划数|年度任务|指标值")
_PARTS = re.compile(r"[各分按](?:地区|单位|部门|机关|县|市|区|乡镇|镇|街道|辖区|机构)")
_TOTAL = re.compile(r"合计|总计|小计|全(?:市|区|县|省|州|旗)")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:年|$)")


def find_report_figures(report: Report, sections: Sequence[Section]) -> tuple[StatedFigure, ...]:
    """Return the report's figures in the order of its text, furniture left out.

    One in a table has its row's and column's headings as its indicator (行政许可 · 本年处理决定数量), and the unit they
    name; one under a heading of plans is a target; one said of a place below the report's own is of that place.
    """
    rows = [row for row in find_rows(report.extract) if not any(span.holds(row.span) for span in report.furniture)]
    found = [stated for row in rows for stated in _in_row(report.text, row)]
    starts, ends = [row.span.start for row in rows], [row.span.end for row in rows]
    for stated in _in_sentences(report, sections):
        at = bisect_right(starts, stated.figure.span.start) - 1
        if at < 0 or stated.figure.span.start >= ends[at]:
            found.append(stated)
    return tuple(sorted(found, key=lambda one: one.figure.span))


def _in_sentences(report: Report, sections: Sequence[Section]) -> Iterator[StatedFigure]:
    body = shadow(blanked(report.text, report.furniture), report.extract.wrapped)
    own = Place(report.identity.place_path)
    for begin, end, headings in _stretches(body, sections):
        plans = any(_PLANS.search(normalise(heading)) for heading in headings)
        for start, stop in _cut(body.text, begin, end):
            text = body.text[start:stop]
            figures = find_figures(text)
            below = _below(text, own) if figures and own.path else []
            for index, figure in enumerate(figures):
                since = figures[index - 1].span.end if index else 0
                told = _placed(text, figure, since, below)
                if plans and told.role is Role.ACTUAL:
                    told = replace(told, role=Role.TARGET)
                span = body.span(start + figure.span.start, start + figure.span.end)
                told = replace(told, span=span, raw=span.of(report.text))
                yield StatedFigure(told, body.span(start, stop))


def _stretches(body: Shadow, sections: Sequence[Section]) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Yield the ranges of the shadow between the edges of sections, each with its innermost section's headings."""
    edges = sorted({edge for one in sections for edge in (one.span.start, one.span.end)} | {0})
    places = [bisect_left(body.offsets, edge) for edge in edges]
    for edge, begin, end in zip(edges, places, [*places[1:], len(body.text)], strict=True):
        inside = [one for one in sections if one.span.start <= edge < one.span.end]
        if begin < end:
            yield begin, end, inside[-1].headings if inside else ()


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield sentences, those that are long in the parts that `;` makes of them."""
    for begin, stop in sentences(text, start, end):
        if stop - begin <= _LONG:
            yield begin, stop
        else:
            yield from (match.span() for match in _PART.finditer(text, begin, stop) if match.group().strip())


def _below(text: str, own: Place) -> list[tuple[int, str]]:
    """Return the places below the report's own that a sentence names, and where."""
    return [
        (mention.start, mention.name)
        for mention in find_places(text)
        if any(place != own and place.within(own) for place in mention.candidates)
    ]


def _placed(text: str, figure: Figure, since: int, below: Sequence[tuple[int, str]]) -> Figure:
    """Give a figure the place below that its clause opens with (海陵区出庭应诉率93.4%)."""
    clause = max(since, max(text.rfind(mark, 0, figure.span.start) for mark in ",;。:") + 1)
    opens = re.compile(r"[、和及与]|其中|以及")
    while match := opens.match(text, clause):
        clause = match.end()
    named = [name for at, name in below if at == clause]
    return replace(figure, scope=named[0]) if named and whole_scope(figure.scope) else figure


def _in_row(text: str, row: TableRow) -> Iterator[StatedFigure]:
    for entry in row.entries:
        dark = shadow(entry.span.of(text))
        for number in find_numbers(dark.text, row=True):
            unit, factor = (number.unit, Decimal(1)) if number.unit else _unit(entry.heads)
            span = dark.span(number.span.start, number.span.end).shifted(entry.span.start)
            yield StatedFigure(
                Figure(
                    span=span,
                    raw=span.of(text),
                    value=(number.value * factor).normalize() + 0,
                    unit=unit,
                    approximate=number.approximate,
                    role=_role(entry.heads),
                    indicator=" · ".join(dict.fromkeys(filter(None, (entry.heads.row, entry.heads.column)))),
                    scope=_scope(entry.heads),
                    year=_year(entry.heads),
                ),
                row.span,
                entry.heads,
            )


def _unit(heads: Heads) -> tuple[str, Decimal]:
    """Return the unit that a cell's headings name, and what one of it is worth (万元: 10000 元)."""
    for heading in (heads.column, heads.row, heads.caption):
        told = _UNIT.search(heading)
        if told:
            return told["unit"], Decimal(_worth(told["power"] or ""))
        counted = _COUNT.search(heading)
        if counted:
            return counted[1], Decimal(1)
    return "", Decimal(1)


def _worth(powers: str) -> int:
    worth = 1
    for power in powers:
        worth *= _POWERS[power]
    return worth


def _role(heads: Heads) -> Role:
    for heading in (heads.column, heads.row):
        for sign, role in ((_CHANGE, Role.CHANGE), (_PREVIOUS, Role.PREVIOUS), (_AIM, Role.TARGET)):
            if sign.search(heading):
                return role
    return Role.ACTUAL


def _scope(heads: Heads) -> str | None:
    """Return whom a row is of where its table lists places or bodies; None for their sum."""
    lists = _PARTS.search(heads.caption) or re.search(r"(?:局|委|厅|街道|镇|乡|区|县|市)$", heads.row)
    return heads.row if lists and not _TOTAL.search(heads.row) else None


def _year(heads: Heads) -> int | None:
    named = (_YEAR.search(heading) for heading in (heads.column, heads.row, heads.caption))
    return next((int(one[1]) for one in named if one), None)
