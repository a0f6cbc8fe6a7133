"""What parts of a corpus cannot tell of the whole, counted by Spark: how usual what is, which texts are alike."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeAlias

from auditor.checks.across.context import Across, Whole, planned
from auditor.checks.across.cuts import (
    Ordered,
    Share,
    by_likeness,
    cut_of,
    groups_of,
    held_of,
    joined,
    kind_of,
    piece,
    texts_of,
)
from auditor.checks.across.habits import meanings, target_of
from auditor.checks.across.shingles import mixed
from auditor.checks.across.similar import Bar, Pieces, Rarity, Texts, text_key, together
from auditor.engine.corpus import language
from auditor.records.corpus import Corpus
from auditor.records.rule import Rule
from auditor.rulebook import Rulebook

if TYPE_CHECKING:
    import pandas
    from pyspark.sql import DataFrame, SparkSession

Guests: TypeAlias = Mapping[Any, Sequence[Ordered]]
_MARK = "\x1f"
_ON_TEXTS = ("across.copied_objectives", "across.copied_indicators", "across.reused_objectives")


class Counted:
    """Counts over all documents, each done when a rule first asks for it."""

    def __init__(self, session: SparkSession, documents: DataFrame, book: Rulebook) -> None:
        """Keep the documents (``tables.DOCUMENTS``)."""
        self._session = session
        self._documents = documents
        self._book = book

    def whole(self, rule: Rule) -> tuple[Whole, Guests]:
        """Return what the parts of a rule have to be told, and rows that serve as evidence, by their key."""
        base = Whole(self._departments, self._spread)
        if rule.check == "across.lone_spelling":
            usual = {name for name, count in self._spread.items() if count >= rule.params["departments"]}
            return base, self._first(rule, usual, 1)
        if rule.check == "across.boilerplate_share":
            common = frozenset(tuple(key.split(_MARK)) for key in self._usual(rule, rule.params["departments"] + 1))
            return replace(base, common=common), self._first(rule, common, 2)
        if rule.check in _ON_TEXTS:
            return self._alike(rule, base), {}
        return base, {}

    @cached_property
    def _departments(self) -> int:
        keys = self._documents.mapInPandas(_Keys(self._book, _departments), "key string")
        return int(keys.distinct().count())

    @cached_property
    def _spread(self) -> dict[str, int]:
        return self._counts(_names, 2)

    def _usual(self, rule: Rule, least: int) -> dict[str, int]:
        return self._counts(_targets, least)

    def _counts(self, keys: Callable[[Across], Iterable[tuple[str, str]]], least: int) -> dict[str, int]:
        """Return keys that at least so many departments have → how many."""
        frame = self._documents.mapInPandas(_Keys(self._book, keys), "key string, department string").distinct()
        counts = frame.groupBy("key").count().where(f"count >= {least}")
        return {row["key"]: row["count"] for row in counts.toLocalIterator()}

    def _first(self, rule: Rule, wanted: Iterable[Any], most: int) -> Guests:
        """Return key → the first row of each of the first ``most`` departments that have it."""
        from pyspark.sql import Window
        from pyspark.sql import functions as f

        step = self._session.sparkContext.broadcast(pickle.dumps((self._book, rule, frozenset(wanted))))
        frame = self._documents.mapInPandas(_First(step), "key binary, department string, place string, piece binary")
        of_department = Window.partitionBy("key", "department").orderBy("place")
        frame = frame.withColumn("nth", f.row_number().over(of_department)).where("nth = 1")
        frame = frame.withColumn("nth", f.row_number().over(Window.partitionBy("key").orderBy("place")))
        found: dict[Any, list[Ordered]] = {}
        for row in frame.where(f"nth <= {most}").toLocalIterator():
            found.setdefault(pickle.loads(bytes(row.key)), []).append((row.place, pickle.loads(bytes(row.piece))))
        return found

    def _alike(self, rule: Rule, base: Whole) -> Whole:
        """Return rarity, and for copies between departments the alike texts and their groups."""
        from pyspark import StorageLevel

        kind = kind_of(rule.params)
        every = self._documents.mapInPandas(_TextsOf(self._book, rule), "key long, text string")
        texts = every.dropDuplicates(["key"]).persist(StorageLevel.DISK_ONLY)
        rarity = self._rarity(texts)
        found = replace(base, rarity={kind: rarity})
        if cut_of(rule.check) is by_likeness:
            near = self._near(texts, rarity, Bar(rule.params["likeness"], held_of(rule.params)))
            repeated = every.groupBy("key").count().where("count > 1").toLocalIterator()
            groups = groups_of(near, (row.key for row in repeated))
            found = replace(found, near={kind: near}, groups={kind: groups})
        texts.unpersist()
        return found

    @staticmethod
    def _rarity(texts: DataFrame) -> Rarity:
        """Return in how many texts each shingle stands."""
        import numpy
        from pyspark.sql import functions as f

        counts = texts.mapInPandas(_shingle_counts, "value long, times long").groupBy("value")
        frame: Any = counts.agg(f.sum("times").alias("times")).where("times > 1").toPandas()
        values = frame["value"].to_numpy(dtype=numpy.int64).view(numpy.uint64)
        order = numpy.argsort(values)
        return Rarity(values[order], frame["times"].to_numpy(dtype=numpy.int64)[order], texts.count())

    def _near(self, texts: DataFrame, rarity: Rarity, floor: Bar) -> dict[tuple[int, int], float]:
        """Return the alike texts: candidates meet in their bands, each pair is joined with its texts and judged."""
        from pyspark.sql import functions as f

        known = self._session.sparkContext.broadcast(rarity)
        parts = max(self._session.sparkContext.defaultParallelism, texts.count() // 20_000)
        bands = texts.mapInPandas(_Bands(known, floor.held), "band long, key long").repartition(parts, "band")
        pairs = bands.mapInPandas(_candidates, "one long, other long").distinct()
        for end in ("one", "other"):
            side = texts.select(f.col("key").alias(end), f.col("text").alias(f"text_{end}"))
            pairs = pairs.join(side, end)
        alike = pairs.mapInPandas(_Likeness(known, floor), "one long, other long, share double")
        return {(row.one, row.other): row.share for row in alike.toLocalIterator()}


def opened(frame: pandas.DataFrame, *, every: bool = False) -> tuple[list[str], Corpus]:
    """Return the places of the documents in a frame and the corpus that they make; ``every``: evaluations, too."""
    lines = sorted((line.place, pickle.loads(line.document)) for line in frame.itertuples(index=False))
    corpus = joined(lines)
    return [place for place, _ in lines], corpus if every else planned(corpus)


def evidence_keys(part: Across, rule: Rule) -> Iterable[Any]:
    """Return the keys of the rows that findings on a part may name as evidence."""
    if rule.check == "across.lone_spelling":
        names = dict.fromkeys(part.fold(row.name) for row in part.corpus.rows)
        return meanings(names, part, **rule.params).values()
    return (target_of(row, part) for row in part.corpus.rows)


def _departments(part: Across) -> Iterator[tuple[str]]:
    yield from ((one,) for one in part.departments)


def _names(part: Across) -> Iterator[tuple[str, str]]:
    for row in part.corpus.rows:
        if row.table == 12:
            yield part.fold(row.name), part.departments[row.source]


def _targets(part: Across) -> Iterator[tuple[str, str]]:
    for row in part.corpus.rows:
        if row.table == 12 and row.name:
            yield _MARK.join(target_of(row, part)), part.departments[row.source]


class _Keys:
    """Turns documents into keys; pickles by name."""

    def __init__(self, book: Rulebook, keys: Callable[[Across], Iterable[tuple[str, ...]]]) -> None:
        self._book = book
        self._keys = keys

    def __call__(self, frames: Iterable[pandas.DataFrame]) -> Iterator[pandas.DataFrame]:
        import pandas

        for frame in frames:
            part = Across(opened(frame)[1], language(self._book))
            lines = list(dict.fromkeys(self._keys(part)))
            names = ["key", "department"][: len(lines[0]) if lines else 1]
            if lines:
                yield pandas.DataFrame(lines, columns=names)


class _First:
    """Turns documents into the first row of each wanted key in each department."""

    def __init__(self, step: Any) -> None:
        self._step = step

    def __call__(self, frames: Iterable[pandas.DataFrame]) -> Iterator[pandas.DataFrame]:
        import pandas

        book, rule, wanted = pickle.loads(self._step.value)
        for frame in frames:
            places, corpus = opened(frame)
            part, lines = Across(corpus, language(book)), {}
            for place, row in enumerate(corpus.rows):
                key = part.fold(row.name) if rule.check == "across.lone_spelling" else target_of(row, part)
                owner = part.departments[row.source]
                if row.table == 12 and key in wanted and (key, owner) not in lines:
                    own = pickle.dumps(piece(corpus, Share("", row.source, rows=(place,)), guest=True))
                    lines[key, owner] = (pickle.dumps(key), owner, places[row.source], own)
            yield pandas.DataFrame(list(lines.values()), columns=["key", "department", "place", "piece"])


class _TextsOf:
    """Turns documents into the texts that a check on copies compares."""

    def __init__(self, book: Rulebook, rule: Rule) -> None:
        self._book = book
        self._rule = rule

    def __call__(self, frames: Iterable[pandas.DataFrame]) -> Iterator[pandas.DataFrame]:
        import pandas

        for frame in frames:
            part = Across(opened(frame)[1], language(self._book))
            texts = texts_of(part, self._rule.params).values()
            lines = [(text_key(text), _MARK.join(text)) for text in texts]
            yield pandas.DataFrame(lines, columns=["key", "text"])


def _pieces(texts: Iterable[str]) -> list[Pieces]:
    return [tuple(text.split(_MARK)) for text in texts]


def _shingle_counts(frames: Iterable[pandas.DataFrame]) -> Iterator[pandas.DataFrame]:
    import numpy
    import pandas

    for frame in frames:
        values, times = numpy.unique(Texts(_pieces(frame["text"])).shingles.values, return_counts=True)
        yield pandas.DataFrame({"value": values.view(numpy.int64), "times": times})


class _Bands:
    """Turns texts into their bands; the number of a band is mixed into its value."""

    def __init__(self, rarity: Any, held: int) -> None:
        self._rarity = rarity
        self._held = held

    def __call__(self, frames: Iterable[pandas.DataFrame]) -> Iterator[pandas.DataFrame]:
        import numpy
        import pandas

        for frame in frames:
            made = Texts(_pieces(frame["text"]), self._rarity.value, self._held)
            keys = frame["key"].to_numpy()
            for number, places, band in made.bands():
                salt = mixed(numpy.asarray([number + 1], dtype=numpy.uint64))
                yield pandas.DataFrame({"band": (band ^ salt).view(numpy.int64), "key": keys[places]})


def _candidates(frames: Iterable[pandas.DataFrame]) -> Iterator[pandas.DataFrame]:
    """Pair the texts of a partition that share a band."""
    import numpy
    import pandas

    parts = list(frames)
    if parts:
        whole = pandas.concat(parts)
        keys = whole["key"].to_numpy(dtype=numpy.int64)
        found = together(whole["band"].to_numpy(dtype=numpy.int64).view(numpy.uint64), keys, keys)
        pairs = numpy.unique(numpy.sort(found, axis=1), axis=0)
        yield pandas.DataFrame(pairs[pairs[:, 0] != pairs[:, 1]], columns=["one", "other"])


class _Likeness:
    """Judges pairs of texts."""

    def __init__(self, rarity: Any, floor: Bar) -> None:
        self._rarity = rarity
        self._floor = floor

    def __call__(self, frames: Iterable[pandas.DataFrame]) -> Iterator[pandas.DataFrame]:
        import pandas

        for frame in frames:
            texts = list(dict.fromkeys([*frame["text_one"], *frame["text_other"]]))
            places = {text: place for place, text in enumerate(texts)}
            made = Texts(_pieces(texts), self._rarity.value, self._floor.held)
            lines = [
                (line.one, line.other, made.likeness(places[line.text_one], places[line.text_other]))
                for line in frame.itertuples(index=False)
            ]
            kept = [line for line in lines if line[2] >= self._floor.likeness]
            yield pandas.DataFrame(kept, columns=["one", "other", "share"])
