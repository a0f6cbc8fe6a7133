"""A project's name with what stands beside it in one text (项目一：某项目（预算12.5万元）) → the labels of a form."""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.extract.words.bodies import INSTITUTION
from auditor.extract.words.furniture import is_part_heading
from auditor.extract.words.keys import fold
from auditor.extract.words.lead import SUM
from auditor.extract.words.notes import is_note
from auditor.extract.words.numbering import NUMBER, without_number
from auditor.extract.words.short_labels import in_full
from auditor.extract.words.vocabulary import header, is_around_project, is_level, overall_label
from auditor.text.codes import code_behind
from auditor.text.operators import sign
from auditor.text.width import has_han

LABEL = "项目名称"
_AMOUNT_LABEL = "预算金额"
_COUNTED = r"[一二三四五六七八九十\d]{1,2}"
_BEFORE = re.compile(
    rf"\s*(?:{NUMBER}\s*|\d{{1,2}}[-—–.．]\d{{1,2}}(?:[、.．]\s*|\s+))?(?:项目[(（]?{_COUNTED}[)）]?[:：、.．\s]\s*)?(?:【项目(?:名称)?】|项目(?:名称)?\s*[:：])?\s*"
)
_PARTED = r"[\s,，;；、(（【\[)）】\]]"
_MONEY = r"[\d,]+(?:\.\d+)?\s*[万亿千百]?元"
# 预算12.5万元, 2026年预算12.5万元, 项目金额(万元):12.5, 主管部门:某局
_FACT = re.compile(
    rf"(?:20\d\d\s*年度?)?(?:(?P<label>[^\W\d]{{2,12}}(?:[(（][^()（）]{{1,6}}[)）])?)\s*(?P<colon>[:：】为])?\s*)?"
    rf"(?:(?P<money>{_MONEY})|(?<=[码号])\s*(?P<code>[0-9A-Z][0-9A-Za-z-]{{5,29}})|(?(colon)(?P<text>[^;；,，(（）)【】]{{1,40}})|(?!)))\s*(?={_PARTED}|$)"
)
_BY = re.compile(rf"由(?P<body>[^\W\d]{{2,16}}?)(?:具体|组织|牵头|负责)?(?:实施|承担|负责|组织|牵头)(?={_PARTED}|$)")
_BODY_LABEL, _REMARK = "实施单位", "备注"
_CODE_LABEL = "项目编码"
_PERIOD_LABEL = "年度"
_PERIOD = re.compile(
    r"\s*[(（]\s*((?:20\d\d\s*年度?)?(?:(?:1月?[-—–~～至到])?\d{1,2}月份?|[上下]半年|前?[一二三四]季度|全年)?)(?<![(（])\s*[)）]$"
)
_BEGINS = re.compile(rf"{_PARTED}+")
_PARTS = ("预算", "资金", "金额", "经费", "投资", "总额", "安排", "核定", "下达", "批复")
_NO_NAME = re.compile(r"[。；;！？!?≥≤:：]|绩效(?:目标|指标|情况)|指标")
_NAMED = re.compile(r"(?:项目|经费|专项|专项资金|工程|补助|补贴|资金)$")
_TITLE_BEFORE = re.compile(
    r"\s*(?:(?:部门|单位)?(?:预算)?(?:公开|附)?(?:附?表|附件)"
    r"\s*(?P<number>(?:\d{1,2}|[一二三四五六七八九十]{1,3})(?:[-—–.．_]\d{1,2})?)?\s*[:：、.．]?\s*)?"
    r"(?:20\d\d\s*年度?)?\s*"
)
_TITLE_END = re.compile(
    r"(?:项目)?(?:支出)?(?:预算)?绩效(?:目标|指标)?"
    r"(?:申报|批复|审批|审核|公开|下达|备案|设定|分解|明细|一览|公示|情况|自评价?|评价|运行|监控)*表(?:[(（].{0,12}[)）])?$"
)
_TITLED = re.compile(r"^.{0,20}?绩效(?:目标|指标|自评|评价|监控)?[^:：\s]{0,6}表\s*[:：—–-]+\s*(?=\S)")
_IN_BRACKETS = re.compile(
    r"^.{0,20}?绩效(?:目标|指标|自评|评价|监控)?[^:：\s]{0,6}表\s*[(（](?P<said>[^()（）]+)[)）]$"
)
_NO_PROJECT = re.compile(
    r"^20\d\d|单位|金额$|[年版批级表稿页份类]$|^(?:重点|一般|专项|重大|部分|其他|所有|全部|各)?项目$|^(?:续|附|含|不含|公开|部门|试行|样)"
)
_OF_ALL = re.compile(r"整体|部门|单位|绩效|汇总|一览|明细")
_PLACE = re.compile(r"(?:镇|乡|街道|县|市|区|州|府|联|村)$")
_YEAR = re.compile(r"20\d\d\s*年度?")
_SHORTEST, _LONGEST = 4, 50


def labelled_name(text: str) -> tuple[str, bool]:
    """Return (a name and its facts behind their labels, whether the text itself shows that it names a project).

    ("", False) where the text names none. A number before the name, an amount beside it and how it ends show it.
    """
    start = _BEFORE.match(text)
    before = start.group() if start else ""
    name, facts = _parted(text[len(before) :].strip())
    # 项目2：老年人运动会（预算金额：9万元）: whose name has its label and amount is a project, however the name ends.
    known = _may_be_name(name) if facts and "项目" in before else is_name(name)
    if not known or is_part_heading(fold(text)):
        return "", False
    shown = bool(facts or _NAMED.search(name) or (before.strip() and not _is_body(name)))
    return "；".join((f"{LABEL}：{name}", *(f"{label}：{value}" for label, value in facts))), shown


def name_in_title(title: str) -> tuple[str, bool]:
    """Return (the name of the project in the title of its own table, whether it is one of several by its number).

    ("", False) where the title names none: 表12-1 某项目绩效目标表 does, that of a department does not. A name behind
    the title (12-1 项目绩效目标表：某项目（年度预算9万元）) may have its facts, behind their labels.
    """
    text = without_number(title.strip("#* \t"))
    if (inside := _IN_BRACKETS.match(text)) and not _NO_PROJECT.search(inside["said"]) and "整体" not in text:
        named = labelled_name(inside["said"])[0]
        if named:
            return named.removeprefix(f"{LABEL}："), True
    if behind := _TITLED.match(text):
        named = labelled_name(text[behind.end() :])[0]
        return ("", False) if "整体" in behind.group() else (named.removeprefix(f"{LABEL}："), bool(named))
    start = _TITLE_BEFORE.match(text)
    rest = text[start.end() if start else 0 :]
    end = _TITLE_END.search(rest)
    name = _YEAR.sub("", rest[: end.start()] if end else rest).strip()
    if not is_name(name) or _is_body(name) or _OF_ALL.search(name):
        return "", False
    counted = text != title.strip("#* \t") or bool(start and start.group("number"))
    shown = counted or bool(_NAMED.search(name))
    if end and end.group().startswith("项目"):
        name += "项目"  # 某项目支出绩效目标表: the name keeps its own last word
    return name, shown


def _is_body(name: str) -> bool:
    """Return whether a name may be that of an agency or a place: 某局, 某镇."""
    return bool(INSTITUTION.search(fold(name)) or _PLACE.search(name))


def is_name(text: str) -> bool:
    """Return whether a text may be the name of a project: no label, level, sentence, sum, institution or heading."""
    return _may_be_name(text) and not INSTITUTION.search(fold(text))


def _may_be_name(text: str) -> bool:
    """Return the same of a text that may end like an institution (运动会, 图书馆)."""
    if not _SHORTEST <= len(text) <= _LONGEST or not has_han(text) or _NO_NAME.search(text) or sign(text):
        return False
    if header(text) or overall_label(text) or is_level(text) or is_note(text):
        return False
    key = fold(text)
    return not (SUM.fullmatch(key) or is_around_project(key) or is_part_heading(key))


def _parted(text: str) -> tuple[str, list[tuple[str, str]]]:
    """Return (name, [(label, value)]) of a text; all of it is the name where what is beside it is not known."""
    if period := _PERIOD.search(text):
        name, known = _parted(text[: period.start()].strip())
        return name, [*known, (_PERIOD_LABEL, period.group(1))]
    bare, code = code_behind(text)
    if code:
        name, known = _parted(bare)
        return name, [*known, (_CODE_LABEL, code)]
    for cut in _BEGINS.finditer(text):
        facts = list(_facts(text, cut.end())) if cut.start() else []
        if None not in facts and any(fact and fact[0] != _REMARK for fact in facts):
            return text[: cut.start()].strip(), [fact for fact in facts if fact]
    return text.rstrip(":：").strip(), []


def _facts(text: str, at: int) -> Iterator[tuple[str, str] | None]:
    """Yield what a text says from ``at`` on, None for what is no fact."""
    while at < len(text):
        found = _BY.match(text, at) or _FACT.match(text, at)
        fact = _fact(found) if found else None
        if not found or not fact:
            yield None
            return
        yield fact
        gap = _BEGINS.match(text, found.end())
        at = gap.end() if gap else len(text)


def _fact(found: re.Match[str]) -> tuple[str, str] | None:
    """Return label and value of a fact; one behind a label that nobody knows is a remark, None for what is none."""
    if found.re is _BY:
        return _BODY_LABEL, found["body"]
    name, told = found["label"] or "", (found["money"] or found["code"] or found["text"]).strip()
    label = _known(name, money=bool(found["money"]))
    if label:
        return label, told
    return (_REMARK, f"{name}：{told}") if name and found["text"] else None


def _known(label: str, *, money: bool) -> str:
    """Return the label of a fact as forms print it, "" where nobody knows it."""
    if not label:
        return _AMOUNT_LABEL if money else ""
    if header(label):
        return label
    if full := in_full(label):
        return full
    if money and header(f"{label}资金"):
        return f"{label}资金"  # 区级560.00万元: what a source gives
    return _AMOUNT_LABEL if any(word in label for word in _PARTS) else ""
