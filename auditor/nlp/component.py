"""The spaCy side: a blank Chinese pipeline on our segmentation, with a component that marks suspected typos.

After ``nlp(text)``, ``doc.spans["typo"]`` holds a span for each suspicion; ``span._.edit`` is the Edit (exact offsets:
a span is as wide as the words it touches), ``span.label_`` its kind, ``span._.suggestion`` the text to put there.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from auditor.nlp.candidates import Candidate
from auditor.nlp.clause import Clause, from_tokens
from auditor.nlp.evidence import FEATURES
from auditor.nlp.judge import log_odds, probability
from auditor.nlp.language import Language
from auditor.nlp.marks import mark_edits
from auditor.nlp.model import Model, default_model, read_model
from auditor.nlp.pairs import Pair, default_pairs, pair_edits, read_pairs
from auditor.nlp.protect import named_after, protected, within
from auditor.nlp.repeats import repeat_edits
from auditor.nlp.segment import cut
from auditor.nlp.spelling import corrected, guess, whole_word
from auditor.records.edit import Edit

if TYPE_CHECKING:
    from spacy.language import Language as Pipeline
    from spacy.tokens import Doc

KEY = "typo"
WORDS = "words"
FACTORY = "auditor_typo"
LEAST = 0.3
_NAME_PENALTY = 2.5
_RIGHT_AFTER = FEATURES.index("right_after")
_MOST_JUDGED = 50_000
_MOST_EDITS, _SURE = 4, 0.7


class Words:
    """A spaCy tokenizer over the vocabulary of the typo model."""

    def __init__(self, vocab: Any, model: Model) -> None:
        """Keep the vocabulary of the pipeline and the model."""
        self.vocab = vocab
        self.model = model

    def __call__(self, text: str) -> Doc:
        """Return the words of a text as a Doc whose text is the text."""
        from spacy.tokens import Doc

        words = cut(self.model.cutter, text)
        doc = Doc(self.vocab, words=words, spaces=[False] * len(words))
        doc.user_data[WORDS] = words
        return doc


class TypoMarker:
    """The pipeline component: writes the suspected typos of one text."""

    def __init__(self, model: Model, rules: tuple[Pair, ...]) -> None:
        """Keep the model, the rules for confusable words, and a memory of clauses already judged."""
        self.model = model
        self.rules = rules
        self.language = Language(model)
        self._judged: dict[str, list[tuple[Candidate, float]]] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Return the Doc with ``doc.spans["typo"]`` and the clauses it was read as in ``doc.user_data``."""
        clauses = from_tokens(doc.user_data.get(WORDS) or cut(self.model.cutter, doc.text), self.model)
        doc.user_data[KEY] = clauses
        spans = []
        for edit in self.edits(doc.text, clauses):
            span = doc.char_span(edit.start, max(edit.end, edit.start + 1), label=edit.kind, alignment_mode="expand")
            if span is not None:
                span._.edit = edit
                spans.append(span)
        doc.spans[KEY] = spans
        return doc

    def edits(self, text: str, clauses: list[Clause]) -> list[Edit]:
        """Return the edits of a text that need nothing but the text, best first where they overlap."""
        found = mark_edits(text) + pair_edits(text, clauses, self.rules)
        for clause in clauses:
            found += repeat_edits(clause, self.model, self.language)
            found += self._spelling(clause)
        self.language.forget()
        held = protected(text)
        kept = [edit for edit in found if edit.kind == "mark" or not within(edit.start, edit.end, held)]
        # A blank of the layout inside a word is part of what is replaced.
        return apart([replace(edit, wrong=text[edit.start : edit.end]) for edit in kept])

    def _spelling(self, clause: Clause) -> list[Edit]:
        if clause.symbols not in self._judged:
            if len(self._judged) > _MOST_JUDGED:
                self._judged.clear()
            self._judged[clause.symbols] = self._judge(clause)
        return [_edit(clause, chosen, confidence) for chosen, confidence in self._judged[clause.symbols]]

    def _judge(self, clause: Clause) -> list[tuple[Candidate, float]]:
        """Return the corrections of a clause, found one after the other: each makes the next easier to see."""
        found: list[tuple[Candidate, float]] = []
        while len(found) < _MOST_EDITS and (best := guess(clause, self.model, self.language)):
            odds = log_odds(best.numbers, self.model.weights)
            # A name before …街道 or …公司 is nobody's usual neighbour; a word that is (服务 社区) is no name.
            if best.numbers[_RIGHT_AFTER] < 0.0 and named_after(clause, best.candidate.end):
                odds -= _NAME_PENALTY
            confidence = probability(odds)
            after = corrected(clause, best.candidate, self.model)
            if confidence >= LEAST:
                found.append((whole_word(best.candidate, after, [one for one, _ in found]), confidence))
            if confidence < _SURE:
                break
            clause = after
        return found


def _edit(clause: Clause, chosen: Candidate, confidence: float) -> Edit:
    start, end = clause.span(chosen.start, chosen.end)
    wrong = clause.symbols[chosen.start : chosen.end]
    reason = "读音相同" if chosen.exact else "读音相近" if chosen.kind == "homophone" else "字形相近"
    why = f"“{wrong}”与前后文不搭，公文此处常用{reason}的“{chosen.right}”"
    return Edit(start, end, wrong, chosen.right, round(min(confidence, 0.99), 3), chosen.kind, why)


def apart(edits: list[Edit]) -> list[Edit]:
    """Return the edits without those that touch a surer one, in the order of the text."""
    kept: list[Edit] = []
    for edit in sorted(edits, key=lambda one: (-one.confidence, one.start, one.end)):
        if all(edit.end <= other.start or other.end <= edit.start for other in kept):
            kept.append(edit)
    return sorted(kept, key=lambda one: one.start)


def build(model: Path | None = None, rules: Path | None = None) -> Pipeline:
    """Return a spaCy pipeline ``zh`` with our words and the typo component; both default to the installed ones."""
    import spacy

    _register()
    nlp = spacy.blank("zh")
    marker: Any = nlp.add_pipe(FACTORY, config={"model": str(model or ""), "rules": str(rules or "")})
    nlp.tokenizer = Words(nlp.vocab, marker.model)
    return nlp


def _register() -> None:
    from spacy.language import Language as Pipeline
    from spacy.tokens import Span

    if not Span.has_extension("edit"):
        Span.set_extension("edit", default=None)
        Span.set_extension("suggestion", getter=_suggestion)
    if not Pipeline.has_factory(FACTORY):
        Pipeline.factory(FACTORY, default_config={"model": "", "rules": ""}, func=_factory)


def _factory(nlp: Pipeline, name: str, model: str, rules: str) -> TypoMarker:
    return TypoMarker(
        read_model(Path(model)) if model else default_model(),
        read_pairs(Path(rules)) if rules else default_pairs(),
    )


def _suggestion(span: Any) -> str:
    edit: Edit | None = span._.edit
    return edit.right if edit else str(span.text)


@cache
def pipeline() -> Pipeline:
    """Return the pipeline over the model and rules that came with the installation, made once."""
    return build()
