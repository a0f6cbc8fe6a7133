"""Pictures of pages → Ink by RapidOCR (models in its wheel, no network), and the reader of image files.

Every recognised character keeps the confidence of the recogniser, at most 0.99: a picture proves nothing.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import cache
from typing import Any

from auditor.config import Limits
from auditor.errors import UnreadableError, install_hint
from auditor.readers.ocr_cells import overlooked
from auditor.readers.ocr_rules import rules_of, upright
from auditor.readers.pdf.ink import Glyph, Ink, Rule
from auditor.readers.pdf.pages import blocks_of
from auditor.records.document import Document, Grid, Problem, Prose
from auditor.records.original import dots_an_inch
from auditor.records.place import Place

MISSING = f"没有安装文字识别组件，请运行 {install_hint('ocr')}"
_SUREST = 0.99
_LONGEST_SIDE = 3000
_LOCK = threading.Lock()


def available() -> bool:
    """Return whether the optional recogniser is installed."""
    from importlib.util import find_spec

    return find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None


@cache
def _engine() -> Any:
    import logging

    import onnxruntime
    from rapidocr import RapidOCR

    onnxruntime.disable_telemetry_events()  # builds for Windows report their use otherwise
    logging.getLogger("RapidOCR").setLevel(logging.ERROR)
    return RapidOCR(params={"Global.log_level": "error", "Global.max_side_len": _LONGEST_SIDE, "Global.use_cls": False})


def ink_of(image: Any, dpi: float) -> Ink:
    """Return glyphs and rulings of a picture (height × width × 3, BGR, 8 bit), in points."""
    image = upright(image, dpi)
    across, down = rules_of(image, dpi)
    scale = 72.0 / dpi
    with _LOCK:
        # What one call asks for stays with the engine: each call says all of it.
        result = _engine()(
            image, use_det=True, use_cls=False, use_rec=True, return_word_box=True, return_single_char_box=True
        )
    glyphs = tuple(
        (text, left * scale, top * scale, right * scale, bottom * scale, sure)
        for text, left, top, right, bottom, sure in _pieces(result, down)
    )
    rules = (
        tuple((p * scale, low * scale, high * scale) for p, low, high in across),
        tuple((p * scale, low * scale, high * scale) for p, low, high in down),
    )
    more, lost = overlooked(image, scale, rules, glyphs, _recognise)
    height, width = image.shape[:2]
    return Ink(width * scale, height * scale, (*glyphs, *more), *rules, lost)


def _recognise(image: Any) -> tuple[str, float]:
    """Return (text, confidence) of the picture of one line; "" where nothing was recognised."""
    with _LOCK:
        result = _engine()(image, use_det=False, use_cls=False, use_rec=True, return_word_box=False)
    if result is None or not result.txts or not result.txts[0].strip():
        return "", 0.0
    return result.txts[0].strip(), min(_SUREST, float(result.scores[0]))


def _pieces(result: Any, down: list[Rule]) -> Iterator[Glyph]:
    """Yield the recognised lines in pixels; one that runs through a vertical ruling comes character by character."""
    if result is None or result.txts is None:
        return
    words = result.word_results or ()
    for index, (text, box, score) in enumerate(zip(result.txts, result.boxes, result.scores, strict=True)):
        left, top, right, bottom = _bounds(box)
        chars = list(words[index]) if len(words) == len(result.txts) else []
        if "".join(char[0] for char in chars) != text.replace(" ", ""):
            chars = []
        sure = min([float(score), *(float(char[1]) for char in chars)])
        middle, edge = (top + bottom) / 2, 0.2 * (bottom - top)
        crossed = any(left + edge < x < right - edge and low < middle < high for x, low, high in down)
        if not crossed:
            yield text, left, top, right, bottom, min(_SUREST, sure)
            continue
        for char, x0, x1, confidence in _spread(text, (left, right), chars, sure):
            yield char, x0, top, x1, bottom, min(_SUREST, confidence)


def _spread(
    text: str, span: tuple[float, float], chars: list[Any], sure: float
) -> Iterator[tuple[str, float, float, float]]:
    """Yield (character, left, right, confidence) of a line: where the recogniser saw them, else evenly spread."""
    if chars:
        for char, confidence, box in chars:
            left, _, right, _ = _bounds(box)
            yield char, left, right, float(confidence)
        return
    widths = [2.0 if char >= "\u2e80" else 1.0 for char in text]
    step, x = (span[1] - span[0]) / sum(widths), span[0]
    for char, width in zip(text, widths, strict=True):
        yield char, x, x + width * step, sure
        x += width * step


def _bounds(box: Any) -> tuple[float, float, float, float]:
    xs, ys = [float(point[0]) for point in box], [float(point[1]) for point in box]
    return min(xs), min(ys), max(xs), max(ys)


def read(data: bytes, source: str, sha256: str, limits: Limits) -> Document:
    """Return the Document in a picture file (PNG, JPEG, TIFF with several pages), one page per frame.

    Raises UnreadableError where the picture is damaged, too large, or no recogniser is installed.
    """
    if not available():
        raise UnreadableError(f"这是图片，{MISSING}后再读。", source=source)
    most = limits.max_scans
    blocks: list[Prose | Grid] = []
    problems: list[Problem] = []
    for number, (image, dpi) in enumerate(_frames(data, source), start=1):
        if number > most:
            message = f"图片超过 {most} 页，第 {number} 页起没有读，请拆分文件后再读。"
            problems.append(Problem("read.ocr-limit", message, Place(page=number), partial=True))
            break
        ink = ink_of(image, dpi)
        found = blocks_of(ink, number)
        if ink.lost:
            problems.append(unrecognised(ink.lost, number))
        if not found:
            message = f"第 {number} 页图片上没有认出文字，请核对原件。"
            problems.append(Problem("read.ocr-empty", message, Place(page=number), partial=True))
        blocks += found
    return Document(source, sha256, "ocr", tuple(blocks), tuple(problems), converted=True)


def unrecognised(count: int, page: int) -> Problem:
    """Return the problem of ``count`` cells of a page in which something is printed that was not recognised."""
    message = f"第 {page} 页图片上有 {count} 个单元格的内容没有认出来，请核对原件。"
    return Problem("read.ocr-cells", message, Place(page=page), partial=True)


def _frames(data: bytes, source: str) -> Iterator[tuple[Any, float]]:
    """Yield (picture, dpi) of every frame; without a stated resolution the long side is that of A4."""
    import io
    import warnings

    import numpy as np
    from PIL import Image, ImageSequence

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data)) as file:
                for frame in ImageSequence.Iterator(file):
                    dpi = dots_an_inch(float(frame.info.get("dpi", (0, 0))[0]), max(frame.size))
                    yield np.asarray(frame.convert("RGB"))[:, :, ::-1].copy(), dpi
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise UnreadableError("图片太大，请降低分辨率（200 dpi 即可）后再读。", source=source) from error
    except (OSError, ValueError, SyntaxError, EOFError) as error:
        raise UnreadableError("图片已损坏或格式不认识，打不开。", source=source) from error
