"""Trying the scorer: which right answers it fails, and which spoilt ones it passes."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from eval.answers import StoredAnswer
from eval.dataset import Texts, overlaid_texts
from eval.mutations import mutations
from eval.mutations.right import right_answers
from eval.mutations.spoiling import Mutation, Setting
from eval.questions import Item
from eval.scorecard import judge

NEAR = 3


@dataclass(slots=True)
class Trial:
    """How many of each kind were made and caught, and by question what was missed and what was a false alarm."""

    made: dict[str, int] = field(default_factory=dict)
    caught: dict[str, int] = field(default_factory=dict)
    missed: list[tuple[Item, Mutation]] = field(default_factory=list)
    right: int = 0
    alarms: list[tuple[Item, StoredAnswer, str]] = field(default_factory=list)

    @property
    def share(self) -> float:
        """The share of the spoilt answers that the scorer failed."""
        made = sum(self.made.values())
        return sum(self.caught.values()) / made if made else 0.0

    def alarm(self, item: Item, answer: StoredAnswer, texts: Texts) -> bool:
        """Judge a right answer, and tell whether the scorer failed it."""
        outcome = judge(item, answer, texts)
        self.right += 1
        if not outcome.passed:
            self.alarms.append((item, answer, "; ".join(outcome.faults)))
        return not outcome.passed

    def spoil(self, setting: Setting, texts: Texts) -> None:
        """Judge an answer spoilt in every way."""
        for one in mutations(setting):
            kind = one.kind.split(":")[0]
            self.made[kind] = self.made.get(kind, 0) + 1
            if judge(setting.item, one.answer, {**texts, **one.texts}).passed:
                self.missed.append((setting.item, one))
            else:
                self.caught[kind] = self.caught.get(kind, 0) + 1


def written(items: Sequence[Item], texts: Texts) -> dict[str, dict[str, StoredAnswer]]:
    """Return the right answers that can be written to each question from its gold, by question and style."""
    return {item.id: dict(right_answers(item, texts)) for item in items}


def settings(
    items: Sequence[Item], answers: Mapping[str, StoredAnswer], texts: Texts, every: int = 1
) -> Iterator[Setting]:
    """Yield each question's answer with the questions that lie near it, or only of each `every`th question."""
    ordered = [item for item in items if item.id in answers]
    for at, item in enumerate(ordered):
        if at % every == 0:
            known = {**texts, **overlaid_texts(item.overlay, texts, item.id)}
            yield Setting(item, answers[item.id], known, _near(item, at, ordered, answers))


def _near(
    item: Item, at: int, items: Sequence[Item], answers: Mapping[str, StoredAnswer]
) -> list[tuple[Item, StoredAnswer]]:
    """Return the answered question that this one mirrors, then ones of other facts that stand behind it."""
    twins = [one for one in items if one.id == item.twin_of]
    behind = (items[(at + step) % len(items)] for step in range(1, len(items)))
    others = (one for one in behind if one.answerable and one.cluster != item.cluster and not one.overlay)
    found: list[Item] = []
    for one in (*twins, *_first(others, NEAR)):
        found.append(one)
    return [(one, answers[one.id]) for one in found]


def _first(items: Iterable[Item], count: int) -> list[Item]:
    return [item for item, _ in zip(items, range(count), strict=False)]
