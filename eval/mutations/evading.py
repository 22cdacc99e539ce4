"""Not answering while every right word stands there: denied, hedged, beside a rival, in a report poured out."""

import re
from collections.abc import Iterator

from eval.answers import StoredAnswer, StoredCitation
from eval.gold import NUMERIC, Slot
from eval.mutations.spoiling import Mutation, Setting, outside, own, token
from eval.tokens import counted, plain

_WAYS = {
    "value denied": "不是{}",
    "value bounded": "超过{}",
    "value bounded from above": "不足{}",
    "value blurred": "大概{}",
}
_BOUNDED = re.compile(r"[超逾近余多几约万亿或不低高至可]|左右|以[上下内]|上下")
"""Words beside a value in the evidence that make it a bounded, rounded or denied one there, too."""
_BESIDE = 6
_SENTENCE = re.compile(r"[^。\n]*[^。\n\s][^。\n]*。?")
_LEAST_POURED = 12
_LONGEST = 300


def hedges(setting: Setting) -> Iterator[Mutation]:
    """Yield answers that deny, bound or blur a value wherever their own words tell it."""
    for slot, words in setting.told:
        if slot.derivation or not re.search(token(words), own(setting.answer.text)) or _is_bounded(setting, words):
            continue
        for kind, way in _WAYS.items():
            yield setting.spoilt(kind, text=_retold(setting, words, way.format(words)))


def rivals(setting: Setting) -> Iterator[Mutation]:
    """Yield answers that give beside a value, or as good as it, another number of its unit that stands in the quote."""
    for slot, words in setting.told:
        rival = next(_others(setting, slot), "") if slot.kind in NUMERIC and slot.unit else ""
        if rival and re.search(token(words), own(setting.answer.text)):
            for kind, way in (("rival value beside", "{}，{}"), ("value as one of two", "{}或者{}")):
                yield setting.spoilt(kind, text=_retold(setting, words, way.format(words, rival)))


def _others(setting: Setting, slot: Slot) -> Iterator[str]:
    numbers = [abs(one.number) for one in setting.item.slots if one.kind in NUMERIC]
    reached = {sum(numbers), *(value for a in numbers for b in numbers for value in (abs(a - b), a + b))}
    for citation in setting.answer.citations:
        quote = plain(citation.quote)
        for start, end, value in counted(quote, slot.unit):
            if value not in {*numbers, *reached} and not _BOUNDED.search(quote[start:end]):
                yield quote[start:end]


def _is_bounded(setting: Setting, words: str) -> bool:
    quotes = [plain(one.quote) for one in setting.answer.citations]
    quotes += [plain(span.quote) for group in setting.item.evidence for span in group]
    found = ((quote, match) for quote in quotes for match in re.finditer(token(plain(words)), quote))
    return any(
        _BOUNDED.search(quote[max(match.start() - _BESIDE, 0) : match.end() + _BESIDE]) for quote, match in found
    )


def _retold(setting: Setting, words: str, new: str) -> str:
    """Return the text with a value told anew wherever it stands in the answer's own words."""
    parts = outside(setting.answer.text)
    return "".join(re.sub(token(words), lambda _: new, part) if is_own else part for part, is_own in parts)


def poured_out(setting: Setting) -> Iterator[Mutation]:
    """Yield every sentence of the report quoted and cited, alone and behind the answer."""
    item, answer = setting.item, setting.answer
    reports = [span.report for group in item.evidence for span in group[:1]]
    if not item.answerable or not reports or not answer.citations:
        return
    first = max(one.n for one in answer.citations) + 1
    cited = list(_sentences(reports[0], setting.texts[reports[0]], first))
    if len(cited) < max(_LEAST_POURED, 4 * max(len(item.evidence), len(item.slots))):
        return
    text = "\n".join(f"“{one.quote.strip()}”[{one.n}]" for one in cited)
    yield Mutation("report poured out", StoredAnswer(state=answer.state, text=text, citations=tuple(cited)))
    yield setting.spoilt(
        "report poured out behind the answer",
        text=f"{answer.text}\n{text}",
        citations=(*answer.citations, *cited),
    )


def _sentences(report: str, text: str, first: int) -> Iterator[StoredCitation]:
    found = (match for match in _SENTENCE.finditer(text) if match.end() - match.start() <= _LONGEST)
    for n, match in enumerate(found, first):
        yield StoredCitation(n=n, report_id=report, start=match.start(), end=match.end(), quote=match[0])
