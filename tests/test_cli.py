"""The command as a person or a script calls it: what it prints, where, and its exit status."""

import json
import shutil
import subprocess
import sys
from hashlib import sha256

import pytest
from command import environment, run, value

COMMANDS = ("index", "reports", "remove", "ask", "search", "cite", "verify", "table", "chat")
HEAVY = ("torch", "transformers", "sentence_transformers", "streamlit")


@pytest.fixture
def library(small_library, tmp_path):
    """A copy of the small library that may be written to."""
    return shutil.copytree(small_library, tmp_path / "library")


@pytest.fixture(scope="module")
def jiande(small_library):
    """The report of Jiande, a PDF."""
    return next(one for one in value("reports", library=small_library) if one["place"] == "建德市")


@pytest.fixture(scope="module")
def asked(small_library):
    """An answer with a figure and its citation, and what of the heavy libraries was loaded for it."""
    code = (
        "import sys; from rag import console; console.leave = lambda _: None; from rag.cli import main; main();"
        f"sys.stderr.write(' '.join({{*{HEAVY}}} & {{*sys.modules}}))"
    )
    call = [sys.executable, "-c", code, "ask", "建德2020年以市政府为被告的出庭应诉率", "--json"]
    done = subprocess.run(call, capture_output=True, env=environment(small_library), timeout=120)
    return json.loads(done.stdout), done.stderr.decode()


@pytest.fixture(scope="module")
def answer(asked):
    """The answer to what share of the cases against its government the leaders of Jiande appeared in."""
    return asked[0]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_takes_library_json_and_help(command):
    done = run(command, "--help")
    assert done.returncode == 0
    assert not done.stderr
    assert all(option in done.stdout.decode() for option in ("--library", "--json", "--help"))


def test_help_lists_the_commands_and_loads_nothing_of_weight():
    done = run("--help")
    assert all(f"  {command} " in done.stdout.decode() for command in COMMANDS)
    code = "import sys, rag.cli; sys.exit(', '.join({'numpy', 'pydantic', 'rich', 'sqlite3'} & {*sys.modules}))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert loaded.stderr.strip() == ""


def test_called_with_nothing_it_shows_the_help():
    assert run().stdout == run("--help").stdout


def test_asking_loads_no_heavy_library(asked):
    assert asked[1] == ""


def test_an_answer_has_the_fields_of_the_contract(answer, jiande, small_library):
    names = "id question state text figures citations missing nearest elapsed_ms"
    assert list(answer) == names.split()
    assert answer["state"] == "answered"
    assert "77.27%" in answer["text"]
    figure = next(one for one in answer["figures"] if one["raw"] == "77.27%")
    names = "raw value unit approximate indicator scope place year role citation"
    assert list(figure) == names.split()
    assert (figure["value"], figure["unit"], figure["place"], figure["year"]) == ("77.27", "%", "建德市", 2020)
    cited = next(one for one in answer["citations"] if one["n"] == figure["citation"])
    names = "n id report_id report file issuer place year section page start end quote"
    assert list(cited) == names.split()
    text = value("reports", jiande["id"], "--text", library=small_library)["text"]
    assert text[cited["start"] : cited["end"]] == cited["quote"]
    assert "77.27%" in cited["quote"]
    assert (cited["report_id"], cited["report"]) == (jiande["id"], jiande["title"])
    assert cited["page"] >= 1
    assert cited["section"][-1].startswith("二是")
    digest = sha256(cited["quote"].encode()).hexdigest()[:6]
    assert cited["id"] == f"{jiande['id'][:12]}-{cited['start']}-{cited['end']}-{digest}"


def test_a_person_reads_the_answer_then_its_numbered_citations(small_library):
    text = run("ask", "白沙路街道2020年主动公开信息多少件", library=small_library).stdout.decode()
    said, cited = text.split("\n\n", 1)
    assert "977件" in said
    assert "[1]" in said
    assert cited.startswith("[1] 白沙路街道 2020年 《白沙路街道关于2020年度")
    assert "977件" in cited


def test_a_batch_answers_in_order_and_a_bad_line_costs_only_itself(small_library):
    lines = [
        '{"id": "last year", "question": "建德去年出庭应诉率"}',
        '{"id": "nowhere", "question": "南京2021年出庭应诉率"}',
        '{"id": "one", "question": "白沙路街道2020年主动公开信息多少件"}',
        "no json",
        "",
        '{"id": 2, "question": "  "}',
        '{"id": "long", "question": "' + "法" * 100_000 + '"}',
        '{"id": "none"}',
        '{"id": "list", "question": "问", "history": "问"}',
        "[1, 2]",
        '{"id": "three", "question": "那建德呢？出庭应诉率", "history": ["白沙路街道2020年主动公开信息多少件"]}',
        '{"id": "odd", "question": "\\ud800建德2020年出庭应诉率"}',
    ]
    given = "\ufeff".encode() + "\n".join(lines).encode()
    done = run("ask", "--batch", "-", "--today", "2021-05-01", library=small_library, given=given)
    assert (done.returncode, done.stderr) == (1, b"")
    last_year, nowhere, *answers = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert (last_year["id"], {one["year"] for one in last_year["citations"]}) == ("last year", {2020})
    assert (nowhere["state"], nowhere["figures"], nowhere["citations"]) == ("not_found", [], [])
    assert nowhere["missing"] == [{"place": "南京市", "year": 2021, "reason": "no_report_of_place", "have": []}]
    assert [one["id"] for one in answers] == ["one", None, 2, "long", "none", "list", None, "three", "odd"]
    assert [set(one) == {"id", "error"} for one in answers] == [False, *[True] * 6, False, False]
    assert "977件" in answers[0]["text"]
    assert answers[1]["error"].startswith("line 4: it is no JSON")
    assert "over the limit of 2000" in answers[3]["error"]
    assert answers[7]["citations"][0]["place"] == "建德市"


def test_reports_lists_and_shows_by_the_beginning_of_an_id(small_library, jiande):
    names = (
        "id file files title issuer place place_path year kind document_number published characters sections chunks "
        "coverage furniture status notes"
    )
    assert list(jiande) == names.split()
    assert jiande["place_path"] == ["浙江省", "杭州市", "建德市"]
    assert (jiande["year"], jiande["kind"], jiande["status"]) == (2020, "法治政府建设", "ok")
    assert value("reports", jiande["id"][:8], library=small_library) == jiande
    listed = run("reports", library=small_library).stdout.decode().splitlines()
    assert len(listed) == 4
    assert [jiande["id"][:12], "建德市", "2020", "法治政府建设", jiande["title"]] in map(str.split, listed)
    assert jiande["id"] in run("reports", jiande["id"][:8], library=small_library).stdout.decode()


def test_a_reports_text_is_printed_alone_and_exactly(small_library, jiande):
    printed = run("reports", jiande["id"][:8], "--text", library=small_library).stdout.decode()
    assert len(printed) == jiande["characters"]
    assert printed == value("reports", jiande["id"][:8], "--text", library=small_library)["text"]


def test_a_correction_holds_in_later_processes(library):
    before = next(one for one in value("reports", library=library) if one["place"] is None)
    assert before["status"] == "incomplete"
    changes = ("place=南京鼓楼区", "year=2022年", "kind=依法行政", "title=法治宣传", "issuer=鼓楼区司法局")
    value("reports", before["id"][:10], *(part for one in changes for part in ("--set", one)), library=library)
    after = value("reports", before["id"], library=library)
    assert (after["place"], after["place_path"]) == ("鼓楼区", ["江苏省", "南京市", "鼓楼区"])
    assert (after["year"], after["kind"], after["title"]) == (2022, "法治政府建设", "法治宣传")
    assert (after["issuer"], after["status"]) == ("鼓楼区司法局", "ok")
    cleared = value("reports", before["id"], "--set", "place=", "--set", "year=", library=library)
    assert (cleared["place"], cleared["place_path"], cleared["year"]) == (None, [], None)


def test_a_title_cannot_command_the_terminal(library, jiande):
    shown = run("reports", jiande["id"], "--set", "title=报告\x1b[31m红", library=library).stdout
    assert "报告\ufffd[31m红" in shown.decode()
    assert b"\x1b" not in run("reports", library=library).stdout


def test_a_removed_report_is_gone_with_its_citations_until_it_is_indexed_again(library):
    notice = next(one for one in value("reports", library=library) if one["place"] is None)
    assert value("remove", notice["id"][:12], library=library) == {"removed": 1}
    assert notice["id"] not in {one["id"] for one in value("reports", library=library)}
    assert run("cite", f"{notice['id'][:12]}-0-2-000000", library=library).returncode == 2
    assert value("index", notice["file"], library=library)["added"] == 1


def test_files_are_updated_verified_and_pruned_and_unchanged_ones_cost_nothing(library, tmp_path, jiande):
    folder = tmp_path / "reports"
    folder.mkdir()
    shutil.copy(jiande["file"], folder)
    again = value("index", folder, library=library)
    assert (again["added"], again["unchanged"], again["chunks"]) == (0, 1, 0)
    text = "关于普法的通知\n\n举办讲座3场。\n"
    (folder / "new.txt").write_text(text, encoding="utf-8")
    assert value("index", folder, library=library)["added"] == 1
    quote = {"start": 9, "end": 16, "quote": text[9:16]}
    report_id = sha256(text.encode()).hexdigest()
    citation_id = f"{report_id[:12]}-9-16-{sha256(text[9:16].encode()).hexdigest()[:6]}"
    exported = tmp_path / "citation.json"
    file = str(folder / "new.txt")
    exported.write_text(json.dumps({"id": citation_id, "report_id": report_id, "file": file} | quote), encoding="utf-8")
    assert value("verify", exported, library=library) == [{"id": citation_id, "state": "same"}]
    (folder / "new.txt").write_text(f"{text}\n参加200人。\n", encoding="utf-8")
    assert value("index", folder, library=library)["updated"] == 1
    changed = {"id": citation_id, "state": "changed", "quote_still_there": True}
    assert value("verify", exported, library=library, status=1) == [changed]
    (folder / "new.txt").unlink()
    assert value("index", folder, "--prune", library=library)["removed"] == 1
    assert value("verify", exported, library=library, status=1) == [{"id": citation_id, "state": "gone"}]


def test_search_gives_passages_best_first(small_library, jiande):
    found = value("search", "建德 出庭应诉率", "-k", "3", library=small_library)
    assert len(found) == 3
    names = "score report_id report place year section page start end text"
    assert list(found[0]) == names.split()
    assert "出庭应诉率" in found[0]["text"]
    assert {one["report_id"] for one in found} == {jiande["id"]}
    assert [one["score"] for one in found] == sorted((one["score"] for one in found), reverse=True)


def test_a_citation_is_shown_with_the_text_around_it(small_library, jiande, answer):
    cited = answer["citations"][0]
    shown = value("cite", cited["id"], library=small_library)
    assert {name: shown[name] for name in cited} == cited | {"n": 1}
    assert shown["verified"] is True
    text = value("reports", jiande["id"], "--text", library=small_library)["text"]
    assert shown["before"] + shown["quote"] + shown["after"] in text
    assert 0 < len(shown["before"]) <= 200
    assert f"【{cited['quote']}】" in run("cite", cited["id"], library=small_library).stdout.decode()


def test_a_citation_whose_quote_is_another_is_not_verified(small_library, answer):
    other = answer["citations"][0]["id"][:-6] + "000000"
    assert value("cite", other, library=small_library, status=1)["verified"] is False


def test_exported_answers_are_verified(small_library, library, tmp_path, answer, jiande):
    cited = answer["citations"][0]
    exported = tmp_path / "answers.jsonl"
    exported.write_text(json.dumps(answer) + "\n" + json.dumps({"id": 1, "error": "no question"}), encoding="utf-8")
    assert {one["state"] for one in value("verify", exported, library=small_library)} == {"same"}
    tampered = tmp_path / "tampered.json"
    tampered.write_text(json.dumps([cited | {"quote": cited["quote"].replace("77.27%", "97.27%")}]), encoding="utf-8")
    assert value("verify", tampered, library=small_library, status=1) == [{"id": cited["id"], "state": "gone"}]
    value("remove", jiande["id"], library=library)
    assert {one["state"] for one in value("verify", exported, library=library, status=1)} == {"gone"}
