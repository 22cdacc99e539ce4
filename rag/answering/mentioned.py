"""Whether a report mentions something (苏州2021年有没有提到太湖): the first sentences that do, in its own words."""

import re

from rag.answering.asked import Wanted
from rag.answering.points import Point, quote_range
from rag.answering.statements import Reading, Statement
from rag.answering.terms import DECIDING, find_terms, match_strength
from rag.answering.wording import units_asked
from rag.config import Answering
from rag.language.text import position
from rag.language.vocabulary import vocabulary
from rag.types import Span

_MOST, _LEAST = 3, 2
_SURE = 0.9
_WHETHER = r"有没有|有无|是否|是不是|可有|有否"
_SAYS = r"(?:提|谈|讲|说|写|涉)(?:到|及|过|起)|提没提(?:到|及)?|包含|包括"
_WHERE = r"(?:这份|该|此)?的?(?:报告|年报|文件)?(?:里面?|中|内|当中)?"
_ASKED = (
    re.compile(rf"^{_WHERE}(?:{_WHETHER}|提没提)(?:{_SAYS})(?:了|过|到|及)?(?P<matter>[^,;?]+?)(?:的内容)?[吗么呢]?$"),
    re.compile(
        rf"^{_WHERE}(?:{_SAYS})(?:了|过)?(?P<matter>[^,;?的][^,;?]+?)(?:的内容)?(?:了|过)?(?:没有|没|吗|么|与否)$"
    ),
    re.compile(rf"^(?P<matter>[^,;?]+?)(?:在?{_WHERE})(?:{_WHETHER})(?:被|有)?(?:{_SAYS})(?:了|过)?[吗么呢]?$"),
)
_STATED = re.compile(rf"^{_WHERE}[提谈讲说写](?:到|及|过|起)了?(?P<matter>[^,;?的][^,;?]+?)(?:的内容)?了?$")
_ASKS_ELSE = re.compile(r"什么|[哪谁啥]|如何|怎|几|多少")
_AROUND = re.compile(r"^[的\"《]+|[\"》]+$")


def mention_asked(wanted: Wanted) -> str:
    """Return the matter of which an ask only wants to know whether a report mentions it, "" where it asks else."""
    words = "".join(wanted.topic.split()).rstrip("?")
    found = next((match for pattern in _ASKED if (match := pattern.match(words))), None)
    if not found and not wanted.kinds and not wanted.units:
        found = _STATED.match(words)
    matter = _AROUND.sub("", found["matter"]) if found else ""
    if not set(wanted.units) <= set(units_asked(wanted.topic)):  # 有没有提到培训了多少人 asks how many
        return ""
    return "" if len(matter) < _LEAST or _ASKS_ELSE.search(matter) else matter


def mention_points(matter: str, reading: Reading, settings: Answering) -> tuple[Point, ...]:
    """Return the first sentences that name a matter, else name it otherwise, else hold all its words; none if none."""
    telling = [one for one in reading.statements if not one.opens]
    terms = [term for term in find_terms(matter) if term.weight >= DECIDING]
    others = vocabulary().names.get(matter, ())
    naming = (
        [one for one in telling if position(matter, one.text) >= 0]
        or [one for one in telling if any(position(name, one.text) >= 0 for name in others)]
        or [one for one in telling if len(terms) > 1 and all(match_strength(term, one.text) >= _SURE for term in terms)]
    )
    return tuple(_point(reading, one, settings.quote) for one in naming[:_MOST])


def _point(reading: Reading, statement: Statement, longest: int) -> Point:
    start, end = quote_range(statement.text, Span(0, 1), longest)
    return Point(reading, (reading.quote_span(statement.start + start, statement.start + end),))
