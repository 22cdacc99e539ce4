"""The stretches of a 政府工作报告: of one year or of several, of what was done or of what is aimed at."""

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.answering.evidence import Ask, Candidate
from rag.answering.parts import Part, asks_next_step, asks_targets
from rag.answering.statements import Reading, Statement
from rag.types import Kind, Role

_FIVE = r"(?:[五5]年|\"?(?:九|十[一二三四五六七]?)五\"?|本届政府|任期)"
_OPENS = r"^(?:各位代表[!,:。]*|回顾|(?:刚刚)?过去的?|[\s\"])*"
_OF_YEARS = re.compile(
    rf"{_OPENS}(?:这|近|今后|未来|到)?{_FIVE}(?!开局|规划|收官)|到20\d\d年|年均|每年|(?:五|5)年(?:来|累计|间|新增)"
)
_OF_ONE_YEAR = re.compile(rf"{_OPENS}(?:20\d\d年(?!以来|至|到|-|前)|[一1]年(?:来|,)|去年|今年|全年|当年)")
_YEARS_HEADED = re.compile(rf"{_FIVE}")
_YEAR_HEADED = re.compile(r"20\d\d年|今年|[一1]年")
_YEARS_ASKED = re.compile(rf"{_FIVE}|年均|每年|累计|到20\d\d年|20(?:30|35)年|远景|近[几三四五]年|规划")


_SPAN_ASKED = re.compile(r"(?:过去|[这近前])(?:的)?[五5]年|\"?(?:九|十[一二三四五六七]?)五\"?(?:期间|时期|以来)")


def stretches(ask: Ask, candidate: Candidate) -> list[Candidate]:
    """Return a report's statements as an ask of a figure wants them, the likeliest stretch first, the widest last.

    What is aimed at comes last for an ask of what was done, and what was done answers none of an aim; what took five
    years answers for one only where nothing else does, and one year never for the whole of five. Other reports are
    asked whole, but for an ask of what was done first without what is aimed at, which they say in the same words.
    """
    words = ask.words
    aims = asks_targets(words) or asks_next_step(words)
    if candidate.reading.card.identity.kind is not Kind.GOVERNMENT_WORK:
        done = tuple(one for one in candidate.statements if not is_ahead(one))
        alone = not aims and ask.part is not Part.PLANS and 0 < len(done) < len(candidate.statements)
        return [replace(candidate, statements=done), candidate] if alone else [candidate]
    of_role = [one for one in candidate.statements if is_ahead(one) is aims]
    long = of_several_years(candidate.reading)
    whole = candidate.span or _SPAN_ASKED.search(words) is not None
    wanted = whole or _YEARS_ASKED.search(words) is not None
    of_span = [one for one in of_role if (one.start in long) is wanted]
    ahead = [] if aims else [one for one in candidate.statements if is_ahead(one)]
    told = [of_span] if whole and of_span else [of_span, of_role, ahead]
    return [replace(candidate, statements=tuple(one)) for one in told if one]


def is_ahead(statement: Statement) -> bool:
    """Tell whether a statement is of what is aimed at: it stands among plans, or its figures are all aims."""
    figures = statement.figures
    return statement.part is Part.PLANS or (bool(figures) and all(one.role is Role.TARGET for one in figures))


def of_several_years(reading: Reading) -> frozenset[int]:
    """Return where statements start that tell of several years at once (这五年, "十四五"时期, 到2030年, 年均)."""
    found = set()
    section, several = "", False
    for statement in reading.statements:
        top = statement.headings[0] if statement.headings else ""
        if top != section:
            section, several = top, _headed(statement.headings)
        if _OF_ONE_YEAR.search(statement.text):
            several = False
        opened = _OF_YEARS.search(statement.text)
        if opened and opened.start() == 0:
            several = True
        if several or opened:
            found.add(statement.start)
    return frozenset(found)


def _headed(headings: Sequence[str]) -> bool:
    """Tell whether a section's heading names several years and no single one."""
    return _YEARS_HEADED.search(headings[0]) is not None and not _YEAR_HEADED.search(headings[0]) if headings else False
