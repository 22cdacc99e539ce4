"""The questions about a made library: so many of each type, each seed with its twin and some worded anew."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from math import ceil
from random import Random

from eval.made.across import compare, doubtful, follow_up, trend
from eval.made.asking import boilerplate, listed, premise, prose, several, single, two_values
from eval.made.library import MadeLibrary
from eval.made.overlays import contradicted, injected, shared
from eval.made.shelf import Seed, Shelf
from eval.made.twins import twin
from eval.made.variants import colloquial, mistyped, traditional
from eval.questions import Item, Type

Maker = Callable[[Shelf], Seed | None]

SHARES: dict[Type, tuple[Maker, float]] = {
    Type.SINGLE_FACT: (single, 0.145),
    Type.SCOPED_TWO_VALUES: (two_values, 0.035),
    Type.MULTI_ASK: (several, 0.025),
    Type.LIST: (listed, 0.03),
    Type.PROSE: (prose, 0.04),
    Type.COMPARE_PLACES: (compare, 0.035),
    Type.TREND_YEARS: (trend, 0.035),
    Type.MULTI_TURN: (follow_up, 0.035),
    Type.FALSE_PREMISE: (premise, 0.022),
    Type.DUPLICATE_BOILERPLATE: (boilerplate, 0.022),
    Type.INJECTION: (injected, 0.013),
    Type.COUNTERFACTUAL: (contradicted, 0.013),
    Type.AMBIGUOUS_SCOPE: (doubtful, 0.022),
}
"""Who makes the seeds of a type, and their share of all questions; a twin comes with each but the last three."""

VARIANTS = {"colloquial": (colloquial, 0.04), "typo": (mistyped, 0.04), "traditional": (traditional, 0.04)}
_TWINLESS = {Type.INJECTION, Type.COUNTERFACTUAL, Type.AMBIGUOUS_SCOPE}
_TRIES = 60
_REWORDED = (Type.SINGLE_FACT, Type.SCOPED_TWO_VALUES, Type.LIST, Type.PROSE)


def make_questions(library: MadeLibrary, count: int) -> tuple[Item, ...]:
    """Return at least `count` questions about a library that holds enough for them, fewer about a small one.

    Twins follow their seeds, wordings come last; no question is asked twice of the same library.
    """
    seeds: list[Seed] = []
    items: list[Item] = []
    asked: set[tuple[str, tuple[str, ...]]] = set()
    for type_, (maker, share) in SHARES.items():
        shelf = Shelf(library, Random(f"{library.seed}/{library.book.split}/{type_}"))
        for seed in _made(shelf, maker, ceil(count * share), asked):
            named = _named(seed, f"{library.book.split}-{library.seed}-{len(seeds):04d}")
            other = None if type_ in _TWINLESS else twin(shelf, named, len(seeds))
            seeds.append(named)
            items.append(named.item)
            items += [_sister(other, named.item, "n", twin_of=named.item.id)] if other else []
    return tuple(shared([*items, *_variants(library, seeds, count)]))


def _made(shelf: Shelf, maker: Maker, count: int, asked: set[tuple[str, tuple[str, ...]]]) -> Iterator[Seed]:
    """Yield that many seeds, none asked before; fewer where the library gives no more."""
    left = count
    for _ in range(count * _TRIES):
        seed = maker(shelf) if left else None
        words = (seed.item.question, seed.item.history) if seed else None
        if seed and words and words not in asked:
            asked.add(words)
            left -= 1
            yield seed


def _named(seed: Seed, name: str) -> Seed:
    return replace(seed, item=seed.item.model_copy(update={"id": name, "seed": name}))


def _sister(item: Item, seed: Item, mark: str, **changed: str) -> Item:
    return item.model_copy(update={"id": f"{seed.id}-{mark}", "seed": seed.id, **changed})


def _variants(library: MadeLibrary, seeds: list[Seed], count: int) -> Iterator[Item]:
    """Yield rewordings of seeds that are spread over the types that are reworded."""
    for name, (maker, share) in VARIANTS.items():
        shelf = Shelf(library, Random(f"{library.seed}/{library.book.split}/{name}"))
        fit = [one for one in seeds if one.item.type in _REWORDED and not {"change", "target"} & set(one.item.tags)]
        made = (maker(shelf, one) for one in shelf.rng.sample(fit, len(fit)))
        found = [one for one in made if one is not None][: ceil(count * share)]
        for one in found:
            seed = next(other.item for other in seeds if other.item.id == one.variant_of)
            yield _sister(one, seed, name[:2])
