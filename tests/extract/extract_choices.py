"""A generator of layouts: made-up projects printed as one chooses, each choice crossed with the others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from random import Random

from auditor.extract.words.vocabulary import header
from samples.make.boxes import Box, Table
from samples.make.docx_file import docx
from samples.make.html_file import html
from samples.make.xlsx_file import xlsx
from tests.extract.extract_made import texts

Key = tuple[str, str, str, str, str]  # project, level1, level2, name, target
Cells = list[Box | None]

OFFICE, AGENCY = "柳溪县交通局", "柳溪县渡口站"
GOAL = "全年{name}各项工作按期完成，群众出行安全便捷。"
PROJECTS = (
    (
        ("渡口值守补助", "36.00"),
        (
            ("产出指标", "数量指标", "值守渡口数量", "=", "6", "处"),
            ("产出指标", "数量指标", "值守天数", "≥", "300", "天"),
            ("产出指标", "质量指标", "渡船检验合格率", "=", "100", "%"),
            ("产出指标", "时效指标", "补助发放时间", "", "2026年11月20日前", ""),
            ("成本指标", "经济成本指标", "每处渡口补助标准", "≤", "60000", "元"),
            ("效益指标", "社会效益指标", "渡运安全事故", "=", "0", "起"),
            ("满意度指标", "服务对象满意度指标", "过渡群众满意度", "≥", "92", "%"),
        ),
    ),
    (
        ("乡道路灯维护", "20.50"),
        (
            ("产出指标", "数量指标", "维护路灯盏数", "≥", "820", "盏"),
            ("产出指标", "质量指标", "亮灯率", "≥", "98", "%"),
            ("产出指标", "时效指标", "故障修复时间", "≤", "24", "小时"),
            ("效益指标", "社会效益指标", "夜间出行条件", "", "明显改善", ""),
            ("效益指标", "生态效益指标", "节能灯具占比", "≥", "75", "%"),
            ("满意度指标", "服务对象满意度指标", "沿线居民满意度", "≥", "90", "%"),
        ),
    ),
    (
        ("候车亭更新", "48.80"),
        (
            ("产出指标", "数量指标", "更新候车亭", "=", "16", "座"),
            ("产出指标", "质量指标", "工程验收合格率", "=", "100", "%"),
            ("产出指标", "成本指标", "单座更新费用", "≤", "3.05", "万元"),
            ("效益指标", "可持续影响指标", "候车亭使用年限", "≥", "8", "年"),
            ("满意度指标", "服务对象满意度指标", "乘客满意度", "≥", "91", "%"),
        ),
    ),
)
# The words of the head: levels, name, operator, value, unit.
HEADS: dict[str, tuple[str, str, str, str, str, str]] = {
    "usual": ("一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位"),
    "short": ("一级", "二级", "指标名称", "符号", "目标值", "单位"),
    "types": ("指标类型", "指标分类", "指标内容", "计算符号", "年度指标值", "计量单位"),
    "strange": ("目标维度", "目标分类", "考核事项", "比较关系", "计划达到的水平", "量纲"),
    "asked": ("一级目标", "二级目标", "考核指标", "指标方向", "计划完成值", "指标单位"),
    "parts": ("考评方面", "考评要素", "细化事项", "关系", "应达到的程度", "计量"),
    "double": ("绩效指标大类", "绩效指标小类", "具体绩效内容", "方向", "预期值", "单位"),
}
PROJECT_HEADS = ("项目名称", "承担单位", "预算金额（万元）")
WORDS = {"≥": "不低于", "≤": "不超过", "=": "等于", "": ""}
EXTRAS: dict[str, tuple[tuple[str, str], ...]] = {
    "none": (),
    "remark": (("备注", ""),),
    "weight": (("权重（%）", "10"),),
    "explained": (("指标说明", "按台账统计"),),
    "prior": (("上年完成值", "5"),),
    "source": (("数据来源", "工作台账"), ("分值", "10")),
}


@dataclass(frozen=True, slots=True)
class Choices:
    """How a document is printed; ``OPTIONS`` says what may be chosen."""

    head: str = "usual"
    levels: str = "repeated"
    project: str = "column"
    target: str = "one"
    extra: str = "none"
    extra_at: str = "end"
    sums: str = "none"
    again: str = "no"
    goal: str = "column"
    lead: str = "plain"
    tower: str = "no"
    period: str = "no"
    words: str = "no"
    format: str = "md"


OPTIONS: dict[str, tuple[str, ...]] = {
    "head": tuple(HEADS),
    "levels": ("repeated", "merged", "blank", "joined", "short"),
    "project": ("column", "form", "heading", "facts", "bullets", "banner"),
    "target": ("one", "three", "two", "bracket"),
    "extra": tuple(EXTRAS),
    "extra_at": ("end", "before"),
    "sums": ("none", "total", "each"),
    "again": ("no", "yes"),
    "goal": ("column", "right", "above", "below", "none"),
    "lead": ("plain", "serial", "coded"),
    "tower": ("no", "yes"),
    "period": ("no", "beside", "below"),
    "words": ("no", "yes"),
    "format": ("md", "xlsx", "docx", "html"),
}


def chosen(seed: int, count: int) -> list[Choices]:
    """Return ``count`` crossings of the choices, each option as often as any other of its choice."""
    random = Random(seed)
    columns = []
    for each in fields(Choices):
        options = OPTIONS[each.name]
        column = [options[at % len(options)] for at in range(count)]
        random.shuffle(column)
        columns.append(column)
    return [Choices(*row) for row in zip(*columns, strict=True)]


def truth() -> list[Key]:
    """Return the rows that a reader must find."""
    return [(name, row[0], row[1], row[2], "".join(row[3:])) for (name, _), rows in PROJECTS for row in rows]


def _sign(choices: Choices, sign: str) -> str:
    return WORDS[sign] if choices.words == "yes" else sign


def document(choices: Choices) -> tuple[str, bytes]:
    """Return (file name, content) of the document."""
    listed = {"column": _listed, "banner": _bannered}.get(choices.project)
    made = [listed(choices)] if listed else _apart(choices)
    made[0].titles[:0] = [f"{OFFICE}2026年度项目支出绩效目标表"]
    write = FORMATS[choices.format]
    return f"x.{choices.format}", write(made)


def _markdown(made: Sequence[Table]) -> bytes:
    parts: list[str] = []
    for table in made:
        lines = [f"| {' | '.join(row)} |" for row in texts(table)]
        lines.insert(1, "|" + "---|" * table.width)
        parts += [*table.titles, "\n".join(lines)]
    return "\n\n".join(parts).encode()


FORMATS: dict[str, Callable[[Sequence[Table]], bytes]] = {
    "md": _markdown,
    "xlsx": xlsx,
    "docx": docx,
    "html": lambda made: html(made, "公开").encode(),
}


def _listed(choices: Choices) -> Table:
    """Return one table of all projects, each with its own cells left of its rows."""
    before, after = _goals(choices, "年度绩效目标")
    first = {"plain": [], "serial": ["序号"], "coded": ["项目编码"]}[choices.lead]
    left = [*first, *PROJECT_HEADS, *before]
    upper, heads = _head_rows(choices, left, after)
    rows: list[Cells] = [*upper, heads]
    total = 0.0
    for number, ((name, amount), indicators) in enumerate(PROJECTS):
        if number == 2 and choices.again == "yes":
            again = _head_rows(choices, left, after)
            rows += [*again[0], again[1]]
        before, after_cells = _goals(choices, GOAL.format(name=name))
        mark = {"plain": [], "serial": [str(number + 1)], "coded": [f"LX2026{number + 11:04d}"]}[choices.lead]
        body = _rows(choices, indicators)
        for at, row in enumerate(body):
            lead = _lead(choices, [*mark, name, AGENCY, amount, *before], at, len(body))
            rows.append([*lead, *row, *_lead(choices, after_cells, at, len(body))])
        total += float(amount)
        if choices.sums == "each":
            rows.append(_sum("小计", amount, len(heads), len(mark)))
    if choices.sums != "none":
        rows.append(_sum("合计", f"{total:.2f}", len(heads), len(first)))
    return Table("绩效目标", [], rows)


def _lead(choices: Choices, lead: Sequence[str], at: int, count: int) -> Cells:
    if choices.levels == "merged":
        return [Box(text, rows=count) if at == 0 else None for text in lead]
    return [Box(text if at == 0 or choices.levels in {"repeated", "short"} else "") for text in lead]


def _goals(choices: Choices, text: str) -> tuple[list[str], list[str]]:
    """Return the objective left and right of the indicators."""
    left = [text] if choices.goal in {"column", "above"} else []
    return left, [text] if choices.goal in {"right", "below"} else []


def _sum(label: str, amount: str, width: int, lead: int) -> Cells:
    return [*(Box(label if at == 0 else amount if at == lead + 2 else "") for at in range(width))]


def _bannered(choices: Choices) -> Table:
    """Return one table under one head, the name of each project in a row over all columns above its rows."""
    upper, heads = _head_rows(choices, [], [])
    rows: list[Cells] = [*upper, heads]
    width = len(heads)
    for number, ((name, amount), indicators) in enumerate(PROJECTS):
        if number == 2 and choices.again == "yes":
            again = _head_rows(choices, [], [])
            rows += [*again[0], again[1]]
        text = f"项目名称：{name}    预算金额：{amount}万元"
        rows.append([Box(text, columns=width), *([None] * (width - 1))])
        rows += _rows(choices, indicators)
    return Table("绩效目标", [], rows)


def _head_rows(choices: Choices, left: Sequence[str], right: Sequence[str]) -> tuple[list[Cells], Cells]:
    """Return (upper rows of the head, its last row); a tower has 绩效指标 over all columns of indicators."""
    heads = _heads(choices)
    below = choices.period == "below"
    rows: list[Cells] = []
    depth = 1 + (choices.tower == "yes") + below
    if choices.tower == "yes":
        span = [Box("绩效指标", columns=len(heads)), *([None] * (len(heads) - 1))]
        rows.append([*(Box(head, rows=depth) for head in left), *span, *(Box(head, rows=depth) for head in right)])
    covered: Cells = [None] * len(left) if rows else [Box(head, rows=depth) for head in left]
    behind: Cells = [None] * len(right) if rows else [Box(head, rows=depth) for head in right]
    if not below:
        return rows, [*covered, *map(Box, heads), *behind]
    value = HEADS[choices.head][4]
    at = heads.index(value)
    upper = [
        Box(value, columns=2) if column == at else None if column == at + 1 else Box(head, rows=2)
        for column, head in enumerate(heads)
    ]
    rows.append([*covered, *upper, *behind])
    lower = [Box(head) if column in {at, at + 1} else None for column, head in enumerate(heads)]
    lower[at : at + 2] = [Box("实施期（2026—2028年）"), Box("2026年度")]
    return rows, [*([None] * len(left)), *lower, *([None] * len(right))]


def _apart(choices: Choices) -> list[Table]:
    """Return a table for each project, named in a form, a heading or a line of facts."""
    made: list[Table] = []
    for number, ((name, amount), indicators) in enumerate(PROJECTS):
        heads = _heads(choices)
        width = max(len(heads), 4)
        upper, head = _head_rows(choices, [], [])
        goal = GOAL.format(name=name)
        titles, rows = _named(choices, number, name, amount, width)
        if choices.goal == "above" and choices.project != "form":
            titles.append(f"年度绩效目标：{goal}")
        elif choices.goal in {"above", "column"} and choices.project == "form":
            rows.append(_labelled("年度绩效目标", goal, width))
        rows += [_padded(row, width) for row in (*upper, head)]
        for at, row in enumerate(_rows(choices, indicators)):
            if at == 3 and choices.again == "yes" and choices.levels != "merged":
                again = _head_rows(choices, [], [])
                rows += [_padded(each, width) for each in (*again[0], again[1])]
            rows.append(_padded(row, width))
        if choices.sums != "none" and choices.extra in {"weight", "source"}:
            at = heads.index("权重（%）" if choices.extra == "weight" else "分值")
            rows.append([Box("合计" if column == 0 else "100" if column == at else "") for column in range(width)])
        if choices.goal == "below":
            rows.append(_labelled("年度绩效目标", goal, width))
        made.append(Table(f"表{number + 1}", titles, rows))
    return made


def _named(choices: Choices, number: int, name: str, amount: str, width: int) -> tuple[list[str], list[Cells]]:
    mark = "一二三"[number]
    if choices.project == "heading":
        return [f"{mark}、{name}"], []
    if choices.project == "bullets":
        return [f"{mark}、{name}", f"项目单位：{AGENCY}", f"项目资金：{amount}万元", "绩效指标如下："], []
    if choices.project == "facts":
        return [f"项目名称：{name}；实施单位：{AGENCY}；预算金额：{amount}万元"], []
    pair = [Box("实施单位"), Box(AGENCY), Box("预算金额（万元）"), Box(amount, columns=width - 3)]
    return [], [_labelled("项目名称", name, width), [*pair, *([None] * (width - 4))]]


def _labelled(label: str, text: str, width: int) -> Cells:
    return [Box(label), Box(text, columns=width - 1), *([None] * (width - 2))]


def _padded(row: Cells, width: int) -> Cells:
    return [*row, *(Box("") for _ in range(width - len(row)))]


def _heads(choices: Choices) -> list[str]:
    one, two, name, operator, value, unit = HEADS[choices.head]
    tails = {"one": [value], "bracket": [value], "two": [value, unit], "three": [operator, value, unit]}
    tail = tails[choices.target]
    if choices.period == "beside":
        tail[tail.index(value)] = "年度" + ("指标值" if header(value) != {"value"} else value.removeprefix("年度"))
        tail.insert(tail.index(next(each for each in tail if each.startswith("年度"))), "实施期指标值")
    elif choices.period == "below":
        tail.insert(tail.index(value), value)
    extra = [head for head, _ in EXTRAS[choices.extra]]
    levels = ["指标体系"] if choices.levels == "joined" else [one, two]
    return [*levels, name, *(extra if choices.extra_at == "before" else []), *tail, *_at_end(choices, extra)]


def _at_end(choices: Choices, cells: list[str]) -> list[str]:
    return cells if choices.extra_at == "end" else []


def _rows(choices: Choices, indicators: Sequence[tuple[str, ...]]) -> list[Cells]:
    done: list[Cells] = []
    for at, row in enumerate(indicators):
        one, two, name, operator, value, unit = row
        operator = _sign(choices, operator)
        shown = f"{name}（{unit}）" if choices.target == "bracket" and unit else name
        tail = {
            "one": [operator + value + unit],
            "bracket": [operator + value],
            "two": [operator + value, unit],
            "three": [operator, value, unit],
        }[choices.target]
        if choices.period != "no":
            at_value = 1 if choices.target == "three" else 0
            tail.insert(at_value, tail[at_value].replace("2026年", "2028年"))
        extra = [text for _, text in EXTRAS[choices.extra]]
        cells = [shown, *(extra if choices.extra_at == "before" else []), *tail, *_at_end(choices, extra)]
        done.append([*_levels(choices, indicators, at, (one, two)), *(Box(cell) for cell in cells)])
    return done


def _levels(choices: Choices, rows: Sequence[tuple[str, ...]], at: int, levels: tuple[str, str]) -> Cells:
    if choices.levels == "joined":
        return [Box("-".join(levels))]
    done: Cells = []
    for depth in (1, 2):
        same = [row[:depth] == rows[at][:depth] for row in rows]
        text = levels[depth - 1].removesuffix("指标" if choices.levels == "short" else "")
        if choices.levels in {"repeated", "short"} or not at or not same[at - 1]:
            end = next((index for index in range(at, len(rows)) if not same[index]), len(rows))
            done.append(Box(text, rows=end - at if choices.levels == "merged" else 1))
        else:
            done.append(None if choices.levels == "merged" else Box(""))
    return done
