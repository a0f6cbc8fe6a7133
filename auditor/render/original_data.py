"""The originals of a report as the script of the page takes them: texts once, a place a finding."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from auditor.records.report import DocumentReport
from auditor.render.words import visible


def original_data(documents: Sequence[DocumentReport]) -> dict[str, Any]:
    """Return ``words``, ``pieces``, ``images`` and where each finding stands in them, as plain values.

    ``cells``: document and fingerprint → piece, row, column. ``boxes``: the same → image, left, top, width, height.
    """
    words: dict[str, int] = {}
    pieces: list[Any] = []
    images: list[Any] = []
    cells: dict[str, list[int]] = {}
    boxes: dict[str, list[float]] = {}
    notes: dict[str, str] = {}
    for number, document in enumerate(documents, start=1):
        shown = document.originals
        for piece in shown.pieces:
            for mark, row, column in piece.frames:
                cells.setdefault(f"{number}:{visible(mark)}", [len(pieces), row, column])
            rows = [[visible(label), [_word(text, words) for text in texts]] for label, texts in piece.rows]
            pieces.append([visible(piece.title), [visible(name) for name in piece.columns], rows])
        for image in shown.images:
            for mark, *box in image.frames:
                boxes.setdefault(f"{number}:{visible(mark)}", [len(images), *box])
            data = "" if image.file else b64encode(image.data).decode("ascii")
            images.append([visible(image.title), data, *([quote(image.file)] if image.file else [])])
        if shown.note:
            notes[str(number)] = visible(shown.note)
    return {"words": list(words), "pieces": pieces, "images": images, "cells": cells, "boxes": boxes, "notes": notes}


def _word(text: str, words: dict[str, int]) -> int:
    """Return the number of a text among the words, -1 for none."""
    return words.setdefault(visible(text), len(words)) if text else -1
