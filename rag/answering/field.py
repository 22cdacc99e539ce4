"""A field of work asked for by its name alone (建德2020年行政复议): what the report tells of it, figures first."""

import re
from collections import Counter
from collections.abc import Sequence

from rag.answering.asked import AskKind, Wanted
from rag.answering.parts import Part
from rag.answering.points import Point, quote_range
from rag.answering.statements import Reading, Statement
from rag.answering.terms import DECIDING, find_terms
from rag.answering.wording import units_asked
from rag.config import Answering
from rag.language.text import position
from rag.language.vocabulary import vocabulary
from rag.types import Span

_MOST = 4
_NAMED, _HEADED, _COUNTS = 2, 3, 2
_TOLD = (
    r"(?:(?:办理|办案|工作|开展|落实|推进|执行|完成|整体|总体|具体|基本|相关|有关|主要|方面)*"
    r"(?:情况|概况|怎么样|怎样|如何|咋样|成效|成绩|介绍|进展))"
)
_TELL = "概括|总结|归纳|概述|简述|介绍|说明|说说|讲讲|谈谈|讲|说"
_AROUND = re.compile(
    rf"^(?:(?:{_TELL})(?:一下|下)?)?(?:关于|有关|的)*(?P<field>.+?)(?:工作|领域|方面)?(?:(?:案件|事项)?(?:的|,)?{_TOLD}|(?:的|,)?{_TOLD}?)$"
)
_NAMES_FIELD = re.compile(
    r"(?P<name>[^,;的0-9]{2,}?)(?P<tail>改革|建设|工作|制度|机制|体系|体制|环境|平台|工程|行动|政策|治理|管理|监管|保障|队伍)$"
)
_TELLS = frozenset((AskKind.PROSE,))


def field_asked(wanted: Wanted) -> tuple[str, ...]:
    """Return the words that name the field which an ask is about as a whole, none where it asks for something in it."""
    earlier = not set(wanted.units) <= set(units_asked(wanted.topic))  # units that an earlier question counted in
    if wanted.context or earlier or not _TELLS.issuperset(wanted.kinds):
        return ()
    match = _AROUND.match("".join(wanted.topic.split()))
    return vocabulary().fields.get(match["field"]) or _named(match["field"]) if match else ()


def _named(words: str) -> tuple[str, ...]:
    """Return how words that are no known field may name one by their form (最多跑一次改革), none where they do not."""
    match = _NAMES_FIELD.fullmatch(words)
    telling = match and any(term.weight >= DECIDING for term in find_terms(match["name"]))
    return (words, match["name"]) if match and telling else ()


def field_points(names: Sequence[str], reading: Reading, settings: Answering) -> tuple[Point, ...]:
    """Return the sentences that tell of a field, in the report's order: those of its section, and others with figures.

    What was done comes before problems and plans, which are told where nothing else is; none where none names it.
    """
    told = [(weight, one) for one in reading.statements if _tells(one) and (weight := _weight(names, one))]
    done = [(weight, one) for weight, one in told if one.part in (Part.RESULTS, Part.HEAD)]
    of_it = done or told
    most: Counter[tuple[str, ...]] = Counter()
    for weight, one in of_it:
        most[one.headings] += weight
    home = max(most, key=lambda headings: most[headings], default=())
    kept = [(weight, one) for weight, one in of_it if one.headings == home or weight > _NAMED]
    first = sorted(kept, key=lambda pair: (-pair[0], pair[1].headings != home, pair[1].start))[:_MOST]
    return tuple(
        _point(names, reading, one, settings.quote) for _, one in sorted(first, key=lambda pair: pair[1].start)
    )


def _tells(statement: Statement) -> bool:
    return not statement.opens and not statement.heads


def _weight(names: Sequence[str], statement: Statement) -> int:
    """Return how much a sentence tells of a field: by naming it, by standing under its heading, and by its figures."""
    at = min((at for name in names if (at := position(name, statement.text)) >= 0), default=-1)
    headed = bool(statement.headings) and any(position(name, statement.headings[-1]) >= 0 for name in names)
    if at < 0 and not headed:
        return 0
    counts = any(headed or figure.span.end >= at for figure in statement.figures)
    return _NAMED * (at >= 0) + _HEADED * headed + _COUNTS * counts


def _point(names: Sequence[str], reading: Reading, statement: Statement, longest: int) -> Point:
    at = next((at for name in names if (at := position(name, statement.text)) >= 0), 0)
    start, end = quote_range(statement.text, Span(at, at + 1), longest)
    return Point(reading, (reading.quote_span(statement.start + start, statement.start + end),))
