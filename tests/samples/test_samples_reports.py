"""The reports under reports/samples/ are what the program makes of the samples today."""

from __future__ import annotations

from samples.make.reports import FORMATS, OUT, SAMPLES, built


def test_reports_of_the_samples_are_not_stale() -> None:
    made = list(built())
    assert len(made) == len(SAMPLES) * len(FORMATS)
    stale = [path.name for path, data in made if not path.is_file() or path.read_bytes() != data]
    assert not stale, f"run `python -m samples.make.reports`: {stale}"


def test_no_report_is_left_over() -> None:
    assert {path.name for path in OUT.iterdir()} == {path.name for path, _ in built()}
