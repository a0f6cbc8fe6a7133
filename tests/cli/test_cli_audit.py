"""auditor audit: outputs, exit codes, inputs that cannot be read."""

from __future__ import annotations

import io
import json
import os
import stat
from pathlib import Path

import pytest

from auditor import api


def test_text_goes_to_standard_output(run, faulty) -> None:
    result = run("audit", faulty)
    assert result.code == 0
    assert "U01" in result.out
    assert result.err == ""


def test_json_goes_to_standard_output(run, faulty) -> None:
    result = run("audit", faulty, "-f", "json")
    data = json.loads(result.out)
    assert result.code == 0
    assert data["version"] == 1
    assert data["documents"][0]["findings"]
    assert data["ruleset"]["packs"] == ["core"]


def test_a_workbook_goes_to_a_file_here_and_the_place_is_said(run, faulty, tmp_path: Path) -> None:
    result = run("audit", faulty, "-f", "xlsx")
    assert (tmp_path / "faulty-bureau.audit.xlsx").is_file()
    assert "faulty-bureau.audit.xlsx" in result.err
    assert result.out == ""


def test_several_formats_into_a_folder(run, faulty, tmp_path: Path) -> None:
    result = run("audit", faulty, "-f", "json", "-f", "sarif", "-f", "junit", "-o", "out")
    assert result.code == 0
    assert sorted(path.suffix for path in (tmp_path / "out").iterdir()) == [".json", ".sarif", ".xml"]


def test_the_suffix_of_the_file_names_the_format(run, faulty, tmp_path: Path) -> None:
    assert run("audit", faulty, "-o", "r.json").code == 0
    assert json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))["version"] == 1


def test_several_formats_in_one_file_are_refused(run, faulty) -> None:
    result = run("audit", faulty, "-f", "json", "-f", "text", "-o", "r.json")
    assert result.code == 2
    assert "目录" in result.err


def test_an_input_is_never_overwritten(run, faulty, tmp_path: Path) -> None:
    own = tmp_path / "own.md"
    own.write_bytes(Path(faulty).read_bytes())
    (tmp_path / "link.md").symlink_to(own)
    for out in ("own.md", "./own.md", "link.md"):
        result = run("audit", str(own), "-f", "markdown", "-o", out)
        assert (result.code, "覆盖" in result.err) == (2, True)
    assert own.read_bytes() == Path(faulty).read_bytes()


def test_a_failed_write_leaves_nothing_behind(run, faulty, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    result = run("audit", faulty, "-f", "json", "-o", "r.json")
    assert result.code == 2
    assert "磁盘已满" in result.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="权限位只在 POSIX 上有意义")
def test_a_report_has_the_rights_of_any_new_file(run, faulty, tmp_path: Path) -> None:
    run("audit", faulty, "-o", "r.json")
    (tmp_path / "other").touch()
    assert stat.S_IMODE((tmp_path / "r.json").stat().st_mode) == stat.S_IMODE((tmp_path / "other").stat().st_mode)


def test_what_cannot_be_read_is_reported_and_the_rest_audited(run, faulty, tmp_path: Path) -> None:
    (tmp_path / "bad.md").write_bytes(b"")
    result = run("audit", "bad.md", "none.md", faulty, "-f", "json")
    documents = json.loads(result.out)["documents"]
    assert result.code == 2
    assert [one["status"] for one in documents[:2]] == ["unreadable", "unreadable"]
    assert documents[2]["findings"]
    assert "bad.md：未能读取" in result.err
    assert "none.md：未能读取" in result.err


def test_a_document_without_indicator_tables_is_partial(run, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# 关于会议的通知\n\n请各单位参加。\n", encoding="utf-8")
    (document,) = json.loads(run("audit", "a.md", "-f", "json").out)["documents"]
    assert document["status"] == "partial"
    assert any("没有找到绩效指标表" in problem["message"] for problem in document["problems"])


def test_a_defect_of_the_program_hurts_one_document_only(
    run, faulty, clean, monkeypatch: pytest.MonkeyPatch, caplog
) -> None:
    real = api._budget

    def broken(source, *bounds):
        if source.source == clean:
            raise ZeroDivisionError
        return real(source, *bounds)

    monkeypatch.setattr(api, "_budget", broken)
    result = run("audit", clean, faulty, "-f", "json")
    first, second = json.loads(result.out)["documents"]
    assert result.code == 2
    assert first["status"] == "unreadable"
    assert "程序内部错误（ZeroDivisionError）" in first["problems"][0]["message"]
    assert second["findings"]
    assert "Traceback" not in result.err


def test_a_crash_of_the_engine_keeps_what_was_read(run, faulty, monkeypatch: pytest.MonkeyPatch) -> None:
    from auditor.engine import run as engine

    def broken(*_: object) -> None:
        raise KeyError("x")

    monkeypatch.setattr(engine, "run_rules", broken)
    (document,) = json.loads(run("audit", faulty, "-f", "json").out)["documents"]
    assert document["status"] == "partial"
    assert document["counts"]["projects"] > 0


def test_a_folder_is_walked_without_hidden_files_and_own_reports(run, faulty, tmp_path: Path) -> None:
    data = Path(faulty).read_bytes()
    for name in (
        "in/a.md",
        "in/deep/b.MD",
        "in/.hidden.md",
        "in/~$c.md",
        "in/a.audit.md",
        "in/picture.bmp",
        "in/.git/d.md",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)
    result = run("audit", "in", "-f", "json")
    sources = [Path(one["source"]).name for one in json.loads(result.out)["documents"]]
    assert sources == ["a.md", "b.MD"]
    assert "[2/2]" in result.err


def test_an_empty_folder_is_an_error(run, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    result = run("audit", "in")
    assert (result.code, "没有可以读取的文件" in result.err) == (2, True)


def test_standard_input(run, faulty, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(Path(faulty).read_bytes())))
    result = run("audit", "-", "-f", "json")
    (document,) = json.loads(result.out)["documents"]
    assert (result.code, document["source"]) == (0, api.STDIN_NAME)
    assert document["findings"]


def test_the_size_limit_of_the_configuration_holds(run, faulty, tmp_path: Path) -> None:
    (tmp_path / "auditor.toml").write_text("[limits]\nmax_bytes = 100\n", encoding="utf-8")
    result = run("audit", faulty)
    assert (result.code, "上限" in result.err) == (2, True)


def test_the_configuration_silences_and_lowers(run, faulty, tmp_path: Path) -> None:
    (tmp_path / "c.toml").write_text(
        '[rules]\ndisable = ["unit"]\nenable = ["U01"]\n[rules.severity]\nU01 = "info"\n', encoding="utf-8"
    )
    (document,) = json.loads(run("audit", faulty, "-f", "json", "--config", "c.toml").out)["documents"]
    unit = {(one["code"], one["severity"]) for one in document["findings"] if one["family"] == "unit"}
    assert unit == {("U01", "info")}


def test_a_local_pack_lies_over_core(run, faulty, tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "x.yaml").write_text("{name: unit.amount-in-percent, severity: info}", encoding="utf-8")
    data = json.loads(run("audit", faulty, "-f", "json", "--rules", "own").out)
    assert {one["severity"] for one in data["documents"][0]["findings"] if one["code"] == "U01"} == {"info"}
    assert data["ruleset"]["packs"] == ["core", "own"]


@pytest.mark.parametrize(
    ("files", "arguments", "said"),
    [
        ({"own/x.yaml": "{name: unit.nothing-like-it, severity: info}"}, ("--rules", "own"), "own/x.yaml:1"),
        ({"auditor.toml": "[gate\n"}, (), "auditor.toml:1"),
        ({}, ("--rules", "nowhere"), "nowhere"),
        ({}, ("--config", "nowhere.toml"), "nowhere.toml"),
        ({}, ("-f", "docx"), "docx"),
    ],
)
def test_a_bad_setting_is_one_sentence(run, faulty, tmp_path: Path, files, arguments, said: str) -> None:
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    result = run("audit", faulty, *arguments)
    assert result.code == 2
    assert said in result.err
    assert len(result.err.splitlines()) == 1
    assert result.out == ""
