"""The messages of the page, gathered from its source: what stands in `_()` and `counted()`, and what stands outside."""

import ast
from collections.abc import Iterator
from pathlib import Path

_CHINESE = ((0x3000, 0x9FFF), (0xF900, 0xFAFF), (0xFF00, 0xFFEF))
Key = str | tuple[str, str]
"""A message, or the singular and the plural of one."""


def page_messages(folder: Path) -> list[Key]:
    """Return the messages of the code under a folder, sorted, each once."""
    found = {key for file in sorted(folder.rglob("*.py")) for key in messages_in(file.read_text(encoding="utf-8"))}
    return sorted(found, key=str)


def messages_in(source: str) -> Iterator[Key]:
    """Yield the messages that some code wraps; the singular and the plural of a counted one are the same text."""
    for name, message in _wrapped(ast.parse(source)):
        if isinstance(message, ast.Constant) and isinstance(message.value, str):
            yield message.value if name == "_" else (message.value, message.value)


def loose(source: str) -> list[str]:
    """Return the calls of `_()` and `counted()` whose message is no literal, so that it cannot be gathered."""
    return [ast.unparse(message) for _, message in _wrapped(ast.parse(source)) if not isinstance(message, ast.Constant)]


def unwrapped(source: str) -> list[str]:
    """Return the texts with Chinese in them that some code has outside `_()` and `counted()`, docstrings left out."""
    module = ast.parse(source)
    known = {id(message) for _, message in _wrapped(module)} | set(_docstrings(module))
    constants = [node for node in ast.walk(module) if isinstance(node, ast.Constant) and id(node) not in known]
    return [node.value for node in constants if isinstance(node.value, str) and is_chinese(node.value)]


def is_chinese(text: str) -> bool:
    """Tell whether a text has Chinese characters or punctuation."""
    return any(first <= ord(char) <= last for char in text for first, last in _CHINESE)


def _wrapped(module: ast.Module) -> Iterator[tuple[str, ast.expr]]:
    """Yield each call of `_` and `counted` as its name and its message."""
    for node in ast.walk(module):
        match node:
            case ast.Call(func=ast.Name(id="_" | "counted" as name), args=[message, *_]):
                yield name, message


def _docstrings(module: ast.Module) -> Iterator[int]:
    """Yield the identities of the texts that stand as statements by themselves."""
    for node in ast.walk(module):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield id(node.value)
