"""The learned part of the decision: two small networks that bring an ask and the contexts that answer it together.

They stand on the default model's vectors; `python -m eval.training` fits them and writes data/towers.npz.
"""

from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from io import BytesIO
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Tower:
    """A hidden layer beside the vector itself: normalise(c + outer · relu(inner · c + b) + d), c the centred vector."""

    mean: Array
    inner: Array
    inner_bias: Array
    outer: Array
    outer_bias: Array

    def __call__(self, vectors: Array) -> Array:
        """Return n unit vectors of n vectors (n × dimension)."""
        centred = vectors - self.mean
        hidden = np.maximum(centred @ self.inner.T + self.inner_bias, 0)
        turned = centred + hidden @ self.outer.T + self.outer_bias
        unit: Array = turned / np.linalg.norm(turned, axis=-1, keepdims=True)
        return unit


@dataclass(frozen=True, slots=True)
class Towers:
    """One tower for asks and one for contexts; the product of what they return says how well two belong together."""

    asks: Tower
    contexts: Tower


@dataclass(frozen=True, slots=True)
class Bank:
    """The known indicators as the towers see them: the mean of each one's clauses and of its asks, n × dimension."""

    told: Array
    asked: Array


def save(towers: Towers, bank: Bank, path: Path) -> None:
    """Write both at `path` (.npz), in 16 bits."""
    parts = {
        f"{name}.{field.name}": getattr(one, field.name) for name, one in _named(towers, bank) for field in fields(one)
    }
    np.savez_compressed(path, **{name: part.astype(np.float16) for name, part in parts.items()})


@cache
def trained() -> tuple[Towers, Bank]:
    """Return the towers and the bank that come with Fazhi, read once."""
    data = (files("rag.answering") / "data" / "towers.npz").read_bytes()
    with np.load(BytesIO(data), allow_pickle=False) as stored:
        known = {name: stored[name].astype(np.float32) for name in stored.files}
    asks, contexts = (
        Tower(*(known[f"{name}.{field.name}"] for field in fields(Tower))) for name in ("asks", "contexts")
    )
    return Towers(asks, contexts), Bank(known["bank.told"], known["bank.asked"])


def _named(towers: Towers, bank: Bank) -> tuple[tuple[str, Tower | Bank], ...]:
    return ("asks", towers.asks), ("contexts", towers.contexts), ("bank", bank)
