"""The course of a report: statement by statement, whether it tells of results, of problems or of what is aimed at."""

import re
from collections.abc import Sequence

from rag.answering.parts import Part, admits_problems, goes_on_to_plans, looks_back, part_of, tells_of_the_past
from rag.types import Identity, Kind

_OPENS = r"^(?:各位代表[!,:。]?|同志们[!,:。]?|[\s\"])*"
_AIM = r"(?:目标|要求|思路|考虑|任务)"
_YEAR = r"(?P<year>今年|明年|来年|20\d\d年)"
_SETS_OUT = re.compile(
    rf"{_YEAR},?[^,;。]{{0,16}}(?:发展|工作)的?(?:总体|主要|预期|奋斗|基本|指导|发展|安排)*{_AIM}(?:和[^,;。]{{1,10}})?(?:是|为|:|如下|建议)"
    rf"|对{_YEAR.replace('year', 'other')}(?:的|政府|各项)*工作(?:的|提出|作出?)*(?:如下|以下)?(?:建议|安排|部署)"
)
_YEAR_BEGINS = re.compile(rf"{_OPENS}{_YEAR}(?:是|,?(?:政府工作)?(?:要|将|我们[要将])|,[^,;。]{{0,12}}(?:要|将))")
_PLAN_BEGINS = re.compile(rf"{_OPENS}(?:根据|按照|依据)[^,;。]{{0,50}}规划的?建议")
_INTRODUCES = re.compile("我代表")
_LATER_SECTION = re.compile(r"[二三四五六七八九十]{1,2}、")
_OURS = re.compile(r"我们|政府(?:自身|工作)|工作中|前进|发展中")
_TAKES_UP = re.compile(rf"{_OPENS}(?:对此|对于?这些|为此|针对|面对|我们(?:将|要|一定|必须)|今后|下一?步|回顾|过去)")
_SPEAKS_NOW = ("今年", "明年", "来年")


class Course:
    """Tells the part of each statement of one report, to be asked in the report's order.

    A 政府工作报告 looks back first, and from its first plans on ahead, also under headings that do not say so (四、
    全面加强政府自身建设); the year it looks ahead to is that of its delivery, for other reports the one behind theirs.
    What it admits at the end of its look back, it admits up to the next heading or to what is to be done about it.
    """

    def __init__(self, identity: Identity) -> None:
        self._speech = identity.kind is Kind.GOVERNMENT_WORK
        self._ahead = None if identity.year is None else identity.year + (0 if self._speech else 1)
        self._turned = self._looked_back = False
        self._planned: tuple[str, ...] | None = None
        self._admitting: tuple[str, ...] | None = None

    def part(self, text: str, headings: tuple[str, ...]) -> Part:
        """Return the part that a statement stands in, under its normalised headings from the outermost in."""
        if self._speech and self._looks_ahead(text, headings):
            return Part.PLANS
        if self._planned and headings[:1] == self._planned:
            return Part.PLANS
        part = part_of(headings, self._ahead)
        if self._speech and part in (Part.RESULTS, Part.HEAD) and self._admits(text, headings):
            return Part.PROBLEMS
        if part is Part.PROBLEMS and goes_on_to_plans(text, headings):
            self._planned = headings[:1]
            return Part.PLANS
        return part

    def _admits(self, text: str, headings: tuple[str, ...]) -> bool:
        """Tell whether a work report admits something here, in a sentence that says so or behind one."""
        if admits_problems(text) and _OURS.search(text):
            self._admitting = headings
        elif headings != self._admitting or _TAKES_UP.search(text):
            self._admitting = None
        return self._admitting is not None

    def _looks_ahead(self, text: str, headings: Sequence[str]) -> bool:
        """Tell whether the plans of a work report have begun; a later section that looks back is none of them."""
        back = looks_back(headings)
        self._looked_back = self._looked_back or back
        if not self._turned and not _INTRODUCES.search(text):
            said = self._begins(_YEAR_BEGINS, text) or _PLAN_BEGINS.search(text) is not None
            begins = not back and (said or self._headed_ahead(headings))
            self._turned = begins or self._begins(_SETS_OUT, text)
            return self._turned
        return self._turned and not back

    def _headed_ahead(self, headings: Sequence[str]) -> bool:
        """Tell whether plans stand under some headings: they say so, or the section behind the look back has begun."""
        part = part_of(headings, self._ahead)
        later = bool(headings) and _LATER_SECTION.match(headings[0]) is not None and not tells_of_the_past(headings)
        return part is Part.PLANS or (self._looked_back and later and part is not Part.PROBLEMS)

    def _begins(self, pattern: re.Pattern[str], text: str) -> bool:
        """Tell whether a sentence sets out what is aimed at for the year ahead, not for one that is past."""
        match = pattern.search(text)
        named = next((year for year in match.groups() if year), "") if match else ""
        return named in _SPEAKS_NOW or (named != "" and int(named[:4]) >= (self._ahead or 0))
