"""The JSON forms of what passes between the steps: the fields that scripts and other programs rely on."""

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from rag.types import Answer, Citation, CitedFigure, Indexed, Missing, Passage, ReportCard

if TYPE_CHECKING:
    from rag.answering.table import Cell, Row, Table

View = dict[str, Any]


def report_view(card: ReportCard) -> View:
    """Return *report*; `status` is "incomplete" where place or year could not be told, else "ok"."""
    identity = card.identity
    return {
        "id": card.id,
        "file": card.file,
        "files": list(card.files),
        "title": identity.title,
        "issuer": identity.issuer,
        "place": identity.place,
        "place_path": list(identity.place_path),
        "year": identity.year,
        "kind": identity.kind.value,
        "document_number": identity.document_number,
        "published": identity.published,
        "characters": card.characters,
        "sections": card.sections,
        "chunks": card.chunks,
        "coverage": card.coverage,
        "furniture": [[span.start, span.end] for span in card.furniture],
        "status": report_status(card),
        "notes": list(identity.notes),
    }


def report_status(card: ReportCard) -> str:
    """Return "incomplete" where a report's place or year could not be told and a person should set it, else "ok"."""
    return "ok" if card.identity.place and card.identity.year else "incomplete"


def citation_view(citation: Citation) -> View:
    """Return *citation*."""
    card = citation.card
    return {
        "n": citation.n,
        "id": citation.id,
        "report_id": card.id,
        "report": card.label,
        "file": card.file,
        "issuer": card.identity.issuer,
        "place": card.identity.place,
        "year": card.identity.year,
        "section": list(citation.headings),
        "page": citation.page,
        "start": citation.span.start,
        "end": citation.span.end,
        "quote": citation.quote,
    }


def figure_view(cited: CitedFigure) -> View:
    """Return one of an answer's figures; its year is the one it speaks of, where that is known."""
    figure = cited.figure
    return {
        "raw": figure.raw,
        "value": decimal_string(figure.value),
        "unit": figure.unit,
        "approximate": figure.approximate,
        "indicator": figure.indicator,
        "scope": figure.scope,
        "place": cited.place,
        "year": cited.year,
        "role": figure.role.value,
        "citation": cited.citation,
    }


def decimal_string(value: Decimal) -> str:
    """Return a value in plain digits, without an exponent and without zeros that say nothing (323600, 96.6)."""
    digits = format(value, "f")
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def missing_view(missing: Missing) -> View:
    """Return one of the parts that an answer lacks."""
    return {
        "place": missing.place,
        "year": missing.year,
        "reason": missing.reason.value,
        "have": list(missing.have),
    }


def passage_view(passage: Passage) -> View:
    """Return *passage*."""
    chunk, card = passage.chunk, passage.card
    return {
        "score": round(passage.score, 6),
        "report_id": card.id,
        "report": card.label,
        "place": card.identity.place,
        "year": card.identity.year,
        "section": list(chunk.headings),
        "page": chunk.page,
        "start": chunk.span.start,
        "end": chunk.span.end,
        "text": chunk.text,
    }


def answer_view(answer: Answer) -> View:
    """Return *answer*."""
    return {
        "id": answer.id,
        "question": answer.question,
        "state": answer.state.value,
        "text": answer.text,
        "figures": [figure_view(figure) for figure in answer.figures],
        "citations": [citation_view(citation) for citation in answer.citations],
        "missing": [missing_view(missing) for missing in answer.missing],
        "nearest": [passage_view(passage) for passage in answer.nearest],
        "elapsed_ms": answer.elapsed_ms,
    }


def table_view(table: "Table") -> View:
    """Return *table*; a row has its place's path and its report's kind as well, which tell like ones apart."""
    return {"indicators": list(table.indicators), "rows": [_row_view(row) for row in table.rows]}


def _row_view(row: "Row") -> View:
    return {
        "place": row.place,
        "place_path": list(row.path),
        "year": row.year,
        "report_id": row.card.id if row.card else None,
        "issuer": row.issuer,
        "kind": row.card.identity.kind.value if row.card else None,
        "cells": [_cell_view(cell) for cell in row.cells],
    }


def _cell_view(cell: "Cell") -> View:
    return {
        "indicator": cell.indicator,
        "state": cell.state.value,
        "figures": [figure_view(figure) for figure in cell.figures],
        "citations": [citation_view(citation) for citation in cell.citations],
    }


def indexed_view(indexed: Indexed) -> View:
    """Return what `fazhi index` did, as counts, and the files that were passed over or failed, with their reasons."""
    return {
        "added": indexed.added,
        "updated": indexed.updated,
        "unchanged": indexed.unchanged,
        "removed": indexed.removed,
        "skipped": _reasons(indexed.skipped),
        "failed": _reasons(indexed.failed),
        "chunks": indexed.chunks,
        "seconds": round(indexed.seconds, 3),
    }


def _reasons(pairs: Sequence[tuple[str, str]]) -> list[View]:
    return [{"file": file, "error": error} for file, error in pairs]
