"""What reports say they are: the real ones and heads made after the habits of governments nationwide."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from made_heads import MADE, Made

from rag.config import Reading
from rag.reading.identify import identify
from rag.reading.read import Reader
from rag.types import Extract, Identity, Kind

SHARED = Path(__file__).resolve().parents[2] / ".." / "shared"
HEADS = [json.loads(line) for line in Path(__file__).with_name("heads.jsonl").read_text(encoding="utf-8").splitlines()]
KINDS = {
    "政府工作报告": Kind.GOVERNMENT_WORK,
    "政府信息公开年度报告": Kind.DISCLOSURE,
}
REAL = {
    "000": ("建德市", "杭州市", 2020, None, "2021-03-22"),
    "001": ("武清区", "天津市", 2020, None, None),
    "002": ("苏州市", "江苏省", 2021, "苏府呈〔2022〕5号", "2022-01-30"),
    "003": ("白沙路街道", "慈溪市", 2020, None, "2021-04-01"),
    "004": ("清镇市", "贵阳市", 2015, None, "2015-12-02"),
}


def _identity(text: str, page_title: str = "", file: str = "report.txt", wrapped: bool = False) -> Identity:
    return identify(Extract(text, "text", "test", wrapped=wrapped, title=page_title), (), file)


@pytest.mark.parametrize("made", MADE, ids=lambda made: made.name)
def test_made_head_is_identified(made: Made) -> None:
    found = _identity(made.text, made.page_title, made.file, made.wrapped)
    for field, expected in made.expected.items():
        assert getattr(found, "place_path" if field == "path" else field) == expected, (field, found)


@pytest.mark.parametrize("made", HEADS, ids=lambda made: made["text"][:16].replace("\n", " "))
def test_short_head_is_identified(made: dict[str, Any]) -> None:
    found = _identity(made["text"])
    told = {field: getattr(found, field) for field in made["expected"]}
    told = {field: list(value) if isinstance(value, tuple) else value for field, value in told.items()}
    assert told == made["expected"]


@pytest.mark.parametrize("number", REAL)
def test_real_report_is_identified(number: str) -> None:
    files = sorted((SHARED / "reports").glob(f"{number}_*.txt"))
    if not files:
        pytest.skip("the real reports are not beside the checkout")
    found = _identity(files[0].read_text(encoding="utf-8"), file=files[0].name)
    place, parent, year, document_number, published = REAL[number]
    assert (found.place, found.place_path[-2], found.year) == (place, parent, year)
    assert (found.kind, found.document_number, found.published) == (
        Kind.LAW_BASED_GOVERNMENT,
        document_number,
        published,
    )
    assert found.issuer in (f"{place}人民政府", f"{place}办事处")
    assert found.title is not None
    assert str(year) in found.title


def test_more_real_reports_are_identified() -> None:
    index = SHARED / "more-reports" / "INDEX.tsv"
    if not index.exists():
        pytest.skip("the further real reports are not beside the checkout")
    wrong = []
    with index.open(encoding="utf-8") as rows, Reader(Reading()) as reader:
        for row in csv.DictReader(rows, delimiter="\t"):
            file = index.parent / row["file"]
            found = reader.read(file).identity
            if not row["place"].endswith(found.place or "?") or (found.year, found.kind) != (
                int(row["year"]),
                KINDS[row["kind"]],
            ):
                wrong.append((row, found))
    assert not wrong


def test_doubts_are_noted() -> None:
    found = _identity("法治政府建设工作总结\n依法行政工作不断推进。\n盐池县人民政府\n2021年12月24日\n")
    assert any("signature" in note for note in found.notes)
    namesakes = _identity("鼓楼区2022年法治政府建设情况报告\n")
    assert any("江苏省/南京市/鼓楼区" in note for note in namesakes.notes)


def test_markdown_marks_are_no_part_of_a_title() -> None:
    found = _identity("# 建德市2020年法治政府建设情况报告\n\n**发布日期：2021-03-22**\n\n2020年，市政府依法履职。\n")
    assert (found.title, found.published) == ("建德市2020年法治政府建设情况报告", "2021-03-22")
    assert found.issuer == "建德市人民政府"


@pytest.mark.parametrize(
    "text", ["", "\n\n  \n", "。", "#", "20", "年", "市政府", "《", "《》", "\u3000" * 500, "a" * 5000]
)
def test_little_text_is_no_error(text: str) -> None:
    found = _identity(text, file="")
    assert (found.title, found.place, found.year, found.kind) == (None, None, None, Kind.OTHER)
