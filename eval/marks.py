"""What measures are made of: a case to look at, and the mark that it gets."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from eval.answers import StoredAnswer, StoredCitation
from eval.dataset import Texts
from eval.questions import Item
from eval.statements import own_words, unmarked
from rag.types import State

ABSTENTIONS = (State.NOT_FOUND, State.UNCLEAR)


@dataclass(frozen=True)
class Case:
    """A question, the answer to it, and the canonical texts of the library that it was asked of, by report id."""

    item: Item
    answer: StoredAnswer
    texts: Texts

    @property
    def abstains(self) -> bool:
        """Whether the answer says that there is none, or asks back."""
        return self.answer.state in ABSTENTIONS

    @property
    def owed(self) -> bool:
        """Whether the values are owed: there are some, and the answer does not rightly ask back instead."""
        return self.item.answerable and not (self.abstains and self.answer.state in self.item.state)

    @cached_property
    def said(self) -> str:
        """The answer's text without its citation marks and list numbers."""
        return unmarked(self.answer.text)

    @cached_property
    def own(self) -> str:
        """The answer's text without its citation marks and quotations."""
        return own_words(self.said)

    @cached_property
    def sound(self) -> tuple[StoredCitation, ...]:
        """The citations that are slices of their reports."""
        return tuple(one for one in self.answer.citations if self.is_slice(one))

    def is_slice(self, citation: StoredCitation) -> bool:
        """Tell whether a citation's quote is what stands at its offsets."""
        text = self.texts.get(citation.report_id, "")
        start, end = citation.start, citation.end
        return citation.quote != "" and 0 <= start < end and text[start:end] == citation.quote


@dataclass(frozen=True, slots=True)
class Mark:
    """What one measure says of one answer: `got` of `of`, and what was at fault, "" where nothing was."""

    got: float
    of: float
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure: of which questions it is taken, and the mark that an answer gets, None where it says nothing.

    `hard` measures have to be faultless for a question to pass. Where `lower` is better a mark counts what is bad.
    An answer that never came gets the worst mark of every measure that its question is `asked`.
    """

    asked: Callable[[Item], bool]
    mark: Callable[[Case], Mark | None]
    hard: bool = False
    lower: bool = False

    def worst(self, fault: str) -> Mark:
        """Return the mark of an answer that never came."""
        return Mark(1.0 if self.lower else 0.0, 1.0, fault)


def whole(fault: str) -> Mark:
    """Return the mark of a demand that is met or not: 1 of 1 without a fault, else 0 of 1."""
    return Mark(0.0 if fault else 1.0, 1.0, fault)


def told(found: bool, fault: str) -> Mark:
    """Return the mark of something bad that was found or not: 1 of 1 where it was, with its fault."""
    return Mark(1.0, 1.0, fault) if found else Mark(0.0, 1.0)
