"""A report as a list of statements: sentences, or the parts of very long ones, each under its headings."""

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rag.answering.cells import Told, spoken
from rag.answering.course import Course
from rag.answering.orders import gives_orders
from rag.answering.parts import Part
from rag.language.text import Shadow, blanked, normalise, sentences, shadow
from rag.types import Figure, Report, ReportCard, Section, Span, StatedFigure

_LONG = 140
_PART = re.compile(r"[^;]*(?:;|$)")
_LEADS_IN = re.compile(
    r"(?:如下|以下[^,。:]{1,12}|下列[^,。:]{1,12})?[::]$|如下。?$|以下(?:工作|方面|几个?方面|问题|措施)。?$"
)
_COUNTED = re.compile(r"[一二三四五六七八九十]{1,3}是")  # 一是法治人才短缺 is an item, though it be set as a heading


_NOTHING = Shadow("", array("L"))


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of a report in normalised form, with what stands before it, the headings above it and its figures.

    `start` and `end` count in the report's shadow, the figures' spans in `text`; `before` is the statement before it
    under the same headings. A cell of a table is a sentence of its heads and its number, `before` is what stands over
    the table, and `told` says what tells it from other cells.
    """

    text: str
    start: int
    end: int
    headings: tuple[str, ...]
    before: str
    part: Part
    figures: tuple[Figure, ...] = ()
    told: Told | None = None

    @property
    def heads(self) -> bool:
        """Whether it is a heading, be it one that states something as well (一是法治人才短缺)."""
        return self.text.rstrip("。") in {one.rstrip("。") for one in self.headings}

    @property
    def opens(self) -> bool:
        """Whether it is a heading, or leads to what follows (仍存在以下问题:), and so says nothing by itself."""
        return bool(_LEADS_IN.search(self.text)) or (self.heads and not _COUNTED.match(self.text))


@dataclass(frozen=True, slots=True)
class Reading:
    """A report read for answering: its card, its shadow without furniture, its statements in order, its sections.

    `cells` are its tables' numbers as statements, which count on from the shadow's end in a shadow of their own.
    """

    card: ReportCard
    report: Report
    shadow: Shadow
    statements: tuple[Statement, ...]
    sections: tuple[Section, ...]
    cells: tuple[Statement, ...] = ()
    spoken: Shadow = _NOTHING

    def quote_span(self, start: int, end: int) -> Span:
        """Return the range of the canonical text that a range of a statement came from."""
        beyond = len(self.shadow.text)
        return self.shadow.span(start, end) if start < beyond else self.spoken.span(start - beyond, end - beyond)

    def words(self, span: Span) -> str:
        """Return what a range of the canonical text says, on one line, page numbers and the like inside it left out."""
        at, parts = span.start, []
        for furniture in self.report.furniture:
            if span.start < furniture.start and furniture.end < span.end:
                parts.append(self.report.text[at : furniture.start])
                at = furniture.end
        return "".join("".join((*parts, self.report.text[at : span.end])).split("\n")).strip()


def read_statements(
    card: ReportCard, report: Report, sections: tuple[Section, ...], figures: Sequence[StatedFigure]
) -> Reading:
    """Cut a report into its statements with their figures, furniture and planted orders to its reader left out."""
    dark = shadow(blanked(report.text, report.furniture), report.extract.wrapped)
    statements: list[Statement] = []
    course = Course(card.identity)
    for start, end, headings in _stretches(dark, sections):
        before = ""
        for begin, stop in _cut(dark.text, start, end):
            text = dark.text[begin:stop]
            if gives_orders(text):
                continue
            statements.append(Statement(text, begin, stop, headings, before, course.part(text, headings)))
            before = text
    dark_cells, cells = _cells(report, dark, statements, figures)
    return Reading(card, report, dark, _with_figures(statements, dark, figures), sections, cells, dark_cells)


def _with_figures(
    statements: Sequence[Statement], dark: Shadow, figures: Sequence[StatedFigure]
) -> tuple[Statement, ...]:
    """Give each statement the figures that stand in it, those of tables left out."""
    starts = [one.start for one in statements]
    within: dict[int, list[Figure]] = {}
    for figure in (one.figure for one in figures if one.heads is None):
        start, end = bisect_left(dark.offsets, figure.span.start), bisect_left(dark.offsets, figure.span.end)
        at = bisect_right(starts, start) - 1
        if at >= 0 and end <= statements[at].end:
            span = Span(start - starts[at], end - starts[at])
            within.setdefault(at, []).append(replace(figure, span=span, raw=span.of(statements[at].text)))
    return tuple(replace(one, figures=tuple(within[at])) if at in within else one for at, one in enumerate(statements))


def _cells(
    report: Report, dark: Shadow, statements: Sequence[Statement], figures: Sequence[StatedFigure]
) -> tuple[Shadow, tuple[Statement, ...]]:
    """Return the numbers of tables as statements, under the headings of the rows that they stand in."""
    said, cells = spoken(figures, report.text)
    starts, beyond = [one.start for one in statements], len(dark.text)
    made = []
    for cell in cells:
        at = bisect_right(starts, bisect_left(dark.offsets, cell.stated.figure.span.start)) - 1
        headings, part = (statements[at].headings, statements[at].part) if at >= 0 else ((), Part.HEAD)
        start, end = beyond + cell.at, beyond + cell.at + len(cell.text)
        own = (cell.figure,)
        made.append(Statement(cell.text, start, end, headings, cell.heads.caption, part, own, cell.told))
    return said, tuple(made)


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
