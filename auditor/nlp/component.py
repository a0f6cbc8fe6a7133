"""The language side of an audit: a blank Chinese spaCy pipeline on our segmentation, and what runs on it.

``auditor_tags`` gives every token its part of speech (``token.tag_`` jieba's letter, ``token.pos_`` the universal one),
``auditor_typo`` marks suspected typos: ``doc.spans["typo"]`` holds a span for each; ``span._.edit`` is the Edit (exact
offsets: a span is as wide as the words it touches), ``span.label_`` its kind, ``span._.suggestion`` the text to put
there. Texts given together, one batch of ``nlp.pipe``, are one document: they support each other's spellings.

What an audit asks of it, edits and words, is asked of its parts: spaCy is imported where somebody wants a Doc.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple
from functools import cache, lru_cache
from itertools import islice
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any

from auditor.nlp.lean import spacy_module
from auditor.nlp.meaning.tags import UNIVERSAL, Tagger
from auditor.nlp.meaning.words import Word
from auditor.nlp.meaning.words import Words as TaggedWords
from auditor.nlp.segment import cut
from auditor.nlp.typo.marker import Marker, default_marker, marker_for
from auditor.nlp.typo.model import Model, read_model
from auditor.nlp.typo.pairs import default_pairs, read_pairs
from auditor.nlp.typo.proofreader import DocumentProofreader
from auditor.records.edit import Edit

if TYPE_CHECKING:
    from spacy.language import Language as Pipeline
    from spacy.tokens import Doc

    from auditor.nlp.typo.opinion import SecondOpinion

KEY = "typo"
FACTORY = "auditor_typo"
TAGGER = "auditor_tags"
TOKENIZER = "auditor_words"
_BATCH = 500
_lock = RLock()


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


class TagMarker:
    """The pipeline component that gives every token its part of speech."""

    def __init__(self, tagger: Tagger) -> None:
        """Keep the tagger."""
        self.tagger = tagger

    def __call__(self, doc: Doc) -> Doc:
        """Return the Doc with ``tag_`` and ``pos_`` of every token."""
        for token in doc:
            token.tag_ = letter = self.tagger(token.text)
            token.pos_ = UNIVERSAL.get(letter, "X")
        return doc


class TypoMarker:
    """The pipeline component: writes the suspected typos of the texts of a document, weighed against each other."""

    def __init__(self, proofreader: DocumentProofreader) -> None:
        """Keep what finds the typos."""
        self.proofreader = proofreader

    def __call__(self, doc: Doc) -> Doc:
        """Return the Doc with ``doc.spans["typo"]``."""
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], batch_size: int = _BATCH) -> Iterator[Doc]:
        """Yield the Docs with ``doc.spans["typo"]``; those of one batch are read as one document."""
        docs = iter(stream)
        while batch := list(islice(docs, max(1, batch_size))):
            found = self.proofreader([doc.text for doc in batch])
            for doc, edits in zip(batch, found, strict=True):
                # Plain values: a Doc with them can be written, and sent from process to process.
                doc._.edit_values = tuple(astuple(edit) for edit in edits)
                doc.spans[KEY] = [span for edit in edits if (span := _span(doc, edit)) is not None]
                yield doc


def _span(doc: Doc, edit: Edit) -> Any:
    span = doc.char_span(edit.start, max(edit.end, edit.start + 1), label=edit.kind, alignment_mode="expand")
    if span is not None:
        span._.edit_values = astuple(edit)
    return span


def build(
    model: Path | None = None,
    rules: Path | None = None,
    second_opinion: Path | None = None,
    words: Sequence[str] | None = None,
) -> Pipeline:
    """Return a spaCy pipeline ``zh`` with our words and the typo component; model and rules default to the installed.

    ``second_opinion`` is a folder with a masked language model, see ``nlp.typo.opinion``; ``words`` stay as they are
    (None: those that the installation lists).
    """
    spacy = spacy_module()
    register()
    tokenizer = {"@tokenizers": TOKENIZER, "model": str(model or "")}
    nlp: Pipeline = spacy.blank("zh", config={"nlp": {"tokenizer": tokenizer}})
    more = {"second_opinion": str(second_opinion or ""), "words": None if words is None else list(words)}
    config = {"model": str(model or ""), "rules": str(rules or ""), "more": more}
    nlp.add_pipe(TAGGER)
    nlp.add_pipe(FACTORY, config=config)
    return nlp


def register() -> None:
    """Make component, tokenizer and extensions known to spaCy: needed before ``spacy.load`` of a pipeline written."""
    spacy_module()
    from spacy.language import Language as Pipeline
    from spacy.tokens import Doc, Span
    from spacy.util import registry

    if not Span.has_extension("edit"):
        Span.set_extension("edit_values", default=None)
        Span.set_extension("edit", getter=_edit)
        Span.set_extension("suggestion", getter=_suggestion)
        Doc.set_extension("edit_values", default=())
    if TOKENIZER not in registry.tokenizers:
        registry.tokenizers.register(TOKENIZER, func=_tokenizer)
    if not Pipeline.has_factory(TAGGER):
        Pipeline.factory(TAGGER, func=_tags)
    if not Pipeline.has_factory(FACTORY):
        default = {"model": "", "rules": "", "more": {"second_opinion": "", "words": None}}
        Pipeline.factory(FACTORY, default_config=default, func=_factory)


def _tokenizer(model: str = "") -> Callable[[Pipeline], Words]:
    return lambda nlp: Words(nlp.vocab, _model(model))


@cache
def _model(where: str) -> Model:
    return read_model(Path(where)) if where else default_marker().model


def _tags(nlp: Pipeline, name: str) -> TagMarker:
    return TagMarker(Tagger(_model("").words))


def _factory(nlp: Pipeline, name: str, model: str, rules: str, more: dict[str, Any]) -> TypoMarker:
    opinion = Path(more["second_opinion"]) if more["second_opinion"] else None
    own = None if more["words"] is None else tuple(more["words"])
    if not model and not rules:
        return TypoMarker(proofreader(opinion, own))
    marker = Marker(_model(model), read_pairs(Path(rules)) if rules else default_pairs(), own)
    return TypoMarker(DocumentProofreader(marker, _opinion(opinion)))


def _opinion(where: Path | None) -> SecondOpinion | None:
    if where is None:
        return None
    from auditor.nlp.typo.opinion import read_opinion

    return read_opinion(where)


def _edit(span: Any) -> Edit | None:
    return Edit(*span._.edit_values) if span._.edit_values else None


def _suggestion(span: Any) -> str:
    edit: Edit | None = span._.edit
    return edit.right if edit else str(span.text)


@lru_cache(maxsize=4)
def pipeline(second_opinion: Path | None = None, words: tuple[str, ...] | None = None) -> Pipeline:
    """Return the pipeline over the model and rules that came with the installation, made once; see ``build``."""
    return build(second_opinion=second_opinion, words=words)


@lru_cache(maxsize=4)
def proofreader(second_opinion: Path | None = None, words: tuple[str, ...] | None = None) -> DocumentProofreader:
    """Return what the component of ``pipeline`` asks for edits, made once; see ``build``."""
    return DocumentProofreader(marker_for(words), _opinion(second_opinion))


class PipelineProofreader:
    """The proofreader of an audit, see ``records.edit.Proofreader``: what the pipeline would mark in the texts.

    What its component asks is asked for the edits alone: a Doc for every cell would be made for nobody.
    """

    def __init__(self, second_opinion: Path | None = None, words: tuple[str, ...] | None = None) -> None:
        """Keep the proofreader of the component."""
        self._proofreader = proofreader(second_opinion, words)

    def __call__(self, texts: Sequence[str]) -> list[tuple[Edit, ...]]:
        """Return the edits of each text, in order; the texts are one document."""
        with _lock:
            return self._proofreader(texts)


def tagged(texts: Iterable[str]) -> dict[str, Doc]:
    """Return the Doc of each text that is not empty, words and parts of speech only."""
    wanted = [text for text in dict.fromkeys(texts) if text]
    if not wanted:
        return {}
    with _lock:
        return dict(zip(wanted, pipeline().pipe(wanted, disable=[FACTORY]), strict=True))


def cut_texts(texts: Sequence[str]) -> Mapping[str, TaggedWords]:
    """Return the words of each text that is not empty, blanks left out, with the letters that ``tagged`` gives them."""
    with _lock:
        model = _model("")
        tag = Tagger(model.words)
        return {
            text: tuple(Word(word, tag(word)) for word in cut(model.cutter, text) if not word.isspace())
            for text in filter(None, texts)
        }
