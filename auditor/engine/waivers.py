"""Waiver files: findings that somebody accepts, with a name, a reason and, if wanted, an end."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from auditor.errors import ConfigError
from auditor.records.report import Waiver
from auditor.rulebook.nearest import hint
from auditor.rulebook.yamlfile import Entry, entries, read_text

KEYS = ("fingerprint", "who", "why", "until")
_FINGERPRINT = re.compile(r"^[0-9a-f]{16}$")


def load_waivers(path: Path) -> tuple[Waiver, ...]:
    """Return the waivers of a YAML or JSON file: a list, or a mapping with the one key ``waivers``.

    Raises ConfigError, one sentence with file and line, where the file cannot be read or does not follow the schema.
    """
    source = path.as_posix()
    text = read_text(path, source, ConfigError)
    if path.suffix == ".json":
        # JSON indented by tabs is good JSON but no YAML; outside strings a tab is only layout, inside it is \t.
        text = text.replace("\t", "  ")
    seen: dict[str, int] = {}
    found = []
    for entry in entries(text, source, ConfigError, under="waivers"):
        waiver = _waiver(entry)
        if waiver.fingerprint in seen:
            first = seen[waiver.fingerprint]
            message = f"指纹“{waiver.fingerprint}”豁免了两次（另一处第 {first} 行），请删去一处。"
            raise entry.fail(message, "fingerprint", ConfigError)
        seen[waiver.fingerprint] = entry.line
        found.append(waiver)
    return tuple(found)


def expired(waiver: Waiver, today: date) -> bool:
    """Return whether the waiver ended before ``today`` (its last day still counts)."""
    return bool(waiver.until) and date.fromisoformat(waiver.until) < today


def _waiver(entry: Entry) -> Waiver:
    """Return one waiver; raises ConfigError for an unknown, missing, empty or malformed value."""
    for key in entry.values:
        if key not in KEYS:
            raise entry.fail(f"豁免中不认识的键“{key}”{hint(key, KEYS)}。", key, ConfigError)
    texts = {key: _text(entry, key) for key in KEYS}
    fingerprint, until = texts["fingerprint"].lower(), texts["until"]
    if not _FINGERPRINT.match(fingerprint):
        message = f"指纹“{fingerprint}”无效，应为报告中给出的 16 位十六进制数。"
        raise entry.fail(message, "fingerprint", ConfigError)
    if until and not _is_date(until):
        raise entry.fail(f"到期日“{until}”无效，应写成 2026-12-31 这样的日期。", "until", ConfigError)
    return Waiver(fingerprint, texts["who"], texts["why"], until)


def _text(entry: Entry, key: str) -> str:
    """Return the text of ``key``; only ``until`` may be left out or empty."""
    value = entry.values.get(key)
    if key == "until" and value is None:
        return ""
    if key == "fingerprint" and isinstance(value, int | float):
        raise entry.fail("指纹请加引号，否则会被当作数字。", key, ConfigError)
    if not isinstance(value, str) or not (value.strip() or key == "until"):
        raise entry.fail(f"豁免缺少“{key}”或其内容不是文字（须写明指纹、批准人、理由）。", key, ConfigError)
    return value.strip()


def _is_date(text: str) -> bool:
    """Return whether ``text`` is a date as YYYY-MM-DD."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
