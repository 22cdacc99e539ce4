"""Small reports made for the library's tests, cut into chunks without the reading wing."""

import hashlib
import random
from pathlib import Path

from hash_embedder import HashEmbedder

from rag.config import Settings
from rag.library.library import Library
from rag.library.writer import FileStat, Parts
from rag.types import Chunk, Extract, Identity, Kind, Page, Report, Section, Span

SETTINGS = Settings()
EMBEDDER = HashEmbedder()
_SUBJECTS = ("行政复议", "出庭应诉", "规范性文件", "政务公开", "普法宣传", "信访接待", "执法监督", "人民调解")


def text_of(seed: int, paragraphs: int = 6) -> str:
    """A report of its own for each seed."""
    choose = random.Random(seed)
    lines = [f"第{seed}号市法治政府建设年度报告"]
    for at in range(paragraphs):
        subject = choose.choice(_SUBJECTS)
        count, share = choose.randint(1, 9999), f"{choose.random():.1%}"
        lines.append(f"{at + 1}.{subject}方面,全年办理{count}件,{choose.choice(_SUBJECTS)}率达{share}。")
    return "\n".join(lines) + "\n"


def report_of(text: str, path: str = "a.txt") -> tuple[Report, Parts, FileStat, bytes]:
    """All that `Library.add` takes for a report of this text: a chunk a line."""
    data = text.encode()
    report_id = hashlib.sha256(data).hexdigest()
    identity = Identity(
        title=text.partition("\n")[0],
        place="苏州市",
        place_path=("江苏省", "苏州市"),
        year=2021,
        kind=Kind.LAW_BASED_GOVERNMENT,
    )
    extract = Extract(text, "text", "test 1", (Page(1, Span(0, len(text))),))
    chunks, at = [], 0
    for line in text.splitlines():
        chunks.append(Chunk(report_id, Span(at, at + len(line)), line, ("一、工作情况",), 1))
        at += len(line) + 1
    sections = (Section(Span(0, len(text)), 1, ("一、工作情况",)),)
    parts = Parts(sections, tuple(chunks), EMBEDDER.embed_passages([chunk.text for chunk in chunks]))
    return Report(report_id, (path,), extract, identity), parts, FileStat(path, len(data), 1), data


def new_library(folder: Path) -> Library:
    """An empty library, ready for the hash embedder."""
    library = Library.open(folder, SETTINGS, create=True)
    library.prepare(EMBEDDER)
    return library
