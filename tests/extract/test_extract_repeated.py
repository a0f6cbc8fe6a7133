"""What is said of many rows is said once."""

from __future__ import annotations

import pytest

from auditor.extract.accounts.repeated import said_once
from auditor.records.document import Problem
from auditor.records.place import Place


def said(message: str, *lines: int, partial: bool = True) -> list[Problem]:
    return [Problem("extract.unplaced", message, Place(line=line), partial) for line in lines]


def test_a_sentence_of_many_rows_stands_once_with_its_count_and_first_places() -> None:
    (one,) = said_once(said("放不进。", 4, 5, 7, 9))
    assert (one.message, one.place, one.partial) == (
        "放不进。（同样的情况共4处，先见于第4行、第5行、第7行）",
        Place(line=4),
        True,
    )


@pytest.mark.parametrize(
    ("problems", "count"),
    [
        (said("放不进。", 4, 5), 2),
        (said("放不进。", 4, 4, 4), 1),
        (said("放不进。", 4, 5) + said("读不出。", 6), 3),
        (said("放不进。", 4, 5) + said("放不进。", 6, partial=False), 3),
    ],
)
def test_few_rows_and_unlike_sentences_stay(problems: list[Problem], count: int) -> None:
    found = said_once(problems)
    assert len(found) == count
    assert not any("同样的情况" in each.message for each in found)
