"""The written sets that come with the package, and which of them were written from a given library's reports."""

from collections.abc import Collection, Iterator
from functools import cache
from pathlib import Path

from eval.dataset import load
from eval.questions import Item

_FOLDER = Path(__file__).with_name("datasets")


def sets_of(reports: Collection[str]) -> tuple[Path, ...]:
    """Return the sets of the package whose questions all go by reports of these ids."""
    known = set(reports)
    return tuple(file for file in sorted(_FOLDER.glob("*.jsonl")) if pinned_to(file) <= known)


@cache
def written(file: Path) -> tuple[Item, ...]:
    """Return the questions of a set of the package."""
    return load(file)


@cache
def pinned_to(file: Path) -> frozenset[str]:
    """Return the ids of the reports that a set's questions go by; those that a question brings along do not count."""
    return frozenset(report for item in written(file) for report in _pins(item))


def _pins(item: Item) -> Iterator[str]:
    if item.overlay is None:
        yield from item.reports
    else:
        yield from item.overlay.remove
        yield from (edit.report for edit in item.overlay.edit)
