"""One decisions file, the same counts in gate, batch, store, page, summary and workbook; for one or three reviewers."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from auditor import api
from auditor.cli.main import main
from auditor.corpus import decided
from auditor.corpus.store import opened
from auditor.engine.decisions import settle
from auditor.engine.waivers import load_waivers

ROOT = Path(__file__).resolve().parents[2]
WORDS = ("误报", "采纳", "已整改", "待核实", "")
# What the page's script reads.
ISLAND = re.compile(r'<script type="application/json" id="made">(.*?)</script>', re.DOTALL)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, near: None) -> Any:
    """Return a function that runs the program in a folder with two documents in ``in``: (exit code, stdout, stderr)."""
    monkeypatch.chdir(tmp_path)
    text = (ROOT / "samples" / "faulty-bureau.md").read_text(encoding="utf-8")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "甲.md").write_text(text, encoding="utf-8")
    (tmp_path / "in" / "乙.md").write_text(text.replace("云岫县水务局", "云台县水务局"), encoding="utf-8")

    def call(*arguments: str) -> tuple[int, str, str]:
        return main(arguments), *capsys.readouterr()

    return call


def asked(run: Any, sql: str) -> list[dict[str, Any]]:
    code, out, err = run("query", sql, "--store", "in.audit", "-f", "json")
    assert code == 0, err
    found: list[dict[str, Any]] = json.loads(out)
    return found


def decide(reviewers: str, **more: object) -> list[str]:
    """Write one file a reviewer, each with a word on every finding of 甲.md; return the options that name them."""
    report = api.audit("in/甲.md").documents[0]
    options = []
    for number, who in enumerate(reviewers, start=1):
        home = {"department": "云岫县水务局", "year": 2026, "document": "甲.md", "sha256": report.sha256[:16], **more}
        rows = [
            {
                "fingerprint": f.fingerprint,
                "spot": f.spot,
                "who": who,
                "why": "x",
                **home,
                "decision": WORDS[at * number % 5],
            }
            for at, f in enumerate({f.fingerprint: f for f in report.findings}.values())
        ]
        Path(f"{who}.json").write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
        options += ["--waivers", f"{who}.json"]
    return options


@pytest.mark.parametrize("reviewers", ["甲", "甲乙丙"])
def test_the_same_counts_everywhere(run: Any, reviewers: str) -> None:
    options = decide(reviewers)
    run("batch", "in", *options)
    waivers = tuple(entry for who in reviewers for entry in load_waivers(Path(f"{who}.json")))
    settled = settle(api.audit("in/乙.md", "in/甲.md"), waivers, date.today())
    states = sorted(
        (one.finding.fingerprint, one.subject.name, one.standing.state) for one in settled if one.subject.name
    )
    stored = asked(
        run,
        "SELECT fingerprint, source, state FROM decided_findings JOIN documents USING (document_id) WHERE NOT across",
    )
    assert sorted((row["fingerprint"], row["source"], row["state"]) for row in stored) == states
    assert {state for *_, state in states} >= ({"误报", "采纳"} if len(reviewers) == 1 else {"意见不一致"})

    _, gate, _ = run("gate", "in", "-f", "json", *options)
    verdict = json.loads(gate)["verdict"]
    opened_errors = asked(run, "SELECT count(*) AS n FROM open_findings WHERE severity = 'error'")
    assert opened_errors[0]["n"] == len(verdict["blocking"])

    summary = json.loads(Path("in.audit/summary.json").read_text(encoding="utf-8"))
    decided = sum(one.standing.decided for one in settled if one.subject.name)
    waived = sum(one.standing.waived for one in settled if one.subject.name)
    assert (summary["summary"]["progress"]["decided"], summary["summary"]["progress"]["waived"]) == (decided, waived)
    assert f"<b>{decided} / {len(states)}</b>已处理" in Path("in.audit/index.html").read_text(encoding="utf-8")
    rows = {one["source"]: json.loads(made(one["report"])) for one in summary["documents"]}
    assert rows["乙.md"] == []
    assert {row["who"] for row in rows["甲.md"]} == set(reviewers)


def made(report: str) -> str:
    found = ISLAND.search((Path("in.audit") / unquote(report)).read_text(encoding="utf-8"))
    assert found
    return found[1]


def test_the_workbook_of_a_batch_shows_progress(run: Any) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    run("batch", "in", *decide("甲"))
    page = openpyxl.load_workbook("in.audit/summary.xlsx")["部门排名"]
    titles = [cell.value for cell in page[1]]
    rows = [dict(zip(titles, (cell.value for cell in row), strict=True)) for row in page.iter_rows(min_row=2)]
    (one,) = (row for row in rows if row["文件"] == "甲.md")
    decided, total = map(int, one["已处理"].split("/"))
    assert 0 < decided < total
    assert one["不再要求整改"] > 0
    report = page.cell(2, len(titles))
    assert report.value == unquote(report.hyperlink.target)
    assert "%" not in report.value
    assert "in 部门排名" in page.oddHeader.center.text


def test_last_years_decisions_open_nothing_in_the_store(run: Any) -> None:
    run("batch", "in", *decide("甲", year=2025, sha256="9" * 16))
    assert asked(run, "SELECT count(*) AS n FROM decided_findings WHERE state <> ''") == [{"n": 0}]
    assert asked(run, "SELECT count(*) > 0 AS some FROM bearings WHERE bearing = 'earlier'") == [{"some": True}]
    page = Path("in.audit/index.html").read_text(encoding="utf-8")
    assert "条以往意见待确认" in page


def test_decisions_add_up_over_runs_and_leave_the_pages_when_they_change(run: Any) -> None:
    run("batch", "in", *decide("甲"))
    run("batch", "in", *decide("乙"))
    assert asked(run, "SELECT list(DISTINCT who ORDER BY who) AS who FROM decisions") == [{"who": ["乙", "甲"]}]
    report = asked(run, "SELECT key FROM documents WHERE source = '甲.md'")[0]["key"]
    (path,) = Path("in.audit/reports").glob(f"*-{report[:12]}.html")
    before = path.read_bytes()
    assert {row["who"] for row in json.loads(made(str(path.relative_to("in.audit"))))} == {"甲", "乙"}
    run("batch", "in")
    assert path.read_bytes() == before


def test_a_store_of_an_older_version_keeps_its_decisions(tmp_path: Path) -> None:
    import duckdb

    from auditor.corpus import schema

    connection = duckdb.connect(str(tmp_path / "s.duckdb"))
    connection.execute("CREATE TABLE schema_version (version INTEGER)")
    for number in range(1, 4):
        for statement in schema.MIGRATIONS[number]:
            connection.execute(statement)
        connection.execute("INSERT INTO schema_version VALUES (?)", [number])
    connection.execute("INSERT INTO decisions VALUES ('f1', '张三', '批复', '')")
    connection.close()
    with opened(tmp_path / "s.duckdb") as store:
        decided.decide(store, (), date.today())
        assert store.query("SELECT fingerprint, who, decision, year FROM decisions") == [("f1", "张三", "", 0)]


def test_one_content_under_two_names_is_said(run: Any, tmp_path: Path) -> None:
    (tmp_path / "in" / "副本.md").write_bytes((tmp_path / "in" / "甲.md").read_bytes())
    run("batch", "in")
    assert "副本.md、甲.md" in Path("in.audit/index.html").read_text(encoding="utf-8")
    summary = json.loads(Path("in.audit/summary.json").read_text(encoding="utf-8"))
    assert summary["summary"]["same_content"] == [["副本.md", "甲.md"]]


def test_another_batch_in_the_same_folder_is_said(run: Any, tmp_path: Path) -> None:
    (tmp_path / "in" / "乙.md").rename(tmp_path / "乙.md")
    run("batch", "in", "-o", "out")
    (tmp_path / "other").mkdir()
    (tmp_path / "乙.md").rename(tmp_path / "other" / "乙.md")
    assert "原有“in”的汇总" in run("batch", "other", "-o", "out")[2]
