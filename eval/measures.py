"""What is asked of each answer: pure, a question at a time, without the code that the answer came from."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from eval.answers import StoredAnswer, StoredCitation
from eval.questions import Item
from rag.language.text import normalise
from rag.types import State

Texts = Mapping[str, str]

_LONGEST_QUOTE = 300
_MARK = re.compile(r"\[(\d+)\]")
_NUMBERED_LINE = re.compile(r"^\d{1,3}\.\s", re.MULTILINE)
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Measure:
    """One demand: which questions it is made of, and what an answer's fault against it is, "" where it has none.

    `fault` is given the question, the answer, and the canonical text of each report by its id.
    """

    applies: Callable[[Item], bool]
    fault: Callable[[Item, StoredAnswer, Texts], str]


def holds(text: str, value: str) -> bool:
    """Tell whether `value` stands in `text` as a whole token: 6.6% is not in 96.6%, 3件 not in 13件."""
    plain, wanted = _plain(text), _plain(value)
    before = r"(?<![\d.])" if wanted[:1].isdigit() else ""
    after = r"(?!\.?\d)" if wanted[-1:].isdigit() else ""
    return bool(wanted) and re.search(before + re.escape(wanted) + after, plain) is not None


def _plain(text: str) -> str:
    return _THOUSANDS.sub("", re.sub(r"\s", "", normalise(text)))


def _state(item: Item, answer: StoredAnswer, texts: Texts) -> str:
    return "" if answer.state is item.state else f"it is {answer.state}, not {item.state}"


def _values(item: Item, answer: StoredAnswer, texts: Texts) -> str:
    lacking = [value for value in item.expect if not holds(_MARK.sub("", answer.text), value)]
    return f"its text lacks {'、'.join(lacking)}" if lacking else ""


def _cited(item: Item, answer: StoredAnswer, texts: Texts) -> str:
    """Demand each value in a verbatim quote, of a report of the place and year that the gold names."""
    quotes = [one.quote for one in answer.citations if _is_of(one, item) and _is_slice(one, texts)]
    lacking = [value for value in item.expect if not any(holds(quote, value) for quote in quotes)]
    return f"no citation of the right report holds {'、'.join(lacking)}" if lacking else ""


def _is_of(citation: StoredCitation, item: Item) -> bool:
    return (not item.place or citation.place in item.place) and (not item.year or citation.year in item.year)


def _is_slice(citation: StoredCitation, texts: Texts) -> bool:
    text = texts.get(citation.report_id, "")
    return citation.quote != "" and text[max(citation.start, 0) : citation.end] == citation.quote


def _slices(item: Item, answer: StoredAnswer, texts: Texts) -> str:
    torn = [str(one.n) for one in answer.citations if not _is_slice(one, texts)]
    long = [str(one.n) for one in answer.citations if len(one.quote) > _LONGEST_QUOTE]
    unknown = set(_MARK.findall(answer.text)) - {str(one.n) for one in answer.citations}
    faults = ("is no slice of its report", torn), ("is too long", long), ("is not there", sorted(unknown))
    return "; ".join(f"citation {'、'.join(which)} {what}" for what, which in faults if which)


def _forbidden(item: Item, answer: StoredAnswer, texts: Texts) -> str:
    """Refuse a forbidden value as a figure, and, where the gold is an abstention, anywhere in the text."""
    given = {_plain(figure.raw) for figure in answer.figures}
    given |= {_plain(figure.value + figure.unit) for figure in answer.figures}
    said = answer.text if item.state is State.NOT_FOUND else ""
    found = [value for value in item.forbid if _plain(value) in given or holds(said, value)]
    return f"it gives {'、'.join(found)}" if found else ""


def _reason(item: Item, answer: StoredAnswer, texts: Texts) -> str:
    reasons = [one.reason for one in answer.missing]
    return "" if item.reason in reasons else f"it misses {'、'.join(reasons) or 'nothing'}, not {item.reason}"


def _silence(item: Item, answer: StoredAnswer, texts: Texts) -> str:
    return "it abstains, yet states or cites something" if _abstains_loudly(answer) else ""


def _abstains_loudly(answer: StoredAnswer) -> bool:
    abstains = answer.state in (State.NOT_FOUND, State.UNCLEAR)
    return abstains and bool(answer.figures or answer.citations)


def _numbers(item: Item, answer: StoredAnswer, texts: Texts) -> str:
    """Demand that each number of the text stands in a quote, the question, the catalogue, or a derived figure."""
    known = _numbers_of(item.question, *item.history, *(str(year) for year in item.year))
    for citation in answer.citations:
        quote = citation.quote if _is_slice(citation, texts) else ""
        known |= _numbers_of(quote, citation.report, str(citation.year))
    for missing in answer.missing:
        known |= _numbers_of(str(missing.year), *map(str, missing.have))
    for figure in answer.figures:
        known |= _numbers_of(str(figure.year), figure.raw if figure.role == "derived" else "")
    strange = _numbers_of(_NUMBERED_LINE.sub("", _MARK.sub("", answer.text))) - known
    return f"nothing bears out {'、'.join(sorted(strange))}" if strange else ""


def _numbers_of(*texts: str) -> set[str]:
    return {number for text in texts for number in _NUMBER.findall(_THOUSANDS.sub("", normalise(text)))}


def _always(item: Item) -> bool:
    return True


MEASURES = {
    "state": Measure(_always, _state),
    "values": Measure(lambda item: bool(item.expect), _values),
    "cited": Measure(lambda item: bool(item.expect), _cited),
    "slices": Measure(_always, _slices),
    "forbidden": Measure(lambda item: bool(item.forbid), _forbidden),
    "reason": Measure(lambda item: item.reason is not None, _reason),
    "silence": Measure(_always, _silence),
    "numbers": Measure(_always, _numbers),
}
