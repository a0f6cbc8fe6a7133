"""Verbs on meaning: what a judge of rows and objectives says; one fault a target, one a name.

A target in words has at most one fault (repeats, other, report, …), a name at most one (sentence, object, …): the rules
name the kinds that they report, so that no row is told twice in different words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TypedDict

from auditor.checks.answers import is_checkable, tells_time, unmeasured
from auditor.checks.context import BENEFITS, Context
from auditor.checks.counted import counts
from auditor.checks.phrases import lists_options
from auditor.checks.reading import Reading
from auditor.checks.subjects import disproved, is_percentage, proved_fault
from auditor.records.budget import Budget, Indicator, Project
from auditor.records.finding import Hit
from auditor.records.meaning import GOOD, NameFault, ObjectiveFault, Opinion, RowOpinion, RowText, TargetFault
from auditor.records.rule import Severity
from auditor.text.dates import names_a_season
from auditor.text.width import fold

_TABLE13, _WORDED = "13", "定性"
_LIKELY, _PROVED, _SURE = 0.5, 0.8, 0.95
_BARE_SIGNS = frozenset({"≥", "≤", ">", "<", "="})  # kinds.needs_number says that the number is missing
_CLAUSES = re.compile(r"[,;:。、]")
_NUMBERS = re.compile(r"\d|[一二三四五六七八九十两](?:个|项|场|次|期|套|座|处)")
_ITEMS, _USES = re.compile(r"[;。]"), 2
_BOUNDS = frozenset("≥≤><")
_SENTENCE = 8
"""A name of so many characters that ends in a full stop is a sentence."""


class Told(TypedDict, total=False):
    """Objectives of at most ``short`` characters without a number are proved to say no result.

    One with a word of ``enough`` and a number (支付5户尾款) says all that there is to say.
    """

    short: int
    enough: str


NOTHING: Told = {}


def target(
    indicator: Indicator, context: Context, *, kinds: Sequence[TargetFault], floor: float = 0.0
) -> Iterator[Hit]:
    """Yield a hit where a target in words has a fault of ``kinds``, with a chance of ``floor`` or more.

    A fault that the words prove (an empty phrase as the whole target, the name word for word) needs no judge; only the
    name word for word is an error. *empty* under an effect (economic, social …) is *empty-benefit*.
    """
    fault = _faults(context).get(indicator.order)
    if fault is None or fault.kind not in kinds or fault.confidence < floor:
        return
    same = fault.kind == "repeats" and _same(indicator)
    if fault.kind == "repeats" and not same and _on_running(indicator, context):
        return
    worded = context.read(indicator).sign == _WORDED  # 定性显著: the operator is printed before the target
    said = indicator.value.text.removeprefix(_WORDED) if worded else indicator.value.text
    yield Hit(
        {"reasons": "，".join(fault.reasons), "same": "原样" if same else "", "said": said},
        indicator,
        column="value",
        severity="error" if same else None,
        confidence=_told(fault.confidence),
        fold_key="same" if same else "",
    )


def at_fault(
    items: Sequence[Indicator], context: Context, *, kinds: Sequence[TargetFault], floor: float = 0.0
) -> Sequence[Indicator]:
    """Return the rows of which ``target`` may say something: those whose target has a fault of ``kinds``."""
    orders = {order for order, one in _faults(context).items() if one.kind in kinds and one.confidence >= floor}
    return [item for item in items if item.order in orders] if orders else ()


def _on_running(indicator: Indicator, context: Context) -> bool:
    """Return whether the row asks how a project was decided and run, where 合理 for 合理性 is usual."""
    level1 = fold(indicator.level1.text).partition("(")[0].removesuffix("指标")
    return any(context.words.is_one(section, level1) for section in ("cues.decision_levels", "cues.running_levels"))


def subject(
    indicator: Indicator, context: Context, *, kinds: Sequence[NameFault], floor: float, repeated: bool = False
) -> Iterator[Hit]:
    """Yield a hit where a name has a fault of ``kinds``, with a chance of ``floor`` or more.

    A statement (促进…发展) is one only where it is measured in a ratio: in words its target tells the fault. An amount
    in a ratio is another verb's. ``repeated``: what several projects have in the same words folds over the document,
    all else by project.
    """
    opinion = _names(context)[indicator.order]
    if opinion.kind not in kinds or opinion.confidence < floor:
        return
    if opinion.kind != "target_in" and _bare_object(indicator, context):
        return
    if disproved(opinion.kind, context.read(indicator), context):
        return
    if opinion.kind == "statement" and _mistyped(indicator, context):
        return
    facts = {"reasons": "，".join(opinion.reasons)}
    key = _shared_key(indicator, context) if repeated else ""
    yield Hit(facts, indicator, column="name", confidence=_told(opinion.confidence), fold_key=key)


def misnamed(
    items: Sequence[Indicator], context: Context, *, kinds: Sequence[NameFault], floor: float, repeated: bool = False
) -> Sequence[Indicator]:
    """Return the rows of which ``subject`` may say something: those whose name has a fault of ``kinds``."""
    orders = {order for order, one in _names(context).items() if one.kind in kinds and one.confidence >= floor}
    return [item for item in items if item.order in orders] if orders else ()


def _shared_key(indicator: Indicator, context: Context) -> str:
    """Return the name where several projects have it, else the project."""
    owners = context.remember("owners of names", partial(_owners, context))
    name = fold(indicator.name.text)
    return name if len(owners[name]) > 1 else indicator.project


def _owners(context: Context) -> Mapping[str, set[str]]:
    found: dict[str, set[str]] = {}
    for item in context.budget.indicators:
        found.setdefault(fold(item.name.text), set()).add(item.project)
    return found


def _mistyped(indicator: Indicator, context: Context) -> bool:
    """Return whether the proofreader mends the name: a rate with a wrong character (满一度) is no statement."""
    name = indicator.name.text
    return bool(context.edits([name]).get(name))


def objective(
    budget: Budget,
    context: Context,
    *,
    kinds: Sequence[ObjectiveFault],
    floor: float,
    told: Told = NOTHING,
) -> Iterator[Hit]:
    """Yield a hit for every objective, the department's too, with a fault of ``kinds``.

    What the words prove is a warning of its own, and all that the judge alone says may fold. It is proved where every
    clause has a phrase of objectives.idle, where a short text gives no number, and where the department's gives none.
    """
    opinions = context.remember("meaning of objectives", partial(_of_objectives, budget, context))
    for owner, text in _objectives(budget):
        opinion = opinions[text]
        if opinion.kind not in kinds or opinion.confidence < floor:
            continue
        if "enough" in told and context.words.has(told["enough"], text) and _NUMBERS.search(text):
            continue
        facts = {"reasons": "，".join(opinion.reasons), "whose": f"“{owner.name.text}”" if owner else "部门整体"}
        proved = _idle(text, context) or (
            not _NUMBERS.search(text) and (owner is None or len(text) <= told.get("short", 0))
        )
        severity: Severity | None = "warning" if proved else None
        hit = Hit(facts, severity=severity, confidence=_told(opinion.confidence), fold_key=text if proved else "")
        if owner is not None:
            yield replace(hit, project=owner, column="objective")
        elif budget.overall is not None:
            cell = budget.overall.objective
            yield replace(hit, place=cell.place, table=_TABLE13, text=cell.text)


def _idle(text: str, context: Context) -> bool:
    """Return whether every clause has a phrase that fits every office and every year (做好各项工作)."""
    clauses = [clause for clause in _CLAUSES.split(text) if clause]
    return bool(clauses) and all(context.words.has("objectives.idle", clause) for clause in clauses)


def _objectives(budget: Budget) -> Iterator[tuple[Project | None, str]]:
    for project in budget.projects:
        yield project, fold(project.objective.text)
    if budget.overall is not None:
        yield None, fold(budget.overall.objective.text)


def _of_objectives(budget: Budget, context: Context) -> Mapping[str, Opinion]:
    """Return what is thought of every objective, by its text."""
    texts = list(dict.fromkeys(text for _, text in _objectives(budget)))
    judged = context.judge.objectives(texts) if context.judge else [Opinion()] * len(texts)
    return {text: _objective(text, opinion, context) for text, opinion in zip(texts, judged, strict=True)}


def _objective(text: str, judged: Opinion, context: Context) -> Opinion:
    """Return what the words prove of an objective (a list of what is paid for, phrases), else what the judge thinks."""
    if _only_uses(text, context):
        return Opinion("uses_only", _SURE)
    if not _idle(text, context) or _NUMBERS.search(text):
        return judged
    kind = "slogan" if judged.kind == GOOD else judged.kind
    return replace(judged, kind=kind, confidence=max(_SURE, judged.confidence))


def _only_uses(text: str, context: Context) -> bool:
    """Return whether two or more of its items begin with 用于 or end in 经费, and nothing is counted."""
    items = [item.lstrip("0123456789.、()").rstrip() for item in _ITEMS.split(text)]
    ends = context.words.entries("objectives.use_end")
    used = [
        item for item in items if item.startswith(context.words.entries("objectives.use_begin")) or item.endswith(ends)
    ]
    return len(used) >= _USES and not counts(text, context)


def _opinions(context: Context) -> Mapping[int, RowOpinion]:
    """Return what the judge thinks of every row with a name, by order; all rows of the document at once."""
    return context.remember("meaning of rows", partial(_judged, context))


def _judged(context: Context) -> Mapping[int, RowOpinion]:
    items = [item for item in context.budget.indicators if item.name.text.strip()]
    rows = [_row(item, context) for item in items]
    found = context.judge.rows(rows) if context.judge else []
    return {item.order: opinion for item, opinion in zip(items, found, strict=bool(found))}


def _row(item: Indicator, context: Context) -> RowText:
    reading = context.read(item)
    value = "" if reading.numeric else reading.value + reading.unit_text
    return RowText(reading.name, reading.level, value, reading.numeric, is_percentage(reading))


def _faults(context: Context) -> Mapping[int, Opinion]:
    """Return the one fault of every target in words that has one, by order of the row."""
    return context.remember("faults of targets", partial(_of_targets, context))


def _of_targets(context: Context) -> Mapping[int, Opinion]:
    found = {item.order: _of_level(_fault(item, context), item, context) for item in context.budget.indicators}
    return {order: fault for order, fault in found.items() if fault.kind != GOOD}


def _names(context: Context) -> Mapping[int, Opinion]:
    """Return what is thought of the name of every row, by order of the row."""
    return context.remember("meaning of names", partial(_of_names, context))


def _of_names(context: Context) -> Mapping[int, Opinion]:
    return {item.order: _named(item, context) for item in context.budget.indicators}


def _of_level(fault: Opinion, item: Indicator, context: Context) -> Opinion:
    """Return the fault, an empty target of a benefit under a name of its own: rules word and fold it otherwise."""
    benefit = fault.kind in {"empty", "scale"} and context.read(item).level in BENEFITS
    return replace(fault, kind="empty-benefit") if benefit else fault


def _fault(item: Indicator, context: Context) -> Opinion:
    """Return the fault of a target: as the words prove it, else as the judge says."""
    reading = context.read(item)
    if reading.numeric or not reading.value or _told_elsewhere(item, context) or _is_bound(reading):
        return Opinion()
    if reading.value in _BARE_SIGNS or (reading.level == "timeliness" and names_a_season(reading.value)):
        return Opinion()
    judged = _opinions(context).get(item.order, RowOpinion()).target
    if _same(item):
        return Opinion("repeats", 1.0, judged.reasons)
    if is_checkable(reading, context):
        return Opinion()
    if asked := unmeasured(reading, context):
        return Opinion(asked, _SURE)
    if _countable(item, context, judged):
        return Opinion("countable", 0.8, judged.reasons)
    if context.words.is_one("phrases.empty", reading.value):
        return _proved(item, context, judged)
    return judged


def _is_bound(reading: Reading) -> bool:
    """Return whether a target is a bound with a number, in a unit that nobody knows (≤0.5ng-TEQ/m3)."""
    return reading.sign in _BOUNDS and reading.value[0].isdigit()


def _proved(item: Indicator, context: Context, judged: Opinion) -> Opinion:
    """Return the fault of a target that is an empty phrase as a whole."""
    name, value = context.read(item).name, context.read(item).value
    if context.words.has("phrases.asking", name):
        return Opinion("unasked", judged.confidence, judged.reasons)
    if context.words.has("phrases.closed_question", name):
        kind = "other" if context.words.is_one("phrases.comparing", value) else "empty"
        return Opinion(kind, max(judged.confidence, 0.8 if kind == "other" else 0.0), judged.reasons)
    repeats = judged.kind == "repeats" and value in name
    sure = 0.9 if context.words.is_one("phrases.comparing", value) else 0.8
    return Opinion("repeats" if repeats else "empty", max(judged.confidence, sure), judged.reasons)


def _countable(item: Indicator, context: Context, judged: Opinion) -> bool:
    """Return whether the name can be counted and the target is words: always where the row says 定性, else if empty."""
    reading = context.read(item)
    if reading.kind not in context.words.entries("phrases.countable") or reading.sign not in {"定性", ""}:
        return False
    if reading.level == "timeliness" and tells_time(reading, context):
        return False  # 收购资金: 售粮后48小时内付清 says when
    empty = context.words.is_one("phrases.empty", reading.value) or judged.confidence >= _LIKELY
    return reading.sign == "定性" or (empty and not any(char.isdigit() for char in reading.value))


def _told_elsewhere(item: Indicator, context: Context) -> bool:
    """Return whether another rule tells what is wrong with a target: a template, options."""
    value = context.read(item).value
    templates = context.words.has("phrases.template", value) or context.words.is_one("phrases.template_whole", value)
    return templates or bool(lists_options(item, context))


def _same(item: Indicator) -> bool:
    """Return whether the target is the name word for word."""
    name, value = (fold(text).rstrip("。.;") for text in (item.name.text, item.value.text))
    return len(value) > 1 and name == value


def _named(item: Indicator, context: Context) -> Opinion:
    """Return what is thought of a name; one with a full stop at its end is a sentence whatever the judge says."""
    opinion = _opinions(context).get(item.order, RowOpinion()).subject
    name = item.name.text.strip()
    if kind := proved_fault(context.read(item), context):
        return Opinion(kind, max(_PROVED, opinion.confidence), opinion.reasons)
    if name.endswith("。") and len(name) >= _SENTENCE and opinion.kind not in {"sentence", "requirement"}:
        return Opinion("sentence", _PROVED, ("名称以句号结尾",))
    if name.endswith("。") and len(name) >= _SENTENCE:
        return Opinion(opinion.kind, max(_PROVED, opinion.confidence), opinion.reasons)
    return opinion


def _bare_object(item: Indicator, context: Context) -> bool:
    """Return whether the row is a satisfaction rate of somebody (受益对象), which a rule of its own tells.

    One whose words prove a sentence is none.
    """
    reading = context.read(item)
    return reading.level == "satisfaction" and proved_fault(reading, context) != "sentence"


def _told(chance: float) -> float:
    """Return a chance as a confidence: two digits, and never certain."""
    return round(min(0.95, chance), 2)
