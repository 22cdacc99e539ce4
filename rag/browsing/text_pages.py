"""A report's text to be read on a screen: in pages, its headings and what is no part of the report told apart."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from rag.language.text import shadow
from rag.types import Report, Section, Span

PAGE = 40_000
_GAP = re.compile(r"\n(?:[^\S\n]*\n)+")
_WIDE_GAP = re.compile(r"\n(?:[^\S\n]*\n){2,}")
_MARKUP = 12  # characters that may stand before a heading in its line (## )


class Tone(StrEnum):
    """What a piece of a report's text is: the report itself, one of its headings, or a page's navigation and such."""

    BODY = "body"
    HEADING = "heading"
    FURNITURE = "furniture"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a report's text in one tone; `text` is without line ends that say nothing.

    `section` is the number of the section that begins with it, None where none does.
    """

    span: Span
    text: str
    tone: Tone
    section: int | None = None


def text_pages(text: str, longest: int = PAGE) -> tuple[Span, ...]:
    """Return the ranges that a text is read in, each of at most `longest` characters and cut at a line's end."""
    pages, start = [], 0
    while len(text) - start > longest:
        end = text.rfind("\n", start + longest // 2, start + longest) + 1 or start + longest
        pages.append(Span(start, end))
        start = end
    return (*pages, Span(start, len(text)))


def page_of(pages: Sequence[Span], position: int) -> int:
    """Return the number, from 0, of the page that a position stands on; the last one for what lies behind them all."""
    return next((at for at, page in enumerate(pages) if position < page.end), len(pages) - 1)


def pieces(report: Report, sections: Sequence[Section], page: Span) -> tuple[Piece, ...]:
    """Return a page of a report in pieces that follow one another without a gap."""
    marks = sorted(_headings(report.text, sections, page) + _furniture(report, page), key=lambda one: one.span.start)
    found: list[Piece] = []
    at = page.start
    for mark in marks:
        if mark.span.start < at:
            continue
        found += _body(report, Span(at, mark.span.start))
        found.append(mark)
        at = mark.span.end
    return (*found, *_body(report, Span(at, page.end)))


def _headings(text: str, sections: Sequence[Section], page: Span) -> list[Piece]:
    found = []
    for number, section in enumerate(sections):
        start = section.span.start
        if section.headings and page.start <= start < page.end:
            heading = section.headings[-1]
            at = text.find(heading, start, min(section.span.end, start + len(heading) + _MARKUP))
            end = at + len(heading) if at >= 0 else start
            found.append(Piece(Span(start, end), text[start:end], Tone.HEADING, number))
    return found


def _furniture(report: Report, page: Span) -> list[Piece]:
    inside = (Span(max(one.start, page.start), min(one.end, page.end)) for one in report.furniture)
    return [Piece(one, _GAP.sub("\n", one.of(report.text)), Tone.FURNITURE) for one in inside if one.start < one.end]


def _body(report: Report, span: Span) -> Iterator[Piece]:
    if span.start < span.end:
        text = _joined(span.of(report.text)) if report.extract.wrapped else span.of(report.text)
        yield Piece(span, _WIDE_GAP.sub("\n\n", text), Tone.BODY)


def _joined(text: str) -> str:
    """Return a stretch of a page's text without the line ends, and numbers of pages, that stand inside sentences."""
    kept = shadow(text, wrapped=True).offsets
    gaps = ((before + 1, after) for before, after in pairwise(kept) if "\n" in text[before + 1 : after])
    parts, at = [], 0
    for start, end in gaps:
        parts.append(text[at:start])
        at = end
    return "".join([*parts, text[at:]])
