"""Verbs on rows that count the places a project reaches (覆盖社区数量): all that is counted, or told in two numbers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from auditor.checks.context import Context
from auditor.records.budget import Budget, Indicator, Project
from auditor.records.finding import Hit
from auditor.text.numbers import plain
from auditor.text.width import fold


def only(project: Project, context: Context, *, rows: int, words: Sequence[str]) -> Iterator[Hit]:
    """Yield a hit where all that a project of at least ``rows`` rows counts as quantity is the places that it reaches.

    ``words``: the lists of such a name's verbs (覆盖, 服务) and places (社区, 村). A project of which reaching places
    is the matter (通信覆盖工程) counts rightly.
    """
    items = context.indicators_of(project)
    counted = [item for item in items if context.read(item).level == "quantity"]
    if len(items) < rows or not counted or context.words.has(words[0], fold(project.name.text)):
        return
    if all(_place(item, context, *words) for item in counted):
        yield Hit({}, counted[0], project, "name", related=tuple(counted[1:]))


def odd(budget: Budget, context: Context, *, projects: int, share: float, words: Sequence[str]) -> Iterator[Hit]:
    """Yield a hit for each row that reaches another number of places than nearly all projects say.

    At least ``projects`` projects must count these places, and at least ``share`` of them the same number.
    """
    named: dict[str, list[tuple[Indicator, Decimal]]] = defaultdict(list)
    for item in budget.indicators:
        amount, place = context.read(item).amount, _place(item, context, *words)
        if item.table == 12 and place and amount is not None:
            named[place].append((item, amount))
    for place, found in named.items():
        usual, _ = Counter(amount for _, amount in found).most_common(1)[0]
        agreeing = {item.project for item, amount in found if amount == usual}
        every = {item.project for item, _ in found}
        if len(every) < projects or len(agreeing) < share * len(every):
            continue
        for item, amount in found:
            if amount != usual:
                facts = {"count": len(agreeing), "usual": plain(usual), "amount": plain(amount), "place": place}
                yield Hit(facts, item, column="value")


def _place(item: Indicator, context: Context, reach: str, places: str) -> str:
    """Return the place of a name that says that it is reached, and nothing else; "" for any other name."""
    name = context.read(item).name
    verb = next((word for word in context.words.entries(reach) if name.startswith(word)), "")
    bare = name.removeprefix(verb).removesuffix("数").removesuffix("数量").removesuffix("个")
    return bare if verb and context.words.is_one(places, bare) else ""
