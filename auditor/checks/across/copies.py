"""Verbs on copies: indicator sets and objectives that stand in the budgets of two departments or of two years."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import TypeAlias

from auditor.checks.across.context import Across, letters
from auditor.checks.across.similar import near_pairs
from auditor.records.corpus import Corpus, CorpusProject, Match

Search: TypeAlias = Callable[[Sequence[str]], list[tuple[int, int, float]]]
# A finding names so many places; the fact "count" tells the rest.
_NAMED, _PLACES = 3, 200
# Of equal texts so many are tried against each other: thousands of departments may share a template.
_TRIED = 8
# Among a few departments a share says nothing.
_FEW = 5


def copied_objectives(corpus: Corpus, context: Across, *, length: int, likeness: float, years: bool) -> Iterator[Match]:
    """Yield one match for every objective of at least ``length`` letters that other projects have almost word by word.

    ``years`` looks for other projects of the same department in other years, else for those of other departments.
    Numbers and the department's own name do not count.
    """
    texts = {
        place: text
        for place, project in enumerate(corpus.projects)
        if len(text := _objective(project, context)) >= length
    }
    search = partial(near_pairs, floor=likeness, in_order=True)
    for group, share in _groups(texts, search, context, years):
        yield _match(group, share, context, {}, "objective")


def copied_indicators(corpus: Corpus, context: Across, *, rows: int, common: float, likeness: float) -> Iterator[Match]:
    """Yield one match for every set of at least ``rows`` indicators whose names other departments have almost all.

    Names that more than the share ``common`` of all departments use prove nothing (in a small corpus: more than five
    beside those of the copies): at least half of ``rows`` names must be rarer. Numbers do not count; the fact ``equal``
    says how many targets agree, too.
    """
    texts = {}
    for place in range(len(corpus.projects)):
        names = _names(place, context)
        if len(names) >= rows:
            texts[place] = "|" + "|".join(sorted(names)) + "|"
    search = partial(near_pairs, floor=likeness)
    for group, share in _groups(texts, search, context, years=False):
        if 2 * _telling_names(group, context, common) >= rows:
            equal = _equal_targets(group[0], group[1], context)
            yield _match(group, share, context, {"rows": len(context.rows_of(group[0])), "equal": equal}, "")


def _match(group: Sequence[int], share: float, context: Across, more: Mapping[str, object], column: str) -> Match:
    """Return the match of a group of projects with what its wording needs: who else, how many, how alike."""
    first, *others = (context.corpus.projects[place] for place in group)
    named = "、".join(_named(others, context))
    facts = {"others": named, "count": len(others), "likeness": f"{100 * share:.0f}%", **more}
    return Match(first, tuple(others[:_PLACES]), facts, column)


def _objective(project: CorpusProject, context: Across) -> str:
    """Return the letters of an objective without the name of its department, which a copyist changes."""
    department = context.departments[project.source]
    return letters(context.fold(project.objective).replace(department, ""))


def _names(project: int, context: Across) -> set[str]:
    """Return the letters of the indicator names of a project."""
    return {key for row in context.rows_of(project) if (key := letters(context.fold(row.name)))}


def _groups(
    texts: Mapping[int, str], search: Search, context: Across, years: bool
) -> Iterator[tuple[list[int], float]]:
    """Yield (projects, least likeness) of copies: the oldest project of a text, then those with it or one like it.

    Every text is put to the first that it is like, so each pair named is one that was compared.
    """
    same: dict[str, list[int]] = defaultdict(list)
    for place, text in sorted(
        texts.items(), key=lambda item: (context.year_of(context.corpus.projects[item[0]]), item)
    ):
        same[text].append(place)
    members = list(same.values())
    stars: dict[int, list[tuple[int, float]]] = defaultdict(list)
    taken: set[int] = set()
    for one, other, share in search(list(same)):
        if other not in taken and _any_copy(members[one], members[other], context, years):
            stars[one].append((other, share))
            taken.add(other)
    for place, (first, *equal) in enumerate(members):
        others = [*equal, *(item for other, _ in stars[place] for item in members[other])]
        group = [first, *(other for other in others if _is_copy(first, other, context, years))]
        if len(group) > 1:
            yield group, min((share for _, share in stars[place]), default=1.0)


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
    return not same_department and not (first.code and first.code == second.code)


def _telling_names(group: Sequence[int], context: Across, common: float) -> int:
    """Return how many names of the first project few departments have."""
    copies = {context.departments[context.corpus.projects[place].source] for place in group}
    most = max(_FEW, common * len(set(context.departments))) + len(copies)
    names = {context.fold(row.name) for row in context.rows_of(group[0])}
    return sum(context.spread[name] <= most for name in names)


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
