"""The gate for a model's sentences: stricter than for our own, since a model may say anything. Pure; no model."""

import re
from collections.abc import Collection, Iterator, Sequence

from rag.answering.check import check_line, numbers_in
from rag.language.figures import find_figures, whole_scope
from rag.language.numerals import CHARACTERS
from rag.language.places import find_places
from rag.language.text import normalise
from rag.types import Answer, Citation, CitedFigure, Finding, Role

_STATED = re.compile(r"(.*?)((?:\s*\[\d+\])+)", re.S)
_MARK = re.compile(r"\[(\d+)\]")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?=年)")
_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_NUMERAL = re.compile(rf"[{CHARACTERS}半]+")
_IDIOM = re.compile(r"进一步|统一|一体|一致|一直|一并|一些|一般|同一|之一|其一|十分")
_TELLING = re.compile(
    r"[不未没无非否勿升降增减涨跌高低超最首仅只均皆倍翻]|过半|以上|以下|以内|左右|目标|计划|预计|力争|全部|所有"
)
_LATIN = re.compile(r"[A-Za-z]+")
_CHINESE = re.compile(r"[\u3400-\u9fff]+")
_CLAUSE_END = re.compile(r"[，,；;：:。！？]")
_FILLER = re.compile(
    r"达到了?|其中|分别|此外|同时|另外|方面|情况|根据|报告|显示|指出|提出|主要|包括|以及|并且|还有|存在|如下|[的了为是有在与和]"
)
"""Words that join what is said and say nothing themselves."""
_SAYS_SO = {
    Role.TARGET: re.compile(r"目标|计划|预计|预期|力争|争取|确保|拟|将|要|以上"),
    Role.CHANGE: re.compile(r"[增减升降涨跌多少高低]|变化"),
    Role.PREVIOUS: re.compile(r"上年|去年|上一年|同期"),
}
_OUR_WORDS = 0.6
"""The share of a clause's pairs of characters that its quotes, the question or our own answer have to hold."""
_SCOPE = 0.5


def check_phrasing(sentence: str, answer: Answer) -> tuple[Finding, ...]:
    """Return why a model may not say a sentence of an answer; it has to cite, and each part by what it cites alone."""
    findings = list(check_line(sentence, answer))
    end = 0
    for match in _STATED.finditer(sentence):
        end = match.end()
        marks = {int(mark) for mark in _MARK.findall(match[2])}
        findings += _check_part(match[1], [one for one in answer.citations if one.n in marks], answer)
    if not end or re.search(r"\w", sentence[end:]) or not re.search(r"\w", _MARK.sub("", sentence)):
        findings.append(Finding("marker", sentence, "a part of it cites nothing"))
    return tuple(findings)


def _check_part(part: str, cited: Sequence[Citation], answer: Answer) -> Iterator[Finding]:
    """Check what stands before some marks against the quotes that they name."""
    figures = [one for one in answer.figures if one.citation in {citation.n for citation in cited}]
    plain = _without(_joined(part), [_joined(one.figure.raw) for one in figures if one.figure.role is Role.DERIVED])
    source = "\n".join((*(_joined(one.quote) for one in cited), *_own_lines(answer, cited)))
    names = _names(cited)
    wrong = {
        "mixed": _mixed(plain, cited),
        "number": numbers_in(_YEAR.sub("", plain)) - numbers_in(source) - numbers_in(names),
        "year": set(_YEAR.findall(plain)) - _years(plain, figures, cited),
        "numeral": set(_NUMERAL.findall(_IDIOM.sub("", plain))) - set(_NUMERAL.findall(source + names)),
        "place": {one for one in _places(plain) if one not in source + names},
        "latin": set(_LATIN.findall(plain)) - set(_LATIN.findall(source + names + answer.question)),
        "telling": {word for word in _TELLING.findall(plain) if word not in source + names},
        "order": _disordered(plain, cited),
        "figure": _misstated(plain, figures),
        "words": _added(plain, source + names + answer.question + answer.text),
    }
    for rule, words in wrong.items():
        if words:
            yield Finding(rule, part, f"{'、'.join(sorted(words))} is not borne out by what it cites")


def _own_lines(answer: Answer, cited: Sequence[Citation]) -> list[str]:
    """Return the lines of our own answer that cite nothing but some citations."""
    marks = {citation.n for citation in cited}
    lines = [(line, {int(mark) for mark in _MARK.findall(line)}) for line in answer.text.split("\n")]
    return [_joined(_MARK.sub("", line)) for line, own in lines if own and own <= marks]


def _names(cited: Sequence[Citation]) -> str:
    """Return what the catalogue knows of the cited reports, in words."""
    cards = [citation.card for citation in cited]
    own = [
        f"{card.label} {card.identity.issuer} {''.join(card.identity.place_path)} {card.identity.place}"
        for card in cards
    ]
    return _joined("\n".join(own))


def _mixed(plain: str, cited: Sequence[Citation]) -> set[str]:
    """Return the numbers of a part that cites several reports, since it cannot be told whose each is."""
    reports = {citation.card.id for citation in cited}
    return numbers_in(_YEAR.sub("", plain)) if len(reports) > 1 else set()


def _years(plain: str, figures: Sequence[CitedFigure], cited: Sequence[Citation]) -> set[str]:
    """Return the years that a part may name: those of its figures, where it has some, else those of its reports."""
    said = [one for one in figures if _joined(one.figure.raw) in plain]
    own = {str(one.year) for one in said} or {str(one.card.identity.year) for one in cited}
    return own | {year for one in cited for year in _YEAR.findall(normalise(one.quote))}


def _places(plain: str) -> Iterator[str]:
    return (plain[one.start : one.end] for one in find_places(plain))


def _disordered(plain: str, cited: Sequence[Citation]) -> set[str]:
    """Return the numbers of a part that follow one another otherwise than in the quotes: their subjects may differ."""
    printed = iter(_in_turn(" ".join(_joined(one.quote) for one in cited)))
    return {number for number in _in_turn(plain) if number not in printed}


def _in_turn(text: str) -> list[str]:
    return [number.replace(",", "") for number in _NUMBER.findall(_YEAR.sub("", text))]


def _misstated(plain: str, figures: Sequence[CitedFigure]) -> set[str]:
    """Return the figures of a part that it gives for another role or scope, and the values that do not answer."""
    stated = {_joined(one.figure.raw): one for one in figures if one.figure.role is not Role.DERIVED}
    said = {value: one for value, one in stated.items() if re.search(rf"(?<![\d.]){re.escape(value)}", plain)}
    wrong = {value for value, one in said.items() if not (_is_said_so(one, plain) and _is_of_scope(one, plain))}
    others = {_joined(value.raw) for value in find_figures(plain) if value.unit} - stated.keys()
    return wrong | (others if stated else set())


def _is_said_so(cited: CitedFigure, plain: str) -> bool:
    """Tell whether a figure that is no year's own value is said to be none; one of another year may be said of it."""
    says = _SAYS_SO.get(cited.figure.role)
    return (
        says is None or bool(says.search(plain)) or (cited.figure.role is Role.PREVIOUS and f"{cited.year}年" in plain)
    )


def _is_of_scope(cited: CitedFigure, plain: str) -> bool:
    """Tell whether whom a figure is of, where that is not the whole place, is said beside it."""
    scope = cited.figure.scope or ""
    pairs = _pairs(_joined(scope))
    return whole_scope(scope or None) or not pairs or len(pairs & _pairs(plain)) >= _SCOPE * len(pairs)


def _added(plain: str, known: str) -> set[str]:
    """Return the pairs of characters that nobody gave, of the clauses that have too many for a change of wording."""
    given, added = _pairs(_joined(known)), set()
    for clause in _CLAUSE_END.split(_FILLER.sub(" ", plain)):
        own = _pairs(clause)
        strange = own - given
        if len(strange) > max(1, (1 - _OUR_WORDS) * len(own)):
            added |= strange
    return added


def _pairs(text: str) -> set[str]:
    return {run[at : at + 2] for run in _CHINESE.findall(text) for at in range(len(run) - 1)}


def _without(text: str, values: Collection[str]) -> str:
    for value in values:
        text = text.replace(value, "")
    return text


def _joined(text: str) -> str:
    return normalise("".join(text.split()))
