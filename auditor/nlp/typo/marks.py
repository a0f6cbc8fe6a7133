"""Quotation marks and brackets: what opens must close, in the same width. Stops: one at a time."""

from __future__ import annotations

import re
from collections import Counter

from auditor.records.edit import Edit

_CLOSES = {
    "（": "）",
    "(": ")",
    "《": "》",
    "〈": "〉",
    "〔": "〕",
    "【": "】",
    "[": "]",
    "“": "”",
    "‘": "’",
    "「": "」",
}
_OPENS = {close: opened for opened, close in _CLOSES.items()}
_TWINS = {"（": ")", "(": "）"}
_TWIN_OF = {close: opened for opened, close in _TWINS.items()}
_WIDE = {"(": "（", ")": "）"}
# Three or more are an ellipsis that the author had no key for.
_STOPPED = re.compile(
    r"(?<![、，；：。,;])(?:([、，；：。,;])\1|、[，；。]|，[、；。]|；[、，。]|。[、，；])(?![、，；：。,;])"
)
_ANY = re.compile("[" + re.escape("".join((*_CLOSES, *_OPENS))) + "]")
_ITEM = re.compile(r"(?:^|[\s。；;,，、：:])[0-9０-９一二三四五六七八九十a-zA-Z]{1,3}$")
_LONE_SHORT, _LONE_LONG, _WIDTH, _SAME_QUOTE, _SHORT = 0.65, 0.6, 0.7, 0.75, 40
# A quotation of several sentences begins in one of them and ends in another.
_ACROSS, _STOPS, _QUOTED = 0.45, "。；！？;!?", 10
_TWICE, _MIXED = 0.8, 0.7
# An edit shows so much behind a lone mark; of so many lone marks one text is told, more are no slip of the pen.
_REST, _MOST = 400, 50
_NUMBER = 12


class _Scan:
    """One pass over a text with the marks that are open."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.opened: list[int] = []
        # Which marks are open how often, and where the last closing quotation mark stands: asked at every mark.
        self.held = Counter[str]()
        self.last_quote = text.rfind("”")
        self.found: list[Edit] = []
        # A long text may have been cut by the layout, a short one was typed as it stands.
        self.lone = _LONE_SHORT if len(text) <= _SHORT else _LONE_LONG

    def add(self, start: int, end: int, right: str, confidence: float, why: str) -> None:
        if len(self.found) < _MOST:
            self.found.append(Edit(start, end, self.text[start:end], right, confidence, "mark", why))

    def unclosed(self, at: int) -> None:
        mark, end = self.text[at], min(len(self.text), at + _REST)
        whole = at == 0 or len(self.text) - at > _QUOTED
        sure = _ACROSS if mark in "“‘" and whole and self.text[-1] in _STOPS else self.lone
        self.add(at, end, self.text[at:end] + _CLOSES[mark], sure, f"“{mark}”没有与它配对的“{_CLOSES[mark]}”")

    def open(self, at: int) -> None:
        self.opened.append(at)
        self.held[self.text[at]] += 1

    def pop(self) -> int:
        at = self.opened.pop()
        self.held[self.text[at]] -= 1
        return at

    def close(self, at: int) -> None:
        mark = self.text[at]
        # Inner marks of another kind stay open for good where one further out is closed.
        while self.held[_OPENS[mark]] and self._top() not in (_OPENS[mark], _TWIN_OF.get(mark)):
            self.unclosed(self.pop())
        top = self._top()
        if top == _OPENS[mark]:
            self.pop()
        elif top and _TWINS.get(top) == mark:
            opened = self.pop()
            narrow = opened if top in _WIDE else at
            self.add(narrow, narrow + 1, _WIDE[self.text[narrow]], _WIDTH, "一对括号应同为全角")
        elif not (mark in ")）" and _ITEM.search(self.text[max(0, at - _NUMBER) : at])):
            across = mark in "”’" and at == len(self.text) - 1 and self.text[at - 1 : at] in set(_STOPS)
            self.add(at, at + 1, "", _ACROSS if across else self.lone, f"“{mark}”没有与它配对的“{_OPENS[mark]}”")

    def _top(self) -> str:
        return self.text[self.opened[-1]] if self.opened else ""

    def run(self) -> list[Edit]:
        for match in _ANY.finditer(self.text):
            at, char = match.start(), match.group()
            if char == "“" and self._top() == "“" and self.last_quote < at:
                self.pop()
                self.add(at, at + 1, "”", _SAME_QUOTE, "引号应成对，这里应是后引号")
            elif char in _CLOSES:
                self.open(at)
            else:
                self.close(at)
            if len(self.found) >= _MOST:
                break
        for at in self.opened:
            self.unclosed(at)
        return sorted(self.found, key=lambda edit: (edit.start, edit.end))


def _stops(text: str) -> list[Edit]:
    """Return the edits where two stops stand side by side: of two different ones the heavier stays."""
    return [
        Edit(*match.span(), match.group(), max(match.group(), key="、，；。：,;".index), _TWICE, "mark", "标点重复")
        if match.group(1)
        else Edit(
            *match.span(), match.group(), max(match.group(), key="、，；。".index), _MIXED, "mark", "两个标点连用"
        )
        for match in _STOPPED.finditer(text)
    ]


def mark_edits(text: str) -> list[Edit]:
    """Return the edits of kind ``mark`` of a text: lone brackets and quotes, brackets in two widths, stops in pairs.

    A closing bracket after an item number (``1)``) is usual and left alone.
    """
    return (_Scan(text).run() if _ANY.search(text) else []) + _stops(text)
