"""The verb on who signs an evaluation or a monitoring: a line with a body alone, and a day."""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.checks.alike import in_order
from auditor.checks.context import Context
from auditor.checks.periods import texts_of
from auditor.records.budget import Budget
from auditor.records.document import Cell
from auditor.records.finding import Hit
from auditor.text.width import fold

_PLACE = re.compile(r"^.{2,8}?(?:省|自治区|市|区|县|旗)(?=.{2})")
_FILLED = re.compile("填报|填表|编制|报送")
_DAY = re.compile(r"(?:20\d\d|二[〇○零]..)年.{1,3}月.{1,3}日")


def signed(budget: Budget, context: Context, *, body: str, labels: str) -> Iterator[Hit]:
    """Yield a hit where the form is signed by a body that it nowhere else names.

    ``body`` is a pattern of the whole name of one, ``labels`` one around the names (group 1) that the form gives
    itself. A signature is a line with a name alone, and a day right below it or behind it. Where the form names nobody,
    or one of which the name is a short form, nothing is said.
    """
    yield from _filled_by_another(budget, context, labels)
    lines = [cell for cell in budget.prose if cell.text.strip()]
    known = tuple(dict.fromkeys(_known(budget, context, labels)))
    if not context.evaluated or not known:
        return
    for cell, below in zip(lines, [*lines[1:], Cell()], strict=True):
        text = re.sub(r"\((?:盖章|公章|签章)\)|[#*]|:$", "", fold(cell.text))
        day = _DAY.search(text)
        name = text[: day.start()] if day and day.end() == len(text) else text
        dated = day or _DAY.fullmatch(fold(below.text).strip("#*"))
        if not dated or not re.fullmatch(body, name) or _is_named(name, cell, budget, context):
            continue
        if all(not _is_short(name, one) for one in known):
            yield Hit({"name": name, "known": known[0]}, text=cell.text, place=cell.place)


def _filled_by_another(budget: Budget, context: Context, labels: str) -> Iterator[Hit]:
    head = budget.overall
    alone = not any(one.execution for one in budget.projects)  # who fills in the form of a project may be below it
    own = fold(head.department.text) if head and head.execution and alone else ""
    seen: set[str] = set()
    for text, cell in texts_of(budget, context) if own else ():
        for match in re.finditer(labels, text):
            name = match.group(1)
            filled = _FILLED.match(match.group()) and name not in seen and not _is_short(name, own)
            if filled and not _is_named(name, cell, budget, context):
                seen.add(name)
                yield Hit({"name": name, "known": own}, text=cell.text, place=cell.place)


def _known(budget: Budget, context: Context, labels: str) -> Iterator[str]:
    """Yield the names that the form gives itself."""
    if budget.department:
        yield fold(budget.department)
    for text, _ in texts_of(budget, context):
        yield from (match.group(1) for match in re.finditer(labels, text))


def _is_named(name: str, cell: Cell, budget: Budget, context: Context) -> bool:
    """Return whether a name stands in any other text around the tables, or in what the forms say."""
    short = _PLACE.sub("", name)
    others = (text for text, one in texts_of(budget, context) if one.place != cell.place)
    return any(short in text for text in others)


def _is_short(one: str, other: str) -> bool:
    shorter, longer = sorted((_PLACE.sub("", one), _PLACE.sub("", other)), key=len)
    return in_order(shorter, longer)
