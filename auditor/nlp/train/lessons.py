"""What the judge is fitted on: held-out lines cut to cells and whole, as typed rightly and with slips."""

from __future__ import annotations

import csv
import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from auditor.nlp.segment import general_words
from auditor.nlp.train import build, frames
from auditor.nlp.train.counts import files, half_of, is_held_out, lines
from auditor.nlp.train.damage import Typist, cells
from auditor.nlp.train.fit import Trials, narrowed, trials
from auditor.nlp.typo.codes import clauses
from auditor.nlp.typo.lexicon import lexicon
from auditor.nlp.typo.model import Model

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.nlp.typo.charlm import CharModel

_ROUNDS = 8
# What lessons weigh: (cells, sentences) that the language knows, those that are new to it, (lines of frames, made-up
# indicators). Real cells are like the strange ones and like indicators: these count more.
_FAMILIAR, _STRANGE, _MADE = (1.0, 0.7), (2.0, 1.5), (1.5, 2.0)
_WORDY = re.compile(r"[一-鿿]{2}")
_SHORTEST, _LONGEST_CLAUSE = 3, 40
SHORTEST_SENTENCE, LONGEST = 12, 80


def held_out(path: Path, half: int) -> list[str]:
    """Return one half of the lines of a file that are not counted, in an order without meaning."""
    held = sorted({line for line in lines(path) if is_held_out(line) and half_of(line) == half})
    random.Random(1).shuffle(held)
    return held


def held_out_of_all(corpus: Path, half: int) -> list[str]:
    """Return one half of the lines of a corpus that are not counted, in an order without meaning."""
    held = [line for path in files(corpus) for line in held_out(path, half)]
    random.Random(3).shuffle(held)
    return held


def _cells(held: Sequence[str], model: Model, most: int) -> list[str]:
    cut = [clause for line in held for clause in clauses(line) if _SHORTEST <= len(clause) <= _LONGEST_CLAUSE]
    dice = random.Random(2)
    dice.shuffle(cut)
    return cells(cut[:most], model, dice)


def spoilt(held: Sequence[str], model: Model, typist: Typist, most: int) -> list[Trials]:
    """Return the trials of cells with one word typed wrongly and of sentences with some slips."""
    short = [(typist.slip(cell), cell) for cell in _cells(held, typist.model, most)]
    sentences = [line for line in held if SHORTEST_SENTENCE <= len(line) <= LONGEST][: most // 4]
    # Every third sentence has one slip of any kind, the others some that put as many characters as they take.
    noisy = [(typist.noisy(one) if at % 3 else typist.slip(one), one) for at, one in enumerate(sentences)]
    return [trials(short, model), trials(noisy, model)]


def _pairs(where: Path) -> Iterator[list[tuple[str, str]]]:
    for path in sorted(where.glob("*.train")):
        rows = [line.split("\t") for line in path.read_text("utf-8").splitlines()]
        # Every second pair: the others measure.
        yield [(row[1], row[2]) for row in rows[::2] if len(row) == 3]


def _frames(path: Path) -> list[str]:
    return [line for line in path.read_text("utf-8").splitlines() if line and not line.startswith("#")]


def _largest(corpus: Path) -> list[Path]:
    """Return the largest file of a corpus that has others besides."""
    found = sorted(files(corpus), key=lambda path: -path.stat().st_size)
    return found[:1] if len(found) > 1 else []


@dataclass(frozen=True, slots=True)
class Sources:
    """Where lessons come from: the corpus, the file of frames, tables of made-up rows, pairs of (typed, right)."""

    corpus: Path
    frames: Path
    rows: Sequence[Path]
    tune: Path | None


def indicators(tables: Sequence[Path]) -> list[str]:
    """Return the names and the worded values of tables of made-up indicators."""
    found: list[str] = []
    for path in tables:
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t"):
                found += [row["name"], row["value"]]
    return [text for text in dict.fromkeys(found) if _WORDY.search(text)]


def typist_for(model: Model) -> Typist:
    """Return who types the words of a model and of general Chinese wrongly."""
    return Typist(model, {word: seen for word, seen in general_words().items() if build.is_han(word)})


def framed(path: Path, most: int) -> list[str]:
    """Return lines with made-up names from a file of frames."""
    return frames.lines(_frames(path), frames.pools(lexicon("proofread", "surnames"), lexicon("places"), 0), most)


def _weighed(parts: Sequence[Trials], weights: Sequence[float]) -> list[Trials]:
    return [replace(part, weight=weight) for part, weight in zip(parts, weights, strict=True)]


def lessons(sources: Sources, strange: Callable[[Path], CharModel], typist: Typist, most: int) -> list[Trials]:
    """Return the trials that the judge is fitted on.

    ``strange`` gives the character model of everything but one file of the corpus: read by it, the sound lines of that
    file hold words that are new, as real cells do.
    """
    model = typist.model
    parts = _weighed(spoilt(held_out_of_all(sources.corpus, 0), model, typist, most), _FAMILIAR)
    for path in _largest(sources.corpus):
        reader = replace(narrowed(model), chars=strange(path))
        parts += _weighed(spoilt(held_out(path, 0), reader, typist, most // 2), _STRANGE)
    named, worded = framed(sources.frames, most // 2), (indicators(sources.rows) * _ROUNDS)[:most]
    made = [[(typist.slip(line), line) for line in some] for some in (named, worded)]
    parts += _weighed([trials(some, model) for some in made], _MADE)
    if sources.tune:
        parts += [trials(pairs, model) for pairs in _pairs(sources.tune)]
    return parts
