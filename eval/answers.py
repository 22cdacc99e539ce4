"""What is measured of an answer, in the form in which answers are printed and stored, whoever gave them."""

from pydantic import BaseModel, ConfigDict

from rag.types import Reason, State


class _Stored(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class StoredCitation(_Stored):
    """A citation: a slice of a report's canonical text, at code-point offsets."""

    n: int
    report_id: str
    report: str = ""
    place: str | None = None
    year: int | None = None
    issuer: str | None = None
    section: tuple[str, ...] = ()
    start: int
    end: int
    quote: str


class StoredFigure(_Stored):
    """A figure that answers; `citation` is the `n` of the citation that holds it."""

    raw: str
    value: str
    unit: str
    indicator: str = ""
    scope: str | None = None
    place: str | None = None
    year: int | None = None
    role: str = "actual"
    citation: int


class StoredMissing(_Stored):
    """A part that the answer lacks, and what there is instead."""

    place: str | None
    year: int | None
    reason: Reason
    have: tuple[str | int, ...] = ()


class StoredPassage(_Stored):
    """A passage that the answer was retrieved from, best first."""

    report_id: str
    place: str | None = None
    year: int | None = None
    start: int
    end: int


class StoredAnswer(_Stored):
    """An answer, what it cites and what it lacks; `passages` are None where what was retrieved is not known."""

    state: State
    text: str
    figures: tuple[StoredFigure, ...] = ()
    citations: tuple[StoredCitation, ...] = ()
    missing: tuple[StoredMissing, ...] = ()
    passages: tuple[StoredPassage, ...] | None = None
