"""The verb on what running text calls the largest share of those that it tells (其中农林水支出所占比重最大)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.checks.context import Context
from auditor.checks.prose.parts import shown_percent
from auditor.checks.sentences import at, told
from auditor.records.budget import Budget
from auditor.records.finding import Hit
from auditor.text.statements import Share, shares

_FEWEST = 2
_MARK = re.compile(r"[,;:。、()]|其中|支出中|收入中|和|及|是|为")
_BEHIND = re.compile(
    r"(?:预算|支出|经费)?(?:\d[\d,.]*(?:万元|亿元|元)[,(]?)?(?:约)?占(?:比|比重|比例|[^\d,;。]{0,10}的)?(?:比例|比重)?(?:约|为)*$"
)


def largest(budget: Budget, context: Context, *, say: str) -> Iterator[Hit]:
    """Yield a hit where a sentence calls one of the shares that it tells the largest, and another one is larger.

    ``say`` is a pattern of the words behind the name (所占比重最大). The name must be one that has a share there.
    """
    for sentence in told(context):
        for match in re.finditer(say, sentence.text):
            found = {name: share for name, share in _named(sentence.text) if name}
            claimed = _MARK.split(sentence.text[: match.start()])[-1]
            own = next((share for name, share in found.items() if name in claimed or claimed in name), None)
            if own is None or not claimed or len(found) < _FEWEST:
                continue
            name, most = max(found.items(), key=lambda one: one[1].share)
            if most.share > own.share + own.step + most.step:
                facts = {"claimed": claimed, "own": shown_percent(own.share), "name": name}
                start = match.start() - len(claimed)
                yield at(sentence, {**facts, "most": shown_percent(most.share)}, start, match.end())


def _named(text: str) -> Iterator[tuple[str, Share]]:
    """Yield the shares that a text tells, each with the name before it."""
    for share in shares(text):
        before = _BEHIND.sub("", text[: share.start])
        if before != text[: share.start]:
            yield _MARK.split(before)[-1], share
