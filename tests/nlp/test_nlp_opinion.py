"""The second opinion, with models of a few pieces that are made here."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest

from auditor.errors import AuditorError, ConfigError
from auditor.nlp import load_proofreader
from auditor.nlp.component import build
from auditor.nlp.typo.opinion import identity, read_opinion, weighed
from auditor.nlp.typo.wordpiece import read_vocabulary
from auditor.records.edit import Edit
from tests.nlp.tiny_model import FEEDS, PIECES, SPECIAL, model

pytest.importorskip("onnx")
pytest.importorskip("onnxruntime")


def slip(confidence: float, kind: str = "homophone", text: str = "设备搞笑运行") -> dict[str, tuple[Edit, ...]]:
    return {text: (Edit(2, 4, text[2:4], "高效", confidence, kind, "读音相近"),)}


def asked(folder: Path, found: dict[str, tuple[Edit, ...]]) -> list[float]:
    (edits,) = read_opinion(folder)(found).values()
    return [edit.confidence for edit in edits]


def test_the_formula() -> None:
    assert weighed(0.7, 2.0) == 0.7  # the neutral point
    assert weighed(0.5, 4.0) == pytest.approx(1 / (1 + math.exp(-1.0)), abs=1e-3)
    assert weighed(0.5, 100.0) == 0.84  # never raised to an error
    assert weighed(0.95, 100.0) == 0.95
    assert weighed(0.4, 100.0) == pytest.approx(0.831, abs=1e-3)
    assert weighed(0.99, -100.0) == pytest.approx(0.197, abs=1e-3)
    assert weighed(1.0, 0.0) < 1.0
    falling = [weighed(0.8, ratio) for ratio in (6.0, 2.0, 0.0, -4.0, -20.0)]
    assert falling == sorted(falling, reverse=True)


def test_it_lowers_to_silence_and_raises_a_near_miss(tmp_path: Path) -> None:
    against = model(tmp_path / "against", {"搞": 9.0, "笑": 9.0})
    agrees = model(tmp_path / "agrees", {"高": 9.0, "效": 9.0})
    assert asked(against, slip(0.9)) == []
    assert asked(agrees, slip(0.45)) == [pytest.approx(0.84, abs=0.03)]
    assert asked(agrees, slip(0.95)) == [0.95]


def test_the_ratio_is_the_sum_over_the_characters(tmp_path: Path) -> None:
    """Two characters, each liked e³ times as much: the logarithms of both count."""
    folder = model(tmp_path / "m", {"高": 3.0, "效": 3.0})
    assert asked(folder, slip(0.5)) == [weighed(0.5, 6.0)]
    half = {"设备搞笑运行": (Edit(2, 3, "搞", "高", 0.5, "homophone"),)}
    assert asked(folder, half) == [weighed(0.5, 3.0)]


def test_the_reason_names_the_opinion(tmp_path: Path) -> None:
    (edits,) = read_opinion(model(tmp_path / "m", {"高": 5.0}))(slip(0.9)).values()
    assert edits[0].why == "读音相近；第二意见（掩码语言模型）：赞成"


def test_what_it_cannot_judge_stays(tmp_path: Path) -> None:
    folder = model(tmp_path / "m", {"搞": 9.0, "笑": 9.0})
    assert asked(folder, slip(0.9, "pair")) == [0.9]
    assert asked(folder, {"设备搞笑运行": (Edit(2, 4, "搞笑", "高", 0.9, "homophone"),)}) == [0.9]
    assert asked(folder, slip(0.9, text="设备瞎晓运行")) == [0.9]  # characters that the vocabulary lacks
    assert asked(folder, {"稳定": ()}) == []


def test_blanks_of_the_layout_are_no_characters(tmp_path: Path) -> None:
    folder = model(tmp_path / "m", {"搞": 9.0, "笑": 9.0})
    assert asked(folder, {"设备搞\n笑运行": (Edit(2, 5, "搞\n笑", "高效", 0.9, "homophone"),)}) == []


def test_long_texts_are_seen_around_the_change(tmp_path: Path) -> None:
    folder = model(tmp_path / "m", {"搞": 9.0, "笑": 9.0})
    text = "稳定" * 2000 + "搞笑" + "运行" * 2000
    assert asked(folder, {text: (Edit(4000, 4002, "搞笑", "高效", 0.9, "homophone"),)}) == []


def test_inputs_may_be_fewer_and_narrower(tmp_path: Path) -> None:
    folder = model(tmp_path / "m", {"搞": 9.0, "笑": 9.0}, feeds=FEEDS[:1], integer="INT32")
    assert asked(folder, slip(0.9)) == []


def test_the_proofreader_and_the_pipeline_ask_it(tmp_path: Path) -> None:
    text = "本年度设备搞笑运行"
    against = model(tmp_path / "m", {"搞": 9.0, "笑": 9.0})
    assert [edit.right for edit in load_proofreader()([text])[0]] == ["高效"]
    assert load_proofreader(against)([text, "稳定"]) == [(), ()]
    assert list(build(second_opinion=against)(text).spans["typo"]) == []


def test_pieces_of_a_vocabulary(tmp_path: Path) -> None:
    vocabulary = read_vocabulary(model(tmp_path / "m", {}))
    names = {number: piece for piece, number in vocabulary.ids.items()}
    found = [(names[number], at) for number, at in vocabulary.pieces("本年 2024，ABc额〇abx")]
    assert found == [
        ("本", 0),
        ("年", 1),
        ("2024", 3),
        ("，", 7),
        ("ab", 8),
        ("##c", 10),
        ("额", 11),
        ("[UNK]", 12),
    ]


def test_a_tokenizer_file_serves_as_well(tmp_path: Path) -> None:
    folder = model(tmp_path / "m", {"搞": 9.0, "笑": 9.0})
    (folder / "vocab.txt").unlink()
    ids = {piece: number for number, piece in enumerate(PIECES)}
    added = [{"id": ids.pop(piece), "content": piece} for piece in SPECIAL]
    packed = {"model": {"type": "WordPiece", "vocab": ids}, "added_tokens": added}
    (folder / "tokenizer.json").write_text(json.dumps(packed), encoding="utf-8")
    assert asked(folder, slip(0.9)) == []


def test_faults_are_one_clear_sentence(tmp_path: Path) -> None:
    good = model(tmp_path / "good", {})
    cases = {
        "没有第二意见模型": tmp_path / "none",
        "输入应为": model(tmp_path / "names", {}, feeds=("input_ids", "pixels")),
        "与词表不符": model(tmp_path / "size", {}, size=len(PIECES) + 3),
        "没有词表": model(tmp_path / "bare", {}),
        "[MASK]": model(tmp_path / "unmasked", {}),
        "不是可用的 ONNX": model(tmp_path / "broken", {}),
        "词表读不出": model(tmp_path / "binary", {}),
    }
    (cases["没有词表"] / "vocab.txt").unlink()
    (cases["[MASK]"] / "vocab.txt").write_text("".join(f"{piece}\n" for piece in PIECES if piece != "[MASK]"), "utf-8")
    (cases["不是可用的 ONNX"] / "model.onnx").write_bytes(b"no model")
    (cases["词表读不出"] / "vocab.txt").write_bytes(b"\xff\xfe\x00")
    for words, folder in cases.items():
        with pytest.raises(ConfigError, match=words.replace("[", r"\[")) as failure:
            read_opinion(folder)
        assert "\n" not in str(failure.value)
        assert str(folder) in str(failure.value)
    assert read_opinion(good)({}) == {}


def test_without_the_runtime_the_sentence_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "onnxruntime", None)
    with pytest.raises(AuditorError, match="pip install"):
        read_opinion(model(tmp_path / "m", {}))


def test_the_identity_follows_the_model(tmp_path: Path) -> None:
    one, same, other = (model(tmp_path / name, {"高": much}) for name, much in (("a", 1.0), ("b", 1.0), ("c", 2.0)))
    assert identity(one) == identity(same) != identity(other)
