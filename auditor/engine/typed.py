"""What a verb takes, read from its signature: the subjects of its rules, its parameters and their types."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints, is_typeddict

from auditor.records.budget import Budget, Indicator, Project
from auditor.records.corpus import Corpus
from auditor.records.rule import Subject
from auditor.records.table import BudgetTable
from auditor.text.nearest import hint

_SUBJECTS: Mapping[Any, tuple[Subject, ...]] = {
    Budget: ("document",),
    BudgetTable: ("table",),
    Project: ("project", "evaluated"),
    Indicator: ("indicator",),
    tuple[Indicator, Indicator]: ("pair",),
    Corpus: ("corpus",),
}
_PLAIN: Mapping[Any, tuple[tuple[type, ...], str]] = {
    str: ((str,), "文字（数字和日期请加引号）"),
    int: ((int,), "整数"),
    float: ((int, float), "数"),
    bool: ((bool,), "true 或 false"),
}
_LISTS, _MAPPINGS, _UNIONS = (Sequence, list, tuple), (Mapping, dict), (Union, UnionType)


def imported(target: str) -> Callable[..., Any]:
    """Return the function "module:function"."""
    module, _, name = target.partition(":")
    function: Callable[..., Any] = getattr(import_module(module), name)
    return function


def parameters(verb: Callable[..., Any]) -> dict[str, inspect.Parameter]:
    """Return the keyword-only parameters of a verb."""
    every = inspect.signature(verb).parameters
    return {name: one for name, one in every.items() if one.kind is inspect.Parameter.KEYWORD_ONLY}


def types_of(verb: Callable[..., Any]) -> dict[str, Any]:
    """Return the annotation of every parameter of a verb."""
    return get_type_hints(verb)


def subjects_of(verb: Callable[..., Any]) -> tuple[Subject, ...]:
    """Return the subjects that a rule with this verb may have: its first parameter says what it looks at."""
    first = next(iter(inspect.signature(verb).parameters))
    return _SUBJECTS[types_of(verb)[first]]


def type_fault(value: Any, annotation: Any) -> str:
    """Return what is wrong with the value of a parameter as the end of a Chinese sentence, "" where nothing is."""
    origin, inner = get_origin(annotation), get_args(annotation)
    if annotation in _PLAIN:
        accepted, wanted = _PLAIN[annotation]
        fine = isinstance(value, accepted) and (annotation is bool or not isinstance(value, bool))
        return "" if fine else f"的值“{shown(value)}”类型不对，应为{wanted}"
    if origin is Literal:
        choices = "、".join(one or '""' for one in inner)
        return "" if value in inner else f"的值“{shown(value)}”无效{hint(str(value), inner)}，可选：{choices}"
    if origin in _LISTS:
        return _of_list(value, inner[0]) or _length_fault(value, origin, inner)
    if origin in _MAPPINGS or is_typeddict(annotation):
        return _of_mapping(value, annotation)
    return _of_several(value, inner) if origin in _UNIONS else ""


def _of_several(value: Any, choices: Sequence[Any]) -> str:
    """Return the fault of a value that may be of several types, one of which is that it is not given (None)."""
    faults = [type_fault(value, one) for one in choices if one is not type(None)]
    return "" if "" in faults else faults[0]


def _of_mapping(value: Any, annotation: Any) -> str:
    """Return the fault of a mapping, or of the first of its lines; only a record names its lines."""
    if not isinstance(value, Mapping):
        return f"的值“{shown(value)}”类型不对，应为“键: 值”的映射"
    if not is_typeddict(annotation):
        keys, values = get_args(annotation)
        faults = (*(type_fault(one, keys) for one in value), *(type_fault(one, values) for one in value.values()))
        return next(filter(None, faults), "")
    lines = get_type_hints(annotation)
    for key, one in value.items():
        if key not in lines:
            return f"中没有“{key}”{hint(str(key), lines)}，可用：{'、'.join(lines)}"
        if fault := type_fault(one, lines[key]):
            return f"中“{key}”{fault}"
    lacking = [key for key in lines if key in annotation.__required_keys__ and key not in value]
    return f"中没有写“{lacking[0]}”" if lacking else ""


def _of_list(value: Any, item: Any) -> str:
    """Return the fault of a list, or of the first of its items that has one."""
    if not isinstance(value, list | tuple):
        return f"的值“{shown(value)}”类型不对，应为列表，如 [甲, 乙]"
    told = [one for one in value if one is not None or type(None) not in get_args(item)]  # [90, null]: any number above
    return next((fault for one in told if (fault := type_fault(one, item))), "")


def _length_fault(value: Any, origin: Any, inner: Sequence[Any]) -> str:
    """Return the fault of a list that has not as many items as the type names one by one (a least and a most)."""
    if origin is not tuple or len(value) == len(inner):
        return ""
    return f"的值“{shown(value)}”有{len(value)}项，应为{len(inner)}项"


def shown(value: Any) -> str:
    """Return a value of a pack as a rule author writes it in YAML, on one line."""
    if value is None:
        return "（空白）"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(shown, value))}]"
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{key}: {shown(one)}' for key, one in value.items())}}}"
    return str(value)
