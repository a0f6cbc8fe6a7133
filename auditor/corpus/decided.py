"""Decisions in the store: added up, held against the findings as the gate does, and put into the pages."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from auditor.corpus import schema
from auditor.corpus.results import report_name, save
from auditor.corpus.store import Store
from auditor.engine.decisions import merge
from auditor.records.report import Waiver
from auditor.records.standing import Asked, Opinions, Subject, expired, moment, waives
from auditor.render.html_report import made_of, safe_json

# The names of decisions in the store where they are others than in the record: SQL has words of its own.
_NAMES = {"made_at": "when", "assigned_to": "to"}
_FIELDS = tuple(_NAMES.get(column, column) for column in schema.TABLES["decisions"])
# On the page the decisions stand in an element of their own; "<" is escaped in it.
_ISLAND = re.compile(rb'(<script type="application/json" id="made">)[^<]*(</script>)')


def decide(store: Store, waivers: Sequence[Waiver], today: date) -> int:
    """Add decisions to those in the store, one reviewer's later over his earlier, and hold all against the findings.

    Return how many let a finding pass that is not there (any more): what was said of another content holds for nothing.
    """
    merged = merge([known(store), waivers]).decisions
    rows = [asdict(one) for one in merged]
    store.fill("decisions", [[row[field] for field in _FIELDS] for row in rows])
    known_of = list(_bearings(store, merged, today))
    store.fill("bearings", [row for _, row in known_of])
    met = {id(entry) for entry, _ in known_of}
    return sum(waives(entry) and not expired(entry, today) and id(entry) not in met for entry in merged)


def known(store: Store) -> tuple[Waiver, ...]:
    """Return the decisions in the store."""
    columns = ", ".join(f'"{column}"' for column in schema.TABLES["decisions"])
    rows = store.query(f"SELECT {columns} FROM decisions ORDER BY rowid")
    return tuple(_waiver(dict(zip(_FIELDS, row, strict=True))) for row in rows)


def _waiver(row: dict[str, Any]) -> Waiver:
    texts = {key: str(value or "") for key, value in row.items() if key != "year"}
    return Waiver(**texts, year=int(row["year"] or 0))


def show(store: Store, folder: str, home: Path, today: date) -> int:
    """Put the decisions into the pages of the documents of ``folder``; return how many pages were changed.

    A page is written only where its decisions are others than it has, and has them within the page's own data.
    """
    by: dict[str, dict[Waiver, None]] = {}
    for entry, (document, *_) in _bearings(store, known(store), today):
        by.setdefault(document, {})[entry] = None
    before = {row[0]: row[1:] for row in store.query("SELECT document_id, key, decisions FROM pages")}
    if not by and not before:
        return 0
    documents = store.query(
        "SELECT document_id, key, status, department, year, source FROM documents WHERE folder = ?", [folder]
    )
    ours = {document for document, *_ in documents}
    shown, changed = [(identity, *row) for identity, row in before.items() if identity not in ours], 0
    for identity, key, status, *names in documents:
        made = safe_json(made_of(by.get(identity, ())))
        mark = sha256(made.encode()).hexdigest()[:16] if identity in by else ""
        if status != "unreadable" and mark != (before[identity][1] if before.get(identity, ("",))[0] == key else ""):
            changed += _exchange(home / "reports" / report_name(key, *names), made.encode())
        if mark:
            shown.append((identity, key, mark))
    store.fill("pages", shown)
    return changed


def _exchange(page: Path, made: bytes) -> bool:
    """Write other decisions into a page; return whether it was there."""
    try:
        text = page.read_bytes()
    except OSError:
        return False
    save(page, _ISLAND.sub(lambda match: match[1] + made + match[2], text, count=1))
    return True


def _bearings(store: Store, waivers: Sequence[Waiver], today: date) -> Iterator[tuple[Waiver, list[Any]]]:
    """Yield each decision that bears on a finding of the store with the row that says so."""
    if not waivers:
        return
    place = {id(entry): number for number, entry in enumerate(waivers)}
    subjects = {
        row[0]: Subject(row[1], row[2] or "", row[3] or "", row[4] or 0)
        for row in store.query("SELECT document_id, source, sha256, department, year FROM documents")
    }
    opinions = Opinions(waivers, tuple(subjects.values()), today)
    touched = _touched(store, waivers, subjects)
    present: dict[Subject, set[str]] = {}
    for *_, subject, asked in touched:
        present.setdefault(subject, set()).add(asked.fingerprint)
    for identity, across, subject, asked in touched:
        standing = opinions.on(asked, subject, present[subject])
        for bearing, entries in (("holds", standing.held), ("earlier", standing.earlier)):
            for one in entries:
                said = (one.decision, one.who, one.why, one.remark, one.until, moment(one), place[id(one)])
                yield one, [identity, across, asked.fingerprint, bearing, *said]


def _touched(
    store: Store, waivers: Sequence[Waiver], subjects: Mapping[str, Subject]
) -> list[tuple[str, bool, Subject, Asked]]:
    """Return the findings that a decision may be about: document, whether it was found across, whose it is, itself.

    What was found across documents is of no department, and of the latest year that it names.
    """
    prints = sorted({entry.fingerprint for entry in waivers})
    spots = sorted({entry.spot for entry in waivers if entry.spot})
    found = store.query(
        "SELECT DISTINCT document_id, across, fingerprint, spot, project_code <> '',"
        " CASE WHEN across THEN related END FROM findings"
        " WHERE fingerprint IN (SELECT unnest(?::VARCHAR[])) OR spot IN (SELECT unnest(?::VARCHAR[])) ORDER BY ALL",
        [prints, spots],
    )
    years = dict(store.query(f"SELECT {schema.NAMED}, year FROM documents")) if any(row[1] for row in found) else {}
    touched = []
    for identity, across, mark, spot, coded, related in found:
        subject = subjects.get(identity, Subject())
        if across:
            others = (years.get(one.get("document")) or 0 for one in json.loads(related))
            subject = Subject(year=max(subject.year, *others, 0))
        touched.append((identity, across, subject, Asked(mark, spot or "", bool(coded))))
    return touched
