"""Answers in which the next label of the form sticks (某专项经费主管部门某局)."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from auditor.extract.segments.said import Said
from auditor.extract.words.funds_text import funds_in
from auditor.extract.words.keys import fold
from auditor.extract.words.lead import is_amount
from auditor.extract.words.vocabulary import current, header
from auditor.records.document import Cell
from auditor.text.vocabulary import Vocabulary

_ASKS = frozenset({"project", "agency", "ministry"})
_MONEY = frozenset({"total", "fiscal", "other"})
_LABELS = frozenset({"project", "agency", "ministry", "detail", "code", "agency_code", "kind"})
_CODE = frozenset({"code"})
_WITHIN = frozenset({"within"})
_SHORTEST = 4  # characters of a label that may be found inside a text
_AFTER_BLANK = re.compile(r"[\s;；,，]([^\s:：;；,，\d]{2,14})(?:\s*[:：]|(?=\d))")
_INSTITUTION = re.compile(r"(?:局|委|委员会|办|办公室|处|院|馆|中心|学校|大学|学院|所|队|厅|部|会|社|站)$")
_LEAST = 2


def parted(said: Said) -> list[Said]:
    """Return the answer, and those of the labels inside its text that a blank before or a colon behind shows."""
    if not said.words & (_ASKS | _MONEY | _CODE):
        return [said]
    cuts = [cut for cut in _cuts(said.cell.text) if header(cut.group(1)) != _WITHIN]
    if said.words & _MONEY and cuts and header(cuts[0].group(1)) & _MONEY:
        # 总额120万元：财政拨款80万元 says the parts of an amount: amounts reads these.
        cuts = [cut for cut in cuts if not header(cut.group(1)) & _MONEY]
    if not cuts or (said.words & _MONEY and not _amount_before(said, cuts[0])):
        return [said]
    text = said.cell.text
    ends = [*(cut.start() for cut in cuts[1:]), len(text)]
    rest = [Said(cut.group(1), "", _part(said.cell, cut.end(), end)) for cut, end in zip(cuts, ends, strict=True)]
    return [replace(said, cell=_part(said.cell, 0, cuts[0].start())), *(each for each in rest if each.cell.text)]


def _amount_before(said: Said, cut: re.Match[str]) -> bool:
    text = _part(said.cell, 0, cut.start()).text
    return is_amount(text) or bool(funds_in(f"{said.label}：{text}"))


def _cuts(text: str) -> list[re.Match[str]]:
    """Return the labels inside a text in order; between a blank and a colon any known label is one, however short."""
    found = [cut for cut in _labels(current()).finditer(text) if _is_shown(cut)]
    beside = [cut for cut in _AFTER_BLANK.finditer(text) if cut.start() and _is_label(cut)]
    free = [cut for cut in beside if not any(cut.start() < one.end() and one.start() < cut.end() for one in found)]
    return sorted((*found, *free), key=re.Match.start)


def _is_label(cut: re.Match[str]) -> bool:
    """Return whether a text between a blank and a colon is a label: a known one, or any right behind an amount."""
    return bool(header(cut.group(1))) or (
        ":" in fold(cut.group()) and is_amount(fold(cut.string[: cut.start()]).rpartition(":")[2])
    )


def glued_note(said: Said) -> tuple[str, bool] | None:
    """Return the note about an answer in which a label and a department stick, None where nothing does."""
    text = said.cell.text
    found = _labels(current()).search(text, _LEAST) if said.words & _ASKS else None
    if not found or len(text) - found.end() < _LEAST or not _INSTITUTION.search(text.strip()):
        return None
    label = found.group(1)
    return f"“{text}”里粘着“{label}”一栏，没有分开；请在原件里把“{label}”和它的内容各放一格，另存后再审。", True


def _is_shown(found: re.Match[str]) -> bool:
    return found.start() >= _LEAST and bool(found.group(2) or found.string[found.start() - 1].isspace())


def _part(cell: Cell, start: int, end: int) -> Cell:
    return replace(cell, text=cell.text[start:end].strip(" \t\n:：;；,，。"))


@lru_cache(maxsize=16)
def _labels(words: Vocabulary) -> re.Pattern[str]:
    known = {head for head, roles in words.heads.items() if roles & _LABELS and len(head) >= _SHORTEST}
    bare = sorted((head for head in known if "(" not in head), key=len, reverse=True)
    return re.compile(rf"({'|'.join(map(re.escape, bare)) or '(?!)'})(\s*[:：])?")
