"""The learned part of the decision: small networks that bring an ask and the contexts that answer it together.

They stand on the default model's vectors; `python -m eval.training` fits them and writes data/towers.npz.
"""

from collections.abc import Iterator, Mapping
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
class Joined:
    """Towers of several fits side by side: a product of what they return is the mean of the products of each fit."""

    fits: tuple[Tower, ...]

    def __call__(self, vectors: Array) -> Array:
        """Return n unit vectors of n vectors, as many times as long as there are fits."""
        joined: Array = np.concatenate([fit(vectors) for fit in self.fits], axis=-1) / np.sqrt(len(self.fits))
        return joined.astype(np.float32)


@dataclass(frozen=True, slots=True)
class Towers:
    """Towers for asks and for contexts; the product of what they return says how well two belong together."""

    asks: Joined
    contexts: Joined


@dataclass(frozen=True, slots=True)
class Bank:
    """The known indicators as the towers see them: the mean of each one's clauses and of its asks, n × their length."""

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
    return Towers(_read("asks", known), _read("contexts", known)), Bank(known["bank.told"], known["bank.asked"])


def _read(name: str, known: Mapping[str, Array]) -> Joined:
    many = sum(part.startswith(f"{name}.") for part in known) // len(fields(Tower))
    return Joined(tuple(Tower(*(known[f"{name}.{at}.{part.name}"] for part in fields(Tower))) for at in range(many)))


def _named(towers: Towers, bank: Bank) -> Iterator[tuple[str, Tower | Bank]]:
    for name, joined in (("asks", towers.asks), ("contexts", towers.contexts)):
        yield from ((f"{name}.{at}", fit) for at, fit in enumerate(joined.fits))
    yield "bank", bank
