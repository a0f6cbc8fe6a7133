"""Every layout that crosses the choices of extract_choices.py is read exactly, or is said to be read in part only."""

from __future__ import annotations

from collections import Counter

import pytest

from auditor.extract import extract
from auditor.readers import read_bytes
from auditor.records.budget import Budget
from auditor.text.width import fold
from tests.extract.extract_choices import Choices, Key, chosen, document, truth

SEED, COUNT = 20261130, 240
CHOSEN = chosen(SEED, COUNT)


def level(text: str) -> str:
    return text if text.endswith("指标") else f"{text}指标"


def rows(found: Budget, choices: Choices) -> list[Key]:
    """Return the rows that were read; a unit in brackets behind a name is the target's."""
    names = {project.key: project.name.text for project in found.projects}
    done: list[Key] = []
    for row in found.indicators:
        name = fold(row.name.text)
        name = name.partition("(")[0] if choices.target == "bracket" else name
        sign = row.sign if row.sign in {"≥", "≤", "="} else row.operator.text
        target = f"{sign}{row.value.text}{row.unit.text}"
        done.append((names.get(row.project, ""), level(row.level1.text), level(row.level2.text), name, target))
    return done


@pytest.mark.parametrize("number", range(0, COUNT, 20))
def test_every_row_is_read_or_the_rest_is_said(number: int) -> None:
    for choices in CHOSEN[number : number + 20]:
        name, content = document(choices)
        found = extract(read_bytes(content, name))
        partial = [problem.message for problem in found.problems if problem.partial]
        assert partial or Counter(rows(found, choices)) == Counter(truth()), choices


def test_nearly_all_are_read_exactly() -> None:
    exact = 0
    for choices in CHOSEN[:80]:
        name, content = document(choices)
        found = extract(read_bytes(content, name))
        exact += Counter(rows(found, choices)) == Counter(truth())
    assert exact >= 78


@pytest.mark.parametrize("choices", CHOSEN[:40:4])
def test_projects_have_their_amounts(choices: Choices) -> None:
    name, content = document(choices)
    found = extract(read_bytes(content, name))
    if choices.project != "heading":
        assert [str(project.total.wan) for project in found.projects] == ["36.00", "20.50", "48.80"], choices
