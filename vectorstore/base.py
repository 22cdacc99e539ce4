"""What every vector store does: keep unit vectors by id and find the most similar; similarity, higher is better."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol, Self

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
Ids = NDArray[np.int64]

DECIMALS = 6
"""Similarities are rounded to this many decimals: float32 sums differ beyond them from one kernel to the next."""


class VectorStore(Protocol):
    """Vectors by id; every similarity is the inner product of unit vectors, in [-1, 1], higher is better."""

    @property
    def dimension(self) -> int:
        """The length of each vector."""

    def __len__(self) -> int:
        """How many vectors it holds."""

    def add(self, ids: Sequence[int] | Ids, vectors: Vectors) -> None:
        """Add `vectors` (n × dimension, float32, unit length) under `ids`; an id that is there already is replaced.

        Raises ValueError where an id comes twice or the shapes do not fit.
        """

    def remove(self, ids: Sequence[int] | Ids) -> None:
        """Take out `ids`; those that are not there are passed over."""

    def search(self, vector: Vectors, k: int, within: Ids | None = None) -> list[tuple[int, float]]:
        """Return the `k` most similar as (id, similarity), best first, equal ones by id; only those in `within`.

        `within` None does not restrict; an empty `within` finds nothing. Similarities are rounded to DECIMALS.
        """

    def save(self, folder: Path) -> None:
        """Write the store into `folder`, which exists and is empty."""

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Read what `save` wrote; raises ValueError where it is torn or not a store."""


def checked(ids: Sequence[int] | Ids, vectors: Vectors, dimension: int) -> tuple[Ids, Vectors]:
    """Return `ids` and `vectors` as contiguous arrays; raises ValueError where they do not fit or an id comes twice."""
    keys = np.asarray(ids, dtype=np.int64)
    rows = np.ascontiguousarray(vectors, dtype=np.float32).reshape(len(keys), -1) if len(keys) else vectors
    if len(keys) and rows.shape != (len(keys), dimension):
        raise ValueError(f"{len(keys)} ids and vectors of shape {vectors.shape} do not fit a store of {dimension}")
    if len(np.unique(keys)) != len(keys):
        raise ValueError("an id comes twice")
    return keys, rows


def ranked(ids: Ids, similarities: Vectors, k: int) -> list[tuple[int, float]]:
    """Return the `k` best of `ids` as (id, similarity), best first, equal ones by id."""
    rounded = np.round(similarities.astype(np.float64), DECIMALS)
    best = np.lexsort((ids, -rounded))[: max(k, 0)]
    return [(int(ids[at]), float(rounded[at])) for at in best]
