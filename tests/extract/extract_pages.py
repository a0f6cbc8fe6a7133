"""Made-up pages with tables 12, 13 and 05, lists and notes, damaged in known ways, written in every format.

``content`` of a page are the texts of its indicators: each must be in a record, or the document is partial.
``rest`` is everything else that a person sees: each text must be somewhere.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from random import Random

from samples.make.boxes import Box, Table
from samples.make.docx_file import docx
from samples.make.html_file import html
from samples.make.pdfs import Box as PdfBox
from samples.make.pdfs import Style, pdf_of
from samples.make.pdfs import Table as PdfTable
from samples.make.xlsx_file import xlsx

Rows = list[list[str]]
LEVELS = (
    ("产出指标", "数量指标", "{t}数量", "≥", "{n}", "个"),
    ("产出指标", "质量指标", "{t}验收合格率", "≥", "95", "%"),
    ("产出指标", "时效指标", "{t}完成时间", "≤", "11", "月"),
    ("成本指标", "经济成本指标", "{t}成本", "≤", "{n}", "万元"),
    ("效益指标", "社会效益指标", "{t}受益人数", "≥", "{n}", "人次"),
    ("满意度指标", "服务对象满意度指标", "{t}使用者满意度", "≥", "90", "%"),
)
HEAD_12 = ["项目名称", "项目总额", "绩效目标", "一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位"]
HEAD_13 = ["活动", "一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位"]
LEAD = {12: 3, 13: 1, 5: 0}  # columns whose cells may be merged downwards
_FIRST, _SECOND = "甲乙丙丁戊己庚辛壬癸", "东南西北中上下左右前"
_WORKS = ("雨棚翻新", "苗圃补种", "灯箱检修", "档案装订", "戏台加固", "水表更换", "菜场保洁")
NAMES = [["序号", "姓名", "职务", "联系电话"], ["1", "卢小满", "科员", "8801"], ["2", "范春分", "主办", "8802"]]
ADVICE = [["填报说明", ""], ["栏目", "怎样填"], ["指标值", "填写数字，不带单位"], ["度量单位", "填写法定计量单位"]]
STAFF = [["人员类别", "编制数", "实有数"], ["行政人员", "31", "29"], ["事业人员", "17", "16"]]
MONEY = [
    ["收入项目", "预算数", "支出项目", "预算数"],
    ["一、一般公共预算财政拨款收入", "7141.25", "一、农林水支出", "6018.25"],
    ["二、政府性基金预算拨款收入", "0.75", "二、住房保障支出", "1123.75"],
    ["本年收入合计", "7142.00", "本年支出合计", "7142.00"],
]
LISTS = (NAMES, ADVICE, STAFF)
NOTES = ("注：以上指标由各单位填报，单位盖章有效。", "填报人：范春分    联系电话：8801", "说明：本表由渡口所汇总。")


@dataclass(slots=True)
class Part:
    """A table with its kind (12, 13, 5, or 0 for a list); ``merged``: blank cells below a text belong to it."""

    kind: int
    rows: Rows
    merged: bool = False


@dataclass(slots=True)
class Page:
    """Lines of prose and tables in order; ``damaged`` says that it may be read in part."""

    parts: list[str | Part] = field(default_factory=list)
    content: list[str] = field(default_factory=list)
    rest: list[str] = field(default_factory=list)
    damaged: bool = False

    def tables(self, *kinds: int) -> list[Part]:
        """Return the tables of these kinds."""
        return [part for part in self.parts if isinstance(part, Part) and part.kind in kinds]


def page(random: Random) -> Page:
    """Return an undamaged page: table 12 and mostly others around it."""
    made = Page(["青禾县渡口管理所2026年部门预算"])
    serial = iter(random.sample(range(100), 100))
    if random.random() < 0.4:
        _titled(made, "预算05表 财政拨款收支总表", Part(5, [row[:] for row in MONEY]))
    kinds = random.choice(((12,), (12,), (13,), (12, 13), (13, 12)))
    for kind in kinds:
        title = {12: "预算12表 年度项目支出绩效目标表", 13: "预算13表 部门整体支出绩效目标申报表"}[kind]
        _titled(made, title, (_twelve if kind == 12 else _thirteen)(random, serial, made))
    if random.random() < 0.3:
        made.parts.append(random.choice(NOTES))
    return made


def _titled(made: Page, title: str, part: Part) -> None:
    made.parts += [title, "单位：万元", part]


def _token(number: int) -> str:
    return _FIRST[number // 10] + _SECOND[number % 10]


def _twelve(random: Random, serial: object, made: Page) -> Part:
    rows = [HEAD_12[:]]
    owner = random.choice(("first", "each", "merged"))
    for _ in range(random.randint(1, 3)):
        token = _token(next(serial))  # type: ignore[call-overload]
        work = token + random.choice(_WORKS)
        lead = [f"{work}项目", f"{random.randint(2000, 8999)}.00", f"完成{work}的全部工作。"]
        made.content += lead
        for at, row in enumerate(_indicators(random, serial, made)):
            rows.append([*(lead if not at or owner == "each" else ["", "", ""]), *row])
    return Part(12, rows, owner == "merged")


def _thirteen(random: Random, serial: object, made: Page) -> Part:
    name = "青禾县渡口管理所"
    goal = f"{_token(next(serial))}渡口全年安全运行。"  # type: ignore[call-overload]
    made.content += [name, goal]
    rows = [["部门名称", name, *[""] * 5], ["年度总体目标", goal, *[""] * 5], HEAD_13[:]]
    for _ in range(random.randint(1, 2)):
        activity = f"{_token(next(serial))}{random.choice(_WORKS)}"  # type: ignore[call-overload]
        made.content.append(activity)
        for at, row in enumerate(_indicators(random, serial, made)):
            rows.append([activity if not at else "", *row])
    return Part(13, rows, random.random() < 0.5)


def _indicators(random: Random, serial: object, made: Page) -> Rows:
    rows = []
    for kind in sorted(random.choices(range(6), k=random.randint(1, 4))):
        number = next(serial)  # type: ignore[call-overload]
        topic = _token(number) + random.choice(_WORKS)
        row = [text.format(t=topic, n=1000 + number * 17) for text in LEVELS[kind]]
        made.content += [row[2], row[4]]
        rows.append(row)
    return rows


# --- what may happen to a page: name → function; those in HARMLESS leave it whole ---


def blank_row(random: Random, made: Page) -> None:
    """Put a blank row above a project or below the table."""
    part = _any(random, made)
    firsts = [at for at in range(1, len(part.rows)) if part.rows[at][0]]
    at = random.choice([*firsts, len(part.rows)])
    part.rows.insert(at, [""] * len(part.rows[0]))


def blank_column(random: Random, made: Page) -> None:
    """Put a blank column without a head anywhere."""
    part = _any(random, made)
    at = random.randint(0, len(part.rows[0]))
    for row in part.rows:
        row.insert(at, "")
    part.merged = False


def extra_column(random: Random, made: Page) -> None:
    """Put a column behind the last that no layout knows, filled."""
    part = _any(random, made)
    head = next(at for at, row in enumerate(part.rows) if "指标值" in row)
    for at, row in enumerate(part.rows):
        text = "" if at < head else "责任科室" if at == head else f"{_token(at)}科"
        row.append(text)
        made.rest += [text] if text else []


def beside(random: Random, made: Page) -> None:
    """Put a list beside the table, a blank column between."""
    part = _any(random, made)
    _beside(part, random.choice(LISTS), random.choice((0, 1)), made)


def indicators_beside(random: Random, made: Page) -> None:
    """Put a second table of indicators beside the first."""
    part = _any(random, made)
    other = _twelve(random, iter(random.sample(range(100), 100)), made)
    _beside(part, other.rows, 0, made)
    part.merged = False


def _beside(part: Part, rows: Sequence[Sequence[str]], first: int, made: Page) -> None:
    width = len(part.rows[0])
    while len(part.rows) < len(rows) + first:
        part.rows.append([""] * width)
    for at, row in enumerate(part.rows):
        inside = first <= at < first + len(rows)
        row += ["", *(rows[at - first] if inside else [""] * len(rows[0]))]
    made.rest += [text for row in rows for text in row if text]


def list_after(random: Random, made: Page) -> None:
    """Put a list below everything, as a table of its own."""
    rows = [list(row) for row in random.choice(LISTS)]
    made.parts.append(Part(0, rows))
    made.rest += [text for row in rows for text in row if text]


def list_attached(random: Random, made: Page) -> None:
    """Put a list into the table, right below its last row."""
    part = _any(random, made)
    width = len(part.rows[0])
    for row in random.choice(LISTS):
        part.rows.append([*row, *[""] * (width - len(row))])
        made.rest += [text for text in row if text]


def note_row(random: Random, made: Page) -> None:
    """Put a note into the table, in a row of its own."""
    part = _any(random, made)
    note, at = random.choice(NOTES), random.randint(1, len(part.rows))
    part.rows.insert(at, [note, *[""] * (len(part.rows[0]) - 1)])
    made.rest.append(note)


def note_below(random: Random, made: Page) -> None:
    """Put a note right below a table."""
    part = _any(random, made)
    note = random.choice(NOTES)
    made.parts.insert(made.parts.index(part) + 1, note)
    made.rest.append(note)


def split_by_note(random: Random, made: Page) -> None:
    """Cut a table in two with prose between."""
    part = _any(random, made)
    cut = random.randint(1, len(part.rows))
    at = made.parts.index(part)
    note = random.choice((*NOTES, "（续）", "预算12表（续）"))
    made.parts[at : at + 1] = [Part(part.kind, part.rows[:cut], part.merged), note, Part(part.kind, part.rows[cut:])]
    made.rest.append(note)


def head_again(random: Random, made: Page) -> None:
    """Print the head again above a project."""
    part = _any(random, made)
    firsts = [at for at in range(2, len(part.rows)) if part.rows[at][0]] or [len(part.rows)]
    head = next(row for row in part.rows if "指标值" in row)
    part.rows.insert(random.choice(firsts), head[:])


def sums(random: Random, made: Page) -> None:
    """Print a row of sums below the table."""
    for part in made.tables(12)[:1]:
        part.rows.append(["合计", "66031.00", *[""] * (len(part.rows[0]) - 2)])
        made.rest.append("66031.00")


def ragged(random: Random, made: Page) -> None:
    """Let a row lose, double or gain a cell."""
    part = _any(random, made)
    row = part.rows[random.randrange(min(1, len(part.rows) - 1), len(part.rows))]
    at, kind = random.randrange(len(row)), random.randrange(3)
    if kind == 0 and not row[at]:
        del row[at]
    elif kind == 1:
        row.insert(at, "")
    else:
        row.insert(at, row[at])
    part.merged = False


def stray(random: Random, made: Page) -> None:
    """Write a remark into a cell that is blank, or beyond the head."""
    part = _any(random, made)
    number = random.randrange(min(1, len(part.rows) - 1), len(part.rows))
    row, text = part.rows[number], f"{_token(random.randrange(100))}处待定"
    below = any("指标值" in above for above in part.rows[:number])
    blank = [at for at, cell in enumerate(row) if not cell]
    if blank and random.random() < 0.6:
        row[random.choice(blank)] = text
    else:
        row.append(text)
    own = below and text in row[: len(HEAD_12 if part.kind == 12 else HEAD_13)]
    (made.content if own else made.rest).append(text)


def no_title(random: Random, made: Page) -> None:
    """Drop the titles and captions of all tables."""
    made.parts = [part for part in made.parts if isinstance(part, Part) or part in made.rest]


def _any(random: Random, made: Page) -> Part:
    return random.choice([part for part in made.tables(12, 13) if any("指标值" in row for row in part.rows)])


HARMLESS: dict[str, Callable[[Random, Page], None]] = {
    "blank row": blank_row,
    "blank column": blank_column,
    "list beside": beside,
    "list after": list_after,
    "list attached": list_attached,
    "note below": note_below,
    "head again": head_again,
    "sums": sums,
}
HARMFUL: dict[str, Callable[[Random, Page], None]] = {
    "extra column": extra_column,
    "indicators beside": indicators_beside,
    "note in a row": note_row,
    "split by a note": split_by_note,
    "ragged": ragged,
    "stray": stray,
    "no title": no_title,
}
CHANGES = HARMLESS | HARMFUL


def changed(seed: int, names: Sequence[str]) -> Page:
    """Return the page of a seed after the named changes."""
    random = Random(seed)
    made = page(random)
    for name in names:
        CHANGES[name](random, made)
        made.damaged |= name in HARMFUL
    return made


# --- formats ---


def boxes(part: Part) -> list[list[Box | None]]:
    """Return the cells of a table, merged where a text is followed by blank cells in the rows of a project."""
    width = max(map(len, part.rows), default=0)
    rows: list[list[Box | None]] = [[Box(text) for text in row] + [Box("")] * (width - len(row)) for row in part.rows]
    if part.merged:
        body = next((at for at, row in enumerate(part.rows) if "指标值" in row), 0) + 1
        for column in range(LEAD[part.kind]):
            _merge(rows, part.rows, body, column)
    return rows


def _merge(rows: list[list[Box | None]], texts: Rows, body: int, column: int) -> None:
    top: Box | None = None
    for at in range(body, len(rows)):
        box = rows[at][column]
        follows = bool(any(texts[at])) and not any(texts[at][: LEAD[12]]) if column < LEAD[12] else False
        if top is not None and box is not None and follows:
            top.rows += 1
            rows[at][column] = None
        else:
            top = box if box is not None and box.text else None


def markdown(made: Page) -> bytes:
    """Return the page as Markdown."""
    out = []
    for part in made.parts:
        if isinstance(part, str):
            out.append(part)
        else:
            lines = [f"| {' | '.join(row)} |" for row in part.rows]
            out.append("\n".join([*lines[:1], "|" + "---|" * len(part.rows[0] if part.rows else []), *lines[1:]]))
    return "\n\n".join(out).encode()


def separated(mark: str, encoding: str = "utf-8") -> Callable[[Page], bytes]:
    """Return a writer of text with ``mark`` between the cells; tables follow each other without a blank line."""

    def write(made: Page) -> bytes:
        out = io.StringIO()
        writer = csv.writer(out, delimiter=mark)
        for part in made.parts:
            writer.writerows([[part]] if isinstance(part, str) else part.rows)
        return out.getvalue().encode(encoding)

    return write


def _tables(made: Page) -> list[Table]:
    """Return the tables, each with the prose above it; prose at the end as a table of one cell."""
    found: list[Table] = []
    prose: list[str] = []
    for part in made.parts:
        if isinstance(part, str):
            prose.append(part)
        elif part.rows:
            found.append(Table(f"表{len(found) + 1}", prose, boxes(part)))
            prose = []
    if prose:
        found.append(Table("其他", prose[:-1], [[Box(prose[-1])]]))
    return found


def one_sheet(made: Page) -> bytes:
    """Return a workbook with everything on one sheet, without a blank row between."""
    width = max(len(row) for part in made.parts if isinstance(part, Part) for row in part.rows)
    rows: list[list[Box | None]] = []
    for part in made.parts:
        for row in [[Box(part)]] if isinstance(part, str) else boxes(part):
            rows.append([*row, *[Box("")] * (width - len(row))])
    return xlsx([Table("预算", [], rows)])


def pdf(made: Page) -> bytes:
    """Return the page as PDF, each table on pages of its own."""
    found = []
    for table in _tables(made):
        title, *more = table.titles or [""]
        cells = [
            PdfBox(at, column, box.text, box.rows, box.columns)
            for at, row in enumerate(table.rows)
            for column, box in enumerate(row)
            if box
        ]
        head = tuple(cell for cell in cells if not cell.row)
        body = tuple(replace(cell, row=cell.row - 1) for cell in cells if cell.row) or (PdfBox(0, 0, ""),)
        found.append(PdfTable(title, "  ".join(more), (700.0 / table.width,) * table.width, head, body))
    return pdf_of(found, Style(size=6.5, repeat=False))


FORMATS: dict[str, tuple[str, Callable[[Page], bytes]]] = {
    "md": ("x.md", markdown),
    "csv": ("x.csv", separated(",")),
    "tsv": ("x.tsv", separated("\t")),
    "html": ("x.html", lambda made: html(_tables(made), "公开").encode()),
    "xlsx": ("x.xlsx", lambda made: xlsx(_tables(made))),
    "one sheet": ("x.xlsx", one_sheet),
    "docx": ("x.docx", lambda made: docx(_tables(made))),
    "pdf": ("x.pdf", pdf),
}
