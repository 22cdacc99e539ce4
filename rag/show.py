"""What the commands print for a person to read."""

import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from rag.types import Answer, Citation, Indexed, Passage, ReportCard
from rag.views import report_status

if TYPE_CHECKING:
    from rag.answering.table import Cell, Table
    from rag.cited import Cited

_ID = 12
_PASSAGE = 120
_SKIPPED = 20
_PIPED_WIDTH = 200
_ANY_WIDTH = 10_000
_CITED = 20
_PROSE = 40


def show_answer(answer: Answer) -> str:
    """Return an answer, its citations one by one, and what comes near where nothing answers."""
    lines = [answer.text]
    if answer.citations:
        lines.append("")
    for citation in answer.citations:
        lines += _citation(citation)
    if answer.nearest:
        lines += ["", "相近的内容（不是答案）："]
        lines += [_nearest(passage) for passage in answer.nearest]
    return "\n".join(lines)


def show_cited(cited: "Cited") -> str:
    """Return a citation inside the text around it, its quote between 【 and 】."""
    where = _where(cited.citation.card, cited.citation.headings, cited.citation.page)
    state = "核对无误" if cited.verified else "与引用时的原文不符"
    return f"{where}\n{state}\n\n…{cited.before}【{cited.citation.quote}】{cited.after}…"


def show_passages(passages: Sequence[Passage]) -> str:
    """Return passages, best first."""
    blocks = []
    for rank, passage in enumerate(passages, 1):
        where = _where(passage.card, passage.chunk.headings, passage.chunk.page)
        blocks.append(f"{rank}. {where}\n   {_line(passage.chunk.text)}")
    return "\n".join(blocks)


def show_table(table: "Table") -> str:
    """Return a table of indicators cut to the width of the terminal, each value marked, and what the marks cite."""
    from rag.export import place_names

    marks: dict[str, int] = {}
    lines = []
    for row, place in zip(table.rows, place_names(table), strict=True):
        cells = [_cell(cell, row.year, marks) for cell in row.cells]
        lines.append([place or None, row.year, row.issuer, row.card and row.card.identity.kind.value, *cells])
    every = [citation for row in table.rows for cell in row.cells for citation in cell.citations]
    cited = list({citation.id: replace(citation, n=marks[citation.id]) for citation in every}.values())
    shown = [line for citation in cited[:_CITED] for line in _citation(citation)]
    if len(cited) > _CITED:
        shown.append(f"（共{len(cited)}条引文，列出前{_CITED}条；--json 或 --out 表.xlsx 有全部）")
    return "\n".join([_columns(["place", "year", "issuer", "kind", *table.indicators], lines), "", *shown]).rstrip()


def show_written(table: "Table", out: PurePath) -> str:
    """Return in a line what a table that was written to a file holds."""
    states = Counter(cell.state.value for row in table.rows for cell in row.cells)
    told = ", ".join(f"{count} {state}" for state, count in sorted(states.items()))
    return f"{len(table.rows)} rows, {len(table.indicators)} indicators in {out} ({told or 'no cells'})"


def _cell(cell: "Cell", year: int | None, marks: dict[str, int]) -> str:
    """Return a cell on one line: its figures as printed, each with whom it is of, and the marks of its citations."""
    from rag.export import STATES, label_of

    if not cell.citations:
        return STATES[cell.state]
    said = []
    for cited in cell.figures:
        label = label_of(cited, year)
        said.append(_line(cited.figure.raw) + (f"（{label}）" if label else ""))
    numbers = [marks.setdefault(citation.id, len(marks) + 1) for citation in cell.citations]
    return "；".join(said or [_line(cell.citations[0].quote, _PROSE)]) + "".join(f"[{n}]" for n in numbers)


def show_indexed(indexed: Indexed) -> str:
    """Return what indexing did in a line."""
    counts = {
        "added": indexed.added,
        "updated": indexed.updated,
        "unchanged": indexed.unchanged,
        "removed": indexed.removed,
        "skipped": len(indexed.skipped),
        "failed": len(indexed.failed),
    }
    told = ", ".join(f"{count} {name}" for name, count in counts.items() if count) or "nothing to do"
    return f"{told} ({indexed.chunks} passages, {indexed.seconds:.1f} s)"


def passed_over(indexed: Indexed) -> list[str]:
    """Return a line for each file that failed, for the first that were skipped, and for finding no report at all."""
    lines = [f"{file}: {why}" for file, why in (*indexed.skipped[:_SKIPPED], *indexed.failed)]
    if len(indexed.skipped) > _SKIPPED:
        lines.append(f"{len(indexed.skipped) - _SKIPPED} more files are no reports; --json lists them all")
    if indexed.skipped and not (indexed.added or indexed.updated or indexed.unchanged or indexed.failed):
        lines.append(f"no report among {len(indexed.skipped)} files; what is read is .txt, .md, .html, .pdf and .docx")
    return lines


def show_report(card: ReportCard) -> str:
    """Return one report's line of the catalogue in full."""
    identity = card.identity
    rows = {
        "id": card.id,
        "title": identity.title,
        "issuer": identity.issuer,
        "place": " / ".join(identity.place_path) or identity.place,
        "year": identity.year,
        "kind": identity.kind.value,
        "document number": identity.document_number,
        "published": identity.published,
        "files": "\n".join(card.files),
        "size": f"{card.characters} characters, {card.sections} sections, {card.chunks} passages",
        "coverage": f"{card.coverage:.2%}",
        "status": report_status(card),
        "notes": "; ".join(identity.notes),
    }
    return "\n".join(_row(name, value) for name, value in rows.items() if value not in (None, ""))


def show_reports(cards: Iterable[ReportCard]) -> str:
    """Return the catalogue as a table, cut to the width of the terminal."""
    lines = []
    for card in cards:
        identity = card.identity
        lines.append([card.id[:_ID], identity.place, identity.year, identity.kind.value, card.label])
    return _columns(["id", "place", "year", "kind", "title"], lines, whole=True)


def _columns(headings: Sequence[str], lines: Sequence[Sequence[object]], whole: bool = False) -> str:
    """Return lines in columns as wide as the terminal; what is too long is cut where `whole` lines are wanted."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False)
    for heading in headings:
        table.add_column(Text(heading), no_wrap=whole)
    for line in lines:
        table.add_row(*(Text(_told(cell)) for cell in line))
    width = None if sys.stdout.isatty() else _PIPED_WIDTH if whole else _ANY_WIDTH
    terminal = Console(width=width, color_system=None)  # its commands would be printed as they are
    with terminal.capture() as shown:
        terminal.print(table)
    return "\n".join(line.rstrip() for line in shown.get().splitlines())


def _citation(citation: Citation) -> list[str]:
    where = _where(citation.card, citation.headings, citation.page)
    return [f"[{citation.n}] {where}", f"    {citation.id}", f"    “{_line(citation.quote, len(citation.quote))}”"]


def _nearest(passage: Passage) -> str:
    return f"  · {_where(passage.card, passage.chunk.headings, passage.chunk.page)}：{_line(passage.chunk.text)}"


def _where(card: ReportCard, headings: Sequence[str], page: int | None) -> str:
    """Return place, year, title, section and page, as far as they are known."""
    identity = card.identity
    year = f"{identity.year}年" if identity.year else None
    parts = [identity.place, year, f"《{card.label}》", " > ".join(headings), f"第{page}页" if page else None]
    return " ".join(part for part in parts if part)


def _line(text: str, most: int = _PASSAGE) -> str:
    """Return a text on one line, cut after `most` characters."""
    joined = "".join(text.split("\n"))
    return joined if len(joined) <= most else f"{joined[:most]}…"


def _row(name: str, value: object) -> str:
    return f"{name:<16}" + str(value).replace("\n", "\n" + " " * 16)


def _told(cell: object) -> str:
    return "—" if cell is None else str(cell)
