"""What the findings of a rule depend on beside the documents of their group: facts and evidence, told in SQL."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from auditor.checks.across.context import Across, Whole
from auditor.checks.across.copies import NAMES
from auditor.checks.across.cuts import groups_of, kind_of
from auditor.checks.across.habits import meanings
from auditor.checks.across.rarity import coarse
from auditor.checks.across.similar import key_of
from auditor.corpus.kept.alike import Kind
from auditor.corpus.kept.base import Kept
from auditor.corpus.kept.documents import bar_of, cut_name, kind_name
from auditor.engine.corpus import language
from auditor.records.corpus import Corpus
from auditor.records.rule import Rule
from auditor.rulebook import Rulebook

if TYPE_CHECKING:
    import numpy

    Array = numpy.ndarray[Any, Any]

# ``shared`` holds what has a share in a group, as kept.shares does, ``facts`` what else its findings depend on, and
# ``evidence`` the lines of other documents that findings of a rule may name.
_TABLES = {
    "shared": "rule VARCHAR, key BIGINT, document BIGINT, project VARCHAR, line INTEGER",
    "facts": "rule VARCHAR, key BIGINT, fact UBIGINT",
    "evidence": "rule VARCHAR, document BIGINT, project VARCHAR, line INTEGER",
}
_SPREAD = (
    "CREATE OR REPLACE TEMP TABLE spread AS SELECT name, count(*) AS departments FROM"
    " (SELECT DISTINCT r.name, d.department FROM kept.rows r JOIN kept.documents d USING (document)) GROUP BY name"
)
_DEPARTMENTS = "SELECT count(DISTINCT department) AS n FROM kept.documents"
# The first line of each department that has something, as a number: its document's place, then its own.
_FIRST = (
    "SELECT r.{what} AS what, d.department, min((n.place << 32) + r.position) AS first FROM kept.rows r"
    " JOIN kept.documents d USING (document) JOIN present n USING (document_id)"
    " WHERE r.{what} IN (SELECT {what} FROM {among}) GROUP BY ALL"
)


class Bearings:
    """Fills the tables ``shared``, ``facts`` and ``evidence`` of this connection; ``meant``: slips by rule."""

    def __init__(self, kept: Kept, book: Rulebook, kinds: Mapping[str, Kind]) -> None:
        """Make the tables; ``book`` holds the rules across documents only, ``kinds`` are their texts by name."""
        self.kept, self.kinds, self._book = kept, kinds, book
        self.meant: dict[str, Mapping[str, str]] = {}
        for name, columns in _TABLES.items():
            kept.ask(f"CREATE OR REPLACE TEMP TABLE {name} ({columns})")
        kept.ask(_SPREAD)

    @cached_property
    def base(self) -> Whole:
        """Return how many departments there are, and in how many of them each name stands."""
        usual = self.kept.ask("SELECT text, departments FROM spread JOIN kept.names USING (name) WHERE departments > 1")
        spread = dict(zip(usual["text"].tolist(), usual["departments"].tolist(), strict=True))
        return Whole(int(self.kept.ask(_DEPARTMENTS)["n"][0]), spread)

    def fill(self, rule: Rule) -> None:
        """Tell what has a share in the groups of a rule, and what else bears on them."""
        if name := cut_name(rule):
            shares = "SELECT ?, key, document, project, line FROM kept.shares WHERE cut = ?"
            self.kept.ask(f"INSERT INTO shared {shares}", [rule.name, name])
        if bearing := _BEARINGS.get(rule.check):
            bearing(self, rule)

    def _commonplaces(self, rule: Rule) -> None:
        """Tell of each document which of its targets are common, and which two have each first."""
        ask = self.kept.ask
        ask(
            "CREATE OR REPLACE TEMP TABLE common AS SELECT target FROM (SELECT DISTINCT r.target, d.department"
            " FROM kept.rows r JOIN kept.documents d USING (document) WHERE r.target <> 0)"
            " GROUP BY target HAVING count(*) > ?",
            [rule.params["departments"]],
        )
        self._see(rule, "target", "common", 2)
        ask(
            "INSERT INTO facts SELECT ?, s.key, hash(r.target, r.line, v.fact) FROM kept.rows r"
            " JOIN (SELECT what, bit_xor(hash(hash(mark, line))) AS fact FROM seen GROUP BY what) v"
            " ON r.target = v.what"
            " JOIN kept.shares s ON s.document = r.document AND s.cut = ?",
            [rule.name, cut_name(rule)],
        )

    def _spellings(self, rule: Rule) -> None:
        """Make a group of each name that is meant: how usual it and those that mean it are, where it stands first."""
        ask, params = self.kept.ask, rule.params
        most = max(1, params["share"] * max(self.base.spread.values(), default=0))
        near = ask(
            "WITH usual AS (SELECT form, name FROM spread JOIN kept.names USING (name) JOIN kept.forms USING (name)"
            " WHERE departments >= ? AND length(text) >= ?) SELECT DISTINCT n.text FROM spread s"
            " JOIN kept.forms f USING (name) JOIN usual u USING (form) JOIN kept.names n ON n.name = s.name"
            " WHERE s.departments <= ? AND u.name <> s.name",
            [params["departments"], params["length"], most],
        )["text"]
        part = Across(Corpus(), language(self._book), self.base)
        found = self.meant[rule.name] = meanings(sorted(near.tolist()), part, **params)
        usual = [(part.spread.get(name, 1), part.spread[right]) for name, right in found.items()]
        self.kept.tell(
            "our_meant",
            name=_numbers(map(key_of, found)),
            right=_numbers(map(key_of, found.values())),
            few=_numbers(one for one, _ in usual),
            many=_numbers(one for _, one in usual),
        )
        ask(
            "INSERT INTO shared SELECT ?, m.right, r.document, r.project, r.line FROM kept.rows r"
            " JOIN our_meant m USING (name)",
            [rule.name],
        )
        self._see(rule, "name", "(SELECT our_meant.right AS name FROM our_meant)", 1)
        ask("INSERT INTO facts SELECT ?, m.right, hash(name, few, many) FROM our_meant m", [rule.name])
        ask("INSERT INTO facts SELECT ?, what, hash(mark, line) FROM seen", [rule.name])

    def _copies(self, rule: Rule) -> None:
        """Make groups of alike texts and of one text in several projects; of names tell how usual each is, too."""
        ask, kind = self.kept.ask, self.kinds[kind_name(rule)]
        near = kind.near(bar_of(rule))
        repeated = ask("SELECT text FROM kept.holders WHERE kind = ? GROUP BY text HAVING count(*) > 1", [kind.name])
        pairs = zip(near["one"].tolist(), near["other"].tolist(), strict=True)
        groups = groups_of(pairs, repeated["text"].tolist())
        self.kept.tell("our_near", **near)
        self.kept.tell("our_groups", text=_numbers(groups), key=_numbers(groups.values()))
        ask(
            "INSERT INTO shared SELECT ?, g.key, h.document, h.project, -1 FROM kept.holders h"
            " JOIN our_groups g USING (text) WHERE h.kind = ?",
            [rule.name, kind.name],
        )
        ask(
            "INSERT INTO facts SELECT ?, g.key, hash(n.one, n.other, n.share) FROM our_near n"
            " JOIN our_groups g ON n.one = g.text",
            [rule.name],
        )
        if kind_of(rule.params) != NAMES:
            return
        usual = {key_of(name): coarse(count) for name, count in self.base.spread.items()}
        self.kept.tell("our_usual", name=_numbers(usual), often=_numbers(usual.values()))
        ask(
            "INSERT INTO facts SELECT ?, key, hash(name, often) FROM (SELECT DISTINCT s.key, u.name, u.often"
            " FROM shared s JOIN kept.rows r ON r.document = s.document AND r.project = s.project"
            " JOIN our_usual u ON u.name = r.name"
            " WHERE s.rule = ?)",
            [rule.name, rule.name],
        )
        every = coarse(self.base.departments)
        ask(
            "INSERT INTO facts SELECT ?, key, hash(?::BIGINT) FROM (SELECT DISTINCT key FROM our_groups)",
            [rule.name, every],
        )

    def _years(self, rule: Rule) -> None:
        """Tell of each department of several years when the rarity of its texts was last another one."""
        kind = self.kinds[kind_name(rule)]
        self.kept.ask(
            "INSERT INTO facts SELECT ?, s.key, hash(h.text, t.weighed, h.document, h.project) FROM kept.shares s"
            f" JOIN kept.holders h USING (document) JOIN {kind.texts} t USING (text)"
            " JOIN kept.documents d USING (document)"
            " WHERE s.cut = ? AND h.kind = ? AND d.department IN"
            " (SELECT department FROM kept.documents GROUP BY department HAVING count(DISTINCT year) > 1)",
            [rule.name, cut_name(rule), kind.name],
        )

    def _see(self, rule: Rule, what: str, among: str, most: int) -> None:
        """Make the table ``seen``: of what is among something the first line in each of the first departments."""
        self.kept.ask(
            "CREATE OR REPLACE TEMP TABLE seen AS SELECT f.what, r.document, r.project, r.line, n.mark FROM"
            f" (SELECT what, unnest(min(first, {most})) AS first FROM ({_FIRST.format(what=what, among=among)})"
            " GROUP BY what) f JOIN present n ON n.place = f.first >> 32 JOIN kept.documents d USING (document_id)"
            " JOIN kept.rows r ON r.document = d.document AND r.position = f.first & 4294967295"
        )
        self.kept.ask("INSERT INTO evidence SELECT DISTINCT ?, document, project, line FROM seen", [rule.name])


def _numbers(values: Iterable[int]) -> Array:
    """Return a column of whole numbers."""
    import numpy

    return numpy.fromiter(values, dtype=numpy.int64)


# What the groups of a rule depend on beside their shares.
_BEARINGS: Mapping[str, Callable[[Bearings, Rule], None]] = {
    "across.boilerplate_share": Bearings._commonplaces,
    "across.lone_spelling": Bearings._spellings,
    "across.copied_objectives": Bearings._copies,
    "across.copied_indicators": Bearings._copies,
    "across.reused_objectives": Bearings._years,
}
