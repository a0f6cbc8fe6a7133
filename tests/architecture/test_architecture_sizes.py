"""House limits: a file ≤ 350 lines; a function ≤ 50 lines, ≤ 8 branches, ≤ 5 parameters; docstrings."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("auditor", "samples", "bench")
MAX_FILE, MAX_FUNCTION, MAX_BRANCHES, MAX_PARAMETERS = 350, 50, 8, 5
BRANCHES = (ast.If, ast.For, ast.AsyncFor, ast.While, ast.ExceptHandler, ast.IfExp, ast.match_case)
Function = ast.FunctionDef | ast.AsyncFunctionDef


def sources() -> list[Path]:
    return sorted(file for folder in FOLDERS for file in (ROOT / folder).rglob("*.py"))


def functions(tree: ast.AST) -> Iterator[Function]:
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def own_nodes(function: Function) -> Iterator[ast.AST]:
    """Yield the nodes of a function without those of functions defined inside it."""
    stack = list(ast.iter_child_nodes(function))
    while stack:
        node = stack.pop()
        yield node
        if not isinstance(node, Function | ast.Lambda):
            stack.extend(ast.iter_child_nodes(node))


def parameters(function: Function) -> int:
    a = function.args
    names = [x.arg for x in (*a.posonlyargs, *a.args, *a.kwonlyargs)]
    return len([name for name in names if name not in {"self", "cls"}])


def is_command(function: Function, name: str) -> bool:
    """Return whether typer calls it: a command has as many parameters as its user has options, all with a default."""
    return name.startswith("auditor/cli/") and len(function.args.defaults) >= len(function.args.args) - 1


def oversizes(source: str, name: str = "") -> list[str]:
    """Return what in the source is over a limit."""
    tree = ast.parse(source)
    found = [f"{name}: {n} lines"] if (n := len(source.splitlines())) > MAX_FILE else []
    for f in functions(tree):
        lines = (f.end_lineno or f.lineno) - f.lineno + 1
        branches = sum(isinstance(node, BRANCHES) for node in own_nodes(f))
        too_many = 0 if is_command(f, name) else parameters(f)
        if lines > MAX_FUNCTION:
            found.append(f"{name}:{f.lineno} {f.name}: {lines} lines")
        if branches > MAX_BRANCHES:
            found.append(f"{name}:{f.lineno} {f.name}: {branches} branches")
        if too_many > MAX_PARAMETERS:
            found.append(f"{name}:{f.lineno} {f.name}: {too_many} parameters")
    return found


def undocumented(source: str, name: str = "") -> list[str]:
    """Return the public modules, classes and functions of the source without a docstring."""
    tree = ast.parse(source)
    found = [] if ast.get_docstring(tree) or not tree.body else [f"{name}: module"]
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef):
            for child in node.body:
                public = isinstance(child, Function | ast.ClassDef) and not child.name.startswith("_")
                private_owner = isinstance(node, ast.ClassDef) and node.name.startswith("_")
                if public and not private_owner and not ast.get_docstring(child):
                    found.append(f"{name}:{child.lineno} {child.name}")
    return found


def relative(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def test_limits_are_kept() -> None:
    assert len(sources()) > 10, "no source found: the walk is broken"
    found = [x for file in sources() for x in oversizes(file.read_text(encoding="utf-8"), relative(file))]
    assert not found, "\n".join(found)


def test_public_things_have_docstrings() -> None:
    files = [file for file in sources() if file.parts[len(ROOT.parts)] == "auditor"]
    found = [x for file in files for x in undocumented(file.read_text(encoding="utf-8"), relative(file))]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ("x = 1\n" * (MAX_FILE + 1), "351 lines"),
        ("def f():\n" + "    x = 1\n" * MAX_FUNCTION, "51 lines"),
        ("def f(x):\n" + "    if x: pass\n" * (MAX_BRANCHES + 1), "9 branches"),
        ("def f(a, b, c, *, d, e, g): ...", "6 parameters"),
    ],
)
def test_the_measure_sees_too_much(source: str, fault: str) -> None:
    assert [line for line in oversizes(source) if fault in line]


def test_the_measure_lets_the_limit_pass() -> None:
    source = "def f(self, a, b, c, d, e):\n" + "    if a: pass\n" * MAX_BRANCHES
    assert oversizes(source) == []
    assert undocumented("def f(): ...") == [": module", ":1 f"]
    assert undocumented('"""M."""\ndef _f(): ...') == []
