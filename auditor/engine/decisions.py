"""What several reviewers decided, put together: nothing is lost, and where they differ it is said, not settled."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date

from auditor.engine.waivers import Key, key_of
from auditor.records.finding import Finding
from auditor.records.report import Report, Waiver
from auditor.records.standing import (
    DISPUTED,
    PENDING,
    REPAIRED,
    Standing,
    Subject,
    expired,
    moment,
    standings,
    subjects_of,
    waives,
)

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
    kept: dict[Key, Waiver] = {}
    replaced: list[Waiver] = []
    for waiver in (waiver for file in files for waiver in file):
        key = key_of(waiver)
        before = kept.get(key)
        if before is None or before == waiver:
            kept[key] = waiver
            continue
        newer, older = (waiver, before) if moment(waiver) >= moment(before) else (before, waiver)
        kept[key] = newer
        replaced.append(older)
    decisions = tuple(kept.values())
    return Merged(decisions, conflicts(decisions), tuple(replaced))


def conflicts(decisions: Iterable[Waiver]) -> tuple[Conflict, ...]:
    """Return the findings on which one decision waives and another does not.

    采纳 and 已整改 agree that the finding was right, so these two together are none; 待核实 decides nothing.
    """
    groups: dict[tuple[object, ...], list[Waiver]] = {}
    for waiver in decisions:
        if waiver.decision != PENDING:
            document = waiver.sha256 or waiver.document
            groups.setdefault((waiver.fingerprint, waiver.department, waiver.year, document), []).append(waiver)
    return tuple(
        Conflict(group[0].fingerprint, group[0].department, tuple(group))
        for group in groups.values()
        if len({waives(waiver) for waiver in group}) > 1
    )


@dataclass(frozen=True, slots=True)
class Settled:
    """A finding with its document and what was decided on it."""

    finding: Finding
    subject: Subject
    standing: Standing


def settle(report: Report, decisions: Sequence[Waiver], today: date) -> tuple[Settled, ...]:
    """Return every finding of the report, those across documents last, with what was decided on it."""
    return tuple(Settled(*one) for one in standings(report, decisions, today))


def notes(report: Report, settled: Sequence[Settled], decisions: Sequence[Waiver], today: date) -> tuple[str, ...]:
    """Return a sentence for what the reader must know of the decisions.

    Every one that has expired, is disputed, meets no finding or is not borne out; and how many findings have
    earlier opinions only.
    """
    found: dict[int, list[Settled]] = {}
    for one in settled:
        for entry in one.standing.held:
            found.setdefault(id(entry), []).append(one)
    names, seen = _names(report), {id(entry) for one in settled for entry in one.standing.earlier}
    said = []
    for waiver in decisions:
        called = names.get(waiver.fingerprint) or waiver.note
        name = f"{called}（{waiver.fingerprint}，{waiver.who}）" if called else f"{waiver.fingerprint}（{waiver.who}）"
        if expired(waiver, today):
            said.append(f"豁免 {name}已于 {waiver.until} 到期，不再生效。")
        elif waives(waiver) and id(waiver) not in found and id(waiver) not in seen and _judged(report, waiver, names):
            said.append(f"豁免 {name}没有对应的问题，可以删去。")
        elif waiver.decision == REPAIRED and id(waiver) in found:
            said.append(f"问题 {name}标为“已整改”，但仍然存在，按未整改处理。")
    # A dispute about a finding that is not there (any more) is settled.
    disputed = {one.finding.fingerprint: one for one in settled if one.standing.state == DISPUTED}
    said += [_dispute(one, names[one.finding.fingerprint]) for one in disputed.values()]
    return (*said, *_earlier(settled))


def _earlier(settled: Sequence[Settled]) -> tuple[str, ...]:
    """Return the sentence about findings that only have earlier opinions."""
    waiting = [one for one in settled if one.standing.earlier and not one.standing.decided]
    if not waiting:
        return ()
    years = sorted({entry.year for one in waiting for entry in one.standing.earlier if entry.year})
    of = f"（{'、'.join(map(str, years))} 年）" if years else ""
    return (
        f"{len(waiting)} 处问题有上年或以前的处理意见{of}，只供参考，不作为豁免；请在审核页面逐条或一并确认后再判断。",
    )


def yearless(settled: Sequence[Settled]) -> tuple[str, ...]:
    """Return the sentence about waivers that do not say which year they are of."""
    count = sum(one.standing.waived and not any(map(_dated, one.standing.held)) for one in settled)
    return (f"{count} 处豁免没有写明年度，按适用于本年处理；请在文件中补上 year。",) if count else ()


def _dated(waiver: Waiver) -> bool:
    return bool(waiver.year or waiver.when or waiver.sha256)


def dump(merged: Merged) -> str:
    """Return the decisions as the JSON text that ``load_waivers`` reads, empty keys left out, ending with a break."""
    rows = [{key: value for key, value in asdict(waiver).items() if value} for waiver in merged.decisions]
    text = json.dumps({"decisions": rows}, ensure_ascii=False, indent=2)
    # The file is read as YAML, of which JSON is a part but for raw control characters.
    return _CONTROL.sub(lambda match: f"\\u{ord(match.group()):04x}", text) + "\n"


def _names(report: Report) -> dict[str, str]:
    """Return what a reviewer calls each finding, by fingerprint: code and indicator, else project or table."""
    findings = [finding for document in report.documents for finding in document.findings]
    return {
        finding.fingerprint: f"{finding.code}“{name}”" if (name := _subject(finding)) else finding.code
        for finding in (*findings, *report.corpus_findings)
    }


def _subject(finding: Finding) -> str:
    where = finding.where
    return where.indicator or where.project_name or where.title


def _judged(report: Report, waiver: Waiver, names: dict[str, str]) -> bool:
    """Return whether a document that the decision is about is in the report: it says nothing on others."""
    if waiver.fingerprint in names and (waiver.sha256 or waiver.document):
        return False
    return any(
        waiver.department in ("", subject.department) and waiver.year in (0, subject.year)
        for subject in subjects_of(report)
    )


def _dispute(one: Settled, name: str) -> str:
    """Return the sentence about one finding on which reviewers differ."""
    said = [entry for entry in one.standing.held if entry.decision != PENDING]
    sides = "，".join(f"{waiver.who}：{waiver.decision or '豁免'}" for waiver in said)
    return f"对问题 {name}（{one.finding.fingerprint}）的处理意见不一致（{sides}），暂不豁免，请商定后保留一种。"
