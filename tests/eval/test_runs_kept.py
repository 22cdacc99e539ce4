"""Runs that are kept beside a library: the same as the command's, listed, compared, packed and taken away."""

import json
from datetime import datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from eval.command import Call, evaluate
from eval.dataset import dump, load, parse
from eval.run import texts_of
from eval.runs_kept import FILES, carry_out, compared, failing, kept_runs, packed, read_kept, take_away
from eval.written import pinned_to, sets_of, written
from rag.config import Settings
from rag.errors import InputError
from rag.pipeline import Desk, index

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "eval" / "datasets" / "samples.jsonl"
FEW = 6


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    settings = Settings(library=tmp_path_factory.mktemp("runs") / "library")
    with Desk.open(settings, create=True) as desk:
        index([ROOT / "samples"], desk)
        yield desk


@pytest.fixture(scope="module")
def items():
    return written(SAMPLES)[:FEW]


@pytest.fixture
def run(desk, items):
    kept = carry_out("samples", items, desk)
    yield kept
    if any(one.id == kept for one in kept_runs(desk.library.folder)):
        take_away(desk.library.folder, kept)


def test_a_run_is_what_the_command_writes(desk, items, run, tmp_path):
    (tmp_path / "samples.jsonl").write_text(dump(items), encoding="utf-8")
    done = evaluate(Call(dataset=tmp_path / "samples.jsonl", out=tmp_path / "out"), desk.settings)
    kept = desk.library.folder / "runs" / run
    assert read_kept(desk.library.folder, run).card == done.card
    for name in set(FILES) - {"answers.jsonl"}:
        assert (kept / name).read_bytes() == (tmp_path / "out" / name).read_bytes(), name


def test_runs_are_listed_the_latest_first_the_commands_among_them(desk, items, run, tmp_path):
    folder = desk.library.folder / "runs"
    (tmp_path / "set.jsonl").write_text(dump(items), encoding="utf-8")
    evaluate(Call(dataset=tmp_path / "set.jsonl", out=folder / "by-hand"), desk.settings)
    (folder / "empty").mkdir()
    (folder / "broken").mkdir()
    (folder / "broken" / "scorecard.json").write_text("[", encoding="utf-8")
    listed = kept_runs(desk.library.folder)
    assert {one.name for one in listed} == {"samples", "by-hand"}
    assert [one.at for one in listed] == sorted((one.at for one in listed), reverse=True)
    assert len({one.asked for one in listed}) == 1
    own = next(one for one in listed if one.id == run)
    assert own.at == datetime.strptime(run, "%Y-%m-%dT%H-%M-%S")
    assert (own.questions, own.passed) == (FEW, read_kept(desk.library.folder, run).card["passed"])
    take_away(desk.library.folder, "by-hand")
    assert [one.id for one in kept_runs(desk.library.folder)] == [run]


def test_what_stops_a_run_leaves_nothing_behind(desk, items):
    def stop(questions):
        yield questions[0]
        raise InputError("enough")

    with pytest.raises(InputError, match="enough"):
        carry_out("stopped", items, desk, stop)
    assert kept_runs(desk.library.folder) == ()
    assert not any((desk.library.folder / "runs").glob("20*"))


def test_questions_of_another_library_are_refused_before_any_is_asked(desk, items):
    strange = items[0].evidence[0][0].model_copy(update={"report": "0" * 64})
    item = items[0].model_copy(update={"evidence": ((strange,),)})
    with pytest.raises(InputError, match="another library"):
        carry_out("strange", (item,), desk, lambda questions: pytest.fail("was asked"))
    assert kept_runs(desk.library.folder) == ()


def test_two_runs_are_compared_and_failures_narrowed(desk, items, run):
    later = read_kept(desk.library.folder, run)
    folder = desk.library.folder / "runs" / "earlier"
    folder.mkdir()
    views = [json.loads(line) for line in (folder.parent / run / "answers.jsonl").read_text("utf-8").splitlines()]
    views[0] |= {"text": "没有。", "state": "not_found", "figures": [], "citations": []}
    (folder.parent / "spoilt.jsonl").write_text("".join(json.dumps(view) + "\n" for view in views), encoding="utf-8")
    (folder.parent / "set.jsonl").write_text(dump(items), encoding="utf-8")
    call = Call(dataset=folder.parent / "set.jsonl", answers=folder.parent / "spoilt.jsonl", out=folder)
    failures = evaluate(call, desk.settings).card["failures"]
    changed = compared(read_kept(desk.library.folder, "earlier"), later, texts_of(desk))
    assert (changed["questions"], changed["gained"], changed["lost"]) == (FEW, 1, 0)
    assert [one["id"] for one in changed["changed"]] == [items[0].id]
    assert [one["id"] for one in failing(failures, ["single_fact"], ["slots"], "苏州 出庭")] == [items[0].id]
    for narrowed in (failing(failures, ["list"]), failing(failures, causes=["brief"]), failing(failures, words="北京")):
        assert narrowed == []
    take_away(desk.library.folder, "earlier")


def test_a_run_is_packed_whole_and_taken_away_and_no_other_folder_is(desk, run):
    with ZipFile(BytesIO(packed(desk.library.folder, run))) as archive:
        assert archive.namelist() == [f"{run}/{name}" for name in FILES]
        assert json.loads(archive.read(f"{run}/scorecard.json"))["questions"] == FEW
    other = desk.library.folder / "runs" / run / "notes.txt"
    other.write_text("mine", encoding="utf-8")
    for wrong in ("..", ".", "", "../runs", f"{run}/..", "none"):
        with pytest.raises(InputError, match="is kept beside this library"):
            take_away(desk.library.folder, wrong)
    take_away(desk.library.folder, run)
    assert kept_runs(desk.library.folder) == ()
    assert [path.name for path in other.parent.iterdir()] == ["notes.txt"]
    other.unlink()
    other.parent.rmdir()


def test_a_written_set_belongs_to_a_library_that_has_all_its_reports(desk):
    known = [card.id for card in desk.library.cards()]
    assert sets_of(known) == (SAMPLES,)
    assert sets_of(known[1:]) == ()
    assert pinned_to(SAMPLES) == set(known)


def test_a_set_is_read_from_bytes_as_from_its_file():
    data = SAMPLES.read_bytes()
    assert parse(b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n"), "given.jsonl") == load(SAMPLES)
    with pytest.raises(InputError, match=r"given\.jsonl, line 2 is no question"):
        parse(data.split(b"\n")[0] + b"\n{", "given.jsonl")
    with pytest.raises(InputError, match=r"given\.jsonl cannot be read"):
        parse(b"\xff\xfe", "given.jsonl")
