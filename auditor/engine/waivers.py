"""Waiver and decision files: what reviewers decided on findings, with a name, a reason and, if wanted, an end."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import fields
from datetime import date, datetime
from pathlib import Path

from auditor.engine.sheet_waivers import sheet_entries
from auditor.errors import ConfigError
from auditor.records.report import Waiver
from auditor.records.standing import ACCEPTED, DECISIONS, PENDING, REPAIRED
from auditor.rulebook.yamlfile import Entry, entries, read_text
from auditor.text.nearest import hint

KEYS = tuple(field.name for field in fields(Waiver))
Key = tuple[str, str, str, int, str]
_NEEDED = ("fingerprint", "who", "why")
_FINGERPRINT = re.compile(r"^[0-9a-f]{16}$")
# Which document it was: the first digits of its content hash, so many that no other document has them.
_DOCUMENT = re.compile(r"^[0-9a-f]{12,64}$")
_HEX = ("fingerprint", "sha256", "spot")


def load_waivers(path: Path) -> tuple[Waiver, ...]:
    """Return the entries of a decision file.

    YAML or JSON: a list, or a mapping with the one key ``waivers`` or ``decisions``; or a 审核意见表 (xlsx) with the
    decisions written into it.
    Only 误报 and plain waivers need a reason. Two reviewers may both decide on one finding, one may not do so twice.
    Raises ConfigError, one sentence with file and line, where the file cannot be read or does not follow the schema.
    """
    return _waivers(sheet_entries(path) if path.suffix.lower() == ".xlsx" else _entries(path))


def parse_waivers(text: str, source: str) -> tuple[Waiver, ...]:
    """Return the entries of the YAML or JSON ``text`` of a decision file; raises ConfigError like ``load_waivers``."""
    return _waivers(_parsed(text, source))


def _waivers(read: Iterable[Entry]) -> tuple[Waiver, ...]:
    """Return the decisions in the entries of one file."""
    seen: dict[Key, int] = {}
    found = []
    for entry in read:
        waiver = _waiver(entry)
        key = key_of(waiver)
        if key in seen:
            message = f"指纹“{waiver.fingerprint}”由同一人写了两次（另一处第 {seen[key]} 行），请删去一处。"
            raise entry.fail(message, "fingerprint", ConfigError)
        seen[key] = entry.line
        found.append(waiver)
    return tuple(found)


def key_of(waiver: Waiver) -> Key:
    """Return what one reviewer decides on once: a finding in a document of a year."""
    return waiver.fingerprint, waiver.department, waiver.who, waiver.year, waiver.sha256 or waiver.document


def _entries(path: Path) -> tuple[Entry, ...]:
    """Return the entries of a YAML or JSON file."""
    source = path.as_posix()
    text = read_text(path, source, ConfigError)
    # JSON indented by tabs is good JSON but no YAML; outside strings a tab is only layout, inside it is \t.
    return _parsed(text.replace("\t", "  ") if path.suffix == ".json" else text, source)


def _parsed(text: str, source: str) -> tuple[Entry, ...]:
    under = "decisions" if re.search(r"^[\s{]*[\"']?decisions[\"']?\s*:", text) else "waivers"
    return entries(text, source, ConfigError, under=under)


def _waiver(entry: Entry) -> Waiver:
    """Return one entry; raises ConfigError for an unknown, missing, empty or malformed value."""
    for key in entry.values:
        if key not in KEYS:
            raise entry.fail(f"豁免中不认识的键“{key}”{hint(key, KEYS)}。", key, ConfigError)
    decision = str(entry.values.get("decision") or "").strip()
    if decision and decision not in DECISIONS:
        raise entry.fail(f"处理意见“{decision}”无效，可选：{'、'.join(DECISIONS)}。", "decision", ConfigError)
    agrees = decision in (PENDING, ACCEPTED, REPAIRED)
    texts = {key: _text(entry, key, agrees) for key in KEYS if key != "year"}
    fault = _fault(texts)
    if fault:
        raise entry.fail(fault[1], fault[0], ConfigError)
    lowered = {key: texts[key].lower() for key in _HEX}
    return Waiver(**{**texts, **lowered}, year=_year(entry))


def _year(entry: Entry) -> int:
    """Return the budget year that a decision names, 0 for none; raises ConfigError where it is no year."""
    value = entry.values.get("year")
    if not isinstance(value, bool) and value in (None, "", 0):
        return 0
    text = str(value).strip().removesuffix("年")
    if not re.fullmatch("20[0-9]{2}", text):
        raise entry.fail(f"年度“{value}”无效，应写成 2026 这样的四位数。", "year", ConfigError)
    return int(text)


def _fault(texts: dict[str, str]) -> tuple[str, str] | None:
    """Return the key with a malformed value and what is wrong with it, None where all is well."""
    if not _FINGERPRINT.match(texts["fingerprint"].lower()):
        return "fingerprint", f"指纹“{texts['fingerprint']}”无效，应为报告中给出的 16 位十六进制数。"
    if texts["spot"] and not _FINGERPRINT.match(texts["spot"].lower()):
        return "spot", f"位置指纹“{texts['spot']}”无效，应为报告中给出的 16 位十六进制数。"
    if texts["sha256"] and not _DOCUMENT.match(texts["sha256"].lower()):
        return "sha256", f"文件指纹“{texts['sha256']}”无效，应为报告中给出的十六进制数（至少 12 位）。"
    if texts["until"] and not _is_date(texts["until"]):
        return "until", f"到期日“{texts['until']}”无效，应写成 2026-12-31 这样的日期。"
    if texts["when"] and not _is_moment(texts["when"]):
        return "when", f"时间“{texts['when']}”无效，应写成 2026-12-31 或 2026-12-31T09:30 这样的形式。"
    return None


def _text(entry: Entry, key: str, agrees: bool) -> str:
    """Return the text of ``key``; one that waives must say why, other keys than those needed may be left out."""
    value = entry.values.get(key)
    needed = key in _NEEDED and not (agrees and key == "why")
    if value is None and not needed:
        return ""
    if key == "fingerprint" and isinstance(value, int | float):
        raise entry.fail("指纹请加引号，否则会被当作数字。", key, ConfigError)
    if not isinstance(value, str) or (needed and not value.strip()):
        raise entry.fail(f"豁免缺少“{key}”或其内容不是文字（须写明指纹、批准人、理由）。", key, ConfigError)
    return value.strip()


def _is_date(text: str) -> bool:
    """Return whether ``text`` is a date as YYYY-MM-DD."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _is_moment(text: str) -> bool:
    """Return whether ``text`` is a date or a date with a time in ISO 8601."""
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True
