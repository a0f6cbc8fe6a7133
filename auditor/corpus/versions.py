"""What a new version of a document changed: findings that came and that went, kept until the next version."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

_PRINTS = "SELECT DISTINCT document_id, fingerprint FROM findings WHERE NOT across"


def remember(connection: Any, documents: Sequence[str]) -> None:
    """Keep aside the findings of documents that are about to be replaced."""
    wanted = "document_id IN (SELECT unnest(?))"
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE before AS SELECT document_id, sha256 FROM documents"
        f" WHERE {wanted} AND status <> 'unreadable' AND sha256 <> ''",
        [list(documents)],
    )
    connection.execute(f"CREATE OR REPLACE TEMP TABLE said AS {_PRINTS} AND {wanted}", [list(documents)])


def compare(connection: Any) -> None:
    """Note what came and what went in the documents kept aside whose content is another now.

    Other rules make other findings of the same content: that is no new version, and what is known stays.
    """
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE changed AS SELECT document_id, d.sha256, b.sha256 AS sha256_before"
        " FROM documents d JOIN before b USING (document_id)"
        " WHERE d.sha256 <> b.sha256 AND d.status <> 'unreadable'"
    )
    connection.execute("DELETE FROM versions WHERE document_id IN (SELECT document_id FROM changed)")
    connection.execute(
        f"INSERT INTO versions SELECT document_id, sha256, sha256_before,"
        f" (SELECT count(*) FROM ({_PRINTS} EXCEPT FROM said) n WHERE n.document_id = c.document_id),"
        f" (SELECT count(*) FROM (FROM said EXCEPT {_PRINTS}) g WHERE g.document_id = c.document_id) FROM changed c"
    )
