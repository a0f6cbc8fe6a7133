"""Waiver files and fingerprints."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.engine.fingerprint import fingerprint
from auditor.engine.waivers import load_waivers
from auditor.errors import ConfigError
from auditor.records.report import Waiver

GOOD = Waiver("0123456789abcdef", "张三", "另有批复", "2026-12-31")
YAML = "- fingerprint: 0123456789abcdef\n  who: 张三\n  why: 另有批复\n  until: 2026-12-31\n"


def write(folder: Path, text: str, name: str = "w.yaml") -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("w.yaml", YAML),
        ("w.yaml", "waivers:\n" + YAML),
        (
            "w.json",
            '[\n\t{"fingerprint": "0123456789abcdef",\n\t"who": "\\u5f20三",'
            '\n\t"why": "另有批复", "until": "2026-12-31"}]',
        ),
    ],
)
def test_yaml_and_json(tmp_path: Path, name: str, text: str) -> None:
    assert load_waivers(write(tmp_path, text, name)) == (GOOD,)


def test_an_end_is_optional_and_an_empty_file_waives_nothing(tmp_path: Path) -> None:
    assert load_waivers(write(tmp_path, YAML.replace("  until: 2026-12-31\n", "")))[0].until == ""
    assert load_waivers(write(tmp_path, "# 没有\n")) == ()


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("who: 张三", "whom: 张三", 2, "是否想写“who”"),
        ("who: 张三", "who: ''", 2, "who"),
        ("  why: 另有批复\n", "", 1, "why"),
        ("0123456789abcdef", "123", 1, "指纹"),
        ("0123456789abcdef", "1234567890123456", 1, "引号"),
        ("0123456789abcdef", "xyz", 1, "指纹"),
        ("2026-12-31", "31.12.2026", 4, "到期日"),
        ("2026-12-31", "2026-02-30", 4, "到期日"),
        (YAML, YAML + YAML, 5, "两次"),
        (YAML, "- 3\n", 1, "键"),
        (YAML, "waivers: []\nmore: 1\n", 1, "more"),
    ],
)
def test_a_slip_is_named_with_its_line(tmp_path: Path, old: str, new: str, line: int, said: str) -> None:
    path = write(tmp_path, YAML.replace(old, new))
    with pytest.raises(ConfigError) as caught:
        load_waivers(path)
    assert said in caught.value.message
    assert caught.value.line == line


def test_a_missing_file_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="无法读取"):
        load_waivers(tmp_path / "none.yaml")


def test_a_fingerprint_survives_a_new_layout() -> None:
    one = fingerprint("unit.a", "P1", "经费 执行", "≤100％")
    assert one == fingerprint("unit.a", "P1", "经费\n执行", "≤ 100%")
    assert len(one) == 16
    assert set(one) <= set("0123456789abcdef")


def test_a_fingerprint_tells_every_part_apart() -> None:
    parts = [
        ("r", "p", "i", "c"),
        ("r2", "p", "i", "c"),
        ("r", "p2", "i", "c"),
        ("r", "p", "i2", "c"),
        ("r", "p", "i", "c2"),
    ]
    shifted = [("r", "pi", "", "c"), ("rp", "", "i", "c")]
    assert len({fingerprint(*one) for one in parts + shifted}) == 7
