"""``python -m samples.make.office`` writes samples/formats: the made-up departments as office files."""

from __future__ import annotations

import sys
from pathlib import Path

from samples.make.__main__ import SAMPLES
from samples.make.__main__ import _Maker as Maker
from samples.make.boxes import Table, tables
from samples.make.docx_file import docx
from samples.make.html_file import html
from samples.make.packed import pack, unpack
from samples.make.xlsx_file import xlsx

FOLDER = Path(__file__).resolve().parent.parent / "formats"
# file → the text sample that holds the same rows
SAME_ROWS = {
    "clean-agency.xlsx": "clean-agency.md",
    "clean-agency.html": "clean-agency.md",
    "faulty-street-office.docx": "faulty-street-office-plain.md",
    "faulty-bureau-exported.xls": "faulty-bureau-plain.tsv",
}


def _tables(sample: str) -> list[Table]:
    assert sample in SAMPLES
    return tables(line for line, _ in Maker(sample).numbered)


def build() -> dict[str, bytes]:
    """Return every generated file: name → content."""
    made = {
        "clean-agency.xlsx": xlsx(_tables("clean-agency.md")),
        "clean-agency.html": html(_tables("clean-agency.md"), "2026年部门预算公开").encode(),
        "faulty-street-office.docx": docx(_tables("faulty-street-office-plain.md"), page_rows=20),
        # Systems that export “Excel” often write a web page under the name xls, in the character set of old Windows.
        "faulty-bureau-exported.xls": html(_tables("faulty-bureau-plain.tsv"), "导出数据")
        .replace('charset="utf-8"', 'charset="gb2312"')
        .encode("gb18030"),
    }
    batch = {name: made[name] for name in ("clean-agency.xlsx", "faulty-street-office.docx")}
    return made | {"two-departments.zip": pack(batch)}


def same(one: bytes, other: bytes) -> bool:
    """Return whether two files hold the same, whatever zlib packed them."""
    if one == other or not one.startswith(b"PK"):
        return one == other
    parts, others = unpack(one), unpack(other)
    return parts.keys() == others.keys() and all(same(parts[name], others[name]) for name in parts)


def main() -> int:
    """Write the files that are not what would be written."""
    FOLDER.mkdir(exist_ok=True)
    stale = 0
    for name, data in build().items():
        file = FOLDER / name
        if not file.is_file() or not same(file.read_bytes(), data):
            file.write_bytes(data)
            stale += 1
    print(f"{stale} files rewritten")
    return 0


if __name__ == "__main__":
    sys.exit(main())
