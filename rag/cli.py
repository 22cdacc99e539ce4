"""The `fazhi` command: one function a command; what is heavy is imported by the command that needs it."""

import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rag import console
from rag.errors import InputError

if TYPE_CHECKING:
    from rag.config import Settings

app = typer.Typer(
    help="法治 Fazhi: cited answers over Chinese government reports.",
    epilog="Exit status: 0 done, 1 the work was done and part of it failed, 2 the call or its input is wrong.",
    rich_markup_mode=None,
    add_completion=False,
    pretty_exceptions_enable=False,
)

LibraryOption = Annotated[
    Path | None,
    typer.Option("--library", metavar="DIR", help="The library's folder. Default: $FAZHI_LIBRARY, else ./library."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON, and nothing else, on standard output.")]


def main() -> None:
    """Run the command and exit with its status."""
    sys.exit(console.guarded(_run))


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
        console.print_text(context.get_help())


@app.command()
def index(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH…", help="Files and folders; folders with all below.")],
    prune: Annotated[bool, typer.Option("--prune", help="Drop reports below PATH whose files are gone.")] = False,
    library: LibraryOption = None,
    json: JsonOption = False,
) -> int:
    """Add or update reports from files and folders; unchanged files cost nothing."""
    from rag.pipeline import Desk
    from rag.pipeline import index as index_files
    from rag.show import show_indexed
    from rag.views import indexed_view

    _check_paths(paths, prune)
    with Desk.open(_settings(library), create=True) as desk:
        done = index_files(paths, desk, prune=prune, watch=console.watch_files)
    for file, why in (*done.skipped, *done.failed):
        console.say(f"{file}: {why}")
    if json:
        console.print_json(indexed_view(done))
    else:
        console.print_text(show_indexed(done))
    return 1 if done.failed else 0


@app.command()
def reports(
    report: Annotated[str | None, typer.Argument(metavar="[ID]", help="A report's id, or its beginning.")] = None,
    library: LibraryOption = None,
    json: JsonOption = False,
) -> None:
    """List the reports in the library, or show one."""
    from rag.library.library import Library
    from rag.show import print_reports, show_report
    from rag.views import report_view

    settings = _settings(library)
    with Library.open(settings.library, settings) as known:
        if report is None:
            cards = known.cards()
            console.print_json([report_view(card) for card in cards]) if json else print_reports(cards)
            return
        card = known.card(report)
        console.print_json(report_view(card)) if json else console.print_text(show_report(card))


@app.command()
def ask(
    question: Annotated[str, typer.Argument(metavar="QUESTION", help="For instance 苏州2021年出庭应诉率")],
    today: Annotated[str | None, typer.Option(metavar="YYYY-MM-DD", help="The day that 去年 counts from.")] = None,
    library: LibraryOption = None,
    json: JsonOption = False,
) -> None:
    """Answer a question, every statement cited."""
    from rag.pipeline import Desk
    from rag.pipeline import ask as ask_desk
    from rag.show import show_answer
    from rag.views import answer_view

    with Desk.open(_settings(library)) as desk:
        answer = ask_desk(question, desk, today=_day(today))
    console.print_json(answer_view(answer)) if json else console.print_text(show_answer(answer))


def _settings(library: Path | None) -> "Settings":
    """Return the settings, the library as the call names it; raises InputError where the environment's are wrong."""
    from rag.config import Settings

    try:
        return Settings() if library is None else Settings(library=library)
    except ValueError as error:
        raise InputError(f"the settings are wrong ({error}): correct the FAZHI_* variables or fazhi.toml") from error


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
