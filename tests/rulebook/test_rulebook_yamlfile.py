"""YAML with lines: whatever a file holds, the answer is entries or one sentence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.errors import AuditorError, ConfigError, RuleError
from auditor.rulebook.yamlfile import entries


def test_entries_know_their_lines() -> None:
    first, second = entries("# x\n- a: 1\n  b: [1,\n    2]\n\n- c: 3\n", "f")
    assert (first.line, dict(first.lines), second.line) == (2, {"a": 2, "b": 3}, 6)
    assert first.values == {"a": 1, "b": [1, 2]}


def test_one_entry_needs_no_list_and_a_file_may_be_empty() -> None:
    assert len(entries("a: 1", "f")) == 1
    assert entries("# nothing\n", "f") == ()


def test_the_error_is_of_the_kind_asked_for() -> None:
    with pytest.raises(ConfigError):
        entries("- 1", "f", ConfigError)


@pytest.mark.parametrize(
    "text", ["[" * 20000, "{a: " * 5000, "\x00", "\t", "a: 1\n---\nb: 2", "? [1]\n: 2", "1: 2", "&a [*a]"]
)
def test_hostile_text_is_one_sentence(text: str) -> None:
    with pytest.raises(RuleError):
        entries(text, "f")


@pytest.mark.parametrize("tagged", ["!!seq b", "!!seq {b: c}", "!!map b", "!!map [b]", "!!str [b]", "!!str {b: c}"])
def test_a_tag_that_does_not_fit_its_value_is_one_sentence(tagged: str) -> None:
    with pytest.raises(RuleError, match="不是合法的 YAML"):
        entries(f"a: {tagged}", "f")


@given(st.text(alphabet=st.sampled_from("ab:-[]{}&*!|>'\"#,? \n\t%@`\\0=经"), max_size=40))
def test_any_text_is_entries_or_one_sentence(text: str) -> None:
    try:
        found = entries(text, "f")
    except AuditorError:
        return
    assert all(entry.line >= 1 for entry in found)
