"""``python -m samples.make`` writes samples/*.md, *.tsv, defects.tsv and gold/; ``--check`` only compares."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterable
from pathlib import Path

from samples.make.layout import table12
from samples.make.model import Defect, Department, Edit, Indicator, Project, read_department
from samples.make.tables import Line, money_tables, table13

ROOT = Path(__file__).resolve().parent.parent
# output name → (department, damaged like a converted PDF?)
SAMPLES = {
    "clean-agency.md": ("clean-agency", False),
    "clean-agency-converted.tsv": ("clean-agency", True),
    "clean-hospital.tsv": ("clean-hospital", True),
    "clean-hospital-plain.md": ("clean-hospital", False),
    "faulty-street-office.tsv": ("faulty-street-office", True),
    "faulty-street-office-plain.md": ("faulty-street-office", False),
    "faulty-bureau.md": ("faulty-bureau", True),
    "faulty-bureau-plain.tsv": ("faulty-bureau", False),
}
_PLACE = ["document", "table", "line", "project_code", "indicator", "column"]
DEFECT_COLUMNS = [*_PLACE, "family", "severity", "description"]
INDICATOR_COLUMNS = ["table", "project_code", "line", "level1", "level2", "name", "operator", "value", "unit"]
PROJECT_COLUMNS = ["project_code", "project_name", "total_wan", "fiscal_wan", "other_wan", "goal_text", "first_line"]


def _apply(edit: Edit, lines: list[Line]) -> Line:
    """Print ``new`` for ``old`` in the first row that fits (a number must be a whole cell); return that row."""
    key = edit.key.replace(" ", "")
    for line in lines:
        cells = line.cells or []
        if line.table != edit.table or (key != "*" and key not in "".join(cells).replace(" ", "")):
            continue
        for i, cell in enumerate(cells):
            if cell == edit.old or (edit.old in cell and not edit.old[0].isdigit()):
                cells[i] = cell.replace(edit.old, edit.new)
                return line
    raise ValueError(f"表{edit.table}中没有“{edit.key}”行的“{edit.old}”")


def _number(lines: list[Line], markdown: bool) -> Iterable[tuple[Line, str, int]]:
    """Yield every line as text with its 1-based number; Markdown puts a rule under the first row of a grid."""
    number, in_grid = 0, False
    for line in lines:
        if line.table == "break" and not markdown:
            continue
        number += 1
        yield line, _text(line, markdown), number
        if markdown and line.cells is not None and not in_grid:
            number += 1
            yield Line(), "|" + "---|" * len(line.cells), number
        in_grid = line.cells is not None


def _text(line: Line, markdown: bool) -> str:
    if line.cells is None:
        return line.text
    return "| " + " | ".join(line.cells) + " |" if markdown else "\t".join(line.cells)


def _table(rows: Iterable[Iterable[object]], head: list[str], delimiter: str) -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)
    return out.getvalue()


def _indicator_rows(numbered: list[tuple[Line, int]]) -> list[list[object]]:
    return [
        [r.table, r.owner, n, r.level1, r.level2, r.name, r.operator, r.value, r.unit]
        for line, n in numbered
        if isinstance(r := line.about, Indicator)
    ]


def _project_rows(department: Department, first: dict[str, int]) -> list[list[object]]:
    return [
        [p.code, p.name, f"{p.total:.6f}", f"{p.fiscal:.6f}" if p.fiscal else "", f"{p.other:.6f}" if p.other else "",
         p.goal, first[p.code]]
        for p in department.projects
    ]  # fmt: skip


class _Maker:
    """One document: its lines, where each thing stands, and what is wrong with it."""

    def __init__(self, name: str) -> None:
        stem, damaged = SAMPLES[name]
        self.name, self.markdown = name, name.endswith(".md")
        self.department = read_department(ROOT / "data" / f"{stem}.txt")
        lines = [*money_tables(self.department), *table12(self.department, damaged=damaged), *table13(self.department)]
        self.edited = [(edit, _apply(edit, lines)) for edit in self.department.edits]
        numbered = list(_number(lines, self.markdown))
        self.text = "".join(text + "\n" for _, text, _ in numbered)
        self.numbered = [(line, number) for line, _, number in numbered]
        self.line_of = {id(line): number for line, number in self.numbered}

    def first_lines(self) -> dict[str, int]:
        """Return the first line of each project in table 12."""
        first: dict[str, int] = {}
        for line, number in self.numbered:
            about = line.about
            if line.table == "12" and about is not None:
                first.setdefault(about.code if isinstance(about, Project) else about.owner, number)
        return first

    def _row(self, defect: Defect, table: object, line: int, code: str, indicator: str) -> list[object]:
        return [self.name, table, line, code, indicator, defect.column, defect.family, defect.severity, defect.what]

    def defects(self) -> list[list[object]]:
        """Return the rows of defects.tsv of this document, in document order."""
        rows = []
        first = self.first_lines()
        for line, number in self.numbered:
            about = line.about
            if isinstance(about, Indicator):
                rows += [self._row(d, about.table, number, about.owner, about.name) for d in about.defects]
            elif isinstance(about, Project) and line.table == "11":
                rows += [self._row(d, "11", number, about.code, "") for d in about.service_defects]
        for p in self.department.projects:
            rows += [self._row(d, "12", first[p.code], p.code, "") for d in p.defects]
        for edit, line in self.edited:
            code = self._code_of(line)
            rows += [self._row(d, edit.table, self.line_of[id(line)], code, "") for d in edit.defects]
        return sorted(rows, key=lambda row: int(str(row[2])))

    def _code_of(self, line: Line) -> str:
        about = line.about
        if isinstance(about, Project):
            return about.code
        return about.owner if isinstance(about, Indicator) and about.table == 12 else ""

    def gold(self) -> tuple[str, str]:
        """Return the indicator rows and the project rows that the document holds, as CSV."""
        indicators = _table(_indicator_rows(self.numbered), INDICATOR_COLUMNS, ",")
        return indicators, _table(_project_rows(self.department, self.first_lines()), PROJECT_COLUMNS, ",")


def build() -> dict[str, str]:
    """Return every generated file: path below samples/ → content."""
    files: dict[str, str] = {}
    defects: list[list[object]] = []
    for name in SAMPLES:
        maker = _Maker(name)
        files[name] = maker.text
        stem = name.rpartition(".")[0]
        files[f"gold/{stem}_indicators.csv"], files[f"gold/{stem}_projects.csv"] = maker.gold()
        defects += maker.defects()
    files["defects.tsv"] = _table(defects, DEFECT_COLUMNS, "\t")
    return files


def main(arguments: list[str]) -> int:
    """Write the files, or with ``--check`` return 1 where one is not what would be written."""
    stale = [name for name, text in build().items() if not _same(ROOT / name, text)]
    if "--check" in arguments:
        print("\n".join(stale) or "samples are up to date")
        return 1 if stale else 0
    for name, text in build().items():
        (ROOT / name).parent.mkdir(exist_ok=True)
        (ROOT / name).write_text(text, encoding="utf-8", newline="\n")
    print(f"{len(stale)} of {len(build())} files rewritten")
    return 0


def _same(path: Path, text: str) -> bool:
    return path.is_file() and path.read_bytes() == text.encode()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
