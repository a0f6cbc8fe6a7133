"""Notes and signatures around a table: a label with a colon that asks for no content of an indicator table."""

from __future__ import annotations

import re

from auditor.extract.keys import fold
from auditor.extract.vocabulary import header, level, overall_label

LABELLED = re.compile(r"[(]?([^\d\W]{1,12})(?:[(][^()]{1,8}[)])?:")
# The unit of money of a table, alone in its cell.
CAPTION = re.compile(r"[(]?(?:金额)?单位[:(](?:人民币)?(万元|亿元|千元|元)[)]*$")
_CONTENT = frozenset(
    {"level1", "level2", "name", "operator", "value", "unit", "project", "total", "fiscal", "other", "goal", "activity"}
)


def is_note(text: str) -> bool:
    """Return whether a text is a note (注:…) or a signature (填报人:…): its label asks for no content of the table."""
    match = LABELLED.match(fold(text))
    if not match:
        return False
    label = match.group(1)
    asked = header(label) & _CONTENT or overall_label(label) not in {"", "label", "note"}
    return not (asked or level(1, label) or level(2, label))
