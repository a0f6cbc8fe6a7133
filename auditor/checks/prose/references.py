"""The verb on tables that running text refers to by their number, against the tables of the document."""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.checks.context import Context
from auditor.checks.sentences import at, told
from auditor.records.budget import Budget
from auditor.records.finding import Hit
from auditor.text.numbers import chinese_number
from auditor.text.width import fold

_NUMERAL = r"(\d{1,2}|[一二三四五六七八九十]{1,3})"
_CAPTION = re.compile(rf"^(?:附|公开|预算)?表{_NUMERAL}(?![\d一二三四五六七八九十])|^(?:公开|预算|附)?{_NUMERAL}表")
_NAMED_CAPTION = re.compile(rf"^[-*]?(?:附|公开|预算)?(?:表{_NUMERAL}|{_NUMERAL}表)[ :.、]?([^\d,;:。、]{{4,30}}表)$")


def table_references(budget: Budget, context: Context, *, say: str, least: int) -> Iterator[Hit]:
    """Yield a hit where the text refers to a table (详见表15) whose number none of the document's captions has.

    ``say`` is a pattern with the number as its group. Captions are lines of the text and titles of the tables; there
    must be ``least`` of them, numbered from 1 on, and the number must be above all of theirs.
    """
    titles = [*(table.title for table in budget.tables), *(layout.title for layout in budget.layouts)]
    numbers = {number for text in (*titles, *(cell.text for cell in budget.prose)) if (number := _number(fold(text)))}
    numbers |= {int(table.number) for table in budget.tables if table.number.isdigit()}
    if len(numbers) < least or 1 not in numbers:
        return
    for sentence in told(context):
        for match in re.finditer(say, sentence.text):
            stated = _value(next(one for one in match.groups() if one))
            if stated and stated > max(numbers):
                yield at(sentence, {"found": match.group(), "last": max(numbers)}, match.start(), match.end())


def named_tables(budget: Budget, context: Context, *, say: str) -> Iterator[Hit]:
    """Yield a hit where the text refers to a table by number and name (表6收支总表), and the name is another table's.

    ``say`` is a pattern with the number as its group, behind which the name stands; both are known from captions, each
    name from those of one number alone.
    """
    numbers: dict[str, set[int]] = {}
    for cell in budget.prose:
        match = _NAMED_CAPTION.match(fold(cell.text))
        if match:
            numbers.setdefault(match[3], set()).add(_value(match[1] or match[2]))
    known = {number for each in numbers.values() for number in each}
    for sentence in told(context) if numbers else ():
        for match in re.finditer(say, sentence.text):
            stated = _value(next(one for one in match.groups() if one))
            name = next((one for one in numbers if sentence.text.startswith(one, match.end())), "")
            caption = match.start() == 0 or not name
            if not caption and stated in known and len(numbers[name]) == 1 and stated not in numbers[name]:
                facts = {"found": match.group() + name, "name": name, "right": min(numbers[name])}
                yield at(sentence, facts, match.start(), match.end() + len(name))


def _number(text: str) -> int:
    """Return the number of a caption, 0 for what is none."""
    match = _CAPTION.match(text)
    return _value(match[1] or match[2]) if match else 0


def _value(numeral: str) -> int:
    return int(numeral) if numeral.isdigit() else chinese_number(numeral) or 0
