"""The skeleton of a new rule: passes the schema, fails ``rules test`` until its examples are written."""

from __future__ import annotations

from auditor.errors import ConfigError
from auditor.records.rule import FAMILIES
from auditor.rulebook.book import Rulebook
from auditor.rulebook.schema import name_fault
from auditor.text.nearest import hint

_TEXT = """\
# 新规则骨架：改好每一栏，补上应报（fires）和不应报（silent）的样例，再运行 auditor rules test 目录
name: {name}
code: {code}
family: {family}
status: preview
severity: warning
confidence: 0.8
subject: indicator
check: kinds.conflict        # 检查动词；参数写在 with，有哪些见 auditor rules verbs kinds.conflict
with: {{}}
message: "“{{indicator.name}}”……（写明哪里不对，用花括号引用事实）"
advice: "……（写明怎样改）"
why: "……（写明为什么这是问题）"
basis: []
examples:
  fires: []                  # 例：[{{name: 指标名称, operator: ≤, value: "100", unit: "%"}}]
  silent: []
"""


def skeleton(name: str, book: Rulebook) -> str:
    """Return the YAML of a new rule ``name`` with the next free code of its family.

    Raises ConfigError where the name is malformed, taken, or does not begin with a family.
    """
    fault = name_fault(name)
    if fault:
        raise ConfigError(f"规则名{fault}。")
    if any(rule.name == name for rule in book.rules + book.silenced):
        raise ConfigError(f"规则“{name}”已经存在，请换一个名称。")
    family = name.partition(".")[0]
    if family not in FAMILIES:
        raise ConfigError(f"规则名应以族名开头{hint(family, FAMILIES)}，可选：{'、'.join(FAMILIES)}。")
    return _TEXT.format(name=name, code=_free_code(family, book), family=family)


def _free_code(family: str, book: Rulebook) -> str:
    """Return the first free code of the family; a family without rules begins its own letters."""
    every = book.rules + book.silenced
    taken = {rule.code for rule in every}
    own = sorted(rule.code for rule in every if rule.family == family)
    letters = own[-1].rstrip("0123456789") if own else family[:2].upper()
    return next(code for number in range(1, 1000) if (code := f"{letters}{number:02d}") not in taken)
