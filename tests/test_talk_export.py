"""An exported conversation has every word, every citation as a footnote, and checks again."""

import json
import re
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import docx as word
import pytest

from rag.cited import Standing, citations_in, find_cited, read_exported, verify
from rag.config import Settings
from rag.pipeline import Desk, ask, index
from rag.reading.formats.docx import extract
from rag.talks.docx import docx
from rag.talks.export import file_stem, json_lines, markdown, note_text
from rag.talks.turn import Turn
from rag.types import Answer

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SUZHOU = """苏州市2021年法治政府建设情况报告

一、主要工作
全市行政机关负责人出庭应诉率为96.6%。全年培训3次。
"""
KUNSHAN = """昆山市2022年法治政府建设情况报告

一、工作
2022年，全市行政机关负责人出庭应诉率达到97.5%<b>*粗*</b>|`x`_y_。
"""
REPORTS = {"苏州市2021年.txt": SUZHOU, "昆山市2022年.txt": KUNSHAN}
QUESTIONS = ("苏州2021年出庭应诉率", "昆山2022年出庭应诉率", "昆山2019年出庭应诉率")


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    folder = tmp_path_factory.mktemp("export")
    for name, text in REPORTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    with Desk.open(Settings(library=folder / "library"), create=True) as desk:
        assert index([folder], desk).added == 2
        yield desk


@pytest.fixture(scope="module")
def turns(desk):
    return [*(Turn(question, ask(question, desk)) for question in QUESTIONS), Turn("坏<问>题", error="it failed")]


@pytest.fixture(scope="module")
def cited(turns):
    return [citation for turn in turns if turn.answer for citation in turn.answer.citations]


def in_other_order(answer: Answer) -> Answer:
    """The same answer, its citation made two, marked second before first, and the second again."""
    (one,) = answer.citations
    other = replace(one, n=2, quote=one.quote[:4], id=one.id.replace("-", "-1", 1))
    return replace(answer, text="乙[2]，甲[1]。\n又是乙[2]，没有这个[3]。", citations=(one, other))


def test_every_citation_is_a_markdown_footnote_with_place_year_quote_and_id(turns, cited):
    text = markdown("出庭*应诉*", turns)
    assert text.startswith("# 出庭\\*应诉\\*\n")
    assert [line for line in text.splitlines() if line.startswith("## ")] == [
        *(f"## {question}" for question in QUESTIONS),
        "## 坏\\<问\\>题",
    ]
    footnotes = re.findall(r"^\[\^(\d+)\]: (.*)$", text, re.MULTILINE)
    assert [int(number) for number, _ in footnotes] == [1, 2]
    assert "《苏州市2021年法治政府建设情况报告》，苏州市，2021年，一、主要工作：“" in footnotes[0][1]
    assert footnotes[0][1].endswith(f"”（引文编号 {cited[0].id}）")
    assert re.findall(r"(?<!\n)\[\^(\d+)\](?!:)", text) == ["1", "2"]
    assert citations_in(text) == [citation.id for citation in cited]
    assert "97.5%\\<b\\>\\*粗\\*\\</b\\>\\|\\`x\\`\\_y\\_" in text
    assert not re.search(r"(?<!\\)[<>*`|]", text.replace("[^", ""))


def test_footnotes_are_numbered_as_they_are_met_and_a_mark_that_comes_again_is_the_same(turns):
    text = markdown("甲", [turns[1], replace(turns[0], answer=in_other_order(turns[0].answer))])
    assert "乙[^2]，甲[^3]。\n\n又是乙[^2]，没有这个\\[3\\]。" in text
    assert len(re.findall(r"^\[\^\d\]: ", text, re.MULTILINE)) == 3


def test_a_citation_without_a_mark_stands_at_the_answers_end(turns):
    answer = replace(turns[0].answer, text="就是这样。")
    assert "就是这样。[^1]\n\n[^1]: " in markdown("甲", [Turn("问", answer)])


def test_a_documents_citations_are_real_footnotes_that_word_libraries_read(turns, cited):
    data = docx("出庭 & <应诉>", turns)
    document = word.Document(BytesIO(data))
    said = [paragraph.text for paragraph in document.paragraphs]
    assert said[0] == "出庭 & <应诉>"
    headings = [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == "Heading 1"]
    assert headings == [*QUESTIONS, "坏<问>题", "引文编号"]
    references = [one.get(f"{W}id") for one in document.element.iter(f"{W}footnoteReference")]
    assert references == ["1", "2"]
    notes = footnotes(data)
    assert {number: text.strip() for number, text in notes.items() if int(number) > 0} == {
        str(number): note_text(citation) for number, citation in enumerate(cited, 1)
    }
    assert citations_in("\n".join(said)) == [citation.id for citation in cited]


def footnotes(data: bytes) -> dict[str, str]:
    document = word.Document(BytesIO(data))
    (part,) = [one.target_part for one in document.part.rels.values() if one.reltype.endswith("/footnotes")]
    root = word.oxml.parse_xml(part.blob)
    return {note.get(f"{W}id"): "".join(text.text for text in note.iter(f"{W}t")) for note in root}


def test_a_second_mark_of_a_footnote_is_its_number_raised(turns):
    document = word.Document(BytesIO(docx("甲", [replace(turns[0], answer=in_other_order(turns[0].answer))])))
    assert [one.get(f"{W}id") for one in document.element.iter(f"{W}footnoteReference")] == ["1", "2"]
    again = next(paragraph for paragraph in document.paragraphs if paragraph.text.startswith("又是乙"))
    assert [run.text for run in again.runs if run.font.superscript or run.style.name == "footnote reference"] == ["1"]


def test_our_own_reader_reads_a_document_and_equal_conversations_are_equal_bytes(turns):
    data = docx("甲", turns)
    read = extract(data).text
    assert all(question in read for question in QUESTIONS)
    assert "96.6%" in read
    assert docx("甲", turns) == data
    with ZipFile(BytesIO(data)) as archive:
        assert archive.testzip() is None


def test_what_no_document_can_hold_is_left_out():
    document = word.Document(BytesIO(docx("\x00甲\ud800\uffff", [Turn("乙\x1f]]>&amp;")])))
    assert [paragraph.text for paragraph in document.paragraphs][::2] == ["甲", "乙]]>&amp;"]


def test_json_lines_are_answers_that_verify_again_and_name_no_folder(turns, cited, desk, tmp_path):
    file = tmp_path / "conversation.jsonl"
    file.write_text(json_lines(turns), encoding="utf-8")
    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    assert [line["question"] for line in lines] == [*QUESTIONS, "坏<问>题"]
    assert lines[3]["error"] == "it failed"
    exported = read_exported(file)
    assert [one["file"] for one in exported] == list(REPORTS)
    assert verify(exported, desk.library) == [{"id": one.id, "state": Standing.SAME.value} for one in cited]
    assert all(find_cited(found, desk.library).verified for found in citations_in(file.read_text(encoding="utf-8")))


def test_a_changed_file_is_known_by_its_name_alone(turns, desk, tmp_path):
    text = SUZHOU.replace("3次", "4次")
    (tmp_path / "苏州市2021年.txt").write_text(text, encoding="utf-8")
    file = tmp_path / "conversation.jsonl"
    file.write_text(json_lines(turns[:1]), encoding="utf-8")
    with Desk.open(Settings(library=tmp_path / "library"), create=True) as other:
        index([tmp_path / "苏州市2021年.txt"], other)
        (state,) = verify(read_exported(file), other.library)
    assert (state["state"], state["quote_still_there"]) == ("changed", True)


@pytest.mark.parametrize(
    ("name", "stem"),
    [("苏州2021年：出庭?", "苏州2021年：出庭"), ("../..\\a", "a"), (" . ", "对话"), ("长" * 99, "长" * 60)],
)
def test_a_file_is_named_by_its_conversation(name, stem):
    assert file_stem(name) == stem
