"""Questions for all the documents that a government issued: each clause of its report that names one as issued."""

import re
from collections.abc import Iterator

from rag.answering.points import Point
from rag.answering.statements import Reading, Statement
from rag.answering.terms import find_terms
from rag.answering.wording import bare
from rag.language.text import clauses

_ISSUES = r"出台|印发|制定|制订|下发|制发|发布|颁布|颁行|修订|修改|公布"
_SORTS = "实施办法|工作方案|办法|条例|规定|细则|意见|方案|制度|规划|要点|通知|规则|清单|指引"
_WHOLE = "政策性文件|规范性文件|政策文件|制度文件|重要文件|配套文件|文件|政策|规章制度|文件制度"
_ASKED = re.compile(
    rf"(?:{_ISSUES})[^,。;?!]{{0,4}}?(?:哪些|哪几(?:个|部|项|份|件)?|什么|啥)(?:重要|新|主要|相关|有关|配套)?的?(?P<sort>{_SORTS}|{_WHOLE})"
    rf"|(?P<before>{_SORTS}|{_WHOLE})(?:都|共)?(?:{_ISSUES})了?(?:哪些|哪几(?:个|部|项|份|件)?)"
)
_ASKING = re.compile(
    rf"{_ISSUES}|{_WHOLE}|{_SORTS}|哪些|哪几\w?|什么|啥|或者?|和|与|及|都|过|了|有|的|新|重要|主要|相关|有关"
)
_ISSUED = re.compile(rf"(?:{_ISSUES})[^,。;:《的]{{0,16}}《(?:.*》)(?:[(][^)]*[)])?")
_TITLE_END = re.compile(r"[(（][^)）]*[)）]")
_MOST = 20


def issued_points(topic: str, reading: Reading, longest: int) -> tuple[Point, ...]:
    """Return the clauses that name documents as issued, in the report's order; none where a matter is asked about.

    Of a sort that is named (哪些办法) only those whose titles say so are given.
    """
    asked = _ASKED.search(topic)
    if asked is None or any(not term.generic for term in find_terms(bare(_ASKING.sub(" ", topic)))):
        return ()
    sort = asked["sort"] or asked["before"]
    wanted = sort if re.fullmatch(_SORTS, sort) else ""
    known: set[str] = set()
    points = []
    for statement in reading.statements:
        for start, end, titles in _issued(statement):
            new = {title for title in titles if _of_sort(title, wanted)} - known
            if new and end - start <= longest:
                span = reading.quote_span(statement.start + start, statement.start + end)
                points.append(Point(reading, (span,), lead=span))
                known |= new
    return tuple(points[:_MOST])


def _issued(statement: Statement) -> Iterator[tuple[int, int, list[str]]]:
    """Yield the stretch of each clause from its verb to the last title that it issues, with the titles."""
    for start, end in clauses(statement.text):
        found = _ISSUED.search(statement.text, start, end)
        if found:
            yield found.start(), found.end(), re.findall(r"《[^》]+》", found.group())


def _of_sort(title: str, sort: str) -> bool:
    return _TITLE_END.sub("", title.strip("《》")).endswith(sort)
