"""A rule: what is wrong, how it is found, how it is said. Data, read from rules/."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Severity = Literal["error", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
SEVERITY_WORDS: Mapping[Severity, str] = {"error": "错误", "warning": "警告", "info": "提示"}
Subject = Literal["document", "table", "project", "evaluated", "indicator", "pair", "corpus"]
SUBJECTS: tuple[Subject, ...] = ("document", "table", "project", "evaluated", "indicator", "pair", "corpus")
Status = Literal["preview", "stable", "deprecated"]
STATUSES: tuple[Status, ...] = ("preview", "stable", "deprecated")
FAMILIES: Mapping[str, str] = {
    "unit": "单位与性质",
    "cost": "成本与预算",
    "typo": "错别字",
    "duplicate": "重复",
    "category": "归类",
    "vague": "空泛",
    "missing": "缺项",
    "conflict": "前后矛盾",
    "arithmetic": "勾稽",
    "truncated": "截断",
    "number": "数字格式",
    "ambition": "目标高低",
    "local": "本地要求",
}


@dataclass(frozen=True, slots=True)
class Rule:
    """One check with its wording. ``params`` go to the verb ``check``.

    ``message`` and ``advice`` are templates over named facts (``{indicator.name}``). ``fold`` is "" (never),
    "project" or "document": hits with equal ``fold_key`` facts become one finding with many places. ``needs`` is what
    a document must have for the rule to judge it, beside what the verb needs (checks/needs.py). ``path`` is the file
    that defines the rule, ``written`` and ``line`` where a pack last changed it.
    """

    name: str
    code: str
    family: str
    severity: Severity
    confidence: float
    subject: Subject
    check: str
    message: str
    advice: str
    status: Status = "stable"
    params: Mapping[str, Any] = field(default_factory=dict)
    why: str = ""
    basis: tuple[str, ...] = ()
    fires: tuple[Mapping[str, Any], ...] = ()
    silent: tuple[Mapping[str, Any], ...] = ()
    todo: tuple[Mapping[str, Any], ...] = ()
    fold: str = ""
    needs: tuple[str, ...] = ()
    pack: str = "core"
    path: str = ""
    written: str = field(default="", compare=False)
    line: int | None = field(default=None, compare=False)
