"""The index of a document in which slips are held against other texts: what stands where, found as by plain search."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from auditor.nlp.typo.clause import split
from auditor.nlp.typo.model import default_model
from auditor.nlp.typo.stretches import Known, stretches

MODEL = default_model()
LINES = st.lists(st.text("修缮修善古籍古藉馆藏书库", min_size=2, max_size=14), min_size=1, max_size=6)


def around(symbols: str, start: int, end: int) -> Iterator[str]:
    for left, right in product(range(6), repeat=2):
        yield symbols[max(0, start - left) : end + right]


@given(LINES, st.text("修缮善古籍藉馆", min_size=2, max_size=9), st.data())
def test_the_longest_stretch_around_a_change_is_found(lines: list[str], symbols: str, data: st.DataObject) -> None:
    index = stretches([split(line, MODEL) for line in lines], Known(MODEL))
    start = data.draw(st.integers(0, len(symbols) - 1))
    end = data.draw(st.integers(start + 1, min(len(symbols), start + 2)))
    longest = max((len(one) for one in around(symbols, start, end) if one in index.joined), default=0)
    found = index.run(symbols, start, end)
    assert len(found) == longest
    assert found in {"", *around(symbols, start, end)}


@given(LINES, st.data())
def test_what_stands_alone_stands_only_among_its_neighbours(lines: list[str], data: st.DataObject) -> None:
    index = stretches([split(line, MODEL) for line in lines], Known(MODEL))
    symbols = data.draw(st.sampled_from(lines))
    start = data.draw(st.integers(0, len(symbols) - 1))
    end = data.draw(st.integers(start + 1, min(len(symbols), start + 2)))
    window = symbols[max(0, start - 2) : end + 2]
    places = [at for at in range(len(index.joined)) if index.joined.startswith(symbols[start:end], at)]
    before = start - max(0, start - 2)
    copies = [at for at in places if at >= before and index.joined.startswith(window, at - before)]
    assert index.alone(symbols, start, end) == (places == copies)
