"""What went wrong, in the reader's language: the one place where the errors of all floors are put into it.

The errors are written in English where they arise. `make words` gathers their templates into `locale`, with `{}` for
each value, and the catalogue `errors` has their translations.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Self

from rag.errors import FazhiError
from ui.plain import as_label, file_name
from ui.words import LOCALE, error_words

HOLE = "{}"
_FILES = ("errors.txt", "error_values.txt")
_LONGEST = 2_000
_DEEPEST = 4
_ROOTED = re.compile(r"(?<![\w:/.])(?:/[^\s/'\"]+)+(?=/)/")


def told(error: FazhiError | str) -> str:
    """Return an error's line in the reader's language, safe as a label; it stands as it is where none is known."""
    return as_label(in_words(str(error)))


def in_words(line: str) -> str:
    """Return an error's line in the reader's language, as plain text, and nothing of where files lie on the server."""
    return _told(" ".join(line[:_LONGEST].split()), 0)


@dataclass(frozen=True, slots=True)
class Templates:
    """The errors' lines, and the English that they carry as values; `{}` stands for what only a run can tell."""

    lines: tuple[str, ...]
    values: tuple[str, ...]

    @classmethod
    def read(cls, folder: Path = LOCALE) -> Self:
        """Return the templates that were gathered last."""
        return cls(*(tuple((folder / name).read_text(encoding="utf-8").splitlines()) for name in _FILES))

    def write(self, folder: Path = LOCALE) -> None:
        """Keep the templates, one a line."""
        for name, texts in zip(_FILES, (self.lines, self.values), strict=True):
            (folder / name).write_text("".join(f"{text}\n" for text in texts), encoding="utf-8")


def _told(line: str, depth: int) -> str:
    """Return a line, or a value that a line carries, in the reader's language."""
    if depth < _DEEPEST:
        for template, pattern in _patterns():
            match = pattern.fullmatch(line)
            if match:
                return error_words(template).format(*(_told(value, depth + 1) for value in match.groups()))
    return _without_folders(line)


def _without_folders(value: str) -> str:
    """Return a value without the folders of the server, so that a path is the name of a file and no more."""
    return file_name(value) if value.startswith("/") else _ROOTED.sub("", value)


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return the templates and what they match: lines before values, those first that say most by themselves."""
    templates = Templates.read()
    ordered = [text for texts in (templates.lines, templates.values) for text in sorted(texts, key=_open)]
    return tuple((text, _pattern(text)) for text in ordered)


def _open(template: str) -> int:
    return -len(template.replace(HOLE, ""))


def _pattern(template: str) -> re.Pattern[str]:
    parts = Formatter().parse(template)
    return re.compile("".join(re.escape(words) + ("" if hole is None else "(.*?)") for words, hole, *_ in parts))
