"""Write a synthetic province as files: ``python -m bench.province.write DIR --departments 50 --years 2``."""

from __future__ import annotations

import argparse
import json
import random
from dataclasses import asdict
from decimal import Decimal
from pathlib import Path

from auditor.records.corpus import Corpus, CorpusProject, CorpusRow, CorpusSource
from auditor.records.place import Place
from bench.province.model import Document, Plant, Province
from samples.make.layout import HEADER


def text_of(document: Document) -> str:
    """Return a document as tab-separated text with one table 12."""
    lines = [
        f"{document.department}{document.year}年部门预算",
        "",
        "预算12表 年度项目支出绩效目标表",
        "",
        "（单位：万元）",
        "",
        "\t".join(HEADER),
    ]
    lines += ["\t".join(cells) for cells in _table(document)]
    return "\n".join(lines) + "\n"


def _table(document: Document) -> list[list[str]]:
    """Return the rows of table 12."""
    found = []
    for project in document.projects:
        money = [f"{project.total:.6f}", f"{project.total:.6f}", ""]
        agency = "" if found else document.department
        head = [agency, f"{project.code}-{project.name}", *money, project.objective]
        for place, row in enumerate(project.rows):
            found.append([*(head if place == 0 else [""] * 6), *row])
    return found


def write(document: Document, folder: Path, number: int, xlsx: float) -> None:
    """Write one document into the folder of its year, some of them as workbooks."""
    home = folder / str(document.year) / f"{number // 1000:03}"
    home.mkdir(parents=True, exist_ok=True)
    name = f"{number:06}-{document.department}"
    if random.Random(f"xlsx|{number}").random() >= xlsx:
        (home / f"{name}.tsv").write_text(text_of(document), encoding="utf-8", newline="\n")
        return
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.title = "预算12表"
    sheet.append([f"{document.department}{document.year}年部门预算"])
    sheet.append(["预算12表 年度项目支出绩效目标表"])
    sheet.append(["（单位：万元）"])
    sheet.append(HEADER)
    for cells in _table(document):
        sheet.append(cells)
    book.save(home / f"{name}.xlsx")


def write_pdf(document: Document, folder: Path, number: int) -> None:
    """Write one document as a PDF with ruled tables and its own text."""
    from samples.make.pdfs import Style, pdf_of, table_12

    projects, rows = [], []
    for one in document.projects:
        total = f"{one.total:.6f}"
        head = {"project_code": one.code, "project_name": one.name, "goal_text": one.objective}
        projects.append({**head, "total_wan": total, "fiscal_wan": total, "other_wan": ""})
        names = ("level1", "level2", "name", "operator", "value", "unit")
        rows += [{"table": "12", "project_code": one.code, **dict(zip(names, row, strict=True))} for row in one.rows]
    folder.mkdir(parents=True, exist_ok=True)
    table = table_12(projects, rows, agency=document.department)
    (folder / f"{number:06}-{document.department}.pdf").write_bytes(pdf_of([table], Style()))


def corpus_of(province: Province) -> tuple[Corpus, list[Plant]]:
    """Return a province as the records that corpus checks compare, without any file, and what was planted."""
    sources: list[CorpusSource] = []
    projects: list[CorpusProject] = []
    rows: list[CorpusRow] = []
    truth: list[Plant] = []
    texts: dict[str, str] = {}
    for number, document in enumerate(province.documents()):
        sources.append(CorpusSource(f"{document.year}/{number}", document.department, document.year, str(number)))
        truth += document.truth
        for order, project in enumerate(document.projects):
            place = len(projects)
            head = (number, project.code, project.code, project.name, Decimal(project.total), project.objective)
            projects.append(CorpusProject(*head, Place(line=place), order))
            for cells in project.rows:
                shared = [texts.setdefault(text, text) for text in cells]
                rows.append(CorpusRow(number, len(rows), 12, place, "", *shared, Place(line=len(rows))))
    return Corpus(tuple(sources), tuple(projects), tuple(rows)), truth


def main() -> None:
    """Write the province that the command line asks for, and truth.jsonl beside it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--departments", type=int, default=50)
    parser.add_argument("--years", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--xlsx", type=float, default=0.0, help="share of workbooks, 0..1")
    given = parser.parse_args()
    province = Province(given.departments, given.years, seed=given.seed)
    given.folder.mkdir(parents=True, exist_ok=True)
    with (given.folder / "truth.jsonl").open("w", encoding="utf-8") as file:
        for number, document in enumerate(province.documents()):
            write(document, given.folder, number, given.xlsx)
            for plant in document.truth:
                file.write(json.dumps(asdict(plant), ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
