"""PDFium's functions with plain pointers: half the cost of a call through the generated bindings.

A page takes thousands of calls. Handles are integers here; 0 is none.
"""

from __future__ import annotations

import ctypes
from functools import cache
from typing import Any

_POINTER, _INT, _FLOAT = ctypes.c_void_p, ctypes.c_int, ctypes.c_float
_P, _I = _POINTER, _INT
# name → (result, arguments)
_SIGNATURES: dict[str, tuple[Any, ...]] = {
    "FPDF_LoadPage": (_P, _P, _I),
    "FPDF_ClosePage": (None, _P),
    "FPDFText_LoadPage": (_P, _P),
    "FPDFText_ClosePage": (None, _P),
    "FPDF_GetPageBoundingBox": (_I, _P, _P),
    "FPDFPage_GetRotation": (_I, _P),
    "FPDFText_CountChars": (_I, _P),
    "FPDFText_GetUnicode": (ctypes.c_uint, _P, _I),
    "FPDFText_GetText": (_I, _P, _I, _I, _P),
    "FPDFText_GetCharAngle": (_FLOAT, _P, _I),
    "FPDFPage_CountObjects": (_I, _P),
    "FPDFFormObj_CountObjects": (_I, _P),
    "FPDFPageObj_GetClipPath": (_P, _P),
    "FPDFClipPath_CountPaths": (_I, _P),
    "FPDFClipPath_CountPathSegments": (_I, _P, _I),
    "FPDFClipPath_GetPathSegment": (_P, _P, _I, _I),
    "FPDFPath_GetDrawMode": (_I, _P, _P, _P),
    "FPDFPath_CountSegments": (_I, _P),
    "FPDFPath_GetPathSegment": (_P, _P, _I),
    "FPDFPathSegment_GetPoint": (_I, _P, _P, _P),
    "FPDFPathSegment_GetType": (_I, _P),
    "FPDFPathSegment_GetClose": (_I, _P),
    "FPDFTextObj_GetTextRenderMode": (_I, _P),
    "FPDFImageObj_GetImagePixelSize": (_I, _P, _P, _P),
}


class Calls:
    """The functions of ``_SIGNATURES`` as attributes without the prefix FPDF_."""

    def __init__(self, raw: Any) -> None:
        for name, (result, *arguments) in _SIGNATURES.items():
            address = handle(getattr(raw, name))
            setattr(self, name.removeprefix("FPDF_"), ctypes.CFUNCTYPE(result, *arguments)(address))

    def __getattr__(self, name: str) -> Any:
        """Say that a function is not in the table (the others are found before this is asked)."""
        raise AttributeError(name)


@cache
def calls() -> Calls:
    """Return the functions, bound once per process; PDFium is loaded here."""
    from pypdfium2 import raw

    return Calls(raw)


def handle(pointer: Any) -> int:
    """Return the address in a pointer of the generated bindings, 0 for a null pointer."""
    return ctypes.cast(pointer, _POINTER).value or 0
