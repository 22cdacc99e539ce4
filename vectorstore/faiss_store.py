"""The FAISS store: an exact inner-product index with ids; the only door to faiss."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Self

import faiss
import numpy as np

from vectorstore.base import Ids, Vectors, checked, ranked
from vectorstore.sealed import seal, unseal

_KIND = "faiss"
_FILE = "vectors.faiss"


class FaissStore:
    """Vectors in a flat FAISS index; what it finds is what the exact store finds."""

    def __init__(self, dimension: int) -> None:
        self._index: Any = faiss.IndexIDMap2(faiss.IndexFlatIP(dimension))

    @property
    def dimension(self) -> int:
        """The length of each vector."""
        return int(self._index.d)

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def add(self, ids: Sequence[int] | Ids, vectors: Vectors) -> None:
        """Add `vectors` under `ids`; an id that is there already is replaced."""
        keys, rows = checked(ids, vectors, self.dimension)
        if not len(keys):
            return
        self.remove(keys)
        self._index.add_with_ids(rows, keys)

    def remove(self, ids: Sequence[int] | Ids) -> None:
        """Take out `ids`; those that are not there are passed over."""
        keys = np.asarray(ids, dtype=np.int64)
        there = keys[np.isin(keys, faiss.vector_to_array(self._index.id_map))]
        if len(there):  # removing rewrites the whole array, so never for nothing
            self._index.remove_ids(there)

    def search(self, vector: Vectors, k: int, within: Ids | None = None) -> list[tuple[int, float]]:
        """Return the `k` most similar as (id, similarity), best first, equal ones by id; only those in `within`."""
        if k <= 0 or not len(self) or (within is not None and not len(within)):
            return []
        fetch = k + 1
        while True:
            ids, similarities = self._nearest(vector, min(fetch, len(self)), within)
            found = ranked(ids, similarities, len(ids))
            if fetch >= len(self) or len(found) < fetch or found[-1][1] < found[k - 1][1]:
                return found[:k]
            fetch *= 4  # equal ones straddle the cut, and FAISS orders them by position

    def save(self, folder: Path) -> None:
        """Write the store into `folder`, which exists and is empty."""
        faiss.write_index(self._index, str(folder / _FILE))
        seal(folder, {"kind": _KIND, "dimension": self.dimension})

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Read what `save` wrote; raises ValueError where it is torn or not a FAISS store."""
        about = unseal(folder)
        if about.get("kind") != _KIND:
            raise ValueError(f"{folder} does not hold a FAISS store")
        store = cls(about["dimension"])
        try:
            store._index = faiss.read_index(str(folder / _FILE))
        except RuntimeError as error:
            raise ValueError(f"{folder} cannot be read: {error}") from error
        if not isinstance(store._index, faiss.IndexIDMap2) or store.dimension != about["dimension"]:
            raise ValueError(f"{folder} cannot be read: it is no index with ids of dimension {about['dimension']}")
        return store

    def _nearest(self, vector: Vectors, k: int, within: Ids | None) -> tuple[Ids, Vectors]:
        faiss.omp_set_num_threads(
            1
        )  # one question is one thread's work; a second one only makes it wait for a free core
        query = np.ascontiguousarray(vector, dtype=np.float32).reshape(1, -1)
        only = None
        if within is not None:
            selector = faiss.IDSelectorBatch(np.asarray(within, dtype=np.int64))
            only = faiss.SearchParameters(sel=selector)  # type: ignore[call-arg]
        similarities, ids = self._index.search(query, k, params=only)
        found = ids[0] >= 0  # FAISS fills up with -1
        return ids[0][found], similarities[0][found]
