"""The scorecard as one HTML page that needs nothing else: no script, no request, the same bytes for the same card."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from eval.labels import (
    SURE,
    cause_in_chinese,
    chance,
    grouped,
    hits,
    in_chinese,
    interval,
    measure_in_chinese,
    origin_in_chinese,
    percent,
    points,
    points_interval,
    state_and_text,
)
from eval.page_failures import by_cause, drawn
from eval.scorecard import LOWER, PASSED

Row = Mapping[str, Any]

_FEW = 12
"""How many failures may stand open at once before the page gets long."""
_SCALES = (0.05, 0.1, 0.25, 0.5, 1.0)
_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


def page(card: Row, title: str, compared: Row | None = None) -> str:
    """Return a scorecard as HTML; `compared`, or else the card's own, adds what has changed since an earlier run.

    All that comes from the card is escaped; control characters, changes of writing direction and lone surrogates, which
    no file may hold, are replaced by U+FFFD.
    """
    measures = {name: share for name, share in card["measures"].items() if share["n"]}
    changes = compared or card.get("compared")
    failures = drawn(card["failures"])
    told = _template().render(
        title=title,
        card=card,
        headline=card["measures"][PASSED],
        measures=measures,
        groups=grouped(measures),
        bare=[name for name in card["measures"] if name not in measures],
        heat=_heat(card, measures),
        changes=_changes(changes, failures) if changes else None,
        judge=card.get("judge"),
        causes=by_cause(card["causes"], failures),
        failures=failures,
        by_type=_by_type(failures),
        few=len(card["failures"]) <= _FEW,
    )
    return _UNFIT.sub("\ufffd", told)


@cache
def _template() -> Template:
    loader = FileSystemLoader(Path(__file__).parent / "data")
    jinja = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    jinja.globals["LOWER"] = LOWER
    jinja.filters.update(
        {
            "at": _at,
            "cause_zh": cause_in_chinese,
            "chance": chance,
            "hits": hits,
            "interval": interval,
            "measure_zh": measure_in_chinese,
            "origin_zh": origin_in_chinese,
            "percent": percent,
            "points": points,
            "points_interval": points_interval,
            "zh": in_chinese,
        }
    )
    return jinja.get_template("scorecard.html.j2")


def _at(value: float) -> str:
    """Return where on an axis from 0 to 1 a value stands, as SVG and CSS write it."""
    return f"{value:.2%}"


def _heat(card: Row, measures: Mapping[str, Row]) -> list[dict[str, Any]]:
    """Return a row of the heat table for each measure of single types: a cell each, None where nothing was asked."""
    by_type = card["by_type_measures"]
    rows = []
    for _, names in grouped(measures).values():
        cells = {name: [_cell(name, by_type[kind].get(name)) for kind in by_type] for name in names}
        shown = [name for name in names if any(cells[name])]  # pairs of questions are of no one type
        rows += [{"name": name, "first": name == shown[0], "cells": cells[name]} for name in shown]
    return rows


def _cell(name: str, share: Row | None) -> dict[str, Any] | None:
    """Return what a cell shows and how far, from 0 to 100, it is from perfect; the root makes small gaps visible."""
    if share is None or not share["n"]:
        return None
    gap = share["value"] if name in LOWER else 1 - share["value"]
    return {"told": _short(share["value"]), "gap": round(100 * max(gap, 0.0) ** 0.5), **share}


def _short(value: float) -> str:
    rounded = round(100 * value)
    if rounded in (0, 100) and value not in (0, 1):
        return "<1" if rounded == 0 else ">99"
    return str(rounded)


def _changes(compared: Row, failures: Sequence[Row]) -> dict[str, Any]:
    """Return a comparison with the measures that moved, each placed on one axis around no difference."""
    moved = {name: one for name, one in compared["measures"].items() if one["difference"]}
    widest = max((max(abs(one["low"]), abs(one["high"])) for one in moved.values()), default=0.0)
    scale = next((scale for scale in _SCALES if scale >= widest), _SCALES[-1])
    known = {one["id"]: one for one in failures}
    changed = [_compared(one, known) for one in compared["changed"]]
    sides = [[one for one in changed if one["after"] is passes] for passes in (False, True)]
    return {
        **compared,
        "scale": scale,
        "moved": [_moved(name, one, scale) for name, one in moved.items()],
        "mcnemar": compared["measures"][PASSED]["mcnemar"],
        "sides": dict(zip(("lost", "gained"), sides, strict=True)),
    }


def _moved(name: str, one: Row, scale: float) -> dict[str, Any]:
    places = {f"{key}_at": 0.5 + one[key] / scale / 2 for key in ("low", "high", "difference")}
    better = (one["difference"] < 0) == (name in LOWER)
    return {"name": name, "better": better, "sure": one["p"] < SURE, **one, **places}


def _compared(one: Row, failures: Mapping[str, Row]) -> dict[str, Any]:
    """Return a question that changed, with its failure where it is among the failures of this card."""
    failure = failures.get(one["id"]) if not one["after"] else None
    return {**one, "was": state_and_text(one["was"]), "now": state_and_text(one["now"]), "failure": failure}


def _by_type(failures: Sequence[Row]) -> dict[str, tuple[str, list[Row]]]:
    """Return the failures by type, each type with an anchor."""
    found: dict[str, list[Row]] = {}
    for failure in failures:
        found.setdefault(failure["type"], []).append(failure)
    return {name: (f"t{number}", each) for number, (name, each) in enumerate(found.items(), 1)}
