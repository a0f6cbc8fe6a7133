"""``python -m bench.slips SHARED [--write]``: how well the proofreader corrects what it was not made from.

SHARED is a folder with corpus/ (the sentences held out from training), data/ (rows of other provinces, sentence pairs)
and seeds/ (real documents); what is missing is left out. Typing errors are made up: a word becomes another word of
the general dictionary that sounds the same. A text counts as corrected where all of it is right after what
`auditor proofread` would report. ``--write`` also writes docs/slips.md.
"""

from __future__ import annotations

import csv
import random
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import auditor
from auditor.cli.proofread import HINT_FROM, WARNING_FROM, corrected, reported
from auditor.nlp import load_proofreader
from auditor.nlp.segment import cut, general_words
from auditor.nlp.train.counts import files, half_of, is_held_out, lines
from auditor.nlp.train.damage import Typist
from auditor.nlp.typo.codes import clauses
from auditor.nlp.typo.model import default_model
from bench import kinds
from bench.__main__ import markdown
from bench.proofread import tallied
from bench.registers import CELLS, PLAIN, registers

ROOT = Path(__file__).resolve().parent.parent
_HAN = re.compile(r"[一-鿿]+")
_WORD = re.compile(r"[一-鿿]{2}")
_DAMAGED, _CLEAN = 800, 2000
_CLAUSES, _CLEAN_CLAUSES = 1900, 3000
_HEADER = ["texts", "with an error", "precision %", "recall %", "F1 %", "alarms", "on right texts"]


@dataclass(frozen=True, slots=True)
class Texts:
    """Texts with an error (as typed, as meant), and right ones; ``alone``: one error at a time among the right ones."""

    title: str
    pairs: tuple[tuple[str, str], ...]
    right: tuple[str, ...]
    alone: bool = False


class _Hand:
    """Makes the errors; the same ones every time."""

    def __init__(self) -> None:
        self.model = default_model()
        general = {word: seen for word, seen in general_words().items() if _HAN.fullmatch(word)}
        self.typist = Typist(self.model, general, seed=101)
        self.dice = random.Random(5)

    def homophone(self, text: str) -> str:
        """Return ``text`` with one word replaced by another of the same sound, ``text`` where no word has one."""
        words = cut(self.model.cutter, text)
        for at in self.dice.sample(range(len(words)), len(words)):
            if _HAN.fullmatch(words[at]) and 2 <= len(words[at]) <= 4:
                other = self.typist.homophone(words[at])
                if other:
                    return "".join((*words[:at], other, *words[at + 1 :]))
        return text

    def pairs(self, texts: Iterable[str]) -> tuple[tuple[str, str], ...]:
        """Return those texts that a homophone can spoil, with the spoilt ones first."""
        return tuple((typed, text) for text in texts if (typed := self.homophone(text)) != text)


def _prose(folder: Path, hand: _Hand) -> Iterator[Texts]:
    held = [
        line for path in files(folder) for line in dict.fromkeys(lines(path)) if is_held_out(line) and half_of(line)
    ]
    hand.dice.shuffle(held)
    sentences = [line for line in held if 12 <= len(line) <= 80]
    noisy = ((hand.typist.noisy(line), line) for line in sentences[_CLEAN:])
    damaged = [pair for _, pair in zip(range(3 * _DAMAGED), noisy, strict=False) if pair[0] != pair[1]]
    yield Texts("held-out sentences, 1 to 4 errors", tuple(damaged[:_DAMAGED]), tuple(sentences[:_CLEAN]))
    short = [one for line in held for one in clauses(line) if _HAN.fullmatch(one) and 5 <= len(one) <= 14]
    short = list(dict.fromkeys(short))
    hand.dice.shuffle(short)
    pairs = hand.pairs(short[:_CLAUSES])
    yield Texts("held-out clauses, one homophone", pairs, tuple(short[_CLAUSES : _CLAUSES + _CLEAN_CLAUSES]))


def _cells(title: str, texts: Iterable[str], hand: _Hand) -> Iterator[Texts]:
    cells = tuple(text for text in dict.fromkeys(texts) if 4 <= len(text) <= 60 and _WORD.search(text))
    pairs = hand.pairs(cells)
    yield Texts(f"{title}, every cell wrong", pairs, cells)
    yield Texts(f"{title}, one cell wrong", pairs, cells, alone=True)


def _rows(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield from (row["name"].strip(), row["value"].strip())


def _document(path: Path) -> Iterator[str]:
    budget = auditor.extract(auditor.read(path))
    yield from (project.name.text for project in budget.projects)
    for item in budget.indicators:
        yield from (item.name.text, item.value.text, item.activity.text)


def _sentence_pairs(path: Path) -> Texts:
    """Return the half of a file of sentence pairs that training does not see."""
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()][1::2]
    pairs = [(row[1], row[2]) for row in rows if len(row) == 3]
    wrong = tuple((typed, meant) for typed, meant in pairs if typed != meant)
    return Texts(f"{path.stem}, unseen half", wrong, tuple(meant for typed, meant in pairs if typed == meant))


def sets(shared: Path) -> Iterator[Texts]:
    """Yield the sets that ``shared`` has the texts for."""
    hand = _Hand()
    if (shared / "corpus").is_dir():
        yield from _prose(shared / "corpus", hand)
    if (shared / "data" / "indicator_rows.csv").is_file():
        yield from _cells("cells of other provinces", _rows(shared / "data" / "indicator_rows.csv"), hand)
    seeds = [text for path in sorted((shared / "seeds").glob("*.txt")) for text in _document(path)]
    if seeds:
        yield from _cells("cells of real documents", seeds, hand)
    yield from map(_sentence_pairs, sorted((shared / "data" / "csc_dev").glob("*.train")))


def _mended(texts: Sequence[str]) -> list[str]:
    found = load_proofreader()(texts)
    return [corrected(text, reported(edits)) for text, edits in zip(texts, found, strict=True)]


def row_of(one: Texts) -> list[str]:
    """Return the line of a set: whole texts right, and alarms."""
    if one.alone:
        made = [
            _mended([typed if text == meant else text for text in one.right])[one.right.index(meant)]
            for typed, meant in one.pairs
        ]
    else:
        made = _mended([typed for typed, _ in one.pairs])
    tally = tallied([*made, *_mended(one.right)], [*one.pairs, *((text, text) for text in one.right)])
    shares = [f"{100 * share:.1f}" for share in tally.shares]
    return [one.title, str(tally.errors), *shares, str(tally.alarms), str(len(one.right))]


def _alone(shared: Path) -> Iterator[str]:
    """Yield the tables of texts that are read alone: each kind of slip, right lines by register, what levels mean."""
    hand, right = _Hand(), registers()
    plain = [line for name in PLAIN for line in right[name]]
    cells = [text for text in _rows(shared / "data" / "indicator_rows.csv") if 4 <= len(text) <= 60]
    sources = {
        "cells of other provinces": list(dict.fromkeys(cells)),
        CELLS: right[CELLS],
        "contracts to notices": plain,
    }
    table, every = [["kind", "texts", "slips", "corrected %", "as error %", "reported otherwise"]], []
    for kind, title in kinds.KINDS.items():
        for source, texts in sources.items():
            pairs = kinds.spoilt(texts, kind, hand.typist)
            every += pairs
            table.append([title, source, *kinds.score(pairs).row])
    yield markdown("Kinds of slip, each text alone", table)
    head = ["register", "lines", "errors", "of any kind", "errors in 10,000 characters", "of any kind in 10,000"]
    rows = [[name, *kinds.alarms(lines)] for name, lines in {**right, **sources}.items()]
    yield markdown("Right lines, each alone", [head, *rows])
    shares = kinds.firmness(every, [line for lines in (*right.values(), *sources.values()) for line in lines])
    levels = [[name, f"{100 * share:.1f}"] for name, share in shares.items()]
    yield markdown("What is right of what is reported in all of these", [["level", "right %"], *levels])
    rate = f"{kinds.speed(plain + cells):,.0f}"
    yield markdown("Speed", [["whole proofreader", "clauses a CPU second"], ["all of these, none read before", rate]])


def main(arguments: list[str]) -> int:
    """Print the table, and write it where asked."""
    names = [one for one in arguments if not one.startswith("-")]
    if len(names) != 1 or not Path(names[0]).is_dir():
        print("usage: python -m bench.slips SHARED [--write]", file=sys.stderr)
        return 2
    table = [_HEADER, *(row_of(one) for one in sets(Path(names[0])))]
    hints = f"{WARNING_FROM}, words of the same sound from {HINT_FROM}"
    title = f"What is reported, from confidence {hints}, on texts the model was not made from"
    made = "\n\n".join([markdown(title, table), *_alone(Path(names[0]))])
    print(made)
    if "--write" in arguments:
        head = (
            "# Slips\n\nWritten by `python -m bench.slips SHARED --write`; `bench/slips.py` says what each set is.\n\n"
        )
        (ROOT / "docs" / "slips.md").write_text(head + made + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
