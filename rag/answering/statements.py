"""A report as a list of statements: sentences, or the parts of very long ones, each under its headings."""

import re
from dataclasses import dataclass
from enum import StrEnum

from rag.language.text import Shadow, normalise, sentences, shadow
from rag.types import Report, ReportCard, Section, Span

_LONG = 140
_PART = re.compile(r"[^;]*(?:;|$)")
_PLAN = re.compile(
    r"下一?步|下一?年|下一?阶段|明年|来年|今后|打算|工作思路|工作计划|(?:工作|主要|重点)安排|努力方向|20\d\d年.{0,12}(?:安排|打算|计划|重点|目标|任务|建议|部署)|总体要求.*(?:目标|任务)|改进措施|(?:目标|任务)和(?:要求|措施)"
)
_PROBLEM = re.compile(r"问题|不足|困难|短板|薄弱|差距|挑战(?!杯)|原因")
_ONWARD = re.compile(r"下一?步|下一?阶段|今后|明年|来年|接下来|20\d\d年,?.{0,12}(?:将|要)|针对.{0,12}问题")
_LOOKING_BACK = re.compile(r"回顾|成效|成绩|进展|(?:工作|落实|推进|整改|建设)情况|主要(?:举措|做法)")


class Part(StrEnum):
    """Which part of a report a statement stands in."""

    HEAD = "head"
    RESULTS = "results"
    PROBLEMS = "problems"
    PLANS = "plans"


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of a report in normalised form, with what stands before it and the headings above it.

    `start` and `end` count in the report's shadow; `before` is the statement before it under the same headings.
    """

    text: str
    start: int
    end: int
    headings: tuple[str, ...]
    before: str
    part: Part


@dataclass(frozen=True, slots=True)
class Reading:
    """A report read for answering: its card, its shadow, its statements in order, and its sections."""

    card: ReportCard
    report: Report
    shadow: Shadow
    statements: tuple[Statement, ...]
    sections: tuple[Section, ...]

    def quote_span(self, start: int, end: int) -> Span:
        """Return the range of the canonical text that a range of the shadow came from."""
        return self.shadow.span(start, end)


def read_statements(card: ReportCard, report: Report, sections: tuple[Section, ...]) -> Reading:
    """Cut a report into its statements, furniture left out."""
    dark = shadow(report.text, report.extract.wrapped)
    statements: list[Statement] = []
    planned: tuple[str, ...] | None = None
    for start, end, headings in _stretches(dark, sections):
        before = ""
        part = Part.PLANS if planned and headings[:1] == planned else part_of(headings)
        for begin, stop in _cut(dark.text, start, end):
            span = dark.span(begin, stop)
            if any(furniture.start < span.end and span.start < furniture.end for furniture in report.furniture):
                continue
            text = dark.text[begin:stop]
            if part is Part.PROBLEMS and _goes_on_to_plans(text, headings):
                part, planned = Part.PLANS, headings[:1]
            statements.append(Statement(text, begin, stop, headings, before, part))
            before = text
    return Reading(card, report, dark, tuple(statements), sections)


def part_of(headings: tuple[str, ...]) -> Part:
    """Tell from its outermost heading that says so whether a statement reports results, problems or plans."""
    for heading in headings[:2]:
        plans, problems = _tells_of(heading)
        if plans != problems:
            return Part.PLANS if plans else Part.PROBLEMS
    if any(all(_tells_of(heading)) for heading in headings[:2]):
        return Part.PROBLEMS
    return Part.RESULTS if headings else Part.HEAD


def _tells_of(heading: str) -> tuple[bool, bool]:
    """Tell whether a heading is of plans and whether of problems; 存在的问题和下一步打算 is of both."""
    plans = _PLAN.search(heading) is not None and not _LOOKING_BACK.search(heading)
    return plans, _PROBLEM.search(heading) is not None and not re.search(r"解决|整改|化解|推动", heading)


def _goes_on_to_plans(text: str, headings: tuple[str, ...]) -> bool:
    """Tell whether a sentence under a heading of problems and plans is the first of the plans."""
    return _ONWARD.match(text) is not None and any(all(_tells_of(heading)) for heading in headings[:2])


def _stretches(dark: Shadow, sections: tuple[Section, ...]) -> list[tuple[int, int, tuple[str, ...]]]:
    """Return the ranges of the shadow between section starts, each with the headings of its innermost section."""
    starts = sorted({section.span.start for section in sections} | {section.span.end for section in sections} | {0})
    where = _positions(dark, starts)
    bounds = [*zip(starts, where, strict=True)]
    stretches = []
    for (at, begin), (_, stop) in zip(bounds, [*bounds[1:], (0, len(dark.text))], strict=True):
        inside = [section for section in sections if section.span.start <= at < section.span.end]
        innermost = max(inside, key=lambda section: (section.level, section.span.start), default=None)
        headings = tuple(map(normalise, innermost.headings)) if innermost else ()
        if begin < stop:
            stretches.append((begin, stop, headings))
    return stretches


def _positions(dark: Shadow, originals: list[int]) -> list[int]:
    """Return where in the shadow each position of the original begins; both lists ascend."""
    positions = []
    at = 0
    for original in originals:
        while at < len(dark.offsets) and dark.offsets[at] < original:
            at += 1
        positions.append(at)
    return positions


def _cut(text: str, start: int, end: int) -> list[tuple[int, int]]:
    pieces = []
    for begin, stop in sentences(text, start, end):
        if stop - begin <= _LONG:
            pieces.append((begin, stop))
            continue
        pieces += [match.span() for match in _PART.finditer(text, begin, stop) if match.group().strip()]
    return pieces
