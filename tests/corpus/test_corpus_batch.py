"""``auditor batch`` and ``auditor query`` as their user sees them."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path
from urllib.parse import quote, unquote

import pytest

from auditor import api
from auditor.cli.main import main
from auditor.corpus import pool, unchanged
from auditor.corpus.results import Results, read
from auditor.records.standing import Standing
from auditor.render.notice import chosen, notice

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def far(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """Return a function that runs the program in an empty folder: (exit code, stdout, stderr)."""
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str) -> tuple[int, str, str]:
        return main(arguments), *capsys.readouterr()

    return call


@pytest.fixture
def run(far, near: None):
    """Return what ``far`` returns, where a batch audits in this process."""
    return far


def rows(run, sql: str, *more: str):
    code, out, err = run("query", sql, "--store", "in.audit", "-f", "json", *more)
    assert code == 0, err
    return json.loads(out)


def test_a_folder_becomes_a_summary_and_a_store(far, folder: Path) -> None:
    (folder / "broken.xlsx").write_bytes(b"PK\x03\x04 not really")
    (folder / "~$lock.xlsx").write_bytes(b"x")
    (folder / ".hidden.md").write_text("x", encoding="utf-8")
    with zipfile.ZipFile(folder / "packed.zip", "w") as archive:
        archive.write(ROOT / "samples" / "faulty-bureau.md", "inside/faulty.md")
    code, _, err = far("batch", "in", "--parquet")
    assert code == 2, "an unreadable document must show in the exit code"
    assert "[5/5] 100%" in err
    documents = rows(far, "SELECT source, status, indicators, error FROM documents ORDER BY source")
    assert [one["status"] for one in documents].count("unreadable") == 1
    assert [one["source"] for one in documents][-2:] == ["broken.xlsx", "packed.zip!/inside/faulty.md"]
    found = rows(far, "SELECT count(*) AS n FROM findings f JOIN documents USING (document_id) WHERE NOT across")
    summary = json.loads(Path("in.audit/summary.json").read_text(encoding="utf-8"))
    assert found[0]["n"] == sum(summary["summary"][level] for level in ("error", "warning", "info"))
    assert summary["summary"]["unread"] == 1
    page = Path("in.audit/index.html").read_text(encoding="utf-8")
    links = re.findall(r'href="(reports/[^"]+)"', page)
    files = {unquote(link.partition("#")[0]) for link in links}
    assert len(files) == 4
    assert all((Path("in.audit") / name).is_file() for name in files)
    assert any(name.startswith("reports/云岫县水务局-2026-") for name in files)
    assert not re.search(r"(?:src|href)=\"https?:", page)
    assert Path("in.audit/summary.xlsx").read_bytes().startswith(b"PK")
    assert {path.stem for path in Path("in.audit/parquet").glob("*.parquet")} >= {"documents", "indicators", "findings"}


def told(source: Path | BytesIO) -> list[list[str]]:
    """Return the rows of a notice without their numbers; those of one place have no order."""
    import docx

    document = docx.Document(source if isinstance(source, BytesIO) else str(source))
    return sorted([cell.text for cell in row.cells[1:]] for row in document.tables[0].rows)


def alone(path: Path) -> list[list[str]]:
    """Return the rows of the notice on one document that no batch has seen."""
    (document,) = api.audit(path).documents
    found = chosen(document, {id(finding): Standing() for finding in document.findings})
    return told(BytesIO(notice(document, found, day=date.today())))


def test_reports_share_style_and_script_and_lead_back_to_their_row(run, folder: Path) -> None:
    shutil.copy(ROOT / "samples" / "faulty-bureau.md", folder)
    run("batch", "in", "--notices")
    home = Path("in.audit")
    index = (home / "index.html").read_text(encoding="utf-8")
    for path in (home / "reports").glob("*.html"):
        page = path.read_text(encoding="utf-8")
        assert "<style>" not in page
        assets = re.findall(r'(?:src|href)="(\.\./page/[^"]+)"', page)
        assert len(assets) == 2
        assert all((path.parent / asset).is_file() for asset in assets)
        (back,) = re.findall(r'href="\.\./index\.html#([^"]+)"', page)
        assert f'id="{back}"' in index
    marks = re.findall(r'href="(reports/[^"#]+)#fp-([0-9a-f]{16})"', index)
    assert marks
    assert all(mark in (home / unquote(link)).read_text(encoding="utf-8") for link, mark in marks)
    notices = [path.name for path in (home / "notices").glob("*.docx")]
    assert all(quote(name) in index for name in notices)
    (name,) = [name for name in notices if name.startswith("云岫县水务局-2026-")]
    assert told(home / "notices" / name) == alone(ROOT / "samples" / "faulty-bureau.md"), "as auditor notice writes it"


def test_a_new_version_says_what_it_changed_until_the_next(run, folder: Path) -> None:
    text = (ROOT / "samples" / "faulty-bureau.md").read_text(encoding="utf-8")
    (folder / "a.md").write_text(text, encoding="utf-8")
    run("batch", "in")
    assert not rows(run, "SELECT * FROM versions")
    (folder / "a.md").write_text(text.replace("合格律", "合格率"), encoding="utf-8")
    for _ in range(2):
        run("batch", "in")
        (version,) = rows(run, "SELECT fresh, gone FROM versions JOIN documents USING (document_id, sha256)")
        assert version["gone"] >= 1
        assert f"减少 {version['gone']} 条" in Path("in.audit/index.html").read_text(encoding="utf-8")


def test_the_ceiling_ten_thousand_times_too_high_comes_before_sure_typos(run, tmp_path: Path) -> None:
    columns = "项目名称,项目总额（万元）,绩效目标,一级指标,二级指标,三级指标,指标性质,指标值,度量单位".replace(
        ",", " | "
    )
    head = f"# 某县农机站\n\n预算12表 项目支出绩效表（2026年）\n\n| {columns} |\n{'|---' * 9}|\n"
    rows_of = (
        "| {} | {} | 完成农机检修。 | 产出指标 | 数量指标 | 检修农机台数 | ≥ | 30 | 台 |\n"
        "| | | | 产出指标 | 质量指标 | 检修{} | ≥ | 95 | % |\n"
        "| | | | 成本指标 | 经济成本指标 | 检修总成本 | ≤ | {} | {} |\n"
        "| | | | 满意度指标 | 服务对象满意度指标 | 农户满意度 | ≥ | 90 | % |\n"
    )
    (tmp_path / "in").mkdir()
    typos = head + "".join(rows_of.format(f"农机检修{n}号", 900, "合格律", 900, "万元") for n in range(5))
    (tmp_path / "in" / "typos.md").write_text(typos, encoding="utf-8")
    slip = head + rows_of.format("农机检修", 30, "合格率", 300000, "万元")
    (tmp_path / "in" / "slip.md").write_text(slip, encoding="utf-8")
    run("batch", "in")
    documents = json.loads(Path("in.audit/summary.json").read_text(encoding="utf-8"))["documents"]
    assert [one["source"] for one in documents] == ["slip.md", "typos.md"]
    assert all(one["error"] for one in documents)


def test_a_second_run_computes_nothing_and_changes_nothing(run, folder: Path, monkeypatch) -> None:
    """Not a file is opened, no worker is started and nothing is written; what is new is all that is read."""
    opened: list[str] = []
    audited = pool.run
    monkeypatch.setattr(unchanged, "_RACY", 0)
    monkeypatch.setattr(
        pool, "run", lambda found, *rest: audited(opened.extend(t.label for t in found) or found, *rest)
    )
    _, _, first = run("batch", "in")
    before = {path: path.stat().st_mtime_ns for path in Path("in.audit").rglob("*") if not path.name.endswith(".lock")}
    opened.clear()
    code, _, err = run("batch", "in")
    assert (code, opened) == (0, [])
    assert "已有结果 3" in err
    assert "没有变化" in err
    assert err.splitlines()[-2:] == first.splitlines()[-2:]
    assert {path: path.stat().st_mtime_ns for path in before} == before
    shutil.copy(ROOT / "samples" / "faulty-bureau.md", folder / "new.md")
    _, _, err = run("batch", "in")
    assert opened == ["new.md"]
    assert len(rows(run, "SELECT * FROM documents")) == 4
    assert "没有变化" not in err
    Path("in.audit/index.html").unlink()
    assert "没有变化" not in run("batch", "in")[2]
    waivers = "waivers:\n- {fingerprint: 0123456789abcdef, by: 张三, reason: 已批复}\n"
    Path("w.yaml").write_text(waivers, encoding="utf-8")
    assert "没有变化" not in run("batch", "in", "--waivers", "w.yaml")[2]


def test_a_known_file_that_was_only_touched_needs_no_worker(run, folder: Path, monkeypatch) -> None:
    run("batch", "in")
    one, other, _ = sorted(folder.rglob("*.tsv"))
    monkeypatch.setattr(unchanged, "_RACY", 0)
    one.touch()
    before = rows(run, "SELECT * EXCLUDE stamp FROM documents")
    started: list[str] = []
    audited = pool.run
    monkeypatch.setattr(
        pool, "run", lambda found, *rest: audited(started.extend(t.label for t in found) or found, *rest)
    )
    code, _, err = run("batch", "in")
    assert (code, started) == (0, [])
    assert "已有结果 3" in err
    assert rows(run, "SELECT * EXCLUDE stamp FROM documents") == before
    other.write_bytes(one.read_bytes())
    run("batch", "in")
    assert started == [other.relative_to(folder).as_posix()]


def test_what_changes_in_the_folder_changes_in_the_store(run, folder: Path) -> None:
    run("batch", "in")
    first, second, _ = sorted(folder.rglob("*.tsv"))
    first.unlink()
    second.write_text(second.read_text(encoding="utf-8").replace("≥", "≤"), encoding="utf-8")
    _, _, err = run("batch", "in")
    assert "已有结果 1" in err
    assert len(rows(run, "SELECT * FROM documents")) == 2
    assert not rows(run, "SELECT document_id FROM indicators EXCEPT SELECT document_id FROM documents")
    assert not rows(run, "SELECT DISTINCT operator FROM rows WHERE source LIKE '%000001%' AND operator = '≥'")


def test_a_damaged_result_is_computed_again(run, folder: Path) -> None:
    run("batch", "in")
    path = next(iter(Path("in.audit/results").rglob("*.gz")))
    path.write_bytes(path.read_bytes()[:20])
    Path("in.audit/store.duckdb").unlink()
    code, _, err = run("batch", "in")
    assert code == 0
    assert "已有结果 2" in err
    assert read(path)["document"]["status"] == "ok"


@pytest.mark.skipif(sys.platform == "win32", reason="没有 SIGKILL")
def test_killed_it_resumes_with_the_same_result(folder: Path, tmp_path: Path) -> None:
    """Killed while it audits: the next run has the same store as one that was never killed."""
    for number in range(3):
        shutil.copy(ROOT / "samples" / "faulty-bureau.md", folder / f"more{number}.md")
    command = [sys.executable, "-m", "auditor", "batch", "in", "--name", "x"]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen([*command, "-o", "killed"], cwd=tmp_path, env=env, stderr=subprocess.DEVNULL) as process:
        deadline = time.monotonic() + 120
        while len(list((tmp_path / "killed" / "results").rglob("*.gz"))) < 2 and time.monotonic() < deadline:
            time.sleep(0.05)
        process.kill()
    kept = {path.name for path in (tmp_path / "killed" / "results").rglob("*.gz")}
    assert 2 <= len(kept) < 6
    for home in ("killed", "whole"):
        done = subprocess.run([*command, "-o", home], cwd=tmp_path, env=env, capture_output=True, check=True)
        assert "[6/6]" in done.stderr.decode()
    assert _without_times(tmp_path / "killed") == _without_times(tmp_path / "whole")
    assert not list((tmp_path / "killed").rglob(".auditor-*.json*"))


def _without_times(home: Path) -> object:
    """Return the summary and the tables of a batch without the seconds that documents took."""
    from auditor.corpus.store import opened

    with opened(home / "store.duckdb", read_only=True) as store:
        tables = [
            store.query("SELECT * EXCLUDE (seconds, stamp) FROM documents ORDER BY ALL"),
            *(store.query(f"SELECT * FROM {name} ORDER BY ALL") for name in ("projects", "indicators", "findings")),
        ]
    return tables, json.loads((home / "summary.json").read_text(encoding="utf-8"))


def test_two_runs_never_write_the_same_folder(run, folder: Path) -> None:
    from auditor.corpus.lock import locked

    holder = "import sys, time\nfrom pathlib import Path\nfrom auditor.corpus.lock import locked\n"
    holder += "with locked(Path(sys.argv[1])):\n    print('held', flush=True)\n    time.sleep(60)\n"
    lock = Path("in.audit/.lock")
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen([sys.executable, "-c", holder, str(lock)], stdout=subprocess.PIPE, env=env) as process:
        assert process.stdout is not None
        assert process.stdout.readline().strip() == b"held"
        code, _, err = run("batch", "in")
        assert (code, f"进程 {process.pid}" in err, len(err.splitlines())) == (2, True, 1)
        process.kill()
    with locked(lock):
        pass  # the lock of a process that was killed is free


def test_years_stand_side_by_side(run, tmp_path: Path) -> None:
    from bench.province.model import Province
    from bench.province.write import write

    for number, document in enumerate(Province(2, 2, projects=2).documents()):
        write(document, tmp_path / "in", number, 0)
    for year in ("2025", "2026"):
        assert run("batch", f"in/{year}", "--store", "all.duckdb")[0] == 0
    code, out, _ = run(
        "query", "SELECT department, year_before, year FROM years LIMIT 1", "--store", "all.duckdb", "-f", "csv"
    )
    assert (code, out.splitlines()[0]) == (0, "department,year_before,year")
    assert out.splitlines()[1].endswith(",2025,2026")
    (tmp_path / "other" / "2025").mkdir(parents=True)
    shutil.copy(ROOT / "samples" / "clean-agency.md", tmp_path / "other" / "2025" / "a.md")
    code, _, err = run("batch", "other/2025", "-o", "o", "--store", "all.duckdb")
    assert code == 2
    assert "--name" in err


def test_a_list_names_the_documents(run, folder: Path) -> None:
    paths = sorted(folder.rglob("*.tsv"))
    lines = ["# 名单", *(str(path.relative_to(folder.parent)) for path in paths[:2]), "in/gone.md"]
    Path("list.txt").write_text("\n".join(lines), encoding="utf-8")
    code, _, err = run("batch", "list.txt")
    assert code == 2
    assert "[3/3]" in err
    assert Path("list.txt.audit/index.html").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nowhere",), "不存在"),
        (("empty",), "没有可以读取的文件"),
        (("notalist.md",), "这是一份文件"),
        (("in", "--timeout", "0"), "--timeout"),
        (("in", "--store", "foreign.duckdb"), "数据库"),
    ],
)
def test_bad_input_is_one_sentence(run, folder: Path, arguments: tuple[str, ...], said: str) -> None:
    Path("empty").mkdir()
    Path("notalist.md").write_text("这是一份文件", encoding="utf-8")
    Path("foreign.duckdb").write_text("这不是数据库", encoding="utf-8")
    code, out, err = run("batch", *arguments)
    assert (code, out) == (2, "")
    assert said in err.splitlines()[-1]
    assert "Traceback" not in err


@pytest.mark.parametrize(
    "sql",
    [
        "DROP TABLE documents",
        "INSERT INTO decisions VALUES ('a', 'b', 'c', '')",
        "SELECT * FROM read_csv('list.txt')",
        "COPY documents TO 'out.csv'",
        "ATTACH 'other.duckdb'",
        "SET enable_external_access = true",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SELECT * FROM 'list.txt'",
        "SELECT * FROM read_text('list.txt')",
        "SELECT * FROM glob('*')",
        "SELECT * FROM read_parquet('https://example.org/x.parquet')",
        "EXPORT DATABASE 'out'",
        "CREATE TABLE x AS SELECT 1",
        "CREATE OR REPLACE VIEW rows AS SELECT 1",
        "UPDATE documents SET department = ''",
        "PRAGMA enable_profiling",
        "SET memory_limit = '100GB'",
        "SELECT 1; DELETE FROM documents",
        "COPY (SELECT 1) TO 'list.txt'",
        "SELEC 1",
    ],
)
def test_a_query_can_only_read(run, folder: Path, sql: str) -> None:
    Path("list.txt").write_text("a", encoding="utf-8")
    _store()
    code, out, err = run("query", sql, "--store", "in.audit")
    assert (code, out, len(err.splitlines())) == (2, "", 1)
    assert "不被允许" in err


def _store() -> None:
    from auditor.corpus.store import opened

    with opened(Path("in.audit/store.duckdb")):
        pass


def test_a_query_without_a_store_says_so(run) -> None:
    code, _, err = run("query", "SELECT 1")
    assert code == 2
    assert "auditor batch" in err


def test_answers_have_four_shapes(run, folder: Path) -> None:
    _store()
    sql = "SELECT 1 AS 数, 'x,\"y' AS 文字, NULL AS 空, 1.5::DECIMAL(4,2) AS 钱"
    assert "（1 行）" in run("query", sql, "--store", "in.audit")[1]
    assert run("query", sql, "--store", "in.audit", "-f", "csv")[1] == '数,文字,空,钱\r\n1,"x,""y",,1.50\r\n'
    answer = json.loads(run("query", sql, "--store", "in.audit", "-f", "json")[1])
    assert answer == [{"数": 1, "文字": 'x,"y', "空": None, "钱": 1.5}]
    assert run("query", sql, "--store", "in.audit", "-f", "parquet", "-o", "a.parquet")[0] == 0
    assert Path("a.parquet").read_bytes().startswith(b"PAR1")


def test_results_are_found_by_key_and_bounds(tmp_path: Path) -> None:
    results = Results(tmp_path)
    payload = {"document": {"status": "unreadable"}}
    results.write("ab" * 16, payload, "3s512m")
    assert results.known("ab" * 16, "3s512m") == "unreadable"
    assert results.known("ab" * 16, "4s512m") == ""
    results.write("ab" * 16, {"document": {"status": "ok"}})
    assert results.known("ab" * 16, "4s512m") == "ok"


def test_the_queries_of_the_documentation_work(run, tmp_path: Path) -> None:
    from auditor.corpus.answer import ask
    from bench.province.model import Province
    from bench.province.write import write

    for number, document in enumerate(Province(4, 2, projects=3).documents()):
        write(document, tmp_path / "in", number, 0)
    run("batch", "in")
    text = (ROOT / "docs" / "store.md").read_text(encoding="utf-8")
    found = re.findall(r'^    auditor query "(.+?)"', text, flags=re.MULTILINE)
    assert len(found) >= 6
    answers = [ask(tmp_path / "in.audit", sql) for sql in found]
    assert all(answer.columns for answer in answers)
    assert sum(bool(answer.rows) for answer in answers) >= 4


def test_a_document_in_place_of_a_folder_is_said_before_anything_is_written(run, tmp_path: Path) -> None:
    (tmp_path / "一份.md").write_text("本部门预算说明" * 60, encoding="utf-8")
    (tmp_path / "一份.xlsx").write_bytes(b"PK\x03\x04")
    for name in ("一份.md", "一份.xlsx"):
        code, _, err = run("batch", name)
        assert (code, f"这是一份文件，请用 auditor audit {name}" in err) == (2, True)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["一份.md", "一份.xlsx"]


def test_results_are_never_audited(run, folder: Path) -> None:
    code, _, err = run("batch", "in", "-o", "in")
    assert (code, "请用 -o 给出另一个文件夹" in err, (folder / ".lock").exists()) == (2, True, False)
    for _ in range(2):
        _, _, err = run("batch", "in", "-o", "in/out", "--workers", "0")
        assert "共 3 份文件" in err
    assert "本工具的报告 1 个（out/）" in err
    (folder / "more").mkdir()
    (folder / "more" / "a.md").write_text("x", encoding="utf-8")
    assert run("batch", "in", "-o", "in/more")[0] == 2


def test_an_answer_goes_over_an_older_answer_only(run, folder: Path) -> None:
    run("batch", "in")
    ask = ("query", "SELECT source FROM documents", "--store", "in.audit")
    for name in ("text", "csv", "json", "parquet"):
        file = Path(f"a.{'txt' if name == 'text' else name}")
        assert [run(*ask, "-f", name, "-o", str(file))[0] for _ in range(2)] == [0, 0]
        file.write_text("部门,项目\n甲局,修路\n", encoding="utf-8")
        before = file.read_bytes()
        code, _, err = run(*ask, "-f", name, "-o", str(file))
        assert (code, "没有覆盖" in err, file.read_bytes() == before) == (2, True, True)
    Path("b.md").write_text("a", encoding="utf-8")
    assert run(*ask, "-f", "csv", "-o", "b.md")[0] == 2
