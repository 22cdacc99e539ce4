"""Things that a question lists and asks for all of (维持、撤销和驳回的各几件), each with the words that they share."""

import re
from collections.abc import Sequence

from rag.answering.asked import AskKind, Wanted
from rag.answering.items import part_asked
from rag.answering.shared import MEASURED, all_verbs, says_measure, shared_out
from rag.answering.terms import find_terms
from rag.answering.wording import ask_kinds, bare, quantities, unit_of_measure, units_asked
from rag.language.vocabulary import vocabulary
from rag.library.words import tagged

EACH = re.compile(r"各自|分别|各(?!部门|[级类地项方界种]|单位|乡|区|县|市|镇|街道|机关|条线|行业|成员|执法)")
"""Asks for each of several things."""

_AND = frozenset(("和", "与", "及", "以及", "跟", "还有", "、", "/"))
_QUOTED = re.compile(r"\"[^\"]*\"|《[^》]*》|[(][^)]*[)]")
_LEVELS = re.compile(
    r"(?P<before>.*?)(?P<levels>[省市县区州镇乡村](?:[、和与及][省市县区州镇乡村])+)(?:[两三]?级)(?P<behind>\w*)"
)
_TREND = re.compile(
    r"的?(?:(?:有|发生了)(?:什么|何|哪些|怎样的?))?(?:变化趋势|变化情况|变化|趋势|走势|增减情况|对比|比较)$"
)

_AGAINST = re.compile(r"(?:上一?年|去年|前一?年|同期)?(?:相比|比较|对比|比起来)")


def listed(words: str, setting: str) -> list[Wanted]:
    """Return the things that words list before they ask for all of them, none where they list none.

    `setting` are words before them that belong to each (办结的复议案件里).
    """
    each = EACH.search(words)
    asking = next(iter(quantities(words)), None)
    end = min((mark.start() for mark in (each, asking) if mark), default=len(words))
    head, tail = words[:end], bare(EACH.sub(" ", words[end:]))
    if asking and not find_terms(bare(head)):
        head, tail = tail, ""
    levels = _LEVELS.fullmatch(head.strip())
    items = [] if levels else _items(head, bool(each))
    if levels:
        prefix, own, suffix = levels["before"], conjuncts(levels["levels"]), levels["behind"]
    elif len(items) > 1:
        prefix, own, suffix = shared_out(items)
    else:
        (prefix, own), suffix = _spaced("" if each else head), ""
    if len(own) < 2:
        return []
    kinds = kinds_of(words)
    if kinds and AskKind.FIGURE not in kinds:
        return _parts(own, kinds)
    sure = bool(each) or bool(levels) or (_all_measured(own) and (len(items) > 1 or not prefix))
    context = " ".join(part for part in (setting, prefix, suffix, tail) if part)
    units = _units(own, words)
    if all(unit_of_measure(item) for item in own):
        units, own, sure = [(unit_of_measure(item),) for item in own], [""] * len(own), True
    return [Wanted(word, context, kinds, unit, sure, True) for word, unit in zip(own, units, strict=True)]


def kinds_of(words: str) -> tuple[AskKind, ...]:
    """Return the kinds of answer that an ask calls for: a figure where it asks how many of anything."""
    kinds = ask_kinds(words, bare(words))
    return (AskKind.FIGURE, *kinds) if AskKind.FIGURE not in kinds and quantities(words) else kinds


def conjuncts(words: str) -> list[str]:
    """Cut words at 、 and at conjunctions, those inside quotes and longer words (和解) left alone."""
    quoted = [match.span() for match in _QUOTED.finditer(words)]
    parts, start, at = [], 0, 0
    for token in _tokens(words):
        at = words.index(token, at)
        if token in _AND and not any(a < at < b for a, b in quoted):
            parts.append(words[start:at])
            start = at + len(token)
        at += len(token)
    return [*parts, words[start:]]


def _tokens(words: str) -> list[str]:
    """Return words with the marks that list them."""
    found: list[str] = []
    for stretch in re.split(r"([、/])", words):
        found += [stretch] if stretch in _AND else [word for word, _ in tagged(stretch)]
    return found


def _parts(own: Sequence[str], kinds: tuple[AskKind, ...]) -> list[Wanted]:
    """Return the parts of a report that are asked for together (问题和下一步安排), none where they are not such."""
    parts = {part_asked(item, ()) for item in own}
    if len(parts) < len(own) or None in parts:
        return []
    return [Wanted(item, "", ask_kinds(item, item) or kinds) for item in own]


def _items(head: str, each: bool) -> list[str]:
    """Return what stands side by side in words: between conjunctions, or two words of one make."""
    items = [bare(item) for item in conjuncts(_TREND.sub("", head))]
    if len(items) == 1 and each:
        items = _alike(items[0])
    items = [item for item in items if item]
    if len(items) > 1 and all(unit_of_measure(item[-2:]) and not find_terms(item[:-2]) for item in items[1:]):
        return items
    if any(_AGAINST.match(item) for item in items):
        return []
    return items if all(find_terms(item) and not says_measure(item) for item in items) else []


def _spaced(head: str) -> tuple[str, list[str]]:
    """Return what blanks alone tell apart, behind the matter of all: 信访接待 批次 人次, 劳动争议 受理 结案."""
    parts = [bare(part) for part in head.split()]
    units = [part for part in parts if unit_of_measure(part)]
    if len(units) > 1 and parts[-len(units) :] == units:
        return " ".join(parts[: -len(units)]), units
    if all(MEASURED.search(part) and len(part) > 2 for part in parts):
        return "", parts
    of_one_sort = len({all_verbs([MEASURED.sub("", part)]) for part in parts[1:]}) == 1
    listing = len(parts) > 2 and of_one_sort and all(find_terms(part) for part in parts)
    return (parts[0], parts[1:]) if listing else ("", [])


def _alike(words: str) -> list[str]:
    """Return two words of one make that stand together without a conjunction (案前案中, 一审二审)."""
    last = re.search(r"(?P<one>\w\w)(?P<two>\w\w)$", words)
    if not last or last["one"] == last["two"] or not any(a == b for a, b in zip(last["one"], last["two"], strict=True)):
        return [words]
    return [words[: last.end("one")], last["two"]]


def _all_measured(own: Sequence[str]) -> bool:
    """Tell whether things listed each name a measure, or are verbs that share one (办理和审结数)."""
    if not MEASURED.search(own[-1]):
        return False
    short = all(len(find_terms(MEASURED.sub("", item))) == 1 for item in own)
    return short or all(MEASURED.search(item) for item in own)


def _units(own: Sequence[str], words: str) -> list[tuple[str, ...]]:
    """Return the units of each thing listed: its own, else those of the next that names some, else the question's."""
    whole = units_asked(words)
    counted = any(len(mark.group().removesuffix("个")) > len("多少") for mark in quantities(words))
    named = [() if counted and not MEASURED.search(word) else units_asked(word) for word in own]
    if len(whole) == len(own) and not any(named):
        return [(unit,) for unit in whole]
    found: list[tuple[str, ...]] = []
    following = whole if not any(named) else ()
    rates = all(f"{word}率" in vocabulary().names for word in own[:-1])
    for word, units in zip(reversed(own), reversed(named), strict=True):
        following = units or (() if MEASURED.search(word) else following)
        found.append(following)
        if units == ("%",) and not rates:  # 受理、审结、调解率 are two counts and a rate
            following = ()
    return found[::-1]
