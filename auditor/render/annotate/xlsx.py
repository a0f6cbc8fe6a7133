"""An annotated and a corrected copy of a workbook, made with openpyxl."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from auditor.errors import ConfigError
from auditor.records.finding import Finding, Where
from auditor.records.report import DocumentReport
from auditor.records.rule import SEVERITY_WORDS
from auditor.render import sheet
from auditor.render.annotate.notes import AUTHOR, gathered
from auditor.render.grouping import places
from auditor.render.view import change_of
from auditor.render.words import where_word

_FILLS = {"error": "F9D9D6", "warning": "FBEBC8", "info": "DCE8F5"}
_A1 = re.compile(r"[A-Z]{1,3}[1-9][0-9]{0,6}")
_FILL = re.compile(rb"<(\w+:|)fill\s*(?:/>|>\s*</\1fill\s*>)")
_WRITTEN_OUT = rb"<\1fill><\1patternFill/></\1fill>"
_CLOSED = "工作簿打不开（已加密或损坏），不能加批注。"
# Comment boxes do not grow by themselves: about 18 characters a line, 18 points a line.
_WIDTH, _LINE, _PER_LINE, _TALLEST = 320, 18, 18, 600


@dataclass(frozen=True, slots=True)
class Correction:
    """One cell that was rewritten in the corrected copy."""

    sheet: str
    cell: str
    before: str
    after: str
    why: str


def annotate(data: bytes, report: DocumentReport) -> bytes:
    """Return a copy with a comment and a fill at every cell with findings, and a sheet that lists them all."""
    book = _opened(data, report.source)
    notes, _ = gathered(report.findings, lambda where: _cell_key(where, book))
    for (name, address), note in notes.items():
        _mark(_anchor(book[name], address), note.text, _FILLS[note.severity])
    _listed(book, report.findings)
    return sheet.to_bytes(book)


def correct(data: bytes, report: DocumentReport) -> tuple[bytes, tuple[Correction, ...]]:
    """Return a copy in which the certain repairs are made, and what was changed.

    A cell is changed only where it still says what the finding says (but for layout); formulas never.
    """
    book = _opened(data, report.source)
    done = tuple(_corrected(book, report.findings))
    _changes(book, done)
    return sheet.to_bytes(book), done


def _opened(data: bytes, source: str) -> Any:
    """Return the workbook. Raises ConfigError where it cannot be opened."""
    from openpyxl import load_workbook

    macros = source.lower().endswith(".xlsm")
    with warnings.catch_warnings():
        # openpyxl warns of styles and extensions that it leaves out: the copy is for reading, the original stays.
        warnings.simplefilter("ignore")
        try:
            return load_workbook(BytesIO(data), keep_vba=macros)
        except TypeError:
            # Some exporters write an empty <fill/>, which Excel reads and openpyxl does not.
            return _opened_mended(data, source, macros)
        except Exception as error:  # damaged, encrypted, not a workbook: openpyxl raises what its parts raise
            raise ConfigError(_CLOSED, source=source) from error


def _opened_mended(data: bytes, source: str, macros: bool) -> Any:
    """Return the workbook with its empty fills written out. Raises ConfigError where that does not help."""
    from zipfile import ZIP_DEFLATED, ZipFile

    from openpyxl import load_workbook

    mended = BytesIO()
    try:
        with ZipFile(BytesIO(data)) as old, ZipFile(mended, "w", ZIP_DEFLATED) as new:
            for item in old.infolist():
                part = old.read(item)
                style = item.filename.lower().endswith("styles.xml")
                new.writestr(item.filename, _FILL.sub(_WRITTEN_OUT, part) if style else part)
        return load_workbook(mended, keep_vba=macros)
    except Exception as error:
        raise ConfigError(_CLOSED, source=source) from error


def _cell_key(where: Where, book: Any) -> tuple[str, str] | None:
    place = where.place
    if place.sheet in book.sheetnames and place.cell and _A1.fullmatch(place.cell):
        return str(place.sheet), place.cell
    return None


def _anchor(page: Any, address: str) -> Any:
    """Return the cell, or for one inside a merged range the first cell of the range, which alone can hold anything."""
    for merged in page.merged_cells.ranges:
        if address in merged:
            return page.cell(merged.min_row, merged.min_col)
    return page[address]


def _mark(cell: Any, text: str, colour: str) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    before = f"{cell.comment.text}\n\n" if cell.comment else ""
    comment = Comment(before + text, AUTHOR)
    comment.width = _WIDTH
    lines = sum(1 + len(line) // _PER_LINE for line in comment.text.split("\n"))
    comment.height = min(_TALLEST, _LINE * (lines + 1))
    cell.comment = comment
    cell.fill = PatternFill("solid", start_color=colour)


def _corrected(book: Any, findings: Iterable[Finding]) -> Iterator[Correction]:
    """Make the certain repairs, one a cell (a second one starts from another text), and yield them."""
    for finding in findings:
        repair = finding.repair
        if repair is None or not repair.certain:
            continue
        for where in places(finding):
            key = _cell_key(where, book)
            cell = _anchor(book[key[0]], key[1]) if key else None
            text = _rewritten(str(cell.value), finding) if cell is not None and cell.data_type == "s" else ""
            if key and cell is not None and text:
                yield Correction(*key, str(cell.value), text, finding.message)
                cell.value = text
                cell.data_type = "s"


def _rewritten(text: str, finding: Finding) -> str:
    """Return the repaired text of a cell with its line breaks kept, "" where it does not say what was repaired."""
    repair, change = finding.repair, change_of(finding)
    if repair is None or change is None:
        return ""
    if text.strip() == repair.before:
        return repair.after
    _, wrong, right, _ = change
    same = "".join(text.split()) == "".join(repair.before.split())
    return text.replace(wrong, right) if same and wrong and text.count(wrong) == 1 else ""


def _free(book: Any, name: str) -> str:
    """Return ``name``, with a number where the workbook has such a sheet already."""
    return next(n for n in (name, *(f"{name}{i}" for i in range(2, 1000))) if n not in book.sheetnames)


def _listed(book: Any, findings: Iterable[Finding]) -> None:
    rows: list[list[object]] = [["序号", "严重程度", "编号", "位置", "单元格", "问题", "建议"]]
    for number, finding in enumerate(findings, start=1):
        place = finding.where.place
        at = f"{place.sheet}!{place.cell}" if place.sheet and place.cell else ""
        severity, where = SEVERITY_WORDS[finding.severity], where_word(finding.where)
        rows.append([number, severity, finding.code, where, at, finding.message, finding.suggestion])
    _filled(book.create_sheet(_free(book, "审核意见")), rows, [6, 9, 8, 34, 18, 56, 56])


def _changes(book: Any, done: Iterable[Correction]) -> None:
    rows: list[list[object]] = [["工作表", "单元格", "原文", "改为", "理由"]]
    rows += [[change.sheet, change.cell, change.before, change.after, change.why] for change in done]
    _filled(book.create_sheet(_free(book, "更正清单")), rows, [18, 9, 50, 50, 50])


def _filled(page: Any, rows: list[list[object]], widths: list[int]) -> None:
    sheet.write_rows(page, rows)
    sheet.head(page, widths)
    sheet.fit(page, widths)
    page.freeze_panes = "A2"
    sheet.for_paper(page)
