"""The eval over the samples reaches its bars, and the command does as it says."""

import json
import tomllib
from pathlib import Path

import pytest

from eval.questions import load
from eval.run import main, run
from eval.scorecard import scorecard

ROOT = Path(__file__).resolve().parents[2]
DATASET = ROOT / "eval" / "datasets" / "samples.jsonl"
BARS = tomllib.loads((ROOT / "eval" / "bars.toml").read_text(encoding="utf-8"))["samples"]


@pytest.fixture(scope="module")
def card(sample_desk):
    return scorecard([outcome for _, outcome in run(load(DATASET), sample_desk)])


@pytest.mark.parametrize("measure", BARS)
def test_the_bar_is_reached(measure, card):
    share = card["measures"][measure]
    assert share["n"] > 0
    assert share["value"] >= BARS[measure], [(one["id"], one["why"]) for one in card["failures"]]


def test_every_question_counts(card):
    assert card["questions"] == card["measures"]["passed"]["n"] == len(load(DATASET)) >= 80
    assert sum(share["n"] for share in card["by_type"].values()) == card["questions"]
    assert card["questions"] - card["passed"] == len(card["failures"])


@pytest.fixture
def small(tmp_path):
    """Four questions of the dataset, one with a gold that no report bears out."""
    lines = DATASET.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if '"苏州2021年出庭应诉率"' in line or '"南京2021年出庭应诉率"' in line][:3]
    wrong = json.loads(kept[0]) | {"id": "wrong", "expect": ["99.9%"]}
    file = tmp_path / "small.jsonl"
    file.write_text("\n".join([*kept, json.dumps(wrong), ""]), encoding="utf-8")
    return file, len(kept) + 1


def library(desk):
    return ("--library", str(desk.settings.library))


def test_the_command_prints_counts_and_failures(small, sample_desk, capsys):
    file, count = small
    assert main([*library(sample_desk), str(file)]) == 0
    printed = capsys.readouterr().out
    assert f"{count - 1} of {count}" in printed
    assert "its text lacks 99.9%" in printed.replace("\n", " ")


def test_json_is_one_document_and_the_same_again(small, sample_desk, capsys, tmp_path):
    file, count = small
    out = tmp_path / "out"
    assert main([*library(sample_desk), str(file), "--json", "--out", str(out)]) == 0
    first = capsys.readouterr().out
    assert main([*library(sample_desk), str(file), "--json"]) == 0
    assert capsys.readouterr().out == first == (out / "scorecard.json").read_text(encoding="utf-8")
    card = json.loads(first)
    assert (card["questions"], card["passed"]) == (count, count - 1)
    (failure,) = card["failures"]
    assert (failure["id"], failure["expected"]["values"]) == ("wrong", ["99.9%"])
    answers = [json.loads(line) for line in (out / "answers.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [one["id"] for one in answers] == [item.id for item in load(out / "questions.jsonl")]


def test_only_a_bar_makes_a_failure(small, sample_desk, capsys):
    file, _ = small
    assert main([*library(sample_desk), str(file), "--json", "--min", "passed=0.5", "--min", "slices=1"]) == 0
    assert main([*library(sample_desk), str(file), "--json", "--min", "passed=0.9"]) == 1
    assert "below its bar of 0.9" in capsys.readouterr().err


@pytest.mark.parametrize("bar", ["passed", "passed=much", "nothing=1"])
def test_a_bar_that_is_none_is_told(bar, small, sample_desk, capsys):
    assert main([*library(sample_desk), str(small[0]), "--min", bar]) == 2
    told = capsys.readouterr()
    assert (told.out, told.err.count("\n")) == ("", 1)


def test_an_error_is_a_failure_and_costs_only_itself(sample_desk):
    item = load(DATASET)[0]
    broken = item.model_copy(update={"id": "broken", "question": " "})
    (_, good), (view, bad) = run([item, broken], sample_desk)
    assert good.passed
    assert "InputError" in view["error"]
    assert set(bad.faults) == set(good.faults)
    assert all(bad.faults.values())
    card = scorecard([good, bad])
    assert {name: share["value"] for name, share in card["measures"].items() if share["n"]} == dict.fromkeys(
        ["passed", *good.faults], 0.5
    )
