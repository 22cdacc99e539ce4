"""Lists that a report counts itself: A、B、C等3个领域 is sure to be whole where three things stand before the 3."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from eval.generated import grammar
from eval.generated.plain import Plain
from eval.generated.source import Source
from eval.generated.told import told
from eval.generated.wording import Matter, tables
from eval.gold import Slot, SlotKind
from eval.questions import Type

_CHINESE = {word: number for number, word in enumerate("两三四五六七八九十", 2)}
_KINDS = "个|项|件|部|类|家|大|种|方面|条|所|支|处|名|座|份"
_COUNT = rf"(?P<n>\d{{1,2}}|[两三四五六七八九十])(?P<u>{_KINDS})"
_NOUN = r"[^\d,;。:、()《》的了和及]{2,16}"
_COUNTED = re.compile(rf"等?{_COUNT}(?P<noun>{_NOUN})(?=[,;。])")
_LED = re.compile(
    rf"(?:{grammar.either(grammar.words()['leads'] + grammar.words()['manners'] + grammar.words()['whole'])})*"
    rf"(?P<verb>{grammar.either(grammar.words()['verbs'])})了?"
)
"""What stands before the items of 制定A、B等2件规章."""
_ANNOUNCED = re.compile(
    rf"(?:^|(?<=[,;。]))(?P<noun>{_NOUN}?)(?P<verb>新增|包括|有|为|设立|增加)?{_COUNT}[:](?P<items>[^;。:]+)(?=[。;]|$)"
)
"""公开栏目新增2个:A、B."""
_LAWS = re.compile(
    r"(?P<who>[^,;。:《》]{0,12}?)(?P<verb>学习|研读|研学|学)了?(?P<items>(?:《[^》]+》、?){2,})等?(?P<noun>法律法规|法律|法规|党内法规)"
)
_CLAUSE_END = re.compile(r"[,;。:]")
_LAST = re.compile(r"以及|[和及与]")
_FEWEST, _LONGER = 2, 3


@dataclass(frozen=True, slots=True)
class _Listed:
    """A list with its count (4 件), what it is of (政府规章), and where in its sentence the items stand."""

    verb: str
    count: str
    unit: str
    noun: str
    items: tuple[str, ...]
    at: tuple[int, int]


def enumerations(source: Source) -> Iterator[Plain]:
    """Yield the questions for lists whose count the report prints and whose items, split, come to that count."""
    spans = told(source)
    for start, end in source.sentences:
        if any(begin <= start < stop for begin, stop in spans):
            for one in _lists(source.shadow.text[start:end]):
                if source.shadow.text.count(one.noun) <= _LONGER:
                    yield _question(source, one, start, (start, end))
    yield from _laws(source)


def _lists(sentence: str) -> Iterator[_Listed]:
    """Yield the lists of a sentence that come to the count printed with them."""
    for match in _COUNTED.finditer(sentence):
        ends = [one.end() for one in _CLAUSE_END.finditer(grammar.TITLE.sub(_blank, sentence), 0, match.start())]
        led = _LED.match(sentence, ends[-1] if ends else 0, match.start())
        if led:
            yield from _listed(led["verb"], match, sentence, (led.end(), match.start()))
    for match in _ANNOUNCED.finditer(sentence):
        yield from _listed(match["verb"] or "", match, sentence, match.span("items"))


def _laws(source: Source) -> Iterator[Plain]:
    """Yield the question for the laws that were studied, where a report lists them once."""
    text = source.shadow.text
    found = [(span, match) for span in source.sentences for match in _LAWS.finditer(text[slice(*span)])]
    if len(found) == 1 and len(re.findall(r"(?:学习|研读|研学)了?《", text)) <= 1:
        (start, end), match = found[0]
        items = tuple(re.findall(r"《[^》]+》", match["items"]))
        yield _question(
            source, _Listed(match["verb"], "些", "", match["noun"], items, match.span("items")), start, (start, end)
        )


def _blank(title: re.Match[str]) -> str:
    return "·" * len(title.group())


def _listed(verb: str, match: re.Match[str], sentence: str, at: tuple[int, int]) -> Iterator[_Listed]:
    items = _split(sentence[slice(*at)], _number(match["n"]))
    if items:
        yield _Listed(verb, match["n"], match["u"], match["noun"], items, at)


def _number(words: str) -> int:
    return int(words) if words.isdigit() else _CHINESE[words]


def _split(words: str, count: int) -> tuple[str, ...]:
    """Return the items, the last two parted at 和 where that makes the count; () where it does not come out."""
    if "《" in words:
        items = re.findall(r"《[^》]+》", words)
        return tuple(items) if len(items) == count else ()
    items = words.split("、")
    last = [part for part in _LAST.split(items[-1]) if part]
    if any(re.search(r"[,;:《》\d]", item) for item in items):
        return ()
    for parts in (items, [*items[:-1], *last]):
        if len(parts) == count >= _FEWEST and _even(parts):
            return tuple(parts)
    return ()


def _even(parts: list[str]) -> bool:
    """Tell whether no part is so much longer than another that words before the list are still in it."""
    sizes = [len(part) for part in parts]
    return min(sizes) > 1 and max(sizes) <= _LONGER * min(sizes) + _LONGER


def _question(source: Source, one: _Listed, start: int, sentence: tuple[int, int]) -> Plain:
    titles = one.items[0].startswith("《")
    frames = tables()["frames"]["titles" if titles else "list"][: None if one.unit else 2]
    said = {"v": one.verb or "的", "n": one.count, "u": one.unit, "o": one.noun}
    asks = tuple(frame.format(**said).replace("的的", "的").replace("的了", "的") for frame in frames)
    at = start + one.at[0], start + one.at[1]
    return Plain(
        seed=f"{source.id[:12]}-{at[0]}",
        type=Type.LIST,
        about=(source,),
        asked=Matter(asks),
        slots=(
            Slot(
                kind=SlotKind.LIST,
                items=tuple((item, item.strip("《》")) if titles else (item,) for item in one.items),
                place=source.place,
            ),
        ),
        evidence=((source.span(*at, sentence),),),
    )
