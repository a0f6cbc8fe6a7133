"""Measure words that do not go with their noun: 公厕3只 for 公厕3座, 20辆奶牛 for 20头奶牛."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from auditor.nlp.typo.lexicon import lexicon
from auditor.records.edit import Edit

_CONFIDENCE = 0.75
_NUMBER = r"(?:[0-9０-９]+(?:[.．][0-9０-９]+)?|[一二三四五六七八九十百千两]+)"
_END = r"(?![一-鿿])"
# These go with nearly anything.
_GENERAL = frozenset("个处套间所位条")
_EACH = 8


@dataclass(frozen=True, slots=True)
class _Nouns:
    """The measures that a noun goes with, by noun, and the two orders in which it stands beside one."""

    measures: dict[str, tuple[str, ...]]
    before: re.Pattern[str]
    after: re.Pattern[str]


@cache
def _nouns() -> _Nouns:
    found: dict[str, tuple[str, ...]] = {}
    for line in lexicon("measures"):
        own, _, nouns = line.partition(":")
        found |= dict.fromkeys(nouns.split(), tuple(own.split()))
    every = "".join(sorted({one for own in found.values() for one in own} - _GENERAL))
    names = "|".join(sorted(found, key=lambda one: (-len(one), one)))
    return _Nouns(
        found,
        re.compile(rf"(?P<noun>{names})\s?{_NUMBER}\s?(?P<measure>[{every}]){_END}"),
        re.compile(rf"{_NUMBER}\s?(?P<measure>[{every}])(?P<noun>{names}){_END}"),
    )


@cache
def every_measure() -> frozenset[str]:
    """Return every measure word that goes with a noun, those that go with nearly anything too."""
    return _GENERAL.union(*_nouns().measures.values())


def measure_edits(text: str) -> list[Edit]:
    """Return the edits of kind ``pair`` for measure words of another class of nouns than the one they stand with."""
    nouns = _nouns()
    found = []
    for match in (*nouns.before.finditer(text), *nouns.after.finditer(text)):
        own, measure = nouns.measures[match["noun"]], match["measure"]
        # 每名学生2本 counts something else.
        if measure not in own and "每" not in text[max(0, match.start() - _EACH) : match.start()]:
            why = f"“{match['noun']}”的量词用“{'”“'.join(own)}”，不用“{measure}”"
            found.append(Edit(*match.span("measure"), measure, own[0], _CONFIDENCE, "pair", why))
    return found
