"""Which texts are alike, kept from run to run: where few texts are new, few are compared.

What is kept depends on the texts alone, so it cannot fall out of step with anything: a run says which texts there are,
and what differs from those known is worked in. A text is compared again where it is new, or where a run of characters
in it has become rarer or more usual by an octave. What results is what ``near_pairs`` finds among all the texts.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from auditor.checks.across.rarity import Rarity, octave
from auditor.checks.across.shingles import mixed, shingles
from auditor.checks.across.similar import Bar, Pieces, Texts, judged, together

if TYPE_CHECKING:
    import numpy

    Array = numpy.ndarray[Any, Any]

_log = logging.getLogger("auditor")
_MARK = "\x1f"
# Bands looked at together: what they take is bounded however many texts there are.
_AT_ONCE = 2_000_000
_TABLES = {
    "texts": "text BIGINT, pieces VARCHAR",
    "shingles": "text BIGINT, value UBIGINT",
    "counts": "value UBIGINT, times BIGINT",
    "bands": "text BIGINT, bucket UBIGINT",
    "near": "one BIGINT, other BIGINT, share DOUBLE",
}


class Alike:
    """The alike texts of a store, in a database beside it, attached to its connection."""

    def __init__(self, connection: Any, path: Path, mark: str) -> None:
        """Attach ``path``; what another program (``mark``) left there, or what is damaged, is begun anew.

        Where nothing can be kept there, nothing is: the comparison is what it is, only longer.
        """
        import duckdb

        self._connection, self._mark = connection, mark
        place = str(path).replace("'", "''")
        try:
            connection.execute(f"ATTACH '{place}' AS alike")
        except duckdb.Error:
            try:
                path.unlink(missing_ok=True)
                path.with_name(path.name + ".wal").unlink(missing_ok=True)
                connection.execute(f"ATTACH '{place}' AS alike")
            except (OSError, duckdb.Error):
                connection.execute("ATTACH ':memory:' AS alike")

    def near(self, kind: str, texts: Mapping[int, Pieces], bar: Bar) -> Mapping[tuple[int, int], float] | None:
        """Return the likeness of the texts (by their keys) of a kind that are alike at least as ``bar`` asks.

        None where what is kept cannot be read or written: then all have to be compared.
        """
        import duckdb

        known = _Kind(self._connection, kind, texts, bar)
        self._connection.execute("BEGIN")
        try:
            known.begin(f"{self._mark}|{bar}")
            known.work_in()
            self._connection.execute("COMMIT")
        except duckdb.Error as error:
            _log.debug("alike texts cannot be kept", exc_info=error)
            self._try("ROLLBACK")
            self._try("DELETE FROM alike.marks")
            return None
        except BaseException:
            self._try("ROLLBACK")
            raise
        found = known.ask("SELECT one, other, share FROM {near}")
        pairs = zip(found["one"].tolist(), found["other"].tolist(), strict=True)
        return dict(zip(pairs, found["share"].tolist(), strict=True))

    def _try(self, statement: str) -> None:
        """Execute a statement where that is possible."""
        import duckdb

        with suppress(duckdb.Error):
            self._connection.execute(statement)


class _Kind:
    """The tables of one kind of texts, and the texts that there are now."""

    def __init__(self, connection: Any, kind: str, texts: Mapping[int, Pieces], bar: Bar) -> None:
        self._connection, self._kind, self._texts, self._bar = connection, kind, texts, bar
        self._names = {name: f"alike.{kind}_{name}" for name in _TABLES}

    def ask(self, sql: str) -> Mapping[str, Array]:
        """Return the columns that a statement gives; ``{texts}`` in it is the table of texts, and so on."""
        found: Mapping[str, Array] = self._connection.execute(sql.format(**self._names)).fetchnumpy()
        return found

    def _tell(self, name: str, **columns: Any) -> None:
        """Make arrays a table of this connection, for statements to use."""
        self._connection.register(name, columns)

    def begin(self, mark: str) -> None:
        """Make the tables where they are not there, or were made under another ``mark``."""
        run = self._connection.execute
        run("CREATE TABLE IF NOT EXISTS alike.marks (kind VARCHAR, mark VARCHAR)")
        known = run("SELECT mark FROM alike.marks WHERE kind = ?", [self._kind]).fetchall()
        if known != [(mark,)]:
            for name, columns in _TABLES.items():
                run(f"CREATE OR REPLACE TABLE {self._names[name]} ({columns})")
            run("DELETE FROM alike.marks WHERE kind = ?", [self._kind])
            run("INSERT INTO alike.marks VALUES (?, ?)", [self._kind, mark])

    def work_in(self) -> None:
        """Take out the texts that are gone, work in those that are new."""
        import numpy

        given = numpy.fromiter(self._texts, dtype=numpy.int64, count=len(self._texts))
        known = self.ask("SELECT text FROM {texts}")["text"]
        if octave(len(known)) != octave(len(given)):
            # The rarity of everything is another one.
            for name in _TABLES:
                self.ask(f"DELETE FROM {{{name}}}")
            known = known[:0]
        gone, new = numpy.setdiff1d(known, given), numpy.setdiff1d(given, known)
        if len(gone) or len(new):
            touched = self._count(gone, new)
            self._compare(touched, self._sort(touched, gone), gone)

    def _count(self, gone: Array, new: Array) -> Array:
        """Take texts out and in, count their shingles; return the texts that are new or weighed anew."""
        import numpy

        self._tell("our_gone", text=gone)
        out = self.ask("SELECT value FROM {shingles} WHERE text IN (SELECT text FROM our_gone)")["value"]
        pieces = [self._texts[key] for key in new.tolist()]
        found = shingles(["".join(some) for some in pieces])
        self._tell("our_added", text=new[found.owners()], value=found.values)
        self._tell("our_told", text=new, pieces=numpy.asarray([_MARK.join(some) for some in pieces], dtype=object))
        for name in ("texts", "shingles"):
            self.ask(f"DELETE FROM {{{name}}} WHERE text IN (SELECT text FROM our_gone)")
        self.ask("INSERT INTO {texts} SELECT text, pieces FROM our_told")
        self.ask("INSERT INTO {shingles} SELECT text, value FROM our_added")
        values, places = numpy.unique(numpy.concatenate([found.values, out]), return_inverse=True)
        change = numpy.bincount(places, numpy.repeat([1, -1], [len(found.values), len(out)]), len(values))
        self._tell("our_changed", value=values, change=change.astype(numpy.int64))
        before = self.ask("SELECT value, times FROM {counts} WHERE value IN (SELECT value FROM our_changed)")
        times = numpy.zeros(len(values), numpy.int64)
        times[numpy.searchsorted(values, before["value"])] = before["times"]
        self._tell("our_now", value=values, times=times + change.astype(numpy.int64))
        self.ask("DELETE FROM {counts} WHERE value IN (SELECT value FROM our_changed)")
        self.ask("INSERT INTO {counts} SELECT value, times FROM our_now WHERE times > 0")
        self._tell("our_weighed", value=values[octave(times) != octave(times + change.astype(numpy.int64))])
        moved = self.ask("SELECT DISTINCT text FROM {shingles} WHERE value IN (SELECT value FROM our_weighed)")["text"]
        return numpy.union1d(moved, new)

    def _sort(self, touched: Array, gone: Array) -> Array:
        """Put texts into their buckets; return the buckets in which some are, or were."""
        import numpy

        self._tell("our_left_them", text=numpy.concatenate([touched, gone]))
        old = self.ask("SELECT DISTINCT bucket FROM {bands} WHERE text IN (SELECT text FROM our_left_them)")["bucket"]
        self.ask("DELETE FROM {bands} WHERE text IN (SELECT text FROM our_left_them)")
        new, waiting = [old], [(touched[:0], old[:0])]
        for number, places, band in self._made(touched).bands():
            new.append(band ^ mixed(numpy.asarray([number + 1], dtype=numpy.uint64)))
            waiting.append((touched[places], new[-1]))
            # One statement for a few texts, several for all of a province.
            if len(waiting) * len(touched) > _AT_ONCE:
                self._put(waiting)
                waiting = []
        self._put(waiting)
        return numpy.concatenate(new)

    def _put(self, put: Sequence[tuple[Array, Array]]) -> None:
        """Write down texts and their buckets."""
        import numpy

        if put:
            texts, buckets = (numpy.concatenate(column) for column in zip(*put, strict=True))
            self._tell("our_sorted", text=texts, bucket=buckets)
            self.ask("INSERT INTO {bands} SELECT text, bucket FROM our_sorted")

    def _compare(self, touched: Array, buckets: Array, gone: Array) -> None:
        """Judge the pairs that meet in buckets, but those known to be alike, and keep those that are."""
        import numpy

        self._tell("our_away", text=numpy.concatenate([touched, gone]))
        away = "SELECT text FROM our_away"
        self.ask(f"DELETE FROM {{near}} WHERE one IN ({away}) OR other IN ({away})")
        pairs = self._meeting(buckets)
        known = self.ask("SELECT one, other FROM {near}")
        kept = numpy.stack([known["one"], known["other"]], axis=1)
        self._part(kept[~_among(kept, pairs)], buckets)
        fresh = pairs[~_among(pairs, kept)]
        keys = numpy.unique(fresh)
        found = judged(self._made(keys), numpy.searchsorted(keys, fresh), self._bar.likeness)
        ends = numpy.asarray([pair[:2] for pair in found], dtype=numpy.int64).reshape(-1, 2)
        self._tell(
            "our_found", one=keys[ends[:, 0]], other=keys[ends[:, 1]], share=numpy.asarray([one[2] for one in found])
        )
        self.ask("INSERT INTO {near} SELECT one, other, share FROM our_found")

    def _part(self, pairs: Array, buckets: Array) -> None:
        """Forget the alike pairs that meet in no bucket any more: another text stands between them."""
        import numpy

        if not len(pairs):
            return
        # Most of them have nothing to do with the buckets that changed.
        self._tell("our_buckets", bucket=buckets)
        inside = self.ask("SELECT DISTINCT text FROM {bands} WHERE bucket IN (SELECT bucket FROM our_buckets)")["text"]
        doubtful = pairs[numpy.isin(pairs, inside).all(axis=1)]
        self._tell("our_doubtful", text=numpy.unique(doubtful))
        theirs = self.ask("SELECT DISTINCT bucket FROM {bands} WHERE text IN (SELECT text FROM our_doubtful)")["bucket"]
        apart = doubtful[~_among(doubtful, self._meeting(theirs))]
        self._tell("our_apart", one=apart[:, 0], other=apart[:, 1])
        self.ask("DELETE FROM {near} WHERE (one, other) IN (SELECT (one, other) FROM our_apart)")

    def _meeting(self, buckets: Array) -> Array:
        """Return the pairs of texts that are neighbours in one of the buckets, the smaller key first."""
        import numpy

        self._tell("our_buckets", bucket=buckets)
        count = self.ask("SELECT count(*) AS n FROM {bands} WHERE bucket IN (SELECT bucket FROM our_buckets)")["n"]
        parts = 1 + int(count[0]) // _AT_ONCE
        found = [numpy.empty((0, 2), numpy.int64)]
        for part in range(parts):
            wanted = f"bucket IN (SELECT bucket FROM our_buckets) AND bucket % {parts} = {part}"
            met = self.ask(f"SELECT text, bucket FROM {{bands}} WHERE {wanted}")
            found.append(_distinct(together(met["bucket"], met["text"], met["text"])))
        return _distinct(numpy.concatenate(found))

    def _made(self, keys: Array) -> Texts:
        """Return texts in the order of their keys, weighed as among all."""
        import numpy

        self._tell("our_wanted", text=keys)
        told = self.ask("SELECT text, pieces FROM {texts} WHERE text IN (SELECT text FROM our_wanted) ORDER BY text")
        rare = self.ask(
            "SELECT value, times FROM {counts} WHERE times > 1 AND value IN (SELECT value FROM {shingles}"
            " WHERE text IN (SELECT text FROM our_wanted)) ORDER BY value"
        )
        every = int(self.ask("SELECT count(*) AS n FROM {texts}")["n"][0])
        pieces: Sequence[Pieces] = [tuple(one.split(_MARK)) for one in numpy.asarray(told["pieces"]).tolist()]
        return Texts(pieces, Rarity(rare["value"], rare["times"], every), self._bar.held)


def _distinct(pairs: Array) -> Array:
    """Return each pair of two different texts once, the smaller first."""
    import numpy

    ordered = numpy.sort(pairs, axis=1)
    ordered = ordered[ordered[:, 0] != ordered[:, 1]]
    ordered = ordered[numpy.lexsort((ordered[:, 1], ordered[:, 0]))]
    new = numpy.ones(len(ordered), dtype=bool)
    new[1:] = (ordered[1:] != ordered[:-1]).any(axis=1)
    once: Array = ordered[new]
    return once


def _among(pairs: Array, others: Array) -> Array:
    """Return which pairs are among others."""
    import numpy

    if not len(pairs) or not len(others):
        return numpy.zeros(len(pairs), dtype=bool)
    known = set(map(tuple, others.tolist()))
    return numpy.fromiter((tuple(pair) in known for pair in pairs.tolist()), dtype=bool, count=len(pairs))
