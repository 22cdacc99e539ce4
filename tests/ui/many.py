"""A library of many small reports, made in a second: their vectors say nothing, so it is to be listed and not asked."""

from hashlib import sha256
from pathlib import Path

import numpy as np

from rag.config import Settings
from rag.library.embed import open_embedder
from rag.library.library import Library
from rag.library.writer import FileStat, Parts
from rag.types import Chunk, Extract, Identity, Kind, Report, Section, Span

PLACES = ("苏州市", "无锡市", "常州市", "南通市", "扬州市", "镇江市", "泰州市", "徐州市", "盐城市", "淮安市")


def make_library(folder: Path, count: int) -> None:
    """Make a library of `count` reports of ten places, each year's after the other's, for the default model."""
    settings = Settings(library=folder)
    with Library.open(folder, settings, create=True) as library:
        embedder = open_embedder(settings.embedding)
        library.prepare(embedder)
        with library.writing(), library._catalogue.writing() as writer:
            for number in range(count):
                report, data = _report(number)
                chunk = Chunk(report.id, Span(0, len(report.text)), report.text, (), None)
                vector = np.eye(1, embedder.dimension, number % embedder.dimension, dtype=np.float32)
                writer.add_report(report, Parts((Section(Span(0, len(report.text)), 0, ()),), (chunk,), vector), data)
                writer.set_file(FileStat(report.files[0], len(data), 1), report.id)
        library.refresh()


def _report(number: int) -> tuple[Report, bytes]:
    place, year = PLACES[number % len(PLACES)], 1950 + number // len(PLACES)
    title = f"{place}{year}年法治政府建设情况报告（第{number}号）"
    text = f"{title}\n\n全年办理行政复议案件{number}件。\n"
    kind = Kind.DISCLOSURE if number % 4 == 3 else Kind.LAW_BASED_GOVERNMENT
    identity = Identity(title, f"{place}人民政府", place, ("江苏省", place), year if number % 100 else None, kind)
    data = text.encode()
    report_id = sha256(data).hexdigest()
    return Report(report_id, (f"reports/{number}.txt",), Extract(text, "text", "made 1"), identity), data
