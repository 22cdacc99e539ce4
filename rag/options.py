"""What several commands take: the library and the form of the output, and the settings that come of it."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rag.errors import InputError

if TYPE_CHECKING:
    from rag.config import Settings

LibraryOption = Annotated[
    Path | None,
    typer.Option("--library", metavar="DIR", help="The library's folder. Default: $FAZHI_LIBRARY, else ./library."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON, and nothing else, on standard output.")]


def settings_of(library: Path | None) -> "Settings":
    """Return the settings, the library as the call names it; raises InputError where the environment's are wrong."""
    from rag.config import Settings

    try:
        return Settings() if library is None else Settings(library=library)
    except ValueError as error:
        raise InputError(f"the settings are wrong ({error}): correct the FAZHI_* variables or fazhi.toml") from error
