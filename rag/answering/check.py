"""The gate that every answer passes: what it says must stand in what it cites. Pure; no model, no library."""

import re
from collections.abc import Collection, Mapping

from rag.answering.counting import number_of
from rag.answering.reckon import follows
from rag.language.figures import find_figures
from rag.language.text import normalise
from rag.types import Answer, Citation, Figure, Finding, Role, State

_ITEM = re.compile(r"^\d{1,3}\. ")
_MARK = re.compile(r"\[(\d+)\]")
_QUOTED = re.compile(r"“(.*)”")
_NUMBER = re.compile(r"\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")


def check_answer(answer: Answer, texts: Mapping[str, str]) -> tuple[Finding, ...]:
    """Return what an answer may not say: its `words` are the whole line, or the quote, that has to go.

    `texts` maps the id of each cited report to its canonical text.
    """
    findings = [*_check_quotes(answer.citations, texts), *_check_figures(answer)]
    if answer.state in (State.ANSWERED, State.PARTIAL):
        for line in answer.text.split("\n"):
            findings += check_line(line, answer)
    elif answer.citations or answer.figures:
        findings.append(Finding("abstention", answer.text, "an abstention cites and states nothing"))
    return tuple(findings)


def numbers_in(text: str) -> set[str]:
    """Return the whole numbers of a text as written, commas of thousands left out; 6.6 is not in 96.6."""
    return {match.group().replace(",", "") for match in _NUMBER.finditer(normalise(text))}


def _check_quotes(citations: tuple[Citation, ...], texts: Mapping[str, str]) -> list[Finding]:
    return [
        Finding("quote", citation.quote, "the quote is not what stands at its offsets")
        for citation in citations
        if citation.span.of(texts.get(citation.card.id, "")) != citation.quote or not citation.quote
    ]


def _check_figures(answer: Answer) -> list[Finding]:
    quotes = {citation.n: normalise(citation.quote) for citation in answer.citations}
    findings = []
    for cited in answer.figures:
        quote = quotes.get(cited.citation, "")
        figure = cited.figure
        if figure.role is Role.DERIVED:
            if not (follows(figure, _stated(answer)) or _counts(figure, answer.citations)):
                findings.append(Finding("derived", figure.raw, "it is not what two of the cited figures come to"))
        elif normalise(figure.raw) not in quote or not numbers_in(figure.raw) <= numbers_in(quote):
            findings.append(Finding("figure", figure.raw, "the figure does not stand in its citation"))
    return findings


def check_line(line: str, answer: Answer) -> list[Finding]:
    """Check that a line's marks are citations, and that its numbers stand in them or are the scope's or catalogue's."""
    marks = {int(mark) for mark in _MARK.findall(line)}
    cited = [citation for citation in answer.citations if citation.n in marks]
    if len(cited) < len(marks):
        return [Finding("marker", line, "it cites what is not among the citations")]
    reckoned = _reckoned(answer, marks)
    allowed = _known_numbers(answer) | {number for raw in reckoned for number in numbers_in(raw)}
    for citation in cited:
        allowed |= numbers_in(citation.quote)
    strange = numbers_in(_MARK.sub("", _ITEM.sub("", line))) - allowed
    if strange:
        return [Finding("number", line, f"{'、'.join(sorted(strange))} stands in no cited slice")]
    return _check_words(line, cited, {normalise(raw) for raw in reckoned})


def _stated(answer: Answer, marks: Collection[int] | None = None) -> list[Figure]:
    """Return the figures that stand in an answer's citations, or in those of some marks."""
    cited = [one for one in answer.figures if marks is None or one.citation in marks]
    return [one.figure for one in cited if one.figure.role is not Role.DERIVED]


def _reckoned(answer: Answer, marks: Collection[int]) -> set[str]:
    """Return the derived figures, as printed, that follow from what a line cites."""
    stated = _stated(answer, marks)
    derived = [one.figure for one in answer.figures if one.figure.role is Role.DERIVED]
    cited = [one for one in answer.citations if one.n in marks]
    return {figure.raw for figure in derived if follows(figure, stated) or _counts(figure, cited)}


def _counts(figure: Figure, cited: Collection[Citation]) -> bool:
    """Tell whether a derived figure is how many reports, or places, are cited."""
    reports = {citation.card.id for citation in cited}
    places = {citation.card.identity.place_path or citation.card.id for citation in cited}
    return figure in (number_of(len(reports), True), number_of(len(places), False))


def _check_words(line: str, cited: list[Citation], derived: set[str]) -> list[Finding]:
    """Check that the words in quotation marks are a cited slice's, and that a value outside them has its unit there."""
    slices = [_joined(citation.quote) for citation in cited]
    plain = _MARK.sub("", _ITEM.sub("", line))
    for citation in cited:
        plain = plain.replace(citation.card.label, "")
    quoted = _QUOTED.search(plain)
    if quoted and not any(_joined(quoted[1]) in one for one in slices):
        return [Finding("words", line, "the words in quotation marks are not those of a cited slice")]
    values = {figure.raw for figure in find_figures(_joined(_QUOTED.sub("", plain))) if figure.unit}
    strange = {raw for raw in values - derived if not any(raw in one for one in slices)}
    return [Finding("unit", line, f"{'、'.join(sorted(strange))} stands in no cited slice")] if strange else []


def _joined(text: str) -> str:
    return normalise("".join(text.split()))


def _known_numbers(answer: Answer) -> set[str]:
    """Return the numbers that the scope and the catalogue give: years, titles, what there is instead."""
    known: set[str] = set()
    for citation in answer.citations:
        known |= {str(citation.card.identity.year)} | numbers_in(citation.card.label)
    for missing in answer.missing:
        known |= {str(missing.year)} | {number for have in missing.have for number in numbers_in(str(have))}
    for cited in answer.figures:
        known.add(str(cited.year))
    return known
