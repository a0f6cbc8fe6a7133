"""Which decisions hold: one list of cases for the gate and for the page (reports/web/test/standing.test.ts)."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from auditor.records.report import Waiver
from auditor.records.standing import Asked, Opinions, Standing, Subject

CASES = Path(__file__).resolve().parents[2] / "reports" / "web" / "test" / "standing.json"


def ask(case: dict[str, Any]) -> Standing:
    subjects = [Subject(**one) for one in case["documents"]]
    decisions = [Waiver(**{"why": "", **one}) for one in case["decisions"]]
    made = Opinions(decisions, subjects, date.fromisoformat(case["today"]))
    finding = Asked(case["fingerprint"], case["spot"], case["coded"])
    return made.on(finding, subjects[case["at"]], case["present"])


@pytest.mark.parametrize("case", json.loads(CASES.read_text(encoding="utf-8")), ids=lambda case: case["name"])
def test_what_holds(case: dict[str, Any]) -> None:
    standing = ask(case)
    assert standing.state == case["state"]
    assert [entry.who for entry in standing.earlier] == case["earlier"]
    assert standing.waived == (case["state"] in ("误报", "豁免"))
