"""A citation opened: its quote inside its section as clean text, and on the original's page where that has pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from rag.answering.cite import citation_id
from rag.language.text import shadow
from rag.library.library import Library
from rag.reading.formats.pdf import Leaves as Leaves
from rag.reading.formats.pdf import cut_leaves
from rag.types import Citation, Passage, Report, Section, Span

_ENOUGH = 60
_LONG = 12_000
_NEAR = 3_000


@dataclass(frozen=True, slots=True)
class Opened:
    """A quote and what its section says before and behind it, as text without what only a page made.

    Of a section that is absurdly long `far_before` and `far_behind` hold what is not near the quote, else "". `paged`
    is true where the original has pages to be looked at.
    """

    before: str
    quote: str
    behind: str
    far_before: str = ""
    far_behind: str = ""
    paged: bool = False


def open_citation(citation: Citation, library: Library) -> Opened:
    """Return a citation in its section; raises InputError where its report is no longer there."""
    with library.reading():
        report = library.report(citation.card.id)
        sections = library.sections(citation.card.id)
    quote = citation.span
    around = section_around(sections, quote, len(report.text))
    near = _near(report.text, around, quote)
    unseen = _unseen(report)
    cuts = (around.start, near.start, quote.start, quote.end, near.end, around.end)
    parts = [_without(report.text, Span(start, end), unseen) for start, end in pairwise(cuts)]
    far_before, before, words, behind, far_behind = parts
    return Opened(before.lstrip(), words, behind.rstrip(), far_before.strip(), far_behind.strip(), _paged(report))


def original_pages(citation: Citation, library: Library) -> Leaves:
    """Return the pages of a PDF that a citation stands on, its words marked.

    Raises InputError where its report is no longer there, ReadError where the PDF cannot be opened.
    """
    with library.reading():
        report = library.report(citation.card.id)
        data = library.original(citation.card.id)
    return cut_leaves(data, report.extract.pages, report.text, citation.span)


def as_citation(passage: Passage) -> Citation:
    """Return a passage that was retrieved as a citation of the whole of it, to be opened like any other."""
    chunk, card = passage.chunk, passage.card
    return Citation(
        1, citation_id(card.id, chunk.span, chunk.text), chunk.span, chunk.text, chunk.headings, chunk.page, card
    )


def section_around(sections: Sequence[Section], span: Span, length: int) -> Span:
    """Return the innermost section that holds a quote and some text around it, the whole report where none does."""
    holding = sorted((s.span for s in sections if s.span.holds(span)), key=lambda s: s.end - s.start)
    ample = [s for s in holding if s.end - s.start >= span.end - span.start + _ENOUGH]
    return (ample or holding[-1:] or [Span(0, length)])[0]


def _paged(report: Report) -> bool:
    return report.extract.format == "pdf" and bool(report.extract.pages)


def _near(text: str, around: Span, quote: Span) -> Span:
    """Return how much of a section is shown at once: all of it, or whole lines near the quote where it is very long."""
    if around.end - around.start <= _LONG:
        return around
    start = max(around.start, text.rfind("\n", around.start, max(around.start, quote.start - _NEAR)) + 1)
    end = text.find("\n", min(around.end, quote.end + _NEAR), around.end)
    return Span(min(start, quote.start), end if end >= 0 else around.end)


def _unseen(report: Report) -> list[Span]:
    """Return what is not shown: the page's furniture, and the line ends that only a page's width made."""
    if not report.extract.wrapped:
        return list(report.furniture)
    gaps = (Span(before + 1, after) for before, after in pairwise(shadow(report.text, wrapped=True).offsets))
    return sorted([*report.furniture, *(gap for gap in gaps if "\n" in gap.of(report.text))])


def _without(text: str, span: Span, unseen: Sequence[Span]) -> str:
    """Return what a span holds besides what is not shown."""
    kept, at = [], span.start
    for gap in unseen:
        kept.append(text[at : max(at, min(gap.start, span.end))])
        at = max(at, min(gap.end, span.end))
    return "".join([*kept, text[at : span.end]])
