"""The questions of an eval: a record each, with what an answer has to say, where it stands, and what would be wrong."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import reduce
from operator import sub
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from eval.gold import NUMERIC, Forbidden, Lack, Overlay, Record, Scope, Several, Slot, Span
from rag.types import State

TODAY = date(2026, 6, 1)
"""The day on which questions are asked that name none, so that 去年 means the same year in every run."""


class Type(StrEnum):
    """What a question tries; shares are printed by type."""

    SINGLE_FACT = "single_fact"
    SCOPED_TWO_VALUES = "scoped_two_values"
    MULTI_ASK = "multi_ask"
    LIST = "list"
    PROSE = "prose"
    COMPARE_PLACES = "compare_places"
    TREND_YEARS = "trend_years"
    MULTI_TURN = "multi_turn"
    AMBIGUOUS_SCOPE = "ambiguous_scope"
    FALSE_PREMISE = "false_premise"
    COLLOQUIAL = "colloquial"
    TYPO = "typo"
    TRADITIONAL = "traditional"
    WRONG_YEAR = "wrong_year"
    WRONG_PLACE = "wrong_place"
    METRIC_ABSENT = "metric_absent"
    NEAR_MISS = "near_miss"
    INJECTION = "injection"
    COUNTERFACTUAL = "counterfactual"
    GOLD_REMOVED = "gold_removed"
    DUPLICATE_BOILERPLATE = "duplicate_boilerplate"


class Provenance(Record):
    """Who wrote a question, from which template, who looked at it, and when."""

    author: str = ""
    template: str = ""
    reviewer: str = ""
    date: str = ""


class Item(Record):
    """One question with its gold.

    `seed` names the fact that it tries: questions of one seed are rewordings and twins of one another, and intervals
    are taken over seeds. `variant_of` is the plain question that this one rewords, `twin_of` the answerable one that
    this one makes unanswerable. `state` holds the states that are right, the best first. `evidence` is an AND of ORs.
    """

    id: Annotated[str, Field(min_length=1)]
    schema_version: Literal[1] = 1
    seed: str = ""
    type: Type
    tags: tuple[str, ...] = ()
    split: str = ""
    variant_of: str | None = None
    twin_of: str | None = None
    question: str
    history: tuple[str, ...] = ()
    today: date = TODAY
    scope: Scope = Scope()
    state: Annotated[Several[State], Field(min_length=1)]
    missing: tuple[Lack, ...] = ()
    slots: tuple[Slot, ...] = ()
    forbidden: tuple[Forbidden, ...] = ()
    evidence: tuple[Annotated[tuple[Span, ...], Field(min_length=1)], ...] = ()
    overlay: Overlay | None = None
    provenance: Provenance = Provenance()

    @property
    def cluster(self) -> str:
        """The seed by which questions are resampled together."""
        return self.seed or self.id

    @property
    def answerable(self) -> bool:
        """Whether the library holds an answer, be it in part."""
        return bool(self.slots)

    @property
    def reports(self) -> set[str]:
        """The ids of the reports that the evidence stands in."""
        return {span.report for group in self.evidence for span in group}

    @model_validator(mode="after")
    def _whole(self) -> Self:
        states = set(self.state)
        if not self.question:
            raise ValueError("there is no question")
        if bool(states & {State.ANSWERED, State.PARTIAL}) != self.answerable:
            raise ValueError("an answer needs slots, and an abstention has none")
        if bool(states & {State.NOT_FOUND, State.PARTIAL}) != bool(self.missing):
            raise ValueError("what is missing needs its reason, and nothing else has one")
        if self.evidence and not self.answerable:
            raise ValueError("an abstention has no evidence")
        if self.twin_of is not None and self.answerable:
            raise ValueError("an unanswerable twin has no slots")
        for slot in self.slots:
            self._derived(slot)
        return self

    def _derived(self, slot: Slot) -> None:
        """Refuse a derived value that is not what its slots come to."""
        if slot.derivation is None:
            return
        known = {one.label: one for one in self.slots if one.label and one.kind in NUMERIC}
        if lacking := [label for label in slot.derivation.of if label not in known]:
            raise ValueError(f"there is no number labelled {lacking[0]} to derive {slot.value} from")
        terms = {label: known[label].number for label in slot.derivation.of}
        if slot.derivation.operation == "difference":
            right = slot.number == _rounded(reduce(sub, terms.values()), slot.rounding)
        else:
            most = (max if slot.derivation.operation == "highest" else min)(terms.values())
            right = slot.value in {known[label].place or label for label in terms if terms[label] == most} | {
                label for label in terms if terms[label] == most
            }
        if not right:
            raise ValueError(f"{slot.value} is not the {slot.derivation.operation} of {', '.join(slot.derivation.of)}")


def _rounded(value: Decimal, places: int | None) -> Decimal:
    return value if places is None else round(value, places)
