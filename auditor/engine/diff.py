"""Two reports compared: which findings are resolved, which are new, which are still open."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from auditor.records.difference import Change, Difference, Open
from auditor.records.finding import Finding
from auditor.records.report import DocumentReport, Report

_NOTHING = "改后的报告里没有对应的文件，原有的 {count} 条意见是否整改无法判断。"
_UNREAD = "改后的文件未能读取，原有的 {count} 条意见是否整改无法判断。"
_PARTLY = "改后的文件只读出一部分，“已整改”的意见请核对原件。"
_FRESH = "改前的报告里没有对应的文件，全部意见按新增计。"


def diff(old: Report, new: Report) -> Difference:
    """Return what changed from ``old`` to ``new``.

    Documents are paired by file name, else by department, else because there is one on each side. A finding is still
    open where its fingerprint is there again, and also where the same rule finds something at the same indicator:
    another wrong figure in the same cell is no repair.
    """
    changes = [_change(before, after) for before, after in _paired(old.documents, new.documents)]
    if old.corpus_findings or new.corpus_findings:
        changes.append(Change(None, None, *_sorted(old.corpus_findings, new.corpus_findings)))
    notes = []
    if old.ruleset.sha256 != new.ruleset.sha256:
        notes.append("两次审核所用的规则不同，意见的增减也可能出自规则的变化。")
    return Difference(tuple(changes), tuple(notes))


def _change(old: DocumentReport | None, new: DocumentReport | None) -> Change:
    """Return the comparison of one document."""
    if new is None or new.status == "unreadable":
        lost = old.findings if old else ()
        note = (_NOTHING if new is None else _UNREAD).format(count=len(lost))
        return Change(old, new, unknown=lost, notes=(note,))
    notes = (_PARTLY,) if new.status == "partial" else ()
    if old is None:
        return Change(old, new, fresh=new.findings, notes=(*notes, _FRESH))
    return Change(old, new, *_sorted(old.findings, new.findings), notes=notes)


def _sorted(
    old: Sequence[Finding], new: Sequence[Finding]
) -> tuple[tuple[Finding, ...], tuple[Finding, ...], tuple[Open, ...]]:
    """Return the resolved, new and still open findings, in the order of their reports."""
    old_left, new_left = _without_same(old, new), _without_same(new, old)
    at: dict[tuple[str, ...], list[Finding]] = defaultdict(list)
    for finding in old_left:
        at[_spot(finding)].append(finding)
    before: dict[int, Finding] = {}
    for position, finding in enumerate(new_left):
        if at[_spot(finding)]:
            before[position] = at[_spot(finding)].pop(0)
    fresh = tuple(finding for position, finding in enumerate(new_left) if position not in before)
    changed = {id(new_left[position]): was for position, was in before.items()}
    gone = Counter(id(was) for was in before.values())
    resolved = tuple(finding for finding in old_left if not gone[id(finding)])
    ids = {id(finding) for finding in fresh}
    still = tuple(Open(finding, changed.get(id(finding))) for finding in new if id(finding) not in ids)
    return resolved, fresh, still


def _without_same(these: Iterable[Finding], those: Iterable[Finding]) -> list[Finding]:
    """Return the findings whose fingerprint the other side does not have (as often)."""
    left = Counter(finding.fingerprint for finding in those)
    kept = []
    for finding in these:
        if left[finding.fingerprint] > 0:
            left[finding.fingerprint] -= 1
        else:
            kept.append(finding)
    return kept


def _spot(finding: Finding) -> tuple[str, ...]:
    """Return rule and place of a finding without its content."""
    where = finding.where
    return finding.rule, where.table, where.project_code or where.project_name, where.indicator, where.column


def _paired(
    old: Sequence[DocumentReport], new: Sequence[DocumentReport]
) -> list[tuple[DocumentReport | None, DocumentReport | None]]:
    """Return the documents side by side, in the order of ``new``, then those that are gone."""
    left = list(old)
    pairs: list[tuple[DocumentReport | None, DocumentReport | None]] = []
    partner: dict[int, DocumentReport] = {}
    for key in (_name, _department):
        known = Counter(key(document) for document in left)
        for position, document in enumerate(new):
            match = next((o for o in left if key(o) == key(document)), None)
            if position not in partner and key(document) and match and known[key(document)] == 1:
                partner[position] = match
                left.remove(match)
    if len(left) == len(old) == len(new) == 1:
        partner[0] = left.pop()
    pairs = [(partner.get(position), document) for position, document in enumerate(new)]
    return [*pairs, *((document, None) for document in left)]


def _name(document: DocumentReport) -> str:
    """Return the file name without folders."""
    return document.source.replace("\\", "/").rpartition("/")[2]


def _department(document: DocumentReport) -> str:
    return document.budget.department if document.budget else ""
