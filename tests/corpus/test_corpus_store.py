"""The store: its schema is documented, its writes are whole or nothing, its versions are migrated."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from auditor.corpus import schema
from auditor.corpus.decided import decide
from auditor.corpus.flat import failed, payload
from auditor.corpus.results import Results
from auditor.corpus.store import Store, identity, opened, rewritten
from auditor.errors import ConfigError
from auditor.records.budget import Budget, Money, Project
from auditor.records.document import Cell
from auditor.records.report import DocumentReport, Waiver

ROOT = Path(__file__).resolve().parents[2]


def result(home: Path, key: str, name: str, department: str = "某局") -> tuple[str, str, Path]:
    from decimal import Decimal

    project = Project("1", "1", Cell("项目"), total=Money(Cell("1"), Decimal("12.345678")), objective=Cell("目标"))
    huge = Project("2", "2", Cell("印错"), total=Money(Cell("9"), Decimal(10) ** 30))
    report = DocumentReport(name, "0" * 64, "ok", budget=Budget(name, "", department, 2026, (project, huge)))
    return name, key, Results(home).write(key, payload(report, 0.5))


def sources(store: Store) -> list[str]:
    return [row[0] for row in store.query("SELECT source FROM documents ORDER BY source")]


def test_documents_come_and_go(tmp_path: Path) -> None:
    with opened(tmp_path / "s.duckdb") as store:
        store.ingest("夹", [result(tmp_path, "aa1", "a"), result(tmp_path, "aa2", "b")])
        assert sources(store) == ["a", "b"]
        store.ingest("夹", [result(tmp_path, "aa1", "a"), result(tmp_path, "aa3", "c")])
        store.ingest("另一夹", [result(tmp_path, "aa4", "d")])
        assert sources(store) == ["a", "c", "d"]
        assert len(store.query("SELECT * FROM projects")) == 6
        wan = store.query("SELECT DISTINCT total_wan FROM projects ORDER BY ALL NULLS LAST")
        assert [str(row[0]) for row in wan] == ["12.34567800", "None"]


def test_an_ingest_is_whole_or_nothing(tmp_path: Path) -> None:
    broken = tmp_path / "broken.json.gz"
    broken.write_bytes(b"x")
    with opened(tmp_path / "s.duckdb") as store:
        store.ingest("夹", [result(tmp_path, "aa1", "a")])
        with pytest.raises(OSError, match="gzip"):
            store.ingest("夹", [result(tmp_path, "aa2", "b"), ("c", "aa3", broken)])
        assert sources(store) == ["a"]


def test_a_reader_has_the_last_finished_state_while_the_store_is_written(tmp_path: Path) -> None:
    path, broken = tmp_path / "s.duckdb", tmp_path / "broken.json.gz"
    broken.write_bytes(b"x")
    with rewritten(path) as store:
        store.ingest("夹", [result(tmp_path, "aa1", "a")])
    with rewritten(path) as store, opened(path, read_only=True) as reader:
        store.ingest("夹", [result(tmp_path, "aa2", "b")])
        assert (sources(store), sources(reader)) == (["b"], ["a"])
    with pytest.raises(OSError, match="gzip"), rewritten(path) as store:
        store.ingest("夹", [result(tmp_path, "aa3", "c"), ("d", "aa4", broken)])
    with opened(path, read_only=True) as reader:
        assert sources(reader) == ["b"]
    assert [one.name for one in tmp_path.glob("s.duckdb*")] == ["s.duckdb"]


def test_a_changed_result_replaces_the_old_one(tmp_path: Path) -> None:
    with opened(tmp_path / "s.duckdb") as store:
        store.ingest("夹", [("a", "k.3s", Results(tmp_path).write("k.3s", failed("太慢", 3.0)))])
        store.ingest("夹", [result(tmp_path, "k", "a")])
        assert store.query("SELECT status, department FROM documents") == [("ok", "某局")]


def test_decisions_hide_findings_until_they_end(tmp_path: Path) -> None:
    with opened(tmp_path / "s.duckdb") as store:
        columns = len(schema.TABLES["findings"])
        for print_ in ("f1", "f2", "f3"):
            values = ["d", False, print_, *[None] * (columns - 3)]
            store.connection.execute(f"INSERT INTO findings VALUES ({', '.join('?' * columns)})", values)
        decide(store, [Waiver("f1", "张三", "批复"), Waiver("f2", "张三", "批复", "2000-01-01")], date.today())
        decide(store, [Waiver("f1", "李四", "批复")], date.today())
        assert store.query("SELECT fingerprint FROM open_findings ORDER BY 1") == [("f2",), ("f3",)]
        assert store.query("SELECT who FROM decisions WHERE fingerprint = 'f1'") == [("张三",), ("李四",)]


def test_a_newer_store_is_refused(tmp_path: Path) -> None:
    with opened(tmp_path / "s.duckdb") as store:
        store.connection.execute("INSERT INTO schema_version VALUES (99)")
    for read_only in (True, False):
        with pytest.raises(ConfigError, match="更新的版本"), opened(tmp_path / "s.duckdb", read_only=read_only):
            pass


def test_every_version_has_its_migration() -> None:
    assert list(schema.MIGRATIONS) == list(range(1, schema.VERSION + 1))


def test_a_migrated_store_is_like_a_new_one(tmp_path: Path) -> None:
    with opened(tmp_path / "s.duckdb") as store:
        found = {
            name: {row[0]: row[1] for row in store.query(f"SELECT column_name, column_type FROM (DESCRIBE {name})")}
            for name in schema.TABLES
        }
    wanted = {
        name: {column: kind.replace(", ", ",") for column, kind in columns.items()}
        for name, columns in schema.TABLES.items()
    }
    assert found == wanted


def test_the_schema_is_documented() -> None:
    """docs/store.md has every table, column with its type, and view."""
    text = (ROOT / "docs" / "store.md").read_text(encoding="utf-8")
    for name, columns in schema.TABLES.items():
        part = text.split(f"### {name}\n")[1].split("\n#")[0]
        listed = dict(re.findall(r"^\| `(\w+)` \| ([\w(), ]+?) \|", part, flags=re.MULTILINE))
        assert listed == dict(columns), name
    for view in schema.VIEWS:
        assert f"`{view}`" in text


def test_an_identity_holds_folder_and_place() -> None:
    assert identity("a", "b") != identity("ab", "") != identity("", "ab")


def test_a_store_of_the_first_version_opens(tmp_path: Path) -> None:
    """Written by the first version, read by this one: nothing is lost, what is new is filled in."""
    import duckdb

    path = tmp_path / "old.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("CREATE TABLE schema_version (version INTEGER)")
        connection.execute("INSERT INTO schema_version VALUES (1)")
        for statement in schema.MIGRATIONS[1]:
            connection.execute(statement)
        connection.execute(
            "INSERT INTO documents (document_id, folder, source) VALUES ('d', '夹', 'a'), ('e', '夹', 'b')"
        )
        for document, name in (("d", "一"), ("e", "二"), ("d", "三")):
            connection.execute("INSERT INTO projects (document_id, name) VALUES (?, ?)", [document, name])
    with opened(path) as store:
        found = store.query("SELECT document_id, project_order, name FROM projects ORDER BY ALL")
        assert found == [("d", 0, "一"), ("d", 1, "三"), ("e", 0, "二")]
        assert store.query("SELECT max(version) FROM schema_version") == [(schema.VERSION,)]
    with opened(path, read_only=True) as store:
        assert store.query("SELECT count(*) FROM rows") == [(0,)]


def test_documents_of_one_name_in_two_folders_stay_apart(tmp_path: Path) -> None:
    from auditor.corpus.load import load, look

    with opened(tmp_path / "s.duckdb") as store:
        store.ingest("2025", [result(tmp_path, "aa1", "甲.xlsx"), result(tmp_path, "aa2", "乙.xlsx", "乙局")])
        store.connection.execute("UPDATE documents SET sha256 = document_id")
        store.ingest("2026", [result(tmp_path, "aa3", "甲.xlsx")])
        look(store)
        assert [source.name for source in load(store).corpus.sources] == ["乙.xlsx", "2025/甲.xlsx", "2026/甲.xlsx"]
