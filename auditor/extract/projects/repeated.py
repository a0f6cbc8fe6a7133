"""Whether a line goes on with the project of the line before that has the same code or name."""

from __future__ import annotations

from auditor.extract.items import Item
from auditor.extract.words.keys import fold
from auditor.text.codes import ANY_CODE


def is_one_project(before: Item, item: Item) -> bool:
    """Return whether two lines of one code or one name are of one project."""
    if ANY_CODE.search(before.key):
        return not _rounded_alike(before, item)
    if before.agency.text and item.agency.text and fold(before.agency.text) != fold(item.agency.text):
        return False  # 办公设备购置 of two agencies
    return not item.amounts or [c.text for c in before.amounts] == [c.text for c in item.amounts]


def _rounded_alike(before: Item, item: Item) -> bool:
    """Return whether two lines of one code are two projects, each with a name and amounts of its own.

    Spreadsheets keep 15 digits of a code: those of several projects may become the same.
    """
    names = [fold(ANY_CODE.sub("", fold(one.owner.text))) for one in (before, item)]
    apart = all(names) and names[0] not in names[1] and names[1] not in names[0]
    amounts = [[cell.text for cell in one.amounts if cell.text] for one in (before, item)]
    return apart and all(amounts) and amounts[0] != amounts[1]
