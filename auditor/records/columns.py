"""The columns of the indicator tables: their names in code and in Chinese."""

from __future__ import annotations

from collections.abc import Mapping

COLUMN_WORDS: Mapping[str, str] = {
    "level1": "一级指标",
    "level2": "二级指标",
    "name": "三级指标",
    "operator": "指标性质",
    "value": "指标值",
    "unit": "度量单位",
    "total": "项目总额",
    "fiscal": "财政资金",
    "other": "其他资金",
    "objective": "绩效目标",
    "agency": "预算单位",
    "project_name": "项目名称",
    "activity": "活动",
    "department": "部门名称",
    "actual": "实际完成情况",
    "reason": "偏差原因",
}
