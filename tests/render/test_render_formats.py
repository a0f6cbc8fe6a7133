"""The table of renderers, and what every format has to stand."""

from __future__ import annotations

import pytest

from auditor.errors import ConfigError
from auditor.records.report import Report
from auditor.render import FORMATS, render


def test_every_format_has_a_suffix_of_its_own() -> None:
    assert len({known.suffix for known in FORMATS.values()}) == len(FORMATS)


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_survives_hostile_and_empty_reports(name: str, hostile: Report, empty: Report) -> None:
    assert len(render(hostile, name)) > len(render(empty, name))
    # GitHub takes a command a line: without findings there is none.
    assert render(empty, name) or name == "github"


@pytest.mark.parametrize("name", sorted(set(FORMATS) - {"xlsx"}))
def test_equal_reports_give_equal_bytes(name: str, report: Report) -> None:
    assert render(report, name) == render(report, name)


def test_unknown_format_is_one_chinese_sentence() -> None:
    with pytest.raises(ConfigError, match=r"不认识的报告格式“pdf”，可用的有：text"):
        render(Report("", None, ()), "pdf")  # type: ignore[arg-type]
