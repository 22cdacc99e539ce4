"""The gold of what made reports state: slots, evidence, and the values that would be wrong."""

from collections.abc import Iterator, Sequence

from eval.gold import Forbidden, Lack, Origin, Scope, Slot, SlotKind, Span
from eval.made.library import MadeReport, Placed
from eval.made.shelf import Shelf, Words
from eval.made.subjects import Subject
from eval.questions import Item, Provenance, Type
from rag.types import Kind, Reason, Role, State

_MOST_FORBIDDEN = 4
_AUTHOR = "eval.made"


def item(shelf: Shelf, type_: Type, words: Words, report: MadeReport, placed: Sequence[Placed]) -> Item:
    """Return an answerable question about facts of one report, each with its evidence; its id comes later."""
    spans = list({(one.span.start, one.span.end): one.span for one in placed}.values())
    return Item(
        id="-",
        type=type_,
        split=shelf.library.book.split,
        question=words[0],
        history=words[1],
        scope=scope((report,), placed[0].fact.indicator),
        state=(State.ANSWERED,),
        slots=tuple(slot(one, report.subject) for one in placed),
        evidence=tuple((span,) for span in spans),
        forbidden=forbidden(shelf, report, placed),
        provenance=Provenance(author=_AUTHOR),
    )


def slot(placed: Placed, subject: Subject, label: str = "") -> Slot:
    """Return the slot of a stated fact; its value as printed counts too."""
    fact = placed.fact
    if fact.items:
        listed = tuple((member,) for member in fact.items)
        return Slot(kind=SlotKind.LIST, items=listed, label=label, place=subject.name, year=fact.year)
    plain = {f"{fact.value}{fact.unit}", fact.value}
    # a fall is printed without its sign, as a rise of as much would be
    surfaces = () if fact.raw in plain or fact.value.startswith("-") else (fact.raw,)
    return Slot(
        kind=SlotKind(fact.kind),
        value=fact.value,
        unit=fact.unit,
        label=label,
        surfaces=surfaces,
        place=subject.name,
        year=fact.year,
        scope=fact.scope,
        role=fact.role,
    )


def scope(reports: Sequence[MadeReport], indicator: str) -> Scope:
    """Return what a question about these reports is about."""
    places = tuple(dict.fromkeys(report.subject.name for report in reports))
    years = tuple(dict.fromkeys(report.year for report in reports))
    return Scope(place=places, year=years, kind=Kind.LAW_BASED_GOVERNMENT, indicator=indicator)


def lack(subject: Subject, year: int, reason: Reason) -> Lack:
    """Return what an answer has to say is missing."""
    return Lack(reason=(reason,), place=subject.name, year=year)


def forbidden(shelf: Shelf, report: MadeReport, placed: Sequence[Placed]) -> tuple[Forbidden, ...]:
    """Return the values that the facts are mistaken for: of neighbours, of the years beside, of other places.

    An answer may quote the whole sentence of a fact, so that what stands in it cannot be forbidden.
    """
    said = " ".join(report.text[one.span.reach[0] : one.span.reach[1]] for one in placed)
    right = {one.fact.value for one in placed}
    found: dict[str, Origin] = {}
    tempting = sorted(_near(shelf, report, placed), key=lambda one: one[1] is not Origin.NEIGHBOUR_YEAR)
    for one, origin in (*tempting, *_elsewhere(shelf, report, placed)):
        if one.fact.raw and one.fact.raw not in said and one.fact.value not in right:
            found.setdefault(one.fact.raw, origin)
    return tuple(Forbidden(value=raw, origin=origin) for raw, origin in found.items())[:_MOST_FORBIDDEN]


def _near(shelf: Shelf, report: MadeReport, placed: Sequence[Placed]) -> Iterator[tuple[Placed, Origin]]:
    """Yield what the same report says of the indicators that the facts are mistaken for, and their own aims."""
    known, names = shelf.library.book.indicators, {one.fact.indicator for one in placed}
    near = {other for name in names if name in known for other in known[name].near} - names
    around = [one.span for one in placed]
    for one in (one for one in report.placed if not _inside(one.span, around)):
        if one.fact.indicator in near and one.fact.role is not Role.CHANGE:
            yield one, Origin.NEIGHBOUR_INDICATOR
        if one.fact.indicator in names and one.fact.role is Role.TARGET:
            yield one, Origin.NEIGHBOUR_YEAR


def _elsewhere(shelf: Shelf, report: MadeReport, placed: Sequence[Placed]) -> Iterator[tuple[Placed, Origin]]:
    """Yield the same indicators' values of the years before and after, and of one namesake or neighbour."""
    names = {one.fact.indicator for one in placed if one.fact.indicator in shelf.library.book.indicators}
    if not names:
        return
    for year in (report.year - 1, report.year + 1):
        other = shelf.library.at(report.subject, year)
        yield from ((one, Origin.NEIGHBOUR_YEAR) for one in _stating(other, names))
    sisters = [one for one in shelf.library.reports if one.year == report.year and one.subject != report.subject]
    alike = [one for one in sisters if one.subject.name == report.subject.name] or sisters
    if alike:
        yield from ((one, Origin.NEIGHBOUR_PLACE) for one in _stating(shelf.pick(alike), names))


def _stating(report: MadeReport | None, names: set[str]) -> Iterator[Placed]:
    if report is not None:
        yield from (one for name in sorted(names) for one in report.states(name, Role.ACTUAL))


def _inside(span: Span, around: Sequence[Span]) -> bool:
    return any(one.reach[0] <= span.start and span.end <= one.reach[1] for one in around)
