"""The verb on the years in the titles and the heads of tables, against the year of the budget."""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.checks.context import Context
from auditor.checks.sentences import told
from auditor.records.budget import Budget
from auditor.records.finding import Hit
from auditor.records.place import Place
from auditor.text.width import fold

_LEAST = 3  # sentences that name the year of the budget: then one table alone may be odd
_YEAR = re.compile(r"(?<!\d)20\d\d(?=年)")


def caption_year(budget: Budget, context: Context, *, unless: str) -> Iterator[Hit]:
    """Yield a hit for a table whose title, or whose heads, name years, and none of them is the budget's.

    Texts in which ``unless`` (a pattern) is found may. Nothing is said where more titles (heads) name another year
    than the budget's: then the year of the document is in doubt.
    """
    titles = [(table.title, table.place) for table in budget.tables]
    titles += [(layout.title, layout.place) for layout in budget.layouts]
    heads = [("、".join(dict.fromkeys("".join(c.path) for c in t.columns if c.amount)), t.place) for t in budget.tables]
    in_text = sum(f"{budget.year}年" in sentence.text for sentence in told(context))
    for texts in (titles, heads):
        yield from _odd(texts, budget.year, unless, int(in_text >= _LEAST))


def _odd(texts: list[tuple[str, Place]], year: int | None, unless: str, others: int) -> Iterator[Hit]:
    named = [(text, place, {int(one) for one in _YEAR.findall(fold(text))}) for text, place in texts]
    said = [one for one in named if one[2]]
    odd = [
        (text, place, max(years - {(year or 0) - 1} or years))
        for text, place, years in said
        if year not in years and not re.search(unless, text)
    ]
    if year is None or len(odd) > len(said) - len(odd) + others:
        return
    for text, place, one in odd:
        start = fold(text).find(str(one))
        facts = {"found": text, "year": str(one), "right": str(year)}
        yield Hit(facts, text=text, span=(start, start + len(str(one))), place=place)
