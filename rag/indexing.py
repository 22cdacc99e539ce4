"""One file after another into the library: what is unchanged costs a look, what fails is told and the rest goes on."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from pathlib import Path

from rag.config import Settings
from rag.errors import ReadError, SkippedFile
from rag.library.embed import Embedder
from rag.library.library import Library
from rag.library.writer import FileStat, Parts
from rag.reading.chunk import cut_chunks, embed_text
from rag.reading.figures import find_report_figures
from rag.reading.read import Reader, file_id, full_path
from rag.reading.sections import find_sections
from rag.types import Indexed, Report


class Done(StrEnum):
    """What became of one file."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    SKIPPED = "skipped"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file, why if it was not indexed, and how many chunks were embedded for it."""

    file: str
    done: Done
    why: str = ""
    chunks: int = 0


class Indexer:
    """Brings files into a library as its only writer; the model is opened by the first file that is new."""

    def __init__(self, library: Library, reader: Reader, settings: Settings, embedder: Callable[[], Embedder]) -> None:
        self._library = library
        self._reader = reader
        self._settings = settings
        self._open_embedder = embedder
        self._known = library.known_files()
        self._ready = False

    def index(self, file: Path) -> Outcome:
        """Bring one file up to date in the library; never raises for what is wrong with the file itself."""
        try:
            return self._index(full_path(file))
        except SkippedFile as error:
            return Outcome(str(file), Done.SKIPPED, str(error))
        except ReadError as error:
            return Outcome(str(file), Done.FAILED, str(error))
        except OSError as error:
            return Outcome(str(file), Done.FAILED, f"it cannot be read ({error.strerror}); see to its permissions")

    def forget_missing(self, paths: Sequence[Path]) -> int:
        """Take out what the library knows below `paths` and is no longer there; returns how many reports went."""
        roots = [full_path(path) for path in paths]
        gone = [name for name in self._known if _below(Path(name), roots) and not Path(name).exists()]
        return self._library.forget_files(gone) if gone else 0

    def _index(self, file: Path) -> Outcome:
        stat = file.stat()
        now = FileStat(str(file), stat.st_size, stat.st_mtime_ns)
        before = self._known.get(str(file))
        if before and before[:2] == (now.size, now.mtime_ns):
            return Outcome(str(file), Done.UNCHANGED)
        if before and before[0] == now.size and file_id(file) == before[2]:
            self._library.add_file(now, before[2])
            return Outcome(str(file), Done.UNCHANGED)
        report = self._reader.read(file)
        done = Done.UPDATED if before else Done.ADDED
        if self._library.find_report(report.id):
            self._library.add_file(now, report.id)
            return Outcome(str(file), done if before else Done.UNCHANGED)
        return Outcome(str(file), done, chunks=self._add(report, now))

    def _add(self, report: Report, file: FileStat) -> int:
        original = Path(file.path).read_bytes()
        if sha256(original).hexdigest() != report.id:
            raise ReadError("it changed while it was being read; index it again")
        sections = find_sections(report)
        chunks = cut_chunks(report, sections, self._settings.chunking)
        if not chunks:
            raise ReadError("it holds no text of a report, only a page's navigation; save the report itself")
        embedder = self._embedder()
        title = report.identity.title or ""
        vectors = embedder.embed_passages([embed_text(chunk, title, self._settings.chunking) for chunk in chunks])
        figures = find_report_figures(report, sections)
        self._library.add(report, Parts(sections, chunks, vectors, figures), file, original)
        return len(chunks)

    def _embedder(self) -> Embedder:
        embedder = self._open_embedder()
        if not self._ready:
            self._library.prepare(embedder)
            self._ready = True
        return embedder


def tally(outcomes: Sequence[Outcome]) -> Indexed:
    """Return the counts of what became of the files, with the reasons of those that were passed over or failed."""
    counts = {done: sum(outcome.done is done for outcome in outcomes) for done in Done}
    return Indexed(
        added=counts[Done.ADDED],
        updated=counts[Done.UPDATED],
        unchanged=counts[Done.UNCHANGED],
        skipped=tuple((o.file, o.why) for o in outcomes if o.done is Done.SKIPPED),
        failed=tuple((o.file, o.why) for o in outcomes if o.done is Done.FAILED),
        chunks=sum(outcome.chunks for outcome in outcomes),
    )


def _below(file: Path, roots: Sequence[Path]) -> bool:
    return any(file == root or root in file.parents for root in roots)
