"""What the reviewers decided on a finding, in words for a table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from auditor.records.report import Report, Waiver
from auditor.records.standing import DECISIONS, DISPUTED, PENDING, PLAIN, WAIVING, Standing, standings
from auditor.render.words import one_line

__all__ = ["DECISIONS", "DISPUTED", "WAIVING", "Said", "decision_count", "decision_words", "said", "spared"]
_NOTHING = Standing()
_OLD = "基线中的旧问题"


@dataclass(frozen=True, slots=True)
class Said:
    """What was said on one finding, in words; all "" where nobody said anything. ``earlier`` is for reference only."""

    word: str = ""
    why: str = ""
    who: str = ""
    remark: str = ""
    when: str = ""
    earlier: str = ""
    waived: bool = False

    @property
    def sentence(self) -> str:
        """Return all of it in one sentence (``误报（李四）：另有批复``)."""
        remark = f"备注：{self.remark}" if self.remark else ""
        now = ""
        if self.word == DISPUTED:
            # The reasons name who said what already.
            now = f"{self.word}（{self.why}）"
        elif self.word:
            now = f"{self.word}{f'（{self.who}）' if self.who else ''}{f'：{self.why}' if self.why else ''}"
        return "；".join(part for part in (now, remark, self.earlier) if part)


def said(report: Report) -> Mapping[int, Said]:
    """Return what was said on the findings of the report, by their identity; others are left out."""
    found = standings(report, report.decisions, date.today())
    words = {id(finding): _said(standing) for finding, _, standing in found if standing != _NOTHING}
    old = report.verdict.baseline if report.verdict else None
    for finding in old.hidden if old else ():
        one = words.get(id(finding), Said())
        words[id(finding)] = replace(one, earlier="；".join(filter(None, (_OLD, one.earlier))), waived=True)
    return words


def spared(report: Report) -> Mapping[int, str]:
    """Return why findings do not count, by their identity: decisions or a baseline let them pass."""
    return {key: _OLD if one.earlier.startswith(_OLD) else "已豁免" for key, one in said(report).items() if one.waived}


def decision_words(report: Report) -> dict[int, str]:
    """Return what was decided in words (``误报（李四）：另有批复``) by the identity of the finding it is about."""
    return {key: one.sentence for key, one in said(report).items()}


def decision_count(report: Report) -> str:
    """Return how many findings were decided on and how many of them waived, in words; "" where nobody decided."""
    found = [standing for _, _, standing in standings(report, report.decisions, date.today())]
    decided, waived = sum(one.decided for one in found), sum(one.waived for one in found)
    return f"已处理 {decided} 条{f'，其中 {waived} 条不再要求整改' if waived else ''}" if decided else ""


def _said(standing: Standing) -> Said:
    """Return the standing of one finding in words; several reviewers' reasons are signed."""
    held, word = standing.held, standing.state
    entries = [entry for entry in held if word == PENDING or entry.decision != PENDING]
    who = one_line("、".join(entry.who for entry in entries))
    if word == DISPUTED:
        why = "；".join(f"{e.who}：{_word(e)}{f'（{e.why}）' if e.why else ''}" for e in entries)
    else:
        why = _signed(entries, "why")
    when = entries[0].when if len(entries) == 1 else ""
    return Said(word, why, who, _signed(held, "remark"), when, _earlier(standing), standing.waived)


def _signed(entries: list[Waiver] | tuple[Waiver, ...], key: str) -> str:
    """Return the texts of the reviewers; one alone needs no name."""
    texts = [(entry.who, getattr(entry, key)) for entry in entries if getattr(entry, key)]
    if len(entries) == 1:
        return one_line(texts[0][1]) if texts else ""
    return one_line("；".join(f"{who}：{text}" for who, text in texts))


def _earlier(standing: Standing) -> str:
    """Return earlier opinions in words: they are for reference and decide nothing."""
    parts = []
    for entry in standing.earlier:
        reason = f"：{entry.why or entry.remark}" if entry.why or entry.remark else ""
        year = f"{entry.year}年" if entry.year else entry.when[:4] and f"{entry.when[:4]}年"
        parts.append(f"{year}{_word(entry)}（{entry.who}）{reason}")
    return one_line(f"以往意见（仅供参考）：{'；'.join(parts)}") if parts else ""


def _word(entry: Waiver) -> str:
    return entry.decision or PLAIN
