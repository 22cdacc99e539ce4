"""What ways of spoiling an answer are made of: the answer to spoil with what is around it, and a spoilt one."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from eval.answers import StoredAnswer, StoredCitation, StoredFigure
from eval.dataset import Texts
from eval.gold import NUMERIC, Slot, SlotKind
from eval.mutations.right import written
from eval.questions import Item
from eval.tokens import plain

EXACT = {SlotKind.DATE, SlotKind.DOCUMENT_NUMBER, SlotKind.NAME, *NUMERIC}
"""The kinds of slot whose value is one wording in the text."""


@dataclass(frozen=True, slots=True)
class Mutation:
    """A spoilt answer, in which way it is spoilt, and reports that the library has to have for it beside its own."""

    kind: str
    answer: StoredAnswer
    texts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Setting:
    """A right answer, its question, the canonical texts, and questions with right answers that lie near it."""

    item: Item
    answer: StoredAnswer
    texts: Texts
    near: Sequence[tuple[Item, StoredAnswer]] = ()

    @cached_property
    def seed(self) -> int:
        """A number that is the question's own, to choose by."""
        return sum(ord(char) * (at + 1) for at, char in enumerate(self.item.id))

    @cached_property
    def told(self) -> list[tuple[Slot, str]]:
        """The required slots of one wording with the words in which the text tells them, where it does."""
        found = []
        for slot in self.item.slots:
            words = self._words(slot) if slot.required and slot.kind in EXACT else ""
            if words and re.search(token(words), self.answer.text):
                found.append((slot, words))
        return found

    def _words(self, slot: Slot) -> str:
        return written(plain(re.sub(r"\[\d+\]", "", self.answer.text)), slot)

    def figures_of(self, slot: Slot) -> list[StoredFigure]:
        """Return the figures of the answer that give a slot's value as its own."""
        owners = {None, slot.place}, {None, slot.year}
        return [
            one
            for one in self.answer.figures
            if slot.kind in NUMERIC and _same_number(one, slot) and one.place in owners[0] and one.year in owners[1]
        ]

    def needed(self, citation: StoredCitation) -> bool:
        """Tell whether some value that is told stands in no other citation."""
        others = [plain(one.quote) for one in self.answer.citations if one.n != citation.n]
        words = [plain(words) for _, words in self.told] + [
            plain(word) for slot in self.item.slots for item in slot.items for word in item[:1]
        ]
        return any(word in plain(citation.quote) and not any(word in other for other in others) for word in words)

    def spoilt(self, kind: str, **changes: object) -> Mutation:
        """Return the answer with changes."""
        return Mutation(kind, self.answer.model_copy(update=changes))


Spoiler = Callable[[Setting], Iterator[Mutation]]


def _same_number(figure: StoredFigure, slot: Slot) -> bool:
    try:
        return float(figure.value) == float(slot.number)
    except ValueError:
        return False


@lru_cache(maxsize=4096)
def token(words: str) -> str:
    """Return the pattern of words as a whole token."""
    before = r"(?<![\d.])" if words[:1].isdigit() else ""
    return before + re.escape(words) + (r"(?!\.?\d)" if words[-1:].isdigit() else "")


def replaced(text: str, old: str, new: str, count: int = 0) -> str:
    """Return a text with words replaced where they are whole tokens, the first `count` times or always."""
    return re.sub(token(old), lambda _: new, text, count=count)


def outside(text: str) -> list[tuple[str, bool]]:
    """Return a text in stretches, each with whether it lies outside quotation marks."""
    parts, depth, begin = [], 0, 0
    for at, char in enumerate(text):
        if char == "“":
            if depth == 0:
                parts.append((text[begin:at], True))
                begin = at
            depth += 1
        elif char == "”" and depth:
            depth -= 1
            if depth == 0:
                parts.append((text[begin : at + 1], False))
                begin = at + 1
    return [*parts, (text[begin:], depth == 0)]


def own(text: str) -> str:
    """Return what of a text lies outside quotation marks."""
    return "".join(part for part, is_own in outside(text) if is_own)
