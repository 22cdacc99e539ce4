"""The unanswerable twin of a question: the same asked of what the library does not hold."""

from collections.abc import Callable, Iterator

from eval.gold import Edited, Forbidden, Origin, Overlay
from eval.made.golden import lack
from eval.made.library import MadeReport
from eval.made.shelf import Seed, Shelf, Words, speaks
from eval.made.subjects import Subject, absent
from eval.questions import Item, Provenance, Type
from rag.types import Reason, Role, State

_TURNS = (
    Type.NEAR_MISS,
    Type.METRIC_ABSENT,
    Type.WRONG_YEAR,
    Type.NEAR_MISS,
    Type.WRONG_PLACE,
    Type.METRIC_ABSENT,
    Type.GOLD_REMOVED,
)
_ALWAYS = (Type.WRONG_YEAR, Type.WRONG_PLACE)
_FAR, _SISTERS = 3, 4
_FORBIDDEN = 4
_OUTSIDE = 0.25
_ORIGINS = {
    Type.WRONG_YEAR: Origin.NEIGHBOUR_YEAR,
    Type.WRONG_PLACE: Origin.NEIGHBOUR_PLACE,
    Type.GOLD_REMOVED: Origin.REMOVED,
}


def twin(shelf: Shelf, seed: Seed, turn: int) -> Item | None:
    """Return a question without an answer that mirrors the seed's, None where every way leads to an answer.

    The kinds take turns; where a seed cannot have the one whose turn it is, it gets a year or a place.
    """
    makers: dict[Type, Callable[[Shelf, Seed], Item | None]] = {
        Type.NEAR_MISS: _near_miss,
        Type.METRIC_ABSENT: _metric_absent,
        Type.WRONG_YEAR: _wrong_year,
        Type.WRONG_PLACE: _wrong_place,
        Type.GOLD_REMOVED: _gold_removed,
    }
    last = _ALWAYS if turn % 2 else _ALWAYS[::-1]
    tried = (makers[type_](shelf, seed) for type_ in (_TURNS[turn % len(_TURNS)], *last))
    return next((found for found in tried if found is not None), None)


def _unanswerable(seed: Seed, type_: Type, words: Words, reason: Reason, whom: tuple[Subject, int]) -> Item:
    """Return the twin; every figure of the seed is forbidden in it."""
    figures = [one for one in seed.item.slots if one.unit and one.derivation is None]
    raws = dict.fromkeys((one.surfaces or (f"{one.value}{one.unit}",))[0] for one in figures)
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
        forbidden=_not_asked(words, raws, _ORIGINS.get(type_, Origin.NEIGHBOUR_INDICATOR)),
        provenance=Provenance(author="eval.made"),
    )


def _not_asked(words: Words, raws: dict[str, None], origin: Origin) -> tuple[Forbidden, ...]:
    said = " ".join((words[0], *words[1]))
    return tuple(Forbidden(value=raw, origin=origin) for raw in raws if raw and raw not in said)[:_FORBIDDEN]


def _wrong_year(shelf: Shelf, seed: Seed) -> Item | None:
    """Ask about a year near by that there is no report of, and of which no report beside speaks."""
    if seed.item.type is Type.TREND_YEARS:
        return None
    reports = _asked_about(shelf, seed)
    subjects = list(dict.fromkeys(report.subject for report in reports))
    years = [year for year in _free_years(shelf, subjects, seed.year) if not _told(shelf, seed, subjects, year)]
    if not years:
        return None
    year = shelf.pick(years)
    words = seed.again(seed.subject, year)
    found = _unanswerable(seed, Type.WRONG_YEAR, words, Reason.NO_REPORT_OF_YEAR, (seed.subject, year))
    missing = tuple(lack(subject, year, Reason.NO_REPORT_OF_YEAR) for subject in subjects)
    places = seed.item.scope.model_copy(update={"year": (year,)})
    return found.model_copy(update={"missing": missing, "scope": places})


def _asked_about(shelf: Shelf, seed: Seed) -> list[MadeReport]:
    """Return the reports that a seed asks about, those that lack what it asks for too."""
    named = {(lacking.place, lacking.year) for lacking in seed.item.missing}
    return [
        one for one in shelf.library.reports if one.id in seed.item.reports or (one.subject.name, one.year) in named
    ]


def _free_years(shelf: Shelf, subjects: list[Subject], near: int) -> list[int]:
    """Return the nearest years that none of the subjects has a report of."""
    taken = {year for subject in subjects for year in shelf.library.years(subject)}
    free = [year for year in range(min(taken) - _FAR, max(taken) + _FAR) if year not in taken]
    return sorted(free, key=lambda year: (abs(year - near), year))[:_FAR]


def _told(shelf: Shelf, seed: Seed, subjects: list[Subject], year: int) -> bool:
    """Tell whether the report of a year beside speaks of that year, so that the library does hold something of it."""
    reports = [shelf.library.at(subject, year + by) for subject in subjects for by in (-1, 1)]
    facts = [one.fact for report in reports if report is not None for one in report.placed]
    if "plan" in seed.indicators:  # a report plans for the year after it
        return any(shelf.library.at(subject, year - 1) is not None for subject in subjects)
    return any(fact.year == year and fact.indicator in seed.indicators for fact in facts)


def _wrong_place(shelf: Shelf, seed: Seed) -> Item | None:
    """Ask about a namesake or a sister that there is no report of."""
    if seed.subject.issuer or seed.item.type is Type.COMPARE_PLACES:
        return None
    other = shelf.pick(sorted(absent(), key=lambda one: -_alike(one, seed.subject))[:_SISTERS])
    words = seed.again(other, seed.year)
    return _unanswerable(seed, Type.WRONG_PLACE, words, Reason.NO_REPORT_OF_PLACE, (other, seed.year))


def _alike(one: Subject, other: Subject) -> int:
    """Return how easily a place is taken for another: namesakes most, then those of the same province and rank."""
    return 4 * (one.name == other.name) + 2 * (one.path[0] == other.path[0]) + (one.rank == other.rank)


def _near_miss(shelf: Shelf, seed: Seed) -> Item | None:
    """Ask about an indicator that the report lacks and that something in it is mistaken for."""
    report = shelf.library.at(seed.subject, seed.year)
    if seed.about is None or report is None or not _is_figure(shelf, seed):
        return None
    stated = {one.fact.indicator for one in report.placed}
    lacked = [name for name in _lacked(shelf, report) if set(_near(shelf, name)) & stated]
    nearest = [name for name in lacked if set(_near(shelf, name)) & set(seed.indicators)]
    if not lacked:
        return None
    name = shelf.pick(nearest or lacked)
    found = _about(seed, Type.NEAR_MISS, name)
    tempting = [one.fact.raw for near in _near(shelf, name) for one in report.states(near)]
    wrong = dict.fromkeys((*tempting, *(one.value for one in found.forbidden)))
    words = found.question, found.history
    return found.model_copy(update={"forbidden": _not_asked(words, wrong, Origin.NEIGHBOUR_INDICATOR)})


def _metric_absent(shelf: Shelf, seed: Seed) -> Item | None:
    """Ask for something that the report lacks with all that looks like it, or that no such report holds."""
    report = shelf.library.at(seed.subject, seed.year)
    if seed.about is None or report is None:
        return None
    stated = {one.fact.indicator for one in report.placed}
    if _is_figure(shelf, seed):
        names = [name for name in _lacked(shelf, report) if not set(_near(shelf, name)) & stated]
    else:
        known = shelf.library.book.statements
        kind = known[seed.indicators[0]].kind
        fit = [one for one in known.values() if one.kind == kind and (one.small or not seed.subject.small)]
        names = [one.id for one in fit if one.id not in stated]
    if names and shelf.rng.random() > _OUTSIDE:
        return _about(seed, Type.METRIC_ABSENT, shelf.pick(names))
    ask = shelf.pick(shelf.library.book.frames("outside"))
    words = shelf.framed("plain", seed.subject, seed.year, q=ask), ()
    whom = (seed.subject, seed.year)
    found = _unanswerable(seed, Type.METRIC_ABSENT, words, Reason.NOT_MENTIONED, whom)
    return found.model_copy(update={"scope": found.scope.model_copy(update={"indicator": ""})})


def _about(seed: Seed, type_: Type, name: str) -> Item:
    assert seed.about is not None
    words, whom = seed.about(name), (seed.subject, seed.year)
    found = _unanswerable(seed, type_, words, Reason.NOT_MENTIONED, whom)
    return found.model_copy(update={"scope": found.scope.model_copy(update={"indicator": name})})


def _is_figure(shelf: Shelf, seed: Seed) -> bool:
    return seed.indicators[0] in shelf.library.book.indicators


def _near(shelf: Shelf, name: str) -> Iterator[str]:
    """Yield what an indicator is mistaken for, and what is mistaken for it."""
    known = shelf.library.book.indicators
    yield from known[name].near
    yield from (one.id for one in known.values() if name in one.near)


def _lacked(shelf: Shelf, report: MadeReport) -> list[str]:
    """Return the indicators of which a report says nothing, and the next one gives no figure of its year."""
    known = shelf.library.book.indicators
    after = shelf.library.at(report.subject, report.year + 1)
    before = {one.fact.indicator for one in (after.placed if after else ()) if one.fact.role is Role.PREVIOUS}
    fit = [one for one in known.values() if not one.two and (one.small or not report.subject.small)]
    return [one.id for one in fit if one.id not in before and not speaks(shelf.library.book, report, one.id)]


def _gold_removed(shelf: Shelf, seed: Seed) -> Item | None:
    """Take the sentences that answer out of the report; who answers all the same has it from elsewhere."""
    report = shelf.library.at(seed.subject, seed.year)
    alone = report is not None and seed.item.reports == {report.id} and report.file.endswith("txt")
    if report is None or not alone or not _told_once(shelf, seed, report):
        return None
    spans = [group[0] for group in seed.item.evidence]
    sentences = dict.fromkeys(report.text[span.reach[0] : span.reach[1]] for span in spans)
    if any(report.text.count(one) != 1 for one in sentences):
        return None
    words = seed.item.question, seed.item.history
    found = _unanswerable(seed, Type.GOLD_REMOVED, words, Reason.NOT_MENTIONED, (seed.subject, seed.year))
    edits = tuple(Edited(report=report.id, find=one, replace="") for one in sentences)
    return found.model_copy(update={"overlay": Overlay(edit=edits)})


def _told_once(shelf: Shelf, seed: Seed, report: MadeReport) -> bool:
    """Tell whether nothing beside the evidence gives the answer away: no other fact, no report of a year beside."""
    spans = {(group[0].start, group[0].end) for group in seed.item.evidence}
    known = shelf.library.book.indicators
    gives = {one.id for one in known.values() if set(one.gives) & set(seed.indicators)} | set(seed.indicators)
    rest = [one for one in report.placed if one.fact.indicator in gives and one.fact.year == seed.year]
    if any((one.span.start, one.span.end) not in spans and one.fact.role is Role.ACTUAL for one in rest):
        return False
    return not _told(shelf, seed, [seed.subject], seed.year)
