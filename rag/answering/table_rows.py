"""The rows of a table before they are filled: whose reports of which year, from what a person asked for."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from rag.answering.asked import Question, Scope
from rag.answering.scope import Resolved, Target, is_department, resolve
from rag.answering.unknown import alike
from rag.errors import InputError
from rag.language.issuers import issuers_in
from rag.language.places import find_places
from rag.language.text import normalise
from rag.language.years import find_years
from rag.types import Kind, Place, ReportCard

_LISTED = re.compile(r"[,、;/]")
_NAMED = 6


@dataclass(frozen=True, slots=True)
class RowsAsked:
    """Which rows a table is to have: with neither places nor years a row for each report of the kind.

    `places` are names as a person writes them; `below` asks for the governments under them instead of their own.
    """

    places: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    kind: Kind | None = None
    below: bool = False


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose reports are meant: a place's own government's, or with an `issuer` a bureau's there; `cards` are those."""

    place: Place
    issuer: str | None
    cards: tuple[ReportCard, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A row to be filled: a holder's year, or, without a holder, the one report `card`."""

    year: int | None
    holder: Holder | None = None
    card: ReportCard | None = None

    @property
    def path(self) -> tuple[str, ...]:
        """The names from the province down to the place that the row is of."""
        if self.holder:
            return self.holder.place.path
        return self.card.identity.place_path if self.card else ()

    @property
    def place(self) -> str | None:
        """The full name of the place that the row is of."""
        if self.holder:
            return self.holder.place.name
        return self.card.identity.place if self.card else None

    @property
    def issuer(self) -> str | None:
        """The bureau that was asked for, under its full name, else who issued the report."""
        if self.holder:
            place, body = self.holder.place.name, self.holder.issuer
            return body if body is None or body.startswith(place) else place + body
        return self.card.identity.issuer if self.card else None

    def resolved(self, question: Question, kind: Kind | None) -> Resolved:
        """Return the reports that answer an indicator's question in this row, as `ask` settles a place and a year."""
        if self.holder is None or self.year is None:
            cards = (self.card,) if self.card else ()
            return Resolved(tuple(Target(self.place or card.label, self.year, (card,)) for card in cards))
        scope = Scope(
            places=(self.holder.place,),
            years=(self.year,),
            kind=kind,
            issuer=normalise(self.holder.issuer) if self.holder.issuer else None,
            plans=question.scope.plans,
            next_step=question.scope.next_step,
        )
        return resolve(replace(question, scope=scope), self.holder.cards)


def lines_of(asked: RowsAsked, cards: Sequence[ReportCard]) -> list[Line]:
    """Return the rows asked for, of the `cards` in the library.

    Raises InputError where a place is not known, or may be one of several.
    """
    cards = [card for card in cards if asked.kind in (None, card.identity.kind)]
    if not asked.places and not asked.years:
        return [Line(card.identity.year, card=card) for card in _in_order(cards)]
    if not asked.places:
        of_no_place = [card for card in cards if not card.identity.place_path and card.identity.year in asked.years]
        lines = [line for holder in _every_holder(cards) for line in _years_of(holder, asked.years)]
        return lines + [Line(card.identity.year, card=card) for card in of_no_place]
    holders = [holder for name in _split(asked.places) for holder in _meant(name, asked.below, cards)]
    return [line for holder in dict.fromkeys(holders) for line in _years_of(holder, asked.years)]


def scope_among(words: Sequence[str], asked: RowsAsked, cards: Sequence[ReportCard]) -> tuple[list[str], RowsAsked]:
    """Part indicators from the places and years behind the first of each (--place 苏州 建德 --year 2020 2021)."""
    today = date.today()
    years = [one for one in words if asked.years and _covered(normalise(one).strip(), today)]
    places = [one for one in words if asked.places and one not in years and _is_place(one, cards)]
    left = [one for one in words if one not in years and one not in places]
    together = tuple(sorted({*asked.years, *years_in(years, today)}))
    return left, replace(asked, places=(*asked.places, *places), years=together)


def years_in(texts: Iterable[str], today: date) -> tuple[int, ...]:
    """Return the years that a person wrote (2021, 2019-2021, 去年), ascending; raises InputError for anything else."""
    years: set[int] = set()
    for text in texts:
        words = normalise(text).strip()
        for part in [words] if _covered(words, today) else _LISTED.split(words):
            found = _covered(part.strip(), today)
            if not found:
                raise InputError(f"{text[:40]!r} is no year; write it as 2021, or as 2019-2021 for several")
            years.update(found)
    return tuple(sorted(years))


def _covered(words: str, today: date) -> tuple[int, ...]:
    """Return the years of words that are nothing but years."""
    mentions = find_years(words, today)
    whole = len(mentions) == 1 and (mentions[0].start, mentions[0].end) == (0, len(words))
    return mentions[0].years if whole else ()


def _years_of(holder: Holder, years: Sequence[int]) -> list[Line]:
    """Return a holder's rows: the years asked for, else those that it has reports of, a report of no year apart."""
    told = tuple(years) or tuple(sorted({card.identity.year for card in holder.cards if card.identity.year}))
    lines = [Line(year, holder) for year in told]
    if not years:
        lines += [Line(None, card=card) for card in holder.cards if not card.identity.year]
    return lines or [Line(None, holder)]


def _every_holder(cards: Iterable[ReportCard]) -> list[Holder]:
    """Return all whose reports there are, governments and bureaus alike, in the order of the catalogue."""
    groups: dict[tuple[Place, str | None], list[ReportCard]] = {}
    for card in _in_order(card for card in cards if card.identity.place_path):
        issuer = card.identity.issuer if is_department(card) else None
        groups.setdefault((Place(card.identity.place_path), issuer), []).append(card)
    return [Holder(place, issuer, tuple(group)) for (place, issuer), group in groups.items()]


def _meant(name: str, below: bool, cards: Sequence[ReportCard]) -> list[Holder]:
    """Return whose reports a name asks for; of a place without any, a holder of none."""
    place, body = _place_named(name, cards)
    if below:
        under = [one for one in _every_holder(cards) if one.place != place and one.place.within(place)]
        return [one for one in under if one.issuer is None] or [Holder(place, None, ())]
    at_place = [card for card in _in_order(cards) if card.identity.place_path == place.path]
    if not body:
        return [Holder(place, None, tuple(card for card in at_place if not is_department(card)))]
    own = [card for card in at_place if body in normalise(card.identity.issuer or "")]
    return [Holder(place, body, tuple(own))]


def _place_named(name: str, cards: Sequence[ReportCard]) -> tuple[Place, str]:
    """Return the one place that a name means and the bureau named with it, "" for the government itself."""
    words = re.sub(r"[\s/]", "", normalise(name))
    own = [Place(path) for path in dict.fromkeys(card.identity.place_path for card in cards) if path]
    found, body = tuple(place for place in own if words in (normalise(place.name), normalise("".join(place.path)))), ""
    if not found:
        found, body = _in_gazetteer(words, own)
    if len(found) > 1:
        found = tuple(place for place in found if place in own) or found
    if len(found) == 1:
        return found[0], body
    if found:
        listed = "、".join("".join(place.path) for place in found[:_NAMED]) + ("等" if len(found) > _NAMED else "")
        raise InputError(f"--place {name} may mean {listed}: write one of them in full")
    near = "、".join("".join(place.path) for place in alike(words, own))
    hint = f"is {near} meant?" if near else "write its full name, such as 江苏省苏州市"
    raise InputError(f"no place is known as {name[:40]!r}: {hint}; `fazhi reports` lists what there is")


def _is_place(words: str, cards: Sequence[ReportCard]) -> bool:
    """Tell whether words are nothing but a place's name."""
    own = [Place(card.identity.place_path) for card in cards if card.identity.place_path]
    plain = re.sub(r"\s", "", normalise(words))
    return bool(_in_gazetteer(plain, own)[0]) or any(plain == normalise(place.name) for place in own)


def _in_gazetteer(words: str, own: Sequence[Place]) -> tuple[tuple[Place, ...], str]:
    """Return the namesakes that all of some words name, with the bureau that may stand behind them."""
    mentions = find_places(words, own)
    if len(mentions) != 1 or mentions[0].start != 0:
        return (), ""
    if mentions[0].end == len(words):
        return mentions[0].candidates, ""
    issuers = [one for one in issuers_in(words, mentions) if (one.start, one.end) == (0, len(words))]
    if not issuers:
        return (), ""
    return mentions[0].candidates, "" if issuers[0].government else issuers[0].body


def _split(names: Iterable[str]) -> list[str]:
    parts = (part.strip() for name in names for part in re.split(r"[,，、;；]", name))
    return list(dict.fromkeys(part for part in parts if part))


def _in_order(cards: Iterable[ReportCard]) -> list[ReportCard]:
    """Return cards with those of one place together, in the catalogue's order of places, by year, kinds in theirs."""
    listed = list(cards)
    first = {card.identity.place_path: at for at, card in reversed(list(enumerate(listed)))}
    kinds = list(Kind)

    def order(card: ReportCard) -> tuple[int, bool, str, int, int]:
        identity = card.identity
        at = first[identity.place_path] if identity.place_path else len(listed)
        bureau = is_department(card)
        issuer = (identity.issuer or "") if bureau else ""
        return at, bureau, issuer, identity.year or 0, kinds.index(identity.kind)

    return sorted(listed, key=order)
