"""Who may ask the local page, what it takes, and that nothing can be reached that is not meant to be."""

from __future__ import annotations

import io
import zipfile
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from auditor.serve.guard import new_token
from auditor.serve.intake import Bounds, RefusedError, label_of

TOKEN = "a-token-that-nobody-guesses"
ORIGIN = "http://127.0.0.1:8000"


async def pieces(*parts: bytes) -> AsyncIterator[bytes]:
    """A body without a length, as a program may send it."""
    for part in parts:
        yield part


@pytest.mark.parametrize(
    "path",
    ["/", "", f"/{TOKEN}", f"/{TOKEN}x/", f"/{TOKEN[:-1]}/", "/drops/x", "//", f"//{TOKEN}/", "/%00/", "/口令/"],
)
def test_without_the_token_there_is_nothing(page: Any, path: str) -> None:
    assert page.client.get(path).status_code == 403


@pytest.mark.parametrize(
    "host",
    ["evil.example", "127.0.0.1", "127.0.0.1:8001", "localhost", "127.0.0.1:8000.evil.example", "", "[::1]:8000"],
)
def test_a_foreign_host_is_refused(page: Any, host: str) -> None:
    assert page.client.get(page.url(""), headers={"host": host}).status_code == 403


def test_this_machine_has_two_names(page: Any) -> None:
    assert page.client.get(page.url(""), headers={"host": "localhost:8000"}).status_code == 200
    assert page.get("").status_code == 200


@pytest.mark.parametrize(
    "origin",
    ["http://evil.example", "null", "https://127.0.0.1:8000", "http://127.0.0.1:8001", "http://localhost:8000"],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_foreign_origin_is_refused(page: Any, method: str, origin: str) -> None:
    answer = page.client.request(method, page.url("drops"), headers={"origin": origin})
    assert answer.status_code == 403
    assert "access-control-allow-origin" not in answer.headers


def test_what_changes_something_says_where_it_comes_from(page: Any) -> None:
    assert page.client.post(page.url("drops")).status_code == 403
    assert page.client.delete(page.url("drops/x")).status_code == 403
    assert page.post("drops").status_code == 200


@pytest.mark.parametrize(
    ("site", "code"), [("cross-site", 403), ("same-site", 403), ("none", 200), ("same-origin", 200)]
)
def test_another_site_cannot_lead_here(page: Any, site: str, code: int) -> None:
    assert page.client.get(page.url(""), headers={"sec-fetch-site": site}).status_code == code


def test_a_header_given_twice_is_wrong(page: Any) -> None:
    headers = [("host", "127.0.0.1:8000"), ("host", "evil.example")]
    assert page.client.get(page.url(""), headers=headers).status_code == 403


def test_every_answer_is_guarded(page: Any) -> None:
    for answer in (page.get(""), page.get("none"), page.client.get("/")):
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"
    policy = page.get("").headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_a_token_is_long_and_never_the_same() -> None:
    tokens = {new_token() for _ in range(100)}
    assert len(tokens) == 100
    assert min(map(len, tokens)) >= 32


@pytest.mark.parametrize(
    "name", ["../a.md", "a/../../b.md", "..\\..\\a.md", "a\x00.md", "a\nb.md", "", "/", "..", "x" * 2000]
)
def test_a_name_that_leads_elsewhere_is_refused(page: Any, name: str) -> None:
    drop = page.drop()
    answer = page.post(f"drops/{drop}/files", params={"name": name}, content=b"x")
    assert answer.status_code == 400
    assert not [path for path in page.home.rglob("*") if path.is_file()]
    with pytest.raises(RefusedError):
        label_of(name)


@pytest.mark.parametrize("name", ["/etc/passwd.md", "C:\\Windows\\a.md", "CON.md", "a:b.md", "a.zip!/b.md", "*.md"])
def test_a_strange_name_is_only_a_label(page: Any, name: str) -> None:
    drop = page.drop((name, b"content"))
    paths = [path for path in page.home.rglob("*") if path.is_file()]
    assert len(paths) == 1
    assert paths[0].parent == page.home / drop / "files"
    assert paths[0].stem.isalnum()


@pytest.mark.parametrize(
    "path",
    [
        "drops/{drop}/../../secret.txt",
        "drops/{drop}/%2e%2e/secret.txt",
        "drops/{drop}/reports/../../secret.txt",
        "drops/{drop}/reports/%2e%2e/%2e%2e/secret.txt",
        "drops/{drop}/store.duckdb",
        "drops/{drop}/kept",
        "drops/%2e%2e",
        "drops/{drop}/documents/0/..%2fsecret",
        "drops/{drop}/documents/99/report.html",
        "drops/{drop}/documents/-1/report.html",
        "../serve.js",
    ],
)
def test_no_path_leads_to_another_file(page: Any, path: str) -> None:
    drop = page.drop()
    (page.home / "secret.txt").write_text("secret", encoding="utf-8")
    page.desk.find(drop).state = "done"
    answer = page.get(path.format(drop=drop))
    assert answer.status_code in (403, 404)
    assert "secret" not in answer.text


def test_a_file_that_is_too_large_leaves_nothing(pages: Callable[..., Any]) -> None:
    page = pages(Bounds(one=1000, together=2500))
    drop = page.drop()
    answer = page.post(f"drops/{drop}/files", params={"name": "a.md"}, content=b"x" * 1001)
    assert (answer.status_code, "上限" in answer.json()["refused"]) == (413, True)
    answer = page.post(f"drops/{drop}/files", params={"name": "a.md"}, content=pieces(b"x" * 600, b"x" * 600))
    assert answer.status_code == 413
    assert not [path for path in page.home.rglob("*") if path.is_file()]
    codes = [
        page.post(f"drops/{drop}/files", params={"name": "a.md"}, content=b"x" * 900).status_code for _ in range(4)
    ]
    assert codes == [200, 200, 413, 413]
    assert len(page.get(f"drops/{drop}").json()["refused"]) == 4


def test_drops_and_files_are_bounded(pages: Callable[..., Any]) -> None:
    page = pages(Bounds(one=1000, files=2, drops=2))
    drop = page.drop(("a.md", b"a"), ("b.md", b"b"), ("c.md", b"c"))
    assert "最多 2 份" in page.get(f"drops/{drop}").json()["refused"][0]["why"]
    page.drop()
    assert page.post("drops").status_code == 409
    page.client.delete(page.url(f"drops/{drop}"), headers={"origin": ORIGIN})
    assert page.post("drops").status_code == 200


def test_two_at_once_do_not_exceed_the_bound_together(pages: Callable[..., Any]) -> None:
    page = pages(Bounds(one=1000, together=4000))
    drop = page.drop()

    def send(number: int) -> int:
        code: int = page.post(
            f"drops/{drop}/files", params={"name": f"{number}.md"}, content=pieces(b"x" * 500, b"x" * 400)
        ).status_code
        return code

    with ThreadPoolExecutor(8) as crew:
        codes = list(crew.map(send, range(16)))
    sizes = [path.stat().st_size for path in page.home.rglob("*.md")]
    assert sum(sizes) <= 4000
    assert codes.count(200) == len(sizes) >= 2


def test_uploads_at_once_do_not_meet(page: Any) -> None:
    drops = [page.drop() for _ in range(4)]

    def send(number: int) -> None:
        page.post(f"drops/{drops[number % 4]}/files", params={"name": "预算.md"}, content=b"%d" % number * 1000)

    with ThreadPoolExecutor(8) as crew:
        list(crew.map(send, range(32)))
    for at, drop in enumerate(drops):
        labels = [one.label for one in page.desk.find(drop).given]
        assert len(set(labels)) == 8
        contents = {path.read_bytes() for path in (page.home / drop / "files").iterdir()}
        assert contents == {b"%d" % number * 1000 for number in range(at, 32, 4)}


def test_an_unknown_kind_is_on_the_list_and_furniture_is_not(page: Any) -> None:
    drop = page.drop(("a.exe", b"MZ"), (".DS_Store", b"x"), ("~$a.xlsx", b"x"), ("a.audit.xlsx", b"x"))
    assert [one["label"] for one in page.get(f"drops/{drop}").json()["refused"]] == ["a.exe"]


def bomb() -> bytes:
    inner, outer = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("预算.md", b"\0" * (300 * 1024 * 1024))
    with zipfile.ZipFile(outer, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(3):
            archive.writestr(f"{number}.zip", inner.getvalue())
    return outer.getvalue()


def test_a_zip_bomb_is_a_line_of_the_list(page: Any, clean: bytes) -> None:
    _, state = page.audited(("bomb.zip", bomb()), ("好.md", clean))
    assert state["state"] == "done"
    by = {one["label"]: one for one in state["documents"]}
    assert by["好.md"]["status"] == "ok"
    bad = [one for label, one in by.items() if label.startswith("bomb.zip")]
    assert bad
    assert all(one["status"] == "unreadable" and one["problems"] for one in bad)


def test_nothing_dropped_stays_behind(page: Any, clean: bytes, tmp_path: Path) -> None:
    drop, _ = page.audited(("a.md", clean))
    assert not (page.home / drop / "files").exists()
    page.client.delete(page.url(f"drops/{drop}"), headers={"origin": ORIGIN})
    assert list(page.home.iterdir()) == []
    assert page.get(f"drops/{drop}").status_code == 404
    page.audited(("b.md", clean))
    page.desk.close()
    assert list(page.home.iterdir()) == []
    assert list(page.work.iterdir()) == []


def test_decisions_that_are_none_change_nothing(shared: Any) -> None:
    page, drop, _ = shared
    url, before = f"drops/{drop}/documents/0/decisions", sorted(page.work.iterdir())
    for body in (b"", b"[]", b"{", b'{"rows": 3}', b'{"rows": [1, null, {"fingerprint": "x"}]}', b"[" * 100_000):
        assert page.post(url, content=body).status_code in (200, 400, 404)
    assert page.post(url, content=b" " * (17 * 1024 * 1024)).status_code == 413
    assert sorted(page.work.iterdir()) == before


def test_quit_needs_the_page(page: Any) -> None:
    assert page.client.post("/quit", headers={"origin": ORIGIN}).status_code == 403
    assert page.get("quit").status_code == 405
    assert page.stopped == []
    page.post("quit")
    assert page.stopped == [True]
