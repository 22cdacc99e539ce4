"""The grounding eval: `python -m eval.run --library DIR DATASET.jsonl` asks, measures and prints."""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from eval.answers import StoredAnswer
from eval.questions import TODAY, Item, load
from eval.scorecard import Outcome, judge, scorecard
from rag.config import Settings
from rag.errors import FazhiError, InputError
from rag.pipeline import Desk, ask
from rag.views import View, answer_view


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the eval; returns 1 where a measure is below its --min, 2 for input that is wrong, else 0."""
    given = _parser().parse_args(arguments)
    try:
        bars = _bars(given.min)
        card = _evaluate(given.dataset, given.library, given.out)
        low = _below(card, bars)
    except FazhiError as error:
        sys.stderr.write(f"eval: {error}\n")
        return 2
    if given.json:
        sys.stdout.write(_dumped(card) + "\n")
    else:
        _show(card, given.dataset.name)
    sys.stderr.writelines(f"eval: {line}\n" for line in low)
    return 1 if low else 0


def run(items: Sequence[Item], desk: Desk) -> list[tuple[View, Outcome]]:
    """Ask each question and judge what came back, in order; an error in answering is an answer that never came."""
    texts = {card.id: desk.library.text(card.id) for card in desk.library.cards()}
    return [_asked(item, desk, texts) for item in items]


def _asked(item: Item, desk: Desk, texts: Mapping[str, str]) -> tuple[View, Outcome]:
    try:
        view = answer_view(ask(item.question, desk, history=item.history, today=TODAY)) | {"id": item.id}
        return view, judge(item, StoredAnswer.model_validate(view), texts)
    except Exception as error:  # whatever it is, it is this question's failure and no reason to lose the others
        told = f"{type(error).__name__}: {error}"
        return {"id": item.id, "error": told}, judge(item, None, texts, told)


def _evaluate(dataset: Path, library: Path, out: Path | None) -> dict[str, Any]:
    items = load(dataset)
    with Desk.open(Settings(library=library)) as desk:
        desk.embedder  # noqa: B018 a library made with another model is told once, and is no fault of the answers
        results = run(items, desk)
    card = scorecard([outcome for _, outcome in results])
    if out:
        _write(out, items, [view for view, _ in results], card)
    return card


def _write(folder: Path, items: Sequence[Item], views: Sequence[View], card: dict[str, Any]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    lines = [item.model_dump_json() + "\n" for item in items]
    (folder / "questions.jsonl").write_text("".join(lines), encoding="utf-8")
    answers = [json.dumps(view, ensure_ascii=False) + "\n" for view in views]
    (folder / "answers.jsonl").write_text("".join(answers), encoding="utf-8")
    (folder / "scorecard.json").write_text(_dumped(card) + "\n", encoding="utf-8")


def _dumped(card: dict[str, Any]) -> str:
    return json.dumps(card, ensure_ascii=False, indent=2)


def _show(card: dict[str, Any], title: str) -> None:
    console = Console()
    for part, heading in (("by_type", "type"), ("measures", "measure")):
        table = Table(heading, "passed", "share [95 %]", title=escape(title))
        for name, share in card[part].items():
            table.add_row(name, *_told(share))
        console.print(table)
    for failure in card["failures"]:
        console.print(f"{failure['id']}  {failure['question']}  — {failure['why']}", markup=False, highlight=False)


def _told(share: dict[str, Any]) -> tuple[str, str]:
    if not share["n"]:
        return "0 of 0", "–"
    hits = round(share["value"] * share["n"])
    return f"{hits} of {share['n']}", escape(f"{share['value']:.3f} [{share['low']:.3f}, {share['high']:.3f}]")


def _bars(given: Sequence[str]) -> dict[str, float]:
    try:
        return {name: float(value) for name, value in (bar.split("=", 1) for bar in given)}
    except ValueError as error:
        raise InputError(f"--min {' '.join(given)} sets no bar; write it as --min passed=0.9") from error


def _below(card: dict[str, Any], bars: Mapping[str, float]) -> list[str]:
    """Return a line for each bar that was not reached; a measure of which nothing was asked reaches none."""
    unknown = sorted(set(bars) - set(card["measures"]))
    if unknown:
        raise InputError(f"--min {unknown[0]} is no measure; take one of {', '.join(card['measures'])}")
    values = {name: card["measures"][name]["value"] for name in bars}
    return [
        f"{name} is {values[name]}, below its bar of {bar}"
        for name, bar in bars.items()
        if values[name] is None or values[name] < bar
    ]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m eval.run", description="The grounding eval over one library.")
    parser.add_argument("dataset", type=Path, metavar="DATASET.jsonl", help="the questions, a line each")
    parser.add_argument("--library", type=Path, default=Settings().library, help="the library to ask")
    parser.add_argument("--out", type=Path, help="where questions, answers and scorecard are written")
    parser.add_argument("--min", action="append", default=[], metavar="NAME=VALUE", help="fail below")
    parser.add_argument("--json", action="store_true", help="print the scorecard as JSON and nothing else")
    return parser


if __name__ == "__main__":
    sys.exit(main())
