"""Whether an answer is as short as it can be told: a report poured out holds every value, and answers nothing."""

from eval.gold import SlotKind
from eval.marks import Case, Mark, whole

_LONGEST = 300
"""The characters in which a fact is answered."""
_SPARE = 1
_IN_WORDS = (SlotKind.LIST, SlotKind.PROSE)


def brief(case: Case) -> Mark | None:
    """Demand at most 300 characters for each value or lack that is owed, and few citations that are not.

    Of prose and lists the evidence says how long they are: what is cited may be twice as much, or 300 characters more.
    """
    item = case.item
    parts = max(len([slot for slot in item.slots if slot.required]) + len(item.missing), 1)
    groups = max(len(item.evidence), parts)
    allowed = sum(max(span.reach[1] - span.reach[0] for span in group) for group in item.evidence)
    wordy = any(slot.kind in _IN_WORDS for slot in item.slots)
    reach = max(2 * allowed, allowed + _LONGEST) if wordy else parts * _LONGEST
    longest = reach + _LONGEST if wordy else reach
    cited = sum(max(one.end - one.start, 0) for one in case.answer.citations)
    length, cites = len(case.answer.text), len(case.answer.citations)
    faults = (
        f"it is {length} characters long, more than {longest}" if length > longest else "",
        f"it cites {cites} times, for {groups} things that are asked" if cites > 2 * groups + _SPARE else "",
        f"it cites {cited} characters, more than {reach}" if cited > reach else "",
    )
    return whole("; ".join(filter(None, faults)))
