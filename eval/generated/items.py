"""Questions in their final form: a plain one worded, its rewordings, and its twins without an answer."""

from dataclasses import replace
from random import Random

from eval.generated import noise, wording
from eval.generated.plain import Plain
from eval.generated.source import Source
from eval.generated.twins import absent_sisters, absent_years
from eval.generated.wording import Matter, Where, where
from eval.gold import Forbidden, Lack, Origin, Scope, SlotKind
from eval.questions import Item, Provenance, Type
from rag.language import text
from rag.types import Reason, State

AUTHOR = "generated"
_YEARS, _PLACES = 2, 3
"""How many twins a fact has at most."""


def worded(one: Plain, rng: Random) -> Item:
    """Return a plain question with its gold, in one of its wordings; its id is left to whoever numbers the set."""
    return Item(
        id="-",
        seed=one.seed,
        type=one.type,
        question=_question(one, rng),
        history=(wording.plainly(where(one.source), one.before, rng),) if one.before else (),
        scope=_scope(one),
        state=(State.ANSWERED,),
        slots=one.slots,
        forbidden=one.forbidden,
        evidence=one.evidence,
        provenance=Provenance(author=AUTHOR),
    )


def _question(one: Plain, rng: Random) -> str:
    at = [where(source) for source in one.about]
    if one.type is Type.COMPARE_PLACES:
        more = "更多" if one.slots[0].kind is SlotKind.NUMBER else "更高"
        return wording.beside(at, one.asked, more if one.slots[-1].derivation else "", rng)
    if one.type is Type.TREND_YEARS:
        return wording.over_years(at, one.asked, rng)
    return wording.following(one.asked, rng) if one.before else wording.plainly(at[0], one.asked, rng)


def _scope(one: Plain) -> Scope:
    return Scope(
        place=tuple(dict.fromkeys(source.place for source in one.about)),
        year=tuple(dict.fromkeys(source.year for source in one.about)),
        kind=one.source.kind,
        indicator=one.asked.keys[-1] if one.asked.keys else "",
    )


def colloquial(one: Plain, item: Item, rng: Random) -> Item | None:
    """Return the question in everyday words."""
    return _variant(item, Type.COLLOQUIAL, wording.colloquially(where(one.source), one.asked, rng))


def traditional(one: Plain, item: Item, rng: Random) -> Item | None:
    """Return the question in traditional characters, where that changes it."""
    return _variant(item, Type.TRADITIONAL, text.traditional(item.question))


def typo(one: Plain, item: Item, rng: Random) -> Item | None:
    """Return the question with a slip of the fingers in what is asked."""
    said = max(
        (ask for ask in (*one.asked.asks, *one.asked.other, *one.asked.keys) if ask in item.question),
        key=len,
        default="",
    )
    return _variant(item, Type.TYPO, noise.mistyped(item.question, said, rng) or item.question)


def _variant(item: Item, kind: Type, question: str) -> Item | None:
    if question == item.question:
        return None
    return item.model_copy(update={"type": kind, "variant_of": item.id, "question": question})


def wrong_year(one: Plain, item: Item, shelf: tuple[Source, ...], rng: Random) -> list[Item]:
    """Return the question of years beside the report's of which its place has none."""
    said = "".join(span.quote for group in one.evidence for span in group)
    ahead = not one.seed.endswith("plans")  # a report's plans are the next year's, and may answer for it
    made: list[Item] = []
    for year in absent_years(one.source, shelf, said):
        if len(made) < _YEARS and (ahead or year < one.source.year):
            at = replace(where(one.source), year=year)
            lack = Lack(reason=(Reason.NO_REPORT_OF_YEAR,), place=one.source.place, year=year)
            made.append(_unanswerable(one, item, at, lack, _asked_again(one, at, f"{year}年", item, rng)))
    return made


def wrong_place(one: Plain, item: Item, shelf: tuple[Source, ...], rng: Random) -> list[Item]:
    """Return the question of places beside the report's of which the library has none."""
    if one.source.name != one.source.place:
        return []
    made: list[Item] = []
    for path in absent_sisters(one.source, shelf, rng)[:_PLACES]:
        at = wording.elsewhere(where(one.source), path)
        lack = Lack(reason=(Reason.NO_REPORT_OF_PLACE,), place=path[-1])
        made.append(_unanswerable(one, item, at, lack, _asked_again(one, at, at.names[0], item, rng)))
    return made


def _asked_again(one: Plain, at: Where, changed: str, item: Item, rng: Random) -> tuple[tuple[str, ...], str]:
    """Return history and question: the whole anew, or now and then only what is changed, behind the question itself."""
    if rng.random() < 0.2:
        return (item.question,), rng.choice((f"那{changed}呢？", f"{changed}呢？", f"{changed}的情况呢？"))
    return (), wording.plainly(at, one.asked, rng)


def _unanswerable(one: Plain, item: Item, at: Where, lack: Lack, said: tuple[tuple[str, ...], str]) -> Item:
    history, question = said
    kind = Type.WRONG_YEAR if lack.reason == (Reason.NO_REPORT_OF_YEAR,) else Type.WRONG_PLACE
    origin = Origin.NEIGHBOUR_YEAR if kind is Type.WRONG_YEAR else Origin.NEIGHBOUR_PLACE
    return Item(
        id="-",
        seed=item.seed,
        type=kind,
        twin_of=item.id,
        question=question,
        history=history,
        scope=Scope(place=(lack.place or "",), year=(at.year,), kind=one.source.kind),
        state=(State.NOT_FOUND,),
        missing=(lack,),
        forbidden=tuple(Forbidden(value=raw, origin=origin) for raw in one.printed),
        provenance=Provenance(author=AUTHOR),
    )


def absent(source: Source, asked: Matter, parent: Item | None, rng: Random) -> Item:
    """Return the question for an indicator that a report does not name."""
    return Item(
        id="-",
        seed=f"{source.id[:12]}-absent-{asked.keys[0]}",
        type=Type.METRIC_ABSENT,
        twin_of=parent.id if parent else None,
        question=wording.plainly(where(source), asked, rng),
        scope=Scope(place=(source.place,), year=(source.year,), kind=source.kind, indicator=asked.keys[0]),
        state=(State.NOT_FOUND,),
        missing=(Lack(reason=(Reason.NOT_MENTIONED,), place=source.place, year=source.year),),
        provenance=Provenance(author=AUTHOR),
    )
