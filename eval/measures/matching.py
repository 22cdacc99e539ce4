"""Whether the words right before a value are those of that value in the report, and not of another that is owed too."""

import re
from collections.abc import Iterator

from eval.gold import NUMERIC, Slot
from eval.marks import Case
from eval.tokens import places_of, plain

_APART = re.compile(r"[,。;:、()\d%]")
_OPENING = re.compile(r"^(?:其中|全年|今年|当年|[共已新的和及有])+")
_CLOSING = re.compile(r"(?:达到|超过|[共为达是了约近有])+$")
_LEAST, _TAIL = 2, 4
_BETWEEN = r"[^,。;:、()\d]{0,6}$"


def mislabelled(case: Case, slot: Slot) -> str:
    """Return the words of another value of the unit that stand right before a slot's value in the answer's own words.

    A report that prints 维持17件、撤销1件 has 维持 before 17件; an answer that says 撤销17件 has the wrong words there.
    "" where there are none, or where the values share their words; what is told apart by scope is so by its scope.
    """
    names = {} if slot.scope else _names(case, slot)
    if not names:
        return ""
    ahead = re.compile(f"({'|'.join(map(re.escape, sorted(names, key=len, reverse=True)))}){_BETWEEN}")
    for line in map(plain, case.own.splitlines()):
        for at in places_of(line, slot):
            found = ahead.search(line[:at])
            if found and names[found[1]] != slot.value:
                return found[1]
    return ""


def _names(case: Case, slot: Slot) -> dict[str, str]:
    """Return the words that stand before the values of one unit in the evidence, with whose they are alone."""
    owners: dict[str, set[str]] = {}
    for one in case.item.slots:
        if one.kind in NUMERIC and one.derivation is None and one.unit == slot.unit:
            for name in _leads(case, one):
                owners.setdefault(name, set()).add(one.value)
    own = {name: values.pop() for name, values in owners.items() if len(values) == 1}
    return own if len(set(own.values())) > 1 else {}


def _leads(case: Case, slot: Slot) -> Iterator[str]:
    """Yield what a report says right before a value: all of it, the verb that it begins with, and how it ends."""
    for quote in (plain(span.quote) for group in case.item.evidence for span in group):
        for at in places_of(quote, slot):
            lead = _CLOSING.sub("", _OPENING.sub("", _APART.split(quote[:at])[-1]))
            if len(lead) >= _LEAST:
                yield from {lead, lead[:_LEAST], lead[-_TAIL:]}
