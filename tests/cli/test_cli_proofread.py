"""auditor proofread: which edits are reported, and how."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from auditor import api
from auditor.records.edit import Edit
from tests.nlp.tiny_model import model


def edit(start: int, wrong: str, right: str, confidence: float) -> Edit:
    return Edit(start, start + len(wrong), wrong, right, confidence, "homophone", "读音相同")


PROOFREAD = api.proofread


@pytest.fixture(autouse=True)
def reader(monkeypatch: pytest.MonkeyPatch) -> None:
    """Replace the proofreader by one that knows two words."""

    def read(texts: Sequence[str], _: Path | None = None, __: Path | None = None) -> list[tuple[Edit, ...]]:
        found = []
        for text in texts:
            edits = [
                (text.find("甲"), "甲", "乙乙", 0.9),
                (text.find("丙"), "丙", "丁", 0.7),
                (text.find("戊"), "戊", "己", 0.5),
            ]
            whole = [edit(text.find("甲丙"), "甲丙", "庚", 0.65)] if "甲丙" in text else []
            found.append(tuple(edit(*one) for one in edits if one[0] >= 0) + tuple(whole))
        return found

    monkeypatch.setattr(api, "proofread", read)


def test_jsonl_has_one_line_a_text(run, tmp_path: Path) -> None:
    (tmp_path / "t.txt").write_bytes("一甲二丙戊\r\n\r\n好\r\n".encode())
    first, second, third = (json.loads(line) for line in run("proofread", "t.txt", "-f", "jsonl").out.splitlines())
    assert first["corrected"] == "一乙乙二丁戊"
    assert [(one["start"], one["end"], one["severity"]) for one in first["edits"]] == [
        (1, 2, "error"),
        (3, 4, "warning"),
    ]
    assert (second["text"], third) == ("", {"text": "好", "corrected": "好", "edits": []})


def test_of_overlapping_edits_the_surer_stays(run, tmp_path: Path) -> None:
    (tmp_path / "t.txt").write_text("甲丙", encoding="utf-8")
    assert json.loads(run("proofread", "t.txt", "-f", "jsonl").out)["corrected"] == "乙乙丁"


def test_an_unsure_word_is_a_hint_and_an_unsure_character_is_none(run, monkeypatch: pytest.MonkeyPatch) -> None:
    def read(texts: Sequence[str], _: Path | None = None, __: Path | None = None) -> list[tuple[Edit, ...]]:
        word = Edit(0, 2, "视频", "食品", 0.4, "homophone", "读音相近", is_word=True)
        return [(word, edit(4, "甲", "乙", 0.4)) for _ in texts]

    monkeypatch.setattr(api, "proofread", read)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO("视频抽检甲\n".encode())))
    found = json.loads(run("proofread", "-f", "jsonl").out)
    assert [(one["right"], one["severity"]) for one in found["edits"]] == [("食品", "info")]


def test_text_shows_only_lines_with_faults(run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO("好\n一甲\n".encode())))
    result = run("proofread")
    assert "第 2 行" in result.out
    assert "第 1 行" not in result.out
    assert "读音相同" in result.out


def test_long_work_is_announced(run, tmp_path: Path) -> None:
    (tmp_path / "t.txt").write_text("好\n" * 10_000, encoding="utf-8")
    result = run("proofread", "t.txt")
    assert ("10000" in result.err, result.out) == (True, "没有发现错别字。\n")


def test_nothing_wrong_is_said(run, tmp_path: Path) -> None:
    (tmp_path / "t.txt").write_text("好", encoding="utf-8")
    assert run("proofread", "t.txt").out == "没有发现错别字。\n"
    (tmp_path / "t.txt").write_text("", encoding="utf-8")
    assert run("proofread", "t.txt", "-f", "jsonl").out == ""


def test_bad_input_is_one_sentence(run, tmp_path: Path) -> None:
    (tmp_path / "t.txt").write_bytes("错别字".encode("gb18030"))
    assert run("proofread", "t.txt").code == 2
    assert run("proofread", "none.txt").code == 2
    assert run("proofread", "t.txt", "-f", "xml").code == 2


@pytest.mark.parametrize("content", ["", "\n \n"])
def test_an_empty_file_is_not_called_right(run, tmp_path: Path, content: str) -> None:
    (tmp_path / "空.txt").write_text(content, encoding="utf-8")
    result = run("proofread", "空.txt")
    assert (result.code, "文件是空的" in result.err) == (2, True)


def test_a_second_opinion_is_asked(run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    pytest.importorskip("onnx")
    pytest.importorskip("onnxruntime")
    monkeypatch.setattr(api, "proofread", PROOFREAD)
    (tmp_path / "t.txt").write_text("本年度设备搞笑运行\n", encoding="utf-8")
    against = model(tmp_path / "against", {"搞": 9.0, "笑": 9.0})
    agrees = model(tmp_path / "agrees", {"高": 9.0, "效": 9.0})
    assert run("proofread", "t.txt", "--second-opinion", str(against)).out == "没有发现错别字。\n"
    assert "第二意见（掩码语言模型）：赞成" in run("proofread", "t.txt", "--second-opinion", str(agrees)).out


def test_a_second_opinion_that_is_none_is_one_sentence(
    run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, faulty: str
) -> None:
    monkeypatch.setattr(api, "proofread", PROOFREAD)
    (tmp_path / "t.txt").write_text("好", encoding="utf-8")
    result = run("proofread", "t.txt", "--second-opinion", "nothing")
    assert (result.code, result.out, len(result.err.splitlines())) == (2, "", 1)
    assert "model.onnx" in result.err


def test_the_audit_takes_the_second_opinion_from_the_configuration(
    run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, faulty: str
) -> None:
    asked = []
    monkeypatch.setattr(api, "proofreader_for", lambda rules, folder=None, words=None: asked.append(folder))
    (tmp_path / "auditor.toml").write_text('[proofread]\nsecond_opinion = "models/mine"\n', encoding="utf-8")
    assert run("audit", faulty, "-f", "json").code == 0
    assert asked == [Path("models/mine")]


def test_words_of_the_user_stay_as_they_are(run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(api, "proofread", PROOFREAD)
    (tmp_path / "t.txt").write_text("机房空调搞笑运转", encoding="utf-8")
    (tmp_path / "w.txt").write_text("# 本单位的叫法\n搞笑运转\n", encoding="utf-8")
    assert "高效" in run("proofread", "t.txt").out
    assert run("proofread", "t.txt", "--words", str(tmp_path / "w.txt")).out.strip() == "没有发现错别字。"


def test_a_word_list_that_is_not_there_is_one_sentence(run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(api, "proofread", PROOFREAD)
    (tmp_path / "t.txt").write_text("好", encoding="utf-8")
    result = run("proofread", "t.txt", "--words", "nothing.txt")
    assert (result.code, len(result.err.splitlines())) == (2, 1)


def test_the_audit_keeps_the_words_of_configuration_and_packs(
    run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, faulty: str
) -> None:
    kept: list[Sequence[str]] = []
    monkeypatch.setattr(api, "proofreader_for", lambda rules, folder=None, words=(): kept.append(words))
    (tmp_path / "own.txt").write_text("搞笑运转\n", encoding="utf-8")
    (tmp_path / "pack" / "lexicons").mkdir(parents=True)
    (tmp_path / "pack" / "lexicons" / "proofread.txt").write_text("[words]\n管护员制\n", encoding="utf-8")
    (tmp_path / "auditor.toml").write_text('packs = ["./pack"]\n[proofread]\nwords = "own.txt"\n', encoding="utf-8")
    assert run("audit", faulty, "-f", "json").code == 0
    assert {"乙方", "管护员制", "搞笑运转"} <= set(kept[0])


def test_a_document_is_sent_to_the_audit(run, tmp_path: Path) -> None:
    (tmp_path / "表.xlsx").write_bytes(b"PK\x03\x04\xff\xfe\x00")
    result = run("proofread", "表.xlsx")
    assert (result.code, "auditor audit 表.xlsx" in result.err) == (2, True)
