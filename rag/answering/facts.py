"""What a report says of itself: its document number, its dates, who issued it."""

import re
from collections.abc import Sequence

from rag.answering.points import Point
from rag.answering.statements import Reading
from rag.answering.terms import DECIDING, find_terms
from rag.language.text import normalise
from rag.types import AskKind, Question

_ABOUT_ITSELF = re.compile(
    r"文号|发文字号|文件号|发布|成文|印发|落款|公布|公开|署名|发文|出具|报告|时间|日期|单位|机关|机构|document|number|issued|published"
)


def fact_points(question: Question, readings: Sequence[Reading]) -> tuple[Point, ...]:
    """Return where a report gives its own number, date or issuer, if that and nothing else is asked."""
    if not _about_the_report(question):
        return ()
    for reading in readings:
        wanted = _wanted(question, reading)
        for words in wanted:
            at = reading.shadow.text.find(normalise(words))
            if at >= 0:
                return (Point(reading, (reading.quote_span(at, at + len(normalise(words))),)),)
    return ()


def _about_the_report(question: Question) -> bool:
    asked = {AskKind.DOCUMENT_NUMBER, AskKind.DATE, AskKind.NAME} & set(question.kinds)
    if not asked or AskKind.FIGURE in question.kinds:
        return False
    return all(_ABOUT_ITSELF.search(term.word) for term in find_terms(question.topic) if term.weight >= DECIDING)


def _wanted(question: Question, reading: Reading) -> list[str]:
    identity = reading.card.identity
    if AskKind.DOCUMENT_NUMBER in question.kinds:
        return [identity.document_number] if identity.document_number else []
    if AskKind.DATE in question.kinds:
        return _date_forms(identity.published)
    return [identity.issuer] if identity.issuer else []


def _date_forms(published: str | None) -> list[str]:
    """Return the ways in which a report may print an ISO date."""
    if not published:
        return []
    year, month, day = published.split("-")
    return [published, f"{year}年{int(month)}月{int(day)}日", f"{year}/{month}/{day}", f"{year}.{month}.{day}"]
