"""Writing right answers from the gold alone, in several styles: what a scorer has to pass whoever answers."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from eval.answers import StoredAnswer, StoredCitation, StoredFigure, StoredMissing
from eval.dataset import Texts, texts_asked
from eval.gold import NUMERIC, Lack, Origin, Slot, SlotKind, Span
from eval.questions import Item
from eval.tokens import lacking, plain, states
from rag.types import Reason, State

_LONGEST_QUOTE = 240
"""So that a value, whose it is and its quote are told in the 300 characters that a fact may take."""
_BOUNDS = "，。；：、\n"


@dataclass(frozen=True, slots=True)
class Told:
    """One value as it is going to be told: in which words, of whom, and after which words of its clause it stands."""

    slot: Slot
    words: str
    lead: str
    n: int
    items: tuple[str, ...] = ()

    @property
    def whose(self) -> str:
        """The place, year and scope that the value is of."""
        return f"{self.slot.place or ''}{f'{self.slot.year}年' if self.slot.year else ''}{self.scope}"

    @property
    def scope(self) -> str:
        """The scope that the value needs, or ""."""
        return self.slot.scope[0] if self.slot.scope else ""


@dataclass(frozen=True, slots=True)
class Draft:
    """What every style writes from: the values in order, derived ones last, and the citations that hold them."""

    item: Item
    told: tuple[Told, ...]
    derived: tuple[Slot, ...]
    citations: tuple[StoredCitation, ...]


def right_answers(item: Item, texts: Texts) -> Iterator[tuple[str, StoredAnswer]]:
    """Yield right answers to a question by the name of their style; none where the evidence does not hold a value."""
    texts = texts_asked(item, texts)
    for state in item.state:
        if state in (State.ANSWERED, State.PARTIAL):
            draft = _draft(item, texts)
            for name, style in STYLES.items():
                if draft is None:
                    break
                text = style(draft) + _conclusion(draft)
                yield name, _answer(draft, text, state)
        elif state is State.UNCLEAR:
            yield "asking back", StoredAnswer(state=state, text="请问您问的是哪个地方、哪一年的情况？")
        else:
            for n, words in enumerate(_ABSTENTIONS):
                yield f"abstention {n + 1}", _abstention(item, words)


def _draft(item: Item, texts: Texts) -> Draft | None:
    stated = [slot for slot in item.slots if slot.required and slot.derivation is None]
    spans = [_spans_of(slot, item, at) for at, slot in enumerate(stated)]
    if not stated or not all(spans):
        return None
    cited: dict[tuple[str, int, int], StoredCitation] = {}
    told = []
    for slot, found in zip(stated, spans, strict=True):
        numbers = [_cite(span, slot, texts, cited) for span in found]
        told.append(_told(slot, found[0], numbers, tuple(cited.values())))
    derived = tuple(slot for slot in item.slots if slot.required and slot.derivation is not None)
    return Draft(item, tuple(told), derived, tuple(cited.values()))


def _spans_of(slot: Slot, item: Item, at: int) -> list[Span]:
    """Return the spans that hold a slot: one, of its own group where slots and groups go together; of lists all."""
    groups = item.evidence
    if slot.kind is SlotKind.LIST:
        holding = [group[0] for group in groups if len(lacking(group[0].quote, slot)) < len(slot.items)]
        return holding if not lacking("\n".join(span.quote for span in holding), slot) else []
    own = groups[at : at + 1] if len(groups) == len([one for one in item.slots if one.derivation is None]) else ()
    return [span for group in (*own, *groups) for span in group if states(span.quote, slot)][:1]


def _cite(span: Span, slot: Slot, texts: Texts, cited: dict[tuple[str, int, int], StoredCitation]) -> int:
    start, end = span.reach if span.reach[1] - span.reach[0] <= _LONGEST_QUOTE else (span.start, span.end)
    if (span.report, start, end) not in cited:
        cited[span.report, start, end] = StoredCitation(
            n=len(cited) + 1,
            report_id=span.report,
            report=f"{slot.place or ''}{slot.year or ''}年法治政府建设报告",
            place=slot.place,
            year=slot.year,
            start=start,
            end=end,
            quote=texts[span.report][start:end],
        )
    return cited[span.report, start, end].n


def _told(slot: Slot, span: Span, numbers: list[int], cited: tuple[StoredCitation, ...]) -> Told:
    if slot.kind is SlotKind.LIST:
        quotes = "".join(plain(one.quote) for one in cited)
        items = tuple(next((word for word in item if plain(word) in quotes), item[0]) for item in slot.items)
        return Told(slot, "、".join(items), "", numbers[0], items)
    quote = plain(span.quote)
    words = written(quote, slot)
    found = re.search(rf"(?<![\d.]){re.escape(words)}", quote)
    return Told(slot, words, quote[: found.start()] if found else "", numbers[0])


def written(text: str, slot: Slot) -> str:
    """Return a slot's value in the words in which `text`, a plain one, has it; its canonical form where it has not."""
    known = [plain(wording) for wording in sorted(slot.wordings, key=len, reverse=True)]
    found = next((wording for wording in known if wording in text), "")
    if found or slot.kind not in NUMERIC:
        return found or slot.wordings[0]
    unit = re.escape(plain(slot.unit))
    shapes = (rf"{number}[余多几]?[万亿]*[余多几]?个?{unit}" for number in _shapes(slot))
    return next((match[0] for shape in shapes if (match := re.search(rf"(?<![\d.]){shape}", text))), slot.wordings[0])


def _shapes(slot: Slot) -> Iterator[str]:
    """Yield how a value's digits may be written, before 万 and 亿 as without."""
    for power in (0, 4, 8):
        yield re.escape(f"{abs(slot.number).scaleb(-power).normalize():f}") + "0*"


def _answer(draft: Draft, text: str, state: State) -> StoredAnswer:
    figures = tuple(_figure(one) for one in draft.told if one.slot.kind in NUMERIC)
    derived = (_derived(slot) for slot in draft.derived if slot.kind in NUMERIC)
    missing = tuple(_missing(lack) for lack in draft.item.missing) if state is State.PARTIAL else ()
    if missing:
        text = "\n".join((text, *(_said(lack, _PARTIAL) for lack in draft.item.missing)))
    return StoredAnswer(
        state=state, text=text, figures=(*figures, *derived), citations=draft.citations, missing=missing
    )


def _figure(told: Told) -> StoredFigure:
    slot = told.slot
    return StoredFigure(
        raw=told.words,
        value=f"{slot.number:f}",
        unit=slot.unit,
        scope=told.scope or None,
        place=slot.place,
        year=slot.year,
        role=slot.role,
        citation=told.n,
    )


def _derived(slot: Slot) -> StoredFigure:
    return StoredFigure(raw=slot.wordings[0], value=slot.value, unit=slot.unit, role="derived", citation=1)


def _conclusion(draft: Draft) -> str:
    """Return what the derived slots add, in a line of its own."""
    words = {"difference": "两者相差{}。", "highest": "{}更高。", "lowest": "{}更低。"}
    return "".join("\n" + words[_operation(slot)].format(slot.wordings[0].lstrip("-")) for slot in draft.derived)


def _operation(slot: Slot) -> str:
    return slot.derivation.operation if slot.derivation else ""


def _quoted(draft: Draft) -> str:
    """Write the values first, then the sentence that they stand in."""
    return "\n".join(_quoted_line(one, draft) for one in draft.citations)


def _quoted_line(citation: StoredCitation, draft: Draft) -> str:
    values = "，".join(filter(None, (_value(one, citation) for one in draft.told)))
    return f"{values}。{citation.report}：“{' '.join(citation.quote.split())}”[{citation.n}]"


def _value(told: Told, citation: StoredCitation) -> str:
    """Return what of a value a citation holds: of a list its items, else the value with its scope."""
    if told.items:
        return "、".join(item for item in told.items if plain(item) in plain(citation.quote))
    words = f"{told.scope}：{told.words}" if told.scope else told.words
    return words if told.n == citation.n else ""


def _composed(draft: Draft) -> str:
    """Write one sentence with a mark behind each value."""
    return "；".join(f"{one.whose}为{one.words}{_marks(one, draft)}" for one in draft.told) + "。"


def _tabled(draft: Draft) -> str:
    """Write a line for each value, an item of a list being a value."""
    return "\n".join(line for one in draft.told for line in _rows(one, draft))


def _rows(told: Told, draft: Draft) -> Iterator[str]:
    if told.slot.kind is SlotKind.LIST:
        yield from (f"{n}. {item}{_marks(told, draft)}" for n, item in enumerate(told.items, 1))
    else:
        yield f"- {told.whose}：{told.words}{_marks(told, draft)}"


def _paraphrased(draft: Draft) -> str:
    """Keep the words of the clause in which each value stands, with some of one's own around them."""
    return "\n".join(
        f"根据{one.slot.place or ''}的报告，{f'{one.slot.year}年' if one.slot.year else ''}{_scoped_lead(one)}"
        f"{one.words}{_marks(one, draft)}。"
        for one in draft.told
    )


def _scoped_lead(told: Told) -> str:
    clauses = re.split(f"(?<=[{_BOUNDS}])", told.lead)
    lead = clauses[-1] if clauses[-1:] != [""] else ""
    return lead if not told.scope or told.scope in lead else f"{told.scope}方面，{lead}"


def _polite(draft: Draft) -> str:
    """Write as a chat model does, with a word before and one after."""
    lines = "\n".join(f"- **{one.whose}**：{one.words} {_marks(one, draft)}" for one in draft.told)
    premises = [one.value for one in draft.item.forbidden if one.origin is Origin.FALSE_PREMISE]
    denied = f"并不是{premises[0]}，" if premises else ""
    return f"您好！{denied}根据资料库中的报告，您所查询的情况如下：\n{lines}\n以上数据均来自报告原文。"


def _marks(told: Told, draft: Draft) -> str:
    """Return the mark of a value, for a list the marks of all that is cited."""
    numbers: Iterable[int] = (told.n,)
    if told.slot.kind is SlotKind.LIST:
        numbers = (one.n for one in draft.citations)
    return "".join(f"[{n}]" for n in numbers)


STYLES: dict[str, Callable[[Draft], str]] = {
    "quoted": _quoted,
    "composed": _composed,
    "tabled": _tabled,
    "paraphrased": _paraphrased,
    "polite": _polite,
}

_PARTIAL = 0
_ABSTENTIONS: tuple[dict[Reason, str], ...] = (
    {
        Reason.NO_REPORT_OF_PLACE: "库里没有{place}的报告。",
        Reason.NO_REPORT_OF_YEAR: "库里没有{place}{year}的报告。",
        Reason.NO_REPORT_OF_KIND: "库里没有{place}这一类的报告。",
        Reason.NOT_MENTIONED: "{place}{year}的报告没有提到这一项。",
        Reason.OUT_OF_SCOPE: "这不是法治政府建设报告的内容，无法回答。",
    },
    {
        Reason.NO_REPORT_OF_PLACE: "很抱歉，资料库尚未收录{place}的法治政府建设报告，因此无法回答您的问题。",
        Reason.NO_REPORT_OF_YEAR: "很抱歉，资料库尚未收录{place}{year}的报告，因此无法回答您的问题。",
        Reason.NO_REPORT_OF_KIND: "很抱歉，资料库中未收录{place}的此类报告。",
        Reason.NOT_MENTIONED: "我查阅了{place}{year}的报告，其中未提及您问的这项内容，因此不能给出数字。",
        Reason.OUT_OF_SCOPE: "抱歉，这个问题超出了现有报告的范围，我没有资料可以回答。",
    },
    {
        Reason.NO_REPORT_OF_PLACE: "未找到相关数据：没有{place}的报告可供查询。",
        Reason.NO_REPORT_OF_YEAR: "未找到相关数据：缺少{place}{year}的报告。",
        Reason.NO_REPORT_OF_KIND: "未找到相关数据：缺少{place}这类报告。",
        Reason.NOT_MENTIONED: "未找到相关数据：{place}{year}的报告中没有公布。",
        Reason.OUT_OF_SCOPE: "未找到：报告不涉及这方面。",
    },
)


def _abstention(item: Item, words: dict[Reason, str]) -> StoredAnswer:
    text = "".join(words[lack.reason[0]].format(place=lack.place or "", year=_year(lack)) for lack in item.missing)
    return StoredAnswer(state=State.NOT_FOUND, text=text, missing=tuple(map(_missing, item.missing)))


def _said(lack: Lack, variant: int) -> str:
    return _ABSTENTIONS[variant][lack.reason[0]].format(place=lack.place or "", year=_year(lack))


def _year(lack: Lack) -> str:
    return f"{lack.year}年" if lack.year else ""


def _missing(lack: Lack) -> StoredMissing:
    return StoredMissing(place=lack.place, year=lack.year, reason=lack.reason[0])
