"""Verbs on what an objective enumerates: its items by number, its shares of one whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from auditor.checks.context import Context
from auditor.records.budget import Project
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


def numbering(project: Project, context: Context) -> Iterator[Hit]:
    """Yield a hit where the items of an objective are numbered from 1 and one number is left out or comes twice."""
    text = fold(project.objective.text)
    for style in _STYLES:
        found = [(match, _value(match.group(1))) for match in style.finditer(text)]
        if len(found) < 2 or found[0][1] != 1:
            continue
        for (_, before), (match, here) in pairwise(found):
            if here not in {before + 1, 1}:
                facts = {"said": text[match.start() : match.start() + _SHOWN], "last": str(before), "here": str(here)}
                yield Hit(facts, None, project, "objective", text=project.objective.text)
                return


def _value(text: str) -> int:
    number = int(text) if text.isdigit() else chinese_number(text)
    return int(number) if number is not None else 0


def shares(project: Project, context: Context) -> Iterator[Hit]:
    """Yield a hit where shares side by side whose names end alike (电话渠道占78%、网络渠道占32%) pass 100 %."""
    text = fold(project.objective.text)
    if text.count("占") < 2:
        return
    group: list[re.Match[str]] = []
    for match in _SHARE.finditer(text):
        if group and not (_LINK.fullmatch(text, group[-1].end(), match.start()) and _alike(group[0], match)):
            yield from _above(group, project)
            group = []
        group.append(match)
    yield from _above(group, project)


def _alike(first: re.Match[str], other: re.Match[str]) -> bool:
    """Return whether two names end alike; what is one of the other's parts (其中) is no part beside it."""
    return first.group(1)[-_ENDING:] == other.group(1)[-_ENDING:] and "其中" not in other.group(1)


def _above(group: list[re.Match[str]], project: Project) -> Iterator[Hit]:
    total = sum((Decimal(match.group(2)) for match in group), Decimal(0))
    if len(group) > 1 and total > _WHOLE + _ROUNDING:
        said = "、".join(match.group().lstrip(",、;和及与") for match in group)
        yield Hit({"said": said, "total": str(total)}, None, project, "objective", text=project.objective.text)
