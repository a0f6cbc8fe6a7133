"""How well each kind of slip is corrected, and what is reported on right lines; every text is read alone."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from auditor.cli.proofread import ERROR_FROM, corrected, reported, severity_of
from auditor.nlp import load_proofreader
from auditor.nlp.train.damage import Typist
from auditor.nlp.typo.codes import clauses
from auditor.nlp.typo.marker import Marker
from auditor.nlp.typo.model import default_model
from auditor.nlp.typo.pairs import default_pairs
from auditor.nlp.typo.proofreader import DocumentProofreader
from auditor.records.edit import Edit

KINDS = {
    "homophone": "homophone word",
    "same": "homophone character",
    "near_sound": "near sound",
    "shape": "shape",
    "doubled": "doubled",
    "extra": "extra",
    "lacking": "missing",
    "swapped": "swapped",
}
_WARM = 200  # texts


def alone(texts: Sequence[str]) -> list[tuple[Edit, ...]]:
    """Return what is reported in each text, no other text beside it."""
    proofread = load_proofreader()
    proofread(texts)  # what each text says by itself is remembered, so that the next line is quick
    return [reported(proofread([text])[0]) for text in texts]


@dataclass(frozen=True, slots=True)
class Score:
    """Texts with a slip: how many are corrected, corrected at error level, reported otherwise."""

    texts: int
    right: int
    firm: int
    wrong: int

    @property
    def row(self) -> list[str]:
        """The figures of a table."""
        shares = (100 * self.right / max(self.texts, 1), 100 * self.firm / max(self.texts, 1))
        return [str(self.texts), *(f"{share:.1f}" for share in shares), str(self.wrong)]


def spoilt(texts: Sequence[str], kind: str, typist: Typist) -> list[tuple[str, str]]:
    """Return (typed, meant) for those texts that a slip of a kind can spoil."""
    return [(typed, text) for text in texts if (typed := typist.slip(text, {kind: 1.0})) != text]


def score(pairs: Sequence[tuple[str, str]]) -> Score:
    """Return how well pairs of (typed, meant) are corrected."""
    right = firm = wrong = 0
    for (typed, meant), edits in zip(pairs, alone([typed for typed, _ in pairs]), strict=True):
        good = corrected(typed, edits) == meant
        right += good
        firm += good and all(edit.confidence >= ERROR_FROM for edit in edits)
        wrong += bool(edits) and not good
    return Score(len(pairs), right, firm, wrong)


def alarms(lines: Sequence[str]) -> list[str]:
    """Return lines, errors, reports of any kind, and both for 10,000 characters."""
    found = [edit for edits in alone(lines) for edit in edits]
    firm = sum(edit.confidence >= ERROR_FROM for edit in found)
    size = max(sum(map(len, lines)), 1)
    return [
        str(len(lines)),
        str(firm),
        str(len(found)),
        f"{10_000 * firm / size:.1f}",
        f"{10_000 * len(found) / size:.1f}",
    ]


def firmness(pairs: Sequence[tuple[str, str]], lines: Sequence[str]) -> Mapping[str, float]:
    """Return what share of the edits is right at error and warning level and of hints, over spoilt and right texts."""
    tally = {"error": [0, 0], "warning": [0, 0], "info": [0, 0]}
    texts = [*pairs, *((line, line) for line in lines)]
    for (typed, meant), edits in zip(texts, alone([typed for typed, _ in texts]), strict=True):
        for edit in edits:
            level = tally[severity_of(edit)]
            level[0] += corrected(typed, [edit]) == meant
            level[1] += 1
    return {name: right / max(made, 1) for name, (right, made) in tally.items()}


def unread() -> DocumentProofreader:
    """Return the whole proofreader over the installed model, which has read nothing yet: it remembers every text."""
    return DocumentProofreader(Marker(default_model(), default_pairs()))


def speed(texts: Sequence[str]) -> float:
    """Return the clauses a CPU second that the whole proofreader reads, none of which it has read before.

    What is made once (patterns, lists of words) is made before the clock runs.
    """
    unread()(texts[:_WARM])
    fresh, texts = unread(), list(dict.fromkeys(texts))
    count = sum(len(clauses(text)) for text in texts)
    start = time.process_time()
    fresh(texts)
    return count / (time.process_time() - start)
