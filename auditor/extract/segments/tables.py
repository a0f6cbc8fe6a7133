"""Which lines belong to which budget table: titles, captions, telltale headers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from auditor.extract.lines.outcome_heads import tells_results
from auditor.extract.lines.stream import Line
from auditor.extract.segments.captions import YEAR, captioned, is_caption, unit_beside, unit_in
from auditor.extract.segments.contents import contents
from auditor.extract.segments.general_unit import general_unit
from auditor.extract.segments.owners import names_project, unit_cut
from auditor.extract.words.furniture import counts_columns, is_page_mark
from auditor.extract.words.inline import inline_fields
from auditor.extract.words.keys import fold, tidy
from auditor.extract.words.notes import CAPTION
from auditor.extract.words.vocabulary import roles_of
from auditor.records.document import Cell
from auditor.records.place import NOWHERE, Place
from auditor.text.numbers import chinese_number

_NUMBERED = re.compile(
    r"^(?:附件?\d*:?)?(?:20\d\d年度?)?(?:部门|单位)?(?:预算)?(?:公开|附)?"
    r"(?:表(\d{1,2})(?!\d)|(\d{1,2})表|表([一二三四五六七八九十]{1,2})(?!般)):?"
)
_SHOWN_START = re.compile(
    r"^[#*\s]*(?:附件?\s*\d*\s*[:：]?)?\s*(?:20\d\d\s*年度?)?\s*(?:部门|单位)?(?:预算)?(?:公开|附)?\s*"
    r"(?:表\s*\d{1,2}(?!\d)|\d{1,2}\s*表|表[一二三四五六七八九十]{1,2}(?!般))\s*[:：]?\s*"
)
_SHOWN_END = re.compile(r"[(（]?(?:金额)?单位\s*[:：].*$")
_ASSESSED = re.compile(r"(?:项目|整体|部门|单位)(?:支出)?(?:自评价?|监控)(?:情况)?表")
_TITLE = re.compile(
    r"^[^。;!?]{0,50}(?:绩效(?:目标|指标)?(?:运行|执行|跟踪|监测|实施|申报|批复|自评|评价|审批|审核|公开|下达|备案|监控|设定|分解|汇总|明细|一览|公示|情况|结果)*表"
    r"(?:(?::|[—–-]{1,2})(?![^:]{0,4}(?:见|附|无|共|如下|同|略))[^。;!?:]{2,60}(?<![:,，]))?|"
    rf"{_ASSESSED.pattern}|收支(?:预算)?总表|支出(?:预算)?(?:总|汇总|明细)?表|预算(?:明细|总)?表|收入(?:预算)?总?表)"
    r"(?:[一二三四五六七八九十]{1,3}|\d{1,2})?(?:\(.{0,20}\)|(?<=绩效目标表)\([^()。;]{0,50}\))?$"
)
# The other tables of a disclosure begin with what they are about: free text that only ends in 表 is no title.
_MONEY_TITLE = re.compile(
    r"^(?:(?:0\d|1[0-5])[.、:]?(?=\D))?(?:.{0,25}?20\d\d年度?)?(?:[一二三四五六七八九十]+、)?(?:部门|单位|本级|政府)?(?:财务)?(?:预算)?"
    r"(?:收支|收入|支出|财政拨款|一般公共预算|政府性基金|国有资本经营|[“\"]?三公[”\"]?经费|项目支出|基本支出"
    r"|政府采购|政府购买服务|机关运行经费|(?:专项|对下|财政)?转移支付)[^。;,:]{0,30}表(?:\(.{0,20}\))?$"
)
NOTHING = re.compile(r"无|没有|不涉及|未安排|为空|空表|为零")
_HEADS = 0.6  # of the cells of a row of heads are known
# What stands between the pieces of a table that goes on on the next page.
AGAIN = re.compile(
    r"\(?(?:[续接承转][上下前次]?(?:一?[表页])?|[上下]接(?:第?\d*[页表])?|表?\(续\))[\d一二三四五]{0,2}\)?:?"
)
_PROJECT_LABEL = re.compile(r"项目名称\s*[:：]\s*\S")
_LONGEST_TITLE = 70


@dataclass(slots=True)
class Segment:
    """The lines of one table. ``kind`` is 12, 13 or 0 (any other); titles and captions are not among the lines.

    ``captions`` are those cells of its lines that print its unit of money, maybe behind a label. ``units`` are all
    units printed in or above it, each with how many lines stood before it and its sheet; ``general`` is what is said
    of all tables before it begins, its unit where it prints none.

    ``width`` counts the cells of its first line with an indicator, 0 where none has one. ``year`` is the budget's.
    """

    number: str = ""
    title: str = ""
    kind: int = 0
    unit: str = ""
    place: Place = NOWHERE
    lines: list[Line] = field(default_factory=list)
    width: int = 0
    captions: list[Cell] = field(default_factory=list)
    units: list[tuple[str, int, str | None]] = field(default_factory=list)
    year: int | None = None
    general: str = ""


def split(lines: tuple[Line, ...]) -> list[Segment]:
    """Return the tables of a document in order; lines before the first table form a segment of kind 0."""
    segments = [Segment()]
    aside: list[Segment] = []
    general = ""
    listed = contents(lines)
    for number, printed in enumerate(lines):
        general = general_unit(printed) or general
        known = len(segments)
        if number in listed:
            segments[-1].lines.append(printed)
            continue
        line, captions = captioned(printed)
        segments[-1].captions += captions
        _announce(segments[-1], unit_in(captions) or unit_beside(line), line)
        if line.filled:
            _enter(line, segments, aside)
        for begun in segments[known:]:
            begun.general = general
    for segment in segments:
        segment.unit = segment.unit or segment.general
        if _is_of_contents(segment):
            segment.title, segment.kind = "", 0
        segment.kind = _settle(segment)
        if segment.kind:
            segment.lines = [line for line in segment.lines if not counts_columns(line.texts)]
    return [*segments, *aside]


def _announce(segment: Segment, unit: str, line: Line) -> None:
    """Note a unit of money that a line prints, the rest of which follows: the table's, or that of one below it."""
    if unit:
        segment.unit = segment.unit if segment.unit and segment.lines else unit
        segment.units.append((unit, len(segment.lines) + bool(line.filled), line.place.sheet))


def _below(now: Segment, new: Segment) -> Segment:
    """Return ``new`` with the unit of money that is printed between the last row of the table ``now`` and it."""
    unit, above, sheet = now.units[-1] if now.units else ("", 0, None)
    if not unit or sheet != new.place.sheet or not all(line.prose for line in now.lines[above:]):
        return new
    return replace(new, unit=unit, units=[(unit, 0, sheet)])


def _enter(line: Line, segments: list[Segment], aside: list[Segment]) -> None:
    """Add a line to the last segment, or begin one where it is a title or a head that only one table has."""
    if cut := unit_cut(line):
        _announce(segments[-1], unit_in(cut[1:]), cut[0])
        segments[-1].captions.append(cut[1])
        _add_row(cut[0], segments, aside)
        return
    only = _lone_text(line)
    if not only:
        _add_row(line, segments, aside)
        return
    caption = CAPTION.search(only)
    title = only[: caption.start()] if caption else only
    if is_title(title):
        _open_titled(segments, title, line.filled[0].text, line.place)
    if caption:
        _announce(segments[-1], caption.group(1), replace(line, cells=()))
        if title and not is_title(title):
            segments[-1].captions += line.filled
    elif not (is_title(title) or YEAR.fullmatch(only) or AGAIN.fullmatch(only) or is_page_mark(only)):
        _add_row(line, segments, aside)


def _add_row(line: Line, segments: list[Segment], aside: list[Segment]) -> None:
    """Add a line that is no title to the last segment, or begin one where it is a head that only one table has."""
    if not line.prose:
        _open_headed(segments, line)
    _add(line, segments[-1], aside)


def _add(line: Line, now: Segment, aside: list[Segment]) -> None:
    """Add a line to the table ``now``; a foreign table behind its indicators becomes a segment ``aside``.

    A grid as wide as the table goes on with it even without words, but not on another sheet: merged cells may leave
    its levels blank.
    """
    elsewhere = line.place.sheet != now.place.sheet
    if line.outside and not line.prose and now.width and (elsewhere or now.width != len(line.cells)):
        if not aside or aside[-1].lines[-1].piece != line.piece:
            aside.append(Segment(place=line.place))
        now = aside[-1]
    now.lines.append(line)
    if not (now.width or line.prose or line.outside) and line.has_levels:
        now.width = len(line.cells)


def _open_headed(segments: list[Segment], line: Line) -> None:
    """Begin a segment at a head row that only table 12 or 13 has, where the present segment is another table."""
    now = segments[-1]
    kind = telltale(line)
    if kind == 13 and any(names_project(one) for one in now.lines if not one.prose):
        return  # 部门名称 below 项目名称: a label of the project's form
    if kind and kind != now.kind and (now.lines or not now.title) and not _inside_overall(line, now, kind):
        begun = _begun(now.lines, line) if not now.kind else []
        segments.append(_below(now, Segment(kind=kind, place=(begun or [line])[0].place, lines=begun)))


def _inside_overall(line: Line, now: Segment, kind: int) -> bool:
    """Return whether a head of indicators only goes on with table 13: no column of it is for projects."""
    return now.kind == 13 and kind == 12 and not any("project" in words for words in line.words)


def _begun(lines: list[Line], line: Line) -> list[Line]:
    """Take out of ``lines`` what already belongs to the table that the head ``line`` betrays, and return it.

    That is the row of heads right above it, and, in a form without a title, all from the project's name on; a line
    of text that names it (1.项目名称:…) does so where no other table stands between.
    """
    start = len(lines)
    if lines and not lines[-1].prose and lines[-1].piece == line.piece and _heads(lines[-1]):
        start -= 1
    if not any("project" in words for words in line.words):
        rows = max((at for at, one in enumerate(lines) if not one.prose), default=-1)
        named = [at for at, one in enumerate(lines) if (not one.prose or at > rows) and names_project(one)]
        start = min(start, named[-1]) if named else start
    taken = lines[start:]
    del lines[start:]
    return taken


def _heads(line: Line) -> bool:
    return sum(map(bool, line.words)) >= _HEADS * len(line.filled)


def telltale(line: Line) -> int:
    """Return 12 or 13 where the line is a header row that only that table has, else 0."""
    words = roles_of(line.texts)
    if not words:
        return 0
    if "activity" in words and "name" in words and "project" not in words:
        return 13
    if {"name", "value"} <= words and words & {"project", "goal", "level1"}:
        return 12
    if {"name", "goal"} <= words and tells_results(line.texts):
        return 12  # 年度目标 beside what was reached of it heads targets
    if {"level1", "level2"} <= words and "project" in words:
        return 12  # a list of projects whose values stand under a head of another word
    return 13 if fold(line.filled[0].text) == "部门名称" else 0


def _lone_text(line: Line) -> str:
    """Return the folded text of a line with one short cell, without Markdown's marks; "" for any other line."""
    if len(line.filled) != 1 or len(line.filled[0].text) > _LONGEST_TITLE:
        return ""
    return fold(line.filled[0].text).strip("#*")


# the name of the project behind the title; what stands in brackets at its end
_NAMING, _ASIDE = re.compile(r"(?<=表)(?::|[—–-]{1,2}).*$"), re.compile(r"\([^()]*\)$")


def is_title(key: str) -> bool:
    """Return whether a folded text is the title of a budget table."""
    numbered = _NUMBERED.match(key)
    short = numbered and len(_ASIDE.sub("", key)) - numbered.end() <= 40 and not re.search(r"[。;]", key)
    return bool(short or _TITLE.match(key) or ("绩效" not in key and _MONEY_TITLE.match(key)))


def _open_titled(segments: list[Segment], key: str, text: str, place: Place) -> None:
    """Begin a segment at a title, go on with the present one where its title is only printed again on a new page."""
    now = segments[-1]
    match = _NUMBERED.match(key)
    number = _number(match) if match else ""
    title = re.sub(r"\(?续表?\)?$", "", key[match.end() :] if match else key)
    title = "" if (caption := bool(number) and is_caption(title)) else title
    again = number in {"", now.number} and title == fold(now.title)
    if (again and (now.title or now.number)) or (number and number == now.number and not title):
        return
    shown = tidy(_SHOWN_END.sub("", _SHOWN_START.sub("", text))).strip("#* ")
    named = now.title and not now.number and not now.lines
    alone = number_alone(key) == str(now.kind) or (bool(number) and not title and not now.kind)
    if named and (caption or alone):
        now.number = number
        return
    if _says_more(now, number, title):
        now.number, now.kind = now.number or number, _kind_of_both(now, title)
        now.title = max(now.title, shown, key=len)
        return
    if now.number and not now.title and not now.lines and number in {"", now.number}:
        now.title, now.kind = shown, kind_of_title(title)
    else:
        segments.append(_below(now, Segment(number, shown if title else "", kind_of_title(title), place=place)))


def _kind_of_both(now: Segment, title: str) -> int:
    """Return the kind by the title in a sheet, which tells more than the sheet's name does, else that of the name."""
    return now.kind if now.number else kind_of_title(title) or now.kind


def _number(match: re.Match[str]) -> str:
    """Return the number of a table in two digits."""
    digits = match.group(1) or match.group(2)
    return (digits or str(chinese_number(match.group(3)))).zfill(2)


def number_alone(key: str, *, labelled: bool = False) -> str:
    """Return the number that is all of a folded line (2026年度预算13表), but for a label with its value, else ""."""
    match = _NUMBERED.match(key)
    behind = key[match.end() :] if match else ""
    return _number(match) if match and (not behind or (labelled and is_caption(behind))) else ""


def _says_more(now: Segment, number: str, title: str) -> bool:
    """Return whether a title names the table just begun once more: the name of a sheet, then the title in it."""
    key = fold(now.title)
    begun = any(not line.prose or not line.outside for line in now.lines)
    if begun or not key or not title or (number and now.number not in {"", number}):
        return False
    return title in key or key in title


def kind_of_title(title: str) -> int:
    """Return 12 or 13 where a folded title is that of a table of indicators, else 0."""
    title = _NAMING.sub("", title)
    if "绩效" not in title and not _ASSESSED.search(title):
        return 0
    return 13 if "整体" in title else 12


def _is_narrative(segment: Segment) -> bool:
    """Return whether prose names a project behind a label and tells indicators in running words."""
    texts = [line.cells[0].text for line in segment.lines]
    named = any(_PROJECT_LABEL.search(text) for text in texts)
    return named and any(inline_fields(line.cells[0]) for line in segment.lines)


def _is_project_form(rows: Sequence[Line]) -> bool:
    """Return whether a filled label 项目名称 stands above the indicators, whatever the title says of a whole (整体)."""
    for line in rows:
        if line.has_levels:
            return False
        if names_project(line):
            return True
    return False


def _is_of_contents(segment: Segment) -> bool:
    """Return whether a title ends a table of contents: only lines of text follow it, and on other sheets."""
    sheet = segment.place.sheet
    apart = sheet is not None and all(line.place.sheet != sheet for line in segment.lines)
    return apart and bool(segment.lines) and all(len(line.filled) == 1 for line in segment.lines)


def _settle(segment: Segment) -> int:
    """Return the kind that title and content together say; a title without any indicator row proves nothing."""
    rows = [line for line in segment.lines if not line.prose]
    if not rows and not segment.kind and _is_narrative(segment):
        return 12
    if not segment.kind and segment.number not in {"12", "13", ""}:
        # A numbered part (表二) of a report may be one of indicators all the same.
        return 12 if segment.width and any(telltale(line) == 12 and tells_results(line.texts) for line in rows) else 0
    if not segment.width:
        return segment.kind if segment.kind and rows else 0
    if segment.kind == 12 or (segment.kind == 13 and _is_project_form(rows)):
        return 12
    if segment.kind:
        return segment.kind
    return next((kind for line in rows if (kind := telltale(line))), 13 if segment.number == "13" else 12)
