"""Rows of an indicator table that say nothing: what the form prints beforehand, notes."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.extract.items import Fields
from auditor.extract.words.keys import fold
from auditor.extract.words.lead import BLANK
from auditor.extract.words.notes import is_note
from auditor.extract.words.vocabulary import is_level, is_unit
from auditor.records.document import Cell
from auditor.text.operators import sign

_LEVEL = ("指标", "目标")
_NONE = frozenset({"无", "不涉及", "不适用", "—", "-", "/"})


def is_blank(fields: Fields) -> bool:
    """Return whether an indicator is a row of the form that nobody filled in (指标2:, ……), or filled with 无."""
    target = {fold(cell.text) for cell in (fields.operator, fields.value, fields.unit) if cell.text}
    name = fold(fields.name.text)
    if name and target <= _NONE and name in _NONE:
        return True
    return bool(name) and not target and bool(BLANK.fullmatch(name))


def says_nothing(cells: Sequence[Cell]) -> bool:
    """Return whether cells are a note, or words of the form that nobody filled in (指标2:, ……)."""
    texts = [fold(cell.text) for cell in cells]
    return all(BLANK.fullmatch(text) or is_note(text) for text in texts)


def is_printed_form(fields: Fields) -> bool:
    """Return whether a row without a name is what the form prints beforehand: levels, an operator, a unit."""
    value, operator, unit = (fold(cell.text) for cell in (fields.value, fields.operator, fields.unit))
    nothing = {"", *_NONE}
    words = (text for text in (fields.level1.text, fields.level2.text) if text)
    levels = all(is_level(text) or fold(text).endswith(_LEVEL) for text in words)
    signed = operator in nothing or bool(sign(operator))
    return levels and value in nothing and signed and (unit in nothing or is_unit(unit))


def names_nothing(fields: Fields) -> bool:
    """Return whether a row is whole but for its name: both levels and a target. That is for the rules to say."""
    return bool(fields.level1.text and fields.level2.text and fold(fields.value.text) not in {"", *_NONE})
