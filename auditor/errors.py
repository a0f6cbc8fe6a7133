"""Failures that a user can mend: each says which file, where, what is wrong and what to do, in one Chinese sentence."""

from __future__ import annotations

import errno

DISTRIBUTION = "budget-indicator-auditor"
# Windows says 32 and 33 (another program holds the file) with EACCES; elsewhere it is EBUSY or ETXTBSY.
_HELD = {errno.EACCES, errno.EPERM, errno.EBUSY, errno.ETXTBSY}
_REASONS = {
    errno.ENOENT: "路径不存在",
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "磁盘配额已用完",
    errno.EROFS: "所在磁盘只读",
    errno.EISDIR: "这是一个文件夹",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.ENAMETOOLONG: "文件名太长",
    errno.EIO: "磁盘读写出错",
    errno.EEXIST: "路径中有一段不是文件夹",
    errno.ENOTEMPTY: "文件夹不是空的",
    errno.ELOOP: "链接循环",
    errno.EMFILE: "打开的文件太多",
    errno.EADDRINUSE: "已被其他程序占用",
    errno.EADDRNOTAVAIL: "本机没有这个地址",
    **dict.fromkeys(_HELD, "没有权限，或文件可能正在 Excel/WPS 中打开"),
}


class AuditorError(Exception):
    """A failure whose text is meant for the user: no traceback, one sentence."""

    def __init__(self, message: str, *, source: str = "", line: int | None = None) -> None:
        """Keep the sentence and, where known, the file and 1-based line it is about."""
        self.message = message
        self.source = source
        self.line = line
        place = f"{source}:{line}" if source and line else source
        super().__init__(f"{place}: {message}" if place else message)


class UnreadableError(AuditorError):
    """An input that cannot be read at all (missing, empty, binary, no known encoding, too large)."""


class RuleError(AuditorError):
    """A rule file, lexicon or pack that does not follow the schema."""


class ConfigError(AuditorError):
    """A configuration or waiver file that does not follow its schema, or an option with a bad value."""


def reason_of(error: OSError) -> str:
    """Return in a few Chinese words why a file could not be read or written; the system's own words where unknown."""
    return _REASONS.get(error.errno or 0) or error.strerror or type(error).__name__


def install_hint(extra: str = "") -> str:
    """Return the command that installs this program (with ``extra``), as it is typed in every shell."""
    wanted = f"{DISTRIBUTION}[{extra}]" if extra else DISTRIBUTION
    return f'python -m pip install "{wanted}"'
