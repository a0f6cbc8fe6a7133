"""The verb on grades of which a form ticks more than one (☑优 ☑良 □中)."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.checks.context import Context
from auditor.checks.reported_row import TICKED
from auditor.records.budget import Project
from auditor.records.finding import Hit
from auditor.text.width import fold

_BOTH = 2


def grades(project: Project, context: Context) -> Iterator[Hit]:
    """Yield a hit where the grade of an evaluation is ticked more than once."""
    cell = project.execution.grade if project.execution else None
    if cell is not None and len(TICKED.findall(fold(cell.text))) >= _BOTH:
        yield Hit({"stated": cell.text}, project=project, text=cell.text, place=cell.place)
