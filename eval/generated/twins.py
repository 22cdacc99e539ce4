"""What a library does not hold: years and places beside its reports', and indicators that a report does not name."""

import tomllib
from collections.abc import Iterable
from functools import lru_cache
from random import Random

from eval.generated.grammar import DATA
from eval.generated.source import Source, places, years_of
from eval.generated.wording import Matter
from eval.questions import TODAY
from rag.language.gazetteer import gazetteer
from rag.language.places import resolve
from rag.types import Kind

_NOT_ASKED = ("台湾省", "香港特别行政区", "澳门特别行政区")
"""Places that publish no such reports, so that nobody asks for them."""
_NEAREST_YEARS = (-1, 1, -2, 2, -3, 3)


def absent_years(source: Source, shelf: Iterable[Source], said: str) -> list[int]:
    """Return the years nearest to a report's of which its place has no report, and which `said` does not name.

    A 政府工作报告 tells of the year before its delivery, so that year and the one after are left out as well.
    """
    known = years_of(source, shelf)
    if source.kind is Kind.GOVERNMENT_WORK:
        known |= {year - 1 for year in known} | {year + 1 for year in known}
    near = (source.year + step for step in _NEAREST_YEARS)
    return [year for year in near if year not in known and year < TODAY.year and str(year) not in said]


@lru_cache(maxsize=256)
def _siblings(path: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    names = gazetteer()
    own = names.at(path)
    if own is None or len(path) < 1:
        return ()
    alike = names.levels[own]
    return tuple(
        other
        for other, level in zip(names.paths, names.levels, strict=True)
        if level is alike
        and other[:-1] == path[:-1]
        and other != path
        and other not in names.former
        and other[-1] not in _NOT_ASKED
    )


def absent_sisters(source: Source, shelf: tuple[Source, ...], rng: Random) -> list[tuple[str, ...]]:
    """Return the paths of places beside a report's, of the same level and parent, of which the library has nothing."""
    held = places(shelf)
    lacking = [
        path
        for path in _siblings(source.card.identity.place_path)
        if not any(other[: len(path)] == path for other in held) and len(resolve(path[-1])) == 1
    ]
    rng.shuffle(lacking)
    return lacking


def absent_indicators(source: Source, rng: Random) -> list[Matter]:
    """Return indicators of whose telling words none stands in a report."""
    lacking = [asked for asked, telling in indicators() if not any(word in source.shadow.text for word in telling)]
    rng.shuffle(lacking)
    return lacking


@lru_cache(maxsize=1)
def indicators() -> tuple[tuple[Matter, tuple[str, ...]], ...]:
    """Return the written indicators, each with the words of which none may stand in a report that lacks it."""
    read = tomllib.loads((DATA / "absent.toml").read_text(encoding="utf-8"))["indicator"]
    return tuple((Matter(tuple(one["asks"]), tuple(one["keys"])), tuple(one["telling"])) for one in read)
