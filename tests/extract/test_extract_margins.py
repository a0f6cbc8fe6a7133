"""Boundaries that may be drawn in two ways: said where both are near, not where the rows themselves decide."""

from __future__ import annotations

from auditor.extract import extract
from auditor.readers import read_bytes
from auditor.records.budget import Budget

Row = tuple[str, str, str, str, str, str]
KINDS = {
    "量": ("产出指标", "数量指标", "≥", "3", "个"),
    "质": ("产出指标", "质量指标", "≥", "95", "%"),
    "时": ("产出指标", "时效指标", "≤", "11", "月"),
    "费": ("成本指标", "经济成本指标", "≤", "100", "%"),
    "经": ("效益指标", "经济效益指标", "≤", "95", "%"),
    "社": ("效益指标", "社会效益指标", "≥", "60", "%"),
    "意": ("满意度指标", "服务对象满意度指标", "≥", "90", "%"),
}


def row(kind: str, name: str) -> Row:
    level1, level2, operator, value, unit = KINDS[kind]
    return level1, level2, name, operator, value, unit


def rows(number: int, kinds: str = "量质时费社意") -> list[Row]:
    return [row(kind, f"第{number}处{kind}项{'甲乙丙丁戊己'[at]}") for at, kind in enumerate(kinds)]


def page(*projects: tuple[str, str, list[Row]]) -> str:
    """Return the text of a page with projects of (label, objective, rows)."""
    lines = []
    for label, goal, every in projects:
        for at, each in enumerate(every):
            lead = (label, "12.000000" if label else "", goal) if at == 0 else ("", "", "")
            lines.append("\t".join((*lead, *each)))
    return "\n".join(lines)


def read(*pages: str) -> Budget:
    heads = "项目名称\t项目总额\t绩效目标\t一级指标\t二级指标\t三级指标\t指标性质\t指标值\t度量单位"
    text = "\n\n".join(["预算12表 项目支出绩效目标表", heads, *pages])
    return extract(read_bytes(text.encode(), "x.txt"))


def code(number: int) -> str:
    return f"99051026T00000{4310000 + number * 37}"


def doubts(budget: Budget) -> list[str]:
    return [problem.message for problem in budget.problems if problem.code == "extract.owner"]


def cut(others: list[Row]) -> Budget:
    """Return a table whose sixth project begins at the end of a page, its name at the top of the next."""
    whole = [(f"{code(n)}-青禾{'东西南北中'[n]}渡值守{n}", "保障渡口安全。", rows(n)) for n in range(5)]
    whole[1] = (*whole[1][:2], [*rows(1, "质时费意"), *others])
    torn = [row("经", "保障渡口安全情况"), row("社", "增进渡工驾驶的技能"), row("意", "岸上认可度")]
    first = page(*whole, ("", "", torn[:1]), ("", "在枯水期安排人", torn[1:]))
    last = (f"{code(6)}-青禾中渡看护6", "员看护停航船只。", rows(6, "量质时"))
    return read(first, page(last, (f"{code(7)}-青禾下渡看护7", "保障渡口安全。", rows(7))))


def test_rows_that_stand_together_elsewhere_stay_together() -> None:
    budget = cut([row("经", "保障渡口安全情况"), row("社", "增进渡工驾驶技能")])
    assert not any(problem.partial for problem in budget.problems)
    assert [each.name.text for each in budget.indicators if each.project == code(6)][:3] == [
        "保障渡口安全情况",
        "增进渡工驾驶的技能",
        "岸上认可度",
    ]


def test_two_near_ways_are_both_said() -> None:
    said = doubts(cut([row("经", "水面保洁情况"), row("社", "培养船员能力")]))
    assert len(said) == 1
    assert "保障渡口安全情况" in said[0]
