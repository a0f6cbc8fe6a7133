"""The language side: words, and wrong characters in the texts of a document. Everything is loaded on first use."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from spacy.language import Language

    from auditor.records.edit import Proofreader

_lock = Lock()


def load_proofreader(second_opinion: Path | None = None, words: Sequence[str] | None = None) -> Proofreader:
    """Return the proofreader over the model that came with the installation: what ``pipeline()`` marks, without spaCy.

    Give it the texts of all cells of one document; it returns a tuple of edits for each. ``second_opinion`` is a
    folder with a masked language model (ONNX) that is asked about them, too. ``words`` stay as they are (None: those
    that the installation lists). Raises ConfigError where a model is missing or damaged.
    """
    from auditor.nlp import component

    with _lock:
        own = None if words is None else tuple(words)
        return component.PipelineProofreader(second_opinion, own)


def pipeline() -> Language:
    """Return the spaCy pipeline: Chinese, our words, suspected typos in ``doc.spans["typo"]``; made once."""
    from auditor.nlp import component

    with _lock:
        return component.pipeline()


def words(text: str) -> list[str]:
    """Return the words of a text; joined they are the text. Made without spaCy."""
    from auditor.nlp.segment import cut
    from auditor.nlp.typo.model import default_model

    with _lock:
        cutter = default_model().cutter
    return cut(cutter, text)
