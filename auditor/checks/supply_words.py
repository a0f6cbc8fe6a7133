"""How the reasons of rules that did not run name what a document lacks."""

from __future__ import annotations

from collections.abc import Mapping

KINDS: Mapping[str, str] = {
    "money_total": "金额",
    "money_rate": "单价或标准",
    "income": "收入",
    "saving": "节约",
    "ratio": "比率",
    "progress": "进度",
    "count": "数量",
    "lesson": "学时",
    "score": "评分",
    "area": "面积",
    "length": "长度",
    "mass": "重量",
    "deadline": "时限",
    "duration": "时长",
    "timely": "及时与否",
    "payment": "支付",
}
HEAD13: Mapping[str, str] = {
    "total": "预算支出总额",
    "fiscal": "财政拨款",
    "basic": "基本支出",
    "project": "项目支出",
}
MODELS: Mapping[str, str] = {
    "proofreader": "错别字校对模型",
    "categorizer": "归类模型",
    "likeness": "同义判断模型",
    "judge": "语义判断模型",
    "phrases": "词语模式匹配",
}
OUTCOMES: Mapping[str, str] = {
    "weight": "分值或权重",
    "actual": "实际完成值",
    "expected": "全年预计完成值",
    "score": "得分",
    "outlook": "完成可能性",
    "progress": "完成进度",
    "term": "实施周期目标值",
    "state": "偏差情况或进展情况",
    "gap": "偏差率",
    "earlier": "以前季度末的累计数",
    "reason": "偏差原因",
    "basis": "评分标准",
    "expected_cell": "全年预计执行数",
    "expected_rate": "预计执行率",
    "rate": "预算执行率",
    "sum": "总分",
    "grade": "评价等级",
    "points": "分值合计",
    "verdict": "评价结论",
    "parts": "资金构成",
    "level_sums": "各级指标的分值或得分小计",
}
