"""The gate: a report passes, is blocked, or could not be judged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Literal

from auditor.config import Policy
from auditor.engine import baseline
from auditor.engine.decisions import notes, settle, yearless
from auditor.records.baseline import Old
from auditor.records.finding import Finding
from auditor.records.report import DocumentReport, Report, Verdict, Waiver
from auditor.records.rule import SEVERITIES, SEVERITY_WORDS
from auditor.records.skipped import told

_REQUIRED = "要求执行"


def judge(
    report: Report, policy: Policy, waivers: Sequence[Waiver], today: date, known: Sequence[Old] | None = None
) -> Verdict:
    """Return the verdict: 0 passed, 1 blocked, 2 could not judge.

    2 wins over 1: where something was not read, the list of what blocks is not complete, and a pipeline that only
    looks at the code must not take it for the whole truth. The sentence then says both. ``notes`` name every input
    that could not be judged, what was skipped, and every decision that has expired, is disputed (neither waives),
    matches no finding, or says 已整改 of a finding that is still there. ``known`` is a
    baseline: what it knows does not block.
    """
    settled = settle(report, waivers, today)
    counted = [one for one in settled if _counts(one.finding, policy)]
    old = None if known is None else baseline.compare(report, known)
    hidden = {id(finding) for finding in old.hidden} if old else set()
    open_still = [one.finding for one in counted if not one.standing.waived]
    blocking = tuple(finding for finding in open_still if id(finding) not in hidden)
    old = old and replace(old, hidden=tuple(finding for finding in open_still if id(finding) in hidden))
    spared = tuple(one.finding for one in counted if one.standing.waived)
    faults = unjudged(report, policy)
    left_out = told(report.skipped)
    said = (
        *faults,
        *((left_out,) if left_out else ()),
        *_twice(report),
        *notes(report, settled, waivers, today),
        *yearless(counted),
        *(baseline.notes(old) if old else ()),
    )
    code: Literal[0, 1, 2] = 2 if faults else 1 if blocking else 0
    level = "错误" if policy.fail_on == "error" else f"{SEVERITY_WORDS[policy.fail_on]}及以上问题"
    judged = any(document.judged for document in report.documents)
    sentence = _sentence(blocking, _spared(spared, old.hidden if old else ()), faults, level, judged=judged)
    original = _sentence((*open_still, *spared), "", faults, level, judged=judged)
    return Verdict(code, sentence, blocking, spared, said, original, faults, level, old)


def _counts(finding: Finding, policy: Policy) -> bool:
    """Return whether the policy looks at this finding."""
    serious = SEVERITIES.index(finding.severity) <= SEVERITIES.index(policy.fail_on)
    chosen = not policy.families or finding.family in policy.families
    return serious and chosen and finding.family not in policy.exclude and finding.confidence >= policy.min_confidence


def unjudged(report: Report, policy: Policy) -> tuple[str, ...]:
    """Return one sentence for every input that could not be judged, or for there being none."""
    if not report.documents:
        return ("没有可判断的文件。",)
    return tuple(fault for document in report.documents if (fault := _fault(document, policy)))


def _twice(report: Report) -> tuple[str, ...]:
    """Return one sentence for every content that was sent under several names."""
    names: dict[str, list[str]] = {}
    for document in report.documents:
        if document.sha256:
            names.setdefault(document.sha256, []).append(document.source)
    return tuple(
        f"{'、'.join(each)} 内容完全相同，请核对是否同一份文件用了不同的名称报送。"
        for each in names.values()
        if len(each) > 1
    )


def _fault(document: DocumentReport, policy: Policy) -> str:
    """Return why this document could not be judged, "" where it could."""
    if document.status == "unreadable":
        return f"{document.source}：无法读取{_reasons(document, every=True)}。"
    if not document.judged:
        known = any(problem.code == "extract.no-indicator-table" for problem in document.problems)
        why = "" if known else "没有找到绩效指标表（预算12表、13表），"
        return f"{document.source}：{why}无法判断{_reasons(document, every=True)}。"
    if document.status == "partial" and not policy.allow_partial:
        return f"{document.source}：只读出一部分{_reasons(document, every=False)}。"
    return _unrun(document, policy)


def _unrun(document: DocumentReport, policy: Policy) -> str:
    """Return which rules that the policy requires did not run on this document, "" where all did."""
    for name in policy.require:
        chosen = [check for check in document.checks if name in (check.family, check.rule, check.code)]
        if not chosen:
            return f"{document.source}：{_REQUIRED}的“{name}”不在所用的规则中，请检查配置项 gate.require。"
    lacking = [
        check
        for check in document.checks
        if check.state == "not_run" and {check.family, check.rule, check.code} & set(policy.require)
    ]
    shown = "；".join(f"{check.code} {check.rule}：{check.reason.rstrip('。')}" for check in lacking[:3])
    more = f"；等 {len(lacking)} 条" if len(lacking) > 3 else ""
    return f"{document.source}：{_REQUIRED}的规则没有执行（{shown}{more}）。" if lacking else ""


def _reasons(document: DocumentReport, *, every: bool) -> str:
    """Return the problems in brackets, "" where there is none; not ``every``: only those that lost a part."""
    messages = [problem.message.rstrip("。") for problem in document.problems if every or problem.partial]
    shown = "；".join(messages[:3]) + (f"；等 {len(messages)} 项" if len(messages) > 3 else "")
    return f"（{shown}）" if shown else ""


def _spared(waived: Sequence[Finding], hidden: Sequence[Finding]) -> str:
    """Return in brackets how many findings do not count, "" for none."""
    parts = [f"{len(waived)} 处已豁免"] if waived else []
    parts += [f"{len(hidden)} 处是基线中的旧问题"] if hidden else []
    return f"（另有 {'，'.join(parts)}）" if parts else ""


def _sentence(blocking: Sequence[Finding], spared: str, faults: Sequence[str], level: str, *, judged: bool) -> str:
    """Return the verdict in one Chinese sentence; ``judged``: there is at least one document to say something of."""
    if faults and not judged and not blocking:
        return f"无法判断：{len(faults)} 个输入没有读出可判断的内容{spared}。"
    if faults:
        found = f"已读部分有 {len(blocking)} 处{level}须整改" if blocking else f"已读部分没有发现须拦截的{level}"
        unchecked = "或没有完成要求的检查" if any(_REQUIRED in fault for fault in faults) else ""
        return f"无法判断：{len(faults)} 个输入没有完整读出{unchecked}；{found}{spared}。"
    if blocking:
        return f"不通过：有 {len(blocking)} 处{level}须整改{spared}。"
    return f"通过：没有发现须拦截的{level}{spared}。"
