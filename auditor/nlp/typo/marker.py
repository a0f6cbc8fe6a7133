"""The suspected typos of texts, each judged by itself: spelling, doubled words, confusable words, lone marks."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from auditor.nlp.typo.caution import Caution
from auditor.nlp.typo.clause import Clause, split
from auditor.nlp.typo.fluency import Fluency
from auditor.nlp.typo.marks import mark_edits
from auditor.nlp.typo.measures import measure_edits
from auditor.nlp.typo.model import Model, default_model
from auditor.nlp.typo.pairs import Pair, default_pairs, pair_edits
from auditor.nlp.typo.pieces import pieces
from auditor.nlp.typo.protect import protected, quotations, within
from auditor.nlp.typo.repeats import repeat_edits
from auditor.nlp.typo.sounding import SHAPE, Sounding, unlike
from auditor.nlp.typo.spelling import Slip, Speller
from auditor.records.edit import Edit

_MOST_SURE = 0.99
_SURE_OF_TITLES, _MOST_OF_TITLES = 0.97, 0.8
# Words that read well nearly everywhere: that a text reads better with one is weak evidence of a look-alike
# (参加…，任… is no 在). Between these two confidences such a slip is not reported.
_FIT_ANYWHERE = frozenset("与在的内和及于为以等之了是有从到中对其该各由向被将把并或而且但也都就不")
_CLEAR, _UNSURE = 0.75, 0.5
# Characters that differ where a word, not one character of it, was chosen wrongly.
_OF_A_WORD = 2


@dataclass(frozen=True, slots=True)
class Marked:
    """A text, the clauses it was read as, and the edits that need nothing but the text."""

    text: str
    clauses: tuple[Clause, ...]
    edits: tuple[Edit, ...]


class Marker:
    """Finds the typos of many texts at once, each for itself."""

    def __init__(self, model: Model, rules: tuple[Pair, ...], words: tuple[str, ...] | None = None) -> None:
        """Keep the model, the rules for confusable words and the words that stay as they are (None: as installed)."""
        self.model = model
        self.rules = rules
        self.fluency = Fluency(model)
        self.caution = Caution(words)
        self.speller = Speller(model, self.fluency, self.caution)

    def __call__(self, texts: Sequence[str]) -> list[Marked]:
        """Return what is read in each text; edits that overlap a surer one are left out."""
        clauses = [split(text, self.model) for text in texts]
        spelt = self._spelt(texts, clauses)
        self.fluency.forget()
        # Few of the rules are about a word of these texts: each text is asked for those only.
        joined = "\n".join(texts)
        rules = [rule for rule in self.rules if rule.wrong in joined]
        return [self._reading(*one, rules) for one in zip(texts, clauses, spelt, strict=True)]

    def _spelt(self, texts: Sequence[str], clauses: Sequence[Sequence[Clause]]) -> list[list[Slip]]:
        """Return the slips of each text (given with its clauses); a long one is searched in pieces."""
        parts = [(at, start, piece) for at, text in enumerate(texts) for start, piece in pieces(text)]
        found: list[list[Slip]] = [[] for _ in texts]
        read = [clauses[at] if len(piece) == len(texts[at]) else split(piece, self.model) for at, _, piece in parts]
        slips = self.speller([piece for *_, piece in parts], read)
        for (at, start, _), some in zip(parts, slips, strict=True):
            found[at] += [replace(slip, places=tuple(start + place for place in slip.places)) for slip in some]
        return found

    def cautious(self, text: str, edits: list[Edit]) -> list[Edit]:
        """Return the edits without those of what stays as it is: titles and quotations unless sure, listed words."""
        if not edits:
            return []
        held, quoted = [*protected(text), *self.caution.spans(text)], quotations(text)
        made = []
        for edit in edits:
            inside = edit.kind != "mark" and within(edit.start, edit.end, quoted)
            if edit.kind == "mark" or not within(edit.start, edit.end, held):
                # A title may be made up of odd words.
                if not inside:
                    made.append(edit)
                elif edit.confidence >= _SURE_OF_TITLES:
                    made.append(replace(edit, confidence=_MOST_OF_TITLES))
        return made

    def _reading(self, text: str, clauses: list[Clause], slips: Sequence[Slip], rules: Sequence[Pair]) -> Marked:
        ruled = pair_edits(text, clauses, rules)
        spans = [(edit.start, edit.end) for edit in ruled]
        # What the lexicon says about a confusable word, and how sure it is (0: both are right), goes before the model.
        edits = (_edit(text, slip, self.model.sounding) for slip in slips)
        spelt = [edit for edit in edits if not within(edit.start, edit.end, spans)]
        found = mark_edits(text) + measure_edits(text) + [edit for edit in ruled if edit.confidence > 0] + spelt
        for clause in clauses:
            found += repeat_edits(clause, self.model, self.fluency)
        kept = self.cautious(text, found)
        # A blank of the layout inside a word is part of what is replaced.
        whole = [replace(edit, wrong=text[edit.start : edit.end]) for edit in kept]
        return Marked(text, tuple(clauses), tuple(apart(whole)))


def _edit(text: str, slip: Slip, sounding: Sounding) -> Edit:
    wrong = "".join(text[place] for place in slip.places)
    confidence = round(min(slip.confidence, _MOST_SURE), 3)
    kind, reason = _kind(wrong, slip)
    if kind == "shape" and slip.right in _FIT_ANYWHERE and confidence < _CLEAR:
        confidence = min(confidence, _UNSURE)
    why = f"“{wrong}”与前后文不搭，公文此处常用{reason.format(right=slip.right)}"
    is_word = kind == "homophone" and (slip.is_word or _are_words(wrong, slip.right, sounding))
    return Edit(slip.places[0], slip.places[-1] + 1, wrong, slip.right, confidence, kind, why, is_word)


def _are_words(wrong: str, right: str, sounding: Sounding) -> bool:
    """Return whether two texts that sound the same but for tones differ in more than one character."""
    if len(wrong) != len(right) or sum(map(str.__ne__, wrong, right)) < _OF_A_WORD:
        return False
    return not unlike(wrong, right, sounding)


def _kind(wrong: str, slip: Slip) -> tuple[str, str]:
    """Return the kind of a slip and, in words, what it should have been."""
    if slip.kind == "extra":
        at = next((at for at in range(len(wrong)) if wrong[:at] + wrong[at + 1 :] == slip.right), 0)
        twice = wrong[at] in wrong[at + 1 : at + 2]
        return ("doubled", "“{right}”，疑重复一字") if twice else ("extra", "“{right}”，疑多一字")
    if slip.kind:
        return slip.kind, "“{right}”，疑少一字" if slip.kind == "lacking" else "“{right}”，疑两字颠倒"
    kind = "shape" if slip.cost >= SHAPE and len(slip.right) < 3 else "homophone"
    sounds = "读音相同" if slip.cost == 0 else "字形相近" if kind == "shape" else "读音相近"
    return kind, sounds + "的“{right}”"


def _start(edit: Edit) -> int:
    return edit.start


def apart(edits: list[Edit]) -> list[Edit]:
    """Return the edits without those that touch a surer one, in the order of the text."""
    kept: list[Edit] = []
    for edit in sorted(edits, key=lambda one: (-one.confidence, one.start, one.end)):
        first = bisect_left(kept, edit.start, key=_start)
        at = bisect_right(kept, edit.start, first, key=_start)
        near = kept[max(0, first - 1) : at + 1]
        if all(edit.end <= other.start or other.end <= edit.start for other in near):
            kept.insert(at, edit)
    return kept


@lru_cache(maxsize=4)
def marker_for(words: tuple[str, ...] | None = None) -> Marker:
    """Return the marker over the model and rules that came with the installation; ``words`` stay as they are.

    None stands for the words that the installation lists.
    """
    return Marker(default_model(), default_pairs(), words)


def default_marker() -> Marker:
    """Return the marker as it came with the installation, made once."""
    return marker_for()
