"""Archives: every file in them a document of its own; bombs, passwords, damage."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

import auditor
from auditor import api
from auditor.config import COMMAND, Limits, parse_config
from auditor.errors import ConfigError, UnreadableError
from auditor.readers import READERS, members, read_bytes, read_file
from auditor.records.document import Prose
from samples.make.docx_file import docx
from samples.make.html_file import html
from samples.make.office import build
from samples.make.packed import pack
from samples.make.xlsx_file import xlsx

ROOT = Path(__file__).resolve().parents[2]
GOOD = (ROOT / "samples" / "clean-agency.md").read_bytes()


def archive(folder: Path, parts: dict[str, str | bytes], name: str = "全部.zip") -> Path:
    file = folder / name
    file.write_bytes(pack(parts))
    return file


def inner(found: tuple[str, ...], file: Path) -> list[str]:
    return [name.removeprefix(f"{file}!/") for name in found]


def test_members_are_read_one_by_one(tmp_path: Path) -> None:
    nested = pack({"丙.txt": "三", "深.zip": pack({"丁.txt": "四"})})
    file = archive(tmp_path, {"一/甲.md": "一", "乙.txt": "二", "里.zip": nested})
    found = members(file)
    assert inner(found, file) == ["一/甲.md", "乙.txt", "里.zip!/丙.txt", "里.zip!/深.zip"]
    read = [document.blocks[0] for document in map(read_file, found)]
    assert [block.text for block in read if isinstance(block, Prose)] == ["一", "二", "三", "四"]
    assert read_file(found[0]).source == found[0]
    assert len({read_file(name).sha256 for name in found}) == 4


def test_system_and_lock_files_are_no_documents(tmp_path: Path) -> None:
    junk = ["__MACOSX/._a.md", ".DS_Store", "目录/~$a.docx", "目录/Thumbs.db", "desktop.ini", ".git/x.md"]
    file = archive(tmp_path, {**dict.fromkeys(junk, "x"), "a.md": "甲"})
    assert inner(members(file), file) == ["a.md"]


def test_names_in_the_character_set_of_old_windows(tmp_path: Path) -> None:
    raw = pack({"AAAA.txt": "甲"})
    file = tmp_path / "a.zip"
    file.write_bytes(raw.replace(b"AAAA", "预算".encode("gbk")))
    assert inner(members(file), file) == ["预算.txt"]
    assert read_file(members(file)[0]).blocks


def test_other_files_and_missing_ones_are_their_own_only_member(tmp_path: Path) -> None:
    for name in ("a.md", "fehlt.zip"):
        assert members(tmp_path / name) == (str(tmp_path / name),)


def test_an_archive_of_one_document_is_that_document() -> None:
    document = read_bytes(pack({"甲.md": "一"}), "标准输入")
    assert document.source == "标准输入!/甲.md"
    with pytest.raises(UnreadableError, match="2 个文件"):
        read_bytes(pack({"甲.md": "一", "乙.md": "二"}), "标准输入")


def test_audit_reports_every_member_and_goes_on(tmp_path: Path) -> None:
    file = archive(tmp_path, {"好.md": GOOD, "坏.xlsx": b"PK\x03\x04broken", "图.xyz": "?", "旧.doc": b"x"})
    report = auditor.audit(file)
    assert [(document.source.rpartition("!/")[2], document.status) for document in report.documents] == [
        ("好.md", "ok"), ("坏.xlsx", "unreadable"), ("旧.doc", "unreadable"),
    ]  # fmt: skip
    assert [(one.path, one.kind) for one in report.skipped] == [(f"{file.name}!/图.xyz", "不能读的类型")]
    for document in report.documents[1:]:
        (problem,) = document.problems
        assert problem.message.count("。") == 1
    assert api.gate(report).exit_code == 2


def empty_tail(data: bytes) -> bytes:
    return data[:-30]


def encrypted(data: bytes) -> bytes:
    """Return the archive with the flag of encryption set on its members."""
    out = bytearray(data)
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        position = data.find(mark)
        while position >= 0:
            out[position + at] |= 1
            position = data.find(mark, position + 1)
    return bytes(out)


@pytest.mark.parametrize(
    ("data", "limits", "mention"),
    [
        (empty_tail(pack({"a.md": "甲"})), Limits(), "损坏"),
        (encrypted(pack({"a.md": "甲"})), Limits(), "密码"),
        (pack({"a.md": b" " * (30 << 20)}), Limits(), "压缩"),
        (pack({"a.md": b"x" * 3000}), Limits(max_unpacked=2000), "上限"),
        (pack({f"{i}.md": "甲" for i in range(9)}), Limits(max_members=8), "9 个文件"),
        (pack({f"{i}.md": b"x" * 3000 for i in range(9)}), Limits(max_unpacked=3000), "上限"),
        (pack({}), Limits(), "没有文件"),
        (pack({"a.zip": pack({"b.md": "甲"})}), Limits(), "还是压缩包"),
    ],
)
def test_a_hostile_archive_is_one_sentence(tmp_path: Path, data: bytes, limits: Limits, mention: str) -> None:
    file = tmp_path / "a.zip"
    file.write_bytes(data)
    with pytest.raises(UnreadableError) as caught:
        read_file(file, limits=limits)
    assert mention in caught.value.message
    assert caught.value.message.count("。") == 1


def test_a_bomb_within_a_bomb_stays_small(tmp_path: Path) -> None:
    level = pack({"a.md": b" " * (12 << 20)})
    file = archive(tmp_path, {f"{i}.zip": level for i in range(50)})
    found = members(file)
    assert len(found) == 50
    with pytest.raises(UnreadableError, match="压缩"):
        read_file(found[0])


def test_a_member_that_is_not_there(tmp_path: Path) -> None:
    file = archive(tmp_path, {"a.md": "甲"})
    with pytest.raises(UnreadableError, match=r"没有“b\.md”"):
        read_file(f"{file}!/b.md")
    with pytest.raises(UnreadableError, match="不认识的文件类型"):
        read_file(f"{file}!/b.xyz")


def test_a_member_of_an_archive_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="不存在"):
        read_file(f"{tmp_path / 'fehlt.zip'}!/a.md")


def test_a_file_whose_name_holds_the_separator_is_a_file(tmp_path: Path) -> None:
    folder = tmp_path / "a!"
    folder.mkdir()
    (folder / "b.md").write_text("甲", encoding="utf-8")
    assert read_file(folder / "b.md").blocks


def answers(data: bytes, name: str) -> bool:
    """Return whether the data is read, or refused with a sentence; any other error is raised."""
    try:
        return bool(read_bytes(data, name).format)
    except UnreadableError as error:
        return error.message.endswith("。")


def test_damaged_office_files_never_end_in_a_traceback() -> None:
    """One byte of each part of a small office file flipped, or the part cut short."""
    for name, data in build().items():
        if not name.endswith(("xlsx", "docx")):
            continue
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            content = {part: parts.read(part) for part in parts.namelist()}
        for part, whole in content.items():
            for at in range(0, len(whole), max(1, len(whole) // 6)):
                for broken in (whole[:at], whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :]):
                    assert answers(pack(content | {part: broken}), name)


def test_limits_are_settings() -> None:
    config = parse_config("[limits]\nmax_unpacked = 5000\nmax_ratio = 9\nmax_cells = 7\nmax_members = 3\n")
    assert config.limits == replace(COMMAND, max_unpacked=5000, max_ratio=9, max_cells=7, max_members=3)
    assert config.max_bytes == 64 << 20
    with pytest.raises(ConfigError, match="max_cells"):
        parse_config("[limits]\nmax_cells = 0\n")


LIBRARIES = {"lxml", "xlrd", "openpyxl", "pypdfium2", "pandas", "bs4", "docx", "numpy"}
FILES: dict[str, tuple[bytes, set[str]]] = {
    "a.md": (b"| a | b |", set()),
    "a.csv": (b"a,b", set()),
    "a.xlsx": (xlsx([]), {"lxml"}),
    "a.docx": (docx([]), {"lxml"}),
    "a.html": (html([], "x").encode(), {"lxml"}),
    "a.zip": (pack({"a.md": "x"}), set()),
}


@pytest.mark.parametrize("name", FILES)
def test_a_library_is_imported_only_for_its_format(name: str, tmp_path: Path) -> None:
    data, needed = FILES[name]
    (tmp_path / name).write_bytes(data)
    code = "import sys; from auditor.readers import read_file; read_file(sys.argv[1]); print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / name)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert {module.partition(".")[0] for module in done.stdout.split()} & LIBRARIES == needed


def test_every_office_suffix_has_a_reader() -> None:
    assert {".xlsx", ".xlsm", ".xls", ".et", ".docx", ".docm", ".html", ".htm", ".zip"} <= READERS.keys()
