"""What the commands print for a person to read."""

from collections.abc import Iterable, Sequence

from rag.types import Answer, Citation, Indexed, Passage, ReportCard
from rag.views import report_status

_ID = 12
_PASSAGE = 120


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


def show_citation(citation: Citation, before: str, after: str, verified: bool) -> str:
    """Return a citation inside the text around it, its quote between 【 and 】."""
    state = "核对无误" if verified else "与原文不符"
    return "\n".join([*_citation(citation)[:2], f"    {state}", "", f"…{before}【{citation.quote}】{after}…"])


def show_passages(passages: Sequence[Passage]) -> str:
    """Return passages, best first."""
    blocks = []
    for rank, passage in enumerate(passages, 1):
        where = _where(passage.card, passage.chunk.headings, passage.chunk.page)
        blocks.append(f"{rank}. {where}\n   {_line(passage.chunk.text)}")
    return "\n".join(blocks)


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


def print_reports(cards: Iterable[ReportCard]) -> None:
    """Print the catalogue as a table, to the width of the terminal."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table("id", "place", "year", "kind", "title", "file", box=None, pad_edge=False)
    for card in cards:
        identity = card.identity
        cells = (card.id[:_ID], identity.place, identity.year, identity.kind.value, identity.title, _name(card.file))
        table.add_row(*(Text(_told(cell)) for cell in cells))
    Console(soft_wrap=False).print(table)


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


def _name(file: str) -> str:
    return file.rsplit("/", 1)[-1]
