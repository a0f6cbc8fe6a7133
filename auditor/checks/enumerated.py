"""Verbs on what an objective enumerates: its items by number, its shares of one whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from auditor.checks.context import Context
from auditor.records.budget import Budget
from auditor.records.finding import Hit
from auditor.text.numbers import chinese_number
from auditor.text.width import fold

_START = r"(?:^|(?<=[;。\n\s,:]))"
_STYLES = tuple(
    re.compile(_START + pattern)
    for pattern in (
        r"(\d{1,2})[.、](?!\d)",
        r"\((\d{1,2})\)",
        r"([一二三四五六七八九十]{1,2})[、.]",
        r"\(([一二三四五六七八九十]{1,2})\)",
        r"目标([一二三四五六七八九十\d]{1,2})[:、.]",
    )
)
_SHARE = re.compile(r"([^\d,;。、():%]{2,12}?)(?:约|各)?占(?:比|全部|总数|总量)?(?:约|为|达)?(\d+(?:\.\d+)?)%")
_LINK = re.compile(r"[,、;和及与]*")
_ENDING = 2
_SHOWN = 10
_WHOLE, _ROUNDING = Decimal(100), Decimal("0.5")


def numbering(budget: Budget, context: Context) -> Iterator[Hit]:
    """Yield a hit where the items of an objective are numbered from 1 and one number is left out or comes twice."""
    for text, hit in _objectives(budget):
        for style in _STYLES:
            found = [(match, _value(match.group(1))) for match in style.finditer(text)]
            if len(found) < 2 or found[0][1] != 1:
                continue
            if odd := _odd(found, text):
                match, before, here = odd
                facts = {"said": text[match.start() : match.start() + _SHOWN], "last": str(before), "here": str(here)}
                yield replace(hit, facts={**hit.facts, **facts})
                break


def _odd(found: Sequence[tuple[re.Match[str], int]], text: str) -> tuple[re.Match[str], int, int] | None:
    """Return the first item that does not follow the one before, with both numbers; a list may begin again with 1.

    An item may begin with a figure of its own, which hides its number: 2.1月25日前.
    """
    for (earlier, before), (match, here) in pairwise(found):
        hidden = f"{before + 1}." in text[earlier.end() : match.start()]
        if here not in {before + 1, 1} and not hidden:
            return match, before, here
    return None


def _value(text: str) -> int:
    number = int(text) if text.isdigit() else chinese_number(text)
    return int(number) if number is not None else 0


def shares(budget: Budget, context: Context, *, unless: str) -> Iterator[Hit]:
    """Yield a hit where shares of one whole that stand side by side pass 100 %.

    Their names end alike (电话渠道占78%、网络渠道占32%), or they fill a bracket. Shares of people by what one may be
    beside the other (a word of ``unless``: 女性占55%、青年占60%) overlap.
    """
    for text, hit in _objectives(budget):
        if text.count("占") < 2:
            continue
        for group in _groups(text):
            total = sum((Decimal(match.group(2)) for match in group), Decimal(0))
            names = [match.group(1) for match in group]
            whole = len({name[-_ENDING:] for name in names}) == 1 or _fills_bracket(group, text)
            apart = not any("其中" in name or context.words.has(unless, name) for name in names)
            if len(group) > 1 and whole and apart and total > _WHOLE + _ROUNDING:
                said = "、".join(match.group().lstrip(",、;和及与") for match in group)
                yield replace(hit, facts={**hit.facts, "said": said, "total": str(total)})


def _groups(text: str) -> Iterator[list[re.Match[str]]]:
    """Yield the shares that stand side by side, with nothing but a comma or a conjunction between them."""
    group: list[re.Match[str]] = []
    for match in _SHARE.finditer(text):
        if group and not _LINK.fullmatch(text, group[-1].end(), match.start()):
            yield group
            group = []
        group.append(match)
    yield group


def _fills_bracket(group: Sequence[re.Match[str]], text: str) -> bool:
    return bool(group) and text[: group[0].start()].endswith("(") and text.startswith(")", group[-1].end())


def _objectives(budget: Budget) -> Iterator[tuple[str, Hit]]:
    """Yield every objective, folded, with the hit of whoever speaks of it."""
    for project in budget.projects:
        whose = f"“{project.name.text}”"
        yield (
            fold(project.objective.text),
            Hit({"whose": whose}, None, project, "objective", text=project.objective.text),
        )
    if head := budget.overall:
        place = head.objective.place
        yield fold(head.objective.text), Hit({"whose": "部门整体"}, text=head.objective.text, place=place, table="13")
