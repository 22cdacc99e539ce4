"""What a report says of itself: its document number, its dates, who issued it."""

import re

from rag.answering.asked import AskKind, Question
from rag.answering.points import Point, quote_range
from rag.answering.statements import Reading, Statement
from rag.answering.terms import DECIDING, find_terms, match_strength
from rag.language.text import Shadow, normalise, shadow
from rag.types import Span

_ISSUED = re.compile(r"发布|成文|印发|落款|公布|公开|署名|发文|出具|签发|issued|published")
_SIGNED = re.compile(r"落款|署名|签发|成文|写成|签署")
_DATE_LINE = re.compile(
    r"(?:\d{4}|[一二〇零○oO三四五六七八九]{4})年\d{0,2}[一二三四五六七八九十]{0,2}月[\d一二三四五六七八九十]{1,3}日"
)
_TAIL = 12
_NUMBERED = re.compile(
    r"(?:《(?P<title>[^》]+)》|(?P<plain>[^《》,。;:()]{4,40}))[(]?[^《。;,()]{0,8}?(?P<number>[\w]{1,12}〔\d{4}〕\d+号)"
)
_TITLE_SHARE, _LONGEST = 0.6, 160
_ABOUT_ITSELF = re.compile(
    r"文号|发文字号|文件号|发布|成文|印发|落款|公布|公开|署名|落款|签发|发文|出具|报告|时间|日期|号|文件|依据|提到|单位|机关|机构|document|number|issued|published"
)


def fact_points(question: Question, reading: Reading) -> tuple[Point, ...]:
    """Return where a report gives its own number, date or issuer, or the number of a document that it names."""
    if not _about_the_report(question):
        return _numbered_document(question, reading) if AskKind.DOCUMENT_NUMBER in question.kinds else ()
    points = []
    dark = shadow(reading.report.text, reading.report.extract.wrapped)  # a page's rows of date and source are furniture
    for words in _wanted(question, reading, dark):
        at = dark.text.find(normalise(words))
        if at >= 0:
            points.append(Point(reading, (dark.span(at, at + len(normalise(words))),)))
    return tuple(points)


def _numbered_document(question: Question, reading: Reading) -> tuple[Point, ...]:
    """Return the sentence that gives the number of the document whose title holds most of the ask's words."""
    terms = [term for term in find_terms(question.topic) if not _ABOUT_ITSELF.search(term.word)]
    total = sum(term.weight for term in terms) or 1
    found: list[tuple[float, Statement, int]] = []
    for statement in reading.statements:
        for match in _NUMBERED.finditer(statement.text):
            held = sum(term.weight * match_strength(term, match["title"] or match["plain"]) for term in terms)
            found.append((held / total, statement, match.end()))
    if not found or max(found, key=_share)[0] < _TITLE_SHARE:
        return ()
    _, statement, end = max(found, key=_share)
    start, stop = quote_range(statement.text, Span(end - 1, end), _LONGEST)
    return (Point(reading, (reading.quote_span(statement.start + start, statement.start + stop),)),)


def _share(found: tuple[float, Statement, int]) -> float:
    return found[0]


def _about_the_report(question: Question) -> bool:
    asked = {AskKind.DOCUMENT_NUMBER, AskKind.DATE, AskKind.NAME} & set(question.kinds)
    if not asked or AskKind.FIGURE in question.kinds:
        return False
    return all(_ABOUT_ITSELF.search(term.word) for term in find_terms(question.topic) if term.weight >= DECIDING)


def _wanted(question: Question, reading: Reading, dark: Shadow) -> list[str]:
    """Return what is asked of a report's own facts, as it prints them."""
    identity = reading.card.identity
    wanted: list[str | None] = []
    if AskKind.DOCUMENT_NUMBER in question.kinds:
        wanted.append(identity.document_number)
    if AskKind.DATE in question.kinds:
        signed = _signed(reading) if _SIGNED.search(question.text) else []
        forms = signed or _date_forms(identity.published)
        wanted.append(next((form for form in forms if normalise(form) in dark.text), None))
    if AskKind.NAME in question.kinds and _ISSUED.search(question.text):
        wanted.append(identity.issuer)
    return [words for words in wanted if words]


def _signed(reading: Reading) -> list[str]:
    """Return the date below a report's signature: the last line that is a date and nothing else."""
    lines = [statement.text for statement in reading.statements[-_TAIL:] if _DATE_LINE.fullmatch(statement.text)]
    return lines[-1:]


def _date_forms(published: str | None) -> list[str]:
    """Return the ways in which a report may print an ISO date."""
    if not published:
        return []
    year, month, day = published.split("-")
    return [published, f"{year}年{int(month)}月{int(day)}日", f"{year}/{month}/{day}", f"{year}.{month}.{day}"]
