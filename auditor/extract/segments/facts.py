"""Department and year of a document."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from auditor.extract.lines.stream import Line
from auditor.extract.segments.captions import YEAR, names_body
from auditor.extract.segments.said import glued_label
from auditor.extract.words.bodies import INSTITUTION
from auditor.extract.words.keys import fold
from auditor.extract.words.vocabulary import header, no_department
from auditor.records.budget import Overall, Project
from auditor.records.document import Cell
from auditor.text.width import has_han

_SHORTEST = 3
_BODIES = frozenset({"agency", "ministry"})
_MOST_LABELS = 3  # a line of labels: the department, the date, the unit of money
_YEAR_LABELLED = re.compile(r"(?:评价|自评|考核|预算|填报|监控|绩效)年度:(20\d\d)(?!\d)")  # beside other labels
_OF_YEAR = re.compile(r"(20\d\d)年度")
_LABELLED_YEAR = re.compile(r"^(?:评价|自评|考核|预算|填报|所属|监控|绩效)?年度:(20\d\d)年?$")
_OF_BUDGET = re.compile(r"(20\d\d)年.{0,12}预算")
_OF_TABLE = re.compile(r"(20\d\d)年?[^。;]{0,24}(?:绩效|目标|指标)[^。;]{0,12}表")
_BEHIND_TABLE = re.compile(r"(?:绩效|目标|指标)[^。;]{0,12}表\((20\d\d)年?度?\)")
_OF_PERIOD = re.compile(r"(20\d\d)年(?:上半年|前三季度|\d{1,2}月?(?:\d{1,2}日)?[至到~—-]+(?:20\d\d年)?\d{1,2}月)")
_BESIDE_NUMBER = re.compile(r"(?:表\d{1,2}(?!\d)|\d{1,2}表)[^。;]{0,50}?(20\d\d)年")
_YEAR = re.compile(r"(20\d\d)年度?")
_DATED_IN = re.compile(r"(?<!\d)(20\d\d)年\d{1,2}月")
_TITLED = re.compile(r"[^:。;]{0,30}?(20\d\d)年度[^:。;]{0,40}(?:自评|评价|监控)[^:。;]{0,10}表")
_FILE_YEAR = re.compile(r"(?<!\d)(20[1-4]\d)(?!\d)")
_AGENCY = re.compile(r"^\d{6}[-—–－](?=\D)")
_CODED = re.compile(r"^\s*\d{3,9}\s*[-—–－_]\s*|\s*[-—–－\[(（]\s*\d{3,9}\s*[\])）]?\s*$|(?<=[一-鿿])\s*\d{5,9}\s*$")
_LABEL = re.compile(r"^([^:]{2,14}):(.{3,40}?)(?:\(?(?:金额)?单位:.*)?$")
_NEXT = re.compile(
    r"(?:预算|编制|填报|填表|监[控测]|评价|自评|统计|截[止至])*(?:年度|日期|时间|期间|区间|时段)[:(]|[(]?20\d\d年"
)
_UNIT = re.compile(r"^(?:人民币)?[百千万亿]*元")
_TITLE = re.compile(
    r"^(.{2,40}?)(?:20\d\d年度?)?(?:部门|单位)?(?:部门预算|单位预算|预算公开|预算信息公开|预算(?:编制)?说明)"
)
_BEFORE = re.compile(
    r"^(?:附件?[\d一二三四五六七八九十]*[:：、.]?|关于|[(《“]|20\d\d年度?|[\d一二三四五六七八九十]{1,2}[、.])+"
)
_OF_TITLE = re.compile(r"(.{3,30}?)[(]?20\d\d年度?[)]?[^。;:]{0,30}(?:绩效|目标|指标|自评|监控)[^。;:]{0,20}表")
_OF_NAME = re.compile(r"[\d\s_.、-]*(.{3,30}?)[(_\s-]*20\d\d(?!\d)")
_NO_NAME = re.compile(r"各|全[省市县区镇乡]|所属|有关|及其|报送|上报")  # 全县各学校, 报送财政局
_LONGEST = 60
_DATED = re.compile(r"20\d\d年.*$")  # 某市2026年市级部门预算: what stands behind the year is no part of a name
_PLACE = re.compile(r".{1,6}[省市县区州旗盟镇乡]")


def year_of(lines: Sequence[Line], source: str) -> int | None:
    """Return the budget year: from a short line that names a 年度, else a title, a cell, a sheet, the file name."""
    short = [fold(line.filled[0].text) for line in lines if len(line.filled) == 1 and len(line.filled[0].text) < 50]
    for pattern in (
        _LABELLED_YEAR,
        _YEAR_LABELLED,
        _OF_YEAR,
        _OF_BUDGET,
        _OF_TABLE,
        _BEHIND_TABLE,
        _OF_PERIOD,
        _BESIDE_NUMBER,
    ):
        years = Counter(int(match.group(1)) for text in short if (match := pattern.search(text)))
        if years:
            return _titled_year(years, short, lines) or years.most_common(1)[0][0]
    cells = (fold(cell.text) for line in lines if names_body(line) for cell in line.filled[1:])
    if years := Counter(int(match.group(1)) for text in cells if (match := YEAR.fullmatch(text))):
        return years.most_common(1)[0][0]
    for name in _names(lines, source):
        if match := _YEAR.search(name) or _FILE_YEAR.search(name):
            return int(match.group(1))
    return None


def _titled_year(labelled: Counter[int], short: Sequence[str], lines: Sequence[Line]) -> int | None:
    """Return the only year of titles where the cells tell of that alone, and a label once of another one, else None."""
    titles = {int(match.group(1)) for text in short if (match := _TITLED.fullmatch(text.strip("#*")))}
    if len(titles) != 1 or sum(labelled.values()) > 1 or titles & labelled.keys():
        return None
    told = Counter(
        int(year) for line in lines if not line.prose for cell in line.cells for year in _DATED_IN.findall(cell.text)
    )
    (titled,), (other,) = titles, labelled
    return titled if told[titled] > max(1, told[other]) else None


def _names(lines: Sequence[Line], source: str) -> tuple[str, ...]:
    """Return the names of the sheets and that of the file."""
    return (*dict.fromkeys(line.place.sheet or "" for line in lines), re.split(r"[\\/]", source)[-1])


def department_of(lines: Sequence[Line], source: str, overall: Overall | None, projects: Sequence[Project]) -> str:
    """Return the department: table 13's head, else the most frequent 主管部门 or agency, else a label or a title.

    Else it stands before the year in the title of a table, the name of a sheet or that of the file.
    """
    return _unlabelled(_said_department(lines, overall, projects)) or _before_year(lines, source)


def _said_department(lines: Sequence[Line], overall: Overall | None, projects: Sequence[Project]) -> str:
    """Return the department as the document prints it, maybe with its label (单位:某局)."""
    if overall and overall.department.text:
        return overall.department.text
    above = [cell.text for project in projects for label, cell in project.details if "ministry" in header(label)]
    if above:
        return _CODED.sub("", Counter(above).most_common(1)[0][0])
    agencies = Counter(project.agency for project in projects if project.agency)
    for line in lines:
        text = line.cells[0].text
        if text[:3].isdigit() and (match := _AGENCY.match(fold(text))):
            agencies[fold(text)[match.end() :]] += 1
    if agencies:
        return agencies.most_common(1)[0][0]
    prose = [fold(line.filled[0].text).strip("#*") for line in lines if line.prose]
    labels = [fold(line.filled[0].text) for line in lines if not line.prose and len(line.filled) <= _MOST_LABELS]
    return next(filter(None, (*map(labelled_body, (*prose, *labels)), *map(_titled, prose))), "")


def _before_year(lines: Sequence[Line], source: str) -> str:
    """Return the body that a title, a sheet or the file names before the year (某局2026年项目绩效目标表), else ""."""
    short = (fold(line.filled[0].text).strip("#*") for line in lines if len(line.filled) == 1)
    titles = (match for text in short if len(text) < _LONGEST and (match := _OF_TITLE.match(text)))
    names = (match for name in _names(lines, source) if (match := _OF_NAME.match(fold(name))))
    return next(filter(None, (_body(match.group(1)) for match in (*titles, *names))), "")


def _body(text: str) -> str:
    """Return the name of one public body without what stands before it, "" where it is none (河道清淤, 各学校)."""
    name = _BEFORE.sub("", text).rstrip("-_ 》)" if "(" not in text else "-_ 》")
    if len(name) < _SHORTEST or _NO_NAME.search(name) or _PLACE.fullmatch(name) or no_department(name):
        return ""
    return name if name.endswith(("政府", "街道")) or INSTITUTION.search(name) else ""


def _unlabelled(text: str) -> str:
    """Return a department without the label in the same cell (部门名称:某局)."""
    parts = glued_label(Cell(text))
    return parts[1] if parts and header(parts[0]) & _BODIES else text


def labelled_body(text: str) -> str:
    """Return the department behind a label in folded text (填报单位:某局 单位:万元), "" where none is."""
    match = _LABEL.match(text)
    if not match or not header(match.group(1)) & _BODIES or _UNIT.match(match.group(2)):
        return ""
    name = _CODED.sub("", _NEXT.split(match.group(2))[0])
    return name if has_han(name) and not re.search(r"\d", name) else ""


def _titled(text: str) -> str:
    """Return the department before 部门预算 in a heading, "" where the heading names none (2026年部门预算, 目录)."""
    match = _TITLE.match(text)
    name = _DATED.sub("", _BEFORE.sub("", match.group(1))) if match else ""
    if len(name) < _SHORTEST or not has_han(name) or _PLACE.fullmatch(name):
        return ""
    return "" if no_department(name) else name
