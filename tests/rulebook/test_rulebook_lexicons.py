"""Lexicons: sections, comments, additions and removals by packs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from auditor.errors import RuleError
from auditor.rulebook.lexicons import merge

ROOT = Path(__file__).resolve().parents[2]


def folder(root: Path, name: str, text: str) -> tuple[Path, str]:
    """Write words.txt into a folder and return it as a layer."""
    (root / name).mkdir()
    (root / name / "words.txt").write_text(text, encoding="utf-8")
    return root / name, name


def test_sections_comments_and_blank_lines(tmp_path: Path) -> None:
    layer = folder(tmp_path, "base", "﻿# 说明\n甲\n\n[money]\n经费  # 金额\n 乙 丙 \n[rate]\n率\n")
    assert merge([layer]) == {"words": ("甲",), "words.money": ("经费", "乙 丙"), "words.rate": ("率",)}


def test_a_pack_adds_and_removes(tmp_path: Path) -> None:
    base = folder(tmp_path, "base", "[money]\n经费\n金额\n")
    own = folder(tmp_path, "own", "[money]\n-经费\n补贴\n金额\n")
    assert merge([base, own]) == {"words.money": ("金额", "补贴")}


def test_removing_what_is_not_there_names_the_nearest(tmp_path: Path) -> None:
    base = folder(tmp_path, "base", "[money]\n执行经费\n")
    own = folder(tmp_path, "own", "[money]\n-执行经废\n")
    with pytest.raises(RuleError) as caught:
        merge([base, own])
    assert "是否想写“执行经费”" in caught.value.message
    assert (caught.value.source, caught.value.line) == ("own/words.txt", 2)


def test_an_entry_of_the_base_may_begin_with_a_dash(tmp_path: Path) -> None:
    assert merge([folder(tmp_path, "base", "-号\n")]) == {"words": ("-号",)}


@pytest.mark.parametrize("text", ["[金额]\n经费\n", "[money\n经费\n", "[money]\n经费\n[money]\n金额\n"])
def test_a_bad_section_is_an_error_with_its_line(tmp_path: Path, text: str) -> None:
    with pytest.raises(RuleError) as caught:
        merge([folder(tmp_path, "base", text)])
    assert caught.value.line in (1, 3)


def test_a_missing_folder_is_an_empty_layer(tmp_path: Path) -> None:
    assert merge([(tmp_path / "none", "none")]) == {}


def test_every_list_of_words_is_asked_for() -> None:
    """Lists that are read one by one: a section that neither a rule nor the code names is knowledge that nobody has."""
    named = re.compile(r"\w+")
    files = (*ROOT.glob("rules/*/*.yaml"), *ROOT.glob("auditor/**/*.py"))
    asked = {word for file in files for word in named.findall(file.read_text(encoding="utf-8"))}
    lists = ("cues", "matters", "objectives", "phrases", "duties")
    sections = re.compile(r"^\[(\w+)\]", re.MULTILINE)
    texts = {name: (ROOT / f"rules/lexicons/{name}.txt").read_text(encoding="utf-8") for name in lists}
    assert [f"{name}.{one}" for name, text in texts.items() for one in sections.findall(text) if one not in asked] == []
