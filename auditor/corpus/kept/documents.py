"""What of each document takes part in which comparison: worked out once, when the document is new or another."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from auditor.checks.across.context import ON_EVALUATIONS, Across, planned
from auditor.checks.across.cuts import Share, by_likeness, by_meaning, cut_of, held_of, kind_of, texts_of
from auditor.checks.across.habits import forms, target_of
from auditor.checks.across.similar import Bar, Pieces, key_of, text_key
from auditor.corpus.kept.alike import Kind
from auditor.corpus.kept.base import Kept
from auditor.corpus.load import Loaded, load
from auditor.corpus.store import Store
from auditor.engine.corpus import language
from auditor.records.corpus import CorpusRow
from auditor.records.rule import Rule
from auditor.rulebook import Rulebook

if TYPE_CHECKING:
    import numpy

    Array = numpy.ndarray[Any, Any]

Line: TypeAlias = tuple[Any, ...]
# Documents worked in together: what they take is bounded however many there are.
_AT_ONCE = 1000
_COLUMNS: Mapping[str, Sequence[str]] = {
    "shares": ("cut", "key", "document", "project", "line"),
    "rows": ("document", "project", "line", "position", "name", "target"),
    "prices": ("document", "line", "thing", "price"),
    "holders": ("kind", "text", "document", "project"),
    "names": ("name", "text"),
    "forms": ("form", "name"),
}


def cut_name(rule: Rule) -> str:
    """Return under which name the shares of a rule are kept, "" where its groups are made anew in each run."""
    cut = cut_of(rule.check)
    return "" if cut in (by_likeness, by_meaning) else f"{cut.__name__}{'+' * (rule.check in ON_EVALUATIONS)}"


def kind_name(rule: Rule) -> str:
    """Return the name of the kind of texts that a rule compares."""
    return f"{kind_of(rule.params)}_{rule.params.get('length') or rule.params['rows']}"


def compares_texts(rule: Rule) -> bool:
    """Return whether a rule compares texts for their likeness."""
    return "likeness" in rule.params


def bar_of(rule: Rule) -> Bar:
    """Return what makes two texts a copy for a rule."""
    return Bar(rule.params["likeness"], held_of(rule.params))


class Documents:
    """Works the documents of a store into what is kept of them."""

    def __init__(self, kept: Kept, store: Store, book: Rulebook) -> None:
        """Keep the parts; ``book`` holds the rules across documents only."""
        self._kept, self._store, self._book = kept, store, book
        bars: dict[str, list[Bar]] = defaultdict(list)
        for rule in filter(compares_texts, book.rules):
            bars[kind_name(rule)] += [bar_of(rule)] if cut_of(rule.check) is by_likeness else []
        self.kinds = {name: Kind(kept, name, some) for name, some in bars.items()}

    def work_in(self) -> None:
        """Forget the documents that are not ``present`` as they were known, work in those that are new or others."""
        self._forget()
        told: dict[str, dict[int, Pieces]] = defaultdict(dict)
        new = self._kept.ask(
            "SELECT document_id FROM present ANTI JOIN kept.documents USING (document_id) ORDER BY place"
        )["document_id"]
        for first in range(0, len(new), _AT_ONCE):
            self._kept.tell("our_new", document_id=new[first : first + _AT_ONCE])
            part = load(self._store, "(SELECT document_id, NULL::VARCHAR AS project, -1 AS line FROM our_new)")
            self._add(part, told)
        for name, kind in self.kinds.items():
            kind.work_in(told[name])

    def _forget(self) -> None:
        """Forget documents that are gone or others now."""
        ask = self._kept.ask
        gone = "SELECT document FROM kept.documents ANTI JOIN present USING (document_id, mark)"
        self._kept.tell("our_gone", document=ask(gone)["document"])
        if not int(ask("SELECT count(*) AS n FROM our_gone")["n"][0]):
            return
        for name in ("documents", "shares", "rows", "prices", "holders"):
            ask(f"DELETE FROM kept.{name} WHERE document IN (SELECT document FROM our_gone)")
        for name in ("names", "forms"):
            ask(f"DELETE FROM kept.{name} WHERE name NOT IN (SELECT name FROM kept.rows)")

    def _add(self, part: Loaded, told: dict[str, dict[int, Pieces]]) -> None:
        """Work in some documents; put their texts by kind into ``told``."""
        every = Across(part.corpus, language(self._book))
        plans = Across(planned(part.corpus), language(self._book))
        numbers = [key_of(document) for document in part.documents]
        departments = [key_of(one) for one in every.departments]
        self._kept.tell(
            "our_lines", document_id=_array(part.documents), document=_array(numbers), own=_array(departments)
        )
        self._kept.ask(
            "INSERT INTO kept.documents SELECT document, document_id, mark, own, coalesce(year, 0)"
            " FROM our_lines JOIN present USING (document_id)"
        )
        prices: list[Line] = []
        self._put("shares", self._shares(every, plans, numbers, prices))
        self._put("prices", prices)
        self._put("rows", _named(plans, numbers))
        self._put_names(plans)
        for name, rule in {kind_name(rule): rule for rule in filter(compares_texts, self._book.rules)}.items():
            holders = []
            for place, text in texts_of(plans, rule.params).items():
                project, key = plans.corpus.projects[place], text_key(text)
                told[name][key] = text
                holders.append((name, key, numbers[project.source], project.key))
            self._put("holders", holders)

    def _shares(self, every: Across, plans: Across, numbers: Sequence[int], prices: list[Line]) -> Iterator[Line]:
        """Yield what of the documents is compared under which key; put the prices met on the way into a list."""
        cuts = {name: rule for rule in self._book.rules if (name := cut_name(rule))}
        for name, rule in cuts.items():
            part = every if rule.check in ON_EVALUATIONS else plans
            sizes = _sizes(part)
            for share in cut_of(rule.check)(part, rule.params):
                head = (name, key_of(share.key), numbers[share.source])
                for project, line in _scope(share, part, sizes):
                    yield (*head, project, line)
                if share.price is not None:
                    (row,) = share.rows
                    prices.append((numbers[share.source], part.corpus.rows[row].order, share.key, share.price))

    def _put_names(self, plans: Across) -> None:
        """Work in the names that are not known, with their forms with one character less."""
        names = {key_of(name): name for row in plans.corpus.rows if row.table == 12 for name in [plans.fold(row.name)]}
        self._put("names", names.items(), "WHERE name NOT IN (SELECT name FROM kept.names)")
        every = ((key_of(form), name) for name, text in names.items() for form in forms(text))
        self._put("forms", every, "WHERE name NOT IN (SELECT name FROM kept.forms)")

    def _put(self, name: str, lines: Iterable[Line], condition: str = "") -> None:
        """Insert lines into a table, where a condition is given those that meet it."""
        columns = list(zip(*lines, strict=True))
        if columns:
            names = _COLUMNS[name]
            self._kept.tell("our_lines", **{one: _array(some) for one, some in zip(names, columns, strict=True)})
            self._kept.ask(f"INSERT INTO kept.{name} ({', '.join(names)}) SELECT * FROM our_lines {condition}")


def _scope(share: Share, part: Across, sizes: Sequence[tuple[int, int]]) -> Iterable[tuple[str | None, int]]:
    """Return what a share holds as projects and lines of its document: the whole, whole projects, single lines."""
    if (len(share.projects), len(share.rows)) == sizes[share.source]:
        return [(None, -1)]
    found: dict[tuple[str | None, int], None] = {(part.corpus.projects[at].key, -1): None for at in share.projects}
    homes: dict[int, list[CorpusRow]] = defaultdict(list)
    for at in share.rows:
        homes[part.corpus.rows[at].project].append(part.corpus.rows[at])
    for project, rows in homes.items():
        key = part.corpus.projects[project].key if project >= 0 else ""
        whole = project >= 0 and len(rows) == len(part.rows_of(project))
        found |= {(key, -1): None} if whole else {(key, row.order): None for row in rows}
    return found


def _sizes(part: Across) -> list[tuple[int, int]]:
    """Return of each document how many projects and rows it has."""
    projects = Counter(project.source for project in part.corpus.projects)
    rows = Counter(row.source for row in part.corpus.rows)
    return [(projects[source], rows[source]) for source in range(len(part.corpus.sources))]


def _named(part: Across, numbers: Sequence[int]) -> Iterator[Line]:
    """Yield the rows of table 12 with what stands for their names and targets, 0 where there is no name."""
    for position, row in enumerate(part.corpus.rows):
        if row.table == 12:
            project = part.corpus.projects[row.project].key if row.project >= 0 else ""
            target = target_key(target_of(row, part)) if row.name else 0
            yield numbers[row.source], project, row.order, position, key_of(part.fold(row.name)), target


def target_key(target: Sequence[str]) -> int:
    """Return what stands for a name with its target."""
    return key_of("\x1f".join(target))


def _array(values: Sequence[Any]) -> Array:
    """Return a column of texts (or nothing), or of numbers."""
    import numpy

    kinds = {int: numpy.int64, float: numpy.float64}
    return numpy.asarray(values, dtype=kinds.get(type(values[0]), object))
