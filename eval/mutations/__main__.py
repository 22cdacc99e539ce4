"""`python -m eval.mutations --library DIR DATASET` asks a dataset, spoils what is right, and prints what is noticed."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from eval.answers import StoredAnswer
from eval.dataset import load
from eval.mutations.trial import Trial, tried
from eval.run import run, texts_of
from rag.config import Settings
from rag.errors import FazhiError
from rag.pipeline import Desk

_SHOWN = 10


def main(arguments: Sequence[str] | None = None) -> int:
    """Print how many spoilt answers of each kind were made and caught, and which right ones were a false alarm."""
    parser = argparse.ArgumentParser(prog="python -m eval.mutations", description=main.__doc__)
    parser.add_argument("dataset", type=Path, help="questions with their gold, JSON Lines")
    parser.add_argument("--library", type=Path, required=True, help="the library that they were written for")
    parser.add_argument("--every", type=int, default=1, help="spoil the answer to each Nth question alone (default 1)")
    called = parser.parse_args(arguments)
    try:
        items = load(called.dataset)
        with Desk.open(Settings(library=called.library)) as desk:
            results = run(items, desk)
            texts = texts_of(desk)
    except FazhiError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    given = {one.view["id"]: StoredAnswer.model_validate(one.view) for one in results if "error" not in one.view}
    _show(tried(items, texts, given, max(called.every, 1)))
    return 0


def _show(trial: Trial) -> None:
    console = Console(highlight=False)
    table = Table("spoilt how", "made", "caught", "share")
    for kind in sorted(trial.made):
        made, caught = trial.made[kind], trial.caught[kind]
        table.add_row(kind, str(made), str(caught), f"{caught / made:.2%}")
    table.add_section()
    table.add_row("all", str(trial.made.total()), str(trial.caught.total()), f"{trial.share:.3%}")
    console.print(table)
    console.print(f"{len(trial.alarms)} false alarms among {trial.right} right answers")
    for item, answer, fault in trial.alarms[:_SHOWN]:
        console.print(f"false alarm, {item.id}: {fault}\n  {answer.text}", markup=False)
    for item, one in trial.missed[:_SHOWN]:
        console.print(f"missed, {item.id}, {one.kind}:\n  {one.answer.text}", markup=False)


if __name__ == "__main__":
    sys.exit(main())
