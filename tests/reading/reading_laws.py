"""The laws of slices and of cover, checked over one report."""

from rag.config import Chunking
from rag.reading.chunk import cut_chunks
from rag.reading.sections import find_sections
from rag.types import Extract, Identity, Report


def report_of(text, furniture=(), extract=None):
    """A report that holds the text and is nothing else."""
    return Report("0" * 64, ("a.txt",), extract or Extract(text, "text", "test"), Identity(), tuple(furniture))


def check_laws(report, sizes=None):
    """Assert that sections nest, that chunks are ordered slices in one section each, and that nothing is lost."""
    sizes = sizes or Chunking()
    sections, text = find_sections(report), report.text
    _check_sections(sections, text)
    chunks = cut_chunks(report, sections, sizes)
    covered = bytearray(len(text))
    end = 0
    for chunk in chunks:
        assert end <= chunk.span.start < chunk.span.end
        end = chunk.span.end
        assert chunk.text == text[chunk.span.start : chunk.span.end]
        assert chunk.text == chunk.text.strip()
        assert len(chunk.text) <= sizes.chunk
        assert chunk.headings == () or any(section.headings == chunk.headings for section in sections)
        covered[chunk.span.start : end] = b"\1" * (end - chunk.span.start)
    for span in report.furniture:
        assert not any(covered[span.start : span.end])
        covered[span.start : span.end] = b"\1" * (span.end - span.start)
    assert [char for char, seen in zip(text, covered, strict=True) if not seen and not char.isspace()] == []
    return sections, chunks


def _check_sections(sections, text):
    starts = [section.span.start for section in sections]
    assert starts == sorted(starts)
    open_sections = []
    for section in sections:
        assert 0 <= section.span.start < section.span.end <= len(text)
        assert len(section.headings) == section.level
        while open_sections and open_sections[-1].span.end <= section.span.start:
            open_sections.pop()
        if open_sections:
            assert open_sections[-1].span.holds(section.span)
            assert section.headings[: open_sections[-1].level] == open_sections[-1].headings
        open_sections.append(section)
