"""What a conversation is made of: its turns, and an answer in the form that it is kept in."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticSerializationError

from rag.types import Answer

_ANSWERS = TypeAdapter(Answer)


class Kept(StrEnum):
    """How long conversations are kept: for good, or with this server only, and then why."""

    FOR_GOOD = "for_good"
    UNWRITABLE = "unwritable"
    DAMAGED = "damaged"


class Day(StrEnum):
    """The days that a list of conversations tells apart."""

    TODAY = "today"
    YESTERDAY = "yesterday"
    EARLIER = "earlier"


@dataclass(frozen=True, slots=True)
class Turn:
    """A question and what came of it: an answer, or the line that says why there is none.

    One with neither was answered by an earlier version, in a form that can no longer be read. `number` is 0 until it is
    kept; `good` is what the person thought of it, None for nothing yet, and `note` what they said of it.
    """

    question: str
    answer: Answer | None = None
    error: str = ""
    number: int = 0
    good: bool | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Talk:
    """A conversation in a list: its id, its name, and when it last went on, in seconds since 1970."""

    id: str
    name: str
    changed: float


@dataclass(frozen=True, slots=True)
class Judged:
    """A turn that the person thought good or bad, the answered questions before it, and when it was answered."""

    turn: Turn
    history: tuple[str, ...]
    at: float


def dumped(answer: Answer | None) -> str | None:
    """Return an answer as JSON, without the passages that it was chosen from; None where it has no JSON."""
    try:
        return _ANSWERS.dump_json(replace(answer, retrieved=())).decode() if answer else None
    except PydanticSerializationError:  # a lone surrogate, which no JSON holds
        return None


def read(answer: str | None) -> Answer | None:
    """Return an answer from its JSON, None where there is none or it is of an older form."""
    try:
        return _ANSWERS.validate_json(answer) if answer else None
    except ValidationError:
        return None


def by_day(talks: Iterable[Talk], now: datetime) -> dict[Day, list[Talk]]:
    """Return conversations by the day on which they last went on, as the calendar has it where `now` is told."""
    found: dict[Day, list[Talk]] = {}
    for talk in talks:
        ago = (now.date() - datetime.fromtimestamp(talk.changed, now.tzinfo).date()).days
        found.setdefault(Day.TODAY if ago < 1 else Day.YESTERDAY if ago == 1 else Day.EARLIER, []).append(talk)
    return found
