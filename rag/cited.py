"""The passage behind a citation, in any later process, and whether it still stands in the library."""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePath
from typing import Any

from rag.answering.cite import citation_id, headings_at, is_quote_of, page_at, parse_citation_id
from rag.errors import InputError
from rag.library.library import Library
from rag.types import Citation, ReportCard, Span
from rag.views import View, citation_view

_AROUND = 200
_HYPHENS = re.compile("[\u00ad\u2010-\u2013\u2212]")
_ID = re.compile(r"(?<![0-9A-Za-z])[0-9a-f]{12}-[0-9]+-[0-9]+-[0-9a-f]{6}(?![0-9A-Za-z])")
_WANTED = "give what `fazhi ask --json` or `fazhi table --json` printed"


class Standing(StrEnum):
    """Whether a citation's slice stands in the library, its file holds other bytes now, or neither."""

    SAME = "same"
    CHANGED = "changed"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation with up to 200 characters around it; `verified` is whether its quote is the one that its id names."""

    citation: Citation
    before: str
    after: str
    verified: bool


def find_cited(text: str, library: Library) -> Cited:
    """Return what a citation id cites; raises InputError for what is no id, or cites no report of the library."""
    beginning, span, digest = parse_citation_id(text)
    with library.reading():
        card = _card(beginning, library)
        report = library.report(card.id)
        if not span.start < span.end <= len(report.text):
            raise InputError(f"{text} cites characters {span.start} to {span.end}, and {_told(card)}; copy it again")
        quote = span.of(report.text)
        headings = headings_at(library.sections(card.id), span.start)
        page = page_at(report.extract.pages, span.start)
    return Cited(
        Citation(1, text.strip(), span, quote, headings, page, card),
        report.text[max(0, span.start - _AROUND) : span.start],
        report.text[span.end : span.end + _AROUND],
        is_quote_of(quote, digest),
    )


def cited_view(cited: Cited) -> View:
    """Return *citation* with `before`, `after` and `verified`."""
    return citation_view(cited.citation) | {
        "before": cited.before,
        "after": cited.after,
        "verified": cited.verified,
    }


def citations_in(text: str) -> list[str]:
    """Return the citation ids that stand anywhere in a text, whatever is around them; each once, in their order.

    A word processor's other hyphens and full-width characters count as the plain ones.
    """
    plain = _HYPHENS.sub("-", unicodedata.normalize("NFKC", text))
    return list(dict.fromkeys(_ID.findall(plain)))


def verify(exported: Sequence[dict[str, Any]], library: Library) -> list[View]:
    """Return `{"id", "state"}` of each exported *citation*; a changed one has `quote_still_there` as well."""
    with library.reading():
        return [_verified(citation, library) for citation in exported]


def read_exported(file: Path) -> list[dict[str, Any]]:
    """Return the citations in a file of *answer*, *table* or *citation*, JSON or JSON Lines.

    Raises InputError for any other file.
    """
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, ValueError) as error:
        raise InputError(f"{file} cannot be read ({error}); {_WANTED}") from error
    return exported_in(text, file)


def exported_in(text: str, file: Path = Path("the text")) -> list[dict[str, Any]]:
    """Return the citations in the JSON or JSON Lines of *answer*, *table* or *citation*; raises InputError for others.

    `file` is what an error calls it.
    """
    return [citation for value in _values(text, file) for citation in _citations(value, file)]


def _card(beginning: str, library: Library) -> ReportCard:
    try:
        return library.card(beginning)
    except InputError as error:
        raise InputError(
            f"the library has no report {beginning}…: it was removed, changed, or is in another library (--library)"
        ) from error


def _told(card: ReportCard) -> str:
    return f"“{card.label}” has {card.characters}"


def _verified(citation: dict[str, Any], library: Library) -> View:
    quote = citation["quote"]
    span = Span(citation["start"], citation["end"])
    card = library.find_report(citation["report_id"])
    true_to_id = citation["id"] == citation_id(citation["report_id"], span, quote)
    if card and true_to_id and span.of(library.text(card.id)) == quote:
        return {"id": citation["id"], "state": Standing.SAME.value}
    now = _now_at(citation["file"], library.cards())
    if now is None or now == card:
        return {"id": citation["id"], "state": Standing.GONE.value}
    still = quote in library.text(now.id)
    return {"id": citation["id"], "state": Standing.CHANGED.value, "quote_still_there": still}


def _now_at(file: str, cards: Iterable[ReportCard]) -> ReportCard | None:
    """Return the report that a file holds now; a name without its folders will do where only one report has it."""
    named = []
    for card in cards:
        if file in card.files:
            return card
        if any(PurePath(one).name == file for one in card.files):
            named.append(card)
    return named[0] if len(named) == 1 else None


def _values(text: str, file: Path) -> list[Any]:
    try:
        value = json.loads(text)
        return value if isinstance(value, list) else [value]
    except ValueError:
        pass  # then it is JSON Lines
    try:
        return [json.loads(line) for line in text.split("\n") if line.strip()]
    except (ValueError, RecursionError) as error:
        raise InputError(f"{file} is neither JSON nor JSON Lines; {_WANTED}") from error


def _citations(value: object, file: Path) -> Iterator[dict[str, Any]]:
    if not isinstance(value, dict):
        raise InputError(f"{file} holds something that is no answer; {_WANTED}")
    if "error" in value:  # a line of a batch that was no question
        return
    if isinstance(value.get("rows"), list):
        for part in (cell for row in value["rows"] for cell in _cells(row, file)):
            yield from _citations(part, file)
        return
    found = value.get("citations", [value])
    kinds = {"id": str, "report_id": str, "file": str, "start": int, "end": int, "quote": str}
    if not isinstance(found, list) or not all(
        isinstance(one, dict) and all(isinstance(one.get(name), kind) for name, kind in kinds.items()) for one in found
    ):
        raise InputError(f"{file} holds something that is no citation; {_WANTED}")
    yield from found


def _cells(row: object, file: Path) -> list[Any]:
    cells = row.get("cells") if isinstance(row, dict) else None
    if not isinstance(cells, list):
        raise InputError(f"{file} holds a row without cells; {_WANTED}")
    return cells
