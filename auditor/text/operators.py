"""Operators (指标性质) in all spellings."""

from __future__ import annotations

from collections.abc import Iterable

from auditor.text.width import fold

GE, LE, EQ, GT, LT, QUALITATIVE = "≥", "≤", "=", ">", "<", "定性"
SIGNS = (GE, LE, EQ, GT, LT, QUALITATIVE)

_SPELLINGS = {
    GE: "≥ ≧ >= => ⩾ ≥= 》= 大于等于 大于或等于 不小于 不低于 不少于 至少 以上 及以上 不短于",
    LE: "≤ ≦ <= =< ⩽ ≤= 《= 小于等于 小于或等于 不大于 不高于 不超过 不多于 至多 以内 之内 内 以下 及以下 不超 不晚于",
    EQ: "= ═ == 等于 ＝ ﹦ ＝＝",
    GT: "> ﹥ 》 〉 大于 高于 超过 多于",
    LT: "< ﹤ 《 〈 小于 低于 少于 早于",
    QUALITATIVE: "定性 定性指标 定性描述 定性分析",
}
_SIGN_OF = {fold(word): sign for sign, words in _SPELLINGS.items() for word in words.split()}
_LONGEST_SIGN = 14  # longer cells are no operators, and need not be folded
_AFTER_NUMBER = {"以上", "及以上", "以内", "之内", "内", "以下", "及以下"}
_BOUNDS = {"以上": GE, "及以上": GE, "以内": LE, "之内": LE, "内": LE, "以下": LE, "及以下": LE}
"""Words behind a number or its unit that say which way it is a bound."""
_TRAILING = tuple(sorted(_BOUNDS, key=len, reverse=True))
_LEADING = tuple(sorted((word for word in _SIGN_OF if word not in _AFTER_NUMBER), key=len, reverse=True))


def sign(text: str) -> str:
    """Return the normal form of an operator cell (≥ ≤ = > < 定性), or "" where ``text`` is no operator."""
    return _SIGN_OF.get(fold(text), "")


def is_qualitative(texts: Iterable[str]) -> bool:
    """Return whether one of the cells of a row says 定性: its target is in words."""
    return any(len(text) <= _LONGEST_SIGN and sign(text) == QUALITATIVE for text in texts)


def split_leading(text: str) -> tuple[str, str]:
    """Return (sign, rest) of a cell in which the operator stands before the value (``≥95%``); sign may be ""."""
    key = fold(text)
    if not key.startswith(_LEADING):
        return "", key
    for word in _LEADING:
        if key.startswith(word) and len(key) > len(word):
            return _SIGN_OF[word], key[len(word) :]
    return "", key


def split_bound(text: str) -> tuple[str, str]:
    """Return (rest, sign) of a folded text that ends in a bound (``%以上``, ``2小时内``); sign is "" where none is."""
    if not text.endswith(_TRAILING):
        return text, ""
    word = next((word for word in _TRAILING if text.endswith(word) and len(text) > len(word)), "")
    return (text.removesuffix(word), _BOUNDS[word]) if word else (text, "")
