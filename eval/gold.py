"""The parts of a question's gold: values to be given, values that would be wrong, and where the right ones stand."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Literal, Self, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from rag.types import Kind, Reason, Role

T = TypeVar("T")


def _several(value: object) -> object:
    return value if isinstance(value, list | tuple) else () if value is None else (value,)


Several = Annotated[tuple[T, ...], BeforeValidator(_several)]
"""A list of which a single member may stand without its brackets."""
Sha256 = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]


class SlotKind(StrEnum):
    """What kind of value a slot holds."""

    NUMBER = "number"
    PERCENT = "percent"
    DELTA = "delta"
    DATE = "date"
    DOCUMENT_NUMBER = "document_number"
    NAME = "name"
    LIST = "list"
    PROSE = "prose"


NUMERIC = {SlotKind.NUMBER, SlotKind.PERCENT, SlotKind.DELTA}


class Origin(StrEnum):
    """Where a forbidden value comes from."""

    NEIGHBOUR_YEAR = "neighbour_year"
    NEIGHBOUR_PLACE = "neighbour_place"
    NEIGHBOUR_INDICATOR = "neighbour_indicator"
    OTHER_SCOPE = "other_scope"
    FALSE_PREMISE = "false_premise"
    COUNTERFACTUAL = "counterfactual"
    REMOVED = "removed"
    INJECTION = "injection"


class Record(BaseModel):
    """What the parts of a question have in common: they are frozen, and an unknown field is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Derivation(Record):
    """How a value comes from other slots, by their labels: the first less the rest, or which has the most or least."""

    operation: Literal["difference", "highest", "lowest"]
    of: Annotated[tuple[str, ...], Field(min_length=2)]


class Slot(Record):
    """One value that an answer has to give.

    `value` is a decimal string with 万 and 亿 worked in for number, percent and delta, YYYY-MM-DD for a date, else the
    words themselves (prose: a phrase of what has to be said); `unit` is bare. `surfaces` are other wordings that count.
    A list has `items` instead, each with the wordings that count for it. `place` and `year` are whom the value is of,
    `scope` words of which one has to stand with the value (市政府, 本级). `rounding` is how many decimals a derived
    value is rounded to. What is not `required` may be given, and is no fault.
    """

    kind: SlotKind
    value: str = ""
    unit: str = ""
    label: str = ""
    surfaces: Several[str] = ()
    items: tuple[Several[str], ...] = ()
    place: str | None = None
    year: int | None = None
    scope: Several[str] = ()
    role: Role = Role.ACTUAL
    required: bool = True
    rounding: int | None = None
    derivation: Derivation | None = None

    @property
    def number(self) -> Decimal:
        """The value of a number, percent or delta."""
        return Decimal(self.value)

    @property
    def wordings(self) -> tuple[str, ...]:
        """The value as it may be written, the canonical form first."""
        return (f"{self.value}{self.unit}", *self.surfaces)

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if (self.kind is SlotKind.LIST) != bool(self.items) or (self.kind is SlotKind.LIST) == bool(self.value):
            raise ValueError("a list has items and no value, any other slot a value and no items")
        if self.kind in NUMERIC and not _is_decimal(self.value):
            raise ValueError(f"{self.value} is no decimal number; write digits and put what counts them into unit")
        if self.kind is SlotKind.DATE and not _is_date(self.value):
            raise ValueError(f"{self.value} is no date; write YYYY-MM-DD")
        return self


class Forbidden(Record):
    """A value as printed, or an injected goal, that an answer must not give; with where it comes from."""

    value: Annotated[str, Field(min_length=1)]
    origin: Origin


class Span(Record):
    """A clause that bears a value out, in code points of its report's canonical text, pinned by the report's sha256.

    `widest` is how far around the quote a citation may reach and still cite nothing else.
    """

    report: Sha256
    start: int
    end: int
    quote: Annotated[str, Field(min_length=1)]
    widest: tuple[int, int] | None = None

    @property
    def reach(self) -> tuple[int, int]:
        """The widest range that a citation of this span may cover."""
        return self.widest or (self.start, self.end)

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if self.end - self.start != len(self.quote) or self.start < 0:
            raise ValueError("end less start is not the quote's length")
        if not (self.reach[0] <= self.start and self.end <= self.reach[1]):
            raise ValueError("widest does not hold the quote")
        return self


class Lack(Record):
    """What an answer has to say is missing, with the reasons of which one is right."""

    reason: Annotated[Several[Reason], Field(min_length=1)]
    place: str | None = None
    year: int | None = None


class Scope(Record):
    """What the question is about: places by full name, years, the kind of report, the indicator."""

    place: Several[str] = ()
    year: Several[int] = ()
    kind: Kind | None = None
    indicator: str = ""


class Added(Record):
    """A report that a question's library has beside the others, as a text file of that name."""

    name: Annotated[str, Field(pattern=r"^[^/\\]+\.txt$")]
    text: str

    @model_validator(mode="after")
    def _canonical(self) -> Self:
        if "\r" in self.text or self.text.startswith("\ufeff") or not self.text.strip():
            raise ValueError("a report that is added has LF line ends, no byte order mark, and words")
        return self


class Edited(Record):
    """A clause of a report replaced; the report is then a text file in the place of the original."""

    report: Sha256
    find: Annotated[str, Field(min_length=1)]
    replace: str


class Overlay(Record):
    """How the library that a question is asked of differs from the one that the eval was given."""

    add: tuple[Added, ...] = ()
    edit: tuple[Edited, ...] = ()
    remove: tuple[Sha256, ...] = ()

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if len({added.name for added in self.add}) < len(self.add):
            raise ValueError("two of the reports that are added have one name")
        return self


def _is_decimal(value: str) -> bool:
    try:
        return Decimal(value).is_finite()
    except ArithmeticError:
        return False


def _is_date(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False
