"""`fazhi table` as a person or a script calls it, and the check of what it exported."""

import csv
import json

import pytest
from command import complaint, run, value
from openpyxl import load_workbook

RATE = "出庭应诉率"


@pytest.fixture(scope="module")
def table(small_library):
    """The table of a rate over the three reports of the small library."""
    return value("table", RATE, library=small_library)


def test_a_table_has_the_fields_of_the_contract(table, small_library):
    assert list(table) == ["indicators", "rows"]
    assert table["indicators"] == [RATE]
    assert len(table["rows"]) == 3
    row = next(one for one in table["rows"] if one["place"] == "建德市")
    assert {"place", "year", "report_id", "issuer", "cells"} <= row.keys()
    assert (row["year"], row["issuer"]) == (2020, "建德市人民政府")
    (cell,) = row["cells"]
    assert list(cell) == ["indicator", "state", "figures", "citations"]
    assert (cell["indicator"], cell["state"]) == (RATE, "several")
    answer = value("ask", f"建德2020年{RATE}", library=small_library)
    assert (cell["figures"], cell["citations"]) == (answer["figures"], answer["citations"])
    assert {one["report_id"] for one in cell["citations"]} == {row["report_id"]}


def test_rows_are_the_places_and_years_asked_for(small_library):
    asked = value("table", RATE, "--place", "建德", "--place", "苏州", "--year", "2019-2020", library=small_library)
    told = [(row["place"], row["year"], row["cells"][0]["state"]) for row in asked["rows"]]
    assert told[:2] == [("建德市", 2019, "no_report"), ("建德市", 2020, "several")]
    assert told[2:] == [("苏州市", 2019, "no_report"), ("苏州市", 2020, "no_report")]
    assert asked["rows"][0]["report_id"] is None
    options = ("--place", "建德", "苏州", "--year", "2019", "2020")
    assert value("table", RATE, *options, library=small_library) == asked


def test_a_table_is_written_beside_what_is_printed(table, small_library, tmp_path):
    out = tmp_path / "表.csv"
    assert value("table", RATE, "--out", out, library=small_library) == table
    with out.open(encoding="utf-8-sig", newline="") as stream:
        lines = list(csv.DictReader(stream))
    jiande = next(line for line in lines if line["地方"] == "建德市")
    assert set(jiande[RATE].split("；")) == {"77.27", "100"}
    assert jiande[f"{RATE}·单位"] == "%"
    done = run("table", RATE, "--out", tmp_path / "表.xlsx", library=small_library)
    assert done.stdout.decode().startswith("3 rows, 1 indicators in ")
    assert load_workbook(tmp_path / "表.xlsx").sheetnames == ["指标", "引文"]
    assert sorted(file.name for file in tmp_path.iterdir()) == ["表.csv", "表.xlsx"]


def test_an_exported_table_is_verified_by_the_citations_in_its_cells(table, small_library, tmp_path):
    exported = tmp_path / "table.json"
    exported.write_text(json.dumps(table), encoding="utf-8")
    cited = [one["id"] for row in table["rows"] for cell in row["cells"] for one in cell["citations"]]
    assert cited
    found = value("verify", exported, library=small_library)
    assert found == [{"id": one, "state": "same"} for one in cited]
    first = next(cell for row in table["rows"] for cell in row["cells"] if cell["citations"])
    spoilt = json.dumps(table).replace(json.dumps(first["citations"][0]["quote"]), '"全文"')
    exported.write_text(spoilt, encoding="utf-8")
    assert value("verify", exported, library=small_library, status=1)[0] == {"id": cited[0], "state": "gone"}


def test_what_holds_no_citation_is_said_to_hold_none(small_library, tmp_path):
    exported = tmp_path / "table.json"
    nothing = value("table", RATE, "--place", "南京", library=small_library)
    exported.write_text(json.dumps(nothing), encoding="utf-8")
    done = run("verify", exported, library=small_library)
    assert (done.returncode, done.stdout) == (0, b"")
    assert "holds no citation" in done.stderr.decode()
    exported.write_text('{"indicators": [], "rows": [1]}', encoding="utf-8")
    assert "a row without cells" in complaint("verify", exported, library=small_library)


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--out", "a.txt"), "neither .csv nor .xlsx"),
        (("--year", "abc"), "is no year"),
        (("--kind", "x"), "is no kind of report"),
        (("--below",), "--below needs a place"),
        (("--place", "苏洲"), "no place is known"),
    ],
)
def test_a_wrong_call_is_told_in_a_line(options, told, small_library):
    assert told in complaint("table", RATE, *options, library=small_library)


def test_without_an_indicator_or_a_library_it_says_what_to_give(small_library, tmp_path):
    assert "INDICATOR" in complaint("table", library=small_library)
    assert "there is no library" in complaint("table", RATE, library=tmp_path / "none")
