"""Search over one generation: an index that may lag behind, and exactly what has changed since."""

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from rag.library.derived import DerivedFolder
from rag.library.schema import ReportRow
from rag.library.snapshot import Snapshot
from vectorstore.base import VectorStore
from vectorstore.exact import ExactStore

if (
    TYPE_CHECKING
):  # the segmenter's dictionary and faiss take their time, and are loaded by the first search that needs them
    from rag.library.words import WordIndex, WordsOf

T = TypeVar("T")
Hits = list[tuple[int, float]]

READ_DIRECTLY = 2_048
"""Up to so many chunks are read from the database and compared at once, which takes less than loading an index."""


@dataclass(frozen=True, slots=True)
class _Held(Generic[T]):
    """Something made once and kept: the index of a generation, or what is fresh between two generations."""

    made: T
    generation: int
    up_to: int


class Indexes:
    """The indexes of one library, each loaded once; for any number of threads."""

    def __init__(self, derived: DerivedFolder) -> None:
        self._derived = derived
        self._guard = threading.RLock()
        self._held: dict[str, _Held[object]] = {}

    def search_vectors(
        self, snapshot: Snapshot, vector: NDArray[np.float32], k: int, rows: Sequence[ReportRow] | None
    ) -> Hits:
        """Return the `k` chunks most similar to `vector` as (row, similarity), of the reports in `rows` (None: all)."""
        if rows is not None and sum(row.chunks for row in rows) <= READ_DIRECTLY:
            return _best(exact_store(snapshot, rows).search(vector, k), k)
        base = self._base(snapshot, "vectors", _read_vectors, _all_vectors)
        within = None if rows is None else _chunk_rows(rows)
        lost = set(_chunk_rows(snapshot.removed_since(base.generation)).tolist())
        found = base.made.search(vector, k + (len(lost) if rows is None else 0), within)
        fresh = self._fresh(snapshot, "vectors", base.generation, exact_store).search(vector, k, within)
        return _best([*(hit for hit in found if hit[0] not in lost), *fresh], k)

    def search_words(self, snapshot: Snapshot, query: str, k: int, rows: Sequence[ReportRow] | None) -> Hits:
        """Return the `k` best chunks for the words of `query` as (row, BM25), of the reports in `rows` (None: all)."""
        from rag.library.words import score_fresh, segment

        terms = list(dict.fromkeys(segment(query)))
        if not terms:
            return []
        inside = None if rows is None else {row.row for row in rows}
        base = self._base(snapshot, "words", _read_words, _all_words)
        lost = {row.row for row in snapshot.removed_since(base.generation)}
        found = base.made.search(terms, k, inside, lost)
        fresh = self._fresh(snapshot, "words", base.generation, words_of)
        wanted = [document for document in fresh if inside is None or document.report in inside]
        if wanted:
            found = [*found, *score_fresh(wanted, terms, base.made.statistics(terms))]
        return _best(found, k)

    def lag(self, snapshot: Snapshot) -> float:
        """Return how many chunks came or went since the newest sound indexes, as a share of those they hold."""
        for generation in self._derived.generations(snapshot.meta.library):
            if snapshot.meta.floor <= generation <= snapshot.meta.generation and self._sound(generation):
                fresh = sum(row.chunks for row in snapshot.rows_since(generation))
                lost = sum(row.chunks for row in snapshot.removed_since(generation) if row.generation <= generation)
                held = sum(row.chunks for row in snapshot.rows()) - fresh + lost
                return (fresh + lost) / max(held, 1)
        return float("inf")

    def _sound(self, generation: int) -> bool:
        parts = (
            self._derived.load(generation, "vectors", _read_vectors),
            self._derived.load(generation, "words", _read_words),
        )
        return all(part is not None for part in parts)

    def _base(
        self, snapshot: Snapshot, part: str, read: Callable[[Path], T], make: Callable[[Snapshot], T]
    ) -> _Held[T]:
        """Return the index that serves the snapshot: that in use, else the newest on disk, else one made in memory."""
        meta = snapshot.meta
        with self._guard:
            held = self._held.get(part)
            if held and meta.floor <= held.generation <= meta.generation:
                return held  # type: ignore[return-value]
            for generation in self._derived.generations(meta.library):
                if meta.floor <= generation <= meta.generation:
                    loaded = self._derived.load(generation, part, read)
                    if loaded is not None:
                        return self._hold(part, loaded, generation, generation)
            return self._hold(part, make(snapshot), meta.generation, meta.generation)

    def _fresh(
        self, snapshot: Snapshot, part: str, since: int, make: Callable[[Snapshot, Sequence[ReportRow]], T]
    ) -> T:
        """Return what the snapshot has beyond the index of generation `since`."""
        with self._guard:
            held = self._held.get(f"fresh {part}")
            if held and (held.generation, held.up_to) == (since, snapshot.meta.generation):
                return held.made  # type: ignore[return-value]
            made = make(snapshot, snapshot.rows_since(since))
            return self._hold(f"fresh {part}", made, since, snapshot.meta.generation).made

    def _hold(self, name: str, made: T, generation: int, up_to: int) -> _Held[T]:
        held = _Held(made, generation, up_to)
        self._held[name] = held  # type: ignore[assignment]
        return held


def exact_store(snapshot: Snapshot, rows: Sequence[ReportRow]) -> ExactStore:
    """Return the vectors of the reports in `rows`, read from the truth."""
    store = ExactStore(snapshot.meta.dimension)
    store.add(*snapshot.vectors(rows))
    return store


def words_of(snapshot: Snapshot, rows: Sequence[ReportRow]) -> "list[WordsOf]":
    """Return the words of every chunk of the reports in `rows`, its headings included."""
    return list(_words_of(snapshot, rows))


def _words_of(snapshot: Snapshot, rows: Sequence[ReportRow]) -> "Iterator[WordsOf]":
    from rag.library.words import WordsOf, segment

    for row in rows:
        wrapped = snapshot.wrapped(row)
        for at, chunk in snapshot.chunks([row]):
            yield WordsOf(at, row.row, segment("\n".join(chunk.headings)) + segment(chunk.text, wrapped))


def build_words(snapshot: Snapshot, folder: Path | None = None) -> "WordIndex":
    """Index the words of all chunks, in `folder` or else in memory."""
    from rag.library.words import WordIndex

    return WordIndex.build(_words_of(snapshot, snapshot.rows()), folder)


def build_vectors(snapshot: Snapshot) -> VectorStore:
    """Return the store of all vectors that is saved as an index."""
    from vectorstore.faiss_store import FaissStore

    store = FaissStore(snapshot.meta.dimension)
    store.add(*snapshot.vectors(snapshot.rows()))
    return store


def _all_words(snapshot: Snapshot) -> "WordIndex":
    return build_words(snapshot)


def _all_vectors(snapshot: Snapshot) -> VectorStore:
    return exact_store(snapshot, snapshot.rows())


def _read_vectors(folder: Path) -> VectorStore:
    from vectorstore.faiss_store import FaissStore

    return FaissStore.load(folder)


def _read_words(folder: Path) -> "WordIndex":
    from rag.library.words import WordIndex

    return WordIndex.load(folder)


def _chunk_rows(rows: Sequence[ReportRow]) -> NDArray[np.int64]:
    return np.array([at for row in rows for at in row.chunk_rows], dtype=np.int64)


def _best(hits: Hits, k: int) -> Hits:
    """Return the `k` best, equal ones by row; scores are rounded, since their last digits differ between sums."""
    return sorted(((row, round(score, 5)) for row, score in hits), key=lambda hit: (-hit[1], hit[0]))[: max(k, 0)]
