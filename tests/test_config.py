"""auditor.toml: the closed schema and its errors."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.config import Config, Policy, load_config, parse_config
from auditor.errors import ConfigError

GOOD = """\
packs = ["beijing", "./own"]
[gate]
fail_on = "warning"
min_confidence = 0.7
families = ["unit", "cost"]
exclude = ["typo"]
allow_partial = true
[limits]
max_bytes = 1000
[rules]
enable = ["unit.a"]
disable = ["cost"]
[rules.severity]
unit.b = "info"
"unit.c" = "error"
[proofread]
second_opinion = "./mlm"
words = "own/words.txt"
"""


def test_everything_is_read() -> None:
    assert parse_config(GOOD, "x/auditor.toml", Path("x")) == Config(
        packs=("beijing", "x/own"),
        policy=Policy("warning", 0.7, ("unit", "cost"), ("typo",), True),
        max_bytes=1000,
        enable=("unit.a",),
        disable=("cost",),
        severity={"unit.b": "info", "unit.c": "error"},
        second_opinion=Path("x/mlm"),
        words=Path("x/own/words.txt"),
        source="x/auditor.toml",
    )


def test_without_a_file_there_are_defaults(tmp_path: Path) -> None:
    assert load_config(None, tmp_path) == Config()


def test_the_file_here_is_found(tmp_path: Path) -> None:
    (tmp_path / "auditor.toml").write_text(GOOD, encoding="utf-8")
    assert load_config(None, tmp_path).max_bytes == 1000


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("fail_on", "fail-on", 3, "是否想写“gate.fail_on”"),
        ('"warning"', '"serious"', 3, "error"),
        ("0.7", "7", 4, "0 到 1"),
        ('["unit", "cost"]', '["units"]', 5, "units"),
        ('["typo"]', '"typo"', 6, "列表"),
        ("true", '"yes"', 7, "true"),
        ("1000", "-1", 9, "正整数"),
        ('unit.b = "info"', 'unit.b = "low"', None, "low"),
        ("[limits]", "[limit]", 8, "limit"),
        ('"./mlm"', "true", 17, "文件夹"),
        ("fail_on = ", "fail_on ", 3, "TOML"),
    ],
)
def test_a_slip_is_named(old: str, new: str, line: int | None, said: str) -> None:
    assert old in GOOD
    with pytest.raises(ConfigError) as caught:
        parse_config(GOOD.replace(old, new))
    assert said in caught.value.message
    if line is not None:
        assert caught.value.line == line


def test_a_named_file_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="无法读取"):
        load_config(tmp_path / "none.toml")
