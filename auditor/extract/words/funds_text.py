"""A line that says in words what a project costs and who pays for it (项目预算60万元，其中财政拨款50万元) → labels."""

from __future__ import annotations

import re

from auditor.extract.words.numbering import without_number
from auditor.extract.words.vocabulary import header, remembered

_SLOTS = frozenset({"total", "fiscal", "other"})
_UNIT = r"(?:[百千]?[万亿]?元|[百千]?[万亿])"
_PIECE = re.compile(
    r"(?P<words>[^\d:：;；,，。、()（）+＋\s][^\d:：;；,，。、()（）+＋]{1,20}?)"
    rf"(?P<bracket>[(（]{_UNIT}[)）])?\s*[:：]?\s*(?P<amount>\d[\d,]*(?:\.\d+)?\s*{_UNIT}?)"
)
_ALL = re.compile(
    r"(?:(?:资金)?来源[为是:：]?)?(?:(?:全部|均|全额)[为由是从]?|(?<=[为是:：]))(?:来自|使用|属于)?(?P<words>[^\d:：;；,，。、()（）\s]{2,16})"
)
_UNIT_BEHIND = re.compile(rf"[(（]\s*(?:(?:金额)?单位\s*[:：])?\s*({_UNIT})\s*[)）]\s*[。；;]?\s*$")
_BY = re.compile(r"(?:中?(?:列支|承担|保障|安排|解决|支付)|资金)$")
_BETWEEN = re.compile(
    r"(?:[\s,，;；、。:：()（）+＋]|(?:资金(?:来源|构成|安排|情况|结构)|预算安排)[为是:：]|其中|包括|包含|分别[是为]|组成|构成|解决|承担|保障|列支|[的含由和及与])*"
)
_CODE = re.compile(r"\s*(?:项目)?(?:编码|代码|编号)\s*[:：为]?\s*([0-9A-Z][0-9A-Za-z-]{5,29})(?=[\s,，;；、。])")
_YEAR = re.compile(r"20\d\d\s*年度?")
_BEFORE = re.compile(
    r"^(?:其中|本|该|此|项目(?=20|年度?)|包括|包含|资金来源[为是于]?|来源于|[由和及与含从]|以及|安排|计划|使用|的)"
)
_BEHIND = re.compile(r"(?:[为共是计达数]|共计|合计|总计|安排|申请|核定|批复|下达|计划|投入|列支|承担|负担|保障|解决)$")
_ENDINGS = ("", "资金", "拨款", "总额")


@remembered
def funds_in(text: str) -> str:
    """Return the amounts of a text each behind its label, "" where it says anything else, or less than two things.

    One amount behind a colon is a label with its value, which every form reads.
    """
    key = _YEAR.sub("", without_number(text))
    unit = _UNIT_BEHIND.search(key)
    key = key[: unit.start()] if unit else key
    told: list[tuple[str, str]] = []
    code = _CODE.match(key)
    at = code.end() if code else 0
    for piece in _PIECE.finditer(key, at):
        if not _BETWEEN.fullmatch(key[at : piece.start()]) or not (label := _label(piece.group("words"))):
            return ""
        amount = piece.group("amount").strip()
        amount += unit.group(1) if unit and not piece.group("bracket") and amount[-1].isdigit() else ""
        told.append((f"{label}{piece.group('bracket') or ''}", amount))
        at = piece.end()
    rest = key[at:].strip(" \t\u3000,，;；。()（）")
    if told and rest and (payer := _of_all(rest, told)):
        told.append((payer, told[0][1]))
        rest = ""
    if not _BETWEEN.fullmatch(rest) or len(told) + (told[:1] != [] and ":" not in text and "：" not in text) < 2:
        return ""
    told = [("项目编码", code.group(1)), *told] if code else told
    return "；".join(f"{label}：{amount}" for label, amount in told)


def _of_all(text: str, told: list[tuple[str, str]]) -> str:
    """Return the source that pays for all of a total (全部为财政拨款), "" where a text says nothing of the kind."""
    found = _ALL.fullmatch(text)
    if not found or len(told) > 1 or "total" not in header(told[0][0]):
        return ""
    words = _BY.sub("", found.group("words"))
    return next((label for end in _ENDINGS if header(label := words + end) & (_SLOTS - {"total"})), "")


def _label(words: str) -> str:
    """Return what is labelled by the words before an amount (由县级财政拨款 → 县级财政拨款), "" where nobody knows."""
    words = words.strip()
    while words:
        for ending in _ENDINGS:
            if header(words + ending) & _SLOTS:
                return words + ending
        bare = _BEFORE.sub("", words)
        bare = bare if bare != words else _BEHIND.sub("", words)
        if bare == words:
            return ""
        words = bare.strip()
    return ""
