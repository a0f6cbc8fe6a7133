"""Old Excel workbooks (xls, BIFF 2–8; also WPS et): every sheet with the numbers as it shows them.

Read with xlrd, which alone among the readers tried gives number formats, merged cells and hidden rows of this format.
"""

from __future__ import annotations

import io
from typing import Any

from auditor.config import Limits
from auditor.errors import UnreadableError
from auditor.readers.gridding import flat
from auditor.readers.office.sheets import Sheet, blocks
from auditor.readers.office.shown import number
from auditor.records.document import Document, Grid, Problem, Prose

_EMPTY, _TEXT, _NUMBER, _DATE, _BOOLEAN, _ERROR = range(6)


def read(data: bytes, source: str, sha256: str, limits: Limits) -> Document:
    """Return the Document in an old Excel workbook. Raises UnreadableError where it is none, damaged or encrypted."""
    book = _opened(data, source)
    found: list[Prose | Grid] = []
    problems: list[Problem] = []
    for index in range(book.nsheets):
        try:
            page = book.sheet_by_index(index)
            sheet = _sheet(page, book, limits.max_cells)
        except MemoryError:
            raise
        except Exception as error:
            name = book.sheet_names()[index]
            problems.append(
                Problem("read.sheet", f"工作表“{name}”已损坏（{type(error).__name__}），没有读。", partial=True)
            )
            continue
        more, said = blocks(sheet, limits.max_cells)
        found += more
        problems += said
    if b"_\x00V\x00B\x00A\x00_\x00P\x00R\x00O\x00J\x00E\x00C\x00T" in data:
        problems.append(Problem("read.macro", "文件带有宏，宏没有运行。"))
    return Document(source, sha256, "xls", tuple(found), tuple(problems), converted=False)


def _opened(data: bytes, source: str) -> Any:
    import xlrd

    try:
        return xlrd.open_workbook(file_contents=data, formatting_info=True, on_demand=True, logfile=io.StringIO())
    except xlrd.XLRDError as error:
        if "encrypt" in str(error).lower():
            raise UnreadableError("文件加了密码，请取消密码后再试。", source=source) from error
        raise UnreadableError("不是能读的旧版 Excel 文件，请用表格软件另存为 xlsx 再试。", source=source) from error
    except Exception as error:  # xlrd answers a damaged file with whatever its parsing ran into
        raise UnreadableError("文件已损坏，请用表格软件打开后另存为 xlsx 再试。", source=source) from error


def _sheet(page: Any, book: Any, most: int) -> Sheet:
    """Return a sheet of xlrd as ours."""
    sheet = Sheet(page.name, hidden=page.visibility != 0)
    for top, bottom, left, right in page.merged_cells:
        sheet.merges[top, left] = (bottom - top, right - left)
    sheet.hidden_rows.update(row for row, info in page.rowinfo_map.items() if info.hidden)
    sheet.hidden_columns.update(column for column, info in page.colinfo_map.items() if info.hidden)
    for row in range(page.nrows):
        if len(sheet.texts) >= most:
            sheet.cut = True
            break
        for column, (kind, value) in enumerate(zip(page.row_types(row), page.row_values(row), strict=True)):
            text = _shown(kind, value, (page, row, column), book) if kind not in {_EMPTY, 6} else ""
            if text:
                sheet.texts[row, column] = text
            if kind == _ERROR:
                sheet.errors.append((row, column))
    return sheet


def _shown(kind: int, value: Any, where: tuple[Any, int, int], book: Any) -> str:
    if kind == _TEXT:
        return flat(value)
    if kind == _BOOLEAN:
        return "TRUE" if value else "FALSE"
    if kind == _ERROR:
        import xlrd

        return str(xlrd.error_text_from_code.get(value, "#N/A"))
    page, row, column = where
    style = book.xf_list[page.cell_xf_index(row, column)]
    code = book.format_map[style.format_key].format_str if style.format_key in book.format_map else "General"
    return number(value, code, book.datemode == 1)
