"""``python -m auditor.nlp.train CORPUS``: from a folder of official texts to the typo model, in one go."""

from __future__ import annotations

import argparse
import json
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from auditor.errors import install_hint
from auditor.nlp.segment import general_letters, general_words, read_words, tokenizer
from auditor.nlp.topics import listed
from auditor.nlp.train import build, chars, general, sieve, topics, wordgrams
from auditor.nlp.train.counts import Sorted, count, files, is_held_out, lines, merged
from auditor.nlp.train.fit import false_reports, fitted, measured
from auditor.nlp.train.lessons import LONGEST, SHORTEST_SENTENCE, Sources, held_out_of_all, lessons, spoilt, typist_for
from auditor.nlp.train.manifest import INPUTS, as_text, described, inputs
from auditor.nlp.train.register import phrases
from auditor.nlp.typo import charlm, judge, sounding, vocabulary
from auditor.nlp.typo.model import FORMAT, Model, read_model
from auditor.resources import folder

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_TERM_WEIGHT = 2000
# Clauses that the judge is measured on, and sentences; so many that a tenth of a percent can be told.
_MEASURED = 5000


@dataclass(frozen=True, slots=True)
class Job:
    """What to train from (folder of *.txt or *.txt.xz; folder of the word files), where to, how much to keep."""

    corpus: Path
    terms: Path
    out: Path
    cuts: build.Cuts = build.DEFAULT
    parts: int = 2
    clauses: int = 16_000
    tune: Path | None = None
    general: Path | None = None
    drawn: int = 12_000_000
    rows: tuple[Path, ...] = ()


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def _write(out: Path, made: Mapping[str, bytes], job: Job) -> None:
    for name, data in made.items():
        (out / name).write_bytes(data)
    manifest = {
        "format": FORMAT,
        "retrain": "python -m auditor.nlp.train <语料目录>"
        + (" --tune <拼写纠错句对目录>" if job.tune else "")
        + (" --general <lm_sc.arpa>" if job.general else ""),
        "needs": install_hint("train"),
        "inputs": inputs(job.terms),
        "files": described(made),
    }
    (out / "manifest.json").write_text(as_text(manifest), encoding="utf-8")


def _counted(job: Job, field: Sequence[tuple[str, int]], alphabet: NDArray[np.uint16]) -> dict[Path | None, Any]:
    """Return the n-grams of each file of the corpus and of general Chinese, those of the phrases under None."""
    texts = (phrase for phrase, weight in field for _ in range(weight))
    found: dict[Path | None, Any] = {None: chars.counted(texts, alphabet)}
    for path in files(job.corpus):
        found[path] = chars.counted((line for line in lines(path) if not is_held_out(line)), alphabet)
    if job.general:
        found[job.general] = chars.counted(general.drawn(general.read(job.general), job.drawn), alphabet)
    return found


def _whole(parts: Sequence[dict[int, Sorted]]) -> dict[int, Sorted]:
    return {order: merged([part[order] for part in parts]) for order in parts[0]}


@dataclass(frozen=True, slots=True)
class _Words:
    """The Han characters, the files of words and pairs of words, readings, words to offer, look-alikes, sides."""

    han: str
    made: dict[str, bytes]
    heard: Mapping[str, Sequence[str]]
    offered: Sequence[str]
    alike: Mapping[str, str]
    sides: Mapping[str, str]


def _vocabulary(job: Job, field: Sequence[tuple[str, int]]) -> _Words:
    """Return what the words of the corpus, the word files and the general dictionary say."""
    dictionary = {word: seen for word, seen in general_words().items() if build.is_han(word[0])}
    terms = list(read_words(_lines(job.terms / "terms.txt")))
    for word in terms:
        dictionary[word] = max(dictionary.get(word, 0), _TERM_WEIGHT)
    counted = build.with_phrases(count(job.corpus, dictionary, job.parts), field, dictionary)
    kept = build.vocabulary(counted, dictionary, job.cuts)
    ids = {"": 0} | {word: place for place, word in enumerate(kept, 2)}
    han = chars.han_of(counted.chars)
    heard = build.readings(kept, dictionary)
    alike = build.look_alikes(read_words(_lines(job.terms / "shapes.txt")), _lines(job.terms / "alike.txt"))
    read = (line for line in lines(job.corpus) if not is_held_out(line))
    own, counts = list(kept), list(kept.values())
    company = topics.counted(read, [own[place] for place in listed(own, counts)], tokenizer(*vocabulary.numbered(kept)))
    made = {
        "words.bin.z": vocabulary.dump(kept, build.general_logs(dictionary, kept), general_letters(), terms),
        "pairs.bin": build.pairs(counted, kept, ids, dictionary, job.cuts),
        "topics.bin": topics.vectors(company).tobytes(),
    }
    sides = build.look_alikes((), _lines(job.terms / "sides.txt"))
    return _Words(han, made, heard, build.offered(kept, dictionary, job.cuts), alike, sides)


def _sounds(words: _Words, pairs: Sorted) -> bytes:
    """Return the file of what a symbol may be a slip for."""
    more = (words.offered, words.alike, words.sides, chars.beside(pairs, sounding.BESIDE))
    made = sounding.dump(charlm.alphabet(words.han), words.heard, build.classes(words.heard), more)
    return zlib.compress(made.tobytes(), 9)


def _model(made: Mapping[str, bytes], job: Job) -> Model:
    # Windows keeps the files of a model that is in use.
    with TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
        _write(Path(scratch), made, job)
        return read_model(Path(scratch))


def _language(job: Job) -> tuple[dict[str, bytes], Callable[[Path], charlm.CharModel]]:
    """Return the files of the model without its judge, and what gives the character model of all but one file."""
    field = [one for name in INPUTS[:3] for one in phrases(job.terms / name)]
    words = _vocabulary(job, field)
    made, han = dict(words.made), words.han
    counted = _counted(job, field, charlm.alphabet(han))
    whole = _whole(list(counted.values()))
    made["sounds.bin.z"] = _sounds(words, whole[2])
    made |= {"chars.bin": chars.packed(han, chars.smoothed(whole), job.cuts.chars).tobytes()}
    made |= {"weights.json": b"{}", sieve.NAME: b"{}"}
    second = counted[job.general] if job.general else whole
    made["wordgrams.bin"] = wordgrams.words_file(job.general) if job.general else wordgrams.nothing()
    made["general.bin"] = chars.packed(han, chars.smoothed(second), job.cuts.chars // 3).tobytes()

    def without(path: Path) -> charlm.CharModel:
        rest = _whole([found for name, found in counted.items() if name != path])
        return charlm.load(chars.packed(han, chars.smoothed(rest), job.cuts.chars // 2).tobytes())

    return made, without


def train(job: Job) -> dict[str, Any]:
    """Return the measurements of a model trained anew; its files are written to ``job.out``.

    The same corpus and word files give the same bytes. One half of the held-out lines fits the judge, the other
    measures it.
    """
    made, without = _language(job)
    model = _model(made, job)
    typist = typist_for(model)
    sources = Sources(job.corpus, job.terms / "frames.txt", job.rows, job.tune)
    weights = fitted(lessons(sources, without, typist, job.clauses))
    made["weights.json"] = json.dumps(weights, separators=(",", ":")).encode()
    made[sieve.NAME] = sieve.written(replace(model, forest=judge.load(weights)), sources)
    unseen = held_out_of_all(job.corpus, 1)
    cell, sentence = spoilt(unseen, model, typist, _MEASURED)
    result: dict[str, Any] = {"cells": measured(cell, weights), "sentences": measured(sentence, weights)}
    job.out.mkdir(parents=True, exist_ok=True)
    _write(job.out, made, job)
    whole = [line for line in unseen if SHORTEST_SENTENCE <= len(line) <= LONGEST][:_MEASURED]
    result["false_reports"] = false_reports(whole, read_model(job.out))
    (job.out / "metrics.json").write_text(as_text(result), encoding="utf-8")
    return result


def main() -> None:
    """Parse the command line, train, print the measurements."""
    parser = argparse.ArgumentParser(prog="python -m auditor.nlp.train", description=__doc__)
    parser.add_argument("corpus", type=Path, help="folder of *.txt or *.txt.xz, one sentence a line, UTF-8")
    parser.add_argument("--out", type=Path, default=None, help="folder of the artefact (default: models/typo)")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument(
        "--tune", type=Path, default=None, help="folder of *.train: errors, sentence, right sentence (tabs)"
    )
    parser.add_argument("--general", type=Path, default=None, help="ARPA file of words, order 3 (libime's lm_sc.arpa)")
    given = parser.parse_args()
    terms = folder("models") / "typo"
    rows = tuple(folder("models") / name / "rows.tsv" for name in ("category", "meaning"))
    job = Job(given.corpus, terms, given.out or terms, parts=given.processes, rows=rows)
    print(as_text(train(replace(job, tune=given.tune, general=given.general))))


if __name__ == "__main__":
    main()
