"""Right lines in which a proofreader likes to see errors: names, idioms, contracts, trades, cells. All made up."""

from __future__ import annotations

from pathlib import Path

from auditor.nlp.train import frames
from auditor.nlp.typo.lexicon import lexicon

HERE = Path(__file__).resolve().parent / "registers"
_NAMES = {"firm": "names of firms", "person": "names of persons", "place": "names of places", "idiom": "idioms"}
_EACH, _SEED = 500, 97
PLAIN = ("contracts", "tenders", "finance", "trade", "notices")
# Cells of departments that no word file, frame or row of training is about; training never reads them.
CELLS = "departments"


def _read(name: str) -> list[str]:
    return (HERE / f"{name}.txt").read_text(encoding="utf-8").splitlines()


def registers() -> dict[str, list[str]]:
    """Return the lines of each register; names are drawn from the half of the lists that training does not see."""
    found = {name: _read(name) for name in (*PLAIN, CELLS)}
    pool = frames.pools(lexicon("proofread", "surnames"), lexicon("places"), 1)
    for slot, title in _NAMES.items():
        own = [frame for frame in _read("frames") if f"{{{slot}}}" in frame]
        found[title] = list(dict.fromkeys(frames.lines(own, pool, _EACH, _SEED)))
    return found
