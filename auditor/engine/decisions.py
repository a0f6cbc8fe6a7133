"""What several reviewers decided, put together: nothing is lost, and where they differ it is said, not settled."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

from auditor.engine.waivers import REPAIRED, expired, waives
from auditor.records.finding import Finding
from auditor.records.report import Report, Waiver

Key = tuple[str, str]
_CONTROL = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Conflict:
    """One finding on which reviewers decided differently; ``entries`` are all the decisions on it."""

    fingerprint: str
    department: str
    entries: tuple[Waiver, ...]


@dataclass(frozen=True, slots=True)
class Merged:
    """All decisions of several files; of one reviewer the latest on a finding, the earlier in ``replaced``."""

    decisions: tuple[Waiver, ...]
    conflicts: tuple[Conflict, ...]
    replaced: tuple[Waiver, ...] = ()


def merge(files: Sequence[Sequence[Waiver]]) -> Merged:
    """Return the decisions of all files together, in order of first appearance.

    Of one reviewer the later decision on a finding counts (by ``when``, else by the order of the files). A comment
    of the earlier one stays in ``replaced``. Decisions of different reviewers all stay.
    """
    kept: dict[tuple[str, str, str], Waiver] = {}
    replaced: list[Waiver] = []
    for waiver in (waiver for file in files for waiver in file):
        key = (waiver.fingerprint, waiver.department, waiver.who)
        before = kept.get(key)
        if before is None or before == waiver:
            kept[key] = waiver
            continue
        newer, older = (waiver, before) if _moment(waiver) >= _moment(before) else (before, waiver)
        kept[key] = newer
        replaced.append(older)
    decisions = tuple(kept.values())
    return Merged(decisions, conflicts(decisions), tuple(replaced))


def conflicts(decisions: Iterable[Waiver]) -> tuple[Conflict, ...]:
    """Return the findings on which one decision waives and another does not.

    采纳 and 已整改 agree that the finding was right, so these two together are none.
    """
    groups: dict[Key, list[Waiver]] = {}
    for waiver in decisions:
        groups.setdefault((waiver.fingerprint, waiver.department), []).append(waiver)
    return tuple(
        Conflict(*key, tuple(group)) for key, group in groups.items() if len({waives(waiver) for waiver in group}) > 1
    )


def waived(decisions: Sequence[Waiver], today: date) -> frozenset[Key]:
    """Return the (fingerprint, department) that are waived today; a finding in conflict is not."""
    live = [waiver for waiver in decisions if not expired(waiver, today)]
    disputed = {(conflict.fingerprint, conflict.department) for conflict in conflicts(live)}
    return frozenset((w.fingerprint, w.department) for w in live if waives(w)) - disputed


def covers(keys: frozenset[Key], finding: Finding, department: str) -> bool:
    """Return whether ``keys`` name the finding, for its department or for all."""
    return (finding.fingerprint, "") in keys or bool(department and (finding.fingerprint, department) in keys)


def notes(report: Report, decisions: Sequence[Waiver], today: date) -> tuple[str, ...]:
    """Return a sentence for every decision that has expired, is disputed, meets no finding or is not borne out."""
    known, names = _departments(report), _names(report)
    said = []
    for waiver in decisions:
        called = names.get(waiver.fingerprint) or waiver.note
        name = f"{called}（{waiver.fingerprint}，{waiver.who}）" if called else f"{waiver.fingerprint}（{waiver.who}）"
        departments = known.get(waiver.fingerprint, set())
        there = waiver.department in departments if waiver.department else bool(departments)
        if expired(waiver, today):
            said.append(f"豁免 {name}已于 {waiver.until} 到期，不再生效。")
        elif waives(waiver) and not there and _judged(report, waiver.department):
            said.append(f"豁免 {name}没有对应的问题，可以删去。")
        elif waiver.decision == REPAIRED and there:
            said.append(f"问题 {name}标为“已整改”，但仍然存在，按未整改处理。")
    live = [waiver for waiver in decisions if not expired(waiver, today)]
    # A dispute about a finding that is not there (any more) is settled.
    said += [_dispute(each, names[each.fingerprint]) for each in conflicts(live) if each.fingerprint in names]
    return tuple(said)


def dump(merged: Merged) -> str:
    """Return the decisions as the JSON text that ``load_waivers`` reads, empty keys left out, ending with a break."""
    rows = [{key: value for key, value in asdict(waiver).items() if value} for waiver in merged.decisions]
    text = json.dumps({"decisions": rows}, ensure_ascii=False, indent=2)
    # The file is read as YAML, of which JSON is a part but for raw control characters.
    return _CONTROL.sub(lambda match: f"\\u{ord(match.group()):04x}", text) + "\n"


def _moment(waiver: Waiver) -> float:
    """Return when a decision was made as seconds (a moment without a zone is local time), 0 where it does not say."""
    return datetime.fromisoformat(waiver.when).timestamp() if waiver.when else 0.0


def _departments(report: Report) -> dict[str, set[str]]:
    """Return the departments in which each fingerprint of the report stands."""
    known: dict[str, set[str]] = {}
    for document in report.documents:
        for finding in document.findings:
            known.setdefault(finding.fingerprint, set()).add(document.budget.department if document.budget else "")
    for finding in report.corpus_findings:
        known.setdefault(finding.fingerprint, set()).add("")
    return known


def _names(report: Report) -> dict[str, str]:
    """Return what a reviewer calls each finding, by fingerprint: code and indicator, else project or table."""
    findings = [finding for document in report.documents for finding in document.findings]
    return {
        finding.fingerprint: f"{finding.code}“{name}”" if (name := _subject(finding)) else finding.code
        for finding in (*findings, *report.corpus_findings)
    }


def _subject(finding: Finding) -> str:
    where = finding.where
    return where.indicator or where.project_name or (f"预算{where.table}表" if where.table else "")


def _judged(report: Report, department: str) -> bool:
    """Return whether documents of ``department`` ("" for any) are in the report: others' decisions say nothing here."""
    return not department or any(d.budget and d.budget.department == department for d in report.documents)


def _dispute(conflict: Conflict, name: str) -> str:
    """Return the sentence about one conflict."""
    sides = "，".join(f"{waiver.who}：{waiver.decision or '豁免'}" for waiver in conflict.entries)
    return f"对问题 {name}（{conflict.fingerprint}）的处理意见不一致（{sides}），暂不豁免，请商定后保留一种。"
