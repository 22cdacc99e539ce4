"""The exact store, in NumPy: the oracle that every other store is tested against."""

from collections.abc import Sequence
from pathlib import Path
from typing import Self

import numpy as np

from vectorstore.base import DECIMALS, Ids, Vectors, checked, ranked
from vectorstore.sealed import seal, unseal

_KIND = "exact"


class ExactStore:
    """Vectors in one array, ids ascending beside it; every search reads them all."""

    def __init__(self, dimension: int) -> None:
        self._ids: Ids = np.empty(0, dtype=np.int64)
        self._vectors: Vectors = np.empty((0, dimension), dtype=np.float32)

    @property
    def dimension(self) -> int:
        """The length of each vector."""
        return int(self._vectors.shape[1])

    def __len__(self) -> int:
        return len(self._ids)

    def add(self, ids: Sequence[int] | Ids, vectors: Vectors) -> None:
        """Add `vectors` under `ids`; an id that is there already is replaced."""
        keys, rows = checked(ids, vectors, self.dimension)
        if not len(keys):
            return
        if not len(self) and (np.diff(keys) > 0).all():  # as they are read from disk: nothing to put in order
            self._ids, self._vectors = keys, rows
            return
        self.remove(keys)
        joined = np.concatenate([self._ids, keys])
        order = np.argsort(joined)
        self._ids, self._vectors = joined[order], np.concatenate([self._vectors, rows])[order]

    def remove(self, ids: Sequence[int] | Ids) -> None:
        """Take out `ids`; those that are not there are passed over."""
        gone = np.isin(self._ids, np.asarray(ids, dtype=np.int64))
        if gone.any():
            self._ids, self._vectors = self._ids[~gone], self._vectors[~gone]

    def search(self, vector: Vectors, k: int, within: Ids | None = None) -> list[tuple[int, float]]:
        """Return the `k` most similar as (id, similarity), best first, equal ones by id; only those in `within`."""
        if k <= 0 or not len(self):
            return []
        if within is None:
            return _best(self._ids, self._vectors @ vector, k)
        at = np.searchsorted(self._ids, within)
        at = np.unique(at[(at < len(self)) & (self._ids[np.minimum(at, len(self) - 1)] == within)])
        return ranked(self._ids[at], self._vectors[at] @ vector, k)

    def save(self, folder: Path) -> None:
        """Write the store into `folder`, which exists and is empty."""
        np.save(folder / "ids.npy", self._ids, allow_pickle=False)
        np.save(folder / "vectors.npy", self._vectors, allow_pickle=False)
        seal(folder, {"kind": _KIND, "dimension": self.dimension})

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Read what `save` wrote; raises ValueError where it is torn or not an exact store."""
        about = unseal(folder)
        if about.get("kind") != _KIND:
            raise ValueError(f"{folder} does not hold an exact store")
        store = cls(about["dimension"])
        store._ids = np.load(folder / "ids.npy", allow_pickle=False)
        store._vectors = np.load(folder / "vectors.npy", allow_pickle=False)
        return store


def _best(ids: Ids, similarities: Vectors, k: int) -> list[tuple[int, float]]:
    """Rank only what can be among the best `k`, ties by rounding included: a full sort costs more than the product."""
    if k < len(ids):
        floor = np.partition(similarities, len(ids) - k)[len(ids) - k] - 2 * 10.0**-DECIMALS
        near = similarities >= floor
        ids, similarities = ids[near], similarities[near]
    return ranked(ids, similarities, k)
