"""Chapters of problems and of plans, whose numbered items an answer has to go through."""

import re
from collections.abc import Iterator

from eval.generated.plain import Plain
from eval.generated.source import Source
from eval.generated.wording import Matter, tables
from eval.gold import Slot, SlotKind
from eval.questions import Type
from rag.types import Kind

_CHAPTER = re.compile(
    r"(?m)^[一二三四五六七八九十]{1,2}、(?P<title>[^\n。]{2,40})[^\n]*\n(?P<body>(?:(?![一二三四五六七八九十]{1,2}、)[^\n]*(?:\n|$))+)"
)
_PROBLEMS = re.compile(r"问题|不足|短板|薄弱环节")
_PLANS = re.compile(r"下一步|下步|下一年|今后|打算|安排|计划|思路")
_DONE = re.compile(r"成效|举措|做法|进展|情况|工作及|整改|改进")
_REMEDIES = re.compile(r"打算|安排|措施|下一|下步|对策")
_MARKS = (
    re.compile(r"(?m)^[(]([一二三四五六七八九十]{1,2})[)]"),
    re.compile(r"(?:^|(?<=[\n。;:,]))([一二三四五六七八九十])是"),
    re.compile(r"(?m)^(\d)[.、](?!\d)"),
)
_NUMERALS = "一二三四五六七八九十"
_LEAD = re.compile(
    r"(?:要|着力|进一步|深入|继续|切实|全面|扎实|持续|加强|推进|强化|完善|落实|提升|健全|加快|优化|规范(?!性)|加大|推动|深化|提高|认真|严格)*(?P<core>[^,;。:\n]{4,26})"
)
_FEWEST, _MOST = 2, 8


def outlooks(source: Source) -> Iterator[Plain]:
    """Yield the questions for what a report says is lacking and what is to be done, where its items are numbered."""
    if source.kind is Kind.GOVERNMENT_WORK:
        return
    chapters = [*_CHAPTER.finditer(source.shadow.text)]
    for name, pattern in (("problems", _PROBLEMS), ("plans", _PLANS)):
        of_it = [one for one in chapters if pattern.search(one["title"]) and not _DONE.search(one["title"])]
        other = _PROBLEMS if name == "plans" else _REMEDIES
        if len(of_it) == 1 and not other.search(of_it[0]["title"]):
            items = _items(source.shadow.text, *of_it[0].span("body"))
            if _FEWEST <= len(items) <= _MOST:
                yield _question(source, name, items)


def _items(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return where each item's first words stand, by the first way of numbering that counts up from one."""
    for pattern in _MARKS:
        marks = [*pattern.finditer(text, start, end)]
        told = [mark[1] for mark in marks]
        if len(told) >= _FEWEST and told in ([*_NUMERALS[: len(told)]], [str(n) for n in range(1, len(told) + 1)]):
            leads = [_LEAD.match(text, mark.end(), end) for mark in marks]
            return [lead.span("core") for lead in leads if lead] if all(leads) else []
    return []


def _question(source: Source, name: str, items: list[tuple[int, int]]) -> Plain:
    text = source.shadow.text
    around = [next(one for one in source.sentences if one[0] <= start < one[1]) for start, _ in items]
    return Plain(
        seed=f"{source.id[:12]}-{name}",
        type=Type.PROSE,
        about=(source,),
        asked=Matter(tuple(tables()["frames"][name])),
        slots=tuple(
            Slot(kind=SlotKind.PROSE, value=text[start:end].strip(), place=source.place) for start, end in items
        ),
        evidence=tuple((source.span(*item, wide),) for item, wide in zip(items, around, strict=True)),
    )
