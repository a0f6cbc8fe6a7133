"""Hit + Rule → Finding: fill the templates, say where, point at the evidence."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from auditor.engine.certainty import settle
from auditor.engine.excerpt import shown
from auditor.engine.fingerprint import fingerprint
from auditor.engine.repair import repair
from auditor.engine.window import LONG, name, near, part
from auditor.errors import RuleError
from auditor.records.budget import Budget, Indicator, Project
from auditor.records.document import Cell
from auditor.records.finding import Evidence, Finding, Hit, Repair, Where
from auditor.records.place import NOWHERE, Place
from auditor.records.rule import Rule
from auditor.rulebook.templates import template_fields
from auditor.text.nearest import hint
from auditor.text.numbers import plain

_FIELD = re.compile(r"\{([^{}]+)\}")
_OPTIONAL = re.compile(r"\[\[(.*?)\]\]", re.DOTALL)
# “甲”…（“甲”）: a bracket that names again what the sentence begins with.
_AGAIN = re.compile(r"^(“([^“”]+)”[^“”（）]*)（“?\2”?）")
_NESTED = re.compile("“[^”]*“")
_BETWEEN = re.compile("(?<=”)、(?=“)")
_INNER = {"“": "‘", "”": "’"}
_HIDDEN = "read.hidden-sheet"
_WORDING = frozenset({"offer", "or", "bound", "said", "state", "doubt", "why", "reason", "reasons", "money_unit"})
"""Facts that only say it better (an offer from a library that grows, what weighed): no part of what is wrong."""
_INDICATOR_CELLS = frozenset({"level1", "level2", "name", "operator", "value", "unit", "activity"})


Stages = Callable[[Hit], str]
"""What the part of the document is for in which a hit stands (see records.stage)."""


def word(
    hit: Hit, rule: Rule, budget: Budget, projects: Mapping[str, Project], stages: Stages = lambda _: ""
) -> Finding:
    """Return the finding that ``rule`` makes of ``hit``. Raises RuleError where a template names a fact not there."""
    whole = _with_offered(hit, rule)
    hit = near(whole)
    project = hit.project or (projects.get(hit.indicator.project) if hit.indicator else None)
    facts = {**hit.offered, **_facts(hit, project, budget), **shown(hit)}
    where = _where(hit, project, stages)
    evidence = part(_evidence(hit, project))
    severity, confidence, note = settle(hit, rule, project)
    owner = (project.code or project.name.text) if project else (hit.indicator.activity.text if hit.indicator else "")
    return Finding(
        rule=rule.name,
        code=rule.code,
        family=rule.family,
        severity=severity,
        confidence=confidence,
        message=fill(rule.message, facts) + note + _hidden(where, budget),
        suggestion=fill(rule.advice, facts),
        fingerprint=_fingerprint(hit, rule, owner, evidence.text),
        where=where,
        evidence=evidence,
        basis=rule.basis,
        related=tuple(_related(other, projects, stages) for other in hit.related),
        repair=_repair(whole, rule, project),
    )


def _with_offered(hit: Hit, rule: Rule) -> Hit:
    """Return the hit with those of the facts offered that the rule's wording names."""
    if not hit.offered:
        return hit
    named = set(template_fields(rule.message + rule.advice))
    return replace(hit, facts={**{key: hit.offered[key] for key in hit.offered.keys() & named}, **hit.facts})


def _hidden(where: Where, budget: Budget) -> str:
    """Return the note that a finding stands on a sheet that nobody sees, "" for any other."""
    sheet = where.place.sheet
    if not sheet or all(problem.code != _HIDDEN or problem.place.sheet != sheet for problem in budget.problems):
        return ""
    return f"（在隐藏的工作表“{sheet}”里，取消隐藏后可以看到）"


def _repair(hit: Hit, rule: Rule, project: Project | None) -> Repair | None:
    """Return the repair of the cell meant; a long one is not written twice into every finding about it."""
    text = cell.text if (cell := _cell(hit, project)) else hit.text
    return repair(hit, rule, text) if len(text) <= LONG else None


def _fingerprint(hit: Hit, rule: Rule, owner: str, evidence: str) -> str:
    """Return the identity of a finding; a folded one stays the same when one of its places is repaired."""
    if rule.fold:
        return fingerprint(rule.name, owner if rule.fold == "project" else "", "", hit.fold_key)
    content = "|".join((evidence, *(str(hit.facts[key]) for key in sorted(hit.facts) if key not in _WORDING)))
    return fingerprint(rule.name, owner, hit.indicator.name.text if hit.indicator else "", content)


def fill(template: str, facts: Mapping[str, str]) -> str:
    """Return ``template`` with its ``{facts}`` filled in; a part in ``[[…]]`` goes where a fact in it is empty.

    Quotation marks within quotation marks become the inner ones; nothing is said twice in brackets.
    """

    def optional(match: re.Match[str]) -> str:
        part = match.group(1)
        return part if all(facts[name] for name in _FIELD.findall(part)) else ""

    unknown = next((name for name in _FIELD.findall(template) if name not in facts), "")
    if unknown:
        own = [name for name in facts if "." not in name]
        raise RuleError(
            f"文字中的“{{{unknown}}}”不是这个检查给出的内容{hint(unknown, facts)}，可用：{'、'.join(own)}。"
        )
    filled = _FIELD.sub(lambda match: facts[match.group(1)], _OPTIONAL.sub(optional, template))
    return listed(nested(_AGAIN.sub(r"\1", filled)))


def listed(text: str) -> str:
    """Return ``text`` without the commas between quotations (GB/T 15834, 4.5.3.5)."""
    return _BETWEEN.sub("", text)


def nested(text: str) -> str:
    """Return ``text`` with inner quotation marks inside of others, as it is where they are not in pairs."""
    if not _NESTED.search(text):
        return text
    made, depth = [], 0
    for char in text:
        depth += char == "“"
        made.append(_INNER.get(char, char) if depth > 1 else char)
        depth -= char == "”"
        if depth < 0:
            return text
    return "".join(made) if depth == 0 else text


def _facts(hit: Hit, project: Project | None, budget: Budget) -> dict[str, str]:
    facts = {key: _text(value) for key, value in hit.facts.items()}
    facts["budget.year"] = str(budget.year or "")
    facts["budget.department"] = budget.department
    for key in ("code", "name", "objective", "agency"):
        facts[f"project.{key}"] = _said(project, key) if project else ""
    for key in ("total", "fiscal", "other"):
        wan = getattr(project, key).wan if project else None
        facts[f"project.{key}_wan"] = "" if wan is None else plain(wan)
    for key in (*_INDICATOR_CELLS, "sign"):
        facts[f"indicator.{key}"] = _text(getattr(hit.indicator, key)) if hit.indicator else ""
    if hit.indicator:
        facts["indicator.name"] = _called(hit.indicator)
    return facts


def _said(project: Project, key: str) -> str:
    """Return a text of a project; one without a name is called so."""
    return _text(getattr(project, key)) or ("（项目名称未填）" if key == "name" else "")


def _text(value: Any) -> str:
    return name(value.text if isinstance(value, Cell) else str(value))


def _where(hit: Hit, project: Project | None, stages: Stages) -> Where:
    item = hit.indicator
    owner = item.activity.text if item else ""
    return Where(
        table=hit.table or (str(item.table) if item else "" if not project else "12" if project.key else "13"),
        project_code=project.code if project else "",
        project_name=name(project.name.text) if project else owner,
        indicator=_called(item) if item else "",
        column=hit.column,
        place=_place(hit, project),
        order=item.order if item else None,
        stage=stages(hit),
    )


def _called(item: Indicator) -> str:
    """Return the name of a row; one without a name is called by its level, so that a reader finds it."""
    return name(item.name.text) or f"{item.level2.text or item.level1.text}（名称空白）"


def _place(hit: Hit, project: Project | None) -> Place:
    """Return the place given, else that of the cell meant, else that of the row or project.

    In a sheet or Word table a row begins with cells that it shares with others (the merged project), so there its name
    stands for it.
    """
    cell = _cell(hit, project)
    if hit.place or (cell and cell.place != NOWHERE):
        return hit.place or (cell.place if cell else NOWHERE)
    row = hit.indicator or project
    if row is None:
        return NOWHERE
    return row.name.place if row.name.place.cell else row.place


def _cell(hit: Hit, project: Project | None) -> Cell | None:
    """Return the cell that the hit is about, where its column names one."""
    if hit.indicator is not None and hit.column in _INDICATOR_CELLS:
        return getattr(hit.indicator, hit.column)  # type: ignore[no-any-return]
    if project is not None and hit.column in {"total", "fiscal", "other"}:
        return getattr(project, hit.column).cell  # type: ignore[no-any-return]
    if project is not None:
        return {"project_name": project.name, "objective": project.objective}.get(hit.column)
    return None


def _evidence(hit: Hit, project: Project | None) -> Evidence:
    """Return the text that proves it: the given one, the cell, or for operator, value and unit the whole target."""
    if hit.text:
        start, end = hit.span or (0, len(hit.text))
        return Evidence(hit.text, start, end)
    item = hit.indicator
    if item is not None and hit.column in {"operator", "value", "unit"}:
        parts = [item.name.text, *(getattr(item, name).text for name in ("operator", "value", "unit"))]
        position = ("operator", "value", "unit").index(hit.column) + 1
        text = " ".join(part for part in parts if part)
        start = len(" ".join(part for part in parts[:position] if part)) + 1
        return Evidence(text, min(start, len(text)), min(start + len(parts[position]), len(text)))
    cell = _cell(hit, project)
    text = cell.text if cell else (item.name.text if item else project.name.text if project else "")
    start, end = hit.span or (0, len(text))
    return Evidence(text, start, end)


def _related(other: Indicator | Project, projects: Mapping[str, Project], stages: Stages) -> Where:
    if isinstance(other, Project):
        return _where(Hit(project=other), other, stages)
    return _where(Hit(indicator=other), projects.get(other.project), stages)
