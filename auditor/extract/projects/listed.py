"""Lists of what projects came to (自评情况汇总表): a row a project, its funds, score and grade, and no indicators."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import takewhile

from auditor.extract.lines.heads import heads_at, is_header, sub_heads
from auditor.extract.lines.stream import Line
from auditor.extract.part import Part
from auditor.extract.rows.amounts import money, unit_in_head
from auditor.extract.rows.outcome import result_of
from auditor.extract.segments.owners import names_project
from auditor.extract.segments.tables import Segment
from auditor.extract.words.keys import clean, fold
from auditor.extract.words.lead import TOTAL, is_amount
from auditor.extract.words.vocabulary import header, roles_of
from auditor.records.budget import Money, Project, TableLayout
from auditor.records.document import EMPTY, Cell
from auditor.records.outcome import Execution, LevelSum
from auditor.records.stage import EVALUATION, MONITORING

_PROJECT = re.compile("(?:预算|支出|具体)?项目")  # beside scores it heads names
_FEWEST = 3  # cells of a row
_SHARE = 0.6  # of the cells of a head are known
_ROWS = frozenset({"level1", "level2", "name", "value"})
_SPENDING = re.compile(
    r"(?:预算|资金)?执行(?:率|情况|进度)?(?:得分|评分|自评分)|^(?:预算|资金)执行(?:率)?\(\d+(?:\.\d+)?分\)"
)
_POINTS = re.compile(r"\(\d+(?:\.\d+)?分\)$")
_LEVEL = re.compile(r"([^()]{2,8}?)(?:指标)?(?:自评)?(得分|评分)?(?:\((\d+(?:\.\d+)?)分?\))?")
_EXPLAINS = re.compile("原因|措施|说明|问题")
_SAID = re.compile(r"执行率|执行数|支出率|支出进度|得分|评分|等级|等次")


def lists_results(segment: Segment) -> bool:
    """Return whether a table without an indicator lists projects with what they spent or scored."""
    return not _has_indicators(segment) and _head(segment.lines) >= 0


def _has_indicators(segment: Segment) -> bool:
    """Return whether a table has indicators: rows with their levels, or a head of names and targets."""
    return segment.width > 0 or any(map(_heads_targets, segment.lines))


def _heads_targets(line: Line) -> bool:
    """Return whether a row heads the names of indicators and their targets."""
    return not line.prose and {"name", "value"} <= roles_of(line.texts)


def results_apart(segment: Segment) -> list[Segment]:
    """Return the segment in pieces: a list of what projects came to, beside indicators on a table of their own, apart.

    One title may stand over both (一、得分一览; 二、重点项目指标明细); the list is no part of the indicators' table.
    """
    form = any(names_project(line) for line in segment.lines)  # whose own funds stand in such rows
    at = _head(segment.lines) if segment.kind and _has_indicators(segment) and not form else -1
    if at < 0:
        return [segment]
    below = at + 1 + sub_heads(segment.lines, at)
    end = below + next(
        (index for index, line in enumerate(segment.lines[below:]) if not _goes_on(line, segment.lines[at])),
        len(segment.lines) - below,
    )
    if end == below or any(_is_fund(line) for line in segment.lines[below:end]):
        return [segment]
    # Headings in cells of the same sheet (一、得分一览; 二、指标明细) are nobody's names.
    first = at - sum(1 for _ in takewhile(_is_heading, segment.lines[at - 1 :: -1] if at else ()))
    end += sum(1 for _ in takewhile(_is_heading, segment.lines[end:]))
    listed = replace(segment, kind=0, lines=segment.lines[first:end], width=0, captions=[])
    others = [*segment.lines[:first], *segment.lines[end:]]
    begun = segment.units[-1][0] if segment.units and segment.units[-1][1] <= at else segment.unit
    return [replace(segment, lines=others), replace(listed, unit=begun or segment.unit, units=[])]


def _is_heading(line: Line) -> bool:
    return not line.prose and len({cell.text for cell in line.filled}) == 1


def _is_fund(line: Line) -> bool:
    """Return whether a row is one of funds (年度资金总额, 其中:财政拨款), no project."""
    first = fold(line.filled[0].text)
    return not TOTAL.fullmatch(first) and bool(header(first) & {"total", "fiscal", "other"} or first.startswith("其中"))


def _goes_on(line: Line, head: Line) -> bool:
    """Return whether a line is a row of the list below ``head``: cells side by side, and nothing of an indicator."""
    apart = line.prose or line.piece != head.piece or len({cell.text for cell in line.filled}) < _FEWEST
    return not apart and not line.has_levels and not _heads_targets(line)


def read_results(segment: Segment) -> Part:
    """Return the projects of such a list. The table is kept whole beside them, so no cell of it can be lost."""
    at = _head(segment.lines)
    heads = [head.text for head in heads_at(segment.lines, at)]
    columns = _columns(heads)
    unit = unit_in_head(segment.lines) or segment.unit or "万元"
    below = segment.lines[at + 1 + sub_heads(segment.lines, at) :]
    body = [line for line in below if not line.prose and not _is_heading(line)]
    rows = [line for line in body if len(line.cells) == len(heads) and not _is_sum(line) and not is_header(line)]
    levels, weight = _levels(heads), _points_in_head(heads, columns)
    words = [(at, head) for at, head in enumerate(heads) if _EXPLAINS.search(head)]
    found = tuple(
        replace(
            _project(line, columns, unit, tuple(_level_sums(line, levels)), weight),
            details=tuple((fold(head), clean(line.cells[at])) for at, head in words if line.cells[at].text),
        )
        for line in rows
        if line.cells[columns["project"]].text
    )
    stage = MONITORING if "监控" in segment.title else EVALUATION
    layout = TableLayout(place=segment.place, stage=stage, columns=tuple(columns))
    return Part(projects=found, layouts=(layout,)) if found else Part()


def _head(lines: Sequence[Line]) -> int:
    """Return which line heads such a list, −1 where none does."""
    for at, line in enumerate(lines):
        words = roles_of(line.texts)
        if line.prose or words & _ROWS or ("project" not in words and not any("项目" in text for text in line.texts)):
            continue
        named = "project" in words or any(_PROJECT.fullmatch(fold(text)) for text in line.texts)
        if not named or any(is_amount(text) for text in line.texts):
            continue
        said = [bool(_SAID.search(fold(cell.text))) for cell in line.filled]
        known = sum(bool(roles) or _tells_result(text) for roles, text in zip(line.words, line.texts, strict=True))
        if sum(said) > 1 and known >= _SHARE * len(said):
            return at
    return -1


def _tells_result(text: str) -> bool:
    """Return whether a head is one of a list of results: money, scores with their points, a grade, reasons."""
    key = fold(text)
    told = _SAID.search(key) or _EXPLAINS.search(key) or _PROJECT.fullmatch(key) or _POINTS.search(key)
    return bool(told or result_of(key))


def _columns(heads: Sequence[str]) -> dict[str, int]:
    """Return the column of each part of a result; of several that may be one the first counts, the name's the last."""
    found: dict[str, int] = {}
    for column, head in enumerate(heads):
        if "project" in header(head) or ("project" not in found and _PROJECT.fullmatch(head)):
            found["project"] = column
        elif header(head) & {"agency", "ministry"}:
            found.setdefault("agency", column)
        elif part := "score" if _SPENDING.search(fold(head)) else result_of(head):
            found.setdefault(part, column)
    return found


def _levels(heads: Sequence[str]) -> dict[int, tuple[str, str]]:
    """Return (level, its points "" where none are printed) by the columns in which the scores of levels stand."""
    found: dict[int, tuple[str, str]] = {}
    for column, head in enumerate(heads):
        match = _LEVEL.fullmatch(fold(head))
        if match and (match.group(2) or match.group(3)) and not result_of(head) and not _SPENDING.search(fold(head)):
            found[column] = (match.group(1), match.group(3) or "")
    return found


def _is_sum(line: Line) -> bool:
    return any(TOTAL.fullmatch(fold(cell.text)) for cell in line.filled)


def _points_in_head(heads: Sequence[str], columns: Mapping[str, int]) -> Cell:
    """Return the points in the head of the scores of spending (执行率得分(10分)), EMPTY where it prints none."""
    match = _LEVEL.fullmatch(fold(heads[columns["score"]])) if "score" in columns else None
    return Cell(match.group(3)) if match and match.group(3) else EMPTY


def _level_sums(line: Line, levels: Mapping[int, tuple[str, str]]) -> Iterator[LevelSum]:
    for column, (level, points) in levels.items():
        if line.cells[column].text:
            yield LevelSum(level, "score", clean(line.cells[column]), points, listed=True)


def _project(line: Line, columns: Mapping[str, int], unit: str, levels: tuple[LevelSum, ...], weight: Cell) -> Project:
    said = {part: clean(line.cells[column]) for part, column in columns.items()}
    budget = said.get("planned", said.get("budget", EMPTY))
    name = said["project"]
    total = money(budget, unit)
    return Project(
        "",
        name=name,
        agency=said.get("agency", EMPTY).text,
        total=total if budget.text else Money(EMPTY, None),
        place=line.place,
        execution=replace(_execution(said, total.wan, unit), level_sums=levels, weight=weight),
    )


def _execution(said: Mapping[str, Cell], budget: Decimal | None, unit: str) -> Execution:
    spent, expected = said.get("spent", EMPTY), said.get("expected", EMPTY)
    return Execution(
        budget=money(said.get("budget", EMPTY), unit).wan if "budget" in said else budget,
        planned=budget,
        spent=money(spent, unit).wan,
        spent_cell=spent,
        expected=money(expected, unit).wan,
        expected_cell=expected,
        rate=said.get("rate", EMPTY),
        score=said.get("score", EMPTY),
        sum=said.get("sum", EMPTY),
        grade=said.get("grade", EMPTY),
        planned_cell=said.get("planned", EMPTY),
    )
