"""Files that appear whole or not at all, and files that are read whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
import tempfile
from pathlib import Path

# What people write by hand (rules, decisions, configurations) and reports of ours are far smaller.
MOST = 256 * 1024 * 1024


def read_whole(path: Path, most: int = MOST) -> bytes:
    """Return the bytes of a regular file of at most ``most`` bytes.

    Raises OSError, with a reason in Chinese where it is ours: a pipe or device may have no end and keep its reader
    waiting for ever.
    """
    status = path.stat()
    if not is_ordinary(status.st_mode):
        raise OSError(errno.EINVAL, "不是普通文件（管道或设备）", str(path))
    if status.st_size > most:
        raise OSError(errno.EFBIG, f"文件超过 {most // 1024 // 1024} MB", str(path))
    return path.read_bytes()


def is_ordinary(mode: int) -> bool:
    """Return whether a mode (``st_mode``) is that of a regular file or a folder, not of a pipe or a device."""
    return stat.S_ISREG(mode) or stat.S_ISDIR(mode)


def save_whole(path: Path, data: bytes) -> None:
    """Write ``data`` to ``path`` by way of a neighbour file, so that a reader never sees half of it.

    Folders above it are made. Raises OSError, with nothing left behind, where it cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".auditor-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        # mkstemp makes files that only their owner reads; a report is as public as any new file of the user.
        Path(name).chmod(0o666 & ~_umask())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _umask() -> int:
    """Return the process's umask (which can only be read by setting it)."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
