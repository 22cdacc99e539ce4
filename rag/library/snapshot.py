"""One generation of a library, as a reader sees it."""

import json
import os
import sqlite3
from collections.abc import Collection, Iterable, Iterator
from decimal import Decimal
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rag.library import records
from rag.library.schema import Meta, ReportRow
from rag.types import Chunk, Identity, Report, ReportCard, Section, Span, StatedFigure

_ROW = "SELECT row, id, generation, first_chunk, chunks FROM reports"


class Snapshot:
    """What stands in the tables at one moment; every method reads that moment and no later one."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    @cached_property
    def meta(self) -> Meta:
        """What the library remembers of itself."""
        return Meta(**dict(self._all("SELECT key, value FROM meta")))

    @property
    def format(self) -> int:
        """The version of the tables."""
        return int(self._all("PRAGMA user_version")[0][0])

    @property
    def size(self) -> int:
        """The bytes that the database takes."""
        return int(self._all("PRAGMA page_count")[0][0] * self._all("PRAGMA page_size")[0][0])

    def rows(self, ids: Collection[str] | None = None) -> list[ReportRow]:
        """Return where the reports `ids` (None: all) stand in the tables, by row; unknown ones are passed over."""
        if ids is None:
            return [ReportRow(*row) for row in self._all(f"{_ROW} ORDER BY row")]
        return [ReportRow(*row) for row in self._all(f"{_ROW} WHERE id IN {_LIST} ORDER BY row", _listed(ids))]

    def rows_at(self, rows: Collection[int]) -> list[ReportRow]:
        """Return the reports at `rows`, in their order; those that are not there are left out."""
        return [ReportRow(*row) for row in self._all(f"{_ROW} WHERE row IN {_LIST} ORDER BY row", _listed(rows))]

    def rows_since(self, generation: int) -> list[ReportRow]:
        """Return the reports added after `generation`."""
        return [ReportRow(*row) for row in self._all(f"{_ROW} WHERE generation > ? ORDER BY row", generation)]

    def removed_since(self, generation: int) -> list[ReportRow]:
        """Return the reports removed after `generation`, their ids unknown."""
        sql = "SELECT report, '', generation, first_chunk, chunks FROM removed WHERE generation > ? ORDER BY report"
        return [ReportRow(*row) for row in self._all(sql, generation)]

    def cards(self) -> tuple[ReportCard, ...]:
        """Return every report's card, in the order in which they were added."""
        files = self._files()
        return tuple(
            records.card_back(self._corrected(records.load(card), fields), report_id, files.get(row, ()), chunks)
            for row, report_id, chunks, card, fields in self._all(
                "SELECT row, id, chunks, card, fields FROM reports LEFT JOIN corrections USING (id) ORDER BY row"
            )
        )

    def ids_like(self, beginning: str, most: int) -> list[str]:
        """Return up to `most` ids that begin so."""
        sql = "SELECT id FROM reports WHERE substr(id, 1, ?) = ? ORDER BY id LIMIT ?"
        return [row[0] for row in self._all(sql, len(beginning), beginning, most)]

    def identity_as_read(self, report_id: str) -> Identity:
        """Return what the report was identified as, corrections left out."""
        (card,) = self._one("SELECT card FROM reports WHERE id = ?", report_id)
        return records.identity_back(records.load(card)["identity"])

    def text(self, row: ReportRow) -> str:
        """Return a report's canonical text."""
        return records.text_from_bytes(self._one("SELECT text FROM bodies WHERE report = ?", row.row)[0])

    def report(self, row: ReportRow, card: ReportCard) -> Report:
        """Return a report, its identity corrected."""
        extract = records.load(self._one("SELECT extract FROM bodies WHERE report = ?", row.row)[0])
        made = records.extract_back(extract, self.text(row))
        return Report(card.id, card.files, made, card.identity, card.furniture)

    def sections(self, row: ReportRow) -> tuple[Section, ...]:
        """Return a report's sections."""
        return records.sections_back(
            records.load(self._one("SELECT sections FROM bodies WHERE report = ?", row.row)[0])
        )

    def wrapped(self, row: ReportRow) -> bool:
        """Tell whether the report's line ends are those of a page and not of paragraphs."""
        return bool(records.load(self._one("SELECT extract FROM bodies WHERE report = ?", row.row)[0])["wrapped"])

    def original(self, row: ReportRow) -> bytes:
        """Return the bytes that the report was read from."""
        return bytes(self._one("SELECT data FROM originals WHERE report = ?", row.row)[0])

    def chunks(self, rows: Iterable[ReportRow]) -> Iterator[tuple[int, Chunk]]:
        """Yield the chunks of the reports in `rows`, each with its row."""
        for row in rows:
            yield from self._chunks(row, self._all(f"{_CHUNK} WHERE report = ? ORDER BY row", row.row))

    def figures(self, row: ReportRow) -> tuple[StatedFigure, ...]:
        """Return a report's figures in the order of its text."""
        found = self._all(f"{_FIGURE} WHERE report = ? ORDER BY start", row.row)
        text = self.text(row) if found else ""
        return tuple(records.figure_back(one, text) for one in found)

    def figures_of(self, value: Decimal, unit: str) -> Iterator[tuple[ReportRow, StatedFigure]]:
        """Yield every figure of this value, and of this unit unless it is "", with its report, in the tables' order."""
        sql = f"{_FIGURE_OF} WHERE CAST(value AS REAL) = ? AND unit IN (?, iif(? = '', unit, ?)) ORDER BY report, start"
        found = [row for row in self._all(sql, float(value), unit, unit, unit) if Decimal(row[5]) == value]
        reports = {row.row: row for row in self.rows_at({row[0] for row in found})}
        texts = {at: self.text(row) for at, row in reports.items()}
        yield from ((reports[at], records.figure_back(tuple(row), texts[at])) for at, *row in found)

    def indicators(self) -> dict[str, int]:
        """Return every indicator's words, with how many reports have figures under them."""
        return dict(self._all("SELECT indicator, COUNT(DISTINCT report) FROM figures GROUP BY indicator"))

    def chunks_at(self, chunk_rows: Collection[int]) -> dict[int, Chunk]:
        """Return the chunks at `chunk_rows`; those that are not there are left out."""
        sql = f"SELECT DISTINCT report FROM chunks WHERE row IN {_LIST}"
        found: dict[int, Chunk] = {}
        for row in self.rows_at([row[0] for row in self._all(sql, _listed(chunk_rows))]):
            wanted = [at for at in chunk_rows if at in row.chunk_rows]
            found.update(self._chunks(row, self._all(f"{_CHUNK} WHERE row IN {_LIST}", _listed(wanted))))
        return found

    def vectors(self, rows: Iterable[ReportRow]) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Return the chunk rows of the reports in `rows` and their vectors, n × dimension."""
        known = list(rows)
        found = dict(
            self._all(f"SELECT report, vectors FROM vectors WHERE report IN {_LIST}", _listed(r.row for r in known))
        )
        if any(len(found.get(row.row, b"")) != row.chunks * self.meta.dimension * 4 for row in known):
            raise sqlite3.DatabaseError("vectors are missing")
        ids = np.array([at for row in known for at in row.chunk_rows], dtype=np.int64)
        joined = np.frombuffer(b"".join(found[row.row] for row in known), dtype="<f4")
        return ids, joined.reshape(len(ids), self.meta.dimension)

    def known_files(self) -> dict[str, tuple[int, int, str]]:
        """Return size, time of change in ns and report id of each file as it was last read."""
        sql = "SELECT path, size, mtime_ns, id FROM files JOIN reports ON reports.row = files.report"
        return {os.fsdecode(path): (size, mtime_ns, report_id) for path, size, mtime_ns, report_id in self._all(sql)}

    def _files(self) -> dict[int, tuple[str, ...]]:
        files: dict[int, tuple[str, ...]] = {}
        for report, path in self._all("SELECT report, path FROM files ORDER BY seen, path"):
            files[report] = (*files.get(report, ()), os.fsdecode(path))
        return files

    def _chunks(
        self, row: ReportRow, found: list[tuple[int, int, int, bytes, int | None]]
    ) -> Iterator[tuple[int, Chunk]]:
        text = self.text(row)
        for at, start, end, headings, page in found:
            span = Span(start, end)
            yield at, Chunk(row.id, span, span.of(text), tuple(records.load(headings)), page)

    @staticmethod
    def _corrected(card: dict[str, Any], fields: bytes | None) -> dict[str, Any]:
        return {**card, "identity": {**card["identity"], **records.load(fields)}} if fields else card

    def _all(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        return self._connection.execute(sql, values).fetchall()

    def _one(self, sql: str, value: object) -> tuple[Any, ...]:
        found = self._all(sql, value)
        if not found:
            raise sqlite3.DatabaseError("a record is missing")
        return tuple(found[0])


_LIST = "(SELECT value FROM json_each(?))"
_OF_FIGURE = "start, stop, first, last, value, unit, approximate, role, indicator, scope, year, heads"
_FIGURE = f"SELECT {_OF_FIGURE} FROM figures"
_FIGURE_OF = f"SELECT report, {_OF_FIGURE} FROM figures"
_CHUNK = "SELECT row, start, stop, headings, page FROM chunks"


def _listed(values: Iterable[object]) -> str:
    return json.dumps(list(values))
