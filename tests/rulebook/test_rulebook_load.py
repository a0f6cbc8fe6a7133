"""Rule packs: layering, the closed schema, and errors that name file, line and the nearest valid name."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from auditor.errors import RuleError
from auditor.rulebook import Rulebook, load

RULE = """\
name: unit.a-rule
code: U01
family: unit
severity: error
confidence: 0.9
subject: indicator
check: kinds.conflict
with: {name_kind: money, limits: [1, 2]}
message: "“{indicator.name}”有误。"
advice: "请改。"
basis: []
examples:
  fires: [{name: 甲, operator: =, unit: no}]
  silent: [{name: 乙}]
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return an empty rules folder with a core pack of one rule."""
    (tmp_path / "core").mkdir()
    (tmp_path / "core" / "unit.yaml").write_text(RULE, encoding="utf-8")
    return tmp_path


def put(root: Path, pack: str, text: str, name: str = "x.yaml") -> Path:
    """Write one file of a pack and return the pack's folder."""
    (root / pack).mkdir(exist_ok=True)
    (root / pack / name).write_text(text, encoding="utf-8")
    return root / pack


def failure(root: Path, *packs: str | Path) -> RuleError:
    """Return the error that loading raises."""
    with pytest.raises(RuleError) as caught:
        load(packs or ("core",), root)
    return caught.value


def test_a_rule_becomes_a_record(root: Path) -> None:
    book = load(("core",), root)
    (rule,) = book.rules
    assert (rule.name, rule.code, rule.pack, rule.path) == ("unit.a-rule", "U01", "core", "rules/core/unit.yaml")
    assert rule.params == {"name_kind": "money", "limits": (1, 2)}
    assert rule.status == "stable"
    assert rule.confidence == 0.9
    assert book.packs == ("core",)
    assert book.ruleset().rules == 1


def test_words_of_yaml_stay_words(root: Path) -> None:
    (rule,) = load(("core",), root).rules
    assert rule.fires == ({"name": "甲", "operator": "=", "unit": "no"},)


def test_a_rulebook_can_be_sent_to_another_process(root: Path) -> None:
    book = load(("core",), root)
    assert pickle.loads(pickle.dumps(book)) == book


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("severity: error", "severety: error", 4, "是否想写“severity”"),
        ("severity: error", "severity: eror", 4, "是否想写“error”"),
        ("family: unit", "family: units", 3, "是否想写“unit”"),
        ("subject: indicator", "subject: indicators", 6, "是否想写“indicator”"),
        ("confidence: 0.9", "confidence: 1.5", 5, "0 到 1"),
        ("confidence: 0.9", "confidence: true", 5, "0 到 1"),
        ("code: U01", "code: u-1", 2, "code"),
        ("name: unit.a-rule", "name: ARule", 1, "name"),
        ("check: kinds.conflict", "check: [a]", 7, "check"),
        ("{indicator.name}", "{indicator.naem}", 9, "是否想写“name”"),
        ("{indicator.name}", "{}", 9, "占位"),
        ("{indicator.name}", "{indicator.name", 9, "花括号"),
        ("“{indicator.name}”有误", "[[{x}有误", 9, "双方括号"),
        ('advice: "请改。"', 'advice: ""', 10, "非空"),
        ("basis: []", "basis: [没有的条文]", 11, "没有的条文"),
        ("fires:", "fire:", 12, "是否想写“fires”"),
        ("code: U01", "code: U01\nstatus: stabel", 3, "是否想写“stable”"),
        ("code: U01", "code: U01\nfold: page", 3, "document"),
        ("code: U01", "code: U01\ncode: U02", 3, "写了两次"),
        ("code: U01", "code: 'U01", None, "YAML"),
        ("with: {name_kind", "\twith: {name_kind", 8, "制表符"),
        ("limits: [1, 2]", "limits: &a [1, *a]", 8, "包含它自己"),
        ("severity: error", "severity: !!python/name:os.system", 4, "YAML"),
    ],
)
def test_a_slip_is_named_with_its_line(root: Path, old: str, new: str, line: int | None, said: str) -> None:
    assert old in RULE
    put(root, "core", RULE.replace(old, new), "unit.yaml")
    error = failure(root)
    assert said in error.message
    assert error.source == "rules/core/unit.yaml"
    if line is not None:
        assert error.line == line


@pytest.mark.parametrize(
    "key", ["name", "code", "family", "severity", "confidence", "subject", "check", "message", "advice"]
)
def test_a_missing_key_is_an_error(root: Path, key: str) -> None:
    kept = "\n".join(line for line in RULE.splitlines() if not line.startswith(f"{key}:"))
    put(root, "core", kept, "unit.yaml")
    assert key in failure(root).message


def test_names_and_codes_are_unique(root: Path) -> None:
    put(root, "core", RULE)
    assert "写了两次" in failure(root).message
    put(root, "core", RULE.replace("unit.a-rule", "unit.b-rule"))
    assert "U01" in failure(root).message


def test_a_later_pack_lowers_and_silences(root: Path) -> None:
    put(root, "local", "- {name: unit.a-rule, severity: info, with: {limits: [3]}}")
    (rule,) = load(("core", "local"), root).rules
    assert rule.severity == "info"
    assert rule.params == {"name_kind": "money", "limits": (3,)}
    assert rule.message == "“{indicator.name}”有误。"
    assert rule.pack == "core"
    for text in ("{name: unit.a-rule, status: off}", "{name: unit.a-rule, enabled: false}"):
        put(root, "local", text)
        book = load(("core", "local"), root)
        assert book.rules == ()
        assert [one.name for one in book.silenced] == ["unit.a-rule"]


def test_a_still_later_pack_switches_on_again(root: Path) -> None:
    put(root, "local", "{name: unit.a-rule, enabled: false}")
    put(root, "more", "{name: unit.a-rule, enabled: true}")
    assert len(load(("core", "local", "more"), root).rules) == 1


def test_a_deprecated_rule_does_not_run(root: Path) -> None:
    put(root, "core", RULE + "status: deprecated\n", "unit.yaml")
    assert load(("core",), root).rules == ()


def test_an_override_of_no_rule_names_the_nearest(root: Path) -> None:
    put(root, "local", "{name: unit.a-rul, severity: info}")
    error = failure(root, "core", "local")
    assert "是否想写“unit.a-rule”" in error.message
    assert (error.source, error.line) == ("rules/local/x.yaml", 1)


def test_a_pack_may_be_a_folder_anywhere_and_bring_what_it_requires(root: Path, tmp_path: Path) -> None:
    folder = put(root, "own", RULE.replace("unit.a-rule", "unit.own").replace("U01", "U02"))
    (folder / "pack.yaml").write_text("title: 本局规则\nrequires: [core]\n", encoding="utf-8")
    book = load((folder,), root)
    assert book.packs == ("core", "own")
    assert [rule.code for rule in book.rules] == ["U01", "U02"]


def test_packs_that_require_each_other_are_an_error(root: Path) -> None:
    put(root, "a", "requires: [b]", "pack.yaml")
    put(root, "b", "requires: [a]", "pack.yaml")
    assert "成环" in failure(root, "a").message


def test_an_unknown_pack_names_the_nearest(root: Path) -> None:
    assert "是否想写“core”" in failure(root, "cores").message
    assert "是否想写" not in failure(root, "nope").message


@pytest.mark.parametrize("name", ["..", ".", "lexicons"])
def test_a_pack_name_stays_inside_the_rules(root: Path, name: str) -> None:
    (root / "lexicons").mkdir()
    (root / "lexicons" / "x.yaml").write_text("{}", encoding="utf-8")
    if name == "lexicons":
        assert "找不到" in failure(root, name).message
    else:
        # "." and ".." are folders of the user, not of the installation.
        assert all("rules/" not in rule.path for rule in _load_or_nothing(root, name).rules)


def _load_or_nothing(root: Path, name: str) -> Rulebook:
    try:
        return load((name,), root)
    except RuleError:
        return Rulebook(())


def test_the_hash_follows_content_not_files(root: Path) -> None:
    before = load(("core",), root).sha256
    (root / "core" / "unit.yaml").rename(root / "core" / "renamed.yaml")
    assert load(("core",), root).sha256 == before
    put(root, "core", RULE.replace("0.9", "0.8"), "renamed.yaml")
    assert load(("core",), root).sha256 != before


def test_a_file_that_is_no_utf8_is_one_sentence(root: Path) -> None:
    (root / "core" / "bad.yaml").write_bytes("名称".encode("gb18030"))
    assert "UTF-8" in failure(root).message


def test_codes_sort_by_number(root: Path) -> None:
    rules = [RULE.replace("a-rule", f"r{code.lower()}").replace("U01", code) for code in ("U100", "U02", "C05")]
    put(root, "core", rules[0], "unit.yaml")
    put(root, "core", rules[1], "b.yaml")
    put(root, "core", rules[2], "c.yaml")
    assert [rule.code for rule in load(("core",), root).rules] == ["C05", "U02", "U100"]
