"""Whether a value is told flatly: not denied, not bounded or blurred, and not as one of two."""

import re
from collections.abc import Iterable, Iterator

from eval.gold import Slot
from eval.tokens import plain, stretches_of

_BEFORE = {
    "denied": r"不(?:会|可能|能)?是|[并绝而]非|不等于|不算|没有?|未(?:能)?",
    "below": r"不(?:足|到|满|及)|[低少小]于|不(?:超过|高于|多于|大于)|接近|将近|(?<![最附邻靠])近|[最至]多|几乎",
    "above": r"不(?:低于|少于|小于|止)|超过?|逾|[高多大]于|至少|起码|最少",
    "about": r"大约|(?<![节预契合违条公签履制])约|大概|大致|或许|也许|可能|估计|差不多",
    "or": r"或者?|要么",
}
_BEHIND = {
    "denied": r"(?:的|这个|这一)?(?:说法|数字|数据|数)?(?:是|并|都|也)?(?:有误|不对|不正确|不准确|错误|错的|不实)",
    "below": r"以下|以内|之内",
    "above": r"以上",
    "about": r"左右|上下",
    "or": r"或者?(?!者)|还是|抑或",
}
_NUMBER_ITSELF = {"above": r"[余多]", "about": r"[几万亿]"}
"""What within a value's own words bounds it (250余名) or says that it is rounded (32.36万平方米)."""
_WINDOW = 12


def _one_of(kinds: dict[str, str]) -> str:
    return "|".join(f"(?P<{name}>{words})" for name, words in kinds.items())


_BETWEEN = "[了为是有的在共计]|达到?|到|增[长加]|减少|下降|降低|上升|提[高升]"
_LEADS = re.compile(rf"(?:{_one_of(_BEFORE)})(?:{_BETWEEN})*$")
_FOLLOWS = re.compile(_one_of(_BEHIND))


def tells(text: str, slot: Slot, evidence: Iterable[str]) -> bool:
    """Tell whether a text gives a slot's value flatly somewhere, or with a word that the evidence has with it too."""
    told = [set(_hedges(plain(text), stretch)) for stretch in _outermost(set(stretches_of(text, slot)))]
    if not all(told):
        return bool(told)
    borne = {
        kind
        for quote in evidence
        for stretch in stretches_of(quote, slot)
        for kind in (*_hedges(plain(quote), stretch), *_itself(plain(quote)[slice(*stretch)]))
    }
    return any(kinds <= borne for kinds in told)


def _outermost(stretches: set[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the stretches that lie in no other: of a name that may be shortened, the whole of it."""
    return [
        one
        for one in stretches
        if not any(other != one and other[0] <= one[0] and one[1] <= other[1] for other in stretches)
    ]


def _hedges(text: str, stretch: tuple[int, int]) -> Iterator[str]:
    """Yield the kinds of the words that stand right before and behind a stretch."""
    start, end = stretch
    for found in (_LEADS.search(text, max(start - _WINDOW, 0), start), _FOLLOWS.match(text, end)):
        if found and found.lastgroup:
            yield found.lastgroup


def _itself(value: str) -> Iterator[str]:
    return (kind for kind, words in _NUMBER_ITSELF.items() if re.search(words, value))
