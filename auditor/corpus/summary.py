"""The summary of a folder on disk: index.html (with further pages for a long ranking), summary.xlsx, summary.json."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import asdict
from pathlib import Path
from typing import Any

from auditor.corpus.overview import Document, Found, Overview
from auditor.corpus.results import save
from auditor.records.report import Ruleset
from auditor.render.words import SEVERITY_WORDS, STATUS_WORDS, family_word, one_line, visible
from auditor.resources import folder

_PAGE = 1000
VERSION = 1
_RANKING = (
    ("名次", 6), ("文件", 40), ("部门", 24), ("年度", 8), ("读取", 12), ("项目", 8), ("指标", 8),
    ("错误", 8), ("警告", 8), ("提示", 8), ("已处理", 10), ("不再要求整改", 12), ("待确认的以往意见", 14),
    ("读取情况", 40), ("报告", 40),
)  # fmt: skip
_FINDINGS = (
    ("文件", 36), ("部门", 22), ("严重程度", 9), ("类别", 11), ("编号", 8), ("项目名称", 28), ("指标", 24),
    ("问题", 50), ("证据", 36), ("建议", 46), ("处理", 12), ("另一处", 50),
)  # fmt: skip


def write(home: Path, view: Overview, ruleset: Ruleset, version: str) -> None:
    """Write all files of the summary into ``home``."""
    for number, page in enumerate(pages(view), start=1):
        save(home / page_name(number), page.encode("utf-8", "replace"))
    content = json.dumps(to_dict(view, ruleset, version), ensure_ascii=False, indent=1)
    save(home / "summary.json", (content + "\n").encode("utf-8", "replace"))
    save(home / "summary.xlsx", workbook(view))


def to_dict(view: Overview, ruleset: Ruleset, version: str) -> dict[str, Any]:
    """Return the summary as plain dicts and lists; ``report`` is relative to the summary's folder."""
    return {
        "version": VERSION,
        "tool": {"name": "auditor", "version": version},
        "ruleset": asdict(ruleset),
        "folder": view.folder,
        "documents": [asdict(one) for one in view.documents],
        "corpus_findings": [asdict(one) for one in view.across],
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


def workbook(view: Overview) -> bytes:
    """Return the workbook: 部门排名, 严重问题, 跨文件比较."""
    from auditor.render import sheet

    book = sheet.workbook()
    tables = (
        ("部门排名", _RANKING, [_ranked(one) for one in view.documents]),
        ("严重问题", _FINDINGS, [_listed(one) for one in view.worst]),
        ("跨文件比较", _FINDINGS, [_listed(one) for one in view.across]),
    )
    for title, columns, rows in tables:
        page = book.create_sheet(title)
        sheet.write_rows(page, [[name for name, _ in columns], *rows])
        sheet.head(page, [width for _, width in columns])
        page.freeze_panes = "C2"
    return sheet.to_bytes(book)


def pages(view: Overview) -> list[str]:
    """Return index.html and, for a long ranking, the pages that go on with it."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(folder("reports") / "html"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: visible(value) if type(value) is str else value,
    )
    environment.filters.update(family=family_word, line=one_line, other=other_word)
    template = environment.get_template("batch.html")
    parts = [view.documents[start : start + _PAGE] for start in range(0, len(view.documents), _PAGE)] or [()]
    links = [page_name(number) for number in range(1, len(parts) + 1)]
    words = {"severities": SEVERITY_WORDS, "statuses": STATUS_WORDS}
    # links from a finding to the other documents that prove it
    reports = defaultdict(str, {one.source: one.report for one in view.documents})
    return [
        template.render(view=view, number=number, documents=part, links=links, reports=reports, **words)
        for number, part in enumerate(parts, start=1)
    ]


def page_name(number: int) -> str:
    """Return the file name of a page of the index, from 1."""
    return "index.html" if number == 1 else f"index-{number}.html"


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
    made = [f"{one.decided}/{one.total}", one.waived, one.earlier]
    return [*head, one.error, one.warning, one.info, *made, "；".join(one.problems), one.report]


def _listed(one: Found) -> list[object]:
    """Return a row of a list of findings."""
    word = {"error": "错误", "warning": "警告"}.get(one.severity, "提示")
    head = [one.source, one.department, word, family_word(one.family), one.code, one.project, one.indicator]
    others = "\n".join(other_word(related) for related in one.related[:10])
    return [*head, one_line(one.message), one_line(one.evidence), one_line(one.suggestion), one.state, others]
