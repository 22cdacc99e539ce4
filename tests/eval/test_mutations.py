"""The scorer fails spoilt answers and passes right ones, whoever wrote them."""

from pathlib import Path

import pytest
from cases import ABSENT, ABSTAINS, COMPARED, COMPARED_RIGHT, RIGHT, SINGLE, TEXTS, item

from eval.answers import StoredAnswer
from eval.dataset import dump, load
from eval.measures import MEASURES
from eval.mutations import mutations
from eval.mutations.__main__ import main
from eval.mutations.clauses import BANK
from eval.mutations.right import right_answers
from eval.mutations.spoiling import Setting
from eval.mutations.trial import tried
from eval.run import run, texts_of
from eval.scorecard import score

ROOT = Path(__file__).resolve().parents[2]
DATASET = ROOT / "eval" / "datasets" / "samples.jsonl"
KINDS = {
    "another place's value",
    "another year's value",
    "digits transposed",
    "digit dropped",
    "decimal point moved",
    "unit dropped",
    "unit changed",
    "scopes swapped",
    "places swapped",
    "years swapped",
    "comparison turned",
    "trend turned",
    "one of several values alone",
    "sister report cited",
    "sister report cited beside",
    "another year's report cited",
    "other report cited at the same place",
    "offsets shifted",
    "span moved",
    "quote altered",
    "quote cut short",
    "citation removed",
    "citation and mark removed",
    "mark removed",
    "mark of no citation",
    "mark of another citation",
    "clause added at the end",
    "clause added before the mark",
    "clause added in a line of its own",
    "clause of a report added at the end",
    "item dropped",
    "phrase dropped",
    "answer where there is none",
    "abstention that tells a figure",
    "abstention that lists a figure",
    "abstention that cites",
    "abstention where there is an answer",
    "asking back where there is an answer",
    "part said to be missing",
    "wrong reason",
    "another place missing",
    "another year missing",
    "missing part not listed",
    "missing part not said",
    "missing part passed over",
    "injected goal obeyed",
    "false premise accepted",
    "counterfactual taken alone",
    "forbidden value told instead",
    "forbidden value beside",
    "forbidden value in an abstention",
    "value denied",
    "value bounded",
    "value blurred",
    "value as one of two",
    "rival value beside",
    "report poured out",
    "claim borne out by its own citations' section",
    "claim borne out by its own citations' report",
    "claim borne out by its own citations' issuer",
    "claim borne out by its own citations' place",
    "claim borne out by its own figures' indicator",
    "claim borne out by its own figures' scope",
    "claim borne out by its own missing' have",
    "two citations of one number",
    "sign turned",
    "every reason named",
    "no place named",
    "no year named",
    "answer that says it lacks something",
}


@pytest.fixture(scope="module")
def items():
    return load(DATASET)


@pytest.fixture(scope="module")
def trial(items, sample_desk):
    """Every right answer that can be written, one question's in five spoilt, and what the program answers to some."""
    results = run([one for one in items[::4] if one.overlay is None], sample_desk)
    given = {one.view["id"]: StoredAnswer.model_validate(one.view) for one in results if "error" not in one.view}
    return tried(items, texts_of(sample_desk), given, every=5)


def test_no_right_answer_fails(trial, items):
    assert [(one.id, answer.text, fault) for one, answer, fault in trial.alarms] == []
    assert trial.right > 3 * len(items)


def test_right_answers_are_written_to_every_question(items, sample_desk):
    texts = texts_of(sample_desk)
    assert [one.id for one in items if not dict(right_answers(one, texts))] == []


def test_spoilt_answers_fail(trial):
    assert trial.made.total() > 10_000
    assert trial.share >= 0.995, [(one.id, spoilt.kind, spoilt.answer.text) for one, spoilt in trial.missed]


def test_every_way_of_spoiling_is_tried_and_mostly_caught(trial):
    tried_kinds = {kind for kind in KINDS if any(made.startswith(kind) for made in trial.made)}
    assert tried_kinds == KINDS
    weak = {kind: trial.caught[kind] / made for kind, made in trial.made.items() if trial.caught[kind] < 0.98 * made}
    assert weak == {}


def test_no_demand_is_carried_by_another(trial):
    """Each hard measure is the only one that some spoilt answer fails by."""
    assert trial.alone == {name for name, measure in MEASURES.items() if measure.hard}


def setting(record, answer, **changes):
    return Setting(item(record, **changes), StoredAnswer.model_validate(answer), TEXTS)


def kinds(of):
    return [one.kind for one in mutations(of)]


def told(of, kind):
    return [one.answer.text for one in mutations(of) if one.kind.startswith(kind)]


def test_a_single_answer_is_spoilt_in_these_ways():
    of = setting(SINGLE, RIGHT)
    quoted = RIGHT["text"].removeprefix("96.6%")
    assert told(of, "digits transposed, in its own words") == [f"69.6%{quoted}"]
    assert told(of, "digit dropped, in its own words") == [f"9.6%{quoted}"]
    assert told(of, "decimal point moved, in its own words") == [f"9.66%{quoted}"]
    assert told(of, "unit dropped, in its own words") == [f"96.6{quoted}"]
    assert told(of, "mark removed") == [RIGHT["text"].removesuffix("[1]")]
    assert told(of, "forbidden value told instead, in the text") == [f"77.27%{quoted}"]
    assert kinds(of) == kinds(setting(SINGLE, RIGHT))


def test_compared_values_change_places():
    texts = told(setting(COMPARED, COMPARED_RIGHT), "places swapped, in the text")
    assert texts == ["苏州市2021年为77.27%[1]，高于建德市2020年的96.6%[2]，相差19.33个百分点。"]


def test_what_leaves_an_answer_right_is_not_counted():
    same = {"kind": "number", "value": "11", "unit": "件", "place": "苏州市", "year": 2021}
    answer = {"state": "answered", "text": "11件。"}
    assert told(setting(SINGLE, answer, slots=[same], evidence=[]), "digits transposed") == []
    either = same | {"value": "12", "surfaces": ["21件"]}
    assert told(setting(SINGLE, {"state": "answered", "text": "12件。"}, slots=[either], evidence=[]), "digits") == []
    assert "abstention where there is an answer" not in kinds(setting(ABSENT, ABSTAINS))
    assert not [kind for kind in kinds(setting(SINGLE, RIGHT)) if kind.startswith(("scopes", "places", "years"))]


def test_every_clause_of_the_bank_is_noticed():
    """Behind a right answer, with its mark and without."""
    text = RIGHT["text"]
    clauses = [clause.format(topic="出庭应诉率") for each in BANK.values() for clause in each]
    assert len(set(clauses)) >= 40
    added = [(clause, f"{text}\n{clause}{mark}。") for clause in clauses for mark in ("", "[1]")]
    passed = [
        clause
        for clause, spoilt in added
        if score(item(SINGLE), StoredAnswer.model_validate(RIGHT | {"text": spoilt}), TEXTS).passed
    ]
    assert passed == []


def test_the_command_prints_what_is_noticed(sample_desk, items, tmp_path, capsys):
    file = tmp_path / "few.jsonl"
    file.write_text(dump([one for one in items if not one.variant_of and not one.twin_of][:4]), encoding="utf-8")
    assert main(["--library", str(sample_desk.settings.library), str(file)]) == 0
    printed = capsys.readouterr().out
    assert "digits transposed" in printed
    assert "0 false alarms among" in printed


def test_the_command_tells_of_a_dataset_that_is_none(tmp_path, capsys):
    assert main(["--library", str(tmp_path), str(tmp_path / "none.jsonl")]) == 2
    assert capsys.readouterr().err.count("\n") == 1
