"""The tables of a library, its format's version, and what the library remembers of itself."""

from dataclasses import dataclass

FORMAT = 3
"""Raise it whenever the tables change; a library of another format is refused."""

TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE reports (
    row INTEGER PRIMARY KEY AUTOINCREMENT,  -- never used twice, so that an index may lag behind
    id TEXT NOT NULL UNIQUE,
    generation INTEGER NOT NULL,
    first_chunk INTEGER NOT NULL,
    chunks INTEGER NOT NULL,
    card BLOB NOT NULL
);
CREATE INDEX reports_by_generation ON reports (generation);
CREATE TABLE bodies (report INTEGER PRIMARY KEY, extract BLOB, sections BLOB, text BLOB);
CREATE TABLE vectors (report INTEGER PRIMARY KEY, vectors BLOB);
CREATE TABLE originals (report INTEGER PRIMARY KEY, data BLOB);
CREATE TABLE chunks (
    row INTEGER PRIMARY KEY,  -- consecutive within a report
    report INTEGER NOT NULL,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL,
    headings BLOB NOT NULL,
    page INTEGER
);
CREATE TABLE figures (
    report INTEGER NOT NULL,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL,
    first INTEGER NOT NULL,  -- the sentence or the row of a table that states it, from here
    last INTEGER NOT NULL,
    value TEXT NOT NULL,
    unit TEXT NOT NULL,
    approximate INTEGER NOT NULL,
    role TEXT NOT NULL,
    indicator TEXT NOT NULL,
    scope TEXT,
    year INTEGER,
    heads BLOB,  -- of a number in a table: what heads its row, its column and the table
    PRIMARY KEY (report, start)
) WITHOUT ROWID;
CREATE TABLE files (
    path BLOB PRIMARY KEY,  -- bytes, since a file name need not be valid Unicode
    report INTEGER NOT NULL,
    size INTEGER NOT NULL,
    mtime_ns INTEGER NOT NULL,
    seen INTEGER NOT NULL  -- the generation in which it was last read
);
CREATE INDEX files_by_report ON files (report);
CREATE TABLE corrections (id TEXT PRIMARY KEY, fields BLOB NOT NULL);
CREATE TABLE removed (
    report INTEGER PRIMARY KEY, first_chunk INTEGER NOT NULL, chunks INTEGER NOT NULL, generation INTEGER NOT NULL
);
CREATE INDEX removed_by_generation ON removed (generation);
"""


@dataclass(frozen=True, slots=True)
class Meta:
    """What a library remembers of itself; `embedder` is "" until something was indexed.

    `generation` counts its changes. An index derived before `floor` is of no use any more. `next_chunk` is the row that
    the next chunk gets.
    """

    library: str
    generation: int = 0
    floor: int = 0
    next_chunk: int = 1
    embedder: str = ""
    dimension: int = 0
    chunking: str = ""


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A report's place in the tables: its row, its id, and the rows of its chunks."""

    row: int
    id: str
    generation: int
    first_chunk: int
    chunks: int

    @property
    def chunk_rows(self) -> range:
        """The rows of its chunks."""
        return range(self.first_chunk, self.first_chunk + self.chunks)
