"""Reports added by a visitor: kept in the library's own folder, indexed one after another, each failure told."""

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Protocol

import streamlit as st

from rag.errors import FazhiError
from rag.pipeline import Desk, index
from rag.types import Indexed
from ui.opening import make_library
from ui.plain import as_label, file_name, shortened

_FOLDER = "uploads"
_RESULT = "upload-result"
_UNSAFE = re.compile(r"[\x00-\x1f\x7f<>:\"|?*\u200b-\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_LONGEST = 120


class Upload(Protocol):
    """A file as a visitor gives it."""

    name: str

    def getvalue(self) -> bytes:
        """Return its bytes."""


def draw_upload(*, expanded: bool = False) -> None:
    """Draw the place to drop files into, and what became of the last ones."""
    with st.expander("添加报告 Add reports", expanded=expanded, icon=":material/upload_file:"):
        with st.form("upload", clear_on_submit=True, border=False):
            files = st.file_uploader("txt、md、html、pdf、docx", accept_multiple_files=True)
            pressed = st.form_submit_button("加入报告库 Add", width="stretch")
        if pressed and files:
            st.session_state[_RESULT] = _add(files)
            st.rerun()
        _draw_result(st.session_state.get(_RESULT))


def _add(files: Sequence[Upload]) -> Indexed | str:
    """Index the files with a progress bar; returns what became of them, or the line that says why none could be."""
    try:
        desk = make_library()
        with st.spinner("正在读取… Reading"):
            return add_files(files, desk)
    except FazhiError as error:
        return str(error)
    except OSError as error:
        return f"the files cannot be kept in the library's folder ({error.strerror}); see to its space and permissions"


def add_files(files: Sequence[Upload], desk: Desk) -> Indexed:
    """Keep the files in the library's folder and index them; those that are no reports are not kept."""
    kept = [keep(file.name, file.getvalue(), desk.library.folder / _FOLDER) for file in files]
    done = index(kept, desk, watch=_watched)
    for name, _ in (*done.failed, *done.skipped):
        Path(name).unlink(missing_ok=True)
        Path(name).parent.rmdir()
    return done


def keep(name: str, data: bytes, folder: Path) -> Path:
    """Write a file into a folder named for its bytes, so that equal names do not meet, and return where it is."""
    path = folder / sha256(data).hexdigest()[:16] / safe_name(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        part = path.with_name(f".{os.getpid()}.part")
        part.write_bytes(data)
        part.replace(path)
    return path


def safe_name(name: str) -> str:
    """Return a file name that is a name and no more on any system: no folders, no unseen characters, not too long."""
    bare = _UNSAFE.sub("_", file_name(name)).strip(" .") or "report"
    stem, suffix = Path(bare).stem, Path(bare).suffix
    return stem.encode()[:_LONGEST].decode(errors="ignore") + suffix[:10]


def _watched(files: Sequence[Path]) -> Iterator[Path]:
    bar = st.progress(0.0)
    for at, file in enumerate(files):
        bar.progress(at / len(files), f"{at + 1}/{len(files)} {as_label(shortened(file.name, 40))}")
        yield file
    bar.empty()


def _draw_result(result: Indexed | str | None) -> None:
    if result is None:
        return
    if isinstance(result, str):
        st.error(as_label(result))
        return
    if result.added or result.updated:
        st.success(f"新增 {result.added + result.updated} 份 added")
    if result.unchanged:
        st.info(f"{result.unchanged} 份已在库中 already there")
    _draw_lines("没有读成 Not read", result.failed)
    _draw_lines("已略过 Skipped", result.skipped)


def _draw_lines(title: str, lines: Iterable[tuple[str, str]]) -> None:
    told = [f"{as_label(file_name(file))}：{as_label(why)}" for file, why in lines]
    if told:
        st.warning("\n\n".join([f"**{title}**", *told]))
