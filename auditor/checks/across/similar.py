"""Near-duplicates among many texts: MinHash and banding find candidates, the exact likeness decides.

Broder, "On the resemblance and containment of documents" (1997); banding as in Leskovec, Rajaraman, Ullman, "Mining of
Massive Datasets", chapter 3. Shingles that many texts share are left out of the search (not of the likeness), so that
common phrases do not make everything a candidate: time grows with the texts, not with their pairs.

Every step but ``Rarity`` looks at one text or one pair, so that a cluster can take the steps on parts of the texts, and
a run with one more text only what that text bears on.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from auditor.checks.across.rarity import Rarity
from auditor.checks.across.shingles import SIZE, mixed, shingles

if TYPE_CHECKING:
    import numpy

    Array: TypeAlias = numpy.ndarray[Any, Any]

# A text as its clauses or names: what a copyist moves as a whole.
Pieces: TypeAlias = tuple[str, ...]
# 80 bands of 3 rows find a pair whose shingles overlap by 0.5 with probability 0.9999, by 0.4 with 0.995.
BANDS, _ROWS = 80, 3
_SEED = 20260101
# Texts that overlap less are not worth the comparison piece by piece; pieces that agree less are different ones.
_HOPELESS, _SAME_PIECE = 0.3, 0.7
# Shorter pieces stand in texts that have nothing to do with each other. What one text holds of another is a copy from
# so many pieces on, and from this share of the letters that make a text long enough to compare.
_LONG, _SEVERAL, _MUCH = 6, 3, 0.75
# Such pieces agree to the letter, but for a slip; they are these shares of the text, by letters and weighed by rarity.
_VERBATIM, _MOST, _TELLING = 0.9, 0.64, 0.35
# Where less than this of the smaller text's shingles stands in the other, it is not held there.
_WITHIN = 0.4
# Pairs of one step of numpy (so many stay within the cache), and how far sums of another order may be apart.
_PAIRS, _MARGIN = 4_000, 1e-3
# Bits of a text by which it is seen that it cannot have a shingle: of a text of sixty shingles one in nine is set.
_BITS = 512


class Bar(NamedTuple):
    """What makes two texts a copy: their likeness; of ``held`` letters on also one within the other (0: never)."""

    likeness: float
    held: int = 0


class Texts:
    """Texts in pieces with their shingles, weighed by their rarity among these texts or, where given, among more."""

    def __init__(self, texts: Sequence[Pieces], rarity: Rarity | None = None, held: int = 0) -> None:
        """Compute the shingles of all texts; with ``held`` a text of so many letters within another is like it."""
        self.held = held
        self.pieces = texts
        self.joined = ["".join(pieces) for pieces in texts]
        self.shingles = shingles(self.joined)
        self.rarity = rarity or Rarity.of(self.shingles)
        self._weights = self.rarity.weights_of(self.shingles.values)
        self._of_pieces: dict[int, list[float]] = {}

    def keys(self) -> Array:
        """Return a number for each text that depends on nothing but the text."""
        import numpy

        return numpy.fromiter(map(text_key, self.pieces), dtype=numpy.int64, count=len(self.pieces))

    def bands(self) -> Iterator[tuple[int, Array, Array]]:
        """Yield number, places of texts and a value for each of them, band by band: equal values make candidates.

        A text without a shingle that another has, but not many others, is no candidate and left out. What one text has
        of another within itself shows in a band of its own, a value a piece: the bands of the whole do not see it.
        """
        import numpy

        telling = self.rarity.telling(self.shingles.values)
        places, first = numpy.unique(self.shingles.owners()[telling], return_index=True)
        if len(places):
            for number, band in enumerate(_bands(self.shingles.values[telling], first)):
                yield number, places, band
        if self.held:
            long = [(at, key_of(one)) for at, some in enumerate(self.pieces) for one in some if len(one) >= _LONG]
            pairs = numpy.asarray(long, dtype=numpy.int64).reshape(-1, 2)
            yield BANDS, pairs[:, 0], pairs[:, 1].copy().view(numpy.uint64)

    def likeness(self, one: int, other: int) -> float:
        """Return how alike two texts are, 0..1, on the scale of Jaccard's overlap: the largest of three measures.

        The overlap of shingles, weighed by rarity (what everybody writes is little evidence); its mean with the
        characters that agree in order (a word changed here and there breaks many shingles); and what agrees piece by
        piece (clauses in another order, names with another word).
        """
        overlap, within = self.overlap(one, other)
        if overlap < _HOPELESS and not (self.held and within >= _WITHIN):
            return overlap
        # one order, so that ties among pieces are settled alike wherever the two texts are compared
        one, other = sorted((one, other), key=lambda place: (self.joined[place], self.pieces[place]))
        in_order = order_likeness(self.joined[one], self.joined[other])
        piecewise, held = self._piecewise(one, other)
        return round(max(overlap, (overlap + in_order) / 2, piecewise, held), 6)

    def overlap(self, one: int, other: int) -> tuple[float, float]:
        """Return what two texts share of all their shingles, and of those of the smaller one, each by rarity, 0..1."""
        import numpy

        first, second = self.shingles.part(one), self.shingles.part(other)
        ours, theirs = self.shingles.values[first], self.shingles.values[second]
        at = numpy.minimum(numpy.searchsorted(theirs, ours), max(0, len(theirs) - 1))
        common = self._weights[first][theirs[at] == ours].sum() if len(theirs) else 0.0
        totals = self._weights[first].sum(), self._weights[second].sum()
        return float(common / max(1e-9, sum(totals) - common)), float(common / max(1e-9, min(totals)))

    def overlaps(self, pairs: Array, *, at_most: bool = False) -> Array:
        """Return ``overlap`` of many pairs at once, a row each, but for rounding.

        With ``at_most`` what no overlap exceeds, several times faster: enough to see that most candidates are hopeless.
        """
        import numpy

        stands = self._sieve() if at_most else self._index()
        starts, weights = self.shingles.starts, self._weights.astype(numpy.float64)
        ends = numpy.concatenate(([0.0], numpy.cumsum(weights)))
        totals = ends[starts[1:]] - ends[starts[:-1]]
        found = [numpy.empty((0, 2))]
        for part in numpy.array_split(pairs, len(pairs) // _PAIRS + 1):
            lengths = starts[part[:, 0] + 1] - starts[part[:, 0]]
            owners = numpy.repeat(numpy.arange(len(part)), lengths)
            own = numpy.arange(len(owners)) + numpy.repeat(
                starts[part[:, 0]] - numpy.cumsum(lengths) + lengths, lengths
            )
            shared = numpy.where(stands(numpy.repeat(part[:, 1], lengths), own), weights[own], 0.0)
            common = numpy.bincount(owners, shared, minlength=len(part))
            ours, theirs = totals[part[:, 0]], totals[part[:, 1]]
            wholes = numpy.stack([ours + theirs - common, numpy.minimum(ours, theirs)], axis=1)
            found.append(common[:, None] / numpy.maximum(1e-9, wholes))
        return numpy.concatenate(found)

    def _index(self) -> Callable[[Array, Array], Array]:
        """Return what tells of texts and places of shingles whether the text has that shingle."""
        import numpy

        _, numbers = numpy.unique(self.shingles.values, return_inverse=True)
        width = int(numbers.max(initial=0)) + 1
        known = self.shingles.owners() * width + numbers  # ascending: by text, then by shingle

        def stands(texts: Array, places: Array) -> Array:
            wanted = texts * width + numbers[places]
            at = numpy.minimum(numpy.searchsorted(known, wanted), len(known) - 1)
            return known[at] == wanted if len(known) else numpy.zeros(0, bool)

        return stands

    def _sieve(self) -> Callable[[Array, Array], Array]:
        """Return what tells of texts and places of shingles whether the text may have that shingle.

        Each text has ``_BITS`` bits, of which each of its shingles sets one.
        """
        import numpy

        bits = (self.shingles.values & numpy.uint64(_BITS - 1)).astype(numpy.int32)
        width, byte, mask = _BITS // 8, bits >> 3, numpy.left_shift(1, bits & 7).astype(numpy.uint8)
        sieve = numpy.zeros((len(self.joined) * width,), numpy.uint8)
        numpy.bitwise_or.at(sieve, self.shingles.owners() * width + byte, mask)

        def may_stand(texts: Array, places: Array) -> Array:
            found: Array = (sieve[texts * width + byte[places]] & mask[places]) != 0
            return found

        return may_stand

    def _piecewise(self, one: int, other: int) -> tuple[float, float]:
        """Return how much of two texts agrees piece by piece, each piece put to the one that it is most like.

        A copyist leaves pieces out or puts some in, but does not do both: what of the shorter text is found nowhere
        in the other counts against a copy once more. The second number is how much of one text the other holds, 0
        where that is too little.
        """
        from rapidfuzz.distance import Indel
        from rapidfuzz.process import cdist

        first, second = self.pieces[one], self.pieces[other]
        shares = cdist(first, second, scorer=Indel.normalized_similarity, score_cutoff=_SAME_PIECE)
        weights, others = self._weights_of_pieces(one), self._weights_of_pieces(other)
        places = [(int(i), int(j)) for i, j in zip(*shares.nonzero(), strict=True)]
        common, paired, taken = 0.0, [0.0, 0.0], set()
        verbatim: list[tuple[int, int]] = []
        for i, j in sorted(places, key=lambda place: (-float(shares[place]), place)):
            if (0, i) not in taken and (1, j) not in taken:
                taken |= {(0, i), (1, j)}
                common += float(shares[i, j]) * (weights[i] + others[j]) / 2
                paired = [paired[0] + weights[i], paired[1] + others[j]]
                verbatim += [(i, j)] if shares[i, j] >= _VERBATIM else []
        total = sum(weights) + sum(others)
        covered = max(paired[0] / max(1e-9, sum(weights)), paired[1] / max(1e-9, sum(others)))
        held = self._held(verbatim, (first, second), (weights, others)) if self.held else 0.0
        return covered * common / max(1e-9, total - common), held

    def _held(
        self, pairs: Sequence[tuple[int, int]], pieces: tuple[Pieces, Pieces], weights: tuple[Sequence[float], ...]
    ) -> float:
        """Return which share of the shorter text the other holds to the letter, 0 where that is little."""
        letters = sum(min(len(pieces[0][i]), len(pieces[1][j])) for i, j in pairs)
        told = max(sum(weights[side][pair[side]] for pair in pairs) / max(1e-9, sum(weights[side])) for side in (0, 1))
        if len(pairs) < _SEVERAL or letters < _MUCH * self.held or told < _TELLING:
            return 0.0
        share = letters / min(sum(map(len, some)) for some in pieces)
        # A copyist changes one clause, be it the longest: most of the clauses count beside most of the letters.
        share = max(share, (share + len(pairs) / min(map(len, pieces))) / 2)
        return share if share >= _MOST else 0.0

    def _weights_of_pieces(self, place: int) -> list[float]:
        """Return the weight of each piece of a text: that of its shingles, a short piece the least there is."""
        if place not in self._of_pieces:
            found = shingles(self.pieces[place])
            weights, pieces = self.rarity.weights_of(found.values), range(len(self.pieces[place]))
            self._of_pieces[place] = [max(1.0, float(weights[found.part(piece)].sum())) for piece in pieces]
        return self._of_pieces[place]


def near_pairs(
    texts: Sequence[Pieces],
    floor: float,
    rarity: Rarity | None = None,
    groups: Sequence[int] | None = None,
    held: int = 0,
) -> list[tuple[int, int, float]]:
    """Return (i, j, likeness) with i < j, sorted, of texts whose likeness is at least ``floor``.

    With ``groups`` only texts of one group are compared; ``held`` is as in ``Texts``. Equal texts are pairs, too, but
    of many equal ones each is paired with few: group them before.
    """
    import numpy

    made = Texts(texts, rarity, held)
    keys = made.keys()
    apart = mixed(numpy.asarray(groups if groups is not None else [0] * len(texts), dtype=numpy.uint64))
    found = [numpy.sort(together(band ^ apart[at], keys[at], at), axis=1) for _, at, band in made.bands()]
    if not found:
        return []
    # as one number each: numpy sorts rows many times slower
    every = numpy.concatenate(found)
    pairs = numpy.stack(numpy.divmod(numpy.unique(every[:, 0] * len(texts) + every[:, 1]), len(texts)), axis=1)
    return judged(made, pairs[pairs[:, 0] < pairs[:, 1]], floor)


def judged(made: Texts, pairs: Array, floor: float) -> list[tuple[int, int, float]]:
    """Return the pairs of places whose texts are at least so much alike, with their likeness."""
    # most candidates are hopeless, which is seen of all at once: first roughly, then of those left but for rounding
    for at_most in (True, False):
        shares = made.overlaps(pairs, at_most=at_most) + _MARGIN
        pairs = pairs[(shares[:, 0] >= min(_HOPELESS, floor)) | ((shares[:, 1] >= _WITHIN) & (made.held > 0))]
    return [(i, j, share) for i, j in pairs.tolist() if (share := made.likeness(i, j)) >= floor]


def together(band: Array, keys: Array, names: Array) -> Array:
    """Return pairs of names whose bands are equal: each with its neighbour and with the first of its kind.

    The order among equals is that of their keys, so it does not matter in which order the texts come.
    """
    import numpy

    order = numpy.lexsort((keys, band))
    same = band[order][1:] == band[order][:-1]
    left, right = order[:-1][same], order[1:][same]
    begin = numpy.maximum.accumulate(numpy.where(numpy.concatenate(([True], ~same)), numpy.arange(len(order)), 0))
    heads = order[begin[1:]][same]
    near = numpy.stack([names[left], names[right]], axis=1)
    far = numpy.stack([names[heads], names[right]], axis=1)
    return numpy.concatenate([near, far[heads != left]])


def rarity_of(texts: Iterable[Pieces]) -> Rarity:
    """Return the rarity of the shingles of texts, none of which is given twice."""
    return Rarity.of(shingles(["".join(pieces) for pieces in texts]))


def order_likeness(one: str, other: str) -> float:
    """Return how many characters of two texts agree in order, on the scale of Jaccard (0..1)."""
    from rapidfuzz.distance import LCSseq

    common = LCSseq.similarity(one, other)
    return float(common / max(1, len(one) + len(other) - common))


def key_of(text: str) -> int:
    """Return 64 bits (signed) that stand for a text."""
    digest = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "little", signed=True)


def text_key(pieces: Pieces) -> int:
    """Return 64 bits (signed) that stand for a text in pieces."""
    return key_of("\x1f".join(pieces))


def _bands(values: Array, first: Array) -> Iterable[Array]:
    """Yield the bands of minimal hashes of texts whose shingles begin at ``first``."""
    import numpy

    generator = numpy.random.default_rng(_SEED)
    for _ in range(BANDS):
        band = numpy.zeros(len(first), dtype=numpy.uint64)
        for _ in range(_ROWS):
            salt = generator.integers(1, 2**63, dtype=numpy.uint64) | numpy.uint64(1)
            with numpy.errstate(over="ignore"):
                lowest = numpy.minimum.reduceat(mixed(values * salt), first)
            band = mixed(band ^ lowest)
        yield band


__all__ = [
    "BANDS",
    "SIZE",
    "Bar",
    "Pieces",
    "Rarity",
    "Texts",
    "judged",
    "key_of",
    "near_pairs",
    "order_likeness",
    "rarity_of",
    "text_key",
    "together",
]
