"""What is printed around a table: page numbers, the numbers of its columns, headings of the parts of a form."""

from __future__ import annotations

import re
from collections.abc import Sequence

from auditor.extract.words.keys import fold

PAGE_NUMBER = re.compile(r"[-—–－第/共页(]*\d{1,4}(?:[-—–－第/共页,()]+\d{0,4})*")
_PART_HEADING = re.compile(
    r"[(]?[一二三四五六七八九十]{1,2}[)、.][^\W\d]{0,10}(?:情况|目标|指标|信息|概况|内容|资金|预算|(?:自评|评价|评分|打分|监控|监测|考核)(?:表|明细)?)(?:[(](?:单位:)?[万亿]?元[)])?"
    r"|(?:绩效|分解|分项|分年度|具体|年度|项目|考核|量化|细化){1,3}(?:目标|指标|内容)(?:分解|设定|明细|情况|内容|表)?"
)
_LEADS_ON = re.compile(r"[^。;,]{0,20}(?:如下表?|见下表):?|[^。;,:]{2,12}:")
_COUNTED = re.compile(r"[(]?(\d{1,2})[)]?(?:=.+)?")
_ROUND = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_FIRST = frozenset({"栏次", "甲"})
_LEAST = 4  # columns
_ASKED = frozenset(
    {"项目", "栏目", "事项", "名称", "要素", "类别", "填报项", "填报项目", "填报事项", "填报要素", "字段"}
)
_ANSWERED = frozenset({"内容", "填报内容", "具体内容", "填写内容", "情况", "填报情况", "填报信息", "说明"})


def is_page_mark(key: str) -> bool:
    """Return whether a folded text is a page number that says so (第1页,共3页); a bare figure may be a cell's."""
    return "页" in key and bool(PAGE_NUMBER.fullmatch(key))


def is_part_heading(key: str) -> bool:
    """Return whether a folded text is the heading of a part of a form (二、项目绩效目标)."""
    return bool(_PART_HEADING.fullmatch(key))


def leads_on(key: str) -> bool:
    """Return whether a folded text is a line that only leads on to the table below it (绩效指标如下:)."""
    return bool(_LEADS_ON.fullmatch(key))


def heads_answers(texts: Sequence[str]) -> bool:
    """Return whether the texts of a row head the labels of a form and the answers beside them (项目 | 内容).

    A form with two labels in a row has its heads twice (项目 | 内容 | 项目 | 内容).
    """
    keys = [fold(text) for text in texts]
    asked, answered = keys[::2], keys[1::2]
    return bool(keys) and len(asked) == len(answered) and set(asked) <= _ASKED and set(answered) <= _ANSWERED


def counts_columns(texts: Sequence[str]) -> bool:
    """Return whether the texts of a row are the numbers of its columns, from 1 on."""
    keys = [fold(text) for text in texts]
    keys = keys[1:] if keys and keys[0] in _FIRST else keys
    return len(keys) >= _LEAST and all(_number(text) == at for at, text in enumerate(keys, 1))


def _number(key: str) -> int:
    match = _COUNTED.fullmatch(key)
    if match:
        return int(match.group(1))
    return _ROUND.find(key) + 1 if len(key) == 1 else 0
