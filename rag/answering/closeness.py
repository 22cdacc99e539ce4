"""How near an ask is to the words around a figure, by the default model's vectors and by what was learned on them."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from threading import Lock

import numpy as np

from rag.answering.towers import Array, Bank, Towers, trained
from rag.language.indicators import indicators

_KEPT = 20_000
_SHARP = 14.0

Embed = Callable[[Sequence[str]], Array]


class Closeness:
    """Reads asks beside contexts; keeps the vectors of what it read lately, and threads may share it.

    `embed` has to be the default model's `embed_passages`, on whose vectors the towers were fitted.
    """

    def __init__(self, embed: Embed, learned: tuple[Towers, Bank] | None = None) -> None:
        self._embed = embed
        self._learned = learned
        self._known: OrderedDict[str, Array] = OrderedDict()
        self._guard = Lock()

    def near(self, ask: str, contexts: Sequence[str]) -> Array:
        """Return how near an ask is to each context, as fitted: n cosines."""
        read = self._read(ask, contexts)
        return read.turned @ read.turned_ask

    def signs(self, ask: str, contexts: Sequence[str]) -> Array:
        """Return what the head sees of an ask beside each context, n × 5.

        How near they are as fitted and as embedded, two cosines; the chances by the bank of indicators that both are of
        one known indicator, and of two, small where it knows neither; and how surely the ask is of any.
        """
        read = self._read(ask, contexts)
        asked, told = self._shares(read)
        same, best = np.sqrt(told @ asked), asked.max()
        apart = best * told.max(axis=1) * (told.argmax(axis=1) != asked.argmax())
        near = [read.turned @ read.turned_ask, read.told @ read.asked]
        return np.column_stack([*near, same, apart, np.full(len(contexts), best)])

    def named(self, ask: str, contexts: Sequence[str]) -> list[tuple[str, float]]:
        """Return the known indicator that an ask is most likely of, then that of each context, with its share.

        Without a name where the indicators are no longer those of the bank.
        """
        asked, told = self._shares(self._read(ask, contexts))
        names = tuple(indicators())
        known = names if len(names) == len(asked) else ("",) * len(asked)
        return [(known[int(one.argmax())], round(float(one.max()), 3)) for one in (asked, *told)]

    def _read(self, ask: str, contexts: Sequence[str]) -> "_Read":
        vectors = self._vectors([ask, *contexts])
        asked, told = vectors[ask], np.stack([vectors[context] for context in contexts])
        towers, _ = self._learned or trained()
        return _Read(asked, told, towers.asks(asked[None])[0], towers.contexts(told))

    def _shares(self, read: "_Read") -> tuple[Array, Array]:
        """Return how likely an ask is of each known indicator, and each context."""
        _, bank = self._learned or trained()
        return _shares(bank, read.turned_ask[None])[0], _shares(bank, read.turned)

    def _vectors(self, texts: Sequence[str]) -> dict[str, Array]:
        with self._guard:
            found = {text: self._known[text] for text in texts if text in self._known}
        lacking = [text for text in dict.fromkeys(texts) if text not in found]
        if lacking:
            found |= dict(zip(lacking, self._embed(lacking), strict=True))
            with self._guard:
                self._known.update((text, found[text]) for text in lacking)
                while len(self._known) > _KEPT:
                    self._known.popitem(last=False)
        return found


@dataclass(frozen=True, slots=True)
class _Read:
    """The vectors of an ask and of n contexts, as embedded and as the towers turn them."""

    asked: Array
    told: Array
    turned_ask: Array
    turned: Array


def _shares(bank: Bank, turned: Array) -> Array:
    """Return how likely n things are of each known indicator, as near as each comes to its clauses and to its asks."""
    cosines = turned @ (bank.told + bank.asked).T / 2
    weights = np.exp(_SHARP * (cosines - cosines.max(axis=1, keepdims=True)))
    shares: Array = weights / weights.sum(axis=1, keepdims=True)
    return shares
