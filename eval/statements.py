"""An answer's text in statements with what they cite, and what in them nothing bears out."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from eval.answers import StoredAnswer, StoredCitation
from eval.tokens import numbers, plain

MARK = re.compile(r"\[(\d{1,3})\]")
_CITED = re.compile(r"(.*?)((?:\s*\[\d{1,3}\])+)[。；，、]?|(.+)", re.DOTALL)
_CLAUSE = re.compile(r"[^,，。;；:：!！?？、()（）\[\]“”\"\n]+")
_NUMBERED = re.compile(r"^\s*\d{1,3}(?:\.\s|、)\s*")
_HAN = re.compile(r"[\u3400-\u9fff]")
_LACKING = re.compile(r"没有|未|无|缺|不")

_LEAST_HAN = 4
_BORNE = 0.5
"""The share of a clause's two-character runs that has to stand in what it cites or in what was known before."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A stretch of an answer's text and the numbers of the citations right behind it."""

    text: str
    marks: tuple[int, ...]


def statements(text: str) -> tuple[Statement, ...]:
    """Return an answer's text line by line, cut behind each run of citation marks."""
    found = []
    for line in text.splitlines():
        for match in _CITED.finditer(_NUMBERED.sub("", line)):
            words = match[1] if match[2] else match[3]
            if words and words.strip():
                found.append(Statement(words.strip(), tuple(int(n) for n in MARK.findall(match[2] or ""))))
    return tuple(found)


def unmarked(text: str) -> str:
    """Return an answer's text without its citation marks."""
    return MARK.sub("", text)


def unsupported(answer: StoredAnswer, sound: Sequence[StoredCitation], known: Sequence[str]) -> Iterator[str]:
    """Yield the statements of an answer that nothing bears out, a word or clause each.

    `sound` are its citations that are slices of their reports, `known` what may be said without a citation: the
    question, and what the library says of its reports. A statement is borne out where its numbers stand in what it
    cites and its clauses share most of their words with it; one without a mark may cite all.
    """
    by_number = {one.n: one for one in sound}
    common = [*known, *_of_catalogue(answer)]
    derived = _derived(answer, sound)
    for statement in statements(answer.text):
        cited = [by_number[n] for n in statement.marks if n in by_number] if statement.marks else list(sound)
        lacks = bool(answer.missing) and not statement.marks and _LACKING.search(statement.text) is not None
        fault = _fault(statement, [*common, *(one.quote for one in cited)], derived, lacks)
        if fault:
            yield fault


def _fault(statement: Statement, support: Sequence[str], derived: set[str], lacks: bool) -> str:
    strange = numbers(statement.text) - numbers("\n".join(support)) - derived
    if strange:
        return "、".join(sorted(strange))
    if lacks:  # what is said to be missing is measured by its reason
        return ""
    runs = set().union(*(_runs(plain(text)) for text in support))
    for match in _CLAUSE.finditer(plain(statement.text)):
        clause = match.group()
        own = _runs(clause)
        if len(_HAN.findall(clause)) >= _LEAST_HAN and len(own & runs) < _BORNE * len(own):
            return clause
    return ""


def _runs(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)}


def _of_catalogue(answer: StoredAnswer) -> Iterator[str]:
    """Yield what the catalogue, and not a report's sentence, says: whose reports these are and what is missing."""
    for citation in answer.citations:
        yield from (citation.report, f"{citation.place}{citation.year}年法治政府建设报告", citation.issuer or "")
        yield from citation.section
    for missing in answer.missing:
        yield from (str(missing.place), str(missing.year), *map(str, missing.have))
    for figure in answer.figures:
        yield from (f"{figure.place}{figure.year}年", figure.scope or "", figure.indicator)


def _derived(answer: StoredAnswer, sound: Sequence[StoredCitation]) -> set[str]:
    """Return the numbers that figures said to be derived give, where they are the difference or sum of cited ones."""
    claimed = {number for one in answer.figures if one.role == "derived" for number in numbers(one.raw)}
    if not claimed:
        return set()
    cited = sorted(float(number) for one in sound for number in numbers(one.quote))
    reached = {round(result, 2) for a, b in combinations(cited, 2) for result in (b - a, a + b)}
    return {number for number in claimed if round(float(number), 2) in reached}
