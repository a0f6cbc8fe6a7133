"""``python -m auditor.nlp.train.looks``: the file of sounds and looks made again after the look-alikes changed.

A training writes the same bytes; this needs no corpus, as the file holds what came from there.
"""

from __future__ import annotations

import json
import sys
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from auditor.nlp.segment import read_words
from auditor.nlp.train import build
from auditor.nlp.train.__main__ import INPUTS, digest
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
    (where / _NAME).write_bytes(made)
    manifest: dict[str, Any] = json.loads((where / "manifest.json").read_text(encoding="utf-8"))
    manifest["files"][_NAME] = {"sha256": digest(made), "bytes": len(made)}
    manifest["inputs"] = {name: digest((where / name).read_bytes()) for name in INPUTS}
    text = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    (where / "manifest.json").write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
