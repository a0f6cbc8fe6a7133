"""What a rule needs of a document, declared once a verb; one function says whether a document has it.

A need is written ``name``, ``name:word,word`` (amount:total) or ``name@parameter`` (level@levels: the words that the
rule gives to its verb under that name; several joined by +). A verb without a line here needs what its subject is.
A rule adds needs of its own with ``needs: […]``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from auditor.checks.context import Context
from auditor.checks.supply import LOST, NEEDS, THERE, Answer
from auditor.errors import RuleError
from auditor.records.rule import Rule

BY_SUBJECT: Mapping[str, tuple[str, ...]] = {
    "document": ("texts",),
    "table": ("tables",),
    "project": ("projects",),
    "evaluated": ("rows",),
    "indicator": ("rows",),
    "pair": ("rows",),
    "corpus": ("corpus",),
}
_TARGET = ("number", "column:operator")
BY_FILTER = frozenset({"rows.found", "rows.bound"})
"""Verbs that say something of each row that their filter takes (the others also say that there is none)."""
_OF_TEXT = (
    *("amounts", "averages", "cause_direction", "change", "change_of_parts", "counted", "cover"),
    *("denied_elsewhere", "department", "differences", "executed", "from_to", "items", "largest"),
    *("level_of_body", "standards"),
    *("list_total", "listed", "measured", "named", "named_alike", "named_beside", "named_tables"),
    *("named_twice", "numbering", "parts", "parts_in_a_row", "parts_of_known", "pattern", "periods"),
    *("priced", "prices", "projects", "rates_alone", "repeated", "same_counts", "selves", "shares"),
    *("table_references", "total_behind", "turned", "two_units", "unended", "unlisted_projects"),
    *("with_carried", "year"),
)
"""Verbs on running text that need nothing else."""
BY_VERB: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys((f"prose.{verb}" for verb in _OF_TEXT), ("prose",)),
    "kinds.conflict": ("column:unit", "kind@name_kinds"),
    "kinds.thing": ("column:unit",),
    "stated.name_against_target": ("number", "column:unit"),
    "stated.two_units": ("column:value",),
    "stated.operator_in_name": ("rows",),
    "stated.bound_in_unit": ("number", "column:unit"),
    "stated.points_as_targets": ("projects", "number"),
    "target.same_everywhere": ("rows:12", "number", "projects@projects", "level@levels"),
    "places.listed": ("column:objective", "number", "rows"),
    "placement.blank_line": ("sides",),
    "placement.slipped": ("tables",),
    "placement.funds_twice": ("amount:total,fiscal",),
    "placement.other_funds_as_basic": ("head13", "projects"),
    "measure.price_without_denominator": ("column:unit", "kind:money_rate"),
    "measure.denominator": ("money",),
    "amounts.compared": (),  # its rules say which amounts they need
    "money.ceiling": ("amount:total", "money"),
    "money.against_total": ("amount:total", "money"),
    "money.product_above_total": ("amount:total", "money"),
    "magnitude.next_to_nothing": ("amount:total", "money"),
    "magnitude.above_total": ("amount:total", "money", "level:quantity"),
    "magnitude.funds_too_large": ("execution",),
    "magnitude.for_another": ("amount:total", "money", "level:quantity"),
    "money.product_above_ceiling": ("money", "level:quantity"),
    "money.overall_ceiling": ("head13:total", "money"),
    "money.overall_against_projects": ("projects",),
    "money.project_sums": ("every-amount:total",),
    "money.listed_project": ("projects",),
    "head_staff.control_rate": ("head13",),
    "head_staff.counts": ("head13",),
    "head_tasks.sums": ("head13",),
    "head_tasks.sources": ("head13",),
    "head_tasks.against_projects": ("head13",),
    "head_sums.parts": ("head13",),
    "head_sums.balance": ("head13",),
    "head_sums.shares": ("head13",),
    "head_parts.funds": ("head13:total,fiscal",),
    "duplicates.complements": ("number", "kind:ratio"),
    "money.tasks_leave_out": ("projects", "head13"),
    "duplicates.two_targets": ("number",),
    "duplicates.other_words": ("rows", "model:likeness"),
    "duplicates.copied_set": ("rows", "projects:2"),
    "duplicates.boilerplate": ("rows", "projects@projects"),
    "missing.kind": ("projects", "column:level2"),
    "absence.cell": ("rows", "head@column"),
    "absence.of_project": ("projects", "head@column"),
    "absence.column": ("texts", "head@columns"),
    "coverage.only": ("projects", "level:quantity"),
    "coverage.odd": ("rows:12", "level:quantity"),
    "missing.department": ("head13",),
    "missing.listed_project": ("codes", "tables"),
    "spelling.edits": ("texts", "model:proofreader"),
    "spelling.project_name": ("codes", "tables"),
    "phrases.listed": ("column@columns",),
    "meaning.target": ("column:value", "model:judge"),
    "meaning.subject": ("rows", "model:judge"),
    "meaning.objective": ("column:objective", "model:judge"),
    "language.matches": ("column@columns", "model:phrases"),
    "phrases.only_qualitative": ("projects", "column:value", "column:level2"),
    "filing.unknown_level": ("rows",),
    "filing.by_name": ("column:level2",),
    "filing.predicted": ("column:level2", "model:categorizer"),
    "arithmetic.totals": ("tables",),
    "year_columns.changes": ("tables",),
    "arithmetic.purchases_within_project": ("codes", "amount:total", "tables@tables"),
    "identities.identity": ("figures@left+right",),
    "identities.of_scope": ("figures@left+right",),
    "truncation.cut_off": ("column@columns",),
    "truncation.repeated": ("texts",),
    "truncation.cut_name": ("column:objective", "rows"),
    "truncation.code_name": ("tables",),
    "objective.numbers": ("column:objective", "number", "rows"),
    "objective.rounds": ("column:objective", "number", "level:quantity"),
    "objective.frequency": ("column:objective", "number", "level:quantity"),
    "objective.phrases": ("texts",),
    "objective.rates": ("column:objective",),
    "objective.promises": ("column:objective", "rows"),
    "objective.amounts": ("column:objective", "amount:total"),
    "objective.prices": ("column:objective", "money"),
    "objective.parts": ("column:objective",),
    "objective.other_unit": ("column:objective", "number", "column:unit"),
    "objective.products": ("column:objective",),
    "contradiction.frequency": ("number", "column:unit"),
    "years.stale_objective": ("year", "column:objective"),
    "years.stale_name": ("projects", "year"),
    "beside.direction": ("rows",),
    "beside.nature": ("rows",),
    "beside.explanation": ("rows",),
    "begun.after_end": ("rows",),
    "enumerated.numbering": ("texts",),
    "enumerated.shares": ("texts",),
    "miswritten.doubled_sign": ("rows",),
    "miswritten.range_backwards": ("rows",),
    "miswritten.two_operators": ("rows",),
    "single_price.above_total": ("rows",),
    "criteria.bound": ("rows",),
    "criteria.points": ("rows",),
    "criteria.often": ("rows",),
    "criteria.deadline": ("rows",),
    "contradiction.task_names": ("projects", "head13"),
    "facts.phrases": ("texts",),
    "facts.backwards": ("texts",),
    "facts.outside_year": ("year",),
    "facts.begun_before": ("projects", "year"),
    "facts.sole_source": ("texts",),
    "estimates.products": ("texts",),
    "estimates.totals": ("texts",),
    "estimates.of_project": ("amount:total",),
    "years.several_years": ("year", "column:objective"),
    "years.backwards": ("column@columns",),
    "years.target": ("year", "rows"),
    "contradiction.tables_disagree": ("rows:12,13",),
    "contradiction.tables_reword": ("rows:12,13", "level:quantity"),
    "contradiction.overall_ceiling": ("every-amount:total", "head13:project", "money"),
    "contradiction.overall_sum": ("every-amount:total", "head13:project"),
    "head_parts.parts": ("head13",),
    "head_parts.told": ("head13",),
    "contradiction.overall_structure": ("head13:basic", "head13:project"),
    "blanks.evaluated": ("rows",),
    "evaluation.execution_points": ("execution:score,weight",),
    "evaluation.execution_points_low": ("execution:score,weight",),
    "evaluation.uniform": ("rows", "outcome:actual"),
    "told.figure": (),  # its rules say which words and which figures they need
    "told.rate": ("prose",),
    "told.levels": ("prose",),
    "told.grades": ("prose",),
    "told.pace": ("prose",),
    "told.names": ("prose",),
    "told.year": ("year",),
    "told.together": ("prose",),
    "told.result": (),  # its rules say which words they need
    "told.all_met": ("outcome:actual",),
    "told.missed_count": ("outcome:actual",),
    "told.part_above_whole": ("outcome:actual",),
    "told.price": ("outcome:actual",),
    "told.ratio": ("outcome:actual",),
    "told.parts": ("execution",),
    "told.funds": ("execution",),
    "told.copied": ("execution:actual",),
    "evaluation.derived": ("execution", "outcome:actual"),
    "evaluation.filed": ("year", "rows", "outcome:actual"),
    "funds.task_sums": ("execution", "head13"),
    "funds.tasks_overspent": ("execution", "head13"),
    "scores.points_sum": ("rows", "outcome:weight", "stage@stage"),
    "scores.level_points": ("rows", "outcome:weight"),
    "scores.level_scheme": ("rows", "outcome:weight", "stage@stage"),
    "scores.level_sums": ("execution:level_sums",),
    "scores.listed": ("execution:level_sums,sum",),
    "funds.left": ("execution",),
    "funds.adjusted": ("execution",),
    "told.spent_rate": ("execution:actual",),
    "told.spent": ("execution:actual",),
    "funds.sources": ("projects",),
    "funds.table_rates": ("tables",),
    "funds.natures": ("head13:basic", "head13:project"),
    "told.each": ("money", "outcome:actual"),
    "told.side": ("rows", "outcome:actual"),
    "evaluation.signed": ("prose", "outcome:actual"),
    "told.foreign": ("execution:actual", "projects:2"),
    "told.days": ("rows", "outcome:actual"),
    "scores.ticked": ("execution:grade",),
    "told.gap": ("outcome:actual",),
    "evaluation.period_year": ("year", "rows"),
    "evaluation.months": ("rows", "outcome:actual"),
    "scores.printed_total": (),  # its rules say whether they need scores or weights
    "funds.rates": (),  # its rules say whether they need the rate of the total or the rows below it
    "funds.parts": ("execution:parts",),
    "funds.overspent": ("execution:parts",),
    "funds.expected_below": ("execution:expected_cell",),
    "scores.grade": (),  # its rules say whether the grade of the table or that of a sentence
    "figures.malformed": ("texts",),
    "figures.precision": ("tables",),
    "duplicates.copied_objective": ("projects:2", "column:objective"),
    "sessions.times_people": ("number", "level:quantity"),
    "sessions.times_each": ("number", "level:quantity"),
    "sessions.times_visits": ("number", "level:quantity"),
    "sessions.parts": ("number",),
    "sessions.restated": ("number", "level:quality"),
    "links.unrelated_rows": ("projects", "level:quantity"),
    "links.copied_text": ("projects", "rows"),
    "links.another_trade": ("projects", "rows"),
    "links.foreign_clause": ("projects", "column:objective"),
    "links.row_of_another": ("projects", "rows"),
    "links.foreign_row": ("projects", "level:quantity"),
    "links.overall_leaves_out": ("amount:total", "rows:13"),
    "truncation.whole_word": ("texts",),
    "truncation.same_width": ("projects:2", "column:objective"),
    "rows.twice": ("rows",),
    "rows.count": ("projects",),
    "rows.share": ("projects",),
    "rows.total": ("projects",),
    "rows.reported": ("rows",),
    "rows.found": ("rows",),
    "rows.bound": ("number",),
    "prose.function_names": ("prose", "tables"),
    "prose.typos": ("prose", "model:proofreader"),
    "prose.caption_year": ("tables",),
    "prose.figures": ("prose", "tables"),
    "prose.presence": ("prose", "tables"),
    "prose.agencies": ("prose", "tables"),
    "prose.promises": ("prose", "projects"),
    "prose.project_names": ("prose", "projects"),
    "prose.unit_slips": ("prose", "tables"),
    "prose.codes": ("prose", "tables"),
    "prose.line_shares": ("prose", "tables"),
    "prose.code_names": ("prose", "tables"),
    "prose.due_dates": ("prose", "projects"),
    "prose.staff_tables": ("prose", "tables"),
    "prose.titles": ("prose", "projects"),
    "contents.titles": ("prose",),
    "contents.pages": ("prose",),
}


def needs_of(rule: Rule) -> tuple[str, ...]:
    """Return what a rule needs: what its verb declares (else its subject), what its filter asks, what the rule adds."""
    filtered = _of_filter(rule.params["rows"]) if rule.check in BY_FILTER and "rows" in rule.params else ()
    return (*BY_VERB.get(rule.check, BY_SUBJECT[rule.subject]), *filtered, *rule.needs)


def _of_filter(rows: Any) -> Iterator[str]:
    """Yield what a filter of rows needs, so that a rule that could find nothing does not look as if it had judged."""
    if not isinstance(rows, Mapping):
        return
    if rows.keys() & {"number", "below", "above", "integer"} or rows.get("numeric"):
        yield "number"
    if rows.get("dimension") == ("money",):
        yield "money"
    if "sign" in rows and "" not in rows["sign"]:
        yield "qualitative" if rows["sign"] == ("定性",) else "column:operator"
    units = rows.get("units", ("",)), rows.get("dimension", ("",))
    if (
        rows.keys() & {"unit", "fault"}
        or rows.get("countable")
        or rows.get("per")
        or any("" not in one for one in units)
    ):
        yield "column:unit"
    for line in ("level", "kind"):
        words = rows.get(line, ())
        if words and "" not in words:
            yield f"{line}:{','.join(map(str, words))}"


def stages_of(rule: Rule) -> tuple[str, ...]:
    """Return for which tables alone (目标, 自评, 监控) a rule is: what its own need ``stage:…`` names, () for all."""
    return tuple(word for name, words in map(_words_of, rule.needs) if name == "stage" for word in words)


def judged_on(rule: Rule, context: Context) -> Answer:
    """Return whether a rule can judge this document: (state, reason), *ran* where it can.

    That there is nothing of the kind counts before something that is lacking; of several, the first is told. Raises
    RuleError where the rule names a need that does not exist.
    """
    if rule.subject == "corpus":
        return NEEDS["corpus"](context, ())
    answers = [_asked(rule, name, words, context) for name, words in _parsed(rule)]
    if LOST in answers:
        return LOST
    for state in ("not_applicable", "not_run"):
        for answer in answers:
            if answer[0] == state:
                return answer
    return next((answer for answer in answers if answer[1]), THERE)


def runs(answer: Answer) -> bool:
    """Return whether a rule is run on a document of which ``judged_on`` says ``answer``.

    One that lacks something judges what it can, but nothing where it rests on every row and some were not read.
    """
    return answer[0] != "not_applicable" and answer != LOST


def _asked(rule: Rule, name: str, words: tuple[str, ...], context: Context) -> Answer:
    """Return the answer of one need, found out once a document. Raises RuleError where there is no such need."""
    if name not in NEEDS:
        known = "、".join(NEEDS)
        raise RuleError(f"规则“{rule.name}”的 needs 中没有“{name}”，可用的有：{known}。", source=rule.path)
    return context.remember(("need", name, words), lambda: NEEDS[name](context, words))


def _parsed(rule: Rule) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield name and words of every need."""
    for need in needs_of(rule):
        name, at, parameters = need.partition("@")
        if at:
            yield name, _given(parameters.split("+"), rule)
        else:
            yield _words_of(need)


@cache
def _words_of(need: str) -> tuple[str, tuple[str, ...]]:
    name, _, words = need.partition(":")
    return name, tuple(words.split(",")) if words else ()


def _given(parameters: Sequence[str], rule: Rule) -> tuple[str, ...]:
    """Return the words that a rule gives its verb under some names, "=" between them."""
    found: list[str] = []
    for place, parameter in enumerate(parameters):
        value = rule.params.get(parameter, ())
        found += ["="] if place else []
        found += [str(value)] if isinstance(value, str | int) else map(str, value)
    return tuple(found)
