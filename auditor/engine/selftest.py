"""Rules tested by their own examples, and by the signature of their verb."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from auditor.engine.closed import closed_faults
from auditor.engine.typed import imported, parameters, shown, subjects_of, type_fault, types_of
from auditor.errors import AuditorError
from auditor.records.edit import Proofreader
from auditor.records.rule import Rule
from auditor.rulebook.book import Rulebook
from auditor.text.nearest import hint

_GROUPS = {"fires": "应报的样例（fires）", "silent": "不应报的样例（silent）"}


def rule_faults(rule: Rule, book: Rulebook, proofreader: Proofreader | None = None) -> tuple[str, ...]:
    """Return what is wrong with ``rule`` as Chinese sentences: verb, parameters, missing or failing examples.

    ``proofreader`` is needed for rules that look for wrong characters; without it they never fire.
    """
    faults = tuple(verb_faults(rule)) or tuple(closed_faults(rule, book))
    if faults:
        return faults
    missing = [name for name, rows in (("fires", rule.fires), ("silent", rule.silent)) if not rows]
    if missing:
        return (f"缺少样例：{'、'.join(missing)}",)
    groups = {"fires": rule.fires, "silent": rule.silent}

    def hits(example: Mapping[str, Any]) -> int:
        from auditor.engine.examples import run_example

        return run_example(rule, example, book, proofreader)

    return tuple(fault for group, rows in groups.items() for fault in _wrong(group, rows, hits))


def broken(rule: Rule, book: Rulebook) -> str:
    """Return why ``rule`` breaks on one of its own examples, "" where it runs on all of them, whatever it finds."""
    from auditor.engine.examples import run_example

    for example in (*rule.fires, *rule.silent):
        try:
            run_example(rule, example, book)
        except AuditorError as error:
            return error.message
        except Exception as error:
            return f"样例运行出错（{type(error).__name__}: {error}）"
    return ""


def verb_faults(rule: Rule) -> Iterator[str]:
    """Yield the faults of ``check``, ``subject`` and ``with``: an unknown verb, another subject, a wrong parameter."""
    from auditor.checks import VERBS

    target = VERBS.get(rule.check)
    if target is None:
        yield f"不认识的检查动词“{rule.check}”{hint(rule.check, VERBS)}"
        return
    verb = imported(target)
    known, types, subjects = parameters(verb), types_of(verb), subjects_of(verb)
    if rule.subject not in subjects:
        yield f"“{rule.check}”检查的是 {'、'.join(subjects)}，“subject”不能是“{rule.subject}”"
    for key, value in rule.params.items():
        if key not in known:
            yield f"“{rule.check}”没有参数“{key}”{hint(key, known)}"
        elif fault := type_fault(value, types.get(key)):
            yield f"参数“{key}”{fault}"
    for key, parameter in known.items():
        if parameter.default is inspect.Parameter.empty and key not in rule.params:
            yield f"“{rule.check}”缺少参数“{key}”"


def _wrong(group: str, rows: Sequence[Mapping[str, Any]], run: Callable[[Mapping[str, Any]], int]) -> Iterator[str]:
    """Yield one sentence for every example that does not do what its group says."""
    for place, row in enumerate(rows, start=1):
        try:
            hits = run(row)
        except AuditorError as error:
            yield f"{_GROUPS[group]}第 {place} 个：{error.message}"
            continue
        except Exception as error:
            yield f"{_GROUPS[group]}第 {place} 个运行出错：{type(error).__name__}: {error}"
            continue
        if (group == "fires") != bool(hits):
            what = "应报而未报" if group == "fires" else f"不应报却报了 {hits} 处"
            yield f"{_GROUPS[group]}第 {place} 个{what}：{shown(row)}"
