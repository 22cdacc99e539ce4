"""A made library: its reports written, read back as any report is, and every planted clause found again."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from eval.gold import Span
from eval.made.catalogue import Book, book
from eval.made.compose import compose
from eval.made.facts import Fact, History, history
from eval.made.formats import rendered, suffix
from eval.made.layout import habits
from eval.made.locate import Squeezed, located, squeezed
from eval.made.subjects import Subject, chosen
from rag.config import Reading
from rag.errors import InputError
from rag.reading.read import Reader
from rag.types import Identity, Role


@dataclass(frozen=True, slots=True)
class Placed:
    """A fact and where it stands in its report's canonical text."""

    fact: Fact
    span: Span


@dataclass(frozen=True, slots=True)
class MadeReport:
    """One report of a made library, with all that it states; `identity` is what reading it told of it."""

    subject: Subject
    year: int
    file: str
    id: str
    text: str = field(repr=False)
    placed: tuple[Placed, ...] = field(repr=False)
    history: History = field(repr=False)
    identity: Identity = field(repr=False)

    def states(self, indicator: str, role: Role = Role.ACTUAL) -> tuple[Placed, ...]:
        """Return what it states of an indicator, both scopes of one that has two; () for nothing."""
        return tuple(one for one in self.placed if one.fact.indicator == indicator and one.fact.role is role)


@dataclass(frozen=True, slots=True)
class MadeLibrary:
    """The reports, and the book that they were written with."""

    book: Book
    seed: int
    reports: tuple[MadeReport, ...]
    by_year: dict[tuple[str, int], MadeReport] = field(repr=False)

    @property
    def texts(self) -> dict[str, str]:
        """The canonical texts by report id."""
        return {report.id: report.text for report in self.reports}

    def at(self, subject: Subject, year: int) -> MadeReport | None:
        """Return a subject's report of a year, None where there is none."""
        return self.by_year.get((subject.key, year))

    def years(self, subject: Subject) -> tuple[int, ...]:
        """Return the years that a subject has reports of."""
        return tuple(sorted(year for key, year in self.by_year if key == subject.key))


def make_reports(folder: Path, reports: int, seed: int, split: str, watch: Callable[..., Iterator[int]]) -> MadeLibrary:
    """Write that many reports into `folder` and return them; the same arguments give the same bytes.

    `watch` wraps the counting, for a progress bar. Raises InputError where a folder cannot be written to, or the
    maker finds its own words no more.
    """
    written = list(_written(folder, reports, seed, book(split)))
    found = []
    with Reader(Reading()) as reader:
        for at in watch(range(len(written))):
            report, facts = written[at]
            found.append(_read(reader, folder, report, facts))
    return MadeLibrary(book(split), seed, tuple(found), {(one.subject.key, one.year): one for one in found})


def _written(
    folder: Path, reports: int, seed: int, words: Book
) -> Iterator[tuple[tuple[History, int, str], tuple[Fact, ...]]]:
    """Write the reports, and yield whose each is, its year, its file and its facts."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise InputError(f"{folder} is not empty; name a new folder")
        for turn, (subject, years) in enumerate(chosen(reports, seed)):
            known = history(subject, years, words, seed)
            looks = habits(subject, turn, words, seed)
            for year in years:
                draft, facts = compose(known, looks, words, year, seed)
                file = f"{len(list(folder.iterdir())):03d}.{suffix(looks.format)}"
                (folder / file).write_bytes(rendered(draft, looks.format))
                yield (known, year, file), facts
    except OSError as error:
        raise InputError(f"{folder} cannot be written to ({error.strerror}); name another folder") from error


def _read(reader: Reader, folder: Path, about: tuple[History, int, str], facts: Sequence[Fact]) -> MadeReport:
    known, year, file = about
    report = reader.read(folder / file)
    small = squeezed(report.text)
    placed = tuple(Placed(fact, _span(report.id, report.text, small, fact)) for fact in facts)
    return MadeReport(known.subject, year, file, report.id, report.text, placed, known, report.identity)


def _span(report: str, text: str, small: Squeezed, fact: Fact) -> Span:
    (start, end), widest = located(small, fact.clause, fact.sentence)
    return Span(report=report, start=start, end=end, quote=text[start:end], widest=widest)
