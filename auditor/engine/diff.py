"""Two reports compared: which findings are resolved, which are new, which are still open."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from auditor.records.difference import Change, Difference, Open
from auditor.records.finding import Finding
from auditor.records.report import DocumentReport, Report

_NOTHING = "改后没有对应的文件，{lost}。"
_UNREAD = "改后的文件未能读取，{lost}。"
_EMPTY = "改后的文件里没有找到绩效指标表，{lost}。"
_BEFORE = "改前的文件{reason}，没有原有意见可以比较，全部意见按新增计。"
_ACROSS = "有文件不在改后的报告里或未能判断，原有的 {count} 条跨文件意见是否整改无法判断。"
_OTHER = "两份文件不是同一部门同一年度的（{old}；{new}），{lost}。"
_NO_TABLE = "extract.no-indicator-table"
Pair = tuple[DocumentReport | None, DocumentReport | None]
_PARTLY = "改后的文件只读出一部分，“已整改”的意见请核对原件。"
_FRESH = "改前的报告里没有对应的文件，全部意见按新增计。"


def diff(old: Report, new: Report) -> Difference:
    """Return what changed from ``old`` to ``new``.

    Documents are paired by content, file name, department, else because there is one on each side. A finding is still
    open where its fingerprint is there again, and also where the same rule finds something at the same indicator:
    another wrong figure in the same cell is no repair.
    """
    pairs = _paired(old.documents, new.documents)
    changes = [_change(before, after) for before, after in pairs]
    if old.corpus_findings or new.corpus_findings:
        changes.append(_across(old, new, pairs))
    notes = [*_twice(old, "改前"), *_twice(new, "改后")]
    if old.ruleset.sha256 != new.ruleset.sha256:
        notes.append("两次审核所用的规则不同，意见的增减也可能出自规则的变化。")
    return Difference(tuple(changes), tuple(notes))


def _change(old: DocumentReport | None, new: DocumentReport | None) -> Change:
    """Return the comparison of one document."""
    lost, fresh = (side.findings if side else () for side in (old, new))
    silent = _silent(new) or _other(old, new)
    if silent:
        words = f"原有的 {len(lost)} 条意见是否整改无法判断" if lost else "是否整改无法判断"
        return Change(old, new, fresh=fresh, unknown=lost, notes=(silent.format(lost=words),), judged=False)
    notes = (_PARTLY,) if new and new.status == "partial" else ()
    if old is None:
        return Change(old, new, fresh=fresh, notes=(*notes, _FRESH), judged=not notes)
    if _silent(old):
        reason = "未能读取" if old.status == "unreadable" else "里没有找到绩效指标表"
        return Change(old, new, fresh=fresh, notes=(*notes, _BEFORE.format(reason=reason)), judged=False)
    return Change(old, new, *_sorted(lost, fresh), notes=notes, judged=not notes)


def _silent(document: DocumentReport | None) -> str:
    """Return the note on a document in which nothing could be judged, "" where something was."""
    if document is None:
        return _NOTHING
    if document.status == "unreadable":
        return _UNREAD
    return _EMPTY if any(problem.code == _NO_TABLE for problem in document.problems) else ""


def _other(old: DocumentReport | None, new: DocumentReport | None) -> str:
    """Return the note on two documents of different departments or years, "" where they may be two versions of one."""
    one, two = (document.budget if document else None for document in (old, new))
    if one is None or two is None:
        return ""
    years = one.year and two.year and one.year != two.year
    departments = one.department and two.department and one.department != two.department
    if not (years or departments):
        return ""
    names = (f"{budget.department or '未写部门'} {budget.year or '未写年度'}" for budget in (one, two))
    return _OTHER.format(old=next(names), new=next(names), lost="{lost}")


def _across(old: Report, new: Report, pairs: Sequence[Pair]) -> Change:
    """Return the comparison of the findings across documents; one of a document that is gone is not repaired."""
    gone = {before.source for before, after in pairs if before and (_silent(after) or _other(before, after))}
    unsure = {id(f) for f in old.corpus_findings if gone & {where.source for where in (f.where, *f.related)}}
    # A finding of which the older report does not say the documents may be about any of them.
    unsure |= {id(f) for f in old.corpus_findings if gone and not f.where.source}
    resolved, fresh, still = _sorted(old.corpus_findings, new.corpus_findings)
    unknown = tuple(finding for finding in resolved if id(finding) in unsure)
    notes = (_ACROSS.format(count=len(unknown)),) if unknown else ()
    settled = tuple(finding for finding in resolved if id(finding) not in unsure)
    return Change(None, None, settled, fresh, still, unknown, notes, judged=not unknown)


def _twice(report: Report, side: str) -> list[str]:
    """Return one sentence for every content that a side has under several names."""
    names: dict[str, list[str]] = {}
    for document in report.documents:
        if document.sha256:
            names.setdefault(document.sha256, []).append(document.source)
    return [f"{side}的 {'、'.join(each)} 内容完全相同。" for each in names.values() if len(set(each)) > 1]


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


def _paired(old: Sequence[DocumentReport], new: Sequence[DocumentReport]) -> list[Pair]:
    """Return the documents side by side, in the order of ``new``, then those that are gone."""
    left, waiting = list(old), list(range(len(new)))
    partner: dict[int, DocumentReport] = {}
    for key in (_content, _named_department, _name, _department):
        known = Counter(map(key, left))
        asked = Counter(key(new[position]) for position in waiting)
        for position in tuple(waiting):
            mark = key(new[position])
            if mark and known[mark] == asked[mark] == 1:
                partner[position] = next(document for document in left if key(document) == mark)
                left.remove(partner[position])
                waiting.remove(position)
    if len(left) == len(old) == len(new) == 1:
        partner[0] = left.pop()
    pairs: list[Pair] = [(partner.get(position), document) for position, document in enumerate(new)]
    return [*pairs, *((document, None) for document in left)]


def _content(document: DocumentReport) -> str:
    return document.sha256


def _named_department(document: DocumentReport) -> str:
    """Return file name and department: of files with one name in several folders they tell most apart."""
    return f"{_name(document)}|{_department(document)}" if _department(document) else ""


def _name(document: DocumentReport) -> str:
    """Return the file name without folders."""
    return document.source.replace("\\", "/").rpartition("/")[2]


def _department(document: DocumentReport) -> str:
    return document.budget.department if document.budget else ""
