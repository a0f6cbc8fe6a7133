"""No cell of tables 12 and 13 gets lost: each ends in a record or in a problem."""

from __future__ import annotations

import re
from pathlib import Path
from random import Random

import pytest

from auditor.extract import extract
from auditor.extract.layout.columns import is_header
from auditor.extract.lines.stream import lines_of
from auditor.extract.segments.tables import split
from auditor.extract.words.vocabulary import overall_label
from auditor.readers import read_bytes, read_file
from auditor.records.budget import Budget
from auditor.records.document import Document
from auditor.text.width import fold
from tests.extract.extract_damage import Damage, make_projects, render

SEEDS = sorted((Path(__file__).resolve().parents[3] / "shared" / "seeds").glob("*.txt"))
DASH = re.compile(r"[-—–－_]")


def kept_texts(budget: Budget) -> str:
    """Return all text of the records and problems of ``budget``, folded, one entry a line."""
    texts: list[str] = []
    for project in budget.projects:
        texts += [project.code + project.name.text, project.agency, project.objective.text]
        texts += [amount.cell.text for amount in (project.total, project.fiscal, project.other)]
    for row in budget.indicators:
        cells = (row.level1, row.level2, row.name, row.operator, row.value, row.unit, row.activity)
        texts += [cell.text for cell in cells]
        texts.append(row.level1.text + row.level2.text + row.name.text)
    if budget.overall:
        head = budget.overall
        texts += [head.department.text, head.objective.text]
        texts += [amount.cell.text for amount in (head.total, head.fiscal, head.basic, head.project, head.other)]
    texts += [problem.message for problem in budget.problems]
    return "\n".join(DASH.sub("", fold(text)) for text in texts)


def lost_cells(document: Document) -> list[str]:
    """Return the cells of tables 12 and 13 of ``document`` that are in no record and no problem."""
    kept = kept_texts(extract(document))
    lost = []
    for segment in split(lines_of(document)):
        for line in segment.lines:
            if not segment.kind or line.prose or is_header(line):
                continue
            for cell in line.filled:
                key = re.sub(r"^\d{3,9}-(?=\D)", "", fold(cell.text))
                key = DASH.sub("", key)
                if key not in kept and not overall_label(cell.text):
                    lost.append(f"{line.place.line}: {cell.text}")
    return lost


@pytest.mark.skipif(not SEEDS, reason="shared/seeds is not beside this checkout")
@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name[:3])
def test_no_cell_of_a_real_document_is_lost(path: Path) -> None:
    assert lost_cells(read_file(path)) == []


@pytest.mark.parametrize("style", ["top", "middle", "page"])
@pytest.mark.parametrize("markdown", [False, True])
def test_no_cell_of_a_damaged_document_is_lost(style: str, markdown: bool) -> None:
    damage = Damage(style=style, markdown=markdown, displaced=0.2, regular=0.8)
    for seed in range(10):
        random = Random(seed)
        text = render(random, make_projects(random, damage), damage)
        assert lost_cells(read_bytes(text.encode(), "x.txt")) == []


def scrambled(random: Random, text: str) -> str:
    """Return ``text`` with cells of its rows lost, swapped, doubled or moved: no layout survives."""
    lines = []
    for line in text.split("\n"):
        cells = line.split("\t")
        if len(cells) > 1 and random.random() < 0.4:
            first, second = random.randrange(len(cells)), random.randrange(len(cells))
            kind = random.randrange(4)
            if kind == 0:
                cells[first], cells[second] = cells[second], cells[first]
            elif kind == 1:
                cells.insert(first, "")
            elif kind == 2:
                cells.insert(first, cells[second])
            else:
                del cells[first]
        lines.append("\t".join(cells))
    return "\n".join(lines)


def test_no_cell_of_a_scrambled_table_is_lost() -> None:
    damage = Damage(displaced=0.2, projects=8)
    for seed in range(40):
        random = Random(seed)
        text = scrambled(random, render(random, make_projects(random, damage), damage))
        assert (seed, lost_cells(read_bytes(text.encode(), "x.txt"))) == (seed, [])


def test_the_measure_sees_a_lost_cell() -> None:
    text = "预算表12 项目支出绩效表\n项目名称\t一级指标\t二级指标\t三级指标\t指标性质\t指标值\t度量单位\n"
    row = "11010522T000000000001-甲\t产出指标\t数量指标\t台数\t=\t3\t台\n"
    document = read_bytes((text + row).encode(), "x.txt")
    assert lost_cells(document) == []
    assert "台数" in kept_texts(extract(document))
    assert "乙" not in kept_texts(extract(document))
