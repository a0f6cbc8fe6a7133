"""The program as a whole: help, language, wrong command lines, start-up, pipes."""

from __future__ import annotations

import errno
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import typer

from auditor import __version__
from auditor.cli import lang
from auditor.cli.main import build, main
from auditor.corpus.answer import FORMATS as ANSWERS
from auditor.errors import reason_of
from auditor.records.output import Format
from auditor.render import FORMATS
from auditor.render.diff_report import DIFF_FORMATS
from auditor.render.flat_table import ROW_FORMATS

HEAVY = {"spacy", "jieba", "pandas", "sklearn", "jinja2", "openpyxl", "yaml", "numpy"}


def test_help_is_chinese_and_version_is_one(run) -> None:
    page = run("--help")
    assert page.code == 0
    assert "用法：" in page.out
    assert all(name in page.out for name in ("audit", "gate", "extract", "rules", "proofread"))
    assert run("--version").out == f"auditor {__version__}\n"


def test_english_is_english(run) -> None:
    for command in ((), ("audit",), ("gate",), ("extract",), ("proofread",), ("rules",), ("rules", "list")):
        page = run("--lang", "en", *command, "--help")
        assert page.code == 0
        assert not any("\u4e00" <= sign <= "\u9fff" for sign in page.out), page.out


def _helps(command: Any) -> Iterator[str]:
    yield command.help
    yield from (one.help for one in command.params if getattr(one, "help", None))
    for below in getattr(command, "commands", {}).values():
        yield from _helps(below)


@pytest.mark.parametrize(
    ("command", "formats"), [("audit", FORMATS), ("diff", DIFF_FORMATS), ("extract", ROW_FORMATS), ("query", ANSWERS)]
)
def test_the_help_of_a_command_lists_its_formats(command: str, formats: Mapping[str, Format]) -> None:
    page = typer.main.get_command(build()).commands[command]
    (shown,) = (one.help for one in page.params if one.name in {"formats", "fmt"})
    assert f"：{' '.join(formats)}" in shown


def test_every_help_text_is_translated() -> None:
    missing = [text for text in _helps(typer.main.get_command(build())) if text not in lang.ENGLISH]
    assert [text for text in missing if any("\u4e00" <= sign <= "\u9fff" for sign in text)] == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("audit",), "INPUT"),
        (("audits",), "audits"),
        (("audit", "a", "--formt", "x"), "--formt"),
        (("audit", "a", "-f"), "-f"),
        (("--lang", "fr", "rules", "list"), "fr"),
        (("rules", "show"), "NAME"),
        (("batch", "in", "--workers", "many"), "--workers 的值无效，应为整数"),
        (("serve", "--port", "99999999"), "--port 的值无效，应为不大于 65535 的数"),
        (("query", "SELECT 1", "--timeout", "0"), "--timeout 的值无效，应为不小于 1 的数"),
        (("diff", "one"), "要给出 2 个值"),
        (("diff", "one", "two", "three"), "多余的内容：three"),
    ],
)
def test_a_wrong_command_line_is_one_sentence_and_2(run, arguments, said: str) -> None:
    result = run(*arguments)
    assert result.code == 2
    assert said in result.err
    assert len(result.err.splitlines()) == 1


def test_an_internal_error_is_one_sentence(run, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("auditor.api.load_rules", broken)
    result = run("rules", "list")
    assert result.code == 2
    assert "ZeroDivisionError" in result.err
    assert "Traceback" not in result.err
    with pytest.raises(ZeroDivisionError):
        main(("rules", "test", "--debug"))


def test_an_interrupt_is_one_word(run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("auditor.api.load_rules", interrupted)
    result = run("rules", "list")
    assert (result.code, result.out, result.err.strip()) == (130, "", "已中断。")


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys; from auditor.cli.main import main; main(['--help']); print(sorted(sys.modules), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, encoding="utf-8")
    loaded = {name.strip("'[] ") for name in done.stderr.split(",")}
    assert "auditor.cli.main" in loaded
    assert not loaded & HEAVY


@pytest.mark.skipif(sys.platform == "win32", reason="没有 SIGPIPE")
def test_a_reader_that_goes_away_is_silent() -> None:
    command = [sys.executable, "-m", "auditor", "rules", "list"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 141


def test_output_is_utf8_whatever_the_console_page() -> None:
    command = [sys.executable, "-m", "auditor", "rules", "list"]
    import os

    done = subprocess.run(command, capture_output=True, check=True, env={**os.environ, "PYTHONIOENCODING": "gbk"})
    assert "规则" in done.stdout.decode("utf-8")


def test_alone_it_shows_the_first_steps(run) -> None:
    page = run()
    assert page.code == 0
    assert "auditor audit 预算.xlsx" in page.out
    assert len(page.out.splitlines()) < 12
    group = run("rules")
    assert group.code == 0
    assert "layouts" in group.out


@pytest.mark.parametrize(
    ("arguments", "meant"),
    [
        (("aduit", "x"), "audit"),
        (("预算.xlsx",), "auditor audit 预算.xlsx"),
        (("rules", "lst"), "list"),
        (("gat",), "gate"),
    ],
)
def test_a_word_that_is_no_command_gets_a_suggestion(run, arguments, meant: str) -> None:
    result = run(*arguments)
    assert result.code == 2
    assert f"是否想写 {meant}" in result.err


def test_help_is_also_a_word(run) -> None:
    assert run("help").out == run("--help").out


def test_a_file_held_by_another_program_is_said(run, monkeypatch: pytest.MonkeyPatch) -> None:
    from pathlib import Path

    Path("预算.md").write_text("x", encoding="utf-8")

    def held(*_: object) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", held)
    result = run("audit", "预算.md")
    assert result.code == 2
    assert "Excel/WPS" in result.err


def test_a_part_that_is_not_installed_is_one_sentence(run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    from pathlib import Path

    Path("预算.md").write_text("| 项目名称 |\n|---|\n| 甲 |\n", encoding="utf-8")
    result = run("audit", "预算.md", "-f", "xlsx", "-o", "r.xlsx")
    assert result.code == 2
    assert 'python -m pip install "budget-indicator-auditor"' in result.err


def test_the_distribution_named_in_hints_is_ours() -> None:
    import tomllib
    from pathlib import Path

    from auditor.errors import DISTRIBUTION

    page = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8"))
    assert page["project"]["name"] == DISTRIBUTION


def test_a_short_h_is_help_everywhere(run) -> None:
    assert run("-h").out == run("--help").out
    assert run("audit", "-h").out == run("audit", "--help").out


def test_the_reasons_of_the_system_are_chinese() -> None:
    assert reason_of(OSError(errno.EADDRINUSE, "Address already in use")) == "已被其他程序占用"
    assert reason_of(FileExistsError(errno.EEXIST, "File exists")) == "路径中有一段不是文件夹"


def test_an_empty_folder_is_no_rule_pack(run, clean: str, tmp_path: Path) -> None:
    (tmp_path / "p").mkdir()
    result = run("audit", clean, "--rules", "./p")
    assert (result.code, result.err.count("\n"), "不是规则包" in result.err) == (2, 1, True)
