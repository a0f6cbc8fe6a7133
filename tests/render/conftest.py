"""A made-up but lifelike report: three documents, eight projects, forty findings over all families."""

from __future__ import annotations

import dataclasses
from decimal import Decimal
from typing import Any

import pytest

from auditor.records.budget import Budget, Indicator, Money, Overall, Project
from auditor.records.document import Cell, Problem
from auditor.records.finding import Evidence, Finding, Where
from auditor.records.place import Place
from auditor.records.report import DocumentReport, Report, Ruleset, Waiver
from auditor.records.rule import Severity

SHA = "3f2a9c51d07be4486a1d" + "0" * 44
QUANTITY, QUALITY, TIME = "数量指标", "质量指标", "时效指标"
OUTPUT, BENEFIT, COST, PLEASED = "产出指标", "效益指标", "成本指标", "满意度指标"

# name, total in 万元, objective, rows of (level1, level2, name, operator, value, unit)
PROJECTS: tuple[tuple[str, str, str, tuple[tuple[str, str, str, str, str, str], ...]], ...] = (
    (
        "基层文化站开放运行经费",
        "86.4",
        "保障12个文化站全年免费开放，举办书画、戏曲、广场舞等活动60场次，使居民就近享受公共文化服务。",
        (
            (OUTPUT, QUANTITY, "开放文化站数量", "≥", "14", "个"),
            (OUTPUT, QUANTITY, "举办活动场次", "≤", "60", "场次"),
            (OUTPUT, QUALITY, "设备完好率", "≥", "98", "%"),
            (OUTPUT, TIME, "经费支出进度", "≥", "100", "万元"),
            (BENEFIT, "社会效益指标", "文化服务覆盖人群", "定性", "是/否", ""),
            (COST, "经济成本指标", "运行经费总额", "≤", "100", "%"),
            (PLEASED, "服务对象满意度指标", "居民满意度", "≥", "95", "%"),
        ),
    ),
    (
        "非遗传承人补助",
        "24",
        "对32名区级代表性传承人给予传习补助，支持带徒授艺。",
        (
            (OUTPUT, QUANTITY, "补助传承人数量", "=", "32", "人"),
            (OUTPUT, QUANTITY, "带徒授艺次数", "≥", "4", "次/人"),
            (OUTPUT, QUALITY, "补助标准执行情况", "定性", "严格按照补助标准执行并及时足额发放到位，做到公开、公平", ""),
            (BENEFIT, "社会效益指标", "传统技艺传承环镜", "定性", "有所改善", ""),
            (COST, "经济成本指标", "人均补助标准", "≤", "8000", "元/人"),
            (PLEASED, "服务对象满意度指标", "受益对象", "≥", "90", "%"),
        ),
    ),
    (
        "智慧图书馆设备更新",
        "158.5",
        "更新自助借还机、门禁与盘点设备，",
        (
            (OUTPUT, QUANTITY, "购置自助借还机", "=", "10", "台"),
            (OUTPUT, QUALITY, "验收合格率", "≥", "120", "%"),
            (OUTPUT, TIME, "采购完成时间", "≤", "13", "月"),
            (COST, "经济成本指标", "设备单价", "≤", "18.6", "万元"),
            (COST, "经济成本指标", "预算控制数", "≤", "1,58500", "元"),
        ),
    ),
    (
        "群众体育赛事活动经费",
        "45",
        "举办区级群众体育赛事8项，参与人数不少于6000人次。",
        (
            (OUTPUT, QUANTITY, "举办赛事数量", "≥", "8", "项"),
            (OUTPUT, QUANTITY, "赛事举办数", "≥", "6", "项"),
            (OUTPUT, QUANTITY, "参与人次", "≥", "6000", "人次"),
            (OUTPUT, TIME, "按照工作进展及时支出", "≤", "12", "月"),
            (BENEFIT, "经济效益指标", "预算执行率", "≥", "95", "%"),
            (PLEASED, "服务对象满意度指标", "参赛人员满意度", "=", "100", "%"),
        ),
    ),
    ("文物安全巡查", "12", "对全区不可移动文物开展安全巡查。", ()),
    (
        "办公用房物业管理",
        "63.2",
        "保障办公区正常运转。",
        (
            (OUTPUT, QUANTITY, "物业服务面积", "=", "5200", "平方米"),
            (OUTPUT, QUALITY, "服务考核合格率", "≥", "95", "%"),
            (COST, "经济成本指标", "物业费用", "≤", "63.2", "万元"),
            (PLEASED, "服务对象满意度指标", "职工满意度", "≥", "90", "%"),
        ),
    ),
)
# project (0-based), row (None: the project), column, family, severity, message, suggestion
ISSUES: tuple[tuple[int, int | None, str, str, Severity, str, str], ...] = (
    (
        0,
        None,
        "objective",
        "conflict",
        "error",
        "绩效目标写明12个文化站，指标“开放文化站数量”却是≥14个。",
        "核实后统一为同一数量。",
    ),
    (0, 1, "operator", "unit", "error", "产出指标“举办活动场次”用“≤”，一场不办也能完成。", "性质改为“≥”。"),
    (0, 3, "unit", "unit", "error", "“经费支出进度”是比率类指标，度量单位却是“万元”。", "度量单位改为“%”，如“≥95%”。"),
    (
        0,
        3,
        "name",
        "category",
        "warning",
        "“经费支出进度”反映预算执行，不是产出时效。",
        "删去，或改为反映任务完成时间的指标。",
    ),
    (0, 3, "value", "cost", "error", "指标值100万元大于项目总额86.4万元，超出13.6万元。", "按项目总额重新填写。"),
    (0, 4, "value", "vague", "error", "指标值“是/否”是选项，不是目标。", "写明预期结果，如“覆盖人群≥3万人次”。"),
    (0, 5, "unit", "unit", "error", "“运行经费总额”是金额类指标，度量单位却是“%”。", "改用金额单位，如“≤86.4万元”。"),
    (1, 2, "value", "truncated", "warning", "指标值在短语中间结束，疑似被截断。", "补全内容。"),
    (1, 2, "value", "vague", "info", "“补助标准执行情况”可以量化，却用定性描述。", "可改为“补助发放准确率 = 100%”。"),
    (1, 3, "name", "typo", "error", "“环镜”疑为“环境”之误。", "改为“传统技艺传承环境”。"),
    (1, 3, "value", "vague", "warning", "“有所改善”没有可以衡量的标准。", "写明改善的内容和程度。"),
    (
        1,
        4,
        "value",
        "cost",
        "error",
        "8000元/人 × 32人 = 25.6万元，大于项目总额24万元，超出1.6万元。",
        "核实补助标准或人数。",
    ),
    (1, 5, "name", "missing", "warning", "“受益对象”没有说明考核什么。", "改为“传承人满意度”。"),
    (1, None, "", "missing", "warning", "项目没有时效指标。", "补充补助发放的完成时间。"),
    (2, None, "objective", "truncated", "error", "绩效目标以“，”结束，内容不完整。", "补全绩效目标。"),
    (2, 1, "value", "unit", "error", "“验收合格率”不会超过100%，指标值却是120%。", "改为“≥98%”或“=100%”。"),
    (2, 2, "value", "unit", "error", "一年没有13月。", "按实际完成月份填写，如“≤11月”。"),
    (
        2,
        3,
        "value",
        "cost",
        "error",
        "18.6万元 × 10台 = 186万元，大于项目总额158.5万元，超出27.5万元。",
        "核实单价或数量。",
    ),
    (2, 3, "unit", "unit", "warning", "“设备单价”没有写明按什么计价。", "改为“万元/台”。"),
    (2, 4, "value", "number", "error", "“1,58500”的千分位位置不对，疑为158,500。", "改为“158500”。"),
    (2, None, "", "missing", "warning", "项目没有满意度指标和效益指标。", "补充读者满意度、借阅量增长等指标。"),
    (
        3,
        1,
        "name",
        "duplicate",
        "error",
        "“举办赛事数量”与“赛事举办数”是同一指标，目标却分别是8项和6项。",
        "保留一条，核实数量。",
    ),
    (3, 4, "level2", "category", "error", "“预算执行率”不是经济效益。", "删去，或移到预算执行情况。"),
    (3, 5, "value", "ambition", "info", "满意度要求100%，通常难以完成。", "改为“≥95%”一类可以达到的目标。"),
    (4, None, "", "missing", "error", "项目没有填写任何绩效指标。", "至少补充产出、效益、满意度和成本指标。"),
)


def cell(text: str, line: int | None = None) -> Cell:
    """Return a cell at a line of a text source."""
    return Cell(text, Place(page=None if line is None else line // 40 + 1, line=line))


def money(wan: str) -> Money:
    """Return an amount in 万元."""
    return Money(Cell(wan), Decimal(wan))


def make_project(position: int) -> Project:
    """Return the made-up project at ``position``."""
    name, total, objective, _ = PROJECTS[position]
    return Project(
        key=f"3301T00000{position + 1:04d}",
        code=f"3301T00000{position + 1:04d}",
        name=cell(name, 100 + 10 * position),
        agency="云溪区文化体育局本级",
        total=money(total),
        fiscal=money(total),
        objective=cell(objective, 100 + 10 * position),
    )


def make_indicators() -> tuple[Indicator, ...]:
    """Return the indicators of all projects and of two activities of table 13."""
    made: list[Indicator] = []
    for position, (_, _, _, rows) in enumerate(PROJECTS):
        for row, values in enumerate(rows):
            cells = [cell(value, 100 + 10 * position + row) for value in values]
            made.append(Indicator(12, len(made), *cells, values[3], make_project(position).key, place=cells[0].place))
    for activity, name, sign, value, unit in (
        ("公共文化服务", "开放文化站数量", "≥", "12", "个"),
        ("公共文化服务", "居民满意度", "≥", "95", "%"),
        ("全民健身服务", "举办赛事数量", "≥", "10", "项"),
    ):
        texts = [cell(text, 300 + len(made)) for text in (name, sign, value, unit)]
        names = dict(zip(("name", "operator", "value", "unit"), texts, strict=True))
        made.append(Indicator(13, len(made), **names, sign=sign, activity=cell(activity, 300), place=texts[0].place))
    return tuple(made)


def make_finding(
    family: str,
    severity: Severity,
    message: str,
    suggestion: str,
    where: Where,
    text: str,
    *,
    span: tuple[int, int] | None = None,
    related: tuple[Where, ...] = (),
) -> Finding:
    """Return a finding; without ``span`` the whole text is the evidence."""
    start, end = span or (0, len(text))
    key = f"{family}{message}{where.indicator}"
    return Finding(
        rule=f"{family}.made-up",
        code=f"{family[0].upper()}01",
        family=family,
        severity=severity,
        confidence={"error": 0.95, "warning": 0.8, "info": 0.6}[severity],
        message=message,
        suggestion=suggestion,
        fingerprint=f"{sum(ord(c) * 31**i for i, c in enumerate(key)) % 16**16:016x}",
        where=where,
        evidence=Evidence(text, start, end),
        related=related,
    )


def row_where(indicator: Indicator, column: str) -> Where:
    """Return the place of a row of table 12 or 13."""
    projects = [make_project(position) for position in range(len(PROJECTS))]
    project = next((p for p in projects if p.key == indicator.project), Project(key=""))
    return Where(
        str(indicator.table),
        project.code,
        project.name.text,
        indicator.name.text,
        column,
        indicator.place,
        indicator.order,
    )


def make_findings(indicators: tuple[Indicator, ...]) -> tuple[Finding, ...]:
    """Return the findings of the first document."""
    found = []
    for position, row, column, family, severity, message, suggestion in ISSUES:
        project = make_project(position)
        if row is None:
            where = Where("12", project.code, project.name.text, "", column, project.place)
            text = project.objective.text if column == "objective" else ""
        else:
            own = [i for i in indicators if i.project == project.key]
            where = row_where(own[row], column)
            text = getattr(own[row], column).text
        at = next((text.find(part) for part in ("环镜", "12个") if part in text), None)
        span = (at, at + (2 if "环镜" in text else 3)) if at is not None else None
        related = (
            (row_where(next(i for i in indicators if i.project == project.key), column),)
            if family == "duplicate"
            else ()
        )
        found.append(make_finding(family, severity, message, suggestion, where, text, span=span, related=related))
    last = indicators[-1]
    found.append(
        make_finding(
            "conflict",
            "error",
            "预算13表“举办赛事数量”为≥10项，预算12表为≥8项。",
            "统一两表的指标值。",
            row_where(last, "value"),
            "10",
            related=(row_where(indicators[18], "value"),),
        )
    )
    head = Where("13", column="project")
    found.append(
        make_finding(
            "arithmetic",
            "error",
            "基本支出812.35万元与项目支出389.1万元之和为1201.45万元，财政资金填报1,210.45万元，相差9万元。",
            "核对三个数。",
            head,
            "389.1 万元",
        )
    )
    found.append(
        make_finding(
            "arithmetic",
            "error",
            "合计行 1,842.60 与各行之和 1,824.60 相差 18.00 万元（数字易位）。",
            "按明细重新汇总。",
            Where("03", column="total", place=Place(page=4, line=61)),
            "1,842.60",
        )
    )
    many = tuple(
        Where("12", p.code, p.name.text, "按照工作进展及时支出", "name", Place(line=200 + n), None)
        for n, p in enumerate([make_project(k % len(PROJECTS)) for k in range(33)])
    )
    found.append(
        make_finding(
            "vague",
            "info",
            "“按照工作进展及时支出”在文件中照抄33处，没有针对项目写明完成时间。",
            "按各项目的工作计划分别填写。",
            many[0],
            "按照工作进展及时支出",
            related=many[1:],
        )
    )
    return tuple(found)


def build_report() -> Report:
    """Return the made-up report."""
    indicators = make_indicators()
    projects = tuple(make_project(position) for position in range(len(PROJECTS)))
    problems = (
        Problem("extract.unplaced", "表格跨页后有2行不能确定属于哪个项目，未纳入审核。", Place(page=9, line=377), True),
        Problem("extract.shifted", "第7页有3行的指标值右移一列，已按原意归位，原件请核对。", Place(page=7)),
    )
    overall = Overall(
        department=Cell("云溪区文化体育局"),
        total=money("1210.45"),
        fiscal=money("1210.45"),
        basic=money("812.35"),
        project=money("389.1"),
        objective=Cell("持续完善公共文化和全民健身服务体系，办好惠民活动，保护文化遗产。"),
    )
    first = Budget(
        "预算公开/云溪区文化体育局2026年部门预算.txt",
        SHA,
        "云溪区文化体育局",
        2026,
        projects,
        indicators,
        overall,
        problems=problems,
        converted=True,
    )
    names = ("应急物资储备", "安全生产宣传教育")
    others = tuple(Project(key=f"#{n}", name=Cell(name), total=money("30")) for n, name in enumerate(names))
    rows = tuple(
        Indicator(
            12,
            n,
            *(Cell(t) for t in (OUTPUT, QUANTITY, f"{names[n // 4]}数量之{n}", "≥", str(n + 2), "项")),
            sign="≥",
            project=f"#{n // 4}",
            place=Place(sheet="12项目绩效", cell=f"C{n + 6}"),
        )
        for n in range(8)
    )
    second = Budget("云溪区应急管理局.xlsx", SHA, "云溪区应急管理局", 2026, others, rows)
    small = tuple(
        make_finding(
            family, severity, f"“{row.name.text}”的指标值与项目内容不相称（{family}）。", "结合工作计划核实。",
            Where("12", "", names[n // 4], row.name.text, "value", row.place, row.order), row.value.text,
        )
        for n, (row, family, severity) in enumerate(
            zip(rows, ("ambition", "number", "category", "duplicate", "cost", "vague", "unit", "typo"),
                ("info", "warning", "warning", "info", "warning", "info", "error", "warning"), strict=True)
        )
    )  # fmt: skip
    unread = Problem("reader.encrypted", "文件已加密，不能打开，请提供未加密的文件。", partial=True)
    shared = make_finding(
        "duplicate",
        "warning",
        "两个部门的项目使用了几乎相同的一组指标。",
        "结合各自项目重新设置指标。",
        Where("12", projects[5].code, projects[5].name.text),
        "物业服务面积、服务考核合格率、物业费用、职工满意度",
        related=(Where("12", "", "应急物资储备"),),
    )
    return Report(
        "0.1.0",
        Ruleset(("core", "beijing"), 87, SHA),
        (
            DocumentReport(first.source, SHA, "partial", problems, make_findings(indicators), first),
            DocumentReport(second.source, SHA, "ok", (), small, second),
            DocumentReport("云溪区档案馆.pdf", SHA, "unreadable", (unread,)),
        ),
        (shared,),
    )


@pytest.fixture
def report() -> Report:
    """Return the made-up report."""
    return build_report()


@pytest.fixture
def judged() -> Report:
    """Return the made-up report with a waived finding and one that two reviewers see differently."""
    made = build_report()
    first, second = (finding.fingerprint for finding in made.documents[0].findings[:2])
    decisions = (
        Waiver(first, "李四", "另有批复", decision="误报"),
        Waiver(second, "李四", "", decision="采纳"),
        Waiver(second, "王五", "是特例", decision="误报"),
    )
    return dataclasses.replace(made, decisions=decisions)


HOSTILE = (
    "</script><img src=x onerror=alert(1)>|`**_[链接](javascript:1)_**`\u202e\u200b\x1b[31m\u2028\ufffe\ud800&amp;=1+1"
)
_KEPT = frozenset({"severity", "status", "family", "column", "table", "key", "project", "sha256", "project_code"})


def poison(value: Any, field: str = "") -> Any:
    """Return ``value`` with every free text in it replaced by what an attacker would write."""
    if isinstance(value, str):
        return value if field in _KEPT else f"=1+1{value}{HOSTILE}"
    if isinstance(value, tuple):
        return tuple(poison(item, field) for item in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        names = [f.name for f in dataclasses.fields(value)]
        return dataclasses.replace(value, **{name: poison(getattr(value, name), name) for name in names})
    return value


@pytest.fixture
def hostile() -> Report:
    """Return the made-up report with hostile text in every place that a document or rule fills."""
    made: Report = poison(build_report())
    return made


@pytest.fixture
def empty() -> Report:
    """Return a report without documents."""
    return Report("0.1.0", Ruleset(("core",), 0, SHA), ())
