"""Verbs on texts that were cut at a whole word: what must follow, how the same phrase goes on, where neighbours end."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from auditor.checks.context import Context
from auditor.checks.reading import Reading
from auditor.checks.truncation import COLUMN_NAMES, spots, stops
from auditor.records.budget import Budget, Project
from auditor.records.document import Cell
from auditor.records.finding import Hit
from auditor.records.table import BudgetTable
from auditor.text.width import fold, has_han

_CLAUSE = re.compile(r"[,;:。!?]")
_CODED_NAME = re.compile(r"\d{2,7}[-—－](.+)")
_CLOSED = re.compile(r"[。;!?)”》]$|等$")
_AND = re.compile(r"[与和及]")
_ITEM = re.compile(r"、|以及")
_DIGIT = re.compile(r"\d")
_ONE_CHARACTER = re.compile(r"[\u4e00-\u9fff]{3}(?<!目)(?<!似)(?<!标)的([\u4e00-\u9fff])$")
_TAIL = 3
_SEVERAL = 2
_SHORT = 8
"""A clause of so many characters that says nothing is the beginning of one."""
_VERBS = ("endings.predicate", "cues.doing", "cues.output_verbs", "cues.bare_verbs", "objectives.promise")
_NOMINAL = re.compile(r"对.+的")


def whole_word(budget: Budget, context: Context, *, columns: Sequence[str], shortest: int) -> Iterator[Hit]:
    """Yield a hit for every text of ``columns``, of ``shortest`` characters or more, that seems to lack its end.

    It ends in a whole word, but its last clause lacks a predicate or a head, or the same phrase has a further
    character wherever else it stands. A closed text (。 or 等) is let be.
    """
    for cell, column, indicator, project in spots(budget, columns):
        text = fold(cell.text)
        if len(text) < shortest or _CLOSED.search(text):
            continue
        reason = _lacks(text, column, context) or _goes_on(text, context)
        if project and column == "objective":
            reason = reason or _named_on(text, project, context) or _alone_open(text, context)
        if reason:
            facts = {"reason": reason, "tail": cell.text[-12:], "column_name": COLUMN_NAMES[column]}
            tail = (max(0, len(cell.text) - 4), len(cell.text))
            yield Hit(facts, indicator, project, column, tail, text=cell.text, place=cell.place)


def _lacks(text: str, column: str, context: Context) -> str:
    """Return what the last clause lacks, "" where it is whole."""
    clauses = [clause for clause in _CLAUSE.split(text) if clause]
    last = clauses[-1] if clauses else ""
    return (
        (_no_degree(last, context) if column != "name" else "")
        or _no_suffix(last, context)
        or _no_noun(last, context)
        or _half_noun(last, context)
        or (_no_manner(last, context) if column != "name" else "")
        or (_no_statement(clauses, context) if len(clauses) > 1 and column != "name" else "")
        or (_short_item(last) if column != "name" else "")
    )


def _no_statement(clauses: Sequence[str], context: Context) -> str:
    """Return what the last of several clauses does not say of its subject."""
    *_, before, last = clauses
    if any(context.words.has(section, last) for section in _VERBS):
        return ""
    return _no_predicate(last, context) or _no_number(before, last, context) or _no_verb(last, context)


def _no_degree(last: str, context: Context) -> str:
    """科学化 after 提升: only a degree of it can be raised."""
    raising = context.words.pattern("endings.raising")
    found = list(raising.finditer(last)) if raising else []
    if not found or not last.endswith(context.words.entries("endings.process")):
        return ""
    between = last[found[-1].end() :]
    if context.words.has("endings.predicate", between):
        return ""
    return f"“{found[-1].group()}…{last[-3:]}”后面缺“水平”一类的词"


def _no_suffix(last: str, context: Context) -> str:
    """科学性与落地: the second of two lacks the suffix of the first."""
    head, *rest = _AND.split(last)
    if not rest or not head.endswith(context.words.entries("endings.quality_noun")):
        return ""
    return f"“{rest[-1]}”后面缺“{head[-1]}”" if context.words.is_one("endings.half", rest[-1]) else ""


def _no_noun(last: str, context: Context) -> str:
    """成为联系群众、服务群众、凝聚群众: acts in a row, and no noun of what one becomes."""
    match = context.words.search("endings.becoming", last)
    items = last[match.end() :].split("、") if match else []
    if not match or len(items) < 3 or "的" in last[match.end() :]:
        return ""
    alike = len({item[-2:] for item in items}) == 1 and all(len(item) == 4 for item in items)
    return f"“{match.group()}”后面没有写成为什么" if alike else ""


def _half_noun(last: str, context: Context) -> str:
    """提高群众对反诈的认: of the noun behind 的 there is one character, the first half of words and no noun by itself.

    What stands before 的 already is meant again: 应建的建.
    """
    match = _ONE_CHARACTER.search(last)
    char = match.group(1) if match else ""
    if match is None or char in match.group()[:3] or not context.words.is_one("endings.stub", char):
        return ""
    return f"“{last[-6:]}”的最后一个词没有写完"


def _no_manner(last: str, context: Context) -> str:
    """确保渔船进出港, 感受到党和政府: going about is ensured, or somebody felt, and not in which way."""
    for after, ends in (("ensuring", "going"), ("feeling", "giver")):
        match = context.words.search(f"endings.{after}", last)
        rest = last[match.end() :] if match else ""
        if rest.endswith(context.words.entries(f"endings.{ends}")) and not (
            context.words.has("endings.predicate", rest) or context.words.has("endings.manner", rest)
        ):
            return f"“{last[match.start() :]}”后面没有写完" if match else ""
    return ""


def _no_predicate(last: str, context: Context) -> str:
    """群众对工作的信任度: a subject of which nothing is said."""
    nominal = _NOMINAL.search(last) and last.endswith(context.words.entries("endings.quality_noun"))
    return f"“{last[-6:]}”怎么样没有写出来" if nominal else ""


def _no_number(before: str, last: str, context: Context) -> str:
    """签约率达到65%以上,管理率: a measure, or the noun that the clause before counts, without its number."""
    if not _DIGIT.search(before) or _DIGIT.search(last):
        return ""
    measure = last.endswith(context.words.entries("endings.measures"))
    counted = len(last) <= _SHORT and last[-2:] in before
    return f"“{last[-6:]}”是多少没有写出来" if measure or counted else ""


def _no_verb(last: str, context: Context) -> str:
    """为县委、县政府: what is done for them is missing."""
    opens = last.startswith(context.words.entries("endings.prepositions"))
    return f"“{last}”后面没有写做什么" if opens and 2 < len(last) <= _SHORT else ""


def _short_item(last: str) -> str:
    """履职尽责、巡查管护、水质: a list of longer items that ends in one word."""
    items = _ITEM.split(last)
    if len(items) < 2 or len(items[-1]) != 2 or any(len(item) < 6 for item in items[-3:-1]):
        return ""
    return f"“{items[-1]}”比前面并列的各项短得多"


def _named_on(text: str, project: Project, context: Context) -> str:
    """气瓶流向可追, beside a row 气瓶流向可追溯率: the last clause is the beginning of the name of a row."""
    last = _CLAUSE.split(text)[-1]
    names = (context.read(item).name for item in context.indicators_of(project))
    whole = next((name for name in names if name.startswith(last) and name != last), "")
    told = len(last) > 3 and not context.words.ending(last)[0]
    return f"指标写作“{whole}”" if whole and told else ""


def _alone_open(text: str, context: Context) -> str:
    """让群众能够及时了解: the only objective without a full stop, and its last clause says nothing yet."""
    others = context.remember("open objectives", lambda: _open_objectives(context))
    last = _CLAUSE.split(text)[-1]
    said = _DIGIT.search(last) or context.words.has("endings.predicate", last)
    # A text that stops in the middle for all to see is another rule's.
    plain = said or stops(text, context, "cues.bare_verbs")
    return "其他绩效目标都有句号" if others == 1 and not plain else ""


def _open_objectives(context: Context) -> int:
    """Return how many objectives end without a mark, 0 where none or all of them do."""
    texts = [text for project in context.budget.projects if (text := fold(project.objective.text))]
    found = [text for text in texts if not _CLOSED.search(text)]
    return len(found) if len(found) < len(texts) else 0


def cut_name(project: Project, context: Context, *, times: int, shortest: int) -> Iterator[Hit]:
    """Yield a hit for each name that lacks its end by what the document says elsewhere.

    The objective goes on with a head of rates where the row is a rate (申报无纸化率), with one character and a
    number (收入增, 收入增加2600元), or with the rest of a word where no text ends so (村民务, 村民务工); or the last
    character, which is no head, stands elsewhere ``times`` times or more and always before one other (操作培, 培训).
    """
    objective = fold(project.objective.text)
    for item in context.indicators_of(project):
        reading = context.read(item)
        if len(reading.name) < shortest or reading.head or not has_han(reading.name[-1]):
            continue
        whole = _head_behind(reading, objective) or _half(reading, objective, context)
        whole = whole or _broken(reading.name, objective, context)
        whole = whole or _word_of(reading.name, context, times)
        if whole:
            facts = {"whole": whole, "tail": item.name.text[-12:]}
            yield Hit(facts, item, project, "name", text=item.name.text, place=item.name.place)


def _head_behind(reading: Reading, objective: str) -> str:
    """Return how the objective goes on from the name of a rate to its head, "" where it does not."""
    if reading.dimension != "ratio" or reading.name not in objective:
        return ""
    match = re.search(f"{re.escape(reading.name)}[\u4e00-\u9fff]{{0,2}}?(?:率|比例|占比|比重|度)", objective)
    return match.group()[-8:] if match else ""


def _half(reading: Reading, objective: str, context: Context) -> str:
    """Return how the objective ends the word that a name breaks off in, "" where the name ends in a whole word."""
    if reading.name[-4:] not in objective:
        return ""
    match = re.search(f"{re.escape(reading.name[-4:])}([\u4e00-\u9fff])\\d", objective)
    word = reading.name[-1] + match.group(1) if match else ""
    return match.group()[:-1] if match and context.words.has("endings.predicate", word) else ""


def _broken(name: str, objective: str, context: Context) -> str:
    """Return how the objective ends a name that breaks off where no text ends, "" where it does not."""
    if name[-_TAIL:] not in objective:
        return ""
    match = re.search(f"{re.escape(name[-_TAIL:])}[\u4e00-\u9fff]{{1,2}}", objective)
    return match.group() if match and context.never_last(name[-2:]) else ""


def _word_of(name: str, context: Context, times: int) -> str:
    """Return the word that the last character of a name begins wherever else it stands, "" where there is no one."""
    char = name[-1]
    if _CLAUSE.search(name) or context.words.ends_a_word(name[-2:]):
        return ""
    texts = [text.replace(name, "") for text in context.texts if char in text]
    stood = [(text[max(0, at - 1) : at], text[at + 1 : at + 2]) for text in texts for at in _places(char, text)]
    before, after = {one for one, _ in stood}, {two for _, two in stood}
    # Behind one and the same character it is the end of a word itself (信息|系统).
    if len(stood) < times or len(before) < _SEVERAL or len(after) != 1:
        return ""
    (other,) = after
    return char + other if has_han(other) else ""


def _places(char: str, text: str) -> list[int]:
    return [at for at, one in enumerate(text) if one == char]


def _goes_on(text: str, context: Context) -> str:
    """Return how the last phrase goes on elsewhere with a character that completes a noun, "" where it does not."""
    tail = text[-4:]
    after = context.followers.get(tail, frozenset()) - {""}
    if len(after) == 1 and after <= set(context.words.entries("endings.completing")):
        return f"本文件别处写作“{tail}{next(iter(after))}”"
    return ""


def same_width(budget: Budget, context: Context, *, longest: int, least: int, share: float) -> Iterator[Hit]:
    """Yield a hit for the objectives that all end at the same character, the longest of the document, and not closed.

    At least ``least`` of ``longest`` characters or more, while at least the share ``share`` of the shorter ones is
    closed by a full stop: a field took no more.
    """
    texts = [(project, fold(project.objective.text)) for project in budget.projects]
    lengths = Counter(len(text) for _, text in texts)
    top = max(lengths, default=0)
    cut = [project for project, text in texts if len(text) == top and not _CLOSED.search(text)]
    others = [text for _, text in texts if 0 < len(text) < top]
    closed = sum(bool(_CLOSED.search(text)) for text in others)
    if top < longest or len(cut) < least or lengths[top] != len(cut) or closed < share * len(others):
        return
    for project in cut:
        cell = project.objective
        yield Hit(
            {"length": top, "count": len(cut), "tail": cell.text[-12:]},
            project=project,
            column="objective",
            text=cell.text,
            place=cell.place,
        )


def code_name(table: BudgetTable, context: Context, *, cells: int, shortest: int) -> Iterator[Hit]:
    """Yield a hit for each coded name (0106-…治理服) that lacks the last character of the word all others end in.

    At least ``cells`` other names of the column must end in that word; names under ``shortest`` characters are let be.
    """
    columns: dict[int, list[tuple[Cell, str]]] = defaultdict(list)
    for row in (row for grid in table.grids for row in grid.rows):
        for place, cell in enumerate(row.cells):
            match = _CODED_NAME.fullmatch(fold(cell.text))
            if match:
                columns[place].append((cell, match.group(1)))
    for found in columns.values():
        whole = Counter(name[-2:] for _, name in found)
        cut = {word[0]: word for word, times in whole.items() if times >= cells}
        for cell, name in found:
            word = cut.get(name[-1:], "")
            if word and len(name) >= shortest and not name.endswith(word):
                facts = {"name": name, "word": word, "meant": name + word[1]}
                yield Hit(facts, place=cell.place, table=table.number, text=cell.text)
