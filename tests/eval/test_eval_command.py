"""`fazhi eval` as the contract has it: what it takes, prints and writes, and how it ends."""

import json
import re
import xml.etree.ElementTree as Xml
from pathlib import Path

import pytest
from command import complaint, run, value

DATASET = Path(__file__).resolve().parents[2] / "eval" / "datasets" / "samples.jsonl"
FILES = {"questions.jsonl", "answers.jsonl", "scorecard.json", "scorecard.html", "junit.xml"}
KEPT = 12
OWED = "96.6%"


@pytest.fixture(scope="module")
def library(sample_desk):
    return sample_desk.settings.library


@pytest.fixture(scope="module")
def dataset(tmp_path_factory):
    """The first questions of the samples' set that go with none left out, and one that is asked of a wrong year."""
    records = [json.loads(line) for line in DATASET.read_text(encoding="utf-8").splitlines()]
    plain = [one for one in records if not {"variant_of", "twin_of", "overlay"} & one.keys()][:KEPT]
    fact = next(one for one in plain if one["slots"][0]["kind"] == "percent")
    wrong = fact | {"id": "wrong", "question": "苏州2019年出庭应诉率"}
    assert fact["slots"][0]["value"] + "%" == OWED
    file = tmp_path_factory.mktemp("set") / "small.jsonl"
    file.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in [*plain, wrong]), encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def out(dataset, library, tmp_path_factory):
    folder = tmp_path_factory.mktemp("run") / "out"
    done = run("eval", dataset, "--out", folder, "--json", library=library)
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout) == json.loads((folder / "scorecard.json").read_text(encoding="utf-8"))
    return folder


def lines(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_a_run_writes_all_that_the_contract_names(out, dataset):
    assert {path.name for path in out.iterdir()} == FILES
    answers = lines(out / "answers.jsonl")
    assert [one["id"] for one in answers] == [one["id"] for one in lines(dataset)]
    assert {"state", "text", "figures", "citations", "missing", "passages"} <= answers[0].keys()
    assert answers[0]["passages"][0].keys() >= {"score", "report_id", "start", "end", "text"}
    card = json.loads((out / "scorecard.json").read_text(encoding="utf-8"))
    assert card["questions"] == KEPT + 1
    assert card["passed"] == round(card["measures"]["passed"]["value"] * card["questions"])
    assert len(card["failures"]) == card["questions"] - card["passed"]
    failure = next(one for one in card["failures"] if one["id"] == "wrong")
    assert failure["expected"]["values"] == [OWED]
    assert OWED in failure["why"]
    assert failure["source"]
    assert len(list(Xml.parse(out / "junit.xml").iter("testcase"))) == KEPT + 1


def test_the_page_needs_nothing_from_anywhere(out):
    page = (out / "scorecard.html").read_text(encoding="utf-8")
    assert not re.search(r"<script|(?:src|href)\s*=\s*[\"']?(?:https?:)?//", page)
    assert OWED in page


def test_stored_answers_get_the_same_marks_and_a_second_run_the_same_bytes(out, dataset, library, tmp_path):
    stored = run("eval", dataset, "--answers", out / "answers.jsonl", "--json", library=library)
    assert stored.stdout.decode().strip() == (out / "scorecard.json").read_text(encoding="utf-8").strip()
    assert run("eval", dataset, "--out", tmp_path / "again", library=library).returncode == 0
    for name in FILES - {"answers.jsonl"}:
        assert (tmp_path / "again" / name).read_bytes() == (out / name).read_bytes(), name
    answers = [
        [one | {"elapsed_ms": 0} for one in lines(folder / "answers.jsonl")] for folder in (out, tmp_path / "again")
    ]
    assert answers[0] == answers[1]


def test_the_terminal_shows_shares_and_failures(dataset, library):
    done = run("eval", dataset, library=library)
    printed = done.stdout.decode()
    assert (done.returncode, done.stderr) == (0, b"")
    assert re.search(rf"small: \d+ of {KEPT + 1} questions passed", printed)
    assert OWED in printed


def test_only_a_bar_makes_a_failure(dataset, library):
    missed = run("eval", dataset, "--min", "passed=1", "--min", "slices=1", "--json", library=library)
    assert missed.returncode == 1
    assert json.loads(missed.stdout)["questions"] == KEPT + 1
    assert re.fullmatch(r"fazhi: passed is [\d.]+, below its bar of 1.0\n", missed.stderr.decode())
    assert run("eval", dataset, "--min", "passed=0.5", "--max", "unsupported=0", library=library).returncode == 0


def test_two_runs_are_compared(out, dataset, library, tmp_path):
    same = value("eval", dataset, "--against", out, library=library)["compared"]
    assert same["measures"]["passed"]["difference"] == 0
    assert same["changed"] == []
    mended = tmp_path / "mended.jsonl"
    mended.write_text(
        "".join(line + "\n" for line in dataset.read_text(encoding="utf-8").splitlines()[:-1]), encoding="utf-8"
    )
    assert "wrong" not in json.dumps(value("eval", mended, "--against", out, library=library)["compared"]["changed"])


def test_a_run_is_written_whole_or_not_at_all(out, dataset, library, tmp_path):
    (tmp_path / "scorecard.json").mkdir()
    said = complaint("eval", dataset, "--answers", out / "answers.jsonl", "--out", tmp_path, library=library)
    assert "scorecard.json is a folder" in said
    assert [path.name for path in tmp_path.iterdir()] == ["scorecard.json"]


def test_an_error_that_is_null_is_none(out, dataset, library, tmp_path):
    views = [json.dumps(one | {"error": None}, ensure_ascii=False) for one in lines(out / "answers.jsonl")]
    (tmp_path / "answers.jsonl").write_text("\n".join(views), encoding="utf-8")
    card = value("eval", dataset, "--answers", tmp_path / "answers.jsonl", library=library)
    assert card == json.loads((out / "scorecard.json").read_text(encoding="utf-8"))


def test_an_answer_that_is_not_there_scores_zero(out, dataset, library, tmp_path):
    kept = (out / "answers.jsonl").read_text(encoding="utf-8").splitlines()[1:]
    file = tmp_path / "answers.jsonl"
    file.write_text("\n".join([*kept, json.dumps({"id": "stranger", "error": "nobody asked"}), ""]), encoding="utf-8")
    done = run("eval", dataset, "--answers", file, "--json", library=library)
    assert done.returncode == 0
    told = done.stderr.decode().splitlines()
    assert "1 questions have no answer" in told[0]
    assert "1 answers" in told[1]
    assert json.loads(done.stdout)["failures"][0]["why"] == "there is no answer"


def test_a_wrong_call_is_told_before_anything_is_asked(dataset, library, out, small_library, tmp_path):
    taken = tmp_path / "taken"
    taken.write_text("", encoding="utf-8")
    assert "give another --out" in complaint("eval", dataset, "--out", taken / "below", library=library)
    made = value("eval", "--generate", "2", "--out", tmp_path / "made", library=small_library)
    assert made["questions"] == 2
    call = ("eval", tmp_path / "made" / "questions.jsonl", "--against", out, "--out", tmp_path / "none")
    assert "was written for another library" in complaint(*call, library=small_library)
    assert not (tmp_path / "none").exists()


def test_a_stranger_answer_is_not_written(out, dataset, library, tmp_path):
    file = tmp_path / "answers.jsonl"
    stranger = json.dumps({"id": "stranger", "error": "nobody asked"})
    file.write_text(stranger + "\n" + (out / "answers.jsonl").read_text(encoding="utf-8"), encoding="utf-8")
    done = run("eval", dataset, "--answers", file, "--out", tmp_path / "run", library=library)
    assert done.returncode == 0
    assert (tmp_path / "run" / "answers.jsonl").read_bytes() == (out / "answers.jsonl").read_bytes()


def test_leaving_out_passages_where_they_were_bad_is_no_gain(out, dataset, library, tmp_path):
    answers = lines(out / "answers.jsonl")
    del answers[0]["passages"]
    file = tmp_path / "answers.jsonl"
    file.write_text("".join(json.dumps(one) + "\n" for one in answers), encoding="utf-8")
    some = value("eval", dataset, "--answers", file, library=library)["measures"]["document_recall@5"]
    whole = json.loads((out / "scorecard.json").read_text(encoding="utf-8"))["measures"]["document_recall@5"]
    assert some["n"] == whole["n"]
    assert some["value"] == pytest.approx(whole["value"] - 1 / whole["n"], abs=1e-4)
    for one in answers:
        one.pop("passages", None)
    file.write_text("".join(json.dumps(one) + "\n" for one in answers), encoding="utf-8")
    assert value("eval", dataset, "--answers", file, library=library)["measures"]["document_recall@5"]["n"] == 0


def test_questions_are_made_asked_and_written(library, tmp_path):
    card = value("eval", "--generate", "30", "--out", tmp_path / "made", library=library)
    assert card["questions"] == 30
    again = value("eval", tmp_path / "made" / "questions.jsonl", library=library)
    assert again == card


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "line 1 is no question"),
        ('{"id": "1"}', "line 1 is no question (type: Field required)"),
        ("", "has no questions"),
    ],
)
def test_a_dataset_that_is_none_is_told_in_a_line(line, said, library, tmp_path):
    (tmp_path / "set.jsonl").write_text(line + "\n", encoding="utf-8")
    assert said in complaint("eval", tmp_path / "set.jsonl", library=library)


def test_a_dataset_of_another_library_is_told_in_a_line(dataset, small_library, tmp_path):
    assert "was written for another library" in complaint("eval", dataset, library=small_library)
    assert "cannot be read" in complaint("eval", tmp_path / "none.jsonl", library=small_library)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "give a dataset"),
        (("--generate", "5", "--answers", "x.jsonl"), "give a dataset"),
        ((DATASET, "--min", "nothing=1"), "is no measure"),
        ((DATASET, "--answers", "none.jsonl"), "cannot be read"),
        ((DATASET, "--against", "nowhere"), "holds no earlier run"),
        ((DATASET, "--judge"), "--judge needs a model"),
    ],
)
def test_a_call_that_is_wrong_is_told_in_a_line(arguments, said, library):
    assert said in complaint("eval", *arguments, library=library)


def test_stored_answers_that_are_none_are_told_in_a_line(dataset, library, tmp_path):
    file = tmp_path / "answers.jsonl"
    for line, said in [
        ("{", "line 1 is no JSON"),
        ("[]", "line 1 is no JSON object"),
        ('{"state": "answered"}', "has no id"),
        ('{"id": "1", "state": "sure", "text": ""}', "is no answer (state"),
        ('{"id": "1", "error": "x"}\n{"id": "1", "error": "x"}', "line 2 answers question 1 again"),
    ]:
        file.write_text(line + "\n", encoding="utf-8")
        assert said in complaint("eval", dataset, "--answers", file, library=library)


def test_an_unreachable_judge_is_told_in_a_line_before_anything_is_asked(dataset, library):
    server = {"FAZHI_JUDGE__URL": "http://127.0.0.1:9/v1", "FAZHI_JUDGE__MODEL": "none"}
    assert "127.0.0.1:9" in complaint("eval", dataset, "--judge", library=library, **server)
