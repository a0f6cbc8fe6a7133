"""How a corpus is cut for each check across documents, so that its parts together give what the whole would give.

A cut takes some documents and yields what of each goes under which key: pieces of one key are looked at together,
wherever they come from. What a part cannot tell of the whole (how usual a name is, which texts are alike) is in
``Whole``. A check without a cut needs the corpus in one part.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from auditor.checks.across.approved import plan_key
from auditor.checks.across.context import Across
from auditor.checks.across.copies import NAMES, OBJECTIVES, name_sets, objectives
from auditor.checks.across.habits import meanings
from auditor.checks.across.prices import price_of
from auditor.checks.across.similar import Pieces, text_key
from auditor.records.corpus import Corpus, CorpusProject, CorpusRow, CorpusSource


@dataclass(frozen=True, slots=True)
class Share:
    """What of a document goes under a key: places of some of its projects and rows; ``price`` is that of its one row.

    A price is a logarithm, as the check compares it.
    """

    key: str
    source: int
    projects: Collection[int] = ()
    rows: Collection[int] = ()
    price: float | None = None


Params: TypeAlias = Mapping[str, Any]
Cut: TypeAlias = Callable[[Across, Params], Iterator[Share]]
# A corpus of one document, with the place of that document in the order of all.
Ordered: TypeAlias = tuple[str, Corpus]


def cut_of(check: str) -> Cut:
    """Return the cut of a check; without one of its own everything stays together."""
    return CUTS.get(check, together)


def by_department(part: Across, params: Params) -> Iterator[Share]:
    """Yield whole documents under their departments."""
    for share in by_document(part, params):
        yield replace(share, key=part.departments[share.source])


def by_document(part: Across, params: Params) -> Iterator[Share]:
    """Yield every document by itself."""
    projects: list[list[int]] = [[] for _ in part.corpus.sources]
    rows: list[list[int]] = [[] for _ in part.corpus.sources]
    for place, project in enumerate(part.corpus.projects):
        projects[project.source].append(place)
    for place, row in enumerate(part.corpus.rows):
        rows[row.source].append(place)
    for place, source in enumerate(part.corpus.sources):
        yield Share(source.name, place, projects[place], rows[place])


def together(part: Across, params: Params) -> Iterator[Share]:
    """Yield whole documents under the one key of all."""
    for share in by_document(part, params):
        yield replace(share, key="")


def by_plan(part: Across, params: Params) -> Iterator[Share]:
    """Yield every project of a year, and the department's rows of a year, under its name."""
    found: dict[tuple[int, str], list[int]] = defaultdict(list)
    for place, row in enumerate(part.corpus.rows):
        if key := plan_key(row, part):
            found[row.source, key].append(place)
    for (source, key), rows in found.items():
        yield Share(key, source, rows=rows)


def by_thing(part: Across, params: Params) -> Iterator[Share]:
    """Yield every row with a unit price under what is priced."""
    for place, row in enumerate(part.corpus.rows):
        if priced := price_of(row, part):
            thing, price = priced
            yield Share(thing, row.source, rows=(place,), price=price)


def by_meaning(part: Across, params: Params) -> Iterator[Share]:
    """Yield every row whose name hardly anybody writes under the name that is meant."""
    names = [part.fold(row.name) for row in part.corpus.rows]
    found = meanings(dict.fromkeys(names), part, **params)
    for place, (row, name) in enumerate(zip(part.corpus.rows, names, strict=True)):
        if row.table == 12 and name in found:
            yield Share(found[name], row.source, rows=(place,))


def by_likeness(part: Across, params: Params) -> Iterator[Share]:
    """Yield every project whose text has another like it under the group of alike texts."""
    kind = kind_of(params)
    groups = part.whole.groups[kind] if part.whole else {}
    for place, text in texts_of(part, params).items():
        group = groups.get(text_key(text))
        if group is not None:
            first, end = part.spans[place] if kind == NAMES else (0, 0)
            yield Share(str(group), part.corpus.projects[place].source, (place,), range(first, end))


def kind_of(params: Params) -> str:
    """Return what a check on copies compares: OBJECTIVES or NAMES."""
    return OBJECTIVES if "length" in params else NAMES


def held_of(params: Params) -> int:
    """Return how many letters of one text within another make a copy, 0 where a check does not ask."""
    return int(params.get("length", 0))


def texts_of(part: Across, params: Params) -> dict[int, Pieces]:
    """Return place of a project → the text that a check on copies compares."""
    if kind_of(params) == OBJECTIVES:
        return objectives(part.corpus, part, params["length"])
    return name_sets(part.corpus, part, params["rows"])


CUTS: Mapping[str, Cut] = {
    "across.lower_targets": by_department,
    "across.reused_objectives": by_department,
    "across.carried_over": by_department,
    "across.changed_targets": by_plan,
    "across.dropped_rows": by_plan,
    "across.far_price": by_thing,
    "across.boilerplate_share": by_document,
    "across.lone_spelling": by_meaning,
    "across.copied_objectives": by_likeness,
    "across.copied_indicators": by_likeness,
}


def piece(part: Corpus, share: Share, *, guest: bool = False) -> Corpus:
    """Return a share as a corpus of one document, with the projects of its rows."""
    chosen = sorted({*share.projects, *(part.rows[place].project for place in share.rows)} - {-1})
    numbers = {old: new for new, old in enumerate(chosen)} | {-1: -1}
    rows = (part.rows[place] for place in share.rows)
    return Corpus(
        (replace(part.sources[share.source], guest=guest),),
        tuple(replace(part.projects[place], source=0) for place in chosen),
        tuple(replace(row, source=0, project=numbers[row.project]) for row in rows),
    )


def joined(pieces: Iterable[Ordered]) -> Corpus:
    """Return pieces as one corpus in the order of documents; what several pieces hold is there once."""
    homes: dict[tuple[str, bool], list[Corpus]] = {}
    for order, one in sorted(pieces, key=lambda item: item[0]):
        homes.setdefault((order, one.sources[0].guest), []).append(one)
    sources: list[CorpusSource] = []
    projects: list[CorpusProject] = []
    rows: list[CorpusRow] = []
    for some in homes.values():
        places: dict[str, int] = {}
        for project in sorted({p.key: p for one in some for p in one.projects}.values(), key=lambda p: p.order):
            places[project.key] = len(projects)
            projects.append(replace(project, source=len(sources)))
        rows += _rows(some, len(sources), places)
        sources.append(some[0].sources[0])
    return Corpus(tuple(sources), tuple(projects), tuple(rows))


def _rows(some: Iterable[Corpus], source: int, places: Mapping[str, int]) -> Iterator[CorpusRow]:
    """Yield the rows of pieces of one document in the order of the store: table, project, position."""
    found = {}
    for one in some:
        for row in one.rows:
            project = one.projects[row.project].key if row.project >= 0 else ""
            home = places[project] if row.project >= 0 else -1
            found[row.table, project, row.order] = replace(row, source=source, project=home)
    for key in sorted(found):
        yield found[key]


def groups_of(near: Iterable[tuple[int, int]], repeated: Iterable[int]) -> dict[int, int]:
    """Return text → group of the texts that are alike, directly or through others; ``repeated`` stand alone."""
    leader: dict[int, int] = {key: key for key in repeated}

    def head(key: int) -> int:
        while leader.setdefault(key, key) != key:
            leader[key] = key = leader[leader[key]]
        return key

    for one, other in near:
        first, second = sorted((head(one), head(other)))
        leader[second] = first
    return {key: head(key) for key in list(leader)}
