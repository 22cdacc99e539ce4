"""The speed benchmark: ours beside LangChain's ordinary pipeline on the same weights, as ratios measured in one run.

Both sides take turns (ours, theirs, theirs, ours, …), so that whatever else the machine does falls on both alike.
"""

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table

from eval.page_speed import page_timings
from eval.peer import Peer, split
from eval.speed import Timing, eval_timings
from rag import pipeline
from rag.config import Settings
from rag.library import weights
from rag.reading.read import Reader, find_files

_HERE = Path(__file__).resolve().parents[1]
_REPORTS = (_HERE / "samples", _HERE / "../shared/reports")
_CHUNKS = 64
_EMBED_PAIRS, _ASK_PAIRS, _COLD_PAIRS = 7, 21, 7
_QUESTIONS = (
    "苏州2021年出庭应诉率",
    "武清区2020年接待信访多少批",
    "建德2020年存在哪些问题",
    "清镇市下放了多少项行政职权",
)


@dataclass(frozen=True, slots=True)
class Pairs:
    """What was measured, in seconds a turn, ours and theirs in pairs; `work` is done in each turn, of `unit`."""

    name: str
    ours: tuple[float, ...]
    theirs: tuple[float, ...]
    goal: str
    unit: str
    work: int = 0

    def shown(self, seconds: Sequence[float]) -> str:
        """Return one side's median in the unit: work a second, else milliseconds."""
        median = float(np.median(seconds))
        return f"{self.work / median:.1f} {self.unit}" if self.work else f"{median * 1000:.0f} {self.unit}"

    def ratio(self) -> str:
        """Return ours to theirs, the median over the pairs with its 95 % interval by bootstrap."""
        ratios = np.divide(self.theirs, self.ours) if self.work else np.divide(self.ours, self.theirs)
        again = np.random.default_rng(0).choice(ratios, (2000, len(ratios)))
        low, high = np.quantile(np.median(again, axis=1), (0.025, 0.975))
        return f"{np.median(ratios):.2f}× [{low:.2f}, {high:.2f}]"


def main() -> None:
    """Measure and print; takes some minutes."""
    console = Console()
    paths = [path for path in _REPORTS if path.exists()]
    with tempfile.TemporaryDirectory() as work, console.status("measuring …"):
        rows = list(_measure(paths, Path(work)))
        timings = list(eval_timings(Path(work)))
        page = list(page_timings())
    table = Table("measured", "Fazhi", "LangChain", "ratio [95 %]", "goal", title="Fazhi beside LangChain")
    for row in rows:
        table.add_row(row.name, row.shown(row.ours), row.shown(row.theirs), row.ratio(), row.goal)
    console.print(table)
    console.print(_seconds("Evals, on a made library", timings))
    console.print(_seconds("The page, in a browser: medians", page))


def _seconds(title: str, timings: Sequence[Timing]) -> Table:
    table = Table("measured", "seconds", "goal", "beside", title=title)
    for one in timings:
        table.add_row(one.name, f"{one.seconds:.2f}", one.goal, one.beside)
    return table


def _measure(paths: Sequence[Path], work: Path) -> Iterator[Pairs]:
    library, saved, model = work / "library", work / "faiss", weights.default_model()
    peer, chunks = Peer(model), _chunks(paths)
    peer.index(chunks, saved)
    with pipeline.Desk.open(Settings(library=library), create=True) as desk:
        pipeline.index(paths, desk)
        some = chunks[:_CHUNKS]
        embedding = _in_turns(_EMBED_PAIRS, lambda: desk.embedder.embed_passages(some), lambda: peer.embed(some))
        yield Pairs("chunks embedded", *embedding, "≥ 3×", "a second", len(some))
        ours, theirs = cycle(_QUESTIONS), cycle(_QUESTIONS)
        asking = _in_turns(_ASK_PAIRS, lambda: pipeline.ask(next(ours), desk), lambda: peer.ask(next(theirs)))
        yield Pairs("one question, warm", *asking, "", "ms")
    fazhi = (str(Path(sys.executable).with_name("fazhi")), "ask", "--library", str(library), "--", _QUESTIONS[0])
    langchain = (sys.executable, "-m", "eval.peer", str(model), str(saved), _QUESTIONS[0])
    cold = _in_turns(_COLD_PAIRS, lambda: _run(fazhi), lambda: _run(langchain))
    yield Pairs("one question, from a cold start", *cold, "≤ 0.5×", "ms")


def _chunks(paths: Sequence[Path]) -> list[str]:
    """Return the reports' texts as LangChain cuts them, equal ones once."""
    with Reader(Settings().reading) as reader:
        texts = [reader.read(file).text for file in find_files(paths)]
    return list(dict.fromkeys(chunk for text in texts for chunk in split(text)))


def _in_turns(
    pairs: int, ours: Callable[[], object], theirs: Callable[[], object]
) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Time both sides `pairs` times, the order of each pair the reverse of the last, after one turn each to warm up."""
    sides: dict[Callable[[], object], list[float]] = {ours: [], theirs: []}
    ours(), theirs()
    for number in range(pairs):
        for side in (ours, theirs) if number % 2 == 0 else (theirs, ours):
            started = time.perf_counter()
            side()
            sides[side].append(time.perf_counter() - started)
    return tuple(sides[ours]), tuple(sides[theirs])


def _run(command: Sequence[str]) -> None:
    subprocess.run(command, check=True, capture_output=True, cwd=_HERE)


if __name__ == "__main__":
    main()
