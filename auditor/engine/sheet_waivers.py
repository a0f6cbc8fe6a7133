"""Decisions that a reviewer wrote into the 审核意见表: the workbook read back as entries of a decision file."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping
from pathlib import Path

from auditor.errors import ConfigError
from auditor.records.standing import DISPUTED, FALSE_ALARM, PENDING, PLAIN
from auditor.rulebook.yamlfile import Entry

SHEET = "审核意见"
# Heading of the workbook → key of a decision file.
_KEYS: Mapping[str, str] = {
    "指纹": "fingerprint",
    "处理意见": "decision",
    "审核人": "who",
    "理由": "why",
    "备注": "remark",
    "部门": "department",
    "年度": "year",
    "文件": "document",
    "文件指纹": "sha256",
    "位置指纹": "spot",
    "处理时间": "when",
    "指标": "note",
}
_NEEDED = ("指纹", "处理意见", "审核人")
_SETTLE = "这一条各审核人的意见不一致，请商定后改为采纳、误报或已整改（并改写审核人），或清空处理意见。"


def sheet_entries(path: Path) -> Iterator[Entry]:
    """Yield an entry for every row with a decision or a signed note; ``line`` is the row.

    审核人 is taken from above where left empty. A note without a decision is 待核实. Who calls a finding a false alarm
    and gives his reason under 备注 has given it.

    Raises ConfigError where the file cannot be opened, has no such sheet, lacks a column or leaves a dispute unsettled.
    """
    source = path.as_posix()
    rows = _rows(path, source)
    heads = [str(cell or "").strip() for cell in next(rows, ())]
    missing = [name for name in _NEEDED if name not in heads]
    if missing:
        raise ConfigError(f"工作表“{SHEET}”缺少列：{'、'.join(missing)}。", source=source)
    at = {key: heads.index(name) for name, key in _KEYS.items() if name in heads}
    who = ""
    for line, row in enumerate(rows, start=2):
        texts = {key: str(row[column] or "").strip() for key, column in at.items() if column < len(row)}
        who = texts.get("who") or who
        noted = texts.get("remark") and who
        if texts.get("decision") or noted:
            given = _given(texts) | {"who": who}
            values = {key: text for key, text in given.items() if text}
            entry = Entry(values, dict.fromkeys(values, line), line, source)
            if texts.get("decision") == DISPUTED:
                raise entry.fail(_SETTLE, "decision", ConfigError)
            yield entry


def _given(texts: Mapping[str, str]) -> dict[str, str]:
    """Return the texts of a row as keys of a decision file."""
    word, why, remark = (texts.get(key, "") for key in ("decision", "why", "remark"))
    if word == FALSE_ALARM and not why:
        why, remark = remark, ""
    return {**texts, "decision": (word or PENDING).removeprefix(PLAIN), "why": why, "remark": remark}


def _rows(path: Path, source: str) -> Iterator[tuple[object, ...]]:
    """Return the rows of the sheet as values."""
    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            # What the reviewer's program wrote and openpyxl leaves out (styles, extensions) is no matter here.
            warnings.simplefilter("ignore")
            book = load_workbook(path, read_only=True, data_only=True)
    except Exception as error:  # missing, damaged, encrypted: openpyxl raises what its parts raise
        raise ConfigError("工作簿打不开（不存在、已加密或损坏）。", source=source) from error
    if SHEET not in book.sheetnames:
        raise ConfigError(f"工作簿里没有工作表“{SHEET}”，请用 auditor audit -f xlsx 写出的那一份。", source=source)
    return iter(tuple(book[SHEET].iter_rows(values_only=True)))
