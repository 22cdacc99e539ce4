"""The `fazhi` command: one function a command; what is heavy is imported by the command that needs it."""

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rag import console
from rag.errors import InputError
from rag.evaluating import evaluate
from rag.options import JsonOption, LibraryOption, settings_of

if TYPE_CHECKING:
    from rag.library.library import Library
    from rag.pipeline import Desk
    from rag.types import ReportCard

SET_HELP = "Correct place, year, kind, title or issuer, for good; an empty value clears. May be given several times."
BATCH_HELP = "Answer a file of questions, a JSON object a line, or - for standard input; prints JSON Lines."

app = typer.Typer(
    help="法治 Fazhi: cited answers over Chinese government reports.",
    epilog="Exit status: 0 done, 1 the work was done and part of it failed, 2 the call or its input is wrong.",
    rich_markup_mode=None,
    add_completion=False,
    pretty_exceptions_enable=False,
)


def main() -> None:
    """Run the command and exit with its status."""
    console.leave(console.guarded(_run))


def _run() -> int:
    try:
        status = app(prog_name="fazhi", standalone_mode=False)
    except typer.TyperException as error:
        console.say(
            f"{error.format_message().rstrip('.')}; `fazhi --help` and `fazhi COMMAND --help` show how to call it"
        )
        return 2
    except typer.Abort:
        return console.interrupted()
    return console.interrupted() if status == console.INTERRUPTED else int(status or 0)


@app.callback(invoke_without_command=True)
def _front(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        console.put(context.get_help())


@app.command()
def index(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH", help="Files and folders; folders with all below.")],
    prune: Annotated[bool, typer.Option("--prune", help="Drop reports below PATH whose files are gone.")] = False,
    library: LibraryOption = None,
    json: JsonOption = False,
) -> int:
    """Add or update reports from files and folders; unchanged files cost nothing."""
    from rag.pipeline import Desk
    from rag.pipeline import index as index_files
    from rag.show import passed_over, show_indexed
    from rag.views import indexed_view

    _check_paths(paths, prune)
    with Desk.open(settings_of(library), create=True) as desk:
        done = index_files(paths, desk, prune=prune, watch=console.watch_files)
    for line in passed_over(done):
        console.say(line)
    console.put(indexed_view(done) if json else show_indexed(done))
    return 1 if done.failed else 0


@app.command()
def reports(
    report: Annotated[str | None, typer.Argument(metavar="ID", help="A report's id, or its beginning.")] = None,
    text: Annotated[bool, typer.Option("--text", help="Print the report's canonical text alone.")] = False,
    changes: Annotated[list[str] | None, typer.Option("--set", metavar="FIELD=VALUE", help=SET_HELP)] = None,
    library: LibraryOption = None,
    json: JsonOption = False,
) -> None:
    """List the reports in the library; show one, print its text, or correct what it is."""
    with _library(library) as known:
        if report is None:
            if text or changes:
                raise InputError("--text and --set need a report: give its id, as `fazhi reports` lists it")
            _list_reports(known, json)
            return
        card = known.card(report)
        if changes:
            card = _correct(known, card, changes)
        _show_report(known, card, text, json)


@app.command()
def remove(
    ids: Annotated[list[str], typer.Argument(metavar="ID", help="Reports' ids, or their beginnings.")],
    library: LibraryOption = None,
    json: JsonOption = False,
) -> None:
    """Take reports out of the library; their files stay, and indexing them again brings the reports back."""
    with _library(library) as known:
        cards = {card.id: card for card in map(known.card, ids)}
        removed = known.remove(list(cards))
    shown = "\n".join(f"removed {card.id[:12]} {card.label}" for card in cards.values())
    console.put({"removed": removed} if json else shown)


@app.command()
def ask(
    question: Annotated[str | None, typer.Argument(metavar="QUESTION", help="Such as 苏州2021年出庭应诉率")] = None,
    batch: Annotated[str | None, typer.Option(metavar="FILE", help=BATCH_HELP)] = None,
    today: Annotated[str | None, typer.Option(metavar="YYYY-MM-DD", help="The day that 去年 counts from.")] = None,
    library: LibraryOption = None,
    json: JsonOption = False,
) -> int:
    """Answer a question, every statement cited; a question without an answer is told so, and is no failure."""
    if (question is None) == (batch is None):
        raise InputError("give one question, for instance `fazhi ask 苏州2021年出庭应诉率`, or --batch FILE")
    day = _day(today)
    from rag import pipeline
    from rag.show import show_answer
    from rag.views import answer_view

    with pipeline.Desk.open(settings_of(library)) as desk:
        if batch is not None:
            return _ask_batch(batch, desk, day)
        answer = pipeline.ask(question or "", desk, today=day)
    console.put(answer_view(answer) if json else show_answer(answer))
    return 0


@app.command()
def search(
    query: Annotated[str, typer.Argument(metavar="QUERY", help="Words; places, years and kinds in them restrict.")],
    count: Annotated[int | None, typer.Option("-k", min=1, metavar="N", help="How many passages. Default: 10.")] = None,
    library: LibraryOption = None,
    json: JsonOption = False,
) -> None:
    """List the passages nearest to a query, best first, without an answer."""
    from rag.pipeline import Desk, find_passages
    from rag.show import show_passages
    from rag.views import passage_view

    with Desk.open(settings_of(library)) as desk:
        found = find_passages(query, desk, count)
    if not found:
        console.say("no report of the library is in the scope of this query; `fazhi reports` lists what there is")
    if found or json:
        console.put([passage_view(passage) for passage in found] if json else show_passages(found))


@app.command()
def cite(
    citation: Annotated[str, typer.Argument(metavar="ID", help="A citation's id, as an answer gives it.")],
    library: LibraryOption = None,
    json: JsonOption = False,
) -> int:
    """Show the passage behind a citation, with the text around it; status 1 where it is not what was cited."""
    from rag.cited import cited_view, find_cited
    from rag.show import show_cited

    with _library(library) as known:
        cited = find_cited(citation, known)
    console.put(cited_view(cited) if json else show_cited(cited))
    return 0 if cited.verified else 1


@app.command()
def verify(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What `fazhi ask --json` or --batch printed.")],
    library: LibraryOption = None,
    json: JsonOption = False,
) -> int:
    """Check exported citations against the library as it is now: same, changed or gone; status 1 unless all same."""
    from rag.cited import read_exported
    from rag.cited import verify as verify_exported

    exported = read_exported(file)
    with _library(library) as known:
        found = verify_exported(exported, known)
    console.put(found if json else "\n".join(f"{one['id']} {one['state']}" for one in found))
    return 0 if all(one["state"] == "same" for one in found) else 1


@app.command()
def chat(
    port: Annotated[int, typer.Option(min=1, max=65535, metavar="N", help="The port on 127.0.0.1.")] = 8501,
    library: LibraryOption = None,
    json: Annotated[bool, typer.Option("--json", help="Prints nothing here.")] = False,
) -> None:
    """Serve the web chat on this machine, until Ctrl-C; its address is printed on standard error."""
    from rag.serve import serve

    serve(settings_of(library), port)


app.command("eval")(evaluate)


def _ask_batch(batch: str, desk: "Desk", day: date | None) -> int:
    from rag.batch import answer_lines, opened

    failed = False
    with opened(batch) as lines:
        for view in answer_lines(lines, desk, day):
            failed = failed or "error" in view
            console.put_line(view)
    return 1 if failed else 0


def _list_reports(known: "Library", json: bool) -> None:
    from rag.show import show_reports
    from rag.views import report_view

    cards = known.cards()
    if not cards:
        console.say("the library is empty: run `fazhi index FOLDER` to fill it")
    if cards or json:
        console.put([report_view(card) for card in cards] if json else show_reports(cards))


def _show_report(known: "Library", card: "ReportCard", text: bool, json: bool) -> None:
    from rag.show import show_report
    from rag.views import report_view

    if text and not json:
        console.put_exactly(known.text(card.id))
        return
    view = report_view(card) | ({"text": known.text(card.id)} if text else {})
    console.put(view if json else show_report(card))


def _correct(known: "Library", card: "ReportCard", changes: list[str]) -> "ReportCard":
    from rag.corrections import corrected

    known.set_identity(card.id, corrected(card.identity, changes))
    return known.card(card.id)


def _library(library: Path | None) -> "Library":
    """Open the library that the call or the settings name."""
    from rag.library.library import Library

    settings = settings_of(library)
    return Library.open(settings.library, settings)


def _check_paths(paths: list[Path], prune: bool) -> None:
    """Refuse paths that hold no file before a library is made for them; with `prune` an emptied folder is a finding."""
    from rag.reading.read import find_files

    if not find_files(paths) and not prune:
        raise InputError(f"there is no file in {', '.join(map(str, paths))}; give a file or a folder of reports")


def _day(text: str | None) -> date | None:
    try:
        return None if text is None else datetime.strptime(text, "%Y-%m-%d").date()
    except ValueError as error:
        raise InputError(f"{text!r} is no day; write it as 2026-01-31") from error


if __name__ == "__main__":
    main()
