"""The items of a part of a report: its problems, its plans, its measures, each with its leading sentence."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from rag.answering.asked import AskKind
from rag.answering.parts import (
    Part,
    admits_problems,
    asks_measures,
    asks_plans,
    asks_problems,
    names_part,
    without_part,
)
from rag.answering.points import Point
from rag.answering.statements import Reading, Statement
from rag.answering.terms import Term, find_terms, match_strength
from rag.config import Answering
from rag.language.text import sentences

_SIGNATURE = re.compile(
    r"[\u4e00-\u9fff()]{2,24}(?:政府|办事处|委员会|管委会|局|厅|委|办公室)|\d{4}年\d{1,2}月\d{1,2}日"
)
_MOST_ADMISSIONS = 5
_MATTER = 0.7
_MOST_ITEMS = 12
_ITEM_SHARE, _NEAR_BEST = 0.5, 0.8


def part_asked(topic: str, kinds: Sequence[AskKind]) -> Part | None:
    """Return the part of a report that an ask is about as a whole, None where it is about a matter in it."""
    if asks_problems(topic) and AskKind.FIGURE not in kinds:
        return Part.PROBLEMS
    if asks_plans(topic):
        return Part.PLANS
    if asks_measures(topic) and not _matter(topic, Part.RESULTS):
        return Part.RESULTS
    return None


def item_points(topic: str, part: Part, reading: Reading, settings: Answering) -> tuple[Point, ...]:
    """Return the items of a part, those on the topic's matter where it names one, in the report's order."""
    matter = _matter(topic, part)
    items = _items(reading, part) or (_admissions(reading) if part is Part.PROBLEMS else [])
    if matter:
        return tuple(_on_matter(reading, items, matter, settings.quote))
    return tuple(_point(reading, item, settings.quote) for item in items[:_MOST_ITEMS])


def _matter(topic: str, part: Part) -> tuple[Term, ...]:
    """Return the words of a topic that name a matter, beside those that name the part."""
    left = find_terms(without_part(topic, part))
    return tuple(term for term in left if term.weight >= _MATTER and not names_part(term.word, part))


def _items(reading: Reading, part: Part) -> list[list[Statement]]:
    """Return a part's statements by item: the headings one level below the part's own, else sentence by sentence."""
    inside = [s for s in reading.statements if s.part is part and not _SIGNATURE.fullmatch(s.text)]
    depth = min((len(statement.headings) for statement in inside), default=0)
    below = [statement for statement in inside if len(statement.headings) > depth]
    if below:
        return [list(group) for _, group in groupby(below, key=lambda statement: statement.headings[: depth + 1])]
    return [[statement] for statement in inside if not statement.opens]


def _admissions(reading: Reading) -> list[list[Statement]]:
    """Return the sentences that admit problems in a report without a section on them."""
    admitted = [s for s in reading.statements if admits_problems(s.text) and not s.opens]
    return [[statement] for statement in admitted[:_MOST_ADMISSIONS]]


def _on_matter(
    reading: Reading, items: Sequence[list[Statement]], matter: tuple[Term, ...], longest: int
) -> list[Point]:
    """Return the items that are on a matter, each whole as far as it may be quoted, or by its own items."""
    shares = [_share(matter, item) for item in items]
    least = max(_ITEM_SHARE, max(shares, default=0) * _NEAR_BEST)
    points = []
    for item, share in zip(items, shares, strict=True):
        if share >= least:
            parts = [list(group) for _, group in groupby(item, key=lambda statement: statement.headings)]
            points += [replace(_point(reading, part, longest), lead=None) for part in parts]
    return points[:_MOST_ITEMS]


def _share(matter: tuple[Term, ...], item: Sequence[Statement]) -> float:
    text = "".join(statement.text for statement in item)
    return sum(term.weight * match_strength(term, text) for term in matter) / sum(term.weight for term in matter)


def _point(reading: Reading, item: Sequence[Statement], longest: int) -> Point:
    """Return an item as its leading sentence, cited with as many whole sentences after it as may be quoted."""
    first = item[0]
    lead_end = next(end for _, end in sentences(first.text))
    end = first.start + lead_end
    for statement in item:
        if statement.end - first.start > longest or statement.headings != first.headings:
            break
        end = max(end, statement.end)
    end = min(end, first.start + longest)
    span = reading.quote_span(first.start, end)
    lead = reading.quote_span(first.start, first.start + min(lead_end, longest))
    return Point(reading, (span,), lead=lead)
