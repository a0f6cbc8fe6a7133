"""Rule pages, generated from the rules: one Markdown file a family and an index.

``python -m auditor.rulebook.pages DIR`` writes them; a test fails where docs/rules/ lags behind rules/.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from auditor.records.rule import FAMILIES, SEVERITY_WORDS, Rule
from auditor.rulebook.book import Provision, Rulebook

_SUBJECTS = {
    "document": "整份文件",
    "table": "表格",
    "project": "项目",
    "evaluated": "项目、部门整体",
    "indicator": "指标",
    "pair": "一对指标",
    "corpus": "多份文件",
}
_STATUSES = {"preview": "试用", "stable": "正式", "deprecated": "停用"}
_FOLDS = {"project": "同一项目内相同的问题合并为一条", "document": "整份文件内相同的问题合并为一条"}
_NOTE = "<!-- 由 python -m auditor.rulebook.pages 生成，请改 rules/ 下的规则后重新生成。 -->"


def pages(book: Rulebook) -> dict[str, str]:
    """Return file name → Markdown of every page: README.md, then one page for every family that has rules."""
    every = sorted(book.rules + book.silenced, key=lambda rule: (rule.code.rstrip("0123456789"), rule.code))
    found = {"README.md": _index(every)}
    for family, title in FAMILIES.items():
        own = [rule for rule in every if rule.family == family]
        if own:
            body = "\n".join(rule_page(rule, book.provisions) for rule in own)
            found[f"{family}.md"] = f"{_NOTE}\n\n# {title}（{family}）\n\n{body}"
    return found


def rule_page(rule: Rule, provisions: Mapping[str, Provision]) -> str:
    """Return the Markdown of one rule: what, why, how to repair, basis, examples."""
    head = [
        f"## {rule.code} {rule.name}",
        "",
        f"- 级别：{SEVERITY_WORDS[rule.severity]}，可信度 {rule.confidence:g}，状态：{_STATUSES[rule.status]}",
        f"- 对象：{_SUBJECTS[rule.subject]}；检查：`{rule.check}`{_shown_params(rule.params)}",
    ]
    if rule.fold:
        head.append(f"- {_FOLDS[rule.fold]}")
    parts = [*head, "", f"**问题**　{rule.message}", "", f"**改法**　{rule.advice}", ""]
    if rule.why:
        parts += [f"**理由**　{rule.why}", ""]
    for name in rule.basis:
        parts += _basis(name, provisions)
    for title, rows in (("应报", rule.fires), ("不应报", rule.silent), ("已知尚未做到", rule.todo)):
        parts += _examples(title, rows)
    return "\n".join(parts)


def plain(markdown: str) -> str:
    """Return a page without its Markdown marks, for a terminal."""
    text = re.sub(r"^#+ ", "", markdown, flags=re.MULTILINE)
    return re.sub(r"\*\*|`", "", text)


def _index(rules: Sequence[Rule]) -> str:
    """Return the table of all rules."""
    lines = [
        _NOTE,
        "",
        "# 规则一览",
        "",
        f"共 {len(rules)} 条。",
        "",
        "| 编号 | 名称 | 族 | 级别 | 说明 |",
        "|---|---|---|---|---|",
    ]
    for rule in rules:
        link = f"[{rule.name}]({rule.family}.md)"
        said = rule.message.replace("|", "\\|").replace("\n", " ")
        lines.append(f"| {rule.code} | {link} | {FAMILIES[rule.family]} | {SEVERITY_WORDS[rule.severity]} | {said} |")
    return "\n".join(lines) + "\n"


def _basis(name: str, provisions: Mapping[str, Provision]) -> list[str]:
    """Return the lines for one provision."""
    provision = provisions.get(name)
    if provision is None:
        return [f"**依据**　{name}", ""]
    return [f"**依据**　{provision.title}：“{provision.quote}”", ""]


def _examples(title: str, rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return the lines for one group of examples, none where there is none."""
    if not rows:
        return []
    return [f"**{title}**", "", *(f"- `{_shown(row)}`" for row in rows), ""]


def _shown_params(params: Mapping[str, Any]) -> str:
    """Return the parameters in brackets, "" where there is none."""
    return f"（`{_shown(params)}`）" if params else ""


def _shown(value: Any) -> str:
    """Return a value of a rule on one line, as YAML would write it in a flow."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_shown(item)}" for key, item in value.items()) + "}"
    if isinstance(value, tuple | list):
        return "[" + ", ".join(_shown(item) for item in value) + "]"
    if isinstance(value, bool) or value is None:
        return {True: "true", False: "false", None: "null"}[value]
    text = str(value).replace("\n", " ").replace("`", "'")
    return f'"{text}"' if text == "" or set(text) & set(",:{}[]") else text


def main(arguments: Sequence[str]) -> int:
    """Write the pages of the core rules into a folder (default docs/rules), removing pages of no rule; return 0."""
    from auditor.rulebook.load import load

    folder = Path(arguments[0] if arguments else "docs/rules")
    folder.mkdir(parents=True, exist_ok=True)
    wanted = pages(load())
    for stale in folder.glob("*.md"):
        if stale.name not in wanted:
            stale.unlink()
    for name, text in wanted.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
