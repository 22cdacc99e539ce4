"""The `fazhi` command: one function a command; what is heavy is imported by the command that needs it."""

from pathlib import Path
from typing import Annotated

import typer

from rag import console
from rag.commands import (
    ask_batch,
    check_paths,
    correct,
    day_of,
    library_of,
    list_reports,
    put_answer,
    put_phrased,
    put_table,
    rows_of,
    settings_of,
    show_report_of,
)
from rag.errors import InputError

SET_HELP = "Correct place, year, kind, title or issuer, for good; an empty value clears. May be given several times."
HOST = "127.0.0.1"
BATCH_HELP = "Answer a file of questions, a JSON object a line, or - for standard input; prints JSON Lines."

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
Dataset = Annotated[
    Path | None, typer.Argument(metavar="DATASET.jsonl", help="Questions, as docs/dataset.md has them.")
]
Answers = Annotated[Path | None, typer.Option(metavar="FILE", help="Score these stored answers instead of asking.")]
Generate = Annotated[
    int | None, typer.Option(min=1, metavar="N", help="Make N questions from the library itself, then ask them.")
]
Seed = Annotated[
    int, typer.Option(min=0, metavar="N", help="Which questions are made; the same number, the same ones.")
]
Places = Annotated[
    list[str] | None,
    typer.Option("--place", metavar="PLACE", help="苏州, 江苏省苏州市, 苏州市司法局; several times, or several names."),
]
Years = Annotated[
    list[str] | None, typer.Option("--year", metavar="YEAR", help="2021, 2019-2021; several times, or several years.")
]
Least = Annotated[list[str] | None, typer.Option("--min", metavar="NAME=VALUE", help="Fail below; several times.")]
Most = Annotated[list[str] | None, typer.Option("--max", metavar="NAME=VALUE", help="Fail above; several times.")]
Out = Annotated[Path | None, typer.Option(metavar="DIR", help="Write questions, answers and scorecard there.")]
Judging = Annotated[bool, typer.Option("--judge", help="Let the configured model score prose beside the measures.")]
Against = Annotated[Path | None, typer.Option(metavar="DIR", help="Compare with the run that --out wrote there.")]


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

    check_paths(paths, prune)
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
    with library_of(library) as known:
        if report is None:
            if text or changes:
                raise InputError("--text and --set need a report: give its id, as `fazhi reports` lists it")
            list_reports(known, json)
            return
        card = known.card(report)
        if changes:
            card = correct(known, card, changes)
        show_report_of(known, card, text, json)


@app.command()
def remove(
    ids: Annotated[list[str], typer.Argument(metavar="ID", help="Reports' ids, or their beginnings.")],
    library: LibraryOption = None,
    json: JsonOption = False,
) -> None:
    """Take reports out of the library; their files stay, and indexing them again brings the reports back."""
    with library_of(library) as known:
        cards = {card.id: card for card in map(known.card, ids)}
        removed = known.remove(list(cards))
    shown = "\n".join(f"removed {card.id[:12]} {card.label}" for card in cards.values())
    console.put({"removed": removed} if json else shown)


@app.command()
def ask(
    question: Annotated[str | None, typer.Argument(metavar="QUESTION", help="Such as 苏州2021年出庭应诉率")] = None,
    batch: Annotated[str | None, typer.Option(metavar="FILE", help=BATCH_HELP)] = None,
    today: Annotated[str | None, typer.Option(metavar="YYYY-MM-DD", help="The day that 去年 counts from.")] = None,
    explain: Annotated[bool, typer.Option("--explain", help="Say why: scope, candidates, what was refused.")] = False,
    phrase: Annotated[bool, typer.Option("--phrase", help="Have the configured model phrase the answer.")] = False,
    library: LibraryOption = None,
    json: JsonOption = False,
) -> int:
    """Answer a question, every statement cited; a question without an answer is told so, and is no failure."""
    if (question is None) == (batch is None):
        raise InputError("give one question, for instance `fazhi ask 苏州2021年出庭应诉率`, or --batch FILE")
    if phrase and (batch is not None or explain):
        raise InputError("--phrase goes with one question alone; leave out --batch and --explain, or --phrase")
    day = day_of(today)
    from rag.pipeline import Desk

    with Desk.open(settings_of(library)) as desk:
        if batch is not None:
            return ask_batch(batch, desk, day, explain=explain)
        if phrase:
            put_phrased(question or "", desk, day, json=json)
            return 0
        put_answer(question or "", desk, day, explain=explain, json=json)
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

    with library_of(library) as known:
        cited = find_cited(citation, known)
    console.put(cited_view(cited) if json else show_cited(cited))
    return 0 if cited.verified else 1


@app.command()
def verify(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What ask or table printed with --json.")],
    library: LibraryOption = None,
    json: JsonOption = False,
) -> int:
    """Check exported citations against the library as it is now: same, changed or gone; status 1 unless all same."""
    from rag.cited import read_exported
    from rag.cited import verify as verify_exported

    exported = read_exported(file)
    with library_of(library) as known:
        found = verify_exported(exported, known)
    if not found:
        console.say(f"{file} holds no citation: there is nothing in it to check")
    if found or json:
        console.put(found if json else "\n".join(f"{one['id']} {one['state']}" for one in found))
    return 0 if all(one["state"] == "same" for one in found) else 1


@app.command()
def table(
    indicators: Annotated[list[str], typer.Argument(metavar="INDICATOR", help="Such as 出庭应诉率; any wording.")],
    place: Places = None,
    year: Years = None,
    kind: Annotated[str | None, typer.Option(metavar="KIND", help="Only reports of this kind (政府信息公开).")] = None,
    below: Annotated[bool, typer.Option("--below", help="The governments under each PLACE, not its own.")] = False,
    out: Annotated[Path | None, typer.Option(metavar="FILE", help="Write a .csv or .xlsx, citations in it.")] = None,
    library: LibraryOption = None,
    json: JsonOption = False,
) -> int:
    """Lay indicators out over reports, or over the places and years asked for; every cell cited, or saying why not."""
    from rag import pipeline
    from rag.export import check_out
    from rag.tables import make_table

    if out:
        check_out(out)
    asked = rows_of(place or [], year or [], kind, below)
    with pipeline.Desk.open(settings_of(library)) as desk:
        made = make_table(indicators, asked, desk, console.watch)
    put_table(made, out, json)
    return 0


@app.command()
def chat(
    host: Annotated[str, typer.Option(metavar="ADDRESS", help="The address of this machine to serve on.")] = HOST,
    port: Annotated[int, typer.Option(min=1, max=65535, metavar="N", help="The port at that address.")] = 8501,
    open_to_all: Annotated[bool, typer.Option("--open-to-all", help="Let other machines in without a login.")] = False,
    library: LibraryOption = None,
    json: Annotated[bool, typer.Option("--json", help="Prints nothing here.")] = False,
) -> None:
    """Serve the web app, until Ctrl-C; its address is printed on standard error. docs/web.md tells who may come in."""
    from rag.serve import Place, serve

    serve(settings_of(library), Place(host, port, open_to_all))


@app.command("eval")
def evaluate(
    dataset: Dataset = None,
    answers: Answers = None,
    generate: Generate = None,
    seed: Seed = 0,
    least: Least = None,
    most: Most = None,
    out: Out = None,
    against: Against = None,
    judge: Judging = False,
    library: LibraryOption = None,
    json: JsonOption = False,
) -> int:
    """Measure the answers to a set of questions; status 1 where a --min or --max is missed."""
    from eval import command
    from eval.bars import bars
    from eval.printed import shown

    call = command.Call(dataset, answers, generate, seed, out, against, judge, bars(least or (), most or ()))
    done = command.evaluate(call, settings_of(library), console.watch)
    for line in (*done.notes, *done.failed):
        console.say(line)
    console.put(done.card if json else shown(done.card, done.name))
    return 1 if done.failed else 0


if __name__ == "__main__":
    main()
