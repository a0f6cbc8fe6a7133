"""What is kept of a comparison: whatever came, went or changed since, the findings are those of one from scratch."""

from __future__ import annotations

import copy
import random
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from auditor import api
from auditor.checks.across.context import as_indicator
from auditor.corpus import flat, schema
from auditor.corpus.compare import compare
from auditor.corpus.kept import documents
from auditor.corpus.load import load, look
from auditor.corpus.results import Results
from auditor.corpus.store import Store, opened
from auditor.engine.corpus import audit_corpus
from auditor.records.budget import Budget, Money, Project
from auditor.records.document import Cell
from auditor.records.report import DocumentReport
from bench.province.model import Province
from bench.province.write import corpus_of

BOOK = api.load_rules()
ACROSS = [rule for rule in BOOK.rules if rule.subject == "corpus"]
COLUMNS = list(schema.TABLES["indicators"])[1:]
Payload = dict[str, Any]


def payloads(province: Province) -> list[Payload]:
    """Return what an audit leaves of each document of a province."""
    corpus, _ = corpus_of(province)
    found = []
    for number, source in enumerate(corpus.sources):
        projects = [
            Project(one.key, one.code, Cell(one.name), objective=Cell(one.objective), total=money(one.total_wan))
            for one in corpus.projects
            if one.source == number
        ]
        rows = [as_indicator(row, corpus.projects[row.project].key) for row in corpus.rows if row.source == number]
        budget = Budget(
            "a.tsv", f"{number:064}", source.department, source.year, projects=tuple(projects), indicators=tuple(rows)
        )
        found.append(flat.payload(DocumentReport("a.tsv", budget.sha256, "ok", budget=budget), 0.0))
    return found


def money(wan: Decimal | None) -> Money:
    """Return an amount as a table has it."""
    return Money(Cell(""), wan)


def evaluated(payload: Payload, chance: random.Random) -> Payload:
    """Return the evaluation of a document: some targets are others, and a row is left out."""
    made = copy.deepcopy(payload)
    for row in made["indicators"]:
        row[COLUMNS.index("evaluated")] = True
        value = COLUMNS.index("value")
        if row[value].isdigit() and chance.random() < 0.1:
            row[value] = str(int(row[value]) + 7)
    made["indicators"].pop(3)
    return made


class Folder:
    """The documents of a batch that change, and the store that follows them."""

    def __init__(self, home: Path, store: Store) -> None:
        self.home, self.store, self.made = home, store, 0
        self.documents: dict[str, Payload] = {}

    def put(self, label: str, payload: Payload) -> None:
        """Put a document, of a content of its own, under a label."""
        self.made += 1
        payload = copy.deepcopy(payload)
        payload["document"]["sha256"] = f"{self.made:064x}"
        self.documents[label] = payload

    def changes(self, chance: random.Random, more: list[Payload]) -> None:
        """Let some documents come, go, change, move, and be there twice."""
        labels = list(self.documents)
        for label in chance.sample(labels, 2):
            del self.documents[label]
        one, other, third, fourth = chance.sample(list(self.documents), 4)
        self.documents[f"0-{self.made}-{one}"] = self.documents.pop(one)
        self.documents[f"{chance.choice('0z')}-again-{other}"] = self.documents[other]
        self.put(third, self.documents[fourth] | {"document": self.documents[third]["document"]})
        for payload in chance.sample(more, 6):
            self.put(f"{chance.choice('0az')}-{self.made}.tsv", payload)
        last = self.documents[one] if one in self.documents else self.documents[other]
        year = {"year": last["document"]["year"] + 1}
        self.put(f"next-{self.made}.tsv", last | {"document": last["document"] | year})

    def ingest(self) -> None:
        """Make the documents of the store those of now."""
        results = Results(self.home)
        self.store.ingest(
            "in",
            [
                (label, path.name.partition(".json")[0], path)
                for label, payload in self.documents.items()
                for path in [results.write(payload["document"]["sha256"][-32:], payload)]
            ],
        )

    def findings(self) -> list[tuple[Any, ...]]:
        """Return the findings across documents that are in the store."""
        return self.store.query("SELECT * FROM findings WHERE across ORDER BY ALL")

    def by_the_engine(self) -> list[tuple[Any, ...]]:
        """Return what the engine finds in the whole store."""
        look(self.store)
        findings, problems = audit_corpus(load(self.store).corpus, BOOK)
        assert problems == ()
        self.store.replace_across(findings)
        return self.findings()


@pytest.fixture
def folder(tmp_path: Path) -> Any:
    """Return a folder of two years, with evaluations of the later one."""
    chance = random.Random(5)
    every = payloads(Province(30, 2, projects=2, seed=3))
    with opened(tmp_path / "s.duckdb") as store:
        made = Folder(tmp_path, store)
        for number, payload in enumerate(every):
            made.put(f"m-{number:03}.tsv", payload)
        for number, payload in enumerate(every[30:40]):
            made.put(f"m-{number:03}-e.tsv", evaluated(payload, chance))
        yield made


def test_a_store_that_changes_is_compared_as_one_from_scratch(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "_AT_ONCE", 7)
    chance, more, seen = random.Random(3), payloads(Province(30, 2, projects=2, seed=13)), Counter[str]()
    for _ in range(5):
        folder.ingest()
        assert compare(folder.store, BOOK, folder.home / "k.duckdb") == ()
        found = folder.findings()
        assert found == folder.by_the_engine()
        seen.update(rule for rule, *_ in folder.store.query("SELECT rule FROM findings"))
        folder.changes(chance, more)
    assert set(seen) >= {rule.name for rule in ACROSS} - {"duplicate.objective-of-another-year"}


def test_only_what_is_touched_is_judged_again(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    from auditor.corpus import compare as module

    judged, loaded = module.judged, []
    monkeypatch.setattr(module, "judged", lambda *given: loaded.append(len(given[0].rows)) or judged(*given))
    *every, last = payloads(Province(61, projects=2, seed=3))
    folder.documents.clear()
    for number, payload in enumerate(every):
        folder.put(f"{number}.tsv", payload)
    for _ in range(2):
        folder.ingest()
        compare(folder.store, BOOK, folder.home / "k.duckdb")
    folder.put("z.tsv", last)
    folder.ingest()
    compare(folder.store, BOOK, folder.home / "k.duckdb")
    first, again, more = loaded
    assert again == 0
    assert 0 < 3 * more < first


def test_a_price_is_read_once_and_a_slip_is_found_once_a_run(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    from auditor.checks.across import cuts, habits, prices

    read: list[str] = []
    monkeypatch.setattr(cuts, "price_of", lambda row, part: read.append(row.value) or prices.price_of(row, part))
    folder.ingest()
    compare(folder.store, BOOK, folder.home / "k.duckdb")
    assert read
    read.clear()
    one, other = list(folder.documents.values())[:2]
    folder.put("z.tsv", one | {"document": other["document"]})
    folder.ingest()
    for module, name in ((prices, "price_of"), (habits, "meanings")):
        monkeypatch.setattr(module, name, lambda *_, **__: 1 / 0)
    monkeypatch.setattr(cuts, "price_of", lambda row, part: read.append(row.value))
    assert compare(folder.store, BOOK, folder.home / "k.duckdb") == ()
    assert 0 < len(read) <= len(folder.documents["z.tsv"]["indicators"])


def test_other_rules_begin_anew_and_a_rule_that_breaks_is_judged_again(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = "cost.far-from-others"
    folder.ingest()
    path = folder.home / "k.duckdb"
    strict = replace(
        BOOK,
        rules=tuple(
            replace(rule, params=rule.params | {"times": 1.01, "score": 0.5}) if rule.name == name else rule
            for rule in BOOK.rules
        ),
    )
    compare(folder.store, BOOK, path)
    plain = folder.findings()
    compare(folder.store, strict, path)
    assert len(folder.findings()) > len(plain)
    from auditor.checks.across import prices

    with monkeypatch.context() as broken:
        broken.setattr(prices, "median", lambda _: 1 / 0)
        (problem,) = compare(folder.store, BOOK, path)
        assert name in problem.message
    compare(folder.store, BOOK, path)
    assert folder.findings() == plain


def test_what_is_damaged_or_cannot_be_kept_is_compared_all_the_same(folder: Folder) -> None:
    import duckdb

    folder.ingest()
    compare(folder.store, BOOK)
    plain = folder.findings()
    damaged = folder.home / "damaged.duckdb"
    damaged.write_bytes(b"no database at all" * 1000)
    for path in (damaged, folder.home / "no folder" / "k.duckdb"):
        folder.store.replace_across(())
        compare(folder.store, BOOK, path)
        assert folder.findings() == plain
    folder.store.connection.execute("DETACH kept")
    path = folder.home / "k.duckdb"
    compare(folder.store, BOOK, path)
    folder.store.connection.execute("DETACH kept")
    with duckdb.connect(str(path)) as other:
        other.execute("DROP TABLE shares")
        other.execute("CREATE TABLE shares (nothing INTEGER)")
    compare(folder.store, BOOK, path)
    assert folder.findings() == plain
