"""The labelled rows and objectives that the judges learn from: made-up ones, and real ones that are only read.

Made up: models/meaning/rows.tsv, objectives.tsv and the names of models/category/rows.tsv. Read in place, never copied:
the folder given with ``--readings`` (rows/, more/, with the real rows, readings of them and further made-up rows).
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from auditor.nlp.train.category import level_of, wording
from auditor.records.meaning import GOOD, RowText
from auditor.resources import folder
from auditor.text.units import UnitTable, read_units
from auditor.text.width import fold

Cells = Mapping[str, str]
UNKNOWN = ""
_PLACEHOLDER = re.compile("模板|占位|残留|空白")
_TARGET_KINDS = (
    ("scale", "选项|二选一|分制"),
    ("repeats", "重复|照抄|就是目标"),
    ("other", "答非所问|名称问|指标名问|名称讲|不对应|无关"),
    ("measure", "措施|做法|办法|资金来源|用途"),
    ("report", "完成时|已做|复述"),
    ("slogan", "口号"),
)
_SUBJECT_KINDS = (
    ("background", "背景|辖区|编制|不是项目产出"),
    ("target_in", "目标值写|含目标|数值|写进|含数量|名称含|名称写"),
    ("two", "两项|两件|两个|并列|并在|两问|多事|一行两"),
    ("object", "对象|地名|资金来源|缺“"),
    ("requirement", "要求|原则|措施"),
)
_UNMEASURABLE = re.compile("定性|口号|口径|无从|情况|表述|所指|名值不符|不是比率")
_MADE = {"repeats", "report", "measure", "slogan", "scale", "empty"}
_STRENGTH = {"error": 1.0, "warning": 1.0, "info": 0.5}


@dataclass(frozen=True, slots=True)
class Example:
    """A labelled row: kinds of fault of target and name (GOOD for none, UNKNOWN where not labelled).

    Rows of one ``source`` are never on both sides of a split; ``weight`` says how sure the label is.
    """

    source: str
    row: RowText
    target: str
    subject: str
    real: bool = False
    weight: float = 1.0
    listed: bool = False


@dataclass(frozen=True, slots=True)
class Aim:
    """A labelled objective."""

    source: str
    text: str
    label: str


def units() -> UnitTable:
    """Return the units of rules/units.txt."""
    return read_units(folder("rules"))


def row_text(cells: Cells, known: UnitTable, level: str) -> RowText:
    """Return what the judges see of a row given as cells (name, operator, value, unit)."""
    read = wording(dict(cells), known)
    percent = read.numeric and read.dimension == "ratio" and not read.compound
    return RowText(read.name, level, read.value, read.numeric, percent)


def _table(path: Path, tab: bool = False) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE) if tab else csv.DictReader(file))


def made_rows(home: Path) -> list[Example]:
    """Return the made-up rows in models/: those written for the judges, and the sound names of the category model."""
    known = units()
    found = []
    for cells in _table(home / "meaning" / "rows.tsv", tab=True):
        row = row_text(cells, known, level_of(cells["level"] if "成本" not in cells["level"] else "成本"))
        target = UNKNOWN if cells["target"] == "number" else cells["target"]
        found.append(Example(f"made {cells['field']}", row, target, cells["subject"]))
    for cells in _table(home / "category" / "rows.tsv", tab=True):
        row = row_text(cells, known, cells["level"])
        found.append(Example(f"category {cells['field']}", row, UNKNOWN, GOOD, weight=0.3))
    return found


def read_rows(readings: Path) -> list[Example]:
    """Return the rows of a folder with readings: two of rows/, one of more/, and the made-up pairs of more/."""
    known = units()
    rows = _table(readings.parent / "data" / "indicator_rows.csv")
    both = [_by_row(readings / "rows" / f"reading_{name}.csv") for name in "AB"]
    found = [_read(cells, [one[at] for one in both], known) for at, cells in enumerate(rows, 1)]
    one = _by_row(readings / "more" / "reading.csv")
    found += [_read(cells, [one[at]], known) for at, cells in enumerate(_table(readings / "more" / "rows.csv"), 1)]
    return [*filter(None, found), *_pairs(readings / "more" / "pairs.csv", known)]


def _by_row(path: Path) -> dict[int, list[Cells]]:
    found: dict[int, list[Cells]] = defaultdict(list)
    for cells in _table(path):
        found[int(cells["row"])].append(cells)
    return found


def _read(cells: Cells, said: list[list[Cells]], known: UnitTable) -> Example | None:
    """Return a real row with what its readers said of it."""
    if not cells["name"]:
        return None
    row = row_text(cells, known, level_of(cells["level2"]))
    remarks = [one for reading in said for one in reading if one["column"] not in {"goal", "project"}]
    target, target_weight = _strongest(_target_faults(remarks), len(said))
    subject, subject_weight = _strongest(_subject_faults(remarks), len(said))
    source = cells.get("url") or cells["source"]
    weight = 2.0 * min(target_weight, subject_weight)
    return Example(
        source, row, UNKNOWN if row.numeric or not row.value else target, subject, True, weight, bool(remarks)
    )


def _strongest(faults: list[tuple[str, float]], readers: int) -> tuple[str, float]:
    """Return the kind that was named first, and how sure it is: both readers, or one."""
    if not faults:
        return GOOD, 1.0
    return faults[0][0], min(1.0, max(weight for _, weight in faults) * (0.6 + 0.4 * (len(faults) >= readers)))


def _target_faults(remarks: list[Cells]) -> list[tuple[str, float]]:
    found = []
    for one in remarks:
        about, family = one["problem"], one["family"]
        other = family == "conflict" and re.search("答|名称问|指标名问|名称讲|无关|不对应", about)
        empty = family == "vague" and (one["column"] != "name" or "目标" in about)
        if (other or empty) and not _PLACEHOLDER.search(about):
            kind = "other" if other else next((k for k, words in _TARGET_KINDS if re.search(words, about)), "empty")
            found.append((kind, _STRENGTH[one["severity"].lower()]))
    return found


def _subject_faults(remarks: list[Cells]) -> list[tuple[str, float]]:
    found = []
    for one in remarks:
        about, family = one["problem"], one["family"]
        if _PLACEHOLDER.search(about):
            continue
        if family == "unit" and _UNMEASURABLE.search(about):
            found.append(("statement", _STRENGTH[one["severity"].lower()]))
        elif one["column"] == "name" and family in {"missing", "vague"}:
            kind = next((kind for kind, words in _SUBJECT_KINDS if re.search(words, about)), "sentence")
            found.append((kind, _STRENGTH[one["severity"].lower()]))
    return found


def _pairs(path: Path, known: UnitTable) -> Iterator[Example]:
    """Yield the made-up rows of pairs.csv; every seventh line is one source."""
    for at, cells in enumerate(_table(path)):
        label = cells["label"]
        row = row_text(cells, known, level_of(cells["level2"]))
        target = label if label in _MADE else "other" if label == "other_question" else GOOD
        subject = UNKNOWN if target != GOOD else GOOD
        if label in {"not_indicator", "two_things", "target_in_name"}:
            about = cells["problem"]
            kind = next((kind for kind, words in _SUBJECT_KINDS if re.search(words, about)), "sentence")
            subject = {"two_things": "two", "target_in_name": "target_in"}.get(label, kind)
            target = UNKNOWN
        yield Example(f"pairs {at % 7}", row, UNKNOWN if row.numeric or not row.value else target, subject)


def made_aims(home: Path) -> list[Aim]:
    """Return the made-up objectives in models/."""
    rows = _table(home / "meaning" / "objectives.tsv", tab=True)
    return [Aim(f"made {cells['field']}", fold(cells["text"]), cells["label"]) for cells in rows]


def read_aims(readings: Path) -> list[Aim]:
    """Return the made-up objectives of a folder with readings; faults that are not of style count as good."""
    style = {"uses_only", "slogan", "template", "no_result", "several_years", "cut_off"}
    return [
        Aim(f"read {at % 10}", fold(cells["objective"]), cells["label"] if cells["label"] in style else GOOD)
        for at, cells in enumerate(_table(readings / "more" / "objectives.csv"))
    ]
