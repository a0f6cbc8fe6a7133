"""``python -m auditor.nlp.train CORPUS``: from a folder of official texts to the typo model, in one go."""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from auditor.nlp.model import FORMAT, read_model
from auditor.nlp.segment import general_words, read_words
from auditor.nlp.train.build import DEFAULT, Cuts, artefact, is_han, with_phrases
from auditor.nlp.train.counts import count
from auditor.nlp.train.damage import Typist
from auditor.nlp.train.fit import fitted, measured, pair_trials, trials
from auditor.resources import folder

_TERM_WEIGHT = 2000


@dataclass(frozen=True, slots=True)
class Job:
    """What to train from (folder of *.txt or *.txt.xz; folder of the three word files), where to, how much to keep."""

    corpus: Path
    terms: Path
    out: Path
    cuts: Cuts = DEFAULT
    parts: int = 2
    clauses: int = 60_000
    tune: Path | None = None


def _words(path: Path) -> list[str]:
    return list(read_words(path.read_text(encoding="utf-8").splitlines()))


def _write(out: Path, files: Mapping[str, bytes], job: Job) -> None:
    for name, data in files.items():
        (out / name).write_bytes(data)
    manifest = {
        "format": FORMAT,
        "retrain": "python -m auditor.nlp.train <语料目录>" + (" --tune <拼写纠错句对目录>" if job.tune else ""),
        "needs": "pip install 'auditor[train]'",
        "inputs": {
            name: _sha256((job.terms / name).read_bytes()) for name in ("terms.txt", "phrases.txt", "shapes.txt")
        },
        "files": {name: {"sha256": _sha256(data), "bytes": len(data)} for name, data in files.items()},
    }
    (out / "manifest.json").write_text(_json(manifest), encoding="utf-8")


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _pairs(where: Path) -> list[tuple[str, str]]:
    rows = [line.split("\t") for path in sorted(where.glob("*.train")) for line in path.read_text("utf-8").splitlines()]
    # Every second pair: the others measure.
    return [(row[1], row[2]) for row in rows[::2] if len(row) == 3]


def train(job: Job) -> dict[str, Any]:
    """Return the measurements of a model trained anew; its files are written to ``job.out``.

    The same corpus and word files give the same bytes. Two halves of the held-out lines fit and measure the judge.
    """
    dictionary = {word: seen for word, seen in general_words().items() if is_han(word[0])}
    general = dict(dictionary)
    for word in _words(job.terms / "terms.txt"):
        dictionary[word] = max(dictionary.get(word, 0), _TERM_WEIGHT)
    counted = count(job.corpus, dictionary, job.parts)
    counted = with_phrases(counted, _words(job.terms / "phrases.txt"), dictionary, job.cuts.phrase_weight)
    known, table = artefact(counted, dictionary, _words(job.terms / "shapes.txt"), job.cuts)
    files = {
        "words.json": json.dumps(known, ensure_ascii=False, separators=(",", ":")).encode(),
        "grams.bin": table,
        "weights.json": b"{}",
    }
    with TemporaryDirectory() as scratch:
        _write(Path(scratch), files, job)
        model = read_model(Path(scratch))
    typist = Typist(model, general)
    held_out = counted.held_out
    weights = fitted(
        [
            trials(held_out[::2], model, typist, job.clauses, narrow=True),
            *([pair_trials(_pairs(job.tune), model)] if job.tune else []),
        ]
    )
    result = measured(trials(held_out[1::2], model, typist, job.clauses // 2), weights)
    files["weights.json"] = json.dumps(weights, separators=(",", ":")).encode()
    job.out.mkdir(parents=True, exist_ok=True)
    _write(job.out, files, job)
    (job.out / "metrics.json").write_text(_json(result), encoding="utf-8")
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
    given = parser.parse_args()
    terms = folder("models") / "typo"
    print(_json(train(Job(given.corpus, terms, given.out or terms, parts=given.processes, tune=given.tune))))


if __name__ == "__main__":
    main()
