"""What was found as citations: the sentence that it stands in, verbatim, with what was found marked."""

from bisect import bisect_left
from dataclasses import dataclass

from rag.answering.cite import citation_id, headings_at, page_at
from rag.finding.find import Hit, Rank
from rag.language.text import blanked, sentences, shadow
from rag.library.library import Library
from rag.types import Citation, Report, Span

_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Quoted:
    """A citation of what was found, and the ranges of its quote to be marked; `near` where it only comes near."""

    citation: Citation
    marks: tuple[Span, ...]
    near: bool = False


def quoted(hit: Hit, library: Library) -> Quoted:
    """Return the sentence of a hit as a citation; raises InputError where its report is gone."""
    with library.reading():
        report, sections = library.report(hit.card.id), library.sections(hit.card.id)
    span = _trimmed(report.text, _shortened(_sentence(hit, report), hit))
    quote = span.of(report.text)
    headings, page = headings_at(sections, span.start), page_at(report.extract.pages, span.start)
    citation = Citation(1, citation_id(hit.card.id, span, quote), span, quote, headings, page, hit.card)
    marks = (Span(max(one.start, span.start), min(one.end, span.end)) for one in hit.marks)
    told = tuple(one.shifted(-span.start) for one in marks if one.start < one.end)
    return Quoted(citation, told, hit.rank is Rank.NEAR)


def _sentence(hit: Hit, report: Report) -> Span:
    """Return the sentence around the first mark as answers cut it, lines of a page joined."""
    if hit.statement:
        return hit.span
    dark = shadow(blanked(report.text, report.furniture), report.extract.wrapped)
    first = bisect_left(dark.offsets, hit.marks[0].start if hit.marks else hit.span.start)
    lead = max(0, bisect_left(dark.offsets, hit.span.start) - 1)
    for start, end in sentences(dark.text, lead):
        if first < end:
            return dark.span(start, end)
    return hit.span


def _shortened(span: Span, hit: Hit) -> Span:
    """Return a span of at most 300 characters that has the first mark in it."""
    if span.end - span.start <= _LONGEST:
        return span
    mark = hit.marks[0] if hit.marks else Span(span.start, span.start)
    start = max(span.start, min(mark.start - _LONGEST // 3, span.end - _LONGEST))
    return Span(start, min(span.end, start + _LONGEST))


def _trimmed(text: str, span: Span) -> Span:
    quote = span.of(text)
    start = span.start + len(quote) - len(quote.lstrip())
    return Span(start, start + len(quote.strip()))
