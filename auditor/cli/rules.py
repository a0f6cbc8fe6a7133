"""``auditor rules``: list, show, test and start rules."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from auditor import api
from auditor.cli import setup
from auditor.cli.lang import english, tr
from auditor.cli.output import save, say
from auditor.errors import ConfigError
from auditor.records.report import DocumentReport
from auditor.records.rule import FAMILIES, SEVERITY_WORDS, Rule
from auditor.rulebook import Rulebook

Name = Annotated[
    str, typer.Argument(metavar="NAME", help="规则名或编号，如 unit.amount-in-percent", show_default=False)
]
VerbName = Annotated[str | None, typer.Argument(metavar="[NAME]", help="动词名，如 rows.count", show_default=False)]
Pack = Annotated[str | None, typer.Argument(metavar="[PACK]", help="规则包名称或目录，默认全部", show_default=False)]
NewFile = Annotated[
    Path | None, typer.Option("-o", "--output", metavar="FILE", help="写到此文件，默认 NAME.yaml", show_default=False)
]
ListFormat = Annotated[str, typer.Option("-f", "--format", metavar="FORMAT", help="输出格式：text json")]


def list_rules(fmt: ListFormat = "text", rules: setup.Packs = None, config: setup.ConfigFile = None) -> None:
    """列出规则。"""
    _check_format(fmt)
    book = setup.rulebook(setup.configure(config), rules)
    if fmt == "json":
        print(json.dumps(_as_json(book), ensure_ascii=False, indent=1))
        return
    width = max((len(rule.name) for rule in book.rules + book.silenced), default=0)
    for rule in book.rules:
        print(_line(rule, width, ""))
    for rule in book.silenced:
        print(_line(rule, width, tr("（停用）")))
    print(tr("共 {count} 条规则，规则包：{packs}。").format(count=len(book.rules), packs="、".join(book.packs)))


def show_rule(name: Name, rules: setup.Packs = None, config: setup.ConfigFile = None) -> None:
    """显示一条规则的说明、依据和样例。"""
    from auditor.rulebook.pages import plain, rule_page

    book = setup.rulebook(setup.configure(config), rules)
    print(plain(rule_page(_find(book, name), book.provisions)), end="")


def check_rules(pack: Pack = None, debug: setup.Debug = False) -> None:
    """运行规则自带的样例；有不符的退出码为 1。"""
    from auditor.engine.selftest import rule_faults
    from auditor.rulebook import load

    setup.configure(None, debug)
    core = api.load_rules()
    # A pack is not tried first, as elsewhere: all its faults are wanted, not the first.
    book = load((*core.packs, pack)) if pack else core
    # Of a pack over core, what it adds and what it changes.
    own = [rule for rule in book.rules if book.packs == core.packs or rule not in core.rules]
    failed, proofreader = 0, api.proofreader_for(own)
    for rule in own:
        faults = rule_faults(rule, book, proofreader)
        failed += bool(faults)
        for fault in faults:
            print(f"{rule.written}:{rule.line}: {rule.name}：{fault}")
    count = sum(len(rule.fires) + len(rule.silent) for rule in own)
    message = tr("{rules} 条规则、{examples} 个样例，{failed} 条规则不符。")
    print(message.format(rules=len(own), examples=count, failed=failed))
    if failed + _check_layouts(book, core):
        raise typer.Exit(1)


def _check_layouts(book: Rulebook, core: Rulebook) -> int:
    """Run the examples of the layouts, of a pack its own, print what fails and return how many layouts fail."""
    from auditor.engine.layout_test import layout_faults
    from auditor.extract.layout.families import known_families

    every, known = known_families(*book.layouts), known_families(*core.layouts)
    own = [family for family in every if book.packs == core.packs or family not in known]
    failed = 0
    for family in own:
        faults = list(layout_faults(family, book))
        failed += bool(faults)
        for fault in faults:
            print(f"{family.name}：{fault}")
    if own:
        message = tr("{layouts} 种版式、{examples} 个样例，{failed} 种版式不符。")
        count = sum(len(family.examples) for family in own)
        print(message.format(layouts=len(own), examples=count, failed=failed))
    return failed


def new_rule(name: Name, out: NewFile = None, rules: setup.Packs = None) -> None:
    """写出一条新规则的骨架，样例须自行补齐。"""
    from auditor.rulebook.skeleton import skeleton

    book = api.load_rules(tuple(dict.fromkeys(("core", *(rules or ())))))
    path = out or Path(f"{name}.yaml")
    text = skeleton(name, book)
    if path.exists():
        raise ConfigError(tr("文件已存在，请换一个文件名。"), source=str(path))
    save(path, text.encode())
    say(tr("已写出：{path}").format(path=path))


def list_layouts(fmt: ListFormat = "text", rules: setup.Packs = None, config: setup.ConfigFile = None) -> None:
    """列出绩效指标表的版式。"""
    from auditor.extract.layout.families import known_families

    _check_format(fmt)
    families = known_families(*setup.rulebook(setup.configure(config), rules).layouts)
    if fmt == "json":
        entries = [{"name": each.name, "title": each.title, "where": each.where} for each in families]
        print(json.dumps(entries, ensure_ascii=False, indent=1))
        return
    width = max(len(each.name) for each in families)
    for each in families:
        print(f"{each.name:<{width}}  {each.title}  {each.where}".rstrip())
    print(tr("共 {count} 种版式。").format(count=len(families)))


def list_verbs(verb: VerbName = None, rules: setup.Packs = None, config: setup.ConfigFile = None) -> None:
    """列出检查动词；给出名称则显示它的参数、可用的内容和样例规则。"""
    from auditor.engine.verbs import described, known_verbs, told
    from auditor.text.nearest import hint

    # The example bureau shows the general verbs at work.
    verbs = known_verbs(setup.rulebook(setup.configure(config), ("example-bureau", *(rules or ()))))
    if verb is None:
        width = max(len(one.name) for one in verbs)
        for one in verbs:
            print(f"{one.name:<{width}}  {'、'.join(one.rules[:3]) if english() else one.said}".rstrip())
        print(tr("共 {count} 个动词。").format(count=len(verbs)))
        return
    found = next((one for one in verbs if one.name == verb), None)
    if found is None:
        near = hint(verb, (one.name for one in verbs))
        raise ConfigError(tr("没有名为“{name}”的动词{near}。").format(name=verb, near=near))
    print(described(found) if english() else told(found), end="")


def why_silent(name: Name, inputs: setup.Inputs, rules: setup.Packs = None, config: setup.ConfigFile = None) -> None:
    """说明一条规则在某个文件上为什么报、为什么不报。"""
    from dataclasses import replace

    from auditor.cli.inputs import expand
    from auditor.records.check import STATES

    settings = setup.configure(config)
    book = setup.rulebook(settings, rules)
    rule = _find(book, name)
    if rule in book.silenced:
        print(tr("规则“{name}”已停用，没有运行。").format(name=rule.name))
        return
    report = setup.run_audit(expand(inputs), replace(book, rules=(rule,)), settings)
    for document in report.documents:
        check = next(iter(document.checks), None)
        state = STATES[check.state if check else "not_run"]
        reason = (check.reason if check else "") or _looked_at(rule, document)
        told = tr("{source}：{state}，{count} 条意见。{reason}")
        print(told.format(source=document.source, state=state, count=len(document.findings), reason=reason))
        for finding in document.findings:
            print(f"  {finding.message}")
    if setup.say_problems(report):
        raise typer.Exit(2)


def _looked_at(rule: Rule, document: DocumentReport) -> str:
    """Return what a rule that ran without a finding looked at, "" for any other."""
    check, budget = next(iter(document.checks), None), document.budget
    if check is None or check.state != "ran" or document.findings or budget is None:
        return ""
    if rule.subject == "project":
        return tr("看过 {count} 个项目，没有一个符合报出的条件。").format(count=len(budget.projects))
    if rule.subject in ("indicator", "pair"):
        return tr("看过 {count} 条指标，没有一条符合报出的条件。").format(count=len(budget.indicators))
    return tr("看过全文，没有符合报出条件的内容。")


def _check_format(fmt: str) -> None:
    """Raise ConfigError where a list cannot be printed in ``fmt``."""
    if fmt not in ("text", "json"):
        raise ConfigError(tr("不认识的格式“{name}”，可选：{known}。").format(name=fmt, known="text、json"))


def _find(book: Rulebook, name: str) -> Rule:
    """Return the rule called ``name`` (or with that code); raises ConfigError with the nearest name."""
    from auditor.rulebook.select import find
    from auditor.text.nearest import hint

    rule = find(book, name)
    if rule is None:
        near = hint(name, (rule.name for rule in book.rules + book.silenced))
        raise ConfigError(tr("没有名为“{name}”的规则{near}。").format(name=name, near=near))
    return rule


def _line(rule: Rule, width: int, mark: str) -> str:
    """Return a rule in one line."""
    head = rule.message.splitlines()[0]
    return (
        f"{rule.code:<5} {rule.name:<{width}}  {SEVERITY_WORDS[rule.severity]}  {FAMILIES[rule.family]}{mark}  {head}"
    )


def _as_json(book: Rulebook) -> list[dict[str, object]]:
    """Return the rules for machines."""
    return [
        {
            "name": rule.name,
            "code": rule.code,
            "family": rule.family,
            "severity": rule.severity,
            "confidence": rule.confidence,
            "status": rule.status,
            "enabled": rule in book.rules,
            "subject": rule.subject,
            "check": rule.check,
            "message": rule.message,
            "advice": rule.advice,
            "basis": list(rule.basis),
            "pack": rule.pack,
            "path": rule.path,
        }
        for rule in book.rules + book.silenced
    ]
