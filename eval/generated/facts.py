"""What the reader finds: a printed statement with its one figure."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from eval.generated.source import Source


class Form(StrEnum):
    """Which form of the grammar a statement has."""

    COUNT = "count"
    LEVEL = "level"
    RATE = "rate"
    GROWTH = "growth"


_POWERS = {"百": 100, "千": 1000, "万": 10**4, "亿": 10**8}


@dataclass(frozen=True, slots=True)
class Fact:
    """A statement with its one figure; ranges are over the source's normalised text.

    `doer` is who did it (行政调解组织), `verb` what was done, "" for a level or a rate, with what the `noun` names;
    `scope` the whole place's words before it (全市), `move` the verb of a growth. `value` is a decimal string with 万
    and 亿 worked in, below zero for a fall; `raw` as printed. `ahead` says that it stands before the noun.
    """

    source: Source
    form: Form
    doer: str
    verb: str
    noun: str
    move: str
    value: str
    unit: str
    raw: str
    start: int
    end: int
    sentence: tuple[int, int]
    scope: str = ""
    ahead: bool = False

    @property
    def key(self) -> str:
        """What the figure is of, by which the same is told in other reports."""
        return f"{self.scope}{self.doer}{self.verb}{self.noun}|{self.form}|{self.unit}"

    @property
    def words(self) -> str:
        """All that a question about it can name."""
        return f"{self.doer}{self.verb}{self.noun}"


def figure_value(number: str, *powers: str | None) -> Decimal:
    """Return the value of a printed number with its 万 and 亿."""
    value = Decimal(number.replace(",", ""))
    for power in "".join(one or "" for one in powers):
        value *= _POWERS[power]
    return value


def plain_value(number: str, *powers: str | None) -> str:
    """Return the same as decimal digits."""
    return f"{figure_value(number, *powers).normalize():f}"
