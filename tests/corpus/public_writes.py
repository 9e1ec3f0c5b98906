"""Which public functions of `corpus` write into the archive, read from their source.

A function writes if it opens a transaction (`Database.write`, `Database.write_beside`) or calls one
that does: of its own class, of what its class holds (`self._items = NamedItems(…)`), of a
repository of the archive (`archive.tags.put_on`), or one that its module imports.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import get_args

import corpus
from corpus.actor import Role
from corpus.archive import Archive

Name = tuple[str, str, str]
"""Module, class (empty for none) and function."""

INSIDE = ("corpus.database", "corpus.named_items")
"""Where transactions are made: whoever writes goes through them, nobody calls them from outside."""


@dataclass
class _Module:
    """What the names of one module mean."""

    imported: dict[str, tuple[str, str]] = field(default_factory=dict)
    functions: dict[Name, ast.FunctionDef] = field(default_factory=dict)
    held: dict[tuple[str, str], str] = field(default_factory=dict)
    classes: set[str] = field(default_factory=set)


def public_writes(archive: Archive) -> set[str]:
    """Every way into a write: `tags.put_on` of the archive's repositories, else its full name."""
    doors = _doors(archive)
    repositories = {place: attribute for attribute, place in doors.items()}
    found = set()
    for module, owner, function in _writing(doors):
        if function.startswith("_") or owner.startswith("_") or module in INSIDE:
            continue
        if module.endswith("commands"):
            continue  # the command line is for whoever has the machine
        attribute = repositories.get((module, owner))
        found.add(f"{attribute}.{function}" if attribute else f"{module}.{owner}.{function}")
    return found


def _doors(archive: Archive) -> dict[str, tuple[str, str]]:
    """What the archive hands out: attribute to module and class."""
    names = {name for name, _ in inspect.getmembers(type(archive))} | set(vars(archive))
    values = {n: type(getattr(archive, n)) for n in names if not n.startswith("_")}
    return {n: (t.__module__, t.__name__) for n, t in values.items() if "corpus" in t.__module__}


def _writing(doors: dict[str, tuple[str, str]]) -> set[Name]:
    modules = _modules()
    calls = {
        name: set(_called(function, name, module, doors))
        for module in modules.values()
        for name, function in module.functions.items()
    }
    writing = {
        name
        for module in modules.values()
        for name, function in module.functions.items()
        if any(map(_opens, ast.walk(function)))
    }
    while more := {name for name, called in calls.items() if called & writing} - writing:
        writing |= more
    return writing


@cache
def _modules() -> dict[str, _Module]:
    root = Path(corpus.__file__).parent
    return {
        f"corpus.{path.stem}": _module(f"corpus.{path.stem}", ast.parse(path.read_text()))
        for path in root.glob("*.py")
    }


def _module(name: str, tree: ast.Module) -> _Module:
    module = _Module()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            for one in node.names:
                module.imported[one.asname or one.name] = (node.module, one.name)
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            module.functions[name, "", node.name] = node
        elif isinstance(node, ast.ClassDef):
            module.classes.add(node.name)
            for method in node.body:
                if isinstance(method, ast.FunctionDef):
                    module.functions[name, node.name, method.name] = method
                    module.held |= {(node.name, a): made for a, made in _made(method)}
    return module


def _made(method: ast.FunctionDef) -> Iterator[tuple[str, str]]:
    """What a method puts into its object: `self._items = NamedItems(…)`."""
    for node in ast.walk(method):
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
            target, made = node.targets[0], node.value.func
            if isinstance(target, ast.Attribute) and isinstance(made, ast.Name):
                yield target.attr, made.id


def _opens(node: ast.AST) -> bool:
    """True for the call that opens a transaction."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return False
    if node.func.attr == "write_beside":
        return True
    first = ast.unparse(node.args[0]) if node.args else ""
    role = first.strip("'\"") in get_args(Role) or first.endswith("needs")
    return node.func.attr == "write" and (role or "database" in ast.unparse(node.func.value))


def _called(
    function: ast.FunctionDef, name: Name, module: _Module, doors: dict[str, tuple[str, str]]
) -> Iterator[Name]:
    own, owner, _ = name

    def place(of: str) -> tuple[str, str]:
        return (own, of) if of in module.classes else module.imported.get(of, ("", ""))

    for node in ast.walk(function):
        if not isinstance(node, ast.Call):
            continue
        called = node.func
        if isinstance(called, ast.Name):
            yield own, "", called.id
            home, its_name = module.imported.get(called.id, ("", ""))
            yield home, "", its_name
        elif isinstance(called, ast.Attribute):
            of = called.value
            if isinstance(of, ast.Name):
                yield own, owner if of.id == "self" else "", called.attr
                yield ".".join(module.imported.get(of.id, ("", ""))), "", called.attr
                yield *doors.get(of.id, ("", "")), called.attr
            elif isinstance(of, ast.Attribute):
                yield *doors.get(of.attr, ("", "")), called.attr
                yield *place(module.held.get((owner, of.attr), "")), called.attr
            elif isinstance(of, ast.Call) and isinstance(of.func, ast.Name):
                yield *place(of.func.id), called.attr
