"""References in YAML: looked at once each, and refused where they multiply without end."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.engine.waivers import load_waivers
from auditor.errors import AuditorError, ConfigError
from auditor.extract.layout.families import read_family
from auditor.rulebook import load, yamlfile


def bomb(levels: int, width: int = 9) -> str:
    """Return a few hundred bytes that stand for ``width`` to the power of ``levels`` entries."""
    lines = ["a0: &a0 [" + ", ".join(["x"] * width) + "]"]
    lines += [f"a{n}: &a{n} [" + ", ".join([f"*a{n - 1}"] * width) + "]" for n in range(1, levels)]
    return "\n".join(lines) + "\n"


def looked_at(text: str, monkeypatch: pytest.MonkeyPatch) -> int:
    """Return how often a part of the text is looked at before it is refused."""
    real, calls = yamlfile._Walk._size, []

    def counting(walk, node, *rest):  # type: ignore[no-untyped-def]
        calls.append(id(node))
        return real(walk, node, *rest)

    monkeypatch.setattr(yamlfile._Walk, "_size", counting)
    with pytest.raises(AuditorError, match="展开后内容过多"):
        yamlfile.parse(text, "甲.yaml")
    return len(calls)


def test_work_grows_with_the_text_and_not_with_what_it_stands_for(monkeypatch: pytest.MonkeyPatch) -> None:
    assert looked_at(bomb(9), monkeypatch) < 9 * 9 * 3
    assert looked_at(bomb(40), monkeypatch) < 40 * 9 * 3


def test_rules_and_waivers_refuse_a_bomb(tmp_path: Path) -> None:
    path = tmp_path / "甲.yaml"
    path.write_text(bomb(9), encoding="utf-8")
    for read in (lambda: load(("core", tmp_path)), lambda: load_waivers(path)):
        with pytest.raises(AuditorError, match="展开后内容过多"):
            read()


def test_a_layout_refuses_a_bomb(tmp_path: Path) -> None:
    path = tmp_path / "甲.yaml"
    path.write_text("name: x\n" + bomb(9).replace("a8:", "columns:"), encoding="utf-8")
    with pytest.raises(ConfigError):
        read_family(path)
    path.write_text("name: x\nbase: 3\n", encoding="utf-8")
    with pytest.raises(ConfigError):
        read_family(path)


def test_a_few_references_are_fine() -> None:
    data, _ = yamlfile.parse("a: &a [1, 2]\nb: [*a, *a]\n", "甲.yaml")
    assert data == {"a": [1, 2], "b": [[1, 2], [1, 2]]}
