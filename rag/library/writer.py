"""One change to a library: what is done to the tables inside a single transaction."""

import os
import sqlite3
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
from numpy.typing import NDArray

from rag.library import records
from rag.library.schema import ReportRow
from rag.library.snapshot import Snapshot
from rag.types import Chunk, Report, Section, StatedFigure


@dataclass(frozen=True, slots=True)
class FileStat:
    """A file as it was when it was read: its path, its size in bytes and its time of change in ns."""

    path: str
    size: int
    mtime_ns: int


@dataclass(frozen=True, slots=True)
class Parts:
    """What was made of a report: its sections, chunks, their vectors (n × dimension, unit length), and its figures."""

    sections: Sequence[Section]
    chunks: Sequence[Chunk]
    vectors: NDArray[np.float32]
    figures: Sequence[StatedFigure] = ()


class Writer:
    """The tables inside one transaction; `changed` tells whether anything readers see has changed."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._run = connection.execute
        self._many = connection.executemany
        self._before = Snapshot(connection).meta
        self.snapshot = Snapshot(connection)
        self.changed = False

    @property
    def generation(self) -> int:
        """The generation that this change makes."""
        return self._before.generation + 1

    def remember(self, **values: str | int) -> None:
        """Set what the library remembers of itself."""
        self._many("INSERT OR REPLACE INTO meta VALUES (?, ?)", list(values.items()))

    def add_report(self, report: Report, parts: Parts, original: bytes) -> None:
        """Add a report that is not there yet, without its file."""
        first = int(dict(self._run("SELECT key, value FROM meta")).get("next_chunk", 1))
        card = records.card_values(report, len(parts.sections), _coverage(report, parts.chunks), _now())
        added = self._run(
            "INSERT INTO reports (id, generation, first_chunk, chunks, card) VALUES (?, ?, ?, ?, ?)",
            (report.id, self.generation, first, len(parts.chunks), records.dump(card)),
        ).lastrowid
        body = (
            records.dump(records.extract_values(report.extract)),
            records.dump(records.section_values(parts.sections)),
        )
        self._run("INSERT INTO bodies VALUES (?, ?, ?, ?)", (added, *body, records.text_to_bytes(report.text)))
        self._run("INSERT INTO vectors VALUES (?, ?)", (added, np.asarray(parts.vectors, dtype="<f4").tobytes()))
        self._run("INSERT INTO originals VALUES (?, ?)", (added, original))
        self._many(
            "INSERT INTO chunks VALUES (?, ?, ?, ?, ?, ?)",
            [
                (at, added, chunk.span.start, chunk.span.end, records.dump(chunk.headings), chunk.page)
                for at, chunk in enumerate(parts.chunks, first)
            ],
        )
        self._many(
            f"INSERT INTO figures VALUES ({', '.join('?' * 13)})",
            [(added, *records.figure_row(stated)) for stated in parts.figures],
        )
        self.remember(next_chunk=first + len(parts.chunks))
        self.changed = True

    def set_file(self, file: FileStat, report_id: str) -> None:
        """Say that `file` holds the report; a report that it held before and that no other file holds is removed."""
        (row,) = self.snapshot.rows([report_id])
        path = os.fsencode(file.path)
        before = self._run("SELECT report FROM files WHERE path = ?", (path,)).fetchone()
        self._run(
            "INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?)",
            (path, row.row, file.size, file.mtime_ns, self.generation),
        )
        if before and before[0] != row.row:
            self._remove_orphans([before[0]])
        self.changed = True

    def forget_files(self, paths: Collection[str]) -> int:
        """Forget `paths` and remove the reports that no other file holds; returns how many were removed."""
        keys = [os.fsencode(path) for path in paths]
        reports = {row[0] for key in keys for row in self._run("SELECT report FROM files WHERE path = ?", (key,))}
        self._many("DELETE FROM files WHERE path = ?", [(key,) for key in keys])
        self.changed = self.changed or bool(reports)
        return self._remove_orphans(reports)

    def remove(self, rows: Collection[ReportRow]) -> None:
        """Take out reports, leaving only what an index that lags behind has to know."""
        for row in rows:
            gone = (row.row, row.first_chunk, row.chunks, self.generation)
            self._run("INSERT INTO removed VALUES (?, ?, ?, ?)", gone)
            self._run("DELETE FROM reports WHERE row = ?", (row.row,))
            for table in ("bodies", "vectors", "originals", "chunks", "figures", "files"):
                self._run(f"DELETE FROM {table} WHERE report = ?", (row.row,))
            self.changed = True

    def correct(self, report_id: str, fields: dict[str, object]) -> None:
        """Keep a person's corrections of a report's identity, instead of earlier ones; none at all undoes them."""
        self._run("DELETE FROM corrections WHERE id = ?", (report_id,))
        if fields:
            self._run("INSERT INTO corrections VALUES (?, ?)", (report_id, records.dump(fields)))
        self.changed = True

    def drop_tombstones(self, floor: int) -> None:
        """Forget what indexes derived before `floor` would have to know; they are of no use from now on."""
        self._run("DELETE FROM removed WHERE generation <= ?", (floor,))
        self.remember(floor=floor)

    def finish(self) -> None:
        """Count a new generation where readers see a change."""
        if self.changed:
            self.remember(generation=self.generation)

    def _remove_orphans(self, reports: Collection[int]) -> int:
        held = [row for row in reports if self._run("SELECT 1 FROM files WHERE report = ?", (row,)).fetchone()]
        orphans = self.snapshot.rows_at(set(reports) - set(held))
        self.remove(orphans)
        return len(orphans)


def _coverage(report: Report, chunks: Sequence[Chunk]) -> float:
    """Return the share of the text's non-blank characters that chunks cover, 1 where there are none."""
    covered = bytearray(len(report.text))
    for chunk in chunks:
        covered[chunk.span.start : chunk.span.end] = b"\x01" * (chunk.span.end - chunk.span.start)
    marks = [mark for char, mark in zip(report.text, covered, strict=True) if not char.isspace()]
    return round(sum(marks) / len(marks), 4) if marks else 1.0


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
