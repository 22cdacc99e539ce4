"""How near an ask is to the words around a figure, by the default model's vectors and by what was learned on them."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
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
        """Return how near an ask is to each context: as fitted and as embedded, n × 2 cosines."""
        vectors = self._vectors([ask, *contexts])
        asked, told = vectors[ask], np.stack([vectors[context] for context in contexts])
        towers, _ = self._learned or trained()
        fitted = towers.contexts(told) @ towers.asks(asked[None])[0]
        return np.column_stack([fitted, told @ asked])

    def agreement(self, ask: str, context: str) -> tuple[float, float, float]:
        """Return whether ask and context are of one known indicator, of two, and how surely either is of any.

        The first two are chances by the bank of indicators; both are small where it knows neither.
        """
        vectors = self._vectors([ask, context])
        towers, bank = self._learned or trained()
        asked = _shares(bank.told @ towers.asks(vectors[ask][None])[0])
        told = _shares(bank.asked @ towers.contexts(vectors[context][None])[0])
        same = float(asked @ told)
        apart = float(asked.max() * told.max()) * float(asked.argmax() != told.argmax())
        return float(np.sqrt(same)), apart, float(asked.max())

    def named(self, ask: str, contexts: Sequence[str]) -> list[tuple[str, float]]:
        """Return the known indicator that an ask is most likely of, then that of each context, with its share.

        Without a name where the indicators are no longer those of the bank.
        """
        vectors = self._vectors([ask, *contexts])
        towers, bank = self._learned or trained()
        names = tuple(indicators())
        shares = [_shares(bank.told @ towers.asks(vectors[ask][None])[0])]
        shares += [_shares(bank.asked @ towers.contexts(vectors[one][None])[0]) for one in contexts]
        known = names if len(names) == len(bank.told) else ("",) * len(bank.told)
        return [(known[int(one.argmax())], round(float(one.max()), 3)) for one in shares]

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


def _shares(cosines: Array) -> Array:
    weights = np.exp(_SHARP * (cosines - cosines.max()))
    shares: Array = weights / weights.sum()
    return shares
