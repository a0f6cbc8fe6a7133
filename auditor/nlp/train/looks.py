"""``python -m auditor.nlp.train.looks``: the file of sounds and looks made again after the look-alikes changed.

A training writes the same bytes; this needs no corpus, as the file holds what came from there.
"""

from __future__ import annotations

import sys
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

from auditor.nlp.segment import read_words
from auditor.nlp.train import build
from auditor.nlp.train.manifest import rewritten
from auditor.nlp.typo import charlm, sounding
from auditor.resources import folder

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_NAME = "sounds.bin.z"


def again(data: bytes, symbols: NDArray[np.uint16], where: Path) -> bytes:
    """Return the words of the file ``data`` with the look-alikes that the word files in a folder have now."""
    lines = {
        name: (where / f"{name}.txt").read_text(encoding="utf-8").splitlines() for name in ("shapes", "alike", "sides")
    }
    alike = build.look_alikes(read_words(lines["shapes"]), lines["alike"])
    return sounding.relooked(data, symbols, alike, build.look_alikes((), lines["sides"])).tobytes()


def main() -> int:
    """Write the file and what the manifest says of it."""
    where = folder("models") / "typo"
    symbols = charlm.load((where / "chars.bin").read_bytes()).symbols
    made = zlib.compress(again(zlib.decompress((where / _NAME).read_bytes()), symbols, where), 9)
    rewritten(where, _NAME, made)
    return 0


if __name__ == "__main__":
    sys.exit(main())
