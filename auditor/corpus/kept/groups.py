"""What is compared together, rule by rule, and which groups are not what they were when they were last judged.

A group is what has one key for a rule (``checks.across.cuts``). Its mark stands for all that its findings depend on:
the documents that have a share in it, and what the rule asks of the whole (``bearings``): how usual a name is, which
texts are alike, which lines of others serve as evidence.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from auditor.checks.across.context import Across, Whole
from auditor.checks.across.cuts import by_likeness, cut_of, kind_of
from auditor.checks.across.habits import target_of
from auditor.corpus.kept.alike import Kind
from auditor.corpus.kept.base import Kept
from auditor.corpus.kept.bearings import Bearings
from auditor.corpus.kept.documents import bar_of, compares_texts, kind_name
from auditor.corpus.load import Loaded
from auditor.engine.corpus import language
from auditor.records.rule import Rule
from auditor.rulebook import Rulebook

# The hash of several columns lets equal last ones of two lines cancel out: it is hashed once more.
_FRESH = (
    "CREATE OR REPLACE TEMP TABLE fresh AS SELECT rule, key, bit_xor(hash(fact)) AS mark FROM ("
    "SELECT s.rule, s.key, hash(d.mark, s.project, s.line) AS fact FROM shared s JOIN kept.documents d USING (document)"
    " UNION ALL SELECT rule, key, fact FROM facts) GROUP BY rule, key"
)
_TOUCHED = (
    "CREATE OR REPLACE TEMP TABLE touched AS SELECT rule, key FROM fresh ANTI JOIN kept.groups USING (rule, key, mark)"
)
_WANTED = (
    "CREATE OR REPLACE TEMP TABLE wanted AS SELECT DISTINCT d.document_id, w.project, w.line FROM ("
    "SELECT document, project, line FROM shared SEMI JOIN touched USING (rule, key)"
    " UNION ALL SELECT document, project, line FROM evidence WHERE rule IN (SELECT rule FROM touched)"
    ") w JOIN kept.documents d USING (document)"
)


class Groups:
    """The groups of all rules over the documents that are kept."""

    def __init__(self, kept: Kept, book: Rulebook, kinds: Mapping[str, Kind]) -> None:
        """Keep the parts; ``book`` holds the rules across documents only."""
        self._kept, self._book, self._bearings = kept, book, Bearings(kept, book, kinds)

    def look(self) -> None:
        """Make the tables of this connection: ``touched`` groups, all their shares, and what is ``wanted`` of them."""
        for rule in self._book.rules:
            self._bearings.fill(rule)
        for statement in (_FRESH, _TOUCHED, _WANTED):
            self._kept.ask(statement)

    def whole(self, rule: Rule, loaded: Loaded) -> Whole:
        """Return what a corpus that has all that is ``wanted`` cannot tell a rule of the whole."""
        base = self._bearings.base
        if rule.check == "across.boilerplate_share":
            return replace(base, common=self._common(rule, loaded))
        if rule.check == "across.far_price":
            return replace(base, prices=self._prices(loaded))
        if rule.check == "across.lone_spelling":
            return replace(base, meant=self._bearings.meant[rule.name])
        if not compares_texts(rule):
            return base
        kind, name = self._bearings.kinds[kind_name(rule)], kind_of(rule.params)
        if cut_of(rule.check) is by_likeness:
            near = kind.near(bar_of(rule))
            pairs = zip(near["one"].tolist(), near["other"].tolist(), strict=True)
            return replace(base, near={name: dict(zip(pairs, near["share"].tolist(), strict=True))})
        texts = self._kept.ask(
            "SELECT DISTINCT text FROM kept.holders WHERE kind = ? AND document IN"
            " (SELECT document FROM shared SEMI JOIN touched USING (rule, key) WHERE rule = ?)",
            [kind.name, rule.name],
        )
        return replace(base, rarity={name: kind.rarity(texts["text"])})

    def keys(self) -> dict[str, dict[tuple[str, str | None, int], int]]:
        """Return rule → document_id, project and line of a share → the key of its group, of those ``touched``."""
        found: dict[str, dict[tuple[str, str | None, int], int]] = defaultdict(dict)
        lines = self._kept.connection.execute(
            "SELECT s.rule, d.document_id, s.project, s.line, s.key FROM shared s SEMI JOIN touched USING (rule, key)"
            " JOIN kept.documents d USING (document)"
        )
        for rule, document, project, line, key in lines.fetchall():
            found[rule][document, project, line] = key
        return found

    def _prices(self, loaded: Loaded) -> dict[tuple[int, int], tuple[str, float]]:
        """Return what lines plan to pay: source and line → thing and price."""
        numbers = {document: number for number, document in enumerate(loaded.documents)}
        lines = self._kept.connection.execute(
            "SELECT d.document_id, p.line, p.thing, p.price FROM kept.prices p JOIN kept.documents d USING (document)"
            " WHERE d.document_id IN (SELECT document_id FROM wanted)"
        )
        return {(numbers[document], line): (thing, price) for document, line, thing, price in lines.fetchall()}

    def _common(self, rule: Rule, loaded: Loaded) -> frozenset[tuple[str, ...]]:
        """Return the targets of the lines that serve as evidence: of each that is common two are there."""
        shown = set(
            self._kept.connection.execute(
                "SELECT d.document_id, e.line FROM evidence e JOIN kept.documents d USING (document) WHERE e.rule = ?",
                [rule.name],
            ).fetchall()
        )
        part = Across(loaded.corpus, language(self._book))
        rows = (row for row in loaded.corpus.rows if (loaded.documents[row.source], row.order) in shown)
        return frozenset(target_of(row, part) for row in rows)
