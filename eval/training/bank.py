"""The bank of known indicators, as the towers see them."""

from collections.abc import Mapping

import numpy as np

from rag.answering.closeness import Embed
from rag.answering.towers import Array, Bank, Joined, Towers
from rag.language.indicators import Indicator
from rag.language.text import normalise


def make_bank(known: Mapping[str, Indicator], towers: Towers, embed: Embed) -> Bank:
    """Return the mean of what the towers make of each indicator's clauses, and of its names and asks."""
    told = [
        [normalise(clause).replace("{v}", "0" + "".join(one.units[:1])) for clause in one.says]
        for one in known.values()
    ]
    asked = [[normalise(words) for words in (*one.names, *one.asks)] for one in known.values()]
    return Bank(_means(told, towers.contexts, embed), _means(asked, towers.asks, embed))


def _means(groups: list[list[str]], tower: Joined, embed: Embed) -> Array:
    vectors = tower(embed([text for group in groups for text in group]))
    ends = np.cumsum([len(group) for group in groups])
    means = np.stack([part.mean(axis=0) for part in np.split(vectors, ends[:-1])])
    unit: Array = means / np.linalg.norm(means, axis=1, keepdims=True)
    return unit
