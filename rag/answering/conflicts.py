"""Reports that contradict each other: both are shown and neither is chosen silently."""

from collections.abc import Hashable, Iterable, Sequence

from rag.answering.extract import Extracted
from rag.answering.points import Point
from rag.types import ReportCard

_LONGEST_FACT = 60


def versions(cards: Iterable[ReportCard]) -> list[list[ReportCard]]:
    """Return reports put together that are versions of one: of one place, year and kind; in the order of the first."""
    groups: dict[Hashable, list[ReportCard]] = {}
    for card in cards:
        groups.setdefault(version_of(card), []).append(card)
    return list(groups.values())


def version_of(card: ReportCard) -> Hashable:
    """Return what two versions of one report have in common; a report of no known place or year has no versions."""
    identity = card.identity
    known = identity.place_path and identity.year
    return (identity.place_path, identity.year, identity.kind) if known else card.id


def without_echoes(found: Sequence[Extracted]) -> list[Extracted]:
    """Return what versions of a report say, without those that say what an earlier one says; prose is of the first."""
    kept: list[Extracted] = []
    for one in found:
        if one.points and (not any(other.points for other in kept) or _differs(one, kept)):
            kept.append(one)
    return kept or list(found[:1])


def disagree(points: Sequence[Point]) -> bool:
    """Tell whether two versions of one report are among what is said."""
    groups: dict[Hashable, set[str]] = {}
    for point in points:
        card = point.reading.card
        groups.setdefault(version_of(card), set()).add(card.id)
    return any(len(reports) > 1 for reports in groups.values())


def _differs(one: Extracted, kept: Iterable[Extracted]) -> bool:
    said = _said(one.points)
    return bool(said) and all(_said(other.points) != said for other in kept if other.points)


def _said(points: Sequence[Point]) -> frozenset[Hashable]:
    """Return the values that points give, or the words of a short fact (a date, a number of a document)."""
    figures = {(figure.value, figure.unit) for point in points for figure in point.figures}
    if figures:
        return frozenset(figures)
    short = len(points) == 1 and points[0].spans[0].end - points[0].spans[0].start <= _LONGEST_FACT
    return frozenset(point.reading.words(point.spans[0]) for point in points) if short else frozenset()
