"""The scorecard in the terminal, at 80 columns: failures first, so that what they come to is what stays in sight."""

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rich.cells import chop_cells
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from eval.failures import Stands
from eval.labels import (
    SURE,
    chance,
    grouped,
    hits,
    in_chinese,
    interval,
    measure_in_chinese,
    percent,
    points,
    points_interval,
    state_and_text,
)
from eval.scorecard import LOWER, PASSED
from eval.terminal_rows import Rows

_FAILURES = 40
_GIVEN = 120
_WHY = 160
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]+")
_LABEL = 16
_INTERVAL = "95 % interval"
_ALL = "--out DIR writes them all to DIR/scorecard.html"


def show(card: Mapping[str, Any], title: str, console: Console) -> None:
    """Print a scorecard: failures, shares by measure and by type with 95 % intervals, twins, and what has changed."""
    _failures(card["failures"], console)
    _measures(card["measures"], console)
    _types(card["by_type"], console)
    _causes(card["causes"], console)
    _twins(card["twins"], console)
    if card.get("compared"):
        show_compared(card["compared"], console)
    if card.get("judge"):
        _judge(card["judge"], console)
    passed = card["measures"][PASSED]
    told = f"{title}: {card['passed']} of {card['questions']} questions passed"
    if passed["n"]:
        told += f", {percent(passed['value'])} (95 % interval {interval(passed)})"
    console.print(_plain(told), style="bold")


def shown(card: Mapping[str, Any], title: str) -> str:
    """Return what `show` prints, without colours, as wide as the terminal, or 80 columns where there is none."""
    console = Console(file=io.StringIO())
    with console.capture() as lines:
        show(card, title, console)
    return "\n".join(line.rstrip() for line in lines.get().splitlines())


def show_compared(compared: Mapping[str, Any], console: Console) -> None:
    """Print what changed between two runs: the questions newly failing and passing, and the measures that moved."""
    _changed(compared["changed"], console)
    table = Rows(("measure",), ("before", "after", "points", _INTERVAL, "p"))
    moved = {name: one for name, one in compared["measures"].items() if one["difference"]}
    for name, one in moved.items():
        sure = one["p"] < SURE
        cells = percent(one["before"]), percent(one["after"]), points(one["difference"]), points_interval(one)
        table.add((_name(name),), (*cells, chance(one["p"])), "bold" if sure else "")
    if moved:
        table.print(console)
    console.print(_plain(_told_of(compared)))
    console.print()


def _told_of(compared: Mapping[str, Any]) -> str:
    mcnemar = chance(compared["measures"][PASSED]["mcnemar"])
    told = (
        f"against the earlier run: {compared['questions']} questions in both, {compared['lost']} newly failing, "
        f"{compared['gained']} newly passing (exact McNemar p {mcnemar}), "
        f"{compared['worded_anew']} that pass in both answered in other words"
    )
    left = {"only_before": "asked only then", "only_after": "asked only now", "rewritten": "rewritten in between"}
    return "; ".join((told, *(f"{compared[key]} {words}" for key, words in left.items() if compared[key])))


def _changed(changed: Sequence[Mapping[str, Any]], console: Console) -> None:
    for one in changed[:_FAILURES]:
        head = Text("newly passing ", "green") if one["after"] else Text("newly failing ", "red")
        console.print(head + _plain(f"{one['id']} {one['question']}"))
        console.print(Padding(_plain(_cut(one["why"], _WHY), "dim"), (0, 0, 0, 4)))
    if len(changed) > _FAILURES:
        console.print(f"{len(changed) - _FAILURES} more of {len(changed)} that changed; {_ALL}")
    if changed:
        console.print()


def _failures(failures: Sequence[Mapping[str, Any]], console: Console) -> None:
    for one in failures[:_FAILURES]:
        type_name = one["type"]
        console.print(_plain(f"{one['id']}  {type_name} {in_chinese(type_name)}", "bold"))
        rows = Table.grid(padding=(0, 1))
        rows.add_column(no_wrap=True)
        rows.add_column(overflow="fold")
        for name, words in _rows(one):
            rows.add_row(Text(name, "dim"), _broken(words, console.width - _LABEL))
        console.print(Padding(rows, (0, 0, 1, 2)))
    if len(failures) > _FAILURES:
        left = len(failures) - _FAILURES
        console.print(f"{left} more of {len(failures)} failures; {_ALL}\n")


def _rows(failure: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    expected = failure["expected"]
    yield from (("此前 earlier", question) for question in failure["history"])
    yield "问题 question", failure["question"]
    owed = "、".join(_owed(slot) for slot in failure["slots"])
    right = [" / ".join(expected["state"]), owed, "、".join(expected["missing"])]
    yield "应答 expected", " · ".join(filter(None, right))
    state, text = state_and_text(failure["got"])
    yield "所答 given", f"{state} · {_cut(text, _GIVEN)}" if state else "nothing"
    yield "缘由 why", _cut(failure["why"], _WHY)


def _owed(slot: Mapping[str, Any]) -> str:
    """Return a value that is owed with its label or scope, and that it only stands in a quotation where that is so."""
    whose = slot["label"] or "或".join(slot["scope"])
    quoted = " (only quoted)" if slot["stands"] == Stands.QUOTED else ""
    return f"{whose}：{slot['value']}{quoted}" if whose else f"{slot['value']}{quoted}"


def _measures(measures: Mapping[str, Mapping[str, Any]], console: Console) -> None:
    table = Rows(("measure", "度量"), ("share", _INTERVAL, "hits of n"))
    for group, (title, names) in grouped(_asked(measures)).items():
        table.add((Text(f"— {group}", "dim"), Text(f"— {title}", "dim")))
        for name in names:
            table.add((_name(name), measure_in_chinese(name)), _cells(measures[name]))
    table.print(console)
    bare = [name for name in measures if name not in _asked(measures)]
    console.print("↓ the lower, the better", style="dim")
    if bare:
        console.print(_plain(f"nothing was asked for {', '.join(bare)}", "dim"))
    console.print()


def _asked(measures: Mapping[str, Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    return {name: share for name, share in measures.items() if share["n"]}


def _judge(judge: Mapping[str, Any], console: Console) -> None:
    """Print what the judge holds of the prose, and first how far it agrees with the measures."""
    agreed = [
        f"agrees with {name} on {percent(one['observed'])} of {one['n']}" for name, one in judge["agreement"].items()
    ]
    accepted = f"accepts {percent(judge['accepted']['value'])} of {judge['accepted']['n']} answers in prose"
    left = {"unanswered": "without an answer", "unjudged": "not judged", "unreadable_votes": "votes unreadable"}
    counts = [f"{judge[key]} {words}" for key, words in left.items() if judge[key]]
    stopped = [f"it stopped: {judge['stopped']}"] if judge["stopped"] else []
    told = "; ".join((*agreed, accepted, *counts, *stopped))
    console.print(_plain(f"judge {judge['model']} ({judge['votes']} votes each): {told}"))
    console.print()


def _types(types: Mapping[str, Mapping[str, Any]], console: Console) -> None:
    table = Rows(("type", "题型"), ("passed", _INTERVAL, "hits of n"))
    for name, share in types.items():
        table.add((_plain(name), in_chinese(name)), _cells(share))
    table.print(console)
    console.print()


def _causes(causes: Mapping[str, int], console: Console) -> None:
    if causes:
        told = ", ".join(f"{name} {count}" for name, count in causes.items())
        console.print(_plain(f"failed questions by what was at fault: {told}"))
        console.print()


def _twins(twins: Mapping[str, Mapping[str, Any]], console: Console) -> None:
    if not twins:
        return
    table = Rows(("reworded", "改写"), ("passed", "plain twins", "points", "n"))
    for name, share in twins.items():
        both = percent(share["value"]), percent(share["plain"])
        difference = points(share["value"] - share["plain"])
        table.add((_plain(name), in_chinese(name)), (*both, difference, str(share["n"])))
    table.print(console)
    console.print()


def _cells(share: Mapping[str, Any]) -> tuple[str, str, str]:
    return percent(share["value"]), interval(share), f"{hits(share)} of {share['n']}"


def _name(measure: str) -> Text:
    return _plain(f"{measure} ↓" if measure in LOWER else measure)


def _broken(words: str, width: int) -> Text:
    """Return words cut into lines: at blanks, and where there are few, as in Chinese, at any character."""
    text = _plain(words)
    return text if text.plain.isascii() else Text("\n".join(chop_cells(text.plain, max(width, 2))))


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[:most]}…"


def _plain(words: str, style: str = "") -> Text:
    """Return words that no markup, control code or change of writing direction in them can make anything else of."""
    return Text(_CONTROLS.sub(" ", words), style)
