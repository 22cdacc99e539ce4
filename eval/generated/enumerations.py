"""Lists that a report counts itself: A、B、C等3个领域 is sure to be whole where three things stand before the 3."""

import re
from collections.abc import Iterator

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
_ITEM = r"(?:《[^》]+》|[^,;。:、《》\d]{2,20})"
_BEFORE = re.compile(
    rf"(?:^|[,;。:]|是|(?<=\d、))(?:{grammar.either(grammar.words()['leads'] + grammar.words()['manners'])}|{grammar.either(grammar.words()['whole'])})*"
    rf"(?P<verb>{grammar.either(grammar.words()['verbs'])})了?"
    rf"(?P<items>{_ITEM}(?:、?{_ITEM})+)等?{_COUNT}(?P<noun>{_NOUN})(?=[,;。])"
)
_BEHIND = re.compile(
    rf"(?:^|[,;。]|是)(?P<noun>{_NOUN}?)(?P<verb>新增|包括|有|为|设立|增加)?{_COUNT}[:](?P<items>{_ITEM}(?:、{_ITEM})+)(?=[。;]|$)"
)
_LAST = re.compile(r"以及|[和及与]")
_FEWEST, _LONGER = 2, 3


def enumerations(source: Source) -> Iterator[Plain]:
    """Yield the questions for lists whose count the report prints and whose items, split, come to that count."""
    text = source.shadow.text
    spans = told(source)
    for start, end in source.sentences:
        if not any(begin <= start < stop for begin, stop in spans):
            continue
        for pattern in (_BEFORE, _BEHIND):
            for match in pattern.finditer(text[start:end]):
                items = _split(match["items"], _number(match["n"]))
                if items and text.count(match["noun"]) <= _LONGER:
                    at = start + match.start("items"), start + match.end("items")
                    yield _question(source, match, items, at, (start, end))


def _number(words: str) -> int:
    return int(words) if words.isdigit() else _CHINESE[words]


def _split(words: str, count: int) -> tuple[str, ...]:
    """Return the items, the last two parted at 和 where that makes the count; () where it does not come out."""
    if "《" in words:
        items = re.findall(r"《[^》]+》", words)
        return tuple(items) if len(items) == count else ()
    items = words.split("、")
    last = [part for part in _LAST.split(items[-1]) if part]
    for parts in (items, [*items[:-1], *last]):
        even = max(map(len, parts)) <= _LONGER * min(map(len, parts)) + _LONGER
        if len(parts) == count >= _FEWEST and even and all(len(part) > 1 for part in parts):
            return tuple(parts)
    return ()


def _question(
    source: Source, match: re.Match[str], items: tuple[str, ...], at: tuple[int, int], sentence: tuple[int, int]
) -> Plain:
    titles = items[0].startswith("《")
    verb = match["verb"] or "的"
    frames = tables()["frames"]["titles" if titles else "list"]
    told = {"v": verb, "n": match["n"], "u": match["u"], "o": match["noun"]}
    asks = tuple(frame.format(**told).replace("的的", "的").replace("的了", "的") for frame in frames)
    wordings = tuple((item, item.strip("《》")) if titles else (item,) for item in items)
    return Plain(
        seed=f"{source.id[:12]}-{at[0]}",
        type=Type.LIST,
        about=(source,),
        asked=Matter(asks),
        slots=(Slot(kind=SlotKind.LIST, items=wordings, place=source.place),),
        evidence=((source.span(*at, sentence),),),
        printed=(),
    )
