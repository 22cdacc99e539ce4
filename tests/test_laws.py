"""The laws over every sample and every real report beside the checkout, through real reading, indexing and asking.

That what is acknowledged is durable, and what is derived follows the truth, is tested in tests/library; what a plain
text in every encoding and format becomes, in tests/reading.
"""

import json
import shutil
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path

import pytest
from hash_embedder import HashEmbedder

from rag.answering.cite import citation_id
from rag.answering.shelf import Shelf
from rag.config import Settings
from rag.corrections import corrected
from rag.language.figures import find_figures
from rag.language.text import normalise
from rag.pipeline import Desk, ask, index
from rag.reading.chunk import cut_chunks, embed_text
from rag.reading.figures import find_report_figures
from rag.reading.read import Reader
from rag.reading.sections import find_sections
from rag.types import Reason, Role, State

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = sorted((ROOT / "samples").iterdir())
REAL = sorted((ROOT.parent / "shared" / "reports").glob("*.txt"))
MORE = sorted((ROOT.parent / "shared" / "more-reports").glob("m*.*"))
FILES = [*SAMPLES, *REAL, *MORE]
TODAY = date(2026, 6, 1)
QUESTIONS = [json.loads(line) for line in (ROOT / "eval/datasets/samples.jsonl").read_text("utf-8").splitlines()]
EVERY_FOURTH = QUESTIONS[::4]
CHUNKING = Settings().chunking
BODY = {  # what stands at a report's head and foot, and is no furniture
    "苏州": ("苏府呈〔2022〕5号", "苏州市人民政府关于2021年法治政府建设工作的报告"),
    "慈溪": ("慈溪市人民政府", "白沙路街道办事处", "2020年12月31日"),
    "清镇": ("清镇市人民政府", "2015年12月2日", "清镇市2015年依法行政工作情况报告"),
    "002": ("苏府呈〔2022〕5号", "苏州市人民政府关于2021年法治政府建设工作的报告"),
    "003": ("慈溪市人民政府", "白沙路街道办事处", "2020年12月31日"),
    "004": ("清镇市2015年依法行政工作情况报告", "2015年12月2日"),
}

every_file = pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)


@pytest.fixture(scope="session")
def read():
    """Reads a file as indexing does, in the reader's process; each once."""
    with Reader(Settings().reading) as reader:
        yield cache(reader.read)


@pytest.fixture(params=["sample_desk", "real_desk"])
def desk(request):
    return request.getfixturevalue(request.param)


def cut(report):
    sections = find_sections(report)
    return sections, cut_chunks(report, sections, CHUNKING)


def unbroken(text):
    """The text as matching sees it, on one line: a PDF's line may end inside a figure."""
    return "".join(normalise(text).split())


# Slice


@every_file
def test_sections_and_chunks_are_slices(path, read):
    report = read(path)
    sections, chunks = cut(report)
    assert all(section.span.of(report.text).strip() for section in sections)
    assert all(chunk.span.of(report.text) == chunk.text for chunk in chunks)
    assert all(chunk.report_id == report.id for chunk in chunks)
    for section in sections:
        for heading in section.headings[-1:]:
            said = "".join(section.span.of(report.text).split())
            assert said.lstrip("#*> ").startswith("".join(heading.split())[:8])


def test_what_is_stored_is_what_was_read(desk, read):
    for card in desk.library.cards():
        report = read(Path(card.file))
        sections, chunks = cut(report)
        assert desk.library.text(card.id) == report.text
        assert desk.library.sections(card.id) == sections
        assert tuple(chunk for _, chunk in desk.library.chunks([card.id])) == chunks
        assert desk.library.original(card.id) == Path(card.file).read_bytes()
        assert desk.library.figures(card.id) == find_report_figures(report, sections)


@every_file
def test_stated_figures_are_slices_in_their_statements_and_none_overlap(path, read):
    report = read(path)
    end, found = 0, find_report_figures(report, find_sections(report))
    for stated in found:
        assert stated.figure.span.of(report.text) == stated.figure.raw
        assert stated.statement.holds(stated.figure.span)
        assert end <= stated.figure.span.start
        assert stated.figure.value >= 0
        end = stated.figure.span.end
    assert len(found) > 20


def test_figures_are_slices(desk):
    shelf, count = Shelf(desk.library), 0
    for card in desk.library.cards():
        reading = shelf.reading(card)
        for statement in reading.statements:
            for figure in find_figures(statement.text):
                span = reading.quote_span(statement.start + figure.span.start, statement.start + figure.span.end)
                assert unbroken(span.of(reading.report.text)) == unbroken(figure.raw)
                count += 1
    assert count > 200


@pytest.mark.parametrize("item", EVERY_FOURTH, ids=lambda item: item["id"])
def test_an_answer_is_made_of_slices(item, desk):
    answer = ask(item["question"], desk, history=item.get("history", ()), today=TODAY)
    quotes = {}
    for citation in answer.citations:
        text = desk.library.text(citation.card.id)
        assert citation.span.of(text) == citation.quote != ""
        assert len(citation.quote) <= 300
        assert citation.id == citation_id(citation.card.id, citation.span, citation.quote)
        quotes[citation.n] = citation
    for cited in answer.figures:
        citation = quotes[cited.citation]
        if cited.figure.role is not Role.DERIVED:
            text = desk.library.text(citation.card.id)
            assert unbroken(cited.figure.span.of(text)) == unbroken(cited.figure.raw)
            assert citation.span.holds(cited.figure.span)
            assert cited.place == citation.card.identity.place
    for passage in answer.nearest:
        assert passage.chunk.span.of(desk.library.text(passage.card.id)) == passage.chunk.text
    if answer.state in (State.NOT_FOUND, State.UNCLEAR):
        assert (answer.figures, answer.citations) == ((), ())


# Text


@every_file
def test_a_plain_text_is_the_decoded_file(path, read):
    text = read(path).text
    assert "\r" not in text
    if path.suffix in {".txt", ".md"}:
        assert text == path.read_bytes().decode("utf-8").removeprefix("\ufeff").replace("\r\n", "\n")


@every_file
def test_the_extractor_and_its_version_are_known(path, read):
    name, _, version = read(path).extract.extractor.rpartition(" ")
    assert name
    assert version[0].isdigit()


def test_pages_cover_a_paged_report(read):
    paged = [path for path in FILES if path.suffix == ".pdf"]
    assert paged
    for path in paged:
        report = read(path)
        pages = report.extract.pages
        assert [page.number for page in pages] == list(range(1, len(pages) + 1))
        ends = [0, *(page.span.end for page in pages), len(report.text)]
        starts = [*(page.span.start for page in pages), len(report.text)]
        assert all(not report.text[end:start].strip() for end, start in zip(ends, starts, strict=False))


# Cover


@every_file
def test_nothing_but_furniture_is_left_out_of_chunks(path, read):
    report = read(path)
    seen = bytearray(len(report.text))
    for span in (*(chunk.span for chunk in cut(report)[1]), *report.furniture):
        assert not any(seen[span.start : span.end]), "chunks and furniture overlap"
        seen[span.start : span.end] = b"\1" * (span.end - span.start)
    left = [char for char, one in zip(report.text, seen, strict=True) if not one and not char.isspace()]
    assert left == []


@pytest.mark.parametrize(
    ("path", "words"),
    [(path, word) for path in FILES for begin, words in BODY.items() if path.name.startswith(begin) for word in words],
    ids=lambda value: getattr(value, "name", value),
)
def test_head_and_foot_are_body(path, words, read):
    assert any(words in "".join(chunk.text.split()) for chunk in cut(read(path))[1])


# Window


@every_file
def test_what_is_embedded_fits_the_model(path, read, sample_desk):
    report, embedder = read(path), sample_desk.embedder
    title = report.identity.title or ""
    texts = [embed_text(chunk, title, CHUNKING) for chunk in cut(report)[1]]
    assert embedder.window == 512
    assert max(map(embedder.count_tokens, texts)) <= embedder.window


# Identity


@every_file
def test_a_report_is_known_by_its_bytes(path, read):
    assert read(path).id == sha256(path.read_bytes()).hexdigest()


@pytest.fixture
def own_desk(tmp_path):
    """An empty library with a deterministic embedder, and a folder of copies of two samples to index into it."""
    (tmp_path / "reports").mkdir()
    for path in (path for path in SAMPLES if path.suffix in {".txt", ".md"}):
        shutil.copy(path, tmp_path / "reports")
    embedder = HashEmbedder()
    embedder.window = 512
    with Desk.open(Settings(library=tmp_path / "library"), create=True) as desk:
        yield Desk(desk.library, desk.settings, embedder), tmp_path / "reports"


def test_the_same_bytes_under_two_names_are_one_report(own_desk):
    desk, folder = own_desk
    first = next(folder.glob("*.txt"))
    shutil.copy(first, folder / "甘肃省2019年.txt")  # a name is no evidence against the report itself
    index([folder], desk)
    (card,) = [card for card in desk.library.cards() if card.format == "text" and len(card.files) > 1]
    assert {Path(name).name for name in card.files} == {first.name, "甘肃省2019年.txt"}
    assert (card.identity.place, card.identity.year) == ("白沙路街道", 2020)
    assert len(desk.library.cards()) == 2


def test_a_correction_outlives_indexing_again(own_desk):
    desk, folder = own_desk
    file = next(folder.glob("*.txt"))
    index([folder], desk)
    card = next(card for card in desk.library.cards() if card.file == str(file))
    desk.library.set_identity(card.id, corrected(card.identity, ["year=2019", "title=另一个标题"]))
    file.touch()
    index([folder], desk)
    desk.library.remove([card.id])
    assert desk.library.find_report(card.id) is None
    shutil.copy(file, folder / "copy.txt")
    index([folder], desk)
    again = desk.library.find_report(card.id)
    assert (again.identity.year, again.identity.title) == (2019, "另一个标题")
    assert again.identity.place == card.identity.place


# Fail closed


def test_a_filter_that_matches_nothing_finds_nothing(desk):
    vector = desk.embedder.embed_question("出庭应诉率")
    for nothing in ((), ("0" * 64,)):
        assert desk.library.search_vectors(vector, 10, nothing) == []
        assert desk.library.search_words("出庭应诉率", 10, nothing) == []
    assert len(desk.library.search_vectors(vector, 10, None)) == 10
    assert desk.library.search_words("出庭应诉率", 10, None)


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("南京2021年出庭应诉率", Reason.NO_REPORT_OF_PLACE),
        ("苏州市吴中区2021年出庭应诉率", Reason.NO_REPORT_OF_PLACE),
        ("江苏省2021年出庭应诉率", Reason.NO_REPORT_OF_PLACE),
        ("慈溪市2020年主动公开信息多少件", Reason.NO_REPORT_OF_PLACE),
        ("苏州1998年出庭应诉率", Reason.NO_REPORT_OF_YEAR),
        ("苏州2022年出庭应诉率", Reason.NO_REPORT_OF_YEAR),
        ("苏州去年出庭应诉率", Reason.NO_REPORT_OF_YEAR),
        ("苏州2021年政府信息公开年度报告收到多少件申请", Reason.NO_REPORT_OF_KIND),
        ("武清区2020年出庭应诉率", Reason.NOT_MENTIONED),
        ("苏州2021年种植了多少棵榕树", Reason.NOT_MENTIONED),
    ],
)
def test_nothing_stands_in_for_what_is_not_there(question, reason, desk):
    answer = ask(question, desk, today=TODAY)
    assert answer.state is State.NOT_FOUND
    assert reason in {missing.reason for missing in answer.missing}
    assert (answer.figures, answer.citations) == ((), ())
    assert not any(value in answer.text for value in ("96.6", "77.27", "977", "539550"))
