"""Questions for what share one value is of another (审结的占办理的多少), which a report may leave to be worked out."""

import re
from dataclasses import replace

from rag.answering.asked import AskKind, Question, Wanted
from rag.answering.evidence import Candidate
from rag.answering.extract import find_several
from rag.answering.points import Point, figure_point
from rag.answering.reckon import alike
from rag.answering.shared import all_verbs, shared_out
from rag.answering.terms import find_terms
from rag.answering.wording import bare
from rag.config import Answering
from rag.language.text import normalise

_HOW_MUCH = r"(?:比例|比重|占比|百分比|百分之[几多]?少?|多大比例|多少|几成)"
_TAKES = r"占(?![地用领道有据])(?:了|到)?"
_OF = re.compile(
    rf"(?P<part>[^,。;?!]+?){_TAKES}(?:全部|所有|总)?(?!百分|比|几成|多)(?P<whole>[^,。;?!]+?)的?{_HOW_MUCH}?$"
)
_IN = re.compile(r"(?P<whole>[^,。;?!]+?)(?:里面?|中|当中|之中),?(?P<part>[^,。;?!]+?)(?:所?占)?的?$")
_ENDING = re.compile(rf"(?:{_TAKES}{_HOW_MUCH}?|占比|比例|比重)(?:是|为)?(?:多少|多大|几成)?[呢?!。\s]*$")
_DONE_TO = re.compile(r"(?P<own>[^的]{2,4})的(?P<noun>[^的]{2,})")


def asked_share(question: Question) -> tuple[Wanted, Wanted] | None:
    """Return the part and the whole that a question asks the share of, None where it asks no share of two values."""
    words = question.topic.strip()
    ending = _ENDING.search(normalise(question.text))
    found = _IN.search(_ENDING.sub("", words)) if ending else None
    found = found or _OF.search(words)
    if found is None or question.asks or question.context:
        return None
    part, whole = bare(found["part"]), bare(found["whole"])
    if not find_terms(part) or not find_terms(whole):
        return None
    kinds = (AskKind.FIGURE,)
    if found.re is _IN:
        return Wanted(part, whole, kinds, part=True), Wanted(whole, "", kinds)
    context, first = _shared(part, whole)
    if not all_verbs([whole]):
        return Wanted(first, context, kinds, part=bool(context)), Wanted(whole, "", kinds)
    return Wanted(first, context, kinds, part=True), Wanted(whole, context, kinds, part=True)


def _shared(part: str, whole: str) -> tuple[str, str]:
    """Return what a part's words share with the whole's, and its own (审结 of 审结的复议案件, 复议审结)."""
    done = _DONE_TO.fullmatch(part)
    if done:
        return done["noun"], done["own"]
    prefix, own, _ = shared_out([part, whole])
    return prefix, own[0]


def share_points(asked: tuple[Wanted, Wanted], candidate: Candidate, settings: Answering) -> tuple[Point, ...]:
    """Return the figure of a part and that of its whole, none where a sentence does not give both of them."""
    found = find_several(asked[::-1], candidate, settings)
    if not all(one.chosen for one in found):
        return ()
    whole, part = (one.chosen[0] for one in found)
    assert whole.figure is not None and part.figure is not None
    fits = alike(whole.figure.unit, part.figure.unit) and part.figure.value < whole.figure.value
    if not fits or whole.statement is not part.statement or any(len(one.chosen) > 1 for one in found):
        return ()
    first, second = figure_point(part, settings.quote), figure_point(whole, settings.quote)
    if first.spans != second.spans:
        return first, second
    return (replace(first, figures=(*first.figures, *second.figures)),)
