"""auditor gate: verdicts and exit codes from the command line."""

from __future__ import annotations

import json
import re
from pathlib import Path


def test_a_faulty_document_is_blocked(run, faulty) -> None:
    result = run("gate", faulty)
    assert result.code == 1
    assert result.out.startswith("不通过")
    assert re.search(r"（[0-9a-f]{16}）", result.out)


def test_a_clean_document_passes(run, clean) -> None:
    result = run("gate", clean)
    assert (result.code, result.out[:2]) == (0, "通过")


def test_all_that_blocks_can_be_waived(run, faulty, tmp_path: Path) -> None:
    report = json.loads(run("audit", faulty, "-f", "json").out)
    errors = {one["fingerprint"] for one in report["documents"][0]["findings"] if one["severity"] == "error"}
    assert errors
    waivers = [{"fingerprint": mark, "who": "张三", "why": "另有批复"} for mark in sorted(errors)]
    (tmp_path / "w.json").write_text(json.dumps(waivers, ensure_ascii=False), encoding="utf-8")
    assert run("gate", faulty, "--waivers", "w.json").code == 0
    (tmp_path / "w.json").write_text(json.dumps(waivers[1:], ensure_ascii=False), encoding="utf-8")
    assert run("gate", faulty, "--waivers", "w.json").code == 1


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
