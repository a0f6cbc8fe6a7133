"""The spaCy side: a blank Chinese pipeline on our segmentation, with a component that marks suspected typos.

After ``nlp(text)``, ``doc.spans["typo"]`` holds a span for each suspicion; ``span._.edit`` is the Edit (exact offsets:
a span is as wide as the words it touches), ``span.label_`` its kind, ``span._.suggestion`` the text to put there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import astuple
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from auditor.nlp.marker import Marker, default_marker
from auditor.nlp.model import Model, read_model
from auditor.nlp.opinion import SecondOpinion, read_opinion
from auditor.nlp.pairs import default_pairs, read_pairs
from auditor.nlp.segment import cut
from auditor.records.edit import Edit

if TYPE_CHECKING:
    from spacy.language import Language as Pipeline
    from spacy.tokens import Doc

KEY = "typo"
FACTORY = "auditor_typo"
TOKENIZER = "auditor_words"
_BATCH = 500


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

    def to_disk(self, path: Any, **kwargs: Any) -> None:
        """Write nothing: the model is named in the configuration of the pipeline."""

    def from_disk(self, path: Any, **kwargs: Any) -> Words:
        """Return self: the configuration of the pipeline has named the model."""
        return self


class TypoMarker:
    """The pipeline component: writes the suspected typos of texts, those of many texts at once with ``pipe``."""

    def __init__(self, marker: Marker, opinion: SecondOpinion | None = None) -> None:
        """Keep what finds the typos and, where one is asked, the second opinion."""
        self.marker = marker
        self.opinion = opinion

    def __call__(self, doc: Doc) -> Doc:
        """Return the Doc with ``doc.spans["typo"]``."""
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], batch_size: int = _BATCH) -> Iterator[Doc]:
        """Yield the Docs with ``doc.spans["typo"]``."""
        docs = iter(stream)
        while batch := list(islice(docs, max(1, batch_size))):
            found = {reading.text: reading.edits for reading in self.marker(list({doc.text: None for doc in batch}))}
            if self.opinion is not None:
                found = self.opinion(found)
            for doc in batch:
                doc.spans[KEY] = [span for edit in found[doc.text] if (span := _span(doc, edit)) is not None]
                yield doc


def _span(doc: Doc, edit: Edit) -> Any:
    span = doc.char_span(edit.start, max(edit.end, edit.start + 1), label=edit.kind, alignment_mode="expand")
    if span is not None:
        # Plain values: a Doc with them can be written, and sent from process to process.
        span._.edit_values = astuple(edit)
    return span


def build(model: Path | None = None, rules: Path | None = None, second_opinion: Path | None = None) -> Pipeline:
    """Return a spaCy pipeline ``zh`` with our words and the typo component; model and rules default to the installed.

    ``second_opinion`` is a folder with a masked language model, see ``nlp.opinion``.
    """
    import spacy

    register()
    tokenizer = {"@tokenizers": TOKENIZER, "model": str(model or "")}
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": tokenizer}})
    config = {"model": str(model or ""), "rules": str(rules or ""), "second_opinion": str(second_opinion or "")}
    nlp.add_pipe(FACTORY, config=config)
    return nlp


def register() -> None:
    """Make component, tokenizer and extensions known to spaCy: needed before ``spacy.load`` of a pipeline written."""
    from spacy.language import Language as Pipeline
    from spacy.tokens import Span
    from spacy.util import registry

    if not Span.has_extension("edit"):
        Span.set_extension("edit_values", default=None)
        Span.set_extension("edit", getter=_edit)
        Span.set_extension("suggestion", getter=_suggestion)
    if TOKENIZER not in registry.tokenizers:
        registry.tokenizers.register(TOKENIZER, func=_tokenizer)
    if not Pipeline.has_factory(FACTORY):
        default = {"model": "", "rules": "", "second_opinion": ""}
        Pipeline.factory(FACTORY, default_config=default, func=_factory)


def _tokenizer(model: str = "") -> Callable[[Pipeline], Words]:
    return lambda nlp: Words(nlp.vocab, _model(model))


@cache
def _model(where: str) -> Model:
    return read_model(Path(where)) if where else default_marker().model


def _factory(nlp: Pipeline, name: str, model: str, rules: str, second_opinion: str) -> TypoMarker:
    opinion = read_opinion(Path(second_opinion)) if second_opinion else None
    if not model and not rules:
        return TypoMarker(default_marker(), opinion)
    return TypoMarker(Marker(_model(model), read_pairs(Path(rules)) if rules else default_pairs()), opinion)


def _edit(span: Any) -> Edit | None:
    return Edit(*span._.edit_values) if span._.edit_values else None


def _suggestion(span: Any) -> str:
    edit: Edit | None = span._.edit
    return edit.right if edit else str(span.text)


@cache
def pipeline() -> Pipeline:
    """Return the pipeline over the model and rules that came with the installation, made once."""
    return build()
