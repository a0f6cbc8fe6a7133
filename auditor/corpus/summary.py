"""The summary of a folder on disk: index.html, summary.xlsx, summary.json, style and script of the reports."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from auditor.corpus.overview import Document, Listed, Overview
from auditor.corpus.results import save
from auditor.records.report import Ruleset
from auditor.records.rule import SEVERITY_WORDS
from auditor.render.heat import Heat, heat
from auditor.render.html_report import asset, asset_names, assets, policy, safe_json
from auditor.render.html_report import environment as make_environment
from auditor.render.words import STATUS_WORDS, family_word, one_line

_HEATED = 20
_FIRST = 200  # documents in the page itself; the script shows the others
VERSION = 1
# The name of the documents stands in one of so many first lines.
_HEAD_LINES = 10
# Heads of the list of documents: what it is sorted by, word, class.
_HEADS = (
    ("rank", "名次", "n"), ("source", "文件", ""), ("department", "部门", ""), ("year", "年度", "n"),
    ("stakes", "加权金额（万元）", "n"), ("error", "错误", "n"), ("warning", "警告", "n"), ("info", "提示", "n"),
    ("left", "已处理", "n"), ("change", "与上一版", ""), ("status", "读取", ""), ("", "整改通知", ""),
)  # fmt: skip
_RANKING = (
    ("名次", 6), ("文件", 40), ("部门", 24), ("年度", 8), ("读取", 12), ("项目", 8), ("指标", 8),
    ("加权金额（万元）", 16),
    ("错误", 8), ("警告", 8), ("提示", 8), ("已处理", 10), ("不再要求整改", 12), ("待确认的以往意见", 14),
    ("读取情况", 40), ("报告", 40),
)  # fmt: skip
_FINDINGS = (
    ("文件", 36), ("部门", 22), ("严重程度", 9), ("类别", 11), ("编号", 8), ("项目名称", 28), ("指标", 24),
    ("问题", 50), ("证据", 36), ("建议", 46), ("处理", 12), ("另一处", 50),
)  # fmt: skip


def write(home: Path, view: Overview, ruleset: Ruleset, version: str) -> None:
    """Write all files of the summary into ``home``."""
    save(home / "index.html", page(view).encode("utf-8", "replace"))
    save(home / "summary.json", _lines(to_dict(view, ruleset, version)).encode("utf-8", "replace"))
    save(home / "summary.xlsx", workbook(view))


def is_there(home: Path) -> bool:
    """Return whether ``home`` has the files of a summary."""
    return all((home / name).is_file() for name in ("index.html", "summary.json", "summary.xlsx"))


def folder_of(home: Path) -> str:
    """Return the name of the documents whose summary is in ``home``, "" where none is or another program wrote it."""
    mark = '"folder": '
    try:
        with (home / "summary.json").open(encoding="utf-8") as file:
            # The whole would take longer to read than all the rest of a run without news.
            line = next((line for line in islice(file, _HEAD_LINES) if line.startswith(mark)), "")
        return str(json.loads(line[len(mark) :].rstrip(",\n"))) if line else ""
    except (OSError, ValueError):
        return ""


def to_dict(view: Overview, ruleset: Ruleset, version: str) -> dict[str, Any]:
    """Return the summary as plain dicts and lists; ``report`` is relative to the summary's folder."""
    return {
        "version": VERSION,
        "tool": {"name": "auditor", "version": version},
        "ruleset": asdict(ruleset),
        "folder": view.folder,
        "documents": [_fields(one) for one in view.documents],
        "corpus_findings": [_fields(one) for one in view.across],
        "summary": {
            "documents": len(view.documents),
            "unread": len(view.unread),
            **view.counts,
            "corpus_findings": view.across_total,
            "by_family": {name: sum(counts) for name, *counts in view.families},
            "progress": view.progress,
            "same_content": [list(names) for names in view.twice],
        },
    }


def _fields(one: Document | Listed) -> dict[str, Any]:
    """Return a record of plain values as a dict: asdict copies each of them, which takes longer than all the rest."""
    return {name: getattr(one, name) for name in one.__slots__ if name != "file"}


def _lines(content: dict[str, Any]) -> str:
    """Return an object as JSON, an item of its lists a line."""
    encode = json.JSONEncoder(ensure_ascii=False).encode
    parts = []
    for key, value in content.items():
        items = list(map(encode, value)) if isinstance(value, list) else []
        text = "[\n" + ",\n".join(items) + "\n]" if items else encode(value)
        parts.append(f"{json.dumps(key)}: {text}")
    return "{\n" + ",\n".join(parts) + "\n}\n"


def workbook(view: Overview) -> bytes:
    """Return the workbook: 部门排名, 严重问题, 跨文件比较."""
    from auditor.render.long_tables import Table, workbook_of

    ranking = [_ranked(one) for one in view.documents]
    reports = [one.report for one in view.documents]
    worst, across = ([_listed(one) for one in some] for some in (view.worst, view.across))
    return workbook_of(
        [
            Table("部门排名", _RANKING, ranking, f"{view.folder} 部门排名", 2, reports),
            Table("严重问题", _FINDINGS, worst, f"{view.folder} 严重问题", 2),
            Table("跨文件比较", _FINDINGS, across, f"{view.folder} 跨文件比较", 2),
        ]
    )


def write_assets(home: Path) -> None:
    """Write style and script of the reports into ``home``, once for all of them."""
    for name, text in zip(asset_names().values(), assets(), strict=True):
        if not (home / "page" / name).exists():
            save(home / "page" / name, text.encode())


def page(view: Overview) -> str:
    """Return index.html: the documents to work through, what is most pressing, what was found across documents."""
    environment = make_environment()
    environment.filters.update(line=one_line, other=other_word, change=change_word, money=stakes_word)
    style, script = asset("batch.css"), asset("batch.js")
    return environment.get_template("batch.html").render(
        view=view,
        first=_FIRST,
        heads=_HEADS,
        data=safe_json(data_of(view)),
        heat=heat_of(view),
        reports=defaultdict(str, {one.source: one.report for one in view.documents}),
        style=style,
        script=script,
        policy=policy(style, script),
    )


def heat_of(view: Overview) -> Heat:
    """Return the heat map of the departments for which most money is at stake."""
    stakes: dict[str, float] = {}
    for one in view.documents:
        stakes[one.department] = stakes.get(one.department, 0.0) + one.stakes
    counts: dict[str, dict[str, dict[str, int]]] = {}
    for department, family, severity, count in view.heat:
        counts.setdefault(department, {}).setdefault(family, {})[severity] = count
    worst = sorted(counts, key=lambda name: -stakes.get(name, 0.0))[:_HEATED]
    links = [f"#{urlencode({'department': one_line(name)})}" for name in worst]
    return heat(
        [(one_line(name), link, counts[name]) for name, link in zip(worst, links, strict=True)],
        lambda row, family: (f"{links[row]}&{urlencode({'family': family_word(family)})}", ""),
    )


def data_of(view: Overview) -> dict[str, Any]:
    """Return what the script of the page shows, sorts and filters: a short row a document, words of the rules."""
    return {
        "statuses": STATUS_WORDS,
        "families": {code: family_word(family) for code, family in view.codes},
        "documents": [
            [
                *(one.rank, one_line(one.source), one_line(one.department), one.year or 0, one.status, one.stakes),
                *(one.error, one.warning, one.info, one.decided, one.waived, one.earlier, one.report, one.notice),
                *(change_word(one), one.version[0] if one.version else 0, dict(one.rules)),
            ]
            for one in view.documents
        ],
    }


def change_word(one: Document) -> str:
    """Return what the version of a document changed against the one before, "" where there was none."""
    if one.version is None:
        return ""
    fresh, gone = one.version
    words = [f"新增 {fresh} 条" if fresh else "", f"减少 {gone} 条" if gone else ""]
    return "比上一版" + ("，".join(filter(None, words)) or "意见未变")


def stakes_word(wan: float) -> str:
    """Return weighed money as a whole number of 万元, as a person reads it."""
    return f"{wan:,.0f}" if wan >= 1 else ("<1" if wan else "0")


def other_word(related: dict[str, Any]) -> str:
    """Return a place in another document in words."""
    place = " ".join(
        f"{before}{related[key]}{after}"
        for key, before, after in (
            ("sheet", "工作表“", "”"),
            ("cell", "", ""),
            ("page", "第", "页"),
            ("line", "第", "行"),
        )
        if key in related
    )
    parts = (related.get("document", ""), related.get("project_name", ""), related.get("indicator", ""), place)
    return one_line(" › ".join(part for part in parts if part))


def _ranked(one: Document) -> list[object]:
    """Return a row of the ranking."""
    status = {"ok": "已完整读取", "partial": "仅部分读取"}.get(one.status, "未能读取")
    head = [one.rank, one.source, one.department, one.year, status, one.projects, one.indicators]
    head.append(round(one.stakes))
    made = [f"{one.decided}/{one.total}", one.waived, one.earlier]
    return [*head, one.error, one.warning, one.info, *made, "；".join(one.problems), one.file]


def _listed(one: Listed) -> list[object]:
    """Return a row of a list of findings."""
    word = SEVERITY_WORDS[one.severity]
    head = [one.source, one.department, word, family_word(one.family), one.code, one.project, one.indicator]
    others = "\n".join(other_word(related) for related in one.related[:10])
    return [*head, one_line(one.message), one_line(one.evidence), one_line(one.suggestion), one.state, others]
