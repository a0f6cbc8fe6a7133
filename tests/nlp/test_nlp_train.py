"""Training: the same text gives the same bytes, and a model of a handful of sentences already corrects."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from auditor.nlp.train import frames, general
from auditor.nlp.train.__main__ import Job, train
from auditor.nlp.train.build import Cuts
from auditor.nlp.typo.clause import split
from auditor.nlp.typo.corrections import corrections
from auditor.nlp.typo.fluency import Fluency
from auditor.nlp.typo.model import read_model

pytest.importorskip("pypinyin")
pytest.importorskip("sklearn")

_SUBJECTS = ("学校", "医院", "图书馆", "车站", "公园", "粮库", "水厂", "电站", "码头", "市场")
_VERBS = ("建设", "维护", "改造", "检修", "清洗", "绿化", "验收", "巡查")
_OBJECTS = ("锅炉设备", "供水管道", "照明线路", "安全通道", "屋顶防水", "消防器材", "停车设施", "监控系统")
_TAILS = ("按期完成", "及时完成", "质量合格", "运行平稳", "符合标准", "群众满意")
_CUTS = Cuts(pairs=1, word=1, general=200, offered=3, chars=60_000)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("corpus")
    dice = random.Random(5)
    lines = [
        f"{dice.choice(_SUBJECTS)}{dice.choice(_VERBS)}{dice.choice(_OBJECTS)}{at}处,{dice.choice(_TAILS)}。"
        for at in range(6000)
    ]
    (made / "a.txt").write_text("\n".join(lines[:4000]), encoding="utf-8")
    (made / "b.txt").write_text("\n".join(lines[4000:]), encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def terms(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("terms")
    words = {
        "terms": "锅炉设备",
        "phrases": "设备完好率",
        "register": "× 设备 管道 × 完好率 数量",
        "shapes": "未末 拔拨",
        "alike": "未 末朱",
        "sides": "戒 械",
        "frames": "委托{firm}维护\n向{person}发放补助\n{place}供水管道\n{idiom}\n{word}数量",
    }
    for name, text in words.items():
        (made / f"{name}.txt").write_text(f"# 说明\n{text}\n", encoding="utf-8")
    return made


def test_training_is_deterministic_and_corrects(corpus: Path, terms: Path, tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    first = train(Job(corpus, terms, one, _CUTS, parts=1, clauses=400))
    assert first == train(Job(corpus, terms, two, _CUTS, parts=2, clauses=400))
    for name in (
        "words.bin.z",
        "pairs.bin",
        "chars.bin",
        "general.bin",
        "wordgrams.bin",
        "sounds.bin.z",
        "weights.json",
        "manifest.json",
        "metrics.json",
    ):
        assert (one / name).read_bytes() == (two / name).read_bytes(), name
    model = read_model(one)
    (correction,) = corrections([split("学校检修停车设时", model)], ["学校检修停车设时"], model, Fluency(model))
    assert correction.change.symbols == "学校检修停车设施"


def test_texts_drawn_from_a_word_model_follow_it(tmp_path: Path) -> None:
    arpa = tmp_path / "small.arpa"
    rows = {
        1: ["-0.6\t水\t-0.3", "-0.6\t管\t-0.3", "-0.6\t道\t0", "-3\t<unk>\t0"],
        2: ["-0.01\t水 管\t0", "-0.01\t管 道"],
        3: ["-0.01\t水 管 道"],
    }
    parts = [f"\\{order}-grams:\n" + "\n".join(found) for order, found in rows.items()]
    arpa.write_text("\\data\\\n\n" + "\n\n".join(parts) + "\n\n\\end\\\n", encoding="utf-8")
    model = general.read(arpa)
    text = next(iter(general.drawn(model, 1)))
    assert set(text) == {"水", "管", "道"}
    assert text.count("水管") > 0.8 * text.rstrip("水").count("水")
    assert text == next(iter(general.drawn(model, 1)))


def test_right_lines_are_filled_with_names_of_the_half_asked_for() -> None:
    pool = frames.pools(("王", "李"), ("青山县", "白水县"), 0)
    lines = frames.lines(["{firm}", "{person}", "{place}", "{idiom}"], pool, 40)
    assert lines == frames.lines(["{firm}", "{person}", "{place}", "{idiom}"], pool, 40)
    assert all(line[0] in "王李" for line in lines[1::4])
    assert all(frames.half(line) == 0 for line in lines[3::4])
    assert not any("科技科技" in line for line in lines)
