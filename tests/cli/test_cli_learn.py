"""``auditor learn``: decisions and documents in, a pack out."""

from __future__ import annotations

import json
from pathlib import Path

from auditor import api


def _decided(documents: list[Path], refused: str) -> Path:
    rows = []
    for document in documents:
        (report,) = api.audit(document).documents
        assert report.budget is not None
        for finding in report.findings:
            word = "误报" if finding.rule == refused else "采纳"
            rows.append(
                {
                    "fingerprint": finding.fingerprint,
                    "who": "张三",
                    "why": "不适用",
                    "decision": word,
                    "sha256": report.sha256[:16],
                }
            )
    file = documents[0].parent / "意见.json"
    file.write_text(json.dumps({"decisions": rows}, ensure_ascii=False), encoding="utf-8")
    return file


def _documents(folder: Path, faulty: str) -> list[Path]:
    text = Path(faulty).read_text(encoding="utf-8")
    found = []
    for number in range(5):
        path = folder / f"部门{number}.md"
        path.write_text(f"{text}\n第{number}份\n", encoding="utf-8")
        found.append(path)
    return found


def test_a_pack_is_learned_and_used(run, faulty, tmp_path: Path) -> None:
    documents = _documents(tmp_path, faulty)
    by_rule: dict[str, int] = {}
    for finding in api.audit(documents[0]).documents[0].findings:
        if finding.severity != "info":
            by_rule[finding.rule] = by_rule.get(finding.rule, 0) + 1
    refused = max(by_rule, key=lambda rule: by_rule[rule])
    decisions = _decided(documents, refused)
    done = run("learn", str(decisions), *map(str, documents), "-o", "本地")
    assert done.code == 0, done.err
    assert "调整" in done.err
    before = run("audit", str(documents[0]), "-f", "json", "-o", "a.json")
    after = run("audit", str(documents[0]), "-f", "json", "-o", "b.json", "--rules", "./本地")
    assert (before.code, after.code) == (0, 0)

    def told(name: str) -> int:
        found = json.loads(Path(name).read_text(encoding="utf-8"))["documents"][0]["findings"]
        return sum(one["rule"] == refused and one["severity"] != "info" for one in found)

    assert told("a.json") > 0
    assert told("b.json") == 0


def test_without_documents_or_over_an_old_pack_it_is_one_sentence(run, faulty, tmp_path: Path) -> None:
    decisions = _decided(_documents(tmp_path, faulty)[:1], "none")
    assert run("learn", str(decisions), "-o", "x").code == 2
    Path("旧").mkdir()
    Path("旧/own.yaml").write_text("[]", encoding="utf-8")
    kept = run("learn", str(decisions), faulty, "-o", "旧")
    assert kept.code == 2
    assert len(kept.err.splitlines()) == 1


def test_few_decisions_change_nothing(run, faulty, tmp_path: Path) -> None:
    documents = _documents(tmp_path, faulty)[:1]
    done = run("learn", str(_decided(documents, "none")), str(documents[0]), "-o", "新")
    assert done.code == 0
    assert "没有改动" in done.err
    assert not Path("新/learned.yaml").exists()


def test_a_file_of_no_decisions_is_named(run, clean: str, tmp_path: Path) -> None:
    for text, said in ((None, "路径不存在"), ("{", "不是合法的 JSON"), ('{"version": 1}', "version")):
        if text is not None:
            (tmp_path / "意见.json").write_text(text, encoding="utf-8")
        result = run("learn", "意见.json", clean, "-o", "pack")
        assert (result.code, said in result.err, result.err[:7]) == (2, True, "意见.json")
        assert not (tmp_path / "pack").exists()
