"""The questions of an eval: what is asked, what an answer has to say, and what it must not say."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError, model_validator

from rag.errors import InputError
from rag.types import Reason, State

TODAY = date(2026, 6, 1)
"""The day on which every dataset's questions are asked, so that 去年 means the same year in every run."""


class Type(StrEnum):
    """What a question tries; counts are printed by type."""

    SINGLE_FACT = "single_fact"
    SCOPED_TWO = "scoped_two"
    MULTI = "multi"
    LIST = "list"
    PROSE = "prose"
    COMPARE = "compare"
    FOLLOW_UP = "follow_up"
    UNSCOPED = "unscoped"
    WRONG_YEAR = "wrong_year"
    WRONG_PLACE = "wrong_place"
    ABSENT = "absent"
    NEAR_MISS = "near_miss"


def _several(value: object) -> object:
    return value if isinstance(value, list | tuple) else () if value is None else (value,)


class Item(BaseModel):
    """One question with its gold; in JSON a single `place` or `year` may stand without its list.

    `place` and `year` are those that the answer has to be of, full names without the places above; empty is any.
    `expect` are values or words that text and citations hold as whole tokens, `forbid` values that are no figure of
    the answer, `reason` why something is missing, `quote` a clause of the report that bears `expect` out.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    question: str
    history: tuple[str, ...] = ()
    type: Type
    place: Annotated[tuple[str, ...], BeforeValidator(_several)] = ()
    year: Annotated[tuple[int, ...], BeforeValidator(_several)] = ()
    state: State
    expect: tuple[str, ...] = ()
    forbid: tuple[str, ...] = ()
    reason: Reason | None = None
    quote: str = ""

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if (self.state in (State.ANSWERED, State.PARTIAL)) != bool(self.expect):
            raise ValueError("an answer needs something to expect, and an abstention has nothing")
        if (self.state in (State.NOT_FOUND, State.PARTIAL)) != (self.reason is not None):
            raise ValueError("what is missing needs its reason, and nothing else has one")
        return self


def load(path: Path) -> tuple[Item, ...]:
    """Return the questions of a JSON Lines file; raises InputError naming the line that is none, or a repeated id."""
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, ValueError) as error:
        raise InputError(f"{path} cannot be read ({error}); give a dataset in JSON Lines") from error
    items = tuple(_item(line, f"{path}, line {number}") for number, line in enumerate(lines, 1) if line.strip())
    repeated = _repeated(item.id for item in items)
    if repeated or not items:
        why = f"has the id {repeated} twice" if repeated else "has no questions"
        raise InputError(f"{path} {why}; give each question a line and an id of its own")
    return items


def _item(line: str, where: str) -> Item:
    try:
        return Item.model_validate_json(line)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(map(str, first["loc"])) or "the whole"
        raise InputError(f"{where} is no question ({field}: {first['msg']}); see eval/questions.py") from error


def _repeated(ids: Iterable[str]) -> str:
    seen: set[str] = set()
    for one in ids:
        if one in seen:
            return one
        seen.add(one)
    return ""
