"""Provisions that a rule may cite: rules/provisions.yaml, only sentences read in their source."""

from __future__ import annotations

from pathlib import Path

from auditor.rulebook.book import Provision
from auditor.rulebook.yamlfile import Entry, entries, read_text
from auditor.text.nearest import hint

_KEYS = ("id", "title", "quote")


def read_provisions(path: Path, source: str) -> dict[str, Provision]:
    """Return id → Provision of ``path`` (empty where there is no file). Raises RuleError with file and line."""
    if not path.is_file():
        return {}
    found: dict[str, Provision] = {}
    for entry in entries(read_text(path, source), source):
        provision = _provision(entry)
        if provision.name in found:
            raise entry.fail(f"依据“{provision.name}”写了两次，请删去一处。", "id")
        found[provision.name] = provision
    return found


def _provision(entry: Entry) -> Provision:
    """Return one provision; raise RuleError where a key is unknown, missing or empty."""
    for key in entry.values:
        if key not in _KEYS:
            raise entry.fail(f"依据中不认识的键“{key}”{hint(key, _KEYS)}。", key)
    for key in _KEYS:
        value = entry.values.get(key)
        if not isinstance(value, str) or not value.strip():
            raise entry.fail(f"依据缺少“{key}”或其内容为空。", key)
    return Provision(*(entry.values[key] for key in _KEYS))
