"""The comparison of two reports: text for the terminal, JSON for programs, one HTML file for people."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from auditor.errors import ConfigError
from auditor.records.difference import Change, Difference
from auditor.records.finding import Finding
from auditor.records.output import Format
from auditor.records.rule import SEVERITY_WORDS
from auditor.render.json_report import finding_dict
from auditor.render.layout import wrap
from auditor.render.words import one_line, place_word, short_name, visible

DIFF_FORMATS: Mapping[str, Format] = {
    "text": Format(".txt"),
    "html": Format(".html", screen=False),
    "json": Format(".json"),
}
KINDS: Mapping[str, str] = {"open": "仍然存在", "new": "新增", "resolved": "已整改", "unknown": "无法判断"}
_COLUMNS = 88
VERSION = 1


def render_diff(difference: Difference, format: str) -> bytes:
    """Return the comparison in one of the formats of ``DIFF_FORMATS``. Raises ConfigError for an unknown one."""
    writers: dict[str, Callable[[Difference], str]] = {"text": _text, "html": _html, "json": _json}
    if format not in writers:
        raise ConfigError(f"不认识的格式“{format}”，可用的有：{'、'.join(writers)}。")
    return writers[format](difference).encode("utf-8", "replace")


def title(change: Change) -> str:
    """Return the name of the document compared, after the newer one where there is one."""
    document = change.new or change.old
    if document is None:
        return "跨文件比较"
    department = document.budget.department if document.budget else ""
    return one_line(" · ".join(part for part in (department, short_name(document.source)) if part))


def versions(change: Change) -> str:
    """Return the two files compared (``旧.xlsx → 新.xlsx``), "" where one of them is missing or the names are one."""
    if change.old is None or change.new is None:
        return ""
    old, new = short_name(change.old.source), short_name(change.new.source)
    return one_line(f"{old} → {new}") if old != new else ""


def listed(change: Change) -> tuple[tuple[str, tuple[tuple[Finding, Finding | None], ...]], ...]:
    """Return the findings of each kind that has some, with how they were before where they changed."""
    groups: dict[str, tuple[tuple[Finding, Finding | None], ...]] = {
        "open": tuple((entry.finding, entry.before) for entry in change.open),
        "new": tuple((finding, None) for finding in change.fresh),
        "resolved": tuple((finding, None) for finding in change.resolved),
        "unknown": tuple((finding, None) for finding in change.unknown),
    }
    return tuple((kind, found) for kind, found in groups.items() if found)


def _json(difference: Difference) -> str:
    data = {
        "version": VERSION,
        "summary": {**difference.counts, **({"waived": difference.waived} if difference.said else {})},
        "notes": list(difference.notes),
        "documents": [_change_dict(change, difference.said) for change in difference.changes],
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _change_dict(change: Change, said: Mapping[int, str]) -> dict[str, Any]:
    def told(finding: Finding) -> dict[str, Any]:
        return finding_dict(finding) | ({"decision": said[id(finding)]} if id(finding) in said else {})

    return {
        "old": change.old.source if change.old else None,
        "new": change.new.source if change.new else None,
        "resolved": [finding_dict(finding) for finding in change.resolved],
        "added": [told(finding) for finding in change.fresh],
        "open": [
            {**told(entry.finding), "was": entry.before.fingerprint if entry.before else None} for entry in change.open
        ],
        "unknown": [finding_dict(finding) for finding in change.unknown],
        "notes": list(change.notes),
    }


def _text(difference: Difference) -> str:
    lines: list[str] = []
    for change in difference.changes:
        lines += [*_change_lines(change, difference.said), ""]
    lines += [f"注意：{visible(note)}" for note in difference.notes]
    counts = difference.counts
    words = [f"{word} {counts[kind]}" for kind, word in KINDS.items() if counts[kind] or kind != "unknown"]
    spared = f"；其中 {difference.waived} 条按处理意见不再要求整改" if difference.waived else ""
    return "\n".join([*lines, f"合计：{'，'.join(words)}{spared}。"]) + "\n"


def _change_lines(change: Change, said: Mapping[int, str]) -> Iterator[str]:
    yield f"══ {title(change)}"
    if versions(change):
        yield f"   对比：{versions(change)}"
    yield from (f"   注意：{visible(note)}" for note in change.notes)
    for kind, found in listed(change):
        yield f"{KINDS[kind]}（{len(found)}）"
        for finding, before in found:
            yield from _finding_lines(finding, before)
            if id(finding) in said:
                yield from (f"    {line}" for line in wrap(f"处理：{said[id(finding)]}", _COLUMNS - 4))
    if not listed(change) and not change.notes:
        yield "   没有意见。"


def _finding_lines(finding: Finding, before: Finding | None) -> Iterator[str]:
    owner, place = finding.where.project_name, place_word(finding.where.place)
    head = f"{SEVERITY_WORDS[finding.severity]} {finding.code}　{f'{owner}：' if owner else ''}{finding.message}"
    head += f"（{place}）" if place else ""
    first, *rest = wrap(one_line(head), _COLUMNS - 4)
    yield f"  {first}"
    yield from (f"    {line}" for line in rest)
    if before is not None:
        yield from (f"    {line}" for line in wrap(one_line(f"内容有变，原为：{before.message}"), _COLUMNS - 4))


def _html(difference: Difference) -> str:
    from auditor.render.html_report import asset, environment, policy

    style = asset("report.css")
    page = environment().get_template("diff.html")
    changes = [(title(change), versions(change), change, listed(change)) for change in difference.changes]
    return page.render(
        difference=difference, changes=changes, kinds=KINDS, counts=difference.counts, style=style,
        policy=policy(style, ""),
    )  # fmt: skip
