"""Damaged tables: amounts are put right or said to be uncertain, and no sum is called wrong."""

from __future__ import annotations

import pytest

from bench import tables


@pytest.mark.parametrize("name", tables.DAMAGES)
def test_damage_makes_no_false_finding(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "_SEEDS", 3)
    counts = tables.damaged(tables.DAMAGES[name])
    assert counts["false findings"] == 0
    assert counts["right"] > 10 * counts["uncertain"]
    if name != "an amount one column left":  # no sum tells 公务接待费 from 因公出国(境)费
        assert counts["wrong"] == 0


def test_a_document_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert tables.main([str(tables.ROOT / "samples" / "clean-agency.md")]) == 0
    shown = capsys.readouterr().out
    assert "11 tables" in shown
    assert "uncertain 0 unread 0" in shown
