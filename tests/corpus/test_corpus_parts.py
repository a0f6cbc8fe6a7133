"""Discovery, keys, progress, the summary's pages and the slips of the keyboard."""

from __future__ import annotations

import io
import os
import zipfile
from dataclasses import replace
from functools import cache
from pathlib import Path

import openpyxl
import pytest

from auditor.checks.across.context import Across, Whole, Wordbook, letters, never_cut
from auditor.checks.across.habits import _is_slip
from auditor.checks.words import Words
from auditor.config import Limits
from auditor.corpus import keys, summary
from auditor.corpus.discover import tasks
from auditor.corpus.overview import Document, Listed, Overview
from auditor.corpus.progress import Progress
from auditor.corpus.results import report_name
from auditor.corpus.stakes import weights
from auditor.engine.corpus import sound_or_look_alike, words_of
from auditor.readers.inventory import shown
from auditor.records.corpus import Corpus
from auditor.records.report import Ruleset
from auditor.records.rule import FAMILIES, SEVERITIES
from auditor.rulebook import load
from auditor.text.units import UnitTable

LIMITS = Limits()


def labels(given: Path) -> list[str]:
    return [task.label for task in tasks(given, 1 << 20, LIMITS)]


def test_a_tree_is_read_in_order_without_what_is_ours(tmp_path: Path) -> None:
    for name in ("b.md", "a/c.xlsx", "a/~$c.xlsx", ".git/x.md", "in.audit/reports/r.html", "b.audit.html", "n.exe"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x", encoding="utf-8")
    assert labels(tmp_path) == ["b.md", "a/c.xlsx"]


def test_members_of_archives_are_documents(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "p.zip", "w") as archive:
        archive.writestr("甲/一.md", "x")
        archive.writestr("二.md", "x")
    (tmp_path / "broken.zip").write_bytes(b"PK no")
    assert labels(tmp_path) == ["broken.zip", "p.zip!/甲/一.md", "p.zip!/二.md"]
    assert labels(tmp_path / "p.zip") == ["p.zip!/甲/一.md", "p.zip!/二.md"]
    first, second = tasks(tmp_path / "p.zip", 1 << 20, LIMITS)
    assert keys.content_hash(first.path, LIMITS) == keys.content_hash(second.path, LIMITS) != ""


@pytest.mark.skipif(os.name == "nt", reason="此系统上建链接要权限")
def test_links_to_folders_are_followed_once(tmp_path: Path) -> None:
    for name in ("in/a/x.md", "outside/y.md"):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text("x", encoding="utf-8")
    (tmp_path / "in" / "a" / "loop").symlink_to("..")
    (tmp_path / "in" / "b").symlink_to("a")
    (tmp_path / "in" / "c").symlink_to("../outside")
    assert labels(tmp_path / "in") == ["a/x.md", "c/y.md"]


@pytest.mark.skipif(os.name == "nt", reason="这样的文件名此系统上没有")
def test_odd_names_are_documents(tmp_path: Path) -> None:
    for name in (" 空格 .md", "换\n行.md", "引'号\".md", "#井.md", "%20.md"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    (tmp_path / os.fsdecode("部门".encode("gb18030") + b".md")).write_text("x", encoding="utf-8")
    found = list(tasks(tmp_path, 1 << 20, LIMITS))
    assert len(found) == 6
    assert all(Path(one.path).exists() and one.label.encode("utf-8") for one in found)


@pytest.mark.skipif(os.name == "nt", reason="此系统的文件名都是 Unicode")
def test_a_name_in_another_encoding_can_be_stored() -> None:
    assert shown(os.fsdecode("部门".encode("gb18030"))).encode("utf-8")


def test_a_key_depends_on_content_name_and_system() -> None:
    one = keys.content_key("a" * 64, "x/部门.xlsx", "s")
    assert one == keys.content_key("a" * 64, "y/部门.xlsx", "s")
    others = {
        keys.content_key("b" * 64, "x/部门.xlsx", "s"),
        keys.content_key("a" * 64, "x/部门.xls", "s"),
        keys.content_key("a" * 64, "x/部门.xlsx", "t"),
    }
    assert len(others | {one}) == 4


def test_the_system_depends_on_rules_and_limits() -> None:
    found = {keys.system_key("r", 1, LIMITS), keys.system_key("q", 1, LIMITS), keys.system_key("r", 2, LIMITS)}
    assert len(found | {keys.system_key("r", 1, Limits(max_cells=5))}) == 4
    assert keys.system_key("r", 1, LIMITS) in found
    assert keys.content_hash("gone.md", LIMITS) == ""


def test_progress_counts_and_foresees() -> None:
    stream = io.StringIO()
    progress = Progress(200, stream)
    for number in range(50):
        progress.count(cached=number < 10, unread=number == 3)
    line = progress.line(80.0)
    assert line.startswith("[50/200] 25%")
    assert "剩余约 05:00" in line, "150 documents at 2 seconds each: those in the cache took none"
    assert "已有结果 10" in line
    assert "未能读取 1" in line
    assert len(stream.getvalue().splitlines()) <= 2


def document(rank: int, **changed: object) -> Document:
    values = {
        "rank": rank, "source": f"{rank}.md", "department": "某局", "year": 2026, "status": "ok", "projects": 1,
        "indicators": 2, "error": 1, "warning": 0, "info": 0, "problems": (), "report": f"reports/{rank}.html",
    }  # fmt: skip
    return Document(**(values | changed))  # type: ignore[arg-type]


def view(*documents: Document) -> Overview:
    related = ({"document": "b.md", "project_name": "<i>乙</i>", "line": 4},)
    found = Listed(
        "a.md", "某局", "", "error", "unit", "U01", "<script>", "名\u202e称", "问题", "证据", "改法", related
    )
    return Overview("夹<b>", documents, (("unit", 1, 0, 0),), (found,), (found,), 1)


def test_what_documents_say_is_never_markup() -> None:
    page = summary.page(view(document(1, source="<img src=x>.md", problems=("<p>",), status="partial")))
    for raw in ("<img", '<script>"', "<i>", "夹<b>", "\u202e"):
        assert raw not in page
    assert "⟨U+202E⟩" in page
    assert "b.md › &lt;i&gt;乙&lt;/i&gt; › 第4行" in page


def test_a_long_list_is_in_the_page_once_and_the_first_are_there_without_scripts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(summary, "_FIRST", 2)
    page = summary.page(view(*(document(rank) for rank in range(1, 6))))
    assert page.count('href="reports/') == 2
    assert len(summary.data_of(view(*(document(rank) for rank in range(1, 6))))["documents"]) == 5
    assert "只列出前 2 份" in page


def test_an_empty_overview_has_a_page_and_a_workbook() -> None:
    empty = Overview("夹", (), (), (), (), 0)
    assert "共 0" not in summary.page(empty)
    assert summary.workbook(empty).startswith(b"PK")
    assert summary.to_dict(empty, Ruleset((), 0, ""), "1")["summary"]["documents"] == 0


def test_the_workbook_prints_on_a4_across() -> None:
    book = openpyxl.load_workbook(io.BytesIO(summary.workbook(view(document(1)))))
    for page in book:
        assert (int(page.page_setup.paperSize), page.page_setup.orientation) == (9, "landscape")
        assert page.sheet_properties.pageSetUpPr.fitToPage
        assert page.print_title_rows == "$1:$1"


def test_a_change_is_told_in_words() -> None:
    told = [summary.change_word(document(1, version=version)) for version in (None, (0, 0), (2, 0), (1, 3))]
    assert told == ["", "比上一版意见未变", "比上一版新增 2 条", "比上一版新增 1 条，减少 3 条"]


@cache
def units() -> UnitTable:
    """Return the units of the rulebook, which takes a second to load."""
    return load().vocabulary.units


@pytest.mark.parametrize(
    ("department", "label", "name"),
    [
        ("云岭县水务局", "a/b.xlsx", "云岭县水务局-2026-0123456789ab.html"),
        ("", "甲\\乙:丙?.xlsx", "乙丙-2026-0123456789ab.html"),
        ("../../etc/passwd", "x.md", "etcpasswd-2026-0123456789ab.html"),
        ("局\u202e名 . ", "x.md", "局名-2026-0123456789ab.html"),
        ("???", "x.md", "文件-2026-0123456789ab.html"),
        ("很" * 90, "x.md", "很" * 40 + "-2026-0123456789ab.html"),
    ],
)
def test_a_report_is_named_by_its_department(department: str, label: str, name: str) -> None:
    assert report_name("0123456789abcdef", department, 2026, label) == name


def test_every_family_and_severity_weighs_something() -> None:
    known = {(kind, name) for kind, name, weight in weights() if weight > 0}
    assert {("severity", level) for level in SEVERITIES} <= known
    assert ("family", "*") in known
    assert {name for kind, name in known if kind != "severity"} <= {*FAMILIES, "*"}


@pytest.mark.parametrize(
    ("name", "right", "slip"),
    [
        ("设备验收和格率", "设备验收合格率", True),
        ("设备验收收合格率", "设备验收合格率", True),
        ("设备收验合格率", "设备验收合格率", True),
        ("设备合格率", "设备验收合格率", False),
        ("第二批发放率", "第一批发放率", False),
        ("惠及群众户数", "惠及群众人数", False),
        ("设备验收合格率", "设备验收合格率", False),
        ("设备验收不合格率", "设备验收合格率", False),
        ("群众满意度度", "群众满意度", True),
        ("任务完成率1", "任务完成率", False),
    ],
)
def test_only_a_slip_of_the_keyboard_is_one(name: str, right: str, slip: bool) -> None:
    context = Across(Corpus(), Wordbook(Words({}), units(), sound_or_look_alike))
    assert _is_slip(name, right, context) is slip


@pytest.mark.parametrize(
    ("name", "right", "slip"),
    [
        ("设备验收格率", "设备验收合格率", True),
        ("居民水满意度", "居民用水满意度", True),
        ("资金支及时率", "资金支付及时率", True),
        ("老人体检人数", "老年人体检人数", False),
        ("困难群众救助数", "困难群众救助人数", False),
        ("居民用水满意", "居民用水满意度", False),
        ("验收合格率", "设备验收合格率", False),
    ],
)
def test_a_name_lacks_a_character_where_a_word_is_torn(name: str, right: str, slip: bool) -> None:
    book = Wordbook(Words({}), units(), sound_or_look_alike, words_of)
    assert _is_slip(name, right, Across(Corpus(), book)) is slip
    usual = Across(Corpus(), book, Whole(9, {name + "情况": 5}))
    assert not _is_slip(name, right, usual), "others write these characters side by side"
    assert not _is_slip(name, right, Across(Corpus(), replace(book, cut=never_cut)))


def test_letters_are_what_stays_when_numbers_change() -> None:
    assert letters("完成12项(约3.5%),A级。") == letters("完成90项(约4%)A级") == "完成项约A级"
