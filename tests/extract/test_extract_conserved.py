"""Nothing falls out: whatever a page shows is in a record, left aside and countable, or the document is partial."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor.extract import extract
from auditor.extract.accounts.kept import rows_in
from auditor.extract.segments.pasted import regridded
from auditor.readers import read_bytes
from auditor.records.budget import Budget
from auditor.records.document import Cell, Grid, Problem, Prose
from auditor.records.place import Place
from auditor.text.width import fold
from tests.extract.extract_pages import CHANGES, FORMATS, HARMLESS, Page, changed

LOOSE = {"csv", "tsv"}
_DASH = re.compile(r"[-—–－_\s]")


def test_lines_that_only_a_page_is_known_of_have_places_of_their_own_in_a_table() -> None:
    rows = ["一级指标\t二级指标\t三级指标\t指标值", "产出指标\t数量指标\t养护牧道\t30公里", "附注\t另有\t30\t处"]
    lines = [Prose(text, Place(page=2)) for text in rows]
    (grid,) = regridded(lines)
    assert isinstance(grid, Grid)
    assert [row.place for row in grid.rows] == [Place(page=2, cell=f"正文第{number}段") for number in (1, 2, 3)]
    assert rows_in(lines) == {}  # what one line says is no proof that another one was read


def texts(record: object) -> Iterator[str]:
    """Yield every text in a record, at any depth."""
    if isinstance(record, str):
        yield record
    elif isinstance(record, Cell):
        yield record.text
    elif isinstance(record, Problem):
        yield record.message
    elif isinstance(record, tuple):
        for part in record:
            yield from texts(part)
    elif is_dataclass(record) and not isinstance(record, Place | type):
        for each in fields(record):
            yield from texts(getattr(record, each.name))


def key(text: str) -> str:
    return _DASH.sub("", fold(text))


def keys(*records: object) -> str:
    return "\n".join(key(text) for record in records for text in texts(record))


def partial(budget: Budget) -> list[str]:
    return [problem.message for problem in budget.problems if problem.partial]


def lost(made: Page, budget: Budget) -> list[str]:
    """Return what the page shows and ``budget`` neither holds nor says."""
    if partial(budget):
        return []
    indicators = keys(budget.projects, budget.indicators, budget.overall)
    everything = keys(budget)
    # A name is whole in one record; an objective may be joined from the pieces of two pages.
    gone = [text for text in made.content if key(text) not in indicators]
    # A label with its answer may be kept as the two that they are.
    return gone + [text for text in made.rest if any(part not in everything for part in _parts(text, everything))]


def _parts(text: str, kept: str) -> list[str]:
    label, colon, answer = key(text).partition(":")
    return [label, answer] if colon and key(text) not in kept else [key(text)]


def read(made: Page, form: str) -> Budget:
    source, write = FORMATS[form]
    return extract(read_bytes(write(made), source))


def spoils(form: str, names: list[str]) -> bool:
    """Return whether these changes together may make a page partial, though each alone leaves it whole.

    A list is told from cut cells by what stands around it: where that is changed, too, or the text has no tables, it
    may be taken for cut cells (about one page in a hundred). That is said, never silent.
    """
    lists = sum(name.startswith("list") for name in names)
    attached = "list attached" in names and form != "xlsx"
    return bool(lists and (len(names) > 1 or form in LOOSE)) or attached


# Of bytes: among integers Hypothesis tries those that it finds in loaded modules, which differ with what runs before.
SEEDS = st.binary(min_size=3, max_size=3).map(lambda raw: int.from_bytes(raw, "big"))
FEW = settings(max_examples=25, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.mark.parametrize("form", FORMATS)
@FEW
@given(SEEDS, st.lists(st.sampled_from(sorted(CHANGES)), max_size=3, unique=True))
def test_nothing_that_a_page_shows_is_lost(form: str, seed: int, names: list[str]) -> None:
    made = changed(seed, names)
    assert lost(made, read(made, form)) == []


@pytest.mark.parametrize("form", FORMATS)
@FEW
@given(SEEDS, st.lists(st.sampled_from(sorted(HARMLESS)), max_size=2, unique=True))
def test_what_stands_around_a_table_does_not_spoil_it(form: str, seed: int, names: list[str]) -> None:
    made = changed(seed, names)
    budget = read(made, form)
    assert lost(made, budget) == []
    if not spoils(form, names):
        assert partial(budget) == []


def test_the_measure_sees_what_is_lost() -> None:
    made = changed(1, [])
    budget = read(made, "xlsx")
    name = budget.indicators[0].name.text
    assert lost(made, replace(budget, indicators=budget.indicators[1:]))[0] in (name, made.content[0])
    assert lost(made, replace(budget, aside=(), tables=(), prose=())) == []
    made.rest.append("没有人写过的字")
    assert lost(made, budget) == ["没有人写过的字"]
