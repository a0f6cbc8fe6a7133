"""The proofreader of a document: what the pipeline marks in each text, weighed against the other texts."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from auditor.nlp.typo.caution import DOUBTFUL, EVERYDAY, WARNING
from auditor.nlp.typo.clause import Clause
from auditor.nlp.typo.compounds import person
from auditor.nlp.typo.echo import echoes
from auditor.nlp.typo.elsewhere import Witness
from auditor.nlp.typo.general import how_often
from auditor.nlp.typo.marker import Marked, Marker, apart
from auditor.nlp.typo.names import listed
from auditor.nlp.typo.spelling import LEAST
from auditor.nlp.typo.stretches import Known
from auditor.nlp.typo.support import Reader, Support, counted, doubles, meant, recurs, support, topical, variants
from auditor.records.edit import Edit

if TYPE_CHECKING:
    from auditor.nlp.typo.opinion import SecondOpinion

_WORDY = re.compile(r"[一-鿿]\s*[一-鿿]")
_MOST_REMEMBERED = 20_000
_AGAIN, _SUPPORTED, _RECURRING = 1.2, 1.0, 2
# How often a general dictionary has seen a word that nobody writes again and again for another by mistake.
_SELDOM = range(100)
_CERTAIN = 0.85
_NEAR = 60
_PLAIN = 0.76
_LONG = 4
_CUT_LENGTH, _CUT_PENALTY = 25, 1.5
_OF = "占"  # between a part and its whole
_ENDS = frozenset("。;；！？!?）)”")


@dataclass(frozen=True)
class DocumentProofreader:
    """Finds wrong characters in the texts of one document; see ``records.edit.Proofreader``."""

    marker: Marker
    opinion: SecondOpinion | None = None
    _memory: dict[str, Marked] = field(default_factory=dict, repr=False, compare=False)

    def __call__(self, texts: Sequence[str]) -> list[tuple[Edit, ...]]:
        """Return the edits of each text, in order; equal texts have equal edits."""
        read = self._read([text for text in dict.fromkeys(texts) if _WORDY.search(text)])
        known = support(one.clauses for one in read)
        clauses, reader = [one.clauses for one in read], self._witness.reader
        heard, shown = echoes(clauses, reader), self._witness(clauses)
        found = {
            one.text: _weighed(one, known, reader, [*heard.get(at, ()), *shown.get(at, ())], self.marker)
            for at, one in enumerate(read)
        }
        if self.opinion is not None:
            found = self.opinion(found)
        return _whole([found.get(text, ()) for text in texts])

    @cached_property
    def _witness(self) -> Witness:
        model = self.marker.model
        return Witness(Reader(model, self.marker.fluency), self.marker.caution, Known(model))

    def _read(self, texts: list[str]) -> list[Marked]:
        """Return what the marker says about each text; departments share most of their phrases, so it is kept."""
        if len(self._memory) > _MOST_REMEMBERED:
            self._memory.clear()
        fresh = [text for text in texts if text not in self._memory]
        self._memory.update(zip(fresh, self.marker(fresh), strict=True))
        return [self._memory[text] for text in texts]


def _weighed(read: Marked, known: Support, reader: Reader, heard: Sequence[Edit], marker: Marker) -> tuple[Edit, ...]:
    sure = [
        _supported(read.text, edit, read.clauses, known) if edit.kind in ("homophone", "shape", "swapped") else edit
        for edit in read.edits
    ]
    beside = [*heard, *(edit for clause in read.clauses for edit in variants(clause, known, reader))]
    sure += marker.cautious(read.text, beside)
    sure = [
        _doubted(edit, read.clauses, known) for edit in sure if not _of_the_matter(edit, read.clauses, known, reader)
    ]
    told = (edit for edit in apart(sure) if edit.confidence >= LEAST)
    return tuple(edit for edit in told if edit.confidence >= WARNING or not _is_matter(edit, known))


def _is_matter(edit: Edit, known: Support) -> bool:
    """Return whether an edit is about a rare word that the document has again and again (简牍): likely its matter."""
    return edit.is_word and how_often(edit.wrong) in _SELDOM and known.others(edit.wrong) >= _RECURRING


def _whole(found: list[tuple[Edit, ...]]) -> list[tuple[Edit, ...]]:
    """Return the edits without lone marks whose other half stands in one of the next texts: there a cell was cut."""
    made = list(found)
    for at, edits in enumerate(found):
        for edit in edits:
            closing = edit.right[-1:] if edit.kind == "mark" and len(edit.right) == len(edit.wrong) + 1 else ""
            for later in range(at + 1, min(at + 1 + _NEAR, len(found))) if closing else ():
                if any(other.kind == "mark" and other.wrong == closing and not other.right for other in made[later]):
                    made[at] = tuple(one for one in made[at] if one is not edit)
                    made[later] = tuple(one for one in made[later] if one.wrong != closing or one.right)
                    break
    return made


def _supported(text: str, edit: Edit, clauses: Sequence[Clause], known: Support) -> Edit:
    """Return the edit with its confidence moved by what the document says.

    A spelling that recurs with its neighbours in other texts is likely meant; a correction that stands so elsewhere
    is likely right; the last character of a long text may be half of a word that the layout cut off.
    """
    clause = next(one for one in clauses if edit.start in one.places)
    at = clause.places.index(edit.start)
    size = sum(edit.start <= place < edit.end for place in clause.places)
    before, after = clause.symbols[max(0, at - 1) : at], clause.symbols[at + size :][:1]
    stood = clause.symbols[at : at + size]
    # Nobody turns the same two round twice, whatever stands beside them (田检路查 …).
    others = known.others(stood if edit.kind == "swapped" else before + stood + after)
    if size > 1:
        # What a text has twice (沉香小镇 … 沉香种植) is likely meant, whatever stands beside it.
        others = max(others, sum(one.symbols.count(stood) for one in clauses) - 1)
    if _is_matter(edit, known):
        others = max(others, _RECURRING)
    # A word that the document has again and again beside no single one of the other is the one it means (报废|保费).
    if how_often(stood) > 0 and known.others(stood) > _RECURRING and not known.count(edit.right):
        others = max(others, known.others(stood))
    shift = -_AGAIN * min(3, others)
    if known.count(before + edit.right + after):
        shift += _SUPPORTED
    if edit.end == len(text) > _CUT_LENGTH and text[-1] not in _ENDS:
        shift -= _CUT_PENALTY
    return replace(edit, confidence=round(min(0.99, 1.0 / (1.0 + math.exp(-_odds(edit.confidence) - shift))), 3))


def _of_the_matter(edit: Edit, clauses: Sequence[Clause], known: Support, reader: Reader) -> bool:
    """Return whether an edit is none: it takes a word of the document's matter for a slip, or doubles its neighbour."""
    clause = next((one for one in clauses if edit.start in one.places), None)
    if edit.kind == "lacking" and len(edit.wrong) >= _LONG and known.others(edit.wrong):
        return True  # 节地生态葬 stands elsewhere too: the whole of it is a term
    if edit.kind == "extra" and len(edit.wrong) >= _LONG and known.others(edit.wrong) >= _RECURRING:
        return True  # 消防文员, too: nobody adds the same character again and again
    if edit.kind == "extra" and edit.wrong == _OF and clauses[-1].symbols.endswith(tuple(listed("shares"))):
        return True  # 一线职工占疗养人员比例
    return clause is not None and (topical(edit, known, reader) or doubles(edit, clause))


def _doubted(edit: Edit, clauses: Sequence[Clause], known: Support) -> Edit:
    """Return the edit, no more than doubtful where the document shows that its text is meant and it is not certain.

    One that would make a word with the measure before a closing 数 is never certain.
    """
    clause = next((one for one in clauses if edit.start in one.places), None)
    if clause is None or edit.kind not in ("homophone", "shape", "extra") or edit.confidence <= DOUBTFUL:
        return edit
    # A character alone is everyday where the document has it elsewhere, too.
    usual = how_often(edit.wrong) >= EVERYDAY and (len(edit.wrong) > 1 or known.others(edit.wrong) > 0)
    everyday = edit.confidence < _PLAIN and usual
    at = clause.places.index(edit.start)
    someone = len(edit.right) == len(edit.wrong) and person(clause, at, edit.right, known=False)
    doubted = someone or everyday or counted(edit, clause) or recurs(edit, clause, known)
    doubted = doubted or (edit.confidence < _CERTAIN and meant(edit, clause, known))
    return replace(edit, confidence=DOUBTFUL) if doubted else edit


def _odds(chance: float) -> float:
    return math.log(chance / (1 - chance))
