"""What a question comes down to: which reports it is about, and what it asks of them."""

from dataclasses import dataclass, replace
from enum import StrEnum

from rag.types import Kind, Place


class Bound(StrEnum):
    """What a scope is bounded by."""

    PLACE = "place"
    YEAR = "year"
    KIND = "kind"


@dataclass(frozen=True, slots=True)
class Scope:
    """Which reports a question is about; an empty field does not restrict.

    `below` is true where the reports under a place are asked for as well (浙江省各市), `reports` where they are if it
    has none of its own and no single year is meant (浙江省的报告). `ambiguous` lists the namesakes that one name may
    mean. `pairs` are places each named with a year of its own (苏州2021年和建德2020年). `plans` is
    true where plans are asked for, which the report of the year before holds too, `next_step` where they are those that
    the year's own report looks ahead with (下一步). `unknown` is a word that looks like a place's name and is
    none that is known (苏洲), several joined by 、. `own` is the ending of 我市 or 本区 where no place is named beside
    it. `of_report` is true where the years name reports (2024年政府工作报告) and not what they tell of. `readings`
    say how years that count from today were read (去年=2025年). `lifted` are the bounds that are no longer
    to be those of the question before (不限年份). `span` is true where the years are those of a five-year plan and
    its whole is meant (十四五期间), not each of its years.
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
    own: str = ""
    of_report: bool = False
    readings: tuple[str, ...] = ()
    lifted: tuple[Bound, ...] = ()
    span: bool = False


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
class Wanted:
    """One of several things that a question asks for: its own words, and those that it leaves to its neighbours.

    `units` are those that it accepts. `sure` is false where the question may ask for one thing after all (部门和乡镇的
    出庭应诉率). `part` is true where it asks for a part of what `context` names (其中撤销的), which nothing else
    answers, `stated` where the question does not ask but says it, number and all (收到申请31件, 受理了几件).
    `counted` is what follows the words that ask how many (企业在线申报 in 几家企业在线申报), "" where nothing does.
    """

    topic: str
    context: str = ""
    kinds: tuple[AskKind, ...] = ()
    units: tuple[str, ...] = ()
    sure: bool = True
    part: bool = False
    stated: bool = False
    counted: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A question understood: its words, the scope it names and what is left to ask inside that scope.

    `topic` is the question without its scope, normalised, and `context` that of an earlier question that it goes on
    from, of which it asks for a part where `part` is true; `units` are the units that its words accept (%, 件), none
    where it names none; `asks` are the several things that it asks for, none where it is one; `language` is "zh" or
    "en".
    """

    text: str
    scope: Scope
    topic: str
    kinds: tuple[AskKind, ...]
    context: str = ""
    units: tuple[str, ...] = ()
    compare: bool = False
    language: str = "zh"
    asks: tuple[Wanted, ...] = ()
    part: bool = False
    respelt: tuple[tuple[str, str], ...] = ()
    counted: str = ""

    @property
    def wanted(self) -> Wanted:
        """The whole question as one ask."""
        return Wanted(self.topic, self.context, self.kinds, self.units, part=self.part, counted=self.counted)

    @property
    def sought(self) -> str:
        """The words to retrieve by: its own, and those that it leaves to the question before."""
        return f"{self.context} {self.topic}".strip()

    def of_part(self, part: str) -> "Question":
        """Return the question asked of a part of a place, each of its asks with it."""
        quoted = f' "{part}"'
        asks = tuple(replace(one, topic=one.topic + quoted) for one in self.asks)
        return replace(self, topic=self.topic + quoted, asks=asks)
