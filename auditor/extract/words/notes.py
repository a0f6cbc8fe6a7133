"""Notes and signatures around a table: a label with a colon that asks for no content of an indicator table."""

from __future__ import annotations

import re
from collections.abc import Sequence

from auditor.extract.words.keys import fold
from auditor.extract.words.vocabulary import header, is_level, overall_label

LABELLED = re.compile(r"[(]?([^\d\W]{1,12})(?:[(][^()]{1,8}[)]|(?<=[注明])\d{1,2})?:")
# The unit of money of a table, alone in its cell.
CAPTION = re.compile(r"[(]?(?:金额)?单位[:(](?:人民币)?(万元|亿元|千元|元)[)]*$")
UNIT_LABEL = re.compile(r"(?:金额|货币|计量)单位:?")
# What stands at the foot of a form without a label: where the seal goes, and the day.
_SEAL = re.compile(r"[(]?(?:单位|部门)?(?:公章|盖章|签章|签字)[)]?|20\d\d年\d{1,2}月\d{1,2}日")
_SENTENCE = re.compile(r"[。；;]|[，,：:].{6}")
_OF_FUNDS = re.compile(r"[^。;,:]{0,12}(?:执行|支出|支付|结余|结转|剩余)")
_WHY_LEFT = re.compile(r"原因|[主系]要?因|由于|节约|节余|结余|收回|[上交]缴|退回|[待未]支付|质保金|尾款")
_LABEL_AND_TEXT = 2
_WORD = re.compile(r"[\u4e00-\u9fff]{2,6}:?")
_FOOT = frozenset({"detail", "remark"})
_REMARKS = frozenset({"注", "备注", "说明", "注意", "注释", "填报说明", "填表说明", "计分说明", "评分说明"})
_CONTENT = frozenset(
    {"level1", "level2", "name", "operator", "value", "unit", "project", "total", "fiscal", "other", "goal", "activity"}
)


# 说明 and 备注 may ask for an answer of the form; these speak of the form itself.
_BESIDE = _REMARKS - {"说明", "备注"}


def is_note(text: str) -> bool:
    """Return whether a text is a note (注:…) or a signature (填报人:…): its label asks for no content of the table."""
    match = LABELLED.match(fold(text))
    if not match:
        return bool(_SEAL.fullmatch(fold(text)))
    label = match.group(1)
    asked = header(label) & _CONTENT or overall_label(label) not in {"", "label", "note", "department"}
    return not (asked or is_level(label))


def is_remark(texts: Sequence[str]) -> bool:
    """Return whether a row anywhere in a table is nothing but notes and signatures under labels that are known."""
    return notes_beside(texts) or (bool(texts) and all(_remarks(text) for text in texts))


def notes_beside(texts: Sequence[str]) -> bool:
    """Return whether a row is the label of a note, in a cell of its own, and the note (评分说明 | 按完成比例计分。)."""
    shown = list(dict.fromkeys(texts))  # a merged cell may be repeated
    labelled = len(shown) == _LABEL_AND_TEXT and fold(shown[0]).rstrip(":") in _BESIDE
    return labelled and bool(_SENTENCE.search(shown[1]))


def tells_of_funds(text: str) -> bool:
    """Return whether a line of text explains the rows of funds above it (未执行2万元的原因:…): it is no objective."""
    key = fold(text)
    return bool(_SENTENCE.search(text) and _OF_FUNDS.match(key) and _WHY_LEFT.search(key))


def _remarks(text: str) -> bool:
    match = LABELLED.match(fold(text))
    label = match.group(1) if match else ""
    return label in _REMARKS or _asks_nothing(label)


def is_foot(texts: Sequence[str]) -> bool:
    """Return whether the texts of a row below a table are signatures, notes, seals: no row of it."""
    return is_signed(texts) or (bool(texts) and all(is_note(text) for text in texts))


def is_signed(texts: Sequence[str]) -> bool:
    """Return whether a row below a table is nothing but labels with their answers (填表人, 某某, 审核意见, 同意).

    The first is known to ask for nothing in the table, the others are short words at least.
    """
    labels = texts[::2]
    if not texts or len(texts) % 2 or not _asks_nothing(labels[0]):
        return False
    return all(_asks_nothing(label) or _WORD.fullmatch(fold(label)) for label in labels[1:])


def _asks_nothing(label: str) -> bool:
    roles = header(label)
    return bool(roles and roles <= _FOOT) or overall_label(label) == "note"
