"""The suspected typos of texts, each judged by itself: spelling, doubled words, confusable words, lone marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from auditor.nlp.clause import Clause, split
from auditor.nlp.language import Language
from auditor.nlp.lengths import LONGEST, Lengths
from auditor.nlp.marks import mark_edits
from auditor.nlp.model import Model, default_model
from auditor.nlp.pairs import Pair, default_pairs, pair_edits
from auditor.nlp.protect import protected, within
from auditor.nlp.repeats import repeat_edits
from auditor.nlp.sounding import SHAPE
from auditor.nlp.spelling import Slip, Speller, Spelt
from auditor.records.edit import Edit

_MOST_SURE = 0.99
# Words that read well nearly everywhere: that a text reads better with one is weak evidence of a look-alike
# (参加…，任… is no 在). Between these two confidences such a slip is not reported.
_FIT_ANYWHERE = frozenset("与在的内和及于为以等之了是有从到中对其该各由向被将把并或而且但也都就不")
_CLEAR, _UNSURE = 0.75, 0.5


@dataclass(frozen=True, slots=True)
class Reading:
    """A text, the clauses it was read as, and the edits that need nothing but the text."""

    text: str
    clauses: tuple[Clause, ...]
    edits: tuple[Edit, ...]


class Marker:
    """Finds the typos of many texts at once, each for itself."""

    def __init__(self, model: Model, rules: tuple[Pair, ...]) -> None:
        """Keep the model and the rules for confusable words."""
        self.model = model
        self.rules = rules
        self.language = Language(model)
        self.speller = Speller(model, self.language)
        self.lengths = Lengths(model, self.language)

    def __call__(self, texts: Sequence[str]) -> list[Reading]:
        """Return what is read in each text; edits that overlap a surer one are left out."""
        clauses = [split(text, self.model) for text in texts]
        spelt = self.speller(texts, clauses)
        self.language.forget()
        return [self._reading(*one) for one in zip(texts, clauses, spelt, strict=True)]

    def _reading(self, text: str, clauses: list[Clause], read: Spelt) -> Reading:
        ruled = pair_edits(text, clauses, self.rules)
        spans = [(edit.start, edit.end) for edit in ruled]
        # What the lexicon says about a confusable word, and how sure it is (0: both are right), goes before the model.
        spelt = [edit for edit in (_edit(text, slip) for slip in read.slips) if not within(edit.start, edit.end, spans)]
        found = mark_edits(text) + [edit for edit in ruled if edit.confidence > 0] + spelt
        for clause in clauses:
            found += repeat_edits(clause, self.model, self.language)
            found += self.lengths.edits(clause, read.odd) if read.odd and len(text) <= LONGEST else []
        held = protected(text) if found else []
        kept = [edit for edit in found if edit.kind == "mark" or not within(edit.start, edit.end, held)]
        # A blank of the layout inside a word is part of what is replaced.
        whole = [replace(edit, wrong=text[edit.start : edit.end]) for edit in kept]
        return Reading(text, tuple(clauses), tuple(apart(whole)))


def _edit(text: str, slip: Slip) -> Edit:
    wrong = "".join(text[place] for place in slip.places)
    kind = "shape" if slip.cost >= SHAPE and len(slip.right) < 3 else "homophone"
    reason = "读音相同" if slip.cost == 0 else "字形相近" if kind == "shape" else "读音相近"
    why = f"“{wrong}”与前后文不搭，公文此处常用{reason}的“{slip.right}”"
    confidence = round(min(slip.confidence, _MOST_SURE), 3)
    if kind == "shape" and slip.right in _FIT_ANYWHERE and confidence < _CLEAR:
        confidence = min(confidence, _UNSURE)
    return Edit(slip.places[0], slip.places[-1] + 1, wrong, slip.right, confidence, kind, why)


def apart(edits: list[Edit]) -> list[Edit]:
    """Return the edits without those that touch a surer one, in the order of the text."""
    kept: list[Edit] = []
    for edit in sorted(edits, key=lambda one: (-one.confidence, one.start, one.end)):
        if all(edit.end <= other.start or other.end <= edit.start for other in kept):
            kept.append(edit)
    return sorted(kept, key=lambda one: one.start)


@cache
def default_marker() -> Marker:
    """Return the marker over the model and rules that came with the installation, made once."""
    return Marker(default_model(), default_pairs())
