"""The verb on what running text counts and names one by one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate, takewhile

from auditor.checks.context import Context
from auditor.checks.prose.parts import rounding
from auditor.checks.sentences import Sentence, at, is_change, is_last_year, told
from auditor.records.budget import Budget
from auditor.records.finding import Hit
from auditor.text.statements import Sum, sums

_HIDDEN = "\0"
_MOST_LINES = 100
_HEADED = re.compile(r"第[一二三四五六七八九十]+[部章]|[一二三四五六七八九十]+、|\([一二三四五六七八九十]+\)")
_NUMERALS = "零一二三四五六七八九"
_NUMERAL = re.compile("(?<![十百第零一二三四五六七八九])[二三四五六七八九](?=[个家])")  # as long as its digit
_ITEM = re.compile(r"[(](\d{1,2})[)]|(?<![\d.])(\d{1,2})[.、](?!\d)")
_QUOTED = re.compile(r"(?:[“\"][^”\"]+[”\"]项?目?[、,和及]?)+")
_ALONE = re.compile(r"[^\d,;:。、和及与等]{4,30}。?")  # one name and nothing else
_BODY = re.compile(r"[^\d,;:。、]{2,28}[股科室处部心站队组办所园校馆会院局台团库场厂关级](?:\([^()]*\))?[,;。、]?")
"""A line that names a body and nothing else."""
_PAIR = 2
_AMOUNT = re.compile(r"[^\d,;:。、()]{2,30}\d[\d,.]*(?:万元|亿元|元)")


def named(budget: Budget, context: Context, *, say: str, unless: str = "(?!)") -> Iterator[Hit]:
    """Yield a hit where a sentence names things (3个单位,分别为甲、乙), and counts others than it names.

    ``say`` is a pattern from a number (a group) to the list, which is one of names up to the end of the clause, of
    names with amounts, of quoted names, of numbered items, of a name a line up to the next heading, or in a bracket
    right there; or of names (the group ``names``) and their number; or of the number of those below the body itself
    (the group ``below``: 局本级和2个下属单位,共4个) and that of all; or of the number (the group ``above``) of the
    amounts before it, whose total stands behind it (上述3类支出合计90万元). A list that fits ``unless`` is not all, or
    not of names; 等 may close one that is all or stand for more. 和 may part two names or stand in one. Nothing is said
    where another number of the sentence is that of the names.
    """
    every = told(context)
    for index, sentence in enumerate(every):
        text = _NUMERAL.sub(lambda found: str(_NUMERALS.index(found.group())), sentence.text)
        bare = re.sub(r"\([^()]*\)", lambda found: _HIDDEN * len(found.group()), text)
        for match in re.finditer(say, bare):
            numbers = [at for at, text in enumerate(match.groups(), 1) if text and text.isdigit()]
            number = next(one for one in numbers if one != match.re.groupindex.get("below"))
            facts = _facts(every, index, match, int(match[number]), context)
            facts = _unlike_names(text, match, int(match[number]), unless) if facts is None else facts
            if facts:
                yield at(sentence, {"whole": match[number], **facts}, match.start(number), match.end(number))


def _facts(
    every: Sequence[Sentence], index: int, match: re.Match[str], stated: int, context: Context
) -> dict[str, object] | None:
    """Return the facts of a number that no list of names in its own sentence explains, {} where it is right.

    None where the sentence goes on with such a list.
    """
    groups, behind = match.groupdict(), every[index].text[match.end() :]
    if groups.get("below"):
        return _with_own(stated, int(groups["below"]))
    if groups.get("above"):
        return _unlike_amounts(every[index], every[index - 1] if index else None, match, context)
    if _ITEM.match(behind) and index + 1 < len(every) and _ITEM.match(every[index + 1].text):
        return {}  # the list goes on
    return None if behind or groups.get("names") else _unlike_lines(every[index + 1 : index + 1 + _MOST_LINES], stated)


def _with_own(every: int, below: int) -> dict[str, object]:
    """Return the facts of a number of all that is not that of those below and the body itself, {} where it is."""
    return {} if every == below + 1 else {"parts": f"本级1 + {below}", "sum": below + 1}


def _unlike_lines(behind: Sequence[Sentence], stated: int) -> dict[str, object]:
    """Return the facts of another number of lines with one name each than is told, {} where they agree."""
    names = list(takewhile(lambda one: _BODY.fullmatch(one.text), behind))
    after = behind[len(names)].text if len(names) < len(behind) else ""
    return {"sum": len(names)} if _HEADED.match(after) and len(names) > 1 and len(names) != stated else {}


def _unlike_names(sentence: str, match: re.Match[str], stated: int, unless: str) -> dict[str, object]:
    """Return the facts of another number of names than each that the sentence tells, {} where they agree."""
    behind = sentence[match.end() :]
    if match.string[match.end() : match.end() + 1] == _HIDDEN and not _ITEM.match(behind):
        behind = behind[1:].partition(")")[0]
    certain = 0 if match.groupdict().get("names") else _certain(behind)
    if certain:
        return {} if certain == stated else {"sum": certain}
    listed = match.groupdict().get("names") or re.sub(r"\([^()]*\)", "", behind)
    names = re.split("[,;。]", listed)[0].replace(_HIDDEN, "")
    least = names.count("、") + 1
    most = least + sum(_joints(name) for name in names.split("、"))
    counts = {int(one) for one in re.findall(r"(\d+)(?:个|家|项|条)", sentence)}
    open_ended = bool(match.groupdict().get("names")) and match.string.startswith("等", match.end("names"))
    if least == 1 and stated > 1 and re.search(r"(?:即|是|为):?$", match.group()) and _ALONE.fullmatch(listed):
        return {"sum": 1}
    if least == 1 and stated > _PAIR and _BODY.fullmatch(names) and _joints(names) == 1:
        return {"sum": _PAIR}  # 即良种站和农机站
    if (
        least < 2
        or (open_ended and least <= stated)
        or re.search(unless, names)
        or counts & set(range(least, most + 1))
    ):
        return {}
    return {"sum": least if least == most else f"{least}至{most}"}


def _joints(name: str) -> int:
    """Return how many 和 may part two names: in that of a body (计划和财务股) only those behind another body do."""
    if not _BODY.fullmatch(name):
        return len(re.findall("[和及与]", name))
    return sum(bool(_BODY.fullmatch(name[: match.start()])) for match in re.finditer("[和及与]", name))


def _certain(behind: str) -> int:
    """Return how many numbered items, quoted names or names with amounts a list has to its end, 0 where unsure."""
    items = [int(one or other) for one, other in _ITEM.findall(behind)]
    if _ITEM.match(behind):
        return len(items) if items == list(range(1, len(items) + 1)) and len(items) > 1 else 0
    quoted = _QUOTED.match(behind)
    if quoted:
        rest = behind[quoted.end() :]
        alone = re.match("[,;。]|$", rest) and not re.search('[“"]', rest)
        return len(re.findall('[“"][^”"]+[”"]', quoted.group())) if alone else 0
    names = re.split("[;。]", re.sub(r"\([^()]*\)", "", behind))[0].rstrip(",").split("、")
    return len(names) if len(names) > 1 and all(_AMOUNT.fullmatch(name) for name in names) else 0


def _unlike_amounts(
    sentence: Sentence, last: Sentence | None, match: re.Match[str], context: Context
) -> dict[str, object]:
    """Return the facts of another number of amounts before than is told, {} where they do not make up the total."""
    total = next((one for one in sums(sentence.text) if one.start == match.end()), None)
    before = [one for one in sums(sentence.text) if one.end <= match.start()]
    if not before and last and last.cell is sentence.cell:
        before = list(sums(last.text))
    if total is None or any(is_change(one, context) or is_last_year(one) for one in before):
        return {}
    count = _making_up(before, total, sentence.text)
    return {} if count in {0, int(match["above"])} else {"sum": count}


def _making_up(before: Sequence[Sum], total: Sum, text: str) -> int:
    """Return how many of the amounts right before a total make it up, 0 where none of these rows does, or several."""
    added = accumulate(one.wan for one in reversed(before))
    rows = [count for count, wan in enumerate(added, 1) if abs(wan - total.wan) <= count * rounding(text, [total])]
    return rows[0] if len(rows) == 1 and rows[0] > 1 else 0
