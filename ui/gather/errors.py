"""The lines that tell a person what went wrong, gathered from the source as templates with `{}` for each value."""

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path

from ui.telling import HOLE, Templates

WINGS = ("rag", "vectorstore", "eval", "ui")
_ROOT_OF_ERRORS = "FazhiError"
_DATABASE = "DatabaseError"
"""Told in brackets by the errors of a library."""
_FOREIGN = (
    "Permission denied",
    "No such file or directory",
    "No space left on device",
    "Read-only file system",
    "Is a directory",
    "Not a directory",
    "File exists",
    "File name too long",
    "Input/output error",
    "Disk quota exceeded",
    "Address already in use",
    "Connection error.",
    "Connection refused",
    "Connection reset by peer",
    "Network is unreachable",
    "No route to host",
    "Name or service not known",
    "peer closed connection without sending complete message body (incomplete chunked read)",
    "[Errno {}] {}",
    "database is locked",
    "database or disk is full",
    "disk I/O error",
    "file is not a database",
    "database disk image is malformed",
    "attempt to write a readonly database",
    "unable to open database file",
)
"""What the system, the network and SQLite say, which our lines carry in brackets."""
_DEEPEST = 5
_LATIN = re.compile(r"[A-Za-z]")
_HOLES = re.compile(r"(?:\{\}){2,}")
_Function = ast.FunctionDef | ast.AsyncFunctionDef


def error_templates(root: Path) -> Templates:
    """Return the templates of every error and note under the folders of the project."""
    files = sorted(file for wing in WINGS for file in (root / wing).rglob("*.py"))
    found = templates_in([ast.parse(file.read_text(encoding="utf-8")) for file in files])
    return Templates(found.lines, tuple(sorted({*found.values, *_FOREIGN})))


def templates_in(modules: Iterable[ast.Module]) -> Templates:
    """Return the templates of every error and note in some modules, sorted, each once."""
    source = _Source.of(list(modules))
    for module in source.modules:
        source.gather(module, _Place(module))
    return Templates(_worded(source.lines), _worded(source.values - source.lines))


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an expression stands: its module, and its function if it is in one."""

    module: ast.Module
    function: _Function | None = None


@dataclass(slots=True)
class _Source:
    """Modules read together; `errors` are the names of the classes whose texts people read."""

    modules: list[ast.Module]
    errors: set[str]
    functions: Mapping[str, list[tuple[_Place, _Function]]]
    lines: set[str] = field(default_factory=set)
    values: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, modules: list[ast.Module]) -> "_Source":
        functions: dict[str, list[tuple[_Place, _Function]]] = {}
        for module in modules:
            for node in ast.walk(module):
                if isinstance(node, _Function):
                    functions.setdefault(node.name, []).append((_Place(module, node), node))
        return cls(modules, _errors(modules) | {_DATABASE}, functions)

    def gather(self, node: ast.AST, place: _Place) -> None:
        """Keep the templates of what is told anywhere under a node."""
        for child in ast.iter_child_nodes(node):
            told = _told(child, self.errors)
            if told is not None:
                self.lines |= self.wordings(told, place)
            self.gather(child, _Place(place.module, child) if isinstance(child, _Function) else place)

    def wordings(self, node: ast.expr, place: _Place, depth: int = 0) -> set[str]:
        """Return what an expression may come to, `{}` for what only a run can tell."""
        if depth > _DEEPEST:
            return {HOLE}
        match node:
            case ast.Constant(value=str(text)):
                return {text.replace("{", "{{").replace("}", "}}")}
            case ast.JoinedStr(values=parts):
                return _joined([self._part(part, place, depth) for part in parts])
            case ast.BinOp(left=left, op=ast.Add(), right=right):
                return _joined([self.wordings(left, place, depth), self.wordings(right, place, depth)])
        choices = [self.wordings(one, at, depth + 1) for one, at in self._choices(node, place)]
        return set().union(*choices) if choices else {HOLE}

    def _part(self, part: ast.expr, place: _Place, depth: int) -> set[str]:
        """Return a part of a formatted text: a value is a hole, and the words that it may be are kept by themselves."""
        if not isinstance(part, ast.FormattedValue):
            return self.wordings(part, place, depth)
        words = self.wordings(part.value, place, depth + 1)
        if isinstance(part.value, ast.Name) and part.value.id.isupper() and HOLE not in "".join(words):
            return words
        self.values |= words
        return {HOLE}

    def _choices(self, node: ast.expr, place: _Place) -> Iterator[tuple[ast.expr, _Place]]:
        """Yield the expressions that one stands for, as far as the source says."""
        match node:
            case ast.IfExp(body=body, orelse=other):
                yield from ((body, place), (other, place))
            case ast.BoolOp(values=values):
                yield from ((value, place) for value in values)
            case ast.NamedExpr(value=value):
                yield value, place
            case ast.Name(id=name):
                yield from self._named(name, place)
            case ast.Subscript(value=ast.Name(id=name)):
                yield from ((value, place) for value in _values(name, place.module))
            case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr="get"), args=[_, other]):
                yield from ((value, place) for value in [*_values(name, place.module), other])
            case ast.Call(func=ast.Name(id=name)) | ast.Call(func=ast.Attribute(value=ast.Name("self"), attr=name)):
                yield from self._returned(name, place)

    def _returned(self, name: str, place: _Place) -> Iterator[tuple[ast.expr, _Place]]:
        """Yield what the functions of a name return, those of the same module where it has one."""
        known = self.functions.get(name, [])
        for at, function in [one for one in known if one[0].module is place.module] or known:
            yield from ((node.value, at) for node in ast.walk(function) if isinstance(node, ast.Return) and node.value)

    def _named(self, name: str, place: _Place) -> Iterator[tuple[ast.expr, _Place]]:
        """Yield what is assigned to a name in its function or module, or given for it in calls of the function."""
        if place.function is None:
            yield from ((value, place) for value in _assigned(name, place.module.body))
            return
        own = list(_assigned(name, ast.walk(place.function)))
        parameters = [one.arg for one in place.function.args.args if one.arg not in ("self", "cls")]
        if name in parameters:
            yield from _given(parameters.index(name), place)
        yield from self._looped(name, place)
        yield from ((value, place) for value in own or _assigned(name, place.module.body))

    def _looped(self, name: str, place: _Place) -> Iterator[tuple[ast.expr, _Place]]:
        """Yield what a name comes to in a loop over rows that are written out."""
        for node in ast.walk(place.function or place.module):
            match node:
                case ast.For(target=ast.Tuple(elts=targets), iter=over) if name in map(_name, targets):
                    at = [_name(target) for target in targets].index(name)
                    rows = (row for sequence in self._sequences(over, place) for row in sequence.elts)
                    yield from ((row.elts[at], place) for row in rows if isinstance(row, ast.Tuple))

    def _sequences(self, node: ast.expr, place: _Place) -> Iterator[ast.Tuple | ast.List]:
        """Yield the sequences that an expression stands for: written there, under a name, or returned by a function."""
        known = [node, *(_assigned(node.id, place.module.body) if isinstance(node, ast.Name) else ())]
        known += [one for one, _ in self._choices(node, place)] if isinstance(node, ast.Call) else []
        yield from (one for one in known if isinstance(one, ast.Tuple | ast.List))


def _errors(modules: Iterable[ast.Module]) -> set[str]:
    """Return the names of the classes that derive from FazhiError, itself among them."""
    classes = [node for module in modules for node in ast.walk(module) if isinstance(node, ast.ClassDef)]
    known = {_ROOT_OF_ERRORS}
    while True:
        more = {one.name for one in classes if any(_name(base) in known for base in one.bases)} | known
        if more == known:
            return known
        known = more


def _told(node: ast.AST, errors: set[str]) -> ast.expr | None:
    """Return the words that a node tells a person: an error's, a note's on a report, or those of a job that failed."""
    match node:
        case ast.Call(func=function, args=[words, *_]) if _name(function) in errors:
            return words
        case ast.Call(func=ast.Attribute(value=ast.Name("notes"), attr="append"), args=[words]):
            return words
        case ast.Assign(targets=[ast.Attribute(attr="error")], value=words):
            return words
    return None


def _name(node: ast.expr) -> str:
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def _assigned(name: str, nodes: Iterable[ast.AST]) -> Iterator[ast.expr]:
    """Yield what is assigned to a name among some statements, alone or beside others."""
    for node in nodes:
        match node:
            case ast.Assign(targets=[ast.Name(id=target)], value=value) if target == name:
                yield value
            case ast.Assign(targets=[ast.Tuple(elts=targets)], value=ast.Tuple(elts=values)):
                yield from (value for one, value in zip(targets, values, strict=False) if _name(one) == name)
            case ast.AnnAssign(target=ast.Name(id=target), value=ast.expr() as value) if target == name:
                yield value
            case ast.NamedExpr(target=ast.Name(id=target), value=value) if target == name:
                yield value


def _values(name: str, module: ast.Module) -> list[ast.expr]:
    """Return the values of a dictionary that a module has under a name, those for several keys at once among them."""
    values = []
    for value in [one for found in _assigned(name, module.body) if isinstance(found, ast.Dict) for one in found.values]:
        match value:
            case ast.Call(func=ast.Attribute(attr="fromkeys"), args=[_, same]):
                values.append(same)
            case _:
                values.append(value)
    return values


def _given(position: int, place: _Place) -> Iterator[tuple[ast.expr, _Place]]:
    """Yield what a function is given at a position by the calls in its module."""
    assert place.function is not None
    for function in [node for node in ast.walk(place.module) if isinstance(node, _Function)]:
        for node in ast.walk(function):
            if isinstance(node, ast.Call) and _name(node.func) == place.function.name and len(node.args) > position:
                yield node.args[position], _Place(place.module, function)


def _worded(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the texts that have words to translate, sorted."""
    return tuple(sorted(text for text in texts if _LATIN.search(text.replace(HOLE, ""))))


def _joined(parts: list[set[str]]) -> set[str]:
    return {_HOLES.sub(HOLE, "".join(texts)) for texts in product(*parts)}
