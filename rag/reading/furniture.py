"""Which lines of a saved page are furniture and no part of the report: navigation, buttons, footers, page numbers.

The rules know the genre and where a line stands: navigation and metadata come before the body, pagers and footers after
it, and what stands between the first and the last line of prose is never furniture, except at the edges of a PDF's
pages and what a web page itself marks as standing beside its content.
"""

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rag.reading import furniture_words as words
from rag.reading.aside import find_aside
from rag.types import Extract, Page, Span

_PROSE = 25
_LONG = 80
_FOOTER = 300
_TITLE = 9
_SAME_MARK = str.maketrans("【】[]“”–—", '〔〕〔〕""--')


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that is not blank: its range, and its words in NFKC with and without blanks."""

    span: Span
    spaced: str
    plain: str


@dataclass(frozen=True, slots=True)
class _Edge:
    """A line at a page's edge: its index, page, and place from the top or the end.

    `shapes` are its words as they are and with one number that is the page's taken out; `number` is the page number
    that the whole line is, -1 where it is none.
    """

    line: int
    page: int
    place: int
    shapes: frozenset[str]
    number: int


def find_furniture(extract: Extract) -> tuple[Span, ...]:
    """Return the ranges of whole lines that are furniture, in order, neighbours joined.

    Title, document number, addressee, signature, date and attachments are never among them, nor is a line of prose.
    """
    lines = tuple(_lines(extract.text))
    marked = _page_edges(lines, extract.pages) | _marked_by_page(lines, find_aside(extract))
    body = [i for i, line in enumerate(lines) if i not in marked and _is_prose(line, extract.wrapped)]
    opens, closes = (body[0], body[-1]) if body else (len(lines), -1)
    marked |= _above(lines[:opens], lines)
    marked |= {closes + 1 + i for i in _below(lines[closes + 1 :])} if body else _bottom_of_bare(lines)
    return _joined([lines[i].span for i in sorted(marked)], extract.text)


def _lines(text: str) -> Iterator[_Line]:
    for match in re.finditer(r"[^\n]+", text):
        spaced = unicodedata.normalize("NFKC", match.group()).translate(_SAME_MARK).strip()
        if spaced:
            plain = re.sub(r"[^\S\t]+|\t+$", "", spaced)
            yield _Line(Span(*match.span()), spaced, re.sub(r"(?<=[:])\t+", "", plain))


def _is_prose(line: _Line, wrapped: bool) -> bool:
    """Tell whether a line is the report's own: a heading, or a sentence; a PDF's line may be a part of one."""
    plain = line.plain
    if words.HEADING.match(plain):
        return True
    stops = plain.count("。") - bool(words.FOOTER.match(plain))
    if stops <= 0 and len(plain) <= _FOOTER and len(words.FOOTER.findall(plain)) > 1:
        return False
    if "。" not in plain and words.LOCATION.fullmatch(plain):
        return False
    if len(plain) >= _PROSE and (plain.endswith(("。", ";", "!", "?")) or "。" in plain):
        return True
    if words.LABEL.fullmatch(plain) or words.DATED.fullmatch(plain) or words.FOOTER.search(plain):
        return False
    return len(plain) >= (_PROSE if wrapped else _LONG) and bool(re.search("[,、;]", plain)) and not _is_buttons(line)


def _marked_by_page(lines: Sequence[_Line], aside: Sequence[Span]) -> set[int]:
    """Return the lines that lie in `aside`, which is sorted."""
    starts = [span.start for span in aside]
    before = ((i, line.span, bisect_right(starts, line.span.start) - 1) for i, line in enumerate(lines))
    return {i for i, span, at in before if at >= 0 and aside[at].holds(span)}


def _above(lines: Sequence[_Line], whole: Sequence[_Line]) -> set[int]:
    """Return which lines before the body are furniture."""
    marked = {i for i, line in enumerate(lines) if _is_chrome(line) or _is_metadata(line, whole)}
    for i, line in enumerate(lines):
        before = lines[i - 1].plain if i else ""
        after = lines[i + 1].plain if i + 1 < len(lines) else ""
        beside = words.SEPARATOR.fullmatch(before) or words.SEPARATOR.fullmatch(after)
        trail = bool(beside) and len(line.plain) <= _PROSE
        if words.SEPARATOR.fullmatch(line.plain) or trail or _is_value(line, before, after):
            marked.add(i)
    return marked


def _below(lines: Sequence[_Line]) -> set[int]:
    """Return which lines after the body are furniture: buttons by themselves, and all from a pager or footer on."""
    marked = {i for i, line in enumerate(lines) if _is_chrome(line) or _is_metadata(line, ())}
    ends = [i for i, line in enumerate(lines) if _closes(line)]
    if not ends:
        return marked
    first = ends[0]
    while first and words.CONTACT.fullmatch(lines[first - 1].plain):
        first -= 1
    marked.update(i for i in range(first, len(lines)) if not words.KEPT.fullmatch(lines[i].plain))
    return marked


def _bottom_of_bare(lines: Sequence[_Line]) -> set[int]:
    """Return the footer lines of a page without prose, where no line can be said to come after the body."""
    return {i for i, line in enumerate(lines) if _closes(line) and words.FOOTER.search(line.plain)}


def _closes(line: _Line) -> bool:
    return bool(words.PAGER.fullmatch(line.plain) or words.FOOTER.search(line.plain))


def _is_chrome(line: _Line) -> bool:
    plain = line.plain
    if words.KEPT.fullmatch(plain):
        return False
    patterns = (words.LOCATION, words.TODAY, words.SHARE, words.DATED)
    return any(pattern.fullmatch(plain) for pattern in patterns) or _is_buttons(line)


def _is_buttons(line: _Line) -> bool:
    """Tell whether a line is nothing but words of menus and buttons."""
    parts = [part for part in words.SPLIT.split(line.spaced) if part]
    return any(words.BUTTON.fullmatch(part) for part in parts) and all(
        words.BUTTON.fullmatch(part) or words.WEEKDAY.fullmatch(part) for part in parts
    )


def _is_metadata(line: _Line, whole: Sequence[_Line]) -> bool:
    """Tell whether a line is a row of metadata; one that names the report stays, unless another line says it too."""
    found = words.LABEL.fullmatch(line.plain)
    if not found or (not found["mark"] and not words.BARE_LABEL.fullmatch(found["label"])):
        return False
    named = re.search(rf"(?:{words.NAME.pattern})[:\t〕]?(?P<value>[^\t:]+)", line.plain)
    if named is None or words.LABEL.fullmatch(named["value"] + ":"):
        return True
    return any(other is not line and other.plain == named["value"] for other in whole)


def _is_value(line: _Line, before: str, after: str) -> bool:
    """Tell whether a line is the value of a label that stands alone on the line before it."""
    label = words.LABEL.fullmatch(before)
    if not label or label["value"] or words.NAME.fullmatch(label["label"]) or not (label["mark"] or len(before) > 2):
        return False
    if label["label"].endswith(("日期", "时间")):
        return bool(re.fullmatch(words.DATE + words.CLOCK + "?", line.plain))
    if "来源" in label["label"] or label["label"].startswith(("发布", "发文", "公开主体")):
        return bool(words.OFFICE.fullmatch(line.plain)) and len(line.plain) <= _PROSE and not after.startswith("关于")
    return bool(re.search(r"\d", line.plain) and re.fullmatch(r"[\w\-/.]{1,40}", line.plain, re.ASCII))


def _page_edges(lines: Sequence[_Line], pages: Sequence[Page]) -> set[int]:
    """Return the lines at the edges of pages that are page numbers or are repeated from page to page."""
    edges = list(_edges(lines, pages))
    often = max(2, (len(pages) + 1) // 2)
    shapes = Counter((shape, edge.place) for edge in edges for shape in edge.shapes)
    shifts = Counter(edge.number - edge.page for edge in edges if edge.number >= 0)
    marked = set()
    seen: set[str] = set()
    for edge in edges:
        plain = lines[edge.line].plain
        counted = edge.number >= 0 and (not plain.isdigit() or shifts[edge.number - edge.page] >= often)
        most = max(edge.shapes, key=lambda shape: (shapes[shape, edge.place], shape))
        running = edge.number < 0 and shapes[most, edge.place] >= often
        own = plain.endswith(("。", ";", ",", "、")) or words.HEADING.match(plain)
        nearby = (other.plain for other in lines[edge.line + 1 : edge.line + _TITLE])
        said = most in seen or most != plain or plain in nearby
        seen.add(most)
        if counted or (running and said and not own):
            marked.add(edge.line)
    return marked


def _edges(lines: Sequence[_Line], pages: Sequence[Page]) -> Iterator[_Edge]:
    """Yield the first and last lines of each page, each once."""
    at = 0
    for page in pages:
        start = at
        while at < len(lines) and lines[at].span.start < page.span.end:
            at += 1
        for place in (0, 1, -2, -1)[: at - start]:
            line = start + place if place >= 0 else at + place
            plain = lines[line].plain
            numbers = re.finditer(rf"(?<!\d){page.number}(?!\d)", plain)
            shapes = {plain, *(f"{plain[: one.start()]}#{plain[one.end() :]}" for one in numbers)}
            yield _Edge(line, page.number, place, frozenset(shapes), _page_number(lines[line]))


def _page_number(line: _Line) -> int:
    found = words.NUMBER_LINE.fullmatch(line.plain)
    return int(found["page"]) if found else -1


def _joined(spans: Sequence[Span], text: str) -> tuple[Span, ...]:
    joined: list[Span] = []
    for span in spans:
        if joined and not text[joined[-1].end : span.start].strip():
            joined[-1] = Span(joined[-1].start, span.end)
        else:
            joined.append(span)
    return tuple(joined)
