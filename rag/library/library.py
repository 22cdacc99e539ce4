"""The library: reports and all that was made of them, on disk, with search over them."""

import threading
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Self

import numpy as np
from numpy.typing import NDArray

from rag.config import Settings
from rag.errors import InputError, LibraryError
from rag.library import records
from rag.library.catalogue import Catalogue
from rag.library.derived import DerivedFolder
from rag.library.lock import only_writer
from rag.library.schema import ReportRow
from rag.library.searching import Indexes, build_vectors, build_words
from rag.library.snapshot import Snapshot
from rag.library.writer import FileStat, Parts, Writer
from rag.types import Chunk, Identity, Report, ReportCard, Section, StatedFigure

if TYPE_CHECKING:
    from rag.library.embed import Embedder

_LAG = 0.1
"""Indexes are written anew once this share of their chunks has changed; less is searched exactly beside them."""


class Library:
    """One folder of reports; any number of threads and processes may read while one writes.

    Each call sees one generation whole; inside `with library.reading():` all calls of this thread see the same one.
    """

    def __init__(self, folder: Path, settings: Settings, catalogue: Catalogue) -> None:
        self.folder = folder
        self._settings = settings
        self._catalogue = catalogue
        self._derived = DerivedFolder(folder)
        self._indexes = Indexes(self._derived)
        self._cards: tuple[int, tuple[ReportCard, ...]] = (-1, ())
        self._mine = threading.local()

    @classmethod
    def open(cls, folder: Path, settings: Settings, *, create: bool = False) -> Self:
        """Open the library in `folder`, making one there if `create` and there is none.

        Raises InputError where there is none, LibraryError where it is damaged or of another format.
        """
        return cls(folder, settings, Catalogue.open(folder, create=create))

    def close(self) -> None:
        """Let go of the files; the library may not be used any more."""
        self._catalogue.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def generation(self) -> int:
        """How many changes the library has seen."""
        with self.reading() as snapshot:
            return snapshot.meta.generation

    @contextmanager
    def reading(self) -> Iterator[Snapshot]:
        """Let this thread see one generation, whole and unchanging, until the block ends."""
        with self._catalogue.reading() as snapshot:
            yield snapshot

    # writing

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Be the only writer for the block; raises LibraryError naming the holder where someone else is."""
        if getattr(self._mine, "writing", False):
            yield
            return
        with only_writer(self.folder):
            self._mine.writing = True
            try:
                yield
            finally:
                self._mine.writing = False

    def prepare(self, embedder: "Embedder") -> None:
        """Make ready to index with `embedder`.

        Raises LibraryError where the library was made with another embedder or with chunks of other sizes.
        """
        chunking = records.dump(self._settings.chunking.model_dump()).decode()
        with self._change() as writer:
            meta = writer.snapshot.meta
            if not meta.embedder:
                writer.remember(embedder=embedder.name, dimension=embedder.dimension, chunking=chunking)
                return
        self.check_embedder(embedder)
        if meta.chunking != chunking:
            raise self._refusal(f"with chunks of {meta.chunking}", chunking)

    def check_embedder(self, embedder: "Embedder") -> None:
        """Raise LibraryError where the library's vectors were made by another embedder than this one."""
        with self.reading() as snapshot:
            meta = snapshot.meta
        if meta.embedder and (meta.embedder, meta.dimension) != (embedder.name, embedder.dimension):
            raise self._refusal(f"with the model {meta.embedder}", embedder.name)

    def add(self, report: Report, parts: Parts, file: FileStat, original: bytes) -> None:
        """Add a report, durably: once this returns, nothing loses it.

        The report is known by the sha256 of its bytes: one that is there already gains a file. A file that held other
        bytes before holds these now, and a report left without a file is removed.
        """
        with self._change() as writer:
            if not writer.snapshot.rows([report.id]):
                if parts.vectors.shape != (len(parts.chunks), writer.snapshot.meta.dimension):
                    raise self._refusal(
                        f"with vectors of {writer.snapshot.meta.dimension} numbers",
                        f"{parts.vectors.shape} for {len(parts.chunks)} chunks",
                    )
                writer.add_report(report, parts, original)
            writer.set_file(file, report.id)

    def add_file(self, file: FileStat, report_id: str) -> None:
        """Say that `file` holds the report `report_id`, which is there already."""
        with self._change() as writer:
            self._row(writer.snapshot, report_id)
            writer.set_file(file, report_id)

    def remove(self, ids: Collection[str]) -> int:
        """Take out reports, corrections of them kept; returns how many there were."""
        with self._change() as writer:
            rows = writer.snapshot.rows(ids)
            writer.remove(rows)
            return len(rows)

    def forget_files(self, paths: Collection[str]) -> int:
        """Forget files that are gone, and the reports that no other file holds; returns how many reports went."""
        with self._change() as writer:
            return writer.forget_files(paths)

    def set_identity(self, report_id: str, identity: Identity) -> None:
        """Correct what a report is, for good: what differs from what was read is kept by the report's hash."""
        with self._change() as writer:
            self._row(writer.snapshot, report_id)
            read = records.identity_fields(writer.snapshot.identity_as_read(report_id))
            wanted = records.identity_fields(identity)
            writer.correct(report_id, {name: value for name, value in wanted.items() if value != read[name]})

    def refresh(self, *, force: bool = False) -> bool:
        """Bring the derived indexes up to date where they lag too far behind, or by `force`; returns whether it did."""
        with self.writing():
            self._derived.tidy()
            done = self._derive(force)
            self._catalogue.settle()
            return done

    def _derive(self, force: bool) -> bool:
        with self.reading() as snapshot:
            if not snapshot.meta.dimension or (not force and self._indexes.lag(snapshot) < _LAG):
                return False
            generation = snapshot.meta.generation
            store = build_vectors(snapshot)
            self._derived.write(generation, snapshot.meta.library, store, lambda folder: build_words(snapshot, folder))
            with self._catalogue.writing() as writer:
                writer.drop_tombstones(generation)
            return True

    # reading

    def cards(self) -> tuple[ReportCard, ...]:
        """Return every report's card, in the order in which they were added."""
        with self.reading() as snapshot:
            generation = snapshot.meta.generation
            if self._cards[0] != generation:
                self._cards = (generation, snapshot.cards())
            return self._cards[1]

    def card(self, id_prefix: str) -> ReportCard:
        """Return the card of the report whose id begins so; raises InputError where none or more than one does."""
        with self.reading() as snapshot:
            ids = snapshot.ids_like(id_prefix, 2) if id_prefix else []
            if not ids:
                raise InputError(f"no report has the id {id_prefix!r}: `fazhi reports` lists them")
            if len(ids) > 1:
                raise InputError(f"more than one report's id begins with {id_prefix!r}: give more of it")
            return next(card for card in self.cards() if card.id == ids[0])

    def find_report(self, report_id: str) -> ReportCard | None:
        """Return the card of the report of exactly this id, None where there is none."""
        return next((card for card in self.cards() if card.id == report_id), None)

    def text(self, report_id: str) -> str:
        """Return a report's canonical text."""
        with self.reading() as snapshot:
            return snapshot.text(self._row(snapshot, report_id))

    def report(self, report_id: str) -> Report:
        """Return a report, its identity as corrected."""
        with self.reading() as snapshot:
            return snapshot.report(self._row(snapshot, report_id), self.card(report_id))

    def sections(self, report_id: str) -> tuple[Section, ...]:
        """Return a report's sections."""
        with self.reading() as snapshot:
            return snapshot.sections(self._row(snapshot, report_id))

    def figures(self, report_id: str) -> tuple[StatedFigure, ...]:
        """Return the figures that a report states, in the order of its text, each with its sentence or table row."""
        with self.reading() as snapshot:
            return snapshot.figures(self._row(snapshot, report_id))

    def figures_of(self, value: Decimal, unit: str = "") -> list[tuple[str, StatedFigure]]:
        """Return every figure of just this value with its report's id; of the bare `unit` alone unless that is ""."""
        with self.reading() as snapshot:
            return [(row.id, one) for row, one in snapshot.figures_of(value, unit)]

    def indicators(self) -> dict[str, int]:
        """Return the words by which reports name what their figures count, with how many reports do."""
        with self.reading() as snapshot:
            return snapshot.indicators()

    def original(self, report_id: str) -> bytes:
        """Return the bytes that a report was read from."""
        with self.reading() as snapshot:
            return snapshot.original(self._row(snapshot, report_id))

    def chunks(self, ids: Sequence[str]) -> tuple[tuple[int, Chunk], ...]:
        """Return the chunks of the reports `ids`, in their order, each with its row; unknown ids have none."""
        with self.reading() as snapshot:
            rows = {row.id: row for row in snapshot.rows(ids)}
            return tuple(snapshot.chunks(rows[one] for one in dict.fromkeys(ids) if one in rows))

    def chunks_at(self, chunk_rows: Collection[int]) -> dict[int, Chunk]:
        """Return the chunks at `chunk_rows`, as a search gave them; those that are gone are left out."""
        with self.reading() as snapshot:
            return snapshot.chunks_at(chunk_rows)

    def chunk(self, chunk_row: int) -> Chunk:
        """Return one chunk; raises InputError where it is gone."""
        found = self.chunks_at([chunk_row])
        if chunk_row not in found:
            raise InputError(f"there is no passage {chunk_row}: search again")
        return found[chunk_row]

    def known_files(self) -> dict[str, tuple[int, int, str]]:
        """Return size, time of change in ns and report id of each file as it was last read."""
        with self.reading() as snapshot:
            return snapshot.known_files()

    # searching

    def search_vectors(
        self, vector: NDArray[np.float32], k: int, report_ids: Collection[str] | None = None
    ) -> list[tuple[int, float]]:
        """Return the `k` most similar chunks as (row, similarity), best first, equal ones by row.

        Only chunks of `report_ids`: None is all of them, and an empty collection finds nothing. Raises LibraryError
        where the vector is none of the library's.
        """
        with self.reading() as snapshot:
            if snapshot.meta.dimension and vector.shape != (snapshot.meta.dimension,):
                raise self._refusal(f"with vectors of {snapshot.meta.dimension} numbers", f"{vector.shape}")
            rows = None if report_ids is None else snapshot.rows(report_ids)
            return self._indexes.search_vectors(snapshot, vector, k, rows)

    def search_words(self, query: str, k: int, report_ids: Collection[str] | None = None) -> list[tuple[int, float]]:
        """Return the `k` best chunks for the words of `query` as (row, BM25), best first, equal ones by row.

        Only chunks of `report_ids`: None is all of them, and an empty collection finds nothing.
        """
        with self.reading() as snapshot:
            rows = None if report_ids is None else snapshot.rows(report_ids)
            return self._indexes.search_words(snapshot, query, k, rows)

    @contextmanager
    def _change(self) -> Iterator[Writer]:
        with self.writing(), self._catalogue.writing() as writer:
            yield writer

    def _row(self, snapshot: Snapshot, report_id: str) -> ReportRow:
        rows = snapshot.rows([report_id])
        if not rows:
            raise InputError(f"no report has the id {report_id!r}: `fazhi reports` lists them")
        return rows[0]

    def _refusal(self, made: str, now: str) -> LibraryError:
        return LibraryError(
            f"the library at {self.folder} was made {made} and the settings now say {now}: "
            "set them back, or index the reports into another folder (--library)"
        )
