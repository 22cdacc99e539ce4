"""Which reports a question is about: scope against the catalogue, failing closed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from rag.answering.asked import AskKind, Question, Scope
from rag.answering.unknown import alike
from rag.language.places import find_issuers, short_names
from rag.language.text import normalise
from rag.types import Kind, Missing, Place, Reason, ReportCard


@dataclass(frozen=True, slots=True)
class Target:
    """One thing to answer for: a place and a year (None for any), and the reports that may answer, best first.

    `part` is the word for a bureau or a place below that the question names and that has no report of its own (公安局,
    沭阳), and `part_name` its full name; only what the government's report says of it may answer. `planned` is true
    where the plans for the target's year are asked for, whichever report holds them, `every` where all reports have to
    be read and not those alone that a search brings up (哪里最高).
    """

    place: str | None
    year: int | None
    cards: tuple[ReportCard, ...]
    part: str = ""
    part_name: str = ""
    planned: bool = False
    every: bool = False


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
    if scope.unknown and not _holds(scope.unknown, cards):
        return Resolved((), (), alike(scope.unknown, _places(cards)), scope.unknown)
    of_kind = [card for card in cards if scope.kind in (None, card.identity.kind)]
    if not scope.places:
        anywhere = _without_place(scope, of_kind)
        return replace(anywhere, targets=tuple(replace(one, every=question.compare) for one in anywhere.targets))
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


def is_department(card: ReportCard) -> bool:
    """Tell whether a report is a bureau's and not its government's own."""
    return _is_bureau(card.identity.issuer or "")


@lru_cache(maxsize=8192)
def _is_bureau(name: str) -> bool:
    issuers = find_issuers(normalise(name))
    return bool(issuers) and not any(issuer.government for issuer in issuers)


def _settled(question: Question, cards: Sequence[ReportCard]) -> Scope:
    """Settle what a name may mean: of namesakes the one with a report is meant, several with one are asked about."""
    scope = question.scope
    held = {card.identity.place_path[: i + 1] for card in cards for i in range(len(card.identity.place_path))}
    own = {card.identity.place_path for card in cards}
    if scope.ambiguous:
        reported = [place for place in scope.ambiguous if place.path in own]
        above = [place for place in scope.ambiguous if place.path in held]
        choice = reported or above
        if len(choice) == 1 or not choice:
            settled = choice or [scope.ambiguous[0]]
            return replace(scope, places=(*scope.places, *settled), ambiguous=())
        return replace(scope, ambiguous=tuple(choice))
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
    if not cards:
        return Resolved((), (Missing(None, None, Reason.NO_REPORT_OF_KIND),))
    if not scope.years:
        return Resolved((Target(None, None, _newest_first(cards)),))
    years = tuple(sorted({card.identity.year for card in cards if card.identity.year}))
    targets = []
    missing = []
    for year in scope.years:
        of_year = [card for card in cards if card.identity.year == year]
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
            return [], [Missing(_named(place, scope), None, Reason.NO_REPORT_OF_KIND, kinds)]
        below = [card for card in of_kind if Place(card.identity.place_path).within(place)]
        year = scope.years[0] if len(scope.years) == 1 else None
        return [], [Missing(_named(place, scope), year, Reason.NO_REPORT_OF_PLACE, tuple(card.label for card in below))]
    if scope.below:
        return _by_report(scope, place, own)
    if not scope.years:
        return [Target(_named(place, scope), None, _newest_first(own))], []
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
    at_place = [card for card in cards if card.identity.place_path == place.path]
    if scope.issuer:
        return [card for card in at_place if scope.issuer in normalise(card.identity.issuer or "")]
    return [card for card in at_place if not is_department(card)]


def _by_report(scope: Scope, place: Place, own: Sequence[ReportCard]) -> tuple[list[Target], list[Missing]]:
    wanted = [card for card in own if not scope.years or card.identity.year in scope.years]
    if not wanted:
        years = tuple(sorted({card.identity.year for card in own if card.identity.year}))
        return [], [Missing(place.name, year, Reason.NO_REPORT_OF_YEAR, years) for year in scope.years]
    return [Target(card.identity.place, card.identity.year, (card,)) for card in wanted], []


def _by_year(scope: Scope, place: Place, own: Sequence[ReportCard]) -> tuple[list[Target], list[Missing]]:
    targets = []
    missing = []
    years = tuple(sorted({card.identity.year for card in own if card.identity.year}))
    for year in scope.years:
        cards = [card for card in own if _tells_of(card, year, scope.kind)]
        if scope.plans:
            cards += [card for card in own if card.identity.year == year - 1 and card not in cards]
        if cards:
            planned = scope.plans and not scope.next_step
            targets.append(Target(_named(place, scope), year, tuple(cards), planned=planned))
        else:
            missing.append(Missing(_named(place, scope), year, Reason.NO_REPORT_OF_YEAR, years))
    return targets, missing


def _named(place: Place, scope: Scope) -> str:
    """Return whose report is meant: the place's, or the bureau's that is named."""
    return place.name + (scope.issuer or "")


def _tells_of(card: ReportCard, year: int, kind: Kind | None) -> bool:
    """Tell whether a report is of a year; a 政府工作报告 that is not asked for by name tells of the year before too."""
    if card.identity.year == year:
        return True
    looks_back = card.identity.kind is Kind.GOVERNMENT_WORK and kind is None
    return looks_back and card.identity.year == year + 1


def _newest_first(cards: Iterable[ReportCard]) -> tuple[ReportCard, ...]:
    return tuple(sorted(cards, key=lambda card: (-(card.identity.year or 0), card.id)))


def spoken_name(place: Place) -> str:
    """Return how a person tells a place from its namesakes: with the names above it."""
    return "".join(place.path) if len(place.path) > 1 else place.name
