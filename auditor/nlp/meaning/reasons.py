"""What weighed, in words that a reviewer can check."""

from __future__ import annotations

from collections.abc import Mapping

MOST = 3
_WHERE = {"n": "名称", "a": "名称", "v": "文字", "c": "文字", "r": "文字"}
_PLAIN = {
    "psame": "与指标名称完全相同",
    "pinside": "只取自指标名称",
    "pvalue5": "用字都来自指标名称",
    "sended": "名称以句号结尾",
    "sdone": "写的是已经做完的事",
    "sclauses3": "一格里有多个分句",
    "sverbs3": "是一句话而不是名词",
    "sopen": "末尾没有句号",
    "snumbers0": "没有一个数字",
    "spercent-": "名称不是比率却用百分比",
}


def reasons(pieces: set[str], weights: Mapping[str, int]) -> tuple[str, ...]:
    """Return the pieces that weighed most for a fault, in Chinese, strongest first, none twice."""
    ordered = sorted(pieces, key=lambda piece: (-weights.get(piece, 0), piece))
    chosen: list[str] = []
    shown: list[str] = []
    for piece in ordered:
        if weights.get(piece, 0) <= 0 or len(chosen) == MOST:
            break
        text = piece[1:].strip("^$")
        if piece[0] in _WHERE and (len(text) < 2 or any(text in other or other in text for other in shown)):
            continue
        said = _PLAIN.get(piece) or _said(piece, text)
        if said and said not in chosen:
            chosen.append(said)
            shown.append(text)
    return tuple(chosen)


def _said(piece: str, text: str) -> str:
    if piece[0] not in _WHERE or "^" in text or "$" in text:
        return ""
    return f"{_WHERE[piece[0]]}含“{text}”"
