"""Which outcomes a rule means: lines that a row of an evaluation or a monitoring table must meet, written in YAML."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, TypedDict

from auditor.checks.rowfilter import RowFilter

Scored = Literal["given", "full", "above", "negative"]
OutcomeCell = Literal[
    "actual", "expected", "score", "reason", "outlook", "weight", "term", "state", "gap", "measure", "ticked"
]


class Outcomes(TypedDict, total=False):
    """Which outcomes a rule means; a row must meet every line.

    ``monitored`` whether the year is not over; ``met`` whether the target was reached, ``limit`` whether less is
    better, ``above`` a share of the target that was exceeded (1.3), ``money`` whether what was reached is an amount of
    money, ``above_spent`` how many times what the whole project spent is passed by it, ``percent_above`` a percentage
    that it passes, ``in_words`` whether it is words alone where the target is a number or a day, ``dated`` whether that
    is a day, ``year_before`` the cell that is dated before the year (actual, expected), ``other_unit`` whether its unit
    cannot be meant for that of the target, ``expected_other_unit`` the same of what is expected, ``other_kind`` whether
    one of result and target is a day and the other a share or a number, ``results`` how many results are ticked at
    least, ``actual_like`` a pattern found in it, ``progress_off`` by how much a
    printed share of the target is not that which was reached; ``expected_below`` whether less is expected of a number
    of things for the whole year than was reached already; ``reason_like`` a pattern of the whole reason,
    ``reason_of`` a list of words of which it is made alone;
    ``term_below`` whether fewer things are planned for all years of the project than for one;
    ``holds`` lists of words by cell of which one cell holds a word, ``choices`` how many outlooks are ticked at least,
    ``complete`` whether the number of things that was asked for was reached exactly, ``forecast_in_words`` whether what
    is expected of a number is a hope (力争完成);
    ``says`` words of which what was reached holds one, ``untold`` whether nothing says what was reached though another
    row of the project does;
    ``behind`` less than this share of what the months passed would bring, where things are counted; ``expected``
    whether the target will be reached by what is expected for the year, ``outlook`` what the form says of it;
    ``reason`` whether a reason is stated, ``asked`` whether the form has a place for it; ``scored`` what the score is
    beside the points: given at all, full, above, negative, ``over`` a share of the points (0.6) that it passes,
    ``deducted`` whether it is less than these, ``unearned`` by how many points it passes the share of the target that
    was reached; ``weight`` how the row weighs
    nothing: zero, or blank where it is the only one, ``weighted`` how many rows of the project must have a weight;
    ``gap_off`` whether a printed rate of deviation is not that of what was reached, ``state_like`` a pattern found in
    what a monitoring table calls the row (达到序时), ``behind_time`` whether less was done than months passed,
    ``falling`` whether less was done so far than a quarter earlier, ``goes_on`` whether the result is that something is
    under way, ``share_off`` whether the reason tells another ratio (500份中476份) than was reached;
    ``ratio_short`` whether a percentage that does not grow in the course of the year (合格率) is below its target;
    ``days_over`` whether the two days that the reason tells are further apart than the criteria allow (20日内);
    ``after_period`` whether something is said to have been done in a month after those that the monitoring covers,
    ``past_measure`` whether the last sentence of the reason plans for a day of a year that is over;
    ``gap_told_off`` whether the reason tells that another number is missing of the target than is (短缺50套),
    ``over_told_off`` that the target was passed by another number, ``side_off`` whether it says that it is above
    the target where it is below, or the other way round;
    ``announced`` a pattern of how the notes of the form say that such rows are scored, ``underpaid`` by how many points
    the score is below the share of the target that was reached;
    ``measure`` whether a measure is stated where it has a column of its own, ``beside`` whether the result is that of
    the row next to it, in the unit of that row, ``ticked`` patterns of the words of each kind of reason, by a word of
    its kind: another kind is ticked than the reason tells of, ``of_other_row`` words (a pattern) that name nothing:
    the reason is about another row of the form and has nothing of its own;
    ``rows`` a filter of rows that must take it; ``unless`` outcomes that are not meant.
    """

    monitored: bool
    met: bool
    limit: bool
    above: float
    money: bool
    above_spent: float
    percent_above: float
    in_words: bool
    dated: bool
    year_before: Literal["actual", "expected"]
    other_unit: bool
    expected_other_unit: bool
    other_kind: bool
    results: int
    deducted: bool
    actual_like: str
    progress_off: float
    expected_below: bool
    reason_like: str
    reason_of: str
    term_below: bool
    holds: Mapping[OutcomeCell, Sequence[str]]
    choices: int
    complete: bool
    forecast_in_words: bool
    says: Sequence[str]
    untold: bool
    behind: float
    expected: bool
    outlook: Sequence[str]
    reason: bool
    asked: bool
    scored: Sequence[Scored]
    weight: Literal["zero", "blank"]
    weighted: int
    gap_off: bool
    state_like: str
    behind_time: bool
    falling: bool
    goes_on: bool
    share_off: bool
    ratio_short: bool
    days_over: bool
    after_period: bool
    past_measure: bool
    gap_told_off: bool
    over_told_off: bool
    side_off: bool
    announced: str
    underpaid: float
    over: float
    unearned: float
    measure: bool
    beside: bool
    ticked: Mapping[str, str]
    of_other_row: str
    rows: RowFilter
    unless: Outcomes


class OutcomeCase(TypedDict, total=False):
    """One of several cases of a rule; a row is of the first whose ``outcome`` it has. ``facts`` are for the wording."""

    outcome: Outcomes
    facts: Mapping[str, str]
