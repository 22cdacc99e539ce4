"""The project's own modules as syntax trees, for the tests that hold it to its plan."""

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
WINGS = ("rag", "vectorstore", "eval", "ui")
FILES = sorted(file for wing in WINGS for file in (ROOT / wing).rglob("*.py"))


def name_of(file):
    """The module's dotted name."""
    parts = file.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def tree(file):
    """The module's syntax tree."""
    return ast.parse(file.read_text(encoding="utf-8"))


MODULES = {name_of(file): file for file in FILES}


@cache
def imports(file):
    """The dotted names that a module imports anywhere, in functions and under TYPE_CHECKING too."""
    found = set()
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file.name}: relative import"
            below = {f"{node.module}.{alias.name}" for alias in node.names} & MODULES.keys()
            found |= below or {node.module}
    return frozenset(found)
