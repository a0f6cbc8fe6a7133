"""A decision belongs to a document of a year: what opens the gate and what does not, from the command line."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

PLAIN = {"decision": "误报", "who": "王审核", "why": "去年已核", "when": "2025-01-10"}


def findings(run, source: str) -> list[dict]:
    return json.loads(run("audit", source, "-f", "json").out)["documents"][0]["findings"]


@pytest.fixture
def budget(tmp_path: Path, faulty: str):
    """Return a function that writes the faulty sample for another year or department, or with words changed."""

    def make(name: str, **changes: str) -> str:
        text = Path(faulty).read_text(encoding="utf-8")
        for old, new in ((key.removeprefix("_"), value) for key, value in changes.items()):
            assert old in text
            text = text.replace(old, new)
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return name

    return make


def decided(run, tmp_path: Path, source: str, **more: object) -> str:
    """Write false alarms on all errors of ``source``, as the page exports them; return the file's name."""
    data = json.loads(run("audit", source, "-f", "json").out)["documents"][0]
    made = {
        "department": data["department"],
        "year": data["year"],
        "document": Path(source).name,
        "sha256": data["sha256"][:16],
        **more,
    }
    rows = [{"fingerprint": mark, **PLAIN, **made} for mark in sorted({one["fingerprint"] for one in data["findings"]})]
    (tmp_path / "d.json").write_text(json.dumps({"decisions": rows}, ensure_ascii=False), encoding="utf-8")
    return "d.json"


def test_decisions_of_this_document_open_its_gate(run, budget, tmp_path: Path) -> None:
    source = budget("a.md")
    assert run("gate", source, "--waivers", decided(run, tmp_path, source)).code == 0


def test_last_years_decisions_waive_nothing_and_are_said(run, budget, tmp_path: Path) -> None:
    name = decided(run, tmp_path, budget("2025.md", _2026年="2025年"))
    result = run("gate", budget("2026.md"), "--waivers", name)
    assert (result.code, "2025 年" in result.out, "不作为豁免" in result.out) == (1, True, True)
    shown = run("audit", "2026.md", "--waivers", name).out
    assert "以往意见（仅供参考）：2025年误报（王审核）：去年已核" in shown
    assert "不再要求整改" not in shown


def test_a_file_without_a_year_is_of_the_season_in_which_it_was_made(run, budget, tmp_path: Path) -> None:
    source = budget("a.md")
    rows = [{"fingerprint": one["fingerprint"], **PLAIN} for one in findings(run, source)]
    unique = list({row["fingerprint"]: row for row in rows}.values())
    (tmp_path / "old.json").write_text(json.dumps(unique, ensure_ascii=False), encoding="utf-8")
    assert run("gate", source, "--waivers", "old.json").code == 1
    (tmp_path / "new.json").write_text(
        json.dumps([{**row, "when": "2025-11-20"} for row in unique], ensure_ascii=False), encoding="utf-8"
    )
    assert run("gate", source, "--waivers", "new.json").code == 0


def test_a_renamed_file_keeps_its_decisions(run, budget, tmp_path: Path) -> None:
    name = decided(run, tmp_path, budget("a.md"))
    shutil.move(tmp_path / "a.md", tmp_path / "报送稿.md")
    assert run("gate", "报送稿.md", "--waivers", name).code == 0


def test_a_corrected_copy_keeps_the_decisions_on_what_stayed(run, budget, tmp_path: Path) -> None:
    source = budget("a.md")
    name = decided(run, tmp_path, source)
    (tmp_path / "a.md").write_text(
        (tmp_path / "a.md").read_text(encoding="utf-8") + "\n附：修改说明\n", encoding="utf-8"
    )
    assert run("gate", source, "--waivers", name).code == 0


def test_another_department_is_not_waived(run, budget, tmp_path: Path) -> None:
    name = decided(run, tmp_path, budget("a.md"))
    other = budget("b.md", 云岫县水务局="云台县水务局")
    assert run("gate", other, "--waivers", name).code == 1


def test_changed_content_is_open_again_and_shows_the_earlier_opinion(run, budget, tmp_path: Path) -> None:
    source = budget("a.md")
    error = next(one for one in findings(run, source) if one["code"] == "U01")
    made = json.loads((tmp_path / decided(run, tmp_path, source)).read_text(encoding="utf-8"))["decisions"]
    spots = {one.fingerprint: one.spot for one in _records(tmp_path / source)}
    rows = [{**row, "spot": spots[row["fingerprint"]]} for row in made]
    (tmp_path / "d.json").write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
    line = (tmp_path / "a.md").read_text(encoding="utf-8").split("\n")[error["where"]["line"] - 1]
    changed = budget("a.md", **{line: line.replace("| ≤ |", "| < |")})
    result = run("audit", changed, "--waivers", "d.json")
    assert "以往意见（仅供参考）" in result.out
    assert run("gate", changed, "--waivers", "d.json").code == 1


def _records(path: Path):
    from auditor import api

    return api.audit(path).documents[0].findings


def test_one_content_under_two_names_is_said(run, budget) -> None:
    one, two = budget("a.md"), budget("副本/b.md")
    assert "a.md、副本/b.md 内容完全相同" in run("gate", one, two).out
    assert "内容完全相同" in run("diff", one, ".").out


def test_waivers_of_several_files_add_up_in_diff(run, budget, tmp_path: Path) -> None:
    source = budget("a.md")
    marks = sorted({one["fingerprint"] for one in findings(run, source)})
    for name, mark in zip(("w1.json", "w2.json"), marks, strict=False):
        (tmp_path / name).write_text(json.dumps([{"fingerprint": mark, **PLAIN, "when": ""}]), encoding="utf-8")
    result = run("diff", source, source, "--waivers", "w1.json", "--waivers", "w2.json")
    count = sum(one["fingerprint"] in marks[:2] for one in findings(run, source))
    assert f"其中 {count} 条按处理意见不再要求整改" in result.out


@pytest.mark.parametrize("command", ["notice", "annotate"])
def test_what_could_not_be_judged_is_said(run, tmp_path: Path, command: str) -> None:
    (tmp_path / "说明.txt").write_text("部门预算公开说明\n\n本部门2026年预算如下。\n", encoding="utf-8")
    result = run(command, "说明.txt")
    assert result.code == 2
    assert "没有找到绩效指标表" in result.err
    assert "没有需要整改的意见" not in result.err


def test_diff_says_nothing_about_documents_that_are_gone_or_hold_no_table(run, budget, tmp_path: Path) -> None:
    source = budget("旧/a.md")
    (tmp_path / "新").mkdir()
    (tmp_path / "新/a.md").write_text("部门预算公开说明\n\n本部门2026年预算如下。\n", encoding="utf-8")
    for new in ("新/a.md", "新"):
        result = run("diff", source, new)
        assert (result.code, "已整改 0" in result.out, "无法判断" in result.out) == (2, True, True)
    last = budget("旧/b.md", _2026年="2025年")
    result = run("diff", last, source)
    assert (result.code, "已整改 0" in result.out) == (2, True)


def test_nothing_is_overwritten_silently(run, budget, clean: str, tmp_path: Path) -> None:
    one, two = budget("一/预算.md"), budget("二/预算.md", 云岫县水务局="云台县水务局")
    assert "覆盖" not in run("audit", one, "-f", "html", "-o", "out").err
    assert "覆盖" not in run("audit", one, "-f", "html", "-o", "out").err
    assert "覆盖了原有的同名文件" in run("audit", two, "-f", "html", "-o", "out").err


def test_an_answer_never_goes_over_a_store(run, budget, tmp_path: Path) -> None:
    pytest.importorskip("duckdb")
    import duckdb

    from auditor.corpus.store import opened

    with opened(tmp_path / "store.duckdb"):
        pass
    duckdb.connect(str(tmp_path / "other.csv")).close()
    for name in ("store.duckdb", "other.csv"):
        before = (tmp_path / name).read_bytes()
        result = run("query", "SELECT 1 AS n", "-o", name, "-f", "csv")
        assert (result.code, "覆盖数据库" in result.err) == (2, True)
        assert (tmp_path / name).read_bytes() == before
