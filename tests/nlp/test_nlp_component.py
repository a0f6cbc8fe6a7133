"""The spaCy component stands on its own."""

from __future__ import annotations

import pytest

from auditor.nlp import pipeline


def test_spans_with_suggestions() -> None:
    doc = pipeline()("本年度设备搞笑运行")
    (span,) = doc.spans["typo"]
    assert (span.text, span.label_, span._.suggestion) == ("搞笑", "homophone", "高效")
    assert span._.edit.confidence > 0.85
    assert "".join(token.text for token in doc) == doc.text


def test_sound_text_has_an_empty_group() -> None:
    assert list(pipeline()("保障系统稳定运行").spans["typo"]) == []


def test_component_can_be_added_to_another_pipeline() -> None:
    spacy = pytest.importorskip("spacy")
    pipeline()
    other = spacy.blank("zh")
    other.add_pipe("auditor_typo")
    doc = other("本年度设备搞笑运行")
    assert [span._.suggestion for span in doc.spans["typo"]] == ["高效"]
