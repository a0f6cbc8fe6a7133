"""One walk over a folder: ``audit``, ``gate``, ``batch`` and ``extract`` read the same files and skip the same."""

from __future__ import annotations

import json
import os
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from auditor import api
from auditor.cli.main import main

CLEAN = (
    "# 青禾县渡口服务所2026年部门预算\n\n预算12表 年度项目支出绩效目标表\n单位：万元\n\n"
    "| 项目名称 | 项目总额 | 绩效目标 | 一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位 |\n"
    "|---|---|---|---|---|---|---|---|---|\n"
    "| 渡口雨棚翻新 | 40.00 | 翻新雨棚12座，验收合格。 | 产出指标 | 数量指标 | 翻新雨棚数量 | ≥ | 12 | 座 |\n"
    "| 渡口雨棚翻新 | 40.00 |  | 成本指标 | 经济成本指标 | 雨棚翻新成本 | ≤ | 40 | 万元 |\n"
)
# Which files are read does not depend on the rules: without a language model every command starts at once.
FEW_RULES = '[rules]\ndisable = ["typo", "category", "duplicate", "vague", "missing", "conflict", "cost"]\n'
Run = Callable[..., tuple[int, str, str]]
SAID = re.compile(r"跳过 \d+ 个文件[^\n]*")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, near: None) -> Run:
    """Return a function that runs the program in an empty folder: (exit code, stdout, stderr)."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "auditor.toml").write_text(FEW_RULES, encoding="utf-8")

    def call(*arguments: str) -> tuple[int, str, str]:
        return main(arguments), *capsys.readouterr()

    return call


def lay(folder: Path, names: dict[str, str | bytes]) -> None:
    for name, content in names.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())


def seen(run: Run, given: str) -> list[tuple[int, list[str], list[str]]]:
    """Return (exit code, documents read, what is said to be skipped) of audit, gate and batch on ``given``."""
    found = []
    for command in ("audit", "gate"):
        code, out, err = run(command, given, "-f", "json", "-o", f"{command}.json")
        report = json.loads(Path(f"{command}.json").read_text(encoding="utf-8"))
        sources = [one["source"].removeprefix(f"{given}/") for one in report["documents"]]
        found.append((code, sources, SAID.findall(out + err)))
    code, out, err = run("batch", given, "-o", "b.audit", "--workers", "1")
    _, rows, _ = run("query", "SELECT source FROM documents", "--store", "b.audit", "-f", "json")
    found.append((code, [one["source"] for one in json.loads(rows)], SAID.findall(out + err)))
    return found


def agreed(run: Run, given: str) -> tuple[list[int], list[str], str]:
    """Return (exit codes, documents, the sentence on what is skipped) where the three commands agree."""
    three = seen(run, given)
    assert len({tuple(sorted(sources)) for _, sources, _ in three}) == 1
    assert len({tuple(said) for _, _, said in three}) == 1
    sentences = three[0][2]
    assert len(sentences) <= 1
    return [code for code, _, _ in three], sorted(three[0][1]), "".join(sentences)


def packed(names: dict[str, str]) -> bytes:
    import io

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in names.items():
            archive.writestr(name, content)
    return out.getvalue()


def test_what_is_skipped_is_counted_and_named_by_kind(run: Run, tmp_path: Path) -> None:
    lay(
        tmp_path / "in",
        {
            "甲.md": CLEAN,
            "乙/丙.md": CLEAN,
            "乙/图纸.dwg": "x",
            "说明": "x",
            ".旧稿.md": "x",
            "~$甲.xlsx": "x",
            "Thumbs.db": "x",
            "甲.audit.html": "x",
            "甲.audit/reports/a.html": "x",
        },
    )
    codes, sources, said = agreed(run, "in")
    assert codes == [0, 0, 0]
    assert sources == ["乙/丙.md", "甲.md"]
    assert said.startswith("跳过 7 个文件")
    for part in ("不能读的类型 2 个（说明、乙/图纸.dwg）", "隐藏文件 1 个（.旧稿.md）", "临时文件 1 个（~$甲.xlsx）"):
        assert part in said
    assert "系统文件 1 个（Thumbs.db）" in said
    assert "本工具的报告 2 个（甲.audit.html、甲.audit/）" in said
    assert SAID.findall(run("extract", "in")[2]) == [said]


def test_an_archive_is_a_folder(run: Run, tmp_path: Path) -> None:
    inner = packed({"丁.md": CLEAN, "丁.psd": "x"})
    lay(tmp_path, {"in/a.zip": packed({"甲.md": CLEAN, "b.mp4": "x", "__MACOSX/._甲.md": "x"})})
    with zipfile.ZipFile(tmp_path / "in" / "a.zip", "a") as archive:
        archive.writestr("里.zip", inner)
    codes, sources, said = agreed(run, "in")
    assert codes == [0, 0, 0]
    assert sources == ["a.zip!/甲.md", "a.zip!/里.zip!/丁.md"]
    assert "不能读的类型 2 个（a.zip!/b.mp4、a.zip!/里.zip!/丁.psd）" in said
    assert "系统文件 1 个（a.zip!/__MACOSX/._甲.md）" in said
    assert [one.kind for one in api.audit(tmp_path / "in" / "a.zip").skipped] == [
        "不能读的类型",
        "系统文件",
        "不能读的类型",
    ]


def test_an_archive_without_a_document_cannot_be_judged(run: Run, tmp_path: Path) -> None:
    lay(tmp_path, {"in/甲.md": CLEAN, "in/a.zip": packed({"a.psd": "x"}), "in/b.zip": packed({})})
    lay(tmp_path, {"in/c.zip": packed({".a.md": "x"}), "in/d.zip": b"PK no"})
    codes, sources, _ = agreed(run, "in")
    assert codes == [2, 2, 2]
    assert sources == ["a.zip", "b.zip", "c.zip", "d.zip", "甲.md"]


@pytest.mark.skipif(os.name == "nt", reason="此系统上建链接要权限")
def test_links_are_followed_once_by_every_command(run: Run, tmp_path: Path) -> None:
    lay(tmp_path, {"in/a/甲.md": CLEAN, "outside/乙.md": CLEAN, "丙.md": CLEAN})
    (tmp_path / "in" / "a" / "loop").symlink_to("..")
    (tmp_path / "in" / "b").symlink_to("a")
    (tmp_path / "in" / "c").symlink_to("../outside")
    (tmp_path / "in" / "d.md").symlink_to("../丙.md")
    codes, sources, said = agreed(run, "in")
    assert codes == [0, 0, 0]
    assert sources == ["a/甲.md", "c/乙.md", "d.md"]
    assert "指向已读文件夹的链接 2 个（b/、a/loop/）" in said


@pytest.mark.skipif(os.name == "nt", reason="此系统上建链接要权限")
def test_a_link_to_nothing_cannot_be_judged(run: Run, tmp_path: Path) -> None:
    lay(tmp_path, {"in/甲.md": CLEAN})
    for name in ("附件", "乙.xlsx", "图.dwg"):
        (tmp_path / "in" / name).symlink_to("gone")
    codes, sources, _ = agreed(run, "in")
    assert codes == [2, 2, 2]
    assert sources == sorted(["甲.md", "附件", "乙.xlsx", "图.dwg"])
    assert "链接指向的文件不存在" in run("gate", "in")[1]


def closed(folder: Path) -> bool:
    """Close a folder; return whether this user cannot open it now (root can)."""
    folder.chmod(0)
    try:
        next(folder.iterdir(), None)
    except PermissionError:
        return True
    return False


@pytest.mark.skipif(os.name == "nt", reason="权限在此系统上是另一回事")
def test_a_folder_that_cannot_be_opened_cannot_be_judged(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay(tmp_path, {"in/甲.md": CLEAN, "in/密/乙.md": CLEAN})
    locked = tmp_path / "in" / "密"
    if not closed(locked):
        refuse(monkeypatch, locked)
    try:
        codes, sources, _ = agreed(run, "in")
        said = run("gate", "in")[1]
    finally:
        locked.chmod(0o700)
    assert codes == [2, 2, 2]
    assert sources == ["密", "甲.md"]
    assert "文件夹打不开" in said


def refuse(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Let the system refuse to list ``folder``, as it does for users without the right."""
    listing, scan = os.listdir, os.scandir

    def guard(call: Callable[[str], object]) -> Callable[[str], object]:
        def guarded(path: str = ".") -> object:
            if os.path.realpath(path) == os.path.realpath(folder):
                raise PermissionError(13, "Permission denied", str(path))
            return call(path)

        return guarded

    monkeypatch.setattr(os, "scandir", guard(scan))
    monkeypatch.setattr(os, "listdir", guard(listing))


def test_a_folder_of_other_files_alone_is_no_input(run: Run, tmp_path: Path) -> None:
    lay(tmp_path, {"in/a.dwg": "x"})
    assert {run(command, "in")[0] for command in ("audit", "gate", "extract", "batch")} == {2}


def test_a_report_read_back_keeps_what_was_skipped(run: Run, tmp_path: Path) -> None:
    lay(tmp_path, {"in/甲.md": CLEAN, "in/a.dwg": "x"})
    run("audit", "in", "-f", "json", "-f", "html", "-f", "markdown", "-o", "out")
    report = json.loads(next(Path("out").glob("*.json")).read_text(encoding="utf-8"))
    assert report["skipped"] == [{"path": "a.dwg", "kind": "不能读的类型"}]
    for page in (*Path("out").glob("*.html"), *Path("out").glob("*.md")):
        assert "跳过 1 个文件" in page.read_text(encoding="utf-8"), page
