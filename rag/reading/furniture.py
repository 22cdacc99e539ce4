"""Which lines of a saved page are furniture and no part of the report: navigation, buttons, footers, page numbers."""

from rag.types import Extract, Span


def find_furniture(extract: Extract) -> tuple[Span, ...]:
    """Return the ranges of whole lines that are furniture, in order."""
    return ()
