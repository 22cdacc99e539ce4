"""Citations: verbatim slices whose ids say by themselves what they cite."""

import re
from hashlib import sha256

from rag.answering.statements import Reading
from rag.errors import InputError
from rag.types import Citation, Page, Section, Span

_ID = re.compile(r"(?P<report>[0-9a-f]{12})-(?P<start>\d+)-(?P<end>\d+)-(?P<hash>[0-9a-f]{6})")


def citation_id(report_id: str, span: Span, quote: str) -> str:
    """Return 12 characters of the report's id, start, end and 6 of the quote's sha256, joined by `-`."""
    return f"{report_id[:12]}-{span.start}-{span.end}-{_hash(quote)}"


def parse_citation_id(text: str) -> tuple[str, Span, str]:
    """Return the report id's beginning, the range and the quote's hash; raises InputError for anything else."""
    match = _ID.fullmatch(text.strip())
    if not match:
        raise InputError(
            f"“{text[:60]}” is no citation id: it should look like 0123456789ab-120-168-0a1b2c; copy it from an answer"
        )
    return match["report"], Span(int(match["start"]), int(match["end"])), match["hash"]


def is_quote_of(quote: str, digest: str) -> bool:
    """Tell whether a quote is the one that a citation id was made from."""
    return _hash(quote) == digest


def cite(n: int, reading: Reading, span: Span) -> Citation:
    """Return citation number `n` of a range of a report, blanks at its ends left out."""
    text = reading.report.text
    quote = span.of(text)
    start = span.start + len(quote) - len(quote.lstrip())
    end = start + len(quote.strip())
    tight = Span(start, end)
    return Citation(
        n=n,
        id=citation_id(reading.card.id, tight, tight.of(text)),
        span=tight,
        quote=tight.of(text),
        headings=headings_at(reading.sections, tight.start),
        page=page_at(reading.report.extract.pages, tight.start),
        card=reading.card,
    )


def headings_at(sections: tuple[Section, ...], position: int) -> tuple[str, ...]:
    """Return the headings above a position, from the outermost in."""
    inside = [section for section in sections if section.span.start <= position < section.span.end]
    innermost = max(inside, key=lambda section: (section.level, section.span.start), default=None)
    return innermost.headings if innermost else ()


def page_at(pages: tuple[Page, ...], position: int) -> int | None:
    """Return the number of the page that a position stands on, None where the original has no pages."""
    return next((page.number for page in pages if page.span.start <= position < page.span.end), None)


def _hash(quote: str) -> str:
    return sha256(quote.encode("utf-8", "surrogatepass")).hexdigest()[:6]
