"""Baselines: old findings that a gate does not count, so that it can begin today and still stop what is new."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, fields, replace
from pathlib import Path
from typing import Any

from auditor.errors import ConfigError
from auditor.records.baseline import Baseline, Old
from auditor.records.finding import Finding
from auditor.records.report import DocumentReport, Report
from auditor.records.standing import Subject, owned, subject_of
from auditor.rulebook.yamlfile import Entry, entries, read_text
from auditor.text.nearest import hint

_KEYS = tuple(field.name for field in fields(Old))
_FINGERPRINT = re.compile("[0-9a-f]{16}")
_NOTE = 80


def compare(report: Report, baseline: Sequence[Old]) -> Baseline:
    """Return which findings of the report are old, and which old ones are gone from documents that were read whole."""
    left: dict[tuple[str, int], list[list[Any]]] = {}
    for entry in baseline:
        left.setdefault((entry.fingerprint, entry.year), []).append([entry, entry.count])
    hidden = []
    for finding, subject in owned(report):
        owners = _owners(finding, subject, report)
        for place in left.get((finding.fingerprint, subject.year), ()):
            if place[1] and set(owners) <= set(place[0].owners):
                place[1] -= 1
                hidden.append(finding)
                break
    readings = _readings(report)
    gone = [replace(old, count=rest) for group in left.values() for old, rest in group if rest]
    return Baseline(tuple(hidden), tuple(old for old in gone if _could_see(old, readings)))


def made_of(report: Report, findings: Iterable[Finding]) -> tuple[Old, ...]:
    """Return the entries of a new baseline for ``findings``, which are some of the report's."""
    chosen = {id(finding) for finding in findings}
    counted: Counter[Old] = Counter()
    for finding, subject in owned(report):
        if id(finding) in chosen:
            counted[_old(finding, subject, report)] += 1
    made = [replace(old, count=count) for old, count in counted.items()]
    return tuple(sorted(made, key=lambda old: (old.owners, old.year, old.rule, old.fingerprint)))


def shrunk(baseline: Sequence[Old], stale: Sequence[Old]) -> tuple[Old, ...]:
    """Return the baseline without what is gone; nothing is added."""
    gone = {(old.fingerprint, old.owners, old.year): old.count for old in stale}
    kept = (replace(old, count=old.count - gone.get((old.fingerprint, old.owners, old.year), 0)) for old in baseline)
    return tuple(old for old in kept if old.count > 0)


def notes(compared: Baseline) -> tuple[str, ...]:
    """Return a sentence on what the baseline hides, and one on what is gone."""
    said = []
    if compared.hidden:
        said.append(f"基线中的旧问题 {len(compared.hidden)} 处没有计入，整改后请更新基线。")
    if compared.stale:
        shown = "、".join(f"{old.note or old.rule}（{old.fingerprint}）" for old in compared.stale[:3])
        more = f"等 {len(compared.stale)} 条" if len(compared.stale) > 3 else ""
        said.append(f"基线中有 {len(compared.stale)} 条在文件里已经没有了：{shown}{more}，请更新基线。")
    return tuple(said)


def dump(baseline: Sequence[Old]) -> str:
    """Return the baseline as the JSON text that ``load`` reads, an entry a line, so that versions compare well."""
    rows = [json.dumps({k: v for k, v in asdict(old).items() if v}, ensure_ascii=False) for old in baseline]
    return '{"baseline": [\n' + ",\n".join(rows) + "\n]}\n"


def load(path: Path) -> tuple[Old, ...]:
    """Return the entries of a baseline file; raises ConfigError, with file and line, where it is none."""
    source = path.as_posix()
    text = read_text(path, source, ConfigError)
    if not re.match(r"\s*\{\s*\"baseline\"\s*:", text):
        raise ConfigError("这不是基线文件（应由 auditor gate --write-baseline 写出）。", source=source)
    return tuple(map(_entry, entries(text, source, ConfigError, under="baseline")))


def _entry(entry: Entry) -> Old:
    values: Mapping[str, Any] = entry.values
    for key in values:
        if key not in _KEYS:
            raise entry.fail(f"基线中不认识的键“{key}”{hint(key, _KEYS)}。", key, ConfigError)
    owners = values.get("owners", ())
    if not isinstance(values.get("fingerprint"), str) or not _FINGERPRINT.fullmatch(values["fingerprint"]):
        raise entry.fail("基线条目的指纹应为加引号的 16 位十六进制数。", "fingerprint", ConfigError)
    if not owners or not isinstance(owners, list) or not all(isinstance(one, str) for one in owners):
        raise entry.fail("基线条目缺少 owners（部门或文件名的列表）。", "owners", ConfigError)
    numbers = (values.get("year", 0), values.get("count", 1))
    if not all(type(number) is int and number >= 0 for number in numbers):
        raise entry.fail("基线条目的 year、count 应为整数。", "year", ConfigError)
    rule, note = (str(values.get(key, "")) for key in ("rule", "note"))
    return Old(values["fingerprint"], rule, tuple(owners), *numbers, note)


def _old(finding: Finding, subject: Subject, report: Report) -> Old:
    owners = _owners(finding, subject, report)
    where = finding.where
    named = where.indicator or where.project_name
    note = f"{finding.code}“{named}”" if named else finding.code
    return Old(finding.fingerprint, finding.rule, owners, subject.year, note=note[:_NOTE])


def _owners(finding: Finding, subject: Subject, report: Report) -> tuple[str, ...]:
    """Return the documents that a finding is about: its own, or those that a finding across documents names."""
    if subject.source:
        return (_owner(subject),)
    names = {where.source for where in (finding.where, *finding.related)}
    about = {_owner(subject_of(one)) for one in report.documents if one.source in names}
    return tuple(sorted(about)) or ("",)


def _owner(subject: Subject) -> str:
    """Return by which name a baseline knows a document."""
    return subject.department or subject.name


def _readings(report: Report) -> Mapping[tuple[str, int], list[DocumentReport]]:
    """Return the documents by owner and year."""
    found: dict[tuple[str, int], list[DocumentReport]] = {}
    for document in report.documents:
        subject = subject_of(document)
        found.setdefault((_owner(subject), subject.year), []).append(document)
    return found


def _could_see(old: Old, readings: Mapping[tuple[str, int], list[DocumentReport]]) -> bool:
    """Return whether every document of an entry was read whole and its rule ran there: only then it is gone."""
    groups = [readings.get((name, old.year), []) for name in old.owners]
    return all(groups) and all(_ran(old.rule, document) for group in groups for document in group)


def _ran(rule: str, document: DocumentReport) -> bool:
    states = {check.rule: check.state for check in document.checks}
    return document.status == "ok" and states.get(rule, "not_run") != "not_run"
