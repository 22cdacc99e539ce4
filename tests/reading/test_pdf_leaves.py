"""The pages that a quote of a PDF stands on, cut out, and the boxes of its lines."""

from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest
from made_files import REPORT, pages_of, pdf

from rag.errors import ReadError
from rag.reading.formats.pdf import Leaves, cut_leaves, extract
from rag.types import Extract, Span

SAMPLE = next((Path(__file__).resolve().parents[2] / "samples").glob("建德*.pdf"))


def quoted(found: Extract, start: str, end: str, after: int = 0) -> Span:
    at = found.text.index(start, after)
    return Span(at, found.text.index(end, at) + len(end))


def drawn(leaves: Leaves) -> str:
    """What stands inside the boxes on the pages that were cut out."""
    document = pypdfium2.PdfDocument(leaves.data)
    texts = []
    for box in leaves.boxes:
        width, height = leaves.sizes[box.leaf]
        left, top = box.left * width, height - box.top * height
        right, bottom = left + box.width * width, top - box.height * height
        texts.append(document[box.leaf].get_textpage().get_text_bounded(left, bottom, right, top))
    document.close()
    return "".join("".join(texts).split())


def test_the_boxes_of_a_sentence_hold_its_words_line_by_line():
    found = extract(SAMPLE.read_bytes())
    quote = quoted(found, "2020年，以市政府各部门", "77.27%。")
    leaves = cut_leaves(SAMPLE.read_bytes(), found.pages, found.text, quote)
    assert leaves.numbers == (2,)
    assert [(round(width), round(height)) for width, height in leaves.sizes] == [(595, 842)]
    assert len(leaves.boxes) == quote.of(found.text).count("\n") + 1 == 3
    assert drawn(leaves) == "".join(quote.of(found.text).split())
    assert all(above.top + above.height < below.top for above, below in pairwise(leaves.boxes))
    assert all(0 < box.left < box.left + box.width < 1 and 0.6 < box.top < 0.8 for box in leaves.boxes)
    assert len(leaves.data) < len(SAMPLE.read_bytes())


def test_a_quote_over_the_end_of_a_page_is_marked_on_both():
    data = pdf(pages_of(REPORT, lines=4))
    found = extract(data)
    end = found.pages[1].span.end
    leaves = cut_leaves(data, found.pages, found.text, Span(end - 8, end + 7))
    assert leaves.numbers == (2, 3)
    assert [box.leaf for box in leaves.boxes] == [0, 1]
    assert leaves.boxes[0].top > leaves.boxes[1].top


@pytest.mark.parametrize("line", [1, 3, 4])
def test_of_equal_sentences_the_one_that_is_cited_is_marked(line):
    lines = ["全年培训3次。" if at in {1, 3, 4} else f"第{at}项工作已经完成。" for at in range(6)]
    data = pdf([["甲市法治政府建设报告"], lines])
    found = extract(data)
    at = -1
    for _ in range([1, 3, 4].index(line) + 1):
        at = found.text.index("全年培训3次。", at + 1)
    leaves = cut_leaves(data, found.pages, found.text, Span(at, at + 8))
    assert leaves.numbers == (2,)
    (box,) = leaves.boxes
    assert box.top * 842 == pytest.approx(842 - 780 + 18 * line, abs=14)


def test_what_the_page_does_not_print_so_is_not_marked_and_the_page_is_there():
    data = pdf([["甲市法治政府建设报告", "全年培训3次。"]])
    found = extract(data)
    leaves = cut_leaves(data, found.pages, found.text.replace("培训", "演练"), Span(11, 18))
    assert (leaves.numbers, leaves.boxes) == ((1,), ())


def test_a_damaged_original_is_refused_in_a_line():
    found = extract(SAMPLE.read_bytes())
    with pytest.raises(ReadError, match="damaged"):
        cut_leaves(b"%PDF-1.4\nnothing", found.pages, found.text, Span(0, 5))
