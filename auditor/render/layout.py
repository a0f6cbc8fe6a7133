"""Chinese text on a terminal: where a line may break."""

from __future__ import annotations

import re
from itertools import dropwhile

from auditor.text.width import display_width as width

# Closing marks never start a line, opening marks never end one (避头尾).
_NOT_FIRST = "、。，．；：！？）％〕］】》」』”’%‰…—·,.;:!?)]}"
_NOT_LAST = "（〔［【《「『“‘([{"
# Latin words, numbers with their signs and codes are kept whole; everything else breaks character by character.
_PIECES = re.compile(r"[0-9A-Za-z_.+#/:@=-]+|.", re.DOTALL)


def wrap(text: str, columns: int) -> list[str]:
    """Return ``text`` cut into lines of at most ``columns`` terminal columns; blanks at a cut are dropped."""
    lines: list[str] = []
    line: list[str] = []
    used = 0
    for piece in _pieces(text, columns):
        used += width(piece)
        line.append(piece)
        if used > columns:
            cut = _cut(line)
            lines.append("".join(line[:cut]).rstrip())
            line = list(dropwhile(str.isspace, line[cut:]))
            used = sum(width(kept) for kept in line)
    return [*lines, "".join(line).rstrip()] if line or not lines else lines


def _cut(line: list[str]) -> int:
    """Return before which piece a line that is one piece too long is cut."""
    last = len(line) - 1
    for position in range(last, 0, -1):
        if line[position] not in _NOT_FIRST and line[position - 1] not in _NOT_LAST:
            return position
    return max(last, 1)


def _pieces(text: str, columns: int) -> list[str]:
    """Return the unbreakable pieces of ``text``; a piece wider than a line is given up to single characters."""
    pieces: list[str] = []
    for piece in _PIECES.findall(text):
        pieces.extend([piece] if width(piece) <= columns else piece)
    return pieces
