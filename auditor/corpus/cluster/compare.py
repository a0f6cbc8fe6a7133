"""The corpus rules on a cluster: documents are cut by the keys of each check, and parts are judged where they meet.

The judgement is that of a local run, ``audit_corpus``, on the parts; ``checks.across.cuts`` says why parts suffice.
What parts cannot tell of the whole is counted by Spark first (``whole``). Shuffles and joins spill to disk.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from auditor.checks.across.context import ON_EVALUATIONS, Across, Whole
from auditor.checks.across.cuts import Ordered, Share, cut_of, joined, piece
from auditor.corpus.cluster.tables import read_documents
from auditor.corpus.cluster.whole import Counted, opened
from auditor.engine.corpus import audit_corpus, in_order, language
from auditor.records.document import Problem
from auditor.records.finding import Finding
from auditor.rulebook import Rulebook

if TYPE_CHECKING:
    import pandas
    from pyspark.sql import SparkSession

_PIECES = "key string, place string, piece binary"
_FOUND = "found binary"
# Documents of one part: what a worker holds at a time.
_DOCUMENTS = 500


def compare(session: SparkSession, home: Path, book: Rulebook) -> tuple[tuple[Finding, ...], tuple[Problem, ...]]:
    """Return the findings and problems of the corpus rules on the tables below ``home``, as a local run has them."""
    from pyspark import StorageLevel

    total = session.read.parquet((home / "tables" / "documents").as_uri()).count()
    parts = max(session.sparkContext.defaultParallelism, -(-total // _DOCUMENTS))
    # the default of 200 parts would cost more to start than to run
    session.conf.set("spark.sql.shuffle.partitions", str(parts))
    documents = read_documents(session, home).persist(StorageLevel.DISK_ONLY)
    counted = Counted(session, documents, book)
    findings: dict[Finding, None] = {}
    problems: list[Problem] = []
    for rule in book.rules:
        if rule.subject == "corpus":
            whole, guests = counted.whole(rule)
            step = session.sparkContext.broadcast(pickle.dumps((replace(book, rules=(rule,)), whole, guests)))
            pieces = documents.mapInPandas(_Cut(step), _PIECES).repartition(parts, "key")
            for row in pieces.mapInPandas(_Judge(step), _FOUND).toLocalIterator():
                found, trouble = pickle.loads(bytes(row.found))
                findings |= dict.fromkeys(found)
                problems += [one for one in trouble if one not in problems]
            step.unpersist()
    documents.unpersist()
    return in_order(findings), tuple(problems)


class _Cut:
    """Cuts documents into pieces under the keys of a check; pickles by name."""

    def __init__(self, step: Any) -> None:
        self._step = step

    def __call__(self, frames: Iterable[pandas.DataFrame]) -> Iterator[pandas.DataFrame]:
        import pandas

        book, whole, _ = pickle.loads(self._step.value)
        (rule,) = book.rules
        for frame in frames:
            places, corpus = opened(frame, every=rule.check in ON_EVALUATIONS)
            part = Across(corpus, language(book), whole)
            shares: Iterator[Share] = cut_of(rule.check)(part, rule.params)
            lines = [(one.key, places[one.source], pickle.dumps(piece(corpus, one))) for one in shares]
            yield pandas.DataFrame(lines, columns=["key", "place", "piece"])


class _Judge:
    """Puts the pieces of a partition together and runs the rule on them; pickles by name."""

    def __init__(self, step: Any) -> None:
        self._step = step

    def __call__(self, frames: Iterable[pandas.DataFrame]) -> Iterator[pandas.DataFrame]:
        import pandas

        book, whole, guests = pickle.loads(self._step.value)
        pieces = [(line.place, pickle.loads(line.piece)) for frame in frames for line in frame.itertuples(index=False)]
        if pieces:
            found = audit_corpus(joined([*pieces, *_needed(pieces, guests, book, whole)]), book, whole)
            yield pandas.DataFrame([(pickle.dumps(found),)], columns=["found"])


def _needed(pieces: list[Ordered], guests: dict[Any, list[Ordered]], book: Rulebook, whole: Whole) -> Iterator[Ordered]:
    """Yield the rows of other documents that the findings of these pieces may name as evidence."""
    if guests:
        from auditor.corpus.cluster.whole import evidence_keys

        wanted = set(evidence_keys(Across(joined(pieces), language(book), whole), book.rules[0]))
        for key in sorted(wanted & guests.keys()):
            yield from guests[key]
