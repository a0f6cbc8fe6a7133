"""Verbs on wording: departments whose rows are mostly what everybody writes, names that only one spells that way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

from auditor.checks.across.context import Across
from auditor.records.corpus import Corpus, CorpusRow, Match

Target: TypeAlias = tuple[str, ...]
_EXAMPLES = 3
_DIGITS = frozenset("0123456789一二三四五六七八九十百千万两几")


def boilerplate_share(corpus: Corpus, context: Across, *, departments: int, share: float, rows: int) -> Iterator[Match]:
    """Yield one match for every document in which ``share`` of the rows stand, target and all, in other departments.

    A row counts where at least ``departments`` other departments have it; documents with fewer than ``rows`` rows of
    table 12 are not judged.
    """
    known = context.whole.common if context.whole else None
    keyed = [(row, target_of(row, context)) for row in corpus.rows if row.table == 12 and row.name]
    owners = _owners(keyed, context, max(1, departments) if known is None else 1)
    own: dict[int, list[tuple[CorpusRow, Target]]] = defaultdict(list)
    for row, key in keyed:
        own[row.source].append((row, key))
    for source, lines in own.items():
        common = [row for row, key in lines if (key in known if known is not None else len(owners[key]) > departments)]
        if len(lines) >= rows and len(common) >= share * len(lines):
            yield _boilerplate(source, lines, common, owners, context)


def _owners(
    keyed: Iterable[tuple[CorpusRow, Target]], context: Across, most: int
) -> Mapping[Target, Mapping[int, CorpusRow]]:
    """Return name and target → the first row of each of the first departments that have them, one more than most."""
    owners: dict[Target, dict[int, CorpusRow]] = defaultdict(dict)
    for row, key in keyed:
        first = owners[key]
        if len(first) <= most:
            first.setdefault(context.department_numbers[row.source], row)
    return owners


def _boilerplate(
    source: int,
    lines: list[tuple[CorpusRow, Target]],
    common: list[CorpusRow],
    owners: Mapping[Target, Mapping[int, CorpusRow]],
    context: Across,
) -> Match:
    """Return the match of one document with examples and the same rows elsewhere; the matter is all that it says."""
    shown = list({target_of(row, context): row for row in common}.values())[:_EXAMPLES]
    ours = context.department_numbers[source]
    others = tuple(
        next(other for number, other in owners[target_of(row, context)].items() if number != ours) for row in shown
    )
    names = "、".join(f"“{row.name}”" for row in shown)
    percent = f"{100 * len(common) / len(lines):.0f}%"
    facts = {"count": len(common), "all": len(lines), "share": percent, "names": names}
    matter = (part for key in sorted(key for _, key in lines) for part in key)
    return Match(context.corpus.sources[source], others, (*context.home(source), *matter), facts, text=names)


def target_of(row: CorpusRow, context: Across) -> Target:
    """Return name and target of a row."""
    fold = context.fold
    return fold(row.name), fold(row.sign), fold(row.value), fold(row.unit)


def lone_spelling(corpus: Corpus, context: Across, *, departments: int, length: int, share: float) -> Iterator[Match]:
    """Yield a match for every name that hardly anybody writes, one slip away from a name that many write.

    Many is at least ``departments``; hardly anybody is one department, or ``share`` of those many. Names shorter than
    ``length`` are too short to tell. A slip is a character that sounds or looks alike, one typed twice, two swapped, or
    one that a word lacks.
    Candidates come from a deletion index (SymSpell, Garbe 2012): two names that differ by one character share a form
    with one character less.
    """
    every = dict.fromkeys(context.fold(row.name) for row in corpus.rows if row.table == 12)
    known = context.whole.meant if context.whole else None
    if known is None:
        known = meanings(every, context, departments=departments, length=length, share=share)
    meant = {name: known[name] for name in every if name in known}
    wanted = set(meant.values())
    first: dict[str, CorpusRow] = {}
    for row in corpus.rows:
        if row.table == 12 and (name := context.fold(row.name)) in wanted:
            first.setdefault(name, row)
    for row in corpus.rows:
        if row.table == 12 and (name := context.fold(row.name)) in meant and meant[name] in first:
            right = meant[name]
            facts = {"right": right, "departments": context.spread[right], "count": context.spread.get(name, 1)}
            yield Match(row, (first[right],), (*context.whose(row), right), facts, "name")


def meanings(names: Iterable[str], context: Across, *, departments: int, length: int, share: float) -> dict[str, str]:
    """Return of folded names those that hardly anybody writes → the usual name that is meant."""
    index: dict[str, list[str]] = defaultdict(list)
    for name, count in context.spread.items():
        if count >= departments and len(name) >= length:
            for form in forms(name):
                index[form].append(name)
    most = max(1, share * max(context.spread.values(), default=0))
    return {
        name: right
        for name in names
        if (count := context.spread.get(name, 1)) <= most
        and len(name) >= length
        and (right := _meant(name, index, context))
        and count <= max(1, share * context.spread[right])
    }


def forms(name: str) -> set[str]:
    """Return the name and every form of it with one character less."""
    return {name, *(name[:place] + name[place + 1 :] for place in range(len(name)))}


def _meant(name: str, index: Mapping[str, list[str]], context: Across) -> str:
    """Return the most usual name that ``name`` is one slip away from, "" where there is none."""
    near = {right for form in forms(name) for right in index.get(form, ())}
    slips = [right for right in near if _is_slip(name, right, context)]
    return max(slips, key=lambda right: (context.spread[right], right), default="")


def _is_slip(name: str, right: str, context: Across) -> bool:
    """Return whether ``name`` is ``right`` with one slip of the keyboard."""
    start = next(
        (place for place, (a, b) in enumerate(zip(name, right, strict=False)) if a != b), min(len(name), len(right))
    )
    if len(name) == len(right) + 1:
        typed = name[start] if start < len(name) else name[-1]
        return start > 0 and typed == name[start - 1] and typed not in _DIGITS
    if len(name) == len(right) - 1:
        return _lacks(name, right, start, context)
    if len(name) != len(right) or start == len(name):
        return False
    wrong, meant = name[start], right[start]
    if name[start + 1 :] == right[start + 1 :]:
        return not {wrong, meant} & _DIGITS and context.alike(wrong, meant)
    swapped = name[start : start + 2] == right[start : start + 2][::-1]
    return swapped and name[start + 2 :] == right[start + 2 :]


def _lacks(name: str, right: str, at: int, context: Across) -> bool:
    """Return whether ``name`` lacks the character that ``right`` has at a place: the rest of its word is none.

    老人 lacks nothing of 老年人: both are words. What then stands side by side nobody else writes side by side.
    """
    if not 0 < at < len(name) or right[at] in _DIGITS or name[at - 1 : at + 1] in context.neighbours:
        return False
    whole, left = _words(right, context), _words(name, context)
    start, end = next((start, end) for start, end in whole if start <= at < end)
    if end - start == 2 and end == len(right) and at == start:
        return False  # 救助数 says what 救助人数 says
    # The rest of the word, after the place one character to the left.
    rest = [(place, place + 1) for place in range(start, end - 1)]
    return end - start > 1 and all(one in left for one in rest)


def _words(text: str, context: Across) -> list[tuple[int, int]]:
    """Return start and end of the words of a text."""
    found, at = [], 0
    for word in context.cut(text):
        found.append((at, at + len(word)))
        at += len(word)
    return found
