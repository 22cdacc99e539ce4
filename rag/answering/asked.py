"""What a question comes down to: which reports it is about, and what it asks of them."""

from dataclasses import dataclass
from enum import StrEnum

from rag.types import Kind, Place


@dataclass(frozen=True, slots=True)
class Scope:
    """Which reports a question is about; an empty field does not restrict.

    `below` is true where the reports under a place are asked for as well (浙江省各市), `reports` where they are if it
    has none of its own and no single year is meant (浙江省的报告). `ambiguous` lists the namesakes that one name may
    mean. `pairs` are places each named with a year of its own (苏州2021年和建德2020年). `plans` is
    true where plans are asked for, which the report of the year before holds too, `next_step` where they are those that
    the year's own report looks ahead with (下一步). `unknown` is a word that looks like a place's name and is
    none that is known (苏洲).
    """

    places: tuple[Place, ...] = ()
    years: tuple[int, ...] = ()
    kind: Kind | None = None
    issuer: str | None = None
    below: bool = False
    reports: bool = False
    ambiguous: tuple[Place, ...] = ()
    pairs: tuple[tuple[Place, int], ...] = ()
    plans: bool = False
    next_step: bool = False
    unknown: str = ""


class AskKind(StrEnum):
    """What sort of answer is wanted."""

    FIGURE = "figure"
    DATE = "date"
    DOCUMENT_NUMBER = "document_number"
    NAME = "name"
    LIST = "list"
    PROSE = "prose"
    SMALL_TALK = "small_talk"


@dataclass(frozen=True, slots=True)
class Question:
    """A question understood: its words, the scope it names and what is left to ask inside that scope.

    `topic` is the question without its scope, normalised, and `context` that of an earlier question that it goes on
    from; `units` are the units that its words accept (%, 件), none where it names none; `language` is "zh" or "en".
    """

    text: str
    scope: Scope
    topic: str
    kinds: tuple[AskKind, ...]
    context: str = ""
    units: tuple[str, ...] = ()
    compare: bool = False
    language: str = "zh"
