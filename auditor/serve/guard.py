"""Who may ask the local page: only a browser of this machine that was given the address with the token."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

Scope = dict[str, Any]
_SAFE = frozenset({"GET", "HEAD"})
_NAVIGATED = frozenset({"", "none", "same-origin"})
# What each answer carries: nothing is kept, guessed, framed by others, or told to other pages.
HEADERS = (
    (b"cache-control", b"no-store"),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"x-frame-options", b"SAMEORIGIN"),
)


@dataclass(frozen=True, slots=True)
class Address:
    """Where the page is: the port on 127.0.0.1 and the token in the path."""

    port: int
    token: str

    @property
    def hosts(self) -> tuple[str, ...]:
        """Return the names by which a browser may call this server."""
        return f"127.0.0.1:{self.port}", f"localhost:{self.port}"

    @property
    def url(self) -> str:
        """Return the address to open."""
        return f"http://127.0.0.1:{self.port}/{self.token}/"


def new_token() -> str:
    """Return a token that nobody guesses."""
    return secrets.token_urlsafe(24)


def refusal(address: Address, scope: Scope) -> str:
    """Return why a request is not answered, in a few Chinese words; "" where it is.

    A foreign Host is another site whose name was pointed at this machine (DNS rebinding); a foreign Origin is a page
    of another site that is open in the same browser.
    """
    headers = _headers(scope["headers"])
    host, origin = headers.get("host", ""), headers.get("origin")
    if host not in address.hosts:
        return "地址不对"
    if origin is not None and origin != f"http://{host}":
        return "来源不对"
    if scope["method"] not in _SAFE and origin is None:
        return "来源不明"
    if headers.get("sec-fetch-site", "") not in _NAVIGATED:
        return "来源不对"
    given = scope["path"].split("/", 2)[1] if scope["path"].count("/") > 1 else ""
    return "" if secrets.compare_digest(given.encode(), address.token.encode()) else "口令不对"


def _headers(pairs: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    """Return the headers by name; one that is given twice is wrong whatever it says."""
    found: dict[str, str] = {}
    for name, value in pairs:
        key = name.decode("latin-1").lower()
        found[key] = "\0" if key in found else value.decode("latin-1")
    return found


class Guard:
    """An ASGI application before another one: it refuses who may not ask, and puts ``HEADERS`` on every answer."""

    def __init__(self, inner: Any, address: Address) -> None:
        """Stand before ``inner``, which sees paths without the token."""
        self._inner, self._address = inner, address

    async def __call__(self, scope: Scope, receive: Any, send: Any) -> None:
        """Answer a request, or refuse it with 403."""
        if scope["type"] == "lifespan":
            await self._inner(scope, receive, send)
            return
        if scope["type"] != "http":
            return

        async def guarded(message: Any) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message["headers"], *HEADERS]}
            await send(message)

        why = refusal(self._address, scope)
        if why:
            await _refuse(guarded, why)
            return
        prefix = f"/{self._address.token}"
        await self._inner({**scope, "path": scope["path"].removeprefix(prefix), "raw_path": b""}, receive, guarded)


async def _refuse(send: Any, why: str) -> None:
    body = f"{why}：请用启动时显示的完整地址打开。".encode()
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": 403, "headers": headers})
    await send({"type": "http.response.body", "body": body})
