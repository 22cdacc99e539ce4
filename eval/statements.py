"""An answer's text in statements with what they cite, and what of it are the answer's own words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from eval.tokens import plain

MARK = re.compile(r"\[(\d{1,3})\]")
_CITED = re.compile(r"(.*?)((?:\s*\[\d{1,3}\])+)[。；，、]?|(.+)", re.DOTALL)
_NUMBERED = re.compile(r"^\s*(?:[-*•·]\s*)?(?:\d{1,3}(?:\.\s|、|[)）])|[(（]\d{1,3}[)）]|[\u2460-\u2473])?\s*")
_OPEN, _CLOSE = "“「『", "”」』"

_LEAST_QUOTED = 8
"""From how many characters on words between quotation marks are a quotation and not a term."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A stretch of an answer's text and the numbers of the citations right behind it."""

    text: str
    marks: tuple[int, ...]


def statements(text: str) -> tuple[Statement, ...]:
    """Return an answer's text line by line, cut behind each run of citation marks."""
    found = []
    for line in text.splitlines():
        for match in _CITED.finditer(_NUMBERED.sub("", line)):
            words = match[1] if match[2] else match[3]
            if words and words.strip():
                found.append(Statement(words.strip(), tuple(int(n) for n in MARK.findall(match[2] or ""))))
    return tuple(found)


def unmarked(text: str) -> str:
    """Return an answer's text without citation marks and list numbers, a line a sentence of its own.

    So 8890 at the end of a line and 3. at the next one's beginning are not 88903.
    """
    return "；\n".join(_NUMBERED.sub("", line) for line in MARK.sub("", text).splitlines())


def quotations(text: str) -> list[str]:
    """Return what a text gives as quotations, marks of quotation within them and all."""
    return [text[start + 1 : end - 1] for start, end in quoted(text)]


def own_words(text: str) -> str:
    """Return a text without its quotations."""
    kept, begin = [], 0
    for start, end in quoted(text):
        kept.append(text[begin:start])
        begin = end
    return "".join((*kept, text[begin:]))


def quoted(text: str) -> Iterator[tuple[int, int]]:
    """Yield the ranges of a text's quotations, the outermost ones and with their marks."""
    depth, begin = 0, 0
    for at, char in enumerate(text):
        if char in _OPEN:
            depth, begin = depth + 1, at if depth == 0 else begin
        elif char in _CLOSE and depth:
            depth -= 1
            if depth == 0 and len(plain(text[begin + 1 : at])) >= _LEAST_QUOTED:
                yield begin, at + 1
