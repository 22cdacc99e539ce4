"""Plain questions of every answerable type: what is asked, what has to be answered, and where it stands."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from eval.generated.distinct import Known
from eval.generated.facts import Form
from eval.generated.source import Source
from eval.generated.wording import Matter, matter, tables
from eval.gold import Derivation, Forbidden, Origin, Slot, SlotKind, Span
from eval.questions import Type
from rag.types import Kind, Role

_TEMPTING = 6
"""How many values are forbidden at most."""


@dataclass(frozen=True)
class Plain:
    """A question before it is worded: of which reports, what is asked, and what has to be answered.

    `about` holds one source for most, several for comparisons and trends; `history` is what was asked before, in the
    ways in which it may be said. `printed` is the value that a twin must not give.
    """

    seed: str
    type: Type
    about: tuple[Source, ...]
    asked: Matter
    slots: tuple[Slot, ...]
    evidence: tuple[tuple[Span, ...], ...]
    forbidden: tuple[Forbidden, ...] = ()
    before: Matter | None = None
    printed: tuple[str, ...] = ()

    @property
    def source(self) -> Source:
        """The report that it is about, the first of several."""
        return self.about[0]


def single(known: Known) -> Plain:
    """Return the question for one fact."""
    fact = known.fact
    return Plain(
        seed=seed_of(known),
        type=Type.SINGLE_FACT,
        about=(fact.source,),
        asked=matter(fact),
        slots=(slot_of(known),),
        evidence=(evidence_of(known),),
        forbidden=_neighbours(known),
        printed=(fact.raw,),
    )


def singles(by_report: Iterable[Sequence[Known]]) -> Iterator[Plain]:
    """Yield the question for each fact; what sister reports state of the same is forbidden, too."""
    reports = list(by_report)
    alike = _by_key(reports)
    for known in (one for report in reports for one in report):
        one = single(known)
        yield replace(one, forbidden=(*one.forbidden, *_sisters(known, alike.get(known.fact.key, ()))))


def _sisters(known: Known, same: Sequence[Known]) -> Iterator[Forbidden]:
    """Yield the values of the same indicator in reports of the same place or the same year, a few at most."""
    own = known.fact.source
    given = {known.fact.raw, *known.neighbours}
    for other in same:
        source = other.fact.source
        if other.fact.value == known.fact.value or other.fact.raw in given or len(given) > _TEMPTING:
            continue
        if source.whose == own.whose or source.year == own.year:
            given.add(other.fact.raw)
            at_home = source.whose == own.whose
            yield Forbidden(value=other.fact.raw, origin=Origin.NEIGHBOUR_YEAR if at_home else Origin.NEIGHBOUR_PLACE)


def several(pairs: Iterable[tuple[Known, Known]]) -> Iterator[Plain]:
    """Yield questions that ask for two facts of one report at once."""
    for one, other in pairs:
        first, second = matter(one.fact), matter(other.fact)
        asks = [f"{a}，{b}" for a, b in zip(first.asks, second.asks, strict=False)]
        for a, b in zip(first.names, second.names, strict=False):
            asks += [frame.format(n1=a, n2=b) for frame in tables()["frames"]["both"]]
        yield replace(
            single(one),
            seed=f"{seed_of(one)}+{other.fact.start}",
            type=Type.MULTI_ASK,
            asked=Matter(tuple(asks)),
            slots=(slot_of(one), slot_of(other)),
            evidence=(evidence_of(one), evidence_of(other)),
            forbidden=_but(_neighbours(one) + _neighbours(other), (one, other)),
            printed=(one.fact.raw, other.fact.raw),
        )


def turns(pairs: Iterable[tuple[Known, Known]]) -> Iterator[Plain]:
    """Yield follow-ups: a second fact of a report whose place and year only the question before names."""
    for one, other in pairs:
        yield replace(
            single(other), seed=f"{seed_of(other)}<{one.fact.start}", type=Type.MULTI_TURN, before=matter(one.fact)
        )


def comparisons(by_report: Iterable[Sequence[Known]]) -> Iterator[Plain]:
    """Yield questions that compare two places, next to one another in order, by what reports of a year both state."""
    for key, same in _by_key(by_report).items():
        alike: dict[tuple[int, Kind], list[Known]] = {}
        for known in same:
            alike.setdefault((known.fact.source.year, known.fact.source.kind), []).append(known)
        for group in alike.values():
            for one, other in pairwise(group):
                if one.fact.source.whose != other.fact.source.whose:
                    yield _beside(Type.COMPARE_PLACES, (one, other), key)


def trends(by_report: Iterable[Sequence[Known]]) -> Iterator[Plain]:
    """Yield questions for the values of an indicator over the years of which a place's reports state it."""
    for key, same in _by_key(by_report).items():
        names = dict.fromkeys((known.fact.source.whose, known.fact.source.kind) for known in same)
        for name, kind in names:
            over = [one for one in same if (one.fact.source.whose, one.fact.source.kind) == (name, kind)]
            ordered = tuple(sorted(over, key=lambda known: known.fact.source.year))
            if len({known.fact.source.year for known in ordered}) > 1:
                yield _beside(Type.TREND_YEARS, ordered, key)


def _beside(kind: Type, alike: tuple[Known, ...], key: str) -> Plain:
    """Return the question for the same indicator in several reports, told apart by place or year."""
    label = (lambda known: known.fact.source.name) if kind is Type.COMPARE_PLACES else _year_label
    slots = [slot_of(known).model_copy(update={"label": label(known)}) for known in alike]
    values = [slot.number for slot in slots]
    if kind is Type.COMPARE_PLACES and values[0] != values[1]:
        most = slots[values.index(max(values))].label
        labels = tuple(slot.label for slot in slots)
        slots.append(Slot(kind=SlotKind.NAME, value=most, derivation=Derivation(operation="highest", of=labels)))
    return replace(
        single(alike[0]),
        seed=f"{kind}:{key}:{'+'.join(label(known) for known in alike)}",
        type=kind,
        about=tuple(known.fact.source for known in alike),
        slots=tuple(slots),
        evidence=tuple(evidence_of(known) for known in alike),
        forbidden=_but(tuple(one for known in alike for one in _neighbours(known)), alike),
        printed=tuple(known.fact.raw for known in alike),
    )


def _year_label(known: Known) -> str:
    return f"{known.fact.source.year}年"


def _by_key(by_report: Iterable[Sequence[Known]]) -> dict[str, list[Known]]:
    found: dict[str, list[Known]] = {}
    for report in by_report:
        for known in report:
            found.setdefault(known.fact.key, []).append(known)
    return {key: same for key, same in found.items() if len(same) > 1}


def seed_of(known: Known) -> str:
    """Return the name of a fact: its report and where it stands."""
    return f"{known.fact.source.id[:12]}-{known.fact.start}"


def slot_of(known: Known) -> Slot:
    """Return the value owed for a fact; a 政府工作报告 has two years, so its is left open."""
    fact = known.fact
    growth = fact.form is Form.GROWTH
    kind = SlotKind.DELTA if fact.value.startswith("-") or fact.unit == "百分点" else SlotKind.PERCENT
    return Slot(
        kind=kind if growth or fact.form is Form.RATE else SlotKind.NUMBER,
        value=fact.value,
        unit=fact.unit,
        surfaces=() if fact.raw == f"{fact.value}{fact.unit}" else (fact.raw,),
        place=fact.source.place,
        year=None if fact.source.kind is Kind.GOVERNMENT_WORK else fact.source.year,
        role=Role.CHANGE if growth else Role.ACTUAL,
    )


def evidence_of(known: Known) -> tuple[Span, ...]:
    """Return the clauses that bear a fact out, each within its sentence."""
    fact = known.fact
    own = fact.source.span(fact.start, fact.end, fact.sentence)
    return (own, *(fact.source.span(one.start, one.end, one.sentence) for one in known.echoes))


def _neighbours(known: Known) -> tuple[Forbidden, ...]:
    return tuple(Forbidden(value=raw, origin=Origin.NEIGHBOUR_INDICATOR) for raw in known.neighbours)


def _but(forbidden: Iterable[Forbidden], right: Iterable[Known]) -> tuple[Forbidden, ...]:
    """Return what is forbidden less what is right for another part of the question."""
    values = {known.fact.raw for known in right}
    return tuple(dict.fromkeys(one for one in forbidden if one.value not in values))
