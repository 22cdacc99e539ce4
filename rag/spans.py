"""Ranges over a report's canonical text, which is where everything said of a report comes from."""

from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points, `start <= end`, over a report's canonical text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the slice of `text` that the span covers."""
        return text[self.start : self.end]

    def holds(self, other: "Span") -> bool:
        """Tell whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def shifted(self, by: int) -> Self:
        """Return the same span `by` code points further on."""
        return type(self)(self.start + by, self.end + by)


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a paged original: its 1-based number and what it covers of the canonical text."""

    number: int
    span: Span


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: its span in the canonical text, the row and column it begins at, how many of each it takes."""

    span: Span
    row: int
    column: int
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Heads:
    """What heads a number in a table: its row, its column and the table itself, "" where nothing does.

    A row under the head of a group, or a column under one, has that before its own, a blank between them.
    """

    row: str
    column: str
    caption: str = ""
