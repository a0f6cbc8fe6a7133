"""The same document gives the same report; decisions survive a new version of it."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import auditor
from auditor.render import render

ROOT = Path(__file__).resolve().parents[2]
SEEDS = ROOT.parent / "shared" / "seeds"
SAMPLE = ROOT / "samples" / "faulty-street-office-plain.md"
Run = Callable[..., subprocess.CompletedProcess[str]]


def fingerprints(report: Any) -> list[str]:
    return sorted(finding.fingerprint for finding in report.documents[0].findings)


def test_two_runs_give_the_same_report(audited: Callable[[str], Any]) -> None:
    again = auditor.audit(SAMPLE).documents[0]
    assert again.findings == audited(SAMPLE.name).findings


def test_fingerprints_are_unique_and_survive_moved_rows(tmp_path: Path, audited: Callable[[str], Any]) -> None:
    lines = SAMPLE.read_text(encoding="utf-8").splitlines()
    moved = tmp_path / SAMPLE.name
    moved.write_text("\n".join(["前言：本文件为征求意见稿。", "", "", *lines]) + "\n", encoding="utf-8")
    before = sorted(finding.fingerprint for finding in audited(SAMPLE.name).findings)
    assert len(set(before)) == len(before)
    assert fingerprints(auditor.audit(moved)) == before


def test_cli_and_api_say_the_same(cli: Run) -> None:
    done = cli("audit", SAMPLE, "-f", "json")
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    # The command judges by the policy of its configuration as well; audit() knows of no policy.
    assert said.pop("verdict")["exit_code"] == 1
    assert said == json.loads(render(auditor.audit(str(SAMPLE)), "json"))


def test_the_gate_blocks_the_faulty_and_passes_the_clean(cli: Run) -> None:
    assert cli("gate", SAMPLE).returncode == 1
    done = cli("gate", ROOT / "samples" / "clean-agency.md")
    assert done.returncode == 0, done.stdout + done.stderr


def seeds() -> list[Path]:
    return sorted(SEEDS.glob("*.txt"))


@pytest.mark.parametrize("index", [0, 1])
def test_real_documents_are_read_whole(index: int) -> None:
    if len(seeds()) <= index:
        pytest.skip("the seeds (../shared/seeds) are not here")
    path = seeds()[index]
    document = auditor.audit(path).documents[0]
    lines = path.read_text(encoding="utf-8").splitlines()
    assert document.status in {"ok", "partial"}
    assert len(document.budget.projects) >= 18
    assert len(document.findings) >= 10
    for finding in document.findings:
        line = finding.where.place.line
        assert line is None or 1 <= line <= len(lines)


def test_waived_findings_do_not_block(cli: Run, tmp_path: Path, audited: Callable[[str], Any]) -> None:
    errors = [finding for finding in audited(SAMPLE.name).findings if finding.severity == "error"]
    entries = [{"fingerprint": finding.fingerprint, "who": "李四", "why": "已与科室核对"} for finding in errors]
    waivers = tmp_path / "waivers.json"
    waivers.write_text(json.dumps(entries, ensure_ascii=False), encoding="utf-8")
    assert cli("gate", SAMPLE, "--waivers", waivers).returncode == 0
    waivers.write_text(json.dumps(entries[1:], ensure_ascii=False), encoding="utf-8")
    assert cli("gate", SAMPLE, "--waivers", waivers).returncode == 1


def test_the_public_functions_stay_functions() -> None:
    """A subpackage of the same name (``auditor.extract``) must not take a function's place once it is imported."""
    auditor.audit(SAMPLE)
    names = ("audit", "extract", "gate", "load_rules", "proofread", "read", "to_frame")
    assert [name for name in names if not callable(getattr(auditor, name))] == []
