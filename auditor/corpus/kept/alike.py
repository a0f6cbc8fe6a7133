"""Which texts are alike, kept from run to run: where few texts are new, few are compared.

What is kept depends on the texts alone, so it cannot fall out of step with anything: the holders say which texts there
are, and what differs from those known is worked in. A text is compared again where it is new, or where a run of
characters in it has become rarer or more usual by an octave. What results is what ``near_pairs`` finds among all texts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from auditor.checks.across.rarity import Rarity, octave
from auditor.checks.across.shingles import mixed, shingles
from auditor.checks.across.similar import Bar, Pieces, Texts, judged, together

if TYPE_CHECKING:
    import numpy

    from auditor.corpus.kept.base import Kept

    Array = numpy.ndarray[Any, Any]

_MARK = "\x1f"
# Bands looked at together: what they take is bounded however many texts there are.
_AT_ONCE = 2_000_000
# ``weighed`` is the turn in which the rarity of a text was last another one.
_OF_TEXTS = {
    "texts": "text BIGINT, pieces VARCHAR, weighed BIGINT",
    "shingles": "text BIGINT, value UBIGINT",
    "counts": "value UBIGINT, times BIGINT",
}
_OF_PAIRS = {"bands": "text BIGINT, bucket UBIGINT", "near": "one BIGINT, other BIGINT, share DOUBLE"}
_WANTED = "text IN (SELECT text FROM our_wanted)"


class Kind:
    """The texts of one kind that the holders have; those alike are known for each of ``bars``."""

    def __init__(self, kept: Kept, name: str, bars: Sequence[Bar] = ()) -> None:
        """Make the tables where they are not there."""
        self.kept, self.name = kept, name
        self._names = _made(kept, name, _OF_TEXTS)
        self._copies = {bar: _Copies(self, bar) for bar in dict.fromkeys(bars)}

    def ask(self, sql: str, values: Sequence[Any] = ()) -> Mapping[str, Array]:
        """Return the columns that a statement gives; ``{texts}`` in it is the table of texts, and so on."""
        return self.kept.ask(sql.format(**self._names), values)

    def near(self, bar: Bar) -> Mapping[str, Array]:
        """Return ``one``, ``other``, ``share``: keys and likeness of texts that are alike at least as ``bar`` asks."""
        return self._copies[bar].ask("SELECT one, other, share FROM {near}")

    @property
    def texts(self) -> str:
        """Return the name of the table of texts."""
        return self._names["texts"]

    def work_in(self, told: Mapping[int, Pieces]) -> None:
        """Take out the texts that no project holds any more, work in those that are new: ``told`` says their pieces."""
        import numpy

        known = self.ask("SELECT text FROM {texts}")["text"]
        given = self.ask("SELECT DISTINCT text FROM kept.holders WHERE kind = ? ORDER BY text", [self.name])["text"]
        gone, new = numpy.setdiff1d(known, given), numpy.setdiff1d(given, known)
        if not len(gone) and not len(new):
            return
        came = new
        turn = 1 + int(self.ask("SELECT coalesce(max(weighed), 0) AS turn FROM {texts}")["turn"][0])
        self.kept.tell("our_gone", text=gone)
        self.kept.tell("our_told", text=new, pieces=_objects([_MARK.join(told[key]) for key in new.tolist()]))
        self.ask("DELETE FROM {texts} WHERE text IN (SELECT text FROM our_gone)")
        self.ask("INSERT INTO {texts} SELECT text, pieces, 0 FROM our_told")
        if octave(len(known)) != octave(len(given)):
            # The rarity of everything is another one.
            for name in ("shingles", "counts"):
                self.ask(f"DELETE FROM {{{name}}}")
            new = given
        touched = self._count(gone, new)
        self.kept.tell("our_wanted", text=touched)
        self.ask(f"UPDATE {{texts}} SET weighed = ? WHERE {_WANTED}", [turn])
        left = numpy.concatenate([gone, numpy.setdiff1d(touched, came)])
        for one in self._copies.values():
            one.work_in(touched, left)

    def rarity(self, wanted: Array) -> Rarity:
        """Return the rarity of the shingles of some texts."""
        self.kept.tell("our_wanted", text=wanted)
        rare = self.ask(
            "SELECT value, times FROM {counts} WHERE times > 1 AND value IN (SELECT value FROM {shingles}"
            f" WHERE {_WANTED}) ORDER BY value"
        )
        every = int(self.ask("SELECT count(*) AS n FROM {texts}")["n"][0])
        return Rarity(rare["value"], rare["times"], every)

    def pieces(self, wanted: Array) -> list[Pieces]:
        """Return some texts in the order of their keys."""
        self.kept.tell("our_wanted", text=wanted)
        told = self.ask(f"SELECT pieces FROM {{texts}} WHERE {_WANTED} ORDER BY text")["pieces"]
        return [tuple(one.split(_MARK)) for one in told.tolist()]

    def _count(self, gone: Array, new: Array) -> Array:
        """Take texts out and in, count their shingles; return the texts that are new or weighed anew."""
        import numpy

        tell = self.kept.tell
        tell("our_gone", text=gone)
        out = self.ask("SELECT value FROM {shingles} WHERE text IN (SELECT text FROM our_gone)")["value"]
        found = shingles(["".join(some) for some in self.pieces(new)])
        tell("our_added", text=new[found.owners()], value=found.values)
        self.ask("DELETE FROM {shingles} WHERE text IN (SELECT text FROM our_gone)")
        self.ask("INSERT INTO {shingles} SELECT text, value FROM our_added")
        values, places = numpy.unique(numpy.concatenate([found.values, out]), return_inverse=True)
        change = numpy.bincount(places, numpy.repeat([1, -1], [len(found.values), len(out)]), len(values))
        tell("our_changed", value=values)
        before = self.ask("SELECT value, times FROM {counts} WHERE value IN (SELECT value FROM our_changed)")
        times = numpy.zeros(len(values), numpy.int64)
        times[numpy.searchsorted(values, before["value"])] = before["times"]
        after = times + change.astype(numpy.int64)
        tell("our_now", value=values, times=after)
        self.ask("DELETE FROM {counts} WHERE value IN (SELECT value FROM our_changed)")
        self.ask("INSERT INTO {counts} SELECT value, times FROM our_now WHERE times > 0")
        tell("our_weighed", value=values[octave(times) != octave(after)])
        moved = self.ask("SELECT DISTINCT text FROM {shingles} WHERE value IN (SELECT value FROM our_weighed)")["text"]
        return numpy.union1d(moved, new)


class _Copies:
    """The texts of a kind that are alike at least as a bar asks."""

    def __init__(self, kind: Kind, bar: Bar) -> None:
        self._kind, self._bar, self._kept = kind, bar, kind.kept
        self._names = _made(kind.kept, f"{kind.name}_{round(1000 * bar.likeness)}_{bar.held}", _OF_PAIRS)

    def ask(self, sql: str) -> Mapping[str, Array]:
        """Return the columns that a statement gives; ``{near}`` in it is the table of alike texts, and so on."""
        return self._kept.ask(sql.format(**self._names))

    def work_in(self, touched: Array, left: Array) -> None:
        """Compare the texts that are new or weighed anew; ``left`` are those weighed anew and those gone."""
        self._compare(self._sort(touched, left), left)

    def _sort(self, touched: Array, left: Array) -> Array:
        """Put texts into their buckets; return the buckets in which some are, or were."""
        import numpy

        old: Array = numpy.empty(0, numpy.uint64)
        if len(left):
            self._kept.tell("our_left", text=left)
            old = self.ask("SELECT DISTINCT bucket FROM {bands} WHERE text IN (SELECT text FROM our_left)")["bucket"]
            self.ask("DELETE FROM {bands} WHERE text IN (SELECT text FROM our_left)")
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
            self._kept.tell("our_sorted", text=texts, bucket=buckets)
            self.ask("INSERT INTO {bands} SELECT text, bucket FROM our_sorted")

    def _compare(self, buckets: Array, left: Array) -> None:
        """Judge the pairs that meet in buckets, but those known to be alike, and keep those that are."""
        import numpy

        if len(left):
            self._kept.tell("our_left", text=left)
            away = "SELECT text FROM our_left"
            self.ask(f"DELETE FROM {{near}} WHERE one IN ({away}) OR other IN ({away})")
        self._kept.tell("our_buckets", bucket=buckets)
        pairs, inside = self._meeting("SELECT bucket FROM our_buckets")
        known = self.ask("SELECT one, other FROM {near}")
        kept = numpy.stack([known["one"], known["other"]], axis=1)
        apart = kept[~_among(kept, pairs)]
        # Most of them have nothing to do with the buckets that changed.
        self._part(apart[numpy.isin(apart, inside).all(axis=1)])
        fresh = pairs[~_among(pairs, kept)]
        keys = numpy.unique(fresh)
        found = judged(self._made(keys), numpy.searchsorted(keys, fresh), self._bar.likeness)
        ends = numpy.asarray([pair[:2] for pair in found], dtype=numpy.int64).reshape(-1, 2)
        self._kept.tell(
            "our_found", one=keys[ends[:, 0]], other=keys[ends[:, 1]], share=numpy.asarray([one[2] for one in found])
        )
        self.ask("INSERT INTO {near} SELECT one, other, share FROM our_found")

    def _part(self, doubtful: Array) -> None:
        """Forget the alike pairs that meet in no bucket any more: another text stands between them."""
        import numpy

        if not len(doubtful):
            return
        self._kept.tell("our_doubtful", text=numpy.unique(doubtful))
        pairs, _ = self._meeting("SELECT bucket FROM {bands} WHERE text IN (SELECT text FROM our_doubtful)")
        apart = doubtful[~_among(doubtful, pairs)]
        self._kept.tell("our_apart", one=apart[:, 0], other=apart[:, 1])
        self.ask("DELETE FROM {near} WHERE (one, other) IN (SELECT (one, other) FROM our_apart)")

    def _meeting(self, buckets: str) -> tuple[Array, Array]:
        """Return the pairs of texts that are neighbours in one of the buckets, the smaller key first; all texts there.

        ``buckets`` is a statement that gives them.
        """
        import numpy

        # All of them are counted without looking; only where they are many it is asked how many are in these buckets.
        parts = 1 + int(self.ask("SELECT count(*) AS n FROM {bands}")["n"][0]) // _AT_ONCE
        if parts > 1:
            inside = f"SELECT count(*) AS n FROM {{bands}} WHERE bucket IN ({buckets})"
            parts = 1 + int(self.ask(inside)["n"][0]) // _AT_ONCE
        found, texts = [numpy.empty((0, 2), numpy.int64)], [numpy.empty(0, numpy.int64)]
        for part in range(parts):
            share = f" AND bucket % {parts} = {part}" if parts > 1 else ""
            met = self.ask(f"SELECT text, bucket FROM {{bands}} WHERE bucket IN ({buckets}){share}")
            found.append(_distinct(together(met["bucket"], met["text"], met["text"])))
            texts.append(numpy.unique(met["text"]))
        return _distinct(numpy.concatenate(found)), numpy.unique(numpy.concatenate(texts))

    def _made(self, keys: Array) -> Texts:
        """Return texts in the order of their keys, weighed as among all."""
        return Texts(self._kind.pieces(keys), self._kind.rarity(keys), self._bar.held)


def _made(kept: Kept, name: str, tables: Mapping[str, str]) -> dict[str, str]:
    """Return the names of tables of something, which are there now."""
    names = {table: f"kept.{name}_{table}" for table in tables}
    for table, columns in tables.items():
        kept.connection.execute(f"CREATE TABLE IF NOT EXISTS {names[table]} ({columns})")
    return names


def _objects(texts: Sequence[str]) -> Array:
    """Return texts as an array that may be empty."""
    import numpy

    return numpy.asarray(texts, dtype=object)


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
