"""The laws over the samples and, where they lie beside the checkout, over the real reports."""

from functools import cache
from pathlib import Path

import pytest
from made_files import REPORT, docx, pages_of, pdf
from reading_laws import check_laws, report_of

from rag.reading.formats.choose import extract
from rag.reading.furniture import find_furniture

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = sorted(path for path in (ROOT / "samples").glob("*") if path.is_file())
SHARED = [ROOT.parent / "shared" / "reports", ROOT.parent / "shared" / "more-reports"]
REAL = sorted(path for folder in SHARED for path in folder.glob("*[0-9]*.*"))
FILES = [*SAMPLES, *REAL]


@cache
def read(path):
    found = extract(path.read_bytes(), path.name)
    return report_of(found.text, find_furniture(found), found)


def share(report):
    hidden = sum(len("".join(span.of(report.text).split())) for span in report.furniture)
    return hidden / len("".join(report.text.split()))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_slices_and_cover(path):
    check_laws(read(path))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_plain_text_is_unchanged(path):
    if path.suffix in {".txt", ".md"}:
        assert read(path).text == path.read_bytes().decode("utf-8").replace("\r\n", "\n").removeprefix("\ufeff")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_furniture_is_whole_lines_and_little_of_a_report(path):
    report = read(path)
    for span in report.furniture:
        assert span.start == 0 or report.text[span.start - 1] == "\n"
        assert span.end == len(report.text) or report.text[span.end] == "\n"
    assert share(report) < 0.1


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_numbered_headings_follow_one_another(path):
    names = [section.headings[-1] for section in check_laws(read(path))[0] if section.level == 1]
    counted = [name[0] for name in names if name[1] == "、"]
    assert counted == list("一二三四五六七八九十"[: len(counted)])


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", REPORT.encode()),
        ("a.txt", REPORT.encode("gb18030")),
        ("a.md", REPORT.encode("utf-16")),
        ("a.html", f"<html><body><p>{REPORT.replace(chr(10), '</p><p>')}</p></body></html>".encode()),
        ("a.pdf", pdf(pages_of(REPORT))),
        ("a.docx", docx(REPORT)),
    ],
)
def test_one_report_in_every_format_has_the_same_sections(name, data):
    found = extract(data, name)
    sections, _ = check_laws(report_of(found.text, find_furniture(found), found))
    assert [section.headings[-1] for section in sections if section.level] == [
        "一、主要工作和成效",
        "(一)健全工作机制",
        "一是加强统筹",
        "二是压实责任",
        "(二)规范行政执法",
        "二、存在的问题",
        "一是执法力量不足",
        "二是培训不够经常",
        "三、2022年工作安排",
        "1.深化改革",
        "2.强化监督",
    ]


@pytest.mark.skipif(not REAL, reason="no real reports beside the checkout")
def test_the_real_reports_are_found():
    assert len(REAL) >= 5
