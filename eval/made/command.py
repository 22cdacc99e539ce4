"""`python -m eval.made DIR`: a made library and the questions about it, written to a folder."""

import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from pathlib import Path
from time import perf_counter
from typing import NoReturn

from eval.dataset import check_pins, dump
from eval.made.catalogue import SPLITS
from eval.made.dataset import make_questions
from eval.made.library import MadeLibrary, MadeReport, Placed, make_reports
from rag.errors import FazhiError, InputError


def main(arguments: Sequence[str] | None = None) -> int:
    """Make what the arguments ask for and return the exit status; what is wrong is said in a line."""
    try:
        call = _parsed(arguments)
        print(made(Path(call.folder), call.reports, call.questions, (call.seed, call.split)))  # noqa: T201
    except FazhiError as error:
        print(f"error: {error}", file=sys.stderr)  # noqa: T201
        return 2
    return 0


def made(folder: Path, reports: int, questions: int, how: tuple[int, str]) -> str:
    """Write reports/, questions.jsonl and facts.jsonl below `folder`, and return what there is now in a line.

    `how` is the seed and the split. Raises InputError where the folder holds something, or cannot be written to.
    """
    began = perf_counter()
    seed, split = how
    library = make_reports(folder / "reports", reports, seed, split, iter)
    items = make_questions(library, questions)
    check_pins(items, library.texts)
    (folder / "questions.jsonl").write_text(dump(items), encoding="utf-8", newline="\n")
    facts = "".join(f"{line}\n" for line in _facts(library))
    (folder / "facts.jsonl").write_text(facts, encoding="utf-8", newline="\n")
    places = len({report.subject.key for report in library.reports})
    return (
        f"{len(library.reports)} reports of {places} places, {facts.count(chr(10))} facts, {len(items)} questions "
        f"({split}, seed {seed}, {perf_counter() - began:.1f} s)"
    )


def _facts(library: MadeLibrary) -> Iterator[str]:
    for report in library.reports:
        for placed in report.placed:
            yield json.dumps(_fact(library, report, placed), ensure_ascii=False)


def _fact(library: MadeLibrary, report: MadeReport, placed: Placed) -> dict[str, object]:
    fact, known = placed.fact, library.book.indicators
    named = known[fact.indicator].name if fact.indicator in known else fact.indicator
    return {
        "place": report.subject.name,
        "place_path": report.subject.path,
        "issuer": report.subject.issuer,
        "report_year": report.year,
        "year": fact.year,
        "file": report.file,
        "report": report.id,
        "indicator": fact.indicator,
        "name": named,
        "scope": fact.scope,
        "role": fact.role,
        "kind": fact.kind,
        "value": fact.value,
        "unit": fact.unit,
        "raw": fact.raw,
        "approximate": fact.approximate,
        "items": fact.items,
        "start": placed.span.start,
        "end": placed.span.end,
        "clause": fact.clause,
    }


class _Parser(ArgumentParser):
    """Says what is wrong with a call as every other error is said."""

    def error(self, message: str) -> NoReturn:
        """Raise the message as an InputError."""
        raise InputError(f"{message}; see python -m eval.made --help")


def _parsed(arguments: Sequence[str] | None) -> Namespace:
    parser = _Parser(
        prog="python -m eval.made", description="Makes near-identical reports and the questions about them."
    )
    parser.add_argument("folder", help="where to write reports/, questions.jsonl and facts.jsonl; new or empty")
    parser.add_argument("--reports", type=int, default=150)
    parser.add_argument("--questions", type=int, default=600)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--split", choices=SPLITS, default="report")
    call = parser.parse_args(arguments)
    if call.reports < 1 or call.questions < 1:
        raise InputError("--reports and --questions count from 1; give a number above 0")
    return call
