"""From a file to a checked answer: `with Desk.open(Settings()) as desk: ask("苏州2021年出庭应诉率", desk)`."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rag.config import Settings
    from rag.errors import FazhiError
    from rag.pipeline import Desk, ask, find_passages, index
    from rag.types import Answer, Citation, Indexed, Passage

__all__ = [
    "Answer",
    "Citation",
    "Desk",
    "FazhiError",
    "Indexed",
    "Passage",
    "Settings",
    "ask",
    "find_passages",
    "index",
]

_HOMES = {
    "rag.config": ("Settings",),
    "rag.errors": ("FazhiError",),
    "rag.pipeline": ("Desk", "ask", "find_passages", "index"),
    "rag.types": ("Answer", "Citation", "Indexed", "Passage"),
}


def __getattr__(name: str) -> object:
    """Import a public name when it is first used: a command that needs one part waits for no other."""
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(home), name)
    raise AttributeError(f"module 'rag' has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
