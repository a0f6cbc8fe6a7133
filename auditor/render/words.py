"""The Chinese words of all reports, and texts made safe to look at."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import PurePosixPath

from auditor.records.budget import Budget
from auditor.records.check import STATES, Check, State, by_reason, count_states
from auditor.records.columns import COLUMN_WORDS
from auditor.records.finding import Evidence, Where
from auditor.records.place import Place
from auditor.records.report import ReadStatus
from auditor.records.rule import FAMILIES

TOOL = "auditor"
_REASONS = 4
STATUS_WORDS: Mapping[ReadStatus, str] = {"ok": "已完整读取", "partial": "仅部分读取", "unreadable": "未能读取"}
# Control, zero-width, bidirectional and tag characters: they change what a reader sees without being seen.
_UNSEEN = re.compile(
    "[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\\u00ad\\u061c\\u115f\\u1160\\u180e\\u200b-\\u200f\\u2028-\\u202e"
    "\\u2060-\\u206f\\u3164\\ufeff\\ufdd0-\\ufdef\\ufff9-\\ufffb\\ufffe\\uffff\\ud800-\\udfff\\U000e0000-\\U000e007f]"
)
_BREAKS = re.compile(r"\s*[\r\n\t]+\s*")


def nothing_word(budgets: Iterable[Budget | None]) -> str:
    """Return what is said where nothing was found: good news only as far as there was something to look at."""
    read = [budget for budget in budgets if budget is not None]
    if any(budget.projects or budget.indicators for budget in read):
        return "没有发现问题"
    if any(budget.tables for budget in read):
        return "没有绩效指标可审核，其他预算表没有发现问题"
    return "没有可审核的内容"


def checks_word(checks: Sequence[Check]) -> str:
    """Return how many rules ran, with the reasons for those that did not, the reason of most rules first."""
    counts = "，".join(f"{STATES[state]} {count}" for state, count in count_states(checks).items())
    reasons = [
        f"{one_line(why).rstrip('。')}（{len(rules)} 条）" for why, rules in by_reason(checks, "not_run").items()
    ]
    shown = "；".join(reasons[:_REASONS]) + (f"；等 {len(reasons)} 种原因" if len(reasons) > _REASONS else "")
    return f"检查 {len(checks)} 条：{counts}{f'：{shown}' if shown else ''}"


def unchecked_rows(checks: Sequence[Check]) -> list[tuple[str, str, list[Check]]]:
    """Return (what became of them, why, the rules) for all rules that did not run or could not see everything."""
    words: Mapping[State, str] = {**STATES, "ran": "部分执行"}
    states: tuple[State, ...] = ("not_run", "ran", "not_applicable")
    return [(words[state], why, rules) for state in states for why, rules in by_reason(checks, state).items()]


def visible(text: str) -> str:
    """Return ``text`` with every unseen or direction-changing character shown as ⟨U+202E⟩; line breaks stay."""
    # Of those only the fillers of Hangul are letters to Python; nearly all texts are answered here.
    if text.isprintable() and "\u115f" not in text and "\u1160" not in text and "\u3164" not in text:
        return text
    return _UNSEEN.sub(lambda match: f"⟨U+{ord(match.group()):04X}⟩", text)


def one_line(text: str) -> str:
    """Return ``visible(text)`` on one line, runs of breaks and tabs as one blank."""
    text = text.strip()
    return visible(text if text.isprintable() else _BREAKS.sub(" ", text))


def short_name(source: str) -> str:
    """Return the file name of ``source`` without its folders, which are nobody's business in a report."""
    return "标准输入" if source == "-" else PurePosixPath(source.replace("\\", "/")).name or source


def family_word(family: str) -> str:
    """Return the Chinese name of a family; an unknown one is returned as it is."""
    return FAMILIES.get(family, family)


def money_word(wan: Decimal | None) -> str:
    """Return an amount in 万元 without idle zeros (``1.476 万元``), "" for None."""
    if wan is None:
        return ""
    plain = format(wan, ",f")
    return f"{plain.rstrip('0').rstrip('.') if '.' in plain else plain} 万元"


def place_word(place: Place) -> str:
    """Return where something stands in the file: sheet and cell, or page and line; "" where nothing is known."""
    parts = []
    if place.sheet:
        parts.append(f"工作表“{place.sheet}”")
    if place.cell:
        # An address of a sheet; in a Word file or web page the cell is told in words (第3个表格第5行第2列).
        parts.append(f"{place.cell} 单元格" if place.cell.isascii() else place.cell)
    if place.page is not None:
        parts.append(f"第 {place.page} 页")
    if place.line is not None:
        parts.append(f"第 {place.line} 行")
    return one_line(" ".join(parts))


def where_word(where: Where) -> str:
    """Return table, project, indicator and column of a finding, joined by " › "."""
    column = COLUMN_WORDS.get(where.column, where.column)
    document = short_name(where.source) if where.source else ""
    parts = (document, where.title, where.project_name or where.project_code, where.indicator, column)
    return one_line(" › ".join(part for part in parts if part))


def related_word(where: Where, base: Where) -> str:
    """Return where a related place is, without what it shares with ``base``, the place of the finding."""
    same_row = where.indicator == base.indicator
    project = where.project_name or where.project_code
    shared_project = project == (base.project_name or base.project_code)
    column = COLUMN_WORDS.get(where.column, where.column) if where.column != base.column else ""
    parts = (
        short_name(where.source) if where.source else "",
        where.title if where.title != base.title else "",
        "" if shared_project else project,
        "" if same_row else where.indicator,
        column,
    )
    words = " › ".join(part for part in parts if part)
    place = place_word(where.place)
    if words and place:
        return one_line(f"{words}（{place}）")
    return one_line(words or place or where_word(where) or "整份文件")


def split_evidence(evidence: Evidence) -> tuple[str, str, str]:
    """Return the evidence before, in and after the part to highlight; offsets outside the text are cut to it."""
    start = min(max(evidence.start, 0), len(evidence.text))
    end = min(max(evidence.end, start), len(evidence.text))
    return evidence.text[:start], evidence.text[start:end], evidence.text[end:]


def marked(evidence: Evidence) -> str:
    """Return the evidence on one line with the part to highlight in 【】; unmarked where nothing or all is meant."""
    before, part, after = split_evidence(evidence)
    if not part or not (before or after):
        return one_line(evidence.text)
    return one_line(f"{before}【{part}】{after}")


def percent(confidence: float) -> str:
    """Return a confidence of 0..1 as whole percent."""
    return f"{confidence * 100:.0f}%"
