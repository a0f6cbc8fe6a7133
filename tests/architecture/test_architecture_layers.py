"""Who may import whom: cli > serve > api > engine, corpus > {siblings} > text > records > errors."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "auditor"
SIBLINGS = {"readers", "extract", "rulebook", "checks", "nlp", "render"}
RANK = {
    "cli": 7,
    "serve": 6,
    "api": 5,
    "engine": 4,
    "corpus": 4,
    **dict.fromkeys(SIBLINGS, 3),
    "text": 2,
    "records": 1,
    "errors": 0,
}
# used from cli down to the siblings; they stand on records and errors only
SHARED = {"bounds", "resources", "config", "files"}
TARGET = re.compile(r"auditor(\.\w+)+(:\w+)?")
# the package root offers the public names lazily and __main__ starts the command line: they see everything
ROOTS = {"__init__", "__main__"}


def layer(module: str) -> str:
    """Return the layer of a dotted module name: the part after ``auditor``, "" for the package itself."""
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else ""


def module_name(file: Path) -> str:
    parts = file.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 2 else parts)


def _from_import(node: ast.ImportFrom, package: str) -> Iterator[str]:
    base = node.module or ""
    if node.level:
        head = package.split(".")[: len(package.split(".")) - node.level + 1]
        base = ".".join([*head, base] if base else head)
    if base == "auditor":
        yield from (f"auditor.{alias.name}" for alias in node.names if alias.name != "__version__")
    elif base.startswith("auditor."):
        yield base


def imported(source: str, package: str = "auditor") -> set[str]:
    """Return every module of ours that the source imports, at any depth, or names as ``"module:function"``."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names if alias.name.startswith("auditor.")}
        elif isinstance(node, ast.ImportFrom):
            found |= set(_from_import(node, package))
        elif target := _named(node):
            found.add(target.partition(":")[0])
    return found


def _named(node: ast.AST) -> str:
    """Return the ``"module:function"`` that a string constant names, or ""."""
    value = node.value if isinstance(node, ast.Constant) else None
    return value if isinstance(value, str) and ":" in value and TARGET.fullmatch(value) else ""


def allowed(importer: str, target: str) -> bool:
    """Return whether a module of layer ``importer`` may import one of layer ``target``."""
    if importer == target or importer in ROOTS:
        return True
    if target in SHARED:
        return RANK.get(importer, 3) >= 3
    if importer in SHARED:
        return target in {"records", "errors"}
    if target not in RANK or importer not in RANK:
        return False
    if importer in SIBLINGS and target in SIBLINGS:
        return False
    return RANK[importer] > RANK[target] or (importer, target) == ("corpus", "engine")


def files() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def trespasses(file: Path) -> list[str]:
    name = module_name(file)
    package = name if file.name == "__init__.py" else name.rpartition(".")[0]
    targets = imported(file.read_text(encoding="utf-8"), package)
    return [f"{name} imports {target}" for target in sorted(targets) if not allowed(layer(name), layer(target))]


def test_layers_are_kept() -> None:
    assert files(), "no module found: the walk is broken"
    found = [line for file in files() for line in trespasses(file)]
    assert not found, "\n".join(found)


def test_every_table_entry_points_at_something() -> None:
    """Each ``"module:function"`` string resolves: a registry line that leads nowhere fails here, not at the user's."""
    dead = []
    for file in files():
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            module, _, name = _named(node).partition(":")
            if module and not hasattr(import_module(module), name):
                dead.append(f"{file.name}: {module}:{name}")
    assert dead == []


@pytest.mark.parametrize(
    ("importer", "source", "fine"),
    [
        ("text", "from auditor.records.place import Place", True),
        ("text", "from auditor.resources import folder", False),
        ("records", "from auditor.text.width import fold", False),
        ("checks", "import auditor.nlp.typo.model", False),
        ("checks", "def f():\n    from auditor.nlp import model", False),
        ("checks", "from auditor import api", False),
        ("checks", "from auditor import __version__", True),
        ("render", "TABLE = {'x': 'auditor.engine.run:audit'}", False),
        ("engine", "from auditor.checks.money import ceiling", True),
        ("engine", "from auditor.corpus import pool", False),
        ("config", "from auditor.rulebook import load", False),
        ("readers", "from auditor.config import Config", True),
    ],
)
def test_the_walker_sees_what_it_must(importer: str, source: str, fine: bool) -> None:
    targets = imported(source)
    assert all(allowed(importer, layer(target)) for target in targets) is fine


def test_relative_imports_are_resolved() -> None:
    assert imported("from ..nlp import model", "auditor.checks") == {"auditor.nlp"}
