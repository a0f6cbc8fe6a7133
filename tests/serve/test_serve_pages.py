"""What the local page does with documents: list, report, decisions, downloads."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import time
import urllib.request
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from auditor.cli.main import main
from auditor.engine.waivers import load_waivers
from auditor.serve.said import SUFFIX, Said, beside, rows_of

ROOT = Path(__file__).resolve().parents[2]


def row(fingerprint: str, **more: Any) -> dict[str, Any]:
    return {
        "fingerprint": fingerprint,
        "decision": "误报",
        "who": "张三",
        "why": "另有批复",
        "when": "2026-11-02",
        **more,
    }


def test_a_document_is_on_the_list_with_its_report(shared: Any) -> None:
    page, drop, errors = shared
    state = page.get(f"drops/{drop}").json()
    (one,) = state["documents"]
    assert (one["label"], state["overview"]) == ("某局/预算.md", False)
    assert one["status"] in ("ok", "partial")
    assert one["error"] == len(errors) > 3
    answer = page.get(f"drops/{drop}/documents/0/report.html")
    assert "Content-Security-Policy" in answer.text
    assert "预算.md" in answer.text
    assert str(page.home) not in answer.text


def test_decisions_are_kept_beside_the_document(shared: Any, page: Any, faulty: bytes) -> None:
    first, second, third = shared[2][:3]
    drop, _ = page.audited(("某局/预算.md", faulty))
    url = f"drops/{drop}/documents/0/decisions"
    rows = [row(first), row(second, who=""), row(third, why=""), row("f" * 16)]
    told = page.post(url, content=json.dumps({"rows": rows})).json()
    assert (told["saved"], told["lacking"], told["file"]) == (1, 2, f"预算.md{SUFFIX}")
    assert [one.fingerprint for one in load_waivers(page.work / told["file"])] == [first]
    assert "张三" in page.get(f"drops/{drop}/documents/0/report.html").text
    # The next audit knows it; taking it back takes it out of the file.
    _, again = page.audited(("预算.md", faulty))
    assert again["documents"][0]["decided"] == 1
    page.post(url, content=b'{"rows": []}')
    assert load_waivers(page.work / told["file"]) == ()


@pytest.mark.parametrize("body", [b"{", b"[]", b'{"rows": 3}', b'{"rows": [3]}', b'{"rows": [null, {}]}'])
def test_malformed_decisions_change_nothing(page: Any, faulty: bytes, body: bytes) -> None:
    drop, _ = page.audited(("另.md", faulty))
    assert page.post(f"drops/{drop}/documents/0/decisions", content=body).status_code == 400
    assert not (page.work / f"另.md{SUFFIX}").exists()


def test_the_command_line_reads_the_same_file(shared: Any, capsys: Any) -> None:
    page, drop, errors = shared
    page.post(f"drops/{drop}/documents/0/decisions", content=json.dumps({"rows": [row(errors[0])]}))
    sample = str(ROOT / "samples" / "faulty-bureau.md")
    assert main(["gate", sample, "--waivers", str(page.work / f"预算.md{SUFFIX}")]) > 0
    assert "处已豁免" in capsys.readouterr().out


def test_downloads(shared: Any) -> None:
    page, drop, _ = shared
    sheet = page.get(f"drops/{drop}/documents/0/opinions.xlsx")
    assert "审核意见" in openpyxl.load_workbook(io.BytesIO(sheet.content)).sheetnames
    assert "filename*=UTF-8''%E9%A2%84%E7%AE%97" in sheet.headers["content-disposition"]
    notice = page.get(f"drops/{drop}/documents/0/notice.docx")
    assert "word/document.xml" in zipfile.ZipFile(io.BytesIO(notice.content)).namelist()


def test_several_documents_are_compared_and_summed_up(page: Any, faulty: bytes, clean: bytes) -> None:
    drop, state = page.audited(("甲/预算.md", faulty), ("乙/预算.md", clean), ("丙/预算.md", faulty))
    assert state["overview"]
    labels = [one["label"] for one in state["documents"]]
    assert labels == ["甲/预算.md", "乙/预算.md", "丙/预算.md"]
    index = page.get(f"drops/{drop}/index.html")
    assert "内容完全相同" in index.text
    link = next(part.split('"')[0] for part in index.text.split('href="') if part.startswith("reports/"))
    assert page.get(f"drops/{drop}/{link}").status_code == 200
    assert page.get(f"drops/{drop}/documents/2/report.html").status_code == 200
    assert page.get(f"drops/{drop}/summary.xlsx").status_code == 200


def test_nothing_to_send_back_is_a_sentence(page: Any, clean: bytes) -> None:
    drop, state = page.audited(("a.md", clean))
    if state["documents"][0]["error"] + state["documents"][0]["warning"] == 0:
        answer = page.get(f"drops/{drop}/documents/0/notice.docx")
        assert (answer.status_code, "没有需要整改" in answer.json()["message"]) == (409, True)


def test_an_empty_drop_fails_in_words(page: Any) -> None:
    _, state = page.audited()
    assert (state["state"], state["message"]) == ("failed", "没有可以审核的文件。")


def test_the_folder_of_work_is_audited_where_it_lies(page: Any, faulty: bytes) -> None:
    (page.work / "某局").mkdir()
    (page.work / "某局" / "预算.md").write_bytes(faulty)
    drop = page.post("folder").json()["drop"]
    state = page.wait(drop)
    assert [one["label"] for one in state["documents"]] == ["某局/预算.md"]
    prints = page.get(f"drops/{drop}/documents/0/report.json").json()["documents"][0]["findings"]
    page.post(f"drops/{drop}/documents/0/decisions", content=json.dumps({"rows": [row(prints[0]["fingerprint"])]}))
    assert (page.work / "某局" / f"预算.md{SUFFIX}").exists()
    assert (page.work / "某局" / "预算.md").read_bytes() == faulty
    page.client.delete(page.url(f"drops/{drop}"), headers={"origin": "http://127.0.0.1:8000"})
    assert (page.work / "某局" / "预算.md").exists()


def test_where_decisions_are(tmp_path: Path) -> None:
    from hashlib import sha256

    (tmp_path / "甲").mkdir()
    (tmp_path / "甲" / "预算[1].md").write_bytes(b"one")
    digest = sha256(b"one").hexdigest()
    assert beside(tmp_path, "下载/预算[1].md", digest).parent == tmp_path / "甲"
    assert beside(tmp_path, "预算[1].md", sha256(b"two").hexdigest()).parent == tmp_path
    assert beside(tmp_path, "包.zip!/a/预算.xlsx", "").name == f"预算.xlsx{SUFFIX}"
    for label in ("../../x.md", "a:b?.md", "/etc/x.md", "长" * 200 + ".md"):
        path = beside(tmp_path, label, "")
        assert path.parent == tmp_path
        assert len(path.name.encode()) < 255


def test_a_file_that_is_no_decisions_file_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text("{not json", encoding="utf-8")
    said = Said.of(path)
    assert "读不出来" in said.fault
    assert path.read_text(encoding="utf-8") == "{not json"


def test_what_others_wrote_meanwhile_stays(tmp_path: Path) -> None:
    path, prints = tmp_path / "a.json", frozenset({"a" * 16, "b" * 16})
    said, other = Said.of(path), Said.of(path)
    said.save(rows_of([row("a" * 16)], prints, frozenset())[0])
    other.save(rows_of([row("b" * 16, who="李四")], prints, frozenset())[0])
    assert len(load_waivers(path)) == 2
    said.save(())
    assert [one.who for one in load_waivers(path)] == ["李四"]


def test_rows_of_another_document_are_not_this_ones() -> None:
    rows = [row("a" * 16, sha256="1" * 16), row("a" * 16, sha256="2" * 16)]
    made, _ = rows_of(rows, frozenset({"a" * 16}), frozenset({"2" * 16}))
    assert [one.sha256 for one in made] == ["1" * 16]


def test_the_server_starts_answers_and_ends(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "auditor", "serve", str(tmp_path), "--no-browser"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT, text=True, encoding="utf-8"
    ) as process:
        assert process.stdout is not None
        url = process.stdout.readline().strip().partition("http")[1:]
        address = "".join(url)
        assert address.startswith("http://127.0.0.1:")
        for _ in range(100):
            try:
                with urllib.request.urlopen(address, timeout=5) as answer:
                    assert b"<title>" in answer.read()
                break
            except OSError:
                time.sleep(0.1)
        ask = urllib.request.Request(f"{address}quit", method="POST", headers={"Origin": address.rsplit("/", 2)[0]})
        urllib.request.urlopen(ask, timeout=5).close()
        assert process.wait(30) == 0


def test_a_port_that_is_taken_is_a_sentence(capsys: Any, tmp_path: Path) -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert main(["serve", str(tmp_path), "--no-browser", "--port", str(port)]) == 2
    assert f"端口 {port} 不能用" in capsys.readouterr().err
