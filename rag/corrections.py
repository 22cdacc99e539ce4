"""A person's corrections of what a report is: `field=value`, an empty value saying that it is not known."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import reduce

from rag.errors import InputError
from rag.intake.waiting import in_turn
from rag.language.places import find_places, resolve
from rag.language.text import normalise
from rag.library.library import Library
from rag.types import Identity, Kind, Place, ReportCard

_LONGEST = 200
_NAMED = 6
_YEAR = re.compile(r"(?:19|20)\d\d")
_SAME_KIND = {"依法行政": Kind.LAW_BASED_GOVERNMENT}


def corrected(identity: Identity, assignments: Sequence[str]) -> Identity:
    """Return the identity with each `field=value` put in; raises InputError for a field or value that cannot be."""
    return reduce(_assigned, assignments, identity)


def correct(report_id: str, assignments: Sequence[str], library: Library) -> ReportCard:
    """Put each `field=value` into what a report is, for good, and return its card as it is then.

    Raises InputError for a field or value that cannot be, LibraryError where the library cannot be written.
    """
    with in_turn(library):
        card = library.card(report_id)
        library.set_identity(card.id, corrected(card.identity, assignments))
        return library.card(card.id)


def as_read(report_id: str, library: Library) -> Identity:
    """Return what a report was identified as when it was read, a person's corrections left out."""
    with library.reading() as snapshot:
        return snapshot.identity_as_read(report_id)


def undo(report_id: str, library: Library) -> ReportCard:
    """Take back a person's corrections of a report, and return its card as it is then."""
    with in_turn(library):
        library.set_identity(report_id, as_read(report_id, library))
        return library.card(report_id)


def find_place(name: str) -> Place:
    """Return the one place of that name, which may be a path (南京鼓楼区) or end in one of our own (苏州市/某某新区).

    Raises InputError naming the candidates where it may mean several, and where no place is known by it.
    """
    above, _, own = name.rpartition("/")
    found = places_named(name)
    if above and own and not found:
        return Place((*find_place(above).path, own.strip()))
    if len(found) == 1:
        return found[0]
    if found:
        listed = "、".join("".join(place.path) for place in found[:_NAMED]) + ("等" if len(found) > _NAMED else "")
        raise InputError(f"place={name} may mean {listed}: write one of them in full")
    raise InputError(f"no place is known as {name!r}: write its full name, or 上级/名称 for one that no list has")


def places_named(name: str) -> tuple[Place, ...]:
    """Return every place that a name, or a path written in one, may mean; none where no list has it."""
    plain = normalise(name.replace("/", "")).strip()
    found = resolve(plain)
    if found:
        return found
    mentions = find_places(plain)
    if len(mentions) == 1 and (mentions[0].start, mentions[0].end) == (0, len(plain)):
        return mentions[0].candidates
    return ()


def find_kind(name: str) -> Kind:
    """Return the kind of report of that name, with or without 报告; raises InputError naming those that there are."""
    kinds = {kind.value: kind for kind in Kind} | _SAME_KIND
    named = name.strip().removesuffix("报告")
    if named not in kinds:
        raise InputError(f"kind={name[:20]} is no kind of report; write one of {'、'.join(Kind)}")
    return kinds[named]


def _assigned(identity: Identity, assignment: str) -> Identity:
    field, equals, value = (part.strip() for part in assignment.partition("="))
    if not equals or field not in _SETTERS:
        known = ", ".join(f"{name}=…" for name in _SETTERS)
        raise InputError(f"{assignment[:60]!r} sets nothing that can be set; give one of {known}")
    return _SETTERS[field](identity, " ".join(value.split()))


def _set_place(identity: Identity, value: str) -> Identity:
    if not value:
        return replace(identity, place=None, place_path=())
    place = find_place(value)
    return replace(identity, place=place.name, place_path=place.path)


def _set_year(identity: Identity, value: str) -> Identity:
    year = normalise(value).removesuffix("年")
    if value and not _YEAR.fullmatch(year):
        raise InputError(f"year={value[:20]} is no year; write it as 2021")
    return replace(identity, year=int(year) if value else None)


def _set_kind(identity: Identity, value: str) -> Identity:
    return replace(identity, kind=find_kind(value) if value else Kind.OTHER)


def _set_title(identity: Identity, value: str) -> Identity:
    return replace(identity, title=_short("title", value))


def _set_issuer(identity: Identity, value: str) -> Identity:
    return replace(identity, issuer=_short("issuer", value))


_SETTERS: dict[str, Callable[[Identity, str], Identity]] = {
    "place": _set_place,
    "year": _set_year,
    "kind": _set_kind,
    "title": _set_title,
    "issuer": _set_issuer,
}


def _short(field: str, value: str) -> str | None:
    if len(value) > _LONGEST:
        raise InputError(f"the {field} has {len(value)} characters, over the limit of {_LONGEST}; shorten it")
    return value or None
