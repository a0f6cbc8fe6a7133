"""The weights of the assignment of rows to projects, all in one place; one missing kind of indicator costs 1."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Weights:
    """Costs are positive, support is negative; a block is the rows given to one project.

    missing        a kind of indicator that projects of this table usually have is absent from the block
    twice          a kind occurs again, other kinds between; twice_next: directly after itself;
                   twice_sub, twice_sub_next: again but with another sub-kind (社会效益 after 经济效益)
    same_name      an indicator name occurs again in the block
    disorder       the kinds run backwards, in a table whose rows are otherwise sorted by kind
    off_top        rows of the block, on the code's page, above the code line, where cells are aligned at the top
    off_middle     distance of the code line from the middle, where cells are centred (in rows, at most ``off_most``)
    outside        the code line stands before the first row of its block; outside_more: every further row between
    switch         the alignment changes from one project to the next; switch_page: with a page break between them
    words          words of the indicator that the project's name or objective uses (times 0..1)
    exact, near    a cost ceiling equal to the total; within ten percent below it
    above          a cost ceiling above the total
    together       two rows that are named like neighbours of another project are parted
    piece_ended    two pieces of objectives in one block, the first of which ends a sentence
    piece_overlap  an objective piece that repeats the last or first characters of its neighbour
    tail_before    a piece of a name that stands before its code
    window         how many lines before the next code line a boundary is sought; ahead: how many after it
    near_boundary  a boundary that costs no more than this above the one chosen: both are said; near_centred: the same
                   where most projects are printed in the middle of their rows
    beam           a boundary that costs this much more than the best one for the same project is given up
    """

    missing: float = 1.0
    twice: float = 1.0
    twice_next: float = 0.7
    twice_sub: float = 0.4
    twice_sub_next: float = 0.2
    same_name: float = 0.6
    disorder: float = 0.8
    off_top: float = 0.9
    off_middle: float = 0.6
    off_most: int = 6
    outside: float = 1.5
    outside_more: float = 0.4
    switch: float = 1.2
    switch_page: float = 0.3
    words: float = 2.0
    exact: float = 1.0
    near: float = 0.4
    above: float = 0.7
    together: float = 1.0
    piece_ended: float = 1.5
    piece_overlap: float = 1.0
    tail_before: float = 2.0
    window: int = 32
    beam: float = 3.0
    ahead: int = 3
    near_boundary: float = 0.6
    near_centred: float = 1.0


WEIGHTS = Weights()
# Where all projects are printed in the middle of their rows, the place of the line counts more than any word.
CENTRED = Weights(off_middle=4.0, off_top=4.0, switch=6.0, near_boundary=1.5, near_centred=1.5)
