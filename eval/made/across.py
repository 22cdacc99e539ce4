"""Questions about several reports: comparisons, trends, follow-ups, and places that are left in doubt."""

from decimal import Decimal

from eval.gold import Derivation, Slot, SlotKind
from eval.made.golden import item, lack, scope, slot
from eval.made.library import MadeReport, Placed
from eval.made.shelf import Seed, Shelf, Words, filled, speaks
from eval.made.subjects import Subject
from eval.questions import Item, Provenance, Type
from rag.types import Reason, Role, State

_GAP, _SHORT_OF_ONE = 0.3, 0.2


def compare(shelf: Shelf) -> Seed | None:
    """Return a comparison of two or three places in one year; now and then one of them lacks the figure."""
    report = shelf.report(small=False)
    figures = shelf.figures(report)
    if not figures:
        return None
    name = shelf.pick(figures).fact.indicator
    others = [one for one in shelf.library.reports if one.year == report.year and not one.subject.small]
    others = [one for one in others if one.subject.name != report.subject.name]
    having = [one for one in others if one.states(name)]
    lacking = [one for one in others if not speaks(shelf.library.book, one, name)]
    short = bool(lacking) and shelf.rng.random() < _SHORT_OF_ONE
    wanted = 1 if short else shelf.rng.randrange(1, 3)
    if len(having) < wanted:
        return None
    chosen = [report, *shelf.rng.sample(having, wanted)]
    if len({one.subject.name for one in chosen}) < len(chosen):
        return None
    return _compared(shelf, name, chosen, [shelf.pick(lacking)] if short else [])


def _compared(shelf: Shelf, name: str, having: list[MadeReport], lacking: list[MadeReport]) -> Seed | None:
    known = shelf.library.book.indicators[name]
    most = shelf.pick(("highest", "lowest"))
    subjects = [one.subject for one in (*having, *lacking)]
    frame = shelf.pick(shelf.library.book.frames("series_places" if lacking else "compare"))
    word = {"highest": "最高", "lowest": "最低"}[most]

    def again(_: Subject, year: int) -> Words:
        joined = "、".join(shelf.name(one) for one in subjects)
        words = {"y": shelf.when(year), "ps": joined, "noun": known.wording.noun, "most": word}
        return filled(frame, subjects[0], year, **words), ()

    placed = [(one, one.states(name)[0]) for one in having]
    if len({found.fact.value for _, found in placed}) < len(placed):
        return None
    slots = [slot(found, one.subject, one.subject.formal) for one, found in placed]
    if not lacking:
        slots.append(_most(slots, most))
    year = having[0].year
    missing = tuple(lack(one.subject, year, Reason.NOT_MENTIONED) for one in lacking)
    found = Item(
        id="-",
        type=Type.COMPARE_PLACES,
        split=shelf.library.book.split,
        question=again(subjects[0], year)[0],
        scope=scope((*having, *lacking), name),
        state=(State.PARTIAL,) if missing else (State.ANSWERED,),
        missing=missing,
        slots=tuple(slots),
        evidence=tuple((one.span,) for _, one in placed),
        provenance=Provenance(author="eval.made"),
    )
    return Seed(found, subjects[0], year, (name,), again)


def _most(slots: list[Slot], most: str) -> Slot:
    """Return the slot of the place that has the most or the least."""
    best = (max if most == "highest" else min)(slots, key=lambda one: one.number)
    assert best.place is not None
    labels = tuple(one.label for one in slots)
    derivation = Derivation.model_validate({"operation": most, "of": labels})
    return Slot(kind=SlotKind.NAME, value=best.place, surfaces=(best.label,), derivation=derivation, role=Role.DERIVED)


def trend(shelf: Shelf) -> Seed | None:
    """Return a question over consecutive years, with the difference, or with a year that there is no report of."""
    report = shelf.report(small=False)
    figures = shelf.figures(report)
    years = shelf.library.years(report.subject)
    if not figures or len(years) < 2:
        return None
    name = shelf.pick(figures).fact.indicator
    reports = [one for one in (shelf.library.at(report.subject, year) for year in years) if one is not None]
    if any(not one.states(name) for one in reports):
        return None
    placed = [one.states(name)[0] for one in reports]
    gap = shelf.rng.random() < _GAP
    if placed[0].fact.value == placed[-1].fact.value:
        return None
    missing = shelf.pick((years[0] - 1, years[-1] + 1)) if gap else None
    if missing and _said_elsewhere(shelf, report.subject, missing, (name,)):
        return None
    return _trend(shelf, reports, placed, missing)


def _trend(shelf: Shelf, reports: list[MadeReport], placed: list[Placed], missing: int | None) -> Seed:
    subject, name = reports[0].subject, placed[0].fact.indicator
    known = shelf.library.book.indicators[name]
    years = sorted([*(one.year for one in reports), *([missing] if missing else [])])
    frame = shelf.pick(shelf.library.book.frames("series" if missing else "trend"))

    def again(other: Subject, _: int) -> Words:
        ends = {"from": f"{years[0]}年", "to": f"{years[-1]}年", "noun": known.wording.noun}
        return filled(frame, other, years[-1], p=shelf.name(other), **ends), ()

    slots = [slot(one, subject, str(one.fact.year)) for one in placed]
    if not missing:
        slots.append(_difference(slots[0], slots[-1]))
    lacks = (lack(subject, missing, Reason.NO_REPORT_OF_YEAR),) if missing else ()
    found = Item(
        id="-",
        type=Type.TREND_YEARS,
        split=shelf.library.book.split,
        question=again(subject, years[-1])[0],
        scope=scope(reports, name),
        state=(State.PARTIAL,) if lacks else (State.ANSWERED,),
        missing=lacks,
        slots=tuple(slots),
        evidence=tuple((one.span,) for one in placed),
        provenance=Provenance(author="eval.made"),
    )
    return Seed(found, subject, years[-1], (name,), again)


def _difference(first: Slot, last: Slot) -> Slot:
    """Return the slot of the last value less the first; that of two rates is in percentage points."""
    value: Decimal = last.number - first.number
    return Slot(
        kind=SlotKind.DELTA,
        value=f"{value:f}",
        unit="个百分点" if first.unit == "%" else first.unit,
        place=first.place,
        role=Role.DERIVED,
        derivation=Derivation(operation="difference", of=(last.label, first.label)),
    )


def _said_elsewhere(shelf: Shelf, subject: Subject, year: int, names: tuple[str, ...]) -> bool:
    """Tell whether another year's report speaks of a year: as last year's value, or as an aim."""
    around = (shelf.library.at(subject, year - 1), shelf.library.at(subject, year + 1))
    stated = [one.fact for report in around if report is not None for one in report.placed]
    return any(fact.year == year and fact.indicator in names for fact in stated)


def follow_up(shelf: Shelf) -> Seed | None:
    """Return a question that is understood by the one before: another year, another place, another ask."""
    report = shelf.report(small=False)
    figures = shelf.figures(report)
    if not figures:
        return None
    placed = shelf.pick(figures)
    known = shelf.library.book.indicators
    kind = shelf.pick(("next_year", "next_place", "next_ask"))
    asked = placed.fact.indicator
    if kind == "next_ask":
        rest = [one.fact.indicator for one in figures if one.fact.indicator != asked]
        asked = shelf.pick(rest) if rest else asked
    whom = _before(shelf, report, placed.fact.indicator, kind)
    if whom is None or (kind == "next_ask" and asked == placed.fact.indicator):
        return None
    first = shelf.framed("plain", whom[0], whom[1], q=shelf.pick(known[asked].wording.ask))
    second = shelf.pick(known[placed.fact.indicator].wording.ask)

    def again(subject: Subject, year: int) -> Words:
        if subject != whom[0] and year != whom[1]:
            return shelf.framed("plain", subject, year, q=second), (first,)
        return shelf.framed("next_year" if subject == whom[0] else "next_place", subject, year), (first,)

    def about(name: str) -> Words:
        before = shelf.framed("plain", report.subject, report.year, q=second)
        asks = shelf.pick(known[name].wording.ask)
        return shelf.framed("next_ask", report.subject, report.year, q=asks), (before,)

    if kind == "next_ask":
        words: Words = (shelf.framed("next_ask", report.subject, report.year, q=second), (first,))
    else:
        words = again(report.subject, report.year)
    found = item(shelf, Type.MULTI_TURN, words, report, [placed])
    names = tuple(dict.fromkeys((placed.fact.indicator, asked)))
    return Seed(found, report.subject, report.year, names, again, about)


def _before(shelf: Shelf, report: MadeReport, name: str, kind: str) -> tuple[Subject, int] | None:
    """Return whom and which year the question before is about."""
    if kind == "next_ask":
        return report.subject, report.year
    if kind == "next_year":
        others = [year for year in shelf.library.years(report.subject) if year != report.year]
        return (report.subject, shelf.pick(others)) if others else None
    sisters = [one for one in shelf.library.reports if one.year == report.year and one.subject != report.subject]
    having = [one.subject for one in sisters if one.states(name) and not one.subject.small]
    return (shelf.pick(having), report.year) if having else None


def doubtful(shelf: Shelf) -> Seed | None:
    """Return a question that leaves open which place is meant: a namesake, or none named."""
    report = shelf.report(small=False)
    figures = shelf.figures(report)
    alike = {one.subject.path for one in shelf.library.reports if one.subject.name == report.subject.name}
    if not figures or (len(alike) < 2 and shelf.rng.random() < 0.9):
        return None
    known = shelf.library.book.indicators[shelf.pick(figures).fact.indicator]
    frame = "plain" if len(alike) > 1 else "nowhere"
    chosen, ask = shelf.pick(shelf.library.book.frames(frame)), shelf.pick(known.wording.ask)
    words = {"p": report.subject.name, "y": shelf.when(report.year), "q": ask}
    found = Item(
        id="-",
        type=Type.AMBIGUOUS_SCOPE,
        split=shelf.library.book.split,
        tags=("namesake" if len(alike) > 1 else "no_place",),
        question=filled(chosen, report.subject, report.year, **words),
        scope=scope((report,), known.id),
        state=(State.UNCLEAR,),
        provenance=Provenance(author="eval.made"),
    )
    return Seed(found, report.subject, report.year, (known.id,), lambda _subject, _year: ("", ()))
