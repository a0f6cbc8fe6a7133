"""Made-up projects rendered in the layouts of other places, with the rows that are true in each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from random import Random

from tests.extract.extract_damage import Damage, Key, Made, make_projects

Cells = list[str]
WORDS = {"≥": "大于等于", "≤": "小于等于", "=": "等于", "定性": ""}
OFFICE, AGENCY = "云岭县水务局", "云岭县河道管理站"


@dataclass(slots=True)
class Sheet:
    """A document: tables of equally wide rows (a str is a line of prose), the true rows and what projects say."""

    blocks: list[list[Cells] | str]
    rows: list[tuple[str, ...]] = field(default_factory=list)
    projects: list[tuple[str, ...]] = field(default_factory=list)
    ignored: tuple[str, ...] = ()
    table: int = 12


def projects(seed: int, count: int = 3) -> list[Made]:
    """Return made-up projects without codes."""
    return make_projects(Random(seed), Damage(codes=False, projects=count, sorted_kinds=True, repeat=2, themed=True))


def wide(rows: Sequence[Cells]) -> list[Cells]:
    """Return the rows, all as wide as the widest."""
    width = max(map(len, rows))
    return [[*row, *[""] * (width - len(row))] for row in rows]


def once(rows: Sequence[Cells], columns: Sequence[int]) -> list[Cells]:
    """Return the rows with cells that say what the row above says left blank, column by column."""
    done = [list(row) for row in rows]
    for above, row, shown in zip(rows, rows[1:], done[1:], strict=False):
        for column in columns:
            if row[: column + 1] != above[: column + 1]:
                break
            shown[column] = ""
    return done


def merged(row: Key) -> tuple[str, Key]:
    """Return the target in one cell, and the row as it then truly is (定性 is not printed there)."""
    *left, sign, value, unit = row
    return (value, (*left, "", value, "")) if sign == "定性" else (sign + value + unit, row)


def bare(row: Key) -> tuple[str, Key]:
    """Return value and unit in one cell without operator, and the row as it then truly is."""
    *left, sign, value, unit = row
    return value + unit, (*left, "", value, "" if sign == "定性" else unit)


def split(row: Key) -> tuple[Cells, Key]:
    return list(row[3:]), row


def form(
    made: Made, head: Cells, rows: list[Cells], label: str = "绩效指标", goals: Sequence[Cells] = ()
) -> list[Cells]:
    """Return the form of a project as the Ministry sets it, the indicators below ``head``."""
    total = made.total
    return wide(
        [
            ["项目名称", made.name],
            ["主管部门及代码", OFFICE, "", "实施单位", AGENCY],
            ["项目资金（万元）", "年度资金总额", total],
            ["", "其中：财政拨款", total],
            ["", "其他资金", "0.00"],
            *(goals or [["总体目标", made.objective]]),
            [label, *head],
            *([label if number == 0 else "", *row] for number, row in enumerate(rows)),
        ]
    )


def forms(
    seed: int,
    title: str,
    head: Cells,
    cells: Callable[[Key, Random], tuple[Cells, Key]],
    blank: Sequence[int] = (0, 1),
    ignored: Sequence[str] = (),
) -> Sheet:
    """Return a document with a form for each project; ``cells`` gives the cells of a row and the row that is true."""
    sheet = Sheet([], ignored=tuple(ignored))
    random = Random(seed)
    for made in projects(seed):
        done = [cells(row, random) for row in made.rows]
        sheet.blocks += [title, form(made, head, once([row for row, _ in done], blank))]
        sheet.rows += [(made.name, *true) for _, true in done]
        sheet.projects.append((made.name, AGENCY, made.total, made.objective))
    return sheet


def table(
    seed: int,
    title: str,
    head: Sequence[Cells],
    lead: Callable[[Made], Cells],
    cells: Callable[[Key, Random], tuple[Cells, Key]],
    *,
    every: bool = False,
    ignored: Sequence[str] = (),
) -> Sheet:
    """Return a document with one table of all projects; the cells of a project stand in its first row or in every."""
    sheet = Sheet([title], ignored=tuple(ignored))
    random = Random(seed)
    rows = [list(row) for row in head]
    for made in projects(seed, 4):
        left = lead(made)
        for number, row in enumerate(made.rows):
            right, true = cells(row, random)
            rows.append([*(left if every or number == 0 else [""] * len(left)), *right])
            sheet.rows.append((made.name, *true))
        sheet.projects.append((made.name, "", made.total if made.total in left else "", made.objective))
    sheet.blocks.append(wide(rows))
    return sheet


def kind(row: Key) -> str:
    return "定性指标" if row[3] == "定性" else "定量指标"


# --- one function a family -------------------------------------------------------------------------------------------


def yunnan(seed: int) -> Sheet:
    head = ["单位名称、项目名称", "项目年度绩效目标", "一级指标", "二级指标", "三级指标"]
    head += ["指标性质", "指标值", "度量单位", "指标属性", "指标内容"]
    sheet = Sheet(["附件14 州级部门项目支出绩效目标表", "单位：万元"], ignored=("指标内容",))
    rows = [head, [OFFICE], [AGENCY]]
    for number, made in enumerate(projects(seed, 4)):
        if number == 2:
            rows.append(["云岭县图书馆"])
        for at, row in enumerate(made.rows):
            sign = "" if row[3] == "定性" else row[3]
            lead = [made.name, made.objective] if at == 0 else ["", ""]
            rows.append([*lead, *row[:3], sign, *row[4:], kind(row), "统计台账"])
            sheet.rows.append((made.name, *row))
        sheet.projects.append((made.name, AGENCY if number < 2 else "云岭县图书馆", "", made.objective))
    sheet.blocks.append(wide(rows))
    return sheet


def yunnan_open(seed: int) -> Sheet:
    """Two rows of heads: 年度指标值 over six columns, the self-evaluation behind them."""
    upper = ["项目名称", "年度目标", "年度指标值", "", "", "", "", "", "实际完成值", "分值", "得分", "偏差原因"]
    lower = ["", "", "一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位", "", "", "", ""]

    def cells(row: Key, random: Random) -> tuple[Cells, Key]:
        return [*row, row[4], str(random.randint(2, 20)), "2", "无"], row

    return table(
        seed,
        "项目支出绩效目标公开表",
        [upper, lower],
        lambda made: [made.name, made.objective],
        cells,
        ignored=("实际完成值", "分值", "得分", "偏差原因"),
    )


def neimenggu(seed: int) -> Sheet:
    head = ["项目名称", "项目单位", "项目类别", "预算数", "年度绩效目标", "一级指标", "二级指标", "三级指标"]
    head += ["指标性质", "指标方向", "目标值", "计量单位", "分值"]

    def cells(row: Key, random: Random) -> tuple[Cells, Key]:
        nature = "定性" if row[3] == "定性" else "反向" if row[3] == "≤" else "正向"
        return [*row[:3], nature, WORDS[row[3]], *row[4:], str(random.randint(2, 20))], row

    sheet = table(
        seed,
        "项目支出绩效表",
        [head],
        lambda made: [made.name, AGENCY, "特定目标类", made.total, made.objective],
        cells,
        every=True,
        ignored=("分值",),
    )
    sheet.projects = [(name, AGENCY, *rest) for name, _, *rest in sheet.projects]
    return sheet


def sichuan(seed: int) -> Sheet:
    head = ["一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位"]
    head += ["完成值", "权重", "得分", "未完成原因分析"]

    def cells(row: Key, random: Random) -> tuple[Cells, Key]:
        return [*row, row[4], "20", str(random.randint(1, 20)), ""], row

    return forms(seed, "项目支出绩效目标自评表", head, cells, ignored=("完成值", "权重", "得分", "未完成原因分析"))


def sichuan_text(seed: int) -> Sheet:
    described = "（包含数字及文字描述）"
    head = ["一级指标", "二级指标", "三级指标", f"预期指标值{described}", f"实际完成指标值{described}"]

    def cells(row: Key, random: Random) -> tuple[Cells, Key]:
        first = {"产出指标": "项目完成指标", "效益指标": "项目效益指标"}.get(row[0], row[0])
        value, true = bare((first, *row[1:]))
        return [*true[:3], value, value], true

    return forms(seed, "项目绩效目标申报表", head, cells, ignored=(head[4],))


def chongqing(seed: int) -> Sheet:
    """No levels at all; the unit stands before the operator and is blank where 定性 is."""

    def cells(row: Key, random: Random) -> tuple[Cells, Key]:
        return [row[2], row[5], row[3], row[4]], ("", "", *row[2:])

    return forms(seed, "项目支出绩效目标表", ["指标名称", "计量单位", "指标性质", "指标值"], cells, blank=())


def chongqing_table(seed: int) -> Sheet:
    head = ["项目名称", "预算数", "绩效目标", "指标名称", "计量单位", "指标性质", "指标值"]

    def cells(row: Key, random: Random) -> tuple[Cells, Key]:
        return [row[2], row[5], row[3], row[4]], ("", "", *row[2:])

    return table(seed, "项目支出绩效目标表", [head], lambda made: [made.name, made.total, made.objective], cells)


def fengjie(seed: int) -> Sheet:
    scores = {"成本指标": "(0-20)分", "产出指标": "(40-50)分", "效益指标": "（20分）", "满意度指标": "10分"}

    def cells(row: Key, random: Random) -> tuple[Cells, Key]:
        value, true = merged(row)
        first = row[0] + scores[row[0]]
        return [first, row[1], row[2], value, "5", "按实际统计"], (first, *true[1:])

    head = ["一级指标", "二级指标", "三级指标", "指标值", "分值", "指标解释"]
    return forms(seed, "项目支出绩效目标审批表", head, cells, ignored=("分值", "指标解释"))


def tianjin(seed: int) -> Sheet:
    head = ["项目名称", "一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值"]

    def cells(row: Key, random: Random) -> tuple[Cells, Key]:
        value, true = merged(row)
        return [*row[:3], "反映完成情况的说明文字", value], true

    sheet = table(seed, "项目支出绩效目标表", [head], lambda made: [made.name], cells, ignored=("绩效指标描述",))
    sheet.projects = [(name, agency, total, "") for name, agency, total, _ in sheet.projects]
    return sheet


def anhui(seed: int) -> Sheet:
    def cells(row: Key, random: Random) -> tuple[Cells, Key]:
        value, true = merged(row)
        return [*row[:3], value], true

    return forms(seed, "项目支出绩效目标表", ["一级指标", "二级指标", "三级指标", "指标值"], cells)


def anhui_template(seed: int) -> Sheet:
    """The template's own words stay in the name: 指标1:…(≤**万元)."""

    def cells(row: Key, random: Random) -> tuple[Cells, Key]:
        if row[3] == "定性":
            name = f"指标1：{row[2]}"
            return [*row[:2], name, row[4]], (*row[:2], name, "", row[4], "")
        name = f"指标1：{row[2]}（{row[3]}**{row[5]}）"
        return [*row[:2], name, row[4]], (*row[:2], name, *row[3:])

    return forms(seed, "项目支出绩效目标表", ["一级指标", "二级指标", "三级指标", "指标值"], cells)


def anhui_inline(seed: int) -> Sheet:
    sheet = Sheet([])
    for made in projects(seed):
        text = ""
        last = ("", "")
        for row in made.rows:
            if row[:2] != last:
                text += f"【{row[0]}-{row[1]}】"
                last = (row[0], row[1])
            target = "" if row[3] == "定性" else f"（{row[3]}{row[4]}{row[5]}）"
            text += f"指标1：{row[2]}{target}；"
            sheet.rows.append((made.name, *row[:3], *(("", "", "") if row[3] == "定性" else row[3:])))
        rows = wide([["项目名称", made.name], ["主管部门", OFFICE, "项目单位", AGENCY], ["年度资金总额", made.total],
                     ["年度目标", made.objective], ["绩效指标", text]])  # fmt: skip
        sheet.blocks += ["项目支出绩效目标表", rows]
        sheet.projects.append((made.name, AGENCY, made.total, made.objective))
    return sheet


def prose(seed: int) -> Sheet:
    """A table whose cell tells the indicators in sentences; first levels are not named."""
    sheet = Sheet(["项目支出绩效目标表"])
    rows = [["项目名称", "预算金额", "年度目标", "绩效指标"]]
    for made in projects(seed):
        groups: dict[str, list[str]] = {}
        for row in made.rows:
            target = row[3] + row[4] + row[5] if row[3] != "定性" else ""
            groups.setdefault(row[1], []).append(row[2] + target)
        text = "；".join(f"设{len(names)}条{label}：{'；'.join(names)}" for label, names in groups.items())
        order = sorted(made.rows, key=lambda row: list(groups).index(row[1]))
        rows.append([made.name, made.total, made.objective, text + "。"])
        sheet.rows += [(made.name, "", *row[1:3], *(("", "", "") if row[3] == "定性" else row[3:])) for row in order]
        sheet.projects.append((made.name, "", made.total, made.objective))
    sheet.blocks.append(rows)
    return sheet


def weight_first(seed: int) -> Sheet:
    head = ["一级指标", "二级指标", "三级指标", "分值", "年度指标值", "全年实际值", "得分", "未完成原因和改进措施"]

    def cells(row: Key, random: Random) -> tuple[Cells, Key]:
        value, true = merged(row)
        return [*row[:3], str(random.randint(2, 20)), value, value, "9.5", "无"], true

    return forms(seed, "项目支出绩效自评表", head, cells, ignored=("分值", "全年实际值", "得分", head[-1]))


def hunan(seed: int) -> Sheet:
    def cells(row: Key, random: Random) -> tuple[Cells, Key]:
        value, true = merged(row)
        return [*row[:3], value, "计划标准"], true

    head = ["一级指标", "二级指标", "三级指标", "指标值及单位", "绩效标准"]
    return forms(seed, "项目支出绩效目标申报表", head, cells, ignored=("绩效标准",))


def huangshi(seed: int) -> Sheet:
    """Prior year beside the year, heads in two rows, the first level printed in the middle of its rows."""
    sheet = Sheet([], ignored=("2025年实际实现值", "指标标准或依据"))
    upper = ["一级指标", "二级指标", "三级指标", "指标值", "", "指标标准或依据"]
    lower = ["", "", "", "2025年实际实现值", "预期2026年实现值", ""]
    for made in projects(seed):
        firsts = [row[0] for row in made.rows]
        rows = []
        for number, row in enumerate(made.rows):
            value, true = merged(row)
            begin, count = firsts.index(row[0]), firsts.count(row[0])
            shown = row[0] if number == begin + (count - 1) // 2 else ""
            rows.append([shown, row[1], row[2], "12", value, "历史标准"])
            sheet.rows.append((made.name, *true))
        body = form(made, upper, rows)
        at = next(index for index, row in enumerate(body) if "一级指标" in row)
        sheet.blocks += ["项目支出绩效目标批复表", [*body[: at + 1], ["", *lower], *body[at + 1 :]]]
        sheet.projects.append((made.name, AGENCY, made.total, made.objective))
    return sheet


def centred(seed: int) -> Sheet:
    """Both levels are printed in the middle of the rows over which their cells reach."""
    sheet = Sheet([])
    for made in projects(seed):
        done = [[*row[:3], merged(row)[0]] for row in made.rows]
        for column in (0, 1):
            keys = [row[: column + 1] for row in made.rows]
            for number in range(len(made.rows)):
                same = [at for at, key in enumerate(keys) if key == keys[number]]
                if number != same[0] + (len(same) - 1) // 2:
                    done[number][column] = ""
        sheet.blocks += ["项目支出绩效目标表", form(made, ["一级指标", "二级指标", "三级指标", "指标值"], done)]
        sheet.rows += [(made.name, *merged(row)[1]) for row in made.rows]
        sheet.projects.append((made.name, AGENCY, made.total, made.objective))
    return sheet


def two_sets(seed: int) -> Sheet:
    head = ["一级指标", "二级指标（长期）", "三级指标（长期）", "指标值（长期）"]
    head += ["二级指标（年度）", "三级指标（年度）", "指标值（年度）"]

    def cells(row: Key, random: Random) -> tuple[Cells, Key]:
        value, true = merged(row)
        return [row[0], row[1], f"三年{row[2]}", "≥300个", *row[1:3], value], true

    ignored = ("二级指标(长期)", "三级指标(长期)", "指标值(长期)")
    return forms(seed, "项目支出绩效目标表", head, cells, blank=(0,), ignored=ignored)


def two_sets_under_heads(seed: int) -> Sheet:
    """实施期 and 年度 indicators side by side, told apart by the row of heads above."""

    def cells(row: Key, random: Random) -> tuple[Cells, Key]:
        value, true = merged(row)
        return [row[0], row[1], f"三年{row[2]}", "≥300个", *row[1:3], value], true

    head = ["一级指标", "二级指标", "三级指标", "指标值", "二级指标", "三级指标", "指标值"]
    sheet = forms(seed, "项目支出绩效目标表", head, cells, blank=(0,), ignored=("二级指标", "三级指标", "指标值"))
    over = ["", "", "实施期指标", "", "", "年度指标", "", ""]
    for number, block in enumerate(sheet.blocks):
        if not isinstance(block, str):
            at = next(index for index, row in enumerate(block) if "一级指标" in row)
            sheet.blocks[number] = [*block[:at], over, *block[at:]]
    return sheet


def no_first_level(seed: int) -> Sheet:
    def cells(row: Key, random: Random) -> tuple[Cells, Key]:
        value, true = merged(row)
        return [row[1], row[2], "行业标准", value], ("", *true[1:])

    head = ["二级指标", "三级指标", "绩效标准", "当年预期实现值"]
    return forms(seed, "项目支出绩效目标表", head, cells, blank=(0,), ignored=("绩效标准",))


def receivers(seed: int) -> Sheet:
    """One value column for each receiver of the money, the whole behind them; the unit stands in the name."""

    def cells(row: Key, random: Random) -> tuple[Cells, Key]:
        name = f"{row[2]}（{row[5]}）" if row[5] else row[2]
        value = row[4] if row[3] != "定性" else "80"
        right = [*row[:2], name, "说明文字", "3", "4", value]
        return right, (*row[:2], name, "", value, row[5])

    head = ["一级指标", "二级指标", "三级指标", "指标解释", "西岭镇", "东塘乡", "合计"]
    return forms(seed, "项目绩效目标下达表", head, cells, ignored=("指标解释",))


def first_receiver(seed: int) -> Sheet:
    sheet = receivers(seed)
    for block in sheet.blocks:
        if not isinstance(block, str):
            for row in block:
                row[-3], row[-1] = row[-1], row[-3]
                row[-3] = row[-3].replace("合计", "北桥镇")
    return sheet


def with_basis(seed: int) -> Sheet:
    def cells(row: Key, random: Random) -> tuple[Cells, Key]:
        value, true = bare(row)
        return [*row[:3], "说明文字", value], true

    head = ["一级指标", "二级指标", "三级指标", "指标解释", "目标值"]
    return forms(seed, "项目支出绩效目标表", head, cells, ignored=("指标解释",))


def guangdong(seed: int) -> Sheet:
    def cells(row: Key, random: Random) -> tuple[Cells, Key]:
        if row[3] == "定性":
            return [*row[:3], row[4], row[4]], (*row[:3], "", row[4], "")
        name = f"{row[2]}({row[5]})"
        return [*row[:2], name, row[4], "999"], (*row[:2], name, "", *row[4:])

    head = ["一级指标", "二级指标", "三级指标", "年度目标值", "实施周期目标值"]
    return forms(seed, "项目支出绩效目标表", head, cells, ignored=("实施周期目标值",))


def half_year(seed: int) -> Sheet:
    def cells(row: Key, random: Random) -> tuple[Cells, Key]:
        value, true = merged(row)
        return [*row[:3], "≥1个", value], true

    head = ["一级指标", "二级指标", "三级指标", "半年（程）目标值", "全年（程）目标值"]
    return forms(seed, "项目支出绩效目标表", head, cells, ignored=("半年(程)目标值",))


def linhai(seed: int) -> Sheet:
    """The column 指标名称 holds the second level, 指标描述 the indicator."""

    def cells(row: Key, random: Random) -> tuple[Cells, Key]:
        value, true = merged(row)
        return [row[0], row[1], value, row[2]], true

    return forms(seed, "项目支出绩效目标表", ["指标类型", "指标名称", "指标值", "指标描述"], cells, blank=())


def hebei(seed: int) -> Sheet:
    """Four grades of each target; the best is the target."""

    def cells(row: Key, random: Random) -> tuple[Cells, Key]:
        value, true = merged(row)
        return [row[0], row[2], "说明文字", value, "≥90%", "≥80%", "<80%", "工作计划"], (row[0], "", *true[2:])

    head = ["绩效指标分类", "绩效指标", "绩效指标描述", "优", "良", "中", "差", "评价标准确定依据"]
    ignored = ("绩效指标描述", "良", "中", "差", "评价标准确定依据")
    return forms(seed, "项目支出绩效目标表", head, cells, blank=(0,), ignored=ignored)


def inspection(seed: int) -> Sheet:
    """Weights between the levels, the unit before the value."""

    def cells(row: Key, random: Random) -> tuple[Cells, Key]:
        right = [row[0], "30", row[1], "15", row[2], row[5], row[4], "5", "台账"]
        return right, (*row[:3], "", *row[4:])

    head = ["一级指标", "权重", "二级指标", "分值", "三级指标", "计量单位", "目标值（标准）", "分值", "数据来源"]
    return forms(seed, "项目支出绩效评价表", head, cells, blank=(), ignored=("权重", "分值", "数据来源"))


def yangquan(seed: int) -> Sheet:
    def cells(row: Key, random: Random) -> tuple[Cells, Key]:
        value, true = merged(row)
        return [*row[:3], "≥7个", value], true

    head = ["一级指标", "二级指标", "三级指标", "上年度实际水平", "本年度计划水平"]
    return forms(seed, "项目支出绩效目标表", head, cells, ignored=("上年度实际水平",))


def goal_pairs(seed: int) -> Sheet:
    """The objective of the years and that of the year side by side, under their heads."""
    sheet = anhui(seed)
    for number, block in enumerate(sheet.blocks):
        if not isinstance(block, str):
            at = next(index for index, row in enumerate(block) if row[0] == "总体目标")
            goal = block[at][1]
            heads = ["绩效目标", "实施期目标（2024年—2026年）", "", "年度目标", ""]
            pair = ["", "三年内全面完成任务。", "", goal, ""]
            sheet.blocks[number] = [*block[:at], heads, pair, *block[at + 1 :]]
    return sheet


def funds_evaluated(seed: int) -> Sheet:
    """The self-evaluation of the funds: budget, spent, score in columns; 预期目标 beside 实际完成情况."""
    sheet = weight_first(seed)
    for number, block in enumerate(sheet.blocks):
        if isinstance(block, str):
            continue
        goal = next(row[1] for row in block if row[0] == "总体目标")
        total = next(row[2] for row in block if row[1] == "年度资金总额")
        at = next(index for index, row in enumerate(block) if row[0] == "绩效指标")
        head = [
            ["项目名称", block[0][1]],
            ["主管部门", OFFICE, "", "实施单位", AGENCY],
            ["项目资金（万元）", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
            ["", "年度资金总额", total, total, "0.5", "10", "98%", "9.8"],
            ["", "其中：财政拨款", total, total, "0.5", "—", "98%", "—"],
            ["年度总体目标", "预期目标", "", "", "实际完成情况"],
            ["", goal, "", "", "已全部完成"],
        ]
        sheet.blocks[number] = wide([*head, *block[at:]])
    return sheet


def two_projects(seed: int) -> Sheet:
    sheet = anhui(seed)
    for block in sheet.blocks:
        if not isinstance(block, str):
            block[0] = ["一级项目名称", "民生实事", "", "二级项目名称", block[0][1]]
    return sheet


def overall(seed: int) -> Sheet:
    """The upright form of a whole department: tasks with amounts, objective, indicators."""
    made = projects(seed, 1)[0]
    sheet = Sheet(["部门整体支出绩效目标表"], table=13)
    rows: list[Cells] = [
        ["部门名称", OFFICE],
        ["年度主要任务", "任务名称", "主要内容", "预算金额（万元）"],
        ["", "", "", "总额", "财政拨款", "其他资金"],
        ["", "河道管护", "管护河道", "120", "100", "20"],
        ["", "供水保障", "保障供水", "80.5", "80.5", "0"],
        ["", "金额合计", "", "200.5", "180.5", "20"],
        ["年度总体目标", made.objective],
        ["年度绩效指标", "一级指标", "二级指标", "三级指标", "指标值"],
        *(["", *line] for line in once([[*row[:3], merged(row)[0]] for row in made.rows], (0, 1))),
    ]
    sheet.blocks.append(wide(rows))
    sheet.rows = [("", *merged(row)[1]) for row in made.rows]
    return sheet


FAMILIES: dict[str, Callable[[int], Sheet]] = {
    made.__name__: made
    for made in (
        *(yunnan, yunnan_open, neimenggu, sichuan, sichuan_text, chongqing, chongqing_table, fengjie, tianjin, anhui),
        *(anhui_template, anhui_inline, prose, weight_first, hunan, huangshi, centred, two_sets, two_sets_under_heads),
        *(no_first_level, receivers, first_receiver, with_basis, guangdong, half_year, linhai, hebei, inspection),
        *(yangquan, goal_pairs, funds_evaluated, two_projects, overall),
    )
}


def render(sheet: Sheet, style: str) -> str:
    """Return the text of a document: tables as Markdown or with tabs."""
    parts: list[str] = []
    for block in sheet.blocks:
        if isinstance(block, str):
            parts.append(f"## {block}" if style == "md" else block)
        elif style == "md":
            lines = ["| " + " | ".join(row) + " |" for row in block]
            parts.append("\n".join([lines[0], "|" + "---|" * len(block[0]), *lines[1:]]))
        else:
            parts.append("\n".join("\t".join(row) for row in block))
    return "\n\n".join(parts) + "\n"
