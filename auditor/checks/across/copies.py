"""Verbs on copies: indicator sets and objectives that stand in the budgets of two departments or of two years."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from auditor.checks.across.context import Across, letters
from auditor.checks.across.rarity import coarse
from auditor.checks.across.similar import Bar, Pieces, near_pairs, rarity_of, text_key
from auditor.records.corpus import Corpus, CorpusProject, Match

OBJECTIVES, NAMES = "objectives", "names"
_CLAUSE = re.compile(r"[,，。;；、:：!?！？\s]+")
# A finding names so many places; the fact "count" tells the rest.
_NAMED, _PLACES = 3, 200
# Of equal texts so many are tried against each other: thousands of departments may share a template.
_TRIED = 8
# Among a few departments a share says nothing.
_FEW, _FEW_DEPARTMENTS = 5, 20
# Of the letters that make an objective long enough to compare this share must be its own.
_OWN = 0.5
# Two sets are a copy where fewer pairs of departments than this would have the same names by chance.
_CHANCE = 0.05
Groups = Iterator[tuple[list[int], float]]


def copied_objectives(corpus: Corpus, context: Across, *, length: int, likeness: float) -> Iterator[Match]:
    """Yield one match for every objective of ``length`` letters that other departments have almost word by word.

    So is one that holds another's clauses within a longer text of its own. Numbers and the department's own name do not
    count, nor do duties that every department has (duties.shared) and texts of the words that such duties are told in
    (duties.said): those are said alike. How many departments share a text says nothing: a template for everybody is
    nobody's own plan.
    """
    texts = objectives(corpus, context, length)
    for group, share in _groups(texts, OBJECTIVES, Bar(likeness, length), context, years=False):
        yield _match(group, share, context, texts[group[0]], "objective")


def reused_objectives(corpus: Corpus, context: Across, *, length: int, likeness: float) -> Iterator[Match]:
    """Yield one match for every objective that another project of the same department has in another year.

    ``length``, numbers and names are as in ``copied_objectives``; a project that goes on under its name is no match.
    """
    if not context.in_years:
        return
    texts = objectives(corpus, context, length)
    for group, share in _groups(texts, OBJECTIVES, Bar(likeness), context, years=True):
        own = (context.departments[corpus.projects[group[0]].source], *texts[group[0]])
        yield _match(group, share, context, own, "objective")


def copied_indicators(corpus: Corpus, context: Across, *, rows: int, common: float, likeness: float) -> Iterator[Match]:
    """Yield one match for every set of at least ``rows`` indicators whose names other departments have almost all.

    Names that everybody uses prove nothing: that two departments have the whole set must be no matter of chance, name
    for name as often as other departments use it. ``common`` and shared duties are as in ``copied_objectives``.
    Numbers do not count; the fact ``equal`` says how many targets agree, too.
    """
    texts = name_sets(corpus, context, rows)
    for group, share in _groups(texts, NAMES, Bar(likeness), context, years=False):
        if not _everybodys(group, context, common) and _no_chance(group, share, context):
            equal = _equal_targets(group[0], group[1], context)
            match = _match(group, share, context, texts[group[0]], "")
            more = {"rows": len(context.rows_of(group[0])), "equal": equal}
            yield replace(match, facts={**match.facts, **more})


def objectives(corpus: Corpus, context: Across, length: int) -> dict[int, Pieces]:
    """Return place of a project → the clauses of its objective, of those with at least ``length`` letters."""
    found = {}
    for place, project in enumerate(corpus.projects):
        # without the name of its department, which a copyist changes
        text = context.fold(project.objective).replace(context.departments[project.source], "")
        pieces = tuple(piece for part in _CLAUSE.split(text) if (piece := letters(part)))
        if sum(map(len, pieces)) >= length and _own_letters(pieces, context) >= length * _OWN:
            found[place] = pieces
    return found


def _own_letters(pieces: Pieces, context: Across) -> int:
    """Return how many letters a text has of its own: the words that every duty is told in are nobody's.

    Of a text that names such a duty (党建, 食堂 …) half of the rest is: its details are those of the duty.
    """
    said, left = context.words.pattern("duties.said"), 0
    for piece in pieces:
        left += len(said.sub("", piece) if said else piece)
    return left // 2 if any(context.words.has("duties.shared", piece) for piece in pieces) else left


def name_sets(corpus: Corpus, context: Across, rows: int) -> dict[int, Pieces]:
    """Return place of a project → the letters of its indicator names, sorted, where there are at least ``rows``."""
    found = {}
    for place in range(len(corpus.projects)):
        names = {key for row in context.rows_of(place) if (key := letters(context.fold(row.name)))}
        if len(names) >= rows:
            found[place] = tuple(sorted(names))
    return found


def _match(group: Sequence[int], share: float, context: Across, text: Pieces, column: str) -> Match:
    """Return the match of a group of projects with what its wording needs: who else, how many, how alike.

    The matter is the text, for whoever has it, until somebody has it in a later year.
    """
    first, *others = (context.corpus.projects[place] for place in group)
    latest = max(context.year_of(context.corpus.projects[place]) for place in group)
    named = "、".join(_named(others, context))
    facts = {"others": named, "count": len(others), "likeness": f"{100 * share:.0f}%"}
    return Match(first, tuple(others[:_PLACES]), (str(latest), *text), facts, column)


def _groups(texts: Mapping[int, Pieces], kind: str, floor: Bar, context: Across, years: bool) -> Groups:
    """Yield (projects, least likeness) of copies: the oldest project of a text, then those with it or one like it.

    Every text is put to the first that it is like, so each pair named is one that was compared.
    """
    same: dict[tuple[int, Pieces], list[int]] = defaultdict(list)
    for place in sorted(texts, key=lambda place: (context.year_of(context.corpus.projects[place]), place)):
        source = context.corpus.projects[place].source
        same[context.department_numbers[source] if years else 0, texts[place]].append(place)
    members = list(same.values())
    stars: dict[int, list[tuple[int, float]]] = defaultdict(list)
    taken: set[int] = set()
    for one, other, share in _near(list(same), kind, floor, context, years):
        if other not in taken and _any_copy(members[one], members[other], context, years):
            stars[one].append((other, share))
            taken.add(other)
    for place, (first, *equal) in enumerate(members):
        others = [*equal, *(item for other, _ in stars[place] for item in members[other])]
        group = [first, *(other for other in others if _is_copy(first, other, context, years))]
        if len(group) > 1:
            yield group, min((share for _, share in stars[place]), default=1.0)


def _near(
    texts: Sequence[tuple[int, Pieces]], kind: str, floor: Bar, context: Across, years: bool
) -> Iterable[tuple[int, int, float]]:
    """Return (i, j, likeness) with i < j, sorted, of alike texts of one group; known pairs are taken as they are."""
    whole = context.whole
    near = whole.near.get(kind) if whole else None
    if near is None:
        pieces = [text for _, text in texts]
        rarity = whole.rarity[kind] if whole else None
        # Where no text is there twice their rarity is found on the way.
        if whole is None and len(distinct := dict.fromkeys(pieces)) < len(pieces):
            rarity = rarity_of(distinct)
        return near_pairs(pieces, floor.likeness, rarity, [group for group, _ in texts], floor.held)
    places = {text_key(text): place for place, (_, text) in enumerate(texts)}
    return sorted(
        (*sorted((places[one], places[other])), share)  # type: ignore[misc]
        for (one, other), share in near.items()
        if one in places and other in places
    )


def _any_copy(ones: Sequence[int], others: Sequence[int], context: Across, years: bool) -> bool:
    """Return whether one of two groups of projects (of their first few) is a copy of the other in the sense wanted."""
    return any(_is_copy(one, other, context, years) for one in ones[:_TRIED] for other in others[:_TRIED])


def _is_copy(one: int, other: int, context: Across, years: bool) -> bool:
    """Return whether two alike projects count: of two departments, or with ``years`` of two years and names.

    The same code is the same project printed twice, the same name in the next year is its continuation.
    """
    first, second = context.corpus.projects[one], context.corpus.projects[other]
    same_department = context.departments[first.source] == context.departments[second.source]
    if years:
        name, later = context.fold(first.name), context.fold(second.name)
        return same_department and context.year_of(first) != context.year_of(second) and name != later
    if same_department or (first.code and first.code == second.code):
        return False
    return not _duties(first, context) & _duties(second, context)


def _duties(project: CorpusProject, context: Across) -> set[str]:
    """Return which duties that every department has the name of a project holds."""
    name = context.fold(project.name)
    return {word for word in context.words.entries("duties.shared") if word in name}


def _departments_of(group: Iterable[int], context: Across) -> set[str]:
    return {context.departments[context.corpus.projects[place].source] for place in group}


def _everybodys(group: Sequence[int], context: Across, common: float) -> bool:
    """Return whether so many departments have a text that it is nobody's own."""
    return len(_departments_of(group, context)) > max(_FEW, common * coarse(context.department_count))


def _no_chance(group: Sequence[int], share: float, context: Across) -> bool:
    """Return whether it is no chance that the first project's names stand together elsewhere, too.

    Each name has the chance with which departments beside those of the group use it; names are taken as independent.
    """
    every = max(_FEW_DEPARTMENTS, coarse(context.department_count))
    copies = len(_departments_of(group, context))
    names = {context.fold(row.name) for row in context.rows_of(group[0])}
    others = (max(0, coarse(context.spread.get(name, 1)) - copies) for name in names)
    surprise = sum(math.log(every / min(every, 1 + other)) for other in others)
    return share * surprise >= math.log(every * every / 2 / _CHANCE)


def _equal_targets(one: int, other: int, context: Across) -> int:
    """Return how many rows of two projects agree in name and target."""
    sets = [
        {
            tuple(context.fold(text) for text in (row.name, row.sign, row.value, row.unit))
            for row in context.rows_of(place)
        }
        for place in (one, other)
    ]
    return len(sets[0] & sets[1])


def _named(projects: Iterable[CorpusProject], context: Across) -> Iterator[str]:
    """Yield department, year and name of the first few projects, then how many there are."""
    projects = list(projects)
    for project in projects[:_NAMED]:
        source = context.source_of(project)
        year = f"{source.year}年" if source.year else ""
        yield f"{source.department or source.name}{year}“{project.name}”"
    if len(projects) > _NAMED:
        yield f"等{len(projects)}个项目"
