"""Making a set: plain questions, their rewordings and unanswerable twins, spread evenly over reports and types."""

from collections import Counter
from collections.abc import Sequence
from random import Random

from eval.generated.candidates import Candidates
from eval.generated.source import Shelf, sources
from eval.questions import Item, Type
from rag.errors import InputError

_SHARES = {
    Type.SINGLE_FACT: 20,
    Type.WRONG_YEAR: 13,
    Type.WRONG_PLACE: 12,
    Type.METRIC_ABSENT: 12,
    Type.COLLOQUIAL: 7,
    Type.MULTI_TURN: 7,
    Type.MULTI_ASK: 6,
    Type.TYPO: 6,
    Type.TRADITIONAL: 5,
    Type.COMPARE_PLACES: 5,
    Type.TREND_YEARS: 5,
    Type.SCOPED_TWO_VALUES: 4,
    Type.LIST: 4,
    Type.PROSE: 4,
}
"""How many of a hundred questions are of each type, as long as the library gives them."""
ABSTENTIONS = (Type.WRONG_YEAR, Type.WRONG_PLACE, Type.METRIC_ABSENT)


def generate(library: Shelf, count: int, seed: int = 0) -> tuple[Item, ...]:
    """Return `count` questions with their gold, made from a library's reports; fewer where it gives no more.

    Equal libraries, counts and seeds give equal questions. At least a third have no answer. Raises InputError where
    the library has no report of a known place and year to ask about.
    """
    shelf = sources(library)
    if not shelf:
        raise InputError(
            "the library has no report whose place and year are known, so there is nothing to ask about; "
            "index reports (`fazhi index PATH`), or say what they are (`fazhi reports ID --set place=… --set year=…`)"
        )
    candidates = Candidates(shelf, Random(seed))
    made: list[Item] = []
    while len(made) < count and (item := _next(candidates, made)):
        made.append(item)
    return tuple(made)


def _next(candidates: Candidates, made: Sequence[Item]) -> Item | None:
    """Return a question of the type that lags furthest behind its share, None where no type has more."""
    have = Counter(item.type for item in made)
    abstained = sum(have[kind] for kind in ABSTENTIONS)
    lagging = sorted(_SHARES, key=lambda kind: have[kind] / _SHARES[kind])
    if abstained * 3 < len(made) + 1 and made:
        lagging = [*(kind for kind in lagging if kind in ABSTENTIONS), *lagging]
    for kind in lagging:
        item = candidates.take(kind)
        if item:
            return item
    return None
