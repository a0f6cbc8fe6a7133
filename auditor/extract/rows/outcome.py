"""The columns beside the target (weight, what was reached, score, reason), and the funds of an evaluated project."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import takewhile

from auditor.extract.layout.columns import Layout
from auditor.extract.lines.fund_heads import heads_funds, is_funds_figure
from auditor.extract.lines.heads import BELOW
from auditor.extract.lines.outcome_heads import beside_target, quarters_of, role_of
from auditor.extract.rows.amounts import money
from auditor.extract.rows.level_sums import told_sums
from auditor.extract.rows.rate_scores import RATES, rates_apart
from auditor.extract.rows.reasons_apart import TICKS, reasons_apart, words_apart
from auditor.extract.words.keys import clean, fold
from auditor.extract.words.lead import TOTAL
from auditor.extract.words.target import parts
from auditor.extract.words.vocabulary import header, is_level
from auditor.records.document import EMPTY, Cell
from auditor.records.outcome import Execution, Funds, Outcome
from auditor.records.place import NOWHERE, Place
from auditor.text.money import says_nothing

_SUMS, _WHOLE = "总分", "资金总额"
_TERM = re.compile(r"实施期|实施周期|项目周期|中长?期|长期|总目标|规划期|[两二三四五]年(?!度)")
_ASKS = re.compile(r"(?:目标|进度|指标)?(?:是否|有无)(?:存在|出现)?(.{2,8}?)(?:\(.*\))?")
_YES, _NO = frozenset({"是", "有"}), frozenset({"否", "无", "没有"})
_TOLD_BELOW = frozenset({"detail", "remark", "deviation"})
_PAIR = 2  # a label, and what it says
_GLUED = re.compile(r"((?:自评|评价|绩效)(?:等级|结论|等次)):(.{1,4})")
_TOTAL_FUNDS = re.compile(
    r"^合计$|(?:年度|项目|部门|预算|全年)?(?:整体)?(?:财政|资金|支出|预算)*(?:总额|总量|合计|总计)"
    r"|^(?:部门|单位)?整体(?:支出|资金|预算)$|^(?:支出|资金|预算)?总(?:支出|预算)$"
)
_PLANNED, _BUDGET, _SPENT = (
    re.compile(r"全年预算|调整后?预算|预算\(调整后?\)"),
    re.compile(r"年初预算|预算(?:数|总额|金额)|预算\(年初\)"),
    re.compile(
        "^(?!.*预计).*(?:执行(?:数|金额|额)|支出(?:数|金额|额)|实际支出|[年月度季已]执行$|(?:截至|累计|已).*支出(?!率|进度)|(?:全年|本年度?|当年|年度)支出$)"
    ),
)
_FIRST = re.compile(r"年初预算|^预算(?:数|总额|金额|批复数?)$|预算\(年初\)|^批复(?:的)?(?:预算|金额|数)$")
_RATE = re.compile(f"^(?!.*(?:预计|得分)|[^(]*(?:分值|权重)).*(?:{RATES})")
_LEFT = re.compile(
    r"^(?:年末|期末|资金|预算|财政)*(?:结余|结转结余|结转和结余|未执行数|未支出数|未使用|余额|剩余)(?:资金|数|金额|额)?$"
)
_POINTS, _SCORE = re.compile(r"^[^(]*(?:分值|权重)"), re.compile("得分")
_EXPECTED_RATE = re.compile("预计.*(?:执行率|支出率)")
_EXPECTED = re.compile(r"预计.*(?:执行|支出)(?:数|额|金额|\(|$)")
_SPENDING = re.compile(r"(?:预算|资金)执行(?:率|情况|进度|指标)?")
_COLUMN = re.compile(
    r"^(?:年末|期末)?(?:结转)?结余|执行(?:数|金额|额)|[年月度季已]执行$|支出数|实际支出|执行率|支出进度|执行进度|支出率|截至.*支出|累计支出|已支出|(?:全年|本年度?|当年|年度)支出$|^(?:(?:预算|资金)?执行(?:率|情况)?)?得分\("
    r"|预计.*(?:执行数|支出数)|全年预算|调整后?预算|预算\((?:调整后?|年初)\)|^预算(?:数|总额|金额)$"
)
_IN_HEAD = re.compile(r"\((?:分值|权重)?:?(\d+(?:\.\d+)?)(?:分(?:[×x*]执行率)?|(?<=\d))\)")
_FORMULA = re.compile(r"\([^()]*[÷/][^()]*\)")  # 执行率(已支出÷年初预算) is a rate, whatever it is made of
_TELLS = re.compile(r"(?:完成|达成|实现)情况|(?:全年|目标|年度)实际(?:完成|达成|实现)$")
_TOTAL_SCORE = re.compile(r"^(?:自评|评价|综合|绩效)?(?:总分|总得分|得分|分数|评分)$")
_GRADE = re.compile(r"(?:自评|评价|绩效)(?:等级|结论|等次)|等级|等次")
# 草种质量等级 is an indicator: only what grades the evaluation is a label.
_GRADE_LABEL = re.compile(
    r"(?:项目|部门|单位|整体|支出|综合|总体|最终|财政|绩效|资金)*(?:自评|自我评价|评价|评定|评级|绩效)?(?:结果|得分)?(?:等级|等次|结论)"
)


def outcome_of(cells: Sequence[Cell], first: int, layout: Layout) -> Outcome | None:
    """Return what a row whose first level stands in column ``first`` says beside its target, None where nothing is."""
    base = layout.level1 if layout.printed and len(cells) == layout.width else first
    ignored = words_apart(told_beside(layout), cells, base)
    said = reasons_apart(cells, base, layout)
    quarters = quarters_of([head for _, head in ignored])
    for offset, head in ignored:
        role = quarters.get(head, "term" if _TERM.search(head) and "value" in header(head) else role_of(head))
        if role == "weight" and offset < layout.offsets.get("name", offset):
            continue  # the weight of a level, for all its rows
        if role and 0 <= base + offset < len(cells):
            said[role] = _with(said.get(role, EMPTY), _answered(clean(cells[base + offset]), head), head, cells)
    if not said:
        return None
    column = base + layout.offsets.get("value", len(cells))
    if "term" in said and 0 <= column < len(cells) and says_nothing(cells[column].text):
        said["unset"] = cells[column]
    value, unit = parts(said.get("actual", EMPTY))
    reason = said.pop("deviation", None)
    if reason is None:
        remarks = (base + offset for offset, head in layout.ignored if "remark" in header(head))
        reason = next((clean(cells[at]) for at in remarks if at < len(cells) and cells[at].text), EMPTY)
    return Outcome(**said, value=value, unit=unit, reason=reason)


def told_beside(layout: Layout) -> tuple[tuple[int, str], ...]:
    """Return the columns beside the targets, (offset, head), without those of the years before theirs."""
    value = layout.column("value")
    return beside_target(layout.ignored, layout.heads[value] if 0 <= value < len(layout.heads) else "")


def _with(told: Cell, cell: Cell, head: str, row: Sequence[Cell]) -> Cell:
    """Return what a row says of a role with one more cell of it; a tick below a word (确定能) stands for that word.

    What is written says more than a tick in the columns before it (人员保障 √ | 两人借调); of ticks every word counts.
    """
    word = head.partition(BELOW)[2]
    ticked = word and cell.text in TICKS
    if not told.text:
        return _placed(replace(cell, text=word) if ticked else cell, row)
    if not word or not cell.text:
        return told
    return replace(told, text=f"{told.text}、{word}") if ticked else cell


def _answered(cell: Cell, head: str) -> Cell:
    """Return the answer to a head that asks (是否偏离: 是) in the words of the head: 偏离, 未偏离."""
    asked = _ASKS.fullmatch(fold(head))
    if asked is None or cell.text not in _YES | _NO:
        return cell
    return replace(cell, text=asked.group(1) if cell.text in _YES else f"未{asked.group(1)}")


def _placed(cell: Cell, row: Sequence[Cell]) -> Cell:
    """Return the cell; a blank one has the place of its row, which tells that the table has such a column."""
    return cell if cell.text else Cell("", _place_of(row))


def _place_of(row: Sequence[Cell]) -> Place:
    return next((one.place for one in row if one.text and one.place != NOWHERE), NOWHERE)


def sums_of(cells: Sequence[Cell], layout: Layout) -> tuple[tuple[tuple[str, Cell], ...], tuple[Cell, ...]]:
    """Return (sums of weights and scores by label, other cells) of a row of sums under the indicators."""
    if not layout.printed or len(cells) != layout.width:
        return (), tuple(cell for cell in cells if cell.text)
    told = tuple(
        (f"{_SUMS}·{role_of(head)}", cells[layout.level1 + offset])
        for offset, head in layout.ignored
        if role_of(head) in {"weight", "score"} and cells[layout.level1 + offset].text
    )
    if [label for label, _ in told] == [f"{_SUMS}·weight"] and any(
        role_of(head) == "score" for _, head in layout.ignored
    ):
        told += ((f"{_SUMS}·score", Cell("", _place_of(cells))),)
    # The grade may stand in the last column of that row: 自评等级:良.
    told += tuple(
        (glued.group(1), replace(cell, text=glued.group(2)))
        for cell in cells
        if cell.text and (glued := _GLUED.fullmatch(fold(cell.text)))
    )
    kept = {id(cell) for _, cell in told} | {id(cell) for cell in cells if _GLUED.fullmatch(fold(cell.text))}
    return told, tuple(cell for cell in cells if cell.text and id(cell) not in kept) if not told else ()


def below_rows(cells: Sequence[Cell], layout: Layout) -> tuple[tuple[str, Cell], ...]:
    """Return what a row below the indicators says of the whole, by label: sums, the points of spending, the grade."""
    filled = [cell for cell in cells if cell.text]
    texts = [header_text(cell) for cell in filled]
    if not filled or not layout.printed:
        return ()
    if TOTAL.fullmatch(texts[0]):
        return sums_of(cells, layout)[0]
    if _TOTAL_SCORE.fullmatch(texts[0]) and f"{_SUMS}·score" in dict(sums := sums_of(cells, layout)[0]):
        return sums
    if glued := _GLUED.fullmatch(fold(filled[0].text)):
        return ((glued.group(1), replace(filled[0], text=glued.group(2))),)
    if len(filled) > 1 and _GRADE_LABEL.fullmatch(texts[0]):
        return ((texts[0], clean(filled[1])),)
    if len({cell.text for cell in filled}) == _PAIR and header(filled[0].text) & _TOLD_BELOW:
        return ((texts[0], clean(filled[1])),)
    if len(cells) == layout.width and _is_spending(texts[:3]):
        found = {role_of(head): cells[layout.level1 + offset] for offset, head in layout.ignored}
        names = (("weight", "分值"), ("score", "得分"))
        told = [(f"资金总额·{name}", clean(found[role])) for role, name in names if role in found]
        kept = {id(found[role]) for role, _ in names if role in found}
        return (*told, *(("预算执行", clean(cell)) for cell in filled if id(cell) not in kept))
    return ()


def _is_spending(texts: Sequence[str]) -> bool:
    """Return whether a row is about the spending of the budget, not an indicator of that name below its levels."""
    at = next((at for at, text in enumerate(texts) if _SPENDING.fullmatch(text)), -1)
    return at >= 0 and not any(map(is_level, texts[:at]))


def header_text(cell: Cell) -> str:
    """Return the folded text of a cell without brackets: 预算执行率(10分) is 预算执行率."""
    return re.sub(r"\(.*?\)|:$", "", fold(cell.text))


def row_of_funds(cells: Sequence[Cell], over: Mapping[int, str]) -> str:
    """Return what a row of figures below the heads of funds (``over``) is called, known or not, "" for any other."""
    filled = [cell.text for cell in cells if cell.text]
    labels = list(takewhile(lambda text: not is_funds_figure(text), filled))
    if not labels or len(labels) == len(filled) or not heads_funds([Cell(text) for text in over.values()]):
        return ""
    # A merged cell may repeat what the whole block is about in front of every row.
    return labels[-1] if all(is_funds_figure(text) for text in filled[len(labels) :]) else ""


def blanks_of(cells: Sequence[Cell], over: Mapping[int, str]) -> tuple[tuple[str, Cell], ...]:
    """Return, by label, the cells that a row below the heads ``over`` leaves blank: spending, its rate, the account.

    They have the place of their row. Nothing is blank where an amount stands below no head: cells are moved there.
    """
    row = row_of_funds(cells, over)
    amounts = [at for at, cell in enumerate(cells) if cell.text and is_funds_figure(cell.text)]
    heads = {at: head for at, head in over.items() if at < len(cells) and head != over.get(at - 1)}
    blank = {at: fold(head) for at, head in heads.items() if not cells[at].text}
    if row and set(amounts) <= heads.keys():
        asked = [
            head for at, head in blank.items() if at > min(amounts) and (_RATE.search(head) or _SPENT.search(head))
        ]
        return tuple((f"{fold(row)}·{head}", Cell("", _place_of(cells))) for head in asked)
    labels = [_asks_account(cell.text) for cell in cells if cell.text]
    values = [cell for cell in cells if cell.text and not header(cell.text)]
    if amounts or not values:
        return ()
    if any(labels):
        last = next(cell.text for cell in reversed(cells) if cell.text)
        return ((fold(last), Cell("", _place_of(cells))),) if labels[-1] else ()
    told = any("goal" in header(head) and cells[at].text for at, head in heads.items())
    asked = [head for head in blank.values() if _asks_account(head)] if told else []
    return tuple((head, Cell("", _place_of(cells))) for head in asked)


def _asks_account(label: str) -> bool:
    """Return whether a label asks for what was reached of the objective (实际完成情况)."""
    return bool(_TELLS.search(label)) and bool(header(label) & {"actual", "goal"})


def execution_of(details: Sequence[tuple[str, Cell]], total: Cell, unit: str) -> Execution | None:
    """Return the funds and the points of a project whose ``details`` say what was spent or scored, else None."""
    details = _of_whole(rates_apart([(_FORMULA.sub("", label), cell) for label, cell in details]), total)
    said = {label: cell for label, cell in reversed(details) if not _is_task(label.partition("·")[0])}
    funds = {over: cell for label, cell in said.items() if (over := _over(label))}
    spent, expected = _first(funds, _SPENT), _first(funds, _EXPECTED)
    points = said.get(f"{_SUMS}·weight", EMPTY)
    score = said.get(f"{_SUMS}·score", _first(said, _TOTAL_SCORE))
    sums = tuple(told_sums(details))
    if spent.place == score.place == NOWHERE and not (spent.text + score.text or sums):
        return None
    first = _first(funds, _FIRST)  # 年初预算数 beside 全年预算数: the total may be either
    budget = money(first if first.text else total if total.text else _first(funds, _BUDGET), unit).wan
    adjusted = _first(funds, _PLANNED)
    planned = money(adjusted, unit).wan
    return Execution(
        budget=budget,
        planned=budget if planned is None else planned,
        spent=money(spent, unit).wan,
        spent_cell=spent,
        expected=money(expected, unit).wan,
        expected_cell=expected,
        expected_rate=_first(funds, _EXPECTED_RATE),
        weight=_weight(funds),
        rate=_first(funds, _RATE),
        score=_first(funds, _SCORE),
        points=points,
        sum=score,
        grade=next((cell for label, cell in said.items() if _GRADE.search(label)), EMPTY),
        actual=_account(said),
        verdict=next((cell for label, cell in said.items() if "结论" in label), EMPTY),
        parts=tuple(_parts(details, unit)),
        planned_cell=adjusted,
        left=_first(funds, _LEFT),
        level_sums=sums,
    )


def _of_whole(details: list[tuple[str, Cell]], total: Cell) -> list[tuple[str, Cell]]:
    """Return the details; the only row of funds of a form that prints no total is that of the whole."""
    rows = {label.partition("·")[0] for label, _ in details if _COLUMN.search(label.partition("·")[2])}
    if len(rows) != 1 or total.text or any(_over(label) for label, _ in details) or _is_task(only := rows.pop()):
        return details
    if "其中" in only:
        return details
    return [
        (label.replace(only, _WHOLE, 1) if label.startswith(f"{only}·") else label, cell) for label, cell in details
    ]


def _account(said: Mapping[str, Cell]) -> Cell:
    """Return the text of what was reached; one that was left blank has a place."""
    told = [cell for label, cell in said.items() if _TELLS.search(label) and len(cell.text) != 1]
    return max(told, key=lambda cell: bool(cell.text), default=EMPTY)


def _weight(funds: Mapping[str, Cell]) -> Cell:
    """Return the points of spending: of their own column, or those in the head of the scores (得分(10分))."""
    printed = _first(funds, _POINTS)
    heads = (
        match for head in funds if (_SCORE.search(head) or _RATE.search(head)) and (match := _IN_HEAD.search(head))
    )
    return printed if printed.text else Cell(next((match.group(1) for match in heads), ""))


def _parts(details: Sequence[tuple[str, Cell]], unit: str) -> Iterator[Funds]:
    """Yield the rows of funds below the row of the year's total, in their order."""
    rows: dict[str, dict[str, Cell]] = {}
    for label, cell in details:
        row, dot, over = label.partition("·")
        if dot and not _over(label) and (_COLUMN.search(over) or _FIRST.search(over)) and not _is_task(row):
            rows.setdefault(row, {}).setdefault(over, cell)
    for row, said in rows.items():
        if not any(_COLUMN.search(over) for over in said):
            continue
        first, planned, spent = _first(said, _FIRST), _first(said, _PLANNED), _first(said, _SPENT)
        planned = planned if planned.text else first
        if not any(cell.text for cell in (first, planned, spent)):
            continue  # a line of text below the heads of funds
        yield Funds(
            label=row,
            budget=money(first, unit).wan,
            planned=money(planned, unit).wan,
            spent=money(spent, unit).wan,
            budget_cell=first,
            planned_cell=planned,
            spent_cell=spent,
            rate=_first(said, _RATE),
            expected=money(_first(said, _EXPECTED), unit).wan,
            expected_cell=_first(said, _EXPECTED),
            left=_first(said, _LEFT),
        )


def _is_task(row: str) -> bool:
    """Return whether a row is a main task of a department, beside what it costs: no part of its funds."""
    return "activity" in header(row)


def _over(label: str) -> str:
    """Return the head over an amount in the row of all funds of the year, "" for any other row.

    In a table of projects the head of the column is all that there is.
    """
    row, dot, over = label.partition("·")
    if not dot:
        return row if _COLUMN.search(row) or _FIRST.search(row) else ""
    return over if over and _TOTAL_FUNDS.search(row) and "其中" not in row else ""


def result_of(head: str) -> str:
    """Return which part of a project's result a column of a list of results holds, "" for any other column."""
    parts = {"rate": _RATE, "grade": _GRADE, "sum": _TOTAL_SCORE, "expected": _EXPECTED, "spent": _SPENT}
    known = {**parts, "planned": _PLANNED, "budget": _BUDGET}
    key = header_text(Cell(head))
    return next((part for part, pattern in known.items() if pattern.search(key)), "")


def _first(cells: Mapping[str, Cell], wanted: re.Pattern[str]) -> Cell:
    return next((cell for label, cell in cells.items() if wanted.search(label)), EMPTY)
