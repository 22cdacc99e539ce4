"""Sections to chunks, and what of a chunk is embedded; the door to langchain-text-splitters."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from rag.config import Chunking
from rag.types import Chunk, Report, Section, Span

if TYPE_CHECKING:
    from langchain_text_splitters import RecursiveCharacterTextSplitter

_CLOSING = "[”’」』）)〕]*"
_SENTENCE = rf"[。！？!?]{_CLOSING}"
_HALF = rf"[；;]{_CLOSING}"
_COMMA = r"[，、]|,(?!\d)"
# Lines and sentences in one step: the splitter never joins what one separator leaves short to what it has to split on.
_LINES = (rf"\n+|{_SENTENCE}\n*", _HALF, _COMMA, r"\s", "")
_WRAPPED = (_SENTENCE, _HALF, _COMMA, r"\s", "")


def cut_chunks(report: Report, sections: Sequence[Section], sizes: Chunking) -> tuple[Chunk, ...]:
    """Cut the report into chunks of at most `sizes.chunk` characters, in order, none overlapping.

    A chunk lies in one innermost section, except that a heading with nothing of its own under it goes with the text
    that follows; every non-blank character outside the furniture is in exactly one chunk.
    """
    pages = [page.span.start for page in report.extract.pages]
    chunks = []
    for span, headings in _stretches(report, sections):
        for piece in _pieces(report.text, span, sizes.chunk, report.extract.wrapped):
            page = report.extract.pages[max(bisect_right(pages, piece.start) - 1, 0)].number if pages else None
            chunks.append(Chunk(report.id, piece, piece.of(report.text), headings, page))
    return tuple(chunks)


def embed_text(chunk: Chunk, title: str, sizes: Chunking) -> str:
    """Return what is embedded: title and headings, at most `sizes.context` characters of them, then the chunk.

    Of the headings the innermost are kept first, and one that the chunk itself holds is not said twice.
    """
    said = "".join(chunk.text.split())
    headings = [heading for heading in chunk.headings if "".join(heading.split()) not in said]
    room = sizes.context
    kept: list[str] = []
    for part in (title, *reversed(headings)):
        part = part[: max(room - 1, 0)]
        room -= len(part) + 1
        if part:
            kept.append(part)
    ordered = kept[:1] + kept[:0:-1] if title else kept[::-1]
    return "\n".join((*ordered, chunk.text))


def _stretches(report: Report, sections: Sequence[Section]) -> Iterator[tuple[Span, tuple[str, ...]]]:
    """Yield the non-blank stretches between all boundaries of sections and furniture, with their headings."""
    waiting: int | None = None
    for span, section in _owned(report, sections):
        if not span.of(report.text).strip():
            continue
        start = span.start if waiting is None else waiting
        waiting = None
        if _is_heading_alone(report, span, section, sections):
            waiting = start
        else:
            yield Span(start, span.end), section.headings


def _owned(report: Report, sections: Sequence[Section]) -> Iterator[tuple[Span, Section]]:
    """Yield each stretch that no boundary crosses, outside the furniture, with its innermost section."""
    cuts = {0, len(report.text)}
    cuts.update(edge for one in sections for edge in (one.span.start, one.span.end))
    cuts.update(edge for one in report.furniture for edge in (one.start, one.end))
    edges = sorted(cuts)
    dark = {one.start: one.end for one in report.furniture}
    open_sections: list[Section] = []
    following = 0
    hidden_until = -1
    for start, end in pairwise(edges):
        while following < len(sections) and sections[following].span.start <= start:
            open_sections.append(sections[following])
            following += 1
        while open_sections[-1].span.end <= start:
            open_sections.pop()
        hidden_until = max(hidden_until, dark.get(start, -1))
        if start >= hidden_until:
            yield Span(start, end), open_sections[-1]


def _is_heading_alone(report: Report, span: Span, section: Section, sections: Sequence[Section]) -> bool:
    """Tell whether a stretch is nothing but the heading of a section that has others inside it."""
    if span.start != section.span.start or not section.headings or span.end >= section.span.end:
        return False
    if any(one.start == span.end for one in report.furniture):
        return False
    words = "".join(span.of(report.text).split())
    return len(words) <= len("".join(section.headings[-1].split())) + 1


def _pieces(text: str, span: Span, size: int, wrapped: bool) -> Iterator[Span]:
    """Yield the pieces of a stretch without their outer blanks, found by walking from one to the next."""
    at = span.start
    for piece in _splitter(size, wrapped).split_text(span.of(text)):
        at = text.index(piece, at, span.end)
        end = at + len(piece)
        bare = piece.strip()
        if bare:
            start = at + piece.index(bare)
            yield Span(start, start + len(bare))
        at = end


@lru_cache(maxsize=8)
def _splitter(size: int, wrapped: bool) -> "RecursiveCharacterTextSplitter":
    # Imported by the first report that is cut: it takes 0.15 s, which a question need not wait for.
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    return RecursiveCharacterTextSplitter(
        separators=list(_WRAPPED if wrapped else _LINES),
        is_separator_regex=True,
        keep_separator="end",
        chunk_size=size,
        chunk_overlap=0,
        strip_whitespace=False,
    )
