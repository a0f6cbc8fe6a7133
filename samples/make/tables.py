"""Tables 01 to 11 and 13 of a department: every total is computed, so an unedited department adds up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import zip_longest

from samples.make.model import Department, Indicator, Project

CLASSES = {
    "201": "一般公共服务支出",
    "205": "教育支出",
    "207": "文化旅游体育与传媒支出",
    "208": "社会保障和就业支出",
    "210": "卫生健康支出",
    "211": "节能环保支出",
    "212": "城乡社区支出",
    "213": "农林水支出",
    "224": "灾害防治及应急管理支出",
}
NUMERALS = "一二三四五六七八九十"
ZERO = Decimal(0)
PERSONNEL = ("301", "303")


@dataclass
class Line:
    """A line of the document: cells of a table, or one piece of prose (``cells`` None); ``about`` is what it shows."""

    text: str = ""
    cells: list[str] | None = None
    about: Indicator | Project | None = None
    table: str = ""


def yuan(amount: Decimal) -> str:
    """Return an amount (万元) as such tables print it: six decimals, thousands set off, nothing for zero."""
    return f"{amount:,.6f}" if amount else ""


def prose(text: str) -> list[Line]:
    """Return a line of running text between two blank lines."""
    return [Line(), Line(text), Line()]


def _grid(number: str, rows: Iterable[list[str]]) -> list[Line]:
    rows = list(rows)
    width = max(map(len, rows))
    return [Line(cells=row + [""] * (width - len(row)), table=number) for row in rows]


def title(number: str, name: str) -> list[Line]:
    """Return the heading of a table with its money unit."""
    return [*prose(f"预算{number}表 {name}"), Line("（单位：万元）"), Line()]


@dataclass(frozen=True)
class Spending:
    """One spending line: function, government class, department class, basic or project, fiscal or other."""

    function: str
    econ_gov: str
    econ: str
    amount: Decimal
    is_project: bool
    is_fiscal: bool


def spending(department: Department) -> list[Spending]:
    """Return every spending line of the department; projects of one function and class are summed up."""
    lines = [Spending(f, g, e, amount, False, True) for f, g, e, amount in department.basic]
    sums: dict[tuple[str, str, str, bool], Decimal] = {}
    for p in department.projects:
        for amount, is_fiscal in ((p.fiscal, True), (p.other, False)):
            if amount:
                key = (p.function, p.econ_gov, p.econ, is_fiscal)
                sums[key] = sums.get(key, ZERO) + amount
    return lines + [Spending(f, g, e, amount, True, is_fiscal) for (f, g, e, is_fiscal), amount in sums.items()]


def _sum(lines: Iterable[Spending]) -> Decimal:
    return sum((line.amount for line in lines), ZERO)


def _by_class(lines: Iterable[Spending]) -> list[tuple[str, Decimal]]:
    sums: dict[str, Decimal] = {}
    for line in sorted(lines, key=lambda x: x.function):
        label = CLASSES[line.function[:3]]
        sums[label] = sums.get(label, ZERO) + line.amount
    return list(sums.items())


def _balance(number: str, name: str, income: list[tuple[str, Decimal]], lines: list[Spending]) -> list[Line]:
    left = [[f"{NUMERALS[i]}、{label}", yuan(amount)] for i, (label, amount) in enumerate(income)]
    right = [[f"{NUMERALS[i]}、{label}", yuan(amount)] for i, (label, amount) in enumerate(_by_class(lines))]
    total_in, total_out = sum((a for _, a in income), ZERO), _sum(lines)
    body = [a + b for a, b in zip_longest(left, right, fillvalue=["", ""])]
    end = [
        ["本年收入合计", yuan(total_in), "本年支出合计", yuan(total_out)],
        ["收入总计", yuan(total_in), "支出总计", yuan(total_out)],
    ]
    head = ["收入项目", "预算数", "支出项目", "预算数"]
    return title(number, name) + _grid(number, [head, *body, *end])


def _table02(lines: list[Spending]) -> list[Line]:
    rows = [["科目编码", "科目名称", "合计", "一般公共预算", "其他收入"]]
    for function in sorted({line.function for line in lines}):
        mine = [line for line in lines if line.function == function]
        fiscal = _sum(x for x in mine if x.is_fiscal)
        rows.append([*function.split("-", 1), yuan(_sum(mine)), yuan(fiscal), yuan(_sum(mine) - fiscal)])
    fiscal = _sum(x for x in lines if x.is_fiscal)
    rows.append(["合 计", "", yuan(_sum(lines)), yuan(fiscal), yuan(_sum(lines) - fiscal)])
    return title("02", "收入总表") + _grid("02", rows)


def _table03(lines: list[Spending]) -> list[Line]:
    rows = [["支出功能分类科目", "政府经济分类", "部门经济分类", "合计", "基本支出", "项目支出"]]
    for x in sorted(lines, key=lambda line: line.function):
        basic, project = (ZERO, x.amount) if x.is_project else (x.amount, ZERO)
        rows.append([x.function, x.econ_gov, x.econ, yuan(x.amount), yuan(basic), yuan(project)])
    basic = _sum(x for x in lines if not x.is_project)
    rows.append(["合 计", "", "", yuan(_sum(lines)), yuan(basic), yuan(_sum(lines) - basic)])
    return title("03", "支出总表") + _grid("03", rows)


def _table04(department: Department) -> list[Line]:
    total = sum((amount for _, amount in department.buys), ZERO)
    rows = [["采购类别", "预算金额"], *([kind, yuan(amount)] for kind, amount in department.buys)]
    return title("04", "部门政府采购预算表") + _grid("04", [*rows, ["合 计", yuan(total)]])


def _parts(lines: list[Spending]) -> list[Decimal]:
    """Return total, basic, personnel, running and project amounts."""
    basic = [x for x in lines if not x.is_project]
    personnel = _sum(x for x in basic if x.econ.startswith(PERSONNEL))
    return [_sum(lines), _sum(basic), personnel, _sum(basic) - personnel, _sum(lines) - _sum(basic)]


def _table06(department: Department, lines: list[Spending]) -> list[Line]:
    rows = [["科目编码", "科目名称", "预算单位", "合计", "基本支出", "人员经费", "公用经费", "项目支出"]]
    for function in sorted({line.function for line in lines}):
        mine = [line for line in lines if line.function == function]
        rows.append([*function.split("-", 1), department.agency, *map(yuan, _parts(mine))])
    rows.append(["合 计", "", "", *map(yuan, _parts(lines))])
    return title("06", "一般公共预算支出表") + _grid("06", rows)


def _table07(lines: list[Spending]) -> list[Line]:
    rows = [["部门经济分类科目", "合计", "人员经费", "公用经费"]]
    basic = [x for x in lines if not x.is_project]
    for econ in sorted({x.econ for x in basic}):
        rows.append([econ, *map(yuan, _parts([x for x in basic if x.econ == econ])[1:4])])
    rows.append(["合 计", *map(yuan, _parts(basic)[1:4])])
    return title("07", "一般公共预算基本支出表") + _grid("07", rows)


def _empty(number: str, name: str) -> list[Line]:
    rows = [
        ["支出功能分类科目", "合计", "基本支出", "项目支出"],
        ["本年没有此项支出", "", "", ""],
        ["合 计", "", "", ""],
    ]
    return title(number, name) + _grid(number, rows)


def _table10(department: Department) -> list[Line]:
    sums = {code: sum((a for _, _, e, a in department.basic if e[:5] == code), ZERO) for code in ("30217", "30231")}
    guests, cars = sums["30217"], sums["30231"]
    rows = [
        ["年度", "“三公”经费合计", "因公出国（境）费", "公务接待费", "公务用车购置及运行费", "", ""],
        ["", "", "", "", "小计", "公务用车购置费", "公务用车运行费"],
        [department.year, yuan(guests + cars), "", yuan(guests), yuan(cars), "", yuan(cars)],
    ]
    return title("10", "财政拨款“三公”经费支出表") + _grid("10", rows)


def _table11(department: Department) -> list[Line]:
    bought = [(p, service) for p in department.projects for service in p.services]
    total = sum((Decimal(service[4]) for _, service in bought), ZERO)
    head = ["项目名称", "一级目录", "二级目录", "三级目录", "服务领域", "预算金额"]
    rows = [head, ["合 计", "", "", "", "", yuan(total)]]
    rows += [[f"{p.code}-{p.name}", *service[:4], yuan(Decimal(service[4]))] for p, service in bought]
    lines = title("11", "政府购买服务预算明细表") + _grid("11", rows)
    for line, (project, _) in zip(lines[-len(bought) :], bought, strict=True):
        line.about = project
    return lines


def money_tables(department: Department) -> list[Line]:
    """Return tables 01 to 11."""
    lines = spending(department)
    fiscal = [line for line in lines if line.is_fiscal]
    income = [("一般公共预算财政拨款收入", _sum(fiscal))]
    other = ("其他收入", _sum(lines) - _sum(fiscal))
    return [
        *_balance("01", "收支总表", [*income, other], lines),
        *_table02(lines),
        *_table03(lines),
        *_table04(department),
        *_balance("05", "财政拨款收支总表", income, fiscal),
        *_table06(department, fiscal),
        *_table07(fiscal),
        *_empty("08", "政府性基金预算支出表"),
        *_empty("09", "国有资本经营预算支出表"),
        *_table10(department),
        *_table11(department),
    ]


def table13(department: Department) -> list[Line]:
    """Return table 13: the head with the department's funds, the objective, the indicators by activity."""
    lines = spending(department)
    parts = _parts([x for x in lines if x.is_fiscal])
    amounts = [_sum(lines), parts[0], parts[1], parts[4], _sum(lines) - parts[0]]
    rows = [
        ["部门名称", "", department.name, "", "", "", ""],
        ["总体资金情况", "", "预算支出总额（万元）", "财政拨款", "", "", "其他资金"],
        ["", "", "", "小计", "基本支出", "项目支出", ""],
        ["", "", *map(yuan, amounts)],
        ["整体绩效目标", "绩效目标", department.duty, "", "", "", ""],
        ["", "其他说明", "无", "", "", "", ""],
        ["", "", "活动", "绩效指标", "指标性质", "指标值", "度量单位"],
    ]
    for row in department.activities:
        joined = f"{row.level1}{row.level2}{row.name}"
        rows.append(["", "", row.owner, joined, row.operator, row.value, row.unit])
    grid = _grid("13", rows)
    for line, row in zip(grid[-len(department.activities) :], department.activities, strict=True):
        line.about = row
    return [*prose("预算13表 部门整体支出绩效目标申报表"), Line(f"({department.year}年度)"), Line(), *grid]
