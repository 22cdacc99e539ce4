"""The values that pass between the steps, all frozen; provenance is an offset range over a report's text."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from pathlib import PurePath

from rag.spans import Cell as Cell
from rag.spans import Heads as Heads
from rag.spans import Page as Page
from rag.spans import Span as Span


class Kind(StrEnum):
    """The kinds of report that are kept apart; 依法行政 reports are 法治政府建设 by an older name."""

    LAW_BASED_GOVERNMENT = "法治政府建设"
    DISCLOSURE = "政府信息公开"
    GOVERNMENT_WORK = "政府工作"
    OTHER = "其他"


class Role(StrEnum):
    """What a figure says of the year it stands in: what happened, what is aimed at, how it moved, last year's value."""

    ACTUAL = "actual"
    TARGET = "target"
    CHANGE = "change"
    PREVIOUS = "previous"
    DERIVED = "derived"


class State(StrEnum):
    """How a question ended."""

    ANSWERED = "answered"
    PARTIAL = "partial"
    NOT_FOUND = "not_found"
    UNCLEAR = "unclear"


class Reason(StrEnum):
    """Why something that was asked for is missing."""

    NO_REPORT_OF_PLACE = "no_report_of_place"
    NO_REPORT_OF_YEAR = "no_report_of_year"
    NO_REPORT_OF_KIND = "no_report_of_kind"
    NOT_MENTIONED = "not_mentioned"
    OUT_OF_SCOPE = "out_of_scope"


@dataclass(frozen=True, slots=True)
class Extract:
    """What an extractor got out of one file: the canonical text and the way back to the original.

    `wrapped` is true where line ends are those of a page and not of paragraphs (PDF). `title` is the one that the
    format itself carries (HTML `<title>`, docx core properties), or "". `extractor` is name and version. `aside` are
    ranges that a page marks as menus, lists of links and footers, `headlines` its `<h1>`, `tables` the cells of each
    table of which the format tells the columns; only the reader has these three.
    """

    text: str
    format: str
    extractor: str
    pages: tuple[Page, ...] = ()
    wrapped: bool = False
    title: str = ""
    aside: tuple[Span, ...] = ()
    headlines: tuple[Span, ...] = ()
    tables: tuple[tuple[Cell, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Identity:
    """What a report says it is; None where that could not be told.

    `place` is the full name (苏州市) and `place_path` its ancestors and itself (江苏省, 苏州市). `year` is the year
    reported on, except for a 政府工作报告, which goes by the year of its delivery. `published` is YYYY-MM-DD.
    """

    title: str | None = None
    issuer: str | None = None
    place: str | None = None
    place_path: tuple[str, ...] = ()
    year: int | None = None
    kind: Kind = Kind.OTHER
    document_number: str | None = None
    published: str | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """One report: the sha256 of its bytes, its canonical text, and what it is."""

    id: str
    files: tuple[str, ...]
    extract: Extract
    identity: Identity
    furniture: tuple[Span, ...] = ()

    @property
    def text(self) -> str:
        """The canonical text that every offset counts in."""
        return self.extract.text


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it, up to the next heading of its level or above.

    `headings` are the headings from the outermost in, this section's own last; `level` counts from 1; the title and
    all that precedes the first heading form a section of level 0 without headings.
    """

    span: Span
    level: int
    headings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chunk:
    """A stretch of one section, short enough to embed with its report's title and its headings."""

    report_id: str
    span: Span
    text: str
    headings: tuple[str, ...]
    page: int | None


@dataclass(frozen=True, slots=True)
class ReportCard:
    """A report's line in the catalogue: all but its text."""

    id: str
    files: tuple[str, ...]
    identity: Identity
    format: str
    wrapped: bool
    pages: int
    characters: int
    sections: int
    chunks: int
    coverage: float
    furniture: tuple[Span, ...]
    added: str

    @property
    def file(self) -> str:
        """The file it was last read from."""
        return self.files[-1]

    @property
    def label(self) -> str:
        """How a person names it: its title, else its file's name."""
        return self.identity.title or PurePath(self.file).name


@dataclass(frozen=True, slots=True)
class Passage:
    """A chunk that was retrieved, with the card of its report; `score` is higher for better."""

    score: float
    chunk: Chunk
    card: ReportCard


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in a clause, with what it counts.

    `span` covers `raw` as printed, unit included; `value` has 万 and 亿 worked in; `unit` is bare and "" where there is
    none. `scope` is whom the clause says the figure is of (市政府作为被告), None for the whole of the report's place.
    """

    span: Span
    raw: str
    value: Decimal
    unit: str
    approximate: bool
    role: Role
    indicator: str = ""
    scope: str | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class StatedFigure:
    """A figure of a report and the sentence or row of a table that states it; both count in the canonical text.

    The figure's `raw` is the slice at its span as it stands there, line ends of a page included. `heads` are those of
    a number in a table, None in a sentence.
    """

    figure: Figure
    statement: Span
    heads: Heads | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """An administrative division: its full name and the path of names from the province down to itself."""

    path: tuple[str, ...]

    @property
    def name(self) -> str:
        """The full name (苏州市)."""
        return self.path[-1]

    def within(self, other: "Place") -> bool:
        """Tell whether this division is `other` or lies in it."""
        return self.path[: len(other.path)] == other.path


@dataclass(frozen=True, slots=True)
class Citation:
    """A verbatim slice of one report, at its offsets."""

    n: int
    id: str
    span: Span
    quote: str
    headings: tuple[str, ...]
    page: int | None
    card: ReportCard


@dataclass(frozen=True, slots=True)
class CitedFigure:
    """A figure that answers, the report that it is of, and the number of the citation that holds it."""

    figure: Figure
    place: str | None
    year: int | None
    citation: int


@dataclass(frozen=True, slots=True)
class Missing:
    """A part of what was asked that the library does not hold, and what there is instead.

    `issuer` is the bureau of the place whose report is meant, None for the place's government.
    """

    place: str | None
    year: int | None
    reason: Reason
    have: tuple[str | int, ...] = ()
    issuer: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person is given: text with [n] markers, and all that stands behind it.

    `retrieved` are the passages it was chosen from, best first; `nearest` those to show where nothing answers.
    """

    id: str
    question: str
    state: State
    text: str
    figures: tuple[CitedFigure, ...] = ()
    citations: tuple[Citation, ...] = ()
    missing: tuple[Missing, ...] = ()
    nearest: tuple[Passage, ...] = ()
    elapsed_ms: float = 0.0
    retrieved: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in an answer that a check refuses: which rule, which words, and why."""

    rule: str
    words: str
    why: str


@dataclass(frozen=True, slots=True)
class Indexed:
    """What indexing did; `skipped` and `failed` are pairs of file and reason, chunks count those newly embedded."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    removed: int = 0
    skipped: tuple[tuple[str, str], ...] = ()
    failed: tuple[tuple[str, str], ...] = ()
    chunks: int = 0
    seconds: float = 0.0
