"""The normalised shadow of a text, which matching reads, and the way back to the offsets of the text itself."""

import re
import unicodedata
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from opencc import OpenCC

from rag.types import Span

_TO_SIMPLIFIED = OpenCC("t2s")
_SAME_MARK = str.maketrans("‐‑‒–—―−－[]［］【】“”‘’「」『』", '--------〔〕〔〕〔〕""\'\'""""')
_DROPPED = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]+|[^\\S\n]+|\n")
_WORD = re.compile(r"[0-9a-z]")
_SENTENCE = re.compile(r"[^。!?\n]*(?:[。!?]+[\"')〕]*|\n|$)")
_CLAUSE = re.compile(r"(?:[^,;。:\n]|(?<=\d),(?=\d{3}(?!\d))|(?<=\d):(?=\d))*(?:[,;。:\n]|$)")
_PAGE_NUMBER = re.compile(r"[-·.\s]*(?:第?\s*\d{1,4}\s*页?(?:\s*[,/]?\s*共?\s*\d{1,4}\s*页?)?)[-·.\s]*")
_HEADING_START = re.compile(
    r"[一二三四五六七八九十百]+[、.是]|[(][一二三四五六七八九十\d]+[)]|\d+[、.](?!\d)|第[一二三四五六七八九十]+[章节条部]"
)
_FULL_LINE = 0.75


class _Characters(dict[int, str]):
    """One character to one character: NFKC, lower case, simplified, one form of each dash, quote and bracket."""

    def __missing__(self, code: int) -> str:
        char = "\ufffd" if 0xD800 <= code <= 0xDFFF else chr(code)  # half of a pair is no character
        if not 0x2460 <= code <= 0x24FF:  # ① is a mark of a list; NFKC would make it the number 1
            wide = unicodedata.normalize("NFKC", char)
            char = wide if len(wide) == 1 else char
        char = char.translate(_SAME_MARK).lower()
        simple = _TO_SIMPLIFIED.convert(char)
        self[code] = simple if len(simple) == 1 else char[:1]
        return self[code]


_CHARACTERS = _Characters()


@dataclass(frozen=True, slots=True)
class Shadow:
    """A text as matching sees it; `offsets[i]` is where its character `i` stands in the original."""

    text: str
    offsets: "array[int]"

    def span(self, start: int, end: int) -> Span:
        """Return the range of the original that `text[start:end]` came from; an empty one is empty there too."""
        if start >= end:
            at = self.offsets[start] if start < len(self.offsets) else (self.offsets[-1] + 1 if self.offsets else 0)
            return Span(at, at)
        return Span(self.offsets[start], self.offsets[end - 1] + 1)


def shadow(text: str, wrapped: bool = False) -> Shadow:
    """Return the shadow of `text`; where it is `wrapped`, a page's line ends and page numbers are dropped as well."""
    plain = text.translate(_CHARACTERS)
    joined = _joined_lines(plain) if wrapped else {}
    kept: list[str] = []
    offsets = array("L")
    at = 0
    for match in _DROPPED.finditer(plain):
        start, end = match.span()
        if start < at:
            continue
        kept.append(plain[at:start])
        offsets.extend(range(at, start))
        at = joined.get(start, end)
        mark = _kept_mark(plain, start, end) if start not in joined else ""
        if mark:
            kept.append(mark)
            offsets.append(start)
    kept.append(plain[at:])
    offsets.extend(range(at, len(plain)))
    return Shadow("".join(kept), offsets)


def folded(text: str) -> str:
    """Return `text` with each character in the form that the shadow has it in, every one where it was."""
    return text.translate(_CHARACTERS)


def blanked(text: str, spans: Iterable[Span]) -> str:
    """Return `text` with the ascending `spans` blanked out but for line ends, every other character where it was."""
    parts = []
    at = 0
    for span in spans:
        parts += [text[at : span.start], re.sub(r"[^\n]", " ", span.of(text))]
        at = span.end
    return "".join((*parts, text[at:]))


@lru_cache(maxsize=4096)
def normalise(text: str) -> str:
    """Return the shadow's text alone, for questions, names and headings."""
    return shadow(text).text


def position(name: str, text: str) -> int:
    """Return where a normalised text holds a name, parts of it quoted or not ("放管服"改革), -1 for nowhere."""
    match = _quotable(name).search(text)
    return match.start() if match else -1


@lru_cache(maxsize=1024)
def _quotable(name: str) -> re.Pattern[str]:
    return re.compile('"?'.join(map(re.escape, name.replace('"', ""))))


def traditional(text: str) -> str:
    """Return `text` in traditional characters, those of Taiwan where usage differs (群眾, 裡)."""
    return str(_to_traditional().convert(text))


@lru_cache(maxsize=1)
def _to_traditional() -> OpenCC:
    return OpenCC("s2tw")


def sentences(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """Yield the ranges of the sentences of a shadow's text, ends at 。！？ or a line's end, blanks left out."""
    yield from _pieces(_SENTENCE, text, start, len(text) if end is None else end)


def clauses(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """Yield the ranges of a shadow's clauses, which end at ，；：。 too; a comma of thousands does not end one."""
    yield from _pieces(_CLAUSE, text, start, len(text) if end is None else end)


def _pieces(pattern: re.Pattern[str], text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at, quotes = start, 0
    while at < end:
        match = pattern.match(text, at, end)
        stop = match.end() if match and match.end() > at else at + 1
        quotes += text.count('"', at, stop)
        if quotes % 2 and text[stop - 1] == '"' and at + 1 < stop < end:  # it opens what follows
            stop, quotes = stop - 1, quotes - 1
        if text[stop - 1] == "\n":
            quotes = 0
        if text[at:stop].strip():
            yield at + (len(text[at:stop]) - len(text[at:stop].lstrip())), at + len(text[at:stop].rstrip())
        at = stop


def _kept_mark(plain: str, start: int, end: int) -> str:
    """Return what stays of dropped characters: a line's end, or a space between two Latin words or numbers."""
    if plain[start] == "\n":
        return "\n"
    if not plain[start].isspace():
        return ""
    between = _WORD.match(plain[start - 1 : start]) and _WORD.match(plain[end : end + 1])
    return " " if between else ""


def _joined_lines(plain: str) -> dict[int, int]:
    """Map each line end that only a page's width made to where the sentence goes on, past any page number between."""
    lines = [(match.start(), match.end()) for match in re.finditer(r"[^\n]*", plain) if match.group().strip()]
    width = _typical_width([end - start for start, end in lines])
    body = [(start, end) for start, end in lines if not _PAGE_NUMBER.fullmatch(plain, start, end)]
    joined = {}
    for (start, end), (after, after_end) in pairwise(body):
        full = end - start >= width * _FULL_LINE
        ended = plain[start:end].rstrip()[-1] in "。!?;:"
        follows = plain[after:after_end].lstrip()
        if full and not ended and not _HEADING_START.match(follows):
            joined[end] = after_end - len(follows)
    return joined


def _typical_width(lengths: list[int]) -> int:
    """Return the length that nine in ten lines do not exceed."""
    return sorted(lengths)[int(len(lengths) * 0.9)] if lengths else 0
