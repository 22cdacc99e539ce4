"""Questions for the eval out of what people thought of answers: those found good with their gold, the rest to write."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from pydantic import ValidationError

from eval.dataset import dump
from eval.gold import Lack, Scope, Slot, SlotKind, Span
from eval.questions import Item, Provenance, Type
from eval.tokens import plain
from rag.talks.turn import Judged
from rag.types import Answer, Citation, CitedFigure, Missing, Reason, Role, State
from rag.views import View, decimal_string

_MARK = re.compile(r"\[(\d+)\]")
_NUMBERED = re.compile(r"^\d+\. ")
_QUOTED = re.compile(r"“(.*)”", re.DOTALL)
_PERCENT = ("%", "％")
_ABSENT = {Reason.NO_REPORT_OF_YEAR: Type.WRONG_YEAR, Reason.NO_REPORT_OF_PLACE: Type.WRONG_PLACE}
_UP, _DOWN = "thumbs-up", "thumbs-down"


@dataclass(frozen=True, slots=True)
class Candidates:
    """What came of the answers that people judged: questions with their gold, and those that someone has to write.

    One `to_write` has `{"id", "question", "history", "today", "verdict", "note", "answer", "state", "citations"}`, and
    no gold: its answer was found wrong, or is of a kind that no gold can be taken from.
    """

    items: tuple[Item, ...]
    to_write: tuple[View, ...]


def candidates(judged: Iterable[Judged]) -> Candidates:
    """Return the candidates, a question and its history once, as it was judged last."""
    items, rest = list[Item](), list[View]()
    for name, one in {_id(one): one for one in judged}.items():
        item = _item(name, one) if one.turn.good else None
        if item:
            items.append(item)
        else:
            rest.append(_unwritten(name, one))
    return Candidates(tuple(items), tuple(rest))


def as_dataset(found: Candidates) -> str:
    """Return the questions that have their gold as a dataset in JSON Lines."""
    return dump(found.items)


def as_worklist(found: Candidates) -> str:
    """Return the questions that are to be written as JSON Lines; no dataset, since they have no gold."""
    return "".join(json.dumps(view, ensure_ascii=False) + "\n" for view in found.to_write)


def _id(one: Judged) -> str:
    return f"kept-{sha256(json.dumps([*one.history, one.turn.question]).encode()).hexdigest()[:10]}"


def _unwritten(name: str, one: Judged) -> View:
    answer = one.turn.answer
    return {
        "id": name,
        "question": one.turn.question,
        "history": list(one.history),
        "today": _day(one).isoformat(),
        "verdict": _UP if one.turn.good else _DOWN,
        "note": one.turn.note,
        "answer": answer.text if answer else "",
        "state": answer.state.value if answer else None,
        "citations": [citation.id for citation in answer.citations] if answer else [],
    }


def _item(name: str, one: Judged) -> Item | None:
    """Return a question with the gold that its answer gives, None where it gives none."""
    answer = one.turn.answer
    if answer is None:
        return None
    answered = answer.state in (State.ANSWERED, State.PARTIAL)
    slots = tuple(_slots(answer)) if answered else ()
    missing = tuple(map(_lack, answer.missing)) if answer.state in (State.NOT_FOUND, State.PARTIAL) else ()
    try:
        return Item(
            id=name,
            type=_type(one, answer, slots),
            tags=(_UP,),
            question=one.turn.question,
            history=one.history,
            today=_day(one),
            scope=_scope(answer),
            state=(answer.state,),
            slots=slots,
            missing=missing,
            evidence=tuple((_span(citation),) for citation in answer.citations) if slots else (),
            provenance=Provenance(author=_UP, date=_day(one).isoformat()),
        )
    except ValidationError:  # nothing in the answer can be held against another
        return None


def _slots(answer: Answer) -> Iterator[Slot]:
    """Yield the values that an answer gave: its figures, else what it says behind each mark, else nothing."""
    figures = [cited for cited in answer.figures if cited.figure.role is not Role.DERIVED]
    if figures:
        scoped = len({cited.figure.scope for cited in figures}) > 1
        yield from (_number(cited, scoped=scoped) for cited in figures)
        return
    lines = [said for line in answer.text.splitlines() for said in _said(line, answer)]
    if lines and all(numbered for numbered, _ in lines):
        yield Slot(kind=SlotKind.LIST, items=tuple((words,) for _, words in lines))
    else:
        yield from (Slot(kind=SlotKind.PROSE, value=words) for _, words in lines)


def _number(cited: CitedFigure, *, scoped: bool) -> Slot:
    figure = cited.figure
    percent = SlotKind.PERCENT if figure.unit in _PERCENT else SlotKind.NUMBER
    return Slot(
        kind=SlotKind.DELTA if figure.role is Role.CHANGE else percent,
        value=decimal_string(figure.value),
        unit=figure.unit,
        place=cited.place,
        year=cited.year,
        scope=(figure.scope,) if scoped and figure.scope else (),
        role=figure.role,
    )


def _said(line: str, answer: Answer) -> Iterator[tuple[bool, str]]:
    """Yield what a line says word for word from each citation that it marks, and whether it is a list's."""
    quotes = {citation.n: plain(citation.quote) for citation in answer.citations}
    at = 0
    for mark in _MARK.finditer(line):
        before, at = line[at : mark.start()], mark.end()
        quoted = _QUOTED.search(before)
        words = quoted[1] if quoted else _NUMBERED.sub("", before)
        if words.strip() and plain(words) in quotes.get(int(mark[1]), ""):
            yield _NUMBERED.match(line) is not None, words.strip()


def _type(one: Judged, answer: Answer, slots: tuple[Slot, ...]) -> Type:
    if answer.state is State.UNCLEAR:
        return Type.AMBIGUOUS_SCOPE
    if answer.state is State.NOT_FOUND:
        return _ABSENT.get(answer.missing[0].reason, Type.METRIC_ABSENT) if answer.missing else Type.METRIC_ABSENT
    if one.history:
        return Type.MULTI_TURN
    if all(slot.kind in (SlotKind.LIST, SlotKind.PROSE) for slot in slots):
        return Type.LIST if any(slot.items for slot in slots) else Type.PROSE
    if len(slots) == 1:
        return Type.SINGLE_FACT
    return Type.SCOPED_TWO_VALUES if any(slot.scope for slot in slots) else Type.MULTI_ASK


def _scope(answer: Answer) -> Scope:
    """Return the places and years that an answer is about, as far as it says."""
    told = [citation.card.identity for citation in answer.citations]
    pairs = [(one.place, one.year) for one in told] or [(gap.place, gap.year) for gap in answer.missing]
    places = dict.fromkeys(place for place, _ in pairs if place)
    return Scope(place=tuple(places), year=tuple(dict.fromkeys(year for _, year in pairs if year)))


def _lack(gap: Missing) -> Lack:
    return Lack(reason=(gap.reason,), place=gap.place, year=gap.year)


def _span(citation: Citation) -> Span:
    start, end = citation.span.start, citation.span.end
    return Span(report=citation.card.id, start=start, end=end, quote=citation.quote)


def _day(one: Judged) -> date:
    return date.fromtimestamp(one.at)
