"""The unanswerable twin of a question: the same asked of what the library does not hold."""

from collections.abc import Iterator

from eval.gold import Edited, Forbidden, Origin, Overlay
from eval.made.golden import lack
from eval.made.library import MadeReport
from eval.made.shelf import Seed, Shelf, Words
from eval.made.subjects import Subject, absent
from eval.questions import Item, Provenance, Type
from rag.types import Reason, Role, State

ORDERS = {
    0: (Type.NEAR_MISS, Type.METRIC_ABSENT, Type.WRONG_YEAR),
    1: (Type.WRONG_YEAR, Type.WRONG_PLACE),
    2: (Type.WRONG_PLACE, Type.WRONG_YEAR),
    3: (Type.METRIC_ABSENT, Type.NEAR_MISS, Type.WRONG_PLACE),
    4: (Type.GOLD_REMOVED, Type.WRONG_YEAR),
}
"""Which twin is tried first, by turns; a seed that cannot have one gets the next."""

_FAR = 3


def twin(shelf: Shelf, seed: Seed, turn: int) -> Item | None:
    """Return a question without an answer that mirrors the seed's, None where every way leads to an answer."""
    makers = {
        Type.NEAR_MISS: _near_miss,
        Type.METRIC_ABSENT: _metric_absent,
        Type.WRONG_YEAR: _wrong_year,
        Type.WRONG_PLACE: _wrong_place,
        Type.GOLD_REMOVED: _gold_removed,
    }
    for type_ in (*ORDERS[turn % len(ORDERS)], Type.WRONG_YEAR, Type.WRONG_PLACE):
        found = makers[type_](shelf, seed)
        if found is not None and found.question != seed.item.question or type_ is Type.GOLD_REMOVED and found:
            return found
    return None


def _unanswerable(seed: Seed, type_: Type, words: Words, reason: Reason, whom: tuple[Subject, int]) -> Item:
    """Return the twin; every value of the seed is forbidden in it."""
    origin = {
        Type.WRONG_YEAR: Origin.NEIGHBOUR_YEAR,
        Type.WRONG_PLACE: Origin.NEIGHBOUR_PLACE,
        Type.GOLD_REMOVED: Origin.REMOVED,
    }.get(type_, Origin.NEIGHBOUR_INDICATOR)
    figures = [one for one in seed.item.slots if one.unit and one.derivation is None]
    raws = tuple(dict.fromkeys((one.surfaces or (f"{one.value}{one.unit}",))[0] for one in figures))
    subject, year = whom
    return Item(
        id="-",
        type=type_,
        split=seed.item.split,
        tags=(f"of_{seed.item.type}",),
        question=words[0],
        history=words[1],
        scope=seed.item.scope.model_copy(update={"place": (subject.name,), "year": (year,)}),
        state=(State.NOT_FOUND,),
        missing=(lack(subject, year, reason),),
        forbidden=tuple(Forbidden(value=raw, origin=origin) for raw in raws if raw not in words[0]),
        provenance=Provenance(author="eval.made"),
    )


def _wrong_year(shelf: Shelf, seed: Seed) -> Item | None:
    if seed.item.type is Type.TREND_YEARS:
        return None
    years = [year for year in _free_years(shelf, seed) if not _printed(shelf, seed, year)]
    if not years:
        return None
    year = shelf.pick(years)
    words = seed.again(seed.subject, year)
    found = _unanswerable(seed, Type.WRONG_YEAR, words, Reason.NO_REPORT_OF_YEAR, (seed.subject, year))
    if seed.item.type is not Type.COMPARE_PLACES:
        return found
    places = {one.name: one for report in shelf.library.reports for one in (report.subject,)}
    missing = tuple(lack(places[name], year, Reason.NO_REPORT_OF_YEAR) for name in seed.item.scope.place)
    return found.model_copy(update={"missing": missing, "scope": seed.item.scope.model_copy(update={"year": (year,)})})


def _free_years(shelf: Shelf, seed: Seed) -> list[int]:
    """Return the years near the seed's that none of its places has a report of, the nearest ones."""
    names = set(seed.item.scope.place) | {seed.subject.name}
    taken = {report.year for report in shelf.library.reports if report.subject.name in names}
    free = [year for year in range(min(taken) - _FAR, max(taken) + _FAR) if year not in taken]
    return sorted(free, key=lambda year: abs(year - seed.year))[:3]


def _printed(shelf: Shelf, seed: Seed, year: int) -> bool:
    """Tell whether the report of a year beside speaks of that year, so that the library does hold something of it."""
    around = (shelf.library.at(seed.subject, year - 1), shelf.library.at(seed.subject, year + 1))
    facts = [one.fact for report in around if report is not None for one in report.placed]
    if seed.item.type is Type.COMPARE_PLACES:
        facts = [
            one.fact for report in shelf.library.reports for one in report.placed if report.year in (year - 1, year + 1)
        ]
    return any(fact.year == year and fact.indicator in seed.indicators for fact in facts if fact.kind != "prose")


def _wrong_place(shelf: Shelf, seed: Seed) -> Item | None:
    if seed.subject.issuer or seed.item.type is Type.COMPARE_PLACES:
        return None
    ranked = sorted(absent(), key=lambda one: -_alike(one, seed.subject))
    other = shelf.pick(ranked[:4])
    words = seed.again(other, seed.year)
    return _unanswerable(seed, Type.WRONG_PLACE, words, Reason.NO_REPORT_OF_PLACE, (other, seed.year))


def _alike(one: Subject, other: Subject) -> int:
    """Return how easily a place is taken for another: namesakes most, then those of the same province and rank."""
    return 4 * (one.name == other.name) + 2 * (one.path[0] == other.path[0]) + (one.rank == other.rank)


def _near_miss(shelf: Shelf, seed: Seed) -> Item | None:
    """Ask about an indicator that the report lacks and that the seed's is mistaken for."""
    report = shelf.library.at(seed.subject, seed.year)
    if seed.about is None or report is None:
        return None
    names = [name for name in _lacked(shelf, report) if set(_near(shelf, name)) & set(seed.indicators)]
    return _about(shelf, seed, Type.NEAR_MISS, names)


def _metric_absent(shelf: Shelf, seed: Seed) -> Item | None:
    """Ask about an indicator that the report lacks with all that looks like it, or that no report holds."""
    report = shelf.library.at(seed.subject, seed.year)
    if seed.about is None or report is None:
        return None
    stated = {one.fact.indicator for one in report.placed}
    names = [name for name in _lacked(shelf, report) if not set(_near(shelf, name)) & stated]
    if names and shelf.rng.random() < 0.7:
        return _about(shelf, seed, Type.METRIC_ABSENT, names)
    ask = shelf.pick(shelf.library.book.frames("outside"))
    words = shelf.framed("plain", seed.subject, seed.year, q=ask), ()
    whom = (seed.subject, seed.year)
    found = _unanswerable(seed, Type.METRIC_ABSENT, words, Reason.NOT_MENTIONED, whom)
    return found.model_copy(update={"scope": found.scope.model_copy(update={"indicator": ""})})


def _about(shelf: Shelf, seed: Seed, type_: Type, names: list[str]) -> Item | None:
    if not names or seed.about is None:
        return None
    name = shelf.pick(names)
    words, whom = seed.about(name), (seed.subject, seed.year)
    found = _unanswerable(seed, type_, words, Reason.NOT_MENTIONED, whom)
    return found.model_copy(update={"scope": found.scope.model_copy(update={"indicator": name})})


def _near(shelf: Shelf, name: str) -> Iterator[str]:
    """Yield what an indicator is mistaken for, and what is mistaken for it."""
    known = shelf.library.book.indicators
    yield from known[name].near
    yield from (one.id for one in known.values() if name in one.near)


def _lacked(shelf: Shelf, report: MadeReport) -> list[str]:
    """Return the indicators that neither a report nor the next one's 上年 figures say anything of."""
    known = shelf.library.book.indicators
    after = shelf.library.at(report.subject, report.year + 1)
    before = [one.fact.indicator for one in (after.placed if after else ()) if one.fact.role is Role.PREVIOUS]
    stated = {one.fact.indicator for one in report.placed} | set(before)
    given = {name for one in known.values() if one.id in stated for name in one.gives}
    fit = [one for one in known.values() if one.small or not report.subject.small]
    return [one.id for one in fit if one.id not in stated | given and not one.two]


def _gold_removed(shelf: Shelf, seed: Seed) -> Item | None:
    """Take the sentences that answer out of the report; who answers all the same has it from elsewhere."""
    report = shelf.library.at(seed.subject, seed.year)
    if (
        report is None
        or not report.file.endswith("txt")
        or seed.item.reports != {report.id}
        or not _told_once(shelf, seed)
    ):
        return None
    spans = [group[0] for group in seed.item.evidence]
    sentences = dict.fromkeys(report.text[span.reach[0] : span.reach[1]] for span in spans)
    if any(report.text.count(one) != 1 for one in sentences):
        return None
    words = seed.item.question, seed.item.history
    found = _unanswerable(seed, Type.GOLD_REMOVED, words, Reason.NOT_MENTIONED, (seed.subject, seed.year))
    edits = tuple(Edited(report=report.id, find=one, replace="") for one in sentences)
    return found.model_copy(update={"overlay": Overlay(edit=edits)})


def _told_once(shelf: Shelf, seed: Seed) -> bool:
    """Tell whether no other report speaks of the year, and the report itself of nothing that gives it away."""
    known = shelf.library.book.indicators
    gives = [one.id for one in known.values() if set(one.gives) & set(seed.indicators)]
    report = shelf.library.at(seed.subject, seed.year)
    assert report is not None
    stated = {one.fact.indicator for one in report.placed}
    return not (stated & set(gives)) and not any(
        _printed_of(shelf, seed, year) for year in (seed.year - 1, seed.year + 1)
    )


def _printed_of(shelf: Shelf, seed: Seed, year: int) -> bool:
    report = shelf.library.at(seed.subject, year)
    facts = [one.fact for one in report.placed] if report else []
    return any(fact.year == seed.year and fact.indicator in seed.indicators for fact in facts)
