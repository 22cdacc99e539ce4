"""The `fazhi eval` command: what it takes, and what it prints of the scorecard."""

from pathlib import Path
from typing import Annotated

import typer

from rag import console
from rag.options import JsonOption, LibraryOption, settings_of

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
Least = Annotated[list[str] | None, typer.Option("--min", metavar="NAME=VALUE", help="Fail below; several times.")]
Most = Annotated[list[str] | None, typer.Option("--max", metavar="NAME=VALUE", help="Fail above; several times.")]
Out = Annotated[Path | None, typer.Option(metavar="DIR", help="Write questions, answers and scorecard there.")]
Against = Annotated[Path | None, typer.Option(metavar="DIR", help="Compare with the run that --out wrote there.")]


def evaluate(
    dataset: Dataset = None,
    answers: Answers = None,
    generate: Generate = None,
    seed: Seed = 0,
    least: Least = None,
    most: Most = None,
    out: Out = None,
    against: Against = None,
    library: LibraryOption = None,
    json: JsonOption = False,
) -> int:
    """Measure the answers to a set of questions; status 1 only where a --min or --max is missed."""
    from eval.printed import show

    from eval import command
    from eval.bars import bars

    call = command.Call(dataset, answers, generate, seed, out, against, bars(least or (), most or ()))
    done = command.evaluate(call, settings_of(library), lambda items: console.watch(items, lambda item: item.id))
    for line in (*done.notes, *done.missed):
        console.say(line)
    console.put(done.card if json else show(done.card, done.name))
    return 1 if done.missed else 0
