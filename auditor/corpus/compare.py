"""Findings that need more than one document: the store's rows as records, and the corpus rules over them."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from typing import Any

from auditor.checks.across.context import Near
from auditor.corpus import schema
from auditor.corpus.store import Store
from auditor.engine.corpus import audit_corpus
from auditor.records.corpus import Corpus, CorpusProject, CorpusRow, CorpusSource
from auditor.records.document import Problem
from auditor.records.finding import Finding
from auditor.records.place import NOWHERE, Place
from auditor.rulebook import Rulebook

_log = logging.getLogger("auditor")
_AT_ONCE = 50_000
# activity, level1, level2, name, sign, value, unit
_CELLS = 7
_UNKNOWN = [None] * 4
_DOCUMENTS = f"SELECT document_id, {schema.NAMED}, department, year, sha256 FROM documents ORDER BY folder, source"
_PROJECTS = (
    "SELECT d.document_id, p.project, p.code, p.name, p.total_wan, p.objective, p.project_order, p.page, p.line,"
    " p.sheet, p.cell FROM projects p JOIN documents d USING (document_id) ORDER BY d.folder, d.source, p.project_order"
)
_ROWS = (
    "SELECT d.document_id, i.row_order, i.budget_table, i.project, i.activity, i.level1, i.level2, i.name,"
    " i.operator, i.value, i.unit, i.page, i.line, i.sheet, i.cell, i.evaluated"
    " FROM indicators i JOIN documents d USING (document_id)"
    " ORDER BY d.folder, d.source, i.budget_table, i.project, i.row_order"
)


def compare(store: Store, book: Rulebook, near: Near) -> tuple[tuple[Finding, ...], tuple[Problem, ...]]:
    """Return the findings of all corpus rules on everything in the store, and the problems of running them."""
    if not any(rule.subject == "corpus" for rule in book.rules):
        return (), ()
    return audit_corpus(load(store), book, near=near)


def load(store: Store) -> Corpus:
    """Return everything in the store as a corpus: each content once, in the order of folders and files.

    The same content twice is one document: of files that are copies of each other the first stands for all.
    """
    numbers: dict[str, int] = {}
    sources: list[CorpusSource] = []
    seen: set[str] = set()
    for identity, source, department, year, sha256 in store.query(_DOCUMENTS):
        if not sha256 or sha256 not in seen:
            seen.add(sha256)
            numbers[identity] = len(sources)
            sources.append(CorpusSource(source, department, year, sha256))
    places: dict[tuple[str, str], int] = {}
    projects: list[CorpusProject] = []
    for identity, key, code, name, total, objective, order, *place in _read(store, _PROJECTS):
        if identity in numbers:
            places[identity, key] = len(projects)
            head = (numbers[identity], key, code, name, total, objective)
            projects.append(CorpusProject(*head, place_of(place), order or 0))
    return Corpus(tuple(sources), tuple(projects), tuple(_rows(store, numbers, places)))


def _rows(store: Store, numbers: dict[str, int], places: dict[tuple[str, str], int]) -> Iterator[CorpusRow]:
    """Yield the indicators; equal texts are one object, which saves most of the memory."""
    texts: dict[str, str] = {}
    for identity, order, table, project, *rest in _read(store, _ROWS):
        if identity in numbers:
            home = places.get((identity, project), -1) if table == 12 else -1
            activity, level1, level2, name, sign, value, unit = (texts.setdefault(one, one) for one in rest[:_CELLS])
            head = (numbers[identity], order, table, home, activity, level1, level2)
            yield CorpusRow(*head, name, sign, value, unit, place_of(rest[_CELLS:-1]), bool(rest[-1]))


def _read(store: Store, sql: str) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a query without holding them all."""
    cursor = store.connection.execute(sql)
    while part := cursor.fetchmany(_AT_ONCE):
        yield from part


def place_of(known: Sequence[Any]) -> Place:
    """Return page, line, sheet and cell as a Place."""
    return NOWHERE if known == _UNKNOWN else Place(*known)
