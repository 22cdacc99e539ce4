"""What questions are made from: a library's reports to choose among, and how they are named and framed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random
from typing import TypeVar

from eval.made.catalogue import Book
from eval.made.library import MadeLibrary, MadeReport, Placed
from eval.made.subjects import Subject
from eval.questions import Item
from rag.types import Role

T = TypeVar("T")
Words = tuple[str, tuple[str, ...]]
"""A question and the questions before it."""

_OFTEN = 0.88


@dataclass(frozen=True, slots=True)
class Seed:
    """A question about a fact, and how the same is asked of another place and year, or of another indicator.

    `again` words it of a place and year; `about` of another indicator, "" for something that no report holds, and is
    None where nothing else can be put in. `talk` is its colloquial wording, "" for none.
    """

    item: Item
    subject: Subject
    year: int
    indicators: tuple[str, ...]
    again: Callable[[Subject, int], Words]
    about: Callable[[str], Words] | None = None
    talk: str = ""


@dataclass(frozen=True, slots=True)
class Shelf:
    """A made library and the stream of chance by which one type's questions are chosen from it."""

    library: MadeLibrary
    rng: Random

    def pick(self, choices: Sequence[T]) -> T:
        """Return one of them."""
        return choices[self.rng.randrange(len(choices))]

    def report(self, small: bool = True) -> MadeReport:
        """Return a report, those of towns and bureaus now and then or not at all."""
        while True:
            found = self.pick(self.library.reports)
            if not found.subject.small or (small and self.rng.random() < 1 - _OFTEN):
                return found

    def name(self, subject: Subject) -> str:
        """Return one of the ways in which a question names a place."""
        return self.pick(subject.asked())

    def when(self, year: int) -> str:
        """Return a year in words."""
        return f"{year}年度" if self.rng.random() < 0.1 else f"{year}年"

    def framed(self, frame: str, subject: Subject, year: int, **words: str) -> str:
        """Return a question by one of the frames of that name; words may hold placeholders of their own."""
        chosen = self.pick(self.library.book.frames(frame))
        return filled(chosen, subject, year, p=self.name(subject), y=self.when(year), **words)

    def has(self, subject: Subject, year: int) -> bool:
        """Tell whether a subject's report of that year is there."""
        return self.library.at(subject, year) is not None

    def figures(self, report: MadeReport, two: bool = False) -> list[Placed]:
        """Return the actual figures of a report: those with one value, or the first of each that has two."""
        known = self.library.book.indicators
        found = [one for one in report.placed if one.fact.indicator in known and one.fact.role is Role.ACTUAL]
        seen: dict[str, Placed] = {}
        for one in found:
            if bool(known[one.fact.indicator].two) == two:
                seen.setdefault(one.fact.indicator, one)
        return list(seen.values())

    def of_kind(self, report: MadeReport, *kinds: str) -> list[Placed]:
        """Return what a report states that is no figure, of those kinds."""
        return [one for one in report.placed if one.fact.kind in kinds]


def speaks(words: Book, report: MadeReport, name: str) -> bool:
    """Tell whether a report says anything of an indicator, or something that it may be worked out from."""
    gives = {name} | {one.id for one in words.indicators.values() if name in one.gives}
    return any(one.fact.indicator in gives for one in report.placed)


def filled(template: str, subject: Subject, year: int, **words: str) -> str:
    """Return a template with the placeholders of a subject and its year filled, `words` first, one within another."""
    known = subject.words(year) | words
    for _ in range(2):
        template = template.format(**known) if "{" in template else template
    return template
