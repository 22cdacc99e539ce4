"""What every vector store does: keep unit vectors by id and find the most similar; similarity, higher is better."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol, Self

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
Ids = NDArray[np.int64]


class VectorStore(Protocol):
    """Vectors by id; every similarity is the inner product of unit vectors, in [-1, 1], higher is better."""

    @property
    def dimension(self) -> int:
        """The length of each vector."""

    def __len__(self) -> int:
        """How many vectors it holds."""

    def add(self, ids: Sequence[int], vectors: Vectors) -> None:
        """Add `vectors` (n × dimension, float32, unit length) under `ids`; an id that is there already is replaced."""

    def remove(self, ids: Sequence[int]) -> None:
        """Take out `ids`; those that are not there are passed over."""

    def search(self, vector: Vectors, k: int, within: Ids | None = None) -> list[tuple[int, float]]:
        """Return the `k` most similar as (id, similarity), best first, equal ones by id; only those in `within`.

        `within` None does not restrict; an empty `within` finds nothing.
        """

    def save(self, folder: Path) -> None:
        """Write the store into `folder`, which exists and is empty."""

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Read what `save` wrote; raises ValueError where it is torn or not a store."""
