"""Which facts a question can ask for without doubt: nothing else in the report answers to their words."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from eval.generated import grammar
from eval.generated.facts import Fact, figure_value
from eval.generated.reader import Clause, clauses
from eval.generated.source import Source

_FIGURE = re.compile(rf"{grammar.NUMBER}(?P<unit>%|个?百分点|{grammar.either(grammar.words()['units'])})?")
_SAME = 0.75
"""The share of a noun's two-character runs from which on another clause speaks of the same."""
_NEIGHBOURS = 3


@dataclass(frozen=True, slots=True)
class Printed:
    """A number printed in a report, with the words of its clause; ranges are over the normalised text."""

    value: Decimal
    unit: str
    raw: str
    at: int
    words: str
    start: int
    end: int
    sentence: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Known:
    """A fact that can be asked for; `echoes` say the same elsewhere, `neighbours` are other figures of its unit."""

    fact: Fact
    echoes: tuple[Printed, ...]
    neighbours: tuple[str, ...]


def distinct(source: Source, facts: Iterable[Fact]) -> tuple[Known, ...]:
    """Return the facts of a report that no other of its clauses contradicts or could be meant by the same words."""
    every = tuple(printed(source))
    told = tuple(facts)
    found = (_known(fact, every) for fact in told)
    return tuple(known for known in found if known and not _rivalled(known.fact, told))


def printed(source: Source) -> Iterator[Printed]:
    """Yield every number of a report, plans and all, with the words of its clause (up to 、)."""
    for clause in clauses(source):
        yield from _numbers(clause)


def same_matter(noun: str, words: str) -> bool:
    """Tell whether a clause's words speak of what `noun` names."""
    runs = _runs(noun)
    return bool(runs) and len(runs & _runs(words)) >= _SAME * len(runs)


def _runs(text: str) -> set[str]:
    return {a + b for a, b in pairwise(text)}


def _numbers(clause: Clause) -> Iterator[Printed]:
    at = 0
    for part in clause.text.split("、"):
        for match in _FIGURE.finditer(part):
            start, end = clause.start + at, clause.start + at + len(part)
            unit = (match["unit"] or "").removeprefix("个") or (match["unit"] or "")
            place = start + match.start()
            yield Printed(
                figure_value(match["number"], match["power"], match["power2"]),
                unit,
                match.group(),
                place,
                part,
                start,
                end,
                clause.sentence,
            )
        at += len(part) + 1


def _known(fact: Fact, every: tuple[Printed, ...]) -> Known | None:
    others = [one for one in every if one.unit == fact.unit and not fact.start <= one.at < fact.end]
    alike = [one for one in others if same_matter(fact.noun, one.words) and _could_mean(fact, one)]
    value = abs(Decimal(fact.value))
    if any(one.value != value for one in alike):
        return None
    tempting = (one for one in others if one.value != value and not same_matter(fact.noun, one.words))
    near = sorted(tempting, key=lambda one: (abs(one.at - fact.start), one.at))
    raws = tuple(dict.fromkeys(one.raw for one in near))[:_NEIGHBOURS]
    return Known(fact, tuple(one for one in alike if one.value == value), raws)


def _could_mean(fact: Fact, other: Printed) -> bool:
    """Tell whether a clause about the same noun might be meant: not where another telling verb keeps them apart."""
    telling = fact.verb in grammar.words()["telling_verbs"] or fact.verb.startswith("新")
    return not telling or fact.verb in other.words


def _rivalled(fact: Fact, told: Iterable[Fact]) -> bool:
    """Tell whether the report states the same key twice with different values."""
    return any(other.key == fact.key and other.value != fact.value for other in told)
