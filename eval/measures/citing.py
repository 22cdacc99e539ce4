"""Whether what an answer says stands in what it cites, and whether that is what should be cited."""

from collections import Counter
from collections.abc import Iterable, Iterator

from eval.answers import StoredCitation
from eval.catalogue import known_places, of_catalogue
from eval.gold import Slot, SlotKind, Span
from eval.marks import Case, Mark, whole
from eval.measures.comparing import reckoned, risen_or_fallen
from eval.statements import MARK, statements
from eval.support import unsupported
from eval.tokens import holds, states

_LONGEST_QUOTE = 300

Ranges = dict[str, set[int]]
"""Code points by report."""


def slices(case: Case) -> Mark | None:
    """Demand that each citation is a slice of its report, short and marked in the text, and that each mark has one.

    What LongCite and others leave to trust is a hard gate here: the quote stands at its offsets or the answer fails.
    """
    torn = [str(one.n) for one in case.answer.citations if not case.is_slice(one)]
    long = [str(one.n) for one in case.answer.citations if len(one.quote) > _LONGEST_QUOTE]
    counts = Counter(str(one.n) for one in case.answer.citations)
    marks, numbers = set(MARK.findall(case.answer.text)), set(counts)
    faults = (
        ("is no slice of its report", torn),
        ("is too long", long),
        ("is not there", sorted(marks - numbers)),
        ("is there twice", [n for n, count in counts.items() if count > 1]),
        ("is marked nowhere", sorted(numbers - marks)),
    )
    return whole("; ".join(f"citation {'、'.join(which)} {what}" for what, which in faults if which))


def cited(case: Case) -> Mark | None:
    """Mark the share of the required values that lie inside a citation of the right report, marked where they are said.

    A derived value has no place in a report; the values that it comes from have.
    """
    slots = [slot for slot in case.item.slots if slot.required and slot.derivation is None]
    if not case.owed or not slots:
        return None
    bare = [slot for slot in slots if not _is_cited(case, slot)]
    fault = "; ".join(f"no citation of the right report holds {_value(slot)} where it is said" for slot in bare)
    return Mark((len(slots) - len(bare)) / len(slots), 1.0, fault)


def _value(slot: Slot) -> str:
    return slot.wordings[0] if slot.value else "、".join(item[0] for item in slot.items)


def _is_cited(case: Case, slot: Slot) -> bool:
    quotes = {one.n: one.quote for one in case.sound if is_of_right_report(one, case, slot)}
    if slot.kind is SlotKind.LIST:
        return all(any(holds(quote, word) for word in item for quote in quotes.values()) for item in slot.items)
    return any(
        states(statement.text, slot) and any(states(quotes[n], slot) for n in statement.marks if n in quotes)
        for statement in statements(case.answer.text)
    )


def is_of_right_report(citation: StoredCitation, case: Case, slot: Slot) -> bool:
    """Tell whether a citation is of a report whose evidence bears a slot out, else of the place and year asked for."""
    bearing = {span.report for span in _spans(case) if states(span.quote, slot)} or case.item.reports
    if bearing:
        return citation.report_id in bearing
    scope = case.item.scope
    return (not scope.place or citation.place in scope.place) and (not scope.year or citation.year in scope.year)


def _spans(case: Case) -> Iterator[Span]:
    return (span for group in case.item.evidence for span in group)


def right_document(case: Case) -> Mark | None:
    """Mark the share of the citations that are of a report in which the evidence stands."""
    if not case.owed:
        return None
    wrong = [one for one in case.answer.citations if one.report_id not in case.item.reports]
    fault = f"it cites {wrong[0].report or wrong[0].report_id[:12]}, where the answer does not stand" if wrong else ""
    cites = len(case.answer.citations)
    return Mark((cites - len(wrong)) / cites if cites else 0.0, 1.0, fault)


def citation_precision(case: Case) -> Mark | None:
    """Mark the share of the characters cited that lie where the evidence allows a citation to reach.

    Blanks do not count, and characters cited twice count once, so that no share exceeds 1 (overlapping passages take
    the figures of LegalBench-RAG, arXiv 2408.10343, above it).
    """
    if not case.owed:
        return None
    given = _characters((one.report_id, one.start, one.end) for one in case.sound)
    allowed = _characters((span.report, *span.reach) for span in _spans(case))
    count = _count(given, case)
    return Mark(_count(_both(given, allowed), case) / count if count else 0.0, 1.0)


def citation_recall(case: Case) -> Mark | None:
    """Mark the share of the characters owed that are cited: of each group of the evidence, its best covered span."""
    if not case.owed:
        return None
    given = _characters((one.report_id, one.start, one.end) for one in case.sound)
    covered = [max(_covered(span, given, case) for span in group) for group in case.item.evidence]
    return Mark(sum(covered) / len(covered), 1.0)


def _covered(span: Span, given: Ranges, case: Case) -> float:
    owed = _characters([(span.report, span.start, span.end)])
    return _count(_both(owed, given), case) / (_count(owed, case) or 1)


def _characters(ranges: Iterable[tuple[str, int, int]]) -> Ranges:
    found: Ranges = {}
    for report, start, end in ranges:
        found.setdefault(report, set()).update(range(start, end))
    return found


def _both(one: Ranges, other: Ranges) -> Ranges:
    return {report: one[report] & other[report] for report in one.keys() & other.keys()}


def _count(ranges: Ranges, case: Case) -> int:
    known = {report: case.texts[report] for report in ranges if report in case.texts}
    return sum(not text[at].isspace() for report, text in known.items() for at in ranges[report])


def unsupported_statements(case: Case) -> Mark | None:
    """Count the statements that nothing cited bears out, and figures as such, of all statements at most."""
    item = case.item
    scope = (f"{place}{year}年" for place in item.scope.place for year in item.scope.year or ("",))
    known = (item.question, *item.history, item.scope.indicator, risen_or_fallen(item), *reckoned(item), *scope)
    found = list(unsupported(case.answer, case.sound, (*known, *of_catalogue(case)), known_places(case)))
    made = max(len(statements(case.answer.text)), 1)
    return Mark(min(len(found), made), made, f"nothing bears out {'; '.join(found)}" if found else "")
