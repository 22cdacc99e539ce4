"""A question, with the questions before it, becomes a scope and what is asked inside that scope."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from rag.answering.asked import AskKind, Question, Scope
from rag.answering.asks import is_part_of, leaves_out, split_asks
from rag.answering.items import part_asked
from rag.answering.named import inherit, named_scope
from rag.answering.spelling import Respelt, respell
from rag.answering.terms import find_terms
from rag.answering.wording import (
    ask_kinds,
    asks_change,
    bare,
    compares,
    counted,
    goes_on,
    names_body,
    quantities,
    stated_units,
    units_asked,
    without_claim,
    without_comparison,
)
from rag.language.text import normalise, shadow
from rag.types import Place, ReportCard

_REFERENCES = re.compile(
    r"^(?:那么|那|然后|还有|另外|再|又|[它他她]们?的?|这个|那个|换成|换作|换做|换|改成|如果是|要是|至于|同样|[,、])+|[我本该](?:[省市区县镇乡州旗]|街道)|同期|同年|当年"
)
_STEPS = ((re.compile(r"[上前]一年"), -1), (re.compile(r"(?:次|后一)年"), 1))
_COMPARED_YEARS = re.compile(r"(?:比|较|和|与|跟|同|相比|对比)(?:上一?年|去年|前一?年)|同比")
_CHINESE = re.compile(r"[\u3400-\u9fff]")
_ENGLISH_WORD = re.compile(r"[A-Za-z]{2,}")
_ENGLISH = 3


@dataclass(frozen=True, slots=True)
class Found:
    """What one question names by itself: its scope, the words left without it, and those that carry meaning.

    `asked` keeps the words that ask how many (多少件), which `topic` is without. `cuts` are the ranges of `text` that
    name the scope, `respelt` the words that were mistyped and read as others.
    """

    scope: Scope
    topic: str
    asked: str
    text: str
    cuts: tuple[tuple[int, int], ...] = ()
    respelt: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Turn:
    """What a person asks after what was asked before: a question of a conversation, nothing left out."""

    scope: Scope
    topic: str
    asked: str
    kinds: tuple[AskKind, ...]
    units: tuple[str, ...]
    compare: bool
    context: str = ""
    part: bool = False


def understand(
    text: str, history: Sequence[str], today: date, cards: Sequence[ReportCard], kept: Collection[str] = ()
) -> Question:
    """Return the question with what it leaves out taken from the earlier questions, turn by turn.

    The places of the `cards` are recognised by shorter names than others need. Mistyped words are read as what they
    were meant for, but for those that are `kept`.
    """
    known = {Place(card.identity.place_path) for card in cards if card.identity.place_path}
    turn: Turn | None = None
    for words in (*history, text):
        found = _read(words, today, known, kept)
        if words is text or _CHINESE.search(found.text) or found.scope.places or found.scope.ambiguous:
            turn = _after(turn, found)
    assert turn is not None
    return replace(_question(text, turn), respelt=found.respelt)


def _read(text: str, today: date, known: Collection[Place], kept: Collection[str]) -> Found:
    """Read a question, its mistyped words as what they were meant for."""
    found = _as_typed(text, today, known)
    slips = respell(found.text, found.cuts, {normalise(word) for word in kept})
    if not slips:
        return found
    meant, told = _rewritten(text, slips)
    return replace(_as_typed(meant, today, known), respelt=told)


def _rewritten(text: str, slips: Sequence[Respelt]) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Return a question with its mistyped words replaced, and each of them as it was typed and as it is read."""
    dark = shadow(text)
    told = []
    for slip in reversed(slips):
        span = dark.span(slip.start, slip.end)
        told.append((span.of(text), slip.meant))
        text = text[: span.start] + slip.meant + text[span.end :]
    return text, tuple(dict.fromkeys(reversed(told)))


def _as_typed(text: str, today: date, known: Collection[Place]) -> Found:
    """Find the scope that a question names and cut it out of the question's words."""
    dark = shadow(text)
    words = dark.text
    named = named_scope(text, words, today, known)
    blanks = {at for at in range(1, len(words)) if text[dark.offsets[at - 1] + 1 : dark.offsets[at]].isspace()}
    return Found(
        named.scope, bare(without_claim(_cut(words, named.cuts))), _cut(words, named.cuts, blanks), words, named.cuts
    )


def _cut(words: str, cuts: Sequence[tuple[int, int]], blanks: Collection[int] = ()) -> str:
    """Return words with what names the scope, and what only points back (那, 换成), blanked out.

    A person's own blanks, at `blanks`, are put back: they may stand for grammar (劳动争议 受理 结案).
    """
    marked = (f" {char}" if i in blanks else char for i, char in enumerate(words))
    kept = "".join(" " if any(a <= i < b for a, b in cuts) else char for i, char in enumerate(marked))
    return _REFERENCES.sub(" ", kept.strip()).strip()


def _after(before: Turn | None, found: Found) -> Turn:
    """Return a question as one of a conversation: what it leaves out is that of the turn before."""
    turn = _alone(found)
    if before is None:
        return turn
    turn = replace(turn, scope=inherit(_stepped(found, found.scope, before.scope), before.scope))
    if _COMPARED_YEARS.search(found.text) and not asks_change(found.text) and not _names_anything(found):
        year = turn.scope.years[0] if len(turn.scope.years) == 1 else None
        turn = replace(before, scope=turn.scope, compare=True)
        return turn if year is None else replace(turn, scope=replace(turn.scope, years=(year - 1, year)))
    if not _names_anything(found) and not _names_part(found):
        asked = f"{before.topic} {found.asked}" if turn.units else before.asked
        turn = replace(turn, kinds=turn.kinds or before.kinds, units=turn.units or before.units, asked=asked)
        turn = replace(turn, topic=before.topic, context=before.context, part=before.part)
        return replace(turn, compare=before.compare or turn.compare)
    if not leaves_out(found.asked):
        return turn
    return replace(
        turn,
        kinds=turn.kinds or before.kinds,
        units=_units_after(before, turn, found),
        context=f"{before.context} {before.topic}".strip() if goes_on(found.asked) else before.context or before.topic,
        part=is_part_of(found.asked),
    )


def _units_after(before: Turn, turn: Turn, found: Found) -> tuple[str, ...]:
    """Return the units of an ask that goes on: its own, else those of the ask before; none of a change."""
    if asks_change(found.topic):
        return ()
    own = turn.units if quantities(found.asked) or "%" in turn.units or "元" in turn.units else ()
    return own or before.units or turn.units


def _alone(found: Found) -> Turn:
    """Return a question as it is by itself."""
    kinds = ask_kinds(found.text, found.topic)
    claimed = stated_units(found.asked) if without_claim(found.asked) != found.asked else ()
    units = units_asked(found.text) or claimed
    return Turn(found.scope, found.topic, found.asked, kinds, units, compares(found.text))


def _names_anything(found: Found) -> bool:
    """Tell whether a question asks for something by itself; 那2020年呢 leaves nothing."""
    kinds = ask_kinds(found.text, found.topic)
    terms = find_terms(without_comparison(found.topic))
    return any(not term.generic for term in terms) or part_asked(found.topic, kinds) is not None


def _names_part(found: Found) -> bool:
    """Tell whether a question asks for a part of what was asked before, or for how it changed."""
    return names_body(found.topic) or asks_change(found.topic)


def _stepped(found: Found, scope: Scope, past: Scope) -> Scope:
    """Count 上一年 and 下一年 from the year that was asked about before, not from today."""
    step = next((by for pattern, by in _STEPS if pattern.search(found.text)), 0)
    if _COMPARED_YEARS.search(found.text) or not step or len(past.years) != 1 or len(scope.years) > 1:
        return scope
    return replace(scope, years=(past.years[0] + step,), readings=())


def _question(text: str, turn: Turn) -> Question:
    language, topic = _language(text), turn.topic
    if language == "en" and _CHINESE.search(topic):  # the reports are Chinese, so its Chinese words are what is asked
        topic = re.sub(r"[a-z']+|\s+", " ", topic).strip()
    asks = split_asks(turn.asked) if language == "zh" else ()
    asks = tuple(replace(one, context=f"{turn.context} {one.context}".strip()) for one in asks)
    return Question(
        text=text,
        scope=turn.scope,
        topic=topic,
        context=turn.context,
        kinds=turn.kinds,
        units=turn.units,
        compare=turn.compare,
        language=language,
        asks=asks,
        part=turn.part,
        counted=counted(turn.asked),
    )


def _language(text: str) -> str:
    """Return "en" for an English question, the Chinese names in it notwithstanding, else "zh"."""
    words, chinese = _ENGLISH_WORD.findall(text), _CHINESE.findall(text)
    return "en" if not chinese or (len(words) >= _ENGLISH and len("".join(words)) > len(chinese)) else "zh"
