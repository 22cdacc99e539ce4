"""What a table can be made of: the known indicators, those that the library mentions first, its places and years."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from rag.language.indicators import FIGURE, indicators
from rag.language.text import normalise
from rag.library.library import Library
from rag.types import Kind

_KEY = 2


@dataclass(frozen=True, slots=True)
class TableChoices:
    """The known indicators in the order of how many reports mention them, how many of them any mentions, and more.

    `places` are paths from the province down, in their order; `years` ascend; `kinds` are those of the reports.
    """

    indicators: tuple[str, ...]
    mentioned: int
    places: tuple[tuple[str, ...], ...]
    years: tuple[int, ...]
    kinds: tuple[Kind, ...]


def table_choices(library: Library) -> TableChoices:
    """Return what a library's tables can be made of."""
    with library.reading():
        counts = _mentions(library.indicators())
        identities = [card.identity for card in library.cards()]
    known = [one.key for one in indicators().values() if one.kind == FIGURE]
    ordered = sorted(known, key=lambda key: -counts[key])
    kinds = {identity.kind for identity in identities}
    return TableChoices(
        indicators=tuple(ordered),
        mentioned=sum(counts[key] > 0 for key in known),
        places=tuple(sorted({identity.place_path for identity in identities if identity.place_path})),
        years=tuple(sorted({identity.year for identity in identities if identity.year})),
        kinds=tuple(kind for kind in Kind if kind in kinds),
    )


def _mentions(printed: dict[str, int]) -> Counter[str]:
    """Return by key how many times reports print one of an indicator's names."""
    names: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for one in indicators().values():
        for name in map(normalise, (*one.names, *one.asks)):
            if one.kind == FIGURE and len(name) > _KEY:
                names[name[:_KEY]].append((name, one.key))
    found: Counter[str] = Counter()
    for words, count in printed.items():
        starts = ((at, pair) for at in range(len(words) - 1) for pair in names.get(words[at : at + _KEY], ()))
        found.update(dict.fromkeys((key for at, (name, key) in starts if words.startswith(name, at)), count))
    return found
