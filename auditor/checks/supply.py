"""What a document supplies of the things that rules need: amounts, columns, levels, tables; one function a need.

A need is called with the context and its words and answers (state, reason): *ran* means that it is there; the reason
is a Chinese sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from auditor.checks.context import Context
from auditor.checks.identities import unjudged
from auditor.checks.reading import LEVELS, Reading
from auditor.checks.supply_words import HEAD13, KINDS, MODELS, OUTCOMES
from auditor.records.budget import Project
from auditor.records.check import State
from auditor.records.columns import COLUMN_WORDS
from auditor.records.document import Cell
from auditor.records.outcome import Funds
from auditor.records.stage import TARGETS

Answer = tuple[State, str]
Need = Callable[[Context, Sequence[str]], Answer]
THERE: Answer = ("ran", "")
LOST: Answer = ("not_run", "有的行没有读入，缺什么、合计多少不能据此判断。")
_READ: Mapping[str, Callable[[Reading], str]] = {
    "operator": lambda reading: reading.sign,
    "value": lambda reading: reading.value,
    "unit": lambda reading: reading.unit_text,
}
_OF_PROJECT: Mapping[str, Callable[[Project], str]] = {
    "objective": lambda project: project.objective.text,
    "agency": lambda project: project.agency,
    "total": lambda project: project.total.cell.text,
    "fiscal": lambda project: project.fiscal.cell.text,
    "other": lambda project: project.other.cell.text,
}
_LOST_ROWS = {f"extract.{name}" for name in ("unplaced", "unread-row", "unread-table", "stacked", "crash", "layout")}
_TABLES = {12: "项目支出绩效表（预算12表）", 13: "部门整体支出绩效目标表（预算13表）"}


def rows(context: Context, words: Sequence[str]) -> Answer:
    """Answer whether there are indicators, of the tables ``words`` (12, 13) where they are named."""
    tables = {item.table for item in context.budget.indicators}
    if not tables:
        return "not_run", "文件中没有绩效指标。"
    absent = next((int(word) for word in words if int(word) not in tables), 0)
    return ("not_run", f"文件中没有{_TABLES[absent]}的指标。") if absent else THERE


def every_row(context: Context, _: Sequence[str]) -> Answer:
    """Answer whether all rows were read: what lacks, and sums, rest on each."""
    return LOST if any(one.partial and one.code in _LOST_ROWS for one in context.budget.problems) else THERE


def projects(context: Context, words: Sequence[str]) -> Answer:
    """Answer whether there are projects, as many as ``words`` say where they say it."""
    count, least = len(context.budget.projects), int(words[0]) if words else 1
    if not count:
        return "not_run", f"文件中没有{_TABLES[12]}的项目。"
    return THERE if count >= least else ("not_applicable", f"项目不足{least}个，没有可以相互比较的。")


def amount(context: Context, words: Sequence[str]) -> Answer:
    """Answer whether projects have the amounts ``words`` (total, fiscal …); the reason counts those that lack one."""
    state, reason = projects(context, ())
    for name in words if state == "ran" else ():
        lacking = [project for project in context.budget.projects if getattr(project, name).wan is None]
        if len(lacking) == len(context.budget.projects):
            return "not_run", _no_amount(lacking, name, context)
        if lacking:
            shown = f"{len(context.budget.projects)}个项目中有{len(lacking)}个"
            reason = f"{shown}没有可识别的“{COLUMN_WORDS[name]}”，这些项目没有据此判断。"
    return state, reason


def every_amount(context: Context, words: Sequence[str]) -> Answer:
    """Answer whether all projects have the amounts ``words``: a sum over them rests on each."""
    return ("not_run", answer[1]) if (answer := amount(context, words))[1] else answer


def _no_amount(projects: Sequence[Project], name: str, context: Context) -> str:
    if any(getattr(project, name).cell.text.strip() for project in projects):
        return f"“{COLUMN_WORDS[name]}”填写的内容不能识别为金额。"
    return _blank(name, context)


def _blank(column: str, context: Context) -> str:
    """Return why a column says nothing: blank throughout, or not there."""
    if _printed(column, context):
        return f"“{COLUMN_WORDS[column]}”全部空白。"
    return f"文件中没有“{COLUMN_WORDS[column]}”一栏。"


def column(context: Context, words: Sequence[str]) -> Answer:
    """Answer whether one of the columns ``words`` of the indicator tables is filled."""
    state, reason = projects(context, ()) if "objective" in words else rows(context, ())
    if state != "ran":
        return state, reason
    if any(_filled(name, context) for name in words):
        return THERE
    return "not_run", _blank(words[0], context)


def _printed(name: str, context: Context) -> bool:
    """Return whether the head of a table prints the column: tables 12 and 13 share only some of theirs."""
    return any(name in layout.columns for layout in context.budget.layouts)


def _filled(name: str, context: Context) -> bool:
    if name in _OF_PROJECT:
        return any(_OF_PROJECT[name](project).strip() for project in context.budget.projects)
    read = _READ.get(name)
    if read is not None:
        return any(read(reading) for reading in context.readings.values())
    return any(getattr(item, name).text.strip() for item in context.budget.indicators)


def head(context: Context, words: Sequence[str]) -> Answer:
    """Answer whether a table has one of the columns ``words``, filled or not."""
    known = any(layout.columns for layout in context.budget.layouts)
    if not known or any(_printed(name, context) or _filled(name, context) for name in words):
        return THERE
    return "not_applicable", f"表中没有“{COLUMN_WORDS[words[0]]}”一栏。"


def number(context: Context, _: Sequence[str]) -> Answer:
    """Answer whether a target is a number."""
    state, reason = column(context, ("value",))
    if state != "ran" or any(reading.numeric for reading in context.readings.values()):
        return state, reason
    return "not_applicable", "指标值都不是数字。"


def money(context: Context, _: Sequence[str]) -> Answer:
    """Answer whether a target is an amount of money."""
    state, reason = column(context, ("unit",))
    if state != "ran" or any(reading.wan is not None for reading in context.readings.values()):
        return state, reason
    return "not_applicable", "没有以金额为单位的指标。"


def qualitative(context: Context, _: Sequence[str]) -> Answer:
    """Answer whether an indicator is 定性."""
    state, reason = column(context, ("operator",))
    if state != "ran" or any(reading.sign == "定性" for reading in context.readings.values()):
        return state, reason
    return "not_applicable", "没有指标性质为“定性”的指标。"


def level(context: Context, words: Sequence[str]) -> Answer:
    """Answer whether an indicator stands under one of the levels ``words`` (sections of levels.txt)."""
    state, reason = column(context, ("level2",))
    if state != "ran" or not words or any(reading.level in words for reading in context.readings.values()):
        return state, reason
    if not any(reading.level for reading in context.readings.values()):
        return "not_run", "“二级指标”不是规则认识的类别。"
    return "not_applicable", f"没有{'、'.join(LEVELS.get(word, word) for word in words)}。"


def kind(context: Context, words: Sequence[str]) -> Answer:
    """Answer whether the name of an indicator is of one of the kinds ``words`` (sections of names.txt)."""
    state, reason = rows(context, ())
    if state != "ran" or any(reading.kind in words for reading in context.readings.values()):
        return state, reason
    return "not_applicable", f"没有名称表示{'、'.join(KINDS.get(word, word) for word in words)}的指标。"


def year(context: Context, _: Sequence[str]) -> Answer:
    """Answer whether the year of the budget is known."""
    return THERE if context.budget.year else ("not_run", "没有识别出预算年度。")


def head13(context: Context, words: Sequence[str]) -> Answer:
    """Answer whether there is a table 13, with the amounts ``words`` in its head."""
    overall = context.budget.overall
    if overall is None:
        return "not_run", f"文件中没有{_TABLES[13]}的表头。"
    lacking = next((name for name in words if getattr(overall, name).wan is None), "")
    return ("not_run", f"{_TABLES[13]}中没有可识别的“{HEAD13[lacking]}”。") if lacking else THERE


def outcome(context: Context, words: Sequence[str]) -> Answer:
    """Answer whether rows print what an evaluation or monitoring table says beside the target: ``words`` of Outcome."""
    given = [item.outcome for item in context.budget.indicators if item.outcome]
    for word in words:
        if not any(getattr(each, word).text.strip() for each in given):
            blank = f"“{OUTCOMES[word]}”没有填写。"
            return "not_applicable", blank if given else f"表中没有“{OUTCOMES[word]}”，不是自评或监控表。"
    return THERE


def execution(context: Context, words: Sequence[str]) -> Answer:
    """Answer whether projects print how their money was spent and scored: ``words`` of Execution."""
    given = [one.execution for one in context.evaluated if one.execution]
    for word in words:
        if not any(_says(getattr(each, word)) for each in given):
            blank = f"“{OUTCOMES[word]}”没有填写。"
            return "not_applicable", blank if given else f"没有“{OUTCOMES[word]}”，不是自评表。"
    return THERE if given else ("not_applicable", "没有预算执行情况，不是自评表。")


def _says(value: Cell | Sequence[Funds]) -> bool:
    return bool(value.text.strip()) if isinstance(value, Cell) else bool(value)


def stage(context: Context, words: Sequence[str]) -> Answer:
    """Answer whether a table is for one of the stages ``words`` (目标, 自评, 监控)."""
    if not words or any(layout.stage in words for layout in context.budget.layouts):
        return THERE
    if not context.budget.layouts:
        return THERE
    if TARGETS in words:
        return "not_applicable", "没有绩效目标表；自评表、监控表的目标已经批复，不再检查目标怎样设定。"
    return "not_applicable", f"没有{'、'.join(words)}表。"


def codes(context: Context, _: Sequence[str]) -> Answer:
    """Answer whether projects have codes, by which other tables name them."""
    state, reason = projects(context, ())
    if state != "ran" or any(project.code for project in context.budget.projects):
        return state, reason
    return "not_run", "项目没有编码，无法与其他表对应。"


def tables(context: Context, words: Sequence[str]) -> Answer:
    """Answer whether there are other budget tables, of one of the kinds ``words`` where they are named."""
    kinds = {table.kind for table in context.budget.tables if table.grids}
    if words and not kinds & set(words):
        return "not_run", f"文件中没有{'、'.join(words)}。"
    return THERE if kinds else ("not_applicable", "文件中没有绩效指标表以外的预算表。")


def lists(context: Context, words: Sequence[str]) -> Answer:
    """Answer whether a table lists the projects with their money: one of the kinds ``words``, or else table 12."""
    return THERE if tables(context, words) == THERE else every_amount(context, ("total",))


def sides(context: Context, _: Sequence[str]) -> Answer:
    """Answer whether a table has income and expenditure side by side."""
    state, reason = tables(context, ())
    if state != "ran" or any(column.side for table in context.budget.tables for column in table.columns):
        return state, reason
    return "not_applicable", "没有收入、支出并列的预算表。"


def figures(context: Context, words: Sequence[str]) -> Answer:
    """Answer whether the figures that two sides share are there; ``words`` are selectors, "=" between the sides."""
    at = words.index("=")
    reason = unjudged(context.budget, context, words[:at], words[at + 1 :])
    return ("not_run", reason) if reason else THERE


def texts(context: Context, _: Sequence[str]) -> Answer:
    """Answer whether there is any text of an author."""
    budget = context.budget
    return THERE if budget.projects or budget.indicators or budget.overall else rows(context, ())


def model(context: Context, words: Sequence[str]) -> Answer:
    """Answer whether the models ``words`` were given to the audit."""
    lacking = next((word for word in words if not context.has_model(word)), "")
    return ("not_run", f"没有加载{MODELS[lacking]}。") if lacking else THERE


def prose(context: Context, _: Sequence[str]) -> Answer:
    """Answer whether the document has running text beside its tables."""
    told = any(cell.text for cell in context.budget.prose)
    return THERE if told else ("not_applicable", "表格以外没有文字说明。")


def corpus(_: Context, __: Sequence[str]) -> Answer:
    """Answer for rules that compare documents: one alone has nothing to be compared with."""
    return "not_applicable", "本次只审核了这一份文件，没有可以比较的其他文件。"


NEEDS: Mapping[str, Need] = {
    "rows": rows,
    "every-row": every_row,
    "projects": projects,
    "amount": amount,
    "every-amount": every_amount,
    "column": column,
    "head": head,
    "number": number,
    "money": money,
    "qualitative": qualitative,
    "level": level,
    "kind": kind,
    "year": year,
    "head13": head13,
    "outcome": outcome,
    "execution": execution,
    "stage": stage,
    "codes": codes,
    "tables": tables,
    "lists": lists,
    "sides": sides,
    "figures": figures,
    "texts": texts,
    "model": model,
    "prose": prose,
    "corpus": corpus,
}
