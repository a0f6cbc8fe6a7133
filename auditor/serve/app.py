"""The pages and answers of the local page, behind the guard."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from auditor.corpus.results import digits_of, row_id
from auditor.errors import AuditorError, ConfigError, reason_of
from auditor.records.report import Report
from auditor.records.standing import DIGITS
from auditor.render import render
from auditor.render.html_report import asset, environment
from auditor.serve import kept
from auditor.serve.desk import Desk, Drop, Paper
from auditor.serve.guard import Address, Guard
from auditor.serve.intake import RefusedError, is_furniture, label_of, receive
from auditor.serve.said import rows_of

# Decisions on thousands of findings are smaller.
_MOST_DECISIONS = 16 * 1024 * 1024
_PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-src 'self';"
    " img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)
# A report brings its own policy; this one lets only our page put it into a frame.
_REPORT_POLICY = "frame-ancestors 'self'; base-uri 'none'; form-action 'none'"
_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "json": "application/json",
}
Handler = Callable[[Request], Awaitable[Response]]


class Pages:
    """What is answered, path by path; ``stop`` ends the server."""

    def __init__(self, desk: Desk, stop: Callable[[], None]) -> None:
        """Answer from ``desk``."""
        self._desk, self._stop = desk, stop

    async def home(self, _: Request) -> Response:
        """Answer the page itself."""
        from auditor import __version__

        page = environment().get_template("serve.html").render(version=__version__, folder=str(self._desk.folder))
        return Response(page, media_type="text/html", headers={"content-security-policy": _PAGE_POLICY})

    async def open(self, _: Request) -> Response:
        """Open a drop."""
        return JSONResponse({"drop": self._desk.open().name})

    async def open_folder(self, _: Request) -> Response:
        """Audit the user's folder as it lies there."""
        drop = self._desk.open()
        self._desk.start(drop, whole_folder=True)
        return JSONResponse({"drop": drop.name})

    async def take(self, request: Request) -> Response:
        """Take one file; its name is in the query, its content is the body."""
        drop, name = self._drop(request), request.query_params.get("name", "")
        try:
            if is_furniture(label_of(name)):
                return JSONResponse({"taken": False})
            return JSONResponse(await self._taken(request, drop, name))
        except RefusedError as error:
            self._desk.refuse(drop, name, error.message)
            return JSONResponse({"taken": False, "refused": error.message}, 413 if "超过" in error.message else 400)

    async def _taken(self, request: Request, drop: Drop, name: str) -> dict[str, Any]:
        label, path, most = self._desk.room(drop, name)
        size = None
        try:
            declared = request.headers.get("content-length", "0")
            if declared.isdigit() and int(declared) > most:
                raise RefusedError(f"文件超过上限 {most / 1048576:.0f} MB，没有审核，请拆分后再试。")
            size = await receive(request.stream(), path, most)
        except OSError as error:
            raise RefusedError(f"文件没有收下（{reason_of(error)}）。") from None
        except ClientDisconnect:
            raise RefusedError("传输中断，没有收下。") from None
        finally:
            self._desk.settle(drop, path, size)
        return {"taken": True, "label": label}

    async def start(self, request: Request) -> Response:
        """Begin to audit a drop."""
        drop = self._drop(request)
        self._desk.start(drop)
        return JSONResponse(drop.shown())

    async def state(self, request: Request) -> Response:
        """Answer how far a drop is."""
        return JSONResponse(self._drop(request).shown())

    async def remove(self, request: Request) -> Response:
        """Take a drop away."""
        await run_in_threadpool(self._desk.remove, self._drop(request))
        return JSONResponse({})

    async def overview(self, request: Request) -> Response:
        """Answer the summary of a drop: one of the files that the batch wrote beside each other."""
        drop, name = self._drop(request), request.path_params["name"]
        known = {path.name: path for path in drop.home.glob("index*.html")} if drop.state == "done" else {}
        if name == "summary.xlsx" and drop.state == "done":
            return _file((drop.home / name).read_bytes(), "批量审核汇总.xlsx")
        if name not in known:
            raise HTTPException(404)
        headers = {"content-security-policy": _REPORT_POLICY}
        return Response(known[name].read_bytes(), media_type="text/html", headers=headers)

    async def linked(self, request: Request) -> Response:
        """Answer the report to which the summary of a drop links."""
        drop, digits = self._drop(request), digits_of(request.path_params["link"])
        paper = next((one for one in drop.papers if one.key and row_id(one.key) == f"r{digits}"), None)
        return await self._page(drop, paper)

    async def document(self, request: Request) -> Response:
        """Answer a document's report, or its files to download."""
        drop, paper = self._paper(request)
        kind = request.path_params["kind"]
        if kind == "report.html":
            return await self._page(drop, paper)
        stem = Path(paper.task.label).stem
        if kind == "notice.docx":
            return _file(await run_in_threadpool(self._notice, drop, paper), f"{stem}.整改通知.docx")
        if kind in ("opinions.xlsx", "report.json"):
            suffix = kind.rpartition(".")[2]
            word = "审核意见表" if suffix == "xlsx" else "审核结果"
            return _file(await run_in_threadpool(self._rendered, drop, paper, suffix), f"{stem}.{word}.{suffix}")
        raise HTTPException(404)

    async def decide(self, request: Request) -> Response:
        """Keep what was decided on a document beside it."""
        drop, paper = self._paper(request)
        body = b""
        async for chunk in request.stream():
            body += chunk
            if len(body) > _MOST_DECISIONS:
                raise HTTPException(413)
        try:
            rows = json.loads(body)["rows"]
        except (ValueError, KeyError, TypeError, RecursionError):
            raise HTTPException(400) from None
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise HTTPException(400)
        return JSONResponse(await run_in_threadpool(self._decided, drop, paper, rows))

    async def quit(self, _: Request) -> Response:
        """End the program."""
        self._stop()
        return JSONResponse({})

    def _decided(self, drop: Drop, paper: Paper, rows: list[dict[str, Any]]) -> dict[str, Any]:
        document = self._desk.report(drop, paper)
        if document is None or paper.said is None:
            raise HTTPException(404)
        prints = frozenset(finding.fingerprint for finding in document.findings)
        others = frozenset(str(one.row.get("sha256", ""))[:DIGITS] for one in drop.papers)
        made, lacking = rows_of(rows, prints, others - {document.sha256[:DIGITS]})
        with self._desk.writing:
            paper.said.save(made)
        paper.row["decided"] = len(paper.said.decisions)
        return {"saved": len(made), "lacking": lacking, "file": paper.said.path.name}

    async def _page(self, drop: Drop, paper: Paper | None) -> Response:
        if paper is None:
            raise HTTPException(404)
        page = await run_in_threadpool(self._rendered, drop, paper, "html")
        return Response(page, media_type="text/html", headers={"content-security-policy": _REPORT_POLICY})

    def _rendered(self, drop: Drop, paper: Paper, form: str) -> bytes:
        return render(self._report(drop, paper), form)

    def _notice(self, drop: Drop, paper: Paper) -> bytes:
        return kept.notice(self._report(drop, paper))

    def _report(self, drop: Drop, paper: Paper) -> Report:
        document = self._desk.report(drop, paper)
        if document is None or paper.said is None:
            raise ConfigError("这份文件没有审核结果。")
        desk = self._desk
        return kept.whole(document, desk.book.ruleset(), paper.said.decisions, desk.config.policy)

    def _drop(self, request: Request) -> Drop:
        drop = self._desk.find(request.path_params["drop"])
        if drop is None:
            raise HTTPException(404)
        return drop

    def _paper(self, request: Request) -> tuple[Drop, Paper]:
        drop, number = self._drop(request), request.path_params["number"]
        if number >= len(drop.papers) or not drop.papers[number].key:
            raise HTTPException(404)
        return drop, drop.papers[number]


def application(desk: Desk, address: Address, stop: Callable[[], None]) -> Guard:
    """Return the whole application."""
    pages = Pages(desk, stop)
    routes = [
        Route("/", pages.home),
        Route("/serve.js", _own("serve.js", "text/javascript")),
        Route("/serve.css", _own("serve.css", "text/css")),
        Route("/drops", pages.open, methods=["POST"]),
        Route("/folder", pages.open_folder, methods=["POST"]),
        Route("/quit", pages.quit, methods=["POST"]),
        Route("/drops/{drop}", pages.state),
        Route("/drops/{drop}", pages.remove, methods=["DELETE"]),
        Route("/drops/{drop}/files", pages.take, methods=["POST"]),
        Route("/drops/{drop}/start", pages.start, methods=["POST"]),
        Route("/drops/{drop}/documents/{number:int}/decisions", pages.decide, methods=["POST"]),
        Route("/drops/{drop}/documents/{number:int}/{kind}", pages.document),
        Route("/drops/{drop}/reports/{link:path}", pages.linked),
        Route("/drops/{drop}/{name}", pages.overview),
    ]
    return Guard(Starlette(routes=routes, exception_handlers={AuditorError: _told}), address)


async def _told(_: Request, error: Exception) -> Response:
    """Answer a failure that the user can mend with its sentence."""
    return JSONResponse({"message": getattr(error, "message", "")}, 409)


def _own(name: str, kind: str) -> Handler:
    """Return what answers a file of ours."""

    async def answer(_: Request) -> Response:
        return Response(str(asset(name)), media_type=kind)

    return answer


def _file(data: bytes, name: str) -> Response:
    """Return a file to be saved under ``name``."""
    headers = {"content-disposition": f"attachment; filename*=UTF-8''{quote(name, errors='replace')}"}
    return Response(data, media_type=_TYPES[name.rpartition(".")[2]], headers=headers)
