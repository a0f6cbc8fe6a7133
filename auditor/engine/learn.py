"""What reviewers' decisions teach about the rules: a local calibration, as a pack that changes nothing but numbers.

The model is a logistic regression over rule, family and the confidence of each finding (scikit-learn, L2), whose
strength is chosen by cross-validation that leaves out whole documents. A rule with few decisions is drawn towards its
family and its own confidence; below the floors nothing is changed, and neither is anything where left-out documents
are predicted no better than by the confidences that stand in the rules.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import log, sqrt
from typing import Any, Literal

from auditor.engine.decisions import settle
from auditor.records.report import Report, Waiver
from auditor.records.rule import SEVERITY_WORDS, Rule, Severity
from auditor.records.standing import ACCEPTED, FALSE_ALARM, REPAIRED

_RIGHT = frozenset({ACCEPTED, REPAIRED})
_STRENGTHS = (0.03, 0.1, 0.3, 1.0, 3.0)
_EPSILON = 1e-3
_Z = 1.64  # one-sided 95 %


@dataclass(frozen=True, slots=True)
class Floors:
    """Below what evidence nothing is learned, and from what share of right findings on a rule keeps its severity.

    ``decisions`` and ``documents`` are those that a rule needs, ``all`` the decisions that any change needs.
    ``error`` and ``warning`` are the least shares for these severities, ``silent`` that below which a rule is off;
    the bound of the interval that speaks for the rule is compared.
    """

    decisions: int = 8
    documents: int = 3
    all: int = 30
    error: float = 0.9
    warning: float = 0.5
    silent: float = 0.2


@dataclass(frozen=True, slots=True)
class Observation:
    """One decided finding: whether the reviewer found it right."""

    rule: str
    family: str
    confidence: float
    document: str
    right: bool


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of a rule. ``confidence`` is the new one; ``severity`` "" keeps it, ``off`` silences the rule."""

    rule: str
    decisions: int
    right: int
    before: float
    confidence: float
    severity: Severity | Literal[""] = ""
    off: bool = False


@dataclass(frozen=True, slots=True)
class Lesson:
    """The outcome: ``changes``, and in ``kept`` the rules left alone as (rule, decisions, right, why).

    ``before`` and ``after`` are log losses on left-out documents; ``why`` is a Chinese sentence where nothing changes.
    """

    decisions: int
    documents: int
    changes: tuple[Change, ...] = ()
    kept: tuple[tuple[str, int, int, str], ...] = ()
    before: float | None = None
    after: float | None = None
    why: str = ""


def observations(report: Report, decisions: Sequence[Waiver], today: date) -> tuple[Observation, ...]:
    """Return the findings of ``report`` on which reviewers decided: right (采纳, 已整改) or not (误报).

    Disputed findings, notes, plain waivers and opinions on other years teach nothing.
    """
    return tuple(
        Observation(one.finding.rule, one.finding.family, one.finding.confidence, one.subject.source, state in _RIGHT)
        for one in settle(report, decisions, today)
        if (state := one.standing.state) in _RIGHT or state == FALSE_ALARM
    )


def learned(seen: Sequence[Observation], rules: Sequence[Rule], floors: Floors | None = None) -> Lesson:
    """Return what the observations teach about ``rules``; the same observations always teach the same."""
    floors = floors or Floors()
    documents = len({one.document for one in seen})
    known = {rule.name: rule for rule in rules}
    seen = [one for one in seen if one.rule in known]
    counted = _counted(seen)
    kept = [(name, *counts, _too_few(seen, name, counts[0], floors)) for name, counts in counted.items()]
    if len(seen) < floors.all or documents < floors.documents or len({one.right for one in seen}) < 2:
        enough = f"至少要 {floors.all} 条、{floors.documents} 份，采纳和误报都有"
        why = f"处理意见太少（{len(seen)} 条，{documents} 份文件；{enough}），没有改动。"
        return Lesson(len(seen), documents, kept=tuple(kept), why=why)
    strength, before, after = _validated(seen)
    if after >= before:
        why = "留出整份文件验证，预测没有好于规则原来的置信度，没有改动。"
        return Lesson(len(seen), documents, (), tuple(kept), before, after, why)
    model = _fitted(seen, strength)
    changes = [
        _change(known[name], *counts, _mean(model, [one for one in seen if one.rule == name]), floors)
        for name, counts in counted.items()
        if not _too_few(seen, name, counts[0], floors)
    ]
    return Lesson(len(seen), documents, tuple(changes), tuple(row for row in kept if row[3]), before, after)


def _change(rule: Rule, decisions: int, right: int, confidence: float, floors: Floors) -> Change:
    least, most = interval(right, decisions)
    off = most < floors.silent
    severity: Severity | Literal[""] = ""
    if rule.severity == "error" and most < floors.error:
        severity = "warning" if most >= floors.warning else "info"
    elif rule.severity == "warning" and most < floors.warning:
        severity = "info"
    # What a few decisions say of a rule stays within what they can prove.
    bounded = min(max(confidence, least), most)
    return Change(rule.name, decisions, right, rule.confidence, round(bounded, 2), severity, off)


def interval(right: int, decisions: int) -> tuple[float, float]:
    """Return the bounds of the share of right findings (E. B. Wilson 1927, one-sided 95 % each)."""
    share, square = right / decisions, _Z * _Z
    middle = share + square / (2 * decisions)
    width = _Z * sqrt(share * (1 - share) / decisions + square / (4 * decisions * decisions))
    scale = 1 + square / decisions
    return (middle - width) / scale, (middle + width) / scale


def _counted(seen: Sequence[Observation]) -> dict[str, tuple[int, int]]:
    counts: dict[str, tuple[int, int]] = {}
    for one in sorted(seen, key=lambda one: one.rule):
        decisions, right = counts.get(one.rule, (0, 0))
        counts[one.rule] = (decisions + 1, right + one.right)
    return counts


def _too_few(seen: Sequence[Observation], rule: str, decisions: int, floors: Floors) -> str:
    """Return why a rule is left alone, "" where there is evidence enough."""
    documents = len({one.document for one in seen if one.rule == rule})
    if decisions < floors.decisions or documents < floors.documents:
        return f"只有 {decisions} 条意见、{documents} 份文件"
    return ""


def _features(one: Observation) -> dict[str, float]:
    """Return the features of a finding: its confidence as log odds, its family, its rule."""
    sure = min(max(one.confidence, _EPSILON), 1 - _EPSILON)
    return {"confidence": log(sure / (1 - sure)), f"family={one.family}": 1.0, f"rule={one.rule}": 1.0}


def _fitted(seen: Sequence[Observation], strength: float) -> Any:
    """Return the scikit-learn pipeline fitted on the observations."""
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline

    model = make_pipeline(DictVectorizer(), LogisticRegression(C=strength, max_iter=1000))
    return model.fit([_features(one) for one in seen], [one.right for one in seen])


def _validated(seen: Sequence[Observation]) -> tuple[float, float, float]:
    """Return (best strength, log loss of the rules' confidences, log loss of the model) on left-out documents."""
    from sklearn.model_selection import GroupKFold

    groups = [one.document for one in seen]
    folds = list(GroupKFold(min(5, len(set(groups)))).split(seen, groups=groups))
    losses: dict[float, float] = {}
    for strength in _STRENGTHS:
        told = []
        for train, test in folds:
            part = [seen[at] for at in train]
            if len({one.right for one in part}) < 2:
                continue
            model = _fitted(part, strength)
            told += [(_predicted(model, seen[at]), seen[at].right) for at in test]
        losses[strength] = _loss(told)
    best = min(losses, key=lambda strength: losses[strength])
    return best, _loss([(one.confidence, one.right) for one in seen]), losses[best]


def _predicted(model: Any, one: Observation) -> float:
    return float(model.predict_proba([_features(one)])[0, list(model.classes_).index(True)])


def _mean(model: Any, seen: Sequence[Observation]) -> float:
    return sum(_predicted(model, one) for one in seen) / len(seen)


def _loss(told: Sequence[tuple[float, bool]]) -> float:
    if not told:
        return float("inf")
    sure = [min(max(share, _EPSILON), 1 - _EPSILON) for share, _ in told]
    return -sum(log(s if right else 1 - s) for s, (_, right) in zip(sure, told, strict=True)) / len(told)


def pack_files(lesson: Lesson, rules: Sequence[Rule]) -> Mapping[str, str]:
    """Return the files of the pack by name: what it is, the changes as entries over the rules, a report in Chinese."""
    import yaml

    known = {rule.name: rule for rule in rules}
    entries: list[dict[str, object]] = []
    for change in lesson.changes:
        entry: dict[str, object] = {"name": change.rule}
        if change.off:
            entry["enabled"] = False
        else:
            entry |= {"confidence": change.confidence}
            entry |= {"severity": change.severity} if change.severity else {}
        entries.append(entry)
    head = {
        "title": "由处理意见校准",
        "description": "auditor learn 写出，只改置信度、级别和启停。",
        "requires": ["core"],
    }
    written = {"pack.yaml": yaml.safe_dump(head, allow_unicode=True, sort_keys=False)}
    if entries:
        written["learned.yaml"] = yaml.safe_dump(entries, allow_unicode=True, sort_keys=False)
    return {**written, "report.md": _report(lesson, known)}


def _report(lesson: Lesson, known: Mapping[str, Rule]) -> str:
    used = f"用了 {lesson.documents} 份文件的 {lesson.decisions} 条处理意见（采纳、已整改为对，误报为错）。"
    lines = ["# 由处理意见校准", "", used]
    if lesson.before is not None and lesson.after is not None:
        lines.append(f"留出整份文件验证：对数损失 {lesson.before:.3f} → {lesson.after:.3f}（越小越好）。")
    lines += [lesson.why] if lesson.why else []
    if lesson.changes:
        lines += ["", "| 规则 | 意见 | 属实 | 置信度 | 变化 |", "|---|---|---|---|---|"]
        lines += [_row(change, known[change.rule]) for change in lesson.changes]
    if lesson.kept:
        lines += ["", "没有改动的规则：", ""]
        lines += [
            f"- {rule}：{count} 条意见，{right} 条属实（{why or '没有改动'}）"
            for rule, count, right, why in lesson.kept
        ]
    lines += ["", "撤销：删去这个文件夹，或不再用 `--rules` 引用它。"]
    return "\n".join(lines) + "\n"


def _row(change: Change, rule: Rule) -> str:
    moved = f"{SEVERITY_WORDS[rule.severity]} → {SEVERITY_WORDS[change.severity]}" if change.severity else ""
    what = "停用" if change.off else moved
    confidence = f"{change.before:g} → {change.confidence:g}"
    return f"| {change.rule} | {change.decisions} | {change.right} | {confidence} | {what} |"
