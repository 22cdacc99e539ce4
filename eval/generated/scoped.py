"""Figures that a report states twice, of the whole and of a part or of two bodies: both have to be told apart."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from eval.generated import grammar
from eval.generated.distinct import Printed, printed
from eval.generated.facts import Fact, Form, figure_value
from eval.generated.plain import Plain
from eval.generated.source import Source
from eval.generated.told import told
from eval.generated.wording import Matter, tables
from eval.gold import Slot, SlotKind, Span
from eval.questions import Type
from rag.types import Kind

_SCOPE = grammar.either((*grammar.words()["whole"], *grammar.words()["parts"]))
_UNIT = rf"%|{grammar.either(grammar.words()['units'])}"
_IS = r"(?:达到|达|为|是|有|共)?"
_DEFENDANT = re.compile(
    r"(?:^|[,;:])(?:[^,;:]{0,12}?[,])?(?:以|由|在|当|凡|对)?(?P<who>[^,;:\d]{2,24}?)(?:作为|为|作)被告"
)
_RATE = re.compile(rf"(?P<noun>[^,;:、\d%]{{2,14}}?率)(?:均|都)?{_IS}(?P<raw>(?P<number>\d+(?:\.\d+)?)%)")
_PART = re.compile(
    rf"[,(]其中[,:]?(?P<part>{grammar.either(grammar.words()['parts'])})(?P<noun>[^\d,;。、()]{{0,16}}?){_IS}"
    rf"(?P<raw>{grammar.NUMBER}(?P<unit>{_UNIT}))(?=[,;。)])"
)
_RAW = r"\d+(?:\.\d+)?(?:亿|万|千|百)?(?:余|多)?"
_PAIR = re.compile(
    rf"(?:^|[;:。]|,)(?P<head>[^,;:。\d]{{4,24}}?)(?:[,:])?(?P<a>{_SCOPE})(?P<verb>[^\d,;、]{{0,3}}?){_IS}"
    rf"(?P<first>{_RAW}(?P<unit>{_UNIT}))[,、;](?:其中)?(?P<b>{_SCOPE})(?P=verb){_IS}(?P<second>{_RAW}(?P=unit))(?=[,;。、])"
)
_NUMBER = re.compile(grammar.NUMBER)
_LEAST_HEAD = 4
_LED = re.compile(r"^(?:(?:19|20)\d\d年|全年|其中|共|从)*[,]?")
_BY = re.compile(r"[按依][^,]{2,8}(?:统计|划分|区分|计|看)$")


@dataclass(frozen=True, slots=True)
class _Half:
    """One of two figures of a noun: whom it is of, and where it is printed."""

    scope: str
    noun: str
    slot: Slot
    span: Span


def scoped(source: Source, facts: Iterable[Fact]) -> Iterator[Plain]:
    """Yield questions with two values: of two defendants, of the whole and a part, of two bodies side by side."""
    every = tuple(printed(source))
    halves = list(_of_defendants(source))
    for noun in dict.fromkeys(half.noun for half in halves):
        same = [half for half in halves if half.noun == noun]
        if len(same) == 2 and same[0].scope != same[1].scope and _times(noun, "%", every) == 2:
            yield _question(source, noun, (same[0], same[1]))
    for fact in facts:
        part = _part_of(fact)
        if part and _times(fact.noun, fact.unit, every) <= 2:
            span = source.span(fact.start, fact.end, fact.sentence)
            whole = _Half(_whole(source), fact.noun, _slot(source, Decimal(fact.value), fact.unit), span)
            yield _question(source, fact.verb + fact.noun, (whole, part))
    yield from _side_by_side(source)


def _side_by_side(source: Source) -> Iterator[Plain]:
    """Yield the questions for two bodies told of in one breath (败诉率全区为7.2%,区本级为16.9%)."""
    spans = told(source)
    for start, end in source.sentences:
        if not any(begin <= start < stop for begin, stop in spans):
            continue
        for match in _PAIR.finditer(source.shadow.text[start:end]):
            head = _BY.sub("", _LED.sub("", match["head"]))
            once = source.shadow.text.count(head) == 1
            if once and len(head) >= _LEAST_HEAD and not grammar.BARRED.search(head):
                one, other = (_half(source, match, names, (start, end)) for names in (("a", "first"), ("b", "second")))
                yield _question(source, head, (one, other), match["verb"])


def _half(source: Source, match: re.Match[str], names: tuple[str, str], sentence: tuple[int, int]) -> _Half:
    """Return one of two bodies, whose name and figure are the groups of those `names`."""
    scope, raw = match.group(*names)
    start, end = (sentence[0] + at for at in match.span(names[1]))
    slot = _slot(source, _value(raw), match["unit"], (scope,))
    return _Half(scope, match["head"], slot, source.span(start, end, sentence))


def _times(noun: str, unit: str, every: Iterable[Printed]) -> int:
    return sum(one.unit == unit and noun in one.words for one in every)


def _of_defendants(source: Source) -> Iterator[_Half]:
    """Yield the rates behind 作为被告, each of the defendant last named before it in its sentence."""
    for start, end in source.sentences:
        sentence = source.shadow.text[start:end]
        named = [*_DEFENDANT.finditer(sentence)]
        for rate in _RATE.finditer(sentence):
            before = [one for one in named if one.end() <= rate.start()]
            if before:
                who = before[-1]
                slot = _slot(source, Decimal(rate["number"]), "%", _words(who["who"]))
                span = source.span(start + rate.start(), start + rate.end(), (start, end))
                yield _Half(source.printed(start + who.start("who"), start + who.end("who")), rate["noun"], slot, span)


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
    value = figure_value(match["number"], match["power"], match["power2"])
    slot = _slot(source, value, fact.unit, (match["part"],))
    return _Half(match["part"], fact.noun, slot, source.span(*match.span("raw"), fact.sentence))


def _value(raw: str) -> Decimal:
    match = _NUMBER.match(raw)
    return figure_value(match["number"], match["power"], match["power2"]) if match else Decimal(0)


def _slot(source: Source, value: Decimal, unit: str, scope: tuple[str, ...] = ()) -> Slot:
    return Slot(
        kind=SlotKind.PERCENT if unit == "%" else SlotKind.NUMBER,
        value=f"{value.normalize():f}",
        unit=unit,
        place=source.place,
        year=None if source.kind is Kind.GOVERNMENT_WORK else source.year,
        scope=scope,
    )


def _whole(source: Source) -> str:
    return "全" + (source.place[-1] if source.place[-1] in "省市区县州盟旗镇乡" else "市")


def _question(source: Source, noun: str, halves: tuple[_Half, _Half], verb: str = "") -> Plain:
    """Return the question for both halves of a noun, or of what two bodies did."""
    one, other = halves
    names = [re.sub(r"[(（][^)）]*[)）]", "", _LED.sub("", half.scope)) for half in halves]
    rate = one.slot.unit == "%"
    alone = rate and one.span.end - one.span.start > len(one.slot.wordings[0])
    frames = tables()["frames"]["parts" if rate else "bodies"]
    asks = [frame.format(a=names[0], b=names[1], k=noun, v=verb, u=one.slot.unit) for frame in frames]
    return Plain(
        seed=f"{source.id[:12]}-{one.span.start}|{other.span.start}",
        type=Type.SCOPED_TWO_VALUES,
        about=(source,),
        asked=Matter((*asks, f"{noun}分别是多少") if alone else tuple(asks), (noun,) if alone else ()),
        slots=tuple(half.slot.model_copy(update={"label": name}) for half, name in zip(halves, names, strict=True)),
        evidence=((one.span,), (other.span,)),
        printed=tuple(half.slot.wordings[-1] for half in halves),
    )
