"""The questions that a library still gives, by type; each is taken from the report that has given fewest."""

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from random import Random

from eval.generated import items, plain
from eval.generated.distinct import distinct
from eval.generated.enumerations import enumerations
from eval.generated.outlook import outlooks
from eval.generated.plain import Plain
from eval.generated.reader import read_facts
from eval.generated.scoped import scoped
from eval.generated.source import Source
from eval.generated.twins import absent_indicators
from eval.generated.wording import Matter
from eval.questions import Item, Type

_WORDINGS = 3
"""How often one fact is asked for, each time in other words."""
_PARENTS = {Type.SINGLE_FACT, Type.LIST, Type.PROSE}
"""What is reworded and has twins; the other types are made of single facts."""


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A question that can be made; `plain` is what it is made of, and the `first` of a fact has all of the twins."""

    make: Callable[[], Item | None]
    plain: Plain | None = None
    first: bool = False


class Candidates:
    """What can still be asked of a library; `take` gives a question of a type and never the same twice."""

    def __init__(self, shelf: tuple[Source, ...], rng: Random) -> None:
        self._shelf = shelf
        self._rng = rng
        self._asked: set[tuple[str, ...]] = set()
        self._given: Counter[tuple[Type, str]] = Counter()
        self._parents: dict[str, list[Item]] = defaultdict(list)
        self._waiting: dict[Type, dict[str, deque[_Waiting]]] = defaultdict(lambda: defaultdict(deque))
        plains = _plains(shelf, rng)
        for turn in range(_WORDINGS):
            for one in plains:
                parent = one if one.type in _PARENTS else None
                self._wait(one.type, one.source, _Waiting(partial(items.worded, one, rng), parent, turn == 0))
        for source in shelf:
            for asked in absent_indicators(source, rng):
                self._wait(Type.METRIC_ABSENT, source, _Waiting(partial(self._absent, source, asked)))

    def take(self, kind: Type) -> Item | None:
        """Return a question of a type that was not asked before, None where there is none."""
        while reports := [report for report, queue in self._waiting[kind].items() if queue]:
            report = min(reports, key=lambda one: self._given[kind, one])
            waiting = self._waiting[kind][report].popleft()
            item = waiting.make()
            if item and (*item.history, item.question) not in self._asked:
                self._given[kind, report] += 1
                return self._taken(item, waiting)
        return None

    def _taken(self, item: Item, waiting: _Waiting) -> Item:
        self._asked.add((*item.history, item.question))
        item = item.model_copy(update={"id": f"g{len(self._asked):04d}"})
        if waiting.plain:
            self._parents[waiting.plain.source.id].append(item)
            for kind, make in self._derived(waiting.plain, item, waiting.first):
                self._wait(kind, waiting.plain.source, _Waiting(make))
        return item

    def _derived(self, one: Plain, item: Item, first: bool) -> Iterator[tuple[Type, Callable[[], Item | None]]]:
        """Yield what can be made of a question: rewordings of each, twins of the first of a fact."""
        yield Type.TRADITIONAL, partial(items.traditional, one, item, self._rng)
        yield Type.TYPO, partial(items.typo, one, item, self._rng)
        if one.type is Type.SINGLE_FACT:
            yield Type.COLLOQUIAL, partial(items.colloquial, one, item, self._rng)
        if first:
            for kind, twins in ((Type.WRONG_YEAR, items.wrong_year), (Type.WRONG_PLACE, items.wrong_place)):
                for twin in twins(one, item, self._shelf, self._rng):
                    yield kind, partial(_same, twin)

    def _wait(self, kind: Type, source: Source, waiting: _Waiting) -> None:
        self._waiting[kind][source.id].append(waiting)

    def _absent(self, source: Source, asked: Matter) -> Item:
        parents = self._parents[source.id]
        parent = parents[self._given[Type.METRIC_ABSENT, source.id] % len(parents)] if parents else None
        return items.absent(source, asked, parent, self._rng)


def _same(item: Item) -> Item:
    return item


def _plains(shelf: Sequence[Source], rng: Random) -> list[Plain]:
    """Return every plain question of a library, shuffled within each report."""
    made: list[Plain] = []
    by_report = []
    for source in shelf:
        facts = read_facts(source)
        known = list(distinct(source, facts))
        rng.shuffle(known)
        by_report.append(known)
        pairs = list(pairwise(known))
        made += [*plain.several(pairs), *plain.turns(pairs)]
        made += [*scoped(source, facts), *enumerations(source), *outlooks(source)]
    made = [*plain.singles(by_report), *made]
    return [*made, *_mixed(plain.comparisons(by_report), rng), *plain.trends(by_report)]


def _mixed(plains: Iterable[Plain], rng: Random) -> list[Plain]:
    mixed = list(plains)
    rng.shuffle(mixed)
    return mixed
