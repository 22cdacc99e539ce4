"""The brakes: sizes, docstrings, the front door, and what must not stand in a tracked file."""

import ast
import re
import statistics
import subprocess
import sys

import pytest
from source import FILES, MODULES, ROOT, tree

import rag

LINES_OF_A_FILE = 300
LINES_OF_A_FUNCTION = 50
PARAMETERS = 5
COMMANDS = {"cli.py:ask", "cli.py:evaluate", "cli.py:table"}
"""Whose parameters are a command's options, which the contract counts and not the house."""
TARGETS = {"install", "chat", "ask", "test", "eval", "bench"}
FUNCTION = (ast.FunctionDef, ast.AsyncFunctionDef)


def functions():
    return [(file, node) for file in FILES for node in ast.walk(tree(file)) if isinstance(node, FUNCTION)]


def length(node):
    return node.end_lineno - node.lineno + 1


def parameters(node):
    every = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs, node.args.vararg, node.args.kwarg]
    return [one.arg for one in every if one is not None and one.arg not in {"self", "cls"}]


def is_public(node):
    return isinstance(node, (*FUNCTION, ast.ClassDef)) and not node.name.startswith("_")


def public(node, name):
    """The public classes and functions of a module or class, by dotted name."""
    for child in node.body:
        if is_public(child):
            yield f"{name}.{child.name}", child
            if isinstance(child, ast.ClassDef):
                yield from public(child, f"{name}.{child.name}")


def tracked():
    """The text files under version control, or in an archive of them all that is no build and no environment."""
    listed = subprocess.run(("git", "ls-files", "-z"), cwd=ROOT, capture_output=True)
    if listed.returncode:
        pytest.skip("not a checkout: nothing says which files are tracked")
    for name in filter(None, listed.stdout.decode().split("\0")):
        file = ROOT / name
        data = file.read_bytes() if file.is_file() else b"\0"
        if b"\0" not in data:
            yield name, data.decode("utf-8", "replace")


@pytest.mark.parametrize("module", MODULES)
def test_no_file_is_long(module):
    assert len(MODULES[module].read_text(encoding="utf-8").splitlines()) <= LINES_OF_A_FILE


def test_no_function_is_long():
    long = {
        f"{file.name}:{node.name}": length(node) for file, node in functions() if length(node) > LINES_OF_A_FUNCTION
    }
    assert long == {}
    assert statistics.median(length(node) for _, node in functions()) <= 12


def test_no_function_takes_many_parameters():
    many = {f"{file.name}:{node.name}" for file, node in functions() if len(parameters(node)) > PARAMETERS}
    assert many == COMMANDS


@pytest.mark.parametrize("module", MODULES)
def test_what_is_public_says_what_it_is(module):
    parsed = tree(MODULES[module])
    assert ast.get_docstring(parsed)
    assert [name for name, node in public(parsed, module) if not ast.get_docstring(node)] == []


def test_the_front_door_is_small_sorted_and_opens():
    assert rag.__all__ == sorted(rag.__all__)
    assert len(rag.__all__) <= 12
    assert {"Answer", "Citation", "Desk", "Settings", "ask", "find_passages", "index"} <= set(rag.__all__)
    for name in rag.__all__:
        assert getattr(rag, name).__name__ == name
    assert dir(rag) == rag.__all__
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = rag.nothing


def test_the_front_door_costs_nothing_to_open():
    code = "import sys, rag; print(*sys.modules)"
    loaded = subprocess.run((sys.executable, "-c", code), capture_output=True, text=True, check=True, cwd=ROOT)
    assert not {"numpy", "pydantic", "sqlite3", "openvino", "rag.pipeline", "rag.types"} & set(loaded.stdout.split())


def test_no_machine_is_named():
    folders = "|".join(("work", "tmp", "root", "home", "Users", "mnt"))
    machine = re.compile(rf"(?<![\w.~/$}}-])/(?:{folders})/\w")
    registry = re.compile(
        r"--(?:extra-)?index-url|--find-links|https?://[^\s/]*(?:artifact|nexus|registry|mirror)", re.I
    )
    allowed = {"tests/test_house.py"}
    found = {
        f"{name}: {match.group()}"
        for name, text in tracked()
        if name not in allowed
        for pattern in (machine, registry)
        for match in pattern.finditer(text)
    }
    assert found == set()


def test_the_commands_of_the_contract_are_there():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE)) >= TARGETS
    assert re.search(r"^make test$", (ROOT / ".ci" / "run").read_text(encoding="utf-8"), re.MULTILINE)
