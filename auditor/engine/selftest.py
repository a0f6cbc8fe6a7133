"""Rules tested by their own examples, and by the signature of their verb."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib import import_module
from typing import Any, get_type_hints

from auditor.engine.closed import closed_faults
from auditor.errors import AuditorError
from auditor.records.edit import Proofreader
from auditor.records.rule import Rule
from auditor.rulebook.book import Rulebook
from auditor.text.nearest import hint

# What a parameter of this annotation accepts; annotations that are not listed are left to the verb.
_TYPES: Mapping[Any, tuple[type, ...]] = {str: (str,), int: (int,), float: (int, float), bool: (bool,)}


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
    """Yield the faults of ``check`` and ``with``: an unknown verb, an unknown, missing or mistyped parameter."""
    from auditor.checks import VERBS

    target = VERBS.get(rule.check)
    if target is None:
        yield f"不认识的检查动词“{rule.check}”{hint(rule.check, VERBS)}"
        return
    verb = imported(target)
    known = parameters(verb)
    types = get_type_hints(verb)
    for key, value in rule.params.items():
        if key not in known:
            yield f"“{rule.check}”没有参数“{key}”{hint(key, known)}"
        elif not _fits(value, types.get(key)):
            yield f"参数“{key}”的值“{value}”类型不对"
    for key, parameter in known.items():
        if parameter.default is inspect.Parameter.empty and key not in rule.params:
            yield f"“{rule.check}”缺少参数“{key}”"


def imported(target: str) -> Callable[..., Any]:
    """Return the function "module:function"."""
    module, _, name = target.partition(":")
    function: Callable[..., Any] = getattr(import_module(module), name)
    return function


def parameters(verb: Callable[..., Any]) -> dict[str, inspect.Parameter]:
    """Return the keyword-only parameters of a verb."""
    parameters = inspect.signature(verb).parameters
    return {name: one for name, one in parameters.items() if one.kind is inspect.Parameter.KEYWORD_ONLY}


def _fits(value: Any, annotation: Any) -> bool:
    """Return whether ``value`` may go to a parameter of a simple annotation; True for all others."""
    accepted = _TYPES.get(annotation)
    if accepted is None:
        return True
    return isinstance(value, accepted) and (annotation is bool or not isinstance(value, bool))


def _wrong(group: str, rows: Sequence[Mapping[str, Any]], run: Callable[[Mapping[str, Any]], int]) -> Iterator[str]:
    """Yield one sentence for every example that does not do what its group says."""
    for place, row in enumerate(rows, start=1):
        try:
            hits = run(row)
        except AuditorError as error:
            yield f"{group} 第 {place} 个样例：{error.message}"
            continue
        except Exception as error:
            yield f"{group} 第 {place} 个样例运行出错：{type(error).__name__}: {error}"
            continue
        if (group == "fires") != bool(hits):
            what = "应报而未报" if group == "fires" else f"不应报却报了 {hits} 处"
            yield f"{group} 第 {place} 个样例{what}：{dict(row)}"
