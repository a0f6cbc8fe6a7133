"""The sentences of the running text of a budget, and what every check on them shares."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from auditor.checks.context import Context
from auditor.records.document import Cell
from auditor.records.finding import Hit
from auditor.text.statements import DIGITS, Sum, in_original, paragraphs, sentences, year_before
from auditor.text.width import fold

_LAST = re.compile(r"上年|去年|上一年|(?:比|较|与)20\d\d年")
# What was left over from last year (上年结转, 上年财政拨款结转) is money of this year.
_CARRIED = re.compile(r"(?<![比较与同])(?:上年|上一年|去年)(?=度?[^\d比较与]{0,8}(?:结转|结余))")
# A year that something is compared with is not that of the amounts behind it.
_COMPARED = re.compile(r"(?:比|较|与|同)20\d\d年")
# … nor one of the amount beside this year's, told in brackets or up to a semicolon (甲5万元,2025年为4万元;乙3万元).
_BESIDE = re.compile(
    r"\([^()\d]{0,4}20\d\d年[^()]*\d(?:万元|亿元|元)[^()\d]{0,4}\)"
    r"|(?<=元),20\d\d年度?(?:年初)?(?:预算)?数?(?:为|是)?[\d,.]+(?:万元|亿元|元)(?:,(?:增|减|上|下|同比|两年|多|少)[^;。]*)?(?=;)"
)
_REACH = 1200  # characters before an amount in which its year stands
_BY_AGENCY = re.compile("[分按](?:预算)?单位(?!性质|类)")
COMPARES = re.compile("上年|去年|持平|一致|比|较|执行|决算|相同|不变")
"""What a sentence has that compares years, or tells what was spent."""
_CONCLUDES = re.compile(
    "(?:绩效|项目|目标|总体|整体|执行|运行)*(?:监控|监测|自评|评价)(?:期间|时段|结论|结果|情况|意见|总结|分析|说明)+:"
)
_CITED = re.compile(r"《[^》]*》")
_SUBJECT = r"(?:(?:总?收入|总?支出|收支|预算|经费|总额|[“\"]三公[”\"]经费)(?:预算|总额|合计|总计)?)?"
_GOES_ON = re.compile(
    rf"\(?其中|(?:收入|支出)(?:主要)?包括|{_SUBJECT}(?:同?比|较|[与同和].{{2,12}}相?比)"
    r"|(?:上年|去年)度?(?:同期|年初)?(?:预算)?(?:数|安排)?[为是]\d"
)
_NUMBERED = (
    re.compile("第[一二三四五六七八九十]+[部章]"),
    re.compile("[一二三四五六七八九十]{1,3}、"),
    re.compile(r"\([一二三四五六七八九十]{1,3}\)"),
    re.compile(DIGITS),
    re.compile(r"\(\d{1,2}\)"),
)
"""How headings are numbered, from the highest level down."""
_LONGEST_HEADING = 40
# A list whose members stand on lines of their own: the line before them, and what each of them begins with.
_LIST_BEGINS = re.compile(r"\d(?:万元|亿元|元)(?:[^。]{0,20}|。其中):$")
_NUMBER = r"(?:[一二三四五六七八九十\d]{1,3}[.、](?!\d)|\([一二三四五六七八九十\d]{1,3}\))"
_MEMBER = re.compile(rf"{_NUMBER}?[^\d。,:;()]{{2,24}}(?:\([^()]*\))?\d[\d,.]*(?:万元|亿元|元)")
# Members may stand one behind another in one paragraph (其中:1.甲5万元,用于…。2.乙3万元).
_NEXT_MEMBER = re.compile(rf"(?<=[。:;])(?={_NUMBER})")


_Texts = Sequence[tuple[int, str]]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the prose, folded; ``cell`` is the line in which its paragraph begins, ``start`` where it does.

    ``before`` is the sentence that it goes on with (比上年 …), "" for one that stands alone; ``under`` are the headings
    that it stands under.
    """

    text: str
    cell: Cell
    start: int = 0
    before: str = ""
    under: str = ""


def told(context: Context) -> tuple[Sentence, ...]:
    """Return the sentences of the prose in order, made once a document."""
    return context.remember("prose", lambda: tuple(_sentences((*context.budget.prose, *_conclusions(context)))))


def _conclusions(context: Context) -> list[Cell]:
    """Return the notes below the tables that sum up an evaluation or a monitoring (监控结论:…)."""
    notes = (one.cell for one in context.budget.aside if one.kind == "note")
    said = {(cell.place, cell.text) for cell in context.budget.prose}
    return [cell for cell in notes if _CONCLUDES.match(fold(cell.text)) and (cell.place, cell.text) not in said]


def listed(context: Context) -> tuple[Sentence, ...]:
    """Return the sentences as ``told`` does, but lists (其中:) together with the lines of their members."""
    return context.remember("prose with lists", lambda: tuple(_sentences(context.budget.prose, _with_lists)))


def _sentences(
    prose: Sequence[Cell], joined: Callable[[_Texts], Iterable[tuple[int, str]]] = iter
) -> Iterator[Sentence]:
    lines = [cell for cell in prose if cell.text.strip()]
    under = [""] * len(_NUMBERED)
    for index, text in joined(paragraphs([cell.text for cell in lines])):
        level, heading = _heading(text)
        if level is not None:
            under[level:] = [heading, *[""] * (len(under) - level - 1)]
        above = "".join(under)
        for one in _of_paragraph(_CITED.sub(lambda match: "〓" * len(match.group()), text), lines[index]):
            yield replace(one, under=above)


def _with_lists(made: _Texts) -> Iterator[tuple[int, str]]:
    """Yield (line, text) of the paragraphs, a list as one sentence with the first sentence of each of its members."""
    first, whole = -1, ""
    for index, text in ((index, part) for index, whole_text in made for part in _NEXT_MEMBER.split(whole_text)):
        member = _MEMBER.match(text) if _LIST_BEGINS.search(whole) or whole.endswith(";") else None
        if member:
            whole += re.split("。", text, maxsplit=1)[0].rstrip(";,") + ";"
            continue
        if whole:
            yield first, whole
        first, whole = index, text
    if whole:
        yield first, whole


def _heading(text: str) -> tuple[int | None, str]:
    """Return (level, heading) of a paragraph that is a heading or begins with one; (None, "") of any other."""
    level = next((level for level, pattern in enumerate(_NUMBERED) if pattern.match(text)), None)
    heading = re.split("[。:]", text, maxsplit=1)[0]
    if level is None or len(heading) > _LONGEST_HEADING or re.search(r"\d(?:万元|亿元|元)", heading):
        return level, ""
    return level, heading


def _of_paragraph(text: str, cell: Cell) -> Iterator[Sentence]:
    """Yield the sentences of a paragraph; one that begins with 其中 belongs to the one before it."""
    last: Sentence | None = None
    for at, sentence in sentences(text):
        going_on = _GOES_ON.match(sentence) if last else None
        if last and going_on and "其中" in going_on.group():
            last = Sentence(text[last.start : at + len(sentence)], cell, last.start, last.before)
            continue
        if last:
            yield last
        last = Sentence(sentence, cell, at, last.text if last and going_on else "")
    if last:
        yield last


def at(sentence: Sentence, facts: Mapping[str, object], start: int, end: int) -> Hit:
    """Return the hit about a part of a sentence, shown as printed."""
    line, first = sentence.cell.text, sentence.start
    if fold(line)[first + start : first + end] != sentence.text[start:end]:
        return Hit(facts, text=sentence.text, span=(start, end), place=sentence.cell.place)  # a page cut the paragraph
    begin, stop = in_original(line, first, first + len(sentence.text))
    one, two = in_original(line, first + start, first + end)
    return Hit(facts, text=line[begin:stop], span=(one - begin, two - begin), place=sentence.cell.place)


def is_change(amount: Sum, context: Context) -> bool:
    """Return whether the words before an amount say that it is a change on another (比上年增加了约)."""
    bare = amount.words.removesuffix("约").removesuffix("了")
    return any(bare.endswith(context.words.entries(section)) for section in ("cues.rise", "cues.fall"))


def is_of_the_year(sentence: str, amount: Sum, context: Context) -> bool:
    """Return whether the amount is one of the budget year: no other year and no change stands before it."""
    year = context.budget.year
    before = _BESIDE.sub("", _COMPARED.sub("", sentence[max(0, amount.start - _REACH) : amount.start]))
    stated = year_before(before, len(before))
    if stated is not None and year is not None and stated != year:
        return False
    spent = re.search(r"执行数|决算", amount.words)
    return not is_last_year(amount) and not spent and not is_change(amount, context)


def speaks_of(sentence: Sentence, end: int, fund: str) -> bool:
    """Return whether headings, or words before ``end``, say that amounts are those of one ``fund`` (a pattern)."""
    return bool(re.search(fund, sentence.under + sentence.before + sentence.text[:end]))


def is_by_agency(sentence: Sentence, end: int) -> bool:
    """Return whether words before ``end`` say that amounts are those of single agencies, not of the department."""
    return bool(_BY_AGENCY.search(sentence.before + sentence.text[:end]))


def is_of_own_money(sentence: Sentence, amount: Sum, context: Context) -> bool:
    """Return whether words before an amount say that it is paid from other money than that of the budget's funds.

    They count up to a semicolon, and until words name a fund again (cues.own_money, cues.pays and cues.fund_money).
    """
    own, fund = context.remember("own money", lambda: _own_and_fund(context))
    clause = re.split("[;。]", sentence.text[: amount.start])[-1]
    said = list(own.finditer(clause))
    return bool(said) and not fund.search(clause, said[-1].end())


def _own_and_fund(context: Context) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of what own money pays, or what stands beside the funds (除财政拨款外), and of the funds."""
    own, pays, fund = map(context.words.either, ("cues.own_money", "cues.pays", "cues.fund_money"))
    among = "(?:等(?:单位|自有|其他)?(?:资金|收入)?)?"
    return re.compile(f"(?:{own}){among}(?:{pays})|除[^,;。]{{0,6}}(?:{fund})[^,;。]{{0,8}}外"), re.compile(fund)


def is_last_year(amount: Sum) -> bool:
    """Return whether the words before an amount say that it is the one of last year."""
    return bool(_LAST.search(_CARRIED.sub("", amount.words)))


def is_carried(amount: Sum) -> bool:
    """Return whether the words before an amount say that it was left over from last year: a part of this year's."""
    return bool(_CARRIED.search(amount.words))
