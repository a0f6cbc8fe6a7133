"""The likeness model: what it calls the same, what it keeps apart, and that its file is what was trained."""

from __future__ import annotations

import hashlib
import json
import shutil
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.errors import ConfigError
from auditor.nlp.likeness import load_likeness, pairs_of, read_model, read_synonyms
from auditor.nlp.train.likeness import cross_validated, fit, metrics, read_pairs
from auditor.resources import folder
from auditor.rulebook import load

HOME = folder("models") / "pairs"
FLOOR = next(rule for rule in load().rules if rule.name == "duplicate.other-words").params["floors"][0]
NAMES = st.text(alphabet="甲乙丙培训人数率学员企业满意度第123批、() ", max_size=12)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("覆盖渔村数量", "服务渔村数量"),
        ("茶艺培训完成率", "完成茶艺培训的比例"),
        ("船员满意度", "船员满意率"),
        ("购置渔具套数", "采购渔具数量"),
        ("召开听证会次数", "举行听证会场次"),
        ("码头维修及时率", "及时维修码头的比率"),
        ("清淤里程", "清淤长度"),
        ("巡湖次数", "湖泊巡护次数"),
        ("渔技人员轮训人数", "渔业技术人员轮训人数"),
        ("非遗传习所开放天数", "非物质文化遗产传习所开放天数"),
        ("渔港PM2.5浓度下降率", "渔港细颗粒物浓度降幅"),
        ("削减渔港SO2排放量", "渔港二氧化硫减排量"),
        ("船员体检排队等候时长", "船员体检排队等待时间"),
        ("船检申请答复时限", "船检申请回复时间"),
    ],
)
def test_the_same_in_other_words(one: str, other: str) -> None:
    assert load_likeness().chance(one, other) >= FLOOR


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("第一批发放船数", "第二批发放船数"),
        ("2025年船数", "2026年船数"),
        ("男船员人数", "女船员人数"),
        ("新建码头座数", "维修码头座数"),
        ("村民满意度", "企业满意度"),
        ("船员培训人数", "船员培训期数"),
        ("渔船检验合格率", "渔船检验不合格率"),
        ("渔政执法次数", "海事执法次数"),
        ("船员人数", "持证船员人数"),
        ("渔船办证件数", "远洋渔船办证件数"),
        ("采集水样份数", "检测水样份数"),
        ("渔港总磷去除率", "渔港总氮去除率"),
        ("受理渔事纠纷件数", "调解渔事纠纷件数"),
        ("非标船整治艘数", "标准船整治艘数"),
    ],
)
def test_what_is_not_the_same(one: str, other: str) -> None:
    assert load_likeness().chance(one, other) < FLOOR


@given(NAMES, NAMES)
def test_order_does_not_matter(one: str, other: str) -> None:
    assert load_likeness().chance(one, other) == pytest.approx(load_likeness().chance(other, one))
    assert 0 <= load_likeness().chance(one, other) <= 1


def test_names_without_words_are_never_the_same() -> None:
    assert load_likeness().chance("", "") == 0
    assert load_likeness().chance("工作", "项目") == 0


@given(st.lists(NAMES, max_size=12, unique=True), st.sampled_from([0.5, 0.8, 0.95]))
def test_the_shortcut_misses_no_pair(names: list[str], floor: float) -> None:
    judge = load_likeness()
    every = [(one, other) for one, other in combinations(names, 2) if judge.chance(one, other) >= floor]
    assert sorted(judge(names, floor)) == sorted(every)


def test_the_shortcut_misses_no_labelled_pair() -> None:
    judge = load_likeness()
    pairs = read_pairs(HOME / "pairs.tsv")
    names = list(dict.fromkeys(name for *both, _ in pairs[::4] for name in both))
    every = [(one, other) for one, other in combinations(names, 2) if judge.chance(one, other) >= FLOOR]
    assert len(every) > 20
    assert sorted(judge(names, FLOOR)) == sorted(every)


def test_labelled_pairs_are_many_and_hard() -> None:
    pairs = read_pairs(HOME / "pairs.tsv")
    assert len({frozenset(pair[:2]) for pair in pairs}) == len(pairs) >= 200
    same = sum(label for *_, label in pairs)
    assert 80 <= same <= len(pairs) - 80
    cut = load_likeness().vocabulary.cut
    hard = [pair for pair in pairs if not pair[2] and set(cut(pair[0])) & set(cut(pair[1]))]
    assert len(hard) >= 150, "pairs that share no word teach nothing"


def test_precision_and_recall_at_the_floor_of_the_rule() -> None:
    pairs = read_pairs(HOME / "pairs.tsv")
    at = metrics(pairs, cross_validated(load_likeness().vocabulary, pairs))["at"][str(FLOOR)]
    assert at["precision"] >= 0.97
    assert at["recall"] >= 0.85
    told = json.loads((HOME / "metrics.json").read_text(encoding="utf-8"))["at"][str(FLOOR)]
    assert at == pytest.approx(told, abs=0.01)


def test_the_shipped_judge_is_what_its_pairs_give() -> None:
    shipped = load_likeness()
    again = fit(shipped.vocabulary, read_pairs(HOME / "pairs.tsv"))
    assert again.weights == pytest.approx(shipped.weights, abs=0.01)
    assert again.bias == pytest.approx(shipped.bias, abs=0.01)


def test_same_chances_as_scikit_learn() -> None:
    from sklearn.linear_model import LogisticRegression

    pairs = read_pairs(HOME / "pairs.tsv")
    model = fit(load_likeness().vocabulary, pairs)
    numbers = [model.vocabulary.features(one, other) for one, other, _ in pairs]
    machine = LogisticRegression(max_iter=500).fit(numbers, [same for *_, same in pairs])
    expected = machine.predict_proba(numbers)[:, 1]
    assert [model.weighed(one, other) for one, other, _ in pairs] == pytest.approx(list(expected), abs=0.002)


def test_files_match_the_manifest() -> None:
    manifest = json.loads((HOME / "manifest.json").read_text(encoding="utf-8"))
    for name, described in manifest["files"].items():
        assert hashlib.sha256((HOME / name).read_bytes()).hexdigest() == described["sha256"]
    for name, digest in manifest["inputs"].items():
        path = folder("models") / "category" / name if name == "rows.tsv" else HOME / name
        assert hashlib.sha256(path.read_bytes()).hexdigest() == digest, f"{name} changed: train again"


def test_synonyms_file() -> None:
    found = read_synonyms("# 注\n- 的 之\n购买 采购 购置 # 买\n\n采购 招标\n")
    assert found.light == {"的", "之"}
    assert found.first == {"购买": "购买", "采购": "购买", "购置": "购买", "招标": "采购"}


def test_names_are_cut_into_the_longest_known_words() -> None:
    vocabulary = load_likeness().vocabulary
    assert vocabulary.cut("老人满意率(2026)") == vocabulary.cut("老年人满意度2026")
    assert "2026" in vocabulary.cut("2026年演出")
    assert pairs_of(("水", "电")) == {"^水": 1, "水电": 1, "电$": 1}


def test_damaged_or_missing_model_is_one_sentence(tmp_path: Path) -> None:
    copy = tmp_path / "pairs"
    shutil.copytree(HOME, copy)
    (copy / "weights.json").write_text("{}", encoding="utf-8")
    with pytest.raises(ConfigError, match="重新安装"):
        read_model(copy)
    with pytest.raises(ConfigError, match="重新安装"):
        read_model(tmp_path)
