"""Findings about a long text keep the part around what is meant: many of them do not keep the text many times."""

from __future__ import annotations

from auditor.engine.window import LONG, name, near, part
from auditor.records.finding import Evidence, Hit


def test_a_text_of_usual_length_is_kept_whole() -> None:
    hit = Hit(text="字" * LONG, span=(5, 9))
    assert near(hit) is hit
    evidence = Evidence("字" * LONG, 5, 9)
    assert part(evidence) is evidence


def test_the_part_around_what_is_meant_is_kept() -> None:
    text = "前" * 9000 + "错字" + "后" * 9000
    hit = near(Hit(text=text, span=(9000, 9002)))
    assert hit.span is not None
    assert hit.text[slice(*hit.span)] == "错字"
    assert hit.text.count("前") == hit.text.count("后") == 1000


def test_what_is_meant_may_be_long_itself_or_at_an_end() -> None:
    assert len(near(Hit(text="字" * 100_000)).text) <= 2000
    first, last = part(Evidence("甲" + "字" * 9000, 0, 1)), part(Evidence("字" * 9000 + "乙", 9000, 9001))
    assert (first.text[first.start : first.end], last.text[last.start : last.end]) == ("甲", "乙")


def test_a_change_far_away_leaves_the_part_as_it_was() -> None:
    """The identity of a finding is made of it."""
    before, after = ("改" * size + "字" * 9000 + "错" + "字" * 9000 for size in (10, 20))
    one, two = (part(Evidence(text, text.index("错"), text.index("错") + 1)) for text in (before, after))
    assert one == two


def test_a_name_in_a_message_ends_somewhere() -> None:
    assert name("培训人数") == "培训人数"
    assert name("字" * 50_000).endswith("字…")
    assert len(name("字" * 50_000)) < 1100
