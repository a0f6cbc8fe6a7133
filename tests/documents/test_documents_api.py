"""The page of the API names everything public, its program runs, and the notebook runs from top to bottom."""

from __future__ import annotations

import ast
import json
import re
import shutil
import sys
import warnings
from pathlib import Path
from typing import Any

import pytest

import auditor
from auditor.errors import ConfigError
from auditor.render.plots import _FONTS

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOK = ROOT / "docs" / "researchers.ipynb"


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(ROOT / "samples", tmp_path / "samples", ignore=shutil.ignore_patterns("make", "__pycache__"))
    monkeypatch.chdir(tmp_path)


def test_the_page_names_everything_public() -> None:
    text = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`(\w+)", text))
    assert sorted(set(auditor.__all__) - named) == []


def test_its_program_runs(capsys: Any) -> None:
    (block,) = re.findall(r"```python\n(.*?)```", (ROOT / "docs" / "api.md").read_text(encoding="utf-8"), re.DOTALL)
    exec(compile(block, "api.md", "exec"), {})
    assert "不通过" in capsys.readouterr().out


def test_the_notebook_runs() -> None:
    pytest.importorskip("matplotlib", reason="没有安装 matplotlib（组件 plots）")
    book = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    assert book["nbformat"] == 4
    names: dict[str, Any] = {}
    shown = []
    for cell in book["cells"]:
        assert not cell.get("outputs"), "a notebook in the repository holds no results"
        if cell["cell_type"] != "code":
            continue
        tree = ast.parse("".join(cell["source"]))
        last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
        exec(compile(tree, NOTEBOOK.name, "exec"), names)
        if isinstance(last, ast.Expr):
            # What a notebook shows of the last line of a cell.
            value = eval(compile(ast.Expression(last.value), NOTEBOOK.name, "eval"), names)
            shown.append(getattr(value, "_repr_html_", lambda made=value: repr(made))())
    assert len(shown) > 6
    assert sum("<table" in text for text in shown if text) > 3
    assert len(names["figure"].axes[0].patches) > 3


def test_a_plot_without_anything_is_a_sentence() -> None:
    pytest.importorskip("matplotlib", reason="没有安装 matplotlib（组件 plots）")
    rows = auditor.to_frame(auditor.extract("samples/clean-hospital.tsv"))
    with pytest.raises(ConfigError, match="没有审核意见"):
        auditor.plot_families(auditor.to_frame(auditor.audit("samples/clean-hospital.tsv"))[:0])
    with pytest.raises(ConfigError, match="满意度"):
        auditor.plot_satisfaction(rows[:0])
    figure = auditor.plot_satisfaction(rows)
    if set(_FONTS) & {font.name for font in sys.modules["matplotlib.font_manager"].fontManager.ttflist}:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # a character without a picture
            figure.savefig("targets.png")
    assert "共" in figure.axes[0].get_xlabel()
