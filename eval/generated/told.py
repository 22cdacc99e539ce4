"""Which stretches of a report tell of its own year: no plans, and no look back over five years."""

import re
from collections.abc import Iterator

from eval.generated.source import Source
from rag.types import Kind

_CHAPTER = re.compile(r"(?m)^(?:[一二三四五六七八九十]{1,2}、|第[一二三四五六七八九十]部分)[^\n。]*")
_PLAN = re.compile(r"下一|下步|安排|打算|计划|思路|展望|目标|任务|要求|今后|建议|(?P<year>(?:19|20)\d\d)年")
_LOOKS_BACK = re.compile(r"回顾|情况|成效|进展|完成|举措|成绩|主要做法|过去|存在")
_FIVE_YEARS = re.compile(r"五年|本届政府|十[一二三四]?五[\"”]?(?:时期|期间|以来|[^,。]{0,6}成就)|近几年|[三四]年来")
_THE_YEAR = re.compile(r"一年来|过去一年|过去的一年|这一年|去年|(?:19|20)\d\d年")


def told(source: Source) -> tuple[tuple[int, int], ...]:
    """Return the ranges of a source's normalised text that tell what happened in its year, in order."""
    text = source.shadow.text
    return tuple(line for start, end in _chapters(source) for line in _of_the_year(text, start, end))


def _chapters(source: Source) -> Iterator[tuple[int, int]]:
    """Yield the chapters up to the first of plans; of a 政府工作报告 the one that looks back, and nothing else."""
    text = source.shadow.text
    heads = [*_CHAPTER.finditer(text)]
    edges = [0, *(head.start() for head in heads), len(text)]
    titles = ["", *(head.group() for head in heads)]
    for title, start, end in zip(titles, edges[:-1], edges[1:], strict=True):
        if title and _is_plan(title, source.told_year):
            return
        if _FIVE_YEARS.search(title) and str(source.told_year) not in title:
            continue
        if source.kind is not Kind.GOVERNMENT_WORK or _LOOKS_BACK.search(title):
            yield start, end


def _is_plan(title: str, year: int) -> bool:
    if _LOOKS_BACK.search(title):
        return False
    return any(match["year"] is None or int(match["year"]) > year for match in _PLAN.finditer(title))


def _of_the_year(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the lines of a chapter that are of one year: after 五年来 only what begins with the year again."""
    longer = False
    for match in re.finditer(r"[^\n]+", text[start:end]):
        line = match.group()
        if _FIVE_YEARS.search(line[:40]):
            longer = True
        elif _THE_YEAR.search(line[:14]):
            longer = False
        if not longer and not _FIVE_YEARS.search(line):
            yield start + match.start(), start + match.end()
