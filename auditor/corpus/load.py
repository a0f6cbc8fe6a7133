"""The rows of a store as the records that the rules across documents compare: all of them, or those that are wanted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from auditor.corpus import schema
from auditor.corpus.store import Store
from auditor.records.corpus import Corpus, CorpusProject, CorpusRow, CorpusSource
from auditor.records.place import NOWHERE, Place

_AT_ONCE = 50_000
# activity, level1, level2, name, sign, value, unit
_CELLS = 7
_UNKNOWN = [None] * 4
# The documents that are compared, in their order. The same content twice is one document: of files that are copies of
# each other the first stands for all.
_PRESENT = (
    "CREATE OR REPLACE TEMP TABLE present AS SELECT *, row_number() OVER (ORDER BY folder, source) AS place,"
    " hash(document_id, name, department, year, sha256, key) AS mark FROM"
    f" (SELECT document_id, folder, source, {schema.NAMED} AS name, department, year, sha256, key FROM documents)"
    " QUALIFY sha256 = '' OR row_number() OVER (PARTITION BY sha256 ORDER BY folder, source) = 1"
)
ALL = "(SELECT document_id, NULL::VARCHAR AS project, -1 AS line FROM present)"
_WHOLE = "SELECT document_id FROM {wanted} WHERE project IS NULL"
_SOME = "SELECT document_id, project FROM {wanted} WHERE project IS NOT NULL"
_DOCUMENTS = (
    "SELECT document_id, name, department, year, sha256 FROM present"
    " WHERE document_id IN (SELECT document_id FROM {wanted}) ORDER BY place"
)
_PROJECTS = (
    "SELECT p.document_id, p.project, p.code, p.name, p.total_wan, p.objective, p.project_order, p.page, p.line,"
    " p.sheet, p.cell FROM projects p JOIN present n USING (document_id)"
    f" WHERE p.document_id IN ({_WHOLE}) OR (p.document_id, p.project) IN ({_SOME}) ORDER BY n.place, p.project_order"
)
_ROWS = (
    "SELECT i.document_id, i.row_order, i.budget_table, i.project, i.activity, i.level1, i.level2, i.name,"
    " i.operator, i.value, i.unit, i.page, i.line, i.sheet, i.cell, i.evaluated"
    f" FROM indicators i JOIN present n USING (document_id) WHERE i.document_id IN ({_WHOLE})"
    f" OR (i.document_id, i.project) IN ({_SOME} AND line < 0)"
    " OR (i.document_id, i.row_order) IN (SELECT document_id, line FROM {wanted} WHERE line >= 0)"
    " ORDER BY n.place, i.budget_table, i.project, i.row_order"
)


@dataclass(frozen=True, slots=True)
class Loaded:
    """A corpus, and the ids of its documents in their order."""

    corpus: Corpus = field(default_factory=Corpus)
    documents: tuple[str, ...] = ()


def look(store: Store) -> None:
    """Make the table ``present`` of this connection: the documents that are compared, with their place and mark."""
    store.connection.execute(_PRESENT)


def load(store: Store, wanted: str = ALL) -> Loaded:
    """Return what is wanted of the documents that are ``present`` as a corpus, in the order of folders and files.

    ``wanted`` is a relation of document_id, project and line (row_order): one row of the document; where the line is
    -1, a project with its rows; where the project is NULL, the whole document.
    """
    numbers: dict[str, int] = {}
    sources: list[CorpusSource] = []
    for identity, *source in store.query(_DOCUMENTS.format(wanted=wanted)):
        numbers[identity] = len(sources)
        sources.append(CorpusSource(*source))
    places: dict[tuple[str, str], int] = {}
    projects: list[CorpusProject] = []
    for identity, key, code, name, total, objective, order, *place in _read(store, _PROJECTS.format(wanted=wanted)):
        places[identity, key] = len(projects)
        head = (numbers[identity], key, code, name, total, objective)
        projects.append(CorpusProject(*head, place_of(place), order or 0))
    rows = tuple(_rows(store, wanted, numbers, places))
    return Loaded(Corpus(tuple(sources), tuple(projects), rows), tuple(numbers))


def _rows(
    store: Store, wanted: str, numbers: dict[str, int], places: dict[tuple[str, str], int]
) -> Iterator[CorpusRow]:
    """Yield the indicators; equal texts are one object, which saves most of the memory."""
    texts: dict[str, str] = {}
    for identity, order, table, project, *rest in _read(store, _ROWS.format(wanted=wanted)):
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
