"""A wrong figure is noticed: planted in stored answers, in the program's own reader, and against a known truth."""

import json
import os
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from hash_embedder import HashEmbedder

from eval.answers import StoredAnswer
from eval.dataset import dump
from eval.generated.distinct import distinct
from eval.generated.generate import generate
from eval.generated.reader import read_facts
from eval.generated.source import sources
from eval.gold import NUMERIC
from eval.made.library import make_reports
from eval.questions import Type
from eval.run import run, texts_of
from eval.scorecard import score
from rag.config import Settings
from rag.library.library import Library
from rag.pipeline import Desk, index

ROOT = Path(__file__).resolve().parents[2]
ASKED = 150
TRUTHFUL = 0.99


@pytest.fixture(scope="module")
def made(sample_desk):
    return generate(sample_desk.library, ASKED)


@pytest.fixture(scope="module")
def passed(sample_desk, made):
    """The answers with one figure that passed, each with its question."""
    results = [one for one in run(made, sample_desk) if one.outcome.passed]
    items = {item.id: item for item in made}
    return [
        (items[one.view["id"]], one.view)
        for one in results
        if len(one.view.get("figures", ())) == 1 and items[one.view["id"]].slots[0].kind in NUMERIC
    ]


def planted(view, raw, value, unit=None):
    """The answer with another figure in what it says itself; its quotes and citations are left as they are."""
    figure = view["figures"][0]
    head, quote, rest = view["text"].partition("：“")
    assert figure["raw"] in head, view["text"]
    changed = figure | {"raw": raw, "value": value, "unit": figure["unit"] if unit is None else unit}
    return view | {"figures": [changed], "text": head.replace(figure["raw"], raw) + quote + rest}


def tenfold(item, view):
    figure = view["figures"][0]
    value = f"{Decimal(figure['value']) * 10:f}"
    return planted(view, value + figure["unit"], value)


def decimal_moved(item, view):
    figure = view["figures"][0]
    value = f"{Decimal(figure['value']) / 10:f}"
    return planted(view, value + figure["unit"], value)


def neighbour(item, view):
    """Another figure of the same report and unit, as one has it that takes the next number."""
    other = next((one.value for one in item.forbidden), None)
    digits = "".join(char for char in other or "" if char.isdigit() or char == ".")
    return planted(view, other, digits) if other and "万" not in other else None


def one_off(item, view):
    """Such a value as the year before may have had."""
    figure = view["figures"][0]
    value = f"{Decimal(figure['value']) - 1:f}"
    return planted(view, value + figure["unit"], value)


def unit_lost(item, view):
    figure = view["figures"][0]
    return planted(view, figure["value"], figure["value"], "")


def other_year(item, view):
    """Last year's for this year's: the figure is said to be of the year before."""
    return view | {"figures": [view["figures"][0] | {"year": view["figures"][0]["year"] - 1}]}


@pytest.mark.parametrize("mistake", [tenfold, decimal_moved, neighbour, one_off, unit_lost, other_year])
def test_a_figure_misread_fails(mistake, sample_desk, passed):
    texts = texts_of(sample_desk)
    wrong = [(item, answer) for item, view in passed if (answer := mistake(item, view))]
    assert len(wrong) > 30
    unnoticed = [
        answer["text"] for item, answer in wrong if score(item, StoredAnswer.model_validate(answer), texts).passed
    ]
    assert unnoticed == []


def test_the_answers_they_were_planted_in_pass(sample_desk, passed):
    texts = texts_of(sample_desk)
    assert all(score(item, StoredAnswer.model_validate(view), texts).passed for item, view in passed)


BROKEN = """
import json, sys
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from eval.dataset import load
from eval.run import run
from rag.config import Settings
from rag.library.library import Library
from rag.pipeline import Desk

read = Library.figures

def tenfold(found):
    return [replace(one, figure=replace(one.figure, value=one.figure.value * 10)) for one in found]

def following(found):
    moved = []
    for _, told in groupby(found, key=lambda one: one.statement):
        told = list(told)
        for one, other in zip(told, told[1:] + told[:1]):
            moved.append(replace(one, figure=replace(one.figure, value=other.figure.value, unit=other.figure.unit)))
    return moved

readers = {"sound": list, "tenfold": tenfold, "following": following}
now = "sound"
Library.figures = lambda library, report: tuple(readers[now](read(library, report)))

shares = {}
for now in readers:
    with Desk.open(Settings(library=Path(sys.argv[1]))) as desk:
        outcomes = [one.outcome for one in run(load(Path(sys.argv[2])), desk)]
    shares[now] = sum(one.passed for one in outcomes) / len(outcomes)
print(json.dumps(shares))
"""
"""Runs an eval thrice, twice over a library whose figures are as a broken reader would have stored them."""


def test_a_broken_reader_is_noticed_because_the_gold_does_not_move_with_it(sample_desk, made, tmp_path):
    asked = [item for item in made if item.type is Type.SINGLE_FACT]
    (tmp_path / "set.jsonl").write_text(dump(asked), encoding="utf-8")
    (tmp_path / "driver.py").write_text(BROKEN, encoding="utf-8")
    done = subprocess.run(
        (sys.executable, tmp_path / "driver.py", sample_desk.library.folder, tmp_path / "set.jsonl"),
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    assert done.returncode == 0, done.stderr
    shares = json.loads(done.stdout)
    assert shares["sound"] > 0.85
    assert shares["tenfold"] < 0.1, shares
    assert shares["following"] < shares["sound"] - 0.3, shares


@pytest.mark.parametrize("split", ["tune", "report"])
def test_golds_agree_with_a_made_library_whose_truth_is_known(split, tmp_path):
    written = make_reports(tmp_path / "reports", 10, 3, split, iter)
    settings = Settings(library=tmp_path / "library")
    true = {report.id: report for report in written.reports}
    with Desk(Library.open(settings.library, settings, create=True), settings, HashEmbedder()) as desk:
        index([tmp_path / "reports"], desk)
        told = [
            (known.fact, true[source.id])
            for source in sources(desk.library)
            for known in distinct(source, read_facts(source))
        ]
    wrong = [fact.words + fact.raw for fact, report in told if not is_true(fact, report)]
    assert len(told) > 60
    assert len(wrong) <= (1 - TRUTHFUL) * len(told), wrong


def is_true(fact, report):
    """Whether the report was given that very figure, in that clause, as its year's own."""
    span = fact.source.shadow.span(fact.start, fact.end)
    return any(
        placed.span.start < span.end
        and span.start < placed.span.end
        and placed.fact.kind in ("number", "percent", "delta")
        and placed.fact.year == report.year
        and placed.fact.role in ("actual", "change")
        and abs(Decimal(placed.fact.value)) == abs(Decimal(fact.value))
        and placed.fact.unit == fact.unit
        for placed in report.placed
    )
