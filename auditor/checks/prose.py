"""Verbs on the running text of a budget (部门预算说明, cover): against the tables, and against itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from auditor.checks.context import Context
from auditor.checks.identities import Found, figures_named
from auditor.records.budget import Budget
from auditor.records.document import Cell
from auditor.records.finding import Hit
from auditor.text.numbers import plain
from auditor.text.statements import Sum, in_original, paragraphs, sentences, shares, sums, year_before
from auditor.text.width import fold

_RISE, _FALL = "增加|增长|上升|提高|增多", "减少|下降|降低|压减|下调"
_CHANGED = re.compile(rf"({_RISE}|{_FALL})(?:了)?(?:约)?$")
_PLACE = re.compile(r"[^省市区县旗]{2,4}(?:市|区|县|旗)(?=.)")
_CITED = re.compile(r"《[^》]*》")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the prose, folded; ``cell`` is the line in which its paragraph begins, ``start`` where it does."""

    text: str
    cell: Cell
    start: int = 0


def told(context: Context) -> tuple[Sentence, ...]:
    """Return the sentences of the prose in order, made once a document."""
    return context.remember("prose", lambda: tuple(_sentences(context.budget.prose)))


def pattern(budget: Budget, context: Context, *, patterns: Sequence[str]) -> Iterator[Hit]:
    """Yield a hit for each sentence in which one of ``patterns`` is found (regular expressions over folded text)."""
    known = [re.compile(one) for one in patterns]
    for sentence in told(context):
        match = next((match for one in known if (match := one.search(sentence.text))), None)
        if match:
            yield _hit(sentence, {"found": match.group()}, match.start(), match.end())


def against_tables(budget: Budget, context: Context, *, claims: Sequence[Mapping[str, object]]) -> Iterator[Hit]:
    """Yield a hit where the text states another amount than every table that shows it.

    A claim has ``say`` (a pattern that ends right before the amount), ``figures`` (selectors, see identities.identity)
    of which one must agree, and ``label``. Amounts of another year, and parts after 其中 with a name of their own, are
    left out by the pattern; nothing is said where no table shows the figure without doubt.
    """
    for claim in claims:
        say = re.compile(f"(?:{claim['say']})(?:预算|总额|合计|共计|安排|资金|总计|为|是|共|计|数)*$")
        found = _figures(budget, claim["figures"], context)
        if found is None:
            continue
        for sentence in told(context):
            for amount in sums(sentence.text):
                if say.search(amount.words) and _is_of_the_year(sentence.text, amount, budget.year):
                    yield from _differs(sentence, amount, found, str(claim["label"]))


def parts(
    budget: Budget, context: Context, *, whole: str, members: Sequence[str], parents: Mapping[str, Sequence[str]]
) -> Iterator[Hit]:
    """Yield a hit where a sentence gives a whole and all it consists of (其中 …), and the parts add up to another sum.

    ``whole`` and ``members`` are patterns of the words before the amounts; ``parents`` are members that are themselves
    the sum of others named with them, which then count once.
    """
    for sentence in told(context):
        given = sums(sentence.text)
        first = next((amount for amount in given if re.search(f"(?:{whole})\\D*$", amount.words)), None)
        if first is None or "其中" not in sentence.text[first.end :]:
            continue
        named = _named([amount for amount in given if amount.start > first.end], members)
        for parent, below in parents.items():
            if parent in named:
                named = {name: amount for name, amount in named.items() if name not in below}
        lower = {name for below in parents.values() for name in below}
        complete = all(
            one in named or any(name in named for name in parents.get(one, ())) for one in members if one not in lower
        )
        if len(named) < 2 or not _is_of_the_year(sentence.text, first, budget.year):
            continue
        added = sum((amount.wan for amount in named.values()), Decimal(0))
        slack = first.step + sum((amount.step for amount in named.values()), Decimal(0))
        if abs(added - first.wan) > slack and (added > first.wan or complete):
            listed = " + ".join(amount.shown for amount in named.values())
            facts = {
                "whole": first.shown,
                "parts": listed,
                "sum": plain(added),
                "difference": plain(abs(added - first.wan)),
            }
            yield _hit(sentence, facts, first.start, first.end)


def share_of_whole(budget: Budget, context: Context, *, whole: str) -> Iterator[Hit]:
    """Yield a hit where a part of ``whole`` (a pattern) is given with a share (占35%) that the division denies."""
    for sentence in told(context):
        given = sums(sentence.text)
        first = next((amount for amount in given if re.search(f"(?:{whole})\\D*$", amount.words)), None)
        if first is None or not first.wan:
            continue
        for share in shares(sentence.text):
            before = [amount for amount in given if first.start < amount.start and amount.end <= share.start]
            between = sentence.text[before[-1].end : share.start] if before else ""
            if not re.fullmatch(r"[,(]?占(?:比|(?:本年|全年|总)?(?:总?支出|总?收入|总额)的?)?(?:的比例)?为?", between):
                continue
            right = before[-1].wan / first.wan
            slack = share.step + (before[-1].step + first.step) / first.wan
            if abs(right - share.share) > slack:
                facts = {
                    "part": before[-1].shown,
                    "whole": first.shown,
                    "stated": _percent(share.share),
                    "right": _percent(right),
                }
                yield _hit(sentence, facts, share.start, share.end)


def change(budget: Budget, context: Context, *, rising: str, falling: str) -> Iterator[Hit]:
    """Yield a hit where an amount, its change on last year, and the rate of change do not fit together."""
    up, down = re.compile(f"(?:{rising})[了约]*$"), re.compile(f"(?:{falling})[了约]*$")
    for sentence in told(context):
        given = sums(sentence.text)
        for position, moved in enumerate(given):
            words = sentence.text[: moved.start]
            sign = 1 if up.search(words) else -1 if down.search(words) else 0
            rate = next((one for one in shares(sentence.text) if one.start >= moved.end), None)
            if not sign or rate is None or not position:
                continue
            turned = re.fullmatch(
                rf"[,(]?(?:同比)?(?:({rising})|({falling}))(?:了|幅度?为?|率为?|约)?",
                sentence.text[moved.end : rate.start],
            )
            if not turned:
                continue
            yield from _fits(
                sentence, given[position - 1], moved, (rate.share, rate.step), (sign, 1 if turned.group(1) else -1)
            )


def performance(budget: Budget, context: Context, *, say: str, count: str) -> Iterator[Hit]:
    """Yield a hit where the text states another sum, or number, of the projects with objectives than table 12 has.

    ``say`` and ``count`` are patterns: of the words before the sum, and of the number of projects (group 1).
    """
    totals = [project.total.wan for project in budget.projects]
    if not totals or any(total is None for total in totals):
        return
    added = sum((total for total in totals if total is not None), Decimal(0))
    for sentence in told(context):
        if "绩效" not in sentence.text:
            continue
        for amount in sums(sentence.text):
            if re.search(say, amount.words) and abs(amount.wan - added) > amount.step + Decimal("0.01"):
                facts = {"stated": amount.shown, "table": f"{plain(added)}万元", "what": "项目总额合计"}
                yield _hit(sentence, facts, amount.start, amount.end)
        match = re.search(count, sentence.text)
        stated = next((group for group in match.groups() if group), "") if match else ""
        if match and stated and int(stated) != len(budget.projects):
            facts = {"stated": f"{stated}个", "table": f"{len(budget.projects)}个", "what": "项目个数"}
            yield _hit(sentence, facts, match.start(), match.end())


def title_year(budget: Budget, context: Context, *, title: str, stated: str) -> Iterator[Hit]:
    """Yield a hit where the title's year (group 1 of ``title``) is not that of most statements (``stated``)."""
    years = [int(match) for sentence in told(context) for match in re.findall(stated, sentence.text)]
    for sentence in told(context):
        match = re.search(title, sentence.text)
        if match is None:
            continue
        others = [year for year in years if year != int(match.group(1))]
        if len(others) >= 2 and len(others) > len(years) / 2:
            facts = {"title": match.group(1), "year": str(max(set(others), key=others.count))}
            yield _hit(sentence, facts, match.start(1), match.end(1))
        return


def title_department(budget: Budget, context: Context, *, title: str) -> Iterator[Hit]:
    """Yield a hit where the title names a department (group 1) of another place, or without a word of the tables'."""
    for sentence in told(context)[:8]:
        match = re.search(title, sentence.text)
        if match is None or not budget.department:
            continue
        stated, table = _bare(match.group(1)), _bare(budget.department)
        pairs = {table[at : at + 2] for at in range(len(table) - 1)}
        shared = sum(stated[at : at + 2] in pairs for at in range(len(stated) - 1))
        elsewhere = _elsewhere(match.group(1), budget.department)
        if stated and table and (elsewhere or shared <= 0.35 * (min(len(stated), len(table)) - 1)):
            yield _hit(sentence, {"title": match.group(1), "table": budget.department}, match.start(1), match.end(1))
        return


def denied(budget: Budget, context: Context, *, say: str, figures: Sequence[str]) -> Iterator[Hit]:
    """Yield a hit where the text says that there is none of it, and a table shows an amount."""
    found = _figures(budget, figures, context)
    amounts = [figure for one in found or () for figure in one.figures if figure.value]
    for sentence in told(context) if found and amounts else ():
        match = re.search(say, sentence.text)
        if match:
            facts = {"found": match.group(), "table": (found or [])[0].table, "amount": plain(amounts[0].value)}
            yield _hit(sentence, facts, match.start(), match.end())


def _sentences(prose: Sequence[Cell]) -> Iterator[Sentence]:
    lines = [cell for cell in prose if cell.text.strip()]
    for index, text in paragraphs([cell.text for cell in lines]):
        for at, sentence in sentences(_CITED.sub(lambda match: "〓" * len(match.group()), text)):
            yield Sentence(sentence, lines[index], at)


def _figures(budget: Budget, selectors: object, context: Context) -> list[Found] | None:
    """Return what the selectors name, None where one of the tables shows it in a way that cannot be told."""
    by_kind: dict[str, list[Found | None]] = {}
    for one in selectors if isinstance(selectors, Sequence) else ():
        by_kind.setdefault(str(one).partition("|")[0], []).append(figures_named(budget, str(one), context))
    if any(all(one is None for one in found) for found in by_kind.values()):
        return None
    return [one for found in by_kind.values() for one in found if one and one.figures] or None


def _differs(sentence: Sentence, amount: Sum, found: Sequence[Found], label: str) -> Iterator[Hit]:
    figures = [(one, figure) for one in found for figure in one.figures]
    if any(abs(figure.value - amount.wan) <= amount.step + figure.step for _, figure in figures):
        return
    one, figure = figures[0]
    facts = {
        "label": label,
        "stated": amount.shown,
        "table": one.table,
        "amount": plain(figure.value),
        "difference": plain(abs(figure.value - amount.wan)),
    }
    yield _hit(sentence, facts, amount.start, amount.end)


def _fits(
    sentence: Sentence, now: Sum, moved: Sum, rate: tuple[Decimal, Decimal], signs: tuple[int, int]
) -> Iterator[Hit]:
    """Yield the hit of a change whose two directions differ, or whose rate is not change ÷ last year's amount."""
    share, step = rate
    before = now.wan - signs[0] * moved.wan
    facts = {"now": now.shown, "moved": moved.shown, "stated": _percent(share), "right": ""}
    if signs[0] != signs[1] and moved.wan and share:
        yield _hit(sentence, facts | {"why": "增减方向前后不一"}, moved.start, moved.end)
    elif not moved.wan and share:
        yield _hit(sentence, facts | {"why": "没有增减，增减率却不是0"}, moved.start, moved.end)
    elif before > 0 and moved.wan:
        right = moved.wan / before
        if abs(right - share) > step + (moved.step + right * (now.step + moved.step)) / before:
            why = f"上年应为{plain(before)}万元，增减率应为{_percent(right)}"
            yield _hit(sentence, facts | {"right": _percent(right), "why": why}, moved.start, moved.end)


def _named(given: Sequence[Sum], members: Sequence[str]) -> dict[str, Sum]:
    """Return the first amount of each member that is named right before it."""
    named: dict[str, Sum] = {}
    for amount in given:
        member = next(
            (one for one in members if re.search(f"(?:{one})(?:预算|支出|经费|为|是|安排)*$", amount.words)), ""
        )
        if member and member not in named:
            named[member] = amount
    return named


def _is_of_the_year(sentence: str, amount: Sum, year: int | None) -> bool:
    """Return whether the amount is one of the budget year: no other year and no change stands before it."""
    stated = year_before(sentence, amount.start)
    if stated is not None and year is not None and stated != year:
        return False
    return not re.search(r"上年|去年|执行数|决算", amount.words) and not _CHANGED.search(amount.words)


def _bare(name: str) -> str:
    """Return the name of a department without its place and 本级."""
    return re.sub(r"^.{2,8}?(?:省|自治区|市|区|县|旗)(?=.{2})|\(?本级\)?|部门$", "", name)


def _elsewhere(one: str, other: str) -> bool:
    """Return whether both names begin with a place, and these are two places."""
    places = [_PLACE.findall(name) for name in (one, other)]
    return all(places) and not set(places[0]) & set(places[1])


def _percent(share: Decimal) -> str:
    return f"{plain(round(share * 100, 2))}%"


def _hit(sentence: Sentence, facts: Mapping[str, object], start: int, end: int) -> Hit:
    line, first = sentence.cell.text, sentence.start
    if fold(line)[first + start : first + end] != sentence.text[start:end]:
        return Hit(facts, text=sentence.text, span=(start, end), place=sentence.cell.place)  # a page cut the paragraph
    begin, stop = in_original(line, first, first + len(sentence.text))
    one, two = in_original(line, first + start, first + end)
    return Hit(facts, text=line[begin:stop], span=(one - begin, two - begin), place=sentence.cell.place)
