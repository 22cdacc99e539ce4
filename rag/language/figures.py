"""Figures in a sentence: a number with its unit, what it counts, whom it is said of, its role and its year.

Everything here reads the normalised text (rag.language.text) and gives spans over it.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from rag.language.figure_numbers import find_numbers
from rag.language.figure_roles import is_shared, role_of, year_of
from rag.language.figure_scopes import WHOLE, scopes_of
from rag.types import Figure

_VERB_BEFORE = re.compile(r"(?:达到?|为|是|共计?|约|近|超过|超|突破|有|计|至|到|了|的|高达|累计|合计|分别|各|、)+$")
_NOUN_BEHIND = re.compile(r"[^\W\d]{0,14}")
_LONGEST_INDICATOR = 30
_LEAD_IN = re.compile(r"^(?:\d{4}年(?:度)?|今年以来|今年|全年|其中|截至.*?底|截至目前|以|由|因|共|是|从)+")
_ROW = re.compile(r"[^,;。:!?]*?[^\d.,%](?:(?<=\D)| )-?\d[\d.,]*%?(?: -?\d[\d.,]*%?)*")
_YEARS = re.compile(r"\D*(?:(?:19|20)\d\d\D*)+")
_FROM = re.compile(r"[从由](?:\d{4}年(?:度|底|末)?|上年|去年)?$")
_ONWARD = re.compile(
    r"(?:[^\W\d]{0,4}?)(?:增长|增加|提高|提升|上升|扩大|拓展|下降|降低|减少|压缩|缩短|升|增|降|减)(?:到|至|为)了?(?:\d{4}年(?:度|底|末)?的?|今年的)?"
)
_NO_NOUN = frozenset(("%", "百分点", "‰"))


def find_figures(text: str) -> tuple[Figure, ...]:
    """Return the figures of one sentence of normalised text, in order; dates, ordinals, document numbers left out."""
    return _find_figures(text)


def whole_scope(scope: str | None) -> bool:
    """Tell whether a scope is that of the whole place (全市, or none said), not of a part of it."""
    return scope is None or re.fullmatch(WHOLE, scope) is not None


@lru_cache(maxsize=8192)
def _find_figures(text: str) -> tuple[Figure, ...]:
    row = _ROW.fullmatch(text) is not None and not _YEARS.fullmatch(text)
    numbers = list(find_numbers(text, row))
    figures: list[Figure] = []
    scopes = scopes_of(text, [(number.span, number.unit) for number in numbers])
    for number, scope in zip(numbers, scopes, strict=True):
        start = number.span.start
        figure = Figure(
            span=number.span,
            raw=number.span.of(text),
            value=number.value,
            unit=number.unit,
            approximate=number.approximate,
            role=role_of(text[:start], text[number.span.end : number.span.end + 16], number.unit),
            scope=scope,
            year=year_of(text, start, number.unit),
        )
        figures.append(_told(text, figure, figures))
    return _distributed(text, figures)


def _told(text: str, figure: Figure, before: Sequence[Figure]) -> Figure:
    """Add the indicator; an item of a list (54.5%、43.1%) has the role and the indicator of the item before it.

    What a value went on to (从35件降至22件) is of the same indicator.
    """
    last = before[-1] if before else None
    if last and figure.unit == last.unit and _ONWARD.fullmatch(text[last.span.end : figure.span.start]):
        return replace(figure, indicator=last.indicator)
    if last and figure.unit == last.unit and is_shared(text[last.span.end : figure.span.start]):
        return replace(
            figure, role=last.role, indicator=last.indicator, year=last.year if figure.year is None else figure.year
        )
    return replace(figure, indicator=_indicator(text, figure, last.span.end if last else 0))


def _indicator(text: str, figure: Figure, since: int) -> str:
    """Return what a figure counts, in the words right before it and, for a count, right behind it."""
    start = max(since, max(text.rfind(mark, 0, figure.span.start) for mark in ",;。:") + 1)
    before = _LEAD_IN.sub("", text[start : figure.span.start].lstrip("、和及 )"))
    before = _VERB_BEFORE.sub("", _LEAD_IN.sub("", re.sub(rf"^(?:{WHOLE})", "", before)))
    before, onward = _FROM.sub("", before), _ONWARD.match(text, figure.span.end)
    noun = None if onward or figure.unit in _NO_NOUN else _NOUN_BEHIND.match(text, figure.span.end)
    behind = noun.group() if noun else ""
    return (before + behind)[-_LONGEST_INDICATOR:]


def _distributed(text: str, figures: list[Figure]) -> tuple[Figure, ...]:
    """Give the figures of a list after 分别 each its own subject (汽车、电池产量分别增长54.5%、43.1%)."""
    at = text.find("分别")
    while at >= 0:
        end = next((i for i in range(at, len(text)) if text[i] in ",;。"), len(text))
        after = [i for i, figure in enumerate(figures) if at < figure.span.start < end]
        start = max(text.rfind(mark, 0, at) for mark in ",;。:") + 1
        subjects = [one for one in re.split(r"[、和及与]", _LEAD_IN.sub("", text[start:at])) if one]
        if len(after) > 1 and len(subjects) == len(after):
            verb = figures[after[0]].indicator.partition("分别")[2]
            for i, subject in zip(after, subjects, strict=True):
                figures[i] = replace(figures[i], indicator=(subject + verb)[-_LONGEST_INDICATOR:])
        at = text.find("分别", at + 1)
    return tuple(figures)
