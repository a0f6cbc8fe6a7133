"""The spaCy side: a blank Chinese pipeline on our segmentation, with a component that marks suspected typos.

After ``nlp(text)``, ``doc.spans["typo"]`` holds a span for each suspicion; ``span._.edit`` is the Edit (exact offsets:
a span is as wide as the words it touches), ``span.label_`` its kind, ``span._.suggestion`` the text to put there.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from auditor.nlp.clause import Clause, from_tokens
from auditor.nlp.judge import log_odds, probability
from auditor.nlp.language import Language
from auditor.nlp.marks import mark_edits
from auditor.nlp.model import Model, default_model
from auditor.nlp.pairs import Pair, default_pairs, pair_edits
from auditor.nlp.protect import named_after, protected, within
from auditor.nlp.repeats import repeat_edits
from auditor.nlp.segment import cut
from auditor.nlp.spelling import guess
from auditor.records.edit import Edit

if TYPE_CHECKING:
    from spacy.language import Language as Pipeline
    from spacy.tokens import Doc

KEY = "typo"
FACTORY = "auditor_typo"
LEAST = 0.3
_NAME_PENALTY = 2.5


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
        return Doc(self.vocab, words=words, spaces=[False] * len(words))


class TypoMarker:
    """The pipeline component: writes the suspected typos of one text."""

    def __init__(self, model: Model, rules: tuple[Pair, ...]) -> None:
        """Keep the model, the rules for confusable words, and a memory of clauses already judged."""
        self.model = model
        self.rules = rules
        self.language = Language(model)

    def __call__(self, doc: Doc) -> Doc:
        """Return the Doc with ``doc.spans["typo"]`` and the clauses it was read as in ``doc.user_data``."""
        clauses = from_tokens((token.text for token in doc), self.model)
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
            if edit := self._spelling(clause):
                found.append(edit)
        self.language.forget()
        held = protected(text)
        return apart([edit for edit in found if edit.kind == "mark" or not within(edit.start, edit.end, held)])

    def _spelling(self, clause: Clause) -> Edit | None:
        found = guess(clause, self.model, self.language)
        if found is None:
            return None
        chosen = found.candidate
        odds = log_odds(found.numbers, self.model.weights)
        if chosen.kind == "homophone" and named_after(clause, chosen.end):
            odds -= _NAME_PENALTY
        confidence = probability(odds)
        if confidence < LEAST:
            return None
        start, end = clause.span(chosen.start, chosen.end)
        wrong = clause.symbols[chosen.start : chosen.end]
        reason = "读音相同" if chosen.exact else "读音相近" if chosen.kind == "homophone" else "字形相近"
        why = f"“{wrong}”与前后文不搭,公文此处常用{reason}的“{chosen.right}”"
        return Edit(start, end, wrong, chosen.right, round(min(confidence, 0.99), 3), chosen.kind, why)


def apart(edits: list[Edit]) -> list[Edit]:
    """Return the edits without those that touch a surer one, in the order of the text."""
    kept: list[Edit] = []
    for edit in sorted(edits, key=lambda one: (-one.confidence, one.start, one.end)):
        if all(edit.end <= other.start or other.end <= edit.start for other in kept):
            kept.append(edit)
    return sorted(kept, key=lambda one: one.start)


def build(model: Model, rules: tuple[Pair, ...]) -> Pipeline:
    """Return a spaCy pipeline ``zh`` with our words and the typo component."""
    import spacy
    from spacy.language import Language as Pipeline
    from spacy.tokens import Span

    for name, made in (("edit", None), ("suggestion", _suggestion)):
        if not Span.has_extension(name):
            Span.set_extension(name, **({"default": None} if made is None else {"getter": made}))
    if not Pipeline.has_factory(FACTORY):
        Pipeline.factory(FACTORY, func=_factory)
    nlp = spacy.blank("zh")
    nlp.tokenizer = Words(nlp.vocab, model)
    _PENDING[:] = [TypoMarker(model, rules)]
    nlp.add_pipe(FACTORY)
    return nlp


_PENDING: list[TypoMarker] = []


def _factory(nlp: Pipeline, name: str) -> TypoMarker:
    return _PENDING.pop() if _PENDING else TypoMarker(default_model(), default_pairs())


def _suggestion(span: Any) -> str:
    return span._.edit.right if span._.edit else span.text


@cache
def pipeline() -> Pipeline:
    """Return the pipeline over the model and rules that came with the installation, made once."""
    return build(default_model(), default_pairs())
