"""What a failed question shows to whoever looks for the cause: each value owed and where it stands, and whose it is."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from pathlib import Path

from eval.answers import StoredAnswer, StoredFigure
from eval.dataset import Texts, edited
from eval.gold import Overlay, Scope, Slot
from eval.marks import Case
from eval.measures.values import given
from eval.questions import Item
from eval.tokens import holds, states

_HEAD = 2000
_TITLE = re.compile(r"^[#\s]*(\S[^。,，:：>»\n]{3,60}报告)\s*$", re.MULTILINE)


class Stands(StrEnum):
    """Where a value that is owed stands in an answer."""

    TOLD = "told"
    UNLISTED = "unlisted"
    QUOTED = "quoted"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Owed:
    """A value that is owed and where it stands; `items` has those of a list one by one."""

    slot: Slot
    stands: Stands
    items: tuple[tuple[str, Stands], ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A sentence that bears a value out, and the report that it stands in, by whose it is where that is known."""

    report: str
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """What an overlay did to a report: `added` a text, `edited` what it had into what it has, or `removed` it."""

    change: str
    report: str
    was: str = ""
    now: str = ""


@dataclass(frozen=True, slots=True)
class Details:
    """What is shown of a failed question beside its expected state and its answer's text."""

    owed: tuple[Owed, ...] = ()
    figures: tuple[StoredFigure, ...] = ()
    sources: tuple[Source, ...] = ()
    overlay: tuple[Change, ...] = ()


def details(item: Item, answer: StoredAnswer | None, library: Texts, asked: Texts) -> Details:
    """Return what is shown of a failed question; `library` is without its overlay's changes, `asked` with them."""
    case = Case(item, answer, asked) if answer else None
    names = _names(item, answer, library, asked)
    return Details(
        tuple(_owed(slot, case) for slot in item.slots if slot.required),
        answer.figures if answer else (),
        tuple(dict.fromkeys(_sources(item, asked, names))),
        tuple(_changes(item, names)),
    )


def told(slot: Slot) -> str:
    """Return a slot's value as it is mostly written."""
    return "、".join(item[0] for item in slot.items) or (slot.surfaces or slot.wordings)[0]


def _owed(slot: Slot, case: Case | None) -> Owed:
    if case is None:
        return Owed(slot, Stands.ABSENT, tuple((item[0], Stands.ABSENT) for item in slot.items))
    held = ((item[0], any(holds(case.said, wording) for wording in item)) for item in slot.items)
    items = tuple((name, Stands.TOLD if is_held else Stands.ABSENT) for name, is_held in held)
    return Owed(slot, _stands(slot, case), items)


def _stands(slot: Slot, case: Case) -> Stands:
    """Return where a value stands, told being what the measures take for given."""
    if given(case, slot):
        return Stands.TOLD
    if states(case.own, slot):
        return Stands.UNLISTED
    return Stands.QUOTED if states(case.said, slot) else Stands.ABSENT


def _sources(item: Item, asked: Texts, names: dict[str, str]) -> Iterator[Source]:
    for span in (group[0] for group in item.evidence):
        yield Source(_name(span.report, names), asked.get(span.report, "")[slice(*span.reach)].strip())


def _changes(item: Item, names: dict[str, str]) -> Iterator[Change]:
    if item.overlay is None:
        return
    for added in item.overlay.add:
        yield Change("added", Path(added.name).stem, now=added.text)
    for edit in item.overlay.edit:
        yield Change("edited", _name(edit.report, names), edit.find, edit.replace)
    for report in item.overlay.remove:
        yield Change("removed", _name(report, names))


def _name(report: str, names: dict[str, str]) -> str:
    return names.get(report, report[:12])


def _names(item: Item, answer: StoredAnswer | None, library: Texts, asked: Texts) -> dict[str, str]:
    """Return what to call the reports: as the answer's passages and citations know them, else by their titles."""
    texts = {**library, **asked}
    names = {report: match[1] for report, text in texts.items() if (match := _TITLE.search(text[:_HEAD]))}
    if answer:
        known = {one.report_id: (one.place, one.year) for one in answer.passages or ()}
        known |= {one.report_id: (one.place, one.year) for one in answer.citations}
        names |= {report: f"{place}{year}年" for report, (place, year) in known.items() if place and year}
    return names | (_of_overlay(item.overlay, item.scope, library, names) if item.overlay else {})


def _of_overlay(overlay: Overlay, scope: Scope, library: Texts, names: dict[str, str]) -> dict[str, str]:
    """Return the names of an overlay's reports: added ones by their files, edited ones by what they became."""
    added = {_id(one.text): Path(one.name).stem for one in overlay.add}
    became = {edit.report: _id(edited(overlay, edit.report, library)) for edit in overlay.edit}
    changed = {report: names[new] for report, new in became.items() if new in names}
    asked = f"{scope.place[0]}{scope.year[0]}年" if len(scope.place) == len(scope.year) == 1 else ""
    removed = {report: asked for report in overlay.remove if asked and len(overlay.remove) == 1}
    return {**removed, **{report: names[report] for report in removed if report in names}, **added, **changed}


def _id(text: str) -> str:
    return sha256(text.encode()).hexdigest()
