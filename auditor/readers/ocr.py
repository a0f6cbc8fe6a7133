"""Pictures of pages → Ink by RapidOCR (models in its wheel, no network), and the reader of image files.

Every recognised character keeps the confidence of the recogniser, at most 0.99: a picture proves nothing.
"""

from __future__ import annotations

import threading
from functools import cache
from typing import Any

from auditor.errors import UnreadableError
from auditor.readers.ocr_rules import rules_of, upright
from auditor.readers.pdf.ink import Glyph, Ink
from auditor.readers.pdf.pages import blocks_of
from auditor.records.document import Document, Grid, Problem, Prose
from auditor.records.place import Place

MISSING = "没有安装文字识别组件,请运行 pip install “budget-indicator-auditor[ocr]”"
_SUREST = 0.99
_A4_LONG = 842.0
_MOST_FRAMES = 100
_LONGEST_SIDE = 3000
_LOCK = threading.Lock()


def available() -> bool:
    """Return whether the optional recogniser is installed."""
    from importlib.util import find_spec

    return find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None


@cache
def _engine() -> Any:
    import logging

    from rapidocr import RapidOCR

    logging.getLogger("RapidOCR").setLevel(logging.ERROR)
    return RapidOCR(params={"Global.log_level": "error", "Global.max_side_len": _LONGEST_SIDE, "Global.use_cls": False})


def ink_of(image: Any, dpi: float) -> Ink:
    """Return glyphs and rulings of a picture (height × width × 3, BGR, 8 bit), in points."""
    image = upright(image, dpi)
    across, down = rules_of(image, dpi)
    scale = 72.0 / dpi
    with _LOCK:
        result = _engine()(image, return_word_box=True, return_single_char_box=True)
    glyphs = tuple(
        (text, *(value * scale for value in box), confidence) for text, box, confidence in _characters(result)
    )
    height, width = image.shape[:2]
    return Ink(
        width * scale,
        height * scale,
        glyphs,
        tuple((p * scale, low * scale, high * scale) for p, low, high in across),
        tuple((p * scale, low * scale, high * scale) for p, low, high in down),
    )
