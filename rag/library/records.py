"""How values are kept in the database: as JSON in bytes, and the way back."""

import json
import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import fields
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar

from rag.types import (
    Extract,
    Figure,
    Heads,
    Identity,
    Kind,
    Page,
    Report,
    ReportCard,
    Role,
    Section,
    Span,
    StatedFigure,
)

T = TypeVar("T")
_EVEN_IN_FILE_NAMES = "surrogatepass"  # what a file holds need not be valid Unicode, and still has to be kept


def dump(value: object) -> bytes:
    """Return plain JSON as bytes."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", _EVEN_IN_FILE_NAMES)


def load(data: bytes) -> Any:  # noqa: ANN401 JSON is whatever it is
    """Return what `dump` made bytes of; raises sqlite3.DatabaseError where they are damaged."""
    return _sound(lambda: json.loads(data.decode("utf-8", _EVEN_IN_FILE_NAMES)))


def text_to_bytes(text: str) -> bytes:
    """Return canonical text as it is stored."""
    return text.encode("utf-8", _EVEN_IN_FILE_NAMES)


def text_from_bytes(data: bytes) -> str:
    """Return stored canonical text; raises sqlite3.DatabaseError where it is damaged."""
    return _sound(lambda: data.decode("utf-8", _EVEN_IN_FILE_NAMES))


def spans(values: Iterable[Span]) -> list[list[int]]:
    """Return spans as pairs."""
    return [[span.start, span.end] for span in values]


def spans_back(pairs: Iterable[list[int]]) -> tuple[Span, ...]:
    """Return pairs as spans."""
    return tuple(Span(start, end) for start, end in pairs)


def identity_fields(identity: Identity) -> dict[str, Any]:
    """Return an identity's fields as plain JSON."""
    return {field.name: _plain(getattr(identity, field.name)) for field in fields(identity)}


def identity_back(values: dict[str, Any]) -> Identity:
    """Return the identity whose fields `values` are."""
    known: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}
    return Identity(**{**known, "kind": Kind(values["kind"])})


def card_values(report: Report, sections: int, coverage: float, added: str) -> dict[str, Any]:
    """Return what a report's card holds beside its id, files and chunks, as plain JSON."""
    return {
        "identity": identity_fields(report.identity),
        "format": report.extract.format,
        "wrapped": report.extract.wrapped,
        "pages": len(report.extract.pages),
        "characters": len(report.text),
        "sections": sections,
        "coverage": coverage,
        "furniture": spans(report.furniture),
        "added": added,
    }


def card_back(values: dict[str, Any], report_id: str, files: tuple[str, ...], chunks: int) -> ReportCard:
    """Return the card whose values `card_values` gave; raises sqlite3.DatabaseError where they are damaged."""

    def made() -> ReportCard:
        own = {**values, "identity": identity_back(values["identity"]), "furniture": spans_back(values["furniture"])}
        return ReportCard(id=report_id, files=files, chunks=chunks, **own)

    return _sound(made)


def extract_values(extract: Extract) -> dict[str, Any]:
    """Return an extract without its text, as plain JSON."""
    pages = [[page.number, page.span.start, page.span.end] for page in extract.pages]
    return {"format": extract.format, "extractor": extract.extractor, "pages": pages, "wrapped": extract.wrapped} | {
        "title": extract.title
    }


def extract_back(values: dict[str, Any], text: str) -> Extract:
    """Return the extract of `text` whose values `extract_values` gave."""
    pages = tuple(Page(number, Span(start, end)) for number, start, end in values["pages"])
    return Extract(**{**values, "text": text, "pages": pages})


def section_values(sections: Iterable[Section]) -> list[list[Any]]:
    """Return sections as plain JSON."""
    return [[one.span.start, one.span.end, one.level, list(one.headings)] for one in sections]


def sections_back(values: Iterable[list[Any]]) -> tuple[Section, ...]:
    """Return the sections that `section_values` gave."""
    return tuple(Section(Span(start, end), level, tuple(headings)) for start, end, level, headings in values)


def figure_row(stated: StatedFigure) -> tuple[object, ...]:
    """Return a figure as a row of its table holds it, all but its report; `raw` is the slice at its span."""
    figure, told = stated.figure, (stated.statement.start, stated.statement.end)
    values = (str(figure.value), figure.unit, figure.approximate, figure.role.value, figure.indicator)
    heads = dump([stated.heads.row, stated.heads.column, stated.heads.caption]) if stated.heads else None
    return figure.span.start, figure.span.end, *told, *values, figure.scope, figure.year, heads


def figure_back(row: tuple[Any, ...], text: str) -> StatedFigure:
    """Return the figure of `text` whose row `figure_row` gave; raises sqlite3.DatabaseError where it is damaged."""

    def made() -> StatedFigure:
        start, end, first, last, value, unit, approximate, role, indicator, scope, year, heads = row
        span = Span(start, end)
        told = (Decimal(value), unit, bool(approximate), Role(role), indicator, scope, year)
        headed = Heads(*load(heads)) if heads else None
        return StatedFigure(Figure(span, span.of(text), *told), Span(first, last), headed)

    return _sound(made)


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


def _sound(made: Callable[[], T]) -> T:
    try:
        return made()
    except (ValueError, KeyError, TypeError, InvalidOperation) as error:
        raise sqlite3.DatabaseError(f"a stored record cannot be read: {error}") from error
