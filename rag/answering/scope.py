"""Which reports a question is about: scope against the catalogue, failing closed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from rag.answering.asked import AskKind, Question, Scope
from rag.answering.bureaus import is_department as is_department
from rag.answering.bureaus import issued_by
from rag.answering.unknown import alike
from rag.language.places import renamed, short_names
from rag.language.text import normalise
from rag.types import Kind, Missing, Place, Reason, ReportCard

_WORK_REPORT = "政府工作报告"


@dataclass(frozen=True, slots=True)
class Target:
    """One thing to answer for: a place and a year (None for any), and the reports that may answer, best first.

    `part` is the word for a bureau or a place below that the question names and that has no report of its own (公安局,
    沭阳), and `part_name` its full name; only what the government's report says of it may answer. `planned` is true
    where the plans for the target's year are asked for, whichever report holds them, `every` where all reports have to
    be read and not those alone that a search brings up (哪里最高). `issuer` is the bureau whose own reports are meant.
    `span` is true where the five years before `year` are meant as a whole.
    """

    place: str | None
    year: int | None
    cards: tuple[ReportCard, ...]
    part: str = ""
    part_name: str = ""
    planned: bool = False
    every: bool = False
    issuer: str | None = None
    span: bool = False


@dataclass(frozen=True, slots=True)
class Resolved:
    """The targets of a question, what of its scope the library lacks, and the namesakes it has to be asked about.

    `unknown` is the name of a place that nobody knows; then the `namesakes` are those of the library that are alike.
    """

    targets: tuple[Target, ...]
    missing: tuple[Missing, ...] = ()
    namesakes: tuple[Place, ...] = ()
    unknown: str = ""


def resolve(question: Question, cards: Sequence[ReportCard]) -> Resolved:
    """Return the reports of the place, year and kind that the question names, and what there is none of."""
    scope = _settled(question, cards)
    if scope.ambiguous:
        return Resolved((), (), scope.ambiguous)
    if AskKind.SMALL_TALK in question.kinds:
        return Resolved(())
    unknown = [name for name in scope.unknown.split("、") if name and not _holds(name, cards)]
    if unknown:
        near = dict.fromkeys(place for name in unknown for place in alike(name, _places(cards)))
        return Resolved((), (), tuple(near), "、".join(unknown))
    if scope.own and not scope.places:
        return _own_place(question, scope, cards)
    of_kind = _of_kind(question, scope, cards)
    if not scope.places:
        anywhere = _without_place(scope, of_kind)
        every = question.compare or question.scope.below
        return replace(anywhere, targets=tuple(replace(one, every=every) for one in anywhere.targets))
    targets: list[Target] = []
    missing: list[Missing] = []
    for one, part in _each_place(scope, cards):
        found, lacking = _of_place(one, one.places[0], of_kind, cards)
        if part and found:
            word = min(short_names(part), key=len, default=part.name)
            found = [replace(target, part=word, part_name=part.name) for target in found]
        targets += found
        missing += lacking
    return Resolved(tuple(targets), tuple(missing))


def _of_kind(question: Question, scope: Scope, cards: Sequence[ReportCard]) -> list[ReportCard]:
    """Return the reports of the kind that is named; 工作报告 alone is any, where there is none of the government's."""
    found = [card for card in cards if scope.kind in (None, card.identity.kind)]
    by_name = scope.kind is not Kind.GOVERNMENT_WORK or _WORK_REPORT in normalise(question.text)
    return found if found or by_name else list(cards)


def _own_place(question: Question, scope: Scope, cards: Sequence[ReportCard]) -> Resolved:
    """Resolve 我市 and 本区 without a place before: the one of the library that is called so, else ask which."""
    held = [p for p in _places(cards) if any(name.endswith(scope.own) for name in (p.name, *short_names(p)))]
    if len(held) == 1:
        return resolve(replace(question, scope=replace(scope, places=(held[0],), own="")), cards)
    return Resolved((), (), tuple(held), "" if held else scope.own if len(scope.own) > 2 else "我" + scope.own)


def _settled(question: Question, cards: Sequence[ReportCard]) -> Scope:
    """Settle what a name may mean: namesakes with reports are asked about, of others the highest is meant.

    Without a place the places of reports that no gazetteer knows may be named.
    """
    scope = question.scope
    held = {card.identity.place_path[: i + 1] for card in cards for i in range(len(card.identity.place_path))}
    choice = tuple(place for place in scope.ambiguous if place.path in held)
    if scope.ambiguous and len(choice) < 2:
        highest = {place.name[:2]: place for place in reversed(choice or scope.ambiguous)}
        return replace(scope, places=(*scope.places, *highest.values()), ambiguous=())
    if choice:
        return replace(scope, ambiguous=choice)
    if not scope.places:
        return replace(scope, places=tuple(_named_in(normalise(question.text), cards)))
    return scope


def _named_in(words: str, cards: Iterable[ReportCard]) -> list[Place]:
    """Return the places of reports that no gazetteer knows but the question names (a development zone, a bureau)."""
    places: dict[Place, None] = {}
    for card in cards:
        place = Place(card.identity.place_path)
        if card.identity.place and normalise(card.identity.place) in words:
            places[place] = None
    return list(places)


def _places(cards: Iterable[ReportCard]) -> list[Place]:
    return list(dict.fromkeys(Place(card.identity.place_path) for card in cards if card.identity.place_path))


def _holds(name: str, cards: Iterable[ReportCard]) -> bool:
    """Tell whether a name that the gazetteer lacks is in that of a report's place (a development zone's)."""
    return any(name in normalise(card.identity.place or "") for card in cards)


def _without_place(scope: Scope, cards: Sequence[ReportCard]) -> Resolved:
    if scope.issuer:
        cards = [card for card in cards if issued_by(card, scope.issuer)] or cards
    if not cards:
        return Resolved((), (Missing(None, None, Reason.NO_REPORT_OF_KIND),))
    if not scope.years:
        return Resolved((Target(None, None, _newest_first(cards)),))
    years = tuple(sorted({card.identity.year for card in cards if card.identity.year}))
    targets = []
    missing = []
    for year in scope.years:
        of_year = _telling_of(year, replace(scope, plans=False, of_report=scope.of_report or scope.plans), cards)
        if of_year:
            targets.append(Target(None, year, tuple(of_year)))
        else:
            missing.append(Missing(None, year, Reason.NO_REPORT_OF_YEAR, years))
    return Resolved(tuple(targets), tuple(missing))


def _of_place(
    scope: Scope, place: Place, of_kind: Sequence[ReportCard], every: Sequence[ReportCard]
) -> tuple[list[Target], list[Missing]]:
    own = _own(scope, place, of_kind)
    several = scope.reports and len(scope.years) != 1  # 浙江省的报告 of one year is its own
    if not own and (several or scope.below):  # 各乡镇 may be of the government's own report, where it has parts
        scope = replace(scope, below=not scope.below)
        own = _own(scope, place, of_kind)
    bureau = scope.issuer if scope.issuer and not own and not _of_bureau(scope, place, every) else ""
    if bureau:
        scope = replace(scope, issuer=None)
        own = _own(scope, place, of_kind)
    targets, missing = _among(scope, place, own, (of_kind, every))
    return [
        replace(target, part=bureau, part_name=place.name + bureau if bureau else "") for target in targets
    ], missing


def _of_bureau(scope: Scope, place: Place, cards: Iterable[ReportCard]) -> bool:
    return bool(_own(replace(scope, below=False), place, cards))


def _among(
    scope: Scope, place: Place, own: Sequence[ReportCard], others: tuple[Sequence[ReportCard], Sequence[ReportCard]]
) -> tuple[list[Target], list[Missing]]:
    """Return the targets among a place's own reports; with none, what there is of its other kinds or below it."""
    of_kind, every = others
    if not own:
        if _own(scope, place, every):
            kinds = tuple(sorted({card.identity.kind.value for card in _own(scope, place, every)}))
            return [], [Missing(place.name, None, Reason.NO_REPORT_OF_KIND, kinds, _bureau(place, scope))]
        below = [card for card in of_kind if Place(card.identity.place_path).within(place)]
        year = scope.years[0] if len(scope.years) == 1 else None
        have = tuple(card.label for card in below)
        return [], [Missing(place.name, year, Reason.NO_REPORT_OF_PLACE, have, _bureau(place, scope))]
    if scope.below:
        return _by_report(scope, place, own)
    if not scope.years:
        return [Target(place.name, None, _newest_first(own), issuer=_bureau(place, scope))], []
    return _by_year(scope, place, own)


def _each_place(scope: Scope, cards: Sequence[ReportCard]) -> list[tuple[Scope, Place | None]]:
    """Return a scope for each place, with its own year where each has one.

    A place without reports that only leads to another one is left out; one below another that has reports is a part
    of that one, given beside its scope.
    """
    if scope.pairs:
        return [(replace(scope, places=(place,), years=(year,)), None) for place, year in scope.pairs]
    held = {card.identity.place_path for card in cards}
    parts: dict[Place, Place] = {}
    for place in scope.places:
        above = [other for other in scope.places if other != place and place.within(other)]
        if above and place.path not in held and above[-1].path in held:
            parts[above[-1]] = place
    wanted = [
        place
        for place in scope.places
        if place not in parts.values()
        and (place.path in held or not any(other != place and other.within(place) for other in scope.places))
    ]
    return [(replace(scope, places=(place,)), parts.get(place)) for place in wanted]


def _own(scope: Scope, place: Place, cards: Iterable[ReportCard]) -> list[ReportCard]:
    """Return the reports of a place's own government, of the bureau that is named, or of the governments below it."""
    if scope.below:
        inside = [card for card in cards if Place(card.identity.place_path).within(place) and not is_department(card)]
        return [card for card in inside if card.identity.place_path != place.path]
    now = renamed(place)
    at_place = [card for card in cards if renamed(Place(card.identity.place_path)) == now]
    if scope.issuer:
        return [card for card in at_place if issued_by(card, scope.issuer)]
    return [card for card in at_place if not is_department(card)]


def _by_report(scope: Scope, place: Place, own: Sequence[ReportCard]) -> tuple[list[Target], list[Missing]]:
    wanted = [card for card in own if not scope.years or card.identity.year in scope.years]
    if not wanted:
        years = tuple(sorted({card.identity.year for card in own if card.identity.year}))
        return [], [Missing(place.name, year, Reason.NO_REPORT_OF_YEAR, years) for year in scope.years]
    return [Target(card.identity.place, card.identity.year, (card,)) for card in wanted], []


def _by_year(scope: Scope, place: Place, own: Sequence[ReportCard]) -> tuple[list[Target], list[Missing]]:
    if scope.span and all(_looks_back(card) for card in own):
        last = [card for card in own if card.identity.year == scope.years[-1] + 1]
        if last:
            return [Target(place.name, last[0].identity.year, tuple(last), span=True)], []
    targets = []
    missing = []
    years = tuple(sorted({card.identity.year for card in own if card.identity.year}))
    for year in scope.years:
        cards = _telling_of(year, scope, own)
        if cards:
            planned = scope.plans and not scope.next_step
            targets.append(Target(place.name, year, tuple(cards), planned=planned, issuer=_bureau(place, scope)))
        else:
            missing.append(Missing(place.name, year, Reason.NO_REPORT_OF_YEAR, years, _bureau(place, scope)))
    return targets, missing


def _bureau(place: Place, scope: Scope) -> str | None:
    """Return the bureau whose report is meant, None for the government's own."""
    return place.name + scope.issuer if scope.issuer else None


def _telling_of(year: int, scope: Scope, own: Sequence[ReportCard]) -> list[ReportCard]:
    """Return the reports of a place that tell of a year, or that are meant where the years name reports.

    What was done in a year stands in the 政府工作报告 of the next, which has that year's aims; the plans for a year
    are in other reports of the year before as well.
    """
    of_year = [card for card in own if card.identity.year == year]
    if scope.plans:
        before = [card for card in own if card.identity.year == year - 1 and not _looks_back(card)]
        of_year += before
    later = [card for card in own if card.identity.year == year + 1 and _looks_back(card)]
    if scope.of_report or not later or (scope.plans and of_year):
        return of_year
    return [card for card in of_year if not _looks_back(card)] + later


def _looks_back(card: ReportCard) -> bool:
    """Tell whether a report is delivered in the year after the one that it tells of."""
    return card.identity.kind is Kind.GOVERNMENT_WORK


def _newest_first(cards: Iterable[ReportCard]) -> tuple[ReportCard, ...]:
    return tuple(sorted(cards, key=lambda card: (-(card.identity.year or 0), card.id)))


def spoken_name(place: Place) -> str:
    """Return how a person tells a place from its namesakes: with the names above it."""
    return "".join(place.path) if len(place.path) > 1 else place.name
