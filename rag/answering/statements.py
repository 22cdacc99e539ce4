"""A report as a list of statements: sentences, or the parts of very long ones, each under its headings."""

import re
from dataclasses import dataclass

from rag.answering.course import Course
from rag.answering.orders import gives_orders
from rag.answering.parts import Part
from rag.language.text import Shadow, blanked, normalise, sentences, shadow
from rag.types import Report, ReportCard, Section, Span

_LONG = 140
_PART = re.compile(r"[^;]*(?:;|$)")
_LEADS_IN = re.compile(
    r"(?:如下|以下[^,。:]{1,12}|下列[^,。:]{1,12})?[::]$|如下。?$|以下(?:工作|方面|几个?方面|问题|措施)。?$"
)
_COUNTED = re.compile(r"[一二三四五六七八九十]{1,3}是")  # 一是法治人才短缺 is an item, though it be set as a heading


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

    @property
    def opens(self) -> bool:
        """Whether it is a heading, or leads to what follows (仍存在以下问题:), and so says nothing by itself."""
        heads = self.text.rstrip("。") in {one.rstrip("。") for one in self.headings}
        return bool(_LEADS_IN.search(self.text)) or (heads and not _COUNTED.match(self.text))


@dataclass(frozen=True, slots=True)
class Reading:
    """A report read for answering: its card, its shadow without furniture, its statements in order, its sections."""

    card: ReportCard
    report: Report
    shadow: Shadow
    statements: tuple[Statement, ...]
    sections: tuple[Section, ...]

    def quote_span(self, start: int, end: int) -> Span:
        """Return the range of the canonical text that a range of the shadow came from."""
        return self.shadow.span(start, end)

    def words(self, span: Span) -> str:
        """Return what a range of the canonical text says, on one line, page numbers and the like inside it left out."""
        at, parts = span.start, []
        for furniture in self.report.furniture:
            if span.start < furniture.start and furniture.end < span.end:
                parts.append(self.report.text[at : furniture.start])
                at = furniture.end
        return "".join("".join((*parts, self.report.text[at : span.end])).split("\n")).strip()


def read_statements(card: ReportCard, report: Report, sections: tuple[Section, ...]) -> Reading:
    """Cut a report into its statements, furniture and planted orders to its reader left out."""
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
    return Reading(card, report, dark, tuple(statements), sections)


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
