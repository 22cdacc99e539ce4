"""Imports only go down the seven floors, and each library with a job of its own comes in by one door."""

import ast
import sys
from collections import defaultdict

import pytest
from source import FILES, MODULES, ROOT, WINGS, imports, tree

FLOORS = {
    "rag.types": 1,
    "rag.spans": 1,
    "rag.errors": 1,
    "rag.config": 1,
    "vectorstore": 1,
    "rag.chat_model": 2,
    "rag.language": 2,
    "rag.reading": 3,
    "rag.library": 3,
    "rag.answering": 4,
    "rag": 5,
    "rag.pipeline": 5,
    "rag.access": 5,
    "rag.indexing": 5,
    "rag.corrections": 5,
    "rag.browsing": 5,
    "rag.finding": 5,
    "rag.intake": 5,
    "rag.talks": 5,
    "rag.views": 5,
    "rag.cited": 5,
    "rag.explained": 5,
    "rag.batch": 5,
    "rag.export": 5,
    "rag.tables": 5,
    "rag.phrased": 5,
    "eval": 6,
    "ui": 7,
    "rag.cli": 7,
    "rag.console": 7,
    "rag.show": 7,
    "rag.show_explained": 7,
    "rag.serve": 7,
    "rag.commands": 7,
}
SHARED = {"numpy", "pydantic", "pydantic_settings", "rich", "streamlit"}
PEER = ROOT / "eval" / "peer.py"  # another's pipeline, on another's libraries and by its rules
FITTER = ROOT / "eval" / "training" / "fitting.py"  # torch has two jobs: to write the model's files, and to fit
UNPICKLERS = {"pickle", "cPickle", "_pickle", "dill", "cloudpickle", "joblib", "shelve", "marshal"}


def wing(module):
    """The part of the house that a module stands in: the longest entry of FLOORS that its name begins with."""
    known = [part for part in FLOORS if module == part or (module.startswith(part + ".") and part != "rag")]
    assert known, f"{module} stands on no floor: give it one in FLOORS"
    return max(known, key=len)


def own(file):
    """The project's modules among those that a file imports."""
    return {name for name in imports(file) if name.split(".")[0] in WINGS}


@pytest.mark.parametrize("module", MODULES)
def test_imports_go_down(module):
    floor = FLOORS[wing(module)]
    up = {name for name in own(MODULES[module]) if FLOORS[wing(name)] > floor}
    assert up == set()


def test_reading_and_library_do_not_know_each_other():
    for module, file in MODULES.items():
        wings = {wing(name) for name in own(file)}
        if wing(module) == "rag.reading":
            assert "rag.library" not in wings, module
        if wing(module) == "rag.library":
            assert "rag.reading" not in wings, module


def test_the_vector_store_is_a_leaf():
    for module, file in MODULES.items():
        if wing(module) == "vectorstore":
            assert {name.split(".")[0] for name in own(file)} <= {"vectorstore"}, module


def test_rag_draws_nothing():
    for module, file in MODULES.items():
        if module.split(".")[0] != "ui":
            assert not {name.split(".")[0] for name in imports(file)} & {"streamlit", "ui"}, module


def test_each_library_comes_in_by_one_door():
    doors = defaultdict(set)
    for file in FILES:
        if file not in (PEER, FITTER):
            for name in {name.split(".")[0] for name in imports(file)}:
                doors[name].add(str(file.relative_to(ROOT)))
    foreign = doors.keys() - sys.stdlib_module_names - SHARED - set(WINGS)
    assert {"faiss", "tantivy", "sentence_transformers"} <= foreign
    assert {name: sorted(doors[name]) for name in foreign if len(doors[name]) > 1} == {}


def test_nothing_is_pickled():
    for file in FILES:
        assert not {name.split(".")[0] for name in imports(file)} & UNPICKLERS, file
        if file == PEER:
            continue
        for node in ast.walk(tree(file)):
            if isinstance(node, ast.keyword):
                refused = isinstance(node.value, ast.Constant) and node.value.value is False
                assert refused or not (node.arg or "").startswith(("allow_pickle", "allow_dangerous")), node.lineno
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                assert (node.value.id, node.attr) not in {("torch", "load"), ("pandas", "read_pickle")}, file


def test_an_import_upwards_is_seen():
    assert FLOORS[wing("rag.answering.check")] > FLOORS[wing("rag.language.places")]
    assert wing("rag.library.embed") == "rag.library"
    assert "sentence_transformers" in imports(MODULES["rag.library.embed"])  # under TYPE_CHECKING, and in a function
    with pytest.raises(AssertionError, match="stands on no floor"):
        wing("rag.newcomer")
