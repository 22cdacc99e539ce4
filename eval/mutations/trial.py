"""Trying the scorer: which right answers it fails, and which spoilt ones it passes."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from eval.answers import StoredAnswer
from eval.dataset import Texts, texts_asked
from eval.measures import MEASURES
from eval.mutations import mutations
from eval.mutations.right import right_answers
from eval.mutations.spoiling import Mutation, Setting
from eval.questions import Item
from eval.scorecard import score

Answers = Mapping[str, StoredAnswer]
"""A right answer to each question by its id."""

_NEAR = 3


@dataclass(slots=True)
class Trial:
    """How many answers of each kind of spoiling were made and caught, what was missed, and what was a false alarm.

    `alone` are the measures that some spoilt answer failed by alone: without them it would have passed.
    """

    made: Counter[str] = field(default_factory=Counter)
    caught: Counter[str] = field(default_factory=Counter)
    missed: list[tuple[Item, Mutation]] = field(default_factory=list)
    right: int = 0
    alarms: list[tuple[Item, StoredAnswer, str]] = field(default_factory=list)
    alone: set[str] = field(default_factory=set)

    @property
    def share(self) -> float:
        """The share of the spoilt answers that the scorer failed; 0 where none were made."""
        return self.caught.total() / self.made.total() if self.made else 0.0

    def accept(self, item: Item, answer: StoredAnswer, texts: Texts) -> None:
        """Judge a right answer; failing it is a false alarm."""
        outcome = score(item, answer, texts)
        self.right += 1
        if not outcome.passed:
            self.alarms.append((item, answer, "; ".join(outcome.faults)))

    def spoil(self, setting: Setting, texts: Texts) -> None:
        """Judge an answer spoilt in every way."""
        for one in mutations(setting):
            kind = one.kind.partition(":")[0]
            self.made[kind] += 1
            marks = score(setting.item, one.answer, {**texts, **one.texts}).marks
            failed = [name for name, mark in marks.items() if mark.fault and MEASURES[name].hard]
            self.caught[kind] += bool(failed)
            if not failed:
                self.missed.append((setting.item, one))
            if len(failed) == 1:
                self.alone.add(failed[0])


def written(items: Iterable[Item], texts: Texts) -> dict[str, dict[str, StoredAnswer]]:
    """Return the right answers that can be written to each question from its gold, by question and style."""
    return {item.id: dict(right_answers(item, texts)) for item in items}


def one_of_each(answers: Mapping[str, Mapping[str, StoredAnswer]]) -> dict[str, StoredAnswer]:
    """Return one answer to each question that has any, the styles taking turns."""
    return {
        name: list(styles.values())[at % len(styles)] for at, (name, styles) in enumerate(answers.items()) if styles
    }


def settings(items: Sequence[Item], answers: Answers, texts: Texts, every: int = 1) -> Iterator[Setting]:
    """Yield the answer of each `every`th answered question with the questions that lie near it."""
    ordered = [item for item in items if item.id in answers]
    for at in range(0, len(ordered), every):
        item = ordered[at]
        near = [(one, answers[one.id]) for one in _near(at, ordered)]
        yield Setting(item, answers[item.id], texts_asked(item, texts), near)


def _near(at: int, items: Sequence[Item]) -> list[Item]:
    """Return the question that this one mirrors, then ones of other facts that come behind it, all with answers."""
    item = items[at]
    behind = (items[(at + step) % len(items)] for step in range(1, len(items)))
    others = (one for one in behind if one.answerable and one.cluster != item.cluster and not one.overlay)
    return [*(one for one in items if one.id == item.twin_of), *islice(others, _NEAR)]


def tried(items: Sequence[Item], texts: Texts, given: Answers, every: int = 1) -> Trial:
    """Try the scorer on a dataset: on the answers that can be written to it, and on ones `given` that it passes."""
    trial = Trial()
    answers = written(items, texts)
    by_id = {item.id: item for item in items}
    for name, styles in answers.items():
        for answer in styles.values():
            trial.accept(by_id[name], answer, texts)
    passed = {name: one for name, one in given.items() if score(by_id[name], one, texts).passed}
    for each in (one_of_each(answers), passed):
        for setting in settings(items, each, texts, every):
            trial.spoil(setting, texts)
    return trial
