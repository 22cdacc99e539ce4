"""The library that the page is about: opened once for everyone, and anew when another takes its place."""

from pathlib import Path

import streamlit as st

from rag.config import Settings
from rag.errors import FazhiError, ServeError
from rag.library.catalogue import DATABASE
from rag.pipeline import Desk


def open_desk() -> Desk:
    """Return the desk that all visitors share; raises FazhiError where there is no usable library."""
    settings = read_settings()
    return _shared(str(settings.library.absolute()), _which(settings.library), settings)


def read_settings() -> Settings:
    """Return the settings of environment and fazhi.toml; raises ServeError where they cannot be read."""
    try:
        return Settings()
    except (ValueError, OSError) as error:
        line = " ".join(str(error).split())[:200]
        raise ServeError(f"the settings cannot be read ({line}): mend fazhi.toml or the FAZHI_ variables") from error


def make_library() -> Desk:
    """Return the shared desk, of a new library where there is none yet; raises FazhiError where there can be none."""
    Desk.open(read_settings(), create=True).library.close()
    return open_desk()


def _which(folder: Path) -> tuple[int, ...]:
    """Tell this library from another that is put in its place."""
    try:
        stat = (folder / DATABASE).stat()
    except OSError:  # none is there, or none to be seen: opening it says so
        return ()
    return stat.st_dev, stat.st_ino


@st.cache_resource(max_entries=3, show_spinner="法治 Fazhi …")
def _shared(folder: str, which: tuple[int, ...], _settings: Settings) -> Desk:
    desk = Desk.open(_settings)
    try:
        _ = desk.embedder  # so that another model is told of at once, and the first question need not wait for it
    except FazhiError:
        desk.library.close()
        raise
    return desk
