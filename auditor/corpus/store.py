"""The store of a batch: a DuckDB file with documents, projects, indicators, findings and decisions."""

from __future__ import annotations

import hashlib
import shutil
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from auditor.corpus import flat, schema, versions
from auditor.corpus.results import read
from auditor.errors import ConfigError, reason_of
from auditor.records.finding import Finding
from auditor.records.rule import SEVERITIES

_AT_ONCE, _ROWS = 1000, 20_000
_MEMORY = "1GB"
# The store that is being written, and how long (seconds) it waits for readers of the old one.
_NEXT, _PAUSES = ".next", (0.1, 0.3, 1.0, 3.0, 10.0)
Row = Sequence[Any]


@dataclass(frozen=True, slots=True)
class Tally:
    """The counts of a folder: documents, those not read (whole, or at all), findings by severity, and across."""

    documents: int
    unread: int
    unreadable: int
    findings: Mapping[str, int]
    across: int


class Store:
    """An open store. Use ``opened``; a store has one writer and, while nobody writes, many readers."""

    def __init__(self, connection: Any) -> None:
        """Keep the connection of duckdb."""
        self.connection = connection

    def query(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Return all rows that a statement of ours gives."""
        return list(self.connection.execute(sql, list(values)).fetchall())

    def hurry(self) -> None:
        """Use one thread from now on: many short statements take longer to be shared out than to be answered."""
        self.connection.execute("SET threads = 1")

    def claim(self, folder: str, place: str) -> None:
        """Note that the documents named ``folder`` come from ``place``, which is kept as a hash only.

        Raises ConfigError where another place has put documents under this name into the store.
        """
        if not self.check_claim(folder, place):
            self._insert("folders", [[folder, _place_mark(place)]])

    def check_claim(self, folder: str, place: str) -> bool:
        """Return whether the documents named ``folder`` are known to come from ``place``; raise as ``claim`` does."""
        known = self.query("SELECT place FROM folders WHERE folder = ?", [folder])
        if known and known[0][0] != _place_mark(place):
            message = f"数据库里已有来自另一处的“{folder}”，请用 --name 给这一批另起一个名字。"
            raise ConfigError(message)
        return bool(known)

    def ingest(self, folder: str, found: Iterable[tuple[str, str, str | Path]]) -> None:
        """Make the documents of ``folder`` those in ``found`` (label, name of the result, file), in one transaction.

        Documents whose key is as before stay; documents of the folder that are not in ``found`` go.
        """
        before = dict(self.query("SELECT document_id, key FROM documents WHERE folder = ?", [folder]))
        self.connection.execute("BEGIN")
        try:
            kept: set[str] = set()
            for part in _parts(_fresh(folder, found, before, kept)):
                versions.remember(self.connection, [name for name, *_ in part])
                self._delete(name for name, *_ in part)
                self._load(folder, part)
                versions.compare(self.connection)
            self._delete(set(before) - kept)
            self.connection.execute("COMMIT")
        except BaseException:
            self.connection.execute("ROLLBACK")
            raise

    def replace_across(self, findings: Sequence[Finding]) -> None:
        """Make ``findings`` the findings across documents; ``where.source`` names the document they start from."""
        documents = dict(self.query(f"SELECT {schema.NAMED}, document_id FROM documents"))
        rows = [[documents.get(one.where.source, ""), *flat.finding_row(one, across=True)] for one in findings]
        self.connection.execute("BEGIN")
        self.connection.execute("DELETE FROM findings WHERE across")
        self._insert("findings", rows)
        self.connection.execute("COMMIT")

    def settle_checks(self, rules: Iterable[str], failed: Mapping[str, str]) -> None:
        """Note that the rules across documents have run, but those in ``failed`` (rule → why), which could not.

        A lone document has nothing to be compared with; its ledger stays.
        """
        if self.query("SELECT count(*) FROM documents")[0][0] < 2:
            return
        for rule in rules:
            if rule in failed:
                sql = "UPDATE checks SET state = 'not_run', reason = ? WHERE rule = ?"
                self.connection.execute(sql, [failed[rule], rule])
            else:
                self.connection.execute("DELETE FROM checks WHERE rule = ?", [rule])

    def fill(self, name: str, rows: Sequence[Row]) -> None:
        """Make ``rows`` the rows of a table, in one transaction."""
        self.connection.execute("BEGIN")
        self.connection.execute(f"DELETE FROM {name}")
        self._insert(name, rows)
        self.connection.execute("COMMIT")

    def note_run(self, row: Row) -> None:
        """Add a line to the history of batches."""
        self._insert("runs", [row])

    def stamp(self, folder: str, stamps: Mapping[str, str]) -> None:
        """Note label → stamp of the files of ``folder``."""
        given = [list(stamps), list(stamps.values()), folder]
        self.connection.execute(
            "UPDATE documents SET stamp = new.stamp FROM"
            " (SELECT unnest(?::VARCHAR[]) AS source, unnest(?::VARCHAR[]) AS stamp) new"
            " WHERE folder = ? AND documents.source = new.source AND documents.stamp <> new.stamp",
            given,
        )

    def settle(self, folder: str, mark: str) -> None:
        """Note what the run of ``folder`` was made of."""
        self.connection.execute("DELETE FROM settled WHERE folder = ?", [folder])
        self._insert("settled", [[folder, mark]])

    def export(self, folder: Path, without: str | None = None) -> None:
        """Write every table as a Parquet file into ``folder``, the documents of the batch ``without`` left out."""
        folder.mkdir(parents=True, exist_ok=True)
        left_out = "document_id NOT IN (SELECT document_id FROM documents WHERE folder = getvariable('without'))"
        self.connection.execute("SET VARIABLE without = ?", [without])
        for name, columns in schema.TABLES.items():
            path = str(folder / f"{name}.parquet").replace("'", "''")
            wanted = f" WHERE {left_out}" if without is not None and "document_id" in columns else ""
            self.connection.execute(f"COPY (FROM {name}{wanted}) TO '{path}' (FORMAT parquet, COMPRESSION zstd)")

    def _load(self, folder: str, part: Sequence[tuple[str, str, str, str | Path]]) -> None:
        """Insert the documents of one part."""
        rows: dict[str, list[Row]] = {name: [] for name in ("documents", *schema.OWNED)}
        for identity, label, key, path in part:
            payload = read(Path(path))
            own = {"document_id": identity, "folder": folder, "source": label, "key": key, "stamp": ""}
            document = payload["document"] | own
            rows["documents"].append([document[column] for column in schema.TABLES["documents"]])
            for name in schema.OWNED:
                rows[name] += [[identity, *row] for row in payload[name]]
        for name, lines in rows.items():
            self._insert(name, lines)

    def _insert(self, name: str, rows: Sequence[Row]) -> None:
        """Insert rows into a table of the store."""
        put(self.connection, name, schema.TABLES[name], rows)

    def _delete(self, identities: Iterable[str]) -> None:
        """Delete documents with everything that belongs to them."""
        wanted = list(identities)
        if wanted:
            for name in ("documents", *schema.OWNED):
                self.connection.execute(f"DELETE FROM {name} WHERE document_id IN (SELECT unnest(?))", [wanted])


def put(connection: Any, name: str, columns: Mapping[str, str], rows: Sequence[Row]) -> None:
    """Insert rows by way of lists of texts, a column each, which is faster by far than row by row."""
    given = ", ".join(f"unnest(?::VARCHAR[]) AS {column}" for column in columns)
    chosen = ", ".join(f"TRY_CAST({column} AS {kind})" for column, kind in columns.items())
    for first in range(0, len(rows), _ROWS):
        lines = zip(*rows[first : first + _ROWS], strict=True)
        values = [[None if value is None else _text(value) for value in line] for line in lines]
        connection.execute(f"INSERT INTO {name} SELECT {chosen} FROM (SELECT {given})", values)


def tally(store: Store, folder: str) -> Tally:
    """Return the counts of a folder."""
    levels = ", ".join(f"coalesce(sum({level}), 0)" for level in SEVERITIES)
    unread = "count(*) FILTER (status <> 'ok'), count(*) FILTER (status = 'unreadable')"
    (row,) = store.query(f"SELECT count(*), {unread}, {levels} FROM documents WHERE folder = ?", [folder])
    across = "SELECT count(*) FROM findings JOIN documents USING (document_id) WHERE across AND folder = ?"
    counts: dict[str, int] = dict(zip(SEVERITIES, map(int, row[3:]), strict=True))
    return Tally(row[0], row[1], row[2], counts, store.query(across, [folder])[0][0])


@contextmanager
def opened(path: Path, *, read_only: bool = False) -> Iterator[Store]:
    """Open the store ``path`` (made or migrated where it is to be written) for the body of a ``with``.

    Read-only, no statement can change it, read other files or load extensions. Raises ConfigError where
    the file is no store, was written by a newer version, or is being written by somebody else.
    """
    import duckdb

    if read_only and not path.is_file():
        raise ConfigError("数据库不存在，请先运行 auditor batch。", source=str(path))
    source = str(path).removesuffix(_NEXT)
    options: dict[str, Any] = {"enable_external_access": "false"} if read_only else {}
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = duckdb.connect(str(path), read_only=read_only, config=options)
    except (duckdb.Error, OSError) as error:
        reason = "正被另一个程序使用" if "lock" in str(error).lower() else "不是 auditor 的数据库或已损坏"
        raise ConfigError(f"数据库打不开（{reason}）。", source=source) from None
    try:
        _prepare(connection, source, read_only=read_only)
        yield Store(connection)
    except (duckdb.IOException, duckdb.OutOfMemoryException, duckdb.FatalException) as error:
        reason = str(error).partition("\n")[0][:200]
        message = f"数据库读写失败（{reason}）；请检查磁盘空间和权限后再运行一次。"
        raise ConfigError(message, source=source) from None
    finally:
        connection.close()


@contextmanager
def rewritten(path: Path) -> Iterator[Store]:
    """Open a copy of the store ``path`` for the body of a ``with``; it takes the store's place when that ends well.

    Until then readers have the last finished state. Raises ConfigError like ``opened``.
    """
    fresh = path.with_name(path.name + _NEXT)
    parts = [(path.with_name(path.name + end), fresh.with_name(fresh.name + end)) for end in ("", ".wal")]
    try:
        _copied(parts)
        with opened(fresh) as store:
            yield store
        _published(parts)
    finally:
        for _, new in parts:
            new.unlink(missing_ok=True)


def _copied(parts: Sequence[tuple[Path, Path]]) -> None:
    """Copy what is there of the store, its log included. Raises ConfigError where that cannot be written."""
    try:
        for old, new in parts:
            new.unlink(missing_ok=True)
            if old.exists():
                shutil.copyfile(old, new)
    except OSError as error:
        message = f"数据库读写失败（{reason_of(error)}）；请检查磁盘空间和权限后再运行一次。"
        raise ConfigError(message, source=str(parts[0][0])) from None


def _published(parts: Sequence[tuple[Path, Path]]) -> None:
    """Put the new store in the place of the old one; Windows lets nobody replace a file that somebody reads."""
    (path, fresh), (log, _) = parts
    log.unlink(missing_ok=True)
    for pause in _PAUSES:
        try:
            fresh.replace(path)
            return
        except PermissionError:
            time.sleep(pause)
    raise ConfigError("数据库正被查询占用，没有更新；请等查询结束后再运行一次，已有的结果不会重算。", source=str(path))


def identity(folder: str, label: str) -> str:
    """Return the id of a document: 16 hex digits over its folder and its place there."""
    return hashlib.sha256(f"{folder}\0{label}".encode("utf-8", "replace")).hexdigest()[:16]


def _prepare(connection: Any, source: str, *, read_only: bool) -> None:
    """Bound the memory, and bring a store that is to be written to the present version."""
    connection.execute(f"SET memory_limit = '{_MEMORY}'")
    if read_only:
        connection.execute("SET lock_configuration = true")
    version = _version(connection)
    if version > schema.VERSION:
        raise ConfigError(f"数据库由更新的版本写成（结构 {version}），请升级 auditor。", source=source)
    if read_only:
        if not version:
            raise ConfigError("不是 auditor 的数据库。", source=source)
        return
    connection.execute("BEGIN")
    connection.execute("CREATE TABLE IF NOT EXISTS schema_version (version INTEGER)")
    for number in range(version + 1, schema.VERSION + 1):
        for statement in schema.MIGRATIONS[number]:
            connection.execute(statement)
        connection.execute("INSERT INTO schema_version VALUES (?)", [number])
    for name, body in schema.VIEWS.items():
        connection.execute(f"CREATE OR REPLACE VIEW {name} AS {body}")
    connection.execute("COMMIT")


def _version(connection: Any) -> int:
    """Return the version of a store, 0 for a new or foreign file."""
    import duckdb

    try:
        found = connection.execute("SELECT max(version) FROM schema_version").fetchone()
    except duckdb.CatalogException:
        return 0
    return int(found[0] or 0)


def _fresh(
    folder: str, found: Iterable[tuple[str, str, str | Path]], before: Mapping[str, str], kept: set[str]
) -> Iterator[tuple[str, str, str, str | Path]]:
    """Yield (id, label, key, result) of the documents that the store lacks or has otherwise; put all ids into kept."""
    for label, key, path in found:
        name = identity(folder, label)
        if name in kept:
            continue
        kept.add(name)
        if before.get(name) != key:
            yield name, label, key, path


def _parts(rows: Iterable[tuple[str, str, str, str | Path]]) -> Iterator[list[tuple[str, str, str, str | Path]]]:
    """Yield the rows in lists of at most _AT_ONCE: memory stays the same however large the folder is."""
    source = iter(rows)
    while part := list(islice(source, _AT_ONCE)):
        yield part


def _place_mark(place: str) -> str:
    """Return a hash of the place that documents come from."""
    whole = place if "://" in place else str(Path(place).resolve())
    return hashlib.sha256(whole.encode("utf-8", "replace")).hexdigest()[:16]


def _text(value: Any) -> str:
    """Return a value as text that is valid UTF-8."""
    return str(value).encode("utf-8", "replace").decode()
