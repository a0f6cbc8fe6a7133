"""The loop from the command line: audit, decide, audit again, compare, send back."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def findings(run, source: str, *more: str) -> list[dict]:
    return json.loads(run("audit", source, "-f", "json", *more).out)["documents"][0]["findings"]


def write(path: Path, *entries: dict) -> str:
    path.write_text(json.dumps({"decisions": entries}, ensure_ascii=False), encoding="utf-8")
    return path.name


def entry(finding: dict, word: str, who: str = "张三") -> dict:
    return {"fingerprint": finding["fingerprint"], "decision": word, "who": who, "why": "理由", "when": "2026-01-05"}


def test_audit_reads_decisions_and_says_them(run, faulty, tmp_path: Path) -> None:
    first = next(one for one in findings(run, faulty) if one["severity"] == "error")
    name = write(tmp_path / "d.json", entry(first, "误报"))
    report = json.loads(run("audit", faulty, "-f", "json", "--decisions", name).out)
    assert report["verdict"]["waived"] == [first["fingerprint"]]
    assert report["decisions"][0]["who"] == "张三"
    assert '"who":"张三"' in run("audit", faulty, "-f", "html", "-o", "-", "--decisions", name).out


def test_gate_takes_several_files_and_tells_of_conflicts(run, faulty, tmp_path: Path) -> None:
    errors = [one for one in findings(run, faulty) if one["severity"] == "error"]
    one = write(tmp_path / "a.json", *(entry(error, "误报", "甲") for error in errors))
    assert run("gate", faulty, "--waivers", one).code == 0
    two = write(tmp_path / "b.json", entry(errors[0], "采纳", "乙"))
    both = run("gate", faulty, "--waivers", one, "--waivers", two)
    assert both.code == 1
    assert "处理意见不一致（甲：误报，乙：采纳）" in both.out
    # A reviewer knows a finding by its code and its indicator, not by its fingerprint.
    assert f"对问题 {errors[0]['code']}“" in both.out
    assert errors[0]["fingerprint"] in both.out


def test_decisions_are_merged_and_conflicts_listed(run, tmp_path: Path) -> None:
    given = {"fingerprint": "a" * 16}
    one, two = (
        write(tmp_path / "a.json", entry(given, "误报", "甲")),
        write(tmp_path / "b.json", entry(given, "采纳", "乙")),
    )
    result = run("decisions", one, two, "-o", "m.json")
    assert result.code == 1
    assert "1 处不一致" in result.err
    assert len(json.loads((tmp_path / "m.json").read_text(encoding="utf-8"))["decisions"]) == 2
    assert run("decisions", one).code == 0
    over = run("decisions", one, "-o", one)
    assert (over.code, "覆盖" in over.err) == (2, True)


def test_diff_of_documents_and_reports(run, faulty, clean, tmp_path: Path) -> None:
    run("audit", faulty, "-f", "json", "-o", "old.json")
    same = run("diff", "old.json", faulty)
    count = len(findings(run, faulty))
    assert (same.code, same.out.splitlines()[-1]) == (0, f"合计：仍然存在 {count}，新增 0，已整改 0。")
    text = Path(faulty).read_text(encoding="utf-8")
    finding = next(
        one for one in findings(run, faulty) if one["evidence"]["text"].endswith("%") and one["code"] == "U01"
    )
    row = text.split("\n")[finding["where"]["line"] - 1]
    fixed = text.replace(row, "%".join(row.rsplit("%", 1)).replace("%", "万元"))
    new = tmp_path / Path(faulty).name
    new.write_text(fixed, encoding="utf-8")
    data = json.loads(run("diff", faulty, str(new), "-f", "json").out)
    assert finding["fingerprint"] in [one["fingerprint"] for one in data["documents"][0]["resolved"]]
    assert data["summary"]["open"] < count
    assert run("diff", faulty, str(new), "-f", "html").code == 0
    other = run("diff", faulty, clean)
    assert (other.code, "不是同一部门" in other.out, "已整改 0" in other.out) == (2, True, True)
    assert list(tmp_path.glob("*.html"))


def test_diff_never_counts_the_unread_as_repaired(run, faulty, tmp_path: Path) -> None:
    (tmp_path / Path(faulty).name).write_bytes(b"")
    result = run("diff", faulty, Path(faulty).name)
    assert result.code == 2
    assert "已整改 0" in result.out
    broken = tmp_path / "r.json"
    broken.write_text('{"version": 1, "documents": 3, "ruleset": {}}', encoding="utf-8")
    assert run("diff", "r.json", faulty).code == 2


def test_annotate_and_notice_leave_the_original_alone(run, tmp_path: Path) -> None:
    pytest.importorskip("docx")
    source = ROOT / "samples" / "formats" / "faulty-street-office.docx"
    before = hashlib.sha256(source.read_bytes()).hexdigest()
    noted = run("annotate", str(source))
    assert noted.code == 0
    assert re.search(r"批注 [1-9]\d* 处", noted.err)
    assert run("notice", str(source), "-o", "out").code == 0
    assert "应为目录" in run("notice", str(source), "-o", "通知.docx").err
    assert hashlib.sha256(source.read_bytes()).hexdigest() == before
    names = sorted(path.name for path in tmp_path.rglob("*.docx"))
    assert names == ["faulty-street-office.批注.audit.docx", "faulty-street-office.整改通知.audit.docx"]
    # copies are no inputs when their folder is audited
    assert "没有可以读取的文件" in run("audit", str(tmp_path)).err


def test_annotate_says_what_has_no_comments(run, faulty) -> None:
    result = run("annotate", faulty)
    assert result.code == 2
    assert "不能加批注" in result.err


def test_a_corrected_copy_lists_its_changes(run, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    source = ROOT / "samples" / "formats" / "clean-agency.xlsx"
    result = run("annotate", str(source), "--corrected")
    assert result.code == 0
    assert "没有意见，副本里没有批注" in result.err
    assert "改动 0 处" in result.err
    copy = openpyxl.load_workbook(tmp_path / "clean-agency.更正.audit.xlsx")
    assert "更正清单" in copy.sheetnames


def test_two_documents_of_one_name_and_one_in_an_archive_get_copies_of_their_own(run, tmp_path: Path) -> None:
    pytest.importorskip("docx")
    source = ROOT / "samples" / "formats" / "faulty-street-office.docx"
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        shutil.copy(source, tmp_path / folder / "预算.docx")
    with zipfile.ZipFile(tmp_path / "c.zip", "w") as archive:
        archive.write(source, "里面/预算.docx")
    assert run("annotate", "a", "b", "c.zip", "-o", "out").code == 0
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert names == ["预算-2.批注.audit.docx", "预算-3.批注.audit.docx", "预算.批注.audit.docx"]


def test_decisions_written_into_the_workbook_are_read_back(run, faulty, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    assert run("audit", faulty, "-f", "xlsx", "-o", "list.xlsx").code == 0
    book = openpyxl.load_workbook(tmp_path / "list.xlsx")
    page = book["审核意见"]
    at = {cell.value: cell.column for cell in page[1]}
    for row in range(2, page.max_row + 1):
        page.cell(row, at["处理意见"]).value = "误报"
        page.cell(row, at["理由"]).value = "另有批复"
    book.save(tmp_path / "list.xlsx")
    assert "who" in run("gate", faulty, "--waivers", "list.xlsx").err
    page.cell(2, at["审核人"]).value = "王审核"
    book.save(tmp_path / "list.xlsx")
    assert run("gate", faulty, "--waivers", "list.xlsx").code == 0
    page.cell(3, at["处理意见"]).value = "意见不一致"
    book.save(tmp_path / "list.xlsx")
    result = run("gate", faulty, "--waivers", "list.xlsx")
    assert (result.code, "list.xlsx:3" in result.err) == (2, True)
    assert "请商定后改为采纳、误报或已整改" in result.err
    book.remove(page)
    book.save(tmp_path / "list.xlsx")
    assert "没有工作表" in run("gate", faulty, "--waivers", "list.xlsx").err
    assert "打不开" in run("gate", faulty, "--waivers", "none.xlsx").err


@pytest.mark.parametrize(
    ("text", "said"),
    [(None, "路径不存在"), ("{", "不是合法的 JSON"), ('{"version": 1, "baseline": []}', "不是审核报告")],
)
def test_diff_names_the_file_that_is_no_report(run, clean, tmp_path: Path, text: str | None, said: str) -> None:
    if text is not None:
        (tmp_path / "旧.json").write_text(text, encoding="utf-8")
    result = run("diff", "旧.json", clean)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("旧.json")
    assert said in result.err
