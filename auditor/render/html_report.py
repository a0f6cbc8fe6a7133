"""The HTML report: one file that opens by double-click, loads nothing and runs only the script it was made with."""

from __future__ import annotations

import base64
import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from auditor.records.columns import COLUMN_WORDS
from auditor.records.finding import Finding
from auditor.records.report import DocumentReport, Report, Verdict, Waiver
from auditor.records.rule import SEVERITY_WORDS
from auditor.records.standing import DIGITS, Subject, subjects_of
from auditor.render.grouping import (
    Entry,
    Section,
    all_findings,
    family_counts,
    sections,
    severity_counts,
    verdict_notes,
)
from auditor.render.heat import Heat, heat
from auditor.render.initials import initials
from auditor.render.original_data import original_data
from auditor.render.page import corpus_cards, document_blocks
from auditor.render.stakes import stakes
from auditor.render.words import (
    STATUS_WORDS,
    checks_word,
    family_word,
    marked,
    money_word,
    nothing_word,
    one_line,
    percent,
    place_word,
    short_name,
    split_evidence,
    unchecked_rows,
    visible,
)
from auditor.resources import folder

if TYPE_CHECKING:
    from jinja2 import Environment

# A page of a folder runs what stands beside it; browsers call files of one folder by one of the two words.
_SHARED_POLICY = (
    "default-src 'none'; style-src 'self' file:; script-src 'self' file:; img-src data:; base-uri 'none';"
    " form-action 'none'"
)
_IMAGES, _IMAGES_BESIDE = "img-src data:;", "img-src data: 'self' file:;"
_SHOWN_PLACES = 3
_WORST_PROJECTS = 12


@dataclass(frozen=True, slots=True)
class Frame:
    """What the page stands in: ``assets`` is the link to a folder with style and script, "" where they are in it.

    ``back`` is the link to the page that lists many reports, "" where there is none.
    """

    assets: str = ""
    back: str = ""


ALONE = Frame()


def render(report: Report, frame: Frame = ALONE) -> str:
    """Return the report as one HTML document; alone it has no outside reference."""
    documents, corpus = sections(report)
    found = all_findings(report)
    style, script = assets()
    return (
        environment()
        .get_template("report.html")
        .render(
            report=report,
            documents=[(section, document_blocks(section)) for section in documents],
            corpus=corpus_cards(corpus, documents),
            title=_title(report),
            counts=severity_counts(found),
            families=_families(found),
            data=safe_json(packed(data_of(report, documents, corpus))),
            known=json.dumps(known_of(report), ensure_ascii=False, separators=(",", ":")),
            made=safe_json(made_of(report.decisions)),
            originals=safe_json(original_data(report.documents)),
            notes=verdict_notes(report),
            stakes=stakes(report),
            heat=_heat(documents),
            nothing=nothing_word(document.budget for document in report.documents),
            style=style,
            script=script,
            policy=_policy(report, _SHARED_POLICY if frame.assets else policy(style, script)),
            frame=frame,
            names=asset_names(),
        )
    )


def _policy(report: Report, known: str) -> str:
    """Return the content policy; only a report with pictures beside it may show some that are not in it."""
    beside = any(image.file for document in report.documents for image in document.originals.images)
    return known.replace(_IMAGES, _IMAGES_BESIDE) if beside else known


def assets() -> tuple[Any, Any]:
    """Return the style and the script of the page as Markup; the script is built from reports/web."""
    return asset("report.css"), asset("report.js")


def asset_names() -> dict[str, str]:
    """Return the file names of style and script where they stand beside the pages: another content, another name."""
    return {
        kind: f"report-{hashlib.sha256(text.encode()).hexdigest()[:12]}.{kind}"
        for kind, text in zip(("css", "js"), assets(), strict=True)
    }


def safe_json(value: Any) -> Any:
    """Return ``value`` as JSON that cannot end the script element it stands in, as jinja2 Markup."""
    from markupsafe import Markup

    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return Markup(text)


def _title(report: Report) -> tuple[str, str]:
    """Return the heading in two parts that a line break may part: the department, if there is one, and the rest."""
    if len(report.documents) != 1:
        return "绩效指标审核意见", f"（{len(report.documents)} 份文件）"
    budget = report.documents[0].budget
    if budget is None or not budget.department:
        return "绩效指标审核意见", ""
    year = f" {budget.year} 年" if budget.year else ""
    return budget.department, f"{year}预算绩效指标审核意见"


def _families(found: tuple[Finding, ...]) -> list[dict[str, Any]]:
    """Return the families with findings, most first, with their counts by severity."""
    rows = []
    for family, total in family_counts(found).items():
        if total:
            counts = severity_counts(finding for finding in found if finding.family == family)
            rows.append({"name": family, "word": family_word(family), "total": total, **counts})
    return sorted(rows, key=lambda row: -int(row["total"]))


def _heat(documents: tuple[Section, ...]) -> Heat:
    """Return the heat map of the projects with most findings, worst first, at most ``_WORST_PROJECTS``."""
    found: list[tuple[tuple[int, int], str, str, dict[str, dict[str, int]]]] = []
    for section in documents:
        budget = section.document.budget
        anchors = {p.key: f"d{section.index}p{n}" for n, p in enumerate(budget.projects if budget else (), start=1)}
        for group in section.groups:
            if group.project is None:
                continue
            counts: dict[str, dict[str, int]] = {}
            for entry in group.entries:
                of = counts.setdefault(entry.finding.family, {})
                of[entry.finding.severity] = of.get(entry.finding.severity, 0) + 1
            rank = (-sum(of.get("error", 0) for of in counts.values()), -len(group.entries))
            found.append((rank, group.project.name.text or "（项目名称未填）", anchors[group.project.key], counts))
    worst = sorted(found, key=lambda row: row[0])[:_WORST_PROJECTS]
    return heat(
        [(word, f"#{anchor}", counts) for _, word, anchor, counts in worst],
        lambda row, family: (f"#at={worst[row][2]}&family={family}", f"heat:{worst[row][2]}:{family}|"),
    )


def data_of(report: Report, documents: tuple[Section, ...], corpus: tuple[Entry, ...]) -> list[dict[str, Any]]:
    """Return what the script filters, decides on and exports: one small dict a finding."""
    verdict = report.verdict
    counted = {id(finding) for finding in (*verdict.blocking, *verdict.waived)} if verdict else set()
    rows = [
        {
            "doc": section.index,
            **_datum(entry, section.document, group.title),
            "gate": int(id(entry.finding) in counted),
        }
        for section in documents
        for group in section.groups
        for entry in group.entries
    ]
    return rows + [
        {"doc": 0, **_datum(entry, None, "跨文件比较"), "gate": int(id(entry.finding) in counted)} for entry in corpus
    ]


def packed(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return records in little room: their keys once, and every text that comes again by its number in ``words``."""
    times = Counter(value for row in rows for value in row.values() if isinstance(value, str) and value)
    words = {word: at for at, word in enumerate(word for word, count in times.items() if count > 1)}
    keys = list(rows[0]) if rows else []
    return {
        "words": list(words),
        "keys": keys,
        "rows": [[words.get(v, v) if isinstance(v, str) else v for v in (row[k] for k in keys)] for row in rows],
    }


def known_of(report: Report) -> dict[str, Any]:
    """Return what the script knows beside findings and decisions: documents, the gate's faults, readings."""
    verdict = report.verdict
    return {
        "documents": [_subject(subject) for subject in subjects_of(report)],
        "judged": {"faults": _faults(verdict), "level": verdict.level} if verdict else None,
        "letters": initials(f.where.project_name + f.where.indicator for f in all_findings(report)),
    }


def _faults(verdict: Verdict) -> str:
    """Return what could not be judged, as the verdict says it, "" where all was."""
    return verdict.original.partition("：")[2].partition("；")[0] if verdict.exit_code == 2 else ""


def made_of(decisions: Iterable[Waiver]) -> list[dict[str, Any]]:
    """Return the decisions that come with the page."""
    return [{key: value for key, value in asdict(entry).items() if value} for entry in decisions]


def _subject(subject: Subject) -> dict[str, Any]:
    """Return a document as decisions know it, by its file name only: a report travels."""
    name, department = visible(short_name(subject.source)), visible(subject.department)
    return {"source": name, "sha256": subject.sha256[:DIGITS], "department": department, "year": subject.year}


def _datum(entry: Entry, document: DocumentReport | None, group: str) -> dict[str, Any]:
    finding = entry.finding
    where = finding.where
    return {
        "n": entry.number,
        "file": visible(short_name(document.source if document else where.source or "跨文件")),
        "dept": visible(document.budget.department) if document and document.budget else "",
        "severity": finding.severity,
        "family": finding.family,
        "familyWord": family_word(finding.family),
        "code": visible(finding.code),
        "rule": visible(finding.rule),
        "group": one_line(group),
        "project": visible(where.project_code),
        "name": one_line(where.project_name),
        "indicator": one_line(where.indicator),
        "column": COLUMN_WORDS.get(where.column, ""),
        "confidence": round(finding.confidence, 4),
        "place": place_word(where.place),
        "message": one_line(finding.message),
        "evidence": marked(finding.evidence),
        "advice": one_line(finding.suggestion),
        "print": visible(finding.fingerprint),
        "spot": finding.spot,
    }


def policy(style: str, script: str) -> str:
    """Return a content policy that allows this style and this script by their hashes and nothing else."""
    scripts = f"script-src '{_hash(script)}'; " if script else ""
    return (
        f"default-src 'none'; style-src '{_hash(style)}'; {scripts}img-src data:; base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"


@cache
def asset(name: str) -> Any:
    """Return a file of our own as Markup: it is the one thing that is not escaped."""
    from markupsafe import Markup

    return Markup((folder("reports") / "html" / name).read_text(encoding="utf-8"))


@cache
def environment() -> Environment:
    """Return the template environment: everything escaped, unseen characters of every value shown."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    from auditor.render.compiled import kept_templates

    environment = Environment(
        loader=FileSystemLoader(folder("reports") / "html"),
        bytecode_cache=kept_templates(),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_finalize,
    )
    environment.globals.update(
        severities=SEVERITY_WORDS, statuses=STATUS_WORDS, columns=COLUMN_WORDS, shown_places=_SHOWN_PLACES
    )
    environment.filters.update(
        family=family_word,
        percent=percent,
        place=place_word,
        file=short_name,
        line=one_line,
        wan=money_word,
        checks=checks_word,
        unchecked=unchecked_rows,
        parts=split_evidence,
    )
    return environment


def _finalize(value: object) -> object:
    """Return texts with unseen characters shown; markup that was escaped already passes."""
    from markupsafe import Markup

    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value
