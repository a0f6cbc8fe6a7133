"""The ten questions that an auditor of a province asks first, each a view of the store.

``python -m auditor.corpus.questions`` prints docs/questions.md.
"""

from __future__ import annotations

from collections.abc import Mapping

_OPEN = "open_findings f JOIN documents d USING (document_id)"
# view → (question, statement)
QUESTIONS: Mapping[str, tuple[str, str]] = {
    "q01_worst_departments": (
        "哪些部门问题最多？按每百条指标的错误数排列，不因规模大小而吃亏。",
        "SELECT department, year, count(*) AS documents, sum(indicators) AS indicators, sum(error) AS errors,"
        " sum(warning) AS warnings, round(100.0 * sum(error) / nullif(sum(indicators), 0), 2) AS errors_per_100"
        " FROM documents WHERE status <> 'unreadable' GROUP BY ALL ORDER BY errors_per_100 DESC NULLS LAST",
    ),
    "q02_common_faults": (
        "哪些毛病最普遍？一条规则涉及多少个部门、多少处。",
        "SELECT f.rule, f.code, f.family, f.severity, count(DISTINCT d.department) AS departments, count(*) AS findings"
        f" FROM {_OPEN} GROUP BY ALL ORDER BY departments DESC, findings DESC",
    ),
    "q03_money_at_stake": (
        "问题牵涉多少资金？有错误的项目按项目总额排列。",
        "SELECT d.department, d.year, p.code, p.name, p.total_wan, count(*) AS errors FROM projects p"
        " JOIN documents d USING (document_id) JOIN open_findings f ON f.document_id = p.document_id"
        " AND f.project_name = p.name AND f.project_code = p.code AND f.severity = 'error' AND NOT f.across"
        " GROUP BY ALL ORDER BY p.total_wan DESC NULLS LAST",
    ),
    "q04_missing_kinds": (
        "哪些项目缺成本、效益或满意度指标？",
        "SELECT * FROM (SELECT d.department, d.year, p.name, p.total_wan,"
        " coalesce(bool_or(i.level1 LIKE '%成本%' OR i.level2 LIKE '%成本%'), false) AS cost,"
        " coalesce(bool_or(i.level1 LIKE '%效益%' OR i.level2 LIKE '%效益%'), false) AS benefit,"
        " coalesce(bool_or(i.level1 LIKE '%满意%' OR i.level2 LIKE '%满意%'), false) AS satisfaction"
        " FROM projects p JOIN documents d USING (document_id) LEFT JOIN indicators i"
        " ON i.document_id = p.document_id AND i.project = p.project GROUP BY d.department, d.year, p.document_id,"
        " p.project, p.name, p.total_wan) WHERE NOT (cost AND benefit AND satisfaction)"
        " ORDER BY total_wan DESC NULLS LAST",
    ),
    "q05_shared_indicators": (
        "哪些指标在几个部门一字不差？",
        "SELECT name, operator, value, unit, count(DISTINCT department) AS departments, count(*) AS indicators"
        " FROM rows WHERE name <> '' AND length(name) > 4 AND department <> '' GROUP BY ALL"
        " HAVING count(DISTINCT department) > 1 ORDER BY departments DESC, indicators DESC",
    ),
    "q06_satisfaction_targets": (
        "满意度的目标定得怎样？各目标值有多少条、多少个部门。",
        "SELECT operator, amount AS target, count(*) AS indicators, count(DISTINCT department) AS departments"
        " FROM rows WHERE (level1 LIKE '%满意%' OR level2 LIKE '%满意%') AND amount IS NOT NULL"
        " GROUP BY ALL ORDER BY target",
    ),
    "q07_lower_than_before": (
        "哪些指标的目标比上年低？（库中要有两年）",
        "SELECT department, year, project_name, name, unit, amount_before, amount,"
        " round(100 * (amount - amount_before) / amount_before, 1) AS percent FROM years"
        " WHERE operator = '≥' AND operator_before = '≥' AND amount < amount_before ORDER BY percent",
    ),
    "q08_dear_units": (
        "同样的事，哪里单价高？以元计、带分母的指标，与各部门的中位数比。",
        "SELECT name, unit, department, year, amount, median(amount) OVER (PARTITION BY name, unit) AS middle,"
        " round(amount / nullif(median(amount) OVER (PARTITION BY name, unit), 0), 2) AS times FROM rows"
        " WHERE unit LIKE '%元/%' AND amount > 0 AND operator IN ('≤', '=')"
        " QUALIFY count(*) OVER (PARTITION BY name, unit) > 2 ORDER BY times DESC NULLS LAST",
    ),
    "q09_not_read_whole": (
        "哪些文件没有完整读出，哪些检查没有做？没有问题不等于没有发现。",
        "SELECT * FROM (SELECT d.source, d.department, d.year, d.status, d.problems, d.checked,"
        " count(c.rule) FILTER (c.state = 'not_run') AS not_run FROM documents d LEFT JOIN checks c"
        " USING (document_id) GROUP BY ALL) WHERE status <> 'ok' OR not_run > 0"
        " ORDER BY CASE status WHEN 'unreadable' THEN 0 WHEN 'partial' THEN 1 ELSE 2 END, not_run DESC, source",
    ),
    "q10_decisions_by_rule": (
        "审核人怎么看？每条规则采纳多少、误报多少，误报率高的规则要校准。",
        "SELECT rule, code, count(*) AS findings, count(*) FILTER (state = '采纳') AS accepted,"
        " count(*) FILTER (state = '已整改') AS repaired, count(*) FILTER (state IN ('误报', '豁免')) AS waived,"
        " round(100.0 * count(*) FILTER (state IN ('误报', '豁免')) / nullif(count(*) FILTER"
        " (state NOT IN ('', '待核实')), 0), 1) AS waived_percent FROM decided_findings GROUP BY ALL"
        " ORDER BY waived_percent DESC NULLS LAST, findings DESC",
    ),
}
_PLACES = (
    "SELECT f.document_id, f.fingerprint, f.rule, f.across, json_extract_string(one, '$.document') AS document,"
    " json_extract_string(one, '$.table') AS budget_table, json_extract_string(one, '$.project_code') AS project_code,"
    " json_extract_string(one, '$.project_name') AS project_name, json_extract_string(one, '$.indicator') AS indicator,"
    " TRY_CAST(json_extract_string(one, '$.page') AS INTEGER) AS page,"
    " TRY_CAST(json_extract_string(one, '$.line') AS INTEGER) AS line,"
    " json_extract_string(one, '$.sheet') AS sheet, json_extract_string(one, '$.cell') AS cell"
    " FROM findings f, unnest(CAST(f.related AS JSON[])) places(one) WHERE f.related NOT IN ('', '[]')"
)
# 北京市海淀区教育局 → 北京市海淀区; nothing of 市场监督管理局, 社区服务中心, 城市管理委员会.
_PLACE = "(?:[^省市区县州盟旗局委办厅院校所]{2,9}?(?:自治区|自治州|自治县|地区|新区|林区|省|市|盟|区|县|旗)){1,3}"
_REGIONS = (
    "SELECT document_id, folder, source, department, region, CASE WHEN region = '' THEN ''"
    " WHEN regexp_matches(region, '(?:省|自治区|^(?:北京|上海|天津|重庆)市)$') THEN '省级'"
    " WHEN regexp_matches(region, '(?:市|自治州|地区|盟)$') THEN '市级' ELSE '县级' END AS region_level"
    f" FROM (SELECT *, regexp_extract(department, '^{_PLACE}') AS region FROM documents)"
)
# Views that build on those of the schema: the further places of findings as rows,
# region and level of a document by the name of its department, and the questions.
VIEWS: Mapping[str, str] = {
    "related_places": _PLACES,
    "document_regions": _REGIONS,
    **{name: statement for name, (_, statement) in QUESTIONS.items()},
}


def page() -> str:
    """Return docs/questions.md."""
    parts = [
        "<!-- Written by python -m auditor.corpus.questions. -->",
        "# Ten questions to the store of a batch",
        'Each is a view: `auditor query "SELECT * FROM q01_worst_departments" --store out/batch`. Waived'
        " findings do not count; a waiver needs decisions in the store ([store.md](store.md)).",
    ]
    for name, (question, statement) in QUESTIONS.items():
        parts.append(f"## {name}\n\n{question}\n\n```sql\n{_laid_out(statement)}\n```")
    return "\n\n".join(parts) + "\n"


def _laid_out(statement: str) -> str:
    """Return a statement with its clauses on lines of their own."""
    import re

    return re.sub(r" (?=(?:FROM|WHERE|GROUP BY|HAVING|QUALIFY|ORDER BY|LEFT JOIN|JOIN) )", "\n", statement)


if __name__ == "__main__":
    print(page(), end="")
