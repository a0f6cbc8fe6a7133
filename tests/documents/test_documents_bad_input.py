"""Bad input: one clear Chinese sentence, exit 2, everything else still audited, never a traceback."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
GOOD = ROOT / "samples" / "clean-agency.md"
HAN = re.compile(r"[\u4e00-\u9fff]")
Run = Callable[..., subprocess.CompletedProcess[str]]
UNREADABLE = ("empty.md", "blank.tsv", "binary.md", "huge.md", "encoding.txt", "missing.md", "unknown.xyz")
PARTIAL = ("no-table.md", "truncated.md")


@dataclass(frozen=True)
class Batch:
    """One run of ``auditor audit`` over bad files and a good one."""

    exit_code: int
    stderr: str
    documents: dict[str, dict[str, Any]]


def bad_files(folder: Path) -> list[Path]:
    """Write the bad files into ``folder`` and return their paths; one of them is not there."""
    (folder / "empty.md").write_bytes(b"")
    (folder / "blank.tsv").write_bytes(b"\xef\xbb\xbf \r\n\t\n" * 40)
    (folder / "binary.md").write_bytes(bytes(range(256)) * 64)
    (folder / "encoding.txt").write_bytes(b"\xff\x81\x00\xfe\x80\xff" * 500)
    (folder / "unknown.xyz").write_text("预算12表", encoding="utf-8")
    with (folder / "huge.md").open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    (folder / "no-table.md").write_text("# 会议纪要\n\n今天讨论了食堂的菜单，没有别的事项。\n", encoding="utf-8")
    text = GOOD.read_text(encoding="utf-8")
    (folder / "truncated.md").write_text(text[: text.index("招聘会按期举办率") + 4], encoding="utf-8")
    return [folder / name for name in (*UNREADABLE, *PARTIAL)]


@pytest.fixture(scope="module")
def batch(cli: Run, tmp_path_factory: pytest.TempPathFactory) -> Batch:
    files = bad_files(tmp_path_factory.mktemp("bad"))
    done = cli("audit", *files, GOOD, "-f", "json")
    assert done.stdout, done.stderr
    documents = {Path(document["source"]).name: document for document in json.loads(done.stdout)["documents"]}
    return Batch(done.returncode, done.stderr, documents)


def test_exit_code_says_that_something_was_not_read(batch: Batch) -> None:
    assert batch.exit_code == 2
    assert "Traceback" not in batch.stderr


def test_the_good_file_is_audited_all_the_same(batch: Batch) -> None:
    assert batch.documents[GOOD.name]["status"] == "ok"
    assert batch.documents[GOOD.name]["counts"] == {"projects": 8, "indicators": 67}


@pytest.mark.parametrize("name", UNREADABLE)
def test_unreadable_input_is_listed_with_its_reason(name: str, batch: Batch) -> None:
    document = batch.documents[name]
    assert document["status"] == "unreadable"
    assert document["findings"] == []
    (problem,) = document["problems"]
    assert HAN.search(problem["message"])
    assert problem["message"].count("。") == 1
    (line,) = [line for line in batch.stderr.splitlines() if name in line and "：" in line]
    assert HAN.search(line)


@pytest.mark.parametrize("name", PARTIAL)
def test_partly_read_input_is_never_silence(name: str, batch: Batch) -> None:
    document = batch.documents[name]
    assert document["status"] == "partial"
    assert [problem for problem in document["problems"] if problem["partial"] and HAN.search(problem["message"])]


@pytest.mark.parametrize("name", ["empty.md", "no-table.md", "truncated.md"])
def test_the_gate_does_not_pass_what_was_not_read(name: str, cli: Run, tmp_path: Path) -> None:
    bad_files(tmp_path)
    done = cli("gate", tmp_path / name)
    assert done.returncode == 2
    assert HAN.search(done.stdout + done.stderr)
    assert "Traceback" not in done.stderr


def one_sentence(done: subprocess.CompletedProcess[str], *mentions: str) -> None:
    assert done.returncode == 2
    lines = [line for line in done.stderr.splitlines() if line.strip()]
    assert len(lines) == 1, done.stderr
    assert HAN.search(lines[0])
    for mention in mentions:
        assert mention in lines[0]


def test_malformed_rule_names_file_and_key(cli: Run, tmp_path: Path) -> None:
    pack = tmp_path / "ours"
    pack.mkdir()
    rule = "name: unit.ours\ncode: X01\nfamily: unit\nseverty: error\nsubject: indicator\n"
    (pack / "ours.yaml").write_text(rule, encoding="utf-8")
    one_sentence(cli("audit", GOOD, "--rules", pack), "ours.yaml", "severty")


def test_broken_yaml_names_file(cli: Run, tmp_path: Path) -> None:
    pack = tmp_path / "ours"
    pack.mkdir()
    (pack / "ours.yaml").write_text("name: [unit.ours\ncode: }\n", encoding="utf-8")
    one_sentence(cli("audit", GOOD, "--rules", pack), "ours.yaml")


def test_malformed_waivers_name_file(cli: Run, tmp_path: Path) -> None:
    waivers = tmp_path / "waivers.yaml"
    waivers.write_text("- fingerprint: short\n  who: 张三\n  why: 已核对\n", encoding="utf-8")
    one_sentence(cli("gate", GOOD, "--waivers", waivers), "waivers.yaml")


def test_a_missing_rule_pack_is_said(cli: Run, tmp_path: Path) -> None:
    one_sentence(cli("audit", GOOD, "--rules", tmp_path / "nowhere"), "nowhere")
