"""Whether an answer abstains where it has to, only there, for the right reason, and says nothing else then."""

from eval.answers import StoredMissing
from eval.gold import Lack
from eval.marks import Case, Mark, told, whole
from eval.support import LACKING
from eval.tokens import plain
from rag.types import State


def state(case: Case) -> Mark | None:
    """Demand a state that the gold holds for right."""
    given, right = case.answer.state, case.item.state
    return whole("" if given in right else f"it is {given}, not {' or '.join(right)}")


def reason(case: Case) -> Mark | None:
    """Demand each thing that is missing, with the right reason and as of the right place and year, and a word of it."""
    if case.answer.state not in case.item.state or (case.item.answerable and not case.owed):
        return (
            None
            if case.item.answerable
            else whole(f"it does not say that something is missing: {_wanted(case.item.missing[0])}")
        )
    if case.answer.state is State.UNCLEAR:
        return None
    bare = [lack for lack in case.item.missing if not any(_is(missing, lack) for missing in case.answer.missing)]
    if not bare and not LACKING.search(plain(case.own)):
        return whole(f"its text does not say that something is missing: {_wanted(case.item.missing[0])}")
    said = "、".join(_told(one.place, one.year, one.reason) for one in case.answer.missing) or "nothing"
    return whole(f"it misses {said}, not {_wanted(bare[0])}" if bare else "")


def _wanted(lack: Lack) -> str:
    return _told(lack.place, lack.year, " or ".join(lack.reason))


def _told(place: str | None, year: int | None, reason: str) -> str:
    return f"{place or ''}{year or ''} {reason}".strip()


def _is(missing: StoredMissing, lack: Lack) -> bool:
    same_place = lack.place is None or missing.place is None or missing.place == lack.place
    same_year = lack.year is None or missing.year is None or missing.year == lack.year
    return missing.reason in lack.reason and same_place and same_year


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
