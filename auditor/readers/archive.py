"""Zip archives as office files use them: bounded unpacking, member names, one clear sentence where it is damaged."""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import Path

from auditor.config import Limits
from auditor.errors import UnreadableError

_PIECE = 1 << 18
# Small members may shrink as much as they like: blank sheets do.
_HARMLESS = 8 * 1024 * 1024
_UTF8_NAME = 0x800
_ENCRYPTED = 0x1
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError, RuntimeError)


class Archive:
    """A zip file that unpacks at most ``limits.max_unpacked`` bytes in all and no absurd compression."""

    def __init__(self, data: bytes | Path, source: str, limits: Limits) -> None:
        """Open the archive, from memory or a file. Raises UnreadableError where it is damaged."""
        self._source, self._limits, self._unpacked = source, limits, 0
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data) if isinstance(data, bytes) else data)
        except _DAMAGE as error:
            raise self._damaged() from error
        self._infos = {name_of(info): info for info in self._zip.infolist() if not info.is_dir()}

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of all members in the order of the archive."""
        return tuple(self._infos)

    @property
    def size(self) -> int:
        """Return how many bytes all members together declare to unfold to."""
        return sum(info.file_size for info in self._infos.values())

    def __contains__(self, name: str) -> bool:
        return name in self._infos

    def read(self, name: str) -> bytes:
        """Return the content of a member.

        Raises UnreadableError where it is damaged, encrypted, too large or compressed beyond belief.
        """
        info = self._infos[name]
        if info.flag_bits & _ENCRYPTED:
            raise UnreadableError("压缩包加了密码，请解压或取消密码后再试。", source=self._source)
        pieces: list[bytes] = []
        size = 0
        try:
            with self._zip.open(info) as member:
                while piece := member.read(_PIECE):
                    size += len(piece)
                    self._check(size, info.compress_size)
                    pieces.append(piece)
        except _DAMAGE as error:
            raise self._damaged() from error
        self._unpacked += size
        return b"".join(pieces)

    def _check(self, size: int, packed: int) -> None:
        limits = self._limits
        if self._unpacked + size > limits.max_unpacked:
            most = limits.max_unpacked / 1048576
            raise UnreadableError(f"解压后的内容超过上限 {most:.0f} MB，没有读取，请拆分后再试。", source=self._source)
        if size > _HARMLESS and size > limits.max_ratio * max(1, packed):
            raise UnreadableError("压缩比异常，疑似压缩炸弹，没有读取，请核对文件来源。", source=self._source)

    def _damaged(self) -> UnreadableError:
        return UnreadableError("文件已损坏或没有传输完整，请用原软件打开后另存再试。", source=self._source)


def name_of(info: zipfile.ZipInfo) -> str:
    """Return the name of a member with forward slashes; without the UTF-8 flag it is GBK on Chinese Windows."""
    name = info.filename
    if not info.flag_bits & _UTF8_NAME:
        try:
            raw = name.encode("cp437")
        except UnicodeEncodeError:
            raw = b""
        for encoding in ("utf-8", "gb18030") if raw else ():
            try:
                name = raw.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
    return name.replace("\\", "/")
