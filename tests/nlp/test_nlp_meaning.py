"""The judges of meaning: equal to scikit-learn, as the manifest says, and right on rows nobody trained on."""

from __future__ import annotations

import hashlib
import json
import math
import shutil
from pathlib import Path

import pytest

from auditor.errors import ConfigError
from auditor.nlp.component import cut_texts, tagged
from auditor.nlp.meaning.judges import SCALE, load_judges, read_judges
from auditor.nlp.meaning.words import bare
from auditor.nlp.train.meaning import (
    FEWEST,
    INVERSE_PENALTY,
    KIND_PENALTY,
    Sample,
    aim_samples,
    fit,
    folds,
    machine,
    row_samples,
    train,
)
from auditor.nlp.train.meaning_rows import made_aims, made_rows
from auditor.records.meaning import GOOD, RowText
from auditor.resources import folder

HOME = folder("models") / "meaning"


@pytest.fixture(scope="module")
def samples() -> dict[str, list[Sample]]:
    made = row_samples([one for one in made_rows(folder("models")) if one.source.startswith("made")])
    return {**made, "objective": aim_samples(made_aims(folder("models")))}


def target(name: str, value: str, level: str = "quality") -> tuple[str, float]:
    opinion = load_judges().rows([RowText(name, level, value)])[0].target
    return opinion.kind, opinion.confidence


def subject(name: str, value: str = "100", percent: bool = False, level: str = "quantity") -> tuple[str, float]:
    opinion = load_judges().rows([RowText(name, level, value, True, percent)])[0].subject
    return opinion.kind, opinion.confidence


def test_files_match_the_manifest() -> None:
    manifest = json.loads((HOME / "manifest.json").read_text(encoding="utf-8"))
    for name, described in manifest["files"].items():
        assert hashlib.sha256((HOME / name).read_bytes()).hexdigest() == described["sha256"]
    for name, digest in manifest["inputs"].items():
        assert hashlib.sha256((HOME / name).read_bytes()).hexdigest() == digest, f"{name} changed: train again"
    assert manifest["settings"] == {
        "inverse_penalty": INVERSE_PENALTY,
        "kind_penalty": KIND_PENALTY,
        "fewest": FEWEST,
    }
    assert (HOME / "weights.json").stat().st_size < 700_000


@pytest.mark.parametrize("name", ["target", "subject", "objective"])
def test_the_sums_are_what_scikit_learn_predicts(samples: dict[str, list[Sample]], name: str) -> None:
    mine = samples[name]
    judge = fit(mine)
    whether, _, matrix = machine(mine, lambda one: one.label != GOOD, INVERSE_PENALTY)
    for one, chance in zip(mine, whether.predict_proba(matrix)[:, 1], strict=True):
        assert 1 / (1 + math.exp(-judge.score(one.pieces))) == pytest.approx(chance, abs=0.02)
    bad = [one for one in mine if one.label != GOOD]
    which, _, matrix = machine(bad, lambda one: one.label, KIND_PENALTY)
    said = [judge.kind(one.pieces) for one in bad]
    agree = sum(kind == label for kind, label in zip(said, which.predict(matrix), strict=True))
    assert agree >= 0.99 * len(bad), "the dropped weights change the kind"


def test_no_source_is_on_both_sides_of_a_split(samples: dict[str, list[Sample]]) -> None:
    parts = folds(samples["target"])
    assert sorted(number for part in parts for number in part) == list(range(len(samples["target"])))
    sources = [{samples["target"][number].source for number in part} for part in parts]
    assert sum(map(len, sources)) == len(set.union(*sources))


def test_the_same_rows_give_the_same_bytes(tmp_path: Path) -> None:
    for place in ("one", "two"):
        train(folder("models"), None, tmp_path / place)
    for name in ("weights.json", "manifest.json", "metrics.json"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


@pytest.mark.parametrize(
    ("name", "value", "kind"),
    [
        ("殡仪馆服务水平", "服务水平显著提升", ""),
        ("弘扬工匠精神", "工匠精神得到弘扬", "repeats"),
        ("牧区交通条件", "得到较大改观", ""),
        ("档案利用", "大力宣传，健全查阅制度", ""),
        ("渔港环境", "整洁优美、井然有序", ""),
        ("技术推广成效", "示范带动作用明显增强", ""),
    ],
)
def test_targets_that_say_nothing(name: str, value: str, kind: str) -> None:
    found, chance = target(name, value)
    assert chance > 0.72
    assert not kind or found == kind


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("码头改造工程", "通过交工验收"),
        ("救灾物资调运", "接到指令后6小时内送达"),
        ("水质检测报告", "由有资质机构出具"),
        ("渔船检验", "全部取得检验证书"),
        ("安全生产", "不发生较大以上事故"),
        ("课题结题", "2026年11月30日前通过评审"),
    ],
)
def test_targets_that_can_be_checked(name: str, value: str) -> None:
    assert target(name, value)[1] < 0.72


@pytest.mark.parametrize(
    ("name", "value", "percent", "kind"),
    [
        ("促进海洋经济高质量发展", "95", True, "statement"),
        ("增强市民文明素养", "100", True, "statement"),
        ("全市户籍人口总数", "320", False, "background"),
    ],
)
def test_names_that_are_no_indicators(name: str, value: str, percent: bool, kind: str) -> None:
    found, chance = subject(name, value, percent, "social" if percent else "quantity")
    assert found == kind
    assert chance > 0.45


@pytest.mark.parametrize("name", ["渔船检验艘次", "新增泊位数量", "组织演练场次", "救助搁浅海豚", "修复沙滩长度"])
def test_names_that_are_indicators(name: str) -> None:
    assert subject(name)[1] < 0.45


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("主要用于渔政船燃油费、维修费、船员工资和保险等支出。", "uses_only"),
        ("凝心聚力谋发展，奋楫扬帆启新程，努力开创海洋事业新局面。", "slogan"),
        ("完成渔船检验1200艘次，检出隐患整改率100%，不发生较大以上事故。", GOOD),
    ],
)
def test_objectives(text: str, kind: str) -> None:
    opinion = load_judges().objectives([text])[0]
    assert (opinion.kind if opinion.confidence > 0.5 else GOOD) == kind


def test_reasons_are_words_of_the_text() -> None:
    opinion = load_judges().rows([RowText("牧区交通条件", "social", "得到较大改观")])[0].target
    assert opinion.reasons
    assert all("“" not in reason or reason.split("“")[1].split("”")[0] in "得到较大改观" for reason in opinion.reasons)


def test_words_have_parts_of_speech() -> None:
    doc = tagged(["明显提升服务质量"])["明显提升服务质量"]
    assert [token.pos_ for token in doc if token.text in {"提升", "服务质量"}] == ["VERB", "NOUN"]
    assert [word.tag for word in cut_texts(["98.5%"])["98.5%"]] in (["m"], ["m", "w"], ["m", "m", "m", "w"])


def test_words_without_docs_are_those_of_the_docs() -> None:
    texts = ["明显提升 服务质量", "98.5%", "建成\n厂房\u3000≥3座", "", "😀、A级景区", "\u00a0"]
    docs = tagged(texts)
    wanted = {text: [(token.text, token.tag_) for token in doc if not token.is_space] for text, doc in docs.items()}
    assert {text: [(one.text, one.tag) for one in words] for text, words in cut_texts(texts).items()} == wanted


def test_numbering_and_placeholders_are_not_part_of_a_name() -> None:
    assert bare("指标1：受益农户数（≥**户）") == "受益农户数"
    assert bare("完成验收。") == "完成验收"


def test_chances_are_calibrated_whole_numbers() -> None:
    judges = load_judges()
    for judge in (judges.target, judges.subject, judges.objective):
        assert judge.slope > 0
        assert all(isinstance(weight, int) for weight in judge.fault.values())
        assert max(map(abs, judge.fault.values())) < 20 * SCALE


def test_a_damaged_file_is_refused(tmp_path: Path) -> None:
    shutil.copytree(HOME, tmp_path / "meaning")
    (tmp_path / "meaning" / "weights.json").write_text("{}", encoding="utf-8")
    with pytest.raises(ConfigError, match="清单不符"):
        read_judges(tmp_path / "meaning", cut_texts)
    with pytest.raises(ConfigError, match="缺失"):
        read_judges(tmp_path / "nothing", cut_texts)
