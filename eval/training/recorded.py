"""What the decision gets to see when a set is asked: features of evidence, and whether it is what the gold owes."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from eval.questions import Item, Type
from rag.answering.closeness import Closeness
from rag.answering.decision import Decision, features, to_judge
from rag.answering.evidence import Ask, Evidence
from rag.answering.shelf import Shelf
from rag.answering.towers import Array
from rag.pipeline import Desk, ask
from rag.types import Span

TYPES = frozenset(
    {
        Type.SINGLE_FACT, Type.COLLOQUIAL, Type.TYPO, Type.TRADITIONAL, Type.METRIC_ABSENT, Type.NEAR_MISS,
        Type.FALSE_PREMISE, Type.SCOPED_TWO_VALUES, Type.MULTI_TURN, Type.DUPLICATE_BOILERPLATE,
    }
)  # fmt: skip
"""Types that ask one thing, so that what their gold owes is owed to every ask."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One judgement to learn from: a row of features a piece of evidence, and which of them answer."""

    id: str
    seed: str
    features: Array
    answers: Array
    said: tuple[str, ...] = ()


@dataclass
class Recorder:
    """Stands in the place of the decision, changes nothing and keeps what it was shown."""

    closeness: Closeness
    seen: list[tuple[Ask, list[Evidence]]] = field(default_factory=list)

    def judge(self, ask: Ask, found: Sequence[Evidence]) -> list[Evidence]:
        """Keep the evidence and return it as it came."""
        self.seen.append((ask, list(to_judge(found))))
        return list(found)

    def nearness(self, ask: str, sentences: Sequence[str]) -> Sequence[float]:
        """Return what the decision would: sentences are not learned from."""
        return Decision(self.closeness).nearness(ask, sentences)


def record(items: Iterable[Item], desk: Desk, closeness: Closeness) -> Iterator[Judged]:
    """Ask the items and yield what would have been judged, with what the gold says of it."""
    recorder = Recorder(closeness)
    desk.shelf = Shelf(desk.library, recorder)
    for item in items:
        if item.type not in TYPES or item.overlay:
            continue
        recorder.seen.clear()
        ask(item.question, desk, history=item.history, today=item.today)
        for place, (asked, found) in enumerate(recorder.seen):
            answers = np.array([_owed(item, one) for one in found], np.float32)
            said = (asked.words, *(f"{one.figure.raw if one.figure else ''} {one.statement.text}" for one in found))
            yield Judged(f"{item.id}/{place}", item.seed, features(asked, found, closeness), answers, said)


def _owed(item: Item, one: Evidence) -> bool:
    """Tell whether a piece of evidence is what the gold owes: its sentence, and one of its values."""
    spans = [
        Span(span.start, span.end) for group in item.evidence for span in group if span.report == one.reading.card.id
    ]
    at = one.statement.start
    assert one.figure is not None
    own = one.reading.quote_span(at + one.figure.span.start, at + one.figure.span.end)
    values = {(slot.value, slot.unit or "") for slot in item.slots}
    return (str(one.figure.value), one.figure.unit) in values and any(span.holds(own) for span in spans)
