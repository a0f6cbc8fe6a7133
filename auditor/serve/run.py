"""The server of the local page: its socket, its folder for the time being, its end."""

from __future__ import annotations

import socket
import sys
import tempfile
import webbrowser
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from shutil import rmtree

from auditor.config import Config
from auditor.corpus.lock import locked
from auditor.errors import ConfigError, reason_of
from auditor.rulebook import Rulebook
from auditor.serve.desk import Desk
from auditor.serve.guard import Address, new_token

_PREFIX = "auditor-serve-"
_LOCK = ".lock"
_AT_ONCE = 64


def serve(folder: Path, config: Config, book: Rulebook, port: int, told: Callable[[str], None]) -> None:
    """Serve the page until the user ends it; ``told`` gets its address once it can be opened.

    Raises ConfigError where the port is taken. Nothing of what was dropped stays behind.
    """
    import uvicorn

    from auditor.serve.app import application

    sweep()
    with _listening(port) as listener, tempfile.TemporaryDirectory(prefix=_PREFIX, ignore_cleanup_errors=True) as name:
        address = Address(listener.getsockname()[1], new_token())
        with locked(Path(name) / _LOCK):
            desk = Desk(folder, Path(name), config, book)
            app = application(desk, address, lambda: setattr(server, "should_exit", True))
            server = uvicorn.Server(
                uvicorn.Config(
                    app, log_level="error", access_log=False, server_header=False, limit_concurrency=_AT_ONCE,
                    proxy_headers=False, lifespan="off", ws="none", timeout_graceful_shutdown=2,
                )
            )  # fmt: skip
            told(address.url)
            try:
                # Ctrl-C is how a server in a terminal ends.
                with suppress(KeyboardInterrupt):
                    server.run(sockets=[listener])
            finally:
                desk.close()


def show(url: str) -> bool:
    """Return whether a browser was asked to open the page."""
    with suppress(webbrowser.Error, OSError):
        return webbrowser.open(url)
    return False


def sweep() -> None:
    """Take away what a killed run left: its lock is free."""
    for home in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        with suppress(ConfigError, OSError):
            if home.is_dir() and (home / _LOCK).is_file():
                with locked(home / _LOCK):
                    pass
                rmtree(home, ignore_errors=True)


def _listening(port: int) -> socket.socket:
    """Return a socket on this machine's own address, which no other machine reaches; port 0 takes a free one."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if sys.platform == "win32":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", port))
    except OSError as error:
        listener.close()
        raise ConfigError(f"端口 {port} 不能用（{reason_of(error)}），请换一个，或不写 --port。") from None
    return listener
