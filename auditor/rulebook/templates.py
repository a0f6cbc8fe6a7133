"""Message templates: ``{fact}`` or ``{indicator.name}``, and ``[[…]]`` around what may be left out."""

from __future__ import annotations

import re

from auditor.text.nearest import hint

# The facts that every finding has (engine/word.py fills them in); a bare name is a fact of the verb.
KNOWN: dict[str, frozenset[str]] = {
    "indicator": frozenset({"level1", "level2", "name", "operator", "value", "unit", "activity", "sign"}),
    "project": frozenset({"code", "name", "objective", "agency", "total_wan", "fiscal_wan", "other_wan"}),
    "budget": frozenset({"year", "department"}),
}
_FIELD = re.compile(r"\{([^{}]*)\}")


def template_fields(template: str) -> tuple[str, ...]:
    """Return the names between braces, in order."""
    return tuple(_FIELD.findall(template))


def template_fault(template: str) -> str:
    """Return what is wrong with ``template`` as the end of a Chinese sentence, "" where nothing is."""
    rest = _FIELD.sub("", template)
    if "{" in rest or "}" in rest:
        return "的花括号不成对"
    if rest.count("[[") != rest.count("]]"):
        return "的双方括号“[[”“]]”不成对"
    faults = (_field_fault(field) for field in template_fields(template))
    return next((fault for fault in faults if fault), "")


def _field_fault(field: str) -> str:
    """Return what is wrong with one name between braces."""
    root, dot, attribute = field.partition(".")
    if not dot:
        return "" if field.isidentifier() else f"的占位“{{{field}}}”不是名称，应如“{{indicator.name}}”"
    if root not in KNOWN:
        return f"的占位“{{{field}}}”不存在{hint(root, KNOWN)}"
    if attribute not in KNOWN[root]:
        return f"的占位“{{{field}}}”不存在{hint(attribute, KNOWN[root])}"
    return ""
