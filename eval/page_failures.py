"""The failures of a scorecard as its page shows them: what was told apart from what was quoted, and why it is wrong."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from eval.failures import Stands
from eval.labels import cause_in_chinese, in_chinese, state_and_text
from eval.statements import quoted
from rag.types import Role

Row = Mapping[str, Any]
Pieces = list[tuple[str, str]]
"""A text in pieces, each with how it is marked: as a value told, quoted or forbidden, or "" where it is none."""

_HAS_DIGIT = re.compile(r"\d")
_AROUND = 16
"""How many characters are shown around what an overlay edited."""
_EXCERPT = 60


def drawn(failures: Sequence[Row]) -> list[dict[str, Any]]:
    """Return failures ready to be drawn, in order, each with an `anchor` that no other part of the page has."""
    return [_failure(failure, f"f{number}") for number, failure in enumerate(failures, 1)]


def by_cause(causes: Mapping[str, int], failures: Sequence[Row]) -> list[dict[str, Any]]:
    """Return the causes of a card in order, each with the failures that it is a cause of."""
    return [
        {"name": name, "n": n, "failures": [one for one in failures if name in one["causes"]]}
        for name, n in causes.items()
    ]


def whys(causes: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """Return each measure at fault as (name, what that means in Chinese, the fault in English)."""
    return [(name, cause_in_chinese(name), fault) for name, fault in causes.items()]


def _failure(failure: Row, anchor: str) -> dict[str, Any]:
    state, text = state_and_text(failure["got"])
    slots = failure["slots"]
    values = [value for slot in slots for value in _values(slot)]
    wrong = [one["value"] for one in failure["forbidden"] if one["value"] not in values]
    pattern = _pattern(values, wrong)
    return {
        **failure,
        "anchor": anchor,
        "state": state,
        "text": list(_told(text, pattern)),
        "owed": [row for slot in slots for row in _owed(slot)],
        "lacks": [_lack(one) for one in failure["lacks"]],
        "figures": [_figure(one, pattern) for one in failure["figures"]],
        "whys": whys(failure["causes"]),
        "overlay": [_change(one) for one in failure["overlay"]],
        "sources": [{**one, "text": _cut(one["text"], pattern, Stands.QUOTED)} for one in failure["sources"]],
    }


def _values(slot: Row) -> list[str]:
    return [item["value"] for item in slot["items"]] or [slot["value"]]


def _owed(slot: Row) -> list[dict[str, Any]]:
    """Return a row for a value that is owed, or for each item of a list, with whose it is."""
    year = f"{slot['year']}年" if slot["year"] else ""
    scope = "或".join(slot["scope"])
    label = "" if slot["label"] in (slot["place"], scope) else slot["label"]
    parts = (label, f"{slot['place'] or ''}{year}", scope and f"口径 {scope}", _derived(slot["derived"]))
    whose = " · ".join(filter(None, parts))
    rows = slot["items"] or [slot]
    return [{"value": row["value"], "stands": row["stands"], "of": "" if at else whose} for at, row in enumerate(rows)]


def _derived(derived: Row | None) -> str:
    if derived is None:
        return ""
    if derived["operation"] == "difference":
        return " − ".join(derived["of"])
    return f"{'、'.join(derived['of'])}中{'最高' if derived['operation'] == 'highest' else '最低'}者"


def _lack(lack: Row) -> dict[str, Any]:
    year = f"{lack['year']}年" if lack["year"] else ""
    return {"reasons": lack["reason"], "of": f"{lack['place'] or ''}{year}"}


def _figure(figure: Row, pattern: re.Pattern[str]) -> dict[str, Any]:
    return {"raw": _cut(figure["raw"], pattern, Stands.TOLD), "of": _of_figure(figure), "owed": figure["owed"]}


def _of_figure(figure: Row) -> str:
    year = f"{figure['year']}年" if figure["year"] else ""
    scope = f"口径 {figure['scope']}" if figure["scope"] else ""
    role = "" if figure["role"] == Role.ACTUAL else in_chinese(figure["role"])
    return " · ".join(filter(None, (f"{figure['place'] or ''}{year}", figure["indicator"], scope, role)))


def _change(change: Row) -> dict[str, Any]:
    """Return what an overlay did, an edit cut down to what differs and a few characters around it."""
    was, now = change["was"], change["now"]
    if change["change"] != "edited":
        start = now[:_EXCERPT] + ("…" if len(now) > _EXCERPT else "")
        return {**change, "length": len(now), "now": " ".join(start.split())}
    before = _shared(was, now)
    was, now = was[len(before) :], now[len(before) :]
    behind = _shared(was[::-1], now[::-1])[::-1]
    was, now = was.removesuffix(behind), now.removesuffix(behind)
    return {**change, "before": before[-_AROUND:], "was": was, "now": now, "behind": behind[:_AROUND]}


def _shared(one: str, other: str) -> str:
    """Return what two texts begin with alike."""
    return one[: next((at for at, pair in enumerate(zip(one, other, strict=False)) if len(set(pair)) > 1), len(one))]


def _told(text: str, pattern: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    """Yield an answer's text in pieces, a value being quoted where it stands within a quotation."""
    begin = 0
    for start, end in quoted(text):
        yield from _cut(text[begin:start], pattern, Stands.TOLD)
        yield from _cut(text[start:end], pattern, Stands.QUOTED)
        begin = end
    yield from _cut(text[begin:], pattern, Stands.TOLD)


def _cut(text: str, pattern: re.Pattern[str], stands: Stands) -> Pieces:
    marks = {"owed": stands.value, "wrong": "forbidden" if stands is Stands.TOLD else ""}
    pieces, end = [], 0
    for match in pattern.finditer(text):
        pieces += [(text[end : match.start()], ""), (match.group(), marks[match.lastgroup or ""])]
        end = match.end()
    return [piece for piece in [*pieces, (text[end:], "")] if piece[0]]


def _pattern(owed: Sequence[str], wrong: Sequence[str]) -> re.Pattern[str]:
    """Return a pattern for values as whole tokens, the longest first: 6.6% is not in 96.6%."""
    return re.compile(f"(?P<owed>{_one_of(owed)})|(?P<wrong>{_one_of(wrong)})")


def _one_of(values: Sequence[str]) -> str:
    known = sorted({one for one in values if len(one) > 1 or _HAS_DIGIT.match(one)}, key=lambda one: (-len(one), one))
    return "|".join(map(_token, known)) or r"(?!)"


def _token(value: str) -> str:
    before = r"(?<![\d.])" if value[0].isdigit() else ""
    after = r"(?!\.?\d)" if value[-1].isdigit() else ""
    return before + re.escape(value) + after
