"""One writer at a time: a lock that the system drops when its process ends, however it ends."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from auditor.errors import ConfigError, reason_of

_HELD: list[IO[bytes]] = []


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock file ``path`` (made where absent, with our process id in it) for the body of a ``with``.

    Raises ConfigError that names the other process where one holds it, or where the file cannot be made.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("a+b")
    except OSError as error:
        raise ConfigError(f"无法写入（{reason_of(error)}），请检查路径和权限。", source=str(path)) from None
    with file, _noted(file):
        if not _take(file.fileno()):
            file.seek(0)
            owner = file.read().decode("ascii", "replace").strip() or "未知"
            message = f"另一个 auditor（进程 {owner}）正在写这个目录或数据库，请等它结束，或换一个输出目录。"
            raise ConfigError(message, source=str(path.parent))
        file.truncate(0)
        file.write(str(os.getpid()).encode())
        file.flush()
        yield
    # The file stays: to remove it would let two later runs lock two different files of one name.


def let_go() -> None:
    """Close the locks that a copy of a process has of it: they end with the process that took them."""
    for file in _HELD:
        file.close()
    _HELD.clear()


@contextmanager
def _noted(file: IO[bytes]) -> Iterator[None]:
    """Note a lock for the body of a ``with``."""
    _HELD.append(file)
    try:
        yield
    finally:
        with suppress(ValueError):
            _HELD.remove(file)


def _take(handle: int) -> bool:
    """Return whether the lock was free and is now ours, until the file is closed."""
    if sys.platform == "win32":
        import msvcrt

        with suppress(OSError):
            os.lseek(handle, 1 << 20, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
            return True
        return False
    import fcntl

    with suppress(OSError):
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    return False
