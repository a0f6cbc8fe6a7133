"""Which column plays which role: the head says what it may be, the cells below it decide."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from auditor.extract.layout.profile import Profile
from auditor.extract.lines.heads import BELOW, Head, names_period
from auditor.extract.words.printed_head import as_printed
from auditor.extract.words.vocabulary import column, header

_ORDER = (
    *("level1", "level2", "name", "operator", "value", "unit", "explanation", "polarity"),
    *("project", "activity", "total", "fiscal", "other", "goal", "agency", "ministry", "code"),
)
_TAIL = frozenset({"operator", "value", "unit", "polarity", "explanation"})
_SET = frozenset({"level2", "name", "operator", "value", "unit"})
_BY_PERIOD = frozenset({"level2", "name", "value", "goal"})
_MOST = 0.6
_HALF = 0.5  # of the cells below a head that nobody knows are targets, the others words (有所改善)
_ABOUT = re.compile(r"内容|说明|描述")
_GROUP = re.compile(r"(?:基本)?(?:情况|信息|内容|概况|设置|设定|资料)$")
_RANK = re.compile(r"(?:支出)?([一二三四])级(?:支出)?项目")
_LABEL = frozenset({"detail"})  # 实施期 is one of a form elsewhere
_NAMED_YEAR = re.compile(r"20\d\d(?=年)")
_PART = re.compile(r"半年|季度|\d月|月份")
_ALL_RECEIVERS = re.compile(r"合计|总计|小计|总量|全[省市州县区]")


@dataclass(frozen=True, slots=True)
class Choice:
    """``columns`` gives the column of each role; the others are (column, head): ``ignored`` all that play none."""

    columns: dict[str, int]
    ignored: tuple[tuple[int, str], ...] = ()
    unknown: tuple[tuple[int, str], ...] = ()
    notes: tuple[tuple[str, bool], ...] = ()


@dataclass(slots=True)
class _Chooser:
    heads: Sequence[Head]
    body: Sequence[Profile]
    roles: list[frozenset[str]]
    columns: dict[str, int] = field(default_factory=dict)
    notes: list[tuple[str, bool]] = field(default_factory=list)
    year: int | None = None  # of the budget
    second: int = 0  # where the second of two sets of indicators begins that name no period

    def run(self) -> None:
        self.second = self._second_set()
        for role in _ORDER:
            self._take(role)
        if "name" in self.columns and "value" not in self.columns:
            self._receiver()
        self._under_one_head()
        self._second_name()

    def say_name(self, known: Mapping[str, str]) -> None:
        """Say under what head the names were found, where nobody knows that head."""
        text = as_printed(self.heads[self.columns["name"]].text) if "name" in self.columns else ""
        if text and not header(text) and text not in known:
            self.notes.append((f"三级指标一列的表头写作{text}，按三级指标读入。", False))

    def _second_name(self) -> None:
        """Say that a column of words about the names (指标内容), right of the only target, is not taken.

        Its head may be that of names: where a target has no name, it may stand there and is content.
        """
        name, value = self.columns.get("name", -1), self.columns.get("value", -1)
        targets = [at for at, roles in enumerate(self.roles) if "value" in roles]
        if name < 0 or targets != [value] or self.body[name].filled < self.body[value].filled:
            return
        for at in range(value + 1, len(self.roles)):
            free = at not in self.columns.values() and self.body[at].filled and "name" in self.roles[at]
            if free and _ABOUT.search(self.heads[at].text):
                self.notes.append((f"“{self._shown(at)}”一列没有采用。", False))

    def _under_one_head(self) -> None:
        """Take levels and name apart where one head (绩效指标) reaches over the three columns in which they stand."""
        first = self.columns.get("name", -1)
        beside = self.heads[first + 1 : first + 3] if first >= 0 else ()
        if len(beside) < 2 or {"level1", "level2"} & self.columns.keys() or any(head.text for head in beside):
            return
        if self.body[first].level1 >= _MOST and self.body[first + 1].level2 >= _MOST:
            self.columns |= {"level1": first, "level2": first + 1, "name": first + 2}

    def _take(self, role: str) -> None:
        base = self._base(role)
        used = set(self.columns.values())
        every = free = [at for at, roles in enumerate(self.roles) if role in roles and at not in used]
        if role in _TAIL or role == "name":
            # Left of the levels only a head that can mean nothing else is believed (度量单位, not 单位).
            free = [at for at in free if at > base] or [at for at in free if self.roles[at] == {role}]
        if not free:
            return
        most = max(self.body[at].filled for at in free)
        best = min(free, key=lambda at: (2 * self.body[at].filled < most, *self._rank(role, at)))
        self.columns[role] = best
        if role == "value":
            self._say_choice(best, every)

    def _rank(self, role: str, column: int) -> tuple[int, bool, bool, int]:
        if role == "project":  # the exact one of 一级项目名称 and 二级项目名称, wherever it stands
            return -_ranked(self.heads[column].text), False, False, column
        period = self.heads[column].period if role in _BY_PERIOD else 0
        return period, self._is_of_other_year(role, column), role in _SET and column < self.second, column

    def _is_of_other_year(self, role: str, column: int) -> bool:
        """Return whether a target's head names a year that is not the budget's; of several one must be that."""
        years = {at: _year_in(head) for at, head in enumerate(self.heads) if role in self.roles[at]}
        known = {year for year in years.values() if year}
        return role == "value" and self.year in known and years.get(column, self.year) not in {self.year, None}

    def _second_set(self) -> int:
        """Return the column where the right of two sets of names and targets begins, 0 where there are no two.

        Forms print the longer period left and the year right of it; heads that name a period decide by themselves.
        """
        names = [at for at, roles in enumerate(self.roles) if "name" in roles]
        values = [at for at, roles in enumerate(self.roles) if "value" in roles]
        if len(names) != 2 or len(values) != 2 or not names[0] < values[0] < names[1] < values[1]:
            return 0
        return values[0] + 1 if {self.heads[at].period for at in (*names, *values)} == {1} else 0

    def _base(self, role: str) -> int:
        """Return the column right of which ``role`` must stand: the levels, the name where there are none."""
        found = [self.columns[level] for level in ("level1", "level2") if level in self.columns]
        return max(found) if found else self.columns.get("name", -1) if role in _TAIL else -1

    def _say_choice(self, best: int, free: Sequence[int]) -> None:
        others = [self._shown(at) for at in free if at != best and self.body[at].filled]
        if others and self.second:
            said = f"并列的两组指标没有写明期间，采用了右边“{self._shown(best)}”一组，左边一组没有采用，请核对。"
            self.notes.append((said, False))
        elif others:
            listed = "”“".join(others)
            parts = all(_PART.search(self.heads[at].text) for at in free)  # of a year that no column tells as a whole
            self.notes.append((f"目标值有几列，采用了“{self._shown(best)}”，没有采用“{listed}”。", parts))

    def _receiver(self) -> None:
        """Take a target where each receiver of the money has a column of its own: the total, else the first."""
        name = self.columns["name"]
        used = set(self.columns.values()) - {self.columns.get("total", -1)}
        free = [
            at
            for at, head in enumerate(self.heads)
            if at > name
            and at not in used
            and head.text
            and self.roles[at] <= {"total"}
            and max(self.body[at].target, self.body[at].merged) >= _MOST
        ]
        if not free:
            return
        whole = next((at for at in free if _ALL_RECEIVERS.search(self.heads[at].text)), -1)
        best = whole if whole >= 0 else free[0]
        self.columns["value"] = best
        if self.columns.get("total") == best:
            del self.columns["total"]
        others = [self._shown(at) for at in free if at != best]
        if others:
            said = f"目标值按单位分列，采用了“{self._shown(best)}”一列，没有采用“{'”“'.join(others)}”。"
            self.notes.append((said, whole < 0))

    def _shown(self, column: int) -> str:
        head = self.heads[column]
        over, text = as_printed(head.over), as_printed(head.text)
        return f"{over}/{text}" if over and over != text else text


def _year_in(head: Head) -> int | None:
    """Return the only year that a head names, None where it names none or several."""
    years = set(_NAMED_YEAR.findall(head.text)) or set(_NAMED_YEAR.findall(head.over))
    return int(years.pop()) if len(years) == 1 else None


def _ranked(head: str) -> int:
    """Return how exactly a head of projects names them: 2 for 二级项目, 0 where it does not say."""
    match = _RANK.match(head)
    return "一二三四".index(match.group(1)) + 1 if match else 0


def choose(heads: Sequence[Head], body: Sequence[Profile], known: Mapping[str, str], year: int | None = None) -> Choice:
    """Return the role of each column; ``known`` are the roles that the recognised layout gives to heads.

    Of targets for several years those of the ``year`` of the budget are taken.
    """
    roles = _settled(heads, body, [_may_be(head, known) for head in heads])
    chooser = _Chooser(heads, body, roles, year=year)
    chooser.run()
    chooser.say_name(known)
    used = set(chooser.columns.values()) - {chooser.columns.get("explanation", -1)}
    rest = [(at, head.text) for at, head in enumerate(heads) if head.text and at not in used]
    noted = "".join(note for note, _ in chooser.notes)
    columns = {role: at for role, at in chooser.columns.items() if role != "explanation"}
    unknown = tuple((at, text) for at, text in rest if not roles[at] and text not in noted and not column(text))
    return Choice(columns, tuple(rest), unknown, tuple(chooser.notes))


def _may_be(head: Head, known: Mapping[str, str]) -> frozenset[str]:
    if BELOW in head.text:
        return header(head.text.partition(BELOW)[0])
    role = known.get(as_printed(head.text))
    if role or not head.over:
        return frozenset({role}) if role else header(head.text)
    if "value" in header(head.over) and names_period(head.text) and header(head.text) <= _LABEL:
        return header(head.over)  # 上半年, 全年 below 目标值
    # 编码, 名称 below 项目 or 项目情况: the upper word makes a head of the lower one.
    return header(head.text) or header(head.over + head.text) or header(_GROUP.sub("", head.over) + head.text)


def _settled(heads: Sequence[Head], body: Sequence[Profile], roles: list[frozenset[str]]) -> list[frozenset[str]]:
    """Return the roles that the cells leave possible: operator or 正向/反向, level or name, unit or agency."""
    levels = next((at for at, words in enumerate(roles) if words & {"level1", "level2"}), -1)
    # 绩效指标 over all levels is no column of names, unless names stand below it.
    roles = [
        words - {"name"} if at < levels and cells.text < _MOST else words
        for at, (words, cells) in enumerate(zip(roles, body, strict=True))
    ]
    named = [at for at, words in enumerate(roles) if "name" in words]
    if len(named) > 1 and body[named[0]].level1 >= _MOST and not any("level1" in words for words in roles):
        roles[named[0]] = frozenset()  # 指标 over the two columns of levels, names under a head of their own
    first = next((at for at, words in enumerate(roles) if words & {"level1", "level2", "name"}), -1)
    second = any("level2" in words for words in roles)
    found = [
        _beside(_by_cells(words, cells, second), at - first)
        for at, (words, cells) in enumerate(zip(roles, body, strict=True))
    ]
    if any(roles) and not any("name" in words for words in found):
        found = [words | {"name"} if "explanation" in words else words for words in found]
    return _unheaded(_aims(found, body), body)


def _aims(roles: list[frozenset[str]], body: Sequence[Profile]) -> list[frozenset[str]]:
    """Return the roles; 全年目标 over numbers, right of the names, heads targets where no other head does."""
    names = next((at for at, words in enumerate(roles) if "name" in words), len(roles))
    if any("value" in words for words in roles):
        return roles
    return [
        frozenset({"value"}) if at > names and "goal" in words and cells.target + cells.merged >= _HALF else words
        for at, (words, cells) in enumerate(zip(roles, body, strict=True))
    ]


def _unheaded(roles: list[frozenset[str]], body: Sequence[Profile]) -> list[frozenset[str]]:
    """Return the roles; levels, names, operators and values that no known head announces are told by the cells.

    Levels stand under a head of another word (指标分类, 指标维度) or none; the name right of them, an operator right of
    that.
    """
    done = list(roles)
    said = frozenset[str]().union(*done)
    free = [at for at, words in enumerate(done) if not words or words == {"kind"}]
    at = -1
    for role, share in (("level1", "level1"), ("level2", "level2"), ("name", "text"), ("operator", "sign")):
        if role in said:
            at = next(column for column, words in enumerate(done) if role in words)
            continue
        beside = range(at + 1, at + 2) if role == "name" else range(at + 1, len(done))
        if at < 0 and role != "level1":
            continue
        found = next((column for column in beside if column in free and getattr(body[column], share) >= _MOST), -1)
        if found >= 0:
            done[found], at = frozenset({role}), found
    targets = [c for c in range(at + 1, len(done)) if not done[c] and body[c].target + body[c].merged >= _HALF]
    if at >= 0 and len(targets) == 1 and not any("value" in words for words in done):
        done[targets[0]] = frozenset({"value"})  # of several each may be for a receiver of the money
    value = next((c for c, words in enumerate(done) if "value" in words), len(done))
    if "unit" not in said and value + 1 < len(done) and not done[value + 1] and body[value + 1].unit >= _MOST:
        done[value + 1] = frozenset({"unit"})
    return done


def _by_cells(words: frozenset[str], cells: Profile, second: bool) -> frozenset[str]:
    """Return the roles of a head that the cells below it leave; ``second`` says that another is the second level."""
    if "operator" in words and _is_kind(cells):
        words = frozenset({"polarity"})
    elif "operator" in words:
        words -= {"polarity"}
    elif words == {"polarity"} and cells.sign > 0 and not cells.polar and cells.sign + cells.kind >= _MOST:
        words = frozenset({"operator"})  # 指标值类型 over ≥, ≤ and 定性
    if "level1" in words and cells.kind >= _MOST:
        words = frozenset({"polarity"})
    if "level1" in words and not second and cells.level2 >= _MOST > cells.level1:
        words = frozenset({"level2"})  # 指标类型 over nothing but 数量指标, 质量指标
    if "name" in words and cells.level2 >= _MOST and not second:
        words = frozenset({"level2"})
    if "level1" in words and cells.text >= _MOST and not cells.level1 + cells.level2:
        words = words - {"level1"} | {"name"}  # 绩效内容 over names, the levels stand under another word
    return words


def _beside(words: frozenset[str], away: int) -> frozenset[str]:
    """Return the roles of a head ``away`` columns right of level1: left of it 单位 is an agency, else a unit."""
    if away < 0:
        return words if words == {"unit"} else words - {"unit"}  # 度量单位 is no agency anywhere
    return words - {"agency"} if away and "unit" in words else words


def _is_kind(cells: Profile) -> bool:
    """Return whether the cells say 正向, 反向, 定量 …, and hardly ever an operator."""
    return cells.polar > 0 and cells.sign < cells.polar and cells.kind >= _MOST
