"""The closed schema of a rule: which keys there are, what each may hold, and how an entry becomes a Rule."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from typing import Any

from auditor.records.rule import FAMILIES, SEVERITIES, STATUSES, SUBJECTS, Rule
from auditor.rulebook.templates import template_fault
from auditor.rulebook.yamlfile import Entry
from auditor.text.nearest import hint

OFF = "off"
REQUIRED = ("name", "code", "family", "severity", "confidence", "subject", "check", "message", "advice")
OPTIONAL = ("status", "with", "why", "fold", "needs", "basis", "examples", "todo", "enabled")
KEYS = REQUIRED + OPTIONAL
EXAMPLE_KEYS = ("fires", "silent", "todo")
_NAME = re.compile(r"^[a-z][a-z0-9]*(\.[a-z0-9]+(-[a-z0-9]+)*)+$")
_CODE = re.compile(r"^[A-Z]{1,4}[0-9]{2,3}$")
_CHECK = re.compile(r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*$")


def check_entry(entry: Entry) -> None:
    """Raise RuleError where a key of a whole or partial rule is unknown or holds what it may not."""
    for key, value in entry.values.items():
        if key not in KEYS:
            raise entry.fail(f"规则中不认识的键“{key}”{hint(key, KEYS)}。", key)
        fault = _FAULTS[key](value)
        if fault:
            raise entry.fail(f"键“{key}”{fault}。", key)
    if "name" not in entry.values:
        raise entry.fail("规则缺少“name”。")


def check_basis(entry: Entry, known: Collection[str]) -> None:
    """Raise RuleError where a rule cites a provision that rules/provisions.yaml does not list."""
    for name in entry.values.get("basis", ()):
        if name not in known:
            message = f"依据“{name}”不在 provisions.yaml 所列条文中{hint(name, known)}；只能引用已核对原文的条文。"
            raise entry.fail(message, "basis")


def missing_keys(values: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the required keys that ``values`` lacks."""
    return tuple(key for key in REQUIRED if key not in values)


def build(values: Mapping[str, Any], pack: str, path: str) -> Rule:
    """Return the Rule of checked, complete ``values``; lists become tuples."""
    examples = values.get("examples") or {}
    return Rule(
        name=values["name"],
        code=values["code"],
        family=values["family"],
        severity=values["severity"],
        confidence=float(values["confidence"]),
        subject=values["subject"],
        check=values["check"],
        message=values["message"].strip(),
        advice=values["advice"].strip(),
        status="stable" if values.get("status", OFF) == OFF else values["status"],
        params=_frozen(values.get("with") or {}),
        why=values.get("why", "").strip(),
        basis=tuple(values.get("basis") or ()),
        fires=_frozen(examples.get("fires") or ()),
        silent=_frozen(examples.get("silent") or ()),
        todo=_frozen((*(examples.get("todo") or ()), *(values.get("todo") or ()))),
        fold=values.get("fold", ""),
        needs=tuple(values.get("needs") or ()),
        pack=pack,
        path=path,
    )


def name_fault(name: object) -> str:
    """Return what is wrong with a rule name as the end of a Chinese sentence, "" where nothing is."""
    return _FAULTS["name"](name)


def _frozen(value: Any) -> Any:
    """Return ``value`` with every list in it turned into a tuple (a mapping stays a dict, so that it pickles)."""
    if isinstance(value, dict):
        return {key: _frozen(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return tuple(_frozen(item) for item in value)
    return value


def _one_of(choices: Collection[str]) -> Callable[[Any], str]:
    """Return a checker for one word out of ``choices``."""

    def fault(value: Any) -> str:
        if isinstance(value, str) and value in choices:
            return ""
        shown = "、".join(choice for choice in choices if choice)
        return f"的值“{value}”无效{hint(str(value), choices)}，可选：{shown}"

    return fault


def _pattern(pattern: re.Pattern[str], wanted: str) -> Callable[[Any], str]:
    """Return a checker for a string of the shape ``pattern``; ``wanted`` says it in words."""
    return lambda value: "" if isinstance(value, str) and pattern.match(value) else f"的值“{value}”无效，应为{wanted}"


def _text(value: Any) -> str:
    """Return the fault of a value that must be non-empty text."""
    return "" if isinstance(value, str) and value.strip() else "应为非空文字（含冒号或花括号时请加引号）"


def _template(value: Any) -> str:
    """Return the fault of a message template."""
    return _text(value) or template_fault(value)


def _confidence(value: Any) -> str:
    """Return the fault of a confidence: a number from 0 to 1."""
    fine = isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1
    return "" if fine else f"的值“{value}”无效，应为 0 到 1 之间的数"


def _params(value: Any) -> str:
    """Return the fault of ``with:``, a mapping with text keys."""
    fine = value is None or (isinstance(value, dict) and all(isinstance(key, str) for key in value))
    return "" if fine else "应为“参数: 值”的映射"


def _texts(value: Any) -> str:
    """Return the fault of a list of texts."""
    fine = value is None or (isinstance(value, list) and all(isinstance(item, str) and item for item in value))
    return "" if fine else "应为文字的列表"


def _rows(value: Any) -> str:
    """Return the fault of a list of example mappings."""
    fine = value is None or (isinstance(value, list) and all(isinstance(item, dict) and item for item in value))
    return "" if fine else "应为样例的列表，每个样例是“键: 值”的映射"


def _examples(value: Any) -> str:
    """Return the fault of ``examples:``."""
    if value is None:
        return ""
    if not isinstance(value, dict):
        return "应含“fires”（应报）和“silent”（不应报）两组样例"
    for key, rows in value.items():
        if key not in EXAMPLE_KEYS:
            return f"中不认识的键“{key}”{hint(str(key), EXAMPLE_KEYS)}"
        if _rows(rows):
            return f"的“{key}”{_rows(rows)}"
    return ""


_FAULTS: dict[str, Callable[[Any], str]] = {
    "name": _pattern(_NAME, "“族.缺陷名”形式的小写英文，如 unit.amount-in-percent"),
    "code": _pattern(_CODE, "大写字母加两三位数字，如 U01、XL01"),
    "family": _one_of(tuple(FAMILIES)),
    "severity": _one_of(SEVERITIES),
    "confidence": _confidence,
    "subject": _one_of(SUBJECTS),
    "check": _pattern(_CHECK, "检查动词，如 kinds.conflict"),
    "message": _template,
    "advice": _template,
    "status": _one_of((*STATUSES, OFF)),
    "with": _params,
    "why": _text,
    "fold": _one_of(("", "project", "document")),
    "needs": _texts,
    "basis": _texts,
    "examples": _examples,
    "todo": _rows,
    "enabled": lambda value: "" if isinstance(value, bool) else f"的值“{value}”无效，应为 true 或 false",
}
