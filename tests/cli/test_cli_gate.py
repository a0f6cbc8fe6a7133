"""auditor gate: verdicts and exit codes from the command line."""

from __future__ import annotations

import json
import re
from pathlib import Path


def test_a_faulty_document_is_blocked(run, faulty) -> None:
    result = run("gate", faulty)
    assert result.code == 1
    assert result.out.startswith("不通过")
    assert re.search(r"（第 \d+ 行；[0-9a-f]{16}）", result.out)


def test_a_clean_document_passes(run, clean) -> None:
    result = run("gate", clean)
    assert (result.code, result.out[:2]) == (0, "通过")


def test_all_that_blocks_can_be_waived(run, faulty, clean, tmp_path: Path) -> None:
    report = json.loads(run("audit", faulty, "-f", "json").out)
    errors = {one["fingerprint"] for one in report["documents"][0]["findings"] if one["severity"] == "error"}
    assert errors
    waivers = [{"fingerprint": mark, "who": "张三", "why": "另有批复"} for mark in sorted(errors)]
    (tmp_path / "w.json").write_text(json.dumps(waivers, ensure_ascii=False), encoding="utf-8")
    assert run("gate", faulty, "--waivers", "w.json").code == 0
    (tmp_path / "w.json").write_text(json.dumps(waivers[1:], ensure_ascii=False), encoding="utf-8")
    blocked = run("gate", clean, faulty, "--waivers", "w.json")
    assert blocked.code == 1
    # Of several files the line names the one, and the place in it.
    line = next(line for line in blocked.out.splitlines() if line.startswith("  ["))
    assert re.match(r"  \[[A-Z]+\d+\] faulty-bureau\.md：", line)
    assert re.search(r"（第 \d+ 行；[0-9a-f]{16}）$", line)


def test_an_unread_input_is_not_judged(run, clean) -> None:
    result = run("gate", clean, "none.md")
    assert result.code == 2
    assert "none.md" in result.out


def test_a_report_on_standard_output_is_not_spoiled_by_the_verdict(run, faulty) -> None:
    result = run("gate", faulty, "-f", "json")
    assert result.code == 1
    assert json.loads(result.out)["version"] == 1
    assert "不通过" in result.err


def test_options_go_over_the_configuration(run, faulty, tmp_path: Path) -> None:
    (tmp_path / "auditor.toml").write_text('[gate]\nfamilies = ["ambition"]\n', encoding="utf-8")
    assert run("gate", faulty).code == 0
    (tmp_path / "auditor.toml").write_text("[gate]\nmin_confidence = 1.0\n", encoding="utf-8")
    assert run("gate", faulty).code == 0
    result = run("gate", faulty, "--fail-on", "fatal")
    assert (result.code, "fatal" in result.err) == (2, True)


def test_a_baseline_lets_old_findings_pass_and_stops_new_ones(run, faulty, tmp_path: Path) -> None:
    written = run("gate", faulty, "--write-baseline", "old.json")
    assert written.code == 0
    assert re.search(r"已把 \d+ 处现有问题记入基线 old.json；它们还没有整改", written.err)
    passed = run("gate", faulty, "--baseline", "old.json", "-f", "json", "-o", "r.json")
    assert passed.code == 0
    assert re.search(r"通过：.*（另有 \d+ 处是基线中的旧问题）", passed.out)
    verdict = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))["verdict"]
    known = (tmp_path / "old.json").read_text(encoding="utf-8").splitlines()
    assert verdict["baseline"]["count"] == len(verdict["baseline"]["hidden"]) > 3
    (tmp_path / "old.json").write_text("\n".join([known[0], *known[2:]]), encoding="utf-8")
    assert run("gate", faulty, "--baseline", "old.json").code == 1


def test_a_baseline_only_shrinks_beside_an_old_one(run, faulty, clean, tmp_path: Path) -> None:
    run("gate", faulty, "--write-baseline", "all.json")
    text = (tmp_path / "all.json").read_text(encoding="utf-8")
    (tmp_path / "few.json").write_text(text.splitlines()[0] + text.splitlines()[1].rstrip(",") + "]}", encoding="utf-8")
    result = run("gate", faulty, "--baseline", "few.json", "--write-baseline", "few.json")
    assert result.code == 1
    assert len((tmp_path / "few.json").read_text(encoding="utf-8").splitlines()) == 3


def test_old_findings_do_not_fail_other_reports(run, faulty, tmp_path: Path) -> None:
    run("gate", faulty, "--write-baseline", "old.json")
    formats = [part for name in ("junit", "sarif", "github", "html", "xlsx", "text") for part in ("-f", name)]
    assert run("gate", faulty, "--baseline", "old.json", *formats, "-o", "out/").code == 0
    read = {path.suffix: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    assert b'failures="0"' in read[".xml"]
    assert "基线中的旧问题".encode() in read[".xml"]
    assert "基线中的旧问题".encode() in read[".sarif"]
    assert b"::error" not in read[".txt"]


def test_a_baseline_is_never_written_over_something_else(run, faulty, tmp_path: Path) -> None:
    (tmp_path / "预算.md").write_text(Path(faulty).read_text(encoding="utf-8"), encoding="utf-8")
    result = run("gate", "预算.md", "--write-baseline", "预算.md")
    assert (result.code, "覆盖" in result.err) == (2, True)
    (tmp_path / "笔记.json").write_text("{}", encoding="utf-8")
    result = run("gate", faulty, "--write-baseline", "笔记.json")
    assert (result.code, "基线" in result.err) == (2, True)
    assert (tmp_path / "笔记.json").read_text(encoding="utf-8") == "{}"


def test_the_rest_is_in_the_report_or_the_option_that_writes_one_is_named(run, faulty, monkeypatch) -> None:
    monkeypatch.setattr("auditor.cli.gate._SHOWN", 1)
    assert "-o report.html" in run("gate", faulty).out
    written = run("gate", faulty, "-o", "r.html").out
    assert ("-o report.html" in written, "处见报告" in written) == (False, True)


def test_of_what_was_not_read_nothing_is_said(run) -> None:
    result = run("gate", "none.xlsx")
    assert (result.code, "没有发现" in result.out) == (2, False)
