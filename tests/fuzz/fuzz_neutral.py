"""Changes of a document that change nothing it says, and changes whose effect is known."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from random import Random

from auditor import api
from auditor.readers import read_bytes
from auditor.records.report import DocumentReport
from auditor.rulebook.lexicons import merge
from tests.fuzz.fuzz_audit import book
from tests.fuzz.fuzz_seeds import ROOT, WRITERS

Rows = list[list[str]]
HEADS = {
    "项目名称": "project",
    "绩效目标": "goal",
    "一级指标": "level1",
    "二级指标": "level2",
    "三级指标": "name",
    "指标性质": "operator",
    "本年指标值": "value",
    "度量单位": "unit",
}
# What is found by the way a text is typed, which the neutral changes change.
ABOUT_WRITING = frozenset({"number.full-width"})
_AMOUNT = re.compile(r"\d{1,3}(,?\d{3})*\.\d+")
# A head with one of these is that of another period, so it says something else.
_PERIODS = ("长期", "半年", "实施", "上年", "全年", "年初")


def faulty() -> Rows:
    """Return a budget with defects as rows of cells."""
    text = (ROOT / "samples" / "faulty-bureau-plain.tsv").read_text(encoding="utf-8")
    return [line.split("\t") for line in text.removesuffix("\n").split("\n")]


def audited(data: bytes, name: str) -> DocumentReport:
    """Return the report of a document without the proofreader, which judges texts alone."""
    return api.Auditor(book(), None)(read_bytes(data, name))


def says(report: DocumentReport) -> tuple[Counter[tuple[str, ...]], Counter[tuple[str, str, str]]]:
    """Return the rows and the findings of a document, without places."""
    budget = report.budget
    assert budget is not None
    projects = {one.key: one for one in budget.projects}
    rows = Counter(
        tuple(
            unicodedata.normalize("NFKC", text)
            for text in (
                projects[item.project].code if item.project in projects else "",
                *(getattr(item, key).text for key in ("activity", "level1", "level2", "name")),
                item.sign,
                item.value.text,
                item.unit.text,
            )
        )
        for item in budget.indicators
    )
    found = (one for one in report.findings if one.rule not in ABOUT_WRITING)
    return rows, Counter((one.rule, one.severity, one.fingerprint) for one in found)


def _table(rows: Rows) -> list[int]:
    """Return the numbers of the rows that belong to table 12, heads included."""
    first = next(at for at, row in enumerate(rows) if "三级指标" in row)
    last = next((at for at in range(first, len(rows)) if len(rows[at]) != len(rows[first])), len(rows))
    return list(range(first, last))


def blank_rows(rows: Rows, chance: Random) -> Rows:
    """Return the rows with blank ones between those of the table."""
    inside = set(_table(rows)[1:])
    made: Rows = []
    for at, row in enumerate(rows):
        if at in inside and chance.random() < 0.15:
            made.append([""] * len(row))
        made.append(row)
    return made


def blank_columns(rows: Rows, chance: Random) -> Rows:
    """Return the rows with a blank column at the end, or at the beginning."""
    inside, behind = set(_table(rows)), chance.random() < 0.5
    return [([*row, ""] if behind else ["", *row]) if at in inside else row for at, row in enumerate(rows)]


def column_order(rows: Rows, chance: Random) -> Rows:
    """Return the rows with two of the three last columns in the other order."""
    inside = set(_table(rows))
    one, other = chance.sample((-3, -2, -1), 2)
    made = [list(row) for row in rows]
    for at in inside:
        made[at][one], made[at][other] = made[at][other], made[at][one]
    return made


def other_heads(rows: Rows, chance: Random) -> Rows:
    """Return the rows with one head in another word of the list."""
    lists = merge([(ROOT / "rules" / "lexicons", "core")])
    head = _table(rows)[0]
    known = [word for word in rows[head] if word in HEADS]
    old = chance.choice(known)
    heads = [words for name, words in lists.items() if name.startswith("heads.")]
    # A word in several lists is told by the cells below it.
    sure = [word for word in lists[f"heads.{HEADS[old]}"] if sum(word in held for held in heads) == 1]
    new = chance.choice([word for word in sure if not any(period in word for period in _PERIODS)])
    return [[new if text == old else text for text in row] if at == head else row for at, row in enumerate(rows)]


def wide_digits(rows: Rows, chance: Random) -> Rows:
    """Return the rows with some numbers in full-width digits."""
    wide = {ord(digit): digit_wide for digit, digit_wide in zip("0123456789", "０１２３４５６７８９", strict=True)}
    inside = set(_table(rows)[1:])
    return [
        [text.translate(wide) if at in inside and text.isdigit() and chance.random() < 0.5 else text for text in row]
        for at, row in enumerate(rows)
    ]


def _encoded(name: str) -> Callable[[bytes], bytes]:
    return lambda data: data.decode("utf-8").encode(name)


NEUTRAL_ROWS = {one.__name__: one for one in (blank_rows, blank_columns, column_order, other_heads, wide_digits)}
NEUTRAL_BYTES: dict[str, Callable[[bytes], bytes]] = {
    "gb18030": _encoded("gb18030"),
    "utf-16": _encoded("utf-16"),
    "bom": _encoded("utf-8-sig"),
    "crlf": lambda data: data.replace(b"\n", b"\r\n"),
    "blank lines at the end": lambda data: data + b"\n\n\n",
}
FORMATS = tuple(WRITERS)


def projects(rows: Rows) -> list[Rows]:
    """Return the rows of table 12 project by project."""
    head, *inside = _table(rows)
    name = rows[head].index("项目名称")
    parts: list[Rows] = []
    for at in inside:
        if rows[at][name] or not parts:
            parts.append([])
        parts[-1].append(rows[at])
    return parts


def with_projects(rows: Rows, parts: list[Rows]) -> Rows:
    """Return the rows with table 12 made of ``parts``."""
    inside = _table(rows)
    return [*rows[: inside[1]], *(row for part in parts for row in part), *rows[inside[-1] + 1 :]]


def in_yuan(rows: Rows) -> Rows:
    """Return the rows with the sums of table 12 in 元 instead of 万元, and so said."""
    inside = _table(rows)
    sums = [at for at, text in enumerate(rows[inside[0]]) if text in ("项目总额", "财政资金", "其他资金")]
    made = [list(row) for row in rows]
    unit = max(at for at in range(inside[0]) if "单位：万元" in rows[at][0])
    made[unit] = [made[unit][0].replace("万元", "元")]
    for at in inside[1:]:
        for column in sums:
            text = made[at][column]
            if _AMOUNT.fullmatch(text):
                made[at][column] = f"{Decimal(text.replace(',', '')) * 10000:.2f}"
    return made
