"""What the commands have in common and do beside the pipeline; what is heavy is imported where it is needed."""

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from rag import console
from rag.errors import InputError

if TYPE_CHECKING:
    from rag.answering.table import Table
    from rag.answering.table_rows import RowsAsked
    from rag.config import Settings
    from rag.library.library import Library
    from rag.pipeline import Desk
    from rag.types import ReportCard


def settings_of(library: Path | None) -> "Settings":
    """Return the settings, the library as the call names it; raises InputError where the environment's are wrong."""
    from rag.config import Settings

    try:
        return Settings() if library is None else Settings(library=library)
    except ValueError as error:
        raise InputError(f"the settings are wrong ({error}): correct the FAZHI_* variables or fazhi.toml") from error


def put_answer(question: str, desk: "Desk", day: date | None, *, explain: bool, json: bool) -> None:
    """Answer a question and print the answer, with what decided it where that is asked for."""
    if explain:
        from rag.explained import explain as explain_answer
        from rag.explained import explained_view
        from rag.show_explained import show_explained

        explained = explain_answer(question, desk, today=day)
        console.put(explained_view(explained) if json else show_explained(explained))
        return
    from rag.pipeline import ask
    from rag.show import show_answer
    from rag.views import answer_view

    answer = ask(question, desk, today=day)
    console.put(answer_view(answer) if json else show_answer(answer))


def put_phrased(question: str, desk: "Desk", day: date | None, *, json: bool) -> None:
    """Answer a question and print the answer as the configured model phrased it, or as it was found and why."""
    from rag.phrased import reworded, reworded_view
    from rag.pipeline import ask
    from rag.show import show_answer

    phrased = reworded(ask(question, desk, today=day), desk.settings)
    if phrased.why:
        console.say(f"not phrased: {phrased.why}")
    console.put(reworded_view(phrased) if json else show_answer(phrased.answer))


def ask_batch(batch: str, desk: "Desk", day: date | None, *, explain: bool = False) -> int:
    """Answer a batch line by line, with what decided each answer where asked; returns 1 where a line got no answer."""
    from rag.batch import answer_lines, opened

    failed = False
    with opened(batch) as lines:
        for view in answer_lines(lines, desk, day, explain=explain):
            failed = failed or "error" in view
            console.put_line(view)
    return 1 if failed else 0


def list_reports(known: "Library", json: bool) -> None:
    """Print the catalogue, as a table or as JSON."""
    from rag.show import show_reports
    from rag.views import report_view

    cards = known.cards()
    if not cards:
        console.say("the library is empty: run `fazhi index FOLDER` to fill it")
    if cards or json:
        console.put([report_view(card) for card in cards] if json else show_reports(cards))


def show_report_of(known: "Library", card: "ReportCard", text: bool, json: bool) -> None:
    """Print one report: what it is, or its canonical text."""
    from rag.show import show_report
    from rag.views import report_view

    if text and not json:
        console.put_exactly(known.text(card.id))
        return
    view = report_view(card) | ({"text": known.text(card.id)} if text else {})
    console.put(view if json else show_report(card))


def correct(known: "Library", card: "ReportCard", changes: list[str]) -> "ReportCard":
    """Correct what a report is, for good, and return its card as it is then."""
    from rag.corrections import corrected

    known.set_identity(card.id, corrected(card.identity, changes))
    return known.card(card.id)


def rows_of(places: list[str], years: list[str], kind: str | None, below: bool) -> "RowsAsked":
    """Return the rows that a call of `table` asks for; raises InputError where years or kind are written wrong."""
    from rag.answering.table_rows import RowsAsked, years_in
    from rag.corrections import find_kind

    if below and not places:
        raise InputError("--below needs a place: give --place 浙江省 for the governments under it")
    return RowsAsked(tuple(places), years_in(years, date.today()), find_kind(kind) if kind else None, below)


def put_table(table: "Table", out: Path | None, json: bool) -> None:
    """Write a table to a file where one is named, and print it, or in a line what was written."""
    from rag.show import show_table, show_written
    from rag.views import table_view

    for note in table.notes:
        console.say(note)
    if out:
        from rag.export import write_table

        write_table(table, out)
    if json:
        console.put(table_view(table))
    else:
        console.put(show_written(table, out) if out else show_table(table))


def library_of(library: Path | None) -> "Library":
    """Open the library that the call or the settings name."""
    from rag.library.library import Library

    settings = settings_of(library)
    return Library.open(settings.library, settings)


def check_paths(paths: list[Path], prune: bool) -> None:
    """Refuse paths that hold no file before a library is made for them; with `prune` an emptied folder is a finding."""
    from rag.reading.read import find_files

    if not find_files(paths) and not prune:
        raise InputError(f"there is no file in {', '.join(map(str, paths))}; give a file or a folder of reports")


def day_of(text: str | None) -> date | None:
    """Return the day that YYYY-MM-DD names, None for none; raises InputError."""
    try:
        return None if text is None else datetime.strptime(text, "%Y-%m-%d").date()
    except ValueError as error:
        raise InputError(f"{text!r} is no day; write it as 2026-01-31") from error
