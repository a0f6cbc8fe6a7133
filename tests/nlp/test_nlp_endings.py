"""Where a text cannot end: learned from a corpus, shipped with its checksum, used to find texts that were cut."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from auditor.nlp.endings import FEWEST, FILE, count, load_endings, train
from auditor.resources import folder

ALWAYS_GOES_ON = ["各地夯实粮食安全基础,落实责任。"] * FEWEST
ENDS = ["我们要加强粮食安全。"] * (2 * FEWEST)


def test_a_pair_that_always_goes_on_is_learned() -> None:
    pairs, _, seldom = count([*ALWAYS_GOES_ON, *ENDS])
    assert "全基" in pairs
    assert "安全" not in pairs
    assert "安全" not in seldom


def test_rare_pairs_teach_nothing() -> None:
    pairs, triples, seldom = count(ALWAYS_GOES_ON[1:])
    assert not pairs
    assert not triples
    assert not seldom


def test_training_is_deterministic(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("\n".join([*ALWAYS_GOES_ON, *ENDS]), encoding="utf-8")
    for name in ("one", "two"):
        learned = train(tmp_path, tmp_path / name)
        assert learned["pairs"] > 0
    assert (tmp_path / "one" / FILE).read_bytes() == (tmp_path / "two" / FILE).read_bytes()


def test_the_artefact_is_the_one_of_its_manifest() -> None:
    home = folder("models") / "endings"
    manifest = json.loads((home / "manifest.json").read_text(encoding="utf-8"))
    data = (home / FILE).read_bytes()
    assert manifest["files"][FILE] == {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}
    endings = load_endings()
    assert len(endings.never) == manifest["learned"]["pairs"] + manifest["learned"]["triples"]
    assert len(endings.seldom) == manifest["learned"]["seldom"]
    assert not endings.seldom & endings.never
