"""Names of projects on lines of their own, above the head of their indicators or between their rows.

Such a line becomes what a form prints: the name behind its label, and each fact behind one of its own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from auditor.extract.lines.fund_heads import heads_funds, is_funds_figure
from auditor.extract.lines.outcome_heads import role_of
from auditor.extract.segments.captions import YEAR
from auditor.extract.segments.introduced import answers_below
from auditor.extract.segments.name_text import LABEL, labelled_name, name_in_title
from auditor.extract.segments.said import glued_label
from auditor.extract.segments.tables import AGAIN, is_title, kind_of_title, number_alone
from auditor.extract.words.funds_text import funds_in
from auditor.extract.words.furniture import is_page_mark, leads_on
from auditor.extract.words.keys import fold
from auditor.extract.words.notes import CAPTION, tells_of_funds
from auditor.extract.words.short_labels import in_full, labelled
from auditor.extract.words.vocabulary import header, is_level, overall_label, roles_of
from auditor.records.document import EMPTY, Cell, Grid, Prose, Row

_Block = Prose | Grid
_OWNED = frozenset({"project", "code", "activity"})
_ASKED = frozenset({"value", "level2"})
_REACHED = frozenset({"actual", "progress", "score"})  # beside them 全年目标 heads targets
_NAMES = frozenset({"project", "name", "value"})
_OVERALL = 13
_SECTION = re.compile(r"(?:情况|概况|完成|执行|说明|信息|内容|资金|预算|目标|指标|得分|评分|结果|部分)$")
_LEAST_HEADS = 3
_FACTS = frozenset({"code", "total", "fiscal", "goal"})
_TOLD = frozenset({"goal", "actual", "detail"})
_PAIR, _SHORT = 2, 6
_MOST_BETWEEN = 16
_MOST_STRANGE = 2  # labels that nobody knows among the facts
_LONGEST = 120
_MARKS = re.compile(r"[\W_]+")
_STRANGE = re.compile(r"\W*[^\W\d]{2,8}[:：]\s*[^\s。；;]{1,40}$")


@dataclass(frozen=True, slots=True)
class _Entry:
    """A line of prose or a row by its texts; ``overall`` says that it belongs to the table of a whole department."""

    texts: tuple[str, ...]
    prose: bool
    overall: bool = False

    @property
    def alone(self) -> str:
        """Return its text where it has only one, which a merged cell may repeat."""
        return self.texts[0] if len(set(self.texts)) == 1 and len(self.texts[0]) <= _LONGEST else ""

    @property
    def told(self) -> str:
        """Return the labels of a line that says in words what the project costs, or leaves out a word of its label.

        "" where it is none.
        """
        if self.overall or len(set(self.texts)) != 1:
            return ""
        short = labelled(self.texts[0])
        full = in_full(short[0]) if short else ""
        return f"{full}：{short[1]}" if short and full else funds_in(self.alone)

    @property
    def label(self) -> frozenset[str]:
        """Return what the label may mean with which the line begins, alone in a cell or before its answer."""
        if not self.texts:
            return frozenset()
        glued = glued_label(Cell(self.texts[0]))
        return header(glued[0]) if glued else header(self.texts[0])

    @property
    def heads(self) -> bool:
        """Return whether it heads indicators that have no column for their project."""
        return _heads(self.texts)


def named(blocks: Sequence[_Block]) -> tuple[_Block, ...]:
    """Return the blocks; each line that is nothing but the name of a project says so, with labels."""
    if not any(_heads(row.texts) for block in blocks if isinstance(block, Grid) for row in block.rows):
        return tuple(blocks)
    entries = list(_entries(blocks))
    texts = _above_heads(entries) | _between_rows(entries) | _told_facts(entries)
    if not texts:
        return tuple(blocks)
    done: list[_Block] = []
    at = 0
    for block in blocks:
        if isinstance(block, Prose):
            done += _as_prose(block, texts.get(at, ""))
            at += 1
        else:
            rows = [row for number, row in enumerate(block.rows, at) for row in _as_rows(row, texts.get(number, ""))]
            done.append(replace(block, rows=tuple(rows)))
            at += len(block.rows)
    return tuple(done)


def _heads(texts: tuple[str, ...]) -> bool:
    """Return whether the texts of a row head indicators, and no column of theirs is for projects.

    One of the first two is known: of most rows that is all that is asked.
    """
    if len(texts) < _LEAST_HEADS or not (header(texts[0]) or header(texts[1])):
        return False
    words = roles_of(texts)
    asked = words & _ASKED or ("goal" in words and any(role_of(text) in _REACHED for text in texts))
    return bool("name" in words and asked and not words & _OWNED)


def _entries(blocks: Sequence[_Block]) -> Iterator[_Entry]:
    overall = False
    for block in blocks:
        texts = [(block.text,)] if isinstance(block, Prose) else [row.texts for row in block.rows]
        for each in texts:
            overall = _is_overall(each, overall)
            yield _Entry(each, isinstance(block, Prose), overall)


def _is_overall(texts: tuple[str, ...], before: bool) -> bool:
    """Return whether a line belongs to table 13: below its title or the label of the department, up to other titles."""
    if len(texts) == 1 and is_title(key := _key(texts[0])):
        return kind_of_title(key) == _OVERALL or number_alone(key) == str(_OVERALL)
    return before or (bool(texts) and "部门" in texts[0] and overall_label(texts[0]) == "department")


def _as_prose(block: Prose, text: str) -> list[Prose]:
    if not text:
        return [block]
    return [*([block] if is_title(_key(block.text)) else []), replace(block, text=text)]


def _as_rows(row: Row, text: str) -> list[Row]:
    """Return the row as labels; a title stays above what it names."""
    if not text:
        return [row]
    cell = row.filled[0]
    named_row = replace(row, cells=(Cell(text, cell.place), *(EMPTY,) * (len(row.cells) - 1)))
    return [row, named_row] if is_title(_key(cell.text)) else [named_row]


def _key(text: str) -> str:
    return fold(text).strip("#*")


def _above_heads(entries: Sequence[_Entry]) -> dict[int, str]:
    """Return, by entry, the labels in place of a name above a head of indicators, with nothing but facts between.

    A title names a project where its number or its words show it, or where others do.
    """
    found: dict[int, str] = {}
    titles: dict[int, tuple[str, bool]] = {}
    plain: dict[int, str] = {}
    often = Counter(entry.alone for entry in entries if entry.prose)
    lone = not any(map(_names, entries))  # then no line says by a label which text is a name
    for at, entry in enumerate(entries):
        number = _introduces(entries, at) if entry.heads and not entry.overall else -1
        if number < 0:
            continue
        text = entries[number].alone
        if is_title(_key(text)):
            titles[number] = name_in_title(text)
        elif often[text] <= 1:
            labelled, shown = labelled_name(text.strip("#*"))
            shown = shown or (lone and _tells_facts(entries[number + 1 : at]))
            if labelled:
                (found if shown else plain)[number] = labelled
    if not any(roles_of(entry.texts) & _OWNED for entry in entries):
        found |= {at: name for at, name in plain.items() if _over_funds(entries, at)}
    return found | _by_titles(titles)


def _by_titles(titles: Mapping[int, tuple[str, bool]]) -> dict[int, str]:
    """Return, by entry, the labels in place of the names in titles, where one of them shows it or they are several."""
    names = {at: name for at, (name, _) in titles.items() if name}
    shown = any(told for _, told in titles.values()) or len(set(names.values())) > 1
    return {at: f"{LABEL}：{name}" for at, name in names.items()} if shown else {}


def _over_funds(entries: Sequence[_Entry], at: int) -> bool:
    """Return whether a line alone, which says nothing of itself, stands above a project's funds: it is no section."""
    below = next((one for one in entries[at + 1 : at + 2 + _MOST_BETWEEN] if _is_funds(one)), None)
    return entries[at].prose and below is not None and not _SECTION.search(entries[at].alone)


def _introduces(entries: Sequence[_Entry], head: int) -> int:
    """Return the line above a head that may name its project, −1 where there is none."""
    least, strange = head - 2 - _MOST_BETWEEN, 0
    for number in range(head - 1, -1, -1):
        entry = entries[number]
        if _is_funds(entry):
            least -= 1
            continue
        least -= (
            not entry.prose and 0 < len(entry.texts) <= _PAIR and bool(header(entry.texts[0]))
        )  # a label, its answer
        if number <= least:
            return -1
        alone = "" if glued_label(Cell(entry.alone)) else entry.alone
        if alone and not entry.told and (is_title(_key(alone)) or labelled_name(alone.strip("#*"))[0]):
            return number
        if _is_between(entries, number) or _heads_answers(entries, number):
            continue
        strange += 1
        if strange > _MOST_STRANGE or not _is_strange(entry):
            return -1
    return -1


def _told_facts(entries: Sequence[_Entry]) -> dict[int, str]:
    """Return, by entry, the labels of such facts of a project, where its indicators come below."""
    return {at: entry.told for at, entry in enumerate(entries) if entry.told and _leads_on(entries, at)}


def _leads_on(entries: Sequence[_Entry], at: int) -> bool:
    """Return whether a head of indicators, or an indicator, comes below an entry, with nothing but facts between."""
    strange = 0
    for number, entry in enumerate(entries[at + 1 : at + 2 + _MOST_BETWEEN], at + 1):
        if entry.heads or (not entry.prose and any(is_level(each) for each in entry.texts)):
            return True
        if not _is_between(entries, number):
            strange += 1
            if strange > _MOST_STRANGE or not _is_strange(entry):
                return False
    return False


def _is_between(entries: Sequence[_Entry], at: int) -> bool:
    """Return whether a line may stand between the name of a project and its indicators."""
    return _may_stand_between(entries[at]) or _answers(entries, at)


def _is_strange(entry: _Entry) -> bool:
    """Return whether a line is a short label that nobody knows with its answer (编制人：某某)."""
    return bool(_STRANGE.match(entry.alone))


def _answers(entries: Sequence[_Entry], at: int) -> bool:
    """Return whether a row has nothing but answers below labels: the objective, and what was reached of it."""
    asked, told = (entries[at - 1] if at else entries[at]), entries[at]
    if asked.prose or told.prose:
        return False
    if asked.alone and told.alone and not told.label:
        return bool(asked.label & _TOLD) and not glued_label(Cell(asked.alone))
    words = roles_of(asked.texts)
    return bool(words) and not words & _NAMES and len(asked.texts) > 1 and answers_below(asked.texts, told.texts)


def _heads_answers(entries: Sequence[_Entry], at: int) -> bool:
    """Return whether a row of two texts heads a list of labels with their answers (项目, 内容; 栏目, 填报内容)."""
    entry, below = entries[at], entries[at + 1]
    if entry.prose or below.prose or len(entry.texts) != _PAIR or len(below.texts) > _PAIR:
        return False
    return all(len(text) <= _SHORT for text in entry.texts) and bool(header(below.texts[0]) - _NAMES)


def _is_funds(entry: _Entry) -> bool:
    """Return whether a row heads funds, or is a label with nothing but figures right of it."""
    if entry.prose or len(entry.texts) < _LEAST_HEADS:
        return False
    return all(map(is_funds_figure, entry.texts[1:])) or heads_funds([Cell(text) for text in entry.texts])


def _may_stand_between(entry: _Entry) -> bool:
    """Return whether a line only tells facts of the project named above it, or the unit of its money."""
    if not entry.texts or entry.told or (entry.prose and is_level(entry.alone)):
        return True
    key = fold(entry.alone)
    if entry.prose and _MARKS.fullmatch(key):
        return True
    if key and (CAPTION.fullmatch(key) or YEAR.fullmatch(key) or AGAIN.fullmatch(key) or is_page_mark(key)):
        return True
    if (key and leads_on(key)) or (entry.prose and tells_of_funds(entry.texts[0])):
        return True
    return bool(entry.label) and "project" not in entry.label


def _names(entry: _Entry) -> bool:
    """Return whether a line is a label 项目名称 with the name behind or beside it, no head of a column."""
    if "project" not in entry.label:
        return False
    return bool(glued_label(Cell(entry.texts[0]))) or (len(entry.texts) > 1 and not header(entry.texts[1]))


def _tells_facts(entries: Sequence[_Entry]) -> bool:
    """Return whether lines tell facts that only a project has: its code, what it costs, its objective."""
    return any(entry.told or entry.label & _FACTS for entry in entries)


def _between_rows(entries: Sequence[_Entry]) -> dict[int, str]:
    """Return, by entry, the labels in place of names between rows whose head has no column for them.

    The first row below the head is one; where anything says 项目名称 by itself no other line is a name.
    """
    found: dict[int, str] = {}
    often = Counter(entry.alone for entry in entries if entry.prose)
    open_ = False
    for at, entry in enumerate(entries[:-1]):
        if entry.heads and not entry.overall:
            open_ = bool(_between(entries, at + 1, often))
        elif open_ and (text := _between(entries, at, often)):
            found[at] = text
        elif len(entry.texts) > 1 and roles_of(entry.texts) & _OWNED:
            open_ = False
    return found


def _between(entries: Sequence[_Entry], at: int, often: Counter[str]) -> str:
    """Return the labels that a line above an indicator is as the name of a project, "" where it is none.

    Rows with a label and what it says (年度绩效目标：…) may stand between.
    """
    text = entries[at].alone
    if not text or often[text] > 1 or is_title(_key(text)) or glued_label(Cell(text)):
        return ""
    below = next((one for one in entries[at + 1 : at + 2 + _MOST_BETWEEN] if not _is_fact(one)), None)
    if below is None or below.prose or len(below.texts) < 2 or not any(map(is_level, below.texts)):
        return ""
    return labelled_name(text)[0]


def _is_fact(entry: _Entry) -> bool:
    """Return whether a row is one cell with a label and what it says of the project, but for its name."""
    if entry.told:
        return True
    label = glued_label(Cell(entry.texts[0])) if len(set(entry.texts)) == 1 else None
    return label is not None and "project" not in header(label[0])
