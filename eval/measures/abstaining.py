"""Whether an answer abstains where it has to, only there, for the right reason, and says nothing else then."""

import re

from eval.answers import StoredMissing
from eval.gold import Lack
from eval.marks import Case, Mark, told, whole
from eval.support import LACKING
from eval.tokens import plain
from rag.types import Reason, State

_OF_EVERY_YEAR = (Reason.NO_REPORT_OF_PLACE, Reason.NO_REPORT_OF_KIND, Reason.OUT_OF_SCOPE)
_YEAR = re.compile(
    r"(?<!\d)(?:19|20)\d\d|\d\d年|[〇零一二三四五六七八九]{2,4}年|[今去前同上当历每]年|上一年度?|本年|以来"
)


def state(case: Case) -> Mark | None:
    """Demand a state that the gold holds for right, and of a whole answer that it does not name a part as missing."""
    given, right = case.answer.state, case.item.state
    if given == State.ANSWERED and given in right and case.answer.missing and not case.item.missing:
        return whole(f"it answers, yet says that {_said(case)} is missing")
    return whole("" if given in right else f"it is {given}, not {' or '.join(right)}")


def reason(case: Case) -> Mark | None:
    """Demand each thing that is missing, with the right reason, place and year, nothing else, and a word of it."""
    right = case.answer.state in case.item.state
    if case.answer.state is State.UNCLEAR and right:
        return None
    passed_over = case.answer.state in (State.ANSWERED, State.UNCLEAR) or not case.item.answerable
    if not right and passed_over:
        return whole(f"it does not say that something is missing: {_wanted(case.item.missing[0])}")
    bare = [lack for lack in case.item.missing if not any(_is(one, lack, case) for one in case.answer.missing)]
    beside = [one for one in case.answer.missing if not any(_is(one, lack, case) for lack in case.item.missing)]
    if not bare and not LACKING.search(plain(case.own)):
        return whole(f"its text does not say that something is missing: {_wanted(case.item.missing[0])}")
    if bare:
        return whole(f"it misses {_said(case)}, not {_wanted(bare[0])}")
    return whole(f"it misses {_said(case)}, more than {_wanted(case.item.missing[0])}" if beside else "")


def _said(case: Case) -> str:
    return "、".join(_told(one.place, one.year, one.reason) for one in case.answer.missing) or "nothing"


def _wanted(lack: Lack) -> str:
    return _told(lack.place, lack.year, " or ".join(lack.reason))


def _told(place: str | None, year: int | None, reason: str) -> str:
    return f"{place or ''}{year or ''} {reason}".strip()


def _is(missing: StoredMissing, lack: Lack, case: Case) -> bool:
    """Tell whether an answer's lack is the gold's; where the gold names no place or year, any is right.

    A year may be left out where it says no less: where there is no report of the place or kind, of whatever year, and
    where the question names none.
    """
    same_place = lack.place is None or missing.place == lack.place
    same_year = lack.year is None or missing.year == lack.year
    every_year = missing.year is None and (missing.reason in _OF_EVERY_YEAR or not _names_a_year(case))
    return missing.reason in lack.reason and same_place and (same_year or every_year)


def _names_a_year(case: Case) -> bool:
    return any(_YEAR.search(plain(words)) for words in (case.item.question, *case.item.history))


def silence(case: Case) -> Mark | None:
    """Demand that an abstention neither gives a figure nor cites."""
    loud = case.abstains and bool(case.answer.figures or case.answer.citations)
    return whole("it abstains, yet states or cites something" if loud else "")


def abstention_precision(case: Case) -> Mark | None:
    """Mark an abstention by whether it is right; answers are not counted."""
    return whole("" if case.answer.state in case.item.state else "it abstains") if case.abstains else None


def abstention_recall(case: Case) -> Mark | None:
    """Mark a question that cannot be answered by whether the answer abstains."""
    return whole("" if case.abstains else "it answers")


def withheld(case: Case) -> Mark | None:
    """Tell whether a question that the library answers is met with an abstention."""
    return told(case.abstains and case.answer.state not in case.item.state, "it abstains")
