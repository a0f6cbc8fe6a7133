"""Doubled words: the same character or word typed twice where the language does not double it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from auditor.nlp.segment import cut
from auditor.nlp.typo.clause import Clause
from auditor.nlp.typo.compounds import QUANTITY_ENDS, is_of_a_thing, names_its_measure
from auditor.nlp.typo.features import touched
from auditor.nlp.typo.fluency import Fluency
from auditor.nlp.typo.general import entry, is_verb, is_word
from auditor.nlp.typo.measures import every_measure
from auditor.nlp.typo.model import Model
from auditor.nlp.typo.names import listed
from auditor.records.edit import Edit

_WORD = re.compile(r"([一-鿿]{2,6})\1")
_CHAR = re.compile(r"([一-鿿])\1")
_FOUR = re.compile(r"([一-鿿])\1([一-鿿])\2")
_FUNCTION = frozenset("的地得了和与及或在对是为把被将由从向于等并以到有不")
# The head of a name or term before a word that begins with it is doubled by right: 机务段段长, 某街街道, 增值税税率.
_HEADS = frozenset(
    "省市区县旗镇乡村街路段站部院校所局厅处科室队组班场馆园河湖山岛港桥党会社厂店户城州盟"
    "病症癌肾费税款证员人车房地水田林药书品种机网电气量数器灯树井门线管表卡师生民险粮油箱池法"
)
# What a trade deals in begins its terms, too, most of which no dictionary has: 警犬犬粮, 油茶茶籽, 种猪猪舍.
_STOCK = frozenset(
    "犬猪牛羊马驴鹿兔鸡鸭鹅鸟鱼虾蟹贝蚕蜂虫菌苗树竹花草茶果菜瓜豆棉麻糖盐奶蛋肉皮毛丝布纸煤矿钢铁铜石沙砖瓦"
)
_PLACES = frozenset("点地台场")
# A measure word may begin the next word: 3名名师, 5家家庭农场, 各项项目.
_NUMERALS = frozenset("〇零一二三四五六七八九十百千万亿两")
_COUNTED = _NUMERALS | frozenset("0几多每各本该此数首")
_TIMES = frozenset("次场期轮批人件份")
# What follows a verb that speech doubles (讨论讨论再定).
_SPOKEN = tuple("一再看吧呢嘛")
_CERTAIN_GAIN = 12.0
_BEGINS = 20
_LONGEST_STEM = 3


@dataclass(frozen=True, slots=True)
class _Gain:
    """How much more usual a clause is with one copy left out: by its characters, by its words."""

    clause: Clause
    once: str
    fluency: Fluency

    @property
    def chars(self) -> float:
        once, twice = self.fluency.texts(self.once, self.clause.symbols)
        return once - twice

    @property
    def words(self) -> float:
        return self.fluency.words(cut(self.clause.cutter, self.once)) - self.fluency.words(self.clause.words)

    def reaches(self, chars: float, words: float) -> bool:
        """Return whether both are so high; the words, of which most gain too little, are asked first."""
        return self.words >= words and self.chars >= chars


def repeat_edits(clause: Clause, model: Model, fluency: Fluency) -> list[Edit]:
    """Return the edits of kind ``doubled`` of a clause, with offsets in its text.

    A copy must be a whole word on one side, and the clause must read far better without it. Forms that the language
    doubles (天天, 稳稳, 高高兴兴) are words of the dictionary or gain little, so they stay.
    """
    words = [edit for match in _WORD.finditer(clause.symbols) if (edit := _word(clause, match, model, fluency))]
    chars = [edit for match in _CHAR.finditer(clause.symbols) if (edit := _char(clause, match.start(), model, fluency))]
    return words + chars


def _gain(clause: Clause, start: int, size: int, fluency: Fluency) -> _Gain:
    return _Gain(clause, clause.symbols[:start] + clause.symbols[start + size :], fluency)


def _edit(clause: Clause, start: int, size: int, confidence: float) -> Edit:
    first, last = clause.span(start, start + 2 * size)
    once = clause.symbols[start : start + size]
    return Edit(first, last, once + once, once, confidence, "doubled", f"“{once}”连写了两次")


def _word(clause: Clause, match: re.Match[str], model: Model, fluency: Fluency) -> Edit | None:
    start, once = match.start(), match.group(1)
    if match.group() in model.words.numbers or len(set(once)) == 1 or _meant(clause.symbols, once, match.end()):
        return None
    first, middle, last = (at in clause.edges for at in (start, start + len(once), match.end()))
    if not middle or not (first or last):
        return None
    tokens = cut(model.cutter, once)
    known = all(fluency.word(token) >= 0.0 for token in tokens)
    seen = fluency.pair(tokens[-1], tokens[0]) >= 0.0
    whole = first and last
    if known and whole and not seen:
        sure = min(0.8 if once in listed("doubling") else 0.9, 0.9 if len(once) < 5 else 0.85)
        return _edit(clause, start, len(once), sure)
    # 合格合格率, 社会组织组织: one copy is part of a longer word. Both must be whole where the two stand side by side
    # rightly, too (管理管理).
    if not known or (seen and not whole):
        return None
    least = (9.5, 7.0) if seen else (9.0, 5.0)
    enough = _gain(clause, start, len(once), fluency).reaches(*least)
    return _edit(clause, start, len(once), 0.8) if enough else None


def _meant(symbols: str, once: str, end: int) -> bool:
    """Return whether a verb is said twice as in speech (研究研究再), or the second begins a word (保护|保护区)."""
    if once in listed("doubling") and symbols.startswith(_SPOKEN, end):
        return True
    return end < len(symbols) and is_verb(once) and is_word(once + symbols[end])


def _char(clause: Clause, start: int, model: Model, fluency: Fluency) -> Edit | None:
    symbols = clause.symbols
    char = symbols[start]
    if len(symbols) == 2 or _FOUR.search(symbols[max(0, start - 2) : start + 4]):
        return None
    if symbols[max(0, start - 1) : start] == "0" and start + 2 == len(symbols) and char in _TIMES | every_measure():
        return _edit(clause, start, 1, 0.92)  # 演练2次次: a number alone before it is no 次次
    least = _least(clause, start, model)
    if least is None:
        return None
    gain = _gain(clause, start, 1, fluency)
    if not gain.reaches(*least):
        return None
    # A text may begin with the end of what the page before holds (…村 + 村民): there the doubling is only a guess.
    cut_off = start == 0 and (char in _HEADS or char in _FUNCTION)
    return _edit(clause, start, 1, 0.5 if cut_off else 0.92 if gain.chars >= _CERTAIN_GAIN else 0.8)


def _least(clause: Clause, start: int, model: Model) -> tuple[float, float] | None:
    """Return the gains that a doubled character needs, by characters and by words; None where it may be right."""
    char = clause.symbols[start]
    first, second = (clause.is_whole(at, at + 1) for at in (start, start + 1))
    if char in _FUNCTION and (first or second):
        return 9.0, 4.0
    if (first and second) or char in _NUMERALS:
        # Two characters that belong to no word: a name (琳琳).
        return None
    if _names_a_part(clause, start) or names_its_measure(clause, start) or is_of_a_thing(clause.symbols, start + 1):
        return None
    if _names_a_writing(clause, start):
        return None
    if first or second:
        return _first_alone(clause, start) if first else _second_alone(clause, start, model)
    attested = model.words.count(char + char) > 0 and char + char in clause.words
    return (9.0, 7.0) if attested else None


def _names_a_part(clause: Clause, start: int) -> bool:
    """Return whether a part follows that is named after the thing before it (渡槽槽身, 路灯灯杆, 水渠渠底板).

    A longer word that begins as a part does names none (防控控面积).
    """
    ends_a_word = start + 1 in clause.edges and start not in clause.edges
    if not ends_a_word or clause.symbols[start + 2 : start + 3] not in listed("parts"):
        return False
    word = touched(clause.words, start + 2, start + 3).inside[0]
    return len(word) == 1 or start + 2 not in clause.edges or word[1] in listed("parts")


def _names_a_writing(clause: Clause, start: int) -> bool:
    """Return whether what is written of the thing before it follows, named after it (县志志稿, 家谱谱书).

    The symbol must be a noun by itself: 合同同书 names nothing.
    """
    ends_a_word = start + 1 in clause.edges and start not in clause.edges
    written = clause.symbols[start + 2 : start + 3] in listed("writings")
    return ends_a_word and written and entry(clause.symbols[start])[1].startswith("n")


def _names_a_place(clause: Clause, start: int) -> bool:
    """Return whether a symbol and the next make the name of a place where something is or is done (测点, 砂场)."""
    symbols = clause.symbols
    after = symbols[start + 1]
    if touched(clause.words, start + 1, start + 2).inside[0] not in (after, after + "数"):
        return False
    return is_word(symbols[start : start + 2]) or (after in _PLACES and entry(symbols[start])[1].startswith("n"))


def _begins_a_term(clause: Clause, start: int, model: Model) -> bool:
    """Return whether two symbols that belong to no word may be a term that no dictionary has (巡展|展具, 台风|风折).

    Not so where the second ends a word with what stands before (培训|训班) or says how much.
    """
    symbols = clause.symbols
    after = symbols[start + 1 : start + 2]
    lone = clause.is_whole(start + 1, start + 2) and start + 2 < len(symbols)
    wholes = (symbols[start - size : start] + after for size in range(1, min(start, _LONGEST_STEM) + 1))
    return (
        lone
        and after not in _FUNCTION | QUANTITY_ENDS
        and not any(is_word(whole) or model.words.count(whole) > 0 for whole in wholes)
    )


def _first_alone(clause: Clause, start: int) -> tuple[float, float] | None:
    """Return the gains needed where the second one begins a word (检检测)."""
    before = clause.symbols[start - 1 : start] if start else ""
    if before in _COUNTED or (before and clause.symbols[start] in _HEADS and before not in _FUNCTION):
        return None
    long = any(at == start + 1 and len(word) > 2 for at, word in zip(clause.starts, clause.words, strict=True))
    return (5.0, 9.0) if long else (7.5, 7.0)


def _second_alone(clause: Clause, start: int, model: Model) -> tuple[float, float] | None:
    """Return the gains needed where the first one ends a word (管护护)."""
    symbols = clause.symbols
    if start and start + 2 == len(symbols):
        # Nothing follows that the second one could belong to.
        return 4.0, 5.0
    if symbols[start] in _STOCK or model.words.count(symbols[start + 1 : start + 3]) > _BEGINS:
        # 参展展位: the second one begins a word all the same.
        return None
    if _names_a_place(clause, start + 1) or _begins_a_term(clause, start + 1, model):
        return None
    return (9.0, 4.0) if symbols[start] in _HEADS else (6.0, 7.0)
