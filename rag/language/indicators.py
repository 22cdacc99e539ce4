"""What these reports state: indicators and topics, how they are named, asked about and printed, and their neighbours.

The files are data/indicators/*.toml; docs/indicators.md says how to add to them.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

FIGURE = "figure"
"""The kind of an indicator; the others (list, name, prose, date, number) are topics, which no figure answers."""


@dataclass(frozen=True, slots=True)
class Indicator:
    """Something that reports state, known by its canonical name `key`.

    `names` are the formal nouns for it, the canonical one first, `asks` the ways in which people ask about it, `says`
    the clauses in which reports state it ({v} stands for number and unit; a topic's are whole sentences), `units` the
    bare units that it is given in, `near` the keys of what it is mistaken for, `en` its English names, `field` the file
    that it stands in.
    """

    key: str
    kind: str
    names: tuple[str, ...]
    asks: tuple[str, ...]
    says: tuple[str, ...]
    units: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    en: tuple[str, ...] = ()
    field: str = ""


@cache
def indicators() -> Mapping[str, Indicator]:
    """Return all indicators and topics by key, read once; raises ValueError where two files have one key."""
    found: dict[str, Indicator] = {}
    folder = files("rag.language") / "data" / "indicators"
    for file in sorted(folder.iterdir(), key=lambda one: one.name):
        if file.name.endswith(".toml"):
            for key, fields in tomllib.loads(file.read_text(encoding="utf-8")).items():
                if key in found:
                    raise ValueError(f"{file.name} has {key}, which {found[key].field} has already")
                found[key] = _indicator(key, fields, file.name.removesuffix(".toml"))
    return found


def _indicator(key: str, fields: Mapping[str, Any], field: str) -> Indicator:
    return Indicator(
        key=key,
        kind=fields.get("kind", FIGURE),
        names=tuple(dict.fromkeys((key, *fields["names"]))),
        asks=tuple(fields["asks"]),
        says=tuple(fields["says"]),
        units=tuple(fields.get("units", ())),
        near=tuple(fields.get("near", ())),
        en=tuple(fields.get("en", ())),
        field=field,
    )
