"""``python -m auditor.nlp.train.sieve``: the sieve of the typo model fitted anew, on made-up lines that it came with.

It needs no corpus. A candidate is worth keeping where the judge holds it likely enough; the least that passes a
line is such that of these next to none is lost.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from auditor.nlp.train.lessons import Sources, framed, indicators, typist_for
from auditor.nlp.train.manifest import rewritten
from auditor.nlp.typo import search, symbols
from auditor.nlp.typo.candidates import LEAST_GAIN, Drawn, Sight, every, following
from auditor.nlp.typo.charlm import ORDER
from auditor.nlp.typo.clause import split
from auditor.nlp.typo.corrections import corrections_of, searched
from auditor.nlp.typo.discount import chances
from auditor.nlp.typo.features import FEATURES
from auditor.nlp.typo.fluency import Fluency
from auditor.nlp.typo.model import Model, read_model
from auditor.nlp.typo.sieve import NUMBERS, OPEN, Line, Sieve, dump
from auditor.resources import folder

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

NAME = "sieve.json"
# What share of the likely candidates each stage may lose, of those that may be lacking (where most of the time goes,
# and four in ten are found) and of those that replace; likely is what the rest of a document could raise to a report.
LOST, LIKELY = (0.005, 0.0005), 0.3
_FRAMED, _ROUNDS, _BATCH = 6000, 3, 1500
_GAIN = FEATURES.index("gain")
_DIGITS = 3


@dataclass(frozen=True, slots=True)
class _Seen:
    """Numbers of candidates, a row each, once with the pair for ``left`` and once with all that stands before."""

    pairs: NDArray[np.float64]
    whole: NDArray[np.float64]
    likely: NDArray[np.bool_]
    gains: NDArray[np.bool_]


def fitted(texts: Sequence[str], model: Model) -> Sieve:
    """Return the sieve for a model, from texts that have slips."""
    import numpy as np

    wide = replace(model, sieve=Sieve())
    parts = [_seen(texts[first : first + _BATCH], wide) for first in range(0, len(texts), _BATCH)]
    lines = []
    for size in (0, 1):
        pairs, whole, likely, gains = (
            np.concatenate([getattr(part[size], name) for part in parts]) for name in _Seen.__slots__
        )
        gains |= likely
        lines.append((_line(pairs, likely, LOST[size]), _line(whole[gains], likely[gains], LOST[size])))
    return Sieve(*lines)


def _line(numbers: NDArray[np.float64], likely: NDArray[np.bool_], lost: float) -> Line:
    """Return the line that tells the likely candidates from the others, some lost; open where all are alike."""
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    if likely.all() or not likely.any():
        return OPEN
    fit = LogisticRegression(class_weight="balanced", max_iter=2000).fit(numbers, likely)
    weights = [round(float(weight), _DIGITS) for weight in fit.coef_[0]]
    least = float(np.quantile(numbers[likely] @ np.array(weights), lost))
    return Line(**dict(zip(NUMBERS, weights, strict=True)), least=round(least, _DIGITS))


def _seen(texts: Sequence[str], model: Model) -> list[_Seen]:
    """Return the candidates of texts that a model without a sieve has: what may be lacking, and what may replace."""
    likely = _likely(texts, model)
    row = symbols.row(texts, model.chars.symbols, model.sounding.wide)
    score = search.scored(row, model.chars)
    found = []
    for size in (0, 1):
        parts = []
        for sight in search.sights(row, score, size):
            drawn = next(every(row, sight, model.chars, model.sounding, model.sieve))
            parts.append(_numbers(sight, drawn, model, likely))
        found.append(_joined(parts))
    return found


def _joined(parts: Sequence[_Seen]) -> _Seen:
    import numpy as np

    return _Seen(*(np.concatenate([getattr(part, name) for part in parts]) for name in _Seen.__slots__))


def _numbers(sight: Sight, drawn: Drawn, model: Model, likely: set[tuple[int, int, int]]) -> _Seen:
    """Return the numbers of candidates of a sight, those of ``likely`` (size, slot, symbol) marked."""
    import numpy as np

    chars, owner, right = model.chars, drawn.owner, drawn.right[:, 0]
    after = following(sight, owner, right, drawn.pairs[1], chars)
    stands = [number[owner] for number in (sight.first, sight.second, sight.before, sight.reach)]
    rest = [after, drawn.cost, *stands]
    pair = chars.pair_logs(drawn.pairs[0], sight.left[-1][owner], right)
    columns = [*(sight.left[place][owner] for place in range(ORDER - 1)), right]
    whole, _ = chars.matched(columns, sight.held[:, owner], drawn.pairs[0])
    assert len(rest) + 1 == len(NUMBERS)
    keys = zip(sight.slots[owner].tolist(), right.tolist(), strict=True)
    marked = np.array([(sight.size, *key) in likely for key in keys], bool)
    return _Seen(
        np.stack([pair, *rest], axis=1).astype(np.float64),
        np.stack([whole, *rest], axis=1).astype(np.float64),
        marked,
        whole > sight.before[owner] + drawn.cost + LEAST_GAIN,
    )


def _likely(texts: Sequence[str], model: Model) -> set[tuple[int, int, int]]:
    """Return (size, slot, symbol) of the candidates of one character that the judge holds likely enough to be told."""
    found = searched(texts, model)
    made = corrections_of(found, [split(text, model) for text in texts], model, Fluency(model))
    told = {
        (one.text, one.numbers[_GAIN])
        for one, chance in zip(made, chances(made, model), strict=True)
        if chance >= LIKELY
    }
    options = found.options
    chosen = [option for option, _ in found.chosen if options.width[option] == 1 and options.size[option] < 2]
    return {
        (int(options.size[option]), int(options.start[option]), int(options.right[option, 0]))
        for option in chosen
        if (int(found.row.owner[options.start[option]]), float(options.gain[option])) in told
    }


def lines(model: Model, sources: Sources) -> list[str]:
    """Return made-up lines with a slip each, of frames and of tables of indicators."""
    typist = typist_for(model)
    made = [*framed(sources.frames, _FRAMED), *indicators(sources.rows) * _ROUNDS]
    return list(dict.fromkeys(typist.slip(line) for line in made))


def written(model: Model, sources: Sources) -> bytes:
    """Return the file of the sieve that is fitted for a model on made-up lines."""
    return json.dumps(dump(fitted(lines(model, sources), model))).encode()


def main() -> int:
    """Write the file and what the manifest says of it."""
    where = folder("models") / "typo"
    tables = tuple(folder("models") / name / "rows.tsv" for name in ("category", "meaning"))
    rewritten(where, NAME, written(read_model(where), Sources(where, where / "frames.txt", tables, None)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
