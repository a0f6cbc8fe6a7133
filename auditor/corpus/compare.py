"""Findings that need more than one document: groups that are not what they were are judged, the others stay known."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import TypeAlias

from auditor.corpus import flat, schema
from auditor.corpus.kept.base import Kept
from auditor.corpus.kept.documents import Documents
from auditor.corpus.kept.groups import Groups
from auditor.corpus.keys import program
from auditor.corpus.load import Loaded, load, look
from auditor.corpus.store import Store, put
from auditor.engine.corpus import judged
from auditor.records.corpus import CorpusProject, CorpusRow, CorpusSource, Item
from auditor.records.document import Problem
from auditor.records.rule import SEVERITIES, Rule
from auditor.rulebook import Rulebook

_log = logging.getLogger("auditor")
Scope: TypeAlias = tuple[str, str | None, int]
_SETTLED = "SELECT rule, key FROM fresh SEMI JOIN kept.groups USING (rule, key, mark)"
_KEPT = {"by_rule": "VARCHAR", "key": "BIGINT", **schema.TABLES["findings"]}
_COLUMNS = ", ".join(f"f.{column}" for column in schema.TABLES["findings"])
# By severity, rule, document, project and row.
_FILL = (
    f"INSERT INTO findings SELECT {_COLUMNS} FROM kept.findings f JOIN present p USING (document_id)"
    f" ORDER BY list_position({list(SEVERITIES)}, f.severity), f.code, p.name, f.project_name, f.row_order,"
    " f.fingerprint, f.related"
)


def compare(store: Store, book: Rulebook, path: Path | None = None) -> tuple[Problem, ...]:
    """Make the findings across documents in the store those of now; return the problems of the rules.

    What is known from the last run is in the database ``path``; without it everything is new.
    """
    import duckdb

    rules = tuple(rule for rule in book.rules if rule.subject == "corpus")
    book = replace(book, rules=rules)
    mark = sha256(f"{program()}|{book.sha256}|{rules}".encode("utf-8", "replace")).hexdigest()
    look(store)
    try:
        return _compared(store, book, Kept(store.connection, path, mark))
    except duckdb.Error as error:
        _log.debug("what is known of the last run cannot be used", exc_info=error)
        return _compared(store, book, Kept(store.connection, None, mark))


def _compared(store: Store, book: Rulebook, kept: Kept) -> tuple[Problem, ...]:
    """Compare with what is kept."""
    with kept.transaction():
        documents = Documents(kept, store, book)
        documents.work_in()
        groups = Groups(kept, book, documents.kinds)
        groups.look()
        problems = _judge(store, book, kept, groups)
    with kept.transaction():
        kept.ask("DELETE FROM findings WHERE across")
        kept.ask(_FILL)
    return tuple(problems.values())


def _judge(store: Store, book: Rulebook, kept: Kept, groups: Groups) -> Mapping[str, Problem]:
    """Judge the groups that are touched, and keep what is found; return rule → the problem of running it."""
    keys, loaded = groups.keys(), load(store, "wanted")

    def wanted(rule: Rule, item: Item) -> bool:
        return any(scope in keys[rule.name] for scope in _scopes(item, loaded))

    touched = replace(book, rules=tuple(rule for rule in book.rules if rule.name in keys))
    found, problems = judged(loaded.corpus, touched, lambda rule: groups.whole(rule, loaded), wanted)
    kept.ask(f"DELETE FROM kept.findings WHERE (by_rule, key) NOT IN ({_SETTLED})")
    rows = []
    for rule, item, finding in found:
        scope = next(scope for scope in _scopes(item, loaded) if scope in keys[rule.name])
        rows.append([rule.name, keys[rule.name][scope], scope[0], *flat.finding_row(finding, across=True)])
    put(kept.connection, "kept.findings", _KEPT, rows)
    kept.ask("DELETE FROM kept.groups WHERE (rule, key, mark) NOT IN (FROM fresh)")
    kept.ask("INSERT INTO kept.groups SELECT rule, key, mark FROM fresh SEMI JOIN touched USING (rule, key)")
    # What broke off is judged again in the next run.
    kept.ask("DELETE FROM kept.groups WHERE rule IN (SELECT unnest(?::VARCHAR[]))", [list(problems)])
    return problems


def _scopes(item: Item, loaded: Loaded) -> Iterator[Scope]:
    """Yield under which scopes an item may have a share in a group: its line, its project, its document."""
    corpus = loaded.corpus
    if isinstance(item, CorpusRow):
        project = corpus.projects[item.project].key if item.project >= 0 else ""
        yield loaded.documents[item.source], project, item.order
        yield loaded.documents[item.source], project, -1
    if isinstance(item, CorpusProject):
        yield loaded.documents[item.source], item.key, -1
    yield loaded.documents[corpus.sources.index(item) if isinstance(item, CorpusSource) else item.source], None, -1
