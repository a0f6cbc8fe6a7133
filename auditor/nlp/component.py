"""The spaCy side: a blank Chinese pipeline on our segmentation, with a component that marks suspected typos.

After ``nlp(text)``, ``doc.spans["typo"]`` holds a span for each suspicion; ``span._.edit`` is the Edit (exact offsets:
a span is as wide as the words it touches), ``span.label_`` its kind, ``span._.suggestion`` the text to put there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from auditor.nlp.marker import Marker, default_marker
from auditor.nlp.model import Model, read_model
from auditor.nlp.pairs import default_pairs, read_pairs
from auditor.nlp.segment import cut
from auditor.records.edit import Edit

if TYPE_CHECKING:
    from spacy.language import Language as Pipeline
    from spacy.tokens import Doc

KEY = "typo"
FACTORY = "auditor_typo"
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


class TypoMarker:
    """The pipeline component: writes the suspected typos of texts, those of many texts at once with ``pipe``."""

    def __init__(self, marker: Marker) -> None:
        """Keep what finds the typos."""
        self.marker = marker

    def __call__(self, doc: Doc) -> Doc:
        """Return the Doc with ``doc.spans["typo"]``."""
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], batch_size: int = _BATCH) -> Iterator[Doc]:
        """Yield the Docs with ``doc.spans["typo"]``."""
        docs = iter(stream)
        while batch := list(islice(docs, batch_size)):
            for doc, reading in zip(batch, self.marker([doc.text for doc in batch]), strict=True):
                doc.spans[KEY] = [span for edit in reading.edits if (span := _span(doc, edit)) is not None]
                yield doc


def _span(doc: Doc, edit: Edit) -> Any:
    span = doc.char_span(edit.start, max(edit.end, edit.start + 1), label=edit.kind, alignment_mode="expand")
    if span is not None:
        span._.edit = edit
    return span


def build(model: Path | None = None, rules: Path | None = None) -> Pipeline:
    """Return a spaCy pipeline ``zh`` with our words and the typo component; both default to the installed ones."""
    import spacy

    _register()
    nlp = spacy.blank("zh")
    marker: Any = nlp.add_pipe(FACTORY, config={"model": str(model or ""), "rules": str(rules or "")})
    nlp.tokenizer = Words(nlp.vocab, marker.marker.model)
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
    if not model and not rules:
        return TypoMarker(default_marker())
    read = read_model(Path(model)) if model else default_marker().model
    return TypoMarker(Marker(read, read_pairs(Path(rules)) if rules else default_pairs()))


def _suggestion(span: Any) -> str:
    edit: Edit | None = span._.edit
    return edit.right if edit else str(span.text)


@cache
def pipeline() -> Pipeline:
    """Return the pipeline over the model and rules that came with the installation, made once."""
    return build()
