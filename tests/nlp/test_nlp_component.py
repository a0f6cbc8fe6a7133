"""The spaCy component stands on its own."""

from __future__ import annotations

import subprocess
import sys

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


def shown(doc) -> list[tuple[str, str, int, int]]:
    return [(span.text, span._.suggestion, span._.edit.start, span._.edit.end) for span in doc.spans["typo"]]


TEXTS = ["本年度设备搞笑运行", "", "  ", "保障系统稳定运行", "设备搞笑\n运行", "😀设备搞笑运行", "本年度设备搞笑运行"]


@pytest.mark.parametrize("batch_size", [1, 3, 100])
def test_batches_say_what_single_texts_say(batch_size: int) -> None:
    nlp = pipeline()
    assert [shown(doc) for doc in nlp.pipe(TEXTS, batch_size=batch_size)] == [shown(nlp(text)) for text in TEXTS]


def test_docs_go_to_bytes_and_back() -> None:
    from spacy.tokens import Doc

    nlp = pipeline()
    doc = nlp(TEXTS[0])
    assert shown(Doc(nlp.vocab).from_bytes(doc.to_bytes())) == shown(doc) != []


def test_a_pipeline_can_be_written_and_read(tmp_path) -> None:
    spacy = pytest.importorskip("spacy")
    pipeline().to_disk(tmp_path / "nlp")
    read = spacy.load(tmp_path / "nlp")
    assert shown(read(TEXTS[0])) == shown(pipeline()(TEXTS[0]))


def test_spacy_comes_without_its_command_line_and_keeps_it() -> None:
    code = (
        "import sys; from auditor.nlp.lean import spacy_module; spacy = spacy_module();"
        " assert not {'spacy.cli', 'httpx', 'weasel'} & set(sys.modules), 'imported';"
        " assert spacy.info(silent=True)['spacy_version'] == spacy.__version__; import spacy.cli;"
        " assert spacy.cli.download"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
