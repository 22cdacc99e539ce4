"""Figures that a report states twice, of the whole and of a part or of two defendants: both have to be told apart."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from eval.generated import grammar
from eval.generated.distinct import Printed, printed
from eval.generated.plain import Plain
from eval.generated.reader import Fact, Form
from eval.generated.source import Source
from eval.generated.wording import Matter, tables
from eval.gold import Slot, SlotKind, Span
from eval.questions import Type
from rag.types import Kind

_DEFENDANT = re.compile(r"(?:^|[,;:。])[^,;:。]{0,12}?(?:以|由)?(?P<who>[^,;:。\d]{2,24}?)(?:作为|为|作)被告")
_RATE = re.compile(r"(?P<noun>[^,;:。、\d%]{2,14}?率)(?:均|都)?(?:达到|达|为|是)?(?P<raw>(?P<number>\d+(?:\.\d+)?)%)")
_PART = re.compile(
    rf"[,(]其中[,:]?(?P<part>{grammar.either(grammar.words()['parts'])})(?P<noun>[^\d,;。、()]{{0,16}}?)(?:达到|达|为|是|有|共)?"
    rf"(?P<raw>{grammar.NUMBER}(?P<unit>%|{grammar.either(grammar.words()['units'])}))(?=[,;。)])"
)
_LED = re.compile(r"^(?:(?:19|20)\d\d年|全年|其中|共)*[,]?")
_POWERS = {"百": 100, "千": 1000, "万": 10**4, "亿": 10**8}


@dataclass(frozen=True, slots=True)
class _Half:
    """One of two figures of a noun: whom it is of, and where it is printed."""

    scope: str
    noun: str
    slot: Slot
    span: Span
    sentence: tuple[int, int]


def scoped(source: Source, facts: Iterable[Fact]) -> Iterator[Plain]:
    """Yield questions with two values: of two defendants, and of the whole and the part right behind it."""
    every = tuple(printed(source))
    halves = list(_of_defendants(source))
    for noun in dict.fromkeys(half.noun for half in halves):
        same = [half for half in halves if half.noun == noun]
        if len(same) == 2 and same[0].scope != same[1].scope and _times(noun, "%", every) == 2:
            yield _question(source, noun, (same[0], same[1]))
    for fact in facts:
        part = _part_of(fact)
        if part and _times(fact.noun, fact.unit, every) <= 2:
            whole = _Half(_whole(source), fact.noun, _slot(source, fact.value, fact.unit), source.span(fact.start, fact.end, fact.sentence), fact.sentence)  # fmt: skip
            yield _question(source, fact.verb + fact.noun, (whole, part))


def _times(noun: str, unit: str, every: Iterable[Printed]) -> int:
    return sum(one.unit == unit and noun in one.words for one in every)


def _of_defendants(source: Source) -> Iterator[_Half]:
    """Yield the rates behind 作为被告, each of the defendant last named before it in its sentence."""
    text = source.shadow.text
    for start, end in source.sentences:
        named = [*_DEFENDANT.finditer(text, start, end)]
        for rate in _RATE.finditer(text, start, end):
            before = [one for one in named if one.end() <= rate.start()]
            if before:
                slot = _slot(source, rate["number"], "%", _words(before[-1]["who"]))
                span = source.span(rate.start(), rate.end(), (start, end))
                yield _Half(source.printed(*before[-1].span("who")), rate["noun"], slot, span, (start, end))


def _words(who: str) -> tuple[str, ...]:
    """Return the words of which one tells a defendant: 市政府各部门, 乡镇."""
    pieces = (re.sub(r"[(][^)]*[)]", "", piece) for piece in re.split(r"[、和及与]", _LED.sub("", who)))
    return tuple(piece for piece in pieces if len(piece) > 1)


def _part_of(fact: Fact) -> _Half | None:
    """Return the part (其中市本级43件) that stands right behind a fact and is of the same noun."""
    text, source = fact.source.shadow.text, fact.source
    match = _PART.match(text, fact.end)
    if not match or match["unit"] != fact.unit or fact.form is Form.GROWTH:
        return None
    if match["noun"] and match["noun"].removeprefix(fact.verb)[-2:] not in ("", fact.noun[-2:]):
        return None
    value = f"{_value(match):f}"
    slot = _slot(source, value, fact.unit, (match["part"],))
    return _Half(match["part"], fact.noun, slot, source.span(*match.span("raw"), fact.sentence), fact.sentence)


def _value(match: re.Match[str]):  # type: ignore[no-untyped-def]
    from decimal import Decimal

    value = Decimal(match["number"].replace(",", ""))
    for power in (match["power"] or "") + (match["power2"] or ""):
        value *= _POWERS[power]
    return value.normalize()


def _slot(source: Source, value: str, unit: str, scope: tuple[str, ...] = ()) -> Slot:
    return Slot(
        kind=SlotKind.PERCENT if unit == "%" else SlotKind.NUMBER,
        value=value,
        unit=unit,
        place=source.place,
        year=None if source.kind is Kind.GOVERNMENT_WORK else source.year,
        scope=scope,
    )


def _whole(source: Source) -> str:
    return "全" + (source.place[-1] if source.place[-1] in "省市区县州盟旗镇乡" else "市")


def _question(source: Source, noun: str, halves: tuple[_Half, _Half]) -> Plain:
    one, other = halves
    names = [re.sub(r"[(（][^)）]*[)）]", "", _LED.sub("", half.scope)) for half in halves]
    frames = tables()["frames"]["parts"]
    asks = [frame.format(a=names[0], b=names[1], k=noun) for frame in frames] + [f"{noun}分别是多少"]
    return Plain(
        seed=f"{source.id[:12]}-{one.span.start}|{other.span.start}",
        type=Type.SCOPED_TWO_VALUES,
        about=(source,),
        asked=Matter(tuple(asks), (noun,) if one.slot.scope else ()),
        slots=tuple(half.slot.model_copy(update={"label": name}) for half, name in zip(halves, names, strict=True)),
        evidence=((one.span,), (other.span,)),
        printed=tuple(half.slot.wordings[-1] for half in halves),
    )
