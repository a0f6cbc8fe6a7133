"""The database beside a store in which a comparison keeps what the next one need not do again.

Nothing in it is anybody's only copy: it may be lost, and is begun anew where another program or other rules left it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from auditor.corpus import schema

if TYPE_CHECKING:
    import numpy

    Array = numpy.ndarray[Any, Any]

# A document goes by a number (``key_of`` its id) and is as before where its ``mark`` is. What of it is compared under
# which key is in ``shares``: a ``line`` (its row_order), else a ``project`` with its lines, else all of it. ``rows``
# are those of table 12, names and targets by number, ``holders`` the projects that have a text, ``prices`` what lines
# plan to pay for a thing, as the rule compares it. ``groups`` are what is compared together under a key, ``findings``
# what each rule found there.
TABLES: Mapping[str, str] = {
    "documents": "document BIGINT, document_id VARCHAR, mark UBIGINT, department BIGINT, year INTEGER",
    "shares": "cut VARCHAR, key BIGINT, document BIGINT, project VARCHAR, line INTEGER",
    "rows": "document BIGINT, project VARCHAR, line INTEGER, position INTEGER, name BIGINT, target BIGINT",
    "prices": "document BIGINT, line INTEGER, thing VARCHAR, price DOUBLE",
    "names": "name BIGINT, text VARCHAR",
    "forms": "form BIGINT, name BIGINT",
    "holders": "kind VARCHAR, text BIGINT, document BIGINT, project VARCHAR",
    "groups": "rule VARCHAR, key BIGINT, mark UBIGINT",
    "findings": "by_rule VARCHAR, key BIGINT, "
    + ", ".join(f"{column} {kind}" for column, kind in schema.TABLES["findings"].items()),
}


class Kept:
    """The database, attached to the connection of its store as ``kept``."""

    def __init__(self, connection: Any, path: Path | None, mark: str) -> None:
        """Attach ``path``; what is damaged there, or was left under another ``mark``, is begun anew.

        Where nothing can be kept (or without a path), nothing is: the comparison is what it is, only longer.
        """
        import duckdb

        self.connection = connection
        try:
            self._attach(path)
            if path and self._mark() not in ("", mark):
                self._remove(path)
                self._attach(path)
        except (OSError, duckdb.Error):
            try:
                if path:
                    self._remove(path)
                self._attach(path)
            except (OSError, duckdb.Error):
                self._attach(None)
        for name, columns in TABLES.items():
            connection.execute(f"CREATE TABLE IF NOT EXISTS kept.{name} ({columns})")
        if not self._mark():
            connection.execute("CREATE TABLE kept.marks AS SELECT ?::VARCHAR AS mark", [mark])

    def ask(self, sql: str, values: Sequence[Any] = ()) -> Mapping[str, Array]:
        """Return the columns that a statement gives."""
        found: Mapping[str, Array] = self.connection.execute(sql, list(values)).fetchnumpy()
        return found

    def tell(self, name: str, /, **columns: Any) -> None:
        """Make arrays a table of this connection, for statements to use."""
        self.connection.register(name, columns)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Keep all that the body of a ``with`` changes here, or nothing of it."""
        import duckdb

        self.connection.execute("BEGIN")
        try:
            yield
            self.connection.execute("COMMIT")
        except BaseException:
            with suppress(duckdb.Error):
                self.connection.execute("ROLLBACK")
            raise

    def _attach(self, path: Path | None) -> None:
        """Attach a path, or memory, in place of what was attached."""
        place = str(path or ":memory:").replace("'", "''")
        self.connection.execute("DETACH DATABASE IF EXISTS kept")
        self.connection.execute(f"ATTACH '{place}' AS kept")

    def _remove(self, path: Path) -> None:
        """Delete what is at a path."""
        self.connection.execute("DETACH DATABASE IF EXISTS kept")
        path.unlink(missing_ok=True)
        path.with_name(path.name + ".wal").unlink(missing_ok=True)

    def _mark(self) -> str:
        """Return the mark of what is attached, "" where nothing is there yet."""
        there = "SELECT count(*) FROM duckdb_tables() WHERE database_name = 'kept' AND table_name = 'marks'"
        if not self.connection.execute(there).fetchone()[0]:
            return ""
        return str(self.connection.execute("SELECT mark FROM kept.marks").fetchone()[0])
